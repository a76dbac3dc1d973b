"""The agenda: a month or a list of what every fiche says of a day; what is late; a file for another calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QWidget

from db.models.echange import Role
from pvdesk.base.francais import MOIS
from pvdesk.store.agenda import Moment, Sorte
from ui.days import Weeks
from ui.kit.announce import announce
from ui.kit.editors import Choice
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.month import MonthView
from ui.kit.month_model import days_after, first_of, months_after, weeks_of
from ui.kit.narrow import HEAD_PX, Turning
from ui.kit.table import Table
from ui.pages.agenda_cards import DayCard, LateCard
from ui.pages.agenda_file import CalendarFile
from ui.pages.agenda_parts import COLUMNS, KINDS, entry, key_of, rows, told
from ui.pages.page import Page, Services
from ui.theme.theme import current

BODY_PX = 860
KINDS_PX = 190
YEAR = 12  # months written ahead


class AgendaPage(Page):
    """Shows the weeks of a month; the day in hand stays when one comes back."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._today = services.operations.desk.today()
        self._all = self._weeks = Weeks(self._today, self._today, (), ())
        self._moments: dict[str, Moment] = {}
        self._subtitle = label("", "muted", wrap=True)
        self.month = MonthView(self._today, "Mois")
        self.table = Table(COLUMNS, "Dates du mois", row_height=56)
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * 6)
        self.before = button("", "quiet", icon="chevron-gauche", name="Mois précédent", tip="Mois précédent (Page↑)")
        self.after = button("", "quiet", icon="chevron-droite", name="Mois suivant", tip="Mois suivant (Page↓)")
        self.today_button = button("Aujourd’hui", icon="agenda")
        self.as_month = button("Mois", "choice")
        self.as_list = button("Liste", "choice")
        self.save_button = button("Enregistrer en .ics", icon="recevoir", tip="Pour un autre logiciel d’agenda")
        self._menu = QMenu(self.save_button)
        self._menu.addAction("Le mois affiché…", self.save_month)
        self._menu.addAction("Les douze mois à venir…", self.save_year)
        self.save_button.setMenu(self._menu)
        self.kinds = Choice()
        self.kinds.setAccessibleName("Dates montrées")
        for text, _ in KINDS:
            self.kinds.addItem(text)
        self.file = CalendarFile(services, self)
        self.named = label("", "h3")
        self.day_card = DayCard(writes=services.operations.desk.role is Role.POSTE)
        self.late_card = LateCard()
        self._views: QStackedWidget = QStackedWidget()
        self._side = QWidget()
        self._lay_out()
        self._connect()
        self._show_view(0)

    def _lay_out(self) -> None:
        """Head; then the month or the list, and the cards beside it."""
        titles, commands = QWidget(), QWidget()
        vbox(label("Agenda", "h1"), self._subtitle, spacing=2, parent=titles)
        hbox(self.kinds, self.save_button, None, spacing=10, parent=commands)
        head = Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8)
        moves, views = QWidget(), QWidget()
        hbox(self.before, self.named, self.after, self.today_button, None, spacing=6, parent=moves)
        self.kinds.setMinimumWidth(current().px(KINDS_PX))
        hbox(self.as_month, self.as_list, None, spacing=6, parent=views)
        tools = vbox(Turning([(moves, 1), (views, 0)], HEAD_PX - 160, spacing=6), margins=(12, 10, 12, 8))
        card = frame()
        self._views.addWidget(self.month)
        self._views.addWidget(self.table)
        vbox(tools, (self._views, 1), margins=(1, 1, 1, 1), spacing=0, parent=card)
        vbox(self.day_card, self.late_card, None, spacing=14, parent=self._side)
        self._body = QWidget()
        vbox(head, (Turning([(card, 70), (self._side, 30)], BODY_PX), 1), spacing=14, parent=self._body)
        self._area: QScrollArea = scrolled(self._body)
        self.column.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(partial(self.month.turn, -1))
        self.after.clicked.connect(partial(self.month.turn, 1))
        self.today_button.clicked.connect(self.go_today)
        self.kinds.currentIndexChanged.connect(self._show_kinds)
        self.as_month.clicked.connect(partial(self._show_view, 0))
        self.as_list.clicked.connect(partial(self._show_view, 1))
        self.month.dayChanged.connect(self._day_changed)
        self.month.opened.connect(self._open_day)
        self.table.rowActivated.connect(self._open)
        self.day_card.opened.connect(self._open)
        self.day_card.added.connect(self._add)
        self.late_card.opened.connect(self._open)
        self.late_card.all_asked.connect(partial(self._show_view, 1))

    # ---- what is shown
    def enter(self) -> None:
        """Read the weeks of the month shown."""
        self.read()
        (self.table if self._views.currentIndex() else self.month).setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again."""
        self.read()

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Show the day asked for."""
        if isinstance(filters.get("jour"), dt.date):
            self._show_view(0)
            self.month.go(filters["jour"])

    def zones(self) -> list[QWidget]:
        """Month or list, the lines of the day, what is late."""
        cards = [card.lines[0] for card in (self.day_card, self.late_card) if card.lines]
        return [self._views.currentWidget() or self.month, *cards]

    def read(self) -> None:
        """Ask for the moments."""
        self.services.operations.days.weeks(*weeks_of(self.month.day), self._show_weeks)

    @property
    def sortes(self) -> frozenset[Sorte]:
        """The kinds of dates shown."""
        return KINDS[max(0, self.kinds.currentIndex())][1]

    def _show_weeks(self, weeks: Weeks) -> None:
        """Show them, unless another month was asked for meanwhile."""
        if (weeks.du, weeks.au) == weeks_of(self.month.day):
            self._all = weeks
            self._show_kinds()

    def _show_kinds(self) -> None:
        """Show what is of the kinds chosen."""
        moments, late = (
            [one for one in held if one.sorte in self.sortes] for held in (self._all.moments, self._all.late)
        )
        weeks = self._weeks = replace(self._all, moments=tuple(moments), late=tuple(late))
        self._moments = {key_of(one): one for one in (*weeks.moments, *weeks.late)}
        by_day: dict[dt.date, list[Moment]] = {}
        for one in weeks.moments:
            by_day.setdefault(one.jour, []).append(one)
        self.month.show_entries({day: [entry(one) for one in held] for day, held in by_day.items()})
        first, last = self._bounds()
        held = [one for one in weeks.moments if first <= one.jour <= last]
        listed = {key_of(one) for one in held}
        self.table.set_rows(rows([one for one in weeks.late if key_of(one) not in listed] + held, self._today))
        self.table.select_first()
        self._subtitle.setText(f"{self._month_name()}\u00a0: {told(len(held), len(weeks.late))}")
        self.late_card.show_late(weeks.late, self._today)
        self._show_day()

    def _show_day(self) -> None:
        day = self.month.day
        self.named.setText(self._month_name())
        self.day_card.show_day(day, [one for one in self._weeks.moments if one.jour == day], self._today)

    def _show_view(self, place: int) -> None:
        """The month and its cards, or the list alone."""
        self.as_month.setChecked(place == 0)
        self.as_list.setChecked(place == 1)
        self._views.setCurrentIndex(place)
        self._side.setVisible(place == 0)

    def _month_name(self) -> str:
        """« Novembre 2026 »."""
        day = self.month.day
        return f"{MOIS[day.month - 1].capitalize()} {day.year}"

    def _bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of the month shown."""
        first = first_of(self.month.day)
        return first, days_after(months_after(first, 1), -1)

    # ---- what is done
    def go_today(self) -> None:
        """Come back to today."""
        self.month.go(self._today)
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_changed(self, day: dt.date) -> None:
        self._show_day()
        if not self._weeks.du <= day <= self._weeks.au or self._weeks.du != weeks_of(day)[0]:
            announce(self, self._month_name())
            self.read()
        here = self.month.visualRect(self.month.currentIndex())
        at = self.month.viewport().mapTo(self._body, here.center())
        self._area.ensureVisible(at.x(), at.y(), here.width() // 2, here.height())

    def _open_day(self, _day: dt.date) -> None:
        """Enter on a day: open what it holds when it is alone, else go to its lines."""
        if len(self.day_card.lines) == 1:
            self.day_card.lines[0].pressed.emit()
        elif self.day_card.lines:
            self.day_card.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.day_card.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, key: str) -> None:
        moment = self._moments.get(key)
        if moment is not None:
            self.services.go.open_record(moment.table, moment.uid)

    def _add(self, table: str, key: str) -> None:
        self.services.go.new_record(table, {key: self.month.day})

    # ---- the file
    def save_month(self) -> None:
        """Write the month shown."""
        self.file.ask(*self._bounds(), self.sortes)

    def save_year(self) -> None:
        """Write what comes."""
        self.file.ask(self._today, months_after(self._today, YEAR), self.sortes)
