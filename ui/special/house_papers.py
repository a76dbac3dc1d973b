"""Papers that are of no fiche: which one, made from what (a year, a type of fiche, a lot)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from pvdesk.reports.catalogue import HOUSE_PAPERS
from ui.kit.field import Field
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.operations import Operations
from ui.theme.theme import current

WIDTH_PX = 460
TITLE = "Imprimer un autre papier"
NONE = "Rien à imprimer pour l’instant\u00a0: ce papier n’a encore rien à dire."


class HousePapers(QDialog):
    """``chosen(document, choice)`` when a paper is to be looked at; freed when closed."""

    chosen = Signal(str, str)

    def __init__(self, operations: Operations, document: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self._papers = operations.papers
        self.kind, self.choice = QComboBox(), QComboBox()
        for name, paper in HOUSE_PAPERS.items():
            self.kind.addItem(paper.label, name)
        self.kind.setCurrentIndex(max(0, self.kind.findData(document)))
        self.none = label(NONE, "muted", wrap=True)
        self.go_button = button("Voir le papier", "primary", icon="voir")
        self.go_button.setDefault(True)
        self.cancel_button = button("Annuler")
        box = frame("palette")
        self._choice_field = Field("Pour", self.choice)
        vbox(
            label(TITLE, "h2", wrap=True), Field("Papier", self.kind), self._choice_field, self.none,
            hbox(self.go_button, self.cancel_button, None), margins=(20, 16, 20, 18), spacing=14, parent=box,
        )  # fmt: skip
        vbox(box, spacing=0, parent=self)
        self.none.hide()
        self.resize(min(current().px(WIDTH_PX), parent.width() - 16), self.sizeHint().height())
        self.kind.currentIndexChanged.connect(self._read)
        self.go_button.clicked.connect(self._go)
        self.cancel_button.clicked.connect(self.reject)
        self._read()
        (self.choice if document else self.kind).setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, _place: int = 0) -> None:
        """What the paper is made from."""
        document = str(self.kind.currentData())
        self.go_button.setEnabled(False)
        self._papers.choices(document, partial(self._show, document))

    def _show(self, document: str, offered: dict[str, str]) -> None:
        if document != self.kind.currentData():
            return
        self.choice.clear()
        for code, name in offered.items():
            self.choice.addItem(name, code)
        self._choice_field.setVisible(bool(offered))
        self.none.setVisible(not offered)
        self.go_button.setEnabled(bool(offered))

    def _go(self) -> None:
        document, choice = str(self.kind.currentData()), str(self.choice.currentData())
        self.accept()
        self.chosen.emit(document, choice)
