"""The card of a clash: the value in place and the one that a poste proposes, and the ways to settle it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from db.models.arbitrage import DecisionConflit, NatureConflit
from pvdesk.base.francais import date_courte
from pvdesk.fiches import FICHES
from pvdesk.mission.conflits import Clash
from pvdesk.mission.postes import CODE
from ui.kit.chips import Chip
from ui.kit.layouts import button, frame, hbox, label, scrolled, separator, vbox
from ui.kit.narrow import Turning
from ui.kit.prompt import Asked, Prompt

TURN_PX = 480
FOOT_PX = 420
EMPTY = "(rien)"
KEEP, TAKE, BOTH, OTHER = DecisionConflit
NATURES = {
    NatureConflit.VALEUR: "info",
    NatureConflit.SUPPRESSION: "warning",
    NatureConflit.DISPARUE: "warning",
}
LATER, NOW = "5 · Reporter", "5 · Reprendre"
TIPS = {BOTH: "L’une sous l’autre, signées (3)", OTHER: "Une troisième valeur (4)"}
NOT_BOTH = "Garder les deux ne convient qu’à un texte long"
NOT_OTHER = "Cette donnée ne s’écrit pas ici\u00a0: ouvrez la fiche"


def hand(code: str) -> str:
    """Who wrote: « la mission », or the code of a poste."""
    return "la mission" if code == CODE else code or "inconnu"


def about(clash: Clash) -> str:
    """« Réunion · Lieu »."""
    kind = FICHES[clash.table].singular
    return kind if clash.label == kind else f"{kind} · {clash.label}"


def value_box(title: str, author: str, text: str, kind: str) -> QFrame:
    """One of the two values: what it is, whose it is, the value."""
    box = frame(kind)
    said = label(text or EMPTY, "body" if text else "muted", wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    vbox(
        label(title, "label", wrap=True), label(author, "caption", wrap=True), separator(), said, None,
        margins=(14, 10, 14, 12), spacing=6, parent=box,
    )  # fmt: skip
    box.setAccessibleName(f"{title}, {author}\u00a0: {text or EMPTY}")
    return box


def provenance(clash: Clash) -> str:
    """« écrite par la mission le 15/10/2026 »: who wrote the value in place, and when it came or was."""
    said = f"écrite par {hand(clash.auteur)}"
    if clash.ecrit_le is None:
        return said
    day = date_courte(clash.ecrit_le.astimezone().date())
    return f"{said}, reçue le {day}" if clash.venu else f"{said} le {day}"


class ClashCard(QFrame):
    """``decided(id, decision)``, ``written(id, value)``, ``postponed(id)``, ``taken_up(id)``, ``open_asked``."""

    decided = Signal(int, object)
    written = Signal(int, str)
    postponed = Signal(int)
    taken_up = Signal(int)
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._clash: Clash | None = None
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 14, 16, 10), spacing=10, parent=self._inside)
        self._content: QWidget | None = None
        self.prompt = Prompt()
        self.buttons: dict[DecisionConflit, QPushButton] = {
            KEEP: button("1 · Garder en place", "", tip="La valeur en place reste (1)"),
            TAKE: button("2 · Prendre l’autre", "", tip="La valeur du poste la remplace (2)"),
            BOTH: button("3 · Les deux", "", tip=TIPS[BOTH]),
            OTHER: button("4 · Écrire…", "", tip=TIPS[OTHER]),
        }
        for decision, press in self.buttons.items():
            press.clicked.connect(partial(self.press, decision))
        self.postpone_button = button(NOW, "quiet", icon="heure")
        self.open_button = button("Ouvrir la fiche", "quiet", icon="voir")
        self.postpone_button.clicked.connect(self.postpone)
        self.open_button.clicked.connect(self.open_asked)
        first, second, other = QWidget(), QWidget(), QWidget()
        hbox(self.buttons[KEEP], self.buttons[TAKE], None, parent=first)
        hbox(self.buttons[BOTH], self.buttons[OTHER], None, parent=second)
        hbox(self.postpone_button, self.open_button, None, parent=other)
        foot = vbox(Turning([(first, 0), (second, 1)], FOOT_PX, spacing=8), other, margins=(18, 10, 14, 12), spacing=6)
        vbox((scrolled(self._inside), 1), hbox((self.prompt, 1), margins=(18, 0, 18, 0)), foot, spacing=0, parent=self)

    @property
    def asking(self) -> bool:
        """True while a third value is being typed."""
        return self.prompt.isVisible()

    def show_clash(self, clash: Clash) -> None:
        """Show a clash; the same one again keeps what is being typed."""
        if self._clash is not None and clash.id != self._clash.id and self.asking:
            self.prompt.dismiss()
        self._clash = clash
        body = QWidget()
        came = f"écrite par {hand(clash.poste)}, reçue le {date_courte(clash.le.astimezone().date())}"
        both = Turning(
            [
                (value_box("Valeur en place", provenance(clash), clash.en_place, "sunken"), 1),
                (value_box(f"Valeur de {clash.poste}", came, clash.proposee, "sunken"), 1),
            ],
            TURN_PX, spacing=12,
        )  # fmt: skip
        chips = [Chip(clash.nature.libelle, NATURES[clash.nature], "comparer")]
        if clash.reporte:
            chips.append(Chip("Reporté", "neutral", "heure"))
        vbox(
            hbox(*chips, None), label(clash.titre or "Sans nom", "h2", wrap=True), label(about(clash), "h3", wrap=True),
            both, None, spacing=10, parent=body,
        )  # fmt: skip
        self._put(body)
        self._offer(clash)

    def _offer(self, clash: Clash) -> None:
        """What does not suit this clash says why."""
        for decision, suits, why in ((BOTH, clash.long, NOT_BOTH), (OTHER, clash.libre, NOT_OTHER)):
            self.buttons[decision].setEnabled(suits)
            self.buttons[decision].setToolTip(TIPS[decision] if suits else why)
        self.postpone_button.setText(NOW if clash.reporte else LATER)
        self.postpone_button.setAccessibleName(NOW if clash.reporte else LATER)
        said = "Il reprend sa place dans la liste (5)" if clash.reporte else "Décider plus tard\u00a0: fin de liste (5)"
        self.postpone_button.setToolTip(said)

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def press(self, decision: DecisionConflit) -> None:
        """A decision was taken, by its button or its key."""
        clash = self._clash
        if clash is None or not self.buttons[decision].isEnabled():
            return
        if decision is OTHER:
            self.write(clash.en_place)
        else:
            self.decided.emit(clash.id, decision)

    def write(self, text: str) -> None:
        """Ask for a third value, `text` to begin with."""
        clash = self._clash
        if clash is not None:
            choices = tuple((one, one) for one in clash.choix)
            asked = Asked(
                "Écrire une autre valeur", clash.label, "Écrire cette valeur", text=text, long=clash.long,
                choices=choices,
            )  # fmt: skip
            self.prompt.ask(asked, partial(self._write, clash.id), self)

    def postpone(self) -> None:
        """Leave it for later, or no longer."""
        if self._clash is not None:
            (self.taken_up if self._clash.reporte else self.postponed).emit(self._clash.id)

    def _write(self, clash: int, value: str) -> None:
        self.written.emit(clash, value)
