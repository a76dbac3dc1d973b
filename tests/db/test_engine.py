"""The base is encrypted to its last byte, opened by its key only, and tells why it cannot be opened."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from db.engine import open_engine
from db.errors import Cause, Faute, from_driver
from db.upgrade import upgrade
from tests.db.conftest import KEY

CANARY = "canari-de-noeux-les-mines"


def cause_of(path: Path, key: bytes = KEY) -> Cause:
    with pytest.raises(Faute) as caught:
        open_engine(path, key)
    return caught.value.cause


def write(engine: Engine, value: str = CANARY) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO memoire (cle, valeur) VALUES (:cle, '\"lu\"')"), {"cle": value})


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM memoire")).scalar_one())


def test_no_file_of_the_base_holds_a_readable_byte(engine: Engine, path: Path) -> None:
    for number in range(200):
        write(engine, f"{CANARY}-{number}")
    held = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert set(held) == {"pvdesk.db", "pvdesk.db-wal", "pvdesk.db-shm"}
    assert not held["pvdesk.db"].startswith(b"SQLite format 3")
    for content in held.values():
        assert CANARY.encode() not in content
        assert b"CREATE TABLE" not in content


def test_another_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert cause_of(path, bytes(32)) is Cause.ILLISIBLE
    assert path.read_bytes() == before


def test_a_damaged_base_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(content)
    assert cause_of(path) is Cause.ILLISIBLE


def test_a_truncated_base_is_told_when_read(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises((Faute, DBAPIError)) as caught:
        count(open_engine(path, KEY))
    faute = caught.value if isinstance(caught.value, Faute) else from_driver(caught.value)
    assert faute is not None
    assert faute.cause is Cause.ILLISIBLE


def test_a_plain_base_is_never_opened(tmp_path: Path) -> None:
    plain = tmp_path / "pvdesk.db"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    before = plain.read_bytes()
    assert cause_of(plain) is Cause.NON_CHIFFRE
    assert plain.read_bytes() == before


@pytest.mark.parametrize("key", [b"", b"court", bytes(31), bytes(33)])
def test_a_key_cannot_be_forgotten(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(tmp_path / "pvdesk.db", key)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_a_folder_is_told(tmp_path: Path) -> None:
    assert cause_of(tmp_path) is Cause.ILLISIBLE


def test_each_connection_minds_foreign_keys_and_syncs_fully(engine: Engine) -> None:
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "temp_store")
        }
    assert found == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "temp_store": 2}


def test_eight_threads_write_without_losing_a_row(engine: Engine) -> None:
    def work(thread: int) -> None:
        for number in range(20):
            write(engine, f"{thread}-{number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine) == 160


def test_a_copy_opens_with_the_same_key(engine: Engine, path: Path, tmp_path: Path) -> None:
    write(engine)
    engine.dispose()
    copied = open_engine(Path(shutil.copy2(path, tmp_path / "copie.db")), KEY)
    assert count(copied) == 1
    copied.dispose()


def run(code: str, path: Path) -> str:
    """What a child prints, that opens this base under a constraint of the system."""
    head = (
        "import os, resource, sys; from pathlib import Path; from sqlalchemy import text\n"
        # Loaded late otherwise: by then the child may be nobody, and the program out of its reach (/root).
        "from sqlalchemy.dialects.sqlite import pysqlite\n"
        "from sqlalchemy.exc import DBAPIError\n"
        "from db.engine import open_engine; from db.errors import Faute, from_driver\n"
        "path, key = Path(sys.argv[1]), bytes(range(32))\n"
    )
    done = subprocess.run([sys.executable, "-c", head + code, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_read_only_folder_is_told(nobody: Path, model_file: Path) -> None:
    nobody.chmod(0o755)
    path = Path(shutil.copy2(model_file, nobody / "pvdesk.db"))
    path.chmod(0o444)
    nobody.chmod(0o555)
    code = "os.getuid() or os.setuid(65534)\ntry: open_engine(path, key)\nexcept Faute as faute: print(faute.cause)"
    assert run(code, path) == Cause.LECTURE_SEULE
    assert [file.name for file in nobody.iterdir()] == ["pvdesk.db"]


def test_a_full_disk_is_told_and_the_last_commit_is_whole(path: Path) -> None:
    code = (
        "engine = open_engine(path, key)\n"
        "size = 3_000_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "kept = 0\n"
        "try:\n"
        "    while True:\n"
        "        with engine.connect().execution_options(writes=True) as c, c.begin():\n"
        "            c.execute(text('INSERT INTO memoire VALUES (:k, :v)'), dict(k=kept, v='x' * 90000))\n"
        "        kept += 1\n"
        "except DBAPIError as error: print(from_driver(error).cause, kept)\n"
    )
    cause, kept = run(code, path).split()
    assert cause in {Cause.DISQUE, Cause.DISQUE_PLEIN}
    engine = open_engine(path, KEY)
    assert count(engine) == int(kept) > 0
    assert not upgrade(engine)
    engine.dispose()
