"""Clashes: two hands on one field, or one that removes what the other edits. A person settles; the decision travels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.base import Record
from db.journal import Geste, Trace
from db.models.arbitrage import Conflit, Correction, DecisionConflit, NatureConflit
from db.types import plain
from pvdesk.bundle import rows
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.mission import apports, corrections, detachement, reglement
from pvdesk.mission.reglement import datum_of, row_of
from pvdesk.mission.ressemblance import batches
from pvdesk.store import undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

SETTLED = "Cet arbitrage est déjà rendu."
OPEN = "Cet arbitrage n’est pas encore rendu\u00a0: il n’y a rien à annuler."
NEWER = "{poste} a proposé depuis une autre valeur\u00a0: elle attend votre décision parmi les conflits."
REMOVED, KEPT = "(ligne supprimée)", "(ligne gardée)"
ETAT, BIN = "etat", "supprime_le"
UNITED = "(fiche unie à «\u00a0{fiche}\u00a0»)"
STAYS_ASIDE = (
    "Garder\u00a0: l’union reste, et ce qui est venu du poste reste à l’écart, dans la fiche remplacée\u202f; "
    "«\u00a0Décidés\u00a0» le montre."
)
APART_AGAIN = (
    "Prendre\u00a0: la fiche redevient une fiche à part, avec ce qui est venu\u202f; la paire est proposée à nouveau "
    "parmi les doublons. Pour deux fiches comme avant l’union, annulez plutôt celle-ci dans «\u00a0Décidés\u00a0»."
)
BINNED, ALIVE = "(fiche à la corbeille)", "(fiche gardée)"


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash that waits for a person: what, where, the two texts, who wrote each.

    Attributes:
        auteur: who wrote the value in place; `ecrit_le` when, or when it came if a lot brought it (`venu`).
        poste: who proposes the other one, that came on `le`.
        long: both may be kept, one after the other.
        libre: a third value may be written; among `choix` when there are any.
    """

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
    long: bool = False
    ecrit_le: dt.datetime | None = None
    venu: bool = False
    libre: bool = False
    choix: tuple[str, ...] = ()


def ouverts(unit: UnitOfWork) -> list[Clash]:
    """What waits for a person: those put off come last."""
    query = select(Conflit).where(Conflit.regle_le.is_(None)).order_by(Conflit.reporte_le.nulls_first(), Conflit.id)
    found = list(unit.session.scalars(query))
    titres: dict[str, str] = {}
    for table in {c.fiche_type for c in found}:
        titres |= names(unit, table, {c.fiche_uid for c in found if c.fiche_type == table})
    written = _written(unit, found)
    return [
        _clash(unit, c, titres.get(c.fiche_uid, ""), written.get((c.uid, BIN if _comes_back(c) else c.champ)))
        for c in found
    ]


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
    reglement.settle(unit, conflit, decision, valeur)
    conflit.regle_le, conflit.decision, conflit.operation = unit.now, decision, unit.operation
    unit.session.flush()
    undo.resign(unit, conflit.fiche_type, conflit.fiche_uid)
    if conflit.champ == ETAT:
        corrections.repondre(unit, {conflit.fiche_type: {conflit.fiche_uid}})
    elif _comes_back(conflit) and decision is DecisionConflit.PRENDRE:
        detachement.detach(unit, conflit.fiche_type, conflit.uid)


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


def reprendre(unit: UnitOfWork, identifiant: int) -> None:
    """No longer put off: it takes its place in the list again.

    Raises:
        Impossible: settled already.
    """
    conflit = _get(unit, identifiant)
    if conflit.regle_le is not None:
        raise Impossible(SETTLED)
    conflit.reporte_le = None
    unit.session.flush()


def annuler(unit: UnitOfWork, identifiant: int) -> None:
    """Take a decision back: what stood before it stands again, and the clash is open again.

    Raises:
        Impossible: not settled, or somebody wrote there since.
    """
    conflit = _get(unit, identifiant)
    if conflit.regle_le is None or conflit.operation is None:
        raise Impossible(OPEN)
    if _proposed_again(unit, conflit):
        raise Impossible(NEWER.format(poste=conflit.poste))
    champ, answer = conflit.champ, Correction.__tablename__ if conflit.champ == ETAT else None
    if champ is not None:
        _as_decided(unit, conflit)
    row = row_of(unit, conflit)
    undo.revert(
        unit, conflit.operation,
        lambda t: t.type == answer or (t.uid == conflit.uid and (champ is None or t.champ == champ or row is None)),
    )  # fmt: skip
    if _comes_back(conflit):
        detachement.attach(unit, conflit.fiche_type, conflit.uid, conflit.regle_le)
    conflit.regle_le = conflit.decision = conflit.operation = conflit.reporte_le = None
    unit.session.flush()


def _comes_back(conflit: Conflit) -> bool:
    """Whether taking what the poste says brings a whole fiche back."""
    return conflit.nature is NatureConflit.DISPARUE and conflit.champ is None and conflit.type == conflit.fiche_type


