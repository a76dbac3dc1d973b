import copy
import json

import msgspec
import pytest

from pvdesk.bundle import manifest
from pvdesk.bundle.manifest import Accuses, LotAccuse, Presentation
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import sample

GOOD = json.loads(manifest.encode(sample.opened(sample.sealed()).manifeste))


def test_a_manifest_comes_back_equal_and_always_has_the_same_bytes() -> None:
    accuses = Accuses(
        5, [LotAccuse(1, sample.uid(1), "retenu", Code.Q6, "Il manque le lot 2."), LotAccuse(3, sample.uid(3), "recu")]
    )
    keys = Presentation("age1fictif", "RWTfictif", preuve="0" * 64)
    head = sample.entete(sorte="retour", accuses=accuses, presentation=keys, message="Bien reçu", precedent="a" * 64)
    whole = manifest.Manifeste("pvdesk-d07-000001", "Lot", [], head)
    data = manifest.encode(whole)
    assert manifest.decode(data) == whole
    assert manifest.encode(manifest.decode(data)) == data
    assert list(json.loads(data)) == sorted(json.loads(data))


def test_what_a_newer_compatible_writer_adds_is_ignored() -> None:
    newer = copy.deepcopy(GOOD)
    newer["pvdesk"]["nouveaute"] = {"x": [1.5]}
    newer["contributors"] = []
    assert manifest.decode(json.dumps(newer).encode()) == manifest.decode(json.dumps(GOOD).encode())


def test_a_newer_format_is_held_whatever_else_it_holds() -> None:
    with pytest.raises(Refus) as caught:
        manifest.decode(b'{"pvdesk":{"format":2,"poste":"D07","sorte":"inconnue"}}')
    assert caught.value.code is Code.Q5
    assert caught.value.held


ABSENT = object()
MALFORMED = {
    "no lot": ("lot", ABSENT),
    "no poste": ("poste", ABSENT),
    "no addressee": ("destinataire", ABSENT),
    "no precedent": ("precedent", ABSENT),
    "no schema": ("schema", ABSENT),
    "no format": ("format", ABSENT),
    "format zero": ("format", 0),
    "format text": ("format", "1"),
    "unknown kind": ("sorte", "delta"),
    "lot not a uuid": ("lot", "lot 1"),
    "poste as a path": ("poste", "../D07"),
    "poste with a line break": ("poste", "D07\n"),
    "numero zero": ("numero", 0),
    "numero text": ("numero", "1"),
    "depuis negative": ("depuis", -5),
    "jusqua too large": ("jusqua", 2**70),
    "jusqua before depuis": ("depuis", 6),
    "vu null": ("vu", None),
    "vu with a point": ("vu", 1.5),
    "precedent not a hash": ("precedent", "abc"),
    "date of fancy": ("fait_le", "hier"),
    "counts as a list": ("comptes", []),
    "negative count": ("comptes", {"reunion": {"enregistrements": -1, "suppressions": 0}}),
    "count of no table": ("comptes", {"../x": {"enregistrements": 1, "suppressions": 0}}),
    "presentation without keys": ("presentation", {}),
    "acknowledgement of fancy": ("accuses", {"jusqua": 1, "lots": [{"numero": 1}]}),
    "message too long": ("message", "x" * 10_001),
}


@pytest.mark.parametrize(("field", "value"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_header_is_refused_as_altered(field: str, value: object) -> None:
    head = copy.deepcopy(GOOD)
    if value is ABSENT:
        del head["pvdesk"][field]
    else:
        head["pvdesk"][field] = value
    with pytest.raises(Refus) as caught:
        manifest.decode(json.dumps(head).encode())
    assert caught.value.code is Code.Q4


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"pvdesk":',
        b"\xff",
        b"[" * 200_000,
        b'{"pvdesk":' * 50_000,
        b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        json.dumps({**GOOD, "resources": None}).encode(),
        json.dumps({**GOOD, "resources": [{"path": "x"}]}).encode(),
        json.dumps({**GOOD, "resources": GOOD["resources"] * 1_000}).encode(),
        json.dumps({**GOOD, "name": "Lot n°1"}).encode(),
        json.dumps(GOOD, ensure_ascii=False).replace("Lot pvdesk", "\\ud800").encode(),
        json.dumps(GOOD).encode().replace(b"Lot pvdesk", b"\xff"),
    ],
    ids=range(15),
)
def test_what_is_no_manifest_is_refused_as_altered(data: bytes) -> None:
    with pytest.raises(Refus) as caught:
        manifest.decode(data)
    assert caught.value.code is Code.Q4


def test_the_announce_reads_who_speaks_and_nothing_else() -> None:
    announced = manifest.announce(b'{"pvdesk":{"format":1,"poste":"D07","sorte":"envoi","numero":"faux"}}')
    assert msgspec.structs.asdict(announced) == {"poste": "D07", "sorte": "envoi", "format": 1, "presentation": None}
