"""The agenda of a meeting: number, title, exchanges, duration; Enter in a title opens the next point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.validation import Finding
from ui.kit.announce import announce
from ui.kit.binding import Binding
from ui.kit.columns import Columns
from ui.kit.editor import Today
from ui.kit.editors import LongEditor, TypedEditor
from ui.kit.form_field import FormField
from ui.kit.keys import chain, immediate, watch_enter
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.lines import LinesView, blank_line
from ui.kit.notes import FREE_TEXT
from ui.kit.shortcut_hint import native
from ui.theme.theme import current

MORE = ("rapporteur", "documents", "projet_uid", "convention_uid", "visite_uid")
DURATION_PX = 84
NUMBER_PX = 22
ADD_KEYS = "Ctrl+Shift+O"


class PointRow(QWidget):
    """One point; what is rarely typed (rapporteur, documents, links) stands behind « … »."""

    changed = Signal()
    next_asked = Signal()
    remove_asked = Signal()

    def __init__(self, datum: Datum, today: Today) -> None:
        super().__init__()
        theme = current()
        assert datum.lines is not None
        self._datum = datum
        self.line = LineDraft("")
        self.binding = Binding(datum.lines.stored, today)
        self.binding.changed.connect(self._changed)
        self.binding.settled.connect(self._say)
        editors = self.binding.editors
        titre, duree, echanges = editors["titre"], editors["duree"], editors["echanges"]
        assert isinstance(titre, TypedEditor)
        assert isinstance(duree, TypedEditor)
        assert isinstance(echanges, LongEditor)
        self.titre, self.duree, self.notes = titre.line, duree.line, echanges.notes
        self.titre.setFont(theme.font("strong"))
        self.titre.setPlaceholderText("Intitulé du point, puis Entrée")
        self.notes.setPlaceholderText("Échanges (facultatif)…")
        self.notes.set_fewest(1)
        self.duree.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.duree.setFixedWidth(theme.px(DURATION_PX))
        self.titre.returnPressed.connect(self.next_asked)
        self.notes.next_asked.connect(self.next_asked)
        watch_enter(self.duree, self._ask_next)
        self.number = label("", "h3")
        self.number.setFixedWidth(theme.px(NUMBER_PX))
        self.number.setContentsMargins(0, theme.px(8), 0, 0)
        self.more = button("", "quiet", icon="autres")
        self.more.setCheckable(True)
        self.remove = button("", "quiet", icon="corbeille")
        self.remove.clicked.connect(self.remove_asked)
        self.field = FormField("", self.titre)  # carries the errors of the title
        self.field.label.hide()
        self.extra = self._build_extra()
        self.more.toggled.connect(self.extra.setVisible)
        self._lay()

    def _build_extra(self) -> QWidget:
        extra = Columns(most=3)
        for key in MORE:
            editor = self.binding.editors[key]
            extra.add(FormField(editor.datum.label, editor.widget, optional=True, focus=editor.focus_widget))
        extra.lay()
        extra.hide()
        return extra

    def _lay(self) -> None:
        theme = current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(6))
        tools = hbox(self.more, self.remove, spacing=0)
        grid.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.duree, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(tools, 0, 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.notes, 1, 1, 1, 2)
        grid.addWidget(self.extra, 2, 1, 1, 2)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        extra = [self.binding.editors[key].focus_widget for key in MORE]
        return [self.titre, self.notes, self.duree, self.more, *extra, self.remove]

    @property
    def empty(self) -> bool:
        """Nothing typed: such a row is not a point yet."""
        return not any(value not in {None, ""} for value in self.line.values.values())

    def show_point(self, line: LineDraft, draft: Draft, rank: int) -> None:
        """Show a point and change it from now on."""
        self.line = line
        self.binding.bind(line.values, draft.saisies, draft.names, f"{self._datum.key}/{line.uid}/")
        self.extra.setVisible(any(line.values.get(key) for key in MORE))
        self.more.setChecked(self.extra.isVisibleTo(self))
        self.set_rank(rank)

    def set_rank(self, rank: int) -> None:
        """The number of the point, and the names of its editors."""
        self.number.setText(str(rank))
        names = {"titre": "intitulé", "echanges": "échanges", "duree": "durée en minutes"}
        for key, editor in self.binding.editors.items():
            word = names.get(key, editor.datum.label.lower())
            editor.focus_widget.setAccessibleName(f"Point {rank}\u00a0: {word}")
        self.more.setAccessibleName(f"Point {rank}\u00a0: rapporteur, documents, liens")
        self.more.setToolTip("Rapporteur, documents remis, liens")
        self.remove.setAccessibleName(f"Point {rank}\u00a0: retirer")
        self.remove.setToolTip("Retirer ce point")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What was found in this point."""
        mine = [f for f in findings if f.champ.startswith(f"{self._datum.key}/{self.line.uid}/")]
        keys = [f.champ.rpartition("/")[2] for f in mine]
        faulty = self.binding.editors[keys[0]].focus_widget if keys and keys[0] in self.binding.editors else None
        self.field.show_findings(mine, faulty)

    def _changed(self, key: str) -> None:
        if not self.binding.editors[key].raw():
            self.field.set_note("")
        self.changed.emit()

    def _say(self, key: str) -> None:
        self.field.set_note(self.binding.editors[key].note())

    def _ask_next(self, _: QWidget) -> None:
        self.next_asked.emit()


