"""The dated parameters that the mission enters: an age, an amount, a threshold, kept beside those of the program."""

from __future__ import annotations

import datetime as dt
from uuid import NAMESPACE_URL, uuid5

from db.models.referentiel import MISSION, Parametre
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.store.unit import UnitOfWork


def saisir(unit: UnitOfWork, code: str, depuis: dt.date, valeur: int, libelle: str, unite: str) -> None:
    """Enter a value of a parameter from a day on; it goes down with the next lots de retour. Valeur: in thousandths."""
    unit.session.merge(
        Parametre(code=code, depuis=depuis, valeur=valeur, libelle=libelle, unite=unite, source=MISSION)
    )
    unit.session.flush()


def line_of(row: Parametre) -> Ligne:
    """What a parameter says in a lot de retour: its uid follows from its code and its day."""
    uid = str(uuid5(NAMESPACE_URL, f"parametre/{row.code}/{row.depuis.isoformat()}"))
    return Ligne("put", uid, 0, {key: rows.value_out(getattr(row, key)) for key in rows.travelling(Parametre)})
