"""The keys of this installation and its correspondents, kept in the encrypted base; a person never sees one."""

from __future__ import annotations

from sqlalchemy import select

from db.models.echange import Cle, Correspondant, UsageCle
from pvdesk.base import francais
from pvdesk.bundle import envelope
from pvdesk.bundle.package import Revoque
from pvdesk.store.unit import UnitOfWork


def key(unit: UnitOfWork, usage: UsageCle) -> Cle:
    """This installation's key of that usage, made at first need (the unit has to commit)."""
    found = unit.session.scalars(select(Cle).where(Cle.usage == usage).order_by(Cle.id.desc())).first()
    if found is None:
        pair = envelope.new_age_identity() if usage is UsageCle.LECTURE else envelope.new_signing_key()
        found = Cle(usage=usage, privee=pair.private, publique=pair.public, depuis=unit.now)
        unit.session.add(found)
        unit.session.flush()
    return found


def identities(unit: UnitOfWork) -> list[str]:
    """Private texts that may open a lot for us: every reading key, the newest first."""
    query = select(Cle.privee).where(Cle.usage == UsageCle.LECTURE).order_by(Cle.id.desc())
    return list(unit.session.scalars(query))


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
