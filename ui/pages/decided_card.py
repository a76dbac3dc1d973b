"""The card of a decision: what it was taken between, what stands since, who decided and when; how to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pvdesk.base.francais import date_longue, heure
from pvdesk.fiches import FICHES
from pvdesk.mission.rendus import Detail, Genre
from ui.kit.chips import Chip
from ui.kit.layouts import button, hbox, label, scrolled, vbox
from ui.kit.narrow import Turning
from ui.kit.wrapping import Wrapping
from ui.pages.clash_card import hand, value_box
from ui.pages.double_field import NAMES

TURN_PX = 380
SORTS = {Genre.CONFLIT: ("Conflit réglé", "comparer"), Genre.DOUBLON: ("Doublon décidé", "doublons")}
TITLES = {Genre.CONFLIT: ("Valeur en place", "Valeur proposée"), Genre.DOUBLON: NAMES}


class DecidedCard(QFrame):
    """``undo_asked``, ``open_asked(table, uid)``."""

    undo_asked = Signal()
    open_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._detail: Detail | None = None
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 14, 16, 10), spacing=10, parent=self._inside)
        self._content: QWidget | None = None
        self.undo_button = button(
            "Annuler cette décision", icon="annuler", tip="Tout redevient comme avant elle\u202f; rien ne se perd"
        )
        self.open_button = button("Ouvrir la fiche", "quiet", icon="voir")
        self.undo_button.clicked.connect(self.undo_asked)
        self.open_button.clicked.connect(self._open)
        buttons = QWidget()
        row = Wrapping(buttons, spacing=8)
        row.addWidget(self.undo_button)
        row.addWidget(self.open_button)
        foot = hbox((buttons, 1), margins=(18, 10, 14, 12))
        vbox((scrolled(self._inside), 1), foot, spacing=0, parent=self)

    def show_decision(self, detail: Detail) -> None:
        """Show a decision."""
        self._detail = detail
        one, (first, second) = detail.rendu, TITLES[detail.rendu.genre]
        sort, icon = SORTS[one.genre]
        kind, moment = FICHES[one.table].singular, one.le.astimezone()
        sides: list[tuple[QWidget, int]] = [
            (value_box(title, f"de {hand(author)}", text, "sunken"), 1)
            for title, (author, text) in zip((first, second), detail.cotes, strict=True)
        ]
        said = f"par {hand(one.par)}, le {date_longue(moment.date())} à {heure(moment)}"
        body = QWidget()
        vbox(
            hbox(Chip(sort, "success", icon), None),
            label(one.titre, "h2", wrap=True),
            label(kind if kind == one.objet else f"{kind} · {one.objet}", "h3", wrap=True),
            Turning(sides, TURN_PX, spacing=12),
            value_box(one.decision, said, detail.resultat, "chosen"),
            None,
            spacing=10, parent=body,
        )  # fmt: skip
        self._put(body)

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def _open(self) -> None:
        if self._detail is not None:
            self.open_asked.emit(self._detail.rendu.table, self._detail.rendu.fiche_uid)
