"""The keys of this installation and its correspondents; a person never sees one.

The private ones lie in the encrypted base, or sealed by the key of the folder in the base of a server.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.models.echange import Cle, Correspondant, UsageCle
from pvdesk.base import francais
from pvdesk.bundle import envelope
from pvdesk.bundle.package import Revoque
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Paire:
    """A key of this installation, both halves readable."""

    privee: str
    publique: str


def key(unit: UnitOfWork, usage: UsageCle) -> Paire:
    """This installation's key of that usage, made at first need (the unit has to commit)."""
    found = unit.session.scalars(select(Cle).where(Cle.usage == usage).order_by(Cle.id.desc())).first()
    if found is not None:
        return Paire(_private(unit, found), found.publique)
    pair = envelope.new_age_identity() if usage is UsageCle.LECTURE else envelope.new_signing_key()
    kept = pair.private if unit.coffre is None else unit.coffre.seal(pair.private, pair.public)
    unit.session.add(Cle(usage=usage, privee=kept, publique=pair.public, depuis=unit.now))
    unit.session.flush()
    return Paire(pair.private, pair.public)


def _private(unit: UnitOfWork, row: Cle) -> str:
    return row.privee if unit.coffre is None else unit.coffre.open(row.privee, row.publique)


def identities(unit: UnitOfWork) -> list[str]:
    """Private texts that may open a lot for us: every reading key, the newest first."""
    query = select(Cle).where(Cle.usage == UsageCle.LECTURE).order_by(Cle.id.desc())
    return [_private(unit, row) for row in unit.session.scalars(query)]


def mission(unit: UnitOfWork) -> Correspondant | None:
    """The mission that this poste speaks to, or None before enrolment."""
    return unit.session.scalars(select(Correspondant).limit(1)).first()


def control_code(unit: UnitOfWork, other: Correspondant) -> str:
    """« ABCD-EFGH »: the same on both screens, compared by telephone."""
    mine = (key(unit, UsageCle.LECTURE).publique, key(unit, UsageCle.SIGNATURE).publique)
    return envelope.control_code(*mine, other.lecture, other.signature)


def trusted(unit: UnitOfWork, code: str) -> str | Revoque | None:
    """The signing key of a correspondent (`package.Trusted`); revoked ones are named, None before any was presented."""
    row = unit.session.get(Correspondant, code)
    if row is None:
        return None
    if row.revoque_le is not None:
        return Revoque(row.revoque_motif or "", francais.date_courte(row.revoque_le.astimezone().date()))
    return row.signature or None
