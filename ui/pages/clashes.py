"""« À arbitrer », conflicts: two values side by side, who wrote each; one is kept, or both, or a third is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from db.models.arbitrage import DecisionConflit
from pvdesk.base.francais import date_courte
from pvdesk.kit.reading import Unread
from pvdesk.mission.conflits import Clash
from pvdesk.mission.rendus import Genre
from ui import actions
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.keys import local
from ui.kit.messages import Trouble
from ui.kit.tabs import Tab
from ui.pages.clash_card import ClashCard, about, hand
from ui.pages.decisions import DecisionsPage, Words, counted
from ui.pages.page import Services

WORDS = Words(
    tabs="Ce qui attend une décision", liste="Conflits", part=42,
    columns=(Column("Fiche", strong=True), Column("Poste", 72), Column("Depuis", 112)),
    subtitle="Deux valeurs pour une donnée\u00a0: votre décision part aux postes",
    nothing="Aucun conflit à régler.",
    why="Un conflit apparaît quand deux personnes ont écrit différemment la même donnée, chacune sans voir l’autre. "
    "Rien n’est perdu\u00a0: la valeur en place reste, l’autre est gardée à côté.",
)  # fmt: skip
SAID = {
    DecisionConflit.GARDER: "valeur en place gardée",
    DecisionConflit.PRENDRE: "valeur du poste prise",
    DecisionConflit.LES_DEUX: "les deux gardées",
    DecisionConflit.AUTRE: "autre valeur écrite",
}
# Shown first, then the same key without Shift on a French keyboard.
KEYS = {
    ("1", "&"): DecisionConflit.GARDER, ("2", "É"): DecisionConflit.PRENDRE,
    ("3", '"'): DecisionConflit.LES_DEUX, ("4", "'"): DecisionConflit.AUTRE,
}  # fmt: skip
LATER = ("5", "(")


def row_of(clash: Clash) -> cells.Row:
    """The fiche and the datum, whose change it is, since when."""
    below = "reporté" if clash.reporte else ""
    day = date_courte(clash.le.astimezone().date())
    return cells.Row(
        str(clash.id), (Cell(clash.titre or "Sans nom", about(clash)), Cell(hand(clash.poste)), Cell(day, below))
    )


class ClashesPage(DecisionsPage):
    """The clashes that wait, and the card of the chosen one."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        card = ClashCard()
        super().__init__(services, name, tabs, WORDS, card)
        self.card = card
        self._clashes: dict[str, Clash] = {}
        self._settled = 0  # the last one, that Ctrl+Z takes back
        self.table.currentUidChanged.connect(self._show_card)
        self.table.rowActivated.connect(self._open)
        self.card.decided.connect(self.decide)
        self.card.written.connect(self.write)
        self.card.postponed.connect(self.postpone)
        self.card.taken_up.connect(self.take_up)
        self.card.open_asked.connect(self._open)
        for keys, decision in KEYS.items():
            local(keys, self, partial(self._press, decision))
        local(LATER, self, self._put_off)
        local(actions.action("annuler").keys, self, self.undo)

    def enter(self) -> None:
        """Read what waits."""
        self.services.operations.mission.decisions.clashes(self._show)
        super().enter()

    def _show(self, clashes: list[Clash]) -> None:
        self._clashes = {str(one.id): one for one in clashes}
        later = sum(one.reporte for one in clashes)
        self.show_rows([row_of(one) for one in clashes], counted(len(clashes), later, "conflit", "conflits"))
        self._show_card()
        if clashes and not self.card.asking:
            self.focus_list()

    def _show_card(self) -> None:
        clash = self._clashes.get(self.table.current_uid())
        if clash is not None:
            self.card.show_clash(clash)

    def _open(self, _uid: str = "") -> None:
        clash = self._clashes.get(self.table.current_uid())
        if clash is not None:
            self.services.go.open_record(clash.table, clash.fiche_uid)

    # ---- decisions
    def _press(self, decision: DecisionConflit) -> None:
        """A key settles, unless a third value is being given: a list hears its digits too."""
        if not self.card.asking:
            self.card.press(decision)

    def _put_off(self) -> None:
        if not self.card.asking:
            self.card.postpone()

    def decide(self, clash: int, decision: DecisionConflit) -> None:
        """Keep, take, or both."""
        done = partial(self._decided, clash, decision)
        self.services.operations.mission.decisions.settle(clash, decision, None, done, self.failed)

    def write(self, clash: int, value: str) -> None:
        """A third value."""
        done = partial(self._decided, clash, DecisionConflit.AUTRE)
        refused = partial(self._unread, value)
        self.services.operations.mission.decisions.settle(clash, DecisionConflit.AUTRE, value, done, refused)

    def postpone(self, clash: int) -> None:
        """It goes to the end of the list."""
        done = partial(self._postponed, clash)
        self.services.operations.mission.decisions.postpone(Genre.CONFLIT, clash, done, self.failed)

    def take_up(self, clash: int) -> None:
        """It takes its place in the list again."""
        self.services.operations.mission.decisions.take_up(Genre.CONFLIT, clash, self._taken_up, self.failed)

    def undo(self) -> None:
        """Ctrl+Z: the last decision is taken back."""
        if self._settled:
            clash, self._settled = self._settled, 0
            self.services.operations.mission.decisions.unsettle(clash, self._undone, self.failed)

    def _decided(self, clash: int, decision: DecisionConflit, _result: object) -> None:
        self._settled = clash
        self.services.messages.info(f"Conflit réglé\u00a0: {SAID[decision]}.", "Annuler (Ctrl+Z)", self.undo)

    def _postponed(self, clash: int, _result: object) -> None:
        text = "Conflit reporté\u00a0: il passe en fin de liste et reste à arbitrer."
        self.services.messages.info(text, "Reprendre", partial(self.take_up, clash))

    def _taken_up(self, _result: object) -> None:
        self.services.messages.info("Conflit repris\u00a0: il retrouve sa place dans la liste.")

    def _undone(self, _result: object) -> None:
        self.services.messages.info("Décision annulée\u00a0: le conflit est de nouveau à arbitrer.")

    def _unread(self, value: str, error: Exception) -> None:
        """What was typed is no value of that datum: asked again, as typed."""
        if isinstance(error, Unread):
            self.services.messages.error(Trouble(str(error), "Rien n’a été modifié.", "Corrigez-la, puis gardez-la."))
            self.card.write(value)
            return
        self.failed(error)
