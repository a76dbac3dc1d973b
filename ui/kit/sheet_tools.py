"""What turns the pages of a paper and makes them larger."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.layouts import button, hbox, label
from ui.kit.page_stack import WHOLE, WIDTH
from ui.kit.sheet_view import SheetView


class PageTurns(QWidget):
    """« Page 2 sur 7 », between the way back and the way on."""

    def __init__(self, sheets: SheetView) -> None:
        super().__init__()
        self._sheets = sheets
        self.before = button("", "quiet", icon="fleche-haut", name="Page précédente")
        self.after = button("", "quiet", icon="fleche-bas", name="Page suivante")
        self.said: QLabel = label("", "strong")
        hbox(self.before, self.said, self.after, spacing=2, parent=self)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        sheets.pageChanged.connect(self._show)

    def _turn(self, step: int) -> None:
        self._sheets.go_to(self._sheets.page + step)

    def _show(self, page: int) -> None:
        total = self._sheets.pages
        self.said.setText(f"Page {page + 1} sur {total}" if total else "")
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page < total - 1)


class Zooms(QWidget):
    """Smaller, larger, the width of a page, a whole page."""

    def __init__(self, sheets: SheetView) -> None:
        super().__init__()
        self._sheets = sheets
        smaller = button("", "quiet", icon="retirer", name="Réduire les pages", tip="Réduire les pages (Ctrl+-)")
        larger = button("", "quiet", icon="ajouter", name="Agrandir les pages", tip="Agrandir les pages (Ctrl++)")
        self.said: QLabel = label("100\u00a0%")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setMinimumWidth(self.said.fontMetrics().horizontalAdvance("400\u00a0%") + 2)
        self.width_choice = button("Largeur", "choice", tip="Toute la largeur de la page")
        self.whole_choice = button("Page entière", "choice", tip="Page entière (Ctrl+0)")
        hbox(smaller, self.said, larger, self.width_choice, self.whole_choice, spacing=2, parent=self)
        smaller.clicked.connect(partial(sheets.zoom, -1))
        larger.clicked.connect(partial(sheets.zoom, 1))
        self.width_choice.clicked.connect(partial(sheets.set_fit, WIDTH))
        self.whole_choice.clicked.connect(partial(sheets.set_fit, WHOLE))
        sheets.zoomChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.said.setText(f"{self._sheets.percent}\u00a0%")
        self.width_choice.setChecked(self._sheets.fit == WIDTH)
        self.whole_choice.setChecked(self._sheets.fit == WHOLE)
