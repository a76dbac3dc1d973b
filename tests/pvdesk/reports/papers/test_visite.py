"""The sheet of a visit: what it says inside, what it keeps from the public, its photos."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.action import StatutAction
from db.models.visite_listes import Ambiance, Remontee, TypeVisite
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import sheets, visites
from pvdesk.reports.blocks import Doc, Figure, Figures, Heading, plain
from pvdesk.reports.control import control_code
from pvdesk.reports.papers import visite
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import photos, records
from pvdesk.store.desk import Desk
from tests.builders import TODAY, make_desk
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.papers.terrain import VISITE, picture
from tests.pvdesk.reports.reading import heard, spaced, written


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def said(doc: Doc) -> str:
    return " ".join(plain(words) for words in all_words(doc)).replace("\u00a0", " ").replace("\u202f", " ")


def figures(doc: Doc) -> list[Figure]:
    return [figure for block in doc.blocks if isinstance(block, Figures) for figure in block.items]


def test_the_sheet_says_what_was_seen_and_what_follows() -> None:
    text = said(visite.build(VISITE))
    assert "Mardi 3 mars 2026, 14 h 30, pendant 1 h 30" in text
    assert "Directrice, Centre social Exemple" in text
    assert "14 femmes, 3 hommes (comptage estimé)" in text
    assert "Logo et mention de l’État visibles Non" in text
    assert "Local adapté Non vu" in text
    assert "A1 Poser l’affiche Camille Exemple 01/04/2026 À faire" in text
    assert "A2 Revoir l’éclairage Dominique Fictif à fixer —" in text
    assert "Prochaine visite mardi 2 juin 2026" in text


def test_the_sheet_to_be_handed_out_has_no_name_and_no_opinion() -> None:
    doc = visite.build(replace(VISITE, audience="public"))
    text = said(doc)
    for kept in ("Camille", "Dominique", "Douze personnes", "Un local plus grand", "ferme à 17", "Calme", "Non vu",
                 "note mensuelle", "Terminé", "Mobilité"):  # fmt: skip
        assert kept not in text
    assert "Poser l’affiche Centre social Exemple" in text
    assert "Revoir l’éclairage — à fixer" in text
    assert "Directrice, Centre social Exemple" in text
    assert doc.meta.status == ""


def test_a_photo_without_a_caption_is_left_out_and_its_author_is_told() -> None:
    doc = visite.build(replace(VISITE, absentes=2))
    assert [(f.alt, f.caption) for f in figures(doc)] == [
        ("L’atelier ouvert", "L’atelier ouvert (photo du 03/03/2026)"), ("La rampe", "La rampe"),
    ]  # fmt: skip
    messages = render(doc).messages
    assert messages[0].replace("\u00a0", " ") == "1 photo sans légende n’est pas imprimée : écrivez ce que l’on y voit."
    assert messages[1].replace("\u00a0", " ").startswith("2 photos ne sont pas sur ce poste")
    assert "sans légende" not in said(doc)
    assert control_code(doc) == control_code(replace(doc, notes=()))


def test_nothing_is_headed_when_nothing_was_noted() -> None:
    bare = visite.Visite(
        emetteur=VISITE.emetteur, edite_le=VISITE.edite_le, reference="", audience="interne", objet="Visite", date=None
    )
    doc = visite.build(bare)
    assert [plain(b.words) for b in doc.blocks if isinstance(b, Heading)] == ["Visite"]
    assert "Date à préciser" in said(doc)


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_it_conforms_whatever_its_length(rows: int) -> None:
    long = replace(
        VISITE, suites=(VISITE.suites * rows)[:rows], rencontres=VISITE.rencontres * rows,
        photos=(VISITE.photos * rows)[: min(rows, 5)], constats="Vu.\n" * rows,
    )  # fmt: skip
    doc = visite.build(long)
    data = render(doc).data
    assert failures(data) == []
    assert spaced(heard(data)) == spaced(written(doc))


def stored(desk: Desk, tmp_path: Path) -> str:
    """A visit with its action, a photo with a caption and one without."""
    with desk.writing() as unit:
        draft = records.blank(
            unit, "visite", date=TODAY, debut=dt.time(9), objet="Rue des Tilleuls", lieu="Place d’essai",
            type=TypeVisite.PORTEUR, constats="Un banc est cassé.", ambiance=Ambiance.TENDUE, logo=False,
            remontee=Remontee.URGENTE, remontee_le=TODAY, remontee_canal="téléphone", note="canari",
        )  # fmt: skip
        draft.lines["rencontres"].append(LineDraft(new_uid(), {"fonction": "gardien", "organisme": "bailleur"}))
        draft.lines["quartiers"].append(LineDraft(new_uid(), {"quartier": "QN06201M"}))
        records.save(unit, draft)
        action = records.blank(
            unit, "action", libelle="Réparer le banc", responsable="bailleur", visite_uid=draft.uid,
            echeance=dt.date(2026, 11, 1), statut=StatutAction.EN_COURS,
        )  # fmt: skip
        records.save(unit, action)
        file = tmp_path / "photo.jpg"
        file.write_bytes(picture())
        photos.add(unit, draft.uid, file, "Le banc")
        photos.add(unit, draft.uid, file)
        unit.commit()
    return draft.uid


def test_a_stored_visit_is_told_with_its_action_and_its_photo(desk: Desk, tmp_path: Path) -> None:
    uid = stored(desk, tmp_path)
    with desk.reading() as unit:
        doc, public, sheet = (
            build(unit, uid) for build in (visites.fiche_visite, visites.fiche_visite_publique, sheets.fiche)
        )
    text = said(doc)
    assert "Réparer le banc bailleur 01/11/2026 En cours" in text
    assert "Urgente, transmise le 15/10/2026, par téléphone" in text
    assert "QN06201M" in text
    assert [f.alt for f in figures(doc)] == [f.alt for f in figures(sheet)] == ["Le banc"]
    assert len(doc.notes) == len(sheet.notes) == 1
    assert "Un banc est cassé" not in said(public)
    for paper in (doc, public, sheet):
        assert "canari" not in said(paper)
        assert failures(render(paper).data) == []


def test_the_generic_sheet_of_a_visit_is_titled_by_what_it_is_about(desk: Desk, tmp_path: Path) -> None:
    uid = stored(desk, tmp_path)
    with desk.reading() as unit:
        doc = sheets.fiche(unit, uid)
    assert next(plain(b.words) for b in doc.blocks if isinstance(b, Heading)) == "Rue des Tilleuls"
    assert "Jeudi 15 octobre 2026" in said(doc)
