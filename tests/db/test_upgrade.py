"""The schema of a base follows its models: from nothing, from an older version, never from a newer one."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

import db.migrations
from db import keys, models
from db.engine import open_engine
from db.errors import Cause, Faute
from db.upgrade import HEAD, revision, upgrade
from tests.db.conftest import KEY

VERSIONS = Path(db.migrations.__file__).parent / "versions"
SAMPLES = Path(__file__).parent.parent / "samples"
# Made by the migration itself: SQLAlchemy knows no full-text table.
BY_HAND = re.compile(r"recherche(_\w+)?")


def set_revision(engine: Engine, value: str) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = :value"), {"value": value})


def test_the_head_is_the_newest_migration() -> None:
    files = sorted(path.name.split("_")[0] for path in VERSIONS.glob("*.py") if path.name != "__init__.py")
    assert files[-1] == HEAD
    assert files == sorted(set(files))


def test_an_empty_base_reaches_the_head_and_is_then_left_alone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "pvdesk.db", KEY)
    assert revision(engine) is None
    assert upgrade(engine)
    assert revision(engine) == HEAD
    assert not upgrade(engine)
    engine.dispose()


def test_the_migrations_make_exactly_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _, name, kind, *__: kind != "table" or not BY_HAND.fullmatch(name or "")},
        )
        found = compare_metadata(context, models.Action.metadata)
    # SQLAlchemy reads neither name nor options of a reference written beside its column (ALTER TABLE … ADD COLUMN).
    assert [change for change in found if change[0] not in {"add_fk", "remove_fk"}] == []


def test_each_pointer_of_the_models_is_held_by_the_base_and_deferred(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in models.Action.metadata.tables.values():
            declared = {(key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys}
            held = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").all()
            assert {(row[3], row[2], row[4]) for row in held} == declared, table.name
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)).scalar()
            assert str(made).upper().count("DEFERRABLE INITIALLY DEFERRED") == len(table.foreign_key_constraints)


def test_a_base_of_the_first_revision_keeps_all_it_holds(tmp_path: Path) -> None:
    """The sealed sample: a poste that had recorded two meetings, upgraded in place, its lines and all."""
    path = tmp_path / "pvdesk.db"
    shutil.copy(SAMPLES / "0001" / "poste" / "pvdesk.db", path)
    engine = open_engine(path, keys.unlock(SAMPLES / "0001" / "poste", "quatre mots pour essayer"))
    with engine.connect() as connection:
        tables = [t for t in inspect(connection).get_table_names() if t not in {"alembic_version", "sqlite_sequence"}]
        before = {t: connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in tables}
        points = connection.exec_driver_sql("SELECT uid, titre, echanges FROM point ORDER BY uid").all()
    assert upgrade(engine, path)
    with engine.connect() as connection:
        after = {t: connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in tables}
        assert after == before
        assert connection.exec_driver_sql("SELECT uid, titre, echanges FROM point ORDER BY uid").all() == points
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert points
    engine.dispose()


def test_a_newer_base_is_refused_and_left_as_it_is(engine: Engine, path: Path) -> None:
    set_revision(engine, "9999")
    engine.dispose()
    before = path.read_bytes()
    reopened = open_engine(path, KEY)
    with pytest.raises(Faute) as caught:
        upgrade(reopened, path)
    reopened.dispose()
    assert caught.value.cause is Cause.PLUS_RECENT
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_base_is_copied_before_it_changes(engine: Engine, path: Path) -> None:
    """The old base is one that an imaginary version 0000 wrote: its upgrade fails, its copy stands."""
    set_revision(engine, "0000")
    with pytest.raises(Faute) as caught:
        upgrade(engine, path)
    assert caught.value.cause is Cause.ILLISIBLE
    assert revision(engine) == "0000"
    copied = open_engine(path.with_name(f"{path.name}.avant-{HEAD}"), KEY)
    assert revision(copied) == "0000"
    copied.dispose()


def test_a_copy_that_cannot_be_made_stops_the_upgrade(nobody: Path, model_file: Path) -> None:
    nobody.chmod(0o777)
    path = Path(shutil.copy2(model_file, nobody / "pvdesk.db"))
    engine = open_engine(path, KEY)
    set_revision(engine, "0000")
    engine.dispose()
    code = (
        "import os, resource, sys; from pathlib import Path\n"
        "from db.engine import open_engine; from db.errors import Faute; from db.upgrade import revision, upgrade\n"
        "path = Path(sys.argv[1]); engine = open_engine(path, bytes(range(32)))\n"
        "revision(engine); resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))\n"
        "try: upgrade(engine, path)\n"
        "except Faute as faute: print(faute.cause, revision(engine))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [Cause.DISQUE_PLEIN, "0000"]
    assert not list(nobody.glob("*.avant-*"))


def test_a_disk_that_fills_during_the_migration_leaves_the_base_empty(tmp_path: Path) -> None:
    path = tmp_path / "pvdesk.db"
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from db.engine import open_engine; from db.errors import Faute; from db.upgrade import upgrade\n"
        "engine = open_engine(Path(sys.argv[1]), bytes(range(32)))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))\n"
        "try: upgrade(engine)\n"
        "except Faute as faute: print(faute.cause)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {Cause.DISQUE, Cause.DISQUE_PLEIN}
    engine = open_engine(path, KEY)
    assert revision(engine) is None
    assert upgrade(engine)
    engine.dispose()


def test_a_base_whose_file_is_gone_is_not_upgraded_without_its_copy(engine: Engine, path: Path) -> None:
    set_revision(engine, "0000")
    with pytest.raises(Faute) as caught:
        upgrade(engine, path.with_name("absent.db"))
    assert caught.value.cause is Cause.DISQUE
    assert revision(engine) == "0000"


def test_a_migration_that_fails_leaves_the_base_as_it_was(engine: Engine) -> None:
    """Its tables are there already: the first one that the migration makes is refused."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("DROP TABLE accuse"))
    with pytest.raises(DBAPIError, match="already exists"):
        upgrade(engine)
    assert revision(engine) is None
    with engine.connect() as connection:
        assert not inspect(connection).has_table("accuse")
