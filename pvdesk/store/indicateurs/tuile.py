"""A tile: a figure of a day, its French text, what it is compared with and the records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.unit import UnitOfWork

SANS_VALEUR = "—"
ILLISIBLE = "illisible"
EURO, POURCENT = "€", "%"


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a figure: a territory, a pillar, a year.

    Attributes:
        cle: code or uid of what it is about; the record type of its records when it is not that of the figure.
        uids: the records behind it, when it counts some.
    """

    libelle: str
    texte: str
    valeur: Decimal | None = None
    cle: str = ""
    uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicateur:
    """A figure of a day.

    Attributes:
        valeur: the exact number (euros, points of percentage, things counted), None when there is none.
        texte: what a person reads: « 45,2 % », « 9 », « illisible ».
        note: what makes the figure understood, in one line.
        ton: success, warning, error, info, neutral.
        table: the records behind the figure, and `uids` which ones.
        detail: its parts, for the table view.
    """

    code: str
    titre: str
    section: str
    valeur: Decimal | None
    texte: str
    unite: str = ""
    note: str = ""
    base: Decimal | None = None
    cible: Decimal | None = None
    ton: str = "neutral"
    table: str = ""
    uids: tuple[str, ...] = ()
    detail: tuple[Detail, ...] = ()


Calcul = Callable[[UnitOfWork, dt.date], Indicateur]


def tuile(
    code: str,
    titre: str,
    section: str,
    valeur: int | Decimal | None,
    unite: str = "",
    *,
    texte: str = "",
    note: str = "",
    base: int | Decimal | None = None,
    cible: int | Decimal | None = None,
    table: str = "",
    uids: Iterable[str] = (),
    detail: Iterable[Detail] = (),
) -> Indicateur:
    """A tile whose text and tone follow from its figure."""
    exact = None if valeur is None else Decimal(valeur)
    repere = None if base is None else Decimal(base)
    but = None if cible is None else Decimal(cible)
    return Indicateur(
        code, titre, section, exact, texte or texte_de(exact, unite), unite, note, repere, but,
        ton_de(exact, repere, but), table, tuple(uids), tuple(detail),
    )  # fmt: skip


def comptes(groupes: Mapping[str, Sequence[str]]) -> list[Detail]:
    """A part for each group of records, the largest first."""
    ordre = sorted(groupes.items(), key=lambda groupe: (-len(groupe[1]), groupe[0]))
    return [Detail(nom, francais.nombre(len(u)), Decimal(len(u)), uids=tuple(u)) for nom, u in ordre]


def texte_de(valeur: Decimal | None, unite: str) -> str:
    """« 45,2 % », « 12 500 € », « 9 »; « — » for nothing."""
    if valeur is None:
        return SANS_VALEUR
    if unite == POURCENT:
        return francais.pourcentage(valeur)
    if unite == EURO:
        cents = int(valeur * 100)
        return francais.montant(cents) if cents % 100 else f"{francais.nombre(cents // 100)}{francais.INSECABLE}€"
    return francais.nombre(valeur.normalize() if valeur % 1 else int(valeur))


def descend(base: Decimal | None, cible: Decimal) -> bool:
    """Whether one goes down to the target (9 → 0) rather than up."""
    return cible == 0 if base is None else base > cible


def atteint(valeur: Decimal, base: Decimal | None, cible: Decimal) -> bool:
    """Whether a figure has reached its target."""
    return valeur <= cible if descend(base, cible) else valeur >= cible


def ton_de(valeur: Decimal | None, base: Decimal | None, cible: Decimal | None) -> str:
    """Neutral without a target; a figure to be reached warns until it is."""
    if cible is None or valeur is None:
        return "neutral"
    return "success" if atteint(valeur, base, cible) else "warning"


def part(partie: int, total: int) -> Decimal | None:
    """A share in percent; None of nothing."""
    return Decimal(100 * partie) / Decimal(total) if total else None


def euros(cents: int | None) -> Decimal:
    """An amount in euros."""
    return Decimal(cents or 0) / 100


def milliemes(valeur: int | None) -> Decimal:
    """A decimal number from its thousandths."""
    return Decimal(valeur or 0) / MILLE


def phrase(*parts: str) -> str:
    """Parts of a note, the empty ones left out."""
    return ", ".join(p for p in parts if p)
