"""People and structures for the screen: the list of everybody, who resembles a name, somebody new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from pvdesk.store import annuaire, voisins
from pvdesk.store.annuaire import Nouvelle
from ui.kit.tasks import OnError, OnResult


class Runs(Protocol):
    """What runs a unit of work in the thread of the base."""

    def read(self, work: Any, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""

    def write(
        self, work: Any, on_result: OnResult, on_error: OnError | None = None, *, table: str = "", uid: str = ""
    ) -> None:
        """Keep what it does."""


class People:
    """What pages ask of them; ``last`` is who was added last, as the next one often is alike."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self.last: Nouvelle | None = None

    def everybody(self, words: str, tables: tuple[str, ...], on_result: OnResult) -> None:
        """`list[(record type, Row)]`."""
        self._runs.read(lambda unit: annuaire.gens(unit, words, tables), on_result)

    def like_person(self, nom: str, prenom: str, but: str, on_result: OnResult) -> None:
        """(name asked, `list[Voisin]`) of the people of nearly that name, the fiche `but` left out."""
        asked = " ".join(part for part in (prenom, nom) if part)
        self._runs.read(lambda unit: (asked, voisins.personnes(unit, nom, prenom, but)), on_result)

    def like_structure(self, valeurs: Mapping[str, Any], but: str, on_result: OnResult) -> None:
        """(name asked, `list[Voisin]`) of the structures of nearly that name, or of the same number."""
        held = dict(valeurs)
        self._runs.read(lambda unit: (held.get("nom") or "", voisins.organismes(unit, held, but)), on_result)

    def add(self, who: Nouvelle, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Add somebody; gives the `Draft`."""
        self.last = who
        self._runs.write(lambda unit: annuaire.ajouter(unit, who), on_result, on_error, table=who.table)
