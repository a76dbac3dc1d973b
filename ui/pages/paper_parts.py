"""The parts of a preview: what becomes of the paper, what to know of it, why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QProgressBar, QWidget

from pvdesk.base.francais import pluriel
from ui.kit.layouts import Item, button, hbox, icon_label, label, vbox
from ui.kit.wrapping import Wrapping
from ui.theme.theme import current

MESSAGES_SHOWN = 4
NOTES = "À savoir avant d’imprimer"
STOP = "Interrompre"
PREPARING, READING = "Préparation du papier", "Lecture de la fiche…"
BAR_PX = 420


class Verbs(QWidget):
    """The buttons, told by signals; ``save_asked`` gives the suffix of the file."""

    print_asked = Signal()
    stop_asked = Signal()
    save_asked = Signal(str)
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = Wrapping(self, 8)
        self.print_button = button("Imprimer…", "primary", icon="imprimer", tip="Imprimer (Ctrl+P)")
        self.stop_button = button(STOP, icon="fermer")
        self.told: QLabel = label("", "body")
        self.save_button = button("Enregistrer le PDF…", icon="enregistrer")
        self.open_button = button("Ouvrir dans le lecteur", icon="voir", tip="Le fichier enregistré")
        self.export_button = button("Exporter", icon="document", tip="Sous une autre forme")
        self.menu = QMenu(self.export_button)
        self.menu.addAction("Copie à modifier (ODT)…").setData(".odt")
        self.menu.addAction("Page web (HTML)…").setData(".html")
        self.export_button.setMenu(self.menu)
        for one in (
            self.print_button, self.stop_button, self.told, self.save_button, self.open_button, self.export_button,
        ):  # fmt: skip
            row.addWidget(one)
        self.print_button.clicked.connect(self.print_asked)
        self.stop_button.clicked.connect(self.stop_asked)
        self.save_button.clicked.connect(self._save)
        self.open_button.clicked.connect(self.open_asked)
        self.menu.triggered.connect(self._export)
        self.show_printing(0, 0)

    def show_printing(self, done: int, total: int) -> None:
        """How far it is; (0, 0) when nothing is printed."""
        self.print_button.setVisible(not total)
        self.stop_button.setVisible(bool(total))
        self.told.setVisible(bool(total))
        self.told.setText(f"Impression\u00a0: page {done} sur {total}" if total else "")

    def _save(self) -> None:
        self.save_asked.emit(".pdf")

    def _export(self, entry: object) -> None:
        data = getattr(entry, "data", None)
        if callable(data):
            self.save_asked.emit(str(data()))


class Notes(QFrame):
    """« À savoir avant d’imprimer »: the remarks of the paper, hidden when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._column = vbox(margins=(14, 10, 14, 12), spacing=6, parent=self)
        self._list: QWidget | None = None
        self.said: tuple[str, ...] = ()
        self.hide()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show them, the last ones counted when they are many."""
        self.said = tuple(dict.fromkeys(notes))
        if self._list is not None:
            self._column.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        items: list[Item] = [label(NOTES, "strong", wrap=True)]
        left = len(self.said) - MESSAGES_SHOWN
        shown = [*self.said[:MESSAGES_SHOWN], *([f"et {pluriel(left, 'autre', 'autres')}"] if left > 0 else [])]
        for note in shown:
            mark, words = icon_label("info", "info", 16), label(note, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line = hbox(mark, (words, 1), spacing=8)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            items.append(line)
        vbox(*items, spacing=6, parent=self._list)
        self._column.addWidget(self._list)
        self.setToolTip("\n".join(self.said[MESSAGES_SHOWN:]))
        self.setVisible(bool(self.said))


class Refusal(QFrame):
    """Why a paper cannot be shown, what to do, and to try again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.what: QLabel = label("", "h3", wrap=True)
        self.todo: QLabel = label("", wrap=True)
        self.back_button = button("Revenir", "primary", icon="fleche-gauche")
        self.again_button = button("Essayer à nouveau", icon="actualiser")
        said = vbox(self.what, self.todo, hbox(self.back_button, self.again_button, None), spacing=12)
        mark = icon_label("info", "primary", 24)
        line = hbox(mark, (said, 1), spacing=14)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        vbox(None, line, None, margins=(40, 32, 40, 32), parent=self)


class Waiting(QFrame):
    """That a paper is being made; of a long one, how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._told: QLabel = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Avancement\u00a0: {PREPARING}")
        self.bar.setMaximumWidth(current().px(BAR_PX))
        line = hbox(icon_label("attente", "primary", 22), (label(PREPARING, "strong", wrap=True), 1), spacing=10)
        vbox(None, line, self._told, self.bar, None, margins=(40, 32, 40, 32), spacing=8, parent=self)

    def begin(self) -> None:
        """Another paper."""
        self.bar.hide()
        self._told.setText(READING)

    def tell(self, done: int, total: int, text: str) -> None:
        """How far it is."""
        self.bar.setVisible(total > 0)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._told.setText(text)
