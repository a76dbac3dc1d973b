"""The card of a meeting beside the list: when, where, who came, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.models.conseil_listes import College
from db.models.seance import EtatCompteRendu, StatutPresence
from pvdesk.base import francais
from pvdesk.base.francais import pluriel
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store.listing import Row
from pvdesk.store.reunions import Seance
from ui import states
from ui.kit.cells import Cell
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import hbox, icon_label, label, separator, vbox
from ui.kit.tasks import OnError, OnResult
from ui.kit.wrapping import Wrapping
from ui.operations import Operations
from ui.pages.record_detail import DetailCard
from ui.theme.theme import current

CAME = (StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE)
OTHERS = {
    StatutPresence.REPRESENTE: ("représenté", "représentés"),
    StatutPresence.EXCUSE: ("excusé", "excusés"),
    StatutPresence.ABSENT: ("absent", "absents"),
}
COLLEGES = {College.HABITANTS.libelle: "primary", College.ACTEURS.libelle: "success"}
PEOPLE_SHOWN = 12
VOTES = (("pour", "pour", "pour"), ("contre", "contre", "contre"), ("abstentions", "abstention", "abstentions"))


def when(values: Mapping[str, Any]) -> str:
    """« Jeudi 15 octobre 2026, 18 h 30 – 20 h 15 »; what is not known is left out."""
    day, start, end = values.get("date"), values.get("debut"), values.get("fin")
    hours = " – ".join(francais.heure(hour) for hour in (start, end) if hour is not None)
    said = ", ".join(part for part in (francais.date_longue(day) if day else "", hours) if part)
    return said[:1].upper() + said[1:]


def following(values: Mapping[str, Any]) -> str:
    """The next meeting, as `when`."""
    return when({"date": values.get("prochaine_date"), "debut": values.get("prochaine_heure")})


def minutes(draft: Draft) -> str:
    """« Rectifié. Version 2, rectifiée le 12/05/2026, contrôle ABCD-EFGH »; nothing while nobody read it again."""
    etat = draft.values.get("compte_rendu")
    if etat in {None, EtatCompteRendu.PROJET}:
        return ""
    return ". ".join(part for part in (etat.libelle, str(draft.computed.get("vie_cr") or "")) if part)


def initials(nom: str, code: str) -> str:
    """« CE » of « EXEMPLE Camille »; the code of somebody known by it."""
    words = nom.split()
    return code if not words or nom == code else "".join(word[0] for word in (words[-1], *words[:1])).upper()


def votes(values: Mapping[str, Any]) -> str:
    """« 11 pour, 1 contre, 2 abstentions », or nothing."""
    return ", ".join(pluriel(values[key], one, many) for key, one, many in VOTES if values.get(key))


def first_paper(values: Mapping[str, Any]) -> str:
    """The paper that one prints first: before a meeting, what calls people to it."""
    return "convocation" if values.get("statut") in states.PLANNED else ""


class SeanceCard(DetailCard):
    """Shows a meeting with its actions; `today` tells which are late."""

    def __init__(self, today: dt.date) -> None:
        super().__init__("reunion")
        self._today = today
        self._seance = Seance(Draft("reunion", ""))
        self._then: OnResult | None = None

    def fetch(self, operations: Operations, uid: str, on_result: OnResult, on_error: OnError) -> None:
        """Read the meeting and its actions, then give the `Draft` as the other cards do."""
        self._then = on_result
        operations.seance(uid, self._came, on_error)

    def _came(self, seance: Seance) -> None:
        self._seance = seance
        if self._then is not None:
            self._then(seance.reunion)

    def fill(self, column: QVBoxLayout, row: Row, draft: Draft) -> None:
        """The lines with their icons, who came, what was decided, the agenda."""
        self.print_button.put_first(first_paper(row.values))
        column.addLayout(self._facts(draft))
        if row.values["statut"] not in states.PLANNED:
            column.addWidget(separator())
            self._people(column, draft)
        self._decisions(column, draft)
        points = [line.values.get("titre") or "Sans titre" for line in draft.lines.get("points", [])]
        if points:
            column.addWidget(separator())
            column.addWidget(label("Ordre du jour", "h3"))
            column.addWidget(label("\n".join(f"{n}. {text}" for n, text in enumerate(points, 1)), wrap=True))

    def _facts(self, draft: Draft) -> QGridLayout:
        """Quand, Où, Animation, Prochaine: an icon, a name, a text."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(current().px(10))
        grid.setVerticalSpacing(current().px(5))
        grid.setColumnStretch(2, 1)
        found = (
            ("heure", "Quand", when(draft.values)),
            ("lieu", "Où", draft.values.get("lieu")),
            ("personnes", "Animation", draft.values.get("animateur")),
            ("agenda", "Prochaine", following(draft.values)),
            ("document", "Compte rendu", minutes(draft)),
        )
        top = Qt.AlignmentFlag.AlignTop
        for icon, name, text in found:
            if text:
                place = grid.rowCount()
                said = label(str(text), wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(icon_label(icon), place, 0, top)
                grid.addWidget(label(name, "muted"), place, 1, top)
                grid.addWidget(said, place, 2, top)
        return grid

    def _people(self, column: QVBoxLayout, draft: Draft) -> None:
        """« 10 présents », the others counted, one chip for each who came, the quorum."""
        lines = draft.lines.get("presences", [])
        came = [line for line in lines if line.values.get("statut") in CAME]
        others = [
            pluriel(number, *words)
            for statut, words in OTHERS.items()
            if (number := sum(line.values.get("statut") is statut for line in lines))
        ]
        if draft.values.get("public"):
            others.append(f"public\u00a0:\u00a0{draft.values['public']}")
        head: QHBoxLayout = hbox(label(pluriel(len(came), "présent", "présents"), "h3"), spacing=10)
        counted = label(" · ".join(others), "caption", wrap=True)
        counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(counted, 1)
        column.addLayout(head)
        if came:
            box = QWidget()
            row = Wrapping(box, 6)
            for line in came[:PEOPLE_SHOWN]:
                row.addWidget(self._person(line))
            if len(came) > PEOPLE_SHOWN:
                row.addWidget(Chip(f"+{len(came) - PEOPLE_SHOWN}", "neutral"))
            column.addWidget(box)
        quorum = str(draft.computed.get("quorum") or "")
        if quorum:
            column.addWidget(label(f"Quorum\u00a0: {quorum.removeprefix('quorum ')}", "caption", wrap=True))

    def _person(self, line: LineDraft) -> Chip:
        """Initials or code; the whole name in the tool tip."""
        person = self._seance.membres.get(line.values.get("membre_uid") or "", {})
        nom = person.get("nom") or str(line.values.get("nom") or "")
        chip = Chip(initials(nom, person.get("code", "")) or "?", COLLEGES.get(person.get("college", ""), "neutral"))
        chip.setToolTip(" · ".join(part for part in (nom, person.get("college", "")) if part))
        chip.setAccessibleName(nom or chip.text())
        return chip

    def _decisions(self, column: QVBoxLayout, draft: Draft) -> None:
        """What was decided, then the actions, each with what became of it."""
        rows = [_decision(line.values) for line in draft.lines.get("suites", [])]
        rows += [_action(action.values, self._today) for action in self._seance.actions]
        if not rows:
            return
        column.addWidget(separator())
        column.addWidget(label("Décisions et actions", "h3"))
        for place, (said, state) in enumerate(rows):
            if place:
                column.addWidget(separator())
            text = vbox(Elided(said.text, "strong", lines=2), label(said.second, "caption", wrap=True), spacing=1)
            column.addLayout(hbox((text, 1), Chip(state.text, state.tone, state.icon), spacing=10))


def _decision(values: Mapping[str, Any]) -> tuple[Cell, Cell]:
    nature = values.get("nature")
    parts = (nature.libelle if nature is not None else "", votes(values))
    return Cell(values.get("libelle") or "Sans texte", " · ".join(p for p in parts if p)), states.decision(values)


def _action(values: Mapping[str, Any], today: dt.date) -> tuple[Cell, Cell]:
    due = values.get("echeance")
    date = f"échéance {francais.date_courte(due)}" if due else "sans échéance"
    below = " · ".join(part for part in ("Action", values.get("responsable"), date) if part)
    return Cell(values.get("libelle") or "Sans texte", below), states.action(values, today)
