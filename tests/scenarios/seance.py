"""The real form of a meeting in the real window, driven by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from db.base import Etat
from db.models.seance import NatureSuite
from pvdesk.store import records, reunions
from pvdesk.store.desk import Desk
from tests.scenarios.formulaire import Fenetre, plain
from tests.ui.typing_hand import Hand
from ui.kit.editor import Editor
from ui.kit.editors import BoolEditor, ChoiceEditor
from ui.kit.form_field import FormField
from ui.pages.reunion import ReunionPage
from ui.special.presence_grid import NOBODY
from ui.special.presence_rows import name_of
from ui.special.reunion_form import PARTS
from ui.special.suite_row import ACTION, SUITE_MORE, SuiteRow

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
TABS = 200  # more stops than a form has


def nouvelle_reunion(fenetre: Fenetre) -> Seance:
    """Ctrl+Maj+R: a meeting of the conseil of the last one."""
    fenetre.hand.press(Qt.Key.Key_R, CTRL | SHIFT)
    return _seance(fenetre)


def ouvrir_reunion(fenetre: Fenetre, uid: str) -> Seance:
    """A stored meeting."""
    fenetre.window.open_record("reunion", uid)
    return _seance(fenetre)


def _seance(fenetre: Fenetre) -> Seance:
    QApplication.processEvents()
    assert isinstance(fenetre.window.record, ReunionPage)
    return Seance(fenetre.window.record, fenetre.poste, fenetre.hand)


class Seance:
    """A meeting under the fingers: keys alone, sent to whatever has the focus."""

    def __init__(self, page: ReunionPage, poste: Desk, hand: Hand) -> None:
        self.page, self.poste, self.hand = page, poste, hand
        self.uid = page.uid

    def saisir(self, **valeurs: str | bool) -> Seance:
        """Go to several data, by part of the form then by Tab, and type in them."""
        for cle, valeur in valeurs.items():
            self._partie(next(rang for rang, (_, cles) in enumerate(PARTS.values(), 1) if cle in cles))
            self._ecrire(self.page.form.fields.editors[cle], valeur)
        return self

    def pointer(self, lettres: str) -> Seance:
        """Mark the people of the grid one after the other, from the first who waits."""
        self._partie(2)
        self.hand.type(lettres)
        return self

    def marquer(self, code: str, lettre: str) -> Seance:
        """Mark one person."""
        self._ligne(code)
        self.hand.type(lettre)
        return self

    def pouvoir(self, absent: str, present: str | None) -> Seance:
        """F2 on somebody represented: who holds the proxy."""
        self._ligne(absent)
        self.hand.press(Qt.Key.Key_F2)
        combo = QApplication.focusWidget()
        assert isinstance(combo, QComboBox)
        self._choisir(combo, f"Pouvoir à {present}" if present else NOBODY)
        self.hand.press(Qt.Key.Key_Return)
        return self

    def points(self, *titres: str) -> Seance:
        """The agenda: a title, Enter."""
        self._partie(3)
        for rang, titre in enumerate(titres):
            if rang:
                self.hand.press(Qt.Key.Key_Return)
            self.hand.type(titre)
        return self

    def suite(self, nature: NatureSuite, libelle: str, **valeurs: str) -> Seance:
        """Ctrl+Maj+D, what is decided, back to its nature, then the rest of the row."""
        self.hand.press(Qt.Key.Key_D, CTRL | SHIFT)
        self.hand.type(libelle)
        row = self._row()
        self._aller(row.combo, SHIFT)
        self._choisir(row.combo, nature.libelle)
        return self._remplir(row, valeurs)

    def action(self, **valeurs: str) -> Seance:
        """Ctrl+Maj+A, then the cells of the row."""
        self.hand.press(Qt.Key.Key_A, CTRL | SHIFT)
        return self._remplir(self._row(), valeurs)

    def corriger_suite(self, rang: int, nature: NatureSuite | None = None, **valeurs: str) -> Seance:
        """Go back to a row of decisions and actions, counted from 1."""
        self._partie(4)
        row = self.page.form.suites.rows[rang - 1]
        self._aller(row.combo, SHIFT)
        if nature is not None:
            self._choisir(row.combo, nature.libelle)
        return self._remplir(row, valeurs)

    def motiver(self, rang: int, raison: str) -> Seance:
        """From a line of the summary, counted from 1, to the reason that it asks for."""
        self._aller(self.page.form.summary.links[rang - 1])
        self.hand.press(Qt.Key.Key_Space)
        self.hand.type(raison)
        return self

    def proposee(self) -> str:
        """The next meeting that the form proposes, empty for none."""
        button = self.page.form.proposal
        return "" if button.isHidden() else plain(button.text())

    def accepter(self) -> Seance:
        """Tab to the proposal, Space."""
        self._partie(5)
        self._aller(self.page.form.proposal)
        self.hand.press(Qt.Key.Key_Space)
        return self

    def quitter(self) -> None:
        """Escape: back, everything saved."""
        self.hand.press(Qt.Key.Key_Escape)

    def enregistrer(self) -> reunions.Seance:
        """What the automatic saving does within 1.5 s; the meeting as the base holds it."""
        self.page.autosave.flush()
        assert not self.page.autosave.pending, self.page.autosave.error
        with self.poste.reading() as unit:
            return reunions.load(unit, self.uid)

    def terminer(self) -> list[str]:
        """Ctrl+Maj+Entrée; the sentences of the summary that stop it, none when the meeting is finished."""
        form = self.page.form
        self.hand.press(Qt.Key.Key_Return, CTRL | SHIFT)
        with self.poste.reading() as unit:
            if records.load(unit, "reunion", self.uid).etat is Etat.FINAL:
                return []
        said = [plain(link.text()) for link in form.summary.links]
        assert said, "neither finished nor told why"
        return said

    def dits(self) -> list[str]:
        """All that « Terminer » said without stopping, wherever it stands in the form."""
        fields = self.page.form.findChildren(FormField)
        return [plain(remark._text.text()) for field in fields for remark in field.remarks.values()]

    def quorum(self) -> str:
        """The sentence under the grid."""
        self.page._count.timeout.emit()
        return plain(self.page.form.presences.quorum.text()).removeprefix("Quorum : ")

    def _partie(self, rang: int) -> None:
        """Alt+1 to Alt+5."""
        self.hand.press(Qt.Key(Qt.Key.Key_0 + rang), ALT)

    def _ligne(self, code: str) -> None:
        """Down or up the grid, to the line of somebody."""
        self._partie(2)
        grid = self.page.form.presences.grid
        codes = [name_of(line, grid.presences.people) for line in grid.presences.lines]
        pas = codes.index(code) - grid.currentIndex().row()
        for _ in range(abs(pas)):
            self.hand.press(Qt.Key.Key_Down if pas > 0 else Qt.Key.Key_Up)

    def _row(self) -> SuiteRow:
        return next(row for row in self.page.form.suites.rows if row.isAncestorOf(QApplication.focusWidget()))

    def _remplir(self, row: SuiteRow, valeurs: dict[str, str]) -> Seance:
        editors = row._bindings[row.nature == ACTION].editors
        for cle, valeur in valeurs.items():
            if cle in SUITE_MORE and not row.more.isChecked():
                self._aller(row.more)
                self.hand.press(Qt.Key.Key_Space)
            self._ecrire(editors[cle], valeur)
        return self

    def _aller(self, widget: QWidget, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Tab, or Maj+Tab, until the focus is there."""
        for _ in range(TABS):
            if QApplication.focusWidget() is widget:
                return
            self.hand.press(Qt.Key.Key_Tab, held)
        pytest.fail(f"Tab never comes to « {widget.accessibleName()} »")

    def _ecrire(self, editor: Editor, valeur: str | bool) -> None:
        self._aller(editor.focus_widget)
        if isinstance(editor, BoolEditor):
            self.hand.press(Qt.Key.Key_Space)
        elif isinstance(editor, ChoiceEditor):
            self._choisir(editor.combo, str(valeur))
        else:
            self.hand.press(Qt.Key.Key_A, CTRL)
            self.hand.press(Qt.Key.Key_Delete)
            self.hand.type(str(valeur))

    def _choisir(self, combo: QComboBox, mot: str) -> None:
        """Down or up the list, to a word."""
        place = next(i for i in range(combo.count()) if plain(combo.itemText(i)) == mot)
        pas = place - combo.currentIndex()
        for _ in range(abs(pas)):
            self.hand.press(Qt.Key.Key_Down if pas > 0 else Qt.Key.Key_Up)
