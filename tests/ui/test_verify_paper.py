"""« Vérifier un papier », from the palette, at a poste or at the mission: the answer in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pvdesk.reports import vie
from pvdesk.store.desk import Desk
from tests import builders
from tests.pvdesk.held import handed, held, read
from tests.ui.window import clipped
from ui.actions import action
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.special.verify_paper import VerifyPaper


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    uid = held(made, *builders.add_noeux(made))
    with made.writing() as unit:
        vie.relire(unit, uid)
        unit.commit()
    vie.diffuser(made, uid, "commune")
    (tmp_path / "cr.pdf").write_bytes(handed(made, uid) or b"")
    (tmp_path / "code.txt").write_text(read(made, uid)["cr_code"], encoding="utf-8")
    yield made
    made.close()


@pytest.fixture
def dialog(app: QApplication, desk: Desk) -> Iterator[VerifyPaper]:
    host = QWidget()
    host.resize(1280, 720)
    host.show()
    made = VerifyPaper(Operations(desk, ImmediateTasks()), host)
    made.open()
    app.processEvents()
    yield made
    host.close()
    host.deleteLater()


def test_it_is_an_action_of_the_palette_for_everybody() -> None:
    assert action("verifier-papier").text == "Vérifier un papier"
    assert action("verifier-papier").role is None


def test_a_code_is_answered_by_enter(dialog: VerifyPaper, tmp_path: Path) -> None:
    dialog.code.setText((tmp_path / "code.txt").read_text(encoding="utf-8").lower())
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.chip.text() == "En vigueur"
    assert dialog.said.text().startswith("Version 1 en vigueur, diffusée le 15 octobre 2026\u00a0: compte rendu")
    assert dialog.field.error == ""


def test_a_file_is_answered(dialog: VerifyPaper, tmp_path: Path, app: QApplication) -> None:
    dialog.verify_file(str(tmp_path / "cr.pdf"))
    assert dialog.chip.text() == "En vigueur"
    altered = tmp_path / "autre.pdf"
    altered.write_bytes((tmp_path / "cr.pdf").read_bytes() + b"%")
    dialog.verify_file(str(altered))
    app.processEvents()
    assert (dialog.chip.text(), dialog.chip.icon) == ("Modifié", "attention")
    assert dialog.named.text() == "«\u00a0autre.pdf\u00a0»"
    assert dialog._answer.accessibleName().startswith("«\u00a0autre.pdf\u00a0». Modifié.")
    assert clipped(dialog) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Code de contrôle"), ("ABC", "«\u00a0ABC\u00a0» n’est pas un code de contrôle")],
)  # fmt: skip
def test_what_is_no_code_is_said_at_the_field(dialog: VerifyPaper, typed: str, said: str) -> None:
    dialog.code.setText(typed)
    dialog.verify_button.click()
    assert dialog.field.error.startswith(said)
    assert dialog._answer.isHidden()


def test_what_is_no_paper_or_is_gone_is_said_at_the_field(dialog: VerifyPaper, tmp_path: Path) -> None:
    (tmp_path / "faux.pdf").write_bytes(b"PK")
    dialog.verify_file(str(tmp_path / "faux.pdf"))
    assert dialog.field.error.startswith("Ce fichier n’est pas un papier PDF")
    dialog.verify_file(str(tmp_path / "absent.pdf"))
    assert dialog.field.error.startswith("Ce fichier ne peut pas être lu")


def test_an_answer_that_makes_it_taller_keeps_it_in_the_window(
    dialog: VerifyPaper, tmp_path: Path, app: QApplication
) -> None:
    host = dialog.parentWidget()
    assert host is not None
    dialog.move(dialog.x(), host.mapToGlobal(host.rect().bottomLeft()).y() - dialog.height())
    dialog.verify_file(str(tmp_path / "cr.pdf"))
    app.processEvents()
    assert dialog.frameGeometry().bottom() <= host.mapToGlobal(host.rect().bottomLeft()).y()
