"""Where one was: remembered every two seconds, gone back to after a crash or a lock, offered by a word otherwise."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from pvdesk.kit.schema import Schema
from pvdesk.store import memoire, sauvegarde
from pvdesk.store.desk import Desk
from pvdesk.store.memoire import Reprise
from ui.kit.tasks import Tasks
from ui.lock import Coming
from ui.main_window import MainWindow
from ui.pages.fiche import FichePage

LOG = logging.getLogger(__name__)
SAFE = (
    "Rien n’a été perdu. pvdesk s’était arrêté sans prévenir\u202f; ce que vous aviez tapé est là, "
    "à deux secondes près."
)


class Shown(Protocol):
    """What shows the work."""

    tasks: Tasks
    window: MainWindow | None


class Resuming(QObject):
    """For one opening of the base; on a server, where several agents work, nobody's place is the base's."""

    def __init__(self, program: Shown, desk: Desk, coming: Coming, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._desk, self._coming = program, desk, coming
        self._told: tuple[str, str, str] | None = None
        self._off = not sauvegarde.possible(desk)

    def begin(self) -> None:
        """Find where one was, and note that the work is under way: a crash is known by that."""
        if not self._off:
            self._program.tasks.run(partial(_kept, self._desk, memoire.reprise), self._resume)

    def remember(self) -> None:
        """Note the place, when it changed."""
        if self._told != self._place():
            self._remember(ouverte=True)

    def end(self) -> None:
        """The work is closed by the program itself."""
        self._remember(ouverte=False)

    def forget(self) -> None:
        """The base is another one now: its place is not ours."""
        self._off = True

    def _place(self) -> tuple[str, str, str]:
        window = self._program.window
        if window is None:
            return self._told or ("", "", "")
        record = window.record
        if record is None:
            return window.place, "", ""
        return window.place, record.table if isinstance(record, FichePage) else "reunion", record.uid

    def _remember(self, *, ouverte: bool) -> None:
        if self._off:
            return
        self._told = place = self._place()
        work = partial(memoire.ou, page=place[0], table=place[1], uid=place[2], ouverte=ouverte)
        self._program.tasks.run(partial(_kept, self._desk, work), _nothing, _not_remembered)

    def _resume(self, reprise: Reprise | None) -> None:
        """Go back where one was: at once after a crash or a lock, by a word otherwise."""
        window = self._program.window
        if reprise is None or window is None or window.record is not None or self._coming is Coming.COPY:
            return
        if not (reprise.brutale or self._coming is Coming.LOCK):
            if reprise.table:
                said = f"La dernière fois, vous étiez sur «\u00a0{reprise.nom}\u00a0»."
                window.messages.info(said, "Reprendre", partial(self._go_back, reprise))
            return
        self._go_back(reprise)
        if reprise.brutale:
            window.messages.info(SAFE)

    def _go_back(self, reprise: Reprise) -> None:
        window = self._program.window
        if window is None:
            return
        window.show_page(reprise.page)
        if reprise.table:
            window.open_record(reprise.table, reprise.uid)
            if isinstance(window.record, FichePage):  # a meeting goes to its datum by itself
                window.operations.history(reprise.uid, partial(self._go_to_datum, reprise.uid))

    def _go_to_datum(self, uid: str, history: Sequence[Mapping[str, Any]]) -> None:
        """The focus on what was typed last."""
        window = self._program.window
        if window is not None and isinstance(window.record, FichePage) and window.record.uid == uid and history:
            fields = window.record.form.fields
            fields.go_to(datum_of(fields.schema, history[0]))


def datum_of(schema: Schema, line: Mapping[str, Any]) -> str:
    """The field of a form that a line of history is about; empty for none."""
    champ = str(line["champ"] or "")
    if line["type"] == schema.table:
        return champ
    key = next((datum.key for datum in schema.line_data if datum.target == line["type"]), "")
    return f"{key}/{line['uid']}/{champ}" if key else ""


def _kept(desk: Desk, work: Callable[[Any], Any]) -> Any:
    with desk.writing() as unit:
        result = work(unit)
        unit.commit()
    return result


def _not_remembered(error: Exception) -> None:
    """A place that is not remembered is no loss: the autosave tells what the disk refuses."""
    LOG.warning("the place is not remembered: %s", type(error).__name__)


def _nothing(_result: object) -> None:
    """The answer to a work that has none."""
