"""Clashes: two hands on one field, or one that removes what the other edits. A person settles; the decision travels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.base import Line, Personne, Record
from db.journal import Author, Geste, Trace
from db.models.arbitrage import Conflit, DecisionConflit, NatureConflit
from db.types import plain
from pvdesk.bundle import rows
from pvdesk.fiches import FICHES
from pvdesk.kit import reading
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.store import undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

SETTLED = "Cet arbitrage est déjà rendu."
OPEN = "Cet arbitrage n’est pas encore rendu\u00a0: il n’y a rien à annuler."
VANISHED = "Cette ligne n’existe plus\u00a0: gardez l’état en place."
NOT_BOTH = "Garder les deux ne convient qu’à un texte long\u00a0: choisissez une valeur, ou écrivez-en une autre."
FORGOTTEN = "Cette personne a été anonymisée à sa demande\u00a0: rien de son nom ne revient."
NOT_TYPED = "Cette donnée ne s’écrit pas ici\u00a0: choisissez l’une des deux valeurs."
REMOVED, KEPT = "(ligne supprimée)", "(ligne gardée)"
_ORDER = "Ce qui est en place est gardé, ou ce que dit le poste est pris\u00a0: choisissez l’un des deux."


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash that waits for a person: what, where, the two texts, who wrote each."""

    id: int
    nature: NatureConflit
    table: str
    fiche_uid: str
    titre: str
    champ: str | None
    label: str
    en_place: str
    proposee: str
    auteur: str
    poste: str
    lot: str
    le: dt.datetime
    reporte: bool
    long: bool = False  # both may be kept


def ouverts(unit: UnitOfWork) -> list[Clash]:
    """What waits for a person: those put off come last."""
    query = select(Conflit).where(Conflit.regle_le.is_(None)).order_by(Conflit.reporte_le.nulls_first(), Conflit.id)
    found = list(unit.session.scalars(query))
    titres: dict[str, str] = {}
    for table in {c.fiche_type for c in found}:
        titres |= names(unit, table, {c.fiche_uid for c in found if c.fiche_type == table})
    return [_clash(unit, conflit, titres.get(conflit.fiche_uid, "")) for conflit in found]


def regler(unit: UnitOfWork, identifiant: int, decision: DecisionConflit, valeur: str | None = None) -> None:
    """Settle a clash: an ordinary change by the mission, that travels in the next lots de retour.

    Args:
        unit: the transaction; it still has to commit.
        identifiant: of the clash.
        decision: keep what stands, take what the poste says, both (long texts), or another value.
        valeur: the other value, as a person types it.

    Raises:
        Impossible: settled already, or that decision does not suit this clash.
        reading.Unread: the other value is not understood.
    """
    conflit = _get(unit, identifiant)
    if conflit.regle_le is not None:
        raise Impossible(SETTLED)
    if conflit.champ is None:
        _settle_row(unit, conflit, decision)
    else:
        _settle_value(unit, conflit, decision, valeur)
    conflit.regle_le, conflit.decision, conflit.operation = unit.now, decision, unit.operation
    unit.session.flush()
    undo.resign(unit, conflit.fiche_type, conflit.fiche_uid)


def reporter(unit: UnitOfWork, identifiant: int) -> None:
    """Put off: it goes to the end of the list.

    Raises:
        Impossible: settled already.
    """
    conflit = _get(unit, identifiant)
    if conflit.regle_le is not None:
        raise Impossible(SETTLED)
    conflit.reporte_le = unit.now
    unit.session.flush()


def annuler(unit: UnitOfWork, identifiant: int) -> None:
    """Take a decision back: what stood before it stands again, and the clash is open again.

    Raises:
        Impossible: not settled, or somebody wrote there since.
    """
    conflit = _get(unit, identifiant)
    if conflit.regle_le is None or conflit.operation is None:
        raise Impossible(OPEN)
    champ = conflit.champ
    if champ is not None and not _as_decided(unit, conflit):
        raise Impossible(undo.CHANGED)
    row = _row(unit, conflit)
    undo.revert(
        unit, conflit.operation,
        lambda t: t.uid == conflit.uid and (champ is None or t.champ == champ or row is None),
    )  # fmt: skip
    conflit.regle_le = conflit.decision = conflit.operation = conflit.reporte_le = None
    unit.session.flush()


