import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvdesk.bundle import codec
from pvdesk.bundle.codec import Ligne, Modif, Valeur, decode_lines, encode_lines
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import sample

HOSTILE = {
    "un_mo": "é" * 1_000_000,
    "nul": "avant\x00après",
    "droite_a_gauche": "\u202eedrog\u202c \u200f\u2067",
    "emoji": "👩🏽‍🌾🇫🇷",
    "longue_ligne": "\n".join("x" * 5_000 for _ in range(20)),
    "json": '{"op":"del"}\\"\r\n\u2028\u2029\x1f\x7f',
    "combine": "e\u0301 é",
}

# Text as a database holds it: any character, no lone half of a pair.
VALUES = st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(st.characters(codec="utf-8"))


def test_lines_come_back_equal() -> None:
    lines = sample.tables()["reunion"]
    assert decode_lines(encode_lines(lines)) == (lines, [])


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), VALUES, max_size=6))
def test_whatever_a_column_holds_comes_back(values: dict[str, Valeur]) -> None:
    line = Ligne("put", sample.uid(1), 1, values, {name: Modif(0, 1, value) for name, value in values.items()})
    assert decode_lines(encode_lines([line])) == ([line], [])


def test_hostile_text_travels_intact() -> None:
    line = Ligne("put", sample.uid(1), 1, dict(HOSTILE), {"nul": Modif(0, 1, HOSTILE["emoji"])})
    data = encode_lines([line])
    assert data.count(b"\n") == 1
    assert decode_lines(data) == ([line], [])


def test_the_same_records_give_the_same_bytes() -> None:
    one = Ligne("put", sample.uid(1), 1, {"a": 1, "b": None})
    two = Ligne("put", sample.uid(1), 1, {"b": None, "a": 1})
    assert encode_lines([one]) == encode_lines([two])


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": "1"},
        {"uid": sample.uid(1).upper().replace("0", "A")},
        {"n": -1},
        {"n": 2**53},
        {"op": "drop"},
        {"valeurs": {"montant": 1.5}},
        {"valeurs": {"montant": 2**53}},
        {"valeurs": {"montant": -(2**53)}},
        {"valeurs": {"liste": ["a"]}},
        {"valeurs": {"Nom": "a"}},
        {"valeurs": {"nom\n": "a"}},
        {"valeurs": {"nom": "\ud800"}},
        {"valeurs": {"nom": b"octets"}, "op": "del"},
        {"modifs": {"x'; --": Modif(0, 1)}},
        {"modifs": {"nom": Modif(-1, 1)}},
        {"op": "del", "valeurs": {"nom": "a"}},
    ],
)
def test_a_line_that_the_reader_would_set_aside_is_not_written(changes: dict[str, object]) -> None:
    line = msgspec.structs.replace(Ligne("put", sample.uid(1), 1, {}), **changes)
    with pytest.raises(ValueError, match="cannot travel"):
        encode_lines([line])


def test_a_record_is_written_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        encode_lines([sample.line(1), sample.line(1)])


GOOD = encode_lines([sample.line(1)]).rstrip(b"\n")
BAD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b"\xef\xbb\xbf" + GOOD,
    b'{"op":"put"}',
    GOOD.replace(b'"put"', b'"drop"'),
    GOOD.replace(b'"n":1', b'"n":1.5'),
    GOOD.replace(b'"n":1', b'"n":-1'),
    GOOD.replace(b'"n":1', b'"n":1208925819614629174706176'),
    GOOD.replace(b"12500", b"125.00"),
    GOOD.replace(b"12500", b"NaN"),
    GOOD.replace(b"12500", b"[12500]"),
    GOOD.replace(b"Conseil", b"\\ud800"),
    GOOD.replace(b'"titre"', b'"TITRE"'),
    GOOD.replace(b'"modifs":{}', b'"modifs":{"titre":{"base":1}}'),
    GOOD.replace(b'"put"', b'"del"'),
    b'{"x":' * 50_000,
    GOOD[:-1] + b',"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_line_is_set_aside_alone(bad: bytes) -> None:
    before, after = sample.line(7), sample.line(8)
    data = encode_lines([before]) + bad + b"\n" + encode_lines([after])
    lines, aside = decode_lines(data, "reunion")
    assert lines == [before, after]
    assert [(found.table, found.ligne, found.code, found.brut) for found in aside] == [("reunion", 2, Code.Q7, bad)]
    assert aside[0].motif.endswith(".")
    assert "Conseil citoyen" not in aside[0].motif


def test_what_is_set_aside_names_its_record_when_that_much_is_legible() -> None:
    _, (aside,) = decode_lines(GOOD.replace(b'"n":1', b'"n":"un"'))
    assert aside.uid == sample.uid(1)


def test_the_twin_of_a_record_is_set_aside() -> None:
    first = sample.line(1)
    lines, (aside,) = decode_lines(encode_lines([first]) + encode_lines([sample.line(1, "Jumelle")]))
    assert lines == [first]
    assert (aside.ligne, aside.uid) == (2, first.uid)


def test_a_line_over_the_limit_is_set_aside_without_being_decoded() -> None:
    data = GOOD.replace(b"Conseil", b"C" * codec.MAX_LINE) + b"\n"
    lines, (aside,) = decode_lines(data)
    assert (lines, aside.uid, aside.motif) == ([], None, "Cette ligne dépasse 8\u00a0Mio.")


def test_a_last_line_without_its_end_is_a_line() -> None:
    assert decode_lines(GOOD) == ([sample.line(1)], [])
    assert decode_lines(b"") == ([], [])


def test_too_many_lines_are_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MAX_LINES", 2)
    lines = [sample.line(number) for number in range(3)]
    with pytest.raises(Refus) as caught:
        encode_lines(lines)
    assert caught.value.code is Code.Q8
    with pytest.raises(Refus) as caught:
        decode_lines(GOOD + b"\n\n\n")
    assert caught.value.code is Code.Q8
