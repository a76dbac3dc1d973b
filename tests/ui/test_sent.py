"""The journal of a poste: what each file held, what the mission said of it, what to do while it says nothing."""

import datetime as dt

import pytest

from db.models.echange import IssueLot, Sens
from pvdesk.store.lots import LotRow
from tests.scenarios.formulaire import plain
from ui.pages import sent

MADE = dt.datetime(2026, 11, 1, 9, 0, tzinfo=dt.UTC)


def lot(issue: IssueLot = IssueLot.CREE, phrase: str = "", sens: Sens = Sens.ENVOYE, sorte: str = "envoi") -> LotRow:
    comptes = {"reunion": 3, "presence": 40, "organisme": 1}
    name = "D07-000004-2026-11-01.pvlot"
    return LotRow("u", sens, sorte, "D07", 4, name, MADE, issue, "", phrase, comptes, "ab" * 32)


@pytest.mark.parametrize(
    ("one", "day", "said"),
    [
        (lot(), 3, "Pas encore d’accusé"),
        (lot(), 30, "Aucun accusé depuis 29 jours"),
        (lot(IssueLot.ACCUSE), 30, "La mission l’a reçu."),
        (lot(IssueLot.RETENU, "Gardé de côté."), 3, "Gardé de côté."),
        (lot(IssueLot.IMPORTE, sens=Sens.RECU, sorte="retour"), 3, "Ce fichier a été importé."),
    ],
)
def test_it_says_what_the_mission_said_or_what_to_do(one: LotRow, day: int, said: str) -> None:
    assert plain(sent.answer_of(one, dt.date(2026, 11, day))).startswith(said)


def test_a_row_counts_fiches_not_their_lines() -> None:
    row = sent.row_of(lot())
    assert [cell.text for cell in row.cells[2:]] == ["4", "Sans accusé"]
    assert plain(row.cells[1].second) == "Envoi n° 4, remis à la mission"
