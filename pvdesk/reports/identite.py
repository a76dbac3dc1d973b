"""Whose papers these are: the folder `en-tete` of a data folder, filled by a service, each of its slots checked.

What is refused is said and left aside; papers are printed without it. No mark of the State is shipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pvdesk.reports import polices
from pvdesk.reports.pixels import fitted
from pvdesk.reports.theme import DEFAULT, Faces, Theme

FOLDER = "en-tete"
FICHE = "identite.json"
LOGO = "logo.png"
POLICES = ("police.ttf", "police-gras.ttf", "police-italique.ttf")  # upright, bold, italic

EMETTEUR = ("Politique de la ville", "Affaire suivie par le délégué du préfet")
DONNEES = (
    "Données personnelles\u00a0: suivi des instances de la politique de la ville, mission d’intérêt public. "
    "Vos droits s’exercent auprès du délégué à la protection des données de la préfecture."
)
MOST_LINES, LONGEST_LINE, LONGEST_LIEU, LONGEST_DONNEES = 6, 120, 60, 600
HEAVIEST_FICHE, HEAVIEST_LOGO = 64_000, 2_000_000  # bytes
LEAST_CONTRAST = 4.5  # of text on white (WCAG AA)
_KEYS = ("emetteur", "lieu", "donnees", "couleur", "logo_texte")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Refus:
    """A slot that was not taken: what happened, what is safe, what to do."""

    happened: str
    safe: str
    remedy: str

    @property
    def phrase(self) -> str:
        """The three sentences."""
        return f"{self.happened} {self.safe} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Identite:
    """Who issues the papers of a data folder.

    Attributes:
        lignes: of the issuer, at the head of each paper.
        lieu: where papers are edited: « Lens, le … »; empty: « Édité le … ».
        donnees: what a paper says of personal data and of whom to ask.
        theme: colour, logo and fonts.
        refus: what was found in the folder and left aside.
    """

    lignes: tuple[str, ...] = EMETTEUR
    lieu: str = ""
    donnees: str = DONNEES
    theme: Theme = DEFAULT
    refus: tuple[Refus, ...] = field(default=())


def load(folder: Path) -> Identite:
    """The identity of a data folder; the neutral one when nobody filled it. Never fails: what is unfit is left out."""
    place = folder / FOLDER
    return _Lecture(place).identite() if place.is_dir() else Identite()


def words(folder: Path) -> Identite:
    """The same, as far as words go: no picture and no font is read."""
    place = folder / FOLDER
    return _Lecture(place).words() if place.is_dir() else Identite()


def contrast(colour: str) -> float:
    """How far a colour (#rrggbb) stands out on white: from 1 to 21."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class _Lecture:
    """One reading of the folder, which gathers what it refuses."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._refus: list[Refus] = []
        self._said = self._fiche()

    def identite(self) -> Identite:
        """All of it."""
        said = self.words()
        couleur = self._slot("couleur", _colour, "une couleur comme #1f3a5f", "avec la couleur d’origine")
        logo, text = self._logo()
        theme = replace(
            DEFAULT, accent=self._readable(couleur) or DEFAULT.accent, logo=logo, logo_text=text, faces=self._faces()
        )
        return replace(said, theme=theme, refus=tuple(self._refus))

    def words(self) -> Identite:
        """What is read, not what is seen."""
        lignes = self._slot("emetteur", _lines, f"une liste de 1 à {MOST_LINES} lignes", "avec l’émetteur neutre")
        lieu = self._slot("lieu", _short(LONGEST_LIEU), "le nom d’une commune", "sans lieu")
        donnees = self._slot("donnees", _short(LONGEST_DONNEES), "une ou deux phrases", "avec la mention d’origine")
        return Identite(lignes or EMETTEUR, lieu or "", donnees or DONNEES, DEFAULT, tuple(self._refus))

    def _refuse(self, happened: str, fallback: str, remedy: str) -> None:
        self._refus.append(Refus(happened, f"Rien n’est perdu\u00a0: les papiers s’impriment {fallback}.", remedy))

    # what is written

    def _fiche(self) -> dict[str, Any]:
        path = self._place / FICHE
        try:
            if path.stat().st_size > HEAVIEST_FICHE:
                self._refuse(
                    f"«\u00a0{FICHE}\u00a0» est trop gros.", "avec l’en-tête neutre", "N’y gardez que du texte."
                )
                return {}
            said = json.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            where = f" (ligne {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
            self._refuse(
                f"«\u00a0{FICHE}\u00a0» ne se lit pas{where}.", "avec l’en-tête neutre",
                "Corrigez-le d’après l’exemple de la documentation, puis relancez «\u00a0pvdesk identite\u00a0».",
            )  # fmt: skip
            return {}
        if not isinstance(said, dict):
            self._refuse(
                f"«\u00a0{FICHE}\u00a0» n’est pas une liste de rubriques.", "avec l’en-tête neutre",
                f"Écrivez les rubriques entre accolades\u00a0: {', '.join(_KEYS)}.",
            )  # fmt: skip
            return {}
        for key in said.keys() - set(_KEYS):
            self._refuse(
                f"La rubrique «\u00a0{key[:40]}\u00a0» de «\u00a0{FICHE}\u00a0» est inconnue.", "sans elle",
                f"Choisissez parmi\u00a0: {', '.join(_KEYS)}.",
            )  # fmt: skip
        return said

    def _slot(self, key: str, fit: Callable[[Any], Any], wanted: str, fallback: str) -> Any:
        """What is written under a key, or None when it is absent or unfit."""
        if key not in self._said:
            return None
        made = fit(self._said[key])
        if made is None:
            happened = f"La rubrique «\u00a0{key}\u00a0» de «\u00a0{FICHE}\u00a0» ne convient pas."
            self._refuse(happened, fallback, f"Écrivez {wanted}.")
        return made

    def _readable(self, colour: str | None) -> str | None:
        if colour is None or contrast(colour) >= LEAST_CONTRAST:
            return colour
        said = f"{contrast(colour):.1f}".replace(".", ",")
        self._refuse(
            f"La couleur {colour} se lit mal sur le papier blanc (contraste {said}, il en faut 4,5).",
            "avec la couleur d’origine", "Choisissez une couleur plus foncée.",
        )  # fmt: skip
        return None

    # files

    def _logo(self) -> tuple[Path | None, str]:
        path, written = self._place / LOGO, self._said.get("logo_texte")
        text = _short(LONGEST_LINE)(written) or ""
        if not path.exists():
            if text:
                self._refuse(
                    f"Le logo est décrit mais «\u00a0{LOGO}\u00a0» manque.", "sans logo",
                    f"Mettez l’image dans le dossier «\u00a0{FOLDER}\u00a0», sous le nom «\u00a0{LOGO}\u00a0».",
                )  # fmt: skip
            return None, ""
        why = _unfit_logo(path)
        if why:
            self._refuse(f"Le logo {why}.", "sans logo", "Enregistrez-le au format PNG, large de 1\u00a0000 pixels.")
            return None, ""
        if not text:
            self._refuse(
                "Le logo n’a pas de texte de remplacement\u00a0: un lecteur d’écran n’en dirait rien.", "sans logo",
                "Écrivez dans «\u00a0logo_texte\u00a0» ce que le logo montre, en quelques mots "
                f"(au plus {LONGEST_LINE} caractères).",
            )  # fmt: skip
            return None, ""
        return path.absolute(), text

    def _faces(self) -> Faces:
        paths = [self._place / name for name in POLICES]
        present = [path for path in paths if path.exists()]
        fallback = "dans la police du programme"
        if not present:
            return DEFAULT.faces
        if len(present) < len(paths):
            missing = ", ".join(path.name for path in paths if path not in present)
            self._refuse(
                f"La police du service est incomplète\u00a0: il manque {missing}.", fallback,
                "Donnez les trois fichiers, ou aucun.",
            )  # fmt: skip
            return DEFAULT.faces
        read = []
        for path in paths:
            try:
                read.append(polices.lire(path))
            except (polices.Refusee, OSError) as error:
                why = str(error) if isinstance(error, polices.Refusee) else "ne se lit pas"
                self._refuse(
                    f"La police «\u00a0{path.name}\u00a0» {why}.", fallback,
                    "Demandez au service la version statique, au format TrueType, qui peut être incorporée.",
                )  # fmt: skip
        names = {police.nom for police in read}
        if len(read) == len(paths) and len(names) < len(paths):
            self._refuse(
                "Deux des polices du service portent le même nom interne\u00a0: l’une serait imprimée à la place "
                "de l’autre.", fallback, "Donnez une normale, une grasse et une italique différentes.",
            )  # fmt: skip
        if len(names) < len(paths):
            return DEFAULT.faces
        regular, bold, italic = (str(path.absolute()) for path in paths)
        return Faces(regular, bold, italic, read[0].famille)


def _unfit_logo(path: Path) -> str:
    """Why a logo cannot be printed, or nothing."""
    try:
        if path.stat().st_size > HEAVIEST_LOGO:
            return f"pèse plus de {HEAVIEST_LOGO // 1_000_000}\u00a0Mo"
        data = path.read_bytes()
    except OSError:
        return "ne se lit pas"
    if not data.startswith(_PNG):
        return "n’est pas une image PNG"
    return "" if fitted(data, 300, 60) else "ne se lit pas"


def _lines(value: Any) -> tuple[str, ...] | None:
    fit = _short(LONGEST_LINE)
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_LINES or not all(fit(line) for line in value):
        return None
    return tuple(str(fit(line)) for line in value)


def _short(most: int) -> Callable[[Any], str | None]:
    """A text of one line, at most `most` characters long, not empty."""

    def fit(value: Any) -> str | None:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        return text if 1 <= len(text) <= most else None

    return fit


def _colour(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value) else None
