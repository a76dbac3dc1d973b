"""« Compte rendu » in the form of a meeting: where it stands, what may be done now, the versions kept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from db.models.seance import EtatCompteRendu
from pvdesk.base import francais
from pvdesk.reports.ecarts import Change
from pvdesk.reports.verification import KINDS
from pvdesk.reports.vie import Vie
from pvdesk.store.comptes_rendus import Pas
from pvdesk.store.papiers import Garde
from ui.kit.chips import Chip
from ui.kit.layouts import button, frame, hbox, icon_label, label, vbox
from ui.kit.prompt import Prompt
from ui.kit.steps import Stepper
from ui.kit.wrapping import Wrapping

CHANGES_SHOWN, QUOTED = 3, 70  # characters of a passage
# state: (chip, tone, icon)
STATES: Mapping[EtatCompteRendu, tuple[str, str, str]] = MappingProxyType(
    {
        EtatCompteRendu.PROJET: ("Brouillon", "warning", "modifier"),
        EtatCompteRendu.RELU: ("Relu", "info", "voir"),
        EtatCompteRendu.DIFFUSE: ("Diffusé", "success", "envoyer"),
        EtatCompteRendu.APPROUVE: ("Approuvé", "success", "fait"),
        EtatCompteRendu.RECTIFIE: ("Rectifié", "success", "document-verifie"),
    }
)
# verb: (text, icon); those that end in « … » ask something first
VERBS: Mapping[Pas, tuple[str, str]] = MappingProxyType(
    {
        Pas.RELIRE: ("Marquer comme relu", "voir"),
        Pas.DIFFUSER: ("Diffuser…", "envoyer"),
        Pas.APPROUVER: ("Approuver…", "fait"),
        Pas.RECTIFIER: ("Rectifier…", "modifier"),
        Pas.REPRENDRE: ("Reprendre en brouillon", "annuler"),
    }
)
NOT_YET = "Le compte rendu vient après la réunion\u00a0: notez-la comme tenue, puis relisez-le ici."
FROZEN = "Diffuser fige le compte rendu\u00a0: le fichier envoyé est gardé tel quel. Ensuite, il se rectifie."


def names_of(vie: Vie) -> tuple[tuple[str, ...], int]:
    """The steps of a compte rendu, and where it is: an approval that did not take place is not a step."""
    first = ("Brouillon", "Relu", "Diffusé")
    order = list(EtatCompteRendu)
    if vie.etat is not EtatCompteRendu.RECTIFIE:
        return (*first, "Approuvé"), order.index(vie.etat)
    names = (*first, "Approuvé", "Rectifié") if vie.approuve_le is not None else (*first, "Rectifié")
    return names, len(names) - 1


def main_verb(vie: Vie) -> Pas | None:
    """The one that comes next."""
    wished = Pas.RECTIFIER if vie.changements or vie.a_corriger else Pas.APPROUVER
    return next((pas for pas in (Pas.RELIRE, Pas.DIFFUSER, wished) if pas in vie.pas), None)


def told(change: Change) -> str:
    """« Échanges, point 1 : « Trois candélabres… » devient « Quatre candélabres… » »."""
    old, new = _cut(change.old), _cut(change.new)
    if not old:
        return f"{change.where}\u00a0: ajouté «\u00a0{new}\u00a0»"
    if not new:
        return f"{change.where}\u00a0: retiré «\u00a0{old}\u00a0»"
    return f"{change.where}\u00a0: «\u00a0{old}\u00a0» devient «\u00a0{new}\u00a0»"


def _cut(text: str) -> str:
    flat = " · ".join(line.strip() for line in text.splitlines() if line.strip())
    return flat if len(flat) <= QUOTED else f"{flat[: QUOTED - 1]}…"


class CompteRenduView(QWidget):
    """``asked(Pas)`` for a verb; ``opened(ref)`` for a paper: empty for the version in force, else the kept one."""

    asked = Signal(object)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chip = Chip("Brouillon", "warning", "modifier")
        self.prompt = Prompt()
        self.verbs: dict[Pas, QPushButton] = {}
        self.open_button: QPushButton | None = None
        self.versions: dict[QPushButton, str] = {}
        self._bodies: list[QWidget] = []  # above and under what is asked
        self._column: QVBoxLayout = vbox(self.prompt, spacing=12, parent=self)
        self.show_none()

    def show_none(self) -> None:
        """A meeting that is not held, or not in the base yet."""
        self._state(EtatCompteRendu.PROJET)
        self._put(label(NOT_YET, "muted", wrap=True))

    def show_vie(self, vie: Vie) -> None:
        """Where it stands; the focus stays on the verb that had it, when it is still there."""
        if not (vie.pas or vie.diffuse):
            self.show_none()
            return
        focused = next((pas for pas, verb in self.verbs.items() if verb.hasFocus()), None)
        self._state(vie.etat)
        body = QWidget()
        column = vbox(Stepper(*names_of(vie)), spacing=10, parent=body)
        self._say(column, vie)
        self._warn(column, vie)
        column.addWidget(self._row(vie))
        self._put(body, self._list(vie))
        if focused is not None:
            target = self.verbs.get(focused) or self.open_button or next(iter(self.verbs.values()), None)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Where one goes on: the next verb, else the paper."""
        target = next(iter(self.verbs.values()), None) or self.open_button
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- parts
    def _state(self, etat: EtatCompteRendu) -> None:
        self.verbs, self.open_button, self.versions = {}, None, {}
        self.chip.set_state(*STATES[etat])

    def _say(self, column: QVBoxLayout, vie: Vie) -> None:
        if not vie.diffuse:
            if Pas.DIFFUSER in vie.pas:
                column.addWidget(label(FROZEN, "caption", wrap=True))
            for text in vie.remarques:
                column.addLayout(hbox(icon_label("info", "info", 18), (label(text, wrap=True), 1), spacing=8))
            return
        if vie.ici:
            column.addWidget(label(vie.phrase, "label", wrap=True))
        about = (
            f"À\u00a0: {vie.destinataires}" if vie.destinataires else "",
            f"Motif\u00a0: {vie.motif}" if vie.motif else "",
            f"Approuvé en réunion le {francais.date_longue(vie.approuve_le, semaine=False)}" if vie.approuve_le else "",
            f"Code de contrôle\u00a0: {vie.code}" if vie.code else "",
        )
        for text in filter(None, about):
            line = label(text, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)

    def _warn(self, column: QVBoxLayout, vie: Vie) -> None:
        if not vie.alerte:
            return
        box: QFrame = frame("sunken")
        lines = [label(told(one), "caption", wrap=True) for one in vie.changements[:CHANGES_SHOWN]]
        left = len(vie.changements) - CHANGES_SHOWN
        if left > 0:
            lines.append(label(f"et {francais.pluriel(left, 'autre passage', 'autres passages')}", "caption"))
        said = vbox(label(vie.alerte, wrap=True), *lines, spacing=3)
        top = vbox(icon_label("attention", "warning", 20), None)
        hbox(top, (said, 1), margins=(12, 10, 12, 10), spacing=10, parent=box)
        box.setAccessibleName(vie.alerte)
        column.addWidget(box)

    def _row(self, vie: Vie) -> QWidget:
        row, main = QWidget(), main_verb(vie)
        line = Wrapping(row, 8)
        for pas, (text, icon) in sorted(VERBS.items(), key=lambda verb: verb[0] is not main):
            if pas in vie.pas:
                quiet = "quiet" if pas is Pas.REPRENDRE else ""
                made = button(text, "primary" if pas is main else quiet, icon=icon)
                made.clicked.connect(self._pressed)
                self.verbs[pas] = made
                line.addWidget(made)
        if vie.ici:
            self.open_button = button("Ouvrir la version diffusée", icon="document")
            self.open_button.clicked.connect(self._open)
            line.addWidget(self.open_button)
        return row

    def _list(self, vie: Vie) -> QWidget | None:
        """The papers kept here, last version first."""
        if not vie.papiers:
            return None
        listed = QWidget()
        column = vbox(label("Papiers gardés sur cet ordinateur", "h3"), spacing=4, parent=listed)
        for one in vie.papiers:
            named = _named(one)
            made = button("Ouvrir", "quiet", icon="document", name=f"Ouvrir\u00a0: {named}")
            made.clicked.connect(self._open)
            self.versions[made] = one.uid
            about = f"{francais.date_courte(one.jour)} · contrôle\u00a0{one.code}"
            column.addLayout(hbox((label(named, wrap=True), 3), (label(about, "caption", wrap=True), 2), made))
        return listed

    def _pressed(self) -> None:
        """A verb."""
        pressed = self.sender()
        pas = next((pas for pas, verb in self.verbs.items() if verb is pressed), None)
        if pas is not None:
            self.asked.emit(pas)

    def _open(self) -> None:
        """The version in force, or the paper of the line."""
        pressed = self.sender()
        self.opened.emit(self.versions.get(pressed, "") if isinstance(pressed, QPushButton) else "")

    def _put(self, body: QWidget, under: QWidget | None = None) -> None:
        for old in self._bodies:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._bodies = [body] if under is None else [body, under]
        self._column.insertWidget(0, body)
        if under is not None:
            self._column.addWidget(under)


def _named(one: Garde) -> str:
    """« Version 2, compte rendu à afficher »."""
    return f"Version {one.version}, {KINDS.get(one.sorte, 'papier')}"
