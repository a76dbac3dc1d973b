"""The theoretical aid of a post: real days of each year, amounts dated, half up once per interval."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models.aide import Intervalle, aide_theorique, euros, intervalles, parts, tarif_du

DU, AU = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
EMPLOIS = [(dt.date(2025, 5, 5), None), (dt.date(2024, 9, 1), dt.date(2025, 3, 14))]
PLEIN = 22_810_61
TARIFS = [(DU, PLEIN)]


def test_the_days_of_s5_are_seventy_three_fifty_one_and_two_hundred_and_forty_one() -> None:
    assert [(i.jours, i.occupe) for i in intervalles(DU, AU, EMPLOIS)] == [(73, True), (51, False), (241, True)]


def test_the_amounts_of_s5_are_exact_to_the_cent() -> None:
    dits = [part.centimes for part in parts(intervalles(DU, AU, EMPLOIS), TARIFS, 100)]
    assert dits == [4_562_12, 3_187_24, 15_061_25]


def test_a_second_amount_on_the_first_of_july_splits_the_last_interval_and_rounds_once() -> None:
    tarifs = [*TARIFS, (dt.date(2025, 7, 1), 23_000_00)]
    dits = [part.centimes for part in parts(intervalles(DU, AU, EMPLOIS), tarifs, 100)]
    # 57 days at 22 810,61 € and 184 days at 23 000 €: 3562,2048… + 11594,5205… = 15156,7254…
    assert dits == [4_562_12, 3_187_24, 15_156_73]


def test_part_time_is_paid_in_proportion() -> None:
    assert aide_theorique(Intervalle(DU, AU, occupe=True), TARIFS, 80) == 18_248_49


def test_a_working_time_that_changes_splits_the_days_and_rounds_once() -> None:
    an = Intervalle(DU, AU, occupe=True)
    changements = [(dt.date(2025, 9, 1), 50), (dt.date(2025, 7, 1), 80)]
    # 181 days at 100 %, 62 at 80 %, 122 at 50 %: 22 810,61 × (181 + 49,6 + 61) ÷ 365 = 18 223,4900…
    assert aide_theorique(an, TARIFS, 100, changements) == 18_223_49
    assert aide_theorique(an, TARIFS, 100, [(DU, 80)]) == 18_248_49
    assert parts([an], TARIFS, 100, changements)[0].centimes == 18_223_49


def test_a_leap_year_has_its_own_days() -> None:
    an = Intervalle(dt.date(2024, 1, 1), dt.date(2024, 12, 31), occupe=True)
    assert aide_theorique(an, [(dt.date(2024, 1, 1), 366_00)], 100) == 366_00
    cheval = Intervalle(dt.date(2024, 12, 31), dt.date(2025, 1, 1), occupe=True)
    assert aide_theorique(cheval, [(dt.date(2024, 1, 1), 366 * 365 * 100)], 100) == (365 + 366) * 100


def test_without_an_amount_on_one_day_nothing_is_said() -> None:
    assert aide_theorique(Intervalle(DU, AU, occupe=True), [(dt.date(2025, 1, 2), PLEIN)], 100) is None
    assert aide_theorique(Intervalle(DU, AU, occupe=True), [], 100) is None


def test_half_a_cent_is_rounded_up() -> None:
    jour = Intervalle(DU, DU, occupe=True)
    assert aide_theorique(jour, [(DU, 365)], 50) == 1


@pytest.mark.parametrize(
    ("emplois", "attendu"),
    [
        ([], [(365, False)]),
        ([(DU, None)], [(365, True)]),
        ([(dt.date(2020, 1, 1), dt.date(2020, 12, 31))], [(365, False)]),
        ([(dt.date(2026, 1, 1), None)], [(365, False)]),
        ([(DU, DU), (dt.date(2025, 1, 2), None)], [(1, True), (364, True)]),
        ([(DU, dt.date(2025, 3, 14)), (dt.date(2025, 3, 10), None)], [(73, True), (292, True)]),
    ],
)
def test_intervals_cover_each_day_once(
    emplois: list[tuple[dt.date, dt.date | None]], attendu: list[tuple[int, bool]]
) -> None:
    assert [(i.jours, i.occupe) for i in intervalles(DU, AU, emplois)] == attendu


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=5), DAYS, DAYS)
def test_whatever_the_occupations_no_day_is_lost_nor_counted_twice(
    emplois: list[tuple[dt.date, dt.date | None]], du: dt.date, au: dt.date
) -> None:
    found = intervalles(du, au, emplois)
    assert sum(i.jours for i in found) == max(0, (au - du).days + 1)
    assert all(b.du == a.au + dt.timedelta(days=1) for a, b in pairwise(found))


def test_the_amount_of_a_day_is_the_last_one_dated() -> None:
    tarifs = [(dt.date(2025, 7, 1), 2), (DU, 1)]
    assert [tarif_du(tarifs, d) for d in (dt.date(2024, 12, 31), DU, dt.date(2025, 7, 1))] == [None, 1, 2]


@pytest.mark.parametrize(
    ("centimes", "dit"), [(4_562_12, "4\u202f562,12\u00a0€"), (5, "0,05\u00a0€"), (-100, "−1,00\u00a0€")]
)
def test_an_amount_is_written_in_french(centimes: int, dit: str) -> None:
    assert euros(centimes) == dit
