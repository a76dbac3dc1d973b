from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.banner import ErrorSummary, InfoStrip, title_of
from ui.kit.field import Field
from ui.kit.layouts import vbox
from ui.kit.messages import KeptMessages, Question, QuestionDialog, Trouble, TroubleDialog, WindowMessages

TROUBLE = Trouble("La clé est pleine.", "Vos données sont intactes.", "Libérez 2 Mo, puis relancez.", "errno 28")
QUESTION = Question("Vider la corbeille ?", "12 fiches seront effacées.", "Vider la corbeille")


class Answering(QWidget):
    def empty(self, _number: int) -> None:
        """What the strip offers."""


@pytest.fixture
def window(app: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_line_of_the_summary_leads_to_its_field(window: QWidget) -> None:
    summary, first, second = ErrorSummary(), Field("Heure de fin", QLineEdit()), Field("Lieu", QLineEdit())
    vbox(summary, first, second, parent=window)
    summary.set_errors([("Heure de fin : 18 h 30", first.focus_error), ("Lieu : indiquez-le", second.focus_error)])
    assert summary.accessibleName() == title_of(2)
    summary.links[1].click()
    assert window.focusWidget() is second.editor
    summary.focus_first()
    assert window.focusWidget() is summary.links[0]
    assert all(link.sizeHint().height() >= 24 for link in summary.links)


def test_a_long_line_of_the_summary_wraps_and_keeps_to_its_page(window: QWidget) -> None:
    summary = ErrorSummary()
    vbox(summary, parent=window)
    window.resize(360, 300)
    summary.set_errors([("Justification : dites ce que l’action change pour l’égalité. " * 3, window.update)])
    QApplication.processEvents()
    (link,) = summary.links
    assert summary.width() <= window.width()
    assert link.height() > 2 * link.fontMetrics().lineSpacing()
    assert not link.grab().isNull()


def test_a_summary_without_error_is_hidden(window: QWidget) -> None:
    summary = ErrorSummary(window)
    summary.set_errors([("Lieu : indiquez-le", window.update)])
    assert not summary.isHidden()
    summary.set_errors([])
    assert summary.isHidden()
    assert summary.links == []


def test_the_strip_undoes_once(window: QWidget) -> None:
    undone: list[int] = []
    strip = InfoStrip(window)
    strip.say("Réunion mise à la corbeille", "Annuler", lambda: undone.append(1))
    assert strip.text() == "Réunion mise à la corbeille"
    strip._action.click()
    strip._act()
    assert (undone, strip.text()) == ([1], "")


def test_what_a_page_answers_goes_with_the_page(window: QWidget) -> None:
    strip, page = InfoStrip(window), Answering(window)
    page.show()
    strip.show()
    strip.say("Déjà rempli\u00a0: année.", "Repartir à vide", partial(page.empty, 1))
    page.hide()
    assert strip.text() == ""
    strip.say("Réunion terminée", "Annuler", [].clear)
    page.show()
    page.hide()
    assert strip.text() == "Réunion terminée"


def test_an_error_says_what_is_safe_and_is_logged(
    window: QWidget, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    WindowMessages(window, InfoStrip(window)).error(TROUBLE)
    dialog = window.findChild(TroubleDialog)
    assert isinstance(dialog, TroubleDialog)
    assert dialog.accessibleDescription() == f"{TROUBLE.what} {TROUBLE.safe} {TROUBLE.todo}"
    assert "errno 28" in caplog.text
    dialog.copy_button.click()
    assert QApplication.clipboard().text().endswith("errno 28")
    dialog.close_button.click()


def test_a_question_is_answered_by_its_verb_and_starts_on_the_safe_side(window: QWidget) -> None:
    done: list[int] = []
    WindowMessages(window, InfoStrip(window)).ask(QUESTION, lambda: done.append(1))
    dialog = window.findChild(QuestionDialog)
    assert isinstance(dialog, QuestionDialog)
    assert dialog.yes.text() == "Vider la corbeille"
    assert dialog.focusWidget() is dialog.no
    dialog.yes.click()
    assert done == [1]


def test_kept_messages_stand_for_a_window_in_tests() -> None:
    kept, done = KeptMessages(agree=False), []
    kept.ask(QUESTION, lambda: done.append(1))
    kept.error(TROUBLE)
    kept.info("Fait", "Annuler")
    assert (done, kept.questions, kept.troubles, kept.infos) == ([], [QUESTION], [TROUBLE], [("Fait", "Annuler")])
