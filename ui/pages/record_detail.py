"""The card beside a list: one fiche in French texts, section by section, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import plain_text, text_of
from pvdesk.reports.catalogue import papers_of
from pvdesk.store.listing import Row
from ui import states
from ui.actions import keys_of
from ui.kit.chips import Chip
from ui.kit.layouts import button, hbox, label, scrolled, separator, vbox
from ui.kit.pairs import pairs
from ui.kit.paper_button import PaperButton
from ui.kit.shortcut_hint import native
from ui.kit.tasks import OnError, OnResult
from ui.operations import Operations

LINES_SHOWN = 6


def facts(draft: Draft) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(title, [(label, text)]) of each section that is shown and not empty."""
    fiche = FICHES[draft.type]
    for section in fiche.sections:
        if section.shown_if is not None and not section.shown_if(draft.values):
            continue
        found = [(datum.label, _text(draft, datum)) for datum in fiche.data(section) if not datum.about.private]
        kept = [(name, text) for name, text in found if text]
        if kept:
            yield section.title, kept


def _text(draft: Draft, datum: Datum) -> str:
    """The French text of a datum of a draft; of its lines, one per line of text."""
    if datum.kind is Kind.COMPUTED:
        return plain_text(draft.computed.get(datum.key))
    if datum.kind is Kind.LINES:
        lines = draft.lines.get(datum.key, [])
        said = [text for line in lines[:LINES_SHOWN] if (text := line_text(draft, datum, line))]
        left = len(lines) - LINES_SHOWN
        return "\n".join([*said, *([f"et {pluriel(left, 'autre', 'autres')}"] if left > 0 else [])])
    return text_of(datum, draft.values.get(datum.key), draft.names)


def line_text(draft: Draft, datum: Datum, line: LineDraft) -> str:
    """« Présent · Camille Exemple »: the data of one line, short."""
    assert datum.lines is not None
    texts = (text_of(of, line.values.get(of.key), draft.names) for of in datum.lines.stored if of.kind is not Kind.LONG)
    return " · ".join(text for text in texts if text)


class DetailCard(QFrame):
    """Shows a draft; the buttons tell what is asked, the page does it."""

    editAsked = Signal()  # noqa: N815 — Qt's habit for signals
    printAsked = Signal(str)  # noqa: N815
    duplicateAsked = Signal()  # noqa: N815
    deleteAsked = Signal()  # noqa: N815
    pastAsked = Signal()  # noqa: N815

    def __init__(self, table: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.table = table
        self.draft: Draft | None = None
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 4, 16, 10), spacing=8, parent=self._inside)
        self._content: QWidget | None = None
        self._feet: list[QWidget] = []
        self.edit_button = button("Modifier", "primary", icon="modifier", tip=_tip("modifier"))
        self.print_button = PaperButton(papers_of(table), _tip("imprimer"))
        self.duplicate_button = button("Dupliquer", "quiet", icon="dupliquer", tip=_tip("dupliquer"))
        self.delete_button = button("", "quiet", icon="corbeille", name="Mettre à la corbeille")
        self.past_button = button("", "quiet", icon="historique", name="Historique de la fiche")
        self.foot = self._build_foot()
        self._chip_row: QHBoxLayout = hbox(
            None, self.past_button, self.delete_button, margins=(20, 12, 12, 0), spacing=0
        )
        self._chip: Chip | None = None
        self._whole: QVBoxLayout = vbox(
            self._chip_row, (scrolled(self._inside), 1), self.foot, spacing=0, parent=self
        )
        self.clear()

    def _build_foot(self) -> QWidget:
        """What can be done with the fiche."""
        foot = QWidget()
        self.print_button.asked.connect(self.printAsked)
        if not FICHES[self.table].carried:
            self.duplicate_button.hide()
        self.edit_button.clicked.connect(self.editAsked)
        self.duplicate_button.clicked.connect(self.duplicateAsked)
        self.delete_button.clicked.connect(self.deleteAsked)
        self.past_button.clicked.connect(self.pastAsked)
        hbox(
            self.edit_button, self.print_button, self.duplicate_button, None,
            margins=(18, 10, 10, 12), parent=foot,
        )  # fmt: skip
        return foot

    def add_foot(self, foot: QWidget) -> None:
        """Other verbs, under the usual ones; who adds them shows them."""
        self._feet.append(foot)
        self._whole.addWidget(foot)

    def fetch(self, operations: Operations, uid: str, on_result: OnResult, on_error: OnError) -> None:
        """Read the `Draft` that `show_record` shows."""
        operations.load(self.table, uid, on_result, on_error)

    def clear(self, text: str = "") -> None:
        """Show no fiche."""
        self.draft = None
        for foot in (self.foot, *self._feet):
            foot.hide()
        self.delete_button.hide()
        self.past_button.hide()
        self._put_chip(None)
        body = QWidget()
        vbox(label(text, "muted", wrap=True), None, parent=body)
        self._put(body)

    def show_record(self, row: Row, draft: Draft, title: str, subtitle: str) -> None:
        """Show a fiche: where it stands, its name, its sections."""
        self.draft = draft
        body = QWidget()
        cell = states.sending(row)
        self._put_chip(Chip(cell.text, cell.tone, cell.icon))
        self.delete_button.show()
        self.past_button.show()
        column = vbox(label(title, "h2", wrap=True), spacing=8, parent=body)
        for text in (subtitle, row.reference, f"{row.suivi[0].upper()}{row.suivi[1:]}" if row.suivi else ""):
            if text:
                column.addWidget(label(text, "muted" if text == subtitle else "caption", wrap=True))
        self.fill(column, row, draft)
        column.addStretch(1)
        self._put(body)
        self.foot.show()

    def fill(self, column: QVBoxLayout, _row: Row, draft: Draft) -> None:
        """What is shown under the name: each section of the fiche."""
        for name, said in facts(draft):
            column.addWidget(separator())
            column.addWidget(label(name, "h3"))
            column.addLayout(pairs(said))

    def _put_chip(self, chip: Chip | None) -> None:
        """Replace the state shown."""
        if self._chip is not None:
            self._chip.hide()
            self._chip.deleteLater()
        self._chip = chip
        if chip is not None:
            self._chip_row.insertWidget(0, chip)

    def _put(self, body: QWidget) -> None:
        """Replace the content."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)


def _tip(name: str) -> str:
    """The keys of an action, for a tool tip."""
    return native(keys_of(name))
