"""`datapackage.json`: a Data Package descriptor whose `pvdesk` object says who writes what to whom, since when.

Every type is checked on reading: a signed manifest may still come from a faulty or hostile poste.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from pvdesk.bundle.refus import Code, Refus

FORMAT = 1
"""The version of the file format; a reader holds (Q5) what is above its own."""

Count = Annotated[int, Meta(ge=0, lt=2**53)]
CodePoste = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}\Z")]
Revision = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}\Z")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Uuid = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)\Z", max_length=40)]
NomTable = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,62}\Z")]
Texte = Annotated[str, Meta(max_length=10_000)]
Cle = Annotated[str, Meta(max_length=1_000)]
Sorte = Literal["envoi", "retour", "enrolement"]
TypeChamp = Literal["string", "integer", "boolean", "date", "datetime", "time", "object", "array", "any"]


class Champ(Struct, omit_defaults=True, frozen=True):
    """A field of a Table Schema; `fields` describes the keys of an `object`."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    type: TypeChamp
    title: Texte = ""
    description: Texte = ""
    fields: tuple["Champ", ...] = ()


class Schema(Struct, omit_defaults=True, rename={"primary_key": "primaryKey"}):
    """A Table Schema."""

    fields: list[Champ]
    primary_key: list[str] = []


class Ressource(Struct, omit_defaults=True):
    """A member of the lot: its size in bytes and its hash, `sha256:` and 64 hexadecimal digits."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9._-]{1,100}\Z")]
    path: Annotated[str, Meta(max_length=100)]
    bytes: Count
    hash: Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}\Z")]
    title: Texte = ""
    format: str = ""
    mediatype: str = ""
    encoding: str = ""
    schema: Schema | None = None


class Compte(Struct):
    """Lines of one table: `put` and `del`."""

    enregistrements: Count = 0
    suppressions: Count = 0


class Presentation(Struct, omit_defaults=True):
    """Public keys of the author, sent until acknowledged.

    `reserve` (age) and `jeton` are the mission's, in a lot d'enrôlement; `preuve` is the poste's answer:
    `envelope.proof(jeton, age, minisign)`.
    """

    age: Cle
    minisign: Cle
    reserve: Cle | None = None
    jeton: Cle | None = None
    preuve: Sha256 | None = None


class LotAccuse(Struct, omit_defaults=True):
    """What became of one lot of the addressee."""

    numero: Annotated[int, Meta(ge=1, lt=2**53)]
    lot: Uuid
    etat: Literal["recu", "retenu", "refuse"]
    code: Code | None = None
    phrase: Texte | None = None


class Accuses(Struct):
    """In a lot de retour: everything up to local sequence `jusqua` is received; `lots` tells the story lot by lot."""

    jusqua: Count
    lots: list[LotAccuse] = []
    dernier: Uuid | None = None
    """The last lot that went in: who never made it is an older copy."""
    copies: list[Uuid] = []
    """Lots held because another copy of the same base wrote them."""


class Entete(Struct, omit_defaults=True):
    """The `pvdesk` object: who writes what to whom, since when. Sequences are local integers, never dates."""

    sorte: Sorte
    lot: Uuid
    poste: CodePoste
    """The author: a poste, or the mission in a retour or an enrolement."""
    numero: Annotated[int, Meta(ge=1, lt=2**53)]
    precedent: Sha256 | None
    """`Lot.sha256` of the author's previous lot."""
    destinataire: CodePoste
    depuis: Count
    jusqua: Count
    vu: Count
    schema: Revision
    lecteur_minimal: Revision
    application: Annotated[str, Meta(max_length=100)]
    fait_le: Instant
    format: int = msgspec.field(default_factory=lambda: FORMAT)
    comptes: dict[NomTable, Compte] = msgspec.field(default_factory=dict)
    """Filled by `package.write`."""
    presentation: Presentation | None = None
    accuses: Accuses | None = None
    message: Texte | None = None
    incarnation: Annotated[str, Meta(pattern=r"^[0-9a-f]{1,64}\Z")] | None = None
    """The living copy of the poste's base: that of the author of an envoi, that which a retour answers."""
    lignee: Annotated[list[Uuid], Meta(max_length=5_000)] = []
    """In an envoi: the author's lots since the last one acknowledged, that one first, this one last."""
    epoque: Annotated[str, Meta(pattern=r"^[0-9a-f]{16,64}\Z")] | None = None
    """The living copy of the mission's base: of the author of a retour, the one that the author of an envoi knows."""
    souche: Count | None = None
    """The mission sequence up to which that copy and the former ones agree; absent as long as there was one."""
    retours: Annotated[list[Uuid], Meta(max_length=5_000)] = []
    """In an envoi: the last lots de retour of that epoch, as they came."""


class Manifeste(Struct):
    """The whole descriptor."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9._-]{1,100}\Z")]
    title: Texte
    resources: Annotated[list[Ressource], Meta(max_length=2_000)]
    pvdesk: Entete


class Annonce(Struct):
    """The little that is read before the signature holds: whose key must verify it."""

    poste: CodePoste
    sorte: str
    format: Annotated[int, Meta(ge=1)]
    presentation: Presentation | None = None


class _Porteur(Struct):
    pvdesk: Annonce


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Manifeste)
_ANNONCE = msgspec.json.Decoder(_Porteur)


def encode(manifeste: Manifeste) -> bytes:
    """The bytes that are signed: keys sorted, indented; the same manifest gives the same bytes."""
    return msgspec.json.format(_ENCODER.encode(manifeste), indent=1) + b"\n"


def announce(data: bytes) -> Annonce:
    """Who says they wrote this manifest: to be believed once the signature holds, not before.

    Errors:
        Refus Q4 when that cannot even be read.
    """
    try:
        return _ANNONCE.decode(data).pvdesk
    except (ValueError, RecursionError) as error:  # every msgspec error is a ValueError; so is a wrong UTF-8
        raise Refus(Code.Q4, f"manifest: {type(error).__name__}") from error


def decode(data: bytes) -> Manifeste:
    """A verified manifest, typed.

    Errors:
        Refus Q4 when malformed, Q5 when its format is above ours.
    """
    if announce(data).format > FORMAT:
        raise Refus(Code.Q5, "a newer format")
    try:
        manifeste = _DECODER.decode(data)
    except (ValueError, RecursionError) as error:
        raise Refus(Code.Q4, f"manifest: {_place(error)}") from error
    entete = manifeste.pvdesk
    if entete.depuis > entete.jusqua:
        raise Refus(Code.Q4, "manifest: the interval is upside down")
    return manifeste


def _place(error: Exception) -> str:
    """What msgspec says of the type and the path; it quotes no value but a wrong key word."""
    return str(error) if isinstance(error, msgspec.ValidationError) else type(error).__name__
