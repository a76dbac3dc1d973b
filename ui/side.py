"""The side of the window: whose it is, where one may go; a rail of icons when the window is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from pvdesk.store.desk import Desk
from ui import navigation
from ui.kit.elided import Elided
from ui.kit.layouts import hbox, label, vbox
from ui.kit.logo import Logo
from ui.kit.nav import NavList
from ui.theme.theme import current

RAIL_UNDER_PX = 1200
RAIL_BESIDE_MEETING_PX = 1500  # its form has a list of parts of its own


class Side(QFrame):
    """The entries of a profile, those of the bottom apart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.nav = NavList(navigation.entries(desk.role))
        self.foot = NavList(navigation.foot(desk.role), "Corbeille, aide et paramètres")
        self.foot.setFixedHeight(self.foot.content_height())
        self._titles = QWidget()
        vbox(label("pvdesk", "h3"), Elided(desk.nom, "caption"), spacing=0, parent=self._titles)
        head = hbox(Logo(), (self._titles, 1), margins=(16, 12, 12, 6), spacing=10)
        vbox(head, (self.nav, 1), self.foot, margins=(0, 0, 0, 10), spacing=4, parent=self)

    def fit(self, width: int, *, meeting: bool) -> None:
        """Follow the room of a window, sooner beside the form of a meeting."""
        rail = width < current().px(RAIL_BESIDE_MEETING_PX if meeting else RAIL_UNDER_PX)
        self._titles.setVisible(not rail)
        for nav in (self.nav, self.foot):
            nav.set_rail(rail=rail)
        self.setFixedWidth(self.nav.minimumWidth() + 2)
