"""The rules of a relevé: what it must say, of which day, once a day for a territory."""

import datetime as dt
from collections.abc import Iterator

import pytest

from db.base import Gravite
from db.models.objectif import StatutObjectif
from pvdesk.kit.validation import Finding
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork
from tests.builders import TODAY, make_desk


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnitOfWork]:
    desk = make_desk(tmp_path_factory.mktemp("releve") / "donnees")
    with desk.writing() as unit:
        yield unit
    desk.close()


def found(unit: UnitOfWork, **values: object) -> tuple[Finding, ...]:
    given = {"repere": "OR-20", "date": TODAY, "source": "essai", "statut": StatutObjectif.ATTEINT} | values
    return records.check(unit, records.blank(unit, "releve", **given))[0]


def test_a_whole_releve_is_accepted(works: UnitOfWork) -> None:
    assert found(works) == ()


def test_a_releve_says_something(works: UnitOfWork) -> None:
    (said,) = found(works, statut=None)
    assert (said.champ, said.gravite) == ("valeur", Gravite.BLOQUANT)
    assert found(works, statut=None, commentaire="Réunion de lancement faite") == ()


def test_a_releve_is_of_a_past_day(works: UnitOfWork) -> None:
    (said,) = found(works, date=TODAY + dt.timedelta(days=1))
    assert said.phrase == "Date\u00a0: le 16/10/2026 est à venir, indiquez le jour du constat"


@pytest.mark.parametrize("key", ["repere", "date", "source"])
def test_a_releve_is_finished_with_its_line_its_day_and_its_source(works: UnitOfWork, key: str) -> None:
    assert [f.champ for f in found(works, **{key: None})] == [key]


def test_a_second_releve_of_a_day_and_a_territory_asks_for_a_reason(works: UnitOfWork) -> None:
    first = records.blank(works, "releve", repere="OR-20", date=TODAY, source="essai", contrat="CV217", valeur=1_000)
    records.save(works, first)
    (said,) = found(works, contrat="CV217")
    assert (said.champ, said.gravite) == ("date", Gravite.AVERTISSEMENT)
    assert found(works, contrat="CV219") == ()
    assert found(works, contrat="CV217", date=TODAY - dt.timedelta(days=1)) == ()
    records.delete(works, "releve", first.uid)
    assert found(works, contrat="CV217") == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"repere": "EG-P3", "valeur": -1_000}, "elle est négative"),
        ({"repere": "SE-P1", "valeur": 13_000}, "elle dépasse 12"),
        ({"repere": "EG-P3", "valeur": 13_000, "cible": 12_500}, "elle dépasse 12,5"),
    ],
)
def test_a_figure_that_cannot_be_asks_for_a_reason(works: UnitOfWork, values: dict[str, object], said: str) -> None:
    (finding,) = found(works, **values)
    assert (finding.champ, finding.gravite) == ("valeur", Gravite.AVERTISSEMENT)
    assert said in finding.phrase
    assert found(works, repere="SE-P1", valeur=12_000) == ()
