"""The card of a poste: how it stands, its control code, and what the mission may do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from pvdesk.base.francais import date_longue, nombre, pluriel
from pvdesk.mission.tableau import Ligne
from ui.kit.cells import Cell
from ui.kit.chips import Chip
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.narrow import Turning
from ui.kit.pairs import pairs

TURN_PX = 760


def facts(line: Ligne) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is known of a poste, in two columns; empty facts are left out."""
    left = [
        ("Dernier lot", f"n°\u00a0{nombre(line.numero)}, {date_longue(line.dernier)}" if line.dernier else "aucun"),
        ("Code de contrôle", line.controle or "pas encore présenté"),
        ("Révoqué", f"{date_longue(line.revoque_le)}\u00a0: {line.motif}" if line.revoque_le else ""),
        ("Successeur", line.successeur),
    ]
    healed = "contenus dans les lots suivants" if line.rattrapes else "à demander au délégué"
    right = [
        ("Numéros manquants", f"{', '.join(map(nombre, line.manquants))}\u00a0: {healed}" if line.manquants else ""),
        ("En attente", pluriel(line.retenus, "lot", "lots") if line.retenus else ""),
        ("Mis de côté", pluriel(line.rebuts, "ligne", "lignes") if line.rebuts else ""),
        ("À arbitrer", pluriel(line.conflits, "conflit", "conflits") if line.conflits else ""),
        ("Corrections", f"{pluriel(line.corrections, 'attendue', 'attendues')}" if line.corrections else ""),
    ]
    return [one for one in left if one[1]], [one for one in right if one[1]]


class PosteCard(QFrame):
    """Each signal bears the code of the poste."""

    answer_asked = Signal(str)
    enrol_asked = Signal(str)
    revoke_asked = Signal(str)
    hand_over_asked = Signal(str)
    name_asked = Signal(str)
    theft_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._poste = ""
        self._column: QVBoxLayout = vbox(margins=(18, 12, 18, 6), spacing=8)
        self._content: QWidget | None = None
        self.answer_button = button("Répondre…", "primary", icon="envoyer")
        self.enrol_button = button("Enrôler à nouveau…", icon="cle")
        self.name_button = button("Nommer…", icon="modifier", tip="Le nom de sa délégation")
        self.hand_over_button = button("Transmettre…", icon="personne")
        self.theft_button = button("Fiche de vol…", icon="document", tip="Ce que l’ordinateur contenait, pour la CNIL")
        self.revoke_button = button("Révoquer…", "danger", icon="interdit")
        asked = {
            self.answer_button: self.answer_asked, self.enrol_button: self.enrol_asked,
            self.hand_over_button: self.hand_over_asked, self.theft_button: self.theft_asked,
            self.revoke_button: self.revoke_asked, self.name_button: self.name_asked,
        }  # fmt: skip
        for press, signal in asked.items():
            press.clicked.connect(partial(self._tell, signal))
        first = self._row(self.answer_button, self.enrol_button, self.name_button)
        second = self._row(self.hand_over_button, self.theft_button, self.revoke_button)
        foot = hbox((Turning([(first, 0), (second, 1)], TURN_PX, spacing=8), 1), margins=(18, 4, 18, 14))
        vbox(self._column, foot, spacing=0, parent=self)
        self.hide()

    @staticmethod
    def _row(*buttons: QPushButton) -> QWidget:
        row = QWidget()
        hbox(*buttons, None, parent=row)
        return row

    def show_poste(self, line: Ligne, standing: Cell) -> None:
        """Show a poste."""
        self._poste = line.poste
        body, left, right = QWidget(), QWidget(), QWidget()
        chip = Chip(standing.text, standing.tone, standing.icon)
        for side, said in zip((left, right), facts(line), strict=True):
            vbox(pairs(said), None, parent=side)
        vbox(
            hbox(label(line.poste, "h2"), chip, None, spacing=12), Turning([(left, 1), (right, 1)], TURN_PX),
            spacing=8, parent=body,
        )  # fmt: skip
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)
        speaks = line.revoque_le is None
        self.answer_button.setVisible(speaks and line.presente)
        self.enrol_button.setText("Enrôler à nouveau…" if line.presente or not speaks else "Refaire le fichier…")
        self.revoke_button.setVisible(speaks)
        self.hand_over_button.setVisible(not line.successeur)
        self.setAccessibleName(f"Poste {line.poste}")
        self.show()

    def _tell(self, signal: object) -> None:
        emit = getattr(signal, "emit", None)
        if callable(emit) and self._poste:
            emit(self._poste)
