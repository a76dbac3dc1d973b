"""What every editor of a datum answers: the value read, what was typed and not understood, where the focus goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pvdesk.kit.reading import Unread, read
from pvdesk.kit.schema import Datum

Today = Callable[[], dt.date]


class Editor(QObject):
    """The editor of one datum, around one widget.

    ``changed`` is emitted at each key or choice, never by ``write``; ``settled`` when the person has finished with it.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, datum: Datum, widget: QWidget, today: Today) -> None:
        super().__init__(widget)
        self.datum = datum
        self.widget = widget
        self.today = today
        self.names: Mapping[str, str] = {}
        self._writing = False

    @property
    def focus_widget(self) -> QWidget:
        """Where the label leads."""
        return self.widget

    def focus(self) -> None:
        """Put the focus where the value is typed."""
        self.focus_widget.setFocus()

    def read(self) -> Any:
        """The value; None for nothing, or for what is not understood."""
        return None

    def raw(self) -> str:
        """What was typed and is not understood; empty otherwise."""
        return ""

    def note(self) -> str:
        """What to say about `raw`: a French sentence with the remedy; empty when all is understood."""
        return ""

    def write(self, value: Any, names: Mapping[str, str]) -> None:
        """Show a value, telling nobody.

        Args:
            value: as `read` gives it.
            names: of what references point to, by key.
        """
        self._writing = True
        try:
            self.names = names
            self.show_value(value)
        finally:
            self._writing = False

    def write_raw(self, typed: str) -> None:
        """Put back what was typed and not understood."""
        self._writing = True
        try:
            self.show_raw(typed)
        finally:
            self._writing = False

    def show_value(self, value: Any) -> None:
        """Show a value: what each editor defines."""

    def show_raw(self, typed: str) -> None:
        """Show a text that is no value; only editors that are typed into know how."""

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the value be read without being changed."""
        self.widget.setEnabled(not read_only)

    def tell(self) -> None:
        """Say that the person changed something."""
        if not self._writing:
            self.changed.emit()

    def parse(self, typed: str) -> tuple[Any, str]:
        """(value, ""), or (None, why it is not understood)."""
        try:
            return read(self.datum, typed, self.today()), ""
        except Unread as error:
            return None, str(error)
