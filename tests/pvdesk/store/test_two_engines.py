"""What is read of a base is the same, whether a file or a server keeps it: lists, searches, indicators, alerts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from db import search
from db.base import Base
from db.engine import open_server
from db.upgrade import upgrade
from pvdesk.fiches import FICHES
from pvdesk.generation import territoires
from pvdesk.generation.poste import Commande, remplir
from pvdesk.generation.scribe import Horloge
from pvdesk.store import agenda, alertes, dashboard, finding, listing, objectifs, quorums, todo
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs import catalogue
from tests.builders import PHRASE, make_desk
from tests.server import Server

DEBUT, AU = dt.date(2025, 9, 1), dt.date(2026, 2, 15)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Some months of a délégation, in a file."""
    folder = tmp_path_factory.mktemp("deux")
    desk = make_desk(folder / "poste", code="D01")
    with desk.reading() as unit:
        tables = territoires.read(unit, 3)
    horloge = Horloge(DEBUT)
    desk = replace(desk, clock=horloge)
    remplir(desk, horloge, Commande(folder, tables.territoires[0], tables, DEBUT, AU, 1, PHRASE, None))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def served(lived: Desk, server: Server) -> Iterator[Desk]:
    """The same rows, on a server."""
    address = server.new()
    engine = open_server(address)
    upgrade(engine)
    copy(lived.engine, engine)
    yield replace(lived, engine=engine, lock=None)
    engine.dispose()
    server.drop(address)


def copy(source: Engine, target: Engine) -> None:
    with source.connect() as from_, target.connect().execution_options(writes=True) as to, to.begin():
        for table in Base.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in from_.execute(select(table))]
            if rows:
                to.execute(insert(table), rows)
        # In the order they were indexed: a search gives the newest first.
        for type_, uid, words in from_.execute(text("SELECT type, uid, texte FROM recherche ORDER BY rowid")).all():
            search.put(to, type_, uid, words)


def both(lived: Desk, served: Desk, ask: Any) -> tuple[Any, Any]:
    with lived.reading() as one, served.reading() as other:
        return ask(one), ask(other)


@pytest.mark.parametrize("table", list(FICHES))
def test_a_list_is_the_same(lived: Desk, served: Desk, table: str) -> None:
    one, other = both(lived, served, lambda unit: listing.rows(unit, table))
    assert one == other


@pytest.mark.parametrize("typed", ["conseil", "éclairage", "reunion 2025", "62-17", "a b", "l’école", "QN062", "é"])
def test_a_search_finds_the_same(lived: Desk, served: Desk, typed: str) -> None:
    one, other = both(lived, served, lambda unit: finding.find(unit, typed))
    assert one == other


def test_indicators_alerts_and_the_welcome_page_are_the_same(lived: Desk, served: Desk) -> None:
    for ask in (
        lambda unit: (agenda.agenda(unit, DEBUT, AU, AU), agenda.retards(unit, AU)),
        lambda unit: catalogue.indicateurs(unit, AU),
        lambda unit: alertes.alertes(unit, AU),
        lambda unit: dashboard.home(unit, AU),
        lambda unit: dashboard.home(unit, AU, 2025).tuiles,
        lambda unit: dashboard.territoire(unit, AU),
        dashboard.attente,
        lambda unit: todo.todo(unit, AU),
        lambda unit: objectifs.objectifs(unit, AU),
        lambda unit: quorums.plenary_with_quorum(unit, 2025),
    ):
        one, other = both(lived, served, ask)
        assert one == other
