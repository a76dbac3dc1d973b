"""Papers handed over, as they were: written once, found again by their fiche, their digest or their control code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models.papier import Papier
from db.types import new_uid
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Fait:
    """A paper that was just made: what is kept of it beside where it belongs.

    Attributes:
        sorte: a key of the catalogue of papers.
        modele: its words as JSON, to be quoted by the one that replaces it.
    """

    sorte: str
    audience: str
    version: int
    code: str
    sha256: str
    contenu: bytes
    modele: Any
    pages: int
    destinataires: str = ""
    motif: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Garde:
    """A kept paper, without its bytes."""

    uid: str
    fiche_type: str
    fiche_uid: str
    sorte: str
    audience: str
    version: int
    code: str
    sha256: str
    pages: int
    destinataires: str
    motif: str
    remplace: str | None
    fait_le: dt.datetime
    par: str

    @property
    def jour(self) -> dt.date:
        """The day it was handed over, where the person is."""
        return self.fait_le.astimezone().date()


_COLUMNS = tuple(getattr(Papier, name) for name in Garde.__dataclass_fields__)


def garder(unit: UnitOfWork, table: str, uid: str, fait: Fait) -> str:
    """Keep a paper of a fiche; it replaces the last one of its kind. The unit still has to commit.

    Returns:
        The uid of the paper.
    """
    before = dernier(unit, table, uid, fait.sorte)
    kept = Papier(
        uid=new_uid(int(unit.now.timestamp() * 1000)), fiche_type=table, fiche_uid=uid, sorte=fait.sorte,
        audience=fait.audience, version=fait.version, code=fait.code, sha256=fait.sha256, contenu=fait.contenu,
        modele=fait.modele, pages=fait.pages, destinataires=fait.destinataires, motif=fait.motif,
        remplace=before.uid if before is not None else None, fait_le=unit.now, par=unit.poste,
    )  # fmt: skip
    unit.session.add(kept)
    unit.session.flush()
    return kept.uid


def de_fiche(unit: UnitOfWork, table: str, uid: str) -> list[Garde]:
    """The papers kept of a fiche, last version first."""
    query = select(*_COLUMNS).where(Papier.fiche_type == table, Papier.fiche_uid == uid)
    return _gardes(unit, query.order_by(Papier.version.desc(), Papier.sorte, Papier.uid))


def dernier(unit: UnitOfWork, table: str, uid: str, sorte: str) -> Garde | None:
    """The last version of a paper of a fiche."""
    return next((one for one in de_fiche(unit, table, uid) if one.sorte == sorte), None)


def garde(unit: UnitOfWork, uid: str) -> Garde | None:
    """A kept paper, by its own uid."""
    found = _gardes(unit, select(*_COLUMNS).where(Papier.uid == uid))
    return found[0] if found else None


def contenu(unit: UnitOfWork, uid: str) -> bytes | None:
    """The very bytes that were handed over; None when no such paper is kept here."""
    found: bytes | None = unit.session.scalar(select(Papier.contenu).where(Papier.uid == uid))
    return found


def modele(unit: UnitOfWork, uid: str) -> Any:
    """The words of a kept paper, as JSON; None when they are not kept."""
    return unit.session.scalar(select(Papier.modele).where(Papier.uid == uid))


def d_empreinte(unit: UnitOfWork, sha256: str) -> Garde | None:
    """The kept paper whose bytes have this digest."""
    found = _gardes(unit, select(*_COLUMNS).where(Papier.sha256 == sha256).order_by(Papier.version.desc()))
    return found[0] if found else None


def de_code(unit: UnitOfWork, code: str) -> Garde | None:
    """The kept paper that bears this control code."""
    found = _gardes(unit, select(*_COLUMNS).where(Papier.code == code).order_by(Papier.version.desc()))
    return found[0] if found else None


def _gardes(unit: UnitOfWork, query: Any) -> list[Garde]:
    return [Garde(**row._mapping) for row in unit.session.execute(query)]  # noqa: SLF001 - SQLAlchemy's public name
