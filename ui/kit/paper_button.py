"""« Imprimer »: the paper that one prints most at a click, the others unfolded beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.kit.layouts import button, hbox

TEXT, OTHERS = "Imprimer", "Choisir le papier à imprimer"


class PaperButton(QWidget):
    """`papers` (name → label), the main one first; ``asked(name)`` when one is chosen. Hidden when there is none."""

    asked = Signal(str)

    def __init__(self, papers: Mapping[str, str], tip: str = "") -> None:
        super().__init__()
        self._papers, self._tip = dict(papers), tip
        self._names: tuple[str, ...] = ()
        self.button = button(TEXT, icon="imprimer")
        self.more = button("", icon="chevron-bas", name=OTHERS)
        self.menu = QMenu(self.more)
        self.put_first("")
        self.menu.triggered.connect(self._chosen)
        self.button.clicked.connect(self.print_main)
        self.more.clicked.connect(self.unfold)
        hbox(self.button, self.more, spacing=2, parent=self)
        self.more.setVisible(len(papers) > 1)
        if not papers:
            self.hide()
        self.setFocusProxy(self.button)

    def put_first(self, name: str) -> None:
        """Make that paper the main one; the first of `papers` when it is none of them."""
        main = next(iter(self._papers), "") if name not in self._papers else name
        names = tuple(dict.fromkeys((main, *self._papers))) if self._papers else ()
        if names == self._names:
            return
        self._names = names
        self.menu.clear()
        for one in names:
            self.menu.addAction(f"{self._papers[one]}…").setData(one)
        said = self._papers.get(main, "")
        self.button.setToolTip(f"{said} ({self._tip})" if said and self._tip else said)

    def print_main(self) -> None:
        """The main paper."""
        if self._names:
            self.asked.emit(self._names[0])

    def unfold(self) -> None:
        """The papers, the main one ready for Enter; the only one at once."""
        if len(self._names) < 2:
            self.print_main()
            return
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _chosen(self, entry: QAction) -> None:
        self.asked.emit(str(entry.data()))
