"""What a merge did, in lines: the counts that an import compares before it says « réussi »."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pvdesk.bundle.codec import Ligne


@dataclass(slots=True)
class Aside:
    """A line, or one field of it, that was kept aside: why, in French; `fiche` is the uid of its fiche if known."""

    table: str
    ligne: Ligne
    code: str
    phrase: str
    champ: str | None = None
    fiche: str = ""


@dataclass(slots=True)
class Outcome:
    """What a merge did, in lines."""

    nouveaux: int = 0
    modifies: int = 0
    identiques: int = 0
    supprimes: int = 0
    conflits: int = 0  # clashes queued for a person
    retenues: int = 0  # whole lines among them
    aside: list[Aside] = field(default_factory=list)
    touched: dict[str, tuple[str, int]] = field(default_factory=dict)  # fiche uid → (table, n of the author)
    changed: set[str] = field(default_factory=set)  # uids of the fiches that are not as before
    effaces: dict[str, str] = field(default_factory=dict)  # people made anonymous by their poste: uid → table
    # Former values of the columns without history: (table, uid, plain values).
    muets: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    remplaces: list[dict[str, Any]] = field(default_factory=list)  # clashes that this lot made pointless

    @property
    def rejected(self) -> int:
        """Whole lines set aside."""
        return sum(a.champ is None for a in self.aside)

    @property
    def total(self) -> int:
        """Lines accounted for: equal to the lines read, or the import does not say « réussi »."""
        return self.nouveaux + self.modifies + self.identiques + self.supprimes + self.rejected + self.retenues
