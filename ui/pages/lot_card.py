"""The card of a lot received: what it held, what was set aside, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.models.echange import IssueLot
from pvdesk.base import francais
from pvdesk.base.francais import nombre, pluriel
from pvdesk.mission.recus import Detail
from pvdesk.store.lots import LotRow
from ui.kit.chips import Chip
from ui.kit.layouts import Item, button, hbox, icon_label, label, scrolled, separator, vbox
from ui.kit.pairs import pairs

ISSUES = {
    IssueLot.CREE: ("primary", "envoyer"),
    IssueLot.ACCUSE: ("success", "fait"),
    IssueLot.IMPORTE: ("success", "fait"),
    IssueLot.REFUSE: ("error", "refuse"),
    IssueLot.RETENU: ("warning", "heure"),
}


class LotCard(QFrame):
    """Buttons tell what is asked of the lot shown, the page does it."""

    undo_asked = Signal(str)
    resume_asked = Signal()
    answer_asked = Signal(str)
    clashes_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lot: LotRow | None = None
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 14, 16, 10), spacing=8, parent=self._inside)
        self._content: QWidget | None = None
        self.resume_button = button("Reprendre", "primary", icon="actualiser", tip="Intégrer ce qui le peut désormais")
        self.answer_button = button("Répondre…", icon="envoyer")
        self.clash_button = button("Arbitrer", icon="comparer", name="Arbitrer les conflits de ce lot")
        self.undo_button = button("Annuler cet import", "quiet", icon="annuler")
        self.resume_button.clicked.connect(self.resume_asked)
        self.answer_button.clicked.connect(self._ask_answer)
        self.undo_button.clicked.connect(self._ask_undo)
        self.clash_button.clicked.connect(self.clashes_asked)
        foot = vbox(
            hbox(self.resume_button, self.clash_button, self.answer_button, None), hbox(self.undo_button, None),
            margins=(18, 10, 18, 12), spacing=6,
        )  # fmt: skip
        vbox((scrolled(self._inside), 1), foot, spacing=0, parent=self)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._lot = None
        for one in (self.resume_button, self.answer_button, self.undo_button, self.clash_button):
            one.hide()
        self._put(QWidget())

    def show_lot(self, lot: LotRow, detail: Detail | None) -> None:
        """Show a lot; its detail comes a moment later."""
        self._lot = lot
        tone, icon = ISSUES[lot.issue]
        moment = lot.fait_le.astimezone()
        body = QWidget()
        said = f"{lot.issue.libelle} ({lot.code})" if lot.code else lot.issue.libelle
        facts = [
            ("Poste", lot.poste), ("Lot", f"n°\u00a0{nombre(lot.numero)}" if lot.numero else "numéro non lu"),
            ("Reçu", f"{francais.date_longue(moment.date())}, {francais.heure(moment)}"),
        ]  # fmt: skip
        items: list[Item] = [
            hbox(Chip(said, tone, icon), None), label(lot.fichier or f"{lot.sorte} {lot.numero}", "h2", wrap=True),
            separator(), pairs(facts),
        ]  # fmt: skip
        if lot.phrase:
            items += [separator(), label(lot.phrase, wrap=True)]
        if detail is not None:
            items += self._details(lot, detail)
        vbox(*items, None, parent=body)
        self._put(body)
        self.resume_button.setVisible(lot.issue is IssueLot.RETENU)
        self.answer_button.setVisible(lot.issue is IssueLot.IMPORTE)
        self.answer_button.setText(f"Répondre à {lot.poste}…")
        self.undo_button.setVisible(detail is not None and detail.annulable)
        self.clash_button.setVisible(detail is not None and bool(detail.conflits))

    def _details(self, lot: LotRow, detail: Detail) -> list[Item]:
        """Fiches by type, clashes, what was set aside."""
        items: list[Item] = []
        if detail.comptes:
            held = [(name, nombre(count)) for name, count in detail.comptes]
            items += [separator(), label("Ce qu’il contenait", "h3"), pairs(held)]
        if detail.conflits:
            text = f"{pluriel(detail.conflits, 'valeur attend', 'valeurs attendent')} votre décision"
            items += [separator(), hbox(icon_label("attention", "warning"), (label(text, wrap=True), 1))]
        if detail.ecartes:
            title = "Mis de côté, tout le reste est reçu" if lot.issue is IssueLot.IMPORTE else "Mis de côté"
            items += [separator(), label(title, "h3")]
            for one in detail.ecartes:
                items.append(vbox(label(one.ou, "label", wrap=True), label(one.phrase, "muted", wrap=True), spacing=1))
        if detail.reste > 0:
            items.append(label(f"et {pluriel(detail.reste, 'autre', 'autres')}", "caption"))
        return items

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def _ask_answer(self) -> None:
        if self._lot is not None:
            self.answer_asked.emit(self._lot.poste)

    def _ask_undo(self) -> None:
        if self._lot is not None:
            self.undo_asked.emit(self._lot.uid)
