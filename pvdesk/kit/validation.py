"""From a record to what is wrong with it: limits of its columns, then the rules of its model.

One function for the screen, the command line and the import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db.base import Anomalie, Gravite, Record
from db.types import MILLE
from pvdesk.kit import garde
from pvdesk.kit.schema import Datum, Kind, Schema, schema

GARDE = "garde"  # the name of the rule that reads free text
NBSP = "\u00a0"
_PARTS = {Kind.MONEY: 100, Kind.DECIMAL: MILLE}  # what is stored, in the unit that the limits are said in


@dataclass(frozen=True, slots=True)
class Finding:
    """An anomaly, the rule that found it, and the reason already given to it."""

    champ: str
    phrase: str
    gravite: Gravite
    regle: str
    motif: str = ""

    @property
    def stops(self) -> bool:
        """Whether « Terminer » waits for it: a broken rule, or a warning without its reason."""
        return self.gravite is Gravite.BLOQUANT or (self.gravite is Gravite.AVERTISSEMENT and not self.motif)


def findings(record: Record) -> tuple[Finding, ...]:
    """Everything to say of a record, in the order of its data, stopping ones first."""
    of = schema(type(record))
    found = [*limits(record, of), *_rules(record), *free_texts(record, of)]
    order = {d.key: i for i, d in enumerate(schema(type(record)).data)}
    found.sort(key=lambda f: (not f.stops, order.get(f.champ.split("/")[0], 999)))
    return tuple(found)


def at_once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is worth saying while the person still types: the guard's words. The rest waits for « Terminer »."""
    return tuple(f for f in found if f.regle == GARDE)


def _rules(record: Record) -> Iterator[Finding]:
    motifs = record.motifs or {}
    for rule in record.rules:
        for anomaly in rule(record):
            yield _finding(anomaly, rule.__name__, motifs)


def _finding(anomaly: Anomalie, rule: str, motifs: dict[str, Any]) -> Finding:
    return Finding(anomaly.champ, anomaly.phrase, anomaly.gravite, rule, str(motifs.get(rule, "")))


def limits(record: Record, of: Schema) -> Iterator[Finding]:
    """What breaks the limits of the data: typed and not understood, missing, too long, out of bounds."""
    saisies = record.saisies or {}
    for path, typed in saisies.items():
        phrase = f"{_label(of, path)}{NBSP}: «{NBSP}{typed}{NBSP}» n’est pas compris, corrigez la saisie"
        yield _blocking(path, phrase, "saisie")
    yield from _row(record, of, "", "", saisies)
    for datum in of.line_data:
        assert datum.lines is not None
        rows = getattr(record, datum.key)
        if datum.about.required and not rows:
            yield _blocking(datum.key, f"{datum.label}{NBSP}: ajoutez au moins une ligne", "obligatoire")
        for rank, row in enumerate(rows, 1):
            where = f"{datum.label}, ligne {rank}, "
            yield from _row(row, datum.lines, f"{datum.key}/{row.uid}/", where, saisies)


def free_texts(record: Record, of: Schema) -> Iterator[Finding]:
    """What the guard has to say of the free texts of a record and of its lines; it never stops anything."""
    yield from _guarded(record, of, "", "")
    for datum in of.line_data:
        assert datum.lines is not None
        for rank, row in enumerate(getattr(record, datum.key), 1):
            yield from _guarded(row, datum.lines, f"{datum.key}/{row.uid}/", f"{datum.label}, ligne {rank}, ")


def _guarded(row: Any, of: Schema, path: str, where: str) -> Iterator[Finding]:
    for datum in of.stored:
        if datum.free:
            said = garde.phrase(f"{where}{datum.label}", getattr(row, datum.key) or "")
            if said:
                yield Finding(path + datum.key, said, Gravite.INFO, GARDE)


def _label(of: Schema, path: str) -> str:
    """The name of a datum, or « Décisions, Pour » of a datum of a line."""
    key, *rest = path.split("/")
    if key not in of:
        return path
    lines = of[key].lines
    inner = rest[-1] if rest else ""
    return f"{of[key].label}, {lines[inner].label}" if lines is not None and inner in lines else of[key].label


def _row(row: Any, of: Schema, path: str, where: str, saisies: Mapping[str, Any]) -> Iterator[Finding]:
    anonymous = getattr(row, "anonymise_le", None) is not None
    for datum in of.stored:
        value = getattr(row, datum.key)
        gone = anonymous and datum.about.personal
        if value is None or value == "":
            if datum.about.required and not gone and path + datum.key not in saisies:
                yield _blocking(path + datum.key, missing(datum, where), "obligatoire")
        elif gone:
            phrase = f"{datum.label}{NBSP}: laissez vide, cette personne a été anonymisée à sa demande"
            yield _blocking(path + datum.key, phrase, "anonymat")
        else:
            sentence = out_of_bounds(datum, value)
            if sentence:
                yield _blocking(path + datum.key, f"{where}{datum.label}{NBSP}: {sentence}", "limite")


def _blocking(champ: str, phrase: str, rule: str) -> Finding:
    return Finding(champ, phrase, Gravite.BLOQUANT, rule)


def missing(datum: Datum, where: str = "") -> str:
    """What to do about a datum that says nothing and must."""
    verb = "choisissez dans la liste" if datum.kind in {Kind.CHOICE, Kind.REFERENCE} else "indiquez une valeur"
    if datum.kind is Kind.DATE:
        verb = "indiquez une date"
    elif datum.kind is Kind.TIME:
        verb = "indiquez une heure"
    return f"{where}{datum.label}{NBSP}: {verb}"


def out_of_bounds(datum: Datum, value: Any) -> str:
    """What to do about a value that the column does not take; nothing when it does."""
    about = datum.about
    if isinstance(value, str):
        if about.maximum is not None and len(value) > about.maximum:
            return f"raccourcissez à {about.maximum:.0f} caractères ({len(value)} écrits)"
        if about.pattern and not re.fullmatch(about.pattern, value):
            return f"vérifiez la forme{f', {about.help}' if about.help else ''}"
    elif isinstance(value, int) and not isinstance(value, bool):
        low, high = about.minimum, about.maximum
        value /= _PARTS.get(datum.kind, 1)
        if low is not None and value < low:
            return f"indiquez au moins {low:.0f}"
        if high is not None and value > high:
            return f"indiquez au plus {high:.0f}"
    return ""
