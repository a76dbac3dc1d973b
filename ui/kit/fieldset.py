"""The fields of one draft, wherever a form puts them: reading, writing, what is found wrong, where the focus goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.base import Record
from pvdesk.base import francais
from pvdesk.kit.draft import Draft
from pvdesk.kit.live import live
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.validation import Finding
from ui.kit.banner import ErrorLine
from ui.kit.binding import give, narrow
from ui.kit.editor import Editor, Today
from ui.kit.editors import ReferenceEditor, make_editor, offer_of
from ui.kit.form_field import FormField
from ui.kit.keys import focus_next, watch_enter
from ui.kit.lines import LineList, LinesView
from ui.kit.name_book import Choices, NameBook


class FieldSet(QObject):
    """Builds the fields of a record type and keeps a draft up to date with what is typed in them.

    ``edited(key)`` at each change by the person; ``settled(key)`` when they have finished with a datum;
    ``opened(table, uid)`` for a fiche that a line leads to.
    """

    edited = Signal(str)
    settled = Signal(str)
    opened = Signal(str, str)

    def __init__(self, model: type[Record], today: Today, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.schema = schema(model)
        self.draft = Draft(self.schema.table, "")
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, FormField] = {}
        self.lists: dict[str, LinesView] = {}
        self._today = today
        self.book = NameBook(choices, self)
        self.book.came.connect(self._give)
        self._writing = False

    # ---- build
    def editor(self, key: str, made: Editor | None = None) -> Editor:
        """The editor of a datum, without a field around it; the one `made` elsewhere when it is given."""
        editor = made or make_editor(self.schema[key], self._today)
        editor.changed.connect(self._take)
        editor.settled.connect(self._settle)
        self.editors[key] = editor
        if isinstance(editor, ReferenceEditor):
            self.book.ask(editor.datum.target)
        return editor

    def field(self, key: str) -> FormField:
        """The field of a datum; « (facultatif) » beside the label when it may stay empty.

        The hint of a line stands inside it while it is empty, so that fields of one row stay level.
        """
        datum, editor = self.schema[key], self.editor(key)
        optional = not datum.about.required and datum.kind not in {Kind.COMPUTED, Kind.BOOL}
        line, hint = editor.focus_widget, datum.about.help
        under = "" if isinstance(line, QLineEdit) else hint
        made = FormField(datum.label, editor.widget, under, optional=optional, focus=line)
        if isinstance(line, QLineEdit):
            made.hint = _hint_inside(line, hint)
        watch_enter(editor.focus_widget, focus_next)
        return self.own(made, key)

    def group(self, title: str, keys: Sequence[str], arranged: QWidget) -> FormField:
        """One field for several data whose editors stand in `arranged`; the label leads to the first."""
        for key in keys:
            widget = self.editors[key].focus_widget
            widget.setAccessibleName(f"{title}\u00a0: {self.schema[key].label.lower()}")
            watch_enter(widget, focus_next)
        arranged.setAccessibleName(title)
        made = self.own(FormField(title, arranged, focus=self.editors[keys[0]].focus_widget), keys[0])
        self.fields |= dict.fromkeys(keys, made)
        return made

    def lines(self, key: str, view: LinesView | None = None) -> FormField:
        """The field of a list of lines, edited by `view` or by the generic list."""
        datum = self.schema[key]
        view = view or LineList(datum, self._today)
        view.changed.connect(partial(self._lines_changed, key))
        view.reason_given.connect(self._take_reason)
        view.opened.connect(self.opened)
        self.lists[key] = view
        for table in sorted(view.tables()):
            self.book.ask(table)
        return self.own(FormField(datum.label, view, datum.about.help, focus=view.stop), key)

    def own(self, field: FormField, key: str) -> FormField:
        """Look after the field of a datum."""
        field.reason_given.connect(self._take_reason)
        self.fields[key] = field
        return field

    # ---- the draft
    def bind(self, draft: Draft) -> None:
        """Show a draft, and write into it what is typed from now on."""
        self.draft = draft
        self.refresh()

    def refresh(self, keys: Iterable[str] | None = None) -> None:
        """Show again what the draft holds, of these data only when given."""
        self._writing = True
        self.draft.computed |= live(self.schema, self.draft)
        wanted = set(keys) if keys is not None else {*self.editors, *self.lists}
        for key in wanted & self.editors.keys():
            self._show(key)
        narrow(self.editors.values(), self.draft.values, typed=False)
        for key in wanted & self.lists.keys():
            self.lists[key].bind(self.draft)
        self._writing = False

    def show_computed(self, computed: Mapping[str, object] | None = None) -> None:
        """Show the data that follow from the others, or those told live; what has nothing to say takes no room."""
        computed = live(self.schema, self.draft) if computed is None else computed
        for key in computed.keys() & self.editors.keys():
            self.editors[key].write(computed[key], {})
            self._fold(key, computed[key])

    def _fold(self, key: str, value: object) -> None:
        if key in self.fields and self.fields[key].editor is self.editors[key].widget:
            self.fields[key].setVisible(value not in {None, ""})

    # ---- what is wrong
    def show_findings(self, findings: Sequence[Finding]) -> list[ErrorLine]:
        """Say each finding at its field.

        Returns:
            For the summary, the sentence and the way of each finding that stops.
        """
        for field, keys in _keys_by_field(self.fields).items():
            mine = [f for f in findings if f.champ in keys]
            first = next((f.champ for f in mine if f.stops and f.champ in self.editors), "")
            field.show_findings(mine, self.editors[first].focus_widget if first else None)
        for key, view in self.lists.items():
            view.show_findings([f for f in findings if f.champ.startswith(f"{key}/")])
        return [(f.phrase, partial(self.go_to, f.champ)) for f in findings if f.stops]

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum (« key », or « key/uid/datum » of a line)."""
        key = champ.partition("/")[0]
        if key in self.lists:
            self.lists[key].go_to(champ)
        elif key in self.editors and self.fields[key].editor is not self.editors[key].widget:
            self.editors[key].focus()
        elif key in self.fields:
            self.fields[key].go()

    # ---- slots
    def _show(self, key: str) -> None:
        editor, draft = self.editors[key], self.draft
        computed = editor.datum.kind is Kind.COMPUTED
        editor.write((draft.computed if computed else draft.values).get(key), draft.names)
        if computed:
            self._fold(key, draft.computed.get(key))
        if key in draft.saisies:
            editor.write_raw(draft.saisies[key])
        self._say(key)

    def _say(self, key: str) -> None:
        """The note about what is not understood; the weekday of a date."""
        if key not in self.fields:
            return
        editor, field = self.editors[key], self.fields[key]
        if field.editor is editor.widget:
            field.set_note("" if field.error else editor.note(), offer_of(editor))
            if editor.datum.kind is Kind.DATE:
                value = self.draft.values.get(key)
                field.set_suffix(francais.JOURS[value.weekday()] if isinstance(value, dt.date) else "")
        else:
            field.set_note(" ".join(self.editors[k].note() for k, f in self.fields.items() if f is field).strip())

    def _take(self) -> None:
        """Read what the person has just changed."""
        editor = self.sender()
        if self._writing or not isinstance(editor, Editor):
            return
        key, draft = editor.datum.key, self.draft
        value, typed = editor.read(), editor.raw()
        if draft.values.get(key) == value and draft.saisies.get(key, "") == typed:
            return
        draft.values[key] = value
        if typed:
            draft.saisies[key] = typed
        else:
            draft.saisies.pop(key, None)
            self._say(key)
        narrow(self.editors.values(), draft.values, typed=True)
        for view in self.lists.values():
            view.narrow()
        self.show_computed()
        self.edited.emit(key)

    def _settle(self) -> None:
        if isinstance(editor := self.sender(), Editor) and not self._writing:
            self._say(editor.datum.key)
            self.settled.emit(editor.datum.key)

    def _lines_changed(self, key: str) -> None:
        if not self._writing:
            self.show_computed()
            self.edited.emit(f"{key}/{at}" if (at := self.lists[key].at) else key)

    def _take_reason(self, rule: str, reason: str) -> None:
        if reason:
            self.draft.motifs[rule] = reason
        else:
            self.draft.motifs.pop(rule, None)
        self.edited.emit(rule)

    def _give(self, table: str) -> None:
        names = self.book.names(table)
        give(self.editors.values(), table, names)
        for view in self.lists.values():
            if table in view.tables():
                view.set_choices(table, names)


def _hint_inside(line: QLineEdit, hint: str) -> str:
    if hint:
        line.setPlaceholderText(hint)
        line.setToolTip(hint)
        line.setAccessibleDescription(hint)
    return hint


def _keys_by_field(fields: Mapping[str, FormField]) -> dict[FormField, list[str]]:
    """A field may hold several data."""
    found: dict[FormField, list[str]] = {}
    for key, field in fields.items():
        found.setdefault(field, []).append(key)
    return found
