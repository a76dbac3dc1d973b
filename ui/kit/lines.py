"""Lists of lines in a form: each line in its box, one editor per datum, added and removed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.validation import Finding
from ui.kit.announce import announce
from ui.kit.binding import Binding, narrow
from ui.kit.columns import WHOLE, Columns
from ui.kit.editor import Today
from ui.kit.editors import offer_of
from ui.kit.form_field import FormField
from ui.kit.keys import slip_in, stops, watch_enter
from ui.kit.layouts import button, frame, hbox, vbox


class LinesView(QWidget):
    """What a form asks of the editor of a list of lines, generic or made for one list.

    It changes the lines of the draft in place and tells it by ``changed``.
    """

    changed = Signal()
    reason_given = Signal(str, str)  # rule, reason: of a warning shown in a line
    opened = Signal(str, str)  # table, uid: of a fiche that a line leads to
    at = ""  # « uid/datum » of the cell changed last, where each is a step of its own to take back

    @property
    def stop(self) -> QWidget:
        """What takes the focus, and says what is wrong, while there is no line."""
        return self

    def bind(self, draft: Draft) -> None:
        """Show the lines of a draft and edit them from now on."""
        raise NotImplementedError

    def tables(self) -> set[str]:
        """The tables whose names it needs."""
        return set()

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the names of a table."""

    def narrow(self) -> None:
        """The person changed a datum of the record that proposals may depend on (`About.among`)."""

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark what was found in lines: `champ` is « key/uid/datum »."""

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum of a line (« key/uid/datum »), or on the first line (« key »)."""
        raise NotImplementedError

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the lines be read without being changed."""
        self.setEnabled(not read_only)


def blank_line(datum: Datum) -> LineDraft:
    """A new line of a list, with the defaults of its columns."""
    of: Any = datum.type
    values: dict[str, Any] = {}
    assert datum.lines is not None
    for inner in datum.lines.stored:
        default = of.__table__.c[inner.key].default
        values[inner.key] = default.arg if default is not None and default.is_scalar else None
    return LineDraft(new_uid(), values)


class LineBox(QWidget):
    """One line: its fields, and the button that removes it."""

    changed = Signal()
    remove_asked = Signal()
    next_asked = Signal()
    birth_asked = Signal(str)  # key of the datum whose name begins a fiche

    def __init__(self, datum: Datum, rank: int, today: Today, *, hidden: frozenset[str] = frozenset()) -> None:
        super().__init__()
        assert datum.lines is not None
        self._datum = datum
        self.uid = ""
        data = [d for d in datum.lines.data if d.kind is not Kind.LINES and d.key not in hidden]
        self.binding = Binding(data, today)
        self.binding.changed.connect(self._changed)
        self.binding.settled.connect(self._settle)
        self.fields: dict[str, FormField] = {}
        self.columns = columns = Columns(most=4 if len(data) > 3 else 3, narrowest=150)
        for inner in data:
            editor = self.binding.editors[inner.key]
            field = FormField(inner.label, editor.widget, inner.about.help, focus=editor.focus_widget)
            editor.focus_widget.setAccessibleName(f"{inner.label}, {datum.label} {rank}")
            watch_enter(editor.focus_widget, self._go_on)
            field.offer_taken.connect(self._offered)
            columns.add(field, WHOLE if inner.kind is Kind.LONG else 1)
            self.fields[inner.key] = field
        columns.lay()
        self.remove = button("", "quiet", icon="corbeille", name=f"Retirer {datum.label.lower()} {rank}")
        self.remove.clicked.connect(self.remove_asked)
        box = frame("sunken")
        row = hbox((columns, 1), self.remove, margins=(14, 10, 6, 12), spacing=6, parent=box)
        row.setAlignment(self.remove, Qt.AlignmentFlag.AlignTop)
        vbox(box, parent=self)

    def show_line(self, line: LineDraft, names: Mapping[str, str], saisies: dict[str, str]) -> None:
        """Show a line and change it from now on."""
        self.uid = line.uid
        self.binding.bind(line.values, saisies, names, f"{self._datum.key}/{line.uid}/")
        for key in self.fields:
            self._settle(key)

    def focus_first(self) -> None:
        """Go to the first datum."""
        next(iter(self.binding.editors.values())).focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, key: str) -> None:
        if not self.binding.editors[key].raw():
            self.fields[key].set_note("")
        self.changed.emit()

    def _settle(self, key: str) -> None:
        editor = self.binding.editors[key]
        self.fields[key].set_note(editor.note(), offer_of(editor))

    def _offered(self) -> None:
        self.birth_asked.emit(next(key for key, field in self.fields.items() if field is self.sender()))

    def _go_on(self, widget: QWidget) -> None:
        """Enter: the next datum, or the next line after the last."""
        targets = [editor.focus_widget for editor in self.binding.editors.values()]
        place = targets.index(widget) + 1
        if place < len(targets):
            targets[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.next_asked.emit()


class LineList(LinesView):
    """The generic editor of a list of lines; Enter after the last datum goes to the next line, or makes one."""

    birth_asked = Signal(object, str)  # the box, the datum whose name begins a fiche

    def __init__(self, datum: Datum, today: Today) -> None:
        super().__init__()
        self._datum = datum
        self._today = today
        self._draft = Draft("", "")
        self._choices: dict[str, Mapping[str, str]] = {}
        self.boxes: list[LineBox] = []
        self.add_button: QPushButton = button("Ajouter une ligne", icon="ajouter", name="")
        self.add_button.setAccessibleName(f"Ajouter une ligne\u00a0: {datum.label}")
        self.add_button.clicked.connect(self.add)
        self._column: QVBoxLayout = vbox(hbox(self.add_button, None), spacing=8, parent=self)

    @property
    def stop(self) -> QWidget:
        """The button that makes a first line."""
        return self.add_button

    @property
    def lines(self) -> list[LineDraft]:
        """The lines of the draft shown."""
        return self._draft.lines.setdefault(self._datum.key, [])

    def bind(self, draft: Draft) -> None:
        """Show the lines of a draft."""
        self._draft = draft
        while len(self.boxes) > len(self.lines):
            self._drop(self.boxes[-1])
        while len(self.boxes) < len(self.lines):
            self._build()
        for box, line in zip(self.boxes, self.lines, strict=True):
            box.show_line(line, draft.names, draft.saisies)
            narrow(box.binding.editors.values(), draft.values, typed=False)

    def narrow(self) -> None:
        """Propose again what belongs to the record."""
        for box in self.boxes:
            narrow(box.binding.editors.values(), self._draft.values, typed=True)

    def tables(self) -> set[str]:
        """The tables that its lines point to."""
        assert self._datum.lines is not None
        return {d.target for d in self._datum.lines.data if d.kind is Kind.REFERENCE}

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the names of a table."""
        self._choices[table] = names
        for box in self.boxes:
            self._give_choices(box)

    def add(self) -> None:
        """A new line, the focus on its first datum."""
        self.lines.append(self._blank())
        self._build().show_line(self.lines[-1], self._draft.names, self._draft.saisies)
        narrow(self.boxes[-1].binding.editors.values(), self._draft.values, typed=False)
        self.boxes[-1].focus_first()
        self.changed.emit()
        announce(self, f"{self._datum.label}, ligne {len(self.lines)} ajoutée")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark what was found in lines."""
        for box in self.boxes:
            for key, field in box.fields.items():
                path = f"{self._datum.key}/{box.uid}/{key}"
                field.show_findings([f for f in findings if f.champ == path])

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum of a line, on the first line, or on « Ajouter »."""
        _, _, rest = champ.partition("/")
        uid, _, key = rest.partition("/")
        box = next((b for b in self.boxes if b.uid == uid), self.boxes[0] if self.boxes else None)
        if box is None:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in box.fields:
            box.fields[key].go()
        else:
            box.focus_first()

    def _blank(self) -> LineDraft:
        return blank_line(self._datum)

    def make_box(self, rank: int) -> LineBox:
        """A box for a line; a list with boxes of its own makes them here."""
        return LineBox(self._datum, rank, self._today)

    def _build(self) -> LineBox:
        box = self.make_box(len(self.boxes) + 1)
        box.changed.connect(self.changed)
        box.remove_asked.connect(self._remove)
        box.next_asked.connect(self._next)
        box.birth_asked.connect(self._ask_birth)
        for field in box.fields.values():
            field.reason_given.connect(self.reason_given)
        self._give_choices(box)
        self.boxes.append(box)
        self._column.insertWidget(self._column.count() - 1, box)  # before « Ajouter une ligne »
        slip_in(stops(box), self.add_button)
        return box

    def _ask_birth(self, key: str) -> None:
        self.birth_asked.emit(self.sender(), key)

    def _give_choices(self, box: LineBox) -> None:
        for table, names in self._choices.items():
            box.binding.set_choices(table, names)

    def _drop(self, box: LineBox) -> None:
        self.boxes.remove(box)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _remove(self) -> None:
        box = self.sender()
        assert isinstance(box, LineBox)
        place = self.boxes.index(box)
        start = f"{self._datum.key}/{box.uid}/"
        for path in [path for path in self._draft.saisies if path.startswith(start)]:
            del self._draft.saisies[path]
        del self.lines[place]
        self._drop(box)
        (self.boxes[min(place, len(self.boxes) - 1)].remove if self.boxes else self.add_button).setFocus()
        self.changed.emit()
        announce(self, f"{self._datum.label}, ligne {place + 1} retirée")

    def _next(self) -> None:
        """After the last datum of a line: the next one, a new one when the last line says something."""
        box = self.sender()
        assert isinstance(box, LineBox)
        place = self.boxes.index(box) + 1
        if place < len(self.boxes):
            self.boxes[place].focus_first()
        elif any(value is not None for value in self.lines[-1].values.values()):
            self.add()
        else:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)
