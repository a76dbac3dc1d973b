import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from msgspec import structs

from pvdesk.bundle import container, envelope, package
from pvdesk.bundle.codec import Ligne, encode_lines
from pvdesk.bundle.container import MANIFEST, SIGNATURE
from pvdesk.bundle.manifest import Compte, Entete, Presentation
from pvdesk.bundle.package import Revoque
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import forge, sample
from tests.pvdesk.bundle.test_codec import HOSTILE


def verdict(data: bytes) -> Code:
    with pytest.raises(Refus) as caught:
        sample.opened(data)
    return caught.value.code


def test_a_lot_comes_back_whole() -> None:
    data = sample.sealed()
    lot = sample.opened(data)
    assert lot.tables == sample.tables()
    assert lot.files == sample.PIECES
    assert lot.anomalies == []
    assert lot.sha256 == hashlib.sha256(data).hexdigest()
    counts = {"reunion": Compte(3, 1), "action": Compte(1, 0)}
    assert lot.manifeste.pvdesk == sample.entete(comptes=counts)
    reunion = next(found for found in lot.manifeste.resources if found.path == "data/reunion.jsonl")
    assert reunion.schema is not None
    assert reunion.schema.fields[3].fields[0].title == "Titre"


def test_the_reserve_key_opens_it_too() -> None:
    assert package.read(sample.sealed(), [sample.reserve_age().private], sample.trusted, sample.MISSION).files


def test_the_same_records_make_the_same_archive() -> None:
    assert sample.archive() == sample.archive()


def test_ten_thousand_records_are_written_then_read_within_a_second_and_a_half_each() -> None:
    rows = [sample.line(number, compte_rendu=f"Compte rendu {number}. " * 20) for number in range(10_000)]
    start = time.process_time()
    data = sample.sealed(lines={"reunion": rows})
    between = time.process_time()
    assert sample.opened(data).tables["reunion"] == rows
    assert between - start < 1.5
    assert time.process_time() - between < 1.5


def test_an_empty_lot_is_a_lot() -> None:
    lot = sample.opened(sample.sealed(lines={"reunion": []}, pieces={}))
    assert (lot.tables, lot.files, lot.manifeste.pvdesk.comptes) == ({}, {}, {})


def test_hostile_text_travels_intact() -> None:
    line = Ligne("put", sample.uid(1), 1, dict(HOSTILE))
    assert sample.opened(sample.sealed(lines={"reunion": [line]})).tables == {"reunion": [line]}


def test_a_lot_in_the_clear_names_neither_author_nor_record() -> None:
    data = sample.sealed()
    for word in (b"D07", b"MISSION", b"Conseil", b"datapackage", sample.uid(1).encode()):
        assert word not in data


def test_the_readme_holds_no_record_and_no_name() -> None:
    assert forge.members()[container.README].decode() == package._LISEZMOI
    assert "D07" not in package._LISEZMOI


def test_a_lot_for_somebody_else_is_not_opened() -> None:
    with pytest.raises(Refus) as caught:
        package.read(sample.sealed(), [sample.poste_age().private], sample.trusted, sample.MISSION)
    assert caught.value.code is Code.Q2


def test_a_lot_wrapped_again_for_another_mission_is_refused_by_the_addressee_inside() -> None:
    with pytest.raises(Refus) as caught:
        package.read(sample.sealed(), [sample.mission_age().private], sample.trusted, "MISSION-B")
    assert caught.value.code is Code.Q2
    assert "Destinataire\u00a0: MISSION." in caught.value.phrase


def test_an_unknown_poste_is_named() -> None:
    with pytest.raises(Refus) as caught:
        sample.opened(sample.sealed(sample.entete(poste="D99")))
    assert caught.value.code is Code.Q3
    assert "«\u00a0D99\u00a0»" in caught.value.phrase


@pytest.mark.parametrize(
    ("since", "said"), [("12 mai 2026", "est révoqué depuis le 12 mai 2026\u00a0:"), ("", "est révoqué\u00a0:")]
)
def test_a_revoked_poste_is_refused_with_the_reason(since: str, said: str) -> None:
    with pytest.raises(Refus) as caught:
        package.read(
            sample.sealed(),
            [sample.mission_age().private],
            lambda _: Revoque("portable volé", since),
            sample.MISSION,
        )
    assert caught.value.code is Code.Q3
    assert f"«\u00a0D07\u00a0» {said} portable volé." in caught.value.phrase


