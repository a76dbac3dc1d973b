import errno
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Never

import pytest

from pvdesk.base import files

FULL_DISK = """
import resource, sys
from pathlib import Path
from pvdesk.base.files import write_atomic
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write_atomic(Path(sys.argv[1]), b"x" * 100_000)
except OSError as error:
    print(type(error).__name__, error.errno)
"""


def test_the_name_says_poste_number_and_day() -> None:
    assert files.name_of("D07", 1, date(2026, 5, 8)) == "D07-000001-2026-05-08.pvlot"


def test_a_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "lot.pvlot"
    for data in (b"", b"un", b"deux" * 1_000_000):
        files.write_atomic(target, data)
        assert target.read_bytes() == data
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("limit", [0, 1, 50_000, 99_999])
def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, limit: int) -> None:
    pytest.importorskip("resource", reason="only Unix limits the size of files")
    target = tmp_path / "lot.pvlot"
    target.write_bytes(b"ancien")
    command = [sys.executable, "-c", FULL_DISK, str(target), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert done.stdout.split() == ["OSError", str(errno.EFBIG)]
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"ancien"


def test_the_systems_own_error_comes_through_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write_atomic(tmp_path / "absent" / "lot.pvlot", b"x")
    folder = tmp_path / "lot.pvlot"
    folder.mkdir()
    with pytest.raises(OSError):
        files.write_atomic(folder, b"x")
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("kept", [b"abcd", b"abcx", b"", b"abcdef"])
def test_a_stick_that_kept_something_else_is_caught(tmp_path: Path, kept: bytes) -> None:
    path = tmp_path / "lot"
    path.write_bytes(kept)
    with pytest.raises(OSError) as caught:
        files._compare(path, b"abcde")
    assert caught.value.errno == errno.EIO


def test_a_name_held_by_another_program_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    left = [PermissionError(), PermissionError()]

    def rename() -> None:
        if left:
            raise left.pop()

    files._patiently(rename)
    assert pauses == [0.05, 0.1]


def test_a_name_held_for_ever_is_an_error_after_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    def rename() -> Never:
        raise PermissionError

    with pytest.raises(PermissionError):
        files._patiently(rename)
    assert 3 < sum(pauses) < 4


def test_the_temporary_name_is_short_enough_for_a_fat_stick_and_can_be_swept(tmp_path: Path) -> None:
    (tmp_path / "pv3fa2c1.prt").touch()
    (tmp_path / "lot.pvlot").touch()
    assert [path.name for path in tmp_path.glob(files.TEMP_GLOB)] == ["pv3fa2c1.prt"]


@pytest.mark.skipif(sys.platform == "win32", reason="only Unix has devices in the file system")
def test_what_is_no_file_is_never_replaced_and_the_error_bears_its_name(tmp_path: Path) -> None:
    device = tmp_path / "tuyau"
    os.mkfifo(device)
    for target in (device, tmp_path / "dossier"):
        if target != device:
            target.mkdir()
        with pytest.raises(IsADirectoryError) as told:
            files.write_atomic(target, b"x")
        assert told.value.filename == str(target)
    assert device.is_fifo()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier", "tuyau"]


def test_another_name_is_the_first_that_nothing_bears(tmp_path: Path) -> None:
    for name in ("cr.pdf", "cr (2).pdf"):
        (tmp_path / name).touch()
    assert files.another_name(tmp_path / "cr.pdf") == tmp_path / "cr (3).pdf"
