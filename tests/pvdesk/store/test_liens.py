"""What a fiche is linked to is found from the declared references, in both directions."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.types import new_uid
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.schema import Kind, schema
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.liens import Lien, Sens, liens
from tests.builders import TODAY, add_noeux, add_reunion, make_desk

POINTING = [
    pytest.param(table, datum.key, datum.target, id=f"{table}.{datum.key}")
    for table, fiche in FICHES.items()
    for datum in schema(fiche.model).stored
    if datum.kind is Kind.REFERENCE and datum.target in FICHES
]
POINTING_LINES = [
    pytest.param(table, of.key, datum.key, datum.target, id=f"{table}.{of.key}.{datum.key}")
    for table, fiche in FICHES.items()
    for of in schema(fiche.model).line_data
    if of.lines is not None
    for datum in of.lines.stored
    if datum.kind is Kind.REFERENCE and datum.target in FICHES
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def record(desk: Desk, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, **values: Any) -> str:
    """The uid of a saved record."""
    with desk.writing() as unit:
        draft = records.blank(unit, table, **values)
        for key, rows in (lines or {}).items():
            draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def links(desk: Desk, table: str, uid: str) -> list[Lien]:
    with desk.reading() as unit:
        return liens(unit, table, uid)


def ways(desk: Desk, table: str, uid: str) -> set[tuple[str, str, Sens]]:
    return {(link.table, link.uid, link.sens) for link in links(desk, table, uid)}


@pytest.mark.parametrize(("table", "key", "target"), POINTING)
def test_each_declared_reference_is_walked_both_ways(desk: Desk, table: str, key: str, target: str) -> None:
    pointed = record(desk, target)
    pointing = record(desk, table, **{key: pointed})
    assert ways(desk, table, pointing) == {(target, pointed, Sens.VERS)}
    assert ways(desk, target, pointed) == {(table, pointing, Sens.DEPUIS)}


@pytest.mark.parametrize(("table", "lines", "key", "target"), POINTING_LINES)
def test_each_reference_of_a_line_links_its_fiche(desk: Desk, table: str, lines: str, key: str, target: str) -> None:
    pointed = record(desk, target)
    pointing = record(desk, table, {lines: [{key: pointed}, {key: pointed}]})
    assert ways(desk, table, pointing) == {(target, pointed, Sens.VERS)}
    assert ways(desk, target, pointed) == {(table, pointing, Sens.DEPUIS)}


def test_a_visit_leads_to_its_action_the_point_the_project_and_the_next_visit(desk: Desk) -> None:
    conseil, _ = add_noeux(desk)
    projet = record(desk, "projet", intitule="Jardin partagé", annee=2026)
    visite = record(desk, "visite", date=TODAY, objet="Jardin", projet_uid=projet)
    action = record(desk, "action", libelle="Réparer la clôture", visite_uid=visite)
    suivante = record(desk, "visite", date=TODAY + dt.timedelta(30), objet="Retour", visite_precedente_uid=visite)
    reunion = add_reunion(desk, conseil, TODAY, objet="Comité de pilotage")
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", reunion)
        draft.lines["points"].append(LineDraft(new_uid(), {"titre": "Jardin", "visite_uid": visite}))
        records.save(unit, draft)
        unit.commit()
    assert ways(desk, "visite", visite) == {
        ("projet", projet, Sens.VERS),
        ("action", action, Sens.DEPUIS),
        ("reunion", reunion, Sens.DEPUIS),
        ("visite", suivante, Sens.DEPUIS),
    }
    assert ("visite", visite, Sens.VERS) in ways(desk, "visite", suivante)
    assert ("visite", visite, Sens.DEPUIS) in ways(desk, "projet", projet)
    assert ("conseil", conseil, Sens.VERS) in ways(desk, "reunion", reunion)
    assert [link.titre for link in links(desk, "action", action)] == ["15/10/2026, Jardin"]


def test_what_is_in_the_corbeille_is_no_link(desk: Desk) -> None:
    projet = record(desk, "projet", intitule="Jardin partagé")
    visite = record(desk, "visite", projet_uid=projet)
    with desk.writing() as unit:
        records.delete(unit, "visite", visite)
        unit.commit()
    assert links(desk, "projet", projet) == []
