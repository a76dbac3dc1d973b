"""How a clash is settled in the base: the value, or the whole row, that the decision says. Ordinary changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.base import Etat, Line, Personne, Record
from db.journal import Author, Geste, Trace
from db.models.arbitrage import Conflit, DecisionConflit, NatureConflit
from db.types import plain
from pvdesk.bundle import rows
from pvdesk.kit import reading
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.validation import missing, out_of_bounds
from pvdesk.mission.postes import CODE
from pvdesk.store import etats, undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork

VANISHED = "Cette ligne n’existe plus\u00a0: gardez l’état en place."
NOT_BOTH = "Garder les deux ne convient qu’à un texte long\u00a0: choisissez une valeur, ou écrivez-en une autre."
FORGOTTEN = "Cette personne a été anonymisée à sa demande\u00a0: rien de son nom ne revient."
NOT_TYPED = "Cette donnée ne s’écrit pas ici\u00a0: choisissez l’une des deux valeurs."
YES_NO = ("Oui", "Non")
_ORDER = "Ce qui est en place est gardé, ou ce que dit le poste est pris\u00a0: choisissez l’un des deux."


def settle(unit: UnitOfWork, conflit: Conflit, decision: DecisionConflit, valeur: str | None) -> None:
    """Write what a decision says.

    Raises:
        Impossible: that decision does not suit this clash.
        reading.Unread: the other value is not understood, or the datum does not take it.
    """
    if conflit.champ is None:
        _settle_row(unit, conflit, decision)
    else:
        _settle_value(unit, conflit, decision, valeur)


def row_of(unit: UnitOfWork, conflit: Conflit) -> Record | Line | None:
    """The row that a clash is about; None when it is no more."""
    model: Any = undo.models()[conflit.type]
    row: Record | Line | None = unit.session.get(model, conflit.uid)
    return row


def datum_of(conflit: Conflit) -> Datum | None:
    """The datum that a clash is about; None of a whole row, or of a column that is no datum."""
    of = schema(undo.models()[conflit.type])
    return of[conflit.champ] if conflit.champ and conflit.champ in of else None


def offered(datum: Datum | None) -> tuple[str, ...]:
    """What a third value is chosen among; empty when it is typed, or points to a fiche."""
    if datum is not None and datum.kind is Kind.BOOL:
        return YES_NO
    return tuple(choice.libelle for choice in datum.choices) if datum is not None else ()


def free(datum: Datum | None) -> bool:
    """Whether a third value may be written."""
    return datum is not None and datum.kind is not Kind.REFERENCE


def last_write(unit: UnitOfWork, conflit: Conflit) -> Trace | None:
    """The line of history that wrote the value in place."""
    mine = (Trace.champ == conflit.champ) | (Trace.geste == Geste.CREATION)
    query = select(Trace).where(Trace.uid == conflit.uid, mine).order_by(Trace.n.desc())
    written = (t for t in unit.session.scalars(query) if t.geste is Geste.CREATION or t.avant != t.apres)
    return next(written, None)


# ---- a value
def _settle_value(unit: UnitOfWork, conflit: Conflit, decision: DecisionConflit, valeur: str | None) -> None:
    row = row_of(unit, conflit)
    champ = conflit.champ or ""
    if row is None:
        raise Impossible(VANISHED)
    datum = datum_of(conflit)
    if isinstance(row, Personne) and row.anonymise_le is not None and datum is not None and datum.about.personal:
        raise Impossible(FORGOTTEN)
    current = getattr(row, champ)
    chosen = _chosen(unit, conflit, decision, current, valeur)
    if chosen == current:
        _confirm(unit, conflit, champ, plain(current))
    else:
        setattr(row, champ, chosen)
        unit.session.flush()


def _chosen(unit: UnitOfWork, conflit: Conflit, decision: DecisionConflit, current: Any, valeur: str | None) -> Any:
    if decision is DecisionConflit.GARDER:
        return current
    if decision is DecisionConflit.PRENDRE:
        said = stored(conflit, conflit.proposee)
        # A state is not written against the table of states: it is where what the author did leads.
        return etats.rejoin(current, said) if isinstance(current, Etat) else said
    datum = datum_of(conflit)
    if decision is DecisionConflit.LES_DEUX:
        if datum is None or datum.kind is not Kind.LONG:
            raise Impossible(NOT_BOTH)
        return _both(unit, conflit, current)
    if datum is None:
        raise Impossible(NOT_TYPED)
    return typed(datum, valeur or "", unit)


def _both(unit: UnitOfWork, conflit: Conflit, current: Any) -> Any:
    """One after the other, each under its author; a text that is no author's because it is several's stays as it is."""
    if not current or not conflit.proposee or current == conflit.proposee:
        return current or conflit.proposee
    last = last_write(unit, conflit)
    first = current if _several(unit, last) else signed(last.poste if last is not None else conflit.auteur, current)
    return f"{first}\n\n{signed(conflit.poste, conflit.proposee)}"


def _several(unit: UnitOfWork, last: Trace | None) -> bool:
    """Whether what stands is already several texts kept together."""
    if last is None:
        return False
    both = Conflit.operation == last.operation, Conflit.decision == DecisionConflit.LES_DEUX
    return unit.session.scalars(select(Conflit.id).where(*both).limit(1)).first() is not None


def signed(author: str, text: str) -> str:
    """A text under the name of who wrote it."""
    return f"{'La mission' if author == CODE else author}\u00a0:\n{text}"


def typed(datum: Datum, valeur: str, unit: UnitOfWork) -> Any:
    """The value behind what a person typed, once the datum takes it.

    Raises:
        Impossible: it points to a fiche, that is chosen and not typed.
        reading.Unread: it is not understood, missing, too long or out of bounds.
    """
    if datum.kind is Kind.REFERENCE:
        raise Impossible(NOT_TYPED)
    value = reading.read(datum, valeur, unit.now.astimezone().date())
    if value is None and datum.about.required:
        raise reading.Unread(missing(datum))
    refused = out_of_bounds(datum, value)
    if refused:
        raise reading.Unread(f"{datum.label}\u00a0: {refused}")
    return value


def stored(conflit: Conflit, value: Any) -> Any:
    """The stored value behind the plain one of a clash."""
    model = undo.models()[conflit.type]
    columns = rows.travelling(model)
    champ = conflit.champ or ""
    return rows.value_in(columns[champ], value) if champ in columns else undo.stored(model, champ, value)


def _confirm(unit: UnitOfWork, conflit: Conflit, champ: str, value: Any) -> None:
    """What stands is kept: the journal says so too, the decision takes its place in the sequence and travels."""
    author: Author = unit.session.info["author"]
    said = Trace(
        operation=author.operation, poste=author.poste, le=author.now, type=conflit.type, uid=conflit.uid,
        fiche_type=conflit.fiche_type, fiche_uid=conflit.fiche_uid, geste=Geste.MODIFICATION, champ=champ,
        avant=value, apres=value, base=author.vu, lot=None, n_source=None,
    )  # fmt: skip
    unit.session.add(said)


# ---- a whole row
def _settle_row(unit: UnitOfWork, conflit: Conflit, decision: DecisionConflit) -> None:
    if decision not in {DecisionConflit.GARDER, DecisionConflit.PRENDRE}:
        raise Impossible(_ORDER)
    row = row_of(unit, conflit)
    if decision is DecisionConflit.GARDER:
        if row is not None:
            champ = "rang" if isinstance(row, Line) else "supprime_le"
            _confirm(unit, conflit, champ, plain(getattr(row, champ)))
        return
    if conflit.nature is NatureConflit.SUPPRESSION:
        _remove(unit, row)
    else:
        _bring_back(unit, conflit, row)
    unit.session.flush()


def _remove(unit: UnitOfWork, row: Record | Line | None) -> None:
    if isinstance(row, Record):
        row.supprime_le = unit.now
    elif row is not None:
        unit.session.delete(row)


def _bring_back(unit: UnitOfWork, conflit: Conflit, row: Record | Line | None) -> None:
    """The row as the poste said it: out of the corbeille, or made again under its own uid."""
    model = undo.models()[conflit.type]
    said = rows.values_in(model, (conflit.ligne or {}).get("valeurs", {}))
    if row is None:
        if not issubclass(model, Line):
            raise Impossible(VANISHED)
        unit.session.add(model(uid=conflit.uid, **said))
        return
    if isinstance(row, Record):
        row.supprime_le = None
    for key in (conflit.ligne or {}).get("modifs") or {}:
        if key in said and key != "supprime_le":
            setattr(row, key, said[key])
