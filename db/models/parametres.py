"""The value of a dated parameter on a day: an age, an amount, a threshold."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.base import Base
from db.models.referentiel import Parametre
from db.types import MILLE


def en_vigueur(record: Base, code: str, jour: dt.date) -> Parametre | None:
    """The parameter valid that day, in the base of the record; None out of any base, or before its first value."""
    session = object_session(record)
    if session is None:
        return None
    valides = select(Parametre).where(Parametre.code == code, Parametre.depuis <= jour)
    return session.scalar(valides.order_by(Parametre.depuis.desc()).limit(1))


def centimes(parametre: Parametre) -> int:
    """An amount parameter, in cents."""
    return parametre.valeur * 100 // MILLE


def entier(parametre: Parametre) -> int:
    """A whole parameter: years, days, months."""
    return parametre.valeur // MILLE


def tous(record: Base, code: str) -> list[Parametre]:
    """Every dated value of a parameter, oldest first."""
    session = object_session(record)
    if session is None:
        return []
    return list(session.scalars(select(Parametre).where(Parametre.code == code).order_by(Parametre.depuis)))
