"""The keys of the window: one shortcut per key of the table of actions, and what the actions do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from db.models.echange import Role
from pvdesk.base.settings import ZOOMS
from pvdesk.store.desk import Desk
from ui.actions import BY_NAME, TABLE, Action, When
from ui.kit.autosave import Autosave
from ui.kit.banner import InfoStrip
from ui.pages.add_person import AddPerson
from ui.pages.page import Page, Services
from ui.pages.palette import Palette
from ui.paper_commands import PaperCommands
from ui.special.verify_paper import VerifyPaper
from ui.taking_back import TakingBack
from ui.top_bar import TopBar

# At the mission, each page of decisions takes back its own.
ONLY_WHERE_ONE_WRITES = ("nouveau", "annuler", "retablir", "ajouter-personne")


class Saving(Protocol):
    """A fiche that saves by itself."""

    autosave: Autosave


class Window(Protocol):
    """What the keys ask of the window."""

    desk: Desk
    services: Services
    bar: TopBar
    strip: InfoStrip
    taking_back: TakingBack
    papers: PaperCommands

    @property
    def record(self) -> Saving | None:
        """The fiche open, if any."""

    def show_page(self, name: str, filters: Mapping[str, Any] | None = None) -> None:
        """Open a page."""

    def new_record(self, table: str, values: Mapping[str, Any] | None = None) -> None:
        """Open a new fiche."""

    def back(self) -> None:
        """Go back."""

    def open_record(self, table: str, uid: str) -> None:
        """Open a stored fiche."""

    def search(self) -> None:
        """Open the palette."""

    def page(self) -> Page | None:
        """The page shown, unless a fiche is."""

    def zones(self) -> list[QWidget]:
        """Where F6 goes."""

    def window(self) -> QWidget:
        """The window of the machine."""


class WindowKeys:
    """Made by the window, which it answers for."""

    def __init__(self, window: Any, pages: frozenset[str]) -> None:
        self._window: Window = window
        self._host: QWidget = window
        self._pages = pages
        for action in self.answered():
            # Escape comes last, when nothing inside wanted it: the window reads it itself.
            for keys in action.keys if action.name != "retour" else ():
                QShortcut(QKeySequence(keys), window, partial(self.run, action.name))

    def answered(self) -> tuple[Action, ...]:
        """The actions that this window answers, in the order of the table."""
        writes = self._window.desk.role is Role.POSTE
        return tuple(
            action
            for action in TABLE
            if action.when in {When.PARTOUT, When.ALLER}
            and (not action.page or action.page in self._pages)
            and (writes or not (action.makes or action.name in ONLY_WHERE_ONE_WRITES))
        )

    def search(self) -> None:
        """Open the palette: the actions, then the papers at hand."""
        window = self._window
        actions = [one for one in self.answered() if one.name != "chercher"]
        palette = Palette(window.services.operations, [*actions, *window.papers.offered()], self._host)
        palette.ran.connect(self.run)
        palette.opened.connect(window.open_record)
        palette.open()
        palette.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def run(self, name: str) -> None:
        """Run an action of the table, or the paper of that name."""
        if self._window.papers.run(name):
            return
        action = BY_NAME[name]
        if action.makes:
            self._window.new_record(action.makes)
        elif action.page:
            self._window.strip.pass_by()
            self._window.show_page(action.page)
        else:
            self._answers()[name]()

    def _answers(self) -> dict[str, Callable[[], object]]:
        """What the actions that are neither a page nor a new fiche do."""
        return {
            "chercher": self._window.search,
            "nouveau": self._window.bar.open_menu,
            "ajouter-personne": self._add_person,
            "zone-suivante": partial(self._next_zone, 1),
            "zone-precedente": partial(self._next_zone, -1),
            "retour": self._window.back,
            "agrandir": partial(self._zoom, 1),
            "reduire": partial(self._zoom, -1),
            "taille-normale": partial(self._zoom, 0),
            "enregistrer": self._say_saved,
            "papiers": self._window.papers.choose,
            "annuler": self._window.taking_back.undo,
            "retablir": self._window.taking_back.redo,
            "verifier-papier": self._verify_paper,
            "verrouiller": self._window.services.operations.door.lock_asked.emit,
            "quitter": self._window.window().close,
        }

    def _add_person(self) -> None:
        """Somebody new, wherever one is; what is typed elsewhere stays."""
        AddPerson(self._window.services, self._window.window()).open()

    def _verify_paper(self) -> None:
        """Is the paper in hand the version in force?"""
        VerifyPaper(self._window.services.operations, self._window.window()).open()

    def _say_saved(self) -> None:
        """Ctrl+S: everything is saved as it is typed."""
        if self._window.record is not None:
            self._window.record.autosave.flush()
        self._window.services.messages.info("Déjà enregistré\u00a0: tout se garde au fil de la frappe.")

    def _zoom(self, step: int) -> None:
        """Larger, smaller, or as at first: the pages of a paper, or else the text."""
        page = self._window.page()
        if page is not None and page.zoom(step):
            return
        display = self._window.services.display
        place = ZOOMS.index(display.settings.zoom) + step if step else 0
        display.change(replace(display.settings, zoom=ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]))

    def _next_zone(self, step: int) -> None:
        """F6: from zone to zone, round."""
        zones = [zone for zone in self._window.zones() if _stop(zone) is not None]
        focus = QApplication.focusWidget()
        here = next((i for i, zone in enumerate(zones) if zone is focus), None)
        if here is None:
            here = next((i for i, zone in enumerate(zones) if focus is not None and zone.isAncestorOf(focus)), 0)
        if (target := _stop(zones[(here + step) % len(zones)])) is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _stop(zone: QWidget) -> QWidget | None:
    """What takes the focus of a zone: itself, or the first thing in it that does; nothing in one that only says."""
    if zone.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return zone
    inside = (one for one in zone.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((one for one in inside if one.isVisible() and one.isEnabled()), None)
