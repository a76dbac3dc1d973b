"""A paper is looked at over the page or the fiche that it is of: pages, words found, text, remarks, the way back."""

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pvdesk.reports.blocks import Doc, Heading, Meta, Para
from pvdesk.reports.looking import GIVEN, Said
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.verification import Sens, Verdict
from tests.ui.desk_sample import NOW
from tests.ui.test_main_window import unnamed
from tests.ui.window import clipped, open_window, page, settle
from ui.app import Application
from ui.kit.tasks import Cancelled, Watch
from ui.pages.palette import Palette
from ui.pages.paper import LOADING, REFUSED, SHOWN, PaperPage
from ui.pages.records import RecordsPage
from ui.pages.reunion import ReunionPage
from ui.special.house_papers import HousePapers
from ui.theme.apply import apply
from ui.theme.theme import Theme

META = Meta(title="Essai", author="Délégation d’essai", subject="Essai", when=NOW)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """The window is that of all these tests: nothing is swept between them."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def shared(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The program, open once on the sample: these tests write nothing in it."""
    apply(qapp, Theme())
    opened = open_window(sample, tmp_path_factory.mktemp("papier") / "delegation")
    yield opened
    opened.frame.close()


@pytest.fixture
def application(shared: Application) -> Iterator[Application]:
    """The window, nothing over its list of meetings."""
    page(shared, "reunions")
    yield shared
    assert shared.window is not None
    shared.window.above.close()
    settle(shared)


def listed(application: Application) -> RecordsPage:
    assert application.window is not None
    found = application.window.stack.currentWidget()
    assert isinstance(found, RecordsPage)
    return found


def look(application: Application, document: str = "compte-rendu", uid: str = "") -> PaperPage:
    """Look at a paper of the meeting chosen."""
    window = application.window
    assert window is not None
    window.show_paper(document, uid or listed(application).table.current_uid())
    settle(application)
    assert window.above.paper is not None
    return window.above.paper


def long_paper(pages: int) -> Doc:
    """A paper of that many pages or so, one paragraph a line."""
    lines = tuple(Para(f"Ligne {rank} du papier") for rank in range(pages * 34))
    return Doc(META, (Heading(1, "Essai"), *lines, Para("Repère final")))


def show_long(application: Application, paper: PaperPage, pages: int = 6) -> None:
    """Put a long paper in the place of the one looked at."""
    paper._asked = ("fiche", "essai")
    papers = paper.services.operations.papers

    def take(looked: object) -> None:
        paper._show(paper._asked, looked)  # type: ignore[arg-type]

    papers.build(Watch(), take, pytest.fail, paper.waiting.tell, Said(long_paper(pages)))
    settle(application)


def test_a_paper_is_shown_with_its_text_its_state_and_its_code(application: Application) -> None:
    paper = look(application)
    assert paper.body.currentIndex() == SHOWN
    assert paper.title.text().startswith("Compte rendu (projet)")
    assert "1\u00a0page" in paper.said.text()
    assert paper._looked is not None
    assert f"code de contrôle {paper._looked.code}" in paper.said.text()
    assert "Éclairage de la rue des Tilleuls" in paper.text.toPlainText()
    assert "<style" not in paper.text.toHtml().split("<body")[1]
    assert paper.sheets.hasFocus()
    assert (unnamed(application.frame), clipped(application.frame)) == ([], [])


def test_escape_comes_back_where_one_was_and_forgets_the_paper(application: Application) -> None:
    rows = listed(application).table
    rows.setFocus()
    paper = look(application)
    QTest.keyClick(paper.sheets, Qt.Key.Key_Escape)
    settle(application)
    assert listed(application).table is rows
    assert rows.hasFocus()
    assert paper._looked is None
    assert paper.text.toPlainText() == ""


