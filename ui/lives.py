"""What becomes of fiches: corbeille, history, « Terminer »; and what was done last, taken back from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from pvdesk.kit.validation import Finding
from pvdesk.store import corbeille, historique, recit, repentir, retrait_exemple
from pvdesk.store.repentir import Repentir
from ui.kit.messages import Messages
from ui.kit.tasks import OnError, OnResult, alive

KEPT = 50  # gestures that Ctrl+Z remembers
UNDO = "Annuler (Ctrl+Z)"


# What « Terminer » answers: its findings, and the way back when none stopped it.
Finished = tuple[tuple[Finding, ...], Repentir | None]


class Runs(Protocol):
    """What runs a unit of work in the thread of the base."""

    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""

    def write(
        self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None, *, table: str, uid: str
    ) -> None:
        """Keep what it does."""


class Lives(QObject):
    """``taken_back(Repentir)`` and ``done_again(Repentir)`` of a gesture, ``refused(error)`` when it cannot be."""

    taken_back = Signal(object)
    done_again = Signal(object)
    refused = Signal(object)

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self._done: list[Repentir] = []
        self._undone: list[Repentir] = []

    # ---- look
    def corbeille(self, words: str, on_result: OnResult) -> None:
        """`list[Jetee]`, last deleted first."""
        self._runs.read(lambda unit: corbeille.corbeille(unit, words), on_result)

    def recit(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `Recit` of a fiche."""
        self._runs.read(lambda unit: recit.recit(unit, table, uid), on_result, on_error)

    def version(self, table: str, uid: str, n: int, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `Draft` of a fiche as it was."""
        self._runs.read(lambda unit: historique.version(unit, table, uid, n), on_result, on_error)

    # ---- write; the answer is the `Repentir`, remembered
    def delete(self, table: str, uid: str, on_result: OnResult) -> None:
        """Put in the corbeille."""
        self._write(lambda unit: repentir.supprimer(unit, table, uid), table, uid, on_result)

    def restore(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Take out of the corbeille."""
        self._write(lambda unit: repentir.retablir(unit, table, uid), table, uid, on_result, on_error)

    def bring_back(self, table: str, uid: str, n: int, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Bring back a version."""
        self._write(lambda unit: repentir.ramener(unit, table, uid, n), table, uid, on_result, on_error)

    def do_action(self, uid: str, on_result: OnResult) -> None:
        """An action is done; the answer is None when it was already."""
        self._write(lambda unit: repentir.faire(unit, uid), "action", uid, on_result)

    def do(
        self, work: Callable[[Any], Repentir | None], table: str, uid: str, on_result: OnResult, on_error: OnError
    ) -> None:
        """Another gesture on a fiche, which says itself how it is taken back."""
        self._write(work, table, uid, on_result, on_error)

    def erase_sample(self, code: str, on_result: OnResult, on_error: OnError) -> None:
        """Take the example away, with all that was typed in it; give the poste its code, unless it is empty."""
        self._write(partial(retrait_exemple.effacer, code=code), "", "", on_result, on_error)

    def finish(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """« Terminer »: the answer is `Finished`."""

        def then(answer: Finished) -> None:
            self._remember(answer[1])
            if alive(on_result):
                on_result(answer)

        self._runs.write(lambda unit: repentir.terminer(unit, table, uid), then, on_error, table=table, uid=uid)

    def _write(
        self, work: Callable[[Any], Any], table: str, uid: str, on_result: OnResult, on_error: OnError | None = None
    ) -> None:
        def then(done: Repentir | None) -> None:
            self._remember(done)
            if alive(on_result):
                on_result(done)

        self._runs.write(work, then, on_error, table=table, uid=uid)

    # ---- take back
    def offer(self, messages: Messages, done: Repentir) -> None:
        """Say what was done, with the way back: the strip stays until the next message."""
        messages.info(done.fait, UNDO, partial(self.take_back, done))

    def undo(self) -> bool:
        """Take back what was done last; False when nothing is remembered."""
        if not self._done:
            return False
        self.take_back(self._done[-1])
        return True

    def take_back(self, done: Repentir) -> None:
        """Take a gesture back, once."""
        if done in self._done:
            self._done.remove(done)
            self._undone.append(done)
            say = partial(self._say_back, done)
            self._runs.write(done.defaire, say, self._refuse, table=done.table, uid=done.uid)

    def redo(self) -> bool:
        """Do again what was taken back last; False when nothing was, or something else was done since."""
        if not self._undone:
            return False
        done = self._undone.pop()
        self._runs.write(done.refaire, self._did_again, self._refuse, table=done.table, uid=done.uid)
        return True

    def _remember(self, done: Repentir | None, *, again: bool = False) -> None:
        if done is not None:
            self._done = [*self._done, done][-KEPT:]
            self._undone = self._undone if again else []

    def _did_again(self, done: Repentir | None) -> None:
        self._remember(done, again=True)
        if done is not None:
            self.done_again.emit(done)

    def _say_back(self, done: Repentir, _result: object) -> None:
        self.taken_back.emit(done)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(error)
