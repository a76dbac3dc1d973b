"""A mission on a server: several agents, keys sealed, each refusal told; a poste has no server."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import keys
from db.engine import open_server
from db.errors import Cause, Faute, from_driver
from db.models.echange import Role, UsageCle
from db.upgrade import HEAD, revision
from pvdesk.bundle import identity
from pvdesk.mission import postes
from pvdesk.store import desk as desks
from tests.builders import PHRASE
from tests.server import PASSWORD, Server, named


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    made = server.new()
    yield made
    server.drop(made)


@pytest.fixture
def mission(address: str, tmp_path: Path) -> Iterator[desks.Desk]:
    with named(address):
        made = postes.create(tmp_path / "mission", PHRASE, "Mission d’essai", tmp_path / "reserve.txt")
        yield made
        made.close()


def cause_of(address: str) -> Cause:
    with pytest.raises(Faute) as caught:
        open_server(address)
    assert PASSWORD not in str(caught.value)
    return caught.value.cause


def test_the_folder_keeps_the_key_and_no_base(mission: desks.Desk, address: str) -> None:
    assert {path.name for path in mission.folder.iterdir()} - {desks.LOCK} == {keys.FILE, desks.ELSEWHERE}
    assert revision(mission.engine) == HEAD


def test_no_private_key_lies_in_the_base_of_a_server(mission: desks.Desk) -> None:
    with mission.reading() as unit:
        clear = [identity.key(unit, usage).privee for usage in UsageCle] + identity.identities(unit)
        held = str(unit.session.execute(text("SELECT * FROM cle")).all())
    assert len(set(clear)) == 2
    assert not any(private in held for private in clear)


def test_two_agents_work_on_one_base(mission: desks.Desk) -> None:
    other = desks.open_desk(mission.folder, PHRASE)
    with other.writing() as unit:
        assert unit.poste == mission.code
        unit.session.execute(text("INSERT INTO memoire VALUES ('lieu', '1')"))
        unit.commit()
    with mission.reading() as unit:
        assert unit.session.execute(text("SELECT cle FROM memoire")).scalar_one() == "lieu"
    other.close()


def test_the_key_of_another_folder_is_refused(mission: desks.Desk, tmp_path: Path) -> None:
    (tmp_path / "autre").mkdir()
    keys.create(tmp_path / "autre", PHRASE)
    (tmp_path / "autre" / desks.ELSEWHERE).touch()
    with pytest.raises(Faute) as caught:
        desks.open_desk(tmp_path / "autre", PHRASE)
    assert caught.value.cause is Cause.SERVEUR_CLE


def test_a_sealed_key_is_of_use_beside_its_public_half_only() -> None:
    coffre = keys.Coffre(bytes(32))
    sealed = coffre.seal("secret", "publique")
    assert coffre.open(sealed, "publique") == "secret"
    for other, about in ((sealed, "autre"), (sealed[:-4], "publique"), ("clair", "publique")):
        with pytest.raises(Faute):
            coffre.open(other, about)


def test_a_base_is_never_taken_over(mission: desks.Desk, tmp_path: Path) -> None:
    with pytest.raises(Faute) as caught:
        postes.create(tmp_path / "seconde", PHRASE, "Autre", tmp_path / "autre.txt")
    assert caught.value.cause is Cause.SERVEUR_EXISTE
    assert not (tmp_path / "seconde").exists()


def test_without_the_variable_the_folder_says_where_its_base_is(mission: desks.Desk) -> None:
    with named(""), pytest.raises(Faute) as caught:
        desks.open_desk(mission.folder, PHRASE)
    assert caught.value.cause is Cause.SERVEUR_VARIABLE


def test_a_base_that_was_emptied_is_told_and_not_made_anew(mission: desks.Desk, server: Server) -> None:
    empty = server.new()
    with named(empty), pytest.raises(Faute) as caught:
        desks.open_desk(mission.folder, PHRASE)
    assert caught.value.cause is Cause.SERVEUR_VIDE
    server.drop(empty)


def test_a_poste_has_no_server(tmp_path: Path) -> None:
    desks.create(tmp_path / "poste", PHRASE, role=Role.POSTE, code="D07", nom="Essai").close()
    with named("postgresql+psycopg:///essai"):
        for act in (
            lambda: desks.open_desk(tmp_path / "poste", PHRASE),
            lambda: desks.create(tmp_path / "neuf", PHRASE, role=Role.POSTE, code="D08", nom="Essai"),
        ):
            with pytest.raises(Faute) as caught:
                act()
            assert caught.value.cause is Cause.SERVEUR_POSTE
    assert not (tmp_path / "neuf").exists()


@pytest.mark.parametrize("address", ["n’importe quoi", "sqlite:///x", "mysql://a/b", "postgresql+psycopg2://a/b", "://"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    assert cause_of(address) is Cause.SERVEUR_ADRESSE


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    assert cause_of(f"postgresql+psycopg://mission@/essai?host={tmp_path}") is Cause.SERVEUR_ABSENT
    assert cause_of("postgresql+psycopg://mission@127.0.0.1:9/essai") is Cause.SERVEUR_ABSENT


def test_a_refusal_at_the_door_is_told(server: Server, address: str) -> None:
    locked = address.replace("mission@", "verrou:faux@")
    assert cause_of(locked) is Cause.SERVEUR_ACCES
    assert cause_of(address.replace("mission@", "inconnu@")) is Cause.SERVEUR_ACCES
    assert cause_of(server.address("absente")) is Cause.SERVEUR_ACCES
    open_server(locked.replace("faux", PASSWORD)).dispose()


def test_a_base_that_sorts_otherwise_is_refused(server: Server) -> None:
    latin = server.new(encoding="LATIN1")
    assert cause_of(latin) is Cause.SERVEUR_REGLAGE
    server.drop(latin)


@pytest.mark.parametrize(
    ("setting", "statement", "cause"),
    [
        ("SET default_transaction_read_only = on", "CREATE TABLE t (x int)", Cause.SERVEUR_LECTURE),
        ("SET lock_timeout = 10", "LOCK TABLE memoire", Cause.OCCUPE),
        ("SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", Cause.SERVEUR_ABSENT),
        ("SELECT 1", "CREATE ROLE intrus", Cause.SERVEUR_DROITS),
        ("SET statement_timeout = 10", "SELECT pg_sleep(5)", Cause.OCCUPE),
        ("SELECT 1", "SELECT 1/0", None),
    ],
)
def test_what_a_server_refuses_is_told(
    mission: desks.Desk, setting: str, statement: str, cause: Cause | None
) -> None:
    with mission.engine.connect() as holder, mission.engine.connect() as connection:
        holder.exec_driver_sql("LOCK TABLE memoire")
        connection.exec_driver_sql(setting)
        connection.commit()
        with pytest.raises(DBAPIError) as caught:
            connection.exec_driver_sql(statement)
        connection.invalidate()
    faute = from_driver(caught.value)
    assert (None if faute is None else faute.cause) is cause


def test_the_folder_of_a_server_holds_nothing_of_its_address(mission: desks.Desk, address: str) -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in mission.folder.iterdir())
    assert address not in said
    assert json.loads((mission.folder / keys.FILE).read_text(encoding="utf-8"))["format"] == 1
