"""One decision or action of a meeting: its nature decides what the rest of the row asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from db.models.seance import NatureSuite
from db.search import fold
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Schema
from pvdesk.kit.validation import Finding
from ui.kit.binding import Binding
from ui.kit.columns import Columns
from ui.kit.completion import Proposals
from ui.kit.editor import Today
from ui.kit.editors import Choice, TypedEditor
from ui.kit.form_field import FormField
from ui.kit.keys import watch_enter
from ui.kit.layouts import button, hbox, vbox
from ui.kit.wrapping import Wrapping
from ui.theme.theme import current

ACTION = "action"
LETTERS = {"A": ACTION, "D": NatureSuite.DECISION}
SUITE_KEYS = ("libelle", "sens", "pour", "contre", "abstentions")
SUITE_MORE = ("mode", "sans_part", "motif")
ACTION_KEYS = ("libelle", "responsable", "echeance")
ACTION_MORE = ("organisme_uid", "priorite", "statut")
WIDTHS = {"sens": 150, "pour": 78, "contre": 78, "abstentions": 78, "responsable": 190, "echeance": 146}
HINTS = {
    "libelle": "Ce qui est décidé ou à faire",
    "responsable": "Responsable",
    "echeance": "Échéance",
    "pour": "Pour",
    "contre": "Contre",
    "abstentions": "Abst.",
}
NATURE_PX = 164
TOOLS_PX = 90
STACKED_PX = 760  # under this width, what follows the text goes under it
SHORTEST = 2  # letters from which a name is completed on Enter


class NatureCombo(Choice):
    """Action or one of the natures of a suite; A and D choose without opening the list."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.addItem("Action", ACTION)
        for nature in NatureSuite:
            self.addItem(nature.libelle, nature.value)
        self.setFixedWidth(current().px(NATURE_PX))
        self.activated.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A: action. D: décision."""
        nature = LETTERS.get(event.text().upper())
        if nature is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self.setCurrentIndex(self.findData(nature.value if isinstance(nature, NatureSuite) else nature))
        self._tell()

    def nature(self) -> NatureSuite | str:
        """What is chosen."""
        code = str(self.currentData())
        return next((nature for nature in NatureSuite if nature.value == code), ACTION)

    def show_nature(self, nature: NatureSuite | str | None) -> None:
        """Show a nature, telling nobody."""
        code = nature.value if isinstance(nature, NatureSuite) else ACTION
        self.setCurrentIndex(self.findData(code))

    def _tell(self) -> None:
        self.chosen.emit(self.nature())


class Person(QObject):
    """Completes a responsible person on Enter when what is typed begins one name only."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._names: tuple[str, ...] = ()
        self._proposals = Proposals(line)
        line.returnPressed.connect(self._complete)

    def set_names(self, names: Sequence[str]) -> None:
        """Who is proposed."""
        self._names = tuple(names)
        self._proposals.set_names(names)

    def _complete(self) -> None:
        typed = fold(self._line.text().strip())
        if len(typed) < SHORTEST:
            return
        found = [name for name in self._names if any(word.startswith(typed) for word in fold(name).split())]
        if len(found) == 1:
            self._line.setText(found[0])


