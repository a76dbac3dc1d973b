"""The real form in the real window: what a scenario types goes through the editors, one key after the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from db.base import Etat
from pvdesk.base.settings import Settings
from pvdesk.kit.draft import Draft
from pvdesk.kit.text import typed_text
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.ui.typing_hand import Hand
from ui.kit.editor import Editor
from ui.kit.editors import BoolEditor, ChoiceEditor
from ui.kit.form_field import FormField
from ui.kit.line_grid import LineGrid
from ui.kit.lines import LineBox, LineList
from ui.kit.sheet import CellEditor
from ui.kit.tasks import ImmediateTasks
from ui.main_window import MainWindow
from ui.pages.fiche import FichePage


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
    if isinstance(editor, CellEditor):
        editor.focus()
        QTest.keyClick(editor.sheet.grid, Qt.Key.Key_F2)
        inside = editor.sheet.grid.delegate.editor
        assert inside is not None
        taper(inside.focus_widget, valeur)
        QTest.keyClick(inside.focus_widget, Qt.Key.Key_Escape)
        return
    if isinstance(editor, ChoiceEditor):
        place = next(i for i in range(editor.combo.count()) if plain(editor.combo.itemText(i)) == plain(valeur))
        editor.combo.setCurrentIndex(place)
        editor.combo.activated.emit(place)
        return
    widget = editor.focus_widget
    taper(widget, valeur)
    if isinstance(widget, QLineEdit):
        widget.editingFinished.emit()


def ouvrir_case(view: LineGrid, rang: int, cle: str) -> Editor:
    """F2 in the cell of a grid, the rows counted from 1: its editor."""
    view.grid.go(rang - 1, [inner.key for inner in view.cells.inner].index(cle))
    QTest.keyClick(view.grid, Qt.Key.Key_F2)
    assert view.grid.delegate.editor is not None
    return view.grid.delegate.editor


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
        if isinstance(view, LineGrid):
            rang = len(view.cells.lines) + 1
            self._fill_row(view, rang, valeurs)
            return view.cells.lines[rang - 1].uid
        assert isinstance(view, LineList)
        view.add_button.click()
        self._fill(view.boxes[-1], valeurs)
        return view.boxes[-1].uid

    def corriger_ligne(self, liste: str, rang: int, **valeurs: str | bool) -> Formulaire:
        """Type in a line, counted from 1."""
        view = self.page.form.fields.lists[liste]
        if isinstance(view, LineGrid):
            return self._fill_row(view, rang, valeurs)
        assert isinstance(view, LineList)
        self._fill(view.boxes[rang - 1], valeurs)
        return self

    def _fill_row(self, view: LineGrid, rang: int, valeurs: dict[str, str | bool]) -> Formulaire:
        for cle, valeur in valeurs.items():
            editor = ouvrir_case(view, rang, cle)
            remplir(editor, valeur)
            QTest.keyClick(editor.focus_widget, Qt.Key.Key_Escape)
        QApplication.processEvents()
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
        """What the form shows of a datum, or of « list/rank/key »; computed ones included."""
        case = self._case(cle)
        if case is not None:
            cells, index = case[0].cells, case[1]
            typed = cells.saisies.get(cells.path(index), "")
            return plain(typed or typed_text(cells.inner[index.column()], cells.value(index)))
        editor = self._editeur(cle)
        if isinstance(editor, CellEditor):
            return plain(editor.raw() or typed_text(editor.datum, editor.read()))
        widget = editor.focus_widget
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
        case = self._case(cle)
        if case is not None:
            said = case[0].cells.fault(case[1])
            return [plain(said)] if said else []
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

    def _case(self, cle: str) -> tuple[LineGrid, QModelIndex] | None:
        """The cell of « list/rank/key » when the list is a grid."""
        liste, _, reste = cle.partition("/")
        view = self.page.form.fields.lists.get(liste)
        if not reste or not isinstance(view, LineGrid):
            return None
        rang, _, inner = reste.partition("/")
        return view, view.cells.index(int(rang) - 1, [d.key for d in view.cells.inner].index(inner))

    def _editeur(self, cle: str) -> Editor:
        liste, _, reste = cle.partition("/")
        if not reste:
            return self.page.form.fields.editors[cle]
        rang, _, inner = reste.partition("/")
        view = self.page.form.fields.lists[liste]
        assert isinstance(view, LineList)
        return view.boxes[int(rang) - 1].binding.editors[inner]

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
