"""A stolen laptop: when, where to write its sheet, and the reminder to revoke the poste (scenario of 72 hours)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from pvdesk.kit.reading import Unread, read_date, read_time
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Trouble
from ui.kit.prompt import Asked, Prompt
from ui.pages.answering import WRITING
from ui.pages.page import Services
from ui.pages.refusal import tell

TO_DO = "La notification à la CNIL se fait sous 72\u00a0heures. Pensez à révoquer ce poste."


def instant_of(typed: str, now: dt.datetime) -> dt.datetime:
    """The moment that was typed: a day, a day and an hour, or nothing for now.

    Raises:
        Unread: neither.
    """
    here = now.astimezone()
    if not typed:
        return here
    first, _, last = typed.rpartition(" ")
    try:
        hour = read_time(last) if first else None
    except Unread:
        hour = None
    if hour is None:
        return dt.datetime.combine(read_date(typed, here.date()), dt.time(12)).astimezone()
    return dt.datetime.combine(read_date(first, here.date()), hour).astimezone()


class Theft(QObject):
    """Asks and writes for the page of postes."""

    def __init__(self, services: Services, page: QWidget, prompt: Prompt) -> None:
        super().__init__(page)
        self._services, self._page, self._prompt = services, page, prompt

    def ask(self, poste: str, typed: str = "") -> None:
        """Ask when it was stolen."""
        asked = Asked(
            f"Fiche de vol de {poste}", "Moment du vol", "Écrire la fiche…",
            "12/11/2026 19h40, par exemple\u00a0; rien\u00a0: maintenant", text=typed,
        )  # fmt: skip
        self._prompt.ask(asked, partial(self._ask_folder, poste), self._page)

    def _ask_folder(self, poste: str, typed: str) -> None:
        try:
            stolen = instant_of(typed, self._services.operations.desk.clock())
        except Unread as error:
            trouble = Trouble(str(error), "Rien n’a été écrit.", "Corrigez le moment, ou laissez vide.")
            self._services.messages.error(trouble)
            self.ask(poste, typed)
            return
        place = self._services.display.settings.dossier_envoi or str(Path.home())
        dialog = file_dialog(self._page, "Où écrire la fiche de vol", place)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self.write, poste, stolen))
        dialog.open()

    def write(self, poste: str, stolen: dt.datetime, folder: str) -> None:
        """Write the sheet."""
        register = self._services.operations.mission.register
        register.theft(poste, stolen, Path(folder), self._written, self._failed)

    def _written(self, path: Path) -> None:
        self._services.messages.info(f"Fiche de vol écrite\u00a0: {path.name}. {TO_DO}")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._services.messages.error(replace(WRITING, detail=str(error.strerror)))
        else:
            tell(self._services.messages, error)
