"""Two fiches side by side: differences first, a choice for each; what is the same is folded; lines as they read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.mission.doublons import Comparaison, Ecart, Paire
from ui.kit.chips import Chip
from ui.kit.layouts import Item, button, hbox, label, scrolled, separator, vbox
from ui.kit.pairs import pairs
from ui.pages.clash_card import EMPTY, hand
from ui.theme.theme import current

NAMES = ("Première fiche", "Deuxième fiche")
LINES_SHOWN = 12
RADIO_PX = 30


class Option(QWidget):
    """A choice with a text that wraps: pressing the text chooses too."""

    def __init__(self, group: QButtonGroup, place: int, text: str, name: str, *, kind: str = "body") -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(name)
        group.addButton(self.radio, place)
        self.radio.setFixedWidth(current().px(RADIO_PX))  # without a text, it would keep the room of one
        said = label(text, kind, wrap=True)
        row = hbox(self.radio, (said, 1), spacing=4, parent=self)
        row.setAlignment(self.radio, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a click beside the round chooses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)


class Field(QWidget):
    """One datum of the two fiches; `place` is the fiche whose value is chosen, 0 or 1."""

    def __init__(self, ecart: Ecart, chosen: int) -> None:
        super().__init__()
        self.cle = ecart.cle
        self._group = QButtonGroup(self)
        self.options = [
            Option(self._group, place, text or EMPTY, f"{ecart.label}, {NAMES[place].lower()}\u00a0: {text or EMPTY}",
                   kind="body" if text else "muted")
            for place, text in enumerate(ecart.textes)
        ]  # fmt: skip
        self.options[chosen].radio.setChecked(True)
        row = hbox(*((one, 1) for one in self.options), spacing=16)
        vbox(label(ecart.label, "section", wrap=True), row, spacing=2, parent=self)

    @property
    def place(self) -> int:
        """Which of the two is chosen."""
        return self._group.checkedId()


class DoubleCard(QFrame):
    """``kept_both(pair)``, ``united(pair, uid kept, choices)``, ``open_asked(table, uid)``."""

    kept_both = Signal(int)
    united = Signal(int, str, object)
    open_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._pair: Paire | None = None
        self._kept = QButtonGroup(self)
        self.fields: list[Field] = []
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 14, 16, 10), spacing=8, parent=self._inside)
        self._content: QWidget | None = None
        self.keep_button = button("Garder les deux", "primary", icon="scinder", tip="Ce sont deux faits différents")
        self.unite_button = button("Unir en une fiche", icon="doublons", tip="Comptée une fois, lignes réunies")
        self.keep_button.clicked.connect(self._keep_both)
        self.unite_button.clicked.connect(self._unite)
        self._foot = QWidget()
        hbox(self.keep_button, self.unite_button, None, margins=(18, 10, 14, 12), parent=self._foot)
        vbox((scrolled(self._inside), 1), self._foot, spacing=0, parent=self)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._pair = None
        self._foot.hide()
        self._put(QWidget())

    def show_pair(self, comparison: Comparaison) -> None:
        """Show two fiches; the same pair again keeps what was chosen."""
        pair = comparison.paire
        before = {one.cle: one.place for one in self.fields} if self._pair and self._pair.id == pair.id else {}
        kept = max(self._kept.checkedId(), 0) if before else 0
        self._pair = pair
        different = [one for one in comparison.ecarts if not one.memes]
        same = [one for one in comparison.ecarts if one.memes and one.textes[0]]
        self.fields = [Field(one, before.get(one.cle, _first_choice(one))) for one in different]
        body = QWidget()
        items: list[Item] = [hbox(Chip(pair.motif, "warning", "doublons"), None), *self._heads(pair, kept), separator()]
        said = pluriel(len(different), "différence", "différences") if different else "Aucune donnée ne diffère"
        items += [label(said, "h3"), *self.fields, *self._same(same), *_lines(comparison.lignes), None]
        vbox(*items, spacing=10, parent=body)
        self._put(body)
        self._foot.show()

    def _heads(self, pair: Paire, kept: int) -> list[Item]:
        """Which of the two stays when they are united, who made each."""
        self._kept = QButtonGroup(self)
        columns: list[Item] = []
        for place, uid in enumerate((pair.premier, pair.second)):
            name = f"Garder {NAMES[place].lower()}, de {hand(pair.auteurs[place])}\u00a0: {pair.titres[place]}"
            option = Option(self._kept, place, pair.titres[place], name, kind="label")
            option.radio.setChecked(place == kept)
            look = button("Ouvrir", "quiet", icon="voir", name=f"Ouvrir {NAMES[place].lower()}")
            look.clicked.connect(partial(self.open_asked.emit, pair.table, uid))
            who = label(f"{NAMES[place]}, de {hand(pair.auteurs[place])}", "caption", wrap=True)
            columns.append((vbox(who, option, hbox(look, None), None, spacing=2), 1))
        return [label("Fiche gardée si vous les unissez", "section", wrap=True), hbox(*columns, spacing=16)]

    def _same(self, same: Sequence[Ecart]) -> list[Item]:
        """What is the same on both, folded."""
        if not same:
            return []
        folded = QWidget()
        folded.setLayout(pairs([(one.label, one.textes[0]) for one in same]))
        folded.hide()
        count = pluriel(len(same), "donnée identique", "données identiques")
        unfold = button(count, "quiet", icon="chevron-droite")
        unfold.clicked.connect(partial(self._unfold, folded))
        return [hbox(unfold, None), folded]

    @staticmethod
    def _unfold(folded: QWidget) -> None:
        folded.setVisible(folded.isHidden())

    def keep(self, place: int) -> None:
        """Choose which of the two fiches stays."""
        self._kept.button(place).setChecked(True)

    def choices(self) -> tuple[str, dict[str, str]]:
        """Uid of the fiche that stays, and for each datum the uid of the fiche whose value is taken."""
        assert self._pair is not None
        both = (self._pair.premier, self._pair.second)
        return both[max(self._kept.checkedId(), 0)], {one.cle: both[one.place] for one in self.fields}

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def _keep_both(self) -> None:
        if self._pair is not None:
            self.kept_both.emit(self._pair.id)

    def _unite(self) -> None:
        if self._pair is not None:
            self.united.emit(self._pair.id, *self.choices())


def _first_choice(ecart: Ecart) -> int:
    """The older fiche's value, unless it has none."""
    return 0 if ecart.textes[0] else 1


def _lines(found: Sequence[tuple[str, list[str], list[str]]]) -> list[Item]:
    """The lines of each fiche as they read, side by side; they are united, none is lost."""
    items: list[Item] = []
    for name, *both in found:
        if not any(both):
            continue
        title = f"{name}\u00a0: {pluriel(len(both[0]), 'ligne', 'lignes')} et {len(both[1])}"
        columns: list[Item] = [(_column(one), 1) for one in both]
        items += [separator(), label(title, "section", wrap=True), hbox(*columns, spacing=16)]
    return items


def _column(lines: Sequence[str]) -> QVBoxLayout:
    said: list[Item] = [label(text, "caption", wrap=True) for text in lines[:LINES_SHOWN] or [EMPTY]]
    left = len(lines) - LINES_SHOWN
    if left > 0:
        said.append(label(f"et {pluriel(left, 'autre', 'autres')}", "caption"))
    return vbox(*said, None, spacing=2)
