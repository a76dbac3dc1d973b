"""A workbook before it is written: typed columns, rows read as they are written, texts made harmless."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

Cellule = str | int | Decimal | dt.date | dt.time | dt.datetime | None
Ligne = Sequence[Cellule]

LONGEST_NAME = 31  # characters of the name of a sheet
# What XML 1.0 cannot hold; the line end and the tabulation are kept.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# What begins a formula in one spreadsheet or another, full-width forms included; blanks before it change nothing.
_FORMULA = re.compile("[\\s\u200b\u2060\ufeff\ufe0e\ufe0f]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Sorte(enum.Enum):
    """What a column holds: its format, its width and its alignment follow. A closed table."""

    TEXTE = "texte"
    ENTIER = "nombre entier"
    DECIMAL = "nombre"
    ANNEE = "année"
    MONTANT = "montant en euros"
    POURCENT = "pourcentage"  # 45 % is Decimal("0.45")
    DATE = "date"
    HEURE = "heure"
    INSTANT = "date et heure"
    OUI_NON = "oui ou non"


class Audience(enum.Enum):
    """Who will read it."""

    INTERNE = "interne"
    PUBLIQUE = "publique"  # no name, no free text


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column: its title, what it holds, what it means."""

    titre: str
    sorte: Sorte = Sorte.TEXTE
    aide: str = ""
    largeur: int = 0  # characters; 0: that of its kind

    @property
    def caracteres(self) -> int:
        """Its width in characters, never under its title's."""
        return self.largeur or max(_WIDTHS.get(self.sorte, 14), min(len(self.titre) + 3, 40))


_WIDTHS = {Sorte.TEXTE: 24, Sorte.INSTANT: 18, Sorte.MONTANT: 16}


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: one table. `lignes` is called once by the writer, so that rows never stand in memory together.

    Attributes:
        compte: how many rows it will give.
        tableau: a table with filters and a fixed head; otherwise a page to be read.
    """

    nom: str
    titre: str
    colonnes: tuple[Colonne, ...]
    lignes: Callable[[], Iterable[Ligne]]
    compte: int
    tableau: bool = True


@dataclass(frozen=True, slots=True)
class Classeur:
    """A workbook: what it is, who made it, when, its sheets."""

    titre: str
    auteur: str
    fait_le: dt.datetime
    feuilles: tuple[Feuille, ...]


Tell = Callable[[int, int, str], None]
"""Told before each sheet and each thousand rows: (rows written, rows in all, sheet). May raise to interrupt."""


def suivies(classeur: Classeur, tell: Tell | None) -> Iterator[tuple[Feuille, Iterator[Ligne]]]:
    """Each sheet with its rows, told as they are written."""
    total = sum(feuille.compte for feuille in classeur.feuilles)
    done = 0
    for feuille in classeur.feuilles:
        yield feuille, _told(feuille, done, total, tell)
        done += feuille.compte


def _told(feuille: Feuille, done: int, total: int, tell: Tell | None) -> Iterator[Ligne]:
    if tell is not None:
        tell(done, total, feuille.nom)
    for number, ligne in enumerate(feuille.lignes(), 1):
        if tell is not None and number % 1000 == 0:
            tell(done + number, total, feuille.nom)
        yield ligne


def propre(text: str) -> str:
    """A text that every format can hold: no control character, line ends as one."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def dangereux(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula when it is opened, or typed again."""
    return _FORMULA.match(text) is not None


def noms_de_feuilles(wanted: Iterable[str]) -> list[str]:
    """Names that every spreadsheet accepts: 31 characters, none of its signs, no name twice whatever the case."""
    made: list[str] = []
    taken = {"history", ""}  # the first is kept by Excel for itself
    for name in wanted:
        base = " ".join(_NOT_IN_NAMES.sub(" ", propre(name)).split())[:LONGEST_NAME].strip() or "Feuille"
        found, number = base, 1
        while found.casefold() in taken:
            number += 1
            found = f"{base[: LONGEST_NAME - len(str(number)) - 1]} {number}"
        taken.add(found.casefold())
        made.append(found)
    return made
