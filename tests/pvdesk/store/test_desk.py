"""A data folder is made whole or not at all, opened by one window at a time, and tells why it cannot be."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update

from db.engine import open_engine
from db.errors import Cause, Faute
from db.keys import create as create_key
from db.keys import unlock
from db.models.echange import Installation, Role
from db.models.referentiel import Quartier
from pvdesk.base.clock import fixed_clock, system_clock
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk, create, open_desk
from tests.builders import PHRASE, TODAY, clock_at

ROOT = Path(__file__).parents[3]


def cause_of(folder: Path, phrase: str = PHRASE) -> Cause:
    with pytest.raises(Faute) as caught:
        open_desk(folder, phrase)
    return caught.value.cause


def new(folder: Path, phrase: str = PHRASE) -> Desk:
    return create(folder, phrase, role=Role.MISSION, code="MISSION", nom="Mission")


def test_a_new_folder_knows_whose_it_is(tmp_path: Path) -> None:
    desk = create(
        tmp_path / "données", PHRASE, role=Role.MISSION, code="MISSION", nom="Poste d’essai", clock=clock_at()
    )
    assert (desk.code, desk.role, desk.exemple, desk.today()) == ("MISSION", Role.MISSION, False, TODAY)
    desk.close()
    reopened = open_desk(tmp_path / "données", PHRASE)
    assert (reopened.code, reopened.nom, reopened.role) == ("MISSION", "Poste d’essai", Role.MISSION)
    with reopened.reading() as unit:
        assert unit.session.scalar(select(Installation.cree_le)) == clock_at()()
        assert len(unit.session.scalar(select(Installation.incarnation)) or "") == 16
    reopened.close()


def test_the_folder_holds_no_readable_file(desk: Desk) -> None:
    for path in desk.folder.iterdir():
        assert b"Quartier" not in path.read_bytes()


@pytest.mark.parametrize(("made", "left"), [(False, []), (True, ["voisin.txt"])])
def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, made: bool, left: list[str]) -> None:
    folder = tmp_path / "neuf"
    if made:
        folder.mkdir()
        (folder / "voisin.txt").write_text("gardé", encoding="utf-8")
    with pytest.raises(Faute) as caught:
        new(folder, "courte")
    assert caught.value.cause is Cause.PHRASE_COURTE
    assert folder.exists() is made
    assert [path.name for path in tmp_path.rglob("*.*")] == left


def test_a_disk_too_small_for_the_base_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from db.errors import Faute\n"
        "from db.models.echange import Role; from pvdesk.store.desk import create\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000))\n"
        "try: create(Path(sys.argv[1]), 'quatre mots pour essayer', role=Role.POSTE, code='D07', nom='Essai')\n"
        "except Faute as faute: print(faute.cause)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "neuf")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in {Cause.DISQUE, Cause.DISQUE_PLEIN}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_data_is_not_made_anew(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Faute) as caught:
        new(folder)
    assert caught.value.cause is Cause.EXISTE
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_with_a_key_alone_is_not_made_anew(tmp_path: Path) -> None:
    key = create_key(tmp_path, PHRASE)
    with pytest.raises(Faute) as caught:
        new(tmp_path)
    assert caught.value.cause is Cause.EXISTE
    assert unlock(tmp_path, PHRASE) == key


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fichier"
    path.write_text("gardé", encoding="utf-8")
    with pytest.raises(Faute) as caught:
        new(path)
    assert caught.value.cause is Cause.CHEMIN
    assert cause_of(path) is Cause.ABSENT
    assert path.read_text(encoding="utf-8") == "gardé"


def test_one_window_at_a_time(desk: Desk) -> None:
    assert cause_of(desk.folder) is Cause.DEJA_OUVERT
    with pytest.raises(Faute) as caught:
        new(desk.folder)
    assert caught.value.cause is Cause.EXISTE
    desk.close()
    open_desk(desk.folder, PHRASE).close()


def test_two_creations_at_once_do_not_undo_each_other(tmp_path: Path) -> None:
    lock = desks._lock(tmp_path)
    with pytest.raises(Faute) as caught:
        new(tmp_path)
    assert caught.value.cause is Cause.DEJA_OUVERT
    lock.release()
    new(tmp_path).close()
    assert {"pvdesk.db", "cle.json"} <= {path.name for path in tmp_path.iterdir()}


def test_no_data_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    assert cause_of(tmp_path / "rien") is Cause.ABSENT
    assert cause_of(tmp_path) is Cause.ABSENT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda f: (f / "cle.json").unlink(), Cause.CLE_ABSENTE),
        (lambda f: (f / "cle.json").write_text("{"), Cause.CLE_ABIMEE),
        (lambda f: (f / "pvdesk.db").write_bytes(b"SQLite format 3\x00" + bytes(5000)), Cause.NON_CHIFFRE),
        (lambda f: (f / "pvdesk.db").write_bytes(b"n'importe quoi" * 500), Cause.ILLISIBLE),
        (lambda f: (f / "pvdesk.db").write_bytes(b""), Cause.ILLISIBLE),
    ],
    ids=["key file gone", "key file damaged", "plain base", "not a base", "an empty base"],
)
def test_what_cannot_be_opened_is_told_and_let_go(folder: Path, damage: Any, cause: Cause) -> None:
    damage(folder)
    before = (folder / "pvdesk.db").read_bytes()
    assert cause_of(folder) is cause
    assert cause_of(folder) is cause  # and not « already open »
    assert (folder / "pvdesk.db").read_bytes() == before


def test_what_cannot_be_opened_is_told_in_french_alone(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """SQLCipher writes its own words on the error stream, unless told otherwise."""
    (folder / "pvdesk.db").write_bytes(b"n'importe quoi" * 500)
    assert cause_of(folder) is Cause.ILLISIBLE
    assert capfd.readouterr() == ("", "")


def test_another_phrase_opens_nothing(folder: Path) -> None:
    assert cause_of(folder, "une autre phrase longue") is Cause.PHRASE


def alter(folder: Path, *statements: Any) -> None:
    engine = open_engine(folder / "pvdesk.db", unlock(folder, PHRASE))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


def test_a_newer_base_is_told(folder: Path) -> None:
    alter(folder, text("UPDATE alembic_version SET version_num = '9999'"))
    assert cause_of(folder) is Cause.PLUS_RECENT


def test_a_base_of_nobody_is_told(folder: Path) -> None:
    alter(folder, delete(Installation))
    assert cause_of(folder) is Cause.ILLISIBLE


def test_a_base_without_its_tables_is_told(folder: Path) -> None:
    alter(folder, text("DROP TABLE installation"))
    with pytest.raises(Exception, match="no such table"):
        open_desk(folder, PHRASE)


def test_the_reference_is_loaded_again_after_an_update_of_the_program(folder: Path) -> None:
    alter(folder, update(Installation).values(reference_lue="older"), update(Quartier).values(nom="Ancien nom"))
    desk = open_desk(folder, PHRASE)
    with desk.reading() as unit:
        query = select(func.count()).select_from(Quartier).where(Quartier.nom == "Ancien nom")
        assert unit.session.scalar(query) == 0
    desk.close()


def test_a_folder_copied_elsewhere_opens_there(folder: Path, tmp_path: Path) -> None:
    open_desk(Path(shutil.copytree(folder, tmp_path / "clé USB")), PHRASE).close()


def test_a_clock_tells_its_zone() -> None:
    assert system_clock().tzinfo is not None
    assert fixed_clock(clock_at()())() == clock_at()()
    with pytest.raises(ValueError, match="zone"):
        fixed_clock(clock_at()().replace(tzinfo=None))


def test_a_folder_out_of_reach_is_told(folder: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from db.errors import Faute\n"
        "import filelock, argon2.low_level, argon2.exceptions, cryptography.hazmat.primitives.ciphers.aead\n"
        "from db.models.echange import Role; from pvdesk.store.desk import create, open_desk\n"
        "os.getuid() or os.setuid(65534)\n"
        "folder = Path(sys.argv[1])\n"
        "try: open_desk(folder, 'quatre mots pour essayer')\n"
        "except Faute as faute: print(faute.cause)\n"
        "try: create(folder / 'neuf', 'quatre mots pour essayer', role=Role.POSTE, code='D07', nom='Essai')\n"
        "except Faute as faute: print(faute.cause)"
    )
    folder.chmod(0o000)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
        )
    finally:
        folder.chmod(0o700)
    assert done.stdout.split() == [Cause.LECTURE_SEULE, Cause.LECTURE_SEULE]
