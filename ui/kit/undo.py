"""Undo and redo of everything a form changes, bursts of typing in one field being one step."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.kit.focus_watch import FocusWatch

STEPS = 200
BURST_S = 1.5
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REDO = (QKeyCombination(CTRL, Qt.Key.Key_Y), QKeyCombination(CTRL | SHIFT, Qt.Key.Key_Z))


@dataclass(slots=True)
class Step:
    """What was there, what came, where and when."""

    key: str
    before: Any
    after: Any
    at: float


class History(QObject):
    """The steps of one open record: plain copies of its content, taken and put back by two functions.

    Not a QUndoStack: its commands, once merged, are freed by Qt under Python's feet.
    ``moved`` when there is more, or less, to take back or to do again.
    """

    moved = Signal()

    def __init__(
        self, take: Callable[[], Any], put: Callable[[Any, str], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._take, self._put, self._clock = take, put, clock
        self._steps: list[Step] = []
        self._undone: list[Step] = []
        self._last: Any = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def reset(self) -> None:
        """Another record, or the answer of a save: start from what is shown now."""
        self._steps.clear()
        self._undone.clear()
        self._last = self._take()
        self.moved.emit()

    def refresh(self) -> None:
        """The content was completed by the base, not by the person: later steps start from it."""
        self._last = self._take()

    def record(self, key: str) -> None:
        """The person changed that datum."""
        now, at = self._take(), self._clock()
        self._undone.clear()
        last = self._steps[-1] if self._steps else None
        if last is not None and last.key == key and at - last.at < BURST_S:
            last.after, last.at = now, at
        else:
            self._steps.append(Step(key, self._last, now, at))
            del self._steps[:-STEPS]
        self._last = now
        self.moved.emit()

    def undo(self) -> bool:
        """Put back what was before the last step; False when there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        self._undone.append(step)
        self._go(step.before, step.key)
        return True

    def redo(self) -> bool:
        """Put back the step undone last; False when there is none."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._steps.append(step)
        self._go(step.after, step.key)
        return True

    def _go(self, content: Any, key: str) -> None:
        self._put(content, key)
        self._last = self._take()
        for step in self._steps[-1:]:
            step.at = float("-inf")  # a new burst starts a new step
        self.moved.emit()


class UndoKeys(QObject):
    """Ctrl+Z and Ctrl+Y anywhere in a page: text widgets would keep these keys for their own text only.

    Once nothing of the page is left to take back, or do again, they are the window's: what was done before.
    """

    def __init__(self, page: QWidget, history: History) -> None:
        super().__init__(page)
        self._page, self._history = page, history
        self._watched: QWidget | None = None
        self._watch = FocusWatch(page)
        self._watch.moved.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Qt's hook, on the one widget that has the focus."""
        kind = event.type()
        if kind not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride} or not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if not undo and not is_redo(event):
            return False
        can = self._history.can_undo if undo else self._history.can_redo
        event.setAccepted(can or kind == QEvent.Type.KeyPress)
        if kind == QEvent.Type.KeyPress:
            if undo:
                self._history.undo()
            else:
                self._history.redo()
        return True

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if new is not None and self._page.isAncestorOf(new):
            self._watched = new
            new.installEventFilter(self)
            new.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None


class TextUndo(QObject):
    """Ctrl+Z in a text that has nothing to take back goes to the window, Ctrl+Y too: a text keeps them for nothing.

    `elsewhere` tells the widgets that another undo looks after.
    """

    def __init__(self, window: QWidget, elsewhere: Callable[[QWidget], bool]) -> None:
        super().__init__(window)
        self._window, self._elsewhere = window, elsewhere
        self._watched: QWidget | None = None
        self._watch = FocusWatch(window)
        self._watch.moved.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook, on the text that has the focus."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if not (undo or is_redo(event)) or _can(watched, undo=undo):
            return False
        event.ignore()
        return True

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if isinstance(new, QLineEdit | QPlainTextEdit) and self._window.isAncestorOf(new) and not self._elsewhere(new):
            self._watched = new
            new.installEventFilter(self)
            new.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y or Ctrl+Maj+Z, whatever the system calls redo."""
    return event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() in REDO


def _can(text: QObject, *, undo: bool) -> bool:
    """Whether a text has something to take back, or to do again."""
    held = text.document() if isinstance(text, QPlainTextEdit) else text
    if not isinstance(held, QLineEdit | QTextDocument):
        return False
    return held.isUndoAvailable() if undo else held.isRedoAvailable()
