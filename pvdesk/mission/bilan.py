"""What a merge did, in lines: the counts that an import compares before it says « réussi »."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
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


@dataclass(frozen=True, slots=True)
class Comptes:
    """What became of lines, each counted once: `retenues` wait whole for a person, `ecartees` are set aside whole."""

    nouvelles: int = 0
    modifiees: int = 0
    identiques: int = 0
    supprimees: int = 0
    retenues: int = 0
    ecartees: int = 0

    def __sub__(self, before: Comptes) -> Comptes:
        return Comptes(*(a - b for a, b in zip(astuple(self), astuple(before), strict=True)))


@dataclass(frozen=True, slots=True)
class Suites:
    """What follows a merge in the same transaction: corrections answered, probable doubles found."""

    corrections: int = 0
    doublons: int = 0


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
    par_table: dict[str, Comptes] = field(default_factory=dict)

    @property
    def rejected(self) -> int:
        """Whole lines set aside."""
        return sum(a.champ is None for a in self.aside)

    @property
    def comptes(self) -> Comptes:
        """What became of the lines merged so far."""
        return Comptes(
            self.nouveaux, self.modifies, self.identiques, self.supprimes, self.retenues, self.rejected
        )  # fmt: skip

    @property
    def total(self) -> int:
        """Lines accounted for: equal to the lines read, or the import does not say « réussi »."""
        return sum(astuple(self.comptes))
