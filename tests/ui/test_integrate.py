"""« Fichiers reçus »: files taken in step by step, refusals in full, held lots resumed, an import undone, answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from pvdesk.base.francais import pluriel
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.kit.tasks import Tasks
from ui.mission_files import Integration
from ui.pages.integrate import Report, Working
from ui.pages.received import ReceivedPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


def sent(pair: Pair, hour: int = 18) -> Path:
    """A lot with one more meeting."""
    uid, members = conseil(pair.poste, 2)
    reunion(pair.poste, uid, members, lieu=f"Salle {hour}")
    return pair.send()


def shown(mission: Mission) -> ReceivedPage:
    page = mission.page("recus")
    assert isinstance(page, ReceivedPage)
    return page


def take_in(page: ReceivedPage, files: list[str]) -> None:
    """Choose files, look at what they would do, say « Intégrer »."""
    page.look(files)
    assert page.preview is not None
    page.preview.accept_button.click()


def cells_of(page: ReceivedPage, place: int) -> list[str]:
    assert page.report is not None
    return [plain(cell.text) for cell in page.report.table.rows.row(place).cells]


def test_a_file_goes_in_and_is_counted_by_category(mission: Mission, pair: Pair) -> None:
    page = shown(mission)
    assert "Aucun fichier reçu" in texts(page)
    take_in(page, [str(sent(pair))])
    mission.settle()
    new, *others, issue = cells_of(page, 0)[1:]
    assert int(new) > 0
    assert (others, issue) == (["—"] * 4, "Intégré")
    assert "D07 se présente : comparez par téléphone le code de contrôle" in texts(page)
    assert mission.clipped() == []
    page.back_to_list()
    mission.settle()
    assert page.table.rows.rowCount() == 1
    assert "Réunions" in texts(page.card)


def test_the_doubles_found_are_told_and_lead_to_their_page(mission: Mission, pair: Pair) -> None:
    for desk, poste in ((pair.mission, "D09"), (pair.poste, "D07")):
        d.record(desk, "organisme", poste=poste, siret="12345678200010", nom=f"Association de {poste}")
    page = shown(mission)
    take_in(page, [str(pair.send())])
    mission.settle()
    assert "1 doublon probable trouvé : à arbitrer." in texts(page)
    assert page.report is not None
    page.report.clash_button.click()
    mission.settle()
    assert mission.window.place == "doublons"


def test_several_files_one_refused_the_others_in(mission: Mission, pair: Pair, tmp_path: Path) -> None:
    first, second = sent(pair), sent(pair, 19)
    wrong = tmp_path / "faux.pvlot"
    wrong.write_bytes(b"nothing of the kind")
    page = shown(mission)
    take_in(page, [str(first), str(wrong), str(second), str(first)])
    mission.settle()
    assert [cells_of(page, n)[-1] for n in range(4)] == ["Intégré", "Refusé (Q1)", "Intégré", "Déjà intégré"]
    said = texts(page)
    assert "2 fichiers intégrés sur 4, 1 déjà intégré" in said
    for sentence in ("Ce fichier est incomplet", "Rien n’a été enregistré.", "Demandez à l’expéditeur"):
        assert sentence in said
    assert mission.clipped() == []


def test_files_are_dropped_on_the_page(mission: Mission, pair: Pair) -> None:
    page, path = shown(mission), sent(pair)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile("photo.jpg")])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(page.rect().center(), Qt.DropAction.CopyAction, data, buttons, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), Qt.DropAction.CopyAction, data, buttons, none))
    mission.settle()
    assert page.preview is not None
    page.preview.accept_button.click()
    mission.settle()
    assert cells_of(page, 0)[-1] == "Intégré"


def test_interrupted_the_file_under_way_leaves_nothing(app: QApplication, pair: Pair) -> None:
    opened = Mission(pair.mission, Tasks())
    page = shown(opened)
    page.look([str(sent(pair))])
    opened.settle()
    assert page.preview is not None
    page.preview.accept_button.click()
    assert page.working is not None
    page.interrupt()
    assert not page.working.stop_button.isEnabled()
    opened.settle()
    assert page.report is not None
    assert "Intégration interrompue" in texts(page)
    page.back_to_list()
    opened.settle()
    assert page.table.rows.rowCount() == 0
    page.look([str(pair.send())])  # nothing was left that would stop it
    opened.settle()
    assert page.preview is not None
    page.preview.accept_button.click()
    opened.settle()
    assert cells_of(page, 0)[-1] == "Intégré"
    opened.close()


def test_an_import_is_undone_from_its_card(mission: Mission, pair: Pair) -> None:
    page = shown(mission)
    path = sent(pair)
    take_in(page, [str(path)])
    mission.settle()
    page.back_to_list()
    mission.settle()
    assert page.card.undo_button.isVisible()
    page.card.undo_button.click()
    mission.settle()
    assert "import annulé" in mission.last()
    assert page.table.rows.rowCount() == 0
    take_in(page, [str(path)])
    mission.settle()
    assert cells_of(page, 0)[-1] == "Intégré"


def test_a_held_lot_is_told_and_taken_once_what_is_missing_came(app: QApplication, pair: Pair) -> None:
    """A mission restored from an old copy."""
    pair.take(sent(pair))
    copy = pair.fork_mission("copie")
    missing = sent(pair)
    pair.take(missing)
    pair.receive(pair.answer())
    late = sent(pair)
    opened = Mission(copy)
    page = shown(opened)
    take_in(page, [str(late)])
    opened.settle()
    assert cells_of(page, 0)[-1] == "En attente (Q6)"
    assert "Le dernier lot reçu de D07 est le n° 1" in texts(page)
    assert "Il est gardé en attente, rien n’est perdu." in texts(page)
    page.back_to_list()
    opened.settle()
    assert page.card.resume_button.isVisible()
    page.card.resume_button.click()
    opened.settle()
    assert opened.last().startswith("Rien ne peut encore être repris")
    take_in(page, [str(missing)])
    opened.settle()
    assert [cells_of(page, n)[-1] for n in range(2)] == ["Intégré", "Intégré"]
    assert "qui attendait" in cells_of(page, 1)[0]
    opened.close()
    copy.close()


def test_the_steps_of_one_file_are_named_and_the_bar_moves(app: QApplication, tmp_path: Path) -> None:
    working = Working([tmp_path / "un.pvlot"])
    working.advance(667, 1000, "Fusion des fiches")
    assert working.progress.states() == ["fait", "fait", "en-cours"]
    assert working.progress.bar.value() == 67


def test_several_files_are_one_step_each(app: QApplication, tmp_path: Path) -> None:
    working = Working([tmp_path / f"{n}.pvlot" for n in range(3)])
    working.advance(400, 1000, "Fusion des fiches")
    assert working.progress.states() == ["fait", "en-cours", "a-faire"]


def test_all_postes_are_answered(mission: Mission, pair: Pair, tmp_path: Path) -> None:
    page = shown(mission)
    take_in(page, [str(sent(pair))])
    mission.settle()
    page.back_to_list()
    page.verbs.answering._codes = ("D07", "D99")
    page.verbs.answering.answer(str(tmp_path / "clé"))
    mission.settle()
    assert [path.name[:10] for path in (tmp_path / "clé").iterdir()] == ["retour-D07"]
    assert mission.last().startswith(f"{plain(pluriel(1, 'fichier de retour écrit', ''))} dans « clé »")
    assert "D99" in mission.last()
    received = pair.receive(next((tmp_path / "clé").iterdir()))
    assert received.phrase


def test_nobody_to_answer_is_said(mission: Mission) -> None:
    page = shown(mission)
    page.verbs.answer_all()
    mission.settle()
    assert mission.last().startswith("Aucun poste ne peut encore recevoir")


def test_an_interruption_says_how_many_went_in() -> None:
    assert plain(Report.title(Integration((), 3))) == "Intégration interrompue : 0 fichier intégré sur 3"


@pytest.mark.parametrize("name", ["clair", "sombre", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, tmp_path: Path, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    page = shown(opened)
    assert opened.clipped() == []
    page.look([str(sent(pair)), str(tmp_path / "absent.pvlot")])
    assert opened.clipped() == []
    assert page.preview is not None
    page.preview.accept_button.click()
    assert opened.clipped() == []
    page.back_to_list()
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
