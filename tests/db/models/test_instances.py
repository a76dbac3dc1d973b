"""Steering instances, what they decide of projects, and training sessions (domain 2.8)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models.conseil_listes import INSTANCES_PILOTAGE, StatutConseil, TypeInstance
from db.models.seance import EGALITE, DecisionProjet, StatutReunion, TypeReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import TODAY, add_noeux, make_desk

OUVERTES = {
    TypeInstance.CONSEIL_CITOYEN, TypeInstance.TABLE, TypeInstance.MAISON_PROJET, TypeInstance.CONSEIL_QUARTIER,
    TypeInstance.COLLECTIF, TypeInstance.AUTRE,
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def found(desk: Desk, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, **values: Any) -> set[str]:
    """The rules that say something of a record."""
    return {f.regle for f in findings(desk, table, lines, **values)}


def findings(
    desk: Desk, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, **values: Any
) -> tuple[Finding, ...]:
    with desk.writing() as unit:
        draft = records.blank(unit, table, **values)
        for key, rows in (lines or {}).items():
            draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
        records.save(unit, draft)
        return records.check(unit, draft)[0]


def projects(desk: Desk, number: int) -> list[str]:
    """The uids of new projects."""
    with desk.writing() as unit:
        blanks = [records.blank(unit, "projet", intitule=f"Projet d’essai {rank}") for rank in range(number)]
        made = [records.save(unit, draft).uid for draft in blanks]
        unit.commit()
    return made


def test_every_instance_is_either_open_to_inhabitants_or_steers() -> None:
    assert set(TypeInstance) == INSTANCES_PILOTAGE | OUVERTES
    assert not INSTANCES_PILOTAGE & OUVERTES


@pytest.mark.parametrize("type_", sorted(INSTANCES_PILOTAGE, key=lambda t: t.value))
def test_a_steering_instance_follows_no_rule_of_the_conseils_citoyens(desk: Desk, type_: TypeInstance) -> None:
    assert found(desk, "conseil", nom="Instance d’essai", type=type_, statut=StatutConseil.CONSTITUE) == set()


def test_a_conseil_citoyen_still_does(desk: Desk) -> None:
    said = found(desk, "conseil", nom="Conseil d’essai", statut=StatutConseil.CONSTITUE)
    assert said == {"au_moins_un_quartier", "aide_a_verser"}


def test_an_instance_decides_once_of_a_project(desk: Desk) -> None:
    conseil, _ = add_noeux(desk)
    un, deux = projects(desk, 2)
    line = {"projet_uid": un, "decision": DecisionProjet.RETENU, "montant": 1_200_00}
    given = {"conseil_uid": conseil, "date": TODAY}
    assert "projets_une_fois" in found(desk, "reunion", {"projets": [line, line]}, **given)
    assert "projets_une_fois" not in found(desk, "reunion", {"projets": [line, line | {"projet_uid": deux}]}, **given)


def test_money_for_a_project_that_is_not_kept_asks_why(desk: Desk) -> None:
    conseil, _ = add_noeux(desk)
    (projet,) = projects(desk, 1)
    line = {"projet_uid": projet, "decision": DecisionProjet.AJOURNE, "montant": 1_200_00}
    said = findings(desk, "reunion", {"projets": [line]}, conseil_uid=conseil, date=TODAY)
    (montant,) = [f for f in said if f.regle == "montant_d_un_refus"]
    assert (montant.champ.rpartition("/")[2], montant.gravite) == ("montant", Gravite.AVERTISSEMENT)


def test_a_training_session_asks_its_theme_and_who_came(desk: Desk) -> None:
    conseil, _ = add_noeux(desk)
    given = {"conseil_uid": conseil, "date": TODAY, "type": TypeReunion.FORMATION, "statut": StatutReunion.TENUE}
    said = [f for f in findings(desk, "reunion", **given) if f.regle == "formation_comptee"]
    assert {f.champ for f in said} == {"theme_formation", "formes_femmes"}
    assert {f.gravite for f in said} == {Gravite.INFO}
    done = given | {"theme_formation": EGALITE, "formes_femmes": 12, "formes_hommes": 0}
    assert "formation_comptee" not in found(desk, "reunion", **done)
