"""Decisions and actions of a meeting in one list: nature, what, who or which vote, by when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from db.base import Record
from db.models.seance import NatureSuite
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Schema, schema
from pvdesk.kit.validation import Finding
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.keys import chain, immediate
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.lines import LinesView, blank_line
from ui.kit.shortcut_hint import native
from ui.special.suite_row import ACTION, SuiteRow

ACTIONS = "actions"
HINT = "A ou D change la nature. Échéance\u00a0: 15/12, +2s ou «\u00a0fin nov.\u00a0»"
ACTION_KEYS, DECISION_KEYS = "Ctrl+Shift+A", "Ctrl+Shift+D"


def new_action(of: Schema) -> Draft:
    """An action with the defaults of its columns."""
    values: dict[str, object] = {}
    for datum in of.stored:
        default = of.model.__table__.c[datum.key].default
        values[datum.key] = default.arg if default is not None and default.is_scalar else None
    return Draft(of.table, new_uid(), values, {d.key: [] for d in of.line_data})


class SuitesView(LinesView):
    """Suites are lines of the meeting, actions are records of their own: the person sees one list.

    ``bind`` shows the suites of a draft; ``bind_actions`` the actions, and the list where the removed ones go.
    """

    def __init__(self, datum: Datum, action: type[Record], today: Today) -> None:
        super().__init__()
        self._datum, self._today = datum, today
        self._action = schema(action)
        self._draft = Draft("", "")
        self._actions: list[Draft] = []
        self._removed: list[str] = []
        self._people: tuple[str, ...] = ()
        self.rows: list[SuiteRow] = []
        self._rows: QVBoxLayout = vbox(spacing=8)
        self.add_action: QPushButton = button("Ajouter une action", icon="ajouter", tip=native(ACTION_KEYS))
        self.add_decision: QPushButton = button("Ajouter une décision", icon="decision", tip=native(DECISION_KEYS))
        immediate(ACTION_KEYS, self, self._new_action)
        immediate(DECISION_KEYS, self, self._new_decision)
        self.add_action.clicked.connect(self._new_action)
        self.add_decision.clicked.connect(self._new_decision)
        hint = label(HINT, "caption", wrap=True)
        vbox(self._rows, hbox(self.add_action, self.add_decision, None), hint, spacing=12, parent=self)

    # ---- what is shown
    def bind(self, draft: Draft) -> None:
        """Show the suites of a draft."""
        self._draft = draft
        self._show()

    def bind_actions(self, actions: list[Draft], removed: list[str]) -> None:
        """Show the actions of the meeting; `removed` receives the uid of each one taken away."""
        self._actions, self._removed = actions, removed
        self._show()

    def set_people(self, names: Sequence[str]) -> None:
        """Who may be responsible: proposals only, anything may be typed."""
        self._people = tuple(names)
        for row in self.rows:
            row.set_people(self._people)

    @property
    def lines(self) -> list[LineDraft]:
        """The suites of the draft shown."""
        return self._draft.lines.setdefault(self._datum.key, [])

    def start(self) -> None:
        """Where typing goes on: the first row that says nothing yet, or a new one."""
        row = next((row for row in self.rows if row.empty), None) or self._add(ACTION)
        row.focus_text()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark what was found; `champ` is « suites/uid/datum » or « actions/uid/datum »."""
        for row in self.rows:
            start = f"{ACTIONS if row.nature == ACTION else self._datum.key}/{row.uid}/"
            row.show_findings([f for f in findings if f.champ.startswith(start)])

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum of a row."""
        _, _, rest = champ.partition("/")
        uid, _, key = rest.partition("/")
        row = next((r for r in self.rows if r.uid == uid), None)
        if row is None:
            self.start()
        else:
            row.focus_key(key)

    # ---- rows
    def _show(self) -> None:
        """One row per decision, then per action; a row to type in when there is none."""
        held: list[LineDraft | Draft] = [*self.lines, *self._actions]
        natures = [line.values.get("nature") for line in self.lines] + [ACTION] * len(self._actions)
        while len(self.rows) > len(held):
            self._drop(self.rows[-1])
        for place, (item, nature) in enumerate(zip(held, natures, strict=True)):
            row = self.rows[place] if place < len(self.rows) else self._build()
            self._bind_row(row, nature, item)
        if not self.rows:
            self._add(ACTION)
        self._number()

    def _bind_row(self, row: SuiteRow, nature: NatureSuite | str | None, item: LineDraft | Draft) -> None:
        if isinstance(item, Draft):
            row.show_action(item)
        else:
            row.show_suite(item, nature, self._draft)

    def _build(self) -> SuiteRow:
        assert self._datum.lines is not None
        row = SuiteRow(self._datum.lines, self._action, self._today)
        row.set_people(self._people)
        row.changed.connect(self._changed)
        row.next_asked.connect(self._next)
        row.nature_chosen.connect(self._change_nature)
        row.remove_asked.connect(self._remove)
        row.field.reason_given.connect(self.reason_given)
        self._rows.addWidget(row)
        before = [self.rows[-1].remove] if self.rows else []
        chain([*before, *row.stops, self.add_action, self.add_decision])
        self.rows.append(row)
        return row

    def _add(self, nature: NatureSuite | str) -> SuiteRow:
        """A row that says nothing yet: it enters the meeting with its first key."""
        row = self._build()
        self._bind_row(row, nature, self._new_item(nature))
        self._number()
        return row

    def _new_item(self, nature: NatureSuite | str) -> LineDraft | Draft:
        if nature == ACTION:
            return new_action(self._action)
        line = blank_line(self._datum)
        line.values["nature"] = nature
        return line

    def _number(self) -> None:
        actions = decisions = 0
        for row in self.rows:
            if row.nature == ACTION:
                actions += 1
                row.set_name(f"Action {actions}")
            else:
                decisions += 1
                row.set_name(f"Décision {decisions}")

    # ---- what the person does
    def _changed(self) -> None:
        self.sync()
        self.changed.emit()

    def sync(self) -> None:
        """The suites and actions of the meeting are the rows that say something."""
        told = [row for row in self.rows if not row.empty]
        self.lines[:] = [row.item for row in told if isinstance(row.item, LineDraft)]
        kept = [row.item for row in told if isinstance(row.item, Draft)]
        self._removed += [a.uid for a in self._actions if a.version and all(a is not k for k in kept)]
        self._removed[:] = [uid for uid in self._removed if all(uid != k.uid for k in kept)]
        self._actions[:] = kept

    def _change_nature(self, nature: object) -> None:
        """Another nature: what was said stays, the rest of the row changes."""
        row = self.sender()
        assert isinstance(row, SuiteRow)
        if isinstance(row.item, LineDraft) and nature != ACTION:
            row.item.values["nature"] = nature
            row.show_suite(row.item, nature, self._draft)
        else:
            assert isinstance(nature, NatureSuite | str)
            text = row.item.values.get("libelle")
            item = self._new_item(nature)
            item.values["libelle"] = text
            self._bind_row(row, nature, item)
        self._number()
        self._changed()

    def _next(self) -> None:
        """After the last cell: the next row, a new one of the same nature after the last."""
        row = self.sender()
        assert isinstance(row, SuiteRow)
        place = self.rows.index(row) + 1
        if place < len(self.rows):
            self.rows[place].focus_text()
        elif not row.empty:
            self._add(row.nature).focus_text()

    def _remove(self) -> None:
        row = self.sender()
        assert isinstance(row, SuiteRow)
        place, name = self.rows.index(row), row.name
        self._drop(row)
        if not self.rows:
            self._add(ACTION)
        self._number()
        self.rows[min(place, len(self.rows) - 1)].focus_text()
        self._changed()
        announce(self, f"{name} retirée")

    def _new_action(self) -> None:
        self._add_or_go(ACTION)

    def _new_decision(self) -> None:
        self._add_or_go(NatureSuite.DECISION)

    def _add_or_go(self, nature: NatureSuite | str) -> None:
        """The last row when it says nothing, or a new one."""
        row = self.rows[-1] if self.rows and self.rows[-1].empty else None
        if row is None:
            row = self._add(nature)
        elif row.nature != nature:
            self._bind_row(row, nature, self._new_item(nature))
            self._number()
        row.focus_text()

    def _drop(self, row: SuiteRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
