import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from ui.kit.dates import CalendarPopup, DateField, HourField


def parse_day(text: str) -> dt.date | None:
    """Enough of a reading for the field: « 15/10 »."""
    day, _, month = text.partition("/")
    return dt.date(2026, int(month[:2]), int(day)) if day.isdigit() and month[:2].isdigit() else None


def write_day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def parse_hour(text: str) -> dt.time | None:
    return dt.time(int(text[:2]), int(text[-2:])) if len(text) in {4, 5} else None


@pytest.fixture
def field(app: QApplication, qtbot: QtBot) -> DateField:
    made = DateField(parse_day, write_day)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_typed_is_shown_back_in_full(field: DateField, keys: Callable[..., None]) -> None:
    told: list[dt.date | None] = []
    field.valueChanged.connect(told.append)
    field.setText("15/10")
    keys(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("15/10/2026", dt.date(2026, 10, 15))
    assert told == [dt.date(2026, 10, 15)]


def test_what_cannot_be_read_is_kept_as_typed(field: DateField, keys: Callable[..., None]) -> None:
    field.set_value(dt.date(2026, 10, 15))
    field.setText("après la fête")
    keys(field, Qt.Key.Key_Return)
    assert (field.text(), field.value(), field.is_readable()) == ("après la fête", None, False)
    field.clear()
    assert field.is_readable()


def test_showing_a_record_tells_nobody(field: DateField) -> None:
    told: list[object] = []
    field.valueChanged.connect(told.append)
    field.set_value(dt.date(2026, 1, 2))
    field.set_value(None)
    assert (told, field.text()) == ([], "")


def test_the_calendar_opens_on_f4_and_gives_a_day(field: DateField, keys: Callable[..., None]) -> None:
    field.set_value(dt.date(2026, 10, 15))
    keys(field, Qt.Key.Key_F4)
    popup = field.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2026, 10, 15)
    popup.calendar.activated.emit(QDate(2026, 10, 20))
    assert not popup.isVisible()
    assert field.value() == dt.date(2026, 10, 20)


def test_a_field_that_cannot_be_changed_opens_no_calendar(field: DateField) -> None:
    field.setReadOnly(True)
    field.open_calendar()
    assert field.findChild(CalendarPopup) is None


def test_each_button_has_a_name_and_a_size(field: DateField) -> None:
    field.open_calendar()
    buttons = [button for button in field.findChildren(QToolButton) if button.isVisible()]
    names = [button.accessibleName() or button.text() for button in buttons]
    assert {"Ouvrir le calendrier (F4)", "Mois précédent", "Mois suivant"} <= set(names)
    assert all(names)
    assert all(min(button.width(), button.height()) >= 24 for button in buttons)


def test_an_hour_is_read_the_same_way(app: QApplication, qtbot: QtBot, keys: Callable[..., None]) -> None:
    field = HourField(parse_hour, "{:%H h %M}".format)
    qtbot.addWidget(field)
    field.setText("1830")
    keys(field, Qt.Key.Key_Enter)
    assert (field.text(), field.value()) == ("18 h 30", dt.time(18, 30))
