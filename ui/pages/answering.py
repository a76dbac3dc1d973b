"""« Répondre »: the lots de retour of one poste or of all, written in a folder; what could not be is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from pvdesk.base.francais import pluriel
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Trouble
from ui.mission_files import Answers
from ui.pages.page import Services
from ui.pages.refusal import tell

NOBODY = "Aucun poste ne peut encore recevoir de réponse\u00a0: intégrez d’abord leur premier envoi."
WRITING = Trouble(
    "Le fichier n’a pas pu être écrit à cet endroit.", "Rien n’a été enregistré.",
    "Vérifiez que la clé ou le dossier est bien là et qu’il reste de la place.",
)  # fmt: skip


class Answering(QObject):
    """Answers for a page."""

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._codes: tuple[str, ...] = ()

    def ask(self, codes: Sequence[str]) -> None:
        """Choose the folder where the answers go."""
        self._codes = tuple(codes)
        if not codes:
            self._services.messages.info(NOBODY)
            return
        place = self._services.display.settings.dossier_envoi or str(Path.home())
        dialog = file_dialog(self._page, "Où écrire les fichiers de retour", place)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.answer)
        dialog.open()

    def answer(self, folder: str) -> None:
        """Write them."""
        display = self._services.display
        display.change(replace(display.settings, dossier_envoi=folder))
        files = self._services.operations.mission.files
        files.answer(self._codes, Path(folder), self._written, self._failed, self._told)

    def _told(self, _done: int, _total: int, _text: str) -> None:
        """Each takes a moment: the strip says the end."""

    def _written(self, answers: Answers) -> None:
        """What was written, and for whom nothing could be."""
        count = len(answers.ecrits)
        said = f"{pluriel(count, 'fichier de retour écrit', 'fichiers de retour écrits')}"
        if answers.ecrits:
            said += f" dans «\u00a0{answers.ecrits[0].path.parent.name}\u00a0»"
        if answers.sans:
            said += f". Sans réponse possible\u00a0: {', '.join(answers.sans)} (révoqué ou pas encore présenté)"
        self._services.messages.info(f"{said}.")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._services.messages.error(replace(WRITING, detail=str(error.strerror)))
        else:
            tell(self._services.messages, error)
