"""Is this paper the version in force? A file, or the control code at its foot; the answer stays in sight."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QWidget

from pvdesk.reports.verification import Sens, Verdict
from pvdesk.store.impossible import Impossible
from ui.kit.announce import announce
from ui.kit.chips import Chip
from ui.kit.field import Field
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.wrapping import Wrapping
from ui.operations import Operations
from ui.theme.theme import current

WIDTH_PX = 560
TITLE = "Vérifier un papier"
HINT = "Huit lettres et chiffres au pied de chaque page, après «\u00a0contrôle\u00a0»."
EMPTY = "Code de contrôle\u00a0: écrivez ses huit signes, ou choisissez le fichier"
UNREADABLE = "Ce fichier ne peut pas être lu\u00a0: copiez-le sur cet ordinateur, puis vérifiez-le à nouveau."
# what it is worth: (tone, icon)
TONES: Mapping[Sens, tuple[str, str]] = MappingProxyType(
    {
        Sens.EN_VIGUEUR: ("success", "fait"),
        Sens.REMPLACE: ("warning", "historique"),
        Sens.MODIFIE: ("error", "attention"),
        Sens.INCONNU: ("neutral", "aide"),
    }
)


class VerifyPaper(QDialog):
    """Asks, answers, asks again; freed when closed. Nothing is written."""

    def __init__(self, operations: Operations, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self._papiers = operations.papiers
        self.code = QLineEdit()
        self.code.setMaxLength(20)
        self.code.setPlaceholderText("ABCD-EFGH")
        self.field = Field("Code de contrôle", self.code, HINT)
        self.verify_button = button("Vérifier le code", "primary", icon="document-verifie")
        self.file_button = button("Choisir un fichier…", icon="dossier-ouvert")
        self.close_button = button("Fermer", "quiet", tip="Fermer (Échap)")
        self.chip = Chip("", "neutral")
        self.named: QLabel = label("", "strong", wrap=True)
        self.said: QLabel = label("", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answer = frame("sunken")
        self._lay_out()
        self.verify_button.clicked.connect(self.verify_code)
        self.code.returnPressed.connect(self.verify_code)
        self.file_button.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.reject)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        """What is asked, then what is answered."""
        row = QWidget()
        line = Wrapping(row, 8)
        for one in (self.verify_button, self.file_button, self.close_button):
            line.addWidget(one)
        vbox(self.named, hbox(self.chip, None), self.said, margins=(14, 12, 14, 12), spacing=8, parent=self._answer)
        self._answer.hide()
        box, self._inside = frame("palette"), QWidget()
        vbox(self.field, row, self._answer, None, margins=(20, 0, 20, 18), spacing=14, parent=self._inside)
        self._head = hbox(label(TITLE, "h2", wrap=True), margins=(20, 16, 20, 0))
        self._view = scrolled(self._inside)
        vbox(self._head, (self._view, 1), spacing=12, parent=box)
        vbox(box, spacing=0, parent=self)
        self._grow()

    def _grow(self) -> None:
        """Take the height of what is said, as far as the window allows."""
        theme, host, column = current(), self.parentWidget(), self._inside.layout()
        width = theme.px(WIDTH_PX)
        if host is not None:
            width = min(width, host.width() - theme.px(16))
        height = self._head.sizeHint().height() + theme.px(30)
        if column is not None:
            height += max(column.totalHeightForWidth(width - 4), column.totalMinimumSize().height())
        self.resize(width, height if host is None else min(height, host.height() - theme.px(16)))
        if host is not None and self.isVisible():
            foot = host.mapToGlobal(host.rect().bottomLeft()).y()
            below = self.mapToGlobal(self.rect().bottomLeft()).y() - foot
            if below > 0:  # it grew past the foot of the window
                self.move(self.x(), self.y() - below - theme.px(8))
            self._view.ensureWidgetVisible(self._answer)

    # ---- what is asked
    def verify_code(self) -> None:
        """The code that was typed."""
        typed = self.code.text().strip()
        self._fault("" if typed else EMPTY)
        if typed:
            self._papiers.verifier_code(typed, self._show, self._refused)

    def verify_file(self, path: str) -> None:
        """A file; its answer names it, and no code typed before stands beside."""
        self._fault("")
        self.code.clear()
        named = partial(self._show, subject=f"«\u00a0{Path(path).name}\u00a0»")
        self._papiers.verifier(Path(path), named, self._refused)

    def _choose(self) -> None:
        dialog = file_dialog(self, "Choisir le papier à vérifier", "", "PDF (*.pdf)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.verify_file)
        dialog.open()

    # ---- what is answered
    def _show(self, verdict: Verdict, subject: str = "") -> None:
        """The answer; of a file, `subject` is its name."""
        tone, icon = TONES[verdict.sens]
        self.chip.set_state(verdict.sens.libelle, tone, icon)
        self.named.setText(subject)
        self.named.setVisible(bool(subject))
        self.said.setText(verdict.phrase)
        told = ". ".join(filter(None, (subject, verdict.sens.libelle, verdict.phrase)))
        self._answer.setAccessibleName(told)
        self._answer.show()
        announce(self, told)
        QTimer.singleShot(0, self, self._grow)  # once it is laid out

    def _refused(self, error: Exception) -> None:
        """What was given is no paper, no code, or is not read."""
        if isinstance(error, Impossible):
            self._fault(error.phrase.partition("\n")[0])
        elif isinstance(error, OSError):
            self._fault(UNREADABLE)
        else:
            raise error

    def _fault(self, text: str) -> None:
        self.field.set_error(text)
        if text:
            self._answer.hide()
            announce(self.field, text)
            self.field.focus_error()
        QTimer.singleShot(0, self, self._grow)
