"""The frame of the work: navigation, bar, pages built when first opened, the way back, the keys of the window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.models.echange import Role
from pvdesk.store.desk import Desk
from ui import navigation
from ui.above import Above
from ui.corrections import Corrections
from ui.finishing import Finishing
from ui.kit.banner import InfoStrip
from ui.kit.form import say_in_title
from ui.kit.layouts import hbox, vbox
from ui.kit.messages import WindowMessages
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.fiche import FichePage
from ui.pages.page import Display, Page, Services
from ui.pages.reunion import ReunionPage
from ui.paper_commands import PaperCommands
from ui.places import CHOSEN, CODED, CORRECTION, HISTORY, HOME, PAGE_OF, PASSING, READING, family
from ui.sample_strip import SampleStrip
from ui.side import Side
from ui.spelling import Spelling
from ui.taking_back import TakingBack
from ui.top_bar import TopBar
from ui.waiting import Waiting
from ui.window_keys import WindowKeys

KEPT = 20  # pages that one goes back to
RecordPage = ReunionPage | FichePage


class MainWindow(QWidget):
    """Implements `Go` for its pages. `place` names the page shown, to be shown again after a change of theme."""

    def __init__(self, desk: Desk, tasks: Tasks, display: Display) -> None:
        super().__init__()
        self.desk = desk
        self.operations = Operations(desk, tasks, self)
        self.strip = InfoStrip()
        self.messages = WindowMessages(self, self.strip)
        self.services = Services(self.operations, self.messages, self, display)
        self.taking_back = TakingBack(self.services, self, self)
        self.place = HOME
        self.record: RecordPage | None = None
        self._history: list[str] = []
        self._pages: dict[str, Page] = {}
        self._known = navigation.pages(desk.role)
        self.side = Side(desk)
        self.nav, self.foot = self.side.nav, self.side.foot
        self.bar = TopBar(writes=desk.role is Role.POSTE)
        self.stack = QStackedWidget()
        self.above = Above(self.services, self.stack)
        self.papers = PaperCommands(self)
        self.keys = WindowKeys(self, self._known)
        self.waiting = Waiting(self.operations, self.nav, self.bar)
        self.spelling = Spelling(self.services, self)
        self.corrections = Corrections(self.operations, self.messages, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Navigation on the left; bar, strip and pages on the right."""
        # The strip brings its own margins: hidden, it leaves no gap.
        right = vbox(self.bar, SampleStrip(self.services), self.strip, (self.stack, 1), spacing=0)
        hbox(self.side, (right, 1), spacing=0, parent=self)

    def _connect(self) -> None:
        """Signals."""
        for nav in (self.nav, self.foot):
            nav.chosen.connect(self.strip.pass_by)
            nav.chosen.connect(self.show_page)
        self.bar.searchAsked.connect(self.search)
        self.bar.newAsked.connect(self.keys.run)
        self.bar.sendAsked.connect(partial(self.show_page, "exporter"))
        self.operations.changed.connect(self._changed)

    # ---- where
    def show_page(self, name: str, filters: Mapping[str, Any] | None = None) -> None:
        """Open a page of the navigation; an unknown one opens the dashboard."""
        name = name if name in self._known else HOME
        self._close_record()
        self._hide_page()
        if name not in {self.place, *PASSING}:
            self._history = [*self._history, self.place][-KEPT:]
        if name not in PASSING:
            self.place = name
        if (page := self._pages.get(name)) is None:
            page = self._pages[name] = navigation.build(name, self.services)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if name not in PASSING:
            self._mark(name)
        if filters is not None:
            page.filter(filters)
        page.enter()
        if name == HOME:  # its figures come later: keys have somewhere to go meanwhile
            self.nav.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_record(self, table: str, uid: str) -> None:
        """Open a stored fiche, a correction as the fiche it is about; the mission only reads them."""
        if table in CODED:  # it has no fiche: a page shows it
            self.show_page(CODED[table], {"code": uid})
        elif table == CORRECTION:
            self.corrections.open(uid)
        elif self.desk.role is Role.POSTE:
            self._record_page(table).open(uid)
            self.corrections.remind(uid)
            self.operations.searching.remember(table, uid)
        elif table in PAGE_OF:
            self.show_page(READING, {"table": table, "uid": uid})

    def new_record(self, table: str, values: Mapping[str, Any] | None = None) -> None:
        """Open a new fiche."""
        if self.desk.role is Role.POSTE:
            self._record_page(table).new(dict(values or {}))

    def duplicate(self, table: str, uid: str) -> None:
        """Open a new fiche made from another one."""
        if self.desk.role is Role.POSTE:
            self._record_page(table).copying.start(uid)

    def _record_page(self, table: str) -> RecordPage:
        """An empty page for a fiche; the navigation shows the list that it belongs to."""
        self._close_record()
        self._hide_page()
        page: RecordPage
        if table == "reunion":
            page = ReunionPage(self.operations, self.messages)
        else:
            page = FichePage(self.operations, table, self.messages)
            page.opened.connect(self.open_record)
            page.new_asked.connect(self.new_record)
        page.print_asked.connect(self.show_paper)
        page.past.asked.connect(self.show_past)
        page.copying.asked.connect(self.duplicate)
        Finishing(page, self)
        page.closed.connect(self.back)
        self.record = page
        self.stack.addWidget(page)
        self._fit_side()
        self.stack.setCurrentWidget(page)
        self._mark(PAGE_OF.get(table, self.place))
        return page

    def _mark(self, page: str) -> None:
        """Show in the navigation where one is: the entry of a family is its first page."""
        for nav in (self.nav, self.foot):
            nav.set_current(family(page)[0])

    def _close_record(self) -> None:
        """Leave the paper, then the fiche shown: saved first, freed afterwards."""
        self.above.close()
        page, self.record = self.record, None
        if page is not None:
            self._fit_side()
            say_in_title(self.window(), faulty=False)
            self.stack.removeWidget(page)
            page.autosave.flush(page.deleteLater)

    def show_past(self, table: str, uid: str) -> None:
        """The history of the fiche open, which one comes back to."""
        self.show_page(HISTORY, {"table": table, "uid": uid, "fiche": True})

    def show_paper(self, document: str, ref: str) -> None:
        """Look at a paper over what is shown, which waits as it was left."""
        self.above.show_paper(document, ref)

    def page(self) -> Page | None:
        """The page shown, unless a fiche is."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def _hide_page(self) -> None:
        """Tell the page shown that it is left."""
        if (page := self.page()) is not None:
            page.leave()

    def back(self) -> None:
        """From a paper to what is under it, from a fiche to its page, from a page to the one before. Never discards."""
        if self.above.close():
            return
        left = self.record
        if left is not None and PAGE_OF.get(left.draft.type) == self.place:
            self.show_page(self.place, {CHOSEN: left.draft.uid})  # its list, standing on it
        elif left is not None or self.page() is not self._pages.get(self.place):
            self.show_page(self.place)
        elif self._history:
            before = self._history.pop()
            self.show_page(before)
            if self._history and self._history[-1] != before:
                self._history.pop()

    def leave(self) -> None:
        """The window is about to be closed or built again."""
        self._close_record()
        self._hide_page()

    def search(self) -> None:
        """Open the palette."""
        self.keys.search()

    def zones(self) -> list[QWidget]:
        """Where F6 goes: navigation, search, then the page's own."""
        page = self.page()
        inside = page.zones() if page is not None else self.record.zones() if self.record is not None else []
        return [one for one in (self.nav, self.bar.search, *inside) if one.isVisible()]

    # ---- what moves
    def _changed(self, table: str, uid: str) -> None:
        """A record changed: the page shown reads again."""
        if (page := self.page()) is not None:
            page.changed(table, uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape, when nothing inside wanted it, goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the navigation follows the room."""
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """A rail of icons when the window is narrow, sooner beside the form of a meeting."""
        self.side.fit(self.width(), meeting=isinstance(self.record, ReunionPage))
