"""The line that adds somebody to a meeting by name; Ctrl+Entrée says that it is an acteur local."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit.keys import ENTER
from ui.kit.layouts import lead

ADD = "Ajouter une personne\u00a0: nom, puis Entrée"
TIP = "Commencez par «\u00a0invité\u00a0» pour une personne hors du conseil, «\u00a0acteur\u00a0» pour un acteur"
ACTOR_KEYS = "Ctrl+Return"


class AddLine(QLineEdit):
    """``actor`` on Ctrl+Entrée: a key of the line, not a shortcut of the form, where notes have a use for it."""

    actor = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(ADD)
        self.setAccessibleName("Ajouter une personne à la réunion")
        self.setToolTip(TIP)
        lead(self, "personne-ajouter")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.actor.emit()
        else:
            super().keyPressEvent(event)
