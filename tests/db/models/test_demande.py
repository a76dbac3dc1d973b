"""A request of a person has its person, its dates in order, its answer within a month; a person’s data are marked."""

import datetime as dt
from typing import Any

import pytest

from db.base import Anomalie, Gravite, Personne
from db.models import RECORDS
from db.models import demande_regles as regles
from db.models.demande import Demande, DemandeMention
from db.models.demande_listes import DecisionDemande, Droit, Revue, StatutDemande

NOW = dt.datetime(2026, 10, 14, 9, tzinfo=dt.UTC)
LE_14 = dt.date(2026, 10, 14)


def request(**values: Any) -> Demande:
    given = {"recue_le": LE_14, "droit": Droit.ACCES, "membre_uid": "m1"} | values
    return Demande(uid="d1", cree_le=NOW, modifie_le=NOW, **given)


def said(rule: Any, demande: Demande) -> list[Anomalie]:
    return list(rule(demande))


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-10-14", 1, "2026-11-14"), ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"), ("2026-12-31", 1, "2027-01-31"), ("2026-11-15", 1, "2026-12-15"),
        ("2025-09-30", 12, "2026-09-30"), ("2024-02-29", 12, "2025-02-28"), ("2026-12-05", 12, "2027-12-05"),
    ],
)  # fmt: skip
def test_a_delay_in_months_ends_the_same_day_or_the_last_of_a_shorter_month(day: str, months: int, last: str) -> None:
    assert regles.mois_apres(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(last)


def test_the_answer_is_due_in_a_month_or_in_three_once_prolonged() -> None:
    assert request().echeance == dt.date(2026, 11, 14)
    assert request(prolongee_le=dt.date(2026, 11, 2)).echeance == dt.date(2027, 1, 14)
    assert request(recue_le=None).echeance is None


def test_a_request_is_about_one_person() -> None:
    assert said(regles.une_personne, request()) == []
    assert said(regles.une_personne, request(membre_uid=None, qualite="habitante rencontrée")) == []
    assert [a.champ for a in said(regles.une_personne, request(membre_uid=None))] == ["membre_uid"]
    assert [a.champ for a in said(regles.une_personne, request(contact_uid="c1"))] == ["contact_uid"]
    assert request(membre_uid=None, occupation_uid="o1").personne == ("occupation", "o1")


def test_nothing_happens_before_the_request() -> None:
    early = request(identite_le=dt.date(2026, 10, 13), reponse_le=dt.date(2026, 10, 1))
    assert [a.champ for a in said(regles.dates_dans_l_ordre, early)] == ["identite_le", "reponse_le"]
    assert said(regles.dates_dans_l_ordre, request(recue_le=None, reponse_le=LE_14)) == []


def test_an_answer_without_identity_asks_why() -> None:
    (found,) = said(regles.identite_verifiee, request(reponse_le=LE_14))
    assert found.gravite is Gravite.AVERTISSEMENT
    assert said(regles.identite_verifiee, request(reponse_le=LE_14, identite_le=LE_14)) == []


def test_a_prolongation_is_told_within_the_first_month_with_its_reason() -> None:
    late = request(prolongee_le=dt.date(2026, 11, 15))
    assert [a.champ for a in said(regles.prolongation_annoncee, late)] == ["prolongee_le", "prolongation_motif"]
    told = request(prolongee_le=dt.date(2026, 11, 14), prolongation_motif="recherche dans les archives")
    assert said(regles.prolongation_annoncee, told) == []


def test_a_late_answer_asks_why() -> None:
    assert said(regles.reponse_dans_le_delai, request(reponse_le=dt.date(2026, 11, 14))) == []
    (found,) = said(regles.reponse_dans_le_delai, request(reponse_le=dt.date(2026, 11, 15)))
    assert found.gravite is Gravite.AVERTISSEMENT


def test_an_answered_request_is_complete_and_its_mentions_reviewed() -> None:
    empty = request(statut=StatutDemande.REPONDUE, mentions=[DemandeMention(uid="x1")])
    assert [a.champ for a in said(regles.reponse_complete, empty)] == [
        "decision", "reponse_le", "reponse", "mentions/x1/revue",
    ]  # fmt: skip
    done = request(
        statut=StatutDemande.REPONDUE, decision=DecisionDemande.ACCEPTEE, reponse_le=LE_14, reponse="Voici.",
        mentions=[DemandeMention(uid="x1", revue=Revue.GARDEE)],
    )  # fmt: skip
    assert said(regles.reponse_complete, done) == []


@pytest.mark.parametrize("decision", [DecisionDemande.REFUSEE, DecisionDemande.PARTIELLE])
def test_a_refusal_says_why(decision: DecisionDemande) -> None:
    (found,) = said(regles.refus_motive, request(decision=decision))
    assert found.champ == "motif_refus"
    assert said(regles.refus_motive, request(decision=decision, motif_refus="document d’archives")) == []


def test_an_erasure_says_what_it_is() -> None:
    (found,) = said(regles.effacement_limite, request(droit=Droit.EFFACEMENT))
    assert found.gravite is Gravite.INFO
    assert said(regles.effacement_limite, request()) == []


def test_personal_data_are_those_of_a_person_and_may_be_emptied() -> None:
    for model in RECORDS:
        marked = [c for c in model.__table__.columns if c.info.get("about") and c.info["about"].personal]
        assert bool(marked) is issubclass(model, Personne), model.__name__
        assert all(column.nullable for column in marked)
