"""What a tile is compared with: the figures of the brochure of 2018 and the dated parameters."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import select

from db.models.referentiel import Chiffre, Parametre
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.indicateurs.tuile import ILLISIBLE, texte_de
from pvdesk.store.unit import UnitOfWork


def chiffre(unit: UnitOfWork, code: str) -> Decimal | None:
    """The figure of a line of the brochure; None when it has none, or none that can be read."""
    found = unit.session.get(Chiffre, code)
    return None if found is None or found.valeur is None else Decimal(found.valeur)


def selon_la_brochure(unit: UnitOfWork, code: str) -> str:
    """« 134 dans la brochure de 2018 », or that the figure cannot be read there."""
    found = unit.session.get(Chiffre, code)
    if found is None:
        return ""
    if found.valeur is None:
        return f"brochure{francais.INSECABLE}: {ILLISIBLE}"
    return f"{texte_de(Decimal(found.valeur), found.unite or '')} dans la brochure de 2018"


def illisible(unit: UnitOfWork, code: str) -> bool:
    """Whether the brochure prints a figure there that nobody can read."""
    found = unit.session.get(Chiffre, code)
    return found is not None and found.valeur is None


def parametre(unit: UnitOfWork, code: str, jour: dt.date) -> Decimal | None:
    """A dated parameter valid that day."""
    valides = select(Parametre.valeur).where(Parametre.code == code, Parametre.depuis <= jour)
    found = unit.session.scalar(valides.order_by(Parametre.depuis.desc()).limit(1))
    return None if found is None else Decimal(found) / MILLE


def unite_de(unit: UnitOfWork, code: str) -> str:
    """The unit of the figure of a line; empty when it has none."""
    found = unit.session.get(Chiffre, code)
    return "" if found is None else found.unite or ""
