"""Papers, for the screen: looked at, kept, several in one go. The base only reads what they say, then it is free."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from pvdesk.base.files import another_name, write_atomic
from pvdesk.base.steps import Tell, quiet
from pvdesk.reports import looking, several
from pvdesk.reports.blocks import Doc
from pvdesk.reports.catalogue import HOUSE_PAPERS, PAPERS
from pvdesk.reports.looking import Looked, Said
from pvdesk.reports.pages import Found, Pages, Picture
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.verification import KINDS
from pvdesk.store.desk import Desk
from pvdesk.store.records import Absent
from ui.kit.tasks import OnError, OnProgress, OnResult, Tasks, Watch, alive


class Runs(Protocol):
    """What runs works away from the window."""

    desk: Desk
    tasks: Tasks


def label_of(document: str) -> str:
    """« Compte rendu »; a paper that is kept only, and made of no record, is named as one verifies it."""
    known = PAPERS.get(document) or HOUSE_PAPERS.get(document)
    return known.label if known is not None else KINDS[document].capitalize()


@dataclass(frozen=True, slots=True)
class Asked:
    """The same paper of several records: in a folder, one file each, or together in the file `where`."""

    document: str
    uids: tuple[str, ...]
    where: Path
    together: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """Where they are, how many, why some are not, what to know of them."""

    where: Path
    written: int
    refused: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Papers:
    """Read only, but for the files."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def look(
        self, document: str, ref: str, on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        """The `Looked` of a paper, its pages ready to be drawn; who receives it closes them."""
        desk, asked = self._runs.desk, Watch()
        then = partial(self.build, asked, on_result, on_error, on_progress)
        self._runs.tasks.run(lambda: looking.read(desk, document, ref), then, on_error)
        return asked

    def build(
        self, asked: Watch, on_result: OnResult, on_error: OnError, on_progress: OnProgress, said: Said
    ) -> None:
        """What it says is read: build it beside the base, until nobody looks any more."""
        folder = self._runs.desk.folder

        def work(watch: Watch) -> Looked:
            def tell(done: int, total: int, text: str) -> None:
                asked.check()
                watch.tell(done, total, text)

            asked.check()
            return looking.look(said, folder, tell)

        if not asked.cancelled and alive(on_result):
            self._runs.tasks.run_long(work, on_result, on_error, on_progress, aside=True)

    def warm(self) -> None:
        """Load what the first paper needs; what is amiss is told when one prints."""
        self._runs.tasks.run(partial(looking.warm, self._runs.desk.folder), _nothing, _nothing, aside=True)

    def picture(self, pages: Pages, number: int, scale: float, on_result: OnResult) -> None:
        """(number, scale, `Picture`) of a page."""

        def work() -> tuple[int, float, Picture]:
            return number, scale, pages.picture(number, scale)

        self._runs.tasks.run(work, on_result, aside=True)

    def find(self, pages: Pages, number: int, words: str, on_result: OnResult) -> None:
        """(words, number, `tuple[Found, ...]`): where words stand on a page."""

        def work() -> tuple[str, int, tuple[Found, ...]]:
            return words, number, pages.find(number, words)

        self._runs.tasks.run(work, on_result, aside=True)

    def close(self, pages: Pages) -> None:
        """Forget a file, after the works that still look at it."""
        self._runs.tasks.run(pages.close, _nothing, aside=True)

    def save(self, looked: Looked, target: Path, on_result: OnResult, on_error: OnError) -> None:
        """Write what is looked at, in the form of the suffix; gives the path."""
        self._runs.tasks.run(partial(looking.save, looked, target), on_result, on_error, aside=True)

    def choices(self, document: str, on_result: OnResult) -> None:
        """{code: name}: what a paper of the house is made from."""
        desk = self._runs.desk

        def work() -> dict[str, str]:
            with desk.reading() as unit:
                return HOUSE_PAPERS[document].choices(unit)

        self._runs.tasks.run(work, on_result)

    def several(self, asked: Asked, on_result: OnResult, on_error: OnError, on_progress: OnProgress) -> Watch:
        """Write the same paper of several records; gives the `Printed`, or `Cancelled` once interrupted."""
        series = _Series(self._runs, asked, on_result, on_error, on_progress)
        series.begin()
        return series.watch


class _Series:
    """One record at a time: read in the thread of the base, where others come in between, written in the other."""

    def __init__(
        self, runs: Runs, asked: Asked, on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> None:
        self._runs, self._asked = runs, asked
        self._on_result, self._on_error, self._on_progress = on_result, on_error, on_progress
        self.watch = Watch()
        self._docs: list[Doc] = []
        self._refused: list[str] = []
        self._notes: list[str] = []
        self._done = self._written = 0

    def begin(self) -> None:
        """The first record."""
        self._next()

    def _next(self, _path: object = None) -> None:
        """Say how far it is; then the next record, or the end."""
        asked, total = self._asked, len(self._asked.uids)
        if alive(self._on_progress):
            self._on_progress(self._done, total + asked.together, f"{self._done} sur {total}")
        if self.watch.cancelled:
            self._runs.tasks.run(self.watch.check, _nothing, self._on_error)
        elif self._done < total:
            uid, desk = asked.uids[self._done], self._runs.desk
            self._done += 1
            self._runs.tasks.run(lambda: looking.read(desk, asked.document, uid), self._take, self._skip)
        elif asked.together and self._docs:
            self._gather()
        else:
            self._end()

    def _take(self, said: Said) -> None:
        """What a record says: written at once, or kept for the common file."""
        self._written += 1
        if self._asked.together:
            self._docs.append(said.doc)
            self._next()
        else:
            self._notes += said.doc.notes
            folder, name = self._asked.where, several.name_of(self._asked.document, said.doc)
            self._aside(lambda _watch: _free(folder / name, self._built(said)), self._next)

    def _skip(self, error: Exception) -> None:
        """A record that lacks what the paper needs stops no other."""
        if isinstance(error, Unprintable | Absent):
            gone = "Une fiche n’est plus dans la base."
            self._refused.append(error.happened if isinstance(error, Unprintable) else gone)
            self._next()
        else:
            self._on_error(error)

    def _gather(self) -> None:
        """The common file."""
        doc = several.collection(label_of(self._asked.document), self._docs)
        self._notes = list(doc.notes)
        target = self._asked.where
        self._aside(lambda watch: _write(target, self._built(Said(doc), watch.tell)), self._end)

    def _built(self, said: Said, tell: Tell = quiet) -> bytes:
        return looking.built(said, self._runs.desk.folder, tell)

    def _aside(self, work: Callable[[Watch], object], then: OnResult) -> None:
        """A work that needs no base, stopped with the series."""
        self._runs.tasks.run(partial(work, self.watch), then, self._on_error, aside=True)

    def _end(self, _path: object = None) -> None:
        if alive(self._on_result):
            notes = tuple(dict.fromkeys(self._notes))
            self._on_result(Printed(self._asked.where, self._written, tuple(self._refused), notes))


def _write(target: Path, data: bytes) -> Path:
    write_atomic(target, data)
    return target


def _free(target: Path, data: bytes) -> Path:
    """A file under its name, or another when one bears it: printing again never takes a paper away."""
    return _write(another_name(target) if target.exists() else target, data)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
