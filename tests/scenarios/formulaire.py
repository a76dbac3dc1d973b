"""The real form in the real window: what a scenario types goes through the editors, one key after the other."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db.base import Etat
from db.models.seance import NatureSuite
from pvdesk.base.settings import Settings
from pvdesk.kit.draft import Draft
from pvdesk.store import records, reunions
from pvdesk.store.desk import Desk
from tests.ui.typing_hand import Hand
from ui.kit.editor import Editor
from ui.kit.editors import BoolEditor, ChoiceEditor
from ui.kit.form_field import FormField
from ui.kit.lines import LineBox, LineList
from ui.kit.tasks import ImmediateTasks
from ui.main_window import MainWindow
from ui.pages.fiche import FichePage
from ui.pages.reunion import ReunionPage
from ui.special.presence_grid import NOBODY
from ui.special.presence_rows import name_of
from ui.special.reunion_form import PARTS
from ui.special.suite_row import ACTION, SUITE_MORE, SuiteRow

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
TABS = 200  # more stops than a form has


class Reglages:
    """The settings of the window, that nothing changes."""

    def __init__(self) -> None:
        self.settings = Settings(theme="clair")

    def change(self, chosen: Settings) -> None:
        """Keep."""
        self.settings = chosen


def plain(text: str) -> str:
    """A sentence with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def taper(widget: QWidget, texte: str) -> None:
    """Replace what a line or a long text holds, one key after the other."""
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    widget.selectAll()
    if not texte:
        _key(widget, Qt.Key.Key_Delete, "")
    for char in texte:
        _key(widget, Qt.Key.Key_Return if char == "\n" else Qt.Key(0), "\r" if char == "\n" else char)


def _key(widget: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def remplir(editor: Editor, valeur: str | bool) -> None:
    """Give an editor what a person would: typed text, a word of a list, a box ticked."""
    if isinstance(editor, BoolEditor):
        assert isinstance(valeur, bool)
        if editor.read() is not valeur:
            editor.box.click()
            if editor.read() is not valeur:  # never touched: the first click says yes
                editor.box.click()
        return
    assert isinstance(valeur, str)
    if isinstance(editor, ChoiceEditor):
        place = next(i for i in range(editor.combo.count()) if plain(editor.combo.itemText(i)) == plain(valeur))
        editor.combo.setCurrentIndex(place)
        editor.combo.activated.emit(place)
        return
    widget = editor.focus_widget
    taper(widget, valeur)
    if isinstance(widget, QLineEdit):
        widget.editingFinished.emit()


class Fenetre:
    """The window of a délégué on an open desk; tasks run at once."""

    def __init__(self, poste: Desk) -> None:
        self.poste = poste
        tasks = ImmediateTasks()
        self.window = MainWindow(poste, tasks, Reglages())
        self.hand = Hand(self.window, tasks)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    def nouvelle(self, table: str, **valeurs: Any) -> Formulaire:
        """A new fiche, some values given by the page it is opened from."""
        self.window.new_record(table, valeurs)
        return self._form()

    def ouvrir(self, table: str, uid: str) -> Formulaire:
        """A stored fiche."""
        self.window.open_record(table, uid)
        return self._form()

    def nouvelle_reunion(self) -> Seance:
        """Ctrl+Maj+R: a meeting of the conseil of the last one."""
        self.hand.press(Qt.Key.Key_R, CTRL | SHIFT)
        return self._seance()

    def ouvrir_reunion(self, uid: str) -> Seance:
        """A stored meeting."""
        self.window.open_record("reunion", uid)
        return self._seance()

    def _seance(self) -> Seance:
        QApplication.processEvents()
        assert isinstance(self.window.record, ReunionPage)
        return Seance(self.window.record, self.poste, self.hand)

    def fermer(self) -> None:
        """Leave the window, everything saved."""
        self.window.leave()
        self.window.close()
        self.window.deleteLater()

    def _form(self) -> Formulaire:
        QApplication.processEvents()
        assert isinstance(self.window.record, FichePage)
        return Formulaire(self.window.record, self.poste)


class Formulaire:
    """One fiche under the fingers."""

    def __init__(self, page: FichePage, poste: Desk) -> None:
        self.page, self.poste = page, poste

    @property
    def uid(self) -> str:
        """The fiche."""
        return self.page.uid

    def saisir(self, **valeurs: str | bool) -> Formulaire:
        """Type in several fields, by key of their datum."""
        for cle, valeur in valeurs.items():
            remplir(self.page.form.fields.editors[cle], valeur)
        QApplication.processEvents()
        return self

    def ligne(self, liste: str, **valeurs: str | bool) -> str:
        """« Ajouter une ligne », then type in it; its uid."""
        view = self.page.form.fields.lists[liste]
        assert isinstance(view, LineList)
        view.add_button.click()
        self._fill(view.boxes[-1], valeurs)
        return view.boxes[-1].uid

    def corriger_ligne(self, liste: str, rang: int, **valeurs: str | bool) -> Formulaire:
        """Type in a line, counted from 1."""
        view = self.page.form.fields.lists[liste]
        assert isinstance(view, LineList)
        self._fill(view.boxes[rang - 1], valeurs)
        return self

    def _fill(self, box: LineBox, valeurs: dict[str, str | bool]) -> None:
        for cle, valeur in valeurs.items():
            remplir(box.binding.editors[cle], valeur)
        QApplication.processEvents()

    def enregistrer(self) -> Draft:
        """What the automatic saving does within 1.5 s; the fiche as the base holds it."""
        self.page.autosave.flush()
        assert not self.page.autosave.pending, self.page.autosave.error
        with self.poste.reading() as unit:
            return records.load(unit, self.page.table, self.uid)

    def lu(self, cle: str) -> str:
        """What the form shows of a datum, computed ones included."""
        widget = self.page.form.fields.editors[cle].focus_widget
        text = widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()  # type: ignore[attr-defined]
        return plain(str(text))

    def terminer(self) -> list[str]:
        """Press « Terminer »; the sentences of the summary that stop it, none when the fiche is finished."""
        form, uid, table = self.page.form, self.uid, self.page.table
        self.page.finish()
        QApplication.processEvents()
        with self.poste.reading() as unit:
            if uid and self._stored(unit, table, uid) is Etat.FINAL:
                return []
        return [plain(link.text()) for link in form.summary.links]

    def _stored(self, unit: Any, table: str, uid: str) -> Etat | None:
        try:
            return records.load(unit, table, uid).etat
        except records.Absent:
            return None

    def dit(self, cle: str) -> list[str]:
        """What is said at a field: its error, its note, its remarks."""
        field = self._field(cle)
        said = [field.error, field.note, *(remark._text.text() for remark in field.remarks.values())]
        return [plain(text) for text in said if text]

    def motiver(self, cle: str, regle: str, raison: str) -> Formulaire:
        """Give the reason that a warning asks for at a field."""
        reason = self._field(cle).remarks[regle].reason
        assert reason is not None
        taper(reason, raison)
        QApplication.processEvents()
        return self

    def _field(self, cle: str) -> FormField:
        """A field, or « list/rank/key » of a line counted from 1."""
        liste, _, reste = cle.partition("/")
        if not reste:
            return self.page.form.fields.fields[cle]
        view = self.page.form.fields.lists[liste]
        assert isinstance(view, LineList)
        rang, _, inner = reste.partition("/")
        return view.boxes[int(rang) - 1].fields[inner]

    def sections(self) -> list[str]:
        """The titles of the sections shown."""
        return [title for title, card in self.page.form.cards.items() if not card.isHidden()]


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
