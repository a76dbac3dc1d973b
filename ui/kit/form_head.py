"""The head of a form: where we are, what it is called, its state, whether it is saved, « Terminer »."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from db.base import Etat
from ui.kit.autosave import Autosave, SaveIndicator
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.keys import immediate
from ui.kit.layouts import button, hbox, vbox
from ui.kit.paper_button import PaperButton
from ui.kit.rescue import RescueBox
from ui.kit.undo import History
from ui.theme.theme import current

ETATS = {
    Etat.BROUILLON: ("warning", "modifier"),
    Etat.FINAL: ("success", "coche"),
    Etat.A_CORRIGER: ("error", "erreur"),
    Etat.CORRIGE: ("info", "modifier"),
    Etat.VALIDE: ("success", "fait"),
    Etat.CLOS: ("neutral", "verrouiller"),
}
FINISH_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
CRUMB_PX = 64  # what stands around the text of the way back
NARROW = 900  # px at zoom 1: under it, the commands go above the title


class FormHead(QWidget):
    """Commands are told by signals.

    `papers` (name → label), the main one first, are those of « Imprimer »: Ctrl+P unfolds them, or asks for the main
    one `at_once`.
    """

    back_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    past_asked = Signal()
    finish_asked = Signal()
    paper_asked = Signal(str)

    def __init__(
        self, autosave: Autosave, papers: Mapping[str, str] = MappingProxyType({}), *, at_once: bool = False
    ) -> None:
        super().__init__()
        theme = current()
        self._narrow = theme.px(NARROW)
        self.crumb = button("", "quiet", icon="fleche-gauche", tip="Revenir sans rien perdre (Échap)")
        self.title = Elided("", "h1")
        # A long name is cut before it pushes the commands out; a short one leaves the chip beside it.
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chip = Chip("", "warning", "modifier")
        self.indicator = SaveIndicator(autosave)
        self.undo = button("", "quiet", icon="annuler", name="Annuler la dernière modification", tip="Annuler (Ctrl+Z)")
        self.redo = button("", "quiet", icon="retablir", name="Rétablir ce qui a été annulé", tip="Rétablir (Ctrl+Y)")
        self.past = button("", "quiet", icon="historique", name="Historique de la fiche", tip="Historique (Ctrl+H)")
        self.print = PaperButton(papers, "Ctrl+P")
        self.print.asked.connect(self.paper_asked)
        immediate("Ctrl+H", self, self.past_asked.emit)
        self.finish = button("Terminer", "primary", icon="coche", tip="Vérifier et terminer (Ctrl+Maj+Entrée)")
        for keys in FINISH_KEYS:
            immediate(keys, self, self.finish_asked.emit)
        if papers:
            immediate("Ctrl+P", self, self.print.print_main if at_once else self.print.unfold)
        self.crumb.clicked.connect(self.back_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.past.clicked.connect(self.past_asked)
        self.finish.clicked.connect(self.finish_asked)
        self._crumb_text = ""
        self._named, self._commands = QWidget(), QWidget()
        self._names = hbox(self.title, self.chip, None, margins=(10, 0, 0, 0), spacing=12, parent=self._named)
        steps = hbox(self.undo, self.redo, self.past, spacing=0)
        self._verbs = hbox(None, steps, self.print, self.finish, spacing=8, parent=self._commands)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(*(theme.px(side) for side in (12, 6, 22, 10)))
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._down: bool | None = None
        self.rescue = RescueBox(autosave)
        vbox(self._grid, hbox(self.rescue, margins=(22, 0, 22, 0)), spacing=0, parent=self)
        self._arrange(down=False)

    def show_steps(self, history: History, version: int) -> None:
        """What can be taken back, done again, and read again once the fiche is in the base."""
        self.undo.setEnabled(history.can_undo)
        self.redo.setEnabled(history.can_redo)
        self.past.setEnabled(bool(version))

    def show_names(self, crumb: str, title: str) -> None:
        """Where we are and what this is."""
        self._crumb_text = crumb
        self._say_crumb()
        self.title.setText(title)
        self.title.setToolTip(title)

    def show_etat(self, etat: Etat) -> None:
        """The state as a chip; a closed fiche is not finished again."""
        self.chip.set_state(etat.libelle, *ETATS[etat])
        self.finish.setEnabled(etat is not Etat.CLOS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the title, the commands go above it: the form keeps the height of a row."""
        super().resizeEvent(event)
        self._arrange(down=event.size().width() < self._narrow)
        self._say_crumb()

    def _arrange(self, *, down: bool) -> None:
        if down is self._down:
            return
        self._down = down
        for widget in (self.crumb, self._named, self._commands):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.crumb, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._named, 1, 0, 1, 2 if down else 1)
        self._grid.addWidget(self._commands, 0, 1, 1 if down else 2, 1)
        self.crumb.setMinimumWidth(current().px(36))  # it never keeps the window from being narrower
        if down:
            self._names.addWidget(self.indicator)
        else:
            self._verbs.insertWidget(1, self.indicator)
        self._say_crumb()

    def _say_crumb(self) -> None:
        """Where one comes from and the reference; beside the commands, or without room, where one comes from alone."""
        whole = self._crumb_text
        short = whole.partition("  ›  ")[0]
        margins, gap = self._grid.contentsMargins(), self._grid.horizontalSpacing()
        room = self.width() - self._commands.sizeHint().width() - margins.left() - margins.right() - gap
        fitting = [text for text in ([short] if self._down else [whole, short]) if self._crumb_width(text) <= room]
        text = fitting[0] if fitting else ""  # its arrow is left, and its name
        self.crumb.setText(text)
        self.crumb.setAccessibleName(self._crumb_text)

    def _crumb_width(self, text: str) -> int:
        return self.crumb.fontMetrics().horizontalAdvance(text) + current().px(CRUMB_PX)
