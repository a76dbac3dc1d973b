"""From the fiches to sheets: one for a record type, one for each of its lists of lines, read as they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import func, select

from db import search
from db.base import Computed, Personne
from db.types import MILLE, Liste
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Fiche, key_of
from pvdesk.kit.schema import Datum, Kind, Schema, line_owner, schema
from pvdesk.kit.text import plain_text
from pvdesk.store.listing import reference_rows
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork
from pvdesk.tables import petits
from pvdesk.tables.modele import Audience, Cellule, Colonne, Feuille, Ligne, Sorte

BATCH = 500  # fiches read together
CENT = 100
# What is about people, or written about them in sentences: no table of it is made public.
NOMINATIVES = frozenset({"demande", "correction", "action", "note_mensuelle"})
_SORTES: Mapping[Kind, Sorte] = {
    Kind.INTEGER: Sorte.ENTIER, Kind.DECIMAL: Sorte.DECIMAL, Kind.YEAR: Sorte.ANNEE, Kind.MONEY: Sorte.MONTANT,
    Kind.PERCENT: Sorte.POURCENT, Kind.DATE: Sorte.DATE, Kind.TIME: Sorte.HEURE, Kind.BOOL: Sorte.OUI_NON,
}  # fmt: skip
_OF_TYPES: Mapping[type[Any], Sorte] = {
    bool: Sorte.OUI_NON, int: Sorte.ENTIER, dt.date: Sorte.DATE, dt.time: Sorte.HEURE, Decimal: Sorte.DECIMAL,
}  # fmt: skip
_TEXTS = frozenset({Kind.TEXT, Kind.OPEN, Kind.LONG})
_WIDE = 60  # characters of a column of prose
_NARROW = {"reference": 20, "etat": 12, "origine": 10, "uid": 38}


@dataclass(frozen=True, slots=True)
class Champ:
    """A column of a sheet: how it is shown, the datum that it comes from (None: of every fiche), its SQL."""

    colonne: Colonne
    datum: Datum | None
    sql: Any


def publiable(table: str) -> bool:
    """Whether a table may be shown to everybody."""
    return table not in NOMINATIVES and not issubclass(FICHES[table].model, Personne)


def uids(unit: UnitOfWork, table: str, *where: Any, words: str = "") -> list[str]:
    """The living fiches of a type, in the order of its list; `words` as a search would find them."""
    fiche = FICHES[table]
    model: Any = fiche.model
    order = [c.desc().nulls_first() if fiche.latest_first else c.asc().nulls_last() for c in fiche.order]
    query = select(model.uid).where(model.supprime_le.is_(None), *where).order_by(*order, model.uid)
    found = list(unit.session.scalars(query))
    if not search.query_of(words):
        return found
    kept = {uid for _, uid in search.find(unit.session.connection(), words, table, max(1, len(found)))}
    return [uid for uid in found if uid in kept]


def vivantes(unit: UnitOfWork, table: str, wanted: Sequence[str]) -> list[str]:
    """Those of these fiches that are not in the corbeille, in the order given."""
    model: Any = FICHES[table].model
    alive: set[str] = set()
    for some in _batches(wanted):
        alive |= set(unit.session.scalars(select(model.uid).where(model.uid.in_(some), model.supprime_le.is_(None))))
    return [uid for uid in wanted if uid in alive]


def feuilles(unit: UnitOfWork, table: str, wanted: Sequence[str], audience: Audience) -> list[Feuille]:
    """The sheet of these fiches, then those of their lines; the names are not checked yet."""
    fiche = FICHES[table]
    champs = champs_de(fiche, audience)
    rows = partial(_records, unit, fiche, champs, wanted)
    whole = Feuille(fiche.plural, fiche.plural, _columns(champs), rows, len(wanted))
    if audience is Audience.PUBLIQUE:
        whole = _hushed(whole, champs)
    made = [whole]
    for lines in schema(fiche.model).line_data:
        assert lines.lines is not None
        own = champs_de_lignes(lines.lines, audience)
        count = _count(unit, lines, wanted) if own else 0
        if count:
            titre = f"{fiche.plural} — {lines.label}"
            head = (
                Colonne("Référence", largeur=_NARROW["reference"]), Colonne(fiche.singular, largeur=40),
                *_columns(own), Colonne("Identifiant de la fiche", largeur=_NARROW["uid"]),
            )  # fmt: skip
            sheet = Feuille(titre, titre, head, partial(_lines, unit, fiche, lines, own, wanted), count)
            made.append(_hushed(sheet, [None, None, *own, None]) if audience is Audience.PUBLIQUE else sheet)
    return made


def referentiel(unit: UnitOfWork, table: str, words: str = "") -> Feuille:
    """The sheet of a reference table, as it is listed."""
    tableau = TABLEAUX[table]
    keys = [key_of(c) for c in tableau.columns]
    of = schema(tableau.model)
    columns = tuple(
        Colonne("Code")
        if key not in of
        else Colonne(of[key].label, Sorte.DECIMAL if key in tableau.exact else _sorte(of[key]), _aide(of[key]))
        for key in keys
    )
    pointed = {key: names(unit, of[key].target) for key in keys if key in of and of[key].kind is Kind.REFERENCE}
    rows = [
        [
            _exact(row.values[key]) if key in tableau.exact
            else cellule(of[key], row.values[key], pointed.get(key)) if key in of
            else row.values[key]
            for key in keys
        ]
        for row in reference_rows(unit, table, words)
    ]  # fmt: skip
    return Feuille(tableau.plural, tableau.plural, columns, lambda: rows, len(rows))


# ---- columns
def champs_de(fiche: Fiche, audience: Audience) -> list[Champ]:
    """The columns of a record type: who it is, those of its list, then its other data; private ones never."""
    model: Any = fiche.model
    of = schema(fiche.model)
    listed = [key_of(c) for c in fiche.columns]
    keys = dict.fromkeys([*listed, *(d.key for d in of.stored)])
    named = {key_of(c) for c in fiche.name}
    made = [_fixed(model, key, titre) for key, titre in (("reference", "Référence"), ("etat", "État"))]
    made.append(_fixed(model, "origine", "Poste d’origine"))
    kept = [key for key in keys if key in of and shown(of[key], audience, named=key in named)]
    made += [_champ(model, of[key]) for key in kept]
    stamp = Sorte.INSTANT
    made += [_fixed(model, "cree_le", "Créée le", stamp), _fixed(model, "modifie_le", "Modifiée le", stamp)]
    return [*made, _fixed(model, "uid", "Identifiant")]


def champs_de_lignes(of: Schema, audience: Audience) -> list[Champ]:
    """The columns of a list of lines."""
    return [_champ(of.model, datum) for datum in of.stored if shown(datum, audience)]


def shown(datum: Datum, audience: Audience, *, named: bool = False) -> bool:
    """Whether a datum stands in a table; `named`: it names its fiche, which the public may know."""
    if datum.about.private:
        return False
    if audience is Audience.INTERNE:
        return True
    if datum.kind is Kind.REFERENCE:
        return datum.target not in FICHES or publiable(datum.target)
    return not datum.about.personal and (datum.kind not in _TEXTS or named)


def _fixed(model: Any, key: str, titre: str, sorte: Sorte = Sorte.TEXTE) -> Champ:
    return Champ(Colonne(titre, sorte, largeur=_NARROW.get(key, 0)), None, getattr(model, key))


def _champ(model: Any, datum: Datum) -> Champ:
    sql = getattr(model, datum.key)
    if isinstance(sql, Computed):
        assert sql.expression is not None  # it stands in a list
        sql = sql.expression(model)
        sorte = _of_sql(sql)
    else:
        sorte = _sorte(datum)
    wide = _WIDE if datum.free else 0
    return Champ(Colonne(datum.label, sorte, _aide(datum), wide), datum, sql.label(datum.key))


def _aide(datum: Datum) -> str:
    """What a reader may want to know: the words of a list; how a day is typed is none of it."""
    if datum.kind is Kind.CHOICE:
        return " · ".join(choice.libelle for choice in datum.choices)
    return "" if datum.kind in {Kind.DATE, Kind.TIME} else datum.about.help


def _sorte(datum: Datum) -> Sorte:
    return _SORTES.get(datum.kind, Sorte.TEXTE)


def _of_sql(sql: Any) -> Sorte:
    try:
        found: type[Any] = sql.type.python_type
    except NotImplementedError:
        return Sorte.TEXTE
    return _OF_TYPES.get(found, Sorte.TEXTE)


def _columns(champs: Sequence[Champ]) -> tuple[Colonne, ...]:
    return tuple(champ.colonne for champ in champs)


def _hushed(feuille: Feuille, champs: Sequence[Champ | None]) -> Feuille:
    """The sheet, its small counts of people kept."""
    data = [None if champ is None else champ.datum for champ in champs]
    told = tuple(petits.annoncee(colonne, datum) for colonne, datum in zip(feuille.colonnes, data, strict=True))
    return replace(feuille, colonnes=told, lignes=partial(petits.tues, data, feuille.lignes))


# ---- rows
def cellule(datum: Datum, value: Any, pointed: Mapping[str, str] | None = None) -> Cellule:
    """The typed value of a datum, in the units that a person reads."""
    if value is None or value == "":
        return None
    if datum.kind is Kind.REFERENCE:
        return (pointed or {}).get(value, str(value))
    if datum.kind in {Kind.MONEY, Kind.PERCENT}:
        return Decimal(value) / CENT
    if datum.kind is Kind.DECIMAL:
        return Decimal(value) / MILLE
    return simple(value)


def simple(value: Any) -> Cellule:
    """The cell of a value whose kind is not declared."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.datetime):
        return value.astimezone().replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, str | int | Decimal | dt.date | dt.time):
        return value
    return value.libelle if isinstance(value, Liste) else plain_text(value)


