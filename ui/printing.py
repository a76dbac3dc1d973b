"""What becomes of a paper: kept in a file, opened elsewhere, drawn on a printer."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPageLayout, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import Faute
from pvdesk.base.files import another_name
from pvdesk.base.francais import pluriel
from pvdesk.reports import several
from pvdesk.reports.looking import GIVEN, PDF, Looked
from pvdesk.reports.pages import Picture
from pvdesk.reports.refusal import Unprintable
from pvdesk.store.records import Absent
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Messages, Question, Trouble
from ui.kit.sheet_view import image_of
from ui.operations import Operations
from ui.papers import label_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI, POINTS = 300, 72
# suffix: what it is called, what its dialog says, who opens it
KINDS = {
    PDF: ("Enregistrer le PDF", "PDF (*.pdf)", "Ouvrir dans le lecteur"),
    ".odt": ("Enregistrer la copie à modifier", "Texte OpenDocument (*.odt)", "Ouvrir la copie"),
    ".html": ("Enregistrer la page web", "Page web (*.html)", "Ouvrir dans le navigateur"),
}
NO_PRINTER = Question(
    "Aucune imprimante n’est installée sur cet ordinateur.",
    "Le papier est prêt, rien n’est perdu. Enregistrez-le en PDF\u00a0: il s’imprimera tel quel d’un autre ordinateur.",
    "Enregistrer le PDF…",
    "Fermer",
    safe=True,
)
SAFE = "La fiche est intacte."
_FULL = "\u00a0: il n’y a plus de place à cet endroit", "Libérez de la place, ou choisissez un autre disque."
_SHUT = "\u00a0: ce dossier ne laisse pas écrire", "Choisissez-en un autre, par exemple «\u00a0Documents\u00a0»."
_GONE = "\u00a0: ce dossier n’est plus là", "Remettez la clé si c’en est une, ou choisissez un autre dossier."
_ELSEWHERE = "Choisissez un autre dossier, ou fermez ce document s’il est ouvert ailleurs."
_WHY = MappingProxyType(
    {
        errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EACCES: _SHUT, errno.EPERM: _SHUT, errno.EROFS: _SHUT,
        errno.ENOENT: _GONE, errno.ENOTDIR: _GONE,
    }
)
_VERSION = re.compile(r"version (\d+)", re.IGNORECASE)


def trouble_of(error: Exception) -> Trouble:
    """Why a paper is not made or not written, as it is told; raises what is ours to mend."""
    if isinstance(error, Unprintable):
        return Trouble(error.happened, error.safe, error.remedy)
    if isinstance(error, Faute):
        return Trouble(error.happened, error.safe, error.remedy, error.detail)
    if isinstance(error, Absent):
        return Trouble(
            "Cette fiche n’est pas dans la base, ou n’y est plus.", "Rien n’a été imprimé.",
            "Écrivez-y une première donnée\u00a0: elle s’enregistre d’elle-même, puis s’imprime.",
        )  # fmt: skip
    if isinstance(error, OSError):
        named = f"«\u00a0{Path(error.filename).name}\u00a0»" if error.filename else "Le document"
        held = error.filename and Path(error.filename).is_file()  # by another program: the folder lets write
        why, todo = ("", _ELSEWHERE) if held else _WHY.get(error.errno or 0, ("", _ELSEWHERE))
        return Trouble(f"{named} n’a pas pu être écrit{why}.", SAFE, todo, str(error.strerror))
    raise error


class Writer(QObject):
    """Says what became of a file, with the messages of a page."""

    def __init__(self, operations: Operations, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._operations, self._messages, self._parent = operations, messages, parent

    def _written(self, target: Path) -> None:
        """Say where, and offer to open it."""
        verb = KINDS.get(target.suffix.lower(), KINDS[PDF])[2]
        self._messages.info(f"Document enregistré\u00a0: {target.name}", verb, partial(show, target))

    def _refused(self, error: Exception) -> None:
        """Say that the disk refused; anything else is ours to mend."""
        self._messages.error(trouble_of(error))


class Saver(Writer):
    """Keeps the paper that is looked at; nothing is written before one says where."""

    def __init__(self, operations: Operations, messages: Messages, parent: QWidget) -> None:
        super().__init__(operations, messages, parent)
        self._looked: Looked | None = None
        self._document = ""
        self._then: Callable[[Path], object] | None = None
        self.kept: Path | None = None  # the PDF, as it is looked at

    def take(self, document: str, looked: Looked | None) -> None:
        """Another paper."""
        self._document, self._looked, self.kept, self._then = document, looked, None, None

    def ask(self, suffix: str = PDF, then: Callable[[Path], object] | None = None) -> None:
        """Ask where, then write; `then` receives the path in the place of the message."""
        if self._looked is None:
            return
        self._then = then
        title, kind, _ = KINDS[suffix]
        name = _file_of(self._document, self._looked) + suffix
        dialog = file_dialog(self._parent, f"{title}\u00a0: {label_of(self._document).lower()}", name, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def open_elsewhere(self) -> None:
        """In the reader of the machine: the file that was kept; one keeps it first, no copy is left anywhere."""
        if self.kept is not None and self.kept.exists():
            show(self.kept)
        else:
            self.ask(PDF, show)

    def write(self, target: str) -> None:
        """Write it there, in the form of the suffix."""
        path = Path(target)
        if self._looked is not None:
            then, refused = partial(self._kept_at, self._looked), partial(self._locked, path)
            self._operations.papers.save(self._looked, path, then, refused)

    def _kept_at(self, looked: Looked, path: Path) -> None:
        if looked is self._looked and path.suffix.lower() == PDF:
            self.kept = path
        then, self._then = self._then, None
        (then or self._written)(path)

    def _locked(self, path: Path, error: Exception) -> None:
        """A name held by another program: the next free one, at one click. Anything else is said."""
        if not (isinstance(error, PermissionError) and path.is_file()):
            self._refused(error)
            return
        other = another_name(path)
        asked = Question(
            f"«\u00a0{path.name}\u00a0» ne peut pas être remplacé\u00a0: il est ouvert dans un autre programme.",
            "Ce qu’il contenait est intact, et le papier est prêt. Fermez-le pour le remplacer, ou gardez les deux.",
            f"Enregistrer «\u00a0{other.name}\u00a0»",
            safe=True,
        )
        self._messages.ask(asked, partial(self.write, str(other)))


def ask_printer(parent: QWidget, on_accepted: Callable[[], object], pages: int = 0) -> QPrinter | None:
    """Open the dialog of the system over `parent`, with a choice among so many pages when there is one to make.

    Returns:
        The printer being chosen, that the caller keeps; None when this computer has none: nothing is asked.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if pages:
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.accepted.connect(on_accepted)
    dialog.show()  # its own `open` asks for a slot by name
    return printer


