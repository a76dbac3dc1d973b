"""The department by delegation: who sent, who is late, whose numbers these are, what a reminder says."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from db.models.echange import Correspondant
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.mission import postes
from pvdesk.mission.delegations import SANS_CONTRAT, Delegation, actions_par_contrat, consolidation
from pvdesk.mission.fiche_delegation import fiche_delegation
from pvdesk.mission.rappel import rappel, rappel_commun
from pvdesk.mission.tableau import Ligne, Mois, Passage
from pvdesk.store import records
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, conseil, make_template, reunion
from tests.scenarios.formulaire import plain

MONTH = Mois(dt.date(2026, 9, 1), 0, Passage.RETARD)
LINE = Ligne("D07", True, "", None, "", "", 3, dt.date(2026, 8, 28), (MONTH, replace(MONTH, passage=Passage.ATTENDU)),
             (), True, 0, 0, 0, 0)  # fmt: skip
LATE = Delegation(LINE, "Est-Valmorne", (), 45, (), (), None, (), (), 0)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        yield made


def of(pair: Pair, jour: dt.date | None = None) -> Delegation:
    with pair.mission.reading() as unit:
        return consolidation(unit, jour or pair.mission.today()).delegations[0]


def test_what_a_delegation_sent_is_counted_as_its_own(pair: Pair) -> None:
    uid, members = conseil(pair.poste)
    held = reunion(pair.poste, uid, members)
    pair.take(pair.send())
    found = of(pair)
    assert (found.code, found.reunions, found.avant) == ("D07", (held,), ())
    assert found.age == 0
    assert found.venus
    assert not found.a_relancer


def test_the_numbers_of_a_poste_pass_to_who_took_it_over(pair: Pair) -> None:
    uid, members = conseil(pair.poste)
    held = reunion(pair.poste, uid, members)
    pair.take(pair.send())
    with pair.mission.writing() as unit:
        unit.session.add(Correspondant(code="D08", nom="Est-Valmorne"))
        unit.session.get_one(Correspondant, "D07").successeur = "D08"
        unit.commit()
        first, second = consolidation(unit, pair.mission.today()).delegations
    assert (first.reunions, second.reunions, second.nom) == ((), (held,), "Est-Valmorne")


def test_who_brought_nothing_for_a_month_is_late_and_who_is_gone_is_not() -> None:
    assert LATE.a_relancer
    assert not replace(LATE, ligne=replace(LINE, revoque_le=dt.date(2026, 9, 2))).a_relancer
    assert not replace(LATE, ligne=replace(LINE, mois=(MONTH, replace(MONTH, passage=Passage.RECU)))).a_relancer


def test_a_poste_never_heard_of_has_no_age_before_its_enrolment(pair: Pair, tmp_path: Path) -> None:
    postes.enrol(pair.mission, "D12", tmp_path)
    with pair.mission.reading() as unit:
        assert consolidation(unit, pair.mission.today()).delegations[1].age is None


def test_a_reminder_says_what_came_last_what_is_missing_and_what_to_do() -> None:
    late = replace(LATE, ligne=replace(LINE, manquants=(2,), rattrapes=False, corrections=2))
    said = plain(rappel(late, "La mission"))
    assert said.startswith("Objet : Délégation Est-Valmorne : envoi attendu")
    assert "Le dernier envoi reçu est du 28 août 2026 (lot n° 3), il y a 45 jours." in said
    assert "lot n° 2" in said
    assert "2 corrections demandées attendent votre réponse" in said
    assert "Exporter vers la mission" in said
    assert "– Est-Valmorne : le dernier envoi" in plain(rappel_commun([LATE], "La mission"))


def test_no_action_no_part(pair: Pair) -> None:
    with pair.mission.reading() as unit:
        assert actions_par_contrat(unit) == ()


def test_many_actions_are_placed_by_as_many_readings_as_one(pair: Pair) -> None:
    def read(count: int) -> int:
        with pair.mission.writing() as unit:
            for rank in range(count):
                projet = records.blank(unit, "projet", intitule=f"Projet {rank}", annee=2026)
                projet.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": "QN06225M"})]
                records.save(unit, projet)
                records.save(unit, records.blank(unit, "action", libelle="Relancer", projet_uid=projet.uid))
            unit.commit()
        asked: list[str] = []
        event.listen(pair.mission.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        with pair.mission.reading() as unit:
            (part,) = actions_par_contrat(unit)
        assert part.nom != SANS_CONTRAT
        return len(asked)

    assert read(1) == read(9)


def test_the_fiche_of_a_delegation_counts_its_fiches_lots_and_territory(pair: Pair) -> None:
    uid, members = conseil(pair.poste)
    reunion(pair.poste, uid, members)
    pair.take(pair.send())
    with pair.mission.reading() as unit:
        found = fiche_delegation(unit, "", pair.mission.today())
    assert found.offertes == (("D07", "D07"),)
    assert found.fiche is not None
    counts = {one.table: (one.fiches, one.a_valider) for one in found.fiche.comptes}
    assert counts["reunion"] == (1, 1)
    assert counts["membre"] == (len(members), len(members))
    assert [lot.sorte for lot in found.fiche.lots] == ["envoi", "enrolement"]
    assert found.fiche.postes == ("D07",)
    assert found.fiche.delegation.ligne.controle == pair.template.control[0]


def test_what_was_taken_over_is_counted_with_the_rest(pair: Pair) -> None:
    reunion(pair.poste, *conseil(pair.poste))
    pair.take(pair.send())
    with pair.mission.writing() as unit:
        unit.session.add(Correspondant(code="D08", territoire=["2024-246200364"]))
        unit.session.get_one(Correspondant, "D07").successeur = "D08"
        unit.commit()
        found = fiche_delegation(unit, "D08", pair.mission.today()).fiche
    assert found is not None
    assert found.postes == ("D08", "D07")
    assert "conseil" in {one.table for one in found.comptes}
