"""The first screen of a new data folder: one screen, no wizard; an example, nothing, or data taken up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLabel, QLineEdit, QWidget

from db.errors import Faute
from db.keys import SHORTEST
from pvdesk.base import codes
from pvdesk.base.paths import BASE
from pvdesk.base.settings import Settings
from ui.kit.choices import THEME_NAMES, Choices, zoom_names
from ui.kit.elided import Elided
from ui.kit.field import Field
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.logo import Logo
from ui.kit.narrow import Turning
from ui.kit.option import Option
from ui.lock import FaultBox, ShowPhrase, Welcome, phrase_edit

CARD_PX = 900
TURN_PX = 560
SAMPLE, EMPTY, TAKEN, MISSION = range(4)
OPTIONS = (
    ("Découvrir avec un &exemple", "Un conseil citoyen et sa semaine, inventés. Rien n’en part jamais à la mission.",
     "decouvrir"),
    ("Commencer à &vide", "Vous créez votre premier conseil, puis votre première réunion.", "ajouter"),
    ("&Reprendre des données", "Depuis une copie de sauvegarde, ou le fichier reçu de la mission.", "recevoir"),
    ("Tenir la &mission", "Vous recevez les fichiers des délégués. Une clé de réserve est écrite, à garder hors d’ici.",
     "boite"),
)  # fmt: skip
FOR_MISSION, FOR_POSTE = "Vous tenez la mission\u202f?", "Vous êtes délégué\u202f?"
NAMES = {False: "Votre &nom", True: "&Nom de la mission"}
CODES = {False: "&Code du poste", True: "&Code du poste (facultatif pour l’exemple)"}
RESERVE = "cle-de-reserve.txt"
NO_RESERVE = "Choisissez où écrire la clé de réserve\u00a0: une clé USB à mettre en lieu sûr, par exemple"
KINDS = f"Copie de sauvegarde ou fichier de la mission ({BASE} *.pvlot)"
NO_SOURCE = "Choisissez le fichier «\u00a0pvdesk.db\u00a0» de la copie, ou le fichier .pvlot reçu de la mission"
AGAIN_HINT = "Notez-la\u00a0: sans elle, personne n’ouvre vos données"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first screen asks: who, which poste, which phrase, the sample or not, the file taken up."""

    nom: str
    code: str
    phrase: str
    exemple: bool
    source: Path | None = None
    reserve: Path | None = None  # where the mission's reserve key is written; None at a poste

    @property
    def copie(self) -> Path | None:
        """The folder of the copy taken up, which brings its own name, code and phrase."""
        return self.source.parent if self.source is not None and self.source.name == BASE else None


