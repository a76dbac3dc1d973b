"""What stands in place of an empty list: that there is nothing, why, and the one thing to do."""

from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.kit.layouts import frame, hbox, label, scrolled, vbox


def empty_page(title: str, text: str, *buttons: QPushButton) -> QScrollArea:
    """A card in the middle of which it is said; it scrolls when the letters are large."""
    card, inside = frame(), QWidget()
    vbox(
        None, label(title, "h3", wrap=True), label(text, "muted", wrap=True), hbox(*buttons, None), None,
        margins=(32, 24, 32, 24), spacing=12, parent=card,
    )  # fmt: skip
    vbox((card, 1), parent=inside)
    return scrolled(inside)
