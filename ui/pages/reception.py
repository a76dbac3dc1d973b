"""A file of the mission, taken in by a poste: asked for, received, told; a refused one in its own sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import Faute
from pvdesk.bundle.reception import Received
from pvdesk.bundle.refus import Refus
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Trouble
from ui.pages.page import Services

LOTS = "Fichiers pvdesk (*.pvlot)"
CORRECTIONS = "corrections"
COMPARE = ", à comparer par téléphone avec la mission."


class Reception(QObject):
    """Receives for a page, which is told afterwards."""

    def __init__(self, services: Services, page: QWidget, then: Callable[[], object]) -> None:
        super().__init__(page)
        self._services, self._page, self._then = services, page, then

    def ask_file(self) -> None:
        """Choose a file of the mission."""
        dialog = file_dialog(self._page, "Importer un fichier de la mission", "", LOTS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.receive)
        dialog.open()

    def receive(self, path: str) -> None:
        """Take in a file."""
        self._services.operations.exchanges.receive(Path(path), self._received, self._refused)

    def _received(self, received: Received) -> None:
        """Say what the file brought."""
        if received.corrections:
            self._services.messages.info(received.phrase, "Voir", partial(self._services.go.show_page, CORRECTIONS))
        else:
            self._services.messages.info(f"{received.phrase}{COMPARE if received.code_controle else ''}")
        self._then()

    def _refused(self, error: Exception) -> None:
        """Nothing was written."""
        if isinstance(error, Refus):
            trouble = Trouble(error.phrase, "", f"Code {error.code}.", error.detail)
        elif isinstance(error, Faute):
            trouble = Trouble(error.happened, error.safe, error.remedy, error.detail)
        elif isinstance(error, OSError):
            trouble = Trouble(
                "Ce fichier ne peut pas être lu.", "Rien n’a été enregistré.",
                "Copiez-le sur cet ordinateur, puis importez-le à nouveau.", str(error.strerror),
            )  # fmt: skip
        else:
            raise error
        self._services.messages.error(trouble)
