"""Copies of the base: made, opened, counted, five kept; one put back, the present base kept aside.

A copy is a folder like that of the data: the encrypted base, the file of its key, and `copie.json`, which says what was
counted when it was made. The phrase of that day opens it anywhere.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import copies as engine_copies
from db import engine as engines
from db import keys
from db.errors import Cause, Faute, from_system
from db.upgrade import HEAD
from pvdesk.fiches import FICHES
from pvdesk.store.desk import Desk

FOLDER = "copies"
PROOF = "copie.json"
KEPT = 5
EVERY = dt.timedelta(hours=20)  # a copy a working day, whatever the hour it begins
_PREFIX = "pvdesk-"
_ASIDE = "avant-"  # kept until a person deletes it
_PART = ".part"
_ROOM = 2 << 20  # bytes left beside a copy


@dataclass(frozen=True, slots=True)
class Copie:
    """A copy: where, of whom, when, its weight, the fiches counted in it; `mise_de_cote` before a restoration."""

    dossier: Path
    poste: str
    le: dt.datetime
    octets: int
    fiches: int
    mise_de_cote: bool = False


def possible(desk: Desk) -> bool:
    """Whether this base is a file that we copy; the copies of a server are its own affair."""
    return desk.lock is not None


def copies(desk: Desk) -> list[Copie]:
    """The copies kept beside the base, newest first."""
    try:
        folders = [path for path in (desk.folder / FOLDER).iterdir() if (path / PROOF).is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise from_system(error) from error
    found = [copie for copie in map(described, folders) if copie is not None]
    return sorted(found, key=lambda one: (one.le, one.dossier.name), reverse=True)


def described(dossier: Path) -> Copie | None:
    """What a folder says of itself; None when it is no copy."""
    try:
        said: Any = json.loads((dossier / PROOF).read_text(encoding="utf-8"))
        le = dt.datetime.fromisoformat(said["le"])
        return Copie(
            dossier, str(said["poste"]), le, int(said["octets"]), int(said["fiches"]), bool(said["mise_de_cote"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def due(desk: Desk) -> bool:
    """Whether the copy of the day is still to be made."""
    last = next((one for one in copies(desk) if not one.mise_de_cote), None)
    return possible(desk) and (last is None or not dt.timedelta(0) <= desk.clock() - last.le < EVERY)


def copier(desk: Desk, place: Path | None = None, *, mise_de_cote: bool = False) -> Copie:
    """Make a copy, open it, count it; beside the base only the last five are kept.

    Args:
        desk: the open base.
        place: another folder, on a key for instance; beside the base when None.
        mise_de_cote: kept until a person deletes it.

    Raises:
        Faute: no room, or the disk refused; nothing half made is left.
    """
    where = place or desk.folder / FOLDER
    moment = desk.clock().astimezone()
    target = _free(where / f"{_ASIDE if mise_de_cote else _PREFIX}{desk.code}-{moment:%Y-%m-%d-%H%M%S}")
    part = target.with_name(target.name + _PART)
    try:
        where.mkdir(parents=True, exist_ok=True)
        _sweep(where)
        _refuse_cramped(desk, where)
        part.mkdir()
        fiches = _write(desk, part)
        octets = (part / engines.FILE).stat().st_size
        said = {
            "format": 1, "poste": desk.code, "le": moment.isoformat(), "octets": octets, "fiches": fiches,
            "mise_de_cote": mise_de_cote,
        }  # fmt: skip
        (part / PROOF).write_text(json.dumps(said, indent=1), encoding="utf-8")
        part.replace(target)
        _sync(where)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise from_system(error) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    if place is None:
        _thin(desk)
    return Copie(target, desk.code, moment, octets, fiches, mise_de_cote)


def eprouver(desk: Desk, dossier: Path) -> int:
    """Open a copy again and count its fiches.

    Raises:
        Faute: damaged, of another base, or written by a newer version.
    """
    path = dossier / engines.FILE
    if not path.is_file():
        raise Faute(Cause.COPIE, "no base in it")
    proof = engine_copies.prove(desk.engine, path)
    if proof.revision > HEAD:
        raise Faute(Cause.PLUS_RECENT, proof.revision)
    return _fiches(proof.rows)


def restaurer(desk: Desk, dossier: Path) -> Copie:
    """Put a copy in the place of the base, which is kept aside and closed; the phrase in force stays in force.

    Returns:
        The copy of what was there before.

    Raises:
        Faute: the copy does not open, or the disk refused; the base is as before.
    """
    eprouver(desk, dossier)
    aside = copier(desk, mise_de_cote=True)
    base = desk.folder / engines.FILE
    part = base.with_name(base.name + _PART)
    try:
        _copy_file(dossier / engines.FILE, part)
        engine_copies.settle(desk.engine)
        desk.close()
        for suffix in ("-wal", "-shm"):  # the log of the former base would be played on the new one
            base.with_name(base.name + suffix).unlink(missing_ok=True)
        part.replace(base)
        _sync(desk.folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise from_system(error) from error
    return aside


def reprendre(dossier: Path, folder: Path, phrase: str) -> None:
    """Make a data folder out of a copy, wherever it lies; the copy is only read.

    Raises:
        Faute: the folder holds data, the phrase is wrong, the copy is damaged; nothing is left behind.
    """
    base = folder / engines.FILE
    if any((folder / name).exists() for name in (engines.FILE, keys.FILE)):
        raise Faute(Cause.EXISTE)
    key = keys.unlock(dossier, phrase)
    part = base.with_name(base.name + _PART)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy_file(dossier / engines.FILE, part)
        log = dossier / f"{engines.FILE}-wal"
        if log.is_file():  # a data folder that was in use, rather than a copy
            _copy_file(log, part.with_name(part.name + "-wal"))
        opened = engines.open_engine(part, key)
        try:
            if engine_copies.prove(opened, part).revision > HEAD:
                raise Faute(Cause.PLUS_RECENT)
            engine_copies.settle(opened)
        finally:
            opened.dispose()
        _copy_file(dossier / keys.FILE, folder / keys.FILE)
        part.replace(base)
        _sync(folder)
    except FileNotFoundError as error:
        _forget(folder, part)
        raise Faute(Cause.COPIE, str(error)) from error
    except OSError as error:
        _forget(folder, part)
        raise from_system(error) from error
    except Faute:
        _forget(folder, part)
        raise


def _write(desk: Desk, part: Path) -> int:
    """The base and its key in a folder; the fiches counted in the copy once opened."""
    base = part / engines.FILE
    before = engine_copies.count(desk.engine)
    engine_copies.snapshot(desk.engine, base)
    after = engine_copies.count(desk.engine)
    with base.open("rb+") as stream:
        os.fsync(stream.fileno())
    _copy_file(desk.folder / keys.FILE, part / keys.FILE)
    rows = engine_copies.prove(desk.engine, base).rows
    for table in before.keys() | after.keys():
        # What was typed during the copy may be in it or not; nothing else may differ.
        low, high = sorted((before.get(table, 0), after.get(table, 0)))
        if not low <= rows.get(table, -1) <= high:
            raise Faute(Cause.COPIE, f"{table}: {rows.get(table)}, not {low} to {high}")
    return _fiches(rows)


def _refuse_cramped(desk: Desk, where: Path) -> None:
    if shutil.disk_usage(where).free < (desk.folder / engines.FILE).stat().st_size + _ROOM:
        raise Faute(Cause.DISQUE_PLEIN, str(where))


def _fiches(rows: Any) -> int:
    return sum(rows.get(table, 0) for table in FICHES)


def _free(path: Path) -> Path:
    """The path, or the first after it that is free: two copies in one second."""
    return next(
        one for n in range(1, 100) if not (one := path if n == 1 else path.with_name(f"{path.name}-{n}")).exists()
    )


def _thin(desk: Desk) -> None:
    """Keep the last ones; a copy that will not go is told by nobody: it is one too many, not one too few."""
    kept = [one for one in copies(desk) if not one.mise_de_cote]
    for old in kept[KEPT:]:
        shutil.rmtree(old.dossier, ignore_errors=True)


def _sweep(where: Path) -> None:
    """Take away what a killed process left half made."""
    for path in where.glob(f"*{_PART}"):
        if path.is_dir() and path.name.startswith((_PREFIX, _ASIDE)):
            shutil.rmtree(path, ignore_errors=True)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as out:
        shutil.copyfileobj(read, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    """Flush the new names; Windows opens no folder, some drives flush none."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _forget(folder: Path, part: Path) -> None:
    """Leave the folder as it was: empty, or absent."""
    for path in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm"), folder / keys.FILE):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
