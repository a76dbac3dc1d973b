"""The form of a meeting: six parts on one page, as the look draws them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from db.models import Action, Reunion
from db.models.seance import EtatCompteRendu, StatutPresence, StatutReunion
from pvdesk.fiches.reunion import a_eu_lieu
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.validation import Finding
from pvdesk.store.comptes_rendus import DIFFUSES
from pvdesk.store.reunions import Seance
from ui.kit.banner import ErrorLine, ErrorSummary
from ui.kit.columns import WHOLE, Columns
from ui.kit.editor import Today
from ui.kit.fieldset import FieldSet
from ui.kit.focus_watch import bring_to_top
from ui.kit.form import show_summary
from ui.kit.layouts import Item, button, hbox, label, vbox
from ui.kit.name_book import Choices
from ui.kit.parts import Part
from ui.special.compte_rendu_card import STATES, CompteRenduView
from ui.special.points import PointsView
from ui.special.presences import PresencesView
from ui.special.seance_grid import SeanceGrid
from ui.special.suites import ACTIONS, SuitesView

# (wide, narrow) spans of the fields of « Séance », on twelve columns and on two.
SEANCE = {
    "conseil_uid": (5, 2), "type": (2, 1), "date": (2, 1), "debut": (3, 2),
    "lieu": (4, 2), "animateur": (3, 2), "statut": (2, 1), "objet": (3, 2),
}  # fmt: skip
NEXT = ("prochaine_date", "prochaine_heure", "prochain_lieu", "diffusion")
MORE = (
    "modalite", "presence_etat", "secretaire", "public", "convoque_le", "convoque_par", "approbation",
    "emargement", "conseils_femmes", "conseils_hommes", "theme_formation", "formes_femmes", "formes_hommes", "note",
)  # fmt: skip
PARTS = {
    "seance": ("1. Séance", (*SEANCE, "fin")),
    "presences": ("2. Présences", ("presences",)),
    "points": ("3. Ordre du jour et échanges", ("points",)),
    "suites": ("4. Décisions et actions", ("suites", ACTIONS, "projets")),
    "pieces": ("5. Suites et pièces", (*NEXT, *MORE)),
    "vie": ("6. Compte rendu", ()),
}
NAMES = {"seance": "Séance", "presences": "Présences", "points": "Ordre du jour", "suites": "Décisions et actions",
         "pieces": "Suites et pièces", "vie": "Compte rendu"}  # fmt: skip
TIME_PX = 76
CAME = frozenset({StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE})
PLANNED = frozenset({StatutReunion.PREVUE, StatutReunion.CONVOQUEE})


class PartCard(QFrame):
    """A numbered part: its title, what stands on the right of it, its content."""

    def __init__(self, title: str, content: Sequence[Item], right: Sequence[Item] = (), *, flush: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        side = 0 if flush else 18
        head = hbox((label(title, "h2"), 1), *right, margins=(18 - side, 0, 18 - side, 0), spacing=6)
        vbox(head, *content, margins=(side or 1, 12, side or 1, 18), spacing=10, parent=self)


class ReunionForm(QWidget):
    """``edited(key)`` at each change by the person; ``settled(key)`` when they have finished with a datum."""

    edited = Signal(str)
    settled = Signal(str)
    empty_asked = Signal()

    def __init__(self, today: Today, choices: Choices) -> None:
        super().__init__()
        of = schema(Reunion)
        self.seance = Seance(Draft("reunion", ""))
        self.fields = FieldSet(Reunion, today, choices, self)
        self.presences = PresencesView(of["presences"])
        self.points = PointsView(of["points"], today)
        self.suites = SuitesView(of["suites"], Action, today)
        self.life = CompteRenduView()
        self.summary = ErrorSummary()
        self.faults: dict[str, int] = {}
        self.carried = label("Repris de la réunion précédente", "caption")
        self.empty_button = button("Repartir à vide", "quiet", icon="fermer")
        self.empty_button.clicked.connect(self.empty_asked)
        self.proposal = button("", "quiet", icon="reunions")
        self.cards = {
            "seance": self._seance_card(),
            "presences": PartCard(
                PARTS["presences"][0], (self.fields.lines("presences", self.presences),), (self.presences.chips,),
                flush=True,
            ),
            "points": PartCard(
                PARTS["points"][0], (self.fields.lines("points", self.points),), (label("Durée (min)", "caption"), 90)
            ),
            "suites": PartCard(
                PARTS["suites"][0], (self.fields.lines("suites", self.suites), self.fields.lines("projets"))
            ),
            "pieces": self._pieces_card(),
            "vie": PartCard(PARTS["vie"][0], (self.life,), (self.life.chip,)),
        }  # fmt: skip
        for key in ("presences", "points", "suites"):
            self.fields.fields[key].label.hide()  # the title of the card says it
        self.fields.fields["presences"].set_foot_margin(18)
        self.fields.lists[ACTIONS] = self.suites
        vbox(self.summary, *self.cards.values(), None, margins=(12, 2, 22, 20), spacing=14, parent=self)
        self.points.done.connect(self.suites.start)
        self.fields.edited.connect(self._edited)
        self.fields.settled.connect(self.settled)

    def _seance_card(self) -> PartCard:
        fields: list[QWidget] = [
            self._hours() if key == "debut" else self.fields.field(key) for key in SEANCE
        ]
        grid = SeanceGrid(fields, tuple(SEANCE.values()))
        return PartCard(PARTS["seance"][0], (grid,), (self.carried, self.empty_button))

    def _hours(self) -> QWidget:
        """« Horaire [18:30] à [20:15] »."""
        ends = [self.fields.editor(key).widget for key in ("debut", "fin")]
        between = QWidget()
        hbox(ends[0], label("à", "muted"), ends[1], None, parent=between)
        field = self.fields.group("Horaire", ("debut", "fin"), between)
        for end in ends:
            end.setFixedWidth(field.fontMetrics().horizontalAdvance("00:00") * 2)
        return field

    def _pieces_card(self) -> PartCard:
        following, more = Columns(most=4), Columns(most=4)
        for columns, keys in ((following, NEXT), (more, MORE)):
            for key in keys:
                whole = self.fields.schema[key].kind is Kind.LONG
                columns.add(self.fields.field(key), WHOLE if whole else 1)
            columns.lay()
        proposed = hbox(self.proposal, None)
        self.proposal.hide()
        return PartCard(PARTS["pieces"][0], (following, proposed, 4, label("Compléments", "h3"), more))

    # ---- what is shown
    def show_seance(self, seance: Seance) -> None:
        """Show a meeting and change it from now on."""
        self.seance = seance
        self.faults = {}
        self.summary.set_errors([])
        self.fields.show_findings(())
        self.suites.show_findings(())
        self.presences.set_people(seance.membres)
        self.show_people()
        self.fields.bind(seance.reunion)
        self.suites.bind_actions(seance.actions, seance.removed)
        for widget in (self.carried, self.empty_button):
            widget.setVisible(seance.reprise)
        self._show_cards()

    def show_people(self) -> None:
        """The members of the conseil, in the grid and as those who may be responsible."""
        self.presences.set_people(self.seance.membres)
        self.suites.set_people([person["nom"] for person in self.seance.membres.values()])

    def show_computed(self, computed: dict[str, object]) -> None:
        """The sentence of the quorum."""
        self.presences.show_quorum(str(computed.get("quorum") or ""))

    def show_findings(self, findings: Sequence[Finding]) -> list[ErrorLine]:
        """Errors under the fields and in the summary; the lines of the summary."""
        lines = self.fields.show_findings(findings)
        self.suites.show_findings([f for f in findings if f.champ.partition("/")[0] in PARTS["suites"][1]])
        show_summary(self.summary, lines)
        stopping = [f.champ.partition("/")[0] for f in findings if f.stops]
        self.faults = {part: sum(key in keys for key in stopping) for part, (_, keys) in PARTS.items()}
        return lines

    def part_of(self, widget: QWidget | None) -> str:
        """The part that holds a widget; empty when none does."""
        if widget is None:
            return ""
        return next((part for part, card in self.cards.items() if card.isAncestorOf(widget)), "")

    def go_to_part(self, part: str) -> None:
        """Where typing goes on in a part."""
        starts = {"presences": self.presences.start, "points": self.points.start, "suites": self.suites.start,
                  "vie": self.life.start}  # fmt: skip
        if part in starts:
            starts[part]()
        else:
            self.go_to("conseil_uid" if part == "seance" else NEXT[0])
        bring_to_top(self.cards[part])

    def go_to(self, champ: str) -> None:
        """Put the focus on a datum; what is written there is chosen, so that typing replaces it."""
        self.fields.go_to(champ)

    def parts(self, current: str) -> list[Part]:
        """The state of each part, in words."""
        return [self._part(key, current) for key in PARTS]

    def _part(self, key: str, current: str) -> Part:
        complete, detail = self._progress(key)
        if self.faults.get(key):
            number = self.faults[key]
            return Part(key, NAMES[key], "erreur", f"{number} erreur" + "s" * (number > 1))
        state = "en-cours" if key == current else "complet" if complete else "a-faire"
        return Part(key, NAMES[key], state, detail)

    def _progress(self, key: str) -> tuple[bool, str]:
        """(complete, what to say of it)."""
        draft = self.seance.reunion
        if key == "seance":
            needed = [k for k in PARTS[key][1] if self.fields.schema[k].about.required]
            missing = sum(draft.values.get(k) in {None, ""} for k in needed)
            return not missing, "complet" if not missing else f"{missing} à remplir"
        if key == "presences":
            lines = draft.lines.get("presences", [])
            marked = sum(line.values.get("statut") is not None for line in lines)
            return bool(lines) and marked == len(lines), f"{marked} sur {len(lines)}"
        if key == "points":
            number = len(draft.lines.get("points", []))
            return bool(number), f"{number} point" + "s" * (number > 1)
        if key == "suites":
            number = len(draft.lines.get("suites", [])) + len(self.seance.actions)
            return bool(number), f"{number} ligne" + "s" * (number > 1)
        if key == "vie":
            etat = draft.values.get("compte_rendu") or EtatCompteRendu.PROJET
            return etat in DIFFUSES, STATES[etat][0].lower()
        return any(draft.values.get(k) for k in NEXT), "facultatif"

    def _edited(self, key: str) -> None:
        draft = self.seance.reunion
        if key == "presences" and draft.values.get("statut") in PLANNED:
            if any(line.values.get("statut") in CAME for line in draft.lines["presences"]):
                draft.values["statut"] = StatutReunion.TENUE
                self.fields.refresh({"statut"})
        elif key == "statut":
            self._show_cards()
        self.edited.emit(key)

    def _show_cards(self) -> None:
        """Attendance and decisions make no sense for a meeting that was not held; what they hold is kept."""
        held = a_eu_lieu(self.seance.reunion.values)
        for part in ("presences", "suites"):
            self.cards[part].setVisible(held)
