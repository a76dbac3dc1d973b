"""What the posts of adultes-relais ask for, day by day; each alert begins and ends on its own day."""

import datetime as dt
from typing import Any

import pytest

from db.models.activite_listes import TypeActivite
from db.models.adulte_relais_listes import StatutConvention, TypeConvention
from db.models.visite_listes import StatutVisite
from pvdesk.store import records
from pvdesk.store.alertes import GRAVITES, alertes
from pvdesk.store.desk import Desk
from tests.pvdesk.store.adultes_relais import compte_rendu, enregistrer, ligne, poste, titulaire

D = dt.date
DEBUT, FIN = D(2025, 1, 1), D(2025, 12, 31)


def codes(desk: Desk, jour: dt.date, *, de: str = "") -> list[tuple[str, str]]:
    """Code (without « ar. ») and tone of the alerts of a day, those whose code begins so."""
    with desk.reading() as unit:
        return [(a.code.removeprefix("ar."), a.ton) for a in alertes(unit, jour) if a.code.startswith(f"ar.{de}")]


def detail(desk: Desk, jour: dt.date, code: str) -> str:
    with desk.reading() as unit:
        (found,) = [a for a in alertes(unit, jour) if a.code == f"ar.{code}"]
    return found.detail.replace("\u00a0", " ").replace("\u202f", " ")


def tenu(desk: Desk, **values: Any) -> str:
    """A post held the whole time by somebody trained."""
    uid = poste(desk, **values)
    titulaire(desk, uid, "T-12", DEBUT, formations=[ligne(intitule="Prise de poste", debut=D(2025, 2, 3))])
    return uid


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (D(2025, 6, 29), []),
        (D(2025, 6, 30), [("convention_info", "info")]),
        (D(2025, 9, 29), [("convention_info", "info")]),
        (D(2025, 9, 30), [("convention_alerte", "warning")]),
        (D(2025, 11, 30), [("convention_grave", "error")]),
        (FIN, [("convention_grave", "error")]),
        (D(2026, 1, 1), [("convention_echue", "error")]),
    ],
)
def test_the_end_of_a_convention_is_said_six_three_and_one_month_before_then_in_red(
    desk: Desk, jour: dt.date, attendu: list[tuple[str, str]]
) -> None:
    tenu(desk)
    assert codes(desk, jour, de="convention") == attendu


@pytest.mark.parametrize("statut", [StatutConvention.ECHUE, StatutConvention.RESILIEE])
def test_a_convention_said_closed_no_longer_alerts(desk: Desk, statut: StatutConvention) -> None:
    tenu(desk, statut=statut)
    assert codes(desk, D(2026, 1, 1), de="convention") == []


def test_a_convention_that_is_renewed_no_longer_alerts_but_its_renewal_asks_for_the_bilan(desk: Desk) -> None:
    uid = tenu(desk)
    renouvelle = {
        "numero": "AR-62-002", "type": TypeConvention.RENOUVELLEMENT, "precedente_uid": uid,
        "debut": D(2026, 1, 1), "fin": D(2028, 12, 31),
    }  # fmt: skip
    suite = poste(desk, **renouvelle, bilan_le=None)
    assert codes(desk, D(2026, 1, 1), de="convention") == []
    assert codes(desk, D(2026, 1, 1), de="renouvellement") == [("renouvellement_sans_bilan", "warning")]
    with desk.writing() as unit:
        draft = records.load(unit, "convention", suite)
        draft.values["bilan_le"] = D(2025, 11, 3)
        records.save(unit, draft)
        unit.commit()
    assert codes(desk, D(2026, 1, 1), de="renouvellement") == []


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (D(2025, 3, 29), []),
        (D(2025, 3, 30), [("contrat_alerte", "warning")]),
        (D(2025, 5, 30), [("contrat_grave", "error")]),
        (D(2025, 6, 30), [("contrat_grave", "error")]),
        (D(2025, 7, 1), []),
    ],
)
def test_the_end_of_a_contract_is_said_three_and_one_month_before(
    desk: Desk, jour: dt.date, attendu: list[tuple[str, str]]
) -> None:
    titulaire(desk, poste(desk), "T-12", DEBUT, fin_prevue=D(2025, 6, 30))
    assert codes(desk, jour, de="contrat") == attendu


def test_a_contract_followed_at_once_by_another_raises_nothing(desk: Desk) -> None:
    uid = poste(desk)
    titulaire(desk, uid, "T-12", DEBUT, fin_prevue=D(2025, 6, 30))
    titulaire(desk, uid, "T-13", D(2025, 7, 1))
    assert codes(desk, D(2025, 6, 30), de="contrat") == []


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        (D(2025, 3, 14), []),
        (D(2025, 3, 15), [("vacant", "info")]),
        (D(2025, 4, 12), [("vacant", "info")]),
        (D(2025, 4, 13), [("vacance_alerte", "warning")]),
        (D(2025, 6, 11), [("vacance_alerte", "warning")]),
        (D(2025, 6, 12), [("vacance_grave", "error")]),
        (D(2026, 1, 1), []),
    ],
)
def test_a_vacant_post_is_said_from_the_first_day_amber_at_thirty_red_at_ninety(
    desk: Desk, jour: dt.date, attendu: list[tuple[str, str]]
) -> None:
    titulaire(desk, poste(desk), "T-12", DEBUT, fin_reelle=D(2025, 3, 14))
    assert codes(desk, jour, de="vaca") == attendu


