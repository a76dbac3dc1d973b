"""Where a compte rendu stands: what may follow what, who approves it, what is never gone back on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.echange import Role
from db.models.seance import Approbation, EtatCompteRendu, StatutReunion
from pvdesk.store import comptes_rendus, historique, records, repentir, reunions
from pvdesk.store.comptes_rendus import Pas, Version
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.builders import add_noeux, make_desk
from tests.pvdesk.held import AVRIL, MAI, held, put, read

PREMIERE = Version(numero=1, le=dt.date(2026, 3, 10), code="ABCD-EFGH", sha256="0" * 64, destinataires="commune")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    return add_noeux(desk)


@pytest.fixture
def mars(desk: Desk, noeux: tuple[str, dict[str, str]]) -> str:
    return held(desk, *noeux)


@pytest.fixture
def mai(desk: Desk, noeux: tuple[str, dict[str, str]]) -> str:
    return held(desk, *noeux, MAI, approbation=Approbation.APPROUVE)


def etat(desk: Desk, uid: str) -> EtatCompteRendu:
    said: EtatCompteRendu = read(desk, uid)["compte_rendu"]
    return said


def diffuser(desk: Desk, uid: str, version: Version = PREMIERE) -> None:
    with desk.writing() as unit:
        if version.numero == 1:
            comptes_rendus.relire(unit, uid)
        comptes_rendus.noter(unit, uid, Pas.DIFFUSER if version.numero == 1 else Pas.RECTIFIER, version)
        unit.commit()


def terminer(desk: Desk, uid: str) -> repentir.Repentir:
    with desk.writing() as unit:
        found, done = repentir.terminer(unit, "reunion", uid)
        unit.commit()
    assert done is not None, found
    return done


def refus(desk: Desk, uid: str, pas: Pas) -> str:
    with desk.writing() as unit, pytest.raises(Impossible) as refused:
        comptes_rendus.permettre(unit, uid, pas)
    return refused.value.phrase.partition("\n")[0].replace("\u00a0", " ")


def test_each_state_says_what_may_follow() -> None:
    said = {state: {pas.value for pas in comptes_rendus.possibles(state)} for state in EtatCompteRendu}
    assert said == {
        EtatCompteRendu.PROJET: {"relire"}, EtatCompteRendu.RELU: {"reprendre", "diffuser"},
        EtatCompteRendu.DIFFUSE: {"approuver", "rectifier"}, EtatCompteRendu.APPROUVE: {"rectifier"},
        EtatCompteRendu.RECTIFIE: {"approuver", "rectifier"},
    }  # fmt: skip
    assert comptes_rendus.possibles(None) == {Pas.RELIRE}


def test_what_was_handed_over_never_becomes_a_draft_again(desk: Desk, mars: str) -> None:
    diffuser(desk, mars)
    assert refus(desk, mars, Pas.REPRENDRE).startswith("Reprendre en brouillon : un compte rendu dans l’état")
    assert refus(desk, mars, Pas.DIFFUSER) == (
        "Ce compte rendu est déjà diffusé : s’il doit dire autre chose, rectifiez-le."
    )


@pytest.mark.parametrize(
    ("values", "phrase"),
    [
        ({"date": None}, "La réunion n’a pas de date : indiquez-la, puis diffusez."),
        (
            {"statut": StatutReunion.CONVOQUEE},
            "La réunion n’est ni tenue ni constatée en carence : corrigez son statut, puis diffusez.",
        ),
        ({"lieu": None}, "La fiche ne peut pas être diffusée telle quelle. Indiquez lieu."),
    ],
)  # fmt: skip
def test_a_meeting_that_lacks_something_is_not_handed_over(
    desk: Desk, mars: str, values: dict[str, object], phrase: str
) -> None:
    put(desk, mars, compte_rendu=EtatCompteRendu.RELU, **values)
    said = refus(desk, mars, Pas.DIFFUSER)
    assert said == phrase or (values == {"lieu": None} and said.startswith(phrase.partition(".")[0])), said


def test_the_mission_only_reads_the_life_of_a_compte_rendu(tmp_path: Path) -> None:
    mission = make_desk(tmp_path / "mission", role=Role.MISSION, code="MISSION")
    uid = held(mission, *add_noeux(mission))
    assert "la mission la lit" in refus(mission, uid, Pas.RELIRE)
    mission.close()


def test_a_meeting_in_the_corbeille_stays_as_it_is(desk: Desk, mars: str) -> None:
    with desk.writing() as unit:
        records.delete(unit, "reunion", mars)
        unit.commit()
    assert refus(desk, mars, Pas.RELIRE) == "Cette réunion est à la corbeille : rétablissez-la d’abord."


def test_the_meetings_that_may_have_approved_are_those_held_after(
    desk: Desk, noeux: tuple[str, dict[str, str]], mars: str, mai: str
) -> None:
    held(desk, *noeux, dt.date(2026, 2, 3))
    held(desk, *noeux, dt.date(2026, 6, 2), statut=StatutReunion.PREVUE)
    avril = held(desk, *noeux, AVRIL)
    with desk.reading() as unit:
        assert comptes_rendus.seances_suivantes(unit, mars) == {avril: "mardi 7 avril 2026", mai: "mardi 5 mai 2026"}
        assert comptes_rendus.seances_suivantes(unit, mai) == {}


def test_finishing_the_next_meeting_approves_the_compte_rendu_before(desk: Desk, mars: str, mai: str) -> None:
    diffuser(desk, mars)
    terminer(desk, mai)
    said = read(desk, mars)
    assert said["compte_rendu"] is EtatCompteRendu.APPROUVE
    assert (said["cr_approuve_le"], said["cr_approuve_en"]) == (MAI, mai)


def test_undoing_that_end_undoes_the_approval_and_nothing_more(desk: Desk, mars: str, mai: str) -> None:
    """The meeting before is a draft, all within ten minutes: its steps stay lines of their own."""
    diffuser(desk, mars)
    done = terminer(desk, mai)
    with desk.writing() as unit:
        done.defaire(unit)
        unit.commit()
    said = read(desk, mars)
    assert (said["compte_rendu"], said["cr_approuve_le"]) == (EtatCompteRendu.DIFFUSE, None)
    assert (said["cr_version"], said["cr_code"]) == (1, "ABCD-EFGH")


@pytest.mark.parametrize("said", [Approbation.CORRIGE, Approbation.REPORTE, Approbation.SANS_OBJET, None])
def test_only_a_plain_approval_approves(desk: Desk, mars: str, mai: str, said: Approbation | None) -> None:
    diffuser(desk, mars)
    put(desk, mai, approbation=said)
    terminer(desk, mai)
    assert etat(desk, mars) is EtatCompteRendu.DIFFUSE
    with desk.reading() as unit:
        assert comptes_rendus.a_corriger(unit, mars) == (MAI if said is Approbation.CORRIGE else None)


def test_a_draft_is_not_approved_by_the_next_meeting(desk: Desk, mars: str, mai: str) -> None:
    terminer(desk, mai)
    assert etat(desk, mars) is EtatCompteRendu.PROJET


def test_the_meeting_before_is_the_last_one_held(
    desk: Desk, noeux: tuple[str, dict[str, str]], mars: str, mai: str
) -> None:
    avril = held(desk, *noeux, AVRIL)
    for uid in (mars, avril):
        diffuser(desk, uid)
    terminer(desk, mai)
    assert (etat(desk, mars), etat(desk, avril)) == (EtatCompteRendu.DIFFUSE, EtatCompteRendu.APPROUVE)


def test_a_version_made_after_an_approval_is_not_approved_by_finishing_that_meeting_again(
    desk: Desk, mars: str, mai: str
) -> None:
    diffuser(desk, mars)
    terminer(desk, mai)
    diffuser(desk, mars, replace(PREMIERE, numero=2, le=dt.date(2026, 5, 12), motif="vote mal compté"))
    with desk.writing() as unit:
        records.reopen(unit, "reunion", mai)
        unit.commit()
    terminer(desk, mai)
    assert etat(desk, mars) is EtatCompteRendu.RECTIFIE


def test_an_approval_names_a_later_meeting_of_the_same_conseil(desk: Desk, mars: str, mai: str) -> None:
    diffuser(desk, mai)
    with desk.writing() as unit, pytest.raises(Impossible) as refused:
        comptes_rendus.approuver(unit, mai, mars)
    assert refused.value.phrase.startswith("Choisissez une réunion du même conseil, tenue après celle-ci.")


def test_a_version_brought_back_does_not_thaw_what_was_handed_over(desk: Desk, mars: str) -> None:
    terminer(desk, mars)
    with desk.reading() as unit:
        (first,) = [one for one in historique.sittings(unit, "reunion", mars) if one.version]
    diffuser(desk, mars)
    put(desk, mars, objet="Un autre objet")
    with desk.writing() as unit:
        historique.restaurer(unit, "reunion", mars, first.n)
        unit.commit()
    said = read(desk, mars)
    assert (said["objet"], said["compte_rendu"], said["cr_version"]) == (None, EtatCompteRendu.DIFFUSE, 1)


def test_read_again_and_approved_are_taken_back_like_any_gesture(desk: Desk, mars: str, mai: str) -> None:
    with desk.writing() as unit:
        done = repentir.avancer(unit, mars, Pas.RELIRE)
        unit.commit()
    assert etat(desk, mars) is EtatCompteRendu.RELU
    with desk.writing() as unit:
        done.defaire(unit)
        unit.commit()
    assert etat(desk, mars) is EtatCompteRendu.PROJET
    diffuser(desk, mars)
    with desk.writing() as unit:
        done = repentir.avancer(unit, mars, Pas.APPROUVER, mai)
        unit.commit()
    assert (etat(desk, mars), done.fait) == (EtatCompteRendu.APPROUVE, "Compte rendu approuvé")
    with desk.writing() as unit:
        done.defaire(unit)
        unit.commit()
    assert etat(desk, mars) is EtatCompteRendu.DIFFUSE


def test_a_gesture_before_the_diffusion_is_not_taken_back_after_it(desk: Desk, mars: str) -> None:
    with desk.writing() as unit:
        done = repentir.avancer(unit, mars, Pas.RELIRE)
        unit.commit()
    with desk.writing() as unit:
        comptes_rendus.noter(unit, mars, Pas.DIFFUSER, PREMIERE)
        unit.commit()
    with desk.writing() as unit, pytest.raises(Impossible):
        done.defaire(unit)
    assert etat(desk, mars) is EtatCompteRendu.DIFFUSE


def test_a_meeting_without_a_conseil_or_a_date_has_no_meeting_before(desk: Desk, mars: str) -> None:
    put(desk, mars, date=None, approbation=Approbation.APPROUVE)
    with desk.writing() as unit:
        assert comptes_rendus.approuver_le_precedent(unit, mars) is None
        assert comptes_rendus.seances_suivantes(unit, mars) == {}
        assert reunions.load(unit, mars).reunion.values["date"] is None
