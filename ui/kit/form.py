"""The form of any fiche: its sections as cards, drawn from the fiche alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pvdesk.kit.draft import Draft
from pvdesk.kit.fiche import Fiche, Section
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.validation import Finding
from ui.kit.banner import ErrorLine, ErrorSummary
from ui.kit.columns import WHOLE, Columns
from ui.kit.editor import Today
from ui.kit.fieldset import FieldSet
from ui.kit.grid_model import NUMBERS
from ui.kit.keys import PART_KEYS
from ui.kit.layouts import label, vbox
from ui.kit.lines import LinesView
from ui.kit.name_book import Choices
from ui.kit.sheet import Sheet
from ui.kit.shortcut_hint import native

Special = Callable[[Datum], LinesView]  # makes the editor of a list of lines
FAULTY = "Erreur\u00a0: "


class SectionCard(QFrame):
    """A titled card of fields."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.title = label(title, "h2")
        self.columns = Columns()
        vbox(self.title, self.columns, margins=(18, 12, 18, 18), spacing=10, parent=self)


def say_in_title(window: QWidget, *, faulty: bool) -> None:
    """« Erreur : » before the title of a window, the first thing that a screen reader says; or take it away."""
    title = window.windowTitle().removeprefix(FAULTY)
    window.setWindowTitle(f"{FAULTY}{title}" if faulty else title)


def show_summary(summary: ErrorSummary, lines: list[ErrorLine]) -> None:
    """Show these lines; a summary that says the same already is left alone, with the focus that may be in it."""
    if [link.text() for link in summary.links] == [text for text, _ in lines]:
        return
    held = any(link.hasFocus() for link in summary.links)
    summary.set_errors(lines)
    say_in_title(summary.window(), faulty=bool(lines))
    if held:
        summary.focus_first()


class FormView(QWidget):
    """The fields of a fiche; the summary of errors on top, sections that matter under it.

    ``edited(key)`` at each change by the person, ``shown`` with another draft, ``found`` once what is wrong is said,
    ``draft_asked(draft)`` to show one.
    """

    edited = Signal(str)
    shown = Signal()
    found = Signal()
    draft_asked = Signal(object)

    def __init__(
        self, fiche: Fiche, today: Today, choices: Choices, specials: Mapping[str, Special] | None = None
    ) -> None:
        super().__init__()
        self.fiche, self._today = fiche, today
        self.fields = FieldSet(fiche.model, today, choices, self)
        self.summary = ErrorSummary()
        self.cards: dict[str, SectionCard] = {}
        self.sheets: list[Sheet] = []
        self.faults: list[str] = []  # the data that something stops
        self.start_at = ""  # where typing begins, when it is not the first datum
        self._shown: list[tuple[Section, SectionCard]] = []
        column = vbox(self.summary, margins=(22, 2, 22, 20), spacing=14, parent=self)
        for section in fiche.sections:
            card = self._card(section, specials or {})
            self.cards[section.title] = card
            self._shown.append((section, card))
            column.addWidget(card)
        column.addStretch(1)
        self.fields.edited.connect(self._edited)

    @property
    def draft(self) -> Draft:
        """What the form shows, up to date with each key."""
        return self.fields.draft

    def show_draft(self, draft: Draft) -> None:
        """Show a draft and write into it what is typed from now on."""
        self.summary.set_errors([])
        self.faults = []
        self.fields.show_findings(())
        self.fields.bind(draft)
        self._show_sections()
        self.start_at = ""
        self.shown.emit()

    def show_findings(self, findings: Sequence[Finding]) -> list[ErrorLine]:
        """Errors under the fields and in the summary; the lines of the summary."""
        lines = self.fields.show_findings(findings)
        for sheet in self.sheets:
            sheet.cells.show_faults({f.champ: f.phrase for f in findings if f.stops and f.champ in sheet.editors})
        show_summary(self.summary, lines)
        self.faults = [f.champ.partition("/")[0] for f in findings if f.stops]
        self.found.emit()
        return lines

    def focus_first(self) -> None:
        """Go to the first datum that can be typed."""
        if self.start_at:
            self.fields.go_to(self.start_at)
            return
        for section, _ in self._shown:
            for key in section.keys:
                if key in self.fields.editors and self.fields.schema[key].kind is not Kind.COMPUTED:
                    self.fields.go_to(key)
                    line = self.fields.editors[key].focus_widget
                    if not self.draft.version and isinstance(line, QLineEdit):  # typing replaces what was filled in
                        line.selectAll()
                    return

    def parts(self) -> list[SectionCard]:
        """The sections that make sense with these values, in order."""
        return [card for _, card in self._shown if not card.isHidden()]

    def focus_part(self, place: int) -> None:
        """Go to the first datum of one of them, or to its list of lines."""
        section = [section for section, card in self._shown if not card.isHidden()][place]
        typed = (key for key in section.keys if self.fields.schema[key].kind is not Kind.COMPUTED)
        if key := next(typed, ""):
            self.fields.go_to(key)

    def _card(self, section: Section, specials: Mapping[str, Special]) -> SectionCard:
        card = SectionCard(section.title)
        figures = [datum for datum in self.fiche.data(section) if section.grid and datum.kind in NUMBERS]
        if figures:
            card.columns.add(self._sheet(section.title, figures), WHOLE)
        for datum in self.fiche.data(section):
            if datum in figures:
                continue
            if datum.kind is Kind.LINES:
                make = specials.get(datum.key)
                field = self.fields.lines(datum.key, make(datum) if make else None)
                field.label.setVisible(len(section.keys) > 1)  # alone, it would repeat the title of the card
                card.columns.add(field, WHOLE)
            else:
                wordy = datum.kind in {Kind.TEXT, Kind.OPEN} and (datum.about.maximum or 0) > 250
                whole = wordy or datum.kind in {Kind.LONG, Kind.COMPUTED}
                one = self.fields.field(datum.key)
                if datum.label == section.title and len(section.keys) == 1:
                    one.hide_label()  # it would repeat the title of the card
                card.columns.add(one, WHOLE if whole else 1)
        card.columns.lay()
        return card

    def _sheet(self, title: str, figures: Sequence[Datum]) -> Sheet:
        """Figures in a grid, one editor each."""
        made = Sheet(title, figures, self._today)
        for key, editor in made.editors.items():
            self.fields.editor(key, editor)
            self.fields.fields[key] = made.field
        self.fields.own(made.field, figures[0].key)
        self.sheets.append(made)
        return made

    def _edited(self, key: str) -> None:
        # Later than the key itself: hiding the section that holds the focus would move the focus under the fingers.
        QTimer.singleShot(0, self, self._show_sections)
        self.edited.emit(key)

    def _show_sections(self) -> None:
        """Sections that make no sense with these values are hidden; what they hold is kept."""
        for section, card in self._shown:
            card.setVisible(section.shown_if is None or section.shown_if(self.draft.values))
        for card, (keys, _) in zip(self.parts(), PART_KEYS, strict=False):
            card.title.setToolTip(native(keys))
