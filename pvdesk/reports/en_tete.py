"""What the letterhead of a service comes to: each slot in words, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pvdesk.base.francais import nombre
from pvdesk.reports import identite, printing
from pvdesk.reports.identite import Identite
from pvdesk.reports.theme import DEFAULT


@dataclass(frozen=True, slots=True)
class EnTete:
    """The letterhead of a data folder.

    Attributes:
        pris: each slot, and what papers show of it.
        refus: the sentences of what was left aside.
        propre: the service brought one.
    """

    pris: tuple[tuple[str, tuple[str, ...]], ...]
    refus: tuple[str, ...]
    propre: bool


def en_tete(folder: Path) -> EnTete:
    """Read it; never fails."""
    found = identite.load(folder)
    refusals = [refusal.phrase for refusal in found.refus]
    if found.theme.faces != DEFAULT.faces:
        refusals += printing.misfit(found.theme)
    return EnTete(tuple(_said(found)), tuple(refusals), (folder / identite.FOLDER).is_dir())


def _said(found: Identite) -> Iterator[tuple[str, tuple[str, ...]]]:
    theme = found.theme
    yield "Émetteur", found.lignes
    yield "Lieu", (found.lieu or "aucun",)
    yield "Données", (found.donnees,)
    yield "Couleur", (f"{theme.accent}, contraste {nombre(identite.contrast(theme.accent), 1)}",)
    yield "Logo", (f"{theme.logo.name}\u00a0: «\u00a0{theme.logo_text}\u00a0»" if theme.logo else "aucun",)
    own = theme.faces == DEFAULT.faces
    yield "Police", ("celle du programme" if own else f"{theme.faces.family} ({', '.join(identite.POLICES)})",)
