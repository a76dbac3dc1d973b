"""Where the free texts of a base name a person: found by name or code, shown in a few words, replaced by the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.base import Line, Personne, Record
from db.search import fold
from pvdesk.fiches import FICHES
from pvdesk.kit.garde import folded
from pvdesk.kit.schema import Datum, Kind, Schema, line_owner, schema
from pvdesk.store.unit import UnitOfWork

_TEXTS = frozenset({Kind.TEXT, Kind.OPEN, Kind.LONG})
_KEPT = ("motifs", "saisies")  # columns of a record that hold typed texts by name
_LABELS = {"motifs": "Motif donné à un avertissement", "saisies": "Saisie non comprise"}
_AROUND = 80  # characters shown on each side of a name
_CIVILITIES = r"(?:(?:m\.|mr|mme|mlle|monsieur|madame|mademoiselle)\s+)?"
LONGEST_CODE = 20  # characters: a shorter datum is a code or a number, « H-07 » of another conseil is another person
NOBODY = "personne anonymisée"


@dataclass(frozen=True, slots=True)
class Texte:
    """A typed text: its fiche, the row and datum that hold it (« motifs/rule » for a reason), where a person finds it.

    Attributes:
        chemin: « table/uid of the fiche/uid of the row/datum ».
        endroit: « Réunion CC-2026-D07-0003, Ordre du jour et échanges, Échanges ».
    """

    table: str
    fiche_uid: str
    row_uid: str
    champ: str
    endroit: str
    texte: str

    @property
    def chemin(self) -> str:
        """Its place, for the program: what the mission is told, never the text."""
        return f"{self.table}/{self.fiche_uid}/{self.row_uid}/{self.champ}"

    @property
    def colonne(self) -> str:
        """The column that holds it."""
        return self.champ.partition("/")[0]


def reponse_de(demande_uid: str) -> str:
    """The place of the answer to a request."""
    return f"demande/{demande_uid}/{demande_uid}/reponse"


def mentions(unit: UnitOfWork, table: str, personne: Personne, demande_uid: str = "") -> list[Texte]:
    """The texts that name a person, private notes included: they are the person's data too.

    Read one by one, not by the full-text index, which leaves the private ones out. The answer of the request that asks
    is none of them: it is what one writes to the person.
    """
    words = _words(personne)
    if words is None:
        return []
    own = reponse_de(demande_uid)
    found = _texts(unit, table, personne.uid)
    return [text for text in found if words.search(_plain(text.texte)) and text.chemin != own]


def excerpt(texte: str, personne: Personne) -> str:
    """The words around the first time that a text names a person."""
    words = _words(personne)
    plain, places = folded(texte)
    found = words.search(plain) if words is not None else None
    if found is None:
        return ""
    start, end = places[found.start()], places[found.end() - 1] + 1
    left, right = max(0, start - _AROUND), min(len(texte), end + _AROUND)
    shown = " ".join(texte[left:right].split())
    return f"{'…' if left else ''}{shown}{'…' if right < len(texte) else ''}"


def masked(texte: str, personne: Personne) -> str:
    """A text where a person is named by their code: civility, first and last name, in any order, go."""
    nom, prenom = _part(personne, "nom"), _part(personne, "prenom")
    whole = (
        [rf"{_CIVILITIES}(?:{prenom}\s+)?{nom}(?:\s+{prenom})?" if prenom else rf"{_CIVILITIES}{nom}"] if nom else []
    )
    alone = [rf"{_CIVILITIES}{prenom}"] if prenom else []
    if not whole and not alone:
        return texte
    plain, places = folded(texte)
    made, last = "", 0
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join([*whole, *alone])})(?!\w)", plain):
        made += texte[last : places[found.start()]] + code_of(personne)
        last = places[found.end() - 1] + 1
    return made + texte[last:]


def code_of(personne: Personne) -> str:
    """What a person is called once anonymous: the code, or the reference of the fiche."""
    return getattr(personne, "code", None) or personne.reference or NOBODY


def _words(personne: Personne) -> re.Pattern[str] | None:
    named = [part for part in (_part(personne, "nom"), _part(personne, "code")) if part]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(named)})(?!\w)") if named else None


def _part(personne: Personne, key: str) -> str:
    """One of the names, as a folded expression; empty when it is not held."""
    return r"\s+".join(map(re.escape, _plain(getattr(personne, key, None) or "").split()))


def _plain(text: str) -> str:
    return fold(text).replace("’", "'")


def _texts(unit: UnitOfWork, own_table: str, own_uid: str) -> Iterator[Texte]:
    """Every typed text of the base but the names of people: those are data of their own fiches."""
    for table, fiche in FICHES.items():
        model: Any = fiche.model
        of = schema(model)
        data = [d for d in of.stored if _readable(d)]
        columns = [getattr(model, d.key) for d in data] + [getattr(model, key) for key in _KEPT]
        named: dict[str, str] = {}
        for row in unit.all(select(model.uid, model.reference, *columns)):
            named[row.uid] = " ".join(filter(None, (fiche.singular, row.reference)))
            own = table == own_table and row.uid == own_uid
            for datum in data:
                value = getattr(row, datum.key)
                if value and not (own and (datum.about.personal or datum.kind is not Kind.LONG)):
                    yield Texte(table, row.uid, row.uid, datum.key, f"{named[row.uid]}, {datum.label}", value)
            for kept in _KEPT:
                typed: dict[str, Any] = getattr(row, kept) or {}
                for key, value in typed.items():
                    if own and key in of and of[key].about.personal:
                        continue
                    endroit = f"{named[row.uid]}, {_LABELS[kept]}"
                    yield Texte(table, row.uid, row.uid, f"{kept}/{key}", endroit, str(value))
        yield from _line_texts(unit, table, of, named)


def _line_texts(unit: UnitOfWork, table: str, of: Schema, named: dict[str, str]) -> Iterator[Texte]:
    for lines in of.line_data:
        model: Any = lines.type
        data = [d for d in schema(model).stored if _readable(d)]
        owner = getattr(model, line_owner(model)[0])
        if not data:
            continue
        columns = model.uid, model.rang, owner.label("fiche"), *(getattr(model, d.key) for d in data)
        for row in unit.all(select(*columns)):
            for datum in data:
                value = getattr(row, datum.key)
                if value:
                    place = f"{lines.label}, {datum.label}" if len(data) > 1 else _nth(datum.label, row.rang)
                    endroit = f"{named.get(row.fiche, '')}, {place}"
                    yield Texte(table, row.fiche, row.uid, datum.key, endroit, value)


def _nth(label: str, rang: int) -> str:
    """« phrase 3 »: the only text of a line is told by its place."""
    return f"{label[:1].lower()}{label[1:]} {rang + 1}"


def _readable(datum: Datum) -> bool:
    """A typed text; neither a code nor the name of somebody on their own fiche."""
    about = datum.about
    short = about.personal or about.pattern or (about.maximum or LONGEST_CODE + 1) <= LONGEST_CODE
    return datum.kind is Kind.LONG or (datum.kind in _TEXTS and not short)


def row_of(unit: UnitOfWork, chemin: str) -> tuple[Record, Record | Line, str] | None:
    """The fiche, the row and the datum behind a path; None when they are no more."""
    table, fiche_uid, row_uid, champ = chemin.split("/", 3)
    if table not in FICHES:
        return None
    record: Record | None = unit.session.get(FICHES[table].model, fiche_uid)
    if record is None or row_uid == fiche_uid:
        return (record, record, champ) if record is not None else None
    for lines in schema(type(record)).line_data:
        line: Any = unit.session.get(lines.type, row_uid)
        if line is not None:
            return record, line, champ
    return None