def test_a_post_never_held_is_vacant_from_its_first_day_and_says_the_aid_not_due(desk: Desk) -> None:
    poste(desk)
    assert detail(desk, D(2025, 1, 2), "vacant") == (
        "AR-62-001, Association Exemple : 2 jours, depuis le 01/01/2025 ; aide théorique non due : 124,99 €"
    )


def test_a_request_not_signed_yet_is_neither_vacant_nor_late(desk: Desk) -> None:
    poste(desk, statut=StatutConvention.INSTRUITE, signature_le=None)
    assert codes(desk, D(2025, 12, 1)) == []


def test_a_report_is_missing_fifteen_days_after_its_month_and_one_alert_names_the_months(desk: Desk) -> None:
    uid = tenu(desk)
    assert codes(desk, D(2025, 2, 15), de="compte_rendu") == []
    assert codes(desk, D(2025, 2, 16), de="compte_rendu") == [("compte_rendu", "warning")]
    compte_rendu(desk, uid, D(2025, 2, 10))
    assert detail(desk, D(2025, 4, 16), "compte_rendu").endswith(" : janvier 2025, mars 2025")


def test_a_month_without_anybody_asks_for_no_report_and_half_a_month_asks_for_one(desk: Desk) -> None:
    titulaire(desk, poste(desk), "T-12", DEBUT, fin_reelle=D(2025, 3, 14))
    assert detail(desk, D(2025, 7, 1), "compte_rendu").endswith(" : janvier 2025, février 2025, mars 2025")


def test_the_report_of_the_year_is_missing_after_the_thirty_first_of_january(desk: Desk) -> None:
    uid = tenu(desk)
    assert codes(desk, D(2026, 1, 31), de="compte_rendu_annuel") == []
    assert codes(desk, D(2026, 2, 1), de="compte_rendu_annuel") == [("compte_rendu_annuel", "warning")]
    compte_rendu(desk, uid, D(2025, 12, 31), type=TypeActivite.ANNUEL)
    assert codes(desk, D(2026, 2, 1), de="compte_rendu_annuel") == []


def test_a_post_is_visited_once_a_year(desk: Desk) -> None:
    uid = tenu(desk, fin=D(2027, 12, 31))
    assert codes(desk, D(2026, 1, 1), de="visite") == []
    assert codes(desk, D(2026, 1, 2), de="visite") == [("visite", "warning")]
    enregistrer(desk, "controle", convention_uid=uid, date=D(2025, 6, 3))
    assert codes(desk, D(2026, 6, 3), de="visite") == []
    assert detail(desk, D(2026, 6, 4), "visite").endswith("dernière visite le 03/06/2025 (D5134-153)")
    enregistrer(desk, "visite", convention_uid=uid, date=D(2026, 6, 4), statut=StatutVisite.FAITE)
    assert codes(desk, D(2026, 6, 4), de="visite") == []


def test_a_titulaire_without_training_is_said_after_a_year(desk: Desk) -> None:
    uid = poste(desk, fin=D(2027, 12, 31))
    titulaire(desk, uid, "T-12", D(2025, 3, 1))
    assert codes(desk, D(2026, 2, 28), de="formation") == []
    assert codes(desk, D(2026, 3, 1), de="formation") == [("formation", "info")]


def test_a_derogation_is_looked_at_again_at_the_renewal(desk: Desk) -> None:
    tenu(desk, derogation=True, derogation_le=D(2024, 11, 4), derogation_motif="Quartier voisin")
    assert codes(desk, D(2025, 6, 29), de="derogation") == []
    assert codes(desk, D(2025, 6, 30), de="derogation") == [("derogation", "warning")]


def test_posts_notified_and_not_under_convention_are_said_from_september(desk: Desk) -> None:
    tenu(desk)
    enregistrer(desk, "releve", repere="OR-08", date=D(2025, 2, 3), valeur=3_000)
    assert codes(desk, D(2025, 8, 31), de="notifies") == []
    assert codes(desk, D(2025, 9, 1), de="notifies") == [("notifies", "warning")]
    assert codes(desk, D(2026, 9, 1), de="notifies") == []


def test_the_gravest_come_first(desk: Desk) -> None:
    titulaire(desk, poste(desk), "T-12", DEBUT, fin_reelle=D(2025, 3, 14))
    with desk.reading() as unit:
        tons = [GRAVITES.index(a.ton) for a in alertes(unit, D(2025, 12, 15))]
    assert tons == sorted(tons)
    assert len(tons) > 2
