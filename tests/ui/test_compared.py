"""« Chiffres comparés »: by delegation, by contrat, each number opens; exported, small numbers of people hide."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission
from ui.pages.compared import EMPTY, ComparedPage
from ui.pages.records import RecordsPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """After one lot."""
    reunion(pair.poste, *conseil(pair.poste, members=2))
    pair.take(pair.send())
    return pair


def shown(mission: Mission) -> ComparedPage:
    page = mission.page("compares")
    assert isinstance(page, ComparedPage)
    return page


def test_a_number_opens_its_fiches_by_keys(mission: Mission) -> None:
    page = shown(mission)
    assert page.table is not None
    assert mission.clipped() == []
    page.table.select_uid("personnes.venues")
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert plain(page._in_hand.text()).startswith("Entrée ouvre les fiches de : D07, personnes venues aux réunions, 2")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    mission.settle()
    listed = mission.window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    assert plain(listed.bar.only.text()) == "Personnes venues aux réunions : D07"
    assert listed.table.rows.rowCount() == 1


def test_a_bar_opens_the_same(mission: Mission) -> None:
    page = shown(mission)
    assert page.table is not None
    page.table.select_uid("personnes.venues")
    assert page.bars is not None
    page.bars.opened.emit(0, 0)
    mission.settle()
    assert mission.window.place == "reunions"


def test_the_other_axis_has_its_own_columns(mission: Mission) -> None:
    page = shown(mission)
    page.axis.setCurrentIndex(1)
    mission.settle()
    assert page.table is not None
    assert [column.title for column in page.table.rows.columns][2:] == ["Sans contrat de ville"]
    assert mission.clipped() == []


def test_it_is_exported_with_a_word_on_small_numbers(mission: Mission, tmp_path: Path) -> None:
    page = shown(mission)
    page.export(str(tmp_path / "chiffres.csv"))
    mission.settle()
    assert "<\u00a05" in (tmp_path / "chiffres.csv").read_text(encoding="utf-8-sig")
    assert "de 1 à 4" in mission.last()
    page.export(str(tmp_path / "chiffres.doc"))
    mission.settle()
    assert "format" in mission.said.troubles[-1].what


def test_a_year_without_figures_is_said(mission: Mission) -> None:
    page = shown(mission)
    assert page._found is not None
    page._show(((2026,), type(page._found)(page._found.au, page.axe, (), ())))
    assert page.body.currentIndex() == EMPTY
    assert not page.export_button.isEnabled()


@pytest.mark.parametrize("name", ["clair", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    shown(opened)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
