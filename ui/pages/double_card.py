"""Two fiches side by side: differences first, a choice for each; what is the same is folded; lines as they read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from pvdesk.base.francais import date_courte, pluriel
from pvdesk.mission.doublons import Comparaison, Ecart, Paire
from ui.kit.chips import Chip
from ui.kit.layouts import Item, button, hbox, label, scrolled, separator, vbox
from ui.kit.pairs import pairs
from ui.kit.wrapping import Wrapping
from ui.pages.clash_card import EMPTY, hand
from ui.pages.double_field import NAMES, Chosen, Field, Option, first_choice

LINES_SHOWN = 12
LATER, NOW = "3 · Reporter", "3 · Reprendre"


class DoubleCard(QFrame):
    """Both fiches; ``united(pair, uid kept, choices)``, ``open_asked(table, uid)``, the others give the pair."""

    kept_both = Signal(int)
    united = Signal(int, str, object)
    postponed = Signal(int)
    taken_up = Signal(int)
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
        self.keep_button = button(
            "1 · Garder les deux", "primary", icon="scinder", tip="Ce sont deux faits différents (1)"
        )
        self.unite_button = button("2 · Unir en une fiche", icon="doublons", tip="Comptée une fois, lignes réunies (2)")
        self.postpone_button = button(NOW, "quiet", icon="heure")
        self.keep_button.clicked.connect(self.keep_both)
        self.unite_button.clicked.connect(self.unite)
        self.postpone_button.clicked.connect(self.postpone)
        self._foot, buttons = QWidget(), QWidget()
        row = Wrapping(buttons, spacing=8)
        for press in (self.keep_button, self.unite_button, self.postpone_button):
            row.addWidget(press)
        hbox((buttons, 1), margins=(18, 10, 14, 12), parent=self._foot)
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
        before = {one.cle: one.chosen for one in self.fields} if self._pair and self._pair.id == pair.id else {}
        kept = max(self._kept.checkedId(), 0) if before else 0
        self._pair = pair
        different = [one for one in comparison.ecarts if not one.memes]
        same = [one for one in comparison.ecarts if one.memes and one.textes[0]]
        self.fields = [Field(one, before.get(one.cle, Chosen(first_choice(one)))) for one in different]
        chips = [Chip(pair.motif, "warning", "doublons")]
        if pair.reporte:
            chips.append(Chip("Reportée", "neutral", "heure"))
        body = QWidget()
        items: list[Item] = [hbox(*chips, None), *self._heads(pair, kept), separator()]
        said = pluriel(len(different), "différence", "différences") if different else "Aucune donnée ne diffère"
        items += [label(said, "h3"), *self.fields, *self._same(same), *_lines(comparison.lignes), None]
        vbox(*items, spacing=10, parent=body)
        self._put(body)
        self._offer_later(pair)
        self._foot.show()

    def _offer_later(self, pair: Paire) -> None:
        self.postpone_button.setText(NOW if pair.reporte else LATER)
        self.postpone_button.setAccessibleName(NOW if pair.reporte else LATER)
        tip = "Elle reprend sa place dans la liste (3)" if pair.reporte else "Décider plus tard\u00a0: fin de liste (3)"
        self.postpone_button.setToolTip(tip)

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
            who = label(_made(pair, place), "caption", wrap=True)
            columns.append((vbox(who, option, hbox(look, None), None, spacing=2), 1))
        self._kept.idToggled.connect(self._follow)
        return [label("Fiche gardée si vous les unissez", "section", wrap=True), hbox(*columns, spacing=16)]

    def _follow(self, place: int, checked: bool) -> None:  # noqa: FBT001 — Qt's signal
        """The other fiche is kept: so are its values, but those that were chosen."""
        if checked:
            for one in self.fields:
                one.follow(place)

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

    @property
    def writing(self) -> bool:
        """True while another value is being given: a list hears the digits too."""
        return any(one.editor is not None and one.editor.hasFocus() for one in self.fields)

    def keep(self, place: int) -> None:
        """Choose which of the two fiches stays."""
        self._kept.button(place).setChecked(True)

    def choices(self) -> tuple[str, dict[str, str]]:
        """Uid of the fiche that stays; for each datum the uid of the fiche whose value is taken, or another value."""
        assert self._pair is not None
        both = (self._pair.premier, self._pair.second)
        taken = {one.cle: one.chosen for one in self.fields}
        return both[max(self._kept.checkedId(), 0)], {
            cle: chosen.text if chosen.other else both[chosen.place] for cle, chosen in taken.items()
        }

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def keep_both(self) -> None:
        """Two fiches, not one."""
        if self._pair is not None:
            self.kept_both.emit(self._pair.id)

    def unite(self) -> None:
        """One fiche, each datum as chosen."""
        if self._pair is not None:
            self.united.emit(self._pair.id, *self.choices())

    def postpone(self) -> None:
        """Leave it for later, or no longer."""
        if self._pair is not None:
            (self.taken_up if self._pair.reporte else self.postponed).emit(self._pair.id)


def _made(pair: Paire, place: int) -> str:
    """« Première fiche, de D07, du 15/10/2026 »."""
    said = f"{NAMES[place]}, de {hand(pair.auteurs[place])}"
    return f"{said}, du {date_courte(pair.crees[place].astimezone().date())}" if pair.crees else said


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
