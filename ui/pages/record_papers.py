"""The papers of a list: those of the fiche chosen, or the same paper of several at once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pvdesk.base.francais import nombre
from ui.kit.layouts import button
from ui.kit.table import Table
from ui.pages.page import Services
from ui.pages.record_detail import DetailCard
from ui.special.several_papers import SeveralPapers

TEXT = "Imprimer les fiches choisies"


class RecordPapers(QObject):
    """Its button takes the place of `hint` while several rows are chosen."""

    def __init__(self, services: Services, rows: Table, detail: DetailCard, hint: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._rows, self._detail, self._hint = services, rows, detail, hint
        self._host = parent
        self._hinted = False  # whether the hint was there before it gave its room
        self.button = button(TEXT, icon="imprimer", tip="Maj+flèches, ou Ctrl+clic, en choisit plusieurs")
        self.button.hide()
        self.button.clicked.connect(self.print_several)
        rows.allow_several()
        rows.chosenChanged.connect(self._show_chosen)

    def _show_chosen(self, count: int) -> None:
        several, shown = count > 1, not self.button.isHidden()
        self.button.setText(f"{TEXT} ({nombre(count)})")
        if several and not shown:
            self._hinted = not self._hint.isHidden()
            self._hint.hide()
        elif shown and not several:
            self._hint.setVisible(self._hinted)
        self.button.setVisible(several)

    def print_first(self) -> None:
        """Ctrl+P: the papers of the fiche chosen, or how to print those chosen."""
        if not self.button.isHidden():
            self.print_several()
        elif self._detail.print_button.isVisible():
            self._detail.print_button.unfold()

    def print_paper(self, document: str) -> None:
        """Look at a paper of the fiche chosen."""
        if uid := self._rows.current_uid():
            self._services.go.show_paper(document, uid)

    def print_several(self) -> None:
        """Ask which paper, and where."""
        services, uids = self._services, self._rows.chosen_uids()
        SeveralPapers(services.operations, services.messages, self._detail.table, uids, self._host).open()
