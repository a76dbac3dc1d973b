"""Three hints at most, each said once, in a base that the first screen has just made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject

from pvdesk.store import memoire
from pvdesk.store.desk import Desk
from ui.main_window import MainWindow
from ui.resuming import Shown

HINTS: Mapping[str, str] = MappingProxyType({
    "terminer": "Un brouillon peut rester incomplet\u00a0: rien n’est perdu, ces points vous attendront.",
    "saisie": "Tout s’enregistre au fil de la frappe. Échap revient à la liste, F1 dit toutes les touches.",
    "envoi": "Rien ne part tout seul\u00a0: vous remettez le fichier, la mission répond par un fichier de retour.",
})  # fmt: skip


class Hints(QObject):
    """`look` is called every two seconds; what is said already on the strip is never covered."""

    def __init__(self, program: Shown, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._desk = program, desk
        self._left: list[str] = []

    def begin(self) -> None:
        """Read which hints are still to be said; none in a base that was not made by the first screen."""
        self._program.tasks.run(partial(_read, self._desk), self._show)

    def look(self) -> None:
        """Say the hint of what is shown, once."""
        window = self._program.window
        if not self._left or window is None or window.strip.text():
            return
        found = next((name for name in HINTS if name in self._left and fits(name, window)), None)
        if found is not None:
            self._left.remove(found)
            window.messages.info(HINTS[found])
            self._program.tasks.run(partial(_keep, self._desk, list(self._left)), _nothing)

    def _show(self, left: list[str]) -> None:
        self._left = left


def fits(name: str, window: MainWindow) -> bool:
    """Whether a hint is about what is shown: a form, its summary of errors, the page of the lots."""
    if window.record is None:
        return name == "envoi" and window.place == "exporter"
    return name == "saisie" or (name == "terminer" and window.record.form.summary.isVisible())


def _read(desk: Desk) -> list[str]:
    with desk.reading() as unit:
        held: Any = memoire.lire(unit, memoire.INDICES)
    return [name for name in held if name in HINTS] if isinstance(held, list) else []


def _keep(desk: Desk, left: list[str]) -> None:
    with desk.writing() as unit:
        memoire.garder(unit, memoire.INDICES, left)
        unit.commit()


def _nothing(_result: object) -> None:
    """The answer to a work that has none."""
