"""The history of a fiche in French: Le 3 mars à 18 h 42, D07 : Lieu, « x » → « y ». Private data stay at the poste."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from db.base import Etat, Line, Record
from db.journal import Geste
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Datum, Kind, Schema, line_owner, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.store import etats, historique, records, undo
from pvdesk.store.historique import Change, Sitting
from pvdesk.store.names import UNNAMED, name_of, names
from pvdesk.store.unit import UnitOfWork

NOTHING = "rien"
CREATED, STATE = "Fiche créée", "État"
LONGEST = 160  # characters of a value; of two longer ones, only what differs is shown
AROUND = 24
_DELETED, _RESTORED = "Mise à la corbeille", "Sortie de la corbeille"
_WORDS: Mapping[str, str] = {"etat": STATE, "reference": "Numéro"}
_DIGESTS = frozenset({"cr_sha256"})  # for machines: the control code beside it is what a person compares
_GESTES: Mapping[str, str] = {"remplace_par": "Réunie avec une autre fiche", "anonymise_le": "Nom effacé"}


@dataclass(frozen=True, slots=True)
class Dit:
    """One change: which datum, what it was and became."""

    quoi: str
    texte: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What one hand did without a long pause.

    Attributes:
        n: names the version, when it is one.
        recu: it came in a file.
        version: « Terminer » closed it; it can be brought back unless it is `courante`, what the fiche says today.
    """

    n: int
    debut: dt.datetime
    fin: dt.datetime
    poste: str
    dits: tuple[Dit, ...]
    recu: bool
    version: bool
    courante: bool


@dataclass(frozen=True, slots=True)
class Recit:
    """The history of a fiche, last passage first; `modifiable` when one of its versions may be brought back."""

    table: str
    uid: str
    nom: str
    sorte: str
    reference: str
    modifiable: bool
    passages: tuple[Passage, ...]


def recit(unit: UnitOfWork, table: str, uid: str) -> Recit:
    """The history of a fiche, in French.

    Raises:
        Absent: no such fiche.
    """
    found = historique.sittings(unit, table, uid)
    record = unit.session.get_one(records.model_of(table), uid)
    author = etats.qui(unit) is etats.Qui.AUTEUR
    teller = _Teller(_names(unit, found), private=author)
    fiche = FICHES[table]
    own = {datum.key: getattr(record, datum.key) for datum in schema(fiche.model).stored}
    return Recit(
        table, uid, names(unit, table, [uid]).get(uid) or name_of(fiche, own), fiche.singular, record.reference or "",
        author and record.etat is not Etat.CLOS and record.supprime_le is None,
        tuple(_passage(teller, one) for one in found),
    )  # fmt: skip


def _passage(teller: _Teller, one: Sitting) -> Passage:
    said = tuple(dit for change in one.changes for dit in teller.tell(change))
    return Passage(
        one.n, one.debut, one.fin, one.poste, said, one.lot is not None, one.version, one.current
    )


# ---- what data point to
def _names(unit: UnitOfWork, found: Iterable[Sitting]) -> dict[str, str]:
    """Names of all that the history points to, by uid or code."""
    wanted: dict[str, set[str]] = {}
    for sitting in found:
        for change in sitting.changes:
            for datum, values in _references(change):
                wanted.setdefault(datum.target, set()).update(v for v in values if isinstance(v, str))
    made: dict[str, str] = {}
    for table, keys in wanted.items():
        made |= names(unit, table, keys)
    return made


def _references(change: Change) -> Iterator[tuple[Datum, tuple[Any, ...]]]:
    for datum in schema(undo.models()[change.type]).stored:
        if datum.kind is Kind.REFERENCE:
            yield datum, (change.row.get(datum.key),)
            if change.champ == datum.key:
                yield datum, (change.avant, change.apres)


