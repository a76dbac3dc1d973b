import pytest
from PySide6.QtCore import QDate, QLocale, QTime
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from pvdesk.base.paths import resources
from ui.theme.theme import Theme

FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789àâäçéèêëîïôöùûüÿœæ"
SIGNS = "«»“”‘’'\"…—–-·•→←↑↓✓×÷%‰€°²³ᵉ§&@#*/\\|()[]{}<>+=_~^`.,;:!?  "
FRENCH = LETTERS + LETTERS.upper() + SIGNS


def qt_dates() -> str:
    locale = QLocale(QLocale.Language.French, QLocale.Country.France)
    dates = [
        locale.toString(QDate(2026, month, month + 10), style)
        for month in range(1, 13)
        for style in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    ]
    return "".join((*dates, locale.toString(QTime(18, 42)), locale.toString(1234567.89), locale.toCurrencyString(12.5)))


@pytest.mark.parametrize("name", FONTS)
def test_inter_has_every_french_character(app: QApplication, name: str) -> None:
    font = QRawFont(str(resources() / "fonts" / f"{name}.ttf"), 14)
    assert [char for char in sorted(set(FRENCH + qt_dates())) if not font.supportsCharacter(ord(char))] == []


@pytest.mark.parametrize("kind", ["caption", "body", "strong", "h1"])
def test_the_application_writes_in_inter(app: QApplication, kind: str) -> None:
    info = QFontInfo(Theme().font(kind))
    assert info.family() == "Inter"
    assert info.weight() == Theme().font(kind).weight()


def test_the_licence_of_the_font_is_whole() -> None:
    text = (resources() / "fonts" / "Inter-OFL.txt").read_text(encoding="utf-8")
    parts = ("PREAMBLE", "DEFINITIONS", "PERMISSION & CONDITIONS", "TERMINATION", "DISCLAIMER")
    assert [part for part in parts if part not in text] == []


def test_zoom_multiplies_type_and_spacing() -> None:
    assert Theme(zoom=2.0).font("body").pixelSize() == 28
    assert Theme(zoom=2.0).px(12) == 24
    assert Theme(zoom=1.5).control == 54
