"""The rules of a visit name the datum, the remedy, and how much they weigh."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models.visite_listes import Remontee, StatutVisite, TypeVisite
from db.types import new_uid
from pvdesk.base.francais import typo
from pvdesk.fiches.visite import FICHE
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import TODAY, make_desk

FAITE = {
    "date": TODAY, "type": TypeVisite.AUTRE, "objet": "Aire de jeux", "lieu": "Square d’essai",
    "constats": "Deux bancs cassés.",
}  # fmt: skip
Found = dict[str, Finding]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def found(desk: Desk, *, quartier: str | None = "QN06201M", **values: Any) -> Found:
    """What is said of a visit, by rule."""
    with desk.writing() as unit:
        draft = records.blank(unit, "visite", **FAITE | values)
        if quartier:
            draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": quartier})]
        records.save(unit, draft)
        said, _ = records.check(unit, draft)
        unit.commit()
    assert all(f.phrase == typo(f.phrase) for f in said)
    return {f.regle: f for f in said}


def test_a_sound_visit_has_nothing_wrong(desk: Desk) -> None:
    assert found(desk) == {}


def test_a_visit_that_was_made_is_not_to_come_but_a_planned_one_is(desk: Desk) -> None:
    said = found(desk, date=TODAY + dt.timedelta(days=1))["pas_dans_l_avenir"]
    assert (said.champ, said.gravite) == ("date", Gravite.BLOQUANT)
    assert "16/10/2026" in said.phrase
    prevue = {"date": TODAY + dt.timedelta(days=1), "statut": StatutVisite.PREVUE, "constats": None}
    assert found(desk, **prevue) == {}
    assert found(desk, statut=StatutVisite.PREVUE)["statut_dit"].gravite is Gravite.AVERTISSEMENT


def test_a_visit_is_in_a_quartier_or_says_why_not(desk: Desk) -> None:
    assert found(desk, quartier=None)["dans_un_quartier"].stops


def test_the_check_of_an_action_is_tied_to_its_project(desk: Desk) -> None:
    said = found(desk, type=TypeVisite.PORTEUR, conforme=False)
    assert said["controle_rattache"].champ == "projet_uid"
    assert said["controle_rattache"].gravite is Gravite.AVERTISSEMENT
    assert said["controle_tire"].champ == "controle_note"
    assert "controle_tire" not in found(desk, type=TypeVisite.PORTEUR, conforme=False, controle_note="Salle fermée.")
    assert found(desk, type=TypeVisite.EMPLOYEUR)["employeur_rattache"].champ == "convention_uid"


def test_the_check_of_an_action_is_shown_for_a_project_only_and_never_forgotten() -> None:
    controle = next(s for s in FICHE.sections if s.title == "Contrôle de l’action")
    assert controle.shown_if is not None
    assert controle.shown_if({"type": TypeVisite.PORTEUR})
    assert not controle.shown_if({"type": TypeVisite.EMPLOYEUR})


def test_a_check_left_under_another_type_is_told(desk: Desk) -> None:
    assert found(desk, logo=True)["controle_hors_sujet"].gravite is Gravite.INFO


def test_the_check_is_summed_up_in_one_line(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.blank(
            unit, "visite", type=TypeVisite.PORTEUR, action_reelle=True, logo=False, cer_affiche=False
        )
        bilan = records.save(unit, draft).computed["controle"]
    assert bilan == (
        "3 points vus sur 7, 2 manques\u00a0: logo et mention de l’État, contrat d’engagement républicain affiché"
    )


def test_an_urgent_fact_asks_when_and_by_which_channel_once(desk: Desk) -> None:
    said = found(desk, remontee=Remontee.URGENTE)["urgence_tracee"]
    assert (said.gravite, said.stops) == (Gravite.AVERTISSEMENT, True)
    assert "urgence_tracee" in found(desk, remontee=Remontee.URGENTE, remontee_le=TODAY)
    assert found(desk, remontee=Remontee.URGENTE, remontee_le=TODAY, remontee_canal="téléphone") == {}
    assert found(desk, remontee=Remontee.NOTE) == {}


def test_the_dates_of_a_visit_follow_each_other(desk: Desk) -> None:
    before = TODAY - dt.timedelta(days=1)
    assert found(desk, remontee_le=before)["remontee_apres"].champ == "remontee_le"
    assert found(desk, prochaine_le=TODAY)["suite_dans_l_ordre"].champ == "prochaine_le"
    with desk.writing() as unit:
        precedente = records.save(unit, records.blank(unit, "visite", date=TODAY)).uid
        unit.commit()
    said = found(desk, date=before, visite_precedente_uid=precedente)["suite_dans_l_ordre"]
    assert said.champ == "visite_precedente_uid"
    assert found(desk, visite_precedente_uid=precedente) == {}


def test_a_visit_does_not_follow_itself(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.save(unit, records.blank(unit, "visite", **FAITE))
        draft.values["visite_precedente_uid"] = draft.uid
        said, _ = records.check(unit, draft)
    assert "visite_precedente_uid" in {f.champ for f in said}


def test_women_and_men_are_counted_together(desk: Desk) -> None:
    assert found(desk, public_femmes=12)["public_compte"].champ == "public_hommes"
    assert found(desk, public_femmes=12, public_hommes=0, public_estime=True) == {}
