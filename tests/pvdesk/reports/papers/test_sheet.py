"""The sheet of any record: questions and counts in grids, money added up, long lines told one by one."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.models.projet_listes import Axe
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.reports import sheets
from pvdesk.reports.blocks import Bullets, Doc, Facts, Grid, Heading, Para, plain
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.reports.conformity import failures


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def sheet(desk: Desk, table: str, lines: dict[str, list[dict[str, object]]] | None = None, **values: object) -> Doc:
    with desk.writing() as unit:
        draft: Draft = records.blank(unit, table, **values)
        for key, rows in (lines or {}).items():
            draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
        made = sheets.fiche(unit, records.save(unit, draft).uid)  # never committed
    assert failures(render(made).data) == []
    return made


def bare(words: object) -> str:
    return plain(words).replace("\u00a0", " ").replace("\u202f", " ")


def grid(doc: Doc, head: str) -> list[list[str]]:
    (found,) = (b for b in doc.blocks if isinstance(b, Grid) and b.columns[0].title == head)
    return [[bare(cell) for cell in row] for row in found.rows]


def facts(doc: Doc) -> dict[str, str]:
    return {label: bare(words) for b in doc.blocks if isinstance(b, Facts) for label, words in b.pairs}


def test_questions_in_a_row_are_a_grid(desk: Desk) -> None:
    doc = sheet(desk, "controle", poste_occupe=True, fiche_poste=False, tuteur=True, plan_formation=False)
    assert grid(doc, "Question")[1] == ["Fiche de poste respectée", "Non"]
    few = sheet(desk, "controle", poste_occupe=True, fiche_poste=False)
    assert facts(few)["Fiche de poste respectée"] == "Non"


def test_counts_are_a_grid_whose_numbers_end_their_column(desk: Desk) -> None:
    doc = sheet(desk, "activite", debut=dt.date(2026, 1, 1), accueil_femmes=1_042, jours=15_500)
    (found,) = (b for b in doc.blocks if isinstance(b, Grid))
    assert found.columns[-1].align == "right"
    assert grid(doc, "Compte")[:2] == [["Jours travaillés", "15,5"], ["Femmes reçues", "1 042"]]


def test_money_is_added_up_and_the_date_after_it_stands_apart(desk: Desk) -> None:
    rows = [{"financeur": None, "precision": "Lens", "verse": 100_050, "verse_le": dt.date(2026, 1, 2)}] * 2
    doc = sheet(desk, "projet", {"cofinanceurs": rows})
    assert grid(doc, "Précision")[-1] == ["Total", "2 001,00 €", "—"]
    (found,) = (b for b in doc.blocks if isinstance(b, Grid))
    assert [column.align for column in found.columns] == ["left", "right", "left"]


def test_short_names_are_a_line_and_a_long_list_is_bullets(desk: Desk) -> None:
    doc = sheet(desk, "projet", {"axes": [{"axe": Axe.JEUNESSE}, {"axe": Axe.EGALITE}]})
    assert facts(doc)["Axes transversaux"] == "Jeunesse, Égalité femmes-hommes"
    many = sheet(desk, "projet", {"axes": [{"axe": Axe.JEUNESSE}] * 40})
    (items,) = (b.items for b in many.blocks if isinstance(b, Bullets))
    assert len(items) == 40


def test_a_line_with_much_to_say_is_told_under_its_own_title(desk: Desk) -> None:
    points = [{"titre": "Éclairage", "duree": 15, "echanges": "Trois lampes."}, {"titre": None, "echanges": "Rien."}]
    doc = sheet(desk, "reunion", {"points": points})
    heads = [plain(b.words) for b in doc.blocks if isinstance(b, Heading) and b.level == 3]
    assert heads == ["1. Éclairage", "2. Ordre du jour et échanges"]
    assert [plain(b.words) for b in doc.blocks if isinstance(b, Para)].count("Trois lampes.") == 1


def test_a_label_that_the_section_says_is_not_said_again(desk: Desk) -> None:
    doc = sheet(desk, "reunion", {"presences": [{"nom": "Service"}]}, date=dt.date(2026, 1, 1), public=3)
    assert [plain(words) for words in all_words(doc)].count("Présences") == 1


def test_an_empty_record_has_no_empty_section(desk: Desk) -> None:
    doc = sheet(desk, "organisme")
    assert [plain(b.words) for b in doc.blocks if isinstance(b, Heading)] == ["Sans nom"]
