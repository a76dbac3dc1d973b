import re

import pytest

from pvdesk.bundle import envelope
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import sample


def test_each_recipient_opens_what_was_sealed() -> None:
    data = envelope.seal(b"bonjour", sample.recipients())
    assert envelope.open_(data, [sample.mission_age().private]) == b"bonjour"
    assert envelope.open_(data, [sample.poste_age().private, sample.reserve_age().private]) == b"bonjour"


def test_somebody_else_does_not() -> None:
    with pytest.raises(Refus) as caught:
        envelope.open_(envelope.seal(b"bonjour", sample.recipients()), [sample.poste_age().private])
    assert caught.value.code is Code.Q2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"age-encryption.org/v1", b"age-encryption.org/v1\nrien"])
def test_what_is_no_age_file_is_unreadable(data: bytes) -> None:
    with pytest.raises(Refus) as caught:
        envelope.open_(data, [sample.mission_age().private])
    assert caught.value.code is Code.Q1


def test_our_own_faults_are_not_blamed_on_the_lot() -> None:
    with pytest.raises(ValueError, match="sealed to somebody"):
        envelope.seal(b"", [])
    with pytest.raises(ValueError, match="not an age public key"):
        envelope.seal(b"", ["age1faux"])
    with pytest.raises(ValueError, match="not an age identity"):
        envelope.open_(envelope.AGE_MAGIC, ["AGE-SECRET-KEY-1FAUX"])
    with pytest.raises(ValueError):
        envelope.sign(b"", "pas une clef", "commentaire")


def test_a_signature_holds_for_its_bytes_and_its_key_only() -> None:
    key = sample.poste_signing()
    signature = envelope.sign(b"manifeste", key.private, "pvdesk lot")
    assert envelope.verify(b"manifeste", signature, key.public) == "pvdesk lot"
    assert envelope.verify(b"manifeste", signature, key.public.splitlines()[1]) == "pvdesk lot"
    for data, found, public in (
        (b"Manifeste", signature, key.public),
        (b"manifeste", signature.replace(b"pvdesk lot", b"pvdesk LOT"), key.public),
        (b"manifeste", signature, sample.other_signing().public),
        (b"manifeste", b"", key.public),
        (b"manifeste", b"\xff" * 200, key.public),
        (b"manifeste", signature, ""),
        (b"manifeste", signature, "\u00e9t\u00e9"),
    ):
        with pytest.raises(Refus) as caught:
            envelope.verify(data, found, public)
        assert caught.value.code is Code.Q4


def test_both_screens_show_the_same_control_code() -> None:
    mission, poste = sample.mission_age().public, sample.poste_signing().public
    code = envelope.control_code(mission, poste)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert code == envelope.control_code(poste, mission)
    assert code == envelope.control_code(poste.splitlines()[1], mission), "a key's comment does not count"
    assert code != envelope.control_code(mission, sample.other_signing().public)
    assert envelope.control_code("a", "b") == "68GP-2J64", "the code of known keys never changes"


def test_the_proof_holds_for_one_token_and_these_keys_in_this_order() -> None:
    made = envelope.proof("jeton", "age1a", "RWTb")
    assert envelope.proof_holds(made, "jeton", "age1a", "RWTb")
    assert not envelope.proof_holds(made, "autre", "age1a", "RWTb")
    assert not envelope.proof_holds(made, "jeton", "RWTb", "age1a")
    assert not envelope.proof_holds("été", "jeton", "age1a", "RWTb")
