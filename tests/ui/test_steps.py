from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.kit.parts import Part, PartList
from ui.kit.steps import Progress, Step, Stepper
from ui.theme.theme import Theme

NAMES = ("Vérifier", "Choisir", "Remettre", "Terminé")
WORK = (Step("Données vérifiées", "4 éléments"), Step("Chiffrement"), Step("Relecture de contrôle"))


def test_the_header_says_where_one_is(app: QApplication, qtbot: QtBot) -> None:
    stepper = Stepper(NAMES, 1)
    qtbot.addWidget(stepper)
    assert stepper.accessibleName() == "Étape 2 sur 4\u00a0: Choisir"
    stepper.set_place(3)
    assert stepper.accessibleName() == "Étape 4 sur 4\u00a0: Terminé"


def test_the_header_paints_in_every_theme(theme: Theme, qtbot: QtBot) -> None:
    stepper = Stepper(NAMES, 2)
    qtbot.addWidget(stepper)
    stepper.resize(800, 64)
    image = stepper.grab().toImage()
    colours = {image.pixelColor(x, 18).name() for x in range(image.width())}
    assert {theme.color("primary").name(), theme.color("border.control").name()} <= colours


def test_a_long_work_names_its_steps_and_its_part(app: QApplication, qtbot: QtBot) -> None:
    work = Progress("Création du fichier d’envoi", WORK)
    qtbot.addWidget(work)
    assert work.states() == ["a-faire"] * 3
    work.advance(1, 0.62, "Clé vérifiée")
    assert work.states() == ["fait", "en-cours", "a-faire"]
    assert work.bar.value() == 62
    work.advance(3, 1.0)
    assert (work.states(), work.bar.value()) == (["fait"] * 3, 100)


def test_where_a_step_stands_is_told_under_it(app: QApplication, qtbot: QtBot) -> None:
    work = Progress("Création du fichier d’envoi", WORK)
    qtbot.addWidget(work)
    work.tell(0, 1000, "Données vérifiées")
    work.tell(300, 1000, "Chiffrement")
    work.tell(500, 1000, "12 500 lignes sur 100 000")
    assert (work.states(), work.bar.value()) == (["fait", "en-cours", "a-faire"], 50)
    assert "12 500 lignes sur 100 000" in [line.text() for line in work.findChildren(QLabel)]
    work.tell(1000, 1000, "Relecture de contrôle")
    assert work.states() == ["fait"] * 3


def test_a_failed_step_says_why(app: QApplication, qtbot: QtBot) -> None:
    work = Progress("Création du fichier d’envoi", WORK)
    qtbot.addWidget(work)
    work.advance(1, 0.3)
    work.fail(1, "La clé est pleine")
    assert work.states() == ["fait", "echec", "a-faire"]


def test_parts_of_a_form_say_their_state_and_can_be_chosen(app: QApplication, qtbot: QtBot) -> None:
    parts = PartList((Part("seance", "Séance", "complet"), Part("presences", "Présences", "erreur", "1 erreur")))
    qtbot.addWidget(parts)
    told: list[str] = []
    parts.chosen.connect(told.append)
    parts.buttons["presences"].click()
    assert told == ["presences"]
    assert parts.buttons["presences"].accessibleName() == "Présences, 1 erreur, à corriger"
    parts.set_part(Part("presences", "Présences", "complet", "10 sur 10"))
    assert parts.buttons["presences"].accessibleName() == "Présences, 10 sur 10, complet"
    assert parts.buttons["seance"].shortcut().toString() == "Alt+1"


def test_parts_paint_in_every_theme(theme: Theme, qtbot: QtBot) -> None:
    parts = PartList((Part("seance", "Séance", "erreur", "1 erreur"), Part("suites", "Suites")))
    qtbot.addWidget(parts)
    parts.set_current("seance")
    image = parts.grab().toImage()
    assert image.pixelColor(image.width() // 2, theme.px(2)).name() == theme.color("bg.selected").name()
