"""What people type is read kindly, and refused with a sentence that says what to write."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Action, Activite, Conseil, Contact, Membre, Organisme, Reunion
from db.models.referentiel import Quartier
from db.models.reunion import Suite
from db.models.seance import TypeReunion
from pvdesk.kit.reading import Unread, read, read_bool, read_date, read_integer, read_money, read_time
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import text_of, typed_text

TODAY = dt.date(2026, 11, 20)  # a Friday
DATE, TIME = schema(Reunion)["date"], schema(Reunion)["debut"]
MONEY, INTEGER, TEXT = schema(Conseil)["aide_demarrage"], schema(Suite)["pour"], schema(Reunion)["lieu"]
TYPED = [
    data for model in (Action, Conseil, Contact, Membre, Organisme, Reunion, Suite, Quartier)
    for data in schema(model).stored
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15/10/2026", dt.date(2026, 10, 15)), ("15.10.26", dt.date(2026, 10, 15)), ("15-10", dt.date(2026, 10, 15)),
        ("15 10", dt.date(2026, 10, 15)), ("151026", dt.date(2026, 10, 15)), ("15102026", dt.date(2026, 10, 15)),
        ("10/01", dt.date(2027, 1, 10)), ("30/06", dt.date(2026, 6, 30)),
        ("2026-10-15", dt.date(2026, 10, 15)), ("15 octobre 2026", dt.date(2026, 10, 15)),
        ("15 OCT.", dt.date(2026, 10, 15)), ("1er février", dt.date(2027, 2, 1)), ("1er de mars", dt.date(2027, 3, 1)),
        ("fin nov.", dt.date(2026, 11, 30)), ("fin fév 2028", dt.date(2028, 2, 29)), ("mi déc", dt.date(2026, 12, 15)),
        ("début janvier", dt.date(2027, 1, 1)), ("3 juil", dt.date(2026, 7, 3)), ("3 août 27", dt.date(2027, 8, 3)),
        ("+10", dt.date(2026, 11, 30)), ("+2s", dt.date(2026, 12, 4)), ("+ 2 semaines", dt.date(2026, 12, 4)),
        ("+1m", dt.date(2026, 12, 20)), ("+3 mois", dt.date(2027, 2, 20)), ("-1a", dt.date(2025, 11, 20)),
        ("-3 jours", dt.date(2026, 11, 17)), ("hier", dt.date(2026, 11, 19)), ("auj.", TODAY),
        ("aujourd’hui", TODAY), ("aujourd'hui", TODAY), ("Demain", dt.date(2026, 11, 21)),
        ("après-demain", dt.date(2026, 11, 22)), ("lundi", dt.date(2026, 11, 23)), ("ven", dt.date(2026, 11, 27)),
        ("sam.", dt.date(2026, 11, 21)), ("  3\u00a0mars\u202f2026 ", dt.date(2026, 3, 3)),
    ],
)  # fmt: skip
def test_a_date_is_read(typed: str, expected: dt.date) -> None:
    assert read(DATE, typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["octobre 2026", "Oct. 2026", "oct 26", "oct", "10/2026", "2026-10", "15/10"])
def test_where_a_month_is_meant_it_may_be_said_alone(typed: str) -> None:
    debut = schema(Activite)["debut"]
    assert read(debut, typed, TODAY).replace(day=1) == dt.date(2026, 10, 1)


def test_a_month_after_the_31st_is_the_last_day() -> None:
    assert read_date("+1m", dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("32/13", "le 32/13 n’existe pas, corrigez le jour ou le mois"),
        ("29/02/2026", "le 29/02/2026 n’existe pas, corrigez le jour ou le mois"),
        ("2026-02-30", "le 30/02/2026 n’existe pas, corrigez le jour ou le mois"),
        ("31 novembre", "le 31/11 n’existe pas, corrigez le jour ou le mois"),
        ("15/10/0026", "« 15/10/0026 » donne l’année 26, corrigez l’année"),
        ("15/10/2202", "« 15/10/2202 » donne l’année 2202, corrigez l’année"),
        ("+500a", "l’année 2526 est trop loin"),
        ("+9999 s", "« +9999 s » donne l’année 2218, corrigez l’année"),
        ("29/2", "le 29/02 n’existe pas, corrigez le jour ou le mois"),
        ("bientôt", "« bientôt » n’est pas compris, écrivez par exemple 15/10/2026"),
        ("octobre", "« octobre » dit un mois entier, ajoutez le jour, par exemple 15 octobre 2026"),
        ("3/2027", "« 3/2027 » dit un mois entier, ajoutez le jour, par exemple 15 mars 2027"),
        ("15 maison", "« 15 maison » n’est pas compris, écrivez par exemple 15/10/2026"),
        ("lu", "« lu » n’est pas compris, écrivez par exemple 15/10/2026"),
        ("🙂", "« 🙂 » n’est pas compris, écrivez par exemple 15/10/2026"),
    ],
)  # fmt: skip
def test_a_date_that_is_none_says_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(Unread) as caught:
        read(DATE, typed, TODAY)
    assert str(caught.value).replace("\u00a0", " ") == f"Date : {said}"


@given(
    st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)).filter(lambda d: (d.day, d.month) != (29, 2)),
    st.dates(dt.date(1910, 1, 1), dt.date(2090, 12, 31)),
)
def test_a_date_without_year_is_the_nearest(asked: dt.date, today: dt.date) -> None:
    found = read_date(f"{asked.day}/{asked.month}", today)
    assert (found.day, found.month) == (asked.day, asked.month)
    assert abs((found - today).days) <= 183


def test_the_29th_of_february_is_read_in_its_year() -> None:
    assert read_date("29/2", dt.date(2027, 12, 1)) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("18h30", dt.time(18, 30)), ("18 h 30", dt.time(18, 30)), ("18H30", dt.time(18, 30)),
        ("18:30", dt.time(18, 30)),
        ("18.30", dt.time(18, 30)), ("1830", dt.time(18, 30)), ("930", dt.time(9, 30)), ("18", dt.time(18)),
        ("9h", dt.time(9)), ("0h05", dt.time(0, 5)), ("18\u00a0h\u00a030", dt.time(18, 30)),
    ],
)  # fmt: skip
def test_an_hour_is_read(typed: str, expected: dt.time) -> None:
    assert read(TIME, typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["24h", "18h60", "18h3", "midi", "18h30m", "12345", "-1", "h30"])
def test_an_hour_that_is_none_says_what_to_write(typed: str) -> None:
    with pytest.raises(Unread, match="n’est pas une heure, écrivez par exemple 18h30"):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 234,56 €", 123456), ("1234.5", 123450), ("12 500", 1250000), ("12\u202f500\u00a0€", 1250000), ("0", 0),
        ("-1,50", -150), ("\u22121,50", -150), ("+3", 300), ("5,", 500),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(typed: str, cents: int) -> None:
    assert read(MONEY, typed, TODAY) == cents


@pytest.mark.parametrize(
    "typed", ["1,234", "1.500", "1e5", "1_000", "Infinity", "nan", "1e999999999", "douze", "€", "--1"]
)
def test_an_amount_that_is_none_says_what_to_write(typed: str) -> None:
    with pytest.raises(Unread, match="n’est pas un montant, écrivez par exemple 1234,56"):
        read_money(typed)


@pytest.mark.parametrize(("typed", "value"), [("12", 12), ("1 200", 1200), ("+3", 3), ("\u22125", -5), ("80 %", 80)])
def test_a_whole_number_is_read(typed: str, value: int) -> None:
    assert read(INTEGER, typed, TODAY) == value


@pytest.mark.parametrize("typed", ["1,5", "douze", "1e3", "9" * 16, "--1"])
def test_a_number_that_is_not_whole_says_what_to_write(typed: str) -> None:
    with pytest.raises(Unread, match="n’est pas un nombre entier, écrivez des chiffres"):
        read_integer(typed)


def test_a_choice_is_read_by_its_name_or_its_code() -> None:
    kind = schema(Reunion)["type"]
    assert read(kind, "PLENIERE", TODAY) is TypeReunion.PLENIERE
    assert read(kind, "réunion publique", TODAY) is read(kind, "publique", TODAY) is TypeReunion.PUBLIQUE
    with pytest.raises(Unread, match=r"Type de réunion.: «.fête.» n’est pas dans la liste"):
        read(kind, "fête", TODAY)


def test_yes_and_no_are_read() -> None:
    assert [read_bool(typed) for typed in ("Oui", "o", "NON", "n")] == [True, True, False, False]
    with pytest.raises(Unread, match="écrivez oui ou non"):
        read(schema(Reunion)["emargement"], "peut-être", TODAY)


@pytest.mark.parametrize("datum", [DATE, TIME, MONEY, INTEGER, TEXT, schema(Reunion)["type"]], ids=lambda d: d.key)
def test_nothing_typed_is_nothing(datum: Datum) -> None:
    assert read(datum, "   ", TODAY) is None


def test_a_long_text_keeps_its_spaces_and_its_lines() -> None:
    assert read(schema(Reunion)["note"], "  un\n\n deux ", TODAY) == "  un\n\n deux "
    assert read(schema(Reunion)["note"], "", TODAY) is None
    assert read(TEXT, "  Mairie ", TODAY) == "Mairie"


def values(datum: Datum) -> st.SearchStrategy[Any]:
    """Any value that such a datum may hold."""
    text = st.text(min_size=1).filter(lambda t: t == t.strip())
    return {
        Kind.TEXT: text, Kind.OPEN: text, Kind.LONG: st.text(min_size=1), Kind.REFERENCE: text,
        Kind.INTEGER: st.integers(-(10**14), 10**14), Kind.PERCENT: st.integers(0, 100),
        Kind.MONEY: st.integers(-(10**14) + 1, 10**14 - 1),
        Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
        Kind.TIME: st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)), Kind.BOOL: st.booleans(),
        Kind.CHOICE: st.sampled_from(datum.choices) if datum.kind is Kind.CHOICE else st.nothing(),
    }[datum.kind]  # fmt: skip


@given(st.data())
def test_the_text_of_an_editor_is_read_back_as_the_value(data: st.DataObject) -> None:
    datum = data.draw(st.sampled_from(TYPED))
    value = data.draw(st.none() | values(datum))
    assert read(datum, typed_text(datum, value), TODAY) == value


@given(st.data())
def test_the_text_on_screen_of_a_figure_is_read_back_too(data: st.DataObject) -> None:
    datum = data.draw(st.sampled_from([DATE, TIME, MONEY, INTEGER]))
    value = data.draw(values(datum))
    assert read(datum, text_of(datum, value), TODAY) == value


@given(st.sampled_from(TYPED), st.text())
def test_anything_typed_is_read_or_refused_with_a_sentence(datum: Datum, typed: str) -> None:
    said = ""
    try:
        read(datum, typed, TODAY)
    except Unread as refused:
        said = str(refused)
    assert said == "" or said.startswith(f"{datum.label}\u00a0: ")
