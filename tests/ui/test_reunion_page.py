"""The page of a meeting: carried forward, counted live, checked late, left without loss."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from db.base import Etat
from db.models.conseil_listes import College
from db.models.seance import NatureSuite, StatutReunion
from db.models.seance import StatutPresence as S
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records, reunions
from pvdesk.store.desk import Desk
from tests import builders
from tests.ui.typing_hand import Hand, shortcuts_of
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.reunion import ReunionPage
from ui.special.suite_row import ACTION

CTRL = Qt.KeyboardModifier.ControlModifier
# Keys used inside editors, grids and notes: no shortcut of the form may take them.
INSIDE = {
    "Return", "Enter", "Ctrl+Return", "Ctrl+Enter", "Tab", "Backtab", "F2", "F4", "Del", "Space", "Up", "Down",
    "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Left", "Ctrl+Right", "P", "R", "E", "A", "D", "I",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def noeux(desk: Desk) -> str:
    return builders.add_noeux(desk)[0]


@pytest.fixture
def page(app: QApplication, desk: Desk, noeux: str) -> Iterator[ReunionPage]:
    made = ReunionPage(Operations(desk, ImmediateTasks()))
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    app.processEvents()
    made.new({"conseil_uid": noeux})
    yield made
    made.close()
    made.deleteLater()


def line(page: ReunionPage, key: str) -> QLineEdit:
    found = page.form.fields.editors[key].focus_widget
    assert isinstance(found, QLineEdit)
    return found


def mark(page: ReunionPage, marks: list[S]) -> None:
    for place, statut in enumerate(marks):
        page.form.presences.grid.mark(place, statut)


def test_a_new_meeting_starts_on_its_date_with_the_people_of_the_conseil(page: ReunionPage) -> None:
    assert QApplication.focusWidget() is line(page, "date")
    assert len(page.form.seance.reunion.lines["presences"]) == 18
    assert page.head.title.text() == "Réunion du jeudi 15 octobre 2026"
    assert page.form.fields.fields["date"].label.text() == "Date (jeudi)"
    assert "Conseil citoyen de Nœux-les-Mines" in page.head.crumb.text()


def test_the_quorum_is_counted_as_people_are_marked(page: ReunionPage, app: QApplication) -> None:
    mark(page, [S.PRESENT] * 12 + [S.REPRESENTE] * 2)
    page._count.timeout.emit()
    assert page.form.presences.quorum.text() == (
        "Quorum\u00a0: 14 (12 présents + 2 représentés) pour 9 requis — atteint"
    )
    assert page.form.presences.chips.chips[S.PRESENT].text() == "12\u00a0présents"
    assert page.form.seance.reunion.values["statut"] is StatutReunion.TENUE


def test_another_conseil_brings_its_people_unless_somebody_is_marked(page: ReunionPage, desk: Desk) -> None:
    other, _ = builders.add_dix(desk)
    page.form.fields.book.renew()
    line(page, "conseil_uid").setText("Conseil citoyen Les Tilleuls")
    lines = page.form.seance.reunion.lines["presences"]
    assert (page.form.seance.reunion.values["conseil_uid"], len(lines)) == (other, 10)
    mark(page, [S.PRESENT])
    line(page, "conseil_uid").setText("Conseil citoyen de Nœux-les-Mines")
    assert len(page.form.seance.reunion.lines["presences"]) == 10


def test_a_refused_end_leads_to_each_fault(page: ReunionPage, desk: Desk) -> None:
    mark(page, [S.PRESENT] * 18)
    line(page, "debut").setText("18:30")
    line(page, "fin").setText("18:15")
    line(page, "lieu").setText("École")
    row = page.form.suites.rows[0]
    libelle = row._bindings[True].editors["libelle"].widget
    assert isinstance(libelle, QLineEdit)
    libelle.setText("Diagnostic")
    page.finish()
    said = [link.text() for link in page.form.summary.links]
    assert said == [
        "Heure de fin\u00a0: indiquez une heure après 18\u00a0h\u00a030",
        "Action 1\u00a0: choisissez une personne responsable",
        "Action 1\u00a0: indiquez une échéance",
    ]
    assert QApplication.focusWidget() is page.form.summary.links[0]
    assert [page.parts.list.buttons[key].part.detail for key in ("seance", "suites")] == ["1 erreur", "2 erreurs"]
    page.form.summary.links[0].click()
    assert QApplication.focusWidget() is line(page, "fin")
    page.form.summary.links[1].click()
    assert QApplication.focusWidget() is row._bindings[True].editors["responsable"].focus_widget
    line(page, "fin").setText("20:15")
    page.autosave.flush()
    assert len(page.form.summary.links) == 2


def test_all_present_leaves_those_already_marked(page: ReunionPage) -> None:
    mark(page, [S.EXCUSE])
    hand = Hand(page, ImmediateTasks())
    hand.press(Qt.Key.Key_T, CTRL)
    statuts = [row.values["statut"] for row in page.form.seance.reunion.lines["presences"]]
    assert statuts == [S.EXCUSE] + [S.PRESENT] * 17


def test_the_list_of_the_meeting_before_is_taken_again_guests_included(
    app: QApplication, desk: Desk, noeux: str, page: ReunionPage
) -> None:
    lines = page.form.seance.reunion.lines["presences"]
    member = lines[0].values["membre_uid"]
    with desk.writing() as unit:
        before = records.blank(
            unit, "reunion", conseil_uid=noeux, date=dt.date(2026, 9, 1), statut=StatutReunion.TENUE
        )
        before.lines["presences"] = [
            LineDraft("p1", {"membre_uid": member, "nom": None, "organisme": None, "statut": S.PRESENT}),
            LineDraft("p2", {"membre_uid": None, "nom": "Un bailleur", "organisme": "Bailleur", "statut": S.INVITE}),
        ]
        records.save(unit, before)
        unit.commit()
    del lines[:]
    page.form.presences.previous_button.click()
    app.processEvents()
    assert [(line.values["membre_uid"], line.values["nom"], line.values["statut"]) for line in lines] == [
        (member, None, None), (None, "Un bailleur", None),
    ]  # fmt: skip
    page.form.presences.previous_button.click()
    assert len(lines) == 2


def test_a_proxy_is_given_in_the_remark_of_somebody_represented(page: ReunionPage, app: QApplication) -> None:
    grid = page.form.presences.grid
    mark(page, [S.PRESENT, S.REPRESENTE])
    grid.setFocus()
    grid.select_uid(page.form.seance.reunion.lines["presences"][1].uid)
    hand = Hand(page, ImmediateTasks())
    hand.press(Qt.Key.Key_F2)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    lines = page.form.seance.reunion.lines["presences"]
    assert lines[1].values["pouvoir_a"] == lines[0].values["membre_uid"]
    assert grid.cell(1, 4).text == "Pouvoir à H-01"


def test_a_guest_is_added_by_a_word_and_removed_by_suppr(page: ReunionPage) -> None:
    view = page.form.presences
    view.add_line.setText("invité Bailleur social d’essai")
    view._add_typed()
    guest = page.form.seance.reunion.lines["presences"][-1]
    assert (guest.values["nom"], guest.values["statut"]) == ("Bailleur social d’essai", S.INVITE)
    view.grid.setFocus()
    view.grid.select_uid(guest.uid)
    Hand(page, ImmediateTasks()).press(Qt.Key.Key_Delete)
    assert len(page.form.seance.reunion.lines["presences"]) == 18


def test_decisions_and_actions_share_one_list(page: ReunionPage, desk: Desk) -> None:
    suites = page.form.suites
    page.form.go_to_part("suites")
    hand = Hand(page, ImmediateTasks())
    hand.type("Deux bancs")
    suites.rows[0].combo.setFocus()
    hand.type("d")
    assert suites.rows[0].nature is NatureSuite.DECISION
    suites.rows[0].focus_text()
    for text in ("", "9", "0", "1"):
        hand.type(text)
        hand.press(Qt.Key.Key_Return)
    assert [row.nature for row in suites.rows] == [NatureSuite.DECISION] * 2
    hand.type("Devis")
    suites.rows[1].combo.setFocus()
    hand.type("a")
    assert [row.nature for row in suites.rows] == [NatureSuite.DECISION, ACTION]
    page.autosave.flush()
    with desk.reading() as unit:
        stored = reunions.load(unit, page.uid)
    (decision,) = stored.reunion.lines["suites"]
    assert [decision.values[k] for k in ("libelle", "pour", "contre", "abstentions")] == ["Deux bancs", 9, 0, 1]
    assert [action.values["libelle"] for action in stored.actions] == ["Devis"]
    suites.rows[1].remove.click()
    page.autosave.flush()
    with desk.reading() as unit:
        assert reunions.load(unit, page.uid).actions == []


def test_a_stored_meeting_reopens_where_the_person_was(page: ReunionPage, desk: Desk, app: QApplication) -> None:
    line(page, "animateur").setText("Camille Exemple")
    page.autosave.flush()
    line(page, "lieu").setText("École")
    page.leave()
    other = ReunionPage(page._operations)
    other.show()
    other.activateWindow()
    app.processEvents()
    other.open(page.uid)
    assert QApplication.focusWidget() is line(other, "lieu")
    assert line(other, "lieu").text() == "École"
    other.close()


def test_starting_empty_takes_away_what_was_carried(desk: Desk, noeux: str, app: QApplication) -> None:
    builders.add_reunion(desk, noeux, dt.date(2026, 9, 17), statut=StatutReunion.TENUE)
    page = ReunionPage(Operations(desk, ImmediateTasks()))
    page.new({"conseil_uid": noeux})
    assert line(page, "lieu").text() == "Maison de quartier"
    assert not page.form.empty_button.isHidden()
    page.form.empty_button.click()
    assert line(page, "lieu").text() == ""
    assert page.form.empty_button.isHidden()
    assert len(page.form.seance.reunion.lines["presences"]) == 18


def test_a_finished_meeting_is_final_with_its_actions(page: ReunionPage, desk: Desk) -> None:
    mark(page, [S.PRESENT] * 18)
    line(page, "debut").setText("18:30")
    line(page, "lieu").setText("École")
    closed: list[str] = []
    page.finished.connect(closed.append)
    page.finish()
    assert [link.text() for link in page.form.summary.links] == []
    assert closed == [page.uid]
    with desk.reading() as unit:
        stored: Draft = reunions.load(unit, page.uid).reunion
    assert stored.etat is Etat.FINAL


def test_every_place_where_the_focus_goes_has_a_name_and_tab_goes_round(page: ReunionPage) -> None:
    first = QApplication.focusWidget()
    seen: list[QWidget] = []
    while True:
        page.focusNextChild()
        stop = QApplication.focusWidget()
        assert stop is not None
        assert len(seen) < 300, "Tab never comes back"
        seen.append(stop)
        if stop is first:
            break
    assert len(seen) == len(set(seen))
    nameless = [w for w in seen if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())]
    assert nameless == []
    assert page.form.presences.grid in seen


def test_no_shortcut_of_the_form_is_a_key_of_its_editors(page: ReunionPage) -> None:
    found = shortcuts_of(page)
    assert {"Alt+1", "Alt+&", "Ctrl+Shift+Return", "Ctrl+T"} <= found
    assert not found & INSIDE


def test_somebody_unknown_is_of_the_habitants_or_of_the_acteurs_by_one_key_or_one_word(page: ReunionPage) -> None:
    presences = page.form.presences
    before = len(presences.lines)
    presences.add_line.setText("Camille Inconnue")
    presences._add_typed()
    presences.add_line.setText("Alix Bailleur")
    QTest.keyClick(presences.add_line, Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    presences.add_line.setText("acteur : Sacha Commerce")
    presences._add_typed()
    colleges = [page.form.seance.membres[one.values["membre_uid"]]["college"] for one in presences.lines[before:]]
    assert colleges == [College.HABITANTS.libelle, College.ACTEURS.libelle, College.ACTEURS.libelle]
    assert presences.add_line.text() == ""


def test_enter_in_the_empty_point_goes_on_to_decisions(page: ReunionPage) -> None:
    page.form.points.start()
    page.form.points.rows[-1].titre.returnPressed.emit()
    assert page.form.part_of(page.focusWidget()) == "suites"
