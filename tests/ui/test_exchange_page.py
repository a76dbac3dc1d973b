"""« Exporter vers la mission » on a real mission: enrolment, choice, file, refusals."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pvdesk.base.clock import fixed_clock
from pvdesk.bundle import export
from pvdesk.mission import postes
from tests.ui.desk_sample import NOW, PHRASE
from tests.ui.window import clipped, open_window, page, settle
from ui.app import Application
from ui.kit.messages import KeptMessages
from ui.pages.exchange import CHOOSE, DONE, VERIFY, ExchangePage


@pytest.fixture(scope="module")
def enrolment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lot d'enrôlement for D07."""
    place = tmp_path_factory.mktemp("mission")
    mission = postes.create(place / "base", PHRASE, "Mission", place / "reserve.txt", clock=fixed_clock(NOW))
    made = postes.enrol(mission, "D07", place)
    mission.close()
    return made.path


@pytest.fixture
def application(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[Application]:
    """The program, open on the sample."""
    opened = open_window(sample, tmp_path / "delegation")
    yield opened
    opened.frame.close()


def exchange_of(application: Application) -> ExchangePage:
    shown = page(application, "exporter")
    assert isinstance(shown, ExchangePage)
    return shown


def texts(shown: ExchangePage) -> str:
    return " ".join(one.text() for one in shown.body.findChildren(QLabel) if one.isVisible())


def enrolled(application: Application, enrolment: Path) -> ExchangePage:
    shown = exchange_of(application)
    shown.reception.receive(str(enrolment))
    settle(application)
    settle(application)
    return shown


def test_a_poste_that_is_not_enrolled_is_told_what_to_do(application: Application) -> None:
    shown = exchange_of(application)
    assert shown.stepper.place == VERIFY
    assert "pas encore enrôlé" in texts(shown)
    assert not shown.create_button.isVisible()


def test_sample_data_says_that_it_never_leaves(application: Application) -> None:
    shown = exchange_of(application)
    assert application.desk is not None
    shown.show_review(replace(export.review(application.desk), exemple=True))
    assert "ne partent jamais" in texts(shown)
    assert not shown.create_button.isVisible()


def test_from_the_enrolment_to_the_file(application: Application, enrolment: Path, tmp_path: Path) -> None:
    shown = enrolled(application, enrolment)
    assert shown.stepper.place == CHOOSE
    assert application.window is not None
    assert "Code de contrôle" in application.window.strip.text()
    assert "comparer par téléphone" in application.window.strip.text()
    assert f"Code de contrôle\u00a0: {export.review(shown.services.operations.desk).controle}" in texts(shown)
    assert shown.choice is not None
    assert shown.choice.count() == 4
    assert shown.choice.drafts() == frozenset()
    assert not shown.create_button.isEnabled()
    assert clipped(application.window) == []
    target = tmp_path / "clé"
    target.mkdir()
    shown.choice.take_folder(str(target))
    shown.choice._ticks[0][0].setChecked(True)
    count = shown.choice.count()
    assert count > 4
    shown.create_button.click()
    settle(application)
    assert shown.stepper.place == DONE
    assert [path.suffix for path in target.iterdir()] == [".pvlot"]
    assert "Fichier créé et relu" in texts(shown)
    assert "6\u00a0réunions" in texts(shown)
    assert application.settings.dossier_envoi == str(target)


def test_an_interrupted_export_leaves_no_file(application: Application, enrolment: Path, tmp_path: Path) -> None:
    shown = enrolled(application, enrolment)
    assert shown.choice is not None
    target = tmp_path / "clé"
    target.mkdir()
    shown.choice.take_folder(str(target))
    shown.make_file()
    shown.interrupt()
    settle(application)
    assert list(target.iterdir()) == []
    assert shown.stepper.place == CHOOSE
    assert application.window is not None
    assert application.window.strip.text().startswith("Envoi interrompu")


def test_a_file_that_is_not_a_lot_is_refused_in_its_own_sentence(application: Application, tmp_path: Path) -> None:
    shown = exchange_of(application)
    kept = KeptMessages()
    object.__setattr__(shown.services, "messages", kept)
    wrong = tmp_path / "faux.pvlot"
    wrong.write_bytes(b"nothing of the kind")
    shown.reception.receive(str(wrong))
    settle(application)
    assert [trouble.todo for trouble in kept.troubles] == ["Code Q1."]
    shown.reception.receive(str(tmp_path / "absent.pvlot"))
    settle(application)
    assert kept.troubles[-1].what == "Ce fichier ne peut pas être lu."
