"""The report of a month: the month before beside it, taken again by a key; from month to month without leaving."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.models.activite_listes import MOIS, TypeActivite
from pvdesk.kit.draft import Draft
from pvdesk.store.activites import Precedent
from ui.kit.announce import announce
from ui.kit.columns import WHOLE
from ui.kit.form import FormView
from ui.kit.keys import immediate
from ui.kit.layouts import button, hbox, label
from ui.kit.line_grid import LineGrid
from ui.kit.rebase import snapshot
from ui.operations import Operations

PERIODE, FIRST = ("convention_uid", "type", "debut"), "jours"
BACK, ON, AGAIN = "Alt+PgUp", "Alt+PgDown", "Alt+R"


class Month(QObject):
    """A bar over the form: month ◀ ▶, and the button that takes every figure of the month before again."""

    def __init__(self, form: FormView, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations
        self._asked: Draft | None = None
        orientations = form.fields.lists["orientations"]
        assert isinstance(orientations, LineGrid)
        self._orientations = orientations
        self.bar = QWidget()
        self.back = button("", icon="chevron-gauche", name="Mois précédent", tip="Mois précédent (Alt+Pg préc.)")
        self.on = button("", icon="chevron-droite", name="Mois suivant", tip="Mois suivant (Alt+Pg suiv.)")
        self.month = label("", "h3")
        self.again = button("Reprendre les nombres du mois précédent", "quiet", icon="historique", tip=AGAIN)
        hbox(self.back, self.month, self.on, None, parent=self.bar)
        left = QWidget()
        hbox(self.again, None, parent=left)
        card = form.cards[form.fiche.sections[0].title]
        card.columns.add(left, WHOLE, first=True)
        card.columns.add(self.bar, WHOLE, first=True)
        card.columns.lay()
        for press, keys, act in (
            (self.back, BACK, self._go_back), (self.on, ON, self._go_on), (self.again, AGAIN, self._take_again),
        ):  # fmt: skip
            press.clicked.connect(act)
            immediate(keys, form, act)
        form.shown.connect(self._show)
        form.edited.connect(self._edited)

    # ---- what is shown
    def _monthly(self) -> bool:
        values = self._form.draft.values
        said = all(values.get(key) is not None for key in PERIODE)
        return said and values["type"] is TypeActivite.MENSUEL

    def _show(self) -> None:
        draft, monthly = self._form.draft, self._monthly()
        self.bar.setVisible(monthly)
        self.again.hide()
        if not monthly:
            self._take(Precedent())
            return
        if not draft.values.get("poste_vacant"):
            self._form.start_at = FIRST
        self.month.setText(_month(draft).capitalize())
        self._asked = draft
        self._operations.works.precedent(snapshot(draft), self._take_of_asked)

    def _edited(self, key: str) -> None:
        if key in PERIODE:
            start, self._form.start_at = self._form.start_at, ""
            self._show()
            self._form.start_at = start

    def _take_of_asked(self, found: Precedent) -> None:
        if self._asked is self._form.draft:
            self._take(found)

    def _take(self, found: Precedent) -> None:
        typed = _month(self._form.draft) if self._monthly() else ""
        for sheet in self._form.sheets:
            sheet.show_before(found.periode, typed, found.values)
        self._orientations.cells.earlier = {key: {"nombre": value} for key, value in found.orientations.items()}
        self._orientations.expect([{"partenaire": key} for key in found.orientations])
        self.again.setVisible(bool(found.periode) and not self._form.draft.values.get("poste_vacant"))
        self.again.setText(f"Reprendre les nombres de {found.periode}")

    # ---- what is done
    def _go_back(self) -> None:
        self._go(-1)

    def _go_on(self) -> None:
        self._go(1)

    def _go(self, pas: int) -> None:
        if self._monthly():
            self._operations.works.voisin(snapshot(self._form.draft), pas, self._form.draft_asked.emit)

    def _take_again(self) -> None:
        """Figures are proposed, the person corrects those that changed."""
        if not self.again.isVisible():
            return
        for sheet in self._form.sheets:
            sheet.again()
        self._orientations.grid.selectAll()
        self._orientations.grid.again()
        self._orientations.grid.clearSelection()
        self._form.fields.go_to(FIRST)
        announce(self._form, f"{self.again.text()}\u00a0: fait, corrigez ceux qui ont changé")


def _month(draft: Draft) -> str:
    """« octobre 2026 »."""
    debut = draft.values["debut"]
    return f"{MOIS[debut.month - 1]} {debut.year}"


def mount(form: FormView, operations: Operations) -> Month:
    """Have the form of a report go from month to month."""
    return Month(form, operations)
