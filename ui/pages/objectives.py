"""The objectives of the brochure, and all its lines: what each counts, where it stands, what moves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from db.models.echange import Role
from db.models.objectif import StatutObjectif
from db.search import fold
from pvdesk.base import francais
from pvdesk.base.francais import pluriel
from pvdesk.store.indicateurs.tuile import Indicateur, texte_de
from pvdesk.store.objectifs import SECTIONS, Suivi
from pvdesk.store.reperes import Ligne
from ui.kit import cells
from ui.kit.announce import say_count
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, hbox, label, page_head, scrolled, vbox
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.figure_card import FigureCard
from ui.pages.figure_opening import open_figure, open_part
from ui.pages.page import Page, Services
from ui.pages.words_filter import WordsFilter
from ui.places import LANDMARKS, OBJECTIVES
from ui.theme.theme import current

STATUTS = {
    StatutObjectif.NON_DEMARRE: ("neutral", "a-faire"),
    StatutObjectif.EN_COURS: ("primary", "en-cours"),
    StatutObjectif.ATTEINT: ("success", "fait"),
    StatutObjectif.PARTIEL: ("warning", "en-cours"),
    StatutObjectif.ABANDONNE: ("neutral", "interdit"),
    StatutObjectif.SANS_OBJET: ("neutral", "interdit"),
}
MODES = {"calcule": "calculé d’après les fiches", "saisi": "saisi par une personne", "jalon": "jalons"}
NATURES = {
    "acteur": "Acteur", "dispositif": "Dispositif", "chiffre": "Chiffre", "perspective": "Perspective",
    "engagement": "Engagement", "exemple": "Exemple",
}  # fmt: skip
TURN_PX = 900
LIST_PX = 320


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page: its cells, and what its card says."""

    code: str
    titre: str
    soustitre: str
    section: str
    cells: tuple[Cell, ...]
    tuile: Indicateur
    fiche: str
    echeance: str = ""


