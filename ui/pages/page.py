"""What every page of the window is given, and what the window asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pvdesk.base.settings import Settings
from ui.kit.layouts import vbox
from ui.kit.messages import Messages
from ui.operations import Operations

MARGINS = (22, 20, 22, 18)
SPACING = 14


class Go(Protocol):
    """How a page leads elsewhere: the window."""

    def show_page(self, name: str, filters: Mapping[str, Any] | None = None) -> None:
        """Open a page of the navigation, its list filtered."""

    def open_record(self, table: str, uid: str) -> None:
        """Open a fiche."""

    def new_record(self, table: str, values: Mapping[str, Any] | None = None) -> None:
        """Open a new fiche, some values given."""

    def duplicate(self, table: str, uid: str) -> None:
        """Open a new fiche made from another one."""

    def show_paper(self, document: str, ref: str) -> None:
        """Look at a paper of a record (its uid), or of the house, over what is shown."""

    def back(self) -> None:
        """To the page before."""


class Display(Protocol):
    """The settings in force, and how to take others."""

    settings: Settings

    def change(self, chosen: Settings) -> None:
        """Keep and apply."""


@dataclass(frozen=True, slots=True)
class Services:
    """What pages receive; none fetches anything elsewhere."""

    operations: Operations
    messages: Messages
    go: Go
    display: Display


class Page(QWidget):
    """A page: a column with the margins of the window. Pages re-read what they show when they come back."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.column: QVBoxLayout = vbox(margins=MARGINS, spacing=SPACING, parent=self)

    def enter(self) -> None:
        """The page is about to be shown."""

    def changed(self, table: str, uid: str) -> None:
        """A record changed while the page is shown."""

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Show only some records."""

    def leave(self) -> None:
        """The page is about to be hidden: keep what is being typed."""

    def zones(self) -> list[QWidget]:
        """Where F6 goes inside the page, in order."""
        return []

    def zoom(self, _step: int) -> bool:
        """Ctrl + / −: True when the page takes them for what it shows; the size of the text otherwise."""
        return False

    def subject(self) -> tuple[str, str]:
        """(record type, uid) of the fiche whose papers are at hand; empty for none."""
        return "", ""
