"""The agenda: the month by keys alone, the day in hand, the list, what is late, the file."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from db.models.action import StatutAction
from db.models.seance import StatutReunion
from pvdesk.store import records
from tests.builders import TODAY, make_desk
from tests.scenarios.formulaire import Fenetre
from ui.kit.messages import TroubleDialog
from ui.kit.month_model import days_after, months_after, weeks_of
from ui.pages.agenda import AgendaPage
from ui.pages.reunion import ReunionPage

TUESDAY = TODAY + dt.timedelta(days=5)
LATE = TODAY - dt.timedelta(days=8)


@pytest.fixture
def fenetre(app: QApplication, tmp_path: Path) -> Iterator[Fenetre]:
    """The window of a poste: a meeting to come, one held without its next, two things late."""
    desk = make_desk(tmp_path / "donnees")
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Conseil citoyen des Tilleuls")).uid
        for jour, statut in ((TUESDAY, StatutReunion.PREVUE), (dt.date(2026, 9, 3), StatutReunion.TENUE),
                             (LATE, StatutReunion.PREVUE)):  # fmt: skip
            values = {"conseil_uid": conseil, "date": jour, "debut": dt.time(18, 30), "objet": "Budget"}
            records.save(unit, records.blank(unit, "reunion", statut=statut, **values))
        for libelle, statut_action in (("Écrire au bailleur", StatutAction.A_FAIRE), ("Fini", StatutAction.FAITE)):
            values = {"libelle": libelle, "echeance": dt.date(2026, 9, 30), "statut": statut_action}
            records.save(unit, records.blank(unit, "action", **values))
        unit.commit()
    opened = Fenetre(desk)
    yield opened
    opened.fermer()
    desk.close()


@pytest.fixture
def agenda(fenetre: Fenetre) -> AgendaPage:
    """Its agenda, on today."""
    fenetre.window.show_page("agenda")
    shown = fenetre.window.stack.currentWidget()
    assert isinstance(shown, AgendaPage)
    return shown


def titles(agenda: AgendaPage) -> list[str]:
    return [line.accessibleName() for line in agenda.day_card.lines]


def test_the_month_is_walked_by_keys(agenda: AgendaPage, keys: Callable[..., None]) -> None:
    assert (agenda.named.text(), agenda.month.day) == ("Octobre 2026", TODAY)
    assert titles(agenda) == []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        keys(agenda.month, key)
    assert agenda.month.day == TUESDAY
    assert titles(agenda) == ["18\u00a0h\u00a030, Réunion, Conseil citoyen des Tilleuls, Plénière · Budget"]
    keys(agenda.month, Qt.Key.Key_End)
    assert agenda.month.day == dt.date(2026, 10, 25)
    keys(agenda.month, Qt.Key.Key_Home)
    keys(agenda.month, Qt.Key.Key_PageUp)
    assert (agenda.named.text(), agenda.month.day) == ("Septembre 2026", dt.date(2026, 9, 19))
    assert [one.text for one in agenda.month.month.entries(dt.date(2026, 9, 30))] == ["Écrire au bailleur", "Fini"]
    for key in (Qt.Key.Key_Down,) * 2:
        keys(agenda.month, key)
    assert agenda.named.text() == "Octobre 2026"
    agenda.today_button.click()
    assert agenda.month.day == TODAY


def test_a_screen_reader_hears_the_day_and_what_it_holds(agenda: AgendaPage) -> None:
    model = agenda.month.month
    said = str(model.data(model.cell(TUESDAY), Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("mardi 20 octobre 2026\u00a0: 1\u00a0date. 18\u00a0h\u00a030, Réunion, Conseil citoyen")
    assert model.spoken(TODAY) == "jeudi 15 octobre 2026, aujourd’hui\u00a0: rien"
    seen = QAccessible.queryAccessibleInterface(agenda.month)
    assert seen is not None
    assert (seen.role(), seen.text(QAccessible.Text.Name)) == (QAccessible.Role.Table, "Mois")


def test_what_is_late_stands_beside_the_month_and_leads_the_list(agenda: AgendaPage) -> None:
    assert agenda.late_card.title.text() == "En retard (2)"
    agenda.late_card.every.click()
    rows = [agenda.table.rows.row(n).cells for n in range(agenda.table.rows.rowCount())]
    assert [(cells[1].text, cells[2].tone) for cells in rows] == [
        ("Écrire au bailleur", "error"), ("Conseil citoyen des Tilleuls", "error"),
        ("Conseil citoyen des Tilleuls", "primary"),
    ]  # fmt: skip
    assert agenda._subtitle.text() == "Octobre 2026\u00a0: 2\u00a0dates, 2\u00a0en retard"


def test_one_kind_of_dates_is_shown_and_written_alone(agenda: AgendaPage, tmp_path: Path) -> None:
    agenda.kinds.setCurrentIndex(2)
    assert agenda._subtitle.text() == "Octobre 2026\u00a0: rien de prévu, 1\u00a0en retard"
    agenda.month.go(dt.date(2026, 9, 30))
    assert len(titles(agenda)) == 2
    target = tmp_path / "agenda.ics"
    agenda.file.write(dt.date(2026, 9, 1), dt.date(2026, 10, 31), agenda.sortes, str(target))
    assert target.read_bytes().count(b"CATEGORIES:Action") == target.read_bytes().count(b"BEGIN:VEVENT") == 2
    agenda.kinds.setCurrentIndex(1)
    assert titles(agenda) == []


def test_enter_on_a_day_opens_what_it_holds(agenda: AgendaPage, fenetre: Fenetre, keys: Callable[..., None]) -> None:
    agenda.month.go(TUESDAY)
    keys(agenda.month, Qt.Key.Key_Return)
    assert isinstance(fenetre.window.stack.currentWidget(), ReunionPage)


def test_a_meeting_is_added_to_the_day_in_hand(agenda: AgendaPage, fenetre: Fenetre) -> None:
    agenda.month.go(dt.date(2026, 11, 25))
    agenda.day_card.added.emit("reunion", "date")
    opened = fenetre.window.stack.currentWidget()
    assert isinstance(opened, ReunionPage)
    values = opened.form.seance.reunion.values
    assert (values["date"], values["debut"]) == (dt.date(2026, 11, 25), dt.time(18, 30))


def test_the_month_is_written_for_another_calendar(agenda: AgendaPage, fenetre: Fenetre, tmp_path: Path) -> None:
    target = tmp_path / "agenda.ics"
    agenda.file.write(*agenda._bounds(), agenda.sortes, str(target))
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 2
    assert "(2\u00a0dates). Ce fichier n’est pas chiffré." in fenetre.window.strip.text()
    agenda.file.write(*agenda._bounds(), agenda.sortes, str(tmp_path / "absent" / "agenda.ics"))
    dialog = fenetre.window.findChild(TroubleDialog)
    assert dialog is not None
    dialog.close()


def test_months_end_where_they_end() -> None:
    assert months_after(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 1, 31), -2) == dt.date(2025, 11, 30)
    assert weeks_of(dt.date(2027, 2, 15)) == (dt.date(2027, 2, 1), dt.date(2027, 2, 28))
    assert days_after(dt.date.max, 1) == dt.date.max
    assert months_after(dt.date.max, 1) == dt.date.max
    assert months_after(dt.date.min, -1) == dt.date.min