def test_a_form_waits_under_its_paper_as_it_was_left(application: Application) -> None:
    window = application.window
    assert window is not None
    window.open_record("reunion", listed(application).table.current_uid())
    settle(application)
    form = window.record
    assert isinstance(form, ReunionPage)
    form.form.go_to("lieu")
    before = QApplication.focusWidget()
    QTest.keyClick(form, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(application)
    paper = window.above.paper
    assert paper is not None
    assert window.stack.currentWidget() is paper
    assert paper._asked == ("convocation", form.uid)  # it is to come
    window.back()
    assert (window.record, window.stack.currentWidget(), QApplication.focusWidget()) == (form, form, before)


def test_an_action_of_the_window_leaves_the_paper_first(application: Application) -> None:
    paper = look(application)
    listed_after = page(application, "conseils")
    assert application.window is not None
    assert application.window.stack.currentWidget() is listed_after
    assert paper._looked is None


def test_f6_goes_from_the_verbs_to_the_pages_to_the_text(application: Application) -> None:
    paper = look(application)
    show_long(application, paper)
    assert application.window is not None
    zones = application.window.zones()
    assert [zones.index(one) for one in (paper.thumbnails, paper.sheets, paper.text)] == [3, 4, 5]
    paper.sheets.setFocus()
    QTest.keyClick(paper.sheets, Qt.Key.Key_F6)
    assert paper.text.hasFocus()


def test_pages_are_turned_counted_and_drawn_only_when_they_are_seen(application: Application) -> None:
    paper = look(application)
    show_long(application, paper, 30)
    total = paper.sheets.pages
    assert total > 12
    assert len(paper.sheets._pictures) < 5
    assert paper.thumbnails.isVisible()
    assert paper.sheets.accessibleDescription() == f"Page 1 sur {total}"
    paper.thumbnails.setCurrentIndex(paper.thumbnails.model().index(7, 0))
    settle(application)
    assert paper.sheets.page == 7
    assert 7 in paper.sheets._pictures
    QTest.keyClick(paper.sheets, Qt.Key.Key_End)
    settle(application)
    assert (paper.sheets.page, paper.thumbnails.currentIndex().row()) == (total - 1, total - 1)


def test_ctrl_plus_and_minus_make_the_pages_larger_not_the_text(application: Application) -> None:
    paper = look(application)
    assert application.window is not None
    before = paper.sheets.percent
    application.window.keys.run("agrandir")
    assert paper.sheets.percent > before
    assert paper.services.display.settings.zoom == 1.0
    application.window.keys.run("taille-normale")
    assert paper.sheets.fit == "page"
    assert paper.sheets.verticalScrollBar().maximum() == 0
    paper.sheets.set_fit("largeur")
    assert paper.sheets.horizontalScrollBar().maximum() == 0


def test_words_are_found_page_after_page_and_in_the_text(application: Application) -> None:
    paper = look(application)
    show_long(application, paper)
    QTest.keyClick(paper.sheets, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert paper.search.edit.hasFocus()
    paper.search.edit.setText("repere FINAL")
    settle(application)
    assert paper.search.count.text() == "1 sur 1"
    assert paper.sheets.page == paper.sheets.pages - 1
    assert paper.text.textCursor().selectedText() == "Repère final"
    paper.search.edit.setText("ligne 1")
    settle(application)
    first, total = paper.search.count.text().split(" sur ")
    assert int(total) > 20
    QTest.keyClick(paper.search.edit, Qt.Key.Key_Return)
    assert paper.search.count.text() == f"{int(first) + 1} sur {total}"
    QTest.keyClick(paper.search.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert paper.search.count.text() == f"{first} sur {total}"
    paper.search.edit.setText("introuvable")
    settle(application)
    assert paper.search.count.text() == "Introuvable"
    QTest.keyClick(paper.search.edit, Qt.Key.Key_Escape)
    assert paper.sheets.hasFocus()
    assert paper.search.edit.text() == ""


def test_what_to_know_is_listed_beside_the_pages(application: Application) -> None:
    paper = look(application)
    notes = tuple(f"Remarque {rank}." for rank in range(6))
    paper._asked = ("fiche", "essai")
    paper.services.operations.papers.build(
        Watch(), lambda looked: paper._show(paper._asked, looked), pytest.fail, paper.waiting.tell,
        Said(Doc(META, (Heading(1, "Essai"),), notes)),
    )  # fmt: skip
    settle(application)
    assert paper.notes.isVisible()
    assert paper.notes.said[:6] == notes
    assert "Remarque 5." in paper.notes.toolTip()


def test_a_version_replaced_since_says_so_first(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = look(application)
    assert paper._looked is not None
    told = "Version 1 remplacée par la version 2 du 5 mai 2026"
    verdict = Verdict(Sens.REMPLACE, f"{told}\u00a0: compte rendu, réunion du 3 mars 2026.")
    papiers = paper.services.operations.papiers
    monkeypatch.setattr(papiers, "verifier_code", lambda _code, on_result, _on_error: on_result(verdict))
    paper._show(paper._asked, replace(paper._looked, messages=(GIVEN,)))
    assert paper.notes.said == (f"{told}\u00a0: ce papier n’est plus celui en vigueur.", GIVEN)


def test_a_paper_that_cannot_be_made_says_what_to_do(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unprintable("La date manque.", "Indiquez-la, puis imprimez à nouveau.")

    monkeypatch.setattr("pvdesk.reports.looking.read", refuse)
    paper = look(application)
    assert paper.body.currentIndex() == REFUSED
    assert paper.refusal.what.text() == "La date manque."
    assert paper.refusal.todo.text() == "Rien n’a été imprimé. Indiquez-la, puis imprimez à nouveau."
    monkeypatch.undo()
    paper.refusal.again_button.click()
    assert paper.body.currentIndex() == LOADING
    settle(application)
    assert paper.body.currentIndex() == SHOWN


def test_a_fiche_that_is_not_in_the_base_is_told(application: Application) -> None:
    paper = look(application, "fiche", "0" * 32)
    assert paper.body.currentIndex() == REFUSED
    assert "n’est pas dans la base" in paper.refusal.what.text()


def test_a_narrow_window_shows_the_pages_or_the_text(application: Application) -> None:
    paper = look(application)
    application.frame.resize(880, 700)
    settle(application)
    assert (paper.sheets.isVisible(), paper.text.isVisible()) == (True, False)
    paper.text_choice.click()
    assert (paper.sheets.isVisible(), paper.text.isVisible()) == (False, True)
    assert clipped(application.frame) == []
    application.frame.resize(1366, 768)
    settle(application)
    assert (paper.sheets.isVisible(), paper.text.isVisible()) == (True, True)


def test_a_low_window_brings_the_pages_in_sight(application: Application) -> None:
    application.frame.resize(880, 430)  # as a window of 1280 × 720 whose letters are twice as large
    paper = look(application)
    QTest.qWait(60)
    top = paper.sheets.mapTo(paper.body, QPoint(0, 0)).y()
    application.frame.resize(1366, 768)
    settle(application)
    assert top < paper.body.height() // 8


def test_the_palette_offers_the_papers_of_the_fiche_and_those_of_the_house(application: Application) -> None:
    window = application.window
    assert window is not None
    window.search()
    palette = window.findChild(Palette) or application.frame.findChild(Palette)
    assert palette is not None
    palette.edit.setText("vierge")  # a word that stands on no paper, and that people use
    settle(application)
    assert palette.table.current_uid() == ">maison/vierge"
    palette.edit.setText("pv")  # and not « Quitter pvdesk »
    settle(application)
    assert palette.table.current_uid() == ">papier/compte-rendu"
    palette.edit.setText("imprimer emargement")
    settle(application)
    assert palette.table.current_uid() == ">papier/emargement"
    palette.table.rowActivated.emit(palette.table.current_uid())
    settle(application)
    assert window.above.paper is not None
    assert window.above.paper._asked[0] == "emargement"
    window.keys.run("papiers")
    settle(application)
    dialog = application.frame.findChild(HousePapers)
    assert dialog is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("vierge"))
    settle(application)
    assert dialog.choice.count() > 3
    dialog.go_button.click()
    settle(application)
    assert window.above.paper._asked == ("vierge", dialog_first(window.above.paper))


def dialog_first(paper: PaperPage) -> str:
    """The record type that the blank form is of."""
    return paper._asked[1]


def test_the_first_page_is_there_before_one_waits_for_it(application: Application) -> None:
    """300 ms once libraries are loaded; the test allows twice as much."""
    paper = look(application)
    spent = []
    for _ in range(3):
        assert application.window is not None
        application.window.back()
        settle(application)
        begun = time.perf_counter()
        application.window.show_paper("compte-rendu", listed(application).table.current_uid())
        while not paper.sheets._pictures:
            QTest.qWait(1)
        spent.append(time.perf_counter() - begun)
        settle(application)
    assert min(spent) < 0.6


def test_a_save_does_not_wait_for_a_long_paper(application: Application) -> None:
    assert application.window is not None
    operations = application.window.operations
    done: list[str] = []

    def built(_looked: object) -> None:
        done.append("papier")

    def read(_rows: object) -> None:
        done.append("base")

    operations.papers.build(Watch(), built, pytest.fail, lambda *_: None, Said(long_paper(20)))
    operations.tasks.run(lambda: None, read)
    settle(application)
    assert done == ["base", "papier"]


def test_a_long_paper_tells_how_far_it_is_and_stops_when_one_leaves(application: Application) -> None:
    assert application.window is not None
    papers, watch = application.window.operations.papers, Watch()
    told: list[str] = []
    failed: list[Exception] = []

    def tell(_done: int, _total: int, text: str) -> None:
        told.append(text)
        watch.cancel()

    papers.build(watch, pytest.fail, failed.append, tell, Said(long_paper(60)))
    settle(application)
    assert [type(error) for error in failed] == [Cancelled]
    assert told
    assert not any("60" in text for text in told)
