"""The mission's folder: made whole, or not at all."""

from pathlib import Path

import pytest

from db.engine import FILE
from db.errors import Faute
from pvdesk.base import files
from pvdesk.bundle import identity
from pvdesk.mission import postes
from pvdesk.store import desk as desks
from tests.builders import PHRASE


def attempt(tmp_path: Path) -> None:
    postes.create(tmp_path / "mission", PHRASE, "Mission d’essai", tmp_path / "reserve.txt")


def again(tmp_path: Path) -> None:
    """The same creation, now that nothing stands in its way."""
    made = postes.create(tmp_path / "mission", PHRASE, "Mission d’essai", tmp_path / "reserve.txt")
    try:
        with made.reading() as unit:
            assert postes.reserve_key(unit)
    finally:
        made.close()


def test_a_reserve_key_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_atomic", full)
        with pytest.raises(OSError, match="No space left"):
            attempt(tmp_path)
    assert list(tmp_path.iterdir()) == []
    again(tmp_path)


def test_a_creation_that_fails_late_closes_the_base_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine left open is a warning of the interpreter, and a file that Windows does not let go."""

    def refuse(*_: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(identity, "key", refuse)
        with pytest.raises(InterruptedError):
            attempt(tmp_path)
    assert list(tmp_path.iterdir()) == []
    again(tmp_path)


def test_a_folder_that_is_somebody_s_keeps_its_data_and_gets_no_key(tmp_path: Path) -> None:
    again(tmp_path)
    before = (tmp_path / "mission" / FILE).read_bytes()
    with pytest.raises(Faute):
        postes.create(tmp_path / "mission", PHRASE, "Une autre", tmp_path / "autre.txt")
    assert not (tmp_path / "autre.txt").exists()
    assert (tmp_path / "mission" / FILE).read_bytes() == before
    desks.open_desk(tmp_path / "mission", PHRASE).close()
