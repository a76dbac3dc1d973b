import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.chart_views import BarChart, Legend, ShareBars, Spark
from ui.kit.charts import Series, Share, Spot, axis, paint_bars
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


def test_arrows_move_in_the_bars_and_enter_opens_one(app: QApplication, qtbot: QtBot) -> None:
    chart = BarChart("Réunions par mois", LABELS, SERIES, highlight=1)
    qtbot.addWidget(chart)
    opened: list[tuple[int, int]] = []
    chart.opened.connect(lambda rank, place: opened.append((rank, place)))
    qtbot.keyClick(chart, Qt.Key.Key_Return)  # nothing is pointed at yet
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert opened == [(0, 2)]
    assert chart.spot is not None
    assert chart.said(chart.spot) == "mars, 2025\u00a0: 0"


def test_a_click_opens_the_bar_under_it(app: QApplication, qtbot: QtBot) -> None:
    chart = BarChart("Réunions par mois", LABELS, SERIES)
    shares = ShareBars("Thèmes", (Share("Cadre de vie", 22), Share("Emploi", 8, text="8\u00a0€")))
    opened: list[tuple[int, int]] = []
    for one in (chart, shares):
        qtbot.addWidget(one)
        one.resize(400, 200)
        one.grab()
        one.opened.connect(lambda rank, place: opened.append((rank, place)))
    spots = [(x, chart.spot_at(QPointF(x, 100))) for x in range(400)]
    place = next(x for x, spot in spots if spot is not None and (spot.series, spot.place) == (1, 0))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(place, 100))
    qtbot.mouseClick(shares, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    assert opened == [(1, 0), (0, 1)]
    assert shares.said(Spot(0, 1)) == "Emploi\u00a0: 8\u00a0€"


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
