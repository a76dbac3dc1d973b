"""The board of postes: months received, late, awaited; missing numbers healed or not; what waits."""

import datetime as dt

from pvdesk.mission import recus, tableau
from pvdesk.mission.tableau import Passage
from pvdesk.store import lots
from tests.pvdesk.mission.exchange import Pair, conseil, reunion


def line(pair: Pair, today: dt.date) -> tableau.Ligne:
    with pair.mission.reading() as unit:
        (found,) = tableau.tableau(unit, today)
    return found


def send(pair: Pair) -> None:
    uid, members = conseil(pair.poste)
    reunion(pair.poste, uid, members)
    pair.take(pair.send())


def test_a_poste_that_has_not_presented_itself_is_not_late(pair: Pair) -> None:
    found = line(pair, dt.date(2027, 3, 1))
    assert (found.presente, found.controle, found.dernier) == (False, "", None)
    assert {one.passage for one in found.mois} == {Passage.HORS}


def test_months_are_received_late_or_awaited(pair: Pair) -> None:
    send(pair)  # October 2026
    found = line(pair, dt.date(2026, 12, 10))
    assert [one.jour.month for one in found.mois] == [7, 8, 9, 10, 11, 12]
    assert [one.passage for one in found.mois[2:]] == [
        Passage.HORS, Passage.RECU, Passage.RETARD, Passage.ATTENDU,
    ]  # fmt: skip
    assert (found.en_retard, found.numero, found.controle) == (1, 1, pair.template.control[0])


def test_a_missing_number_is_healed_by_the_next_lot(pair: Pair) -> None:
    send(pair)
    uid, members = conseil(pair.poste)
    reunion(pair.poste, uid, members)
    pair.send()  # lost
    send(pair)
    found = line(pair, dt.date(2026, 10, 20))
    assert (found.manquants, found.rattrapes) == ((2,), True)
    assert found.mois[-1].lots == 2


def test_what_a_lot_held_is_told_in_fiches(pair: Pair) -> None:
    send(pair)
    with pair.mission.reading() as unit:
        (lot,) = [one for one in lots.lots(unit) if one.sorte == "envoi"]
        found = recus.detail(unit, lot.uid)
        assert recus.detail(unit, "absent") is None
    assert found is not None
    assert dict(found.comptes) == {"Réunions": 1, "Conseils": 1, "Membres": 1}
    assert (found.ecartes, found.reste, found.conflits) == ((), 0, 0)


def test_nothing_waits_after_a_quiet_import(pair: Pair) -> None:
    send(pair)
    with pair.mission.reading() as unit:
        assert tableau.attente(unit) == tableau.Attente(0, 0, 0)
