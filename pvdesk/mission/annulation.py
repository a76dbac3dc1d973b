"""Undoing an import as one operation: the base is again as if that lot had never come (its dump, byte for byte).

The journal tells the values of the rows, `Lot.avant` (see `avant`) all that an import changes beside it. What somebody
did with that lot since is never covered: the undoing is refused, and names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from db import search
from db.base import Line, Record
from db.journal import Geste, Trace, owner_of
from db.models.arbitrage import WAITING, Conflit, Doublon
from db.models.echange import IssueLot, Lot, Sens
from pvdesk.base import francais
from pvdesk.bundle import rows
from pvdesk.fiches import FICHES
from pvdesk.mission import avant
from pvdesk.mission.archive import UNDONE
from pvdesk.mission.union import pointers
from pvdesk.store import records, undo
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

_BATCH = 500
NOT_IMPORTED = "Ce lot n’est pas importé\u00a0: il n’y a rien à annuler."
TOO_OLD = "Ce lot a été importé par une version qui ne gardait pas de quoi l’annuler."
ERASES = "Le lot {lot} a effacé des noms à la demande d’une personne\u00a0: ce qui est oublié ne revient pas."
ANSWERED = "Le lot de retour {numero} à {poste} dit déjà ce que le lot {lot} apporte\u00a0: il ne s’annule plus."
LATER = "Le lot {autre} est venu après et change les mêmes fiches\u00a0: annulez-le d’abord."
DECIDED = "La mission a modifié depuis «\u00a0{fiche}\u00a0», que le lot {lot} a apportée ou changée."
SETTLED = "Un arbitrage du lot {lot} est rendu\u00a0: annulez d’abord cette décision."
TOLD_APART = "Une paire de fiches du lot {lot} est décidée\u00a0: annulez d’abord cette décision."
POINTED = "Une fiche venue depuis renvoie à ce que le lot {lot} a apporté\u00a0: «\u00a0{fiche}\u00a0»."


@dataclass(frozen=True, slots=True)
class Annule:
    """What undoing an import did."""

    poste: str
    numero: int
    fiches: int

    @property
    def phrase(self) -> str:
        """What happened, in one sentence."""
        count = francais.pluriel(self.fiches, "fiche", "fiches")
        return f"Lot {self.numero} de {self.poste}\u00a0: import annulé, {count} comme avant."


def annuler(desk: Desk, lot_uid: str) -> Annule:
    """Undo the import of a lot; its file stays in the archive, and can be imported again.

    Raises:
        Impossible: it is not imported, or a later lot or decision depends on it: which one.
    """
    with desk.writing() as unit:
        lot = unit.session.get(Lot, lot_uid)
        if lot is None or lot.sens is not Sens.RECU or lot.issue is not IssueLot.IMPORTE:
            raise Impossible(NOT_IMPORTED)
        if lot.avant is None:
            raise Impossible(TOO_OLD)
        traces = list(unit.session.scalars(select(Trace).where(Trace.lot == lot_uid).order_by(Trace.n.desc())))
        _refuse(unit, lot, traces)
        unit.session.info[UNDONE] = lot_uid
        touched = {trace.fiche_uid: trace.fiche_type for trace in traces}
        done = Annule(lot.poste, lot.numero, len(touched))
        for trace in traces:
            _take_back(unit, trace)
        avant.put_back(unit, lot)
        pairs = delete(Doublon).where(Doublon.etat.in_(WAITING), Doublon.trouve_le == lot.fait_le)
        unit.session.execute(pairs)
        unit.session.execute(delete(Trace).where(Trace.lot == lot_uid))
        unit.session.execute(delete(Lot).where(Lot.uid == lot_uid))
        held = lot.avant.get("retenu")
        if held is not None:  # it waited for another one, and waits again
            unit.session.execute(insert(Lot), [avant.whole(Lot, held)])
        unit.session.expire_all()
        _index(unit, touched)
        unit.commit()
    return done


# ---- what depends on it
def _refuse(unit: UnitOfWork, lot: Lot, traces: list[Trace]) -> None:
    said = f"{lot.numero} de {lot.poste}"
    if any(t.champ == "anonymise_le" and t.apres is not None for t in traces):
        raise Impossible(ERASES.format(lot=said))
    _not_answered(unit, lot, said)
    settled = select(Conflit.id).where(Conflit.lot == lot.uid, Conflit.regle_le.is_not(None))
    if unit.session.scalars(settled.limit(1)).first() is not None:
        raise Impossible(SETTLED.format(lot=said))
    first = min((t.n for t in traces), default=0)
    fiches = sorted({t.fiche_uid for t in traces})
    for start in range(0, len(fiches), _BATCH):
        _not_changed(unit, lot, first, fiches[start : start + _BATCH], said)
    created = sorted({t.uid for t in traces if t.geste is Geste.CREATION})
    for start in range(0, len(created), _BATCH):
        _not_used(unit, created[start : start + _BATCH], traces, said)


def _not_answered(unit: UnitOfWork, lot: Lot, said: str) -> None:
    """No poste heard of it, and no later lot of the same poste rests on it."""
    sent = select(Lot).where(Lot.sens == Sens.ENVOYE, Lot.sorte == "retour", Lot.fait_le > lot.fait_le)
    answer = unit.session.scalars(sent.order_by(Lot.fait_le).limit(1)).first()
    if answer is not None:
        raise Impossible(ANSWERED.format(numero=answer.numero, poste=answer.poste, lot=said))
    later = select(Lot).where(
        Lot.sens == Sens.RECU, Lot.poste == lot.poste, Lot.issue == IssueLot.IMPORTE, Lot.fait_le > lot.fait_le
    )
    other = unit.session.scalars(later.order_by(Lot.fait_le).limit(1)).first()
    if other is not None:
        raise Impossible(LATER.format(autre=f"{other.numero} de {other.poste}"))


def _not_changed(unit: UnitOfWork, lot: Lot, first: int, fiches: list[str], said: str) -> None:
    """Nobody wrote on these fiches since."""
    other = or_(Trace.lot.is_(None), Trace.lot != lot.uid)
    query = select(Trace).where(Trace.fiche_uid.in_(fiches), Trace.n > first, other).order_by(Trace.n)
    later = unit.session.scalars(query.limit(1)).first()
    if later is None:
        return
    brought = unit.session.get(Lot, later.lot) if later.lot is not None else None
    if brought is not None:
        raise Impossible(LATER.format(autre=f"{brought.numero} de {brought.poste}"))
    raise Impossible(DECIDED.format(fiche=_name(unit, later.fiche_type, later.fiche_uid), lot=said))


def _not_used(unit: UnitOfWork, created: list[str], traces: list[Trace], said: str) -> None:
    """Nothing that stays points to what goes, no decision of a person is about it."""
    decided = select(Doublon.id).where(
        Doublon.etat.not_in(WAITING), or_(Doublon.premier.in_(created), Doublon.second.in_(created))
    )
    if unit.session.scalars(decided.limit(1)).first() is not None:
        raise Impossible(TOLD_APART.format(lot=said))
    going = {t.uid for t in traces if t.geste is Geste.CREATION}
    for table in {t.type for t in traces if t.geste is Geste.CREATION and t.type in FICHES}:
        for pointer in pointers(table):
            model: Any = pointer.model
            query = select(model).where(getattr(model, pointer.key).in_(created))
            staying = [row for row in unit.session.scalars(query) if row.uid not in going]
            if staying:
                owner = owner_of(staying[0])
                raise Impossible(POINTED.format(lot=said, fiche=_name(unit, *owner)))


def _name(unit: UnitOfWork, table: str, uid: str) -> str:
    return names(unit, table, [uid]).get(uid, uid)


# ---- putting back
def _take_back(unit: UnitOfWork, trace: Trace) -> None:
    """A line of the journal, the other way, without a word in the journal."""
    model = undo.models()[trace.type]
    held: Any = model.__table__
    if trace.geste is Geste.CREATION:
        unit.session.execute(delete(held).where(held.c.uid == trace.uid))
    elif trace.geste is Geste.SUPPRESSION:
        if trace.avant is not None:
            values = {c.key: None for c in held.columns} | {"uid": trace.uid} | _stored(model, trace.avant)
            unit.session.execute(insert(held).values(values))
    elif trace.avant != trace.apres:
        values = _stored(model, {trace.champ or "": trace.avant})
        unit.session.execute(update(held).where(held.c.uid == trace.uid).values(values))


def _stored(model: type[Record | Line], said: dict[str, Any]) -> dict[str, Any]:
    """Stored values behind those of the journal, in the form of a lot or in that of the base."""
    known = rows.travelling(model)
    made: dict[str, Any] = {}
    for key, value in said.items():
        lot_form = key in known and not (known[key].json and isinstance(value, dict))
        made[key] = rows.value_in(known[key], value) if lot_form else undo.stored(model, key, value)
    return made


def _index(unit: UnitOfWork, touched: dict[str, str]) -> None:
    connection = unit.session.connection()
    for uid, table in touched.items():
        record = unit.session.get(records.model_of(table), uid) if table in FICHES else None
        if record is None:
            search.remove(connection, uid)
        else:
            records.reindex(unit, record)


def imported(unit: UnitOfWork, poste: str, numero: int) -> str | None:
    """Uid of the lot of that poste and number that is imported."""
    query = select(Lot.uid).where(
        Lot.sens == Sens.RECU, Lot.poste == poste, Lot.numero == numero, Lot.issue == IssueLot.IMPORTE
    )
    return unit.session.scalars(query.order_by(Lot.fait_le.desc()).limit(1)).first()
