"""« Où sont mes données ? »: the folder, its weight, the last copies, the last exchanges with the mission."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from db.models.echange import Role
from pvdesk.base.francais import date_courte, heure, nombre, pluriel
from pvdesk.store import sauvegarde
from pvdesk.store.desk import Desk
from pvdesk.store.lieu import Lieu
from ui.kit.layouts import Item, button, frame, hbox, icon_label, label, separator, vbox
from ui.kit.pairs import pairs

_UNITS = ((1_000_000_000, "Go"), (1_000_000, "Mo"), (1_000, "ko"))
TOO_LONG = dt.timedelta(days=14)  # without a copy elsewhere
ENCRYPTED = "La base et ses copies sont chiffrées\u00a0: sans la phrase de passe, personne ne les lit."
ALONE = (
    "Aucune copie récente hors de cet ordinateur\u00a0: une panne ou un vol emporterait aussi les copies. "
    "Copiez la base sur une clé."
)
ARCHIVES = (
    "Les dossiers «\u00a0lots\u00a0» et «\u00a0decisions\u00a0» ne sont pas dans ces copies\u00a0: copiez-les avec le "
    "dossier entier."
)


def poids(octets: int) -> str:
    """« 1,6 Mo »."""
    for size, unit in _UNITS:
        if octets >= size:
            return f"{nombre(octets / size, 1 if octets < 100 * size else 0)}\u00a0{unit}"
    return pluriel(octets, "octet", "octets")


def when(moment: dt.datetime) -> str:
    """« 12/11/2026, 18 h 42 »."""
    local = moment.astimezone()
    return f"{date_courte(local.date())}, {heure(local)}"


class WhereCard(QFrame):
    """``open_asked`` for the folder, ``copied`` once its path is on the clipboard."""

    open_asked = Signal()
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._folder = Path()
        self._body: QWidget | None = None
        self.open_button = button("Ouvrir le dossier", icon="dossier-ouvert")
        self.copy_button = button("Copier le chemin", "quiet", icon="copier")
        self.open_button.clicked.connect(self.open_asked)
        self.copy_button.clicked.connect(self._copy)
        self._column = vbox(
            label("Où sont mes données\u202f?", "h3"), hbox(self.open_button, self.copy_button, None), None,
            margins=(20, 16, 20, 18), spacing=12, parent=self,
        )  # fmt: skip

    def show_place(self, lieu: Lieu, desk: Desk) -> None:
        """Say it."""
        self._folder = lieu.dossier
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget()
        said: list[Item] = [pairs(facts(lieu, desk)), separator(), label(ENCRYPTED, "muted", wrap=True)]
        alone = lieu.ailleurs is None or desk.clock() - lieu.ailleurs[0] > TOO_LONG
        if alone and sauvegarde.possible(desk):
            box = frame("sunken")
            hbox(icon_label("attention", "warning", 20), (label(ALONE, wrap=True), 1),
                 margins=(12, 10, 12, 10), spacing=10, parent=box)  # fmt: skip
            said.append(box)
        if desk.role is Role.MISSION:
            said.append(label(ARCHIVES, "muted", wrap=True))
        vbox(*said, spacing=10, parent=self._body)
        self._column.insertWidget(1, self._body)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._folder))
        self.copied.emit()


def facts(lieu: Lieu, desk: Desk) -> list[tuple[str, str]]:
    """What is known, label by label."""
    here = next((one for one in lieu.copies if not one.mise_de_cote), None)
    fiches = pluriel(lieu.fiches, "fiche", "fiches")
    weight = f"{poids(lieu.octets)}, {fiches}, corbeille comprise" if lieu.octets is not None else fiches
    out, back = ("Dernier envoi", "Dernier accusé") if desk.role is Role.POSTE else ("Dernier retour", "Dernier reçu")
    found = [
        ("Dossier", str(lieu.dossier)), ("Base", weight), ("Place libre", poids(lieu.libres)),
        (out, when(lieu.envoi) if lieu.envoi else "Aucun"), (back, when(lieu.accuse) if lieu.accuse else "Aucun"),
    ]  # fmt: skip
    if sauvegarde.possible(desk):
        elsewhere = f"{when(lieu.ailleurs[0])}, dans «\u00a0{lieu.ailleurs[1]}\u00a0»" if lieu.ailleurs else "Jamais"
        found[3:3] = [("Dernière copie", when(here.le) if here else "Aucune"), ("Copie ailleurs", elsewhere)]
    return found
