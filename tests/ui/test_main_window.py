"""The window on a real base: navigation, keys, way back, names for screen readers, room for every text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from db.models.action import StatutAction
from pvdesk.store import listing
from tests.ui.window import open_window, page, settle
from ui.app import Application
from ui.main_window import MainWindow
from ui.pages.fiche import FichePage
from ui.pages.home import HomePage
from ui.pages.palette import Palette
from ui.pages.records import RecordsPage
from ui.pages.reference import ReferencePage
from ui.pages.reunion import ReunionPage
from ui.pages.settings import SettingsPage

PAGES = ("accueil", "agenda", "reunions", "actions", "conseils", "membres", "organismes", "contacts", "quartiers",
         "personnes", "exporter", "indicateurs", "corbeille", "aide", "parametres", "sauvegarde", "envois")  # fmt: skip
INTERACTIVE = {
    QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.EditableText,
    QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.ButtonMenu,
}  # fmt: skip


@pytest.fixture
def application(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[Application]:
    """The program, open on the sample."""
    opened = open_window(sample, tmp_path / "delegation")
    yield opened
    opened.frame.close()


def window_of(application: Application) -> MainWindow:
    assert application.window is not None
    return application.window


def unnamed(root: QWidget) -> list[str]:
    """Interactive widgets, visible, that say nothing to a screen reader."""
    found = []
    for one in root.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, QComboBox):
            continue
        seen = QAccessible.queryAccessibleInterface(one)
        if seen is not None and seen.role() in INTERACTIVE and not seen.text(QAccessible.Text.Name):
            found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found


def test_it_opens_on_the_dashboard_with_what_waits(application: Application) -> None:
    window = window_of(application)
    home = window.stack.currentWidget()
    assert isinstance(home, HomePage)
    assert len(home.tiles) == 4
    assert home.todos
    assert window.bar.waiting.text() == "4\u00a0éléments à envoyer"


@pytest.mark.parametrize("name", PAGES)
def test_every_control_of_every_page_has_a_name(application: Application, name: str) -> None:
    page(application, name)
    assert unnamed(application.frame) == []


def test_a_page_is_built_when_first_opened(application: Application) -> None:
    window = window_of(application)
    assert set(window._pages) == {"accueil"}
    page(application, "reunions")
    first = window._pages["reunions"]
    page(application, "accueil")
    page(application, "reunions")
    assert window._pages["reunions"] is first


def test_a_tile_opens_the_records_behind_it(application: Application) -> None:
    home = window_of(application).stack.currentWidget()
    assert isinstance(home, HomePage)
    home.tiles[0].pressed.emit()
    settle(application)
    records = window_of(application).stack.currentWidget()
    assert isinstance(records, RecordsPage)
    assert records.bar.only.text() == "Réunions tenues en 2026"
    assert records.table.rows.rowCount() == 3
    assert "uid" not in records.bar.given()
    records.bar.every.click()
    settle(application)
    assert records.table.rows.rowCount() == 6
    assert not records.bar.only.isVisible()


def test_the_list_filters_as_one_types_and_says_when_nothing_is_found(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    assert records.table.rows.rowCount() == 6
    records.bar.words.setText("budget")
    settle(application)
    assert records.table.rows.rowCount() == 1
    records.bar.words.setText("introuvable")
    settle(application)
    assert records._none.text() == "Aucune réunion ne correspond à «\u00a0introuvable\u00a0»."
    records.clear_button.click()
    settle(application)
    assert records.table.rows.rowCount() == 6


def test_the_card_shows_the_chosen_record(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    records.table.selectRow(2)
    settle(application)
    assert records.detail.draft is not None
    assert records.detail.draft.uid == records.table.current_uid()


def test_a_deleted_meeting_comes_back_by_the_strip(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    records.delete()
    settle(application)
    window = window_of(application)
    assert window.strip.text() == "Réunion supprimée"
    assert records.table.rows.rowCount() == 5
    window.strip._act()
    settle(application)
    assert records.table.rows.rowCount() == 6


def statut(records: RecordsPage, uid: str) -> StatutAction:
    row = records.source.row(uid)
    assert row is not None
    found = row.values["statut"]
    assert isinstance(found, StatutAction)
    return found


def test_late_actions_come_first_and_space_says_done(application: Application) -> None:
    actions = page(application, "actions")
    assert isinstance(actions, RecordsPage)
    uid = actions.table.current_uid()
    actions.table.previewAsked.emit(uid)
    settle(application)
    assert statut(actions, uid) is StatutAction.FAITE
    window_of(application).strip._act()
    settle(application)
    assert statut(actions, uid) is StatutAction.A_FAIRE


def test_enter_opens_a_meeting_and_escape_comes_back_to_the_list(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    records.table.rowActivated.emit(records.table.current_uid())
    settle(application)
    window = window_of(application)
    assert isinstance(window.stack.currentWidget(), ReunionPage)
    opened = window.stack.currentWidget()
    assert isinstance(opened, ReunionPage)
    opened.leave()
    settle(application)
    assert window.stack.currentWidget() is records
    assert window.record is None


@pytest.mark.parametrize("table", ["conseil", "membre", "organisme", "contact", "action"])
def test_every_record_type_has_its_new_fiche(application: Application, table: str) -> None:
    window_of(application).new_record(table)
    settle(application)
    opened = window_of(application).stack.currentWidget()
    assert isinstance(opened, FichePage)
    assert opened.table == table


def test_the_quartiers_are_read_and_filtered(application: Application) -> None:
    quartiers = page(application, "quartiers")
    assert isinstance(quartiers, ReferencePage)
    assert quartiers.table.rows.rowCount() == 128
    quartiers.words.setText("QN06201M")
    settle(application)
    assert quartiers.table.rows.rowCount() == 1


def test_the_palette_finds_commands_and_records(application: Application) -> None:
    window = window_of(application)
    window.search()
    palette = window.findChild(Palette)
    assert palette is not None
    palette.edit.setText("quartiers")
    assert palette.table.current_uid() == ">quartiers"
    palette.edit.setText("budget")
    settle(application)
    settle(application)
    palette._choose_current()
    settle(application)
    assert isinstance(window.stack.currentWidget(), ReunionPage | FichePage)


def test_a_change_of_theme_comes_back_to_the_same_page(application: Application) -> None:
    shown = page(application, "parametres")
    assert isinstance(shown, SettingsPage)
    shown._choose_theme("sombre")
    settle(application)
    window = window_of(application)
    assert window.place == "parametres"
    assert application.app.palette().window().color().lightness() < 60
    window.keys.run("agrandir")
    settle(application)
    assert application.settings.zoom == 1.25


def test_f6_goes_from_zone_to_zone(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    window = window_of(application)
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    window.nav.setFocus(Qt.FocusReason.OtherFocusReason)
    stops = []
    for _ in range(5):
        window.keys.run("zone-suivante")
        stops.append(QApplication.focusWidget())
    assert stops == [window.bar.search, records.bar.words, records.table, records.detail.edit_button, window.nav]


def test_the_filter_by_state_keeps_what_waits(application: Application) -> None:
    records = page(application, "reunions")
    assert isinstance(records, RecordsPage)
    records.bar.state.setCurrentText(listing.Envoi.A_ENVOYER.value)
    settle(application)
    assert {row.envoi for row in records.source.rows} == {listing.Envoi.A_ENVOYER}
