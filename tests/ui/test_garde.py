"""The guard at the form: its words come with the pause of typing, stop nothing, and stay nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from sqlalchemy import text

from db.base import Base
from pvdesk.base.logs import Ring
from pvdesk.kit.validation import GARDE
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from ui.kit.form_field import FormField
from ui.kit.notes import FREE_TEXT
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage

SENSITIVE = "malade depuis sa dépression"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def page(app: QApplication, desk: Desk) -> FichePage:
    made = FichePage(Operations(desk, ImmediateTasks()), "conseil")
    made.new()
    return made


def notes(page: FichePage) -> tuple[FormField, QPlainTextEdit]:
    field = page.form.fields.fields["note"]
    assert isinstance(field.editor, QPlainTextEdit)
    return field, field.editor


def test_a_health_word_is_told_at_its_field_when_the_typing_pauses_and_goes_when_it_is_rewritten(
    page: FichePage,
) -> None:
    field, editor = notes(page)
    editor.setPlainText(f"Le médiateur, {SENSITIVE}")
    page.autosave.flush()
    assert list(field.remarks) == [GARDE]
    assert "«\u00a0malade\u00a0»" in field.remarks[GARDE]._text.text()
    assert field.remarks[GARDE].reason is None  # nothing is asked, nothing is stopped
    assert field.error == ""
    editor.setPlainText("Poste non tenu ce jour")
    page.autosave.flush()
    assert field.remarks == {}


def test_what_lacks_is_still_said_at_terminer_only(page: FichePage) -> None:
    _, editor = notes(page)
    editor.setPlainText(SENSITIVE)
    page.autosave.flush()
    assert page.form.fields.fields["nom"].error == ""


def test_every_long_text_reminds_that_it_can_be_read(page: FichePage) -> None:
    field, editor = notes(page)
    assert FREE_TEXT in [child.text() for child in field.findChildren(QLabel)]
    assert FREE_TEXT in editor.accessibleDescription()


def test_the_words_of_the_guard_are_neither_stored_nor_logged(page: FichePage, desk: Desk) -> None:
    ring = Ring()
    root = logging.getLogger()
    root.addHandler(ring)
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        _, editor = notes(page)
        editor.setPlainText(SENSITIVE)
        page.autosave.flush()
        with desk.writing() as unit:
            records.finish(unit, "conseil", page.uid)
            unit.commit()
    finally:
        root.removeHandler(ring)
        root.setLevel(level)
    assert "peut-être" not in ring.text()
    assert SENSITIVE not in ring.text()
    with desk.reading() as unit:
        for table in [*Base.metadata.sorted_tables]:
            for row in unit.session.execute(text(f'SELECT * FROM "{table.name}"')):
                assert "peut-être de santé" not in " ".join(map(str, row))
        words = unit.session.execute(text("SELECT texte FROM recherche")).scalars().all()
    assert not any("peut-etre de sante" in found for found in words)
