"""The guard of free text: what a person should not have to read about themselves (domain 4.3).

It warns, never blocks and keeps nothing: its words are data (`resources/garde`), its answer lives on the screen.
"""

from __future__ import annotations

import csv
import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from db.search import fold
from pvdesk.base.paths import resources
from pvdesk.kit import numeros

NBSP = "\u00a0"
_SHOWN = 40  # characters of what is quoted


class Categorie(enum.StrEnum):
    """What a text may tell of a person; special categories (RGPD art. 9), offences (art. 10), insults, identifiers."""

    SANTE = "sante"
    RELIGION = "religion"
    ORIGINE = "origine"
    VIE_SEXUELLE = "vie_sexuelle"
    OPINIONS = "opinions"
    SYNDICAT = "syndicat"
    INFRACTION = "infraction"
    INJURE = "injure"
    NIR = "nir"
    IBAN = "iban"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    NAISSANCE = "naissance"


_SAID = {
    Categorie.SANTE: "parle peut-être de santé",
    Categorie.RELIGION: "parle peut-être de religion",
    Categorie.ORIGINE: "parle peut-être de l’origine d’une personne",
    Categorie.VIE_SEXUELLE: "parle peut-être de vie sexuelle",
    Categorie.OPINIONS: "parle peut-être d’opinions",
    Categorie.SYNDICAT: "parle peut-être d’appartenance syndicale",
    Categorie.INFRACTION: "parle peut-être d’une infraction",
    Categorie.INJURE: "contient peut-être une injure",
    Categorie.NIR: "contient peut-être un numéro de sécurité sociale",
    Categorie.IBAN: "contient peut-être des coordonnées bancaires",
    Categorie.TELEPHONE: "contient peut-être un numéro de téléphone",
    Categorie.COURRIEL: "contient peut-être une adresse électronique",
    Categorie.NAISSANCE: "contient peut-être une date de naissance",
}
_PATTERNS: tuple[tuple[Categorie, Callable[[str], Iterator[numeros.Span]]], ...] = (
    (Categorie.NIR, numeros.nir), (Categorie.IBAN, numeros.iban), (Categorie.TELEPHONE, numeros.telephone),
    (Categorie.COURRIEL, numeros.courriel), (Categorie.NAISSANCE, numeros.naissance),
)  # fmt: skip
_IDENTIFIERS = frozenset(category for category, _ in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Repere:
    """A passage that deserves a second look: its category, its place in the text as typed."""

    categorie: Categorie
    debut: int
    fin: int


def reperer(text: str) -> tuple[Repere, ...]:
    """The passages of a text that may tell too much of a person, in reading order. Pure: nothing is kept nor logged."""
    plain, places = folded(text)
    found = [(category, *span) for category, read in _PATTERNS for span in read(plain)]
    for category, (words, innocent) in _words().items():
        spared = [m.span() for m in innocent.finditer(plain)]
        hits = [m.span() for m in words.finditer(plain)]
        found += [(category, *hit) for hit in hits if not any(s < hit[1] and hit[0] < e for s, e in spared)]
    made = [Repere(category, places[start], places[end - 1] + 1) for category, start, end in found]
    return tuple(sorted(made, key=lambda r: (r.debut, r.fin)))


def phrase(label: str, text: str) -> str:
    """What to say of a datum, in one sentence; empty when there is nothing to say."""
    said: dict[Categorie, str] = {}
    for repere in reperer(text):
        said.setdefault(repere.categorie, text[repere.debut : repere.fin])
    if not said:
        return ""
    parts = [f"{_SAID[category]} («{NBSP}{quoted[:_SHOWN]}{NBSP}»)" for category, quoted in said.items()]
    advice = "écrivez un fait observable, par exemple «\u00a0poste non tenu ce jour\u00a0»"
    if said.keys() <= _IDENTIFIERS:
        advice = "retirez-le, ou portez-le dans la fiche de la personne si elle l’a donné"
    return f"{label}{NBSP}: ce texte {' et '.join(parts)}. La personne peut le lire{NBSP}: {advice}."


def folded(text: str) -> tuple[str, list[int]]:
    """The text without case nor accent, and for each of its characters the place of the one it comes from."""
    letters = [_letter(c) for c in text]
    places = [place for place, letter in enumerate(letters) for _ in letter]
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _letter(c: str) -> str:
    return "'" if c in "’ʼ" else fold(c)


@cache
def _words() -> dict[Categorie, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By category, the words that warn and the expressions that spare them."""
    warn, spare = _read("mots"), _read("innocents")
    everywhere = spare.pop("")
    return {
        category: (_pattern(warn[category]), _pattern([*everywhere, *spare.get(category, ())]))
        for category in map(Categorie, warn)
    }


def _read(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (resources() / "garde" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found.setdefault(row["categorie"], []).append(row["motif"])
    return found


def _pattern(motifs: list[str]) -> re.Pattern[str]:
    """One expression of whole words; a space of a motif is any space, « d' » may be followed by one."""
    return re.compile(rf"(?<![\w@.-])(?:{'|'.join(motifs)})(?![\w@])".replace(" ", r"\s+"))
