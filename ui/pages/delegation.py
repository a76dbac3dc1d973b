"""« Fiche délégation »: one delegation, whole; each number opens what it counts, a reminder is copied in one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from db.models.echange import Sens
from pvdesk.mission.delegations import Delegation
from pvdesk.mission.fiche_delegation import Choisie, FicheDelegation
from pvdesk.mission.rappel import rappel
from ui.kit.editors import Choice
from ui.kit.empty import empty_page
from ui.kit.layouts import button, hbox, label, scrolled, vbox
from ui.kit.narrow import HEAD_PX, Turning
from ui.kit.tabs import Tab, Tabs
from ui.pages.delegation_cards import StandingCard, counts_card, lots_card, territory_card
from ui.pages.page import Page, Services
from ui.places import CLASHES, DOUBLES, PAGE_OF, POSTES
from ui.theme.theme import current

BODY_PX = 860
CHOICE_PX = 150
NONE = "Aucune délégation pour l’instant."
HOW = "Enrôlez un poste\u00a0: sa délégation aura ici sa fiche."
COPIED = "Texte de relance de {nom} copié\u00a0: collez-le dans un courriel."
SHOWN, EMPTY = range(2)


class DelegationPage(Page):
    """Opened on a delegation by `filter({"code"})`, on the first one otherwise."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._code = ""
        self._fiche: FicheDelegation | None = None
        self.tabs = Tabs(tabs, name, "Pages des délégations")
        self.choice = Choice()
        self.choice.setAccessibleName("Délégation")
        self.choice.setMinimumWidth(current().px(CHOICE_PX))
        self.remind_button = button("Copier la relance", icon="courriel", tip="Texte prêt à coller dans un courriel")
        tip = "Répondre, enrôler à nouveau, transmettre, révoquer"
        self.poste_button = button("Gérer le poste", icon="cle", tip=tip)
        self.subtitle = label("", "muted", wrap=True)
        self.standing: StandingCard | None = None
        self.cards: list[QWidget] = []
        self._content: QWidget | None = None
        self._inside = QWidget()
        self._box = vbox(spacing=14, parent=self._inside)
        self.body = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.choice.currentIndexChanged.connect(self._choose)
        self.remind_button.clicked.connect(self.copy_reminder)
        self.poste_button.clicked.connect(self._manage)

    def _lay_out(self) -> None:
        titles, commands = QWidget(), QWidget()
        vbox(label("Fiche délégation", "h1"), self.subtitle, spacing=2, parent=titles)
        hbox(self.choice, self.remind_button, self.poste_button, None, spacing=10, parent=commands)
        self.column.addWidget(Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8))
        self.column.addWidget(self.tabs)
        enrol = button("Enrôler un poste…", "primary", icon="personne-ajouter")
        enrol.clicked.connect(partial(self.services.go.show_page, POSTES, None))
        self.body.addWidget(scrolled(self._inside))
        self.body.addWidget(empty_page(NONE, HOW, enrol))
        self.column.addWidget(self.body, 1)

    # ---- what is shown
    def filter(self, filters: Mapping[str, Any]) -> None:
        """Which delegation."""
        self._code = str(filters.get("code", ""))

    def enter(self) -> None:
        """Read it."""
        self._read()
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self._read()

    def zones(self) -> list[QWidget]:
        """The choice, the figures, the fiches, the lots, the territory."""
        lines = self.standing.lines[:1] if self.standing is not None else []
        return [self.choice, *lines, *self.cards]

    def _read(self) -> None:
        self.services.operations.mission.views.delegation(self._code, self._show)

    def _choose(self) -> None:
        """Another delegation was chosen."""
        self._code = str(self.choice.currentData() or "")
        self._read()

    def _show(self, found: Choisie) -> None:
        self._fiche = fiche = found.fiche
        self.body.setCurrentIndex(EMPTY if fiche is None else SHOWN)
        for one in (self.choice, self.remind_button, self.poste_button):
            one.setVisible(fiche is not None)
        if fiche is None:
            self.subtitle.setText("")
            return
        self._code = fiche.delegation.code
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for code, nom in found.offertes:
                self.choice.addItem(nom if nom == code else f"{nom} ({code})", code)
            self.choice.setCurrentIndex(self.choice.findData(self._code))
        where = ", ".join(fiche.contrats) or "Aucun territoire connu"
        taken = ", ".join(fiche.postes[1:])
        self.subtitle.setText(f"{where} — fiches reprises de {taken}" if taken else where)
        self._build(fiche)

    def _build(self, fiche: FicheDelegation) -> None:
        """The cards of a delegation."""
        old, self._content = self._content, QWidget()
        self.standing = StandingCard(fiche)
        self.standing.records_asked.connect(self.show_records)
        self.standing.decisions_asked.connect(self._decide)
        counts, table = counts_card(fiche)
        table.rowActivated.connect(self.show_type)
        lots, journal = lots_card(fiche)
        journal.rowActivated.connect(self._show_lot)
        territory, quartiers = territory_card(fiche, self._show_quartier)
        self.cards = [table, journal, *quartiers[:1]]
        right = QWidget()
        vbox(lots, territory, None, spacing=14, parent=right)
        left = QWidget()
        vbox(counts, None, parent=left)
        row = Turning([(left, 46), (right, 54)], BODY_PX)
        vbox(self.standing, row, None, spacing=14, parent=self._content)
        self._box.insertWidget(0, self._content)
        if old is not None:
            old.hide()
            old.deleteLater()

    # ---- what is done
    def show_records(self, table: str, uids: Sequence[str], title: str) -> None:
        """Show the records behind a number."""
        self.services.go.show_page(PAGE_OF[table], {"uids": tuple(uids), "titre": title})

    def show_type(self, table: str) -> None:
        """Show the fiches of a type that the delegation made."""
        if self._fiche is not None and table in PAGE_OF:
            said = next(one.nom for one in self._fiche.comptes if one.table == table)
            title = f"{said} de {self._fiche.delegation.nom}"
            self.services.go.show_page(PAGE_OF[table], {"origine": self._fiche.postes, "titre": title})

    def copy_reminder(self) -> None:
        """Put the words of a reminder on the clipboard."""
        one = self._delegation()
        if one is not None:
            QApplication.clipboard().setText(rappel(one, self.services.operations.desk.nom))
            self.services.messages.info(COPIED.format(nom=one.nom))

    def _delegation(self) -> Delegation | None:
        return self._fiche.delegation if self._fiche is not None else None

    def _manage(self) -> None:
        self.services.go.show_page(POSTES, {"code": self._code})

    def _decide(self) -> None:
        """To the clashes; to the doubles when it has no clash."""
        one = self._delegation()
        self.services.go.show_page(CLASHES if one is not None and one.ligne.conflits else DOUBLES, None)

    def _show_lot(self, uid: str) -> None:
        """A lot that came, on the page of those received; one that left is on no page."""
        if self._fiche is not None and any(lot.uid == uid and lot.sens is Sens.RECU for lot in self._fiche.lots):
            self.services.go.show_page("recus", {"lot": uid})

    def _show_quartier(self, code: str) -> None:
        self.services.go.show_page("quartiers", {"code": code})
