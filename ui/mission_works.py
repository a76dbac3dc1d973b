"""What the mission's window asks: postes, decisions. Each in the thread of the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.models.arbitrage import DecisionConflit
from pvdesk.mission import conflits, corrections, doublons, postes, rendus, succession, tableau, vol
from pvdesk.mission.rendus import Genre
from ui.kit.tasks import OnError, OnResult
from ui.mission_files import Files
from ui.mission_runs import Runs, Works
from ui.mission_views import Views


class Register(Works):
    """The postes: who speaks, who no longer does, who takes over."""

    def board(self, on_result: OnResult) -> None:
        """`list[tableau.Ligne]` of the day."""
        today = self._desk.today()
        self._runs.read(lambda unit: tableau.tableau(unit, today), on_result)

    def enrol(self, poste: str, folder: Path, on_result: OnResult, on_error: OnError) -> None:
        """Write the lot d'enrôlement of a poste; gives the `Enrolled`."""
        desk = self._desk
        self._run(lambda: postes.enrol(desk, poste, folder), on_result, on_error)

    def name(self, poste: str, nom: str, on_result: OnResult, on_error: OnError) -> None:
        """What the mission calls its delegation."""
        desk = self._desk
        self._run(lambda: postes.nommer(desk, poste, nom), on_result, on_error)

    def revoke(self, poste: str, motif: str, on_result: OnResult, on_error: OnError) -> None:
        """From now on its lots are refused."""
        desk = self._desk
        self._run(lambda: postes.revoke(desk, poste, motif), on_result, on_error)

    def hand_over(self, poste: str, to: str, on_result: OnResult, on_error: OnError) -> None:
        """The fiches and open actions of a poste pass to another one; gives the `Transmis`."""
        desk = self._desk
        self._run(lambda: succession.transmettre(desk, poste, to), on_result, on_error)

    def theft(
        self, poste: str, stolen: dt.datetime, folder: Path, on_result: OnResult, on_error: OnError
    ) -> None:
        """Write the sheet of a stolen laptop; gives its path."""
        desk = self._desk
        self._run(lambda: vol.fiche(desk, poste, stolen, folder), on_result, on_error)


class Decisions(Works):
    """What waits for a person: clashes, doubles, corrections. Each decision is one unit of work."""

    def clashes(self, on_result: OnResult) -> None:
        """`list[conflits.Clash]`, open."""
        self._runs.read(conflits.ouverts, on_result)

    def settle(
        self, clash: int, decision: DecisionConflit, valeur: Any, on_result: OnResult, on_error: OnError
    ) -> None:
        """Settle a clash; `valeur` for a third one."""
        self._runs.write(lambda unit: conflits.regler(unit, clash, decision, valeur), on_result, on_error)

    def postpone(self, genre: Genre, which: int, on_result: OnResult, on_error: OnError) -> None:
        """Leave a clash or a pair for later."""
        verb = conflits.reporter if genre is Genre.CONFLIT else doublons.reporter
        self._runs.write(lambda unit: verb(unit, which), on_result, on_error)

    def take_up(self, genre: Genre, which: int, on_result: OnResult, on_error: OnError) -> None:
        """No longer leave it for later."""
        verb = conflits.reprendre if genre is Genre.CONFLIT else doublons.reprendre
        self._runs.write(lambda unit: verb(unit, which), on_result, on_error)

    def unsettle(self, clash: int, on_result: OnResult, on_error: OnError) -> None:
        """Take a decision back."""
        self._runs.write(lambda unit: conflits.annuler(unit, clash), on_result, on_error)

    def doubles(self, on_result: OnResult) -> None:
        """`list[doublons.Paire]`, open."""
        self._runs.read(doublons.ouverts, on_result)

    def compare(self, pair: int, on_result: OnResult, on_error: OnError) -> None:
        """The `doublons.Comparaison` of a pair."""
        self._runs.read(lambda unit: doublons.comparer(unit, pair), on_result, on_error)

    def unite(
        self, pair: int, garder: str, choix: Mapping[str, Any], on_result: OnResult, on_error: OnError
    ) -> None:
        """One fiche of the two, each datum as chosen."""
        self._runs.write(lambda unit: doublons.unir(unit, pair, garder, choix), on_result, on_error)

    def distinguish(self, pair: int, on_result: OnResult, on_error: OnError) -> None:
        """Two fiches, not one."""
        self._runs.write(lambda unit: doublons.distinguer(unit, pair), on_result, on_error)

    def separate(self, pair: int, on_result: OnResult, on_error: OnError) -> None:
        """Take back a union or a distinction."""
        self._runs.write(lambda unit: doublons.separer(unit, pair), on_result, on_error)

    def ask_correction(
        self, table: str, uid: str, motif: str, champ: str | None, on_result: OnResult, on_error: OnError
    ) -> None:
        """Ask the author to correct a fiche."""
        self._runs.write(lambda unit: corrections.demander(unit, table, uid, motif, champ), on_result, on_error)

    def validate(self, table: str, uid: str, on_result: OnResult, on_error: OnError) -> None:
        """The fiche counts as verified."""
        self._runs.write(lambda unit: corrections.valider(unit, table, uid), on_result, on_error)

    def close(self, table: str, uid: str, on_result: OnResult, on_error: OnError) -> None:
        """Nothing more is awaited of it."""
        self._runs.write(lambda unit: corrections.clore(unit, table, uid), on_result, on_error)

    def counts(self, on_result: OnResult) -> None:
        """`tableau.Attente`: what waits, for the navigation."""
        self._runs.read(tableau.attente, on_result)


class Rendered(Works):
    """Decisions that were taken."""

    def listed(self, on_result: OnResult) -> None:
        """`list[rendus.Rendu]` and how many there are in all."""
        self._runs.read(lambda unit: (rendus.rendus(unit), rendus.compte(unit)), on_result)

    def detail(self, genre: Genre, which: int, on_result: OnResult) -> None:
        """The `rendus.Detail` of a decision, or None."""
        self._runs.read(lambda unit: rendus.detail(unit, genre, which), on_result)

    def take_back(self, genre: Genre, which: int, on_result: OnResult, on_error: OnError) -> None:
        """All is as before it, and the case waits again."""
        self._runs.write(lambda unit: rendus.annuler(unit, genre, which), on_result, on_error)


class MissionWorks:
    """The works of the mission, by what they are about."""

    def __init__(self, runs: Runs) -> None:
        self.files = Files(runs)
        self.register = Register(runs)
        self.decisions = Decisions(runs)
        self.rendered = Rendered(runs)
        self.views = Views(runs)
