"""The base is lost: the archive and the reserve key make it again, in a file or on a server, for a new phrase."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Cause, Faute
from pvdesk.bundle import envelope
from pvdesk.mission import archive, intake, returns, sans_base
from pvdesk.store.desk import Desk, open_desk
from pvdesk.store.impossible import Impossible
from tests.builders import PHRASE
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair
from tests.pvdesk.mission.test_reconstruction import a_life, dumped
from tests.server import Server, named

NEW = "une phrase toute nouvelle"


@pytest.fixture
def kept(pair: Pair) -> Pair:
    """A pair whose mission has decided."""
    pair.mission = archive.archived(pair.mission)
    a_life(pair)
    return pair


@pytest.fixture
def reserve(kept: Pair) -> Path:
    return kept.template.folder / "reserve.txt"


@pytest.fixture
def left(kept: Pair, tmp_path: Path) -> Path:
    """All that is left of the mission: its archive."""
    for name in ("lots", "decisions"):
        shutil.copytree(kept.mission.folder / name, tmp_path / "reste" / name)
    return tmp_path / "reste"


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    made = server.new()
    yield made
    server.drop(made)


def opened(folder: Path) -> Desk:
    return archive.archived(open_desk(folder, NEW, clock=x.Ticking()))


@pytest.mark.au_serveur
def test_the_archive_and_the_reserve_key_make_the_base_again(
    kept: Pair, left: Path, reserve: Path, tmp_path: Path
) -> None:
    made = sans_base.refaire(left, tmp_path / "refait", reserve, NEW)
    assert (made.lots, made.serveur) == (2, False)
    again = opened(tmp_path / "refait")
    try:
        assert dumped(again) == dumped(kept.mission)
        assert not kept.mission.folder.samefile(again.folder)
    finally:
        again.close()


def test_the_postes_go_on_with_the_rebuilt_base_and_none_is_enrolled_again(
    kept: Pair, left: Path, reserve: Path, tmp_path: Path
) -> None:
    sans_base.refaire(left, tmp_path / "refait", reserve, NEW)
    uid = x.reunion(kept.poste, *x.conseil(kept.poste))
    kept.mission.close()
    kept.mission = opened(tmp_path / "refait")
    taken, received = kept.trip()
    assert taken.code_controle is None
    assert received.accuses > 0
    assert kept.at_mission(uid).values["lieu"]


def test_a_base_made_again_on_a_server_is_the_same_and_goes_on_there(
    kept: Pair, left: Path, reserve: Path, tmp_path: Path, address: str
) -> None:
    with named(address):
        assert sans_base.refaire(left, tmp_path / "refait", reserve, NEW).serveur
        again = opened(tmp_path / "refait")
        try:
            assert dumped(again) == dumped(kept.mission)
            x.reunion(kept.poste, *x.conseil(kept.poste))
            assert intake.take(again, kept.send()).outcome.nouveaux > 0
            assert returns.answer(again, "D07", tmp_path).accuses > 0
            x.conseil(again)
        finally:
            again.close()


def test_a_base_that_could_not_be_filled_leaves_the_server_empty(
    left: Path, reserve: Path, tmp_path: Path, address: str
) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise InterruptedError(of)

    with named(address):
        with pytest.raises(InterruptedError):
            sans_base.refaire(left, tmp_path / "refait", reserve, NEW, tell=stop)
        assert not (tmp_path / "refait").exists()
        assert sans_base.refaire(left, tmp_path / "refait", reserve, NEW).serveur
        with pytest.raises(Faute) as caught:
            sans_base.refaire(left, tmp_path / "autre", reserve, NEW)
    assert caught.value.cause is Cause.SERVEUR_EXISTE
    assert not (tmp_path / "autre").exists()
    with named(address):
        opened(tmp_path / "refait").close()


def test_the_key_of_another_mission_says_so(left: Path, tmp_path: Path) -> None:
    (tmp_path / "autre.txt").write_text(envelope.new_age_identity().private, encoding="utf-8")
    with pytest.raises(Impossible, match="autre mission"):
        sans_base.refaire(left, tmp_path / "refait", tmp_path / "autre.txt", NEW)
    assert not (tmp_path / "refait").exists()


@pytest.mark.parametrize("said", [b"", b"age1publique", b"AGE-SECRET-KEY-1FAUTE", b"\xff\x00"])
def test_a_file_without_a_reserve_key_says_so(left: Path, tmp_path: Path, said: bytes) -> None:
    (tmp_path / "autre.txt").write_bytes(said)
    with pytest.raises(Impossible, match=r"autre\.txt"):
        sans_base.refaire(left, tmp_path / "refait", tmp_path / "autre.txt", NEW)


def test_a_key_typed_again_from_paper_serves(kept: Pair, left: Path, tmp_path: Path) -> None:
    (tmp_path / "tapee.txt").write_text(f"  {kept.template.reserve.lower()} \r\n", encoding="utf-8")
    assert sans_base.refaire(left, tmp_path / "refait", tmp_path / "tapee.txt", NEW).decisions > 0


def test_a_folder_without_archive_says_where_to_look(tmp_path: Path, kept: Pair, reserve: Path) -> None:
    with pytest.raises(Impossible, match="--archives"):
        sans_base.refaire(tmp_path / "rien", tmp_path / "refait", reserve, NEW)


def test_a_damaged_decision_is_named_and_nothing_is_made(left: Path, reserve: Path, tmp_path: Path) -> None:
    path = sorted((left / "decisions").iterdir())[1]
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Impossible, match=path.name):
        sans_base.refaire(left, tmp_path / "refait", reserve, NEW)
    assert not (tmp_path / "refait").exists()


def test_a_damaged_lot_is_named_and_nothing_is_half_made(left: Path, reserve: Path, tmp_path: Path) -> None:
    for path in (left / "lots").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    (tmp_path / "refait").mkdir()
    with pytest.raises(Impossible, match="abîmé"):
        sans_base.refaire(left, tmp_path / "refait", reserve, NEW)
    assert not any((tmp_path / "refait").iterdir())


def test_the_phrase_of_the_lost_base_is_not_asked(left: Path, reserve: Path, tmp_path: Path) -> None:
    sans_base.refaire(left, tmp_path / "refait", reserve, NEW)
    with pytest.raises(Faute) as caught:
        open_desk(tmp_path / "refait", PHRASE)
    assert caught.value.cause is Cause.PHRASE


def test_half_a_base_that_a_kill_leaves_never_opens(left: Path, reserve: Path, tmp_path: Path) -> None:
    found: list[Cause] = []

    def look(done: int, of: int) -> None:
        killed = shutil.copytree(
            tmp_path / "refait", tmp_path / f"arret{done}", ignore=shutil.ignore_patterns("verrou")
        )
        with pytest.raises(Faute) as caught:
            open_desk(killed, NEW)
        found.append(caught.value.cause)

    sans_base.refaire(left, tmp_path / "refait", reserve, NEW, tell=look)
    assert set(found) == {Cause.CLE_ABSENTE}
    open_desk(tmp_path / "refait", NEW).close()
