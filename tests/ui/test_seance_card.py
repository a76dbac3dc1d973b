import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from db.models.action import StatutAction
from db.models.seance import SensAvis, StatutReunion
from pvdesk.reports.catalogue import papers_of
from tests.ui.window import open_window, page, settle
from ui import states
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.paper_button import PaperButton
from ui.pages.records import RecordsPage
from ui.pages.seance_card import SeanceCard, first_paper, initials, votes, when

TODAY = dt.date(2026, 11, 12)


def test_when_a_meeting_is_says_what_is_known() -> None:
    values = {"date": dt.date(2026, 10, 15), "debut": dt.time(18, 30), "fin": dt.time(20, 15)}
    assert when(values) == "Jeudi 15 octobre 2026, 18\u00a0h\u00a030 – 20\u00a0h\u00a015"
    assert when(values | {"fin": None}) == "Jeudi 15 octobre 2026, 18\u00a0h\u00a030"
    assert when({}) == ""


@pytest.mark.parametrize(
    ("nom", "code", "said"),
    [("EXEMPLE Camille", "H-01", "CE"), ("H-01", "H-01", "H-01"), ("Bailleur", "", "BB"), ("", "", "")],
)
def test_somebody_is_shown_by_initials_or_by_code(nom: str, code: str, said: str) -> None:
    assert initials(nom, code) == said


def test_a_vote_is_said_without_its_zeros() -> None:
    assert votes({"pour": 11, "contre": 1, "abstentions": 2}) == "11\u00a0pour, 1\u00a0contre, 2\u00a0abstentions"
    assert votes({"pour": 4, "contre": 0, "abstentions": None}) == "4\u00a0pour"


def test_a_decision_says_what_became_of_it() -> None:
    assert states.decision({"sens": SensAvis.DEFAVORABLE, "pour": 9}).text == "Défavorable"
    assert states.decision({"pour": 9, "contre": 2}).text == "Adopté"
    assert states.decision({"pour": 2, "contre": 9}).text == "Non adopté"
    assert states.decision({}).text == "Noté"


def test_an_open_action_past_its_date_is_late() -> None:
    values = {"statut": StatutAction.A_FAIRE, "echeance": dt.date(2026, 11, 4)}
    assert states.action(values, TODAY).text == "En retard"
    assert states.action(values | {"statut": StatutAction.FAITE}, TODAY).text == "Faite"
    assert states.action({}, TODAY).text == "À préciser"


def test_the_card_of_a_meeting_says_who_came_and_what_was_decided(
    app: QApplication, sample: Path, tmp_path: Path
) -> None:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "reunions")
    assert isinstance(listed, RecordsPage)
    card = listed.detail
    assert isinstance(card, SeanceCard)
    held = next(row.uid for row in listed.source.rows if row.texts["objet"] == "Propreté et éclairage")
    listed.table.select_uid(held)
    settle(application)
    said = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    assert "Jeudi 15 octobre 2026, 18\u00a0h\u00a030 – 20\u00a0h\u00a015" in said
    assert {"3\u00a0présents", "1\u00a0excusé", "Décisions et actions"} <= {*said}
    assert "1. Éclairage de la rue des Tilleuls" in said
    chips = [one.text() for one in card.findChildren(Chip)]
    assert {"AS", "DF", "SD", "En retard"} <= {*chips}
    application.frame.close()


def test_a_meeting_to_come_counts_nobody(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "reunions")
    assert isinstance(listed, RecordsPage)
    coming = next(row.uid for row in listed.source.rows if row.values["statut"] in states.PLANNED)
    listed.table.select_uid(coming)
    settle(application)
    said = [one.text() for one in listed.detail.findChildren(QLabel) if one.isVisible()]
    assert not [text for text in said if "présent" in text or text.startswith("Quorum")]
    application.window.new_record("reunion")  # type: ignore[union-attr]
    assert application.window.side.width() < 100  # type: ignore[union-attr] # the parts of the form want the room
    application.window.show_page("reunions")  # type: ignore[union-attr]
    assert application.window.side.width() > 200  # type: ignore[union-attr]
    application.frame.close()


def test_a_text_takes_two_lines_before_it_is_cut(app: QApplication) -> None:
    text = "Demander au bailleur l’état de l’éclairage de l’allée des Peupliers avant la fin de l’automne"
    one = Elided(text, lines=2)
    one.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    one.resize(260, 60)
    lines = one.shown().split("\n")
    assert len(lines) == 2
    assert lines[0].startswith("Demander au bailleur")
    assert lines[1].endswith("…")
    assert one.heightForWidth(260) == 2 * one.heightForWidth(4000)
    assert one.shown() != text
    assert Elided(text).heightForWidth(260) == -1


def test_the_card_is_read_again_when_the_list_is_shown_again(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "organismes")
    assert isinstance(listed, RecordsPage)
    draft = listed.detail.draft
    assert draft is not None
    page(application, "accueil")
    draft.values["nom"] = "Bailleur Rebaptisé"
    listed.services.operations.save(draft, lambda _: None)
    settle(application)
    page(application, "organismes")
    said = [one.text() for one in listed.detail.findChildren(QLabel) if one.isVisible()]
    assert "Bailleur Rebaptisé" in said
    application.frame.close()


@pytest.mark.usefixtures("app")
def test_before_a_meeting_what_calls_people_to_it_is_printed_first() -> None:
    button = PaperButton(papers_of("reunion"), "Ctrl+P")
    button.put_first(first_paper({"statut": StatutReunion.PREVUE}))
    assert button.button.toolTip() == "Convocation (Ctrl+P)"
    assert [one.data() for one in button.menu.actions()][:2] == ["convocation", "compte-rendu"]
    button.put_first(first_paper({"statut": StatutReunion.TENUE}))
    assert [one.data() for one in button.menu.actions()] == list(papers_of("reunion"))
