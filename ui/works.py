"""What the screen asks of the métier beyond the verbs that every record type shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from pvdesk.kit.draft import Draft
from pvdesk.store import (
    activites,
    demandees,
    duplication,
    effacement,
    liens,
    notes,
    objectifs,
    personnes,
    photos,
    records,
    reperes,
    reunions,
)
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.catalogue import indicateur
from ui.kit.tasks import OnError, OnResult


class Runs(Protocol):
    """What runs a unit of work in the thread of the base."""

    desk: Desk

    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""

    def write(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Keep what it does."""


class Works:
    """Links, monthly notes, photos."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def liens(self, table: str, uid: str, on_result: OnResult) -> None:
        """`list[Lien]` of a fiche, both ways."""
        self._runs.read(lambda unit: liens.liens(unit, table, uid), on_result)

    def begin(self, table: str, values: dict[str, Any], on_result: OnResult) -> None:
        """(`Draft`, keys taken from the fiche made last): a new fiche, not saved yet."""
        self._runs.read(lambda unit: duplication.begin(unit, table, **values), on_result)

    def duplicate(self, table: str, uid: str, on_result: OnResult) -> None:
        """A new `Draft` from a stored fiche, not saved yet."""
        self._runs.read(lambda unit: duplication.duplicate(unit, table, uid), on_result)

    def previous_list(self, reunion: Draft, on_result: OnResult) -> None:
        """(`list[LineDraft]`, members by uid): who was listed at the meeting before, not marked."""
        self._runs.read(lambda unit: reunions.previous_list(unit, reunion), on_result)

    def precedent(self, activite: Draft, on_result: OnResult) -> None:
        """The `activites.Precedent` of a monthly report."""
        self._runs.read(lambda unit: activites.precedent(unit, activite), on_result)

    def voisin(self, activite: Draft, pas: int, on_result: OnResult) -> None:
        """The `Draft` of the month after or before, stored or new."""
        self._runs.read(lambda unit: activites.voisin(unit, activite, pas), on_result)

    def objectifs(self, on_result: OnResult) -> None:
        """(`list[Suivi]`, tiles by code) of today."""

        def work(unit: Any) -> Any:
            suivis = objectifs.objectifs(unit, self._runs.desk.today())
            return suivis, {s.tuile: indicateur(unit, s.tuile, self._runs.desk.today()) for s in suivis}

        self._runs.read(work, on_result)

    def lignes(self, on_result: OnResult) -> None:
        """`list[Ligne]` of the brochure, today."""
        self._runs.read(lambda unit: reperes.lignes(unit, self._runs.desk.today()), on_result)

    def sentences(self, note: Draft, on_result: OnResult) -> None:
        """`list[LineDraft]` that the month’s fiches say and a note does not say yet."""
        self._runs.read(lambda unit: notes.missing(unit, note), on_result)

    def demandees(self, fiche: str, on_result: OnResult) -> None:
        """`list[Demandee]`: what the mission still asks of a fiche."""
        self._runs.read(lambda unit: demandees.demandees(unit, fiche), on_result)

    def photo(self, uid: str, on_result: OnResult) -> None:
        """The JPEG of a photo line, or None."""
        self._runs.read(lambda unit: photos.content(unit, uid), on_result)

    def put_photo_back(self, uid: str, jpeg: bytes, on_result: OnResult) -> None:
        """Keep again the picture of a photo put back; gives whether its line is there."""
        self._runs.write(lambda unit: photos.put_back(unit, uid, jpeg), on_result)

    def add_photo(self, visite: Draft, path: Path, on_result: OnResult, on_error: OnError) -> None:
        """Save a visit and add a picture to it, reduced; gives the visit as stored."""

        def work(unit: Any) -> Draft:
            records.save(unit, visite)
            photos.add(unit, visite.uid, path)
            return records.load(unit, visite.type, visite.uid)

        self._runs.write(work, on_result, on_error)

    def relever(self, demande: Draft, on_result: OnResult) -> None:
        """Save a request and look for its person in the free texts: (request as stored, words by uid of mention)."""

        def work(unit: Any) -> Any:
            records.save(unit, demande)
            personnes.relever(unit, demande.uid)
            return records.load(unit, demande.type, demande.uid), personnes.extraits(unit, demande.uid)

        self._runs.write(work, on_result)

    def effacer(self, demande: Draft, on_result: OnResult, on_error: OnError) -> None:
        """Save a request of erasure and apply it: (request as stored, what the person is called now)."""

        def work(unit: Any) -> Any:
            records.save(unit, demande)
            done = effacement.effacer(unit, demande.uid)
            return records.load(unit, demande.type, demande.uid), done.code

        self._runs.write(work, on_result, on_error)
