"""The reference tables of the program, loaded into a base at first start and after an update."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.base import Base
from db.errors import Cause, Faute
from db.models import referentiel as r
from db.models.echange import Installation
from db.models.objectif import Objectif, Repere
from db.types import MILLE
from pvdesk.base.paths import resources
from pvdesk.store.reference import read_reference
from pvdesk.store.unit import UnitOfWork

# In the order of their foreign keys (which are deferred, but a person reads this list).
TABLES: tuple[tuple[str, type[Base]], ...] = (
    ("arrondissements", r.Arrondissement), ("epci", r.Epci), ("communes", r.Commune), ("contrats", r.Contrat),
    ("quartiers", r.Quartier), ("quartiers_communes", r.QuartierCommune), ("populations", r.Population),
    ("successions", r.Succession), ("npnru", r.Npnru), ("dispositifs", r.Dispositif), ("chiffres", r.Chiffre),
    ("parametres", r.Parametre), ("types_dispositifs", r.TypeDispositif),
    ("mesures_dispositifs", r.MesureDispositif), ("reperes", Repere), ("objectifs", Objectif),
)  # fmt: skip


@cache
def digest() -> str:
    """A fingerprint of the tables shipped with the program."""
    state = hashlib.sha256()
    for path in sorted((resources() / "reference").glob("*.csv")):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()


def load_reference(unit: UnitOfWork) -> None:
    """Replace the reference rows by those shipped, in the unit's transaction.

    Raises:
        Faute: a shipped table is damaged (its first fault is the detail).
    """
    tables, defects = read_reference(resources() / "reference")
    if defects:
        raise Faute(Cause.REFERENTIEL, defects[0].phrase)
    entered = select(r.Parametre.code, r.Parametre.depuis).where(r.Parametre.source == r.MISSION)
    kept = {tuple(row) for row in unit.all(entered)}
    for _, model in reversed(TABLES):
        gone = delete(model)
        unit.session.execute(gone.where(r.Parametre.source != r.MISSION) if model is r.Parametre else gone)
    for name, model in TABLES:
        rows = [_row(model, line) for line in tables[name].lignes]
        if name == "chiffres":
            rows += [_illegible(line) for line in tables["illisibles"].lignes]
        if model is r.Parametre:
            rows = [row for row in rows if (row["code"], row["depuis"]) not in kept]
        unit.session.execute(insert(model), rows)
    unit.session.execute(update(Installation).values(reference_lue=digest()))


def _row(model: type[Base], line: dict[str, Any]) -> dict[str, Any]:
    row = {key: value for key, value in line.items() if hasattr(model, key)}
    for key in ("quartiers_2015", "quartiers_2024", "communes"):
        if key in row:
            row[key] = str(row[key]).split("|") if row[key] else []
    if model is r.Chiffre:
        row["valeur"] = str(row["valeur"])
    for key, value in row.items():
        if isinstance(value, Decimal):
            row[key] = int(value * MILLE)
    for key in ("millesime", "annee"):
        if model is not r.Population and row.get(key) is not None:
            row[key] = str(row[key])
    if "source" in row:
        row["source"] = row["source"] or ""
    return row


def _illegible(line: dict[str, Any]) -> dict[str, Any]:
    """Known to exist in the brochure, unreadable: shown as « illisible », never with a value."""
    blank = dict.fromkeys(("valeur", "unite", "date_reference", "perimetre"))
    return {
        "code": line["code"],
        "libelle": line["libelle"],
        "section": line.get("section"),
        "lisibilite": "illisible",
        "source": "",
        **blank,
    }