class FirstRun(Welcome):
    """Asks what is needed to begin; ``beginAsked`` carries a `Beginning`, ``displayChosen`` other `Settings`.

    ``laterAsked`` when nothing is to be made today.
    """

    beginAsked = Signal(object)  # noqa: N815 — Qt's habit for signals
    displayChosen = Signal(object)  # noqa: N815
    laterAsked = Signal()  # noqa: N815

    def __init__(self, folder: Path, settings: Settings, *, sample: bool) -> None:
        self._settings = settings
        self.source: Path | None = None
        self.reserve: Path | None = None
        self.name, self.code = QLineEdit(), QLineEdit()
        self.phrase, self.again = phrase_edit("Phrase de passe"), phrase_edit("La même phrase, une seconde fois")
        self.code.setMaxLength(codes.LONGEST)
        self.name.setMaxLength(120)
        self.fault = FaultBox()
        self.options = [Option(*said) for said in OPTIONS]
        self.group = QButtonGroup()
        for place, option in enumerate(self.options):
            self.group.addButton(option.radio, place)
        self.file_button = button("Choisir le fichier…", icon="dossier-ouvert")
        self._file = Elided("", "caption")
        self._file_error = label("", "error", wrap=True)
        self.side_button = button(FOR_MISSION, "quiet")
        self.later_button = button("Plus tard", "quiet")
        self.begin_button = button("Commencer", "primary", icon="fleche-droite")
        self._waiting: QLabel = label("", "muted")
        self._fields = self._build_fields()
        self._taken = QWidget()
        super().__init__(self._card(folder), CARD_PX)
        self.group.setParent(self)
        self._sample = sample
        self.options[SAMPLE if sample else EMPTY].radio.setChecked(True)
        self._connect()
        self._fit()
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        self.group.idToggled.connect(self._fit)
        self.side_button.clicked.connect(self._change_side)
        self.file_button.clicked.connect(self.ask_file)
        self.later_button.clicked.connect(self.laterAsked)
        self.begin_button.clicked.connect(self.begin)
        for edit in (self.phrase, self.again):
            edit.returnPressed.connect(self.begin)

    def _build_fields(self) -> dict[str, Field]:
        """The four questions."""
        return {
            "nom": Field("Votre &nom", self.name, "Il figurera sur les papiers"),
            "code": Field(CODES[False], self.code, "Donné par la mission, par exemple D07"),
            "phrase": Field(
                "&Phrase de passe", self.phrase, f"{SHORTEST} caractères ou plus, par exemple quatre mots"
            ),
            "again": Field("La même, une &seconde fois", self.again, AGAIN_HINT),
        }  # fmt: skip

    def _card(self, folder: Path) -> QWidget:
        """Title, three ways, questions, display, buttons."""
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
        vbox(hbox(self.file_button, (self._file, 1), spacing=10), self._file_error, spacing=4, parent=self._taken)
        vbox(
            hbox(Logo(46), (titles, 1), spacing=16), self.fault,
            label("Comment voulez-vous commencer\u202f?", "h3"), vbox(*self.options, spacing=8), self._taken,
            Turning([(fields["nom"], 1), (fields["code"], 1)], TURN_PX, spacing=16),
            Turning([(fields["phrase"], 1), (fields["again"], 1)], TURN_PX, spacing=16),
            ShowPhrase(self.phrase, self.again), Turning([(_on_top(themes), 56), (_on_top(zooms), 44)], TURN_PX), place,
            hbox(self.side_button, (self._waiting, 1), self.later_button, self.begin_button, spacing=12),
            margins=(40, 28, 40, 24), spacing=12, parent=card,
        )  # fmt: skip
        return card

    # ---- what is chosen
    def way(self) -> int:
        """SAMPLE, EMPTY, TAKEN or MISSION."""
        return self.group.checkedId()

    def take_over(self, other: FirstRun) -> None:
        """Take what was typed in another one, built for another text size."""
        mine, theirs = ((one.name, one.code, one.phrase, one.again) for one in (self, other))
        for edit, typed in zip(mine, theirs, strict=True):
            edit.setText(typed.text())
        self.options[other.way()].radio.setChecked(True)
        if other.source is not None:
            self.take_file(str(other.source))
        if other.reserve is not None:
            self.take_reserve(str(other.reserve))

    def _change_side(self) -> None:
        """Between a poste and the mission."""
        self.options[EMPTY if self.way() == MISSION else MISSION].radio.setChecked(True)

    def ask_file(self) -> None:
        """Choose what is taken up, or where the reserve key goes."""
        if self.way() == MISSION:
            dialog = file_dialog(self, "Où écrire la clé de réserve", str(Path.home()))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(RESERVE)
            dialog.fileSelected.connect(self.take_reserve)
        else:
            dialog = file_dialog(self, "Reprendre des données", str(Path.home()), KINDS)
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """A copy brings its own name and phrase; a file of the mission is received once the base is made."""
        self.source = Path(path)
        shown = self.source.parent.name if self.source.name == BASE else self.source.name
        self._file.setText(f"Copie «\u00a0{shown}\u00a0»" if self.source.name == BASE else shown)
        self._file_error.setText("")
        self._fit()

    def take_reserve(self, path: str) -> None:
        """Where the key is written that opens the mission's lots when its computer is lost."""
        self.reserve = Path(path)
        self._file.setText(path)
        self._fit()

    def _fit(self) -> None:
        """Only what is needed is asked."""
        taken, mission = self.way() == TAKEN, self.way() == MISSION
        copy = taken and self.source is not None and self.source.name == BASE
        for place, option in enumerate(self.options):
            option.setVisible((place == MISSION) == mission and (place != SAMPLE or self._sample))
        self.side_button.setText(FOR_POSTE if mission else FOR_MISSION)
        self.file_button.setText("Où écrire la clé de réserve…" if mission else "Choisir le fichier…")
        self._fields["nom"].label.setText(NAMES[mission])
        self._fields["code"].label.setText(CODES[self.way() == SAMPLE])
        self._taken.setVisible(taken or mission)
        self._file_error.setVisible(bool(self._file_error.text()))
        for key in ("nom", "code", "again"):
            self._fields[key].setVisible(not copy and not (key == "code" and mission))

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
        for one in (self.begin_button, self.later_button, self.side_button):
            one.setEnabled(on)

    # ---- going on
    def begin(self) -> None:
        """Check what was typed, then hand it over."""
        made = self._beginning()
        asked_file = {TAKEN: made.source is None, MISSION: made.reserve is None}.get(self.way(), False)
        words = NO_RESERVE if self.way() == MISSION else NO_SOURCE
        self._file_error.setText(words if asked_file else "")
        self._fit()
        errors = _errors(made, self.again.text(), mission=self.way() == MISSION)
        for key, field in self._fields.items():
            field.set_error(errors.get(key, ""))
        wrong = next((self._fields[key] for key in self._fields if errors.get(key)), None)
        if asked_file:
            self.file_button.setFocus()
        elif wrong is not None:
            wrong.focus_error()
        else:
            self.beginAsked.emit(made)

    def _beginning(self) -> Beginning:
        way = self.way()
        source = self.source if way == TAKEN else None
        code = self.code.text().strip().upper() or (codes.EXAMPLE if way == SAMPLE else "")
        reserve = self.reserve if way == MISSION else None
        return Beginning(self.name.text().strip(), code, self.phrase.text(), way == SAMPLE, source, reserve)

    def _choose_theme(self, value: object) -> None:
        """Show the other theme at once."""
        self.displayChosen.emit(Settings(str(value), self._settings.zoom, self._settings.large))

    def _choose_zoom(self, value: object) -> None:
        """Show the other size at once."""
        assert isinstance(value, float)
        self.displayChosen.emit(Settings(self._settings.theme, value, self._settings.large))


