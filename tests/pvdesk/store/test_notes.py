"""The monthly note: each fact of the month once, by territory, linked to its fiche; what was rewritten stays."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.base import Etat
from db.models.note import Rubrique
from db.models.seance import NatureSuite, StatutReunion
from db.models.visite_listes import Ambiance, TypeVisite
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.reports import printing
from pvdesk.store import notes, records
from pvdesk.store.desk import Desk
from tests.builders import add_noeux, clock_at, make_desk

AVRIL = dt.date(2026, 4, 1)
LENS, CALAIS = "QN06225M", "QN06254M"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees", clock=clock_at(dt.date(2026, 5, 2)))
    yield made
    made.close()


def visit(desk: Desk, jour: dt.date, quartier: str, **values: object) -> str:
    with desk.writing() as unit:
        given = {"date": jour, "type": TypeVisite.MARCHE, "lieu": "Place d’essai", "objet": "Marche"} | values
        draft = records.blank(unit, "visite", **given)
        draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": quartier})]
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def said(draft: Draft, part: Rubrique) -> list[str]:
    return [line.values["texte"] for line in draft.lines["lignes"] if line.values["rubrique"] is part]


def test_a_visit_says_its_findings_its_mood_and_the_needs_it_heard(desk: Desk) -> None:
    uid = visit(
        desk, dt.date(2026, 4, 14), LENS, constats="Poste non tenu ce jour", ambiance=Ambiance.CALME, besoins="Un banc"
    )
    visit(desk, dt.date(2026, 5, 1), LENS, constats="Hors du mois")
    with desk.reading() as unit:
        draft = notes.prepare(unit, dt.date(2026, 4, 20))
    assert draft.values["mois"] == AVRIL
    opening = "Le 14 avril 2026, Place d’essai, Grande Résidence\u00a0: "
    assert said(draft, Rubrique.FAITS) == [f"{opening}Poste non tenu ce jour."]
    assert said(draft, Rubrique.AMBIANCE) == [f"{opening}ambiance calme."]
    assert said(draft, Rubrique.BESOINS) == [f"{opening}Un banc."]
    assert {line.values["visite_uid"] for line in draft.lines["lignes"]} == {uid}


def test_a_meeting_says_who_came_and_what_was_decided(desk: Desk) -> None:
    conseil, _ = add_noeux(desk)
    with desk.writing() as unit:
        draft = records.blank(
            unit, "reunion", conseil_uid=conseil, date=dt.date(2026, 4, 9), statut=StatutReunion.SANS_QUORUM, public=3
        )
        draft.lines["suites"] = [LineDraft(new_uid(), {"nature": NatureSuite.CONSTAT, "libelle": "Éclairage éteint"})]
        records.save(unit, draft)
        unit.commit()
    with desk.reading() as unit:
        note = notes.prepare(unit, AVRIL)
    (held,) = said(note, Rubrique.CONSEILS)
    assert held.startswith("Le 9 avril 2026, Conseil citoyen de Nœux-les-Mines, plénière")
    assert held.endswith(", public\u00a0: 3, quorum non atteint (0 pour 9\u00a0requis).")
    assert said(note, Rubrique.FAITS) == ["Relevé de constat\u00a0: Éclairage éteint."]


def test_a_territory_hears_of_its_own_quartiers_only(desk: Desk) -> None:
    visit(desk, dt.date(2026, 4, 3), LENS)
    visit(desk, dt.date(2026, 4, 4), CALAIS)
    with desk.reading() as unit:
        whole = notes.prepare(unit, AVRIL)
        codes = {line.values["contrat"] for line in whole.lines["lignes"]}
        assert len(codes) == 2
        for code in codes:
            assert {line.values["contrat"] for line in notes.prepare(unit, AVRIL, code).lines["lignes"]} == {code}


def test_a_note_is_completed_by_what_it_does_not_say_yet(desk: Desk) -> None:
    visit(desk, dt.date(2026, 4, 14), LENS, constats="Première version")
    with desk.writing() as unit:
        note = records.save(unit, notes.prepare(unit, AVRIL))
        unit.commit()
    note.lines["lignes"][0].values["texte"] = "Ma phrase"
    with desk.reading() as unit:
        assert notes.missing(unit, note) == []
    visit(desk, dt.date(2026, 4, 15), LENS, constats="Seconde visite")
    with desk.reading() as unit:
        texts = [line.values["texte"] for line in notes.missing(unit, note)]
    assert texts == ["Le 15 avril 2026, Place d’essai, Grande Résidence\u00a0: Seconde visite."]


def test_a_note_prints_with_the_references_of_its_fiches(desk: Desk, tmp_path: Path) -> None:
    from tests.pvdesk.reports import conformity, reading

    visit(desk, dt.date(2026, 4, 14), LENS, constats="Poste non tenu ce jour")
    visit(desk, dt.date(2026, 4, 15), CALAIS, constats="Travaux commencés")
    with desk.writing() as unit:
        note = records.save(unit, notes.prepare(unit, AVRIL))
        records.finish(unit, "note_mensuelle", note.uid)
        assert records.load(unit, "note_mensuelle", note.uid).etat is Etat.FINAL
        unit.commit()
    path = printing.print_to(desk, "note", note.uid, tmp_path / "note.pdf")
    data = path.read_bytes()
    assert conformity.failures(data) == []
    text = reading.heard(data)
    assert "Note mensuelle, avril 2026" in text
    assert "Poste non tenu ce jour. (VIS-2026-D07-0001)" in text
