import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.chart_views import BarChart, Legend, ShareBars, Spark
from ui.kit.charts import Series, Share, axis, paint_bars
from ui.theme.theme import Theme

LABELS = ("janv.", "févr.", "mars")
SERIES = (Series("2025", (1, 2, 0), "chart.prev"), Series("2026", (2, 11.5, 3)))


@pytest.mark.parametrize(
    ("highest", "expected"), [(0, (2, 1)), (2, (2, 1)), (5, (5, 1)), (6, (6, 2)), (14, (15, 5)), (480, (500, 100))]
)
def test_the_axis_has_whole_steps_and_five_at_most(highest: float, expected: tuple[int, int]) -> None:
    assert axis(highest) == expected


def test_bars_say_their_numbers(app: QApplication, qtbot: QtBot) -> None:
    chart = BarChart("Réunions par mois", LABELS, SERIES)
    qtbot.addWidget(chart)
    assert chart.accessibleName() == "Réunions par mois"
    said = "2025\u00a0: janv. 1, févr. 2, mars 0. 2026\u00a0: janv. 2, févr. 11,5, mars 3"
    assert chart.accessibleDescription() == said


def test_series_and_labels_of_different_lengths_are_refused(app: QApplication, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="zip"):
        BarChart("Réunions", LABELS, (Series("2026", (1.0,)),))


def test_every_series_is_painted_in_every_theme(theme: Theme, qtbot: QtBot) -> None:
    chart = BarChart("Réunions", LABELS, SERIES, highlight=1)
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    image = chart.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 4)}
    assert {theme.color("chart.1").name(), theme.color("chart.prev").name()} <= colours


def test_the_same_function_paints_elsewhere_than_on_screen(app: QApplication) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_bars(painter, QRectF(0, 0, 300, 200), LABELS, SERIES, Theme())
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(300) for y in range(0, 200, 4)}
    assert Theme().color("chart.1").name() in colours


def test_a_breakdown_and_a_trend_say_their_numbers(app: QApplication, qtbot: QtBot) -> None:
    shares = ShareBars("Thèmes", (Share("Cadre de vie", 22), Share("Emploi", 8, "chart.4")))
    spark = Spark((1, 2.5, 3), name="Réunions sur trois mois")
    legend = Legend(SERIES)
    for widget in (shares, spark, legend):
        qtbot.addWidget(widget)
        assert not widget.grab().isNull()
    assert shares.accessibleDescription() == "Cadre de vie 22, Emploi 8"
    assert spark.accessibleDescription() == "1, 2,5, 3"
    assert legend.accessibleName() == "Légende\u00a0: 2025, 2026"


@pytest.mark.parametrize("values", [(), (3,), (0, 0, 0)])
def test_a_trend_of_few_or_equal_values_does_not_fail(
    app: QApplication, qtbot: QtBot, values: tuple[float, ...]
) -> None:
    spark = Spark(values)
    qtbot.addWidget(spark)
    assert not spark.grab().isNull()
