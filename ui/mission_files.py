"""Files at the mission: lots looked at, taken in, undone, answered. Each in the thread of the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import Faute
from pvdesk.bundle.refus import Refus
from pvdesk.mission import annulation, apercu, intake, postes, recus, returns
from pvdesk.mission.apercu import Apercu
from pvdesk.mission.intake import Imported
from pvdesk.mission.returns import Answer
from pvdesk.store.desk import Desk
from ui.kit.tasks import Cancelled, OnError, OnProgress, OnResult, Watch
from ui.mission_runs import Works

Failure = Refus | Faute | OSError


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


class Files(Works):
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
