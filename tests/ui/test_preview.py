"""Before a file goes in: what it would do, by category and by table; « Intégrer » does it, « Renoncer » leaves all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from sqlalchemy import select

from db.models.arbitrage import Conflit
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.kit.tasks import Tasks
from ui.pages.integrate import Working
from ui.pages.preview import Preview
from ui.pages.received import ReceivedPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


def clashing(pair: Pair) -> Path:
    """A lot with two meetings of one day, one of which clashes."""
    conseil, members = x.conseil(pair.poste, 2)
    uid = x.reunion(pair.poste, conseil, members)
    pair.trip()
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="École")
    x.reunion(pair.poste, conseil, members, lieu="Ailleurs")
    return pair.send()


def looked(mission: Mission, *paths: Path) -> tuple[ReceivedPage, Preview]:
    page = mission.page("recus")
    assert isinstance(page, ReceivedPage)
    page.look([str(path) for path in paths])
    mission.settle()
    assert page.preview is not None
    return page, page.preview


def rows_of(preview: Preview) -> list[list[str]]:
    (table,) = preview.tables
    return [[plain(c.text) for c in table.rows.row(n).cells] for n in range(table.rows.rowCount())]


def tiles_of(preview: Preview) -> list[str]:
    return [plain(one.accessibleName()) for one in preview.findChildren(QFrame, "sunken") if one.accessibleName()]


def test_what_a_file_would_do_is_shown_by_category_and_by_table(mission: Mission, pair: Pair) -> None:
    _, preview = looked(mission, clashing(pair))
    assert tiles_of(preview) == [
        "Nouvelles : 4", "Modifiées : 0", "Identiques : 1", "En conflit : 1", "Supprimées : 0", "De côté : 0",
    ]  # fmt: skip
    first, *_, last = rows_of(preview)
    assert first == ["Réunions", "1", "—", "1", "1", "—", "—"]
    assert last == ["En tout", "4", "—", "1", "1", "—", "—"]
    said = texts(preview)
    for sentence in ("1 conflit attendra votre arbitrage.", "1 doublon probable sera à examiner.", "Prêt à intégrer"):
        assert sentence in said
    assert "Aperçu : rien n’est encore écrit" in said
    assert mission.clipped() == []


def test_only_the_types_that_move_are_rows(mission: Mission, pair: Pair) -> None:
    x.reunion(pair.poste, *x.conseil(pair.poste))
    pair.take(pair.send())
    d.record(pair.poste, "organisme", nom="Association Les Tilleuls")
    _, preview = looked(mission, pair.send())
    assert [row[0] for row in rows_of(preview)] == ["Organismes", "En tout"]
    assert "Sans changement : " in texts(preview)


def test_renouncing_leaves_the_base_as_it_was(mission: Mission, pair: Pair) -> None:
    path = clashing(pair)
    before = x.dump(pair.mission)
    page, preview = looked(mission, path)
    assert x.dump(pair.mission) == before
    preview.renounce_button.click()
    mission.settle()
    assert x.dump(pair.mission) == before
    assert page.preview is None
    assert page.table.isVisible()


def test_by_keyboard_escape_renounces_and_enter_takes_in(mission: Mission, pair: Pair) -> None:
    path = clashing(pair)
    page, preview = looked(mission, path)
    assert mission.window.focusWidget() is preview.accept_button
    assert page.zones() == [page.integrate_button, preview.tables[0], preview.accept_button]
    bar = preview._scroll.verticalScrollBar()
    QTest.keyClick(preview.accept_button, Qt.Key.Key_PageDown)
    assert bar.value() == min(bar.pageStep(), bar.maximum())
    QTest.keyClick(preview.accept_button, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    QTest.keyClick(preview.accept_button, Qt.Key.Key_Escape)
    mission.settle()
    assert (page.preview, page.isVisible()) == (None, True)
    page, preview = looked(mission, path)
    QTest.keyClick(preview.accept_button, Qt.Key.Key_Return)
    mission.settle()
    assert page.report is not None
    assert page.preview is None
    with pair.mission.reading() as unit:
        assert len(unit.session.scalars(select(Conflit)).all()) == 1


def test_several_files_say_that_each_is_beside_the_base_alone(mission: Mission, pair: Pair, tmp_path: Path) -> None:
    wrong = tmp_path / "faux.pvlot"
    wrong.write_bytes(b"nothing of the kind")
    known = clashing(pair)
    pair.take(known)
    uid, members = x.conseil(pair.poste)
    x.reunion(pair.poste, uid, members)
    _, preview = looked(mission, known, wrong, pair.send())
    said = texts(preview)
    assert "1 fichier à intégrer sur 3" in said
    assert "sans les autres" in said
    assert "déjà intégré" in said
    assert "Refusé (Q1)" in said
    for sentence in ("Ce fichier est incomplet", "Rien n’a été enregistré.", "Demandez à l’expéditeur"):
        assert sentence in said
    assert mission.clipped() == []


def test_when_nothing_can_go_in_there_is_only_the_way_back(mission: Mission, tmp_path: Path) -> None:
    page, preview = looked(mission, tmp_path / "absent.pvlot")
    assert not preview.accept_button.isVisible()
    assert mission.window.focusWidget() is preview.renounce_button
    QTest.keyClick(preview.renounce_button, Qt.Key.Key_Return)
    mission.settle()
    assert page.preview is None


def test_reading_can_be_interrupted_and_says_that_nothing_was_written(app: QApplication, pair: Pair) -> None:
    opened = Mission(pair.mission, Tasks())
    page = opened.page("recus")
    path = clashing(pair)
    before = x.dump(pair.mission)
    page.look([str(path)])
    page.interrupt()
    opened.settle()
    assert opened.last() == "Lecture interrompue : rien n’a été écrit."
    assert (page.working, page.preview) == (None, None)
    assert x.dump(pair.mission) == before
    opened.close()


def test_reading_names_its_steps_and_counts_the_lines(app: QApplication, tmp_path: Path) -> None:
    working = Working([tmp_path / "un.pvlot"], looking=True)
    working.advance(250, 1000, "Ouverture et vérification")
    working.advance(270, 1000, "Fusion des fiches")
    working.advance(500, 1000, "12 500 lignes sur 100 000")
    assert working.progress.states() == ["fait", "en-cours"]
    assert "12 500 lignes sur 100 000…" in [one.text() for one in working.findChildren(type(working._step))]


@pytest.mark.parametrize("name", ["clair", "sombre", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    looked(opened, clashing(pair))
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
