"""What the mission's window asks: lots taken in and answered, postes, decisions. Each in the thread of the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import isValid

from db.errors import Faute
from db.models.arbitrage import DecisionConflit
from pvdesk.bundle.refus import Refus
from pvdesk.mission import (
    annulation,
    apercu,
    conflits,
    corrections,
    doublons,
    intake,
    postes,
    recus,
    rendus,
    returns,
    succession,
    tableau,
    vol,
)  # fmt: skip
from pvdesk.mission.apercu import Apercu
from pvdesk.mission.intake import Imported
from pvdesk.mission.rendus import Genre
from pvdesk.mission.returns import Answer
from pvdesk.store.desk import Desk
from ui.kit.tasks import Cancelled, OnError, OnProgress, OnResult, Tasks, Watch, alive
from ui.mission_views import Views

Failure = Refus | Faute | OSError


class Runs(Protocol):
    """What runs a unit of work in the thread of the base, and tells what changed."""

    desk: Desk
    tasks: Tasks

    @property
    def changed(self) -> SignalInstance:
        """Emitted after what was written."""

    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""

    def write(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Keep what it does."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: it went in, or why it did not."""

    fichier: str
    fait: Imported | None = None
    refus: Failure | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file would do, or why it would not go in; nothing was written."""

    fichier: str
    apercu: Apercu | None = None
    refus: Failure | None = None


@dataclass(frozen=True, slots=True)
class Integration:
    """What became of several files; `restent` were not read, the person having stopped."""

    prises: tuple[Taken, ...]
    restent: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """Lots de retour that were written, and the postes for which none could be."""

    ecrits: tuple[Answer, ...]
    sans: tuple[str, ...] = ()


class _Works:
    """How each work is run: a short one, a long one, and « changed » afterwards."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._desk = runs.desk

    def _run(self, work: Callable[[], Any], on_result: OnResult, on_error: OnError | None) -> None:
        self._runs.tasks.run(work, self._then(on_result), on_error)

    def _run_long(
        self, work: Callable[[Watch], Any], on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        return self._runs.tasks.run_long(work, self._then(on_result), on_error, on_progress)

    def _then(self, on_result: OnResult) -> OnResult:
        """The answer, then « changed »."""

        def then(result: Any) -> None:
            if alive(on_result):
                on_result(result)
            if not isinstance(self._runs, QObject) or isValid(self._runs):
                self._runs.changed.emit("", "")

        return then


class Files(_Works):
    """Lots received, and those sent back."""

    def preview(
        self, paths: Sequence[Path], on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        """Say what taking in files would do, each beside the base as it is; gives a tuple of `Seen`. Writes nothing."""
        desk = self._desk

        def work(watch: Watch) -> tuple[Seen, ...]:
            return tuple(_look(desk, path, _Share(watch, place, len(paths))) for place, path in enumerate(paths))

        return self._runs.tasks.run_long(work, on_result, on_error, on_progress)

    def integrate(
        self, paths: Sequence[Path], on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        """Take in files, one transaction each; gives the `Integration`. Interrupted, those that are in stay in."""
        desk = self._desk

        def work(watch: Watch) -> Integration:
            taken: list[Taken] = []
            for place, path in enumerate(paths):
                try:
                    one = _take(desk, path, _Share(watch, place, len(paths)))
                except Cancelled:
                    return Integration(tuple(taken), len(paths) - place)
                taken += [one, *_resumed(one)]
            return Integration(tuple(taken))

        return self._run_long(work, on_result, on_error, on_progress)

    def resume(self, on_result: OnResult, on_error: OnError) -> None:
        """Take again the lots that were held and can now go in; gives the list of `Imported`."""
        desk = self._desk
        self._run(lambda: intake.reprendre(desk), on_result, on_error)

    def undo(self, lot: str, on_result: OnResult, on_error: OnError) -> None:
        """Undo an import, as one operation; gives the `Annule`."""
        desk = self._desk
        self._run(lambda: annulation.annuler(desk, lot), on_result, on_error)

    def answer(
        self, codes: Sequence[str], folder: Path, on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        """Write the lots de retour of postes in a folder; gives the `Answers`."""
        desk = self._desk

        def work(watch: Watch) -> Answers:
            written, without = [], []
            for place, code in enumerate(codes):
                watch.tell(place, len(codes), code)
                try:
                    written.append(returns.answer(desk, code, folder))
                except postes.UnknownPoste:
                    without.append(code)
            return Answers(tuple(written), tuple(without))

        return self._run_long(work, on_result, on_error, on_progress)

    def detail(self, lot: str, on_result: OnResult) -> None:
        """The `recus.Detail` of a lot, or None."""
        self._runs.read(lambda unit: recus.detail(unit, lot), on_result)


class Register(_Works):
    """The postes: who speaks, who no longer does, who takes over."""

    def board(self, on_result: OnResult) -> None:
        """`list[tableau.Ligne]` of the day."""
        today = self._desk.today()
        self._runs.read(lambda unit: tableau.tableau(unit, today), on_result)

    def enrol(self, poste: str, folder: Path, on_result: OnResult, on_error: OnError) -> None:
        """Write the lot d'enrôlement of a poste; gives the `Enrolled`."""
        desk = self._desk
        self._run(lambda: postes.enrol(desk, poste, folder), on_result, on_error)

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


class Decisions(_Works):
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


class Rendered(_Works):
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


class _Share:
    """The part of the bar that one file of several takes."""

    def __init__(self, watch: Watch, place: int, total: int) -> None:
        self._watch, self._place, self._total = watch, place, total

    def tell(self, done: int, total: int, text: str = "") -> None:
        """Tell in thousandths of the whole."""
        part = (self._place + (done / total if total else 0)) / self._total
        self._watch.tell(round(1000 * part), 1000, text)


def _resumed(taken: Taken) -> list[Taken]:
    """The lots that waited for this one, and went in after it."""
    done = taken.fait.repris if taken.fait is not None else ()
    return [Taken(f"Lot {one.numero} de {one.poste}, qui attendait", one) for one in done]


def _look(desk: Desk, path: Path, share: _Share) -> Seen:
    """Look at one file; a refusal is an answer, the next file is looked at."""
    share.tell(0, 1, path.name)
    try:
        return Seen(path.name, apercu.preview(desk, path, share.tell))
    except (Refus, Faute, OSError) as error:
        return Seen(path.name, refus=error)


def _take(desk: Desk, path: Path, share: _Share) -> Taken:
    """Take in one file; a refusal is an answer, the next file goes on."""
    share.tell(0, 1, path.name)
    try:
        return Taken(path.name, intake.take(desk, path, tell=share.tell))
    except (Refus, Faute, OSError) as error:
        return Taken(path.name, refus=error)