class FollowPage(Page):
    """A list of what is followed, and the card of the chosen line."""

    title = ""
    subtitle = ""
    columns: tuple[Column, ...] = ()

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._shown: dict[str, Shown] = {}
        self.tabs = Tabs(tabs, name, "Listes de la même famille")
        self.filter_bar = WordsFilter("Filtrer\u00a0: code, mots, thème…", tuple(SECTIONS.values()), "Tous les thèmes")
        self.table = Table(self.columns, self.title, row_height=56)
        self.card = FigureCard(writes=services.operations.desk.role is Role.POSTE)
        self._count: QLabel = label("", "caption")
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.filter_bar.changed.connect(self._filter)
        self.table.currentUidChanged.connect(self._show_card)
        self.card.new_asked.connect(self._new)
        self.card.records_asked.connect(self._records)
        self.card.part_asked.connect(self._part)

    def _lay_out(self) -> None:
        self.column.addLayout(page_head(self.title, self.subtitle))
        self.column.addWidget(self.tabs)
        left = frame()
        bar = hbox(self.filter_bar, margins=(14, 14, 14, 12))
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox(bar, (self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        for part in (self.table, self.card):
            part.setMinimumHeight(current().px(LIST_PX))
        inside = QWidget()
        vbox(Turning([(left, 60), (self.card, 40)], TURN_PX), spacing=0, parent=inside)
        self.column.addWidget(scrolled(inside), 1)

    def enter(self) -> None:
        """Read the figures."""
        raise NotImplementedError

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again: any record may move them."""
        self.enter()

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Show one line: what the palette or a tile asks."""
        self.filter_bar.words.setText(str(filters.get("code", "")))

    def zones(self) -> list[QWidget]:
        """Filter, list, card."""
        return [self.filter_bar.words, self.table, self.card.new_button]

    def take(self, shown: Sequence[Shown]) -> None:
        """Show these lines."""
        self._shown = {one.code: one for one in shown}
        self._filter()

    def _filter(self) -> None:
        chosen = self.table.current_uid()
        words = fold(self.filter_bar.words.text()).split()
        kept = [
            one for one in self._shown.values()
            if self.filter_bar.keeps(SECTIONS.get(one.section, ""))
            and all(word in fold(f"{one.code} {one.titre} {one.soustitre}") for word in words)
        ]  # fmt: skip
        self.table.set_rows([cells.Row(one.code, one.cells) for one in kept])
        say_count(self._count, pluriel(len(kept), "ligne", "lignes"))
        if not self.table.select_uid(chosen):
            self.table.select_first()
        if not self.filter_bar.isAncestorOf(self.focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_card()

    def _show_card(self) -> None:
        one = self._shown.get(self.table.current_uid())
        if one is None:
            self.card.clear()
        else:
            self.card.show_figure(one.code, one.titre, one.soustitre, one.tuile, one.fiche, one.echeance)

    def _new(self, code: str) -> None:
        """A relevé of the line, or a fiche of the type that follows it."""
        one = self._shown[code]
        self.services.go.new_record(one.fiche, {"repere": code} if one.fiche == "releve" else {})

    def _records(self, code: str) -> None:
        open_figure(self.services.go, self._shown[code].tuile)

    def _part(self, code: str, place: int) -> None:
        open_part(self.services.go, self._shown[code].tuile, place)


class ObjectivesPage(FollowPage):
    """The 26 perspectives and the 9 commitments."""

    title = "Objectifs"
    subtitle = "Les perspectives et engagements de la brochure\u00a0: d’où l’on part, où l’on en est, où l’on va"
    columns = (
        Column("Objectif", strong=True), Column("Valeur", 136), Column("État", 140),
    )  # fmt: skip

    def enter(self) -> None:
        """Read the objectives and their tiles."""
        self.services.operations.works.objectifs(self._show)

    def _show(self, found: tuple[list[Suivi], Mapping[str, Indicateur]]) -> None:
        suivis, tuiles = found
        self.take([_objective(one, tuiles[one.tuile]) for one in suivis])


class LandmarksPage(FollowPage):
    """Every line of the brochure."""

    title = "Repères de la brochure"
    subtitle = "Chaque ligne de la brochure de 2018, ce qui la suit et le chiffre qu’elle déplace"
    columns = (Column("Repère", strong=True), Column("Chiffre", 190), Column("Nature", 120, muted=True))

    def enter(self) -> None:
        """Read the lines."""
        self.services.operations.works.lignes(self._show)

    def _show(self, lines: list[Ligne]) -> None:
        self.take([_landmark(one) for one in lines])


def _objective(one: Suivi, tuile: Indicateur) -> Shown:
    tone, icon = STATUTS[one.statut]
    way = f"{_number(one.base, one.unite)} → {_number(one.cible, one.unite)}" if one.cible is not None else ""
    due = f"Échéance\u00a0: {francais.date_courte(one.echeance)}" if one.echeance is not None else ""
    under = f"{one.code} · {SECTIONS.get(one.section, '')} · {MODES[one.mode]}"
    fiche = "releve" if one.mode != "calcule" or not tuile.table else tuile.table
    shown = (
        Cell(one.libelle, under), Cell(one.texte, way or _last(one.dernier)),
        Cell(one.statut.libelle, tone=tone, icon=icon),
    )  # fmt: skip
    return Shown(one.code, one.libelle, under, one.section, shown, tuile, fiche, due)


def _landmark(one: Ligne) -> Shown:
    under = f"{one.code} · {SECTIONS.get(one.section, '')}"
    unread = " · illisible dans la brochure" if one.lisibilite == "illisible" else ""
    shown = (Cell(one.libelle, under + unread), Cell(one.tuile.texte, one.tuile.titre), Cell(NATURES[one.nature]))
    return Shown(one.code, one.libelle, under + unread, one.section, shown, one.tuile, one.fiche)


def _number(value: Decimal | None, unit: str) -> str:
    return texte_de(value, unit if unit in {"%", "€"} else "")


def _last(seen: tuple[dt.date, str] | None) -> str:
    return f"relevé du {francais.date_courte(seen[0])}" if seen is not None else ""


PAGES: Mapping[str, type[FollowPage]] = {OBJECTIVES: ObjectivesPage, LANDMARKS: LandmarksPage}
