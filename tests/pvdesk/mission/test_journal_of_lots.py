"""The journal of lots tells both sides what went, what came and what became of it, newest first."""

import pytest

from db.models.echange import IssueLot, Sens
from pvdesk.bundle.refus import Refus
from pvdesk.store.desk import Desk
from pvdesk.store.lots import LotRow, lots
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def told(desk: Desk, limit: int = 500) -> list[LotRow]:
    with desk.reading() as unit:
        return lots(unit, limit)


def test_there_and_back_is_told_on_both_sides(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    pair.trip()
    at_poste = [(lot.sens, lot.sorte, lot.numero, lot.issue) for lot in told(pair.poste)]
    assert at_poste == [
        (Sens.RECU, "retour", 1, IssueLot.IMPORTE), (Sens.ENVOYE, "envoi", 1, IssueLot.ACCUSE),
        (Sens.RECU, "enrolement", 1, IssueLot.IMPORTE),
    ]  # fmt: skip
    at_mission = [(lot.sens, lot.sorte, lot.poste) for lot in told(pair.mission)]
    assert at_mission == [
        (Sens.ENVOYE, "retour", "D07"), (Sens.RECU, "envoi", "D07"), (Sens.ENVOYE, "enrolement", "D07"),
    ]  # fmt: skip
    assert told(pair.poste)[1].comptes["reunion"] == 1
    assert [lot.numero for lot in told(pair.poste, limit=1)] == [1]


def test_a_refused_lot_keeps_its_code_and_its_sentence(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    path = pair.send()
    later = pair.forged(path, lambda head, tables: (x.changed(head, lecteur_minimal="9999"), tables))
    with pytest.raises(Refus) as caught:
        pair.take(later)
    held = told(pair.mission)[0]
    assert (held.issue, held.code, held.phrase) == (IssueLot.RETENU, "Q5", caught.value.phrase)
