"""Reports of activity and visits to the employer are told what does not hold together."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models.activite_listes import TypeActivite
from db.models.controle_listes import SuiteControle
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import clock_at, make_desk
from tests.pvdesk.store.adultes_relais import compte_rendu, poste, titulaire

D = dt.date
AUJOURDHUI = D(2025, 9, 15)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees", clock=clock_at(AUJOURDHUI))
    yield made
    made.close()


@pytest.fixture
def uid(desk: Desk) -> str:
    """A post held from 1 January to 14 March 2025, then vacant."""
    made = poste(desk)
    titulaire(desk, made, "T-12", D(2025, 1, 1), fin_reelle=D(2025, 3, 14))
    return made


def dit(desk: Desk, table: str, gravite: Gravite | None = Gravite.BLOQUANT, **values: Any) -> list[str]:
    """The sentences said of a new fiche, of that weight, with plain spaces."""
    with desk.reading() as unit:
        found, _ = records.check(unit, records.blank(unit, table, **values))
    return [
        f.phrase.replace("\u00a0", " ").replace("\u202f", " ") for f in found if gravite is None or f.gravite is gravite
    ]


def test_a_report_of_a_month_that_was_worked_is_accepted(desk: Desk, uid: str) -> None:
    assert dit(desk, "activite", None, convention_uid=uid, debut=D(2025, 3, 31), accueil_femmes=12) == []


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({"debut": D(2025, 3, 1), "mediations": 2, "mediations_resolues": 3},
         "Médiations résolues : 3 pour 2, corrigez"),
        ({"debut": D(2025, 4, 1), "poste_vacant": True, "suivis": 2},
         "Poste vacant : des activités sont comptées, décochez la case ou effacez-les"),
        ({"debut": D(2025, 10, 1), "poste_vacant": True},
         "Période : octobre 2025 n’a pas commencé, corrigez la date"),
    ],
)  # fmt: skip
def test_a_report_is_stopped(desk: Desk, uid: str, values: dict[str, Any], attendu: str) -> None:
    assert dit(desk, "activite", convention_uid=uid, **values) == [attendu]


@pytest.mark.parametrize(
    ("values", "debut_de_phrase"),
    [
        ({"debut": D(2025, 4, 1)}, "Période : aucun titulaire en avril 2025"),
        ({"debut": D(2025, 2, 1), "poste_vacant": True}, "Poste vacant : le poste est occupé en février 2025"),
        ({"debut": D(2025, 1, 1), "type": TypeActivite.ANNUEL}, "Bilan qualitatif de l’année : écrivez-le"),
    ],
)
def test_a_report_asks_for_a_reason(desk: Desk, uid: str, values: dict[str, Any], debut_de_phrase: str) -> None:
    (phrase,) = dit(desk, "activite", Gravite.AVERTISSEMENT, convention_uid=uid, **values)
    assert phrase.startswith(debut_de_phrase)


def test_half_a_month_may_be_told_or_said_vacant(desk: Desk, uid: str) -> None:
    assert dit(desk, "activite", None, convention_uid=uid, debut=D(2025, 3, 1), jours=9_500) == []
    assert dit(desk, "activite", None, convention_uid=uid, debut=D(2025, 3, 1), poste_vacant=True) == []


def test_one_report_per_period_and_titulaire(desk: Desk, uid: str) -> None:
    compte_rendu(desk, uid, D(2025, 3, 1))
    assert dit(desk, "activite", convention_uid=uid, debut=D(2025, 3, 28)) == [
        "Période : un compte rendu existe déjà pour mars 2025, complétez-le"
    ]
    assert dit(desk, "activite", convention_uid=uid, debut=D(2025, 3, 1), type=TypeActivite.ANNUEL) == []


def test_a_report_names_a_titulaire_of_its_own_post(desk: Desk, uid: str) -> None:
    autre = titulaire(desk, poste(desk, numero="AR-62-002"), "T-50", D(2025, 1, 1))
    assert dit(desk, "activite", convention_uid=uid, debut=D(2025, 3, 1), occupation_uid=autre) == [
        "Titulaire : choisissez un titulaire de cette convention"
    ]


def test_a_year_is_compared_with_its_months(desk: Desk, uid: str) -> None:
    compte_rendu(desk, uid, D(2025, 2, 1), accueil_femmes=7, accueil_hommes=3)
    annee = {"convention_uid": uid, "debut": D(2025, 1, 1), "type": TypeActivite.ANNUEL, "bilan": "Une bonne année"}
    assert dit(desk, "activite", Gravite.INFO, **annee, accueil_femmes=12) == [
        "Personnes reçues : 12 dans l’année, 10 d’après les mois"
    ]
    assert dit(desk, "activite", Gravite.INFO, **annee, accueil_femmes=10) == []


def test_a_visit_that_finds_what_is_written_is_accepted(desk: Desk, uid: str) -> None:
    assert dit(desk, "controle", None, convention_uid=uid, date=D(2025, 2, 4), poste_occupe=True) == []


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({"date": D(2025, 9, 16)},
         "Date : dans l’avenir, corrigez-la ; une visite à venir s’écrit dans « Prochaine visite »"),
        ({"hors_missions": True, "suite": SuiteControle.RECOMMANDATIONS},
         "Missions hors du texte : dites lesquelles (D5134-146)"),
        ({"suite": SuiteControle.MISE_EN_DEMEURE},
         "Échéance de la suite : indiquez une date pour « Mise en demeure » (D5134-153)"),
        ({"suite": SuiteControle.RESILIATION},
         "Échéance de la suite : indiquez une date pour « Proposition de résiliation » (D5134-154)"),
        ({"prochaine_le": D(2025, 2, 4)}, "Prochaine visite : indiquez une date après le 04/02/2025"),
    ],
)  # fmt: skip
def test_a_visit_is_stopped(desk: Desk, uid: str, values: dict[str, Any], attendu: str) -> None:
    given = {"convention_uid": uid, "date": D(2025, 2, 4)} | values
    assert dit(desk, "controle", **given) == [attendu]


@pytest.mark.parametrize(
    ("values", "debut_de_phrase"),
    [
        ({"poste_occupe": True, "date": D(2025, 4, 1)}, "Poste réellement occupé : la fiche du poste le dit vacant"),
        ({"poste_occupe": False, "suite": SuiteControle.RECOMMANDATIONS},
         "Poste réellement occupé : la fiche du poste le dit occupé"),
        ({"tuteur": False, "lieu_qpv": False},
         "Suite : pas de tuteur réel, lieu de travail hors quartier prioritaire ; choisissez une suite"),
    ],
)  # fmt: skip
def test_a_visit_asks_for_a_reason(desk: Desk, uid: str, values: dict[str, Any], debut_de_phrase: str) -> None:
    given = {"convention_uid": uid, "date": D(2025, 2, 4)} | values
    (phrase,) = dit(desk, "controle", Gravite.AVERTISSEMENT, **given)
    assert phrase.startswith(debut_de_phrase)
    assert "D5134-15" in phrase
