"""A fiche made from the line that would point to it: its name is known, the rest is completed later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.store import copie
from ui.kit.editor import Editor
from ui.kit.editors import ReferenceEditor, born_here
from ui.kit.fieldset import FieldSet
from ui.kit.lines import LineBox, LineList
from ui.kit.messages import Messages
from ui.operations import Operations


class Naming(QObject):
    """Makes what a field offers under a name that is not listed, then points the datum to it."""

    def __init__(self, fields: FieldSet, operations: Operations, messages: Messages | None = None) -> None:
        super().__init__(fields)
        self._fields, self._operations, self._messages = fields, operations, messages
        for key, editor in fields.editors.items():
            if isinstance(editor, ReferenceEditor) and born_here(editor.datum):
                fields.fields[key].offer_taken.connect(self._make)
        for view in fields.lists.values():
            if isinstance(view, LineList):
                view.birth_asked.connect(self._make_of_line)

    def _make(self) -> None:
        key = next(key for key, field in self._fields.fields.items() if field is self.sender())
        editor = self._fields.editors[key]
        self._begin(editor, partial(self._made, key, editor.raw().strip()))

    def _make_of_line(self, box: LineBox, key: str) -> None:
        editor = box.binding.editors[key]
        self._begin(editor, partial(self._made_of_line, box, key, editor.raw().strip()))

    def _begin(self, editor: Editor, then: Callable[[Draft], None]) -> None:
        table, name = editor.datum.target, editor.raw().strip()
        self._operations.write(partial(copie.naitre, table=table, nom=name), then, table=table)

    def _say(self, name: str, made: Draft) -> None:
        if self._messages is not None:
            kind = FICHES[made.type].singular
            self._messages.info(f"{kind} «\u00a0{name}\u00a0»\u00a0: fiche à compléter plus tard.")

    def _made_of_line(self, box: LineBox, key: str, name: str, made: Draft) -> None:
        self._say(name, made)
        boxes = (one for view in self._fields.lists.values() if isinstance(view, LineList) for one in view.boxes)
        editor = box.binding.editors[key]
        if box in boxes and isinstance(editor, ReferenceEditor):  # else the line was removed meanwhile
            editor.set_choices({made.uid: name})
            editor.tell()
            editor.focus()

    def _made(self, key: str, name: str, made: Draft) -> None:
        self._say(name, made)
        editor, draft = self._fields.editors[key], self._fields.draft
        assert isinstance(editor, ReferenceEditor)
        editor.set_choices({made.uid: name})
        draft.values[key] = made.uid
        draft.saisies.pop(key, None)
        self._fields.refresh((key,))
        editor.focus()
        self._fields.edited.emit(key)
