"""A chart in a card: its title, its legend, « Voir en tableau »; with too few points, the table is shown first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from ui.kit.elided import Elided
from ui.kit.layouts import button, hbox, vbox
from ui.kit.table import Table

FREE = QSizePolicy.Policy.Preferred
AS_TABLE, AS_CHART = "Voir en tableau", "Voir en graphique"


class _Pages(QStackedWidget):
    """As high as the page shown, not as the highest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._fit)

    def _fit(self, _place: int) -> None:
        for page in (self.widget(rank) for rank in range(self.count())):
            if page is not None:
                shown = page is self.currentWidget()
                page.setSizePolicy(FREE, FREE if shown else QSizePolicy.Policy.Ignored)
        self.updateGeometry()


class ChartCard(QFrame):
    """``turned(as_table)`` when the person asks for the other view.

    Args:
        beside: what stands between the title and the switch (a legend).
        under: what stands between the head and the chart.
        few: there are too few points for a chart to say anything.
    """

    turned = Signal(bool)

    def __init__(
        self,
        title: str,
        chart: QWidget,
        table: Table,
        *,
        beside: QWidget | None = None,
        under: QWidget | None = None,
        as_table: bool = False,
        few: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.chart, self.table = chart, table
        self.pages: QStackedWidget = _Pages()
        self.pages.addWidget(chart)
        self.pages.addWidget(table)
        self.switch = button(AS_TABLE, "quiet")
        self.switch.clicked.connect(self._turn)
        said = Elided(title, "h3")
        said.setMinimumWidth(1)
        head = hbox((said, 1), *([beside] if beside is not None else []), self.switch, spacing=10)
        parts = [under] if under is not None else []
        vbox(head, *parts, (self.pages, 1), margins=(18, 10, 18, 14), spacing=6, parent=self)
        self._show(as_table=as_table or few, title=title)
        self._title = title

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self.pages.currentIndex() == 1

    def _show(self, *, as_table: bool, title: str) -> None:
        self.pages.setCurrentIndex(int(as_table))
        self.switch.setText(AS_CHART if as_table else AS_TABLE)
        self.switch.setAccessibleName(f"{self.switch.text()}\u00a0: {title}")

    def _turn(self) -> None:
        """From the chart to the table, and back."""
        self._show(as_table=not self.as_table, title=self._title)
        self.turned.emit(self.as_table)
