"""A poste hands over: its successor is asked and answers for its fiches, it is closed, and no circle is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models import Correction
from db.models.action import OUVERTES
from db.models.echange import Correspondant
from pvdesk.mission import corrections, succession
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = d.a_mission(tmp_path / "donnees")
    with made.writing() as unit:
        unit.session.add_all([Correspondant(code=code, nom="") for code in ("D03", "D05", "D07")])
        unit.commit()
    yield made
    made.close()


def test_what_passes_is_counted_and_the_old_poste_is_closed(desk: Desk) -> None:
    uid = d.record(desk, "visite", poste="D03")
    d.record(desk, "action", poste="D03", libelle="Relancer", statut=min(OUVERTES, key=lambda s: s.value))
    d.record(desk, "visite", poste="D07")
    with desk.writing() as unit:
        corrections.demander(unit, "visite", uid, "La date ne va pas")
        unit.commit()
    said = succession.transmettre(desk, "D03", "D05")
    assert (said.fiches, said.actions, said.corrections) == (2, 1, 1)
    assert said.phrase.startswith("D03 transmis à D05\u00a0: 2\u00a0fiches, 1\u00a0action ouverte, 1\u00a0correction")
    with desk.reading() as unit:
        row = unit.session.get_one(Correspondant, "D03")
        assert (row.successeur, row.revoque_motif) == ("D05", "fiches transmises à D05")
        assert list(unit.session.scalars(select(Correction.poste))) == ["D05"]
        assert succession.predecesseurs(unit, "D05") == {"D03"}
    assert d.value(desk, "visite", uid, "date") is None


def test_a_successor_may_hand_over_in_turn(desk: Desk) -> None:
    succession.transmettre(desk, "D03", "D05")
    succession.transmettre(desk, "D05", "D07")
    with desk.reading() as unit:
        assert succession.predecesseurs(unit, "D07") == {"D03", "D05"}
        assert corrections.author(unit, "D03") == "D07"


@pytest.mark.parametrize(
    ("de", "a", "said"),
    [("D03", "D03", "lui-même"), ("D03", "D99", "n’est pas au registre"), ("RESERVE", "D05", "n’est pas au registre"),
     ("D07", "D03", "révoqué"), ("D03", "D07", "déjà transmises à D05")],
)  # fmt: skip
def test_what_cannot_be_handed_over_is_said(desk: Desk, de: str, a: str, said: str) -> None:
    if said in {"révoqué", "déjà transmises à D05"}:
        succession.transmettre(desk, "D03", "D05")
    with pytest.raises(Impossible, match=said):
        succession.transmettre(desk, de, a)
