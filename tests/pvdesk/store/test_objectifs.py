"""The objectives of the brochure: their value follows from their tile, their status from figures or from a person."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from db.models.conseil_listes import StatutConseil
from db.models.dispositif_listes import StatutDispositif
from db.models.objectif import StatutObjectif
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.objectifs import Suivi, objectifs, statut
from pvdesk.store.unit import UnitOfWork
from tests.builders import TODAY, make_desk

HIER = TODAY - dt.timedelta(days=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("objectifs") / "donnees")
    yield desk
    desk.close()


@pytest.fixture
def unit(shared: Desk) -> Iterator[UnitOfWork]:
    """A work that is never committed."""
    with shared.writing() as work:
        yield work


def suivi(unit: UnitOfWork, code: str, au: dt.date = TODAY) -> Suivi:
    return next(s for s in objectifs(unit, au) if s.code == code)


def releve(unit: UnitOfWork, repere: str, jour: dt.date = TODAY, **values: object) -> None:
    records.save(unit, records.blank(unit, "releve", repere=repere, date=jour, source="DSDEN", **values))


def conseil(unit: UnitOfWork, statut_: StatutConseil, **values: object) -> None:
    records.save(unit, records.blank(unit, "conseil", nom="Conseil", statut=statut_, **values))


def test_there_are_35_and_an_empty_desk_has_reached_none(unit: UnitOfWork) -> None:
    found = objectifs(unit, TODAY)
    assert len(found) == 35
    assert [s.code for s in found] == sorted(s.code for s in found)
    assert {s.mode for s in found} == {"calcule", "saisi", "jalon"}
    assert {s.statut for s in found} <= {StatutObjectif.NON_DEMARRE, StatutObjectif.EN_COURS}
    assert all(s.dernier is None for s in found)


def test_the_nine_conseils_are_reached_when_none_is_left(unit: UnitOfWork) -> None:
    for _ in range(9):
        conseil(unit, StatutConseil.CONSTITUE, constitue_le=TODAY)
    avant, apres = suivi(unit, "PA-P2", HIER), suivi(unit, "PA-P2")
    assert (avant.base, avant.cible, avant.texte, avant.statut) == (9, 0, "9", StatutObjectif.NON_DEMARRE)
    assert (apres.valeur, apres.texte, apres.statut) == (0, "0", StatutObjectif.ATTEINT)
    assert (apres.unite, apres.mode, apres.tuile) == ("conseils", "calcule", "conseils.a_constituer")


def test_a_conseil_less_is_under_way(unit: UnitOfWork) -> None:
    for rang in range(9):
        conseil(unit, StatutConseil.CONSTITUE if rang == 0 else StatutConseil.A_CONSTITUER)
    assert suivi(unit, "PA-P2").statut is StatutObjectif.EN_COURS


@pytest.mark.parametrize("dit", [StatutObjectif.PARTIEL, StatutObjectif.ABANDONNE, StatutObjectif.SANS_OBJET])
def test_what_only_a_person_can_say_wins_over_the_computation(unit: UnitOfWork, dit: StatutObjectif) -> None:
    conseil(unit, StatutConseil.CONSTITUE)
    releve(unit, "PA-P2", HIER, statut=dit)
    assert suivi(unit, "PA-P2").statut is dit
    releve(unit, "PA-P2", statut=StatutObjectif.EN_COURS)  # they think better of it: the figures speak again
    assert suivi(unit, "PA-P2").statut is StatutObjectif.ATTEINT


def test_what_is_said_of_one_territory_is_not_said_of_the_department(unit: UnitOfWork) -> None:
    conseil(unit, StatutConseil.A_CONSTITUER)
    releve(unit, "PA-P2", statut=StatutObjectif.ABANDONNE, quartier="QN06224M")
    assert suivi(unit, "PA-P2").statut is StatutObjectif.EN_COURS


def test_the_security_strategies_add_up_circonscriptions_and_compagnies(unit: UnitOfWork) -> None:
    for rang in range(12):
        releve(unit, "SE-P1", statut=StatutObjectif.ATTEINT, lieu=f"Circonscription {rang}")
    releve(unit, "SE-P1-B", statut=StatutObjectif.ATTEINT, lieu="Compagnie 1")
    found = suivi(unit, "SE-P1")
    assert (found.valeur, found.cible, found.texte) == (13, 21, "12 sur 12 et 1 sur 9")
    assert found.statut is StatutObjectif.EN_COURS
    for rang in range(2, 10):
        releve(unit, "SE-P1-B", statut=StatutObjectif.ATTEINT, lieu=f"Compagnie {rang}")
    assert suivi(unit, "SE-P1").statut is StatutObjectif.ATTEINT


def test_an_objective_to_double_is_reached_at_twice_its_first_figure(unit: UnitOfWork) -> None:
    releve(unit, "EC-P1", dt.date(2025, 1, 1), valeur=400_000)
    premier = suivi(unit, "EC-P1")
    assert (premier.base, premier.cible, premier.statut) == (400, 800, StatutObjectif.NON_DEMARRE)
    releve(unit, "EC-P1", valeur=801_000)
    found = suivi(unit, "EC-P1")
    assert (found.valeur, found.statut, found.dernier) == (801, StatutObjectif.ATTEINT, (TODAY, "DSDEN"))


def test_a_figure_that_a_person_noted_stands_until_it_can_be_computed(unit: UnitOfWork) -> None:
    releve(unit, "EC-P4", valeur=11_500)
    found = suivi(unit, "EC-P4")
    assert (found.texte, found.statut) == ("11,5\u00a0%", StatutObjectif.EN_COURS)


def test_a_computed_figure_bears_no_date_of_a_releve(unit: UnitOfWork) -> None:
    releve(unit, "ED2-P2", HIER, valeur=3_000)
    assert (suivi(unit, "ED2-P2").valeur, suivi(unit, "ED2-P2").dernier) == (3, (HIER, "DSDEN"))
    draft = records.blank(unit, "fiche_dispositif", type="rep", nom="Réseau", statut=StatutDispositif.ACTIF)
    draft.lines["releves"] = [LineDraft(new_uid(), {"annee": 2025, "mesure": "rep.devoirs_faits", "valeur": 1_000})]
    records.save(unit, draft)
    assert (suivi(unit, "ED2-P2").valeur, suivi(unit, "ED2-P2").dernier) == (1, None)


def test_a_milestone_of_the_department_keeps_its_due_date(unit: UnitOfWork) -> None:
    assert suivi(unit, "EG-P1").echeance == dt.date(2018, 12, 31)
    releve(unit, "EG-P1", statut=StatutObjectif.ATTEINT)
    assert suivi(unit, "EG-P1").statut is StatutObjectif.ATTEINT


@pytest.mark.parametrize("code", ["SE-07", "SE-P4", "EG-P3"])
def test_one_figure_of_the_whole_department_is_the_value_of_a_milestone(unit: UnitOfWork, code: str) -> None:
    releve(unit, code, HIER, statut=StatutObjectif.NON_DEMARRE)
    releve(unit, code, valeur=4_000)
    found = suivi(unit, code)
    assert (found.valeur, found.texte, found.statut) == (4, "4", StatutObjectif.EN_COURS)


def test_a_milestone_says_of_how_many_once_a_releve_gives_the_total(unit: UnitOfWork) -> None:
    releve(unit, "EG-P3", HIER, valeur=4_000, cible=12_000)
    found = suivi(unit, "EG-P3")
    assert (found.valeur, found.cible, found.texte, found.statut) == (4, 12, "4 sur 12", StatutObjectif.EN_COURS)
    releve(unit, "EG-P3", valeur=12_000, cible=12_000)
    assert suivi(unit, "EG-P3").statut is StatutObjectif.ATTEINT


def test_a_draft_of_a_day_to_come_moves_no_tile(unit: UnitOfWork) -> None:
    demain = TODAY + dt.timedelta(days=1)
    releve(unit, "SE-07", demain, valeur=4_000)
    assert suivi(unit, "SE-07", demain).valeur == 0


@pytest.mark.parametrize(
    ("valeur", "base", "cible", "expected"),
    [
        (None, None, None, StatutObjectif.NON_DEMARRE),
        (0, None, None, StatutObjectif.NON_DEMARRE),
        (3, None, None, StatutObjectif.EN_COURS),
        (0, None, 100, StatutObjectif.NON_DEMARRE),
        (99, None, 100, StatutObjectif.EN_COURS),
        (100, None, 100, StatutObjectif.ATTEINT),
        (64, None, 0, StatutObjectif.EN_COURS),
        (0, None, 0, StatutObjectif.ATTEINT),
        (9, 9, 0, StatutObjectif.NON_DEMARRE),
        (400, 400, 800, StatutObjectif.NON_DEMARRE),
        (350, 400, 800, StatutObjectif.EN_COURS),
        (40, 50, 45, StatutObjectif.ATTEINT),
    ],
)
def test_figures_alone_say_where_an_objective_stands(
    valeur: int | None, base: int | None, cible: int | None, expected: StatutObjectif
) -> None:
    exact = [None if n is None else Decimal(n) for n in (valeur, base, cible)]
    assert statut("calcule", *exact, []) is expected
