"""List and detail of any record type: filter, two-line rows, the card of the chosen one, what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db.models.echange import Role
from pvdesk.base.francais import pluriel
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from ui import actions
from ui.kit.announce import say_count
from ui.kit.keys import local
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.action_done import ActionDone
from ui.pages.linked_foot import linked_of
from ui.pages.mission_verbs import foot_of
from ui.pages.page import Page, Services
from ui.pages.record_columns import listed, title
from ui.pages.record_detail import DetailCard
from ui.pages.record_filter import FilterBar
from ui.pages.record_papers import RecordPapers
from ui.pages.record_removal import Removal
from ui.pages.record_source import RecordSource
from ui.pages.seance_card import SeanceCard
from ui.places import CHOSEN, CORRECTION, HISTORY
from ui.special.table_export import ListExport
from ui.theme.theme import current

SUBTITLES = {
    "reunion": "Conseils citoyens, bureaux et groupes de travail",
    "action": "Ce qui a été décidé, par qui, pour quand",
    "conseil": "Conseils citoyens et autres instances",
    "membre": "Membres des conseils, désignés par un code",
    "organisme": "Associations, services, collectivités",
    "contact": "Interlocuteurs professionnels",
    "convention": "Une convention par poste",
    "occupation": "Qui tient le poste, du premier au dernier jour",
    "activite": "Mensuels et annuels\u00a0: des comptes, jamais de nom",
    "controle": "Le poste est-il occupé, la mission respectée\u202f?",
    "projet": "Actions des contrats de ville, de la demande au bilan",
    "visite": "Ce qui a été vu, qui a été rencontré, ce qui suit",
    "fiche_dispositif": "TFPB, NPNRU, PRE, cités éducatives, contrats locaux de santé…",
    "releve": "Une valeur ou une étape, à une date\u00a0: une série, jamais effacée",
    "note_mensuelle": "Écrite d’après les fiches du mois, relue, imprimée",
    "correction": "Ce que la mission demande de corriger\u00a0: ouvrez la fiche, corrigez, terminez-la à nouveau",
    "demande": "Droits des personnes\u00a0: accès, rectification, effacement",
}
EMPTY = {
    "action": "Rien à suivre. Les actions décidées en réunion arriveront ici.",
    "correction": "Aucune correction demandée.",
}
ONE_AT_A_TIME = "Une fiche à la fois\u00a0: choisissez celle qui va à la corbeille."
TURN_PX = 900  # under it, the card stands below the list
LIST_PX = 320  # least height of the list
PREVIEW_MS = 60


class RecordsPage(Page):
    """The page of one record type."""

    def __init__(self, services: Services, table: str, name: str = "", tabs: Sequence[Tab] = ()) -> None:
        super().__init__(services)
        self.tabs = Tabs(tabs, name, "Listes de la même famille") if len(tabs) > 1 else None
        self.record_table = table
        self.fiche = FICHES[table]
        self._today = services.operations.desk.today()
        self._columns = listed(table)
        self.new_button = button(self.fiche.new, "primary", icon="ajouter")
        self.empty_button = button(self.fiche.new, "primary", icon="ajouter")
        self.bar = FilterBar(services.operations, table)
        self.source = RecordSource(services.operations, table, self.bar, self._columns)
        self.table = Table(self.source.model.columns, self.fiche.plural, row_height=56, model=self.source.model)
        self.source.attach(self.table)
        self.detail = SeanceCard(self._today) if table == "reunion" else DetailCard(table)
        self._done = ActionDone(services.operations, services.messages, self)
        self.removal = Removal(services.operations, services.messages, self.fiche, self)
        self.export = ListExport(services.operations, services.messages, table, self._exported, self)
        self._count: QLabel = label("", "caption")
        self._hint: QLabel = label("Entrée ouvre · Suppr met à la corbeille", "caption")
        self.papers = RecordPapers(services, self.table, self.detail, self._hint, self)
        self._empty: QLabel = label("", "h3", wrap=True)
        self.body: QStackedWidget = QStackedWidget()
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._wanted = ""  # the fiche to stand on, once it is listed
        self._lay_out()
        self._connect()
        # The mission makes nothing here and puts nothing in the corbeille: it decides. Nobody writes a correction.
        self._writes = services.operations.desk.role is Role.POSTE and table != CORRECTION
        self.verbs = linked_of(self.detail, services) if self._writes else foot_of(self.detail, services)
        for one in (self.new_button, self.empty_button, self._hint):
            one.setVisible(self._writes)

    def _lay_out(self) -> None:
        """Head, list and card, or the word of an empty list."""
        plural = "Actions à suivre" if self.record_table == "action" else self.fiche.plural
        said = SUBTITLES.get(self.record_table, "")
        self.column.addWidget(turning_head(plural, said, self.export.button, self.new_button))
        if self.tabs is not None:
            self.column.addWidget(self.tabs)
        card = frame()
        foot = hbox((self._count, 1), self.papers.button, self._hint, margins=(16, 8, 16, 10))
        self._filtered_out = QWidget()
        self.clear_button = button("Effacer les filtres")
        self._none: QLabel = label("", wrap=True)
        vbox(None, self._none, hbox(self.clear_button, None), None, margins=(20, 20, 20, 20), parent=self._filtered_out)
        self._list: QStackedWidget = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._filtered_out)
        self._list.setMinimumHeight(current().px(LIST_PX))
        bar = hbox(self.bar, margins=(14, 14, 14, 12))
        vbox(bar, (self._list, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=card)
        self.detail.setMinimumHeight(current().px(LIST_PX))
        inside = QWidget()
        vbox(Turning([(card, 60), (self.detail, 40)], TURN_PX), spacing=0, parent=inside)
        nothing = frame()
        only = hbox(self.empty_button, None)
        vbox(None, self._empty, only, None, margins=(40, 40, 40, 40), spacing=16, parent=nothing)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(scrolled(nothing))
        self.column.addWidget(self.body, 1)

    def _connect(self) -> None:
        """Signals, and the keys of lists."""
        for one in (self.new_button, self.empty_button):
            one.clicked.connect(self._new)
        if self.tabs is not None:
            self.tabs.chosen.connect(self.services.go.show_page)
        self.clear_button.clicked.connect(self.bar.clear)
        self.bar.changed.connect(self.refresh)
        self.source.shown.connect(self._show_count)
        self.table.rowActivated.connect(self._open)
        self.table.currentUidChanged.connect(self._timer.start)
        self.table.previewAsked.connect(self._space)
        self._timer.timeout.connect(self._preview)
        self.detail.editAsked.connect(self.edit)
        self.detail.printAsked.connect(self.papers.print_paper)
        self.detail.duplicateAsked.connect(self.duplicate)
        self.detail.deleteAsked.connect(self.delete)
        self.detail.pastAsked.connect(self.show_past)
        answers = {"filtrer": self.bar.focus_words, "modifier": self.edit, "dupliquer": self.duplicate,
                   "imprimer": self.papers.print_first, "supprimer": self.delete,
                   "historique": self.show_past}  # fmt: skip
        for name, answer in answers.items():
            local(actions.action(name).keys, self.table if name == "supprimer" else self, answer)

    # ---- what is shown
    def enter(self) -> None:
        """Read the list, and begin on its first row."""
        self.bar.read_choices()
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read the list again: a name, a number, a state may have moved."""
        self.refresh()

    def filter(self, filters: Mapping[str, Any]) -> None:
        """What a tile of the dashboard asks; or the fiche to stand on, in the list as it is."""
        if CHOSEN in filters:
            self._wanted = str(filters[CHOSEN])
        else:
            self.bar.take(filters)

    def zones(self) -> list[QWidget]:
        """Filter, list, card."""
        return [self.bar.words, self.table, self.detail.edit_button]

    def refresh(self) -> None:
        """Ask for the rows."""
        self.source.refresh()

    def _show_count(self, kept: int) -> None:
        """How many rows are shown, or why there is none."""
        say_count(self._count, pluriel(kept, self.fiche.singular.lower(), self.fiche.plural.lower()))
        none = f"{'Aucune' if self.fiche.feminine else 'Aucun'} {self.fiche.singular.lower()}"
        self._none.setText(f"{none} ne correspond à {self.bar.said()}.")
        self._empty.setText(EMPTY.get(self.record_table, f"{none} pour l’instant."))
        self.body.setCurrentIndex(1 if not kept and not self.bar.active() else 0)
        self._list.setCurrentIndex(0 if kept else 1)
        if self._wanted and self.table.select_uid(self._wanted):
            self._wanted = ""
        self.table.select_first()
        self._timer.start()  # the same fiche may have changed
        if not kept:
            self.detail.clear()

    def _preview(self) -> None:
        """Read the chosen fiche for the card."""
        if uid := self.table.current_uid():
            self.detail.fetch(self.services.operations, uid, self._show_detail, self._gone)

    def _show_detail(self, draft: Draft) -> None:
        """Show it, unless another one was chosen meanwhile."""
        row = self.source.row(draft.uid)
        if row is None or draft.uid != self.table.current_uid():
            return
        said = title(self.record_table, row, self._today)
        self.detail.show_record(row, draft, said.text, said.second)
        if not self._writes:
            self.detail.delete_button.hide()
            self.detail.duplicate_button.hide()
        if self.verbs is not None:
            self.verbs.show_row(row)

    def _gone(self, _error: Exception) -> None:
        """The fiche went between the list and the card."""
        self.refresh()

    # ---- what is done
    def _new(self) -> None:
        """Open a new fiche, in the conseil that the list is filtered by."""
        self.services.go.new_record(self.record_table, self.bar.given())

    def _open(self, uid: str) -> None:
        """Open a fiche."""
        self.services.go.open_record(self.record_table, uid)

    def edit(self) -> None:
        """Open the chosen fiche."""
        if self.table.current_uid():
            self._open(self.table.current_uid())

    def duplicate(self) -> None:
        """A new fiche made from the chosen one."""
        if (uid := self.table.current_uid()) and self._writes and self.fiche.carried:
            self.services.go.duplicate(self.record_table, uid)

    def _space(self, uid: str) -> None:
        """Space: an action is done; any other fiche is looked at."""
        if self.record_table == "action" and self._writes:
            self._done.mark(uid)
        else:
            self._preview()

    def delete(self) -> None:
        """Put the chosen fiche in the corbeille; no question, the strip takes it back."""
        if self._writes and len(self.table.chosen_uids()) > 1:
            self.services.messages.info(ONE_AT_A_TIME)
        elif self._writes and (uid := self.table.current_uid()):
            self.removal.remove(uid)

    def show_past(self) -> None:
        """Read the history of the chosen fiche."""
        if uid := self.table.current_uid():
            self.services.go.show_page(HISTORY, {"table": self.record_table, "uid": uid})

    # ---- paper and tables
    def _exported(self) -> tuple[list[str], str]:
        """What the list shows, and the filter in words."""
        rows, said = self.table.rows, self.bar.said()
        return [rows.uid_at(place) for place in range(rows.rowCount())], f"Liste filtrée\u00a0: {said}." if said else ""

    def subject(self) -> tuple[str, str]:
        """The fiche chosen."""
        return self.record_table, self.table.current_uid()