def _errors(made: Beginning, again: str, *, mission: bool) -> dict[str, str]:
    """What is wrong, by question."""
    if made.copie is not None:
        return {} if made.phrase else {"phrase": "Tapez la phrase qui ouvrait ces données"}
    coded = mission or (made.exemple and made.code == codes.EXAMPLE) or codes.of_a_poste(made.code)
    return {
        "nom": "" if made.nom else "Nom\u00a0: écrivez-le tel qu’il sera imprimé",
        "code": "" if coded else "Code du poste\u00a0: une lettre et des chiffres, comme D07",
        "phrase": _phrase_error(made.phrase),
        "again": "" if made.phrase == again else "Les deux phrases diffèrent\u00a0: retapez-la ici",
    }


def _on_top(choices: Choices) -> QWidget:
    """Beside another that takes two lines, this one keeps to the top."""
    made = QWidget()
    vbox(choices, None, spacing=0, parent=made)
    return made


def _phrase_error(phrase: str) -> str:
    """A short phrase is said kindly, with what is missing."""
    missing = SHORTEST - len(phrase)
    if missing <= 0:
        return ""
    if not phrase:
        return f"Choisissez une phrase de {SHORTEST} caractères ou plus"
    words = "caractère" if missing == 1 else "caractères"
    return f"Encore {missing} {words}\u00a0: ajoutez un mot à votre phrase"