def _records(unit: UnitOfWork, fiche: Fiche, champs: Sequence[Champ], wanted: Sequence[str]) -> Iterator[Ligne]:
    model: Any = fiche.model
    for some in _batches(wanted):
        query = select(model.uid.label("uid_"), *(champ.sql for champ in champs)).where(model.uid.in_(some))
        found = {row[0]: row[1:] for row in unit.all(query)}
        pointed = _pointed(unit, champs, list(found.values()))
        for uid in some:
            yield _cells(champs, found[uid], pointed)


def _lines(
    unit: UnitOfWork, fiche: Fiche, lines: Datum, champs: Sequence[Champ], wanted: Sequence[str]
) -> Iterator[Ligne]:
    line: Any = lines.type
    owner = getattr(line, line_owner(lines.type)[0])
    model: Any = fiche.model
    for some in _batches(wanted):
        query = (
            select(owner.label("fiche_"), *(champ.sql for champ in champs))
            .where(owner.in_(some))
            .order_by(line.rang, line.uid)
        )
        held: dict[str, list[Any]] = {}
        for row in unit.all(query):
            held.setdefault(row[0], []).append(row[1:])
        pointed = _pointed(unit, champs, [row for rows in held.values() for row in rows])
        references = {row[0]: row[1] for row in unit.all(select(model.uid, model.reference).where(model.uid.in_(held)))}
        named = names(unit, str(model.__tablename__), held)
        for uid in some:
            for row in held.get(uid, ()):
                yield [references.get(uid), named.get(uid), *_cells(champs, row, pointed), uid]


