"""An organisme and an action are told what is wrong with them."""

import datetime as dt

import pytest

from db.models import Action, Organisme
from db.models.action import StatutAction, cloture_datee
from db.models.organisme import FormeJuridique, cer_souscrit, siret_juste, siret_luhn


@pytest.mark.parametrize("siret", ["12345678200010", "99999999800019", "35600000000048", "35600000000010"])
def test_a_siret_is_right(siret: str) -> None:
    assert siret_juste(siret)


@pytest.mark.parametrize("siret", ["", "12345678200011", "1234567820001", "1234567820001X", "35600000000049"])
def test_a_siret_is_wrong(siret: str) -> None:
    assert not siret_juste(siret)


@pytest.mark.parametrize(("typed", "count"), [(None, 0), ("", 0), ("123 456 782 00010", 0), ("123 456 782 00011", 1)])
def test_an_organisme_is_told_of_a_wrong_siret_only(typed: str | None, count: int) -> None:
    assert len(list(siret_luhn(Organisme(siret=typed)))) == count


@pytest.mark.parametrize(
    ("forme", "souscrit", "count"),
    [(FormeJuridique.ASSOCIATION, None, 1), (FormeJuridique.FONDATION, None, 1), (FormeJuridique.COMMUNE, None, 0),
     (None, None, 0), (FormeJuridique.ASSOCIATION, dt.date(2022, 1, 2), 0)],
)  # fmt: skip
def test_an_association_dates_its_contrat_d_engagement(
    forme: FormeJuridique | None, souscrit: dt.date | None, count: int
) -> None:
    assert len(list(cer_souscrit(Organisme(forme=forme, cer_le=souscrit)))) == count


@pytest.mark.parametrize(
    ("statut", "le", "count"),
    [(StatutAction.FAITE, None, 1), (StatutAction.FAITE, dt.date(2026, 3, 31), 0), (StatutAction.A_FAIRE, None, 0)],
)
def test_an_action_done_says_when(statut: StatutAction, le: dt.date | None, count: int) -> None:
    assert len(list(cloture_datee(Action(statut=statut, cloture_le=le)))) == count


def test_zeros_alone_are_no_siret() -> None:
    assert not siret_juste("0" * 14)