def test_a_lot_signed_by_another_key_is_not_of_that_poste() -> None:
    assert verdict(forge.signed(lambda _: None, key=sample.other_signing().private)) is Code.Q3


def test_a_forger_with_all_public_keys_makes_nothing_that_opens() -> None:
    """The honest manifest, its honest signature, another content: what a relay could try."""
    inside = forge.members()
    lines = encode_lines([sample.line(1, "Faux")])
    for pairs in (
        inside | {"data/reunion.jsonl": lines},
        inside | {"data/reunion.jsonl": inside["data/reunion.jsonl"] + b"\n"},
        inside | {"data/extra.jsonl": lines},
        inside | {MANIFEST: inside[MANIFEST].replace(b'"D07"', b'"D08"')},
        inside | {MANIFEST: inside[MANIFEST].replace(b'"numero": 1', b'"numero": 2')},
        inside | {MANIFEST: inside[MANIFEST] + b" "},
        inside | {SIGNATURE: b""},
        inside | {SIGNATURE: inside[SIGNATURE].replace(b"numero 1", b"numero 2")},
        {name: data for name, data in inside.items() if name != "data/action.jsonl"},
        {name: data for name, data in inside.items() if not name.startswith("files/")},
        {name: data for name, data in inside.items() if name != SIGNATURE},
        {name: data for name, data in inside.items() if name != MANIFEST},
        dict(sorted(inside.items(), reverse=True)),
    ):
        with pytest.raises(Refus) as caught:
            sample.opened(forge.sealed(forge.zipped(list(pairs.items()))))
        assert caught.value.code in {Code.Q3, Code.Q4}


def test_a_signature_over_the_limit_is_not_even_unpacked() -> None:
    pairs = forge.members() | {SIGNATURE: b"x" * 20_000}
    assert verdict(forge.sealed(forge.zipped(list(pairs.items())))) is Code.Q8


def test_a_manifest_over_the_limit_is_not_even_unpacked() -> None:
    pairs = forge.members() | {MANIFEST: b"{}" + b" " * container.MAX_MANIFEST}
    assert verdict(forge.sealed(forge.zipped(list(pairs.items())))) is Code.Q8


def test_a_poste_that_signs_a_lie_is_refused() -> None:
    def resource(index: int, **changes: object) -> Callable[[dict[str, Any]], object]:
        return lambda manifest: manifest["resources"][index].update(changes)

    assert sample.opened(forge.signed(lambda _: None)).tables == sample.tables(), "the tool itself makes good lots"
    assert verdict(forge.signed(resource(1, bytes=1))) is Code.Q4
    assert verdict(forge.signed(resource(1, hash="sha256:" + "0" * 64))) is Code.Q4
    assert verdict(forge.signed(resource(1, path="data/autre.jsonl"))) is Code.Q4
    assert verdict(forge.signed(resource(1, path="../x"))) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["resources"].pop())) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["resources"].append(manifest["resources"][0]))) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"]["comptes"].pop("action"))) is Code.Q4
    assert (
        verdict(forge.signed(lambda manifest: manifest["pvdesk"]["comptes"]["action"].update(suppressions=1)))
        is Code.Q4
    )
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(sorte="enrolement"))) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(destinataire="D08"))) is Code.Q2
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(poste="D08"))) is Code.Q3
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(numero=2))) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(numero="2"))) is Code.Q4
    assert verdict(forge.signed(lambda manifest: manifest["pvdesk"].update(format=2))) is Code.Q5
    assert verdict(forge.signed(lambda _: None, comment="autre commentaire")) is Code.Q4
    name = next(iter(sample.PIECES))
    assert verdict(forge.signed(lambda _: None, {f"files/{name}": b"autre contenu"})) is Code.Q4


def test_bad_lines_of_an_enrolled_poste_are_set_aside_and_the_others_go_on() -> None:
    good = forge.members()["data/reunion.jsonl"]
    lines = good.splitlines(keepends=True)
    data = forge.signed(lambda _: None, {"data/reunion.jsonl": lines[0] + b"{\n" + b"".join(lines[2:])})
    lot = sample.opened(data)
    assert [line.n for line in lot.tables["reunion"]] == [1, 3, 4]
    assert [(bad.table, bad.ligne, bad.brut) for bad in lot.anomalies] == [("reunion", 2, b"{")]