class PointsView(LinesView):
    """The points, and always a row to type the next one in; a row becomes a point with its first key.

    ``done`` on Enter in the empty row: there is no other point.
    """

    done = Signal()

    def __init__(self, datum: Datum, today: Today) -> None:
        super().__init__()
        self._datum, self._today = datum, today
        self._draft = Draft("", "")
        self._choices: dict[str, Mapping[str, str]] = {}
        self.rows: list[PointRow] = []
        self._rows: QVBoxLayout = vbox(spacing=10)
        self.add_button: QPushButton = button("Ajouter un point", icon="ajouter", tip=native(ADD_KEYS))
        immediate(ADD_KEYS, self, self.add)
        self.add_button.clicked.connect(self.add)
        vbox(self._rows, hbox(self.add_button, None, label(FREE_TEXT, "caption")), spacing=12, parent=self)

    @property
    def lines(self) -> list[LineDraft]:
        """The points of the draft shown."""
        return self._draft.lines.setdefault(self._datum.key, [])

    def bind(self, draft: Draft) -> None:
        """Show the points of a draft."""
        self._draft = draft
        wanted = list(self.lines) or [blank_line(self._datum)]
        while len(self.rows) > len(wanted):
            self._drop(self.rows[-1])
        while len(self.rows) < len(wanted):
            self._build()
        for rank, (row, line) in enumerate(zip(self.rows, wanted, strict=True), 1):
            row.show_point(line, draft, rank)

    def tables(self) -> set[str]:
        """The tables that points lead to."""
        assert self._datum.lines is not None
        return {d.target for d in self._datum.lines.data if d.kind is Kind.REFERENCE}

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the names of a table."""
        self._choices[table] = names
        for row in self.rows:
            row.binding.set_choices(table, names)

    def add(self) -> None:
        """Go to the row after the last point, made if needed."""
        if not self.rows or not self.rows[-1].empty:
            self._build().show_point(blank_line(self._datum), self._draft, len(self.rows))
        self.rows[-1].titre.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Where typing goes on: the first empty row, or the first point."""
        (self.rows[-1] if self.rows[-1].empty else self.rows[0]).titre.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark what was found in points."""
        for row in self.rows:
            row.show_findings(findings)

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum of a point."""
        _, _, rest = champ.partition("/")
        uid, _, key = rest.partition("/")
        row = next((r for r in self.rows if r.line.uid == uid), None)
        if row is None:
            self.start()
        else:
            row.more.setChecked(row.more.isChecked() or key in MORE)
            row.binding.editors[key if key in row.binding.editors else "titre"].focus_widget.setFocus()

    def _build(self) -> PointRow:
        row = PointRow(self._datum, self._today)
        for table, names in self._choices.items():
            row.binding.set_choices(table, names)
        row.changed.connect(self._changed)
        row.next_asked.connect(self._next)
        row.remove_asked.connect(self._remove)
        row.field.reason_given.connect(self.reason_given)
        self._rows.addWidget(row)
        before = [self.rows[-1].remove] if self.rows else []
        chain([*before, *row.stops, self.add_button])
        self.rows.append(row)
        return row

    def _changed(self) -> None:
        """A row is a point of the draft as long as it says something."""
        self.lines[:] = [row.line for row in self.rows if not row.empty or self._typed(row)]
        self.changed.emit()

    def _typed(self, row: PointRow) -> bool:
        return any(path.startswith(f"{self._datum.key}/{row.line.uid}/") for path in self._draft.saisies)

    def _next(self) -> None:
        """Enter: the next point, a new one after the last; the end after an empty row."""
        row = self.sender()
        assert isinstance(row, PointRow)
        place = self.rows.index(row) + 1
        if place < len(self.rows):
            self.rows[place].titre.setFocus(Qt.FocusReason.TabFocusReason)
        elif not row.empty:
            self.add()
        else:
            self.done.emit()

    def _remove(self) -> None:
        row = self.sender()
        assert isinstance(row, PointRow)
        place = self.rows.index(row)
        for path in [p for p in self._draft.saisies if p.startswith(f"{self._datum.key}/{row.line.uid}/")]:
            del self._draft.saisies[path]
        self._drop(row)
        if not self.rows:
            self._build().show_point(blank_line(self._datum), self._draft, 1)
        for rank, kept in enumerate(self.rows, 1):
            kept.set_rank(rank)
        self.rows[min(place, len(self.rows) - 1)].titre.setFocus()
        self._changed()
        announce(self, f"Point {place + 1} retiré")

    def _drop(self, row: PointRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
