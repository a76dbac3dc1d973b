import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.field import Field
from ui.kit.layouts import hbox
from ui.theme.apply import apply
from ui.theme.theme import Theme

ERROR = "Heure de fin : indiquez une heure après 18 h 30"


def made(qtbot: QtBot, field: Field) -> Field:
    qtbot.addWidget(field)
    field.show()
    return field


def test_the_label_leads_to_the_editor_and_names_it(app: QApplication, qtbot: QtBot) -> None:
    field = made(qtbot, Field("&Lieu", QLineEdit(), "Salle et adresse"))
    assert field.label.buddy() is field.editor
    assert field.editor.accessibleName() == "Lieu"
    assert field.editor.accessibleDescription() == "Salle et adresse"


def test_an_optional_field_says_so_to_all(app: QApplication, qtbot: QtBot) -> None:
    field = made(qtbot, Field("Message à la mission", QLineEdit(), optional=True))
    assert field.editor.accessibleName() == "Message à la mission (facultatif)"
    assert "(facultatif)" in [text.text() for text in field.findChildren(QLabel)]
    assert field.text == "Message à la mission"


def test_an_error_is_shown_described_and_wiped(app: QApplication, qtbot: QtBot) -> None:
    field = made(qtbot, Field("Heure de fin", QLineEdit(), "Comme 1830"))
    field.set_error(ERROR)
    assert field.editor.accessibleDescription() == f"Comme 1830 Erreur\u00a0: {ERROR}"
    assert ERROR in [text.text() for text in field.findChildren(QLabel) if text.isVisible()]
    field.set_error("")
    assert field.editor.accessibleDescription() == "Comme 1830"
    assert ERROR not in [text.text() for text in field.findChildren(QLabel) if text.isVisible()]


def test_the_error_of_a_group_marks_the_faulty_editor_only(app: QApplication, qtbot: QtBot) -> None:
    start, end, group = QLineEdit(), QLineEdit(), QWidget()
    end.setAccessibleName("Heure de fin")
    hbox(start, end, parent=group)
    field = made(qtbot, Field("Horaire", group, focus=start))
    field.set_error(ERROR, end)
    assert (start.property("error"), end.property("error")) == ("false", "true")
    assert end.accessibleName() == "Heure de fin"
    field.focus_error()
    assert field.focusWidget() is end
    field.set_error("")
    assert end.property("error") == "false"


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_focus_and_error_do_not_change_the_height(qapp: QApplication, qtbot: QtBot, zoom: float) -> None:
    apply(qapp, Theme(zoom=zoom))
    field = made(qtbot, Field("Lieu", QLineEdit("Maison de quartier")))
    field.activateWindow()
    before = field.editor.height()
    assert before == Theme(zoom=zoom).control
    field.editor.setFocus()
    qapp.processEvents()
    assert field.editor.height() == before
    field.set_error("Indiquez un lieu")
    qapp.processEvents()
    assert field.editor.height() == before