def test_an_enrolment_travels_unsealed_and_is_verified_with_its_own_key() -> None:
    data = sample.enrolement()
    assert package.is_enrolement(data)
    assert not package.is_enrolement(sample.sealed())
    lot = package.read_enrolement(data)
    assert lot.tables == sample.tables()
    keys = lot.manifeste.pvdesk.presentation
    assert keys is not None
    assert envelope.control_code(keys.age, keys.minisign) == envelope.control_code(
        sample.mission_age().public, sample.poste_signing().public
    )


def test_each_kind_of_file_has_its_own_door() -> None:
    with pytest.raises(Refus) as caught:
        package.read_enrolement(sample.sealed())
    assert caught.value.code is Code.Q1
    assert verdict(sample.enrolement()) is Code.Q1
    assert verdict(forge.sealed(sample.enrolement())) is Code.Q3
    with pytest.raises(Refus) as caught:
        package.read_enrolement(sample.archive())
    assert caught.value.code is Code.Q4
    keys = Presentation(sample.poste_age().public, sample.poste_signing().public)
    with pytest.raises(Refus) as caught:
        package.read_enrolement(
            envelope.open_(sample.sealed(sample.entete(presentation=keys)), [sample.mission_age().private])
        )
    assert caught.value.code is Code.Q4


def test_an_enrolment_whose_keys_were_replaced_is_altered() -> None:
    data = sample.enrolement()
    members = {name: container.extract(data, member) for name, member in container.read_directory(data).items()}
    own, other = (key.public.splitlines()[1].encode() for key in (sample.poste_signing(), sample.other_signing()))
    members[MANIFEST] = members[MANIFEST].replace(own, other)
    with pytest.raises(Refus) as caught:
        package.read_enrolement(forge.zipped(list(members.items())))
    assert caught.value.code is Code.Q4


def test_a_poste_not_known_yet_presents_itself() -> None:
    age, minisign = sample.poste_age().public, sample.poste_signing().public
    keys = Presentation(age, minisign, preuve=envelope.proof("jeton", age, minisign))
    data = sample.sealed(sample.entete(poste="D99", presentation=keys))
    assert verdict(data) is Code.Q3
    manifeste = package.read_presentation(data, [sample.mission_age().private], sample.MISSION)
    found = manifeste.pvdesk.presentation
    assert found == keys
    assert envelope.proof_holds(found.preuve or "", "jeton", found.age, found.minisign)
    with pytest.raises(Refus) as caught:
        package.read_presentation(sample.sealed(), [sample.mission_age().private], sample.MISSION)
    assert caught.value.code is Code.Q3
    with pytest.raises(Refus) as caught:
        package.read_presentation(data, [sample.mission_age().private], "MISSION-B")
    assert caught.value.code is Code.Q2


def test_what_could_not_be_read_back_is_not_written() -> None:
    key, recipients = sample.poste_signing().private, sample.recipients()

    def write(
        head: Entete | None = None,
        tables: Mapping[str, Sequence[Ligne]] | None = None,
        files: Mapping[str, bytes] | None = None,
        to: Sequence[str] | None = recipients,
    ) -> None:
        package.write(head or sample.entete(), tables or {}, sample.SCHEMAS, files or {}, key, to)

    with pytest.raises(ValueError, match="is sealed"):
        write(to=None)
    with pytest.raises(ValueError, match="is sealed"):
        write(sample.entete(sorte="enrolement"))
    with pytest.raises(ValueError, match="would be refused"):
        write(structs.replace(sample.entete(), poste="pas un poste"))
    with pytest.raises(ValueError, match="would be refused"):
        write(sample.entete(presentation=Presentation("age1", sample.other_signing().public)))
    with pytest.raises(ValueError, match="carries keys"):
        write(sample.entete(sorte="enrolement"), to=None)
    with pytest.raises(ValueError, match="named by its SHA-256"):
        write(files={"a" * 64: b"x"})
    with pytest.raises(ValueError, match="no member"):
        package.write(sample.entete(), {"con": [sample.line(1)]}, {"con": []}, {}, key, recipients)
    with pytest.raises(KeyError):
        write(tables={"sans_schema": [sample.line(1)]})


def test_what_is_too_large_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MANIFEST", 3_000)
    with pytest.raises(Refus) as caught:
        sample.sealed()
    assert caught.value.code is Code.Q8
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_FILE", len(sample.archive()) + 10)
    with pytest.raises(Refus) as caught:
        sample.sealed()
    assert caught.value.code is Code.Q8


def test_a_file_over_the_limit_is_not_even_decrypted() -> None:
    assert verdict(bytes(container.MAX_FILE + 1)) is Code.Q8
