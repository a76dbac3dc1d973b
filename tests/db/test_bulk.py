"""Rows inserted by hundreds are those that SQLAlchemy would have inserted, one by one."""

import datetime as dt
from typing import Any

from sqlalchemy import Engine, insert, select

from db.base import Etat
from db.bulk import insert_all
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
