"""Names of lots, and writing a file so that it is whole or absent, whatever happens."""

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

TEMP_GLOB = "pv??????.prt"
"""Names of unfinished files (a killed process leaves one): to sweep at start. 8.3, or FAT drives rename them."""

_CHUNK = 1 << 20
_TRIES = 7
_FIRST_PAUSE = 0.05
"""Seconds, doubled at each try: about three seconds in all."""


def name_of(poste: str, numero: int, day: date) -> str:
    """The name of a lot's file, `D07-000001-2026-05-08.pvlot`: a hint for people, never read by the program."""
    return f"{poste}-{numero:06d}-{day.isoformat()}.pvlot"


def another_name(path: Path) -> Path:
    """« compte-rendu (2).pdf » beside « compte-rendu.pdf »: the first that nothing bears."""
    stem, rank = path.stem, 2
    while (other := path.with_name(f"{stem} ({rank}){path.suffix}")).exists():
        rank += 1
    return other


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` at `path`: the whole of it, or what was there before.

    Errors:
        OSError as the system raised it (full disk, read-only folder, name held by another program…), EIO when the
        re-read differs, EISDIR when what has that name is no file (a folder, a device); it bears `path`, not the name
        of the unfinished file. Nothing is then left behind and an older file of that name is intact.
    """
    try:
        if path.exists() and not path.is_file():  # as root a rename would put a file in the place of a device
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _write(path, data)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    _sync_folder(path.parent)


def _write(path: Path, data: bytes) -> None:
    temp = path.with_name(f"pv{secrets.token_hex(3)}.prt")
    try:
        with temp.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _compare(temp, data)
        _patiently(lambda: temp.replace(path))
    except BaseException:
        # The first error is the one to tell.
        with contextlib.suppress(OSError):
            temp.unlink()
        raise


def _compare(path: Path, data: bytes) -> None:
    """Read the file back: a USB stick may accept bytes that it does not keep."""
    expected = memoryview(data)
    done = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if chunk != expected[done : done + len(chunk)]:
                raise OSError(errno.EIO, "the file read back differs from what was written", str(path))
            done += len(chunk)
    if done != len(data):
        raise OSError(errno.EIO, "the file read back is shorter than what was written", str(path))


def _patiently(rename: Callable[[], object]) -> None:
    """Rename, again if refused: on Windows an antivirus may hold the name for a second or two."""
    for attempt in range(_TRIES - 1):
        try:
            rename()
        except PermissionError:
            time.sleep(_FIRST_PAUSE * 2**attempt)
        else:
            return
    rename()


def _sync_folder(folder: Path) -> None:
    """Flush the new name itself. Windows opens no folder, some network drives flush none: the file is there anyway."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