def _pointed(unit: UnitOfWork, champs: Sequence[Champ], rows: Sequence[Any]) -> dict[int, dict[str, str]]:
    """Names of what the rows point to, by place of the column."""
    made: dict[int, dict[str, str]] = {}
    for place, champ in enumerate(champs):
        if champ.datum is not None and champ.datum.kind is Kind.REFERENCE:
            wanted = {row[place] for row in rows} - {None}
            made[place] = names(unit, champ.datum.target, wanted) if wanted else {}
    return made


def _cells(champs: Sequence[Champ], row: Sequence[Any], pointed: Mapping[int, Mapping[str, str]]) -> list[Cellule]:
    return [
        simple(value) if champ.datum is None else cellule(champ.datum, value, pointed.get(place))
        for place, (champ, value) in enumerate(zip(champs, row, strict=True))
    ]


def _count(unit: UnitOfWork, lines: Datum, wanted: Sequence[str]) -> int:
    line: Any = lines.type
    owner = getattr(line, line_owner(lines.type)[0])
    counted = (
        unit.session.scalar(select(func.count()).select_from(line).where(owner.in_(some))) for some in _batches(wanted)
    )
    return sum(one or 0 for one in counted)


def _exact(value: Any) -> Cellule:
    """A figure kept as a decimal text."""
    return Decimal(value) if value else None


def _batches(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]
