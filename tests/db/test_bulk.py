"""Rows inserted by hundreds are those that SQLAlchemy would have inserted, one by one."""

import datetime as dt
from typing import Any

from sqlalchemy import Engine, insert, select

from db.base import Etat
from db.bulk import Constant, among, driven, insert_all, insert_columns
from db.journal import Geste, Trace
from db.models import Reunion
from db.models.seance import StatutReunion, TypeReunion

NOW = dt.datetime(2026, 3, 3, 18, 30, 0, 250_000, dt.timezone(dt.timedelta(hours=2)))


def meeting(number: int, **values: Any) -> dict[str, Any]:
    return {
        "uid": f"r{number}", "etat": Etat.FINAL, "origine": "D07", "cree_le": NOW, "modifie_le": NOW,
        "modifie_par": "D07", "version": 1, "date": dt.date(2026, 3, 3), "debut": dt.time(18, 30), "emargement": True,
        "type": TypeReunion.PLENIERE, "statut": StatutReunion.TENUE, "motifs": {"quorum": "vu « ici »"}, "lieu": None,
    } | values  # fmt: skip


def test_every_type_of_value_comes_back_as_sqlalchemy_stores_it(engine: Engine) -> None:
    rows = [meeting(1), meeting(2, date=None, debut=None, emargement=None, motifs=None, statut=None, lieu="Mairie")]
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        # Every column is told: unlike SQLAlchemy, it fills in no default.
        whole = [dict.fromkeys(Reunion.__table__.columns.keys()) | row for row in rows]
        connection.execute(insert(Reunion), [row | {"uid": f"s{row['uid']}"} for row in whole])
        insert_all(connection, Reunion.__table__, whole)  # type: ignore[arg-type]
        told = {r.uid: tuple(r)[1:] for r in connection.execute(select(Reunion.__table__))}
        raw = {r.uid: tuple(r)[1:] for r in connection.exec_driver_sql("SELECT * FROM reunion")}
    for number in (1, 2):
        assert told[f"r{number}"] == told[f"sr{number}"]
        assert raw[f"r{number}"] == raw[f"sr{number}"]


def test_the_journal_goes_on_numbering(engine: Engine) -> None:
    trace = {
        "operation": "o", "poste": "D07", "le": NOW, "type": "reunion", "uid": "r", "fiche_type": "reunion",
        "fiche_uid": "r", "geste": Geste.MODIFICATION, "champ": "lieu", "avant": None, "apres": "Mairie", "base": 0,
        "lot": None, "n_source": None,
    }  # fmt: skip
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        insert_all(connection, Trace.__table__, [trace, trace | {"avant": "Mairie", "apres": None}])  # type: ignore[arg-type]
        insert_all(connection, Trace.__table__, [])  # type: ignore[arg-type]
        found = connection.execute(select(Trace.n, Trace.avant, Trace.apres).order_by(Trace.n)).all()
    assert [tuple(row) for row in found] == [(1, None, "Mairie"), (2, "Mairie", None)]


def test_columns_are_inserted_with_constants(engine: Engine) -> None:
    instant = Constant(driven_one(engine, "cree_le", NOW))
    told = {
        "uid": ["a", "b"], "etat": Constant("final"), "origine": Constant("D07"), "cree_le": instant,
        "modifie_le": instant, "modifie_par": Constant("D07"), "version": Constant(1), "type": Constant("pleniere"),
        "lieu": ["Mairie", None],
    }  # fmt: skip
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        insert_columns(connection, Reunion.__table__, told, 2)  # type: ignore[arg-type]
        found = connection.execute(select(Reunion.uid, Reunion.lieu, Reunion.cree_le).order_by(Reunion.uid)).all()
    assert [tuple(row) for row in found] == [("a", "Mairie", NOW), ("b", None, NOW)]


def driven_one(engine: Engine, key: str, value: Any) -> Any:
    with engine.connect() as connection:
        return driven(connection, Reunion.__table__.c[key], [value])[0]


def test_a_text_is_looked_for_among_ten_thousand(engine: Engine) -> None:
    trace = {
        "operation": "o", "poste": "D07", "le": NOW, "type": "reunion", "fiche_type": "reunion", "fiche_uid": "r",
        "geste": Geste.MODIFICATION, "champ": None, "avant": None, "apres": None, "base": 0,
        "lot": None, "n_source": None,
    }  # fmt: skip
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        insert_all(connection, Trace.__table__, [trace | {"uid": f"u{n}"} for n in range(3)])  # type: ignore[arg-type]
        asked = [f"u{n}" for n in range(2, 10_000)] + ["l’« autre »", 'a"b']
        found = connection.scalars(select(Trace.uid).where(among(connection, Trace.uid, asked))).all()
        none = connection.scalars(select(Trace.uid).where(among(connection, Trace.uid, []))).all()
    assert (found, none) == (["u2"], [])
