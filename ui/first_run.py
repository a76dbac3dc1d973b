"""The first screen of a new data folder: one screen, no wizard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from db.errors import Faute
from db.keys import SHORTEST
from pvdesk.base.settings import Settings
from ui.kit.choices import THEME_NAMES, Choices, zoom_names
from ui.kit.field import Field
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.logo import Logo
from ui.lock import FaultBox, ShowPhrase, Welcome, phrase_edit

CARD_PX = 840
CODE = re.compile(r"[A-Z]{1,8}[0-9]{0,4}")  # D07


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first screen asks: who, which poste, which phrase, with the sample data or not."""

    nom: str
    code: str
    phrase: str
    exemple: bool


class FirstRun(Welcome):
    """Asks what is needed to begin; ``beginAsked`` carries a `Beginning`, ``displayChosen`` other `Settings`."""

    beginAsked = Signal(object)  # noqa: N815 — Qt's habit for signals
    displayChosen = Signal(object)  # noqa: N815

    def __init__(self, folder: Path, settings: Settings, *, sample: bool) -> None:
        self._settings = settings
        self.name, self.code = QLineEdit(), QLineEdit()
        self.phrase, self.again = phrase_edit("Phrase de passe"), phrase_edit("La même phrase, une seconde fois")
        self.code.setMaxLength(12)
        self.name.setMaxLength(120)
        self.fault = FaultBox()
        self.empty_button = button("Commencer à vide", "primary", icon="fleche-droite")
        self.sample_button = button("Ouvrir un exemple", "", icon="decouvrir")
        if not sample:
            self.sample_button.hide()
        self._waiting: QLabel = label("", "muted")
        self._fields = self._build_fields()
        super().__init__(self._card(folder), CARD_PX)
        self.empty_button.clicked.connect(self._begin)
        self.sample_button.clicked.connect(self._begin_with_sample)
        self.again.returnPressed.connect(self._begin)
        self.setFocusProxy(self.name)

    def _build_fields(self) -> dict[str, Field]:
        """The four questions."""
        return {
            "nom": Field("Votre &nom", self.name, "Il figurera sur les comptes rendus"),
            "code": Field("&Code du poste", self.code, "Donné par la mission, par exemple D07"),
            "phrase": Field(
                "&Phrase de passe", self.phrase,
                f"{SHORTEST} caractères ou plus, par exemple quatre mots",
            ),
            "again": Field(
                "La même, une &seconde fois", self.again, "Notez-la\u00a0: sans elle, personne n’ouvre vos données"
            ),
        }  # fmt: skip

    def _card(self, folder: Path) -> QWidget:
        """Title, questions, display, buttons."""
        card = frame()
        titles = vbox(
            label("Bienvenue dans pvdesk", "h1"),
            label("Trois minutes pour être prêt. Tout reste sur cet ordinateur.", "muted", wrap=True), spacing=2,
        )  # fmt: skip
        fields = self._fields
        themes = Choices("Affichage", THEME_NAMES, self._settings.theme)
        zooms = Choices("Taille du texte", zoom_names(), self._settings.zoom)
        themes.chosen.connect(self._choose_theme)
        zooms.chosen.connect(self._choose_zoom)
        said = f"Vos données seront dans le dossier «\u00a0{folder.name}\u00a0», chiffrées."
        place = label(said, "caption", wrap=True)
        place.setToolTip(str(folder))
        vbox(
            hbox(Logo(46), (titles, 1), spacing=16), self.fault,
            hbox((fields["nom"], 1), (fields["code"], 1), spacing=16),
            hbox((fields["phrase"], 1), (fields["again"], 1), spacing=16),
            ShowPhrase(self.phrase, self.again), themes, zooms, place,
            hbox((self._waiting, 1), self.sample_button, self.empty_button, spacing=12),
            margins=(40, 32, 40, 28), spacing=14, parent=card,
        )  # fmt: skip
        return card

    def take_over(self, other: FirstRun) -> None:
        """Take what was typed in another one, built for another text size."""
        mine, theirs = ((one.name, one.code, one.phrase, one.again) for one in (self, other))
        for edit, typed in zip(mine, theirs, strict=True):
            edit.setText(typed.text())

    def wait(self) -> None:
        """The folder is being made."""
        self.fault.hide()
        self._enable(on=False)
        self._waiting.setText("Création de vos données…")

    def fail(self, fault: Faute) -> None:
        """Say what stopped the making; what was typed stays."""
        self._enable(on=True)
        self._waiting.setText("")
        self.fault.say(fault.happened, fault.safe, fault.remedy)

    def _enable(self, *, on: bool) -> None:
        """Allow or forbid to press a second time."""
        for one in (self.empty_button, self.sample_button):
            one.setEnabled(on)

    def _begin(self) -> None:
        """« Commencer à vide »."""
        self._ask(exemple=False)

    def _begin_with_sample(self) -> None:
        """« Ouvrir un exemple »."""
        self._ask(exemple=True)

    def _ask(self, *, exemple: bool) -> None:
        """Check what was typed, then hand it over."""
        code = self.code.text().strip().upper()
        same = self.phrase.text() == self.again.text()
        errors = {
            "nom": "" if self.name.text().strip() else "Votre nom\u00a0: écrivez-le tel qu’il sera imprimé",
            "code": "" if CODE.fullmatch(code) else "Code du poste\u00a0: une lettre et des chiffres, comme D07",
            "phrase": self._phrase_error(),
            "again": "" if same else "Les deux phrases diffèrent\u00a0: retapez-la ici",
        }
        for key, field in self._fields.items():
            field.set_error(errors[key])
        wrong = next((self._fields[key] for key, error in errors.items() if error), None)
        if wrong is not None:
            wrong.focus_error()
            return
        self.beginAsked.emit(Beginning(self.name.text().strip(), code, self.phrase.text(), exemple))

    def _phrase_error(self) -> str:
        """A short phrase is said kindly, with what is missing."""
        missing = SHORTEST - len(self.phrase.text())
        if missing <= 0:
            return ""
        words = "caractère" if missing == 1 else "caractères"
        return f"Encore {missing} {words}\u00a0: ajoutez un mot à votre phrase"

    def _choose_theme(self, value: object) -> None:
        """Show the other theme at once."""
        self.displayChosen.emit(Settings(str(value), self._settings.zoom, self._settings.large))

    def _choose_zoom(self, value: object) -> None:
        """Show the other size at once."""
        assert isinstance(value, float)
        self.displayChosen.emit(Settings(self._settings.theme, value, self._settings.large))
