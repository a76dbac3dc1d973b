"""Where « Terminer » leads: to the list of the fiche, the fiche chosen, whatever page it was opened from."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.pages.fiche import FichePage
from ui.pages.page import Go
from ui.pages.reunion import ReunionPage
from ui.places import CHOSEN, PAGE_OF


class Finishing(QObject):
    """Watches the page of a fiche, and goes with it: what comes next, printing it, is in its list."""

    def __init__(self, page: FichePage | ReunionPage, go: Go) -> None:
        super().__init__(page)
        self._page, self._go = page, go
        page.finished.connect(self._leave)

    def _leave(self, uid: str) -> None:
        self._go.show_page(PAGE_OF[self._page.draft.type], {CHOSEN: uid})
