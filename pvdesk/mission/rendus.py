"""Decisions taken: clashes settled and pairs decided, newest first; what each was about, and how to take it back."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.journal import Trace
from db.models.arbitrage import WAITING, Conflit, Doublon, EtatDoublon
from db.types import plain
from pvdesk.mission import conflits, doublons, reglement, ressemblance
from pvdesk.mission.postes import CODE
from pvdesk.store import records
from pvdesk.store.names import UNNAMED, names
from pvdesk.store.unit import UnitOfWork

SHOWN = 500  # newest decisions listed
UNITED, APART = "Unies en une fiche", "Deux fiches gardées"
BOTH_COUNT = "Chacune compte\u00a0: la paire n’est plus proposée."
REMAINS, GONE = "gardée", "à la corbeille, remplacée par l’autre"


class Genre(enum.Enum):
    """What was decided."""

    CONFLIT = "conflit"
    DOUBLON = "doublon"


@dataclass(frozen=True, slots=True)
class Rendu:
    """A decision that was taken.

    Attributes:
        fiche_uid: the fiche to be opened; of a pair that was united, the one that stays.
        objet: what the decision is about: « Lieu », « même SIRET ».
        par: who decided; `le` when.
    """

    genre: Genre
    id: int
    table: str
    fiche_uid: str
    titre: str
    objet: str
    decision: str
    par: str
    le: dt.datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """A decision, and what it was taken between: author and text of each side; what stands since."""

    rendu: Rendu
    cotes: tuple[tuple[str, str], tuple[str, str]]
    resultat: str


def rendus(unit: UnitOfWork) -> list[Rendu]:
    """The newest decisions, newest first; `compte` tells how many there are."""
    settled = select(Conflit).where(Conflit.regle_le.is_not(None)).order_by(Conflit.regle_le.desc()).limit(SHOWN)
    decided = select(Doublon).where(Doublon.etat.not_in(WAITING)).order_by(Doublon.regle_le.desc()).limit(SHOWN)
    found = [*_settled(unit, unit.session.scalars(settled)), *_decided(unit, unit.session.scalars(decided))]
    return sorted(found, key=lambda one: one.le, reverse=True)[:SHOWN]


def compte(unit: UnitOfWork) -> int:
    """How many decisions were taken and stand."""
    settled = select(func.count()).select_from(Conflit).where(Conflit.regle_le.is_not(None))
    decided = select(func.count()).select_from(Doublon).where(Doublon.etat.not_in(WAITING))
    return (unit.session.scalar(settled) or 0) + (unit.session.scalar(decided) or 0)


def detail(unit: UnitOfWork, genre: Genre, identifiant: int) -> Detail | None:
    """What a decision was taken between; None when it no longer stands."""
    if genre is Genre.CONFLIT:
        conflit = unit.session.get(Conflit, identifiant)
        return _of_clash(unit, conflit) if conflit is not None and conflit.regle_le is not None else None
    pair = unit.session.get(Doublon, identifiant)
    return _of_pair(unit, pair) if pair is not None and pair.etat not in WAITING else None


def annuler(unit: UnitOfWork, genre: Genre, identifiant: int) -> None:
    """Take a decision back: all is as before it, and the case waits again. The unit still has to commit.

    Raises:
        Impossible: it no longer stands, or something was written since on what it changed: what, by whom.
    """
    if genre is Genre.CONFLIT:
        conflits.annuler(unit, identifiant)
    else:
        doublons.separer(unit, identifiant)


# ---- clashes
def _settled(unit: UnitOfWork, found: Iterable[Conflit]) -> list[Rendu]:
    held = list(found)
    titres = _names(unit, ((c.fiche_type, c.fiche_uid) for c in held))
    return [_clash(c, titres.get(c.fiche_uid, UNNAMED)) for c in held]


def _clash(conflit: Conflit, titre: str) -> Rendu:
    assert conflit.regle_le is not None
    said = conflit.decision.libelle if conflit.decision is not None else ""
    return Rendu(
        Genre.CONFLIT, conflit.id, conflit.fiche_type, conflit.fiche_uid, titre, conflits.label_of(conflit), said, CODE,
        conflit.regle_le,
    )  # fmt: skip


def _of_clash(unit: UnitOfWork, conflit: Conflit) -> Detail:
    titre = names(unit, conflit.fiche_type, [conflit.fiche_uid]).get(conflit.fiche_uid, UNNAMED)
    query = select(Trace).where(
        Trace.operation == conflit.operation, Trace.uid == conflit.uid, Trace.champ == conflit.champ
    )
    change = unit.session.scalars(query.order_by(Trace.n.desc()).limit(1)).first()
    before = change.avant if change is not None else conflit.en_place
    place, proposed = conflits.texts(unit, conflit, before)
    return Detail(
        _clash(conflit, titre), ((conflit.auteur, place), (conflit.poste, proposed)), _stands(unit, conflit)
    )  # fmt: skip


def _stands(unit: UnitOfWork, conflit: Conflit) -> str:
    """What stands now of what was decided."""
    row: Any = reglement.row_of(unit, conflit)
    if conflit.champ is None or row is None:
        return conflits.fate(conflit, gone=row is None or getattr(row, "supprime_le", None) is not None)
    return conflits.texts(unit, conflit, plain(getattr(row, conflit.champ)))[0]


# ---- pairs
def _decided(unit: UnitOfWork, found: Iterable[Doublon]) -> list[Rendu]:
    held = list(found)
    titres = _names(unit, ((row.type, uid) for row in held for uid in (row.premier, row.second)))
    kept = _kept(unit, held)
    return [_pair(row, kept[row.id], titres) for row in held]


def _pair(row: Doublon, kept: str, titres: dict[str, str]) -> Rendu:
    assert row.regle_le is not None
    said = UNITED if row.etat is EtatDoublon.UNIS else APART
    titre = titres.get(kept, UNNAMED)
    return Rendu(Genre.DOUBLON, row.id, row.type, kept, titre, row.motif, said, CODE, row.regle_le)


def _of_pair(unit: UnitOfWork, row: Doublon) -> Detail:
    both = (row.premier, row.second)
    titres = names(unit, row.type, both)
    kept = _kept(unit, [row])[row.id]
    model: Any = records.model_of(row.type)
    authors = dict(unit.all(select(model.uid, model.origine).where(model.uid.in_(both))))
    united = row.etat is EtatDoublon.UNIS
    sides = []
    for uid in both:
        fate = f"{titres.get(uid, UNNAMED)} ({REMAINS if uid == kept else GONE})"
        sides.append((authors.get(uid, ""), fate if united else titres.get(uid, UNNAMED)))
    return Detail(_pair(row, kept, titres), (sides[0], sides[1]), titres.get(kept, UNNAMED) if united else BOTH_COUNT)


def _kept(unit: UnitOfWork, rows: Iterable[Doublon]) -> dict[int, str]:
    """For each pair the fiche that stays; the older one of two that both do."""
    kept = {row.id: row.premier for row in rows}
    by_table: dict[str, list[Doublon]] = {}
    for row in rows:
        by_table.setdefault(row.type, []).append(row)
    for table, pairs in by_table.items():
        model: Any = records.model_of(table)
        for batch in ressemblance.batches(sorted(row.premier for row in pairs)):
            gone = dict(unit.all(select(model.uid, model.remplace_par).where(model.uid.in_(batch))))
            kept |= {row.id: row.second for row in pairs if gone.get(row.premier) == row.second}
    return kept


def _names(unit: UnitOfWork, fiches: Iterable[tuple[str, str]]) -> dict[str, str]:
    by_table: dict[str, set[str]] = {}
    for table, uid in fiches:
        by_table.setdefault(table, set()).add(uid)
    return {uid: name for table, uids in by_table.items() for uid, name in names(unit, table, uids).items()}
