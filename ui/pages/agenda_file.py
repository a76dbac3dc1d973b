"""The agenda as a file for another calendar: ask where, write, offer to open it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.store.agenda import Sorte
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Trouble
from ui.pages.page import Services

FILE = "agenda.ics"


class CalendarFile(QObject):
    """Writes it for a page."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._parent = services, parent

    def ask(self, du: dt.date, au: dt.date, sortes: frozenset[Sorte]) -> None:
        """Ask where to write what two days hold between them of these kinds, then write it."""
        dialog = file_dialog(self._parent, "Enregistrer l’agenda", FILE, "Agenda (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(partial(self.write, du, au, sortes))
        dialog.open()

    def write(self, du: dt.date, au: dt.date, sortes: frozenset[Sorte], target: str) -> None:
        """Write it in a file."""
        self._services.operations.days.write(Path(target), du, au, sortes, self._written, self._refused)

    def _written(self, done: tuple[Path, int]) -> None:
        path, count = done
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))
        held = pluriel(count, "date", "dates")
        said = f"Agenda enregistré\u00a0: {path.name} ({held}). Ce fichier n’est pas chiffré."
        self._services.messages.info(said, "Ouvrir dans votre agenda", show)

    def _refused(self, error: Exception) -> None:
        """Say that the disk refused; anything else is ours to mend."""
        if not isinstance(error, OSError):
            raise error
        self._services.messages.error(
            Trouble(
                "L’agenda n’a pas pu être écrit.", "Vos fiches sont intactes.",
                "Choisissez un autre dossier, ou fermez ce fichier s’il est ouvert ailleurs.", str(error.strerror),
            )
        )  # fmt: skip
