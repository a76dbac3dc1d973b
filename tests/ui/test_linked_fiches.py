"""What a fiche leads to: its links, its papers, the sentences of a note, the photos of a visit."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.models.visite_listes import TypeVisite
from pvdesk.kit.draft import LineDraft
from pvdesk.store import photos, records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import Fenetre
from ui.pages.fiche import FichePage
from ui.pages.linked_foot import LinkedFoot
from ui.pages.records import PREVIEW_MS, RecordsPage
from ui.special.note_lines import NoteBox, NoteLines
from ui.special.photo_lines import PhotoBox, PhotoLines

DAY = dt.date(2026, 10, 3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def fenetre(app: QApplication, desk: Desk) -> Iterator[Fenetre]:
    opened = Fenetre(desk)
    yield opened
    opened.fermer()


def add(desk: Desk, table: str, **values: object) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid


def shown(fenetre: Fenetre) -> FichePage:
    assert isinstance(fenetre.window.record, FichePage)
    return fenetre.window.record


def visit(desk: Desk, **values: object) -> str:
    given = {"date": DAY, "type": TypeVisite.MARCHE, "objet": "Marche", "lieu": "Place d’essai"} | values
    return add(desk, "visite", **given)


def test_a_link_opens_the_other_fiche_and_the_other_leads_back(fenetre: Fenetre, desk: Desk) -> None:
    projet = add(desk, "projet", intitule="Outillothèque", annee=2026)
    visite = visit(desk, projet_uid=projet)
    fenetre.ouvrir("projet", projet)
    (link,) = shown(fenetre).links.links
    link.click()
    assert (shown(fenetre).table, shown(fenetre).uid) == ("visite", visite)
    (back,) = shown(fenetre).links.links
    assert "Outillothèque" in back.text()


def test_a_linked_fiche_begins_with_the_link(fenetre: Fenetre, desk: Desk) -> None:
    projet = add(desk, "projet", intitule="Outillothèque", annee=2026)
    page = fenetre.ouvrir("projet", projet).page
    entries = {action.text(): action for action in page.links.add.menu().actions()}
    entries["Nouvelle visite"].trigger()
    assert shown(fenetre).form.draft.values["projet_uid"] == projet
    assert shown(fenetre).links.isHidden()


def test_a_linked_fiche_begins_from_the_card_of_a_list_too(fenetre: Fenetre, desk: Desk) -> None:
    projet = add(desk, "projet", intitule="Outillothèque", annee=2026)
    fenetre.window.show_page("projets")
    listed = fenetre.window.page()
    assert isinstance(listed, RecordsPage)
    QTest.qWait(2 * PREVIEW_MS)
    foot = listed.verbs
    assert isinstance(foot, LinkedFoot)
    assert foot.isVisibleTo(listed.detail)
    next(action for action in foot.add.menu().actions() if action.text() == "Nouvelle visite").trigger()
    assert shown(fenetre).form.draft.values["projet_uid"] == projet


def test_the_papers_of_a_fiche_are_in_its_menu(fenetre: Fenetre, desk: Desk) -> None:
    note = add(desk, "note_mensuelle", mois=dt.date(2026, 10, 1))
    page = fenetre.ouvrir("note_mensuelle", note).page
    assert [action.text() for action in page.head.print.menu.actions()] == ["Note mensuelle…", "Fiche…"]
    asked: list[tuple[str, str]] = []
    page.print_asked.connect(lambda document, uid: asked.append((document, uid)))
    page.print_asked.disconnect(fenetre.window.show_paper)
    page.head.print.menu.actions()[0].trigger()
    assert asked == [("note", note)]


def test_a_note_writes_itself_and_leads_to_its_fiches(fenetre: Fenetre, desk: Desk) -> None:
    visite = visit(desk, constats="Poste non tenu ce jour")
    form = fenetre.nouvelle("note_mensuelle")
    view = form.page.form.fields.lists["lignes"]
    assert isinstance(view, NoteLines)
    view.fill.click()
    assert view.boxes == []
    form.saisir(mois="1/10/2026")
    view.fill.click()
    assert [line.values["texte"] for line in form.enregistrer().lines["lignes"]] == [
        "Le 3 octobre 2026, Place d’essai\u00a0: Poste non tenu ce jour."
    ]
    view.fill.click()
    assert len(view.boxes) == 1
    (box,) = view.boxes
    assert isinstance(box, NoteBox)
    box.link.click()
    assert (shown(fenetre).table, shown(fenetre).uid) == ("visite", visite)


def test_a_photo_joins_its_visit_without_what_the_camera_wrote(fenetre: Fenetre, desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    exif = PIL.Image.Exif()
    exif[0x8825] = {1: "N", 2: (50.0, 26.0, 0.0)}
    PIL.Image.new("RGB", (2000, 1000), "green").save(picture, exif=exif)
    form = fenetre.nouvelle("visite")
    view = form.page.form.fields.lists["photos"]
    assert isinstance(view, PhotoLines)
    form.saisir(objet="Marche")
    view.take_file(str(tmp_path / "absent.jpg"))
    assert not view._told.isHidden()
    view.take_file(str(picture))
    assert view._told.isHidden()
    (box,) = view.boxes
    assert isinstance(box, PhotoBox)
    assert not box.picture.pixmap().isNull()
    (line,) = form.enregistrer().lines["photos"]
    assert isinstance(line, LineDraft)
    with desk.reading() as unit:
        content = photos.content(unit, line.uid)
    assert content is not None
    assert b"Exif" not in content


def test_several_photos_are_taken_at_once_and_a_bad_one_stops_no_other(fenetre: Fenetre, tmp_path: Path) -> None:
    for name in ("une.png", "deux.png"):
        PIL.Image.new("RGB", (20, 10), "green").save(tmp_path / name)
    (tmp_path / "fausse.png").write_bytes(b"rien")
    form = fenetre.nouvelle("visite")
    view = form.page.form.fields.lists["photos"]
    assert isinstance(view, PhotoLines)
    form.saisir(objet="Marche")
    view.take_files([str(tmp_path / name) for name in ("une.png", "fausse.png", "deux.png")])
    assert len(form.enregistrer().lines["photos"]) == 2
    assert view._told.text()


def test_undo_brings_a_photo_back_with_its_picture(fenetre: Fenetre, desk: Desk, tmp_path: Path) -> None:
    PIL.Image.new("RGB", (20, 10), "green").save(tmp_path / "photo.png")
    form = fenetre.nouvelle("visite")
    view = form.page.form.fields.lists["photos"]
    assert isinstance(view, PhotoLines)
    form.saisir(objet="Marche")
    view.take_file(str(tmp_path / "photo.png"))
    (line,) = form.enregistrer().lines["photos"]

    def picture() -> bytes | None:
        with desk.reading() as unit:
            return photos.content(unit, line.uid)

    before = picture()
    view.boxes[0].remove.click()
    form.enregistrer()
    assert picture() is None  # it died with its line
    form.page.history.undo()
    (box,) = view.boxes
    assert isinstance(box, PhotoBox)
    assert not box.picture.pixmap().isNull()
    form.enregistrer()
    assert picture() == before
