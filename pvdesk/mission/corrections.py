"""Corrections: the mission asks, the fiche comes back at the top of its author's list, « corrigé » answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import select

from db.base import Etat, Record
from db.models import Correction
from db.models.echange import Correspondant
from pvdesk.fiches import FICHES
from pvdesk.store import etats, records
from pvdesk.store.etats import Geste
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

ANSWERED = frozenset({Etat.CORRIGE, Etat.VALIDE, Etat.CLOS})
IN_CORBEILLE = "Cette fiche est à la corbeille\u00a0: il n’y a rien à y corriger."
NO_REASON = "Motif\u00a0: dites ce qu’il faut corriger."


def demander(unit: UnitOfWork, table: str, uid: str, motif: str, champ: str | None = None) -> str:
    """Ask the author of a fiche to correct it; gives the uid of the correction. The unit still has to commit.

    Args:
        unit: the transaction, of the mission.
        table: of the fiche.
        uid: of the fiche.
        motif: what is to be corrected, in the words that the author will read.
        champ: key of the datum concerned, when there is one.

    Raises:
        Impossible: without a reason, of a draft, of what is in the corbeille, or by somebody else than the mission.
        records.Absent: no such fiche.
    """
    if not motif.strip():
        raise Impossible(NO_REASON)
    record = _fiche(unit, table, uid)
    etat = etats.go(unit, record.etat, Geste.DEMANDER)
    draft = records.blank(
        unit, Correction.__tablename__, fiche_type=table, fiche_uid=uid, fiche_nom=names(unit, table, [uid])[uid][:200],
        champ=champ, motif=motif.strip()[:400],
        poste=author(unit, record.origine), demandee_le=unit.now.astimezone().date(),
    )  # fmt: skip
    records.write(unit, draft)
    records.finish(unit, Correction.__tablename__, draft.uid)
    _become(unit, record, etat)
    return draft.uid


def valider(unit: UnitOfWork, table: str, uid: str) -> None:
    """Say that a fiche was checked; what was asked of it is answered.

    Raises:
        Impossible: the table of states does not have it.
        records.Absent: no such fiche.
    """
    record = _fiche(unit, table, uid)
    _become(unit, record, etats.go(unit, record.etat, Geste.VALIDER))
    repondre(unit, {table: {uid}})


def clore(unit: UnitOfWork, table: str, uid: str) -> None:
    """Say that nothing more is expected of a fiche.

    Raises:
        Impossible: the table of states does not have it.
        records.Absent: no such fiche.
    """
    record = _fiche(unit, table, uid)
    _become(unit, record, etats.go(unit, record.etat, Geste.CLORE))


def is_open(unit: UnitOfWork, table: str, uid: str) -> bool:
    """Whether a fiche is neither validated nor closed yet."""
    return _fiche(unit, table, uid).etat not in {Etat.VALIDE, Etat.CLOS}


def repondre(unit: UnitOfWork, changed: Mapping[str, AbstractSet[str]]) -> int:
    """Answer the corrections asked of fiches that now say « corrigé »; gives how many.

    Read from the state of the fiche, not from the lot that brings it: the order of the files does not matter.
    """
    count = 0
    for table, uids in changed.items():
        if table not in FICHES:
            continue
        model: Any = FICHES[table].model
        query = (
            select(Correction)
            .join(model, model.uid == Correction.fiche_uid)
            .where(Correction.repondue_le.is_(None), Correction.supprime_le.is_(None), model.etat.in_(ANSWERED))
        )
        for correction in unit.session.scalars(query.where(Correction.fiche_type == table)).all():
            if correction.fiche_uid in uids:
                correction.repondue_le = unit.now.astimezone().date()  # unsigned: undoing an import leaves no mark
                count += 1
    unit.session.flush()
    return count


def attendues(unit: UnitOfWork, postes: Iterable[str] | None = None) -> dict[str, int]:
    """How many corrections each poste still owes."""
    query = select(Correction.poste).where(Correction.repondue_le.is_(None), Correction.supprime_le.is_(None))
    found = dict.fromkeys(postes or (), 0)
    for poste in unit.session.scalars(query):
        found[poste or ""] = found.get(poste or "", 0) + 1
    return found


def author(unit: UnitOfWork, poste: str) -> str:
    """Who answers for the fiches of a poste: itself, or who took them over."""
    seen: set[str] = set()
    while poste not in seen:
        seen.add(poste)
        row = unit.session.get(Correspondant, poste)
        if row is None or not row.successeur:
            break
        poste = row.successeur
    return poste


def _fiche(unit: UnitOfWork, table: str, uid: str) -> Record:
    record = unit.session.get(records.model_of(table), uid)
    if record is None:
        raise records.Absent(f"{table} {uid}")
    if record.supprime_le is not None:
        raise Impossible(IN_CORBEILLE)
    return record


def _become(unit: UnitOfWork, record: Record, etat: Etat) -> None:
    if record.etat is not etat:
        record.etat = etat
        records.touch(unit, record)
        unit.session.flush()
