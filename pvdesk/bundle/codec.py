"""A table of a lot as JSON Lines: one record a line, each judged alone."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from pvdesk.bundle.manifest import Champ, Count, Schema
from pvdesk.bundle.refus import Code, Refus

MAX_LINE = 8 << 20
MAX_LINES = 500_000
_BATCH = 500

# No float: money is in integer cents, and 2**53 is where other languages lose integers.
Valeur: TypeAlias = str | bool | Annotated[int, Meta(gt=-(2**53), lt=2**53)] | None

_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Modif(Struct, gc=False):
    """A change since the last acknowledgement: mission sequence seen, local sequence of the change, value before."""

    base: Count
    n: Count
    avant: Valeur = None


class Ligne(Struct, gc=False):
    """One record of a table: the whole row (`put`), or its tombstone (`del`).

    Nothing is left out when empty: table readers take the columns from the first line.
    """

    op: Literal["put", "del"]
    uid: Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
    n: Count
    """Local sequence of the record's last change."""
    valeurs: dict[str, Valeur] = {}
    modifs: dict[str, Modif] = {}
    nouveau: bool = False


class Anomalie(Struct, frozen=True):
    """A line set aside (Q7): its table, its number from 1, the French reason, its uid if legible, its bytes as come."""

    table: str
    ligne: int
    motif: str
    uid: str | None
    brut: bytes

    @property
    def code(self) -> Code:
        """Always Q7: this record alone is set aside."""
        return Code.Q7


class _Uid(Struct):
    uid: Annotated[str, Meta(max_length=100)]


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Ligne)
_UID = msgspec.json.Decoder(_Uid)


class Untransportable(ValueError):  # noqa: N818 - said as in « fiche intransportable »
    """A line that the other side would set aside: it never leaves.

    Attributes:
        uid: of the line.
    """

    def __init__(self, uid: str, reason: str) -> None:
        super().__init__(f"the record {uid} cannot travel: {reason}")
        self.uid = uid


def line_schema(columns: Sequence[Champ]) -> Schema:
    """The Table Schema of a line; the table's own columns are described inside `valeurs`."""
    return Schema(
        fields=[
            Champ(
                "op",
                "string",
                "Opération",
                "«\u00a0put\u00a0»\u00a0: la fiche entière, «\u00a0del\u00a0»\u00a0: sa suppression",
            ),
            Champ("uid", "string", "Identifiant de la fiche"),
            Champ("n", "integer", "Numéro d’ordre local"),
            Champ("valeurs", "object", "Valeurs", fields=tuple(columns)),
            Champ("modifs", "object", "Modifications depuis le dernier accusé"),
            Champ("nouveau", "boolean", "Fiche créée depuis le dernier accusé"),
        ],
        primary_key=["uid"],
    )


def encode_lines(lines: Sequence[Ligne], tell: Callable[[int], None] = lambda done: None) -> bytes:  # noqa: ARG005
    """JSON Lines, in the order given, `valeurs` sorted: same records, same bytes.

    `tell` is told, batch after batch, how many are written; it may interrupt.

    Errors:
        Untransportable when a line is one that the reader would set aside (a float, a twin, a line too long…).
    """
    known: set[str] = set()
    rows = []
    for place, line in enumerate(lines):
        if place % _BATCH == 0:
            tell(place)
        try:
            row = _ENCODER.encode(line)
            _judge(_DECODER.decode(row), row, known)
        except (ValueError, TypeError) as error:
            raise Untransportable(line.uid, str(error)) from error
        rows.append(row)
    if len({line.uid for line in lines}) != len(lines):
        raise ValueError("a record stands twice")
    if len(rows) > MAX_LINES:
        raise Refus(Code.Q8, "too many lines")
    return b"".join(row + b"\n" for row in rows)


def decode_lines(data: bytes, table: str = "") -> tuple[list[Ligne], list[Anomalie]]:
    """The good lines, and the others: a bad line is set aside, never guessed, and stops no other.

    Errors:
        Refus Q8 above `MAX_LINES` lines.
    """
    rows = data.split(b"\n")
    if not rows[-1]:
        rows.pop()
    if len(rows) > MAX_LINES:
        raise Refus(Code.Q8, "too many lines")
    lines: list[Ligne] = []
    aside: list[Anomalie] = []
    known: set[str] = set()
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        try:
            line = _DECODER.decode(row) if len(row) <= MAX_LINE else None
            _judge(line, row, known)
        except (ValueError, RecursionError) as error:
            aside.append(Anomalie(table, number, _reason(error), _uid_of(row), row))
            continue
        assert line is not None
        if line.uid in seen:
            aside.append(Anomalie(table, number, "Cette fiche est déjà plus haut dans le lot.", line.uid, row))
            continue
        seen.add(line.uid)
        lines.append(line)
    return lines, aside


def _judge(line: Ligne | None, row: bytes, known: set[str]) -> None:
    """What types do not say. `known` remembers the column names already found good."""
    if line is None or len(row) > MAX_LINE:
        raise ValueError("Cette ligne dépasse 8\u00a0Mio.")
    if line.op == "del" and line.valeurs:
        raise ValueError("Une suppression porte des valeurs.")
    for columns in (line.valeurs.keys(), line.modifs.keys()):
        if not columns <= known:
            for column in columns - known:
                if not _COLUMN.fullmatch(column):
                    raise ValueError("Un nom de colonne ne suit pas la règle.")
                known.add(column)


def _reason(error: Exception) -> str:
    """The French sentence of a bad line; msgspec's own words (type and path, no field's value) follow in brackets."""
    if isinstance(error, msgspec.ValidationError):
        return f"Une valeur de cette ligne n’a pas le type attendu ({error})."
    if isinstance(error, (msgspec.DecodeError, UnicodeDecodeError, RecursionError)):
        return "Cette ligne n’est pas lisible (JSON attendu, en UTF-8)."
    return str(error)


def _uid_of(row: bytes) -> str | None:
    """The record a bad line speaks of, when that much is legible."""
    try:
        return _UID.decode(row).uid if len(row) <= MAX_LINE else None
    except (ValueError, RecursionError):
        return None
