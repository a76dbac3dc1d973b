"""What every test of the lot starts from: fictional keys, records and a lot."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import structs

from pvdesk.bundle import envelope, package
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.bundle.envelope import KeyPair
from pvdesk.bundle.manifest import Champ, Entete, Presentation

MISSION = "MISSION"
PIECE = b"%PDF-1.7 une piece jointe fictive"
PIECES = {hashlib.sha256(PIECE).hexdigest(): PIECE}
SCHEMAS = {
    "reunion": [
        Champ("titre", "string", "Titre"),
        Champ("tenue_le", "date", "Date de la réunion"),
        Champ("montant_cents", "integer", "Montant (centimes)"),
        Champ("close", "boolean", "Close"),
    ],
    "action": [Champ("intitule", "string", "Intitulé")],
}


@cache
def mission_age() -> KeyPair:
    return envelope.new_age_identity()


@cache
def reserve_age() -> KeyPair:
    return envelope.new_age_identity()


@cache
def poste_age() -> KeyPair:
    return envelope.new_age_identity()


@cache
def poste_signing() -> KeyPair:
    return envelope.new_signing_key()


@cache
def other_signing() -> KeyPair:
    return envelope.new_signing_key()


def uid(number: int) -> str:
    return f"01920000-0000-7000-8000-{number:012x}"


def line(number: int, titre: str = "Conseil citoyen", **values: str | int | bool | None) -> Ligne:
    row: dict[str, str | int | bool | None] = {
        "titre": titre,
        "tenue_le": "2026-05-08",
        "montant_cents": 125_00,
        "close": number % 2 == 0,
    }
    return Ligne("put", uid(number), number, row | values, nouveau=True)


def tables() -> dict[str, list[Ligne]]:
    changed = Ligne("put", uid(3), 3, {"titre": "Nouveau"}, {"titre": Modif(2, 3, "Ancien")})
    return {
        "reunion": [line(1), line(2, "Séance « plénière »", close=None), changed, Ligne("del", uid(4), 4)],
        "action": [Ligne("put", uid(5), 5, {"intitule": "Relancer l’équipe"}, nouveau=True)],
    }


def entete(**changes: object) -> Entete:
    head = Entete(
        sorte="envoi",
        lot="01920000-0000-7000-8000-0000000000aa",
        poste="D07",
        numero=1,
        precedent=None,
        destinataire=MISSION,
        depuis=0,
        jusqua=5,
        vu=0,
        schema="0001",
        lecteur_minimal="0001",
        application="pvdesk 0.1.0",
        fait_le="2026-05-08T17:45:00+02:00",
    )
    return structs.replace(head, **changes)


def recipients() -> list[str]:
    return [mission_age().public, reserve_age().public]


def sealed(
    head: Entete | None = None,
    lines: Mapping[str, Sequence[Ligne]] | None = None,
    pieces: Mapping[str, bytes] = PIECES,
) -> bytes:
    found = tables() if lines is None else lines
    return package.write(head or entete(), found, SCHEMAS, pieces, poste_signing().private, recipients())


def enrolement() -> bytes:
    keys = Presentation(mission_age().public, poste_signing().public, reserve_age().public, "jeton-fictif")
    head = entete(sorte="enrolement", poste=MISSION, destinataire="D07", presentation=keys)
    return package.write(head, tables(), SCHEMAS, {}, poste_signing().private, None)


def archive() -> bytes:
    """The ZIP inside a lot."""
    return envelope.open_(sealed(), [mission_age().private])


def trusted(poste: str) -> str | None:
    return poste_signing().public if poste == "D07" else None


def opened(data: bytes) -> package.Lot:
    return package.read(data, [mission_age().private], trusted, MISSION)
