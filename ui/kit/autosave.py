"""Saving by itself: 1.5 s after a key at most, when a field or the window is left, on close; and saying so."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pvdesk.base import francais
from ui.kit.announce import announce
from ui.kit.focus_watch import FocusWatch
from ui.kit.layouts import hbox, label, recolor
from ui.kit.tasks import OnError, OnResult
from ui.theme import icons
from ui.theme.theme import current

DELAY_MS = 1500  # from the first key that is not saved yet: a dead machine loses less than 2 s
SHOWN_AFTER_MS = 500
RETRY_MS = 5000
QUIET_S = 60.0  # a screen reader hears « enregistré » once a minute at most


class State(Enum):
    """What the indicator says."""

    IDLE = "idle"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class Document(Protocol):
    """What is saved by itself: a draft, a meeting with its actions."""

    def snapshot(self) -> Any | None:
        """A copy of what is to be saved; None when nothing is."""

    def save(self, sent: Any, on_result: OnResult, on_error: OnError) -> None:
        """Save a copy in the thread of the base."""

    def take(self, sent: Any, stored: Any) -> None:
        """Receive what the base now holds; what was typed since is not to be covered."""


class Autosave(QObject):
    """Saves a document after each touch, one save at a time, the newest content last.

    ``saved`` is emitted when everything typed is in the base; ``state_changed`` for the indicator.
    """

    saved = Signal()
    state_changed = Signal()

    def __init__(self, document: Document, page: QWidget, now: Callable[[], dt.datetime]) -> None:
        super().__init__(page)
        self._document = document
        self._page = page
        self._now = now
        self._pending = False
        self._sent: Any = None
        self._then: list[Callable[[], object]] = []
        self.state = State.IDLE
        self.saved_at: dt.datetime | None = None
        self.error: Exception | None = None
        self._timer = self._make_timer(DELAY_MS, self.flush)
        self._slow = self._make_timer(SHOWN_AFTER_MS, self._show_saving)
        self._watch = FocusWatch(page)
        self._watch.moved.connect(self._focus_moved)
        self._watch.left.connect(self._window_left)

    def _make_timer(self, delay: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(delay)
        timer.timeout.connect(slot)
        return timer

    @property
    def pending(self) -> bool:
        """Something typed is not in the base yet."""
        return self._pending or self._sent is not None

    def touch(self) -> None:
        """The person changed something. The delay runs from the first change, so that typing without a pause saves."""
        self._pending = True
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)

    def flush(self, then: Callable[[], object] | None = None) -> None:
        """Save now what is pending; `then`, a bound method, is called once everything is in the base."""
        if then is not None:
            self._then.append(then)
        if self._sent is not None:
            return
        self._timer.stop()
        snapshot = self._document.snapshot() if self._pending else None
        self._pending = False
        if snapshot is None:
            self._all_saved()
            return
        self._sent = snapshot
        if self.state is not State.FAILED:
            self._slow.start()
        self._document.save(snapshot, self._done, self._failed)

    def held(self) -> Any | None:
        """What is typed and not saved, None when everything is."""
        return self._document.snapshot()

    def retry(self) -> None:
        """Try again after a failure."""
        self.flush()

    def forget(self) -> None:
        """Another document is shown: nothing of the former is pending any more."""
        self._timer.stop()
        self._slow.stop()
        self._pending, self._sent, self.error = False, None, None
        self._then.clear()
        self._set(State.IDLE)

    def _done(self, stored: Any) -> None:
        """The base answered: keep what was typed since, and save it in turn."""
        sent, self._sent, self.error = self._sent, None, None
        self._slow.stop()
        self._document.take(sent, stored)
        self.saved_at = self._now()
        if self._pending and self._then:
            self.flush()
            return
        self._set(State.SAVED)
        if not self._pending:
            self._all_saved()

    def _failed(self, error: Exception) -> None:
        """Nothing is lost: the form still holds everything, and tries again by itself."""
        self._sent = None
        self._pending = True
        self.error = error
        self._then.clear()
        self._slow.stop()
        self._set(State.FAILED)
        self._timer.start(RETRY_MS)

    def _all_saved(self) -> None:
        todo, self._then = self._then, []
        for then in todo:
            then()
        self.saved.emit()

    def _show_saving(self) -> None:
        if self._sent is not None:
            self._set(State.SAVING)

    def _set(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._pending and old is not None and old is not new and self._page.isAncestorOf(old):
            self.flush()

    def _window_left(self) -> None:
        if self._pending:
            self.flush()


def words_of(autosave: Autosave) -> str:
    """« Enregistré à 18 h 42 », « Enregistrement… », « Non enregistré »: why, and what to do, stand under the head."""
    if autosave.state is State.SAVING:
        return "Enregistrement…"
    if autosave.state is State.SAVED and autosave.saved_at is not None:
        return f"Enregistré à {francais.heure(autosave.saved_at)}"
    return "Non enregistré" if autosave.state is State.FAILED else ""


class SaveIndicator(QWidget):
    """Top right of a form: three states, each with its text and its icon; the failure is loud and stays."""

    LOOKS = {  # noqa: RUF012 — a table that never changes
        State.SAVING: ("attente", "text.muted"),
        State.SAVED: ("fait", "success"),
        State.FAILED: ("erreur", "error"),
    }

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self._autosave = autosave
        self._said = 0.0
        self._icon = label("")
        self._text = label("")
        hbox(self._icon, self._text, spacing=6, parent=self)
        autosave.state_changed.connect(self.show_state)
        self.show_state()

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_state(self) -> None:
        """Say the state of the saving."""
        state, theme = self._autosave.state, current()
        words = words_of(self._autosave)
        self.setVisible(bool(words))
        if not words:
            return
        icon, tint = self.LOOKS[state]
        self._icon.setPixmap(icons.pixmap(theme, icon, tint, theme.px(18)))
        self._text.setText(words)
        self._text.setFont(theme.font("strong" if state is State.FAILED else "body"))
        recolor(self._text, "error" if state is State.FAILED else "text.muted")
        self.setAccessibleName(f"Enregistrement automatique\u00a0: {words}")
        self._announce(words, urgent=state is State.FAILED)

    def _announce(self, words: str, *, urgent: bool) -> None:
        quiet = time.monotonic() - self._said < QUIET_S
        if self._autosave.state is State.SAVING or (quiet and not urgent):
            return
        self._said = time.monotonic()
        announce(self, words, urgent=urgent)
