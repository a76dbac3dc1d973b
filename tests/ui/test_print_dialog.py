"""What becomes of a paper: kept, opened elsewhere, printed, several in one go, and what stands in the way."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from pvdesk.reports.blocks import Break, Doc, Heading, Meta, Para
from pvdesk.reports.looking import GIVEN, Looked, Said, look
from tests import builders
from tests.pvdesk.reports.conformity import failures
from tests.ui.desk_sample import NOW
from tests.ui.window import clipped, open_window, page, rest, settle
from ui.app import Application
from ui.kit.messages import KeptMessages
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.records import RecordsPage
from ui.papers import Printed
from ui.printing import NO_PRINTER, Saver, SheetPrinter, trouble_of
from ui.special.several_papers import SeveralPapers

META = Meta(title="Compte rendu d’essai", author="Délégation", subject="Essai", when=NOW, reference="CC-2026-0001")
DOC = Doc(META, (Heading(1, "Essai"), Para("Debout."), Break(landscape=True), Para("Couché.")))


@dataclass
class Shelf:
    """A paper looked at, without its page."""

    saver: Saver
    printer: SheetPrinter
    looked: Looked
    said: KeptMessages
    parent: QWidget
    tasks: Tasks
    opened: list[Path] = field(default_factory=list)


@pytest.fixture
def shelf(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    desk = builders.open_copy(builders.copy_noeux(tmp_path / "d"))
    tasks, parent, said = Tasks(), QWidget(), KeptMessages()
    operations = Operations(desk, tasks)
    looked = look(Said(DOC), desk.folder)
    made = Shelf(Saver(operations, said, parent), SheetPrinter(operations, said, parent), looked, said, parent, tasks)
    made.saver.take("compte-rendu", looked)

    def opened(url: QUrl) -> bool:
        made.opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opened)
    yield made
    rest(tasks)
    looked.pages.close()
    desk.close()


def test_the_file_kept_is_the_one_looked_at(shelf: Shelf, tmp_path: Path) -> None:
    target = tmp_path / "cr.pdf"
    shelf.saver.write(str(target))
    rest(shelf.tasks)
    assert target.read_bytes() == shelf.looked.data
    assert shelf.said.infos == [("Document enregistré\u00a0: cr.pdf", "Ouvrir dans le lecteur")]
    assert shelf.said.last_action is not None
    shelf.said.last_action()
    assert shelf.opened == [target]


def test_the_name_proposed_is_that_of_the_paper(shelf: Shelf) -> None:
    shelf.saver.ask()
    dialog = shelf.parent.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "compte-rendu-CC-2026-0001.pdf"
    dialog.close()


def test_a_paper_not_kept_is_kept_before_it_is_opened_elsewhere(shelf: Shelf, tmp_path: Path) -> None:
    before = set(Path(os.environ.get("TMPDIR", "/tmp")).glob("*.pdf"))
    shelf.saver.open_elsewhere()
    assert shelf.opened == []
    dialog = shelf.parent.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "cr.pdf"))
    rest(shelf.tasks)
    assert shelf.opened == [tmp_path / "cr.pdf"]
    shelf.saver.open_elsewhere()
    assert shelf.opened == [tmp_path / "cr.pdf"] * 2
    assert set(Path(os.environ.get("TMPDIR", "/tmp")).glob("*.pdf")) == before
    dialog.close()


def test_a_file_held_by_another_program_gives_another_name_at_one_click(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cr.pdf"
    target.write_bytes(b"ouvert ailleurs")
    (tmp_path / "cr (2).pdf").write_bytes(b"un autre")
    rename = Path.replace

    def held(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(errno.EACCES, "held")
        return rename(self, to)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("pvdesk.base.files.time.sleep", lambda _seconds: None)
    shelf.saver.write(str(target))
    rest(shelf.tasks)
    (asked,) = shelf.said.questions
    assert asked.verb == "Enregistrer «\u00a0cr (3).pdf\u00a0»"
    assert target.read_bytes() == b"ouvert ailleurs"
    assert (tmp_path / "cr (3).pdf").read_bytes() == shelf.looked.data
    assert shelf.said.infos[-1][0] == "Document enregistré\u00a0: cr (3).pdf"


@pytest.mark.parametrize("name", ["absent/cr.pdf", "dossier"])
def test_a_place_that_refuses_is_told(name: str, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    shelf.saver.write(str(tmp_path / name))
    rest(shelf.tasks)
    assert len(shelf.said.troubles) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "«\u00a0cr.pdf\u00a0» n’a pas pu être écrit\u00a0: il n’y a plus de place à cet endroit."),
        (errno.EROFS, "«\u00a0cr.pdf\u00a0» n’a pas pu être écrit\u00a0: ce dossier ne laisse pas écrire."),
        (errno.ENOENT, "«\u00a0cr.pdf\u00a0» n’a pas pu être écrit\u00a0: ce dossier n’est plus là."),
        (errno.EIO, "«\u00a0cr.pdf\u00a0» n’a pas pu être écrit."),
    ],
)
def test_a_disk_that_refuses_says_why(number: int, said: str, tmp_path: Path) -> None:
    assert trouble_of(OSError(number, "?", str(tmp_path / "cr.pdf"))).what == said


def test_a_version_handed_over_is_kept_under_its_number(shelf: Shelf) -> None:
    meta = replace(META, status="Version 2 (rectifiée), diffusée le 5 mai 2026")
    given = replace(shelf.looked, doc=Doc(meta, DOC.blocks), messages=(GIVEN,))
    shelf.saver.take("rectificatif", given)
    shelf.saver.ask()
    dialog = shelf.parent.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "rectificatif-CC-2026-0001-v2.pdf"
    dialog.close()


def test_no_printer_is_told_with_the_way_to_keep_the_file(shelf: Shelf) -> None:
    asked: list[bool] = []
    shelf.printer.save_asked.connect(lambda: asked.append(True))
    shelf.printer.ask(shelf.looked)
    assert shelf.said.questions == [NO_PRINTER]
    assert asked == [True]


def test_pages_are_printed_each_in_its_way(shelf: Shelf, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    steps: list[tuple[int, int]] = []
    shelf.printer.stepped.connect(lambda done, total: steps.append((done, total)))
    shelf.printer.start(shelf.looked, printer)
    rest(shelf.tasks)
    assert steps == [(1, 2), (2, 2), (0, 0)]
    assert shelf.said.infos == [("2\u00a0pages envoyées.", "")]
    with pikepdf.open(tmp_path / "papier.pdf") as printed:
        boxes = [[round(float(side)) for side in one.mediabox[2:]] for one in printed.pages]
    assert boxes == [[595, 842], [842, 595]]


def test_printing_is_interrupted_between_two_pages(shelf: Shelf, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    shelf.printer.start(shelf.looked, printer)
    shelf.printer.stop()
    rest(shelf.tasks)
    assert shelf.said.infos == []


# ---- several fiches
@dataclass
class Series:
    """The dialog of the six meetings of the sample."""

    application: Application
    listed: RecordsPage
    dialog: SeveralPapers


@pytest.fixture
def series(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[Series]:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "reunions")
    assert isinstance(listed, RecordsPage)
    listed.table.selectAll()
    settle(application)
    listed.papers.print_first()
    dialog = application.frame.findChild(SeveralPapers)
    assert dialog is not None
    yield Series(application, listed, dialog)
    application.frame.close()


def test_rows_chosen_are_counted_and_the_card_shows_the_current_one(series: Series) -> None:
    listed, rows = series.listed, series.listed.table
    assert listed.papers.button.isVisible()
    assert listed.papers.button.text() == "Imprimer les fiches choisies (6)"
    assert listed._hint.isHidden()
    assert listed.detail.draft is not None
    assert listed.detail.draft.uid == rows.current_uid()
    assert (series.dialog.windowTitle(), clipped(series.dialog)) == ("Imprimer 6\u00a0réunions", [])
    listed.refresh()
    settle(series.application)
    assert len(rows.chosen_uids()) == 6  # reading the list again keeps them
    listed.delete()
    settle(series.application)
    assert rows.rows.rowCount() == 6  # the corbeille takes one at a time
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert not listed.papers.button.isVisible()
    assert listed._hint.isVisible()
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(rows.chosen_uids()) == 2


def test_several_fiches_are_printed_one_file_each_in_a_folder(series: Series, tmp_path: Path) -> None:
    folder = tmp_path / "papiers"
    folder.mkdir()
    series.dialog.write(str(folder))
    settle(series.application)
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == 6
    assert all(name.startswith("compte-rendu-CC-") for name in names)
    assert series.application.window is not None
    assert series.application.window.strip.text() == "6\u00a0papiers enregistrés\u00a0: papiers"


def test_several_fiches_are_printed_in_one_file_after_their_list(series: Series, tmp_path: Path) -> None:
    series.dialog.together.radio.setChecked(True)
    series.dialog.write(str(tmp_path / "tout.pdf"))
    settle(series.application)
    assert failures((tmp_path / "tout.pdf").read_bytes()) == []
    with pikepdf.open(tmp_path / "tout.pdf") as made:
        assert len(made.pages) == 7


def test_a_common_file_interrupted_is_not_said_to_be_written(series: Series, tmp_path: Path) -> None:
    series.dialog.together.radio.setChecked(True)
    series.dialog.write(str(tmp_path / "tout.pdf"))
    series.dialog.reject()
    settle(series.application)
    assert not (tmp_path / "tout.pdf").exists()
    assert series.application.window is not None
    assert series.application.window.strip.text() == "Impression interrompue. Aucun fichier n’a été écrit."


def test_what_to_know_of_several_papers_is_said(series: Series, tmp_path: Path) -> None:
    series.dialog._written(Printed(tmp_path, 3, (), ("Deux papiers sont des projets.", "Autre chose.")))
    assert series.application.window is not None
    said = series.application.window.strip.text()
    assert "Deux papiers sont des projets. Il y a 1\u00a0autre remarque" in said


def test_a_series_interrupted_keeps_what_is_written(series: Series, tmp_path: Path) -> None:
    folder = tmp_path / "papiers"
    folder.mkdir()
    series.dialog.write(str(folder))
    series.dialog.reject()
    settle(series.application)
    assert len(list(folder.iterdir())) < 6
    assert series.application.window is not None
    assert series.application.window.strip.text().startswith("Impression interrompue.")
