"""The budget of a project as two grids that answer each other: whether it balances is told at each key."""

from __future__ import annotations

from PySide6.QtCore import QObject

from db.models.projet_calculs import euros
from ui.kit.chips import Chip
from ui.kit.form import FormView
from ui.kit.layouts import hbox
from ui.kit.line_grid import LineGrid
from ui.operations import Operations

CHARGES, PRODUITS = ("charges", "prevu"), ("cofinanceurs", "demande")
BALANCED = "Budget équilibré"


class Balance(QObject):
    """A chip under the products: it appears with the first amount."""

    def __init__(self, form: FormView) -> None:
        super().__init__(form)
        charges, produits = (form.fields.lists[key] for key, _ in (CHARGES, PRODUITS))
        assert isinstance(charges, LineGrid)
        assert isinstance(produits, LineGrid)
        self._grids = ((charges, CHARGES[1]), (produits, PRODUITS[1]))
        self.chip = Chip("", "success", "coche")
        self.chip.setParent(produits)
        self.chip.hide()
        produits.column.insertLayout(1, hbox(self.chip, None, margins=(0, 6, 0, 0)))
        for grid, _ in self._grids:
            grid.totals.counted.connect(self.show)

    def show(self) -> None:
        """Compare what is foreseen with what is asked."""
        charges, produits = (grid.cells.total_of(key) or 0 for grid, key in self._grids)
        self.chip.setVisible(bool(charges or produits))
        if charges == produits:
            self.chip.set_state(BALANCED, "success", "coche")
        else:
            more = "de charges" if charges > produits else "de produits"
            self.chip.set_state(f"Écart\u00a0: {euros(abs(charges - produits))} {more} en trop", "warning", "attention")


def mount(form: FormView, _operations: Operations) -> Balance:
    """Have the form of a project say whether its budget balances."""
    return Balance(form)
