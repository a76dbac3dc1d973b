"""The cards of the settings about what a service brings: the letterhead of its papers, its charter on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.reports import identite
from pvdesk.reports.en_tete import EnTete
from ui.kit.layouts import button, hbox, icon_label, label, vbox
from ui.kit.pairs import pairs
from ui.theme import charte

PRINT_NONE = "En-tête neutre. Le vôtre se met, avec son logo, dans le dossier «\u00a0en-tete\u00a0»."
PRINT_OWN = "En-tête de votre service, relu à chaque papier."
CHARTER_NONE = "Couleurs et police de pvdesk. Un service apporte les siennes dans le dossier «\u00a0charte\u00a0»."
CHARTER_OWN = "Charte de votre service, lue à l’ouverture\u00a0: ce qui change ici vaut au prochain lancement."
CHARTER_REFUSED = (
    "La charte n’est pas appliquée\u00a0: pvdesk garde ses propres couleurs. "
    "Corrigez «\u00a0charte.json\u00a0», puis rouvrez pvdesk."
)
CONTRAST = "Le thème à contraste élevé ne change jamais."


class ServiceCard(QFrame):
    """What is used, what was refused and why, and the folder where it is brought."""

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__()
        self.setObjectName("card")
        self._folder = folder
        self._said: QWidget | None = None
        named = f"Ouvrir le dossier «\u00a0{folder.name}\u00a0»"
        self.open_button = button(named, icon="dossier-ouvert", tip=str(folder))
        self.open_button.clicked.connect(self.open_folder)
        self._place = vbox(spacing=0)
        vbox(
            label(title, "h3"), self._place, hbox(self.open_button, None), margins=(20, 16, 20, 18), spacing=10,
            parent=self,
        )  # fmt: skip

    def show_said(self, text: str, facts: Sequence[tuple[str, str]], refusals: Sequence[str]) -> None:
        """A sentence, what is used, what is refused."""
        if self._said is not None:
            self._place.removeWidget(self._said)
            self._said.hide()
            self._said.deleteLater()
        self._said = QWidget()
        column = vbox(label(text, "muted", wrap=True), spacing=8, parent=self._said)
        column.addLayout(pairs(facts))
        for refusal in refusals:
            mark = icon_label("attention", "warning", 16)
            row = hbox(mark, (label(refusal, "caption-strong", wrap=True), 1), spacing=6)
            row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        self._place.addWidget(self._said)

    def open_folder(self) -> None:
        """Show it in the files of the computer, made if there was none."""
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class PrintCard(ServiceCard):
    """The letterhead of the papers."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Impression", folder / identite.FOLDER)

    def show_head(self, found: EnTete) -> None:
        """Say what papers show."""
        facts = [(title, "\n".join(lines)) for title, lines in found.pris]
        self.show_said(PRINT_OWN if found.propre else PRINT_NONE, facts, found.refus)


class CharterCard(ServiceCard):
    """The colours, font and logo of the window."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Charte", folder / charte.FOLDER)
        self._data = folder

    def read(self) -> None:
        """Say what the window wears, or why it does not."""
        try:
            found = charte.read(self._data)
        except charte.Refused as refusal:
            self.show_said(CHARTER_REFUSED, (), [f"{fault[0].upper()}{fault[1:]}." for fault in refusal.faults])
            return
        if found == charte.Charte():
            self.show_said(CHARTER_NONE, (), ())
            return
        facts = [
            ("Nom", found.nom or "aucun"),
            *((f"Thème {theme}", pluriel(len(colours), "couleur", "couleurs"))
              for theme, colours in found.colours.items()),
            ("Police", found.family or "celle du programme"),
            ("Logo", found.logo.name if found.logo else "aucun"),
        ]  # fmt: skip
        self.show_said(f"{CHARTER_OWN} {CONTRAST}", facts, ())
