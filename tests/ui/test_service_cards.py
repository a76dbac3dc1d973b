"""What a service brings is said in the settings: what is used, what is refused and why, where to put it."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pvdesk.reports import identite
from pvdesk.reports.en_tete import en_tete
from ui.pages.service_cards import CharterCard, PrintCard, ServiceCard
from ui.theme import charte


def said(card: ServiceCard) -> str:
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def supply(folder: Path, name: str, file: str, held: object) -> None:
    (folder / name).mkdir()
    (folder / name / file).write_text(json.dumps(held), encoding="utf-8")


def test_nothing_brought_is_said_with_where_to_put_it(app: QApplication, tmp_path: Path) -> None:
    printing, charter = PrintCard(tmp_path), CharterCard(tmp_path)
    printing.show_head(en_tete(tmp_path))
    charter.read()
    assert "En-tête neutre" in said(printing)
    assert "Couleurs et police de pvdesk" in said(charter)


def test_what_is_used_and_what_is_refused_are_told(app: QApplication, tmp_path: Path) -> None:
    supply(tmp_path, identite.FOLDER, identite.FICHE, {"lieu": "Valmorne", "couleur": "rouge"})
    supply(tmp_path, charte.FOLDER, charte.FILE, {"nom": "Service", "couleurs": {"clair": {"primary": "#EEEEEE"}}})
    printing, charter = PrintCard(tmp_path), CharterCard(tmp_path)
    printing.show_head(en_tete(tmp_path))
    charter.read()
    assert "Valmorne" in said(printing)
    assert "les papiers s’impriment avec la couleur d’origine" in said(printing)
    assert "contraste de" in said(charter)


def test_the_folder_is_made_when_it_is_opened(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.pages.service_cards.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    card = PrintCard(tmp_path)
    card.open_button.click()
    assert opened == [str(tmp_path / identite.FOLDER)]
    assert (tmp_path / identite.FOLDER).is_dir()
