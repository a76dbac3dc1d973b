"""« Postes »: the board, month by month; enrolled, revoked, answered, each with what it needs."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pvdesk.mission import postes
from pvdesk.mission.tableau import Ligne, Mois, Passage
from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.pages.postes import PostesPage, month_cell, row_of, standing
from ui.pages.theft import instant_of
from ui.theme.apply import apply
from ui.theme.theme import Theme


def shown(mission: Mission) -> PostesPage:
    page = mission.page("postes")
    assert isinstance(page, PostesPage)
    return page


def row(page: PostesPage, code: str) -> list[str]:
    assert page.table is not None
    return [plain(cell.text) for cell in page.table.rows.row(page.table.rows.place_of(code)).cells]


def typed(page: PostesPage, text: str) -> None:
    edit = page.prompt.findChild(QLineEdit)
    assert edit is not None
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


MONTH = Mois(dt.date(2026, 10, 1), 1, Passage.RECU)
LINE = Ligne("D07", True, "ABCD-EFGH", None, "", "", 3, dt.date(2026, 10, 5), (MONTH,), (), True, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "À jour"), ({"presente": False}, "À enrôler"), ({"retenus": 2}, "2 lots en attente"),
        ({"mois": (replace(MONTH, passage=Passage.RETARD),)}, "1 mois en retard"), ({"conflits": 1}, "1 conflit"),
        ({"manquants": (2,), "rattrapes": False}, "Lot manquant"), ({"revoque_le": dt.date(2026, 1, 1)}, "Révoqué"),
        ({"revoque_le": dt.date(2026, 1, 1), "successeur": "D08"}, "Repris par D08"),
    ],
)  # fmt: skip
def test_the_gravest_thing_is_said_first(changes: dict[str, object], said: str) -> None:
    cell = standing(replace(LINE, **changes))  # type: ignore[arg-type]
    assert plain(cell.text) == said
    assert cell.icon


def test_a_month_is_said_in_words_and_icon() -> None:
    cells = {p: month_cell(replace(MONTH, passage=p)) for p in Passage}
    assert [plain(cells[p].text) for p in Passage] == ["—", "Reçu", "attendu", "Rien"]
    assert cells[Passage.RETARD].icon
    assert month_cell(replace(MONTH, lots=3)).text == "3 lots"


def test_missing_numbers_say_whether_they_are_to_be_asked() -> None:
    healed = row_of(replace(LINE, manquants=(2, 4))).cells[2]
    assert (healed.text, healed.second) == ("2, 4", "rattrapés")


def test_the_board_shows_what_came_and_the_control_code(mission: Mission, pair: Pair) -> None:
    uid, members = conseil(pair.poste)
    reunion(pair.poste, uid, members)
    pair.take(pair.send())
    page = shown(mission)
    assert row(page, "D07")[0] == "D07"
    assert row(page, "D07")[6] == "Reçu"
    assert pair.template.control[0] in texts(page.card)
    assert mission.clipped() == []


def test_a_poste_is_enrolled_by_keyboard(mission: Mission, tmp_path: Path) -> None:
    page = shown(mission)
    page.enrol_button.click()
    mission.settle()
    typed(page, "D12")
    assert page.prompt.isHidden()
    page.verbs.write_enrolment("D12", str(tmp_path / "clé"))
    mission.settle()
    assert row(page, "D12")[0] == "D12"
    assert [path.name for path in (tmp_path / "clé").iterdir()] == ["enrolement-D12.pvlot"]
    assert "comparez par téléphone" in mission.last()
    assert page.table is not None
    assert page.table.current_uid() == "D12"


def test_a_code_is_asked_and_escape_forgets(mission: Mission) -> None:
    page = shown(mission)
    page.enrol_button.click()
    typed(page, "")
    assert page.prompt.field is not None
    assert plain(page.prompt.field.error) == "Code du poste : écrivez-le, par exemple D07"
    edit = page.prompt.findChild(QLineEdit)
    assert edit is not None
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert page.prompt.isHidden()
    assert mission.window.place == "postes"


def test_a_code_that_cannot_be_is_refused(mission: Mission, tmp_path: Path) -> None:
    page = shown(mission)
    page.verbs.write_enrolment("MISSION", str(tmp_path))
    mission.settle()
    assert mission.said.troubles[-1].what == "Ce code de poste ne convient pas."


def test_a_poste_is_revoked_with_a_reason(mission: Mission, pair: Pair) -> None:
    page = shown(mission)
    page.card.revoke_button.click()
    typed(page, "Ordinateur perdu")
    mission.settle()
    assert postes.state(pair.mission)[0].revoque
    assert "Ordinateur perdu" in texts(page.card)
    assert not page.card.revoke_button.isVisible()
    assert mission.last().startswith("D07 est révoqué")


def test_a_delegation_is_called_by_the_name_that_the_mission_gives(mission: Mission, pair: Pair) -> None:
    page = shown(mission)
    page.card.name_button.click()
    typed(page, "Pays de Lens")
    mission.settle()
    assert mission.last().startswith("D07 se nomme « Pays de Lens »")
    fiche = mission.page("delegation")
    assert plain(fiche.choice.currentText()) == "Pays de Lens (D07)"
    with pytest.raises(postes.UnknownPoste):
        postes.nommer(pair.mission, "D99", "Nulle part")


def test_a_poste_is_handed_over_to_another(mission: Mission, pair: Pair, tmp_path: Path) -> None:
    page = shown(mission)
    page.card.hand_over_button.click()
    assert mission.last().startswith("Aucun autre poste")
    page.verbs.write_enrolment("D12", str(tmp_path))
    mission.settle()
    assert page.table is not None
    page.table.select_uid("D07")
    page.card.hand_over_button.click()
    page.prompt.answer()
    mission.settle()
    assert mission.last().startswith("D07 transmis à D12 : ")
    assert row(page, "D07")[0] == "D07"
    assert "Repris par D12" in texts(page.card) or "Successeur" in texts(page.card)


def test_the_sheet_of_a_theft_is_written(mission: Mission, tmp_path: Path) -> None:
    page = shown(mission)
    page.card.theft_button.click()
    assert page.prompt.isVisible()
    typed(page, "le 40 avril")
    assert mission.said.troubles
    page.prompt.dismiss()
    page.theft.write("D07", dt.datetime(2026, 10, 15, 19, 40, tzinfo=dt.UTC), str(tmp_path / "vol"))
    mission.settle()
    assert [path.suffix for path in (tmp_path / "vol").iterdir()] == [".pdf"]
    assert "72 heures" in mission.last()


def test_the_moment_of_a_theft_is_read_kindly() -> None:
    now = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
    assert instant_of("", now) == now
    said = instant_of("11/11/2026 19h40", now)
    assert (said.date(), said.time()) == (dt.date(2026, 11, 11), dt.time(19, 40))
    assert instant_of("11/11/2026", now).date() == dt.date(2026, 11, 11)


@pytest.mark.parametrize("name", ["clair", "sombre", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    page = shown(opened)
    assert opened.clipped() == []
    page.verbs.revoke("D07")
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
