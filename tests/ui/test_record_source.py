"""A long list shows its first page at once, then reads what is painted; the chosen record stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.models import Organisme
from db.types import new_uid
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import Fenetre
from ui.pages.records import RecordsPage

LONG = 230


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    with made.writing() as unit:
        stamped = {"cree_le": unit.now, "modifie_le": unit.now}
        names = (f"Association {rank:03d}" for rank in range(LONG))
        unit.session.add_all([Organisme(uid=new_uid(), nom=name, **stamped) for name in names])
        unit.commit()
    yield made
    made.close()


@pytest.fixture
def listed(app: QApplication, desk: Desk) -> Iterator[RecordsPage]:
    fenetre = Fenetre(desk)
    fenetre.window.show_page("organismes")
    fenetre.hand.rest()
    page = fenetre.window.stack.currentWidget()
    assert isinstance(page, RecordsPage)
    yield page
    fenetre.fermer()


def test_a_long_list_is_whole_and_read_by_pages(listed: RecordsPage) -> None:
    assert listed.table.rows.rowCount() == LONG
    assert listed._count.text().startswith(str(LONG))
    assert len(listed.source.rows) == 100
    last = listed.source.model.uid_at(LONG - 1)
    assert listed.table.select_uid(last)
    listed.grab()
    assert len(listed.source.rows) < LONG
    row = listed.source.row(last)
    assert row is not None
    assert row.values["nom"] == f"Association {LONG - 1:03d}"


def test_a_change_keeps_the_chosen_record_and_shows_its_new_words(listed: RecordsPage, desk: Desk) -> None:
    chosen = listed.source.model.uid_at(170)
    listed.table.select_uid(chosen)
    with desk.writing() as unit:
        draft = records.load(unit, "organisme", chosen)
        draft.values["nom"] = "Association 170 bis"
        records.save(unit, draft)
        unit.commit()
    listed.refresh()
    assert listed.table.current_uid() == chosen
    row = listed.source.row(chosen)
    assert row is not None
    assert row.values["nom"] == "Association 170 bis"
    assert listed.table.rows.rowCount() == LONG
