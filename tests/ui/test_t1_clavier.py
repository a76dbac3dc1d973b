"""T1: a whole meeting typed with keys alone, counted, then compared with the base datum by datum (screens, goal G1)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.base import Etat
from db.models.seance import StatutPresence as S
from db.models.seance import StatutReunion
from pvdesk.store import records, reunions
from pvdesk.store.desk import Desk
from tests import builders
from tests.ui.typing_hand import COMMAND, CONTENT, Hand
from ui.kit.focus_watch import SETTLE_MS
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.reunion import ReunionPage

MOST, CONTENT_STROKES = 360, 330
THOUGHTS, MOST_S = 9, 120  # goal G3: one thought for each part and each change of place
POINTS = (
    ("Approbation du compte rendu", ""),
    ("Éclairage allée des Peupliers", "Trois candélabres hors service. Le bailleur attend un devis."),
    ("Propreté abords de l'école", ""),
    ("Jardin partagé : règlement", "Avis favorable."),
    ("Questions diverses", ""),
)
ACTIONS = (
    ("Diagnostic éclairage", "dom", "4/11", "FICTIF Dominique", dt.date(2026, 11, 4)),
    ("Deux bancs place du Lavoir", "sac", "15/12", "DÉMO Sacha", dt.date(2026, 12, 15)),
    ("Avis favorable jardin", "cam", "fin nov.", "EXEMPLE Camille", dt.date(2026, 11, 30)),
)
MARKS = "ppprpeppap"
MARKED = {"p": S.PRESENT, "r": S.REPRESENTE, "e": S.EXCUSE, "a": S.ABSENT}
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def page(app: QApplication, desk: Desk) -> Iterator[tuple[ReunionPage, Hand]]:
    """The meeting of a known council, taken from the last one, open at the date of the day."""
    conseil, _ = builders.add_dix(desk)
    builders.add_reunion(desk, conseil, dt.date(2026, 9, 17), statut=StatutReunion.TENUE)
    operations = Operations(desk, Tasks())
    made = ReunionPage(operations)
    hand = Hand(made, operations.tasks)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    made.new()
    hand.rest()
    hand.strokes[COMMAND] += 3  # Ctrl+Maj+R, in the window
    yield made, hand
    operations.tasks.wait_idle()
    made.close()
    made.deleteLater()


def type_points(hand: Hand) -> None:
    hand.press(Qt.Key.Key_3, ALT, COMMAND)
    for place, (title, note) in enumerate(POINTS):
        hand.type(title)
        if note:
            hand.press(Qt.Key.Key_Tab)
            hand.type(note)
            hand.press(Qt.Key.Key_Return, CTRL)
        elif place < len(POINTS) - 1:
            hand.press(Qt.Key.Key_Return)


def type_actions(hand: Hand) -> None:
    hand.press(Qt.Key.Key_4, ALT, COMMAND)
    for place, (text, who, when, _, _) in enumerate(ACTIONS):
        hand.type(text)
        hand.press(Qt.Key.Key_Return)
        hand.type(who)
        hand.press(Qt.Key.Key_Return)
        hand.type(when)
        if place < len(ACTIONS) - 1:
            hand.press(Qt.Key.Key_Return)


def test_a_whole_meeting_is_typed_with_keys_alone(page: tuple[ReunionPage, Hand], desk: Desk) -> None:
    form, hand = page
    hand.press(Qt.Key.Key_2, ALT, COMMAND)
    hand.type(MARKS)
    type_points(hand)
    type_actions(hand)
    hand.press(Qt.Key.Key_Return, CTRL | SHIFT, COMMAND)
    hand.rest()
    said = [link.text() for link in form.form.summary.links]
    assert not said

    with desk.reading() as unit:
        seance = reunions.load(unit, form.uid)
    draft = seance.reunion
    assert draft.etat is Etat.FINAL
    assert draft.values["date"] == builders.TODAY
    assert draft.values["statut"] is StatutReunion.TENUE
    assert draft.values["debut"] == dt.time(18, 30)
    assert draft.values["lieu"] == "Maison de quartier"
    assert [line.values["statut"] for line in draft.lines["presences"]] == [MARKED[mark] for mark in MARKS]
    typed = [(line.values["titre"], line.values["echanges"] or "") for line in draft.lines["points"]]
    assert typed == list(POINTS)
    told = [tuple(a.values[k] for k in ("libelle", "responsable", "echeance")) for a in seance.actions]
    assert told == [(text, who, when) for text, _, _, who, when in ACTIONS]
    assert draft.lines["suites"] == []
    assert sum(hand.strokes.values()) <= MOST, dict(hand.strokes)
    assert hand.strokes[CONTENT] <= CONTENT_STROKES, dict(hand.strokes)
    assert hand.seconds(THOUGHTS) <= MOST_S, hand.seconds(THOUGHTS)


def test_letters_mark_only_in_the_grid(page: tuple[ReunionPage, Hand]) -> None:
    form, hand = page
    hand.type("p")
    lines = form.form.seance.reunion.lines["presences"]
    assert all(line.values["statut"] is None for line in lines)


def test_a_quick_add_of_somebody_unknown_costs_the_name_and_one_key(page: tuple[ReunionPage, Hand], desk: Desk) -> None:
    form, hand = page
    hand.type("1/10")
    form.form.presences.add_line.setFocus()
    hand.type("Eden Croquis")
    hand.press(Qt.Key.Key_Return)
    hand.rest()
    line = form.form.seance.reunion.lines["presences"][-1]
    assert line.values["statut"] is S.PRESENT
    with desk.reading() as unit:
        membre = records.load(unit, "membre", line.values["membre_uid"])
    assert (membre.values["prenom"], membre.values["nom"], membre.etat) == ("Eden", "Croquis", Etat.BROUILLON)
    assert membre.values["debut"] == dt.date(2026, 10, 1)  # in office on the day of the meeting, not of the typing


def test_undo_takes_back_a_mark_and_redo_puts_it_again(page: tuple[ReunionPage, Hand]) -> None:
    form, hand = page
    hand.press(Qt.Key.Key_2, ALT, COMMAND)
    hand.type("p")
    lines = form.form.seance.reunion.lines["presences"]
    assert lines[0].values["statut"] is S.PRESENT
    hand.press(Qt.Key.Key_Z, CTRL)
    assert form.form.seance.reunion.lines["presences"][0].values["statut"] is None
    hand.press(Qt.Key.Key_Y, CTRL)
    assert form.form.seance.reunion.lines["presences"][0].values["statut"] is S.PRESENT


def test_a_line_just_added_is_in_sight(page: tuple[ReunionPage, Hand]) -> None:
    form, hand = page
    type_points(hand)
    QTest.qWait(2 * SETTLE_MS)
    focused = form.form.focusWidget()
    assert focused is not None
    sight = form.view.viewport().rect()
    assert sight.contains(focused.mapTo(form.view.viewport(), focused.rect().center()))
