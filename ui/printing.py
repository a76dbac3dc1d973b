"""Papers of a meeting: ask where, write, offer to open. Shared by the list, the form and the keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import Faute
from pvdesk.reports.catalogue import PAPERS
from pvdesk.reports.refusal import Unprintable
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Messages, Trouble
from ui.operations import Operations


class Printer(QObject):
    """Prints for a page, with its messages."""

    def __init__(self, operations: Operations, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._operations, self._messages, self._parent = operations, messages, parent

    def ask(self, document: str, uid: str) -> None:
        """Ask where to write a paper, then write it."""
        title = f"Enregistrer\u00a0: {PAPERS[document].label.lower()}"
        dialog = file_dialog(self._parent, title, f"{document}.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(partial(self.write, document, uid))
        dialog.open()

    def write(self, document: str, uid: str, target: str) -> None:
        """Write a paper in a file."""
        self._operations.print_paper(document, uid, Path(target), self._written, self._refused)

    def _written(self, target: Path) -> None:
        """Say where, and offer to open it."""
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target)))
        self._messages.info(f"Document enregistré\u00a0: {target.name}", "Ouvrir dans le lecteur", show)

    def _refused(self, error: Exception) -> None:
        """Say that the disk refused; anything else is ours to mend."""
        if isinstance(error, Unprintable):
            self._messages.error(Trouble(error.happened, error.safe, error.remedy))
        elif isinstance(error, Faute):
            self._messages.error(Trouble(error.happened, error.safe, error.remedy, error.detail))
        elif isinstance(error, OSError):
            self._messages.error(
                Trouble(
                    "Le document n’a pas pu être écrit.", "La fiche est intacte.",
                    "Choisissez un autre dossier, ou fermez ce document s’il est ouvert ailleurs.", str(error.strerror),
                )
            )  # fmt: skip
        else:
            raise error
