"""A card that is only read: a title, a line or two under it, parts of labels and texts, the verbs at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.kit.layouts import hbox, label, scrolled, separator, vbox
from ui.kit.pairs import pairs

# A title and its (label, text); without a text, a label is a sentence of its own; a part without any is a heading.
Part = tuple[str, Sequence[tuple[str, str]]]


class ReadCard(QFrame):
    """Shows parts; the page answers the buttons."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self.setObjectName("card")
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 18, 16, 10), parent=self._inside)
        self._content: QWidget | None = None
        self.foot = QWidget()
        hbox(*buttons, None, margins=(18, 10, 10, 12), parent=self.foot)
        vbox((scrolled(self._inside), 1), self.foot, spacing=0, parent=self)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.foot.hide()
        self._put(QWidget())

    def show_parts(self, title: str, captions: Sequence[str], parts: Sequence[Part]) -> None:
        """Replace what is shown."""
        body = QWidget()
        column = vbox(label(title, "h2", wrap=True), spacing=8, parent=body)
        for text in captions:
            column.addWidget(label(text, "muted", wrap=True))
        for name, said in parts:
            column.addWidget(separator())
            if not said:
                column.addWidget(label(name, "muted", wrap=True))
                continue
            column.addWidget(label(name, "h3", wrap=True))
            column.addLayout(pairs(said))
        column.addStretch(1)
        self._put(body)
        self.foot.show()

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)