class SheetPrinter(QObject):
    """Draws the pages on a printer, one at a time, between two turns of the window.

    ``stepped(done, total)`` as it goes, (0, 0) at rest; ``save_asked`` when one keeps the file for want of a printer.
    """

    stepped = Signal(int, int)
    save_asked = Signal()

    def __init__(self, operations: Operations, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._papers, self._messages, self._parent = operations.papers, messages, parent
        self._looked: Looked | None = None
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._left: list[int] = []
        self._total = 0

    def ask(self, looked: Looked) -> None:
        """Ask which printer and which pages."""
        printer = ask_printer(self._parent, self._chosen, len(looked.pages.sizes))
        if printer is None:
            self._messages.ask(NO_PRINTER, self.save_asked.emit)
            return
        self._looked, self._printer = looked, printer

    def _chosen(self) -> None:
        if self._looked is not None and self._printer is not None:
            self.start(self._looked, self._printer)

    def start(self, looked: Looked, printer: QPrinter) -> None:
        """Print on a printer, its pages and copies chosen."""
        last = len(looked.pages.sizes)
        first, end = (printer.fromPage(), printer.toPage()) if printer.fromPage() else (1, last)
        copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
        self._looked, self._printer = looked, printer
        self._left = [*range(max(first, 1) - 1, min(end or last, last))] * copies
        self._total = len(self._left)
        printer.setResolution(DPI)
        printer.setFullPage(True)
        printer.setDocName(looked.doc.meta.title)
        self._ask_page()

    def stop(self) -> None:
        """Interrupt: the pages not sent yet stay here."""
        if self._painter is not None and self._printer is not None:
            self._painter.end()
            self._printer.abort()
        self._rest()

    def _ask_page(self) -> None:
        if self._left and self._looked is not None:
            self.stepped.emit(self._total - len(self._left) + 1, self._total)
            self._papers.picture(self._looked.pages, self._left[0], DPI / POINTS, self._draw)
        elif self._painter is not None and self._printer is not None:
            sent, name = self._total, self._printer.printerName()
            self._painter.end()
            self._rest()
            to = f" à l’imprimante «\u00a0{name}\u00a0»" if name else ""
            self._messages.info(f"{pluriel(sent, 'page envoyée', 'pages envoyées')}{to}.")

    def _draw(self, answer: tuple[int, float, Picture]) -> None:
        """A page is there: put it on paper, whatever the size of the sheet."""
        printer, looked = self._printer, self._looked
        if printer is None or looked is None or not self._left or answer[0] != self._left[0]:
            return
        width, height = looked.pages.sizes[self._left.pop(0)]
        wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(wide)
        if not self._turn(printer):
            self._rest()
            self._messages.error(Trouble(
                "L’imprimante n’a pas accepté le papier.", "Le papier et la fiche sont intacts.",
                "Vérifiez qu’elle est allumée et reliée, ou enregistrez le PDF.",
            ))  # fmt: skip
            return
        picture = answer[2]
        image = image_of(picture.data, picture.width, picture.height, picture.stride)
        sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        size = QSize(image.width(), image.height()).scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(sheet.center())
        assert self._painter is not None
        self._painter.drawImage(box, image)
        self._ask_page()

    def _turn(self, printer: QPrinter) -> bool:
        """Begin on the first sheet, or take the next one; False when the printer refuses."""
        if self._painter is not None:
            return printer.newPage()
        self._painter = QPainter()
        return self._painter.begin(printer)

    def _rest(self) -> None:
        self._looked, self._printer, self._painter, self._left = None, None, None, []
        self.stepped.emit(0, 0)


def _file_of(document: str, looked: Looked) -> str:
    """The name proposed, without its suffix: two versions that were handed over stay side by side in a folder."""
    name = several.name_of(document, looked.doc).removesuffix(PDF)
    numbered = _VERSION.search(looked.doc.meta.status) if GIVEN in looked.messages else None
    return f"{name}-v{numbered[1]}" if numbered is not None else name


def show(target: Path) -> None:
    """Open a file in the program of the machine."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