# ---- words
@dataclass(frozen=True, slots=True)
class _Teller:
    """Writes changes."""

    names: Mapping[str, str]
    private: bool

    def tell(self, change: Change) -> Iterator[Dit]:
        """The lines of one change; none for what is bookkeeping, or is not shown here."""
        model = undo.models()[change.type]
        if issubclass(model, Line):
            yield from self._of_line(model, change)
        elif change.geste is Geste.MODIFICATION:
            yield from self._of_fiche(model, change)
        elif change.geste is Geste.CREATION:
            yield Dit(CREATED, "")
            for datum in self._shown(schema(model)):
                text = self._text(model, datum, change.row.get(datum.key))
                if text:
                    yield Dit(datum.label, between("", text))

    def _of_fiche(self, model: type[Record | Line], change: Change) -> Iterator[Dit]:
        of = schema(model)
        key = change.champ
        if key == "supprime_le":
            yield Dit(_DELETED if change.apres else _RESTORED, "")
        elif key in _GESTES:
            yield Dit(_GESTES[key], "")
        elif key == "motifs":
            said = ["\u202f; ".join(str(v) for v in (held or {}).values()) for held in (change.avant, change.apres)]
            yield Dit("Motif donné", between(*said))
        elif key in _WORDS:
            yield Dit(_WORDS[key], between(*(_plain(model, key, value) for value in (change.avant, change.apres))))
        elif key in of and of[key] in self._shown(of):
            yield Dit(of[key].label, self._both(model, of[key], change))

    def _of_line(self, model: type[Line], change: Change) -> Iterator[Dit]:
        of = schema(model)
        title = _title(model)
        if change.geste is not Geste.MODIFICATION:
            texts = (self._text(model, datum, change.row.get(datum.key)) for datum in self._shown(of))
            said = " · ".join(text for text in texts if text) or NOTHING
            verb = "ajout de" if change.geste is Geste.CREATION else "retrait de"
            yield Dit(title, f"{verb} {quoted(said)}")
            return
        key = change.champ
        if key in of and (self.private or not of[key].about.private):
            named = self._line_name(model, of, change.row, but=key)
            where = " · ".join(part for part in (title, named, of[key].label) if part)
            yield Dit(where, self._both(model, of[key], change))

    def _shown(self, of: Schema) -> list[Datum]:
        told = (datum for datum in of.stored if datum.key not in _DIGESTS)
        return [datum for datum in told if self.private or not datum.about.private]

    def _line_name(self, model: type[Line], of: Schema, row: Mapping[str, Any], but: str) -> str:
        """What tells a line from its neighbours: the first text or reference that it holds."""
        kinds = {Kind.REFERENCE, Kind.TEXT, Kind.OPEN, Kind.CHOICE}
        named = (self._text(model, d, row.get(d.key)) for d in self._shown(of) if d.kind in kinds and d.key != but)
        return shortened(next((text for text in named if text), ""))

    def _both(self, model: type[Record | Line], datum: Datum, change: Change) -> str:
        return between(self._text(model, datum, change.avant), self._text(model, datum, change.apres))

    def _text(self, model: type[Record | Line], datum: Datum, value: Any) -> str:
        text = text_of(datum, undo.stored(model, datum.key, value), self.names)
        return UNNAMED if datum.kind is Kind.REFERENCE and text and text == value else text


def _title(model: type[Line]) -> str:
    """The name of the list that a line belongs to."""
    of = schema(FICHES[line_owner(model)[1]].model)
    return next(datum.label for datum in of.line_data if datum.type is model)


def _plain(model: type[Record | Line], key: str, value: Any) -> str:
    return plain_text(undo.stored(model, key, value))


def between(before: str, after: str) -> str:
    """« x » → « y »; of two long texts, what differs."""
    if not before:
        return quoted(shortened(after)) if after else NOTHING
    if not after:
        return f"{quoted(shortened(before))} → {NOTHING}"
    return " → ".join(quoted(text) for text in _differing(before, after))


def _differing(before: str, after: str) -> tuple[str, str]:
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    head = max(0, _same(before, after) - AROUND)
    tail = max(0, _same(before[head:][::-1], after[head:][::-1]) - AROUND)

    def cut(text: str) -> str:
        kept = text[head : len(text) - tail]
        return f"{'…' if head else ''}{shortened(kept)}{'…' if tail else ''}"

    return cut(before), cut(after)


def _same(one: str, other: str) -> int:
    """How many characters they begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def shortened(text: str) -> str:
    """At most `LONGEST` characters."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def quoted(text: str) -> str:
    """« x »."""
    return f"«\u00a0{text}\u00a0»"