class SuiteRow(QWidget):
    """`item` is the line or the action shown; ``changed`` at each key, ``nature_chosen`` when it is to be another."""

    changed = Signal()
    next_asked = Signal()
    nature_chosen = Signal(object)
    remove_asked = Signal()

    def __init__(self, suite: Schema, action: Schema, today: Today) -> None:
        super().__init__()
        self.item: LineDraft | Draft = LineDraft("")
        self.name = ""
        self.combo = NatureCombo()
        self.combo.chosen.connect(self.nature_chosen)
        self._stacked = current().px(STACKED_PX)
        self._bindings = {
            True: Binding([action[key] for key in (*ACTION_KEYS, *ACTION_MORE[1:])], today),
            False: Binding([suite[key] for key in (*SUITE_KEYS, *SUITE_MORE)], today),
        }
        self.more = button("", "quiet", icon="autres", tip="Autres données")
        self.more.setCheckable(True)
        self.remove = button("", "quiet", icon="corbeille", tip="Retirer cette ligne")
        self.remove.clicked.connect(self.remove_asked)
        self._rows: list[QBoxLayout] = []
        self._mains = {kind: self._main(kind) for kind in (True, False)}
        self._extras = {True: self._extra(True, ACTION_MORE[1:]), False: self._extra(False, SUITE_MORE)}
        self.more.toggled.connect(self._show_extra)
        watch_enter(self.combo, self._go_on)
        responsable = self._bindings[True].editors["responsable"]
        assert isinstance(responsable, TypedEditor)
        self._person = Person(responsable.line)
        body = QWidget()
        vbox(*self._mains.values(), *self._extras.values(), spacing=6, parent=body)
        self.field = FormField("", body, focus=self.combo)
        self.field.label.hide()
        tools = hbox(self.more, self.remove, spacing=0)
        row = hbox(self.combo, (self.field, 1), tools, spacing=10, parent=self)
        row.setAlignment(self.combo, Qt.AlignmentFlag.AlignTop)
        row.setAlignment(tools, Qt.AlignmentFlag.AlignTop)

    def _main(self, kind: bool) -> QWidget:  # noqa: FBT001 — the key of a table of two
        """What a row of that kind asks first."""
        binding = self._bindings[kind]
        binding.changed.connect(self._changed)
        binding.settled.connect(self._say)
        keys = ACTION_KEYS if kind else SUITE_KEYS
        for key in keys:
            widget = binding.editors[key].focus_widget
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(HINTS.get(key, ""))
            if key in WIDTHS:
                widget.setFixedWidth(current().px(WIDTHS[key]))
            watch_enter(widget, self._go_on)
        main, side = QWidget(), QWidget()
        wrapped = Wrapping(side, spacing=8)
        for key in keys[1:]:
            wrapped.addWidget(binding.editors[key].widget)
        self._rows.append(hbox((binding.editors["libelle"].widget, 1), side, spacing=8, parent=main))
        return main

    def _extra(self, kind: bool, keys: Iterable[str]) -> QWidget:  # noqa: FBT001 — as above
        extra = Columns(most=3, narrowest=150)
        for key in keys:
            editor = self._bindings[kind].editors[key]
            extra.add(FormField(editor.datum.label, editor.widget, optional=True, focus=editor.focus_widget))
        extra.lay()
        extra.hide()
        return extra

    # ---- what is shown
    @property
    def nature(self) -> NatureSuite | str:
        """Action, or the nature of the suite."""
        return self.combo.nature()

    @property
    def uid(self) -> str:
        """Of the line or of the action."""
        return self.item.uid

    @property
    def empty(self) -> bool:
        """Nothing typed: such a row is neither a decision nor an action yet."""
        keys = ACTION_KEYS if self._is_action else (*SUITE_KEYS, *SUITE_MORE)
        typed = bool(self.item.saisies) if isinstance(self.item, Draft) else False
        return not typed and all(self.item.values.get(key) in {None, ""} for key in keys)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        keys = ((True, ACTION_KEYS), (False, SUITE_KEYS))
        cells = [self._bindings[kind].editors[key].focus_widget for kind, some in keys for key in some]
        more = ((True, ACTION_MORE[1:]), (False, SUITE_MORE))
        extra = [self._bindings[kind].editors[key].focus_widget for kind, some in more for key in some]
        return [self.combo, *cells, self.more, *extra, self.remove]

    @property
    def _is_action(self) -> bool:
        return isinstance(self.item, Draft)

    def show_action(self, action: Draft) -> None:
        """Show an action and change it from now on."""
        self.item = action
        self.combo.show_nature(ACTION)
        self._bindings[True].bind(action.values, action.saisies, action.names)
        self._show_kind()

    def show_suite(self, line: LineDraft, nature: object, draft: Draft) -> None:
        """Show a decision, an opinion… and change it from now on."""
        self.item = line
        self.combo.show_nature(nature if isinstance(nature, NatureSuite) else NatureSuite.DECISION)
        binding = self._bindings[False]
        binding.bind(line.values, draft.saisies, draft.names, f"suites/{line.uid}/")
        binding.editors["sens"].widget.setVisible(nature is NatureSuite.AVIS)
        self._show_kind()

    def set_people(self, names: Sequence[str]) -> None:
        """Who may be responsible."""
        self._person.set_names(names)

    def set_name(self, name: str) -> None:
        """« Action 2 »: what screen readers say before each editor."""
        self.name = name
        self.combo.setAccessibleName(f"{name}\u00a0: nature")
        self.remove.setAccessibleName(f"{name}\u00a0: retirer")
        self.more.setAccessibleName(f"{name}\u00a0: autres données")
        for binding in self._bindings.values():
            for editor in binding.editors.values():
                editor.focus_widget.setAccessibleName(f"{name}\u00a0: {editor.datum.label.lower()}")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What was found in this row."""
        keys = [f.champ.rpartition("/")[2] for f in findings]
        editors = self._bindings[self._is_action].editors
        faulty = editors[keys[0]].focus_widget if keys and keys[0] in editors else None
        self.field.show_findings(findings, faulty)

    def focus_text(self) -> None:
        """Go to what is decided."""
        self.focus_key("libelle")

    def focus_key(self, key: str) -> None:
        """Go to a datum of the row."""
        editors = self._bindings[self._is_action].editors
        if key in (*SUITE_MORE, *ACTION_MORE):
            self.more.setChecked(True)
        editors[key if key in editors else "libelle"].focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """The row may be as narrow as what goes under the text: it is stacked then."""
        width = NATURE_PX + max(WIDTHS.values()) + TOOLS_PX
        return QSize(current().px(width), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What follows the text goes under it when there is no room."""
        super().resizeEvent(event)
        down = event.size().width() < self._stacked
        for row in self._rows:
            row.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)

    # ---- slots
    def _show_kind(self) -> None:
        for kind, main in self._mains.items():
            main.setVisible(kind is self._is_action)
        self._show_extra()
        self.field.set_note("")

    def _show_extra(self) -> None:
        for kind, extra in self._extras.items():
            extra.setVisible(kind is self._is_action and self.more.isChecked())

    def _changed(self, key: str) -> None:
        if not self._bindings[self._is_action].editors[key].raw():
            self.field.set_note("")
        self.changed.emit()

    def _say(self, key: str) -> None:
        self.field.set_note(self._bindings[self._is_action].editors[key].note())

    def _go_on(self, widget: QWidget) -> None:
        """Enter: the next cell, then the next row; nothing after an empty text."""
        if widget is self.combo:
            self.focus_text()
            return
        keys = ACTION_KEYS if self._is_action else SUITE_KEYS
        editors = self._bindings[self._is_action].editors
        if widget is editors["libelle"].focus_widget and not self.item.values.get("libelle"):
            return
        cells = [editors[k].focus_widget for k in keys if not editors[k].widget.isHidden()]
        place = cells.index(widget) + 1
        if place < len(cells):
            cells[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.next_asked.emit()
