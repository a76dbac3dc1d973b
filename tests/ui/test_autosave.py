"""Saving by itself: soon, one at a time, never covering what was typed since, and loud when it fails."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from db.errors import Cause, Faute
from pvdesk.kit.draft import Draft, LineDraft
from ui.kit.autosave import DELAY_MS, Autosave, SaveIndicator, State
from ui.kit.layouts import vbox
from ui.kit.rebase import rebase, snapshot
from ui.kit.rescue import RescueBox
from ui.kit.tasks import OnError, OnResult

NOON = dt.datetime(2026, 10, 15, 18, 42, tzinfo=dt.UTC)


@dataclass
class Paper:
    """A document that answers its saves when told to."""

    text: str = ""
    kept: list[str] = field(default_factory=list)
    asked: list[tuple[str, OnResult, OnError]] = field(default_factory=list)

    def snapshot(self) -> str | None:
        return self.text if not self.kept or self.kept[-1] != self.text else None

    def save(self, sent: str, on_result: OnResult, on_error: OnError) -> None:
        self.asked.append((sent, on_result, on_error))

    def take(self, sent: str, stored: str) -> None:
        self.kept.append(stored)

    def answer(self) -> None:
        sent, done, _ = self.asked.pop(0)
        done(sent)

    def refuse(self, error: Exception) -> None:
        self.asked.pop(0)[2](error)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def page(app: QApplication) -> QWidget:
    return QWidget()


@pytest.fixture
def autosave(paper: Paper, page: QWidget) -> Autosave:
    return Autosave(paper, page, lambda: NOON)


def test_the_delay_runs_from_the_first_key_not_from_the_last(paper: Paper, autosave: Autosave) -> None:
    paper.text = "a"
    autosave.touch()
    autosave._timer.start(DELAY_MS - 700)  # 0.7 s goes by
    autosave.touch()
    assert autosave._timer.remainingTime() <= DELAY_MS - 700
    assert DELAY_MS < 2000


def test_one_save_at_a_time_then_the_newest(paper: Paper, autosave: Autosave) -> None:
    paper.text = "a"
    autosave.touch()
    autosave.flush()
    paper.text = "ab"
    autosave.touch()
    autosave.flush()
    assert [sent for sent, _, _ in paper.asked] == ["a"]
    seen: list[int] = []
    autosave.flush(lambda: seen.append(1))
    paper.answer()
    assert [sent for sent, _, _ in paper.asked] == ["ab"]
    assert not seen
    paper.answer()
    assert (paper.kept, seen, autosave.pending) == (["a", "ab"], [1], False)


def test_a_failure_is_loud_stays_and_is_tried_again(
    paper: Paper, autosave: Autosave, page: QWidget, app: QApplication
) -> None:
    indicator, rescue = SaveIndicator(autosave), RescueBox(autosave)
    paper.text = "a"
    autosave.touch()
    autosave.flush()
    paper.refuse(Faute(Cause.DISQUE_PLEIN))
    assert indicator.text() == "Non enregistré"
    assert rescue.text() == "Non enregistré\u00a0: le disque est plein."
    assert not rescue.isHidden()
    assert autosave.pending
    rescue.retry_button.click()
    paper.answer()
    assert indicator.text() == "Enregistré à 18\u00a0h\u00a042"
    assert rescue.isHidden()


def test_saving_is_said_only_when_it_lasts(paper: Paper, autosave: Autosave) -> None:
    indicator = SaveIndicator(autosave)
    paper.text = "a"
    autosave.touch()
    autosave.flush()
    assert indicator.text() == ""
    autosave._slow.timeout.emit()
    assert (indicator.text(), autosave.state) == ("Enregistrement…", State.SAVING)
    paper.answer()


def test_leaving_a_field_saves_at_once(paper: Paper, autosave: Autosave, page: QWidget, app: QApplication) -> None:
    first, second = QLineEdit(), QLineEdit()
    vbox(first, second, parent=page)
    page.show()
    page.activateWindow()
    app.processEvents()
    first.setFocus()
    paper.text = "a"
    autosave.touch()
    second.setFocus()
    assert [sent for sent, _, _ in paper.asked] == ["a"]
    page.close()


def draft(**values: object) -> Draft:
    made = Draft("action", "u1", dict(values), {"relances": [LineDraft("l1", {"note": "un"})]}, version=1)
    made.freeze_base()
    return made


@pytest.mark.parametrize("since", ["typed since", "as sent"])
def test_the_answer_of_a_save_never_covers_what_was_typed_since(since: str) -> None:
    live = draft(libelle="as sent", responsable=None)
    sent = snapshot(live)
    live.values["libelle"] = since
    live.lines["relances"][0].values["note"] = since
    stored = draft(libelle="as sent", responsable="somebody else wrote it")
    stored.lines["relances"] = [LineDraft("l1", {"note": "un", "mode": None}), LineDraft("l2", {"note": "brought"})]
    stored.freeze_base()
    moved = rebase(live, sent, stored)
    assert live.values == {"libelle": since, "responsable": "somebody else wrote it"}
    assert [line.values["note"] for line in live.lines["relances"]] == [since, "brought"]
    assert moved == {"responsable", "relances"}
    assert live.dirty


def test_a_draft_saved_as_it_stands_is_clean() -> None:
    live = draft(libelle="un")
    live.lines["relances"].append(LineDraft("l2", {"note": "deux"}))
    sent, stored = snapshot(live), draft(libelle="un")
    stored.lines["relances"].append(LineDraft("l2", {"note": "deux", "mode": None}))
    stored.freeze_base()
    assert rebase(live, sent, stored) == set()
    assert not live.dirty


