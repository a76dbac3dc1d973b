"""A question asked inside the page: one line of text or one choice, a verb, the way out. For what a command needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.kit.editors import Choice
from ui.kit.field import Field
from ui.kit.layouts import Item, button, hbox, label, vbox
from ui.kit.notes import written_in
from ui.theme.theme import current

LENGTH = 400
LONG_PX = 96

OnText = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        title: of the box.
        field: the label of what is typed or chosen.
        verb: the word of the button that does it.
        empty: what is said when nothing was given; nothing asked then when it is empty.
        choices: (key, text) to choose from; a line is typed when there is none.
        text: what stands there at first.
        long: several lines may be typed.
        about: label and (key, text) of a choice above the field; what was chosen is `Prompt.chosen`.
    """

    title: str
    field: str
    verb: str
    hint: str = ""
    empty: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    text: str = ""
    long: bool = False
    about: tuple[str, tuple[tuple[str, str], ...]] = ("", ())


class Prompt(QFrame):
    """Hidden until `ask`; Enter or the verb answers, Escape or « Annuler » closes it and nothing is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chosen")
        self._column: QVBoxLayout = vbox(margins=(16, 12, 16, 12), spacing=0, parent=self)
        self._body: QWidget | None = None
        self._asked = Asked("", "", "")
        self._answer: OnText | None = None
        self._back: QWidget | None = None
        self.field: Field | None = None
        self.about: Choice | None = None
        self.chosen = ""
        self.yes: QPushButton = button("", "primary")
        self.yes.setParent(self)  # of nobody, it would outlive the window
        self.yes.hide()
        self.hide()

    def ask(self, asked: Asked, on_text: OnText, back: QWidget | None = None) -> None:
        """Show a question; `back` takes the focus afterwards."""
        self._clear()
        self._asked, self._answer, self._back = asked, on_text, back
        self.field = Field(asked.field, self._editor(asked), asked.hint)
        self.yes, no = button(asked.verb, "primary", icon="coche"), button("Annuler")
        self.yes.clicked.connect(self.answer)
        no.clicked.connect(self.dismiss)
        self._body = QWidget()
        items: list[Item] = [label(asked.title, "h3", wrap=True)]
        if asked.about[1]:
            self.about = _combo(asked.about[1])
            items.append(Field(asked.about[0], self.about))
        vbox(*items, self.field, hbox(self.yes, no, None), parent=self._body)
        self._column.addWidget(self._body)
        self.setAccessibleName(asked.title)
        self.show()
        self.field.focus_editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._come_in_sight)  # once it has its height

    def text(self) -> str:
        """What was typed, or the key that was chosen."""
        editor = self.field.editor if self.field is not None else None
        if isinstance(editor, Choice):
            return str(editor.currentData() or "")
        if isinstance(editor, QPlainTextEdit):
            return written_in(editor).strip()
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def answer(self) -> None:
        """Give what was typed, once it says something."""
        said, answer = self.text(), self._answer
        if self.field is None or answer is None:
            return
        if not said and self._asked.empty:
            self.field.set_error(self._asked.empty)
            self.field.focus_error()
            return
        self.chosen = str(self.about.currentData() or "") if self.about is not None else ""
        self.dismiss()
        answer(said)

    def refuse(self, text: str) -> None:
        """Show why what was given does not do."""
        if self.field is not None:
            self.field.set_error(text)

    def dismiss(self) -> None:
        """Hide the question."""
        self._clear()
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: Escape is for the question before it is a shortcut of the page."""
        shortcut = event.type() == QEvent.Type.ShortcutOverride
        if shortcut and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape closes the question, not the page; Enter in a list answers, as in a line."""
        editor = self.field.editor if self.field is not None else None
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(editor, Choice) and editor.hasFocus():
            self.answer()
        else:
            super().keyPressEvent(event)

    def _come_in_sight(self) -> None:
        """Scroll what holds the question: it may have been asked from far below."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self)
            above = above.parentWidget()

    def _editor(self, asked: Asked) -> QWidget:
        if asked.choices:
            return _combo(asked.choices)
        if asked.long:
            long = QPlainTextEdit(asked.text)
            long.setTabChangesFocus(True)
            long.setFixedHeight(current().px(LONG_PX))
            return long
        line = QLineEdit(asked.text)
        line.setMaxLength(LENGTH)
        line.returnPressed.connect(self.answer)
        return line

    def _clear(self) -> None:
        self._answer = None
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        self.field, self.about = None, None


def _combo(choices: tuple[tuple[str, str], ...]) -> Choice:
    made = Choice()
    for key, text in choices:
        made.addItem(text, key)
    return made
