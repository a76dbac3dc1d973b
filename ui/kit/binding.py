"""Editors bound to plain values: what lines, points and actions share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from pvdesk.kit.schema import Datum
from ui.kit.editor import Editor, Today
from ui.kit.editors import ReferenceEditor, make_editor


def give(editors: Iterable[Editor], table: str, names: Mapping[str, str]) -> None:
    """Hand the names of a table to the editors that point to it."""
    for editor in editors:
        if isinstance(editor, ReferenceEditor) and editor.datum.target == table:
            editor.set_choices(names)


def narrow(editors: Iterable[Editor], record: Mapping[str, Any], *, typed: bool) -> None:
    """Propose only what belongs to the record's own data (`About.among`); `typed` when one was just changed."""
    for editor in editors:
        if isinstance(editor, ReferenceEditor) and editor.datum.about.among:
            editor.narrow(record.get(editor.datum.about.among), typed=typed)


class Binding(QObject):
    """One editor per datum, that reads and writes a dict of values; what is not understood goes to `saisies`.

    ``changed(key)`` at each change by the person, ``settled(key)`` when they have finished with a datum.
    """

    changed = Signal(str)
    settled = Signal(str)

    def __init__(self, data: Iterable[Datum], today: Today) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {datum.key: make_editor(datum, today) for datum in data}
        self._values: dict[str, Any] = {}
        self._saisies: dict[str, str] = {}
        self._prefix = ""
        for editor in self.editors.values():
            editor.changed.connect(self._take)
            editor.settled.connect(self._settle)

    def bind(self, values: dict[str, Any], saisies: dict[str, str], names: Mapping[str, str], prefix: str = "") -> None:
        """Show values and change them from now on; `prefix` stands before the keys in `saisies`."""
        self._values, self._saisies, self._prefix = values, saisies, prefix
        for key, editor in self.editors.items():
            editor.write(values.get(key), names)
            if prefix + key in saisies:
                editor.write_raw(saisies[prefix + key])

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the names of a table."""
        give(self.editors.values(), table, names)

    def _take(self) -> None:
        editor = self.sender()
        if not isinstance(editor, Editor):
            return
        key, value, typed = editor.datum.key, editor.read(), editor.raw()
        if self._values.get(key) == value and self._saisies.get(self._prefix + key, "") == typed:
            return
        self._values[key] = value
        if typed:
            self._saisies[self._prefix + key] = typed
        else:
            self._saisies.pop(self._prefix + key, None)
        self.changed.emit(key)

    def _settle(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self.settled.emit(editor.datum.key)
