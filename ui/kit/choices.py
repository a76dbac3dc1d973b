"""A row of words of which one is chosen, and the two that the settings offer."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from pvdesk.base.settings import THEMES, ZOOMS
from ui.kit.layouts import button, label, vbox
from ui.kit.wrapping import Wrapping

THEME_NAMES: Mapping[str, object] = MappingProxyType(
    dict(zip(("Comme l’ordinateur", "Clair", "Sombre", "Contraste élevé"), THEMES, strict=True))
)


def zoom_names() -> dict[str, object]:
    """« 125 % » → 1.25."""
    return {f"{zoom * 100:.0f}\u00a0%": zoom for zoom in ZOOMS}


class Choices(QWidget):
    """A row of words, one of which is chosen; arrows and Space as for radio buttons."""

    chosen = Signal(object)

    def __init__(self, title: str, options: Mapping[str, object], value: object) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self._values = list(options.values())
        buttons: list[QPushButton] = []
        for place, (text, held) in enumerate(options.items()):
            one = button(text, "choice", name=f"{title}\u00a0: {text}")
            one.setToolTip("")
            one.setChecked(held == value)
            self._group.addButton(one, place)
            buttons.append(one)
        row = QWidget()
        line = Wrapping(row)
        for one in buttons:
            line.addWidget(one)
        vbox(label(title, "label"), row, spacing=4, parent=self)
        self._group.idClicked.connect(self._choose)

    def _choose(self, place: int) -> None:
        """Tell the value chosen."""
        self.chosen.emit(self._values[place])
