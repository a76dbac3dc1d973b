"""Papers made from stored records: which exist, what they say, what they never say."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.models.echange import Role
from db.models.seance import EtatCompteRendu, StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.base.clock import fixed_clock
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import catalogue, pages, printing, render
from pvdesk.reports.blocks import Bullets, Grid
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import desk as desks
from pvdesk.store import example, records
from pvdesk.store.desk import Desk
from tests import builders
from tests.pvdesk.reports import conformity, reading

EVENING = dt.datetime(2026, 5, 5, 19, 45, tzinfo=dt.UTC)
CANARY = "canari à ne jamais imprimer"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, example.Day]]:
    folder = tmp_path_factory.mktemp("papiers") / "poste"
    desk = desks.create(
        folder, "une phrase assez longue", role=Role.POSTE, code="D07", nom="Essai", clock=fixed_clock(EVENING)
    )
    yield desk, example.fill(desk)
    desk.close()


def text_of(data: bytes) -> str:
    return " ".join(reading.heard(data).split()).replace("\u202f", " ").replace("\u00a0", " ")


def rendered(desk: Desk, document: str, uid: str) -> bytes:
    with desk.reading() as unit:
        return render.render(catalogue.PAPERS[document].build(unit, uid)).data


@pytest.fixture
def desk_with_names(tmp_path: Path) -> Iterator[Desk]:
    desk = builders.make_desk(tmp_path / "noms")
    yield desk
    desk.close()


def named_meeting(desk: Desk) -> str:
    """A meeting of ten members with fictional names; the first came."""
    conseil, members = builders.add_dix(desk)
    uid = builders.add_reunion(desk, conseil, builders.TODAY, statut=StatutReunion.TENUE, animateur="une habitante")
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        line = {"membre_uid": members["Exemple"], "statut": StatutPresence.PRESENT}
        draft.lines["presences"] = [LineDraft(new_uid(), line)]
        records.save(unit, draft)
        unit.commit()
    return uid


def test_s1_prints_its_quorum_its_vote_and_its_french(day: tuple[Desk, example.Day]) -> None:
    said = text_of(rendered(day[0], "compte-rendu", day[1].s1))
    for words in (
        "mardi 3 mars 2026", "18 h 30", "14 (12 présents + 2 représentés) pour 9 requis — atteint",
        "Votants 14 : 11 pour, 1 contre, 2 abstentions", "Demander au bailleur l’état de l’éclairage", "31/03/2026",
        "mardi 5 mai 2026",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("document", ["compte-rendu", "compte-rendu-public"])
def test_page_one_of_s1_says_what_was_decided_who_acts_and_who_was_there(
    day: tuple[Desk, example.Day], document: str
) -> None:
    paper = pages.Pages(rendered(day[0], document, day[1].s1))
    try:
        assert len(paper.sizes) == 2
        for words in (
            "Avis favorable", "Projet d’outillothèque", "11 pour, 1 contre, 2 abstentions", "Demander au bailleur",
            "31/03/2026", "12 présents", "pour 9 requis", "H-08 – pouvoir à H-02", "A-08",
        ):  # fmt: skip
            assert paper.find(0, words), words
    finally:
        paper.close()


def test_s2_says_plainly_that_there_was_no_quorum(day: tuple[Desk, example.Day]) -> None:
    said = text_of(rendered(day[0], "compte-rendu", day[1].s2))
    assert "quorum non atteint (7 sur 9)" in said
    assert "l’avis sera confirmé avec le quorum" in said


@pytest.mark.parametrize("table", FICHES)
def test_any_record_has_its_sheet_without_its_private_data(day: tuple[Desk, example.Day], table: str) -> None:
    desk, _ = day
    with desk.writing() as unit:
        draft = records.blank(unit, table)
        for key in draft.values:
            if records.schema(records.model_of(table))[key].about.private:
                draft.values[key] = CANARY
        uid = records.save(unit, draft).uid
        unit.commit()
    data = rendered(desk, "fiche", uid)
    assert conformity.failures(data) == []
    assert "canari" not in text_of(data)


def test_the_sheet_of_a_full_record_conforms(day: tuple[Desk, example.Day]) -> None:
    data = rendered(day[0], "fiche", day[1].conseil)
    assert conformity.failures(data) == []
    assert "La moitié des titulaires" in text_of(data)


def test_a_sheet_sets_numbers_to_the_right_and_lists_what_has_one_column(day: tuple[Desk, example.Day]) -> None:
    with day[0].reading() as unit:
        doc = catalogue.PAPERS["fiche"].build(unit, day[1].conseil)
    aligned = {column.title: column.align for b in doc.blocks if isinstance(b, Grid) for column in b.columns}
    assert aligned["Pouvoirs au plus par personne"] == "right"
    assert aligned["Règle"] == "left"
    assert [len(block.items) for block in doc.blocks if isinstance(block, Bullets)] == [1]  # its only quartier


def test_the_same_record_gives_the_same_bytes(day: tuple[Desk, example.Day], tmp_path: Path) -> None:
    desk, filled = day
    for document in catalogue.papers_of("reunion"):
        one = printing.print_to(desk, document, filled.s1, tmp_path / "1.pdf").read_bytes()
        assert printing.print_to(desk, document, filled.s1, tmp_path / "2.pdf").read_bytes() == one


def test_a_meeting_without_a_date_is_not_printed(day: tuple[Desk, example.Day], tmp_path: Path) -> None:
    desk, _ = day
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, "reunion")).uid
        unit.commit()
    with pytest.raises(Unprintable, match="pas de date"):
        printing.print_to(desk, "compte-rendu", uid, tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_reference_is_absent(day: tuple[Desk, example.Day], tmp_path: Path) -> None:
    with pytest.raises(records.Absent):
        printing.print_to(day[0], "fiche", "CC-1900-D07-0001", tmp_path / "x.pdf")


def test_the_minutes_to_be_put_up_say_qualities_and_no_name(tmp_path: Path, desk_with_names: Desk) -> None:
    uid = named_meeting(desk_with_names)
    inside = reading.heard(printing.print_to(desk_with_names, "compte-rendu", uid, tmp_path / "1.pdf").read_bytes())
    outside = printing.print_to(desk_with_names, "compte-rendu-public", uid, tmp_path / "2.pdf").read_bytes()
    assert conformity.failures(outside) == []
    assert "EXEMPLE Camille" in inside
    assert "EXEMPLE" not in reading.heard(outside).upper()
    assert "coprésident" in reading.heard(outside)


@pytest.mark.parametrize(
    ("state", "draft", "words"),
    [
        (None, True, "Projet v0."),
        (EtatCompteRendu.PROJET, True, "Projet v0."),
        (EtatCompteRendu.RELU, True, "Projet relu v0."),  # read again, not sent yet: still a draft
        (EtatCompteRendu.DIFFUSE, False, "Version diffusée"),
        (EtatCompteRendu.APPROUVE, False, "Version approuvée"),
        (EtatCompteRendu.RECTIFIE, False, "Version rectifiée"),
    ],
)
def test_minutes_say_where_they_are_in_their_life(
    day: tuple[Desk, example.Day], state: EtatCompteRendu | None, draft: bool, words: str
) -> None:
    desk, filled = day
    with desk.writing() as unit:
        reunion = records.load(unit, "reunion", filled.s1)
        reunion.values["compte_rendu"] = state
        records.save(unit, reunion)
        doc = catalogue.PAPERS["compte-rendu"].build(unit, filled.s1)  # never committed
    assert (doc.meta.draft, doc.meta.status.rstrip("0123456789")) == (draft, words)
    assert ("PROJET" in text_of(render.render(doc).data)) == draft
