"""Copies of the base: proved when made, five kept, put back with the present one kept aside, taken up elsewhere."""

import datetime as dt
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.errors import Cause, Faute
from db.models import Organisme
from db.models.echange import Role
from pvdesk.store import desk as desks
from pvdesk.store import records, sauvegarde
from pvdesk.store.desk import Desk, open_desk
from tests import builders

DAY = dt.timedelta(days=1)


class Passing:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = builders.clock_at()()

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Passing:
    return Passing()


@pytest.fixture
def desk(tmp_path: Path, clock: Passing) -> Iterator[Desk]:
    opened = open_desk(builders.copy_noeux(tmp_path / "donnees"), builders.PHRASE, clock=clock)
    yield opened
    opened.close()


def add(desk: Desk, nom: str) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, "organisme", nom=nom)).uid
        unit.commit()
    return uid


def names(desk: Desk) -> set[str]:
    with desk.reading() as unit:
        return {str(row[0]) for row in unit.all(select(Organisme.nom))}


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.endswith(".part")]


def test_a_copy_is_encrypted_opened_and_counted(desk: Desk) -> None:
    made = sauvegarde.copier(desk)
    assert made.fiches == 19  # a conseil and its eighteen members
    base = made.dossier / "pvdesk.db"
    assert made.octets == base.stat().st_size
    assert not base.read_bytes().startswith(b"SQLite format 3")
    assert (made.dossier / "cle.json").read_bytes() == (desk.folder / "cle.json").read_bytes()
    assert sauvegarde.copies(desk) == [made]
    assert sauvegarde.eprouver(desk, made.dossier) == 19


def test_the_last_five_are_kept_and_those_set_aside(desk: Desk, clock: Passing) -> None:
    aside = sauvegarde.copier(desk, mise_de_cote=True)
    made = []
    for _ in range(7):
        clock.now += DAY
        made.append(sauvegarde.copier(desk))
    assert sauvegarde.copies(desk) == [*reversed(made[2:]), aside]


def test_the_copy_of_the_day_is_due_once(desk: Desk, clock: Passing) -> None:
    assert sauvegarde.due(desk)
    sauvegarde.copier(desk)
    assert not sauvegarde.due(desk)
    clock.now += DAY
    assert sauvegarde.due(desk)


def test_a_damaged_copy_is_told_and_not_put_back(desk: Desk) -> None:
    made = sauvegarde.copier(desk)
    base = made.dossier / "pvdesk.db"
    held = bytearray(base.read_bytes())
    held[len(held) // 2] ^= 1
    base.write_bytes(held)
    for work in (sauvegarde.eprouver, sauvegarde.restaurer):
        with pytest.raises(Faute) as caught:
            work(desk, made.dossier)
        assert caught.value.cause is Cause.COPIE
    assert names(desk) == set()  # still open


def test_the_copy_of_another_base_is_refused(desk: Desk, tmp_path: Path) -> None:
    stranger = desks.create(
        tmp_path / "autre", builders.PHRASE, role=Role.POSTE, code="D08", nom="Autre", clock=builders.clock_at()
    )
    made = sauvegarde.copier(stranger)
    stranger.close()
    with pytest.raises(Faute) as caught:
        sauvegarde.restaurer(desk, made.dossier)
    assert caught.value.cause is Cause.COPIE


def test_putting_a_copy_back_keeps_the_present_base_aside(desk: Desk, clock: Passing) -> None:
    add(desk, "Avant")
    made = sauvegarde.copier(desk)
    clock.now += DAY
    add(desk, "Après")
    aside = sauvegarde.restaurer(desk, made.dossier)
    again = open_desk(desk.folder, builders.PHRASE, clock=clock)
    assert names(again) == {"Avant"}
    assert aside.mise_de_cote
    sauvegarde.restaurer(again, aside.dossier)
    last = open_desk(desk.folder, builders.PHRASE, clock=clock)
    assert names(last) == {"Avant", "Après"}
    assert parts(desk.folder) == []
    last.close()


def test_a_full_disk_leaves_nothing_half_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sauvegarde, "_copy_file", full)
    with pytest.raises(Faute) as caught:
        sauvegarde.copier(desk)
    assert caught.value.cause is Cause.DISQUE_PLEIN
    assert sauvegarde.copies(desk) == []
    assert parts(desk.folder) == []


def test_a_copy_becomes_the_folder_of_another_computer(desk: Desk, tmp_path: Path) -> None:
    add(desk, "Emportée")
    made = sauvegarde.copier(desk, tmp_path / "cle-usb")
    assert sauvegarde.copies(desk) == []
    folder = tmp_path / "neuf"
    with pytest.raises(Faute) as caught:
        sauvegarde.reprendre(made.dossier, folder, "une autre phrase")
    assert caught.value.cause is Cause.PHRASE
    assert not folder.exists()
    sauvegarde.reprendre(made.dossier, folder, builders.PHRASE)
    again = open_desk(folder, builders.PHRASE)
    assert names(again) == {"Emportée"}
    again.close()
    with pytest.raises(Faute) as caught:
        sauvegarde.reprendre(made.dossier, folder, builders.PHRASE)
    assert caught.value.cause is Cause.EXISTE


def test_a_folder_that_was_in_use_is_taken_up_with_what_its_log_holds(desk: Desk, tmp_path: Path) -> None:
    add(desk, "Dans le journal")
    assert (desk.folder / "pvdesk.db-wal").stat().st_size
    taken = shutil.copytree(desk.folder, tmp_path / "pris")
    sauvegarde.reprendre(taken, tmp_path / "neuf", builders.PHRASE)
    again = open_desk(tmp_path / "neuf", builders.PHRASE)
    assert names(again) == {"Dans le journal"}
    again.close()
    assert sorted(path.name for path in taken.iterdir()) == sorted(path.name for path in desk.folder.iterdir())