def _proposed_again(unit: UnitOfWork, conflit: Conflit) -> bool:
    """Whether the poste has said something newer there, that waits too: the older one would hide it."""
    newer = select(Conflit.id).where(
        Conflit.uid == conflit.uid, Conflit.champ.is_not_distinct_from(conflit.champ), Conflit.poste == conflit.poste,
        Conflit.regle_le.is_(None), Conflit.id != conflit.id,
    )  # fmt: skip
    return unit.session.scalars(newer.limit(1)).first() is not None


def _as_decided(unit: UnitOfWork, conflit: Conflit) -> None:
    """The decision is still the last thing that a hand wrote there.

    Raises:
        Impossible: it is not; who wrote since, and when.
    """
    query = select(Trace).where(Trace.uid == conflit.uid, Trace.champ == conflit.champ).order_by(Trace.n.desc())
    for trace in unit.session.scalars(query):
        if trace.operation == conflit.operation:
            return
        if not undo.said_again(trace):
            raise Impossible(undo.changed(unit, trace, trace))


def _get(unit: UnitOfWork, identifiant: int) -> Conflit:
    found = unit.session.get(Conflit, identifiant)
    if found is None:
        raise Impossible(f"L’arbitrage n°\u00a0{identifiant} n’existe pas.")
    return found


# ---- what is read
def texts(unit: UnitOfWork, conflit: Conflit, current: Any) -> tuple[str, str]:
    """What stands, `current` in plain form, and what the poste says, as they read."""
    if conflit.champ is None:
        if conflit.nature is NatureConflit.SUPPRESSION:
            return fate(conflit, gone=False), fate(conflit, gone=True)
        if not _comes_back(conflit):
            return fate(conflit, gone=True), _line_text(unit, conflit)
        with_ = detachement.united_with(unit, conflit)
        came = "\n".join(apports.apports(unit, conflit)) or _line_text(unit, conflit)
        row = row_of(unit, conflit)
        back = conflit.regle_le is None and isinstance(row, Record) and row.supprime_le is None
        return UNITED.format(fiche=with_) if with_ else fate(conflit, gone=not back), came
    datum = datum_of(conflit)
    return _text(unit, conflit, datum, current), _text(unit, conflit, datum, conflit.proposee)


def fate(conflit: Conflit, *, gone: bool) -> str:
    """What became of a whole row: a fiche goes to the corbeille, a line is removed."""
    if conflit.type == conflit.fiche_type:
        return BINNED if gone else ALIVE
    return REMOVED if gone else KEPT


def _clash(unit: UnitOfWork, conflit: Conflit, titre: str, last: Trace | None) -> Clash:
    datum = datum_of(conflit)
    row = row_of(unit, conflit) if conflit.champ is not None else None
    current = plain(getattr(row, conflit.champ)) if row is not None and conflit.champ else conflit.en_place
    place, proposed = texts(unit, conflit, current)
    if _comes_back(conflit) and detachement.united_with(unit, conflit):
        place, proposed = f"{place}\n\n{STAYS_ASIDE}", f"{proposed}\n\n{APART_AGAIN}"
    return Clash(
        conflit.id, conflit.nature, conflit.fiche_type, conflit.fiche_uid, titre, conflit.champ,
        label_of(conflit), place, proposed, last.poste if last is not None else conflit.auteur,
        conflit.poste, conflit.lot, conflit.ouvert_le, conflit.reporte_le is not None,
        datum is not None and datum.kind is Kind.LONG,
        ecrit_le=last.le if last is not None else None, venu=last is not None and last.lot is not None,
        libre=reglement.free(datum), choix=reglement.offered(datum),
    )  # fmt: skip


def _written(unit: UnitOfWork, found: Iterable[Conflit]) -> dict[tuple[str, str | None], Trace]:
    """The line of history that wrote what stands, by row and field."""
    about: dict[str, set[str | None]] = {}
    for conflit in found:
        about.setdefault(conflit.uid, set()).add(conflit.champ)
    last: dict[tuple[str, str | None], Trace] = {}
    for batch in batches(sorted(about)):
        for trace in unit.session.scalars(select(Trace).where(Trace.uid.in_(batch)).order_by(Trace.n)):
            if trace.geste is Geste.CREATION:
                last |= {(trace.uid, champ): trace for champ in about[trace.uid]}
            elif trace.avant != trace.apres:
                last[trace.uid, None] = last[trace.uid, trace.champ] = trace
    return last


def label_of(conflit: Conflit) -> str:
    """« Lieu », « Décisions sur les projets, Montant » for a line."""
    datum = datum_of(conflit)
    bare = rows.travelling(undo.models()[conflit.type]).get(conflit.champ or "")
    own = datum.label if datum else bare.champ.title if bare else conflit.champ or ""
    if conflit.type == conflit.fiche_type:
        return own or FICHES[conflit.fiche_type].singular
    lines = schema(FICHES[conflit.fiche_type].model).line_data
    of = next((d.label for d in lines if d.target == conflit.type), "")
    return ", ".join(part for part in (of, own) if part)


def _text(unit: UnitOfWork, conflit: Conflit, datum: Datum | None, value: Any) -> str:
    try:
        stored = reglement.stored(conflit, value)
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