def _as_decided(unit: UnitOfWork, conflit: Conflit) -> bool:
    """Whether the decision is still the last line of history of that field."""
    query = select(Trace.operation).where(Trace.uid == conflit.uid, Trace.champ == conflit.champ)
    return unit.session.scalars(query.order_by(Trace.n.desc()).limit(1)).first() == conflit.operation


def _get(unit: UnitOfWork, identifiant: int) -> Conflit:
    found = unit.session.get(Conflit, identifiant)
    if found is None:
        raise Impossible(f"L’arbitrage n°\u00a0{identifiant} n’existe pas.")
    return found


def _row(unit: UnitOfWork, conflit: Conflit) -> Record | Line | None:
    model: Any = undo.models()[conflit.type]
    row: Record | Line | None = unit.session.get(model, conflit.uid)
    return row


# ---- a value
def _settle_value(unit: UnitOfWork, conflit: Conflit, decision: DecisionConflit, valeur: str | None) -> None:
    row = _row(unit, conflit)
    champ = conflit.champ or ""
    if row is None:
        raise Impossible(VANISHED)
    datum = _datum(conflit)
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
        return _stored(conflit, conflit.proposee)
    datum = _datum(conflit)
    if decision is DecisionConflit.LES_DEUX:
        if datum is None or datum.kind is not Kind.LONG:
            raise Impossible(NOT_BOTH)
        return f"{conflit.auteur}\u00a0:\n{current or ''}\n\n{conflit.poste}\u00a0:\n{conflit.proposee or ''}"
    if datum is None:
        raise Impossible(NOT_TYPED)
    return reading.read(datum, valeur or "", unit.now.astimezone().date())


def _stored(conflit: Conflit, value: Any) -> Any:
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
    row = _row(unit, conflit)
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


# ---- what is read
def _datum(conflit: Conflit) -> Datum | None:
    of = schema(undo.models()[conflit.type])
    return of[conflit.champ] if conflit.champ and conflit.champ in of else None


def _clash(unit: UnitOfWork, conflit: Conflit, titre: str) -> Clash:
    datum = _datum(conflit)
    if conflit.champ is None:
        removed = conflit.nature is NatureConflit.SUPPRESSION
        texts = (KEPT, REMOVED) if removed else (REMOVED, _line_text(unit, conflit))
    else:
        row = _row(unit, conflit)
        current = plain(getattr(row, conflit.champ)) if row is not None else conflit.en_place
        texts = (_text(unit, conflit, datum, current), _text(unit, conflit, datum, conflit.proposee))
    return Clash(
        conflit.id, conflit.nature, conflit.fiche_type, conflit.fiche_uid, titre, conflit.champ,
        _label(conflit, datum), *texts, conflit.auteur, conflit.poste, conflit.lot, conflit.ouvert_le,
        conflit.reporte_le is not None, datum is not None and datum.kind is Kind.LONG,
    )  # fmt: skip


def _label(conflit: Conflit, datum: Datum | None) -> str:
    """« Lieu », « Décisions sur les projets, Montant » for a line."""
    bare = rows.travelling(undo.models()[conflit.type]).get(conflit.champ or "")
    own = datum.label if datum else bare.champ.title if bare else conflit.champ or ""
    if conflit.type == conflit.fiche_type:
        return own or FICHES[conflit.fiche_type].singular
    lines = schema(FICHES[conflit.fiche_type].model).line_data
    of = next((d.label for d in lines if d.target == conflit.type), "")
    return ", ".join(part for part in (of, own) if part)


def _text(unit: UnitOfWork, conflit: Conflit, datum: Datum | None, value: Any) -> str:
    try:
        stored = _stored(conflit, value)
    except ValueError:
        return str(value)
    if datum is None:
        return plain_text(stored) if not isinstance(stored, dict) else "\u202f; ".join(map(str, stored.values()))
    known = names(unit, datum.target, [stored]) if datum.kind is Kind.REFERENCE and stored else {}
    return text_of(datum, stored, known)


def _line_text(unit: UnitOfWork, conflit: Conflit) -> str:
    """What the poste says of the row, in one text."""
    model = undo.models()[conflit.type]
    said: Mapping[str, Any] = (conflit.ligne or {}).get("valeurs", {})
    parts = []
    for datum in schema(model).stored:
        value = undo.stored(model, datum.key, said.get(datum.key))
        known = names(unit, datum.target, [value]) if datum.kind is Kind.REFERENCE and value else {}
        parts.append(text_of(datum, value, known))
    return " · ".join(p for p in parts if p)
