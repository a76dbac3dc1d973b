"""« Une personne au nom proche existe »: a note beside what is typed, with two ways on; it stops nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.announce import announce
from ui.kit.layouts import button, hbox, icon_label, label, vbox
from ui.kit.wrapping import Wrapping


class NearNote(QFrame):
    """``same()`` when it is the one that exists, ``other()`` when it is somebody else. Hidden until something is near.

    Args:
        other: the word of the second way, « Nouvelle personne ».
    """

    same = Signal()
    other = Signal()

    def __init__(self, other: str) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.text = label("", wrap=True)
        self.same_button, self.other_button = button("C’est elle", icon="coche"), button(other, "quiet")
        self.same_button.clicked.connect(self.same)
        self.other_button.clicked.connect(self.other)
        ways = QWidget()
        wrapped = Wrapping(ways)
        for way in (self.same_button, self.other_button):
            wrapped.addWidget(way)
        body = vbox(self.text, ways, spacing=6)
        hbox(icon_label("info", "info", 18), (body, 1), margins=(14, 10, 8, 10), spacing=10, parent=self)
        self.hide()

    def say(self, phrase: str) -> None:
        """Show a sentence; an empty one hides the note."""
        told = phrase if phrase and phrase != self.text.text() else ""
        self.text.setText(phrase)
        self.setAccessibleName(phrase)
        self.setVisible(bool(phrase))
        if told:
            announce(self, phrase)
