"""Tell screen readers what happened without moving the focus (EN 301 549, 11.4.1.3)."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have `text` read: after what is being read, or at once when `urgent`."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def say_count(shown: QLabel, text: str) -> None:
    """Write how many rows a list shows, and have it read when it moved while one looks: a filter, a deletion."""
    before = shown.text()
    shown.setText(text)
    if before not in {"", text} and shown.isVisible():
        announce(shown, text)
