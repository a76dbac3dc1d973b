"""A paper before it is printed: its pages, its text beside them, what to know of it, what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.reports.looking import GIVEN, Looked
from pvdesk.reports.verification import Sens, Verdict
from pvdesk.store.impossible import Impossible
from ui import actions
from ui.kit.announce import announce
from ui.kit.elided import Elided
from ui.kit.focus_watch import FocusWatch, OnTop
from ui.kit.keys import immediate, local
from ui.kit.layouts import button, hbox, scrolled, vbox
from ui.kit.sheet_tools import PageTurns, Zooms
from ui.kit.sheet_view import SheetView
from ui.kit.tasks import Cancelled, Watch
from ui.kit.text_view import TextView
from ui.kit.thumbnails import Thumbnails
from ui.kit.wrapping import Wrapping
from ui.pages.page import Page, Services
from ui.pages.paper_parts import Notes, Refusal, Verbs, Waiting
from ui.pages.paper_pictures import PaperPictures
from ui.pages.paper_search import PaperSearch
from ui.papers import label_of
from ui.printing import Saver, SheetPrinter, trouble_of
from ui.theme.theme import current

LOADING, SHOWN, REFUSED = range(3)
BOTH_PX, LIST_PX = 860, 640  # room for pages and text side by side; for the list of pages too
LEAST_PX = 280
HELP = "F6 va de la liste des pages aux pages, puis au texte du papier."
BACK_TIP = "Revenir où vous étiez (Échap)"
REPLACED = "{said}\u00a0: ce papier n’est plus celui en vigueur."


class PaperPage(Page):
    """Opened by `open`, left by `leave`: the paper is then forgotten, nothing of it stays on the disk."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._papers = services.operations.papers
        self._asked = ("", "")
        self._looked: Looked | None = None
        self._watch: Watch | None = None
        self._text_first = False
        self.saver = Saver(services.operations, services.messages, self)
        self.printer = SheetPrinter(services.operations, services.messages, self)
        self.sheets, self.thumbnails, self.text = SheetView(), Thumbnails(), TextView()
        self._pictures = PaperPictures(self._papers, self.sheets, self.thumbnails, self)
        self.search = PaperSearch(self._papers, self.sheets, self.text)
        self.verbs, self.notes, self.waiting, self.refusal = Verbs(), Notes(), Waiting(), Refusal()
        self.back_button = button("Revenir", "quiet", icon="fleche-gauche", tip=BACK_TIP)
        self.title, self.said = Elided("", "h1"), Elided("", "muted")
        self.pages_choice, self.text_choice = button("Pages", "choice"), button("Texte", "choice")
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Head, verbs, then the list of pages, the pages, the text."""
        self.column.setSpacing(current().px(10))
        names = vbox(self.title, self.said, spacing=0)
        head = hbox(self.back_button, (names, 1), spacing=8)
        head.setAlignment(self.back_button, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self._choice, tools, self._side, inside, shown, refused = (QWidget() for _ in range(6))
        hbox(self.pages_choice, self.text_choice, spacing=2, parent=self._choice)
        row = Wrapping(tools, 10)
        for one in (self._choice, PageTurns(self.sheets), Zooms(self.sheets), self.search):
            row.addWidget(one)
        vbox(self.notes, (self.text, 1), spacing=10, parent=self._side)
        hbox(self.thumbnails, (self.sheets, 62), (self._side, 38), spacing=12, parent=inside)
        inside.setMinimumHeight(current().px(LEAST_PX))
        self._on_top = OnTop(inside, FocusWatch(self))
        vbox(self.verbs, tools, (inside, 1), spacing=10, parent=shown)
        vbox((self.refusal, 1), parent=refused)
        for one in (self.waiting, scrolled(shown), scrolled(refused)):
            self.body.addWidget(one)
        self.column.addWidget(self.body, 1)

    def _connect(self) -> None:
        """Signals, and the keys of the page."""
        for one in (self.back_button, self.refusal.back_button):
            one.clicked.connect(self.services.go.back)
        self.refusal.again_button.clicked.connect(self._again)
        self.verbs.print_asked.connect(self.print_sheets)
        self.verbs.stop_asked.connect(self.printer.stop)
        self.verbs.save_asked.connect(self.saver.ask)
        self.verbs.open_asked.connect(self.saver.open_elsewhere)
        self.printer.save_asked.connect(self.saver.ask)
        self.printer.stepped.connect(self.verbs.show_printing)
        self.pages_choice.clicked.connect(partial(self._show_side, False))
        self.text_choice.clicked.connect(partial(self._show_side, True))
        local(actions.action("filtrer").keys, self, self.search.focus_words)
        local(actions.action("imprimer").keys, self, self.print_sheets)
        immediate("Escape", self, self._escape)

    # ---- what is shown
    def open(self, document: str, ref: str) -> None:
        """Build a paper of a record (its uid), or of the house (one of its choices)."""
        self._forget()
        self._asked = document, ref
        self.title.setText(label_of(document))
        self.said.setText("")
        self.body.setCurrentIndex(LOADING)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.waiting.begin()
        then, refused = partial(self._show, self._asked), partial(self._fail, self._asked)
        self._watch = self._papers.look(document, ref, then, refused, self.waiting.tell)

    def leave(self) -> None:
        """It is looked at no more."""
        self._forget()
        self._asked = ("", "")

    def _forget(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        looked, self._looked = self._looked, None
        if looked is not None:
            self.printer.stop()
            self.search.take(None)
            self._pictures.take(None)
            self.text.clear()
            self.notes.show_notes(())
            self.saver.take("", None)
            self._papers.close(looked.pages)

    def _show(self, asked: tuple[str, str], looked: Looked) -> None:
        """It is built, unless one left or asked for another meanwhile."""
        if asked is not self._asked:
            self._papers.close(looked.pages)
            return
        self._looked = looked
        meta, count = looked.doc.meta, pluriel(len(looked.pages.sizes), "page", "pages")
        self.title.setText(meta.title)
        self.title.setToolTip(meta.title)
        parts = (label_of(asked[0]), meta.status, meta.reference, count, f"code de contrôle {looked.code}")
        self.said.setText(" · ".join(dict.fromkeys(part for part in parts if part and part != meta.title)))
        self._remark(looked.messages)
        self.text.show_page(looked.text)
        self.saver.take(asked[0], looked)
        self.body.setCurrentIndex(SHOWN)
        self._pictures.take(looked.pages)
        self.search.take(looked.pages)
        self._fit()
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        remarks = f" {pluriel(len(self.notes.said), 'remarque', 'remarques')}." if self.notes.said else ""
        announce(self, f"{meta.title}, {count}.{remarks} {HELP}")
        if GIVEN in looked.messages:
            self.services.operations.papiers.verifier_code(looked.code, partial(self._weigh, looked), self._unknown)

    def _remark(self, notes: Sequence[str]) -> None:
        """What to know of it, counted where the text hides it."""
        self.notes.show_notes(notes)
        self.text_choice.setText(f"Texte et remarques ({len(self.notes.said)})" if self.notes.said else "Texte")

    def _weigh(self, looked: Looked, verdict: Verdict) -> None:
        """What was handed over once may have been replaced since: it is the first thing to know."""
        if looked is self._looked and verdict.sens is Sens.REMPLACE:
            told = REPLACED.format(said=verdict.phrase.partition("\u00a0:")[0])
            self._remark((told, *looked.messages))
            announce(self, told, urgent=True)

    def _unknown(self, error: Exception) -> None:
        """A code that the base cannot weigh is not told; what is ours to mend is."""
        if not isinstance(error, Impossible):
            raise error

    def _fail(self, asked: tuple[str, str], error: Exception) -> None:
        """Why it cannot be shown; what is ours to mend goes to the last resort."""
        if asked is not self._asked or isinstance(error, Cancelled):
            return
        trouble = trouble_of(error)
        self.refusal.what.setText(trouble.what)
        self.refusal.todo.setText(f"{trouble.safe} {trouble.todo}")
        self.body.setCurrentIndex(REFUSED)
        self.refusal.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{trouble.what} {trouble.todo}", urgent=True)

    def _again(self) -> None:
        self.open(*self._asked)

    def zones(self) -> list[QWidget]:
        """What can be done, the list of pages, the pages, the text."""
        if self.body.currentIndex() != SHOWN:
            return [self.back_button]
        return [self.verbs.print_button, self.thumbnails, self.sheets, self.text]

    def zoom(self, step: int) -> bool:
        """The pages take Ctrl + / − while they are shown."""
        if self.body.currentIndex() == SHOWN:
            self.sheets.zoom(step)
        return self.body.currentIndex() == SHOWN

    # ---- what is done
    def print_sheets(self) -> None:
        """Ctrl+P: choose the printer."""
        if self._looked is not None and self.verbs.print_button.isVisible():
            self.printer.ask(self._looked)

    def _escape(self) -> None:
        """From the words looked for to the pages; from there, back where one was."""
        if self.search.edit.hasFocus():
            self.search.clear()
            self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.services.go.back()

    # ---- room
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room, the text goes behind the pages."""
        super().resizeEvent(event)
        self._fit()

    def _show_side(self, text: bool) -> None:  # noqa: FBT001 — what the button asks
        self._text_first = text
        self._fit()
        (self.text if text else self.sheets).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        theme, width = current(), self.width()
        both = width >= theme.px(BOTH_PX)
        text = self._text_first and not both
        self._choice.setVisible(not both)
        self.pages_choice.setChecked(not text)
        self.text_choice.setChecked(text)
        self.sheets.setVisible(both or not text)
        self._side.setVisible(both or text)
        many = self._looked is not None and len(self._looked.pages.sizes) > 1
        self.thumbnails.setVisible(many and not text and width >= theme.px(LIST_PX))
