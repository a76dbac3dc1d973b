"""Facts of a card: labels on the left, texts on the right, both wrapped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.kit.layouts import label
from ui.theme.theme import current

LABEL_PX = 132


def pairs(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """A grid of (label, text); without a text, the label is a sentence that takes the whole line."""
    theme = current()
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(4))
    grid.setColumnMinimumWidth(0, theme.px(LABEL_PX))
    grid.setColumnStretch(1, 1)
    for place, (name, text) in enumerate(facts):
        if not text:
            grid.addWidget(label(name, wrap=True), place, 0, 1, 2)
            continue
        title = label(name, "muted", wrap=True)
        title.setMaximumWidth(theme.px(LABEL_PX))
        said = label(text, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, place, 1, Qt.AlignmentFlag.AlignTop)
    return grid
