"""What the mission may do with a fiche received: ask a correction, validate, close, as the table of states allows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.store.etats import Geste, Qui, after
from pvdesk.store.listing import Row
from ui.kit.layouts import button, hbox, vbox
from ui.kit.narrow import Turning
from ui.kit.prompt import Asked, Prompt
from ui.pages.page import Services
from ui.pages.record_detail import DetailCard
from ui.pages.refusal import tell
from ui.places import CORRECTION

WHOLE = ("", "La fiche entière")
EMPTY = "Motif\u00a0: dites ce qu’il faut corriger, c’est ce que lira l’auteur"
TURN_PX = 300


class MissionVerbs(QWidget):
    """The foot of the card of a fiche, at the mission."""

    def __init__(self, services: Services, table: str) -> None:
        super().__init__()
        self._services, self._table = services, table
        self._works = services.operations.mission.decisions
        self._row: Row | None = None
        self.prompt = Prompt()
        self.buttons: dict[Geste, QPushButton] = {
            Geste.DEMANDER: button("Demander une correction…", icon="erreur"),
            Geste.VALIDER: button("Valider", "primary", icon="fait"),
            Geste.CLORE: button("Clore", icon="verrouiller"),
        }
        self.buttons[Geste.DEMANDER].clicked.connect(self.ask)
        self.buttons[Geste.VALIDER].clicked.connect(self.validate)
        self.buttons[Geste.CLORE].clicked.connect(self.close_fiche)
        settle, correct = QWidget(), QWidget()
        hbox(self.buttons[Geste.VALIDER], self.buttons[Geste.CLORE], None, parent=settle)
        hbox(self.buttons[Geste.DEMANDER], None, parent=correct)
        vbox(
            self.prompt, Turning([(settle, 0), (correct, 1)], TURN_PX, spacing=8), margins=(18, 4, 14, 12),
            parent=self,
        )  # fmt: skip
        self.hide()

    def show_row(self, row: Row) -> None:
        """Offer what the state of a fiche allows."""
        if self._row is not None and self._row.uid != row.uid and self.prompt.isVisible():
            self.prompt.dismiss()
        self._row = row
        for geste, press in self.buttons.items():
            press.setVisible(row.etat is not None and after(row.etat, Qui.MISSION, geste) is not None)
        self.show()

    def ask(self) -> None:
        """Ask what is to be corrected, and which datum."""
        data = schema(FICHES[self._table].model).stored
        about = (WHOLE, *((one.key, one.label) for one in data if not one.about.private))
        asked = Asked(
            "Demander une correction", "Motif", "Demander", "Ce que l’auteur lira, en tête de sa liste", EMPTY,
            about=("Donnée concernée", about),
        )  # fmt: skip
        self.prompt.ask(asked, self._ask, self.buttons[Geste.DEMANDER])

    def validate(self) -> None:
        """The fiche counts as verified."""
        if self._row is not None:
            self._works.validate(self._table, self._row.uid, partial(self._said, "Fiche validée."), self._failed)

    def close_fiche(self) -> None:
        """Nothing more is awaited."""
        if self._row is not None:
            self._works.close(self._table, self._row.uid, partial(self._said, "Fiche close."), self._failed)

    def _ask(self, motif: str) -> None:
        if self._row is not None:
            champ = self.prompt.chosen or None
            said = "Correction demandée\u00a0: elle partira dans le prochain fichier de retour."
            self._works.ask_correction(
                self._table, self._row.uid, motif, champ, partial(self._said, said), self._failed
            )

    def _said(self, text: str, _result: object) -> None:
        self._services.messages.info(text)
        self.buttons[Geste.DEMANDER].setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        tell(self._services.messages, error)


def foot_of(card: DetailCard, services: Services) -> MissionVerbs | None:
    """Turn the card of a fiche into one that is only read: what the mission may do takes the place of « Modifier ».

    A correction is read by both sides: it leads to its fiche.
    """
    card.duplicate_button.hide()
    if card.table == CORRECTION:
        card.edit_button.setText("Ouvrir la fiche")
        return None
    card.edit_button.hide()
    verbs = MissionVerbs(services, card.table)
    card.add_foot(verbs)
    return verbs
