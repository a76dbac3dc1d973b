"""Who came, as rows of a list: what each line of attendance shows, in words for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from db.models.conseil_listes import College
from db.models.seance import StatutPresence
from db.search import fold
from pvdesk.kit.draft import LineDraft
from ui.kit.cells import Cell, Column, Index, Row
from ui.kit.table import RowsModel

S = StatutPresence
# statut: (letter, tone, icon)
LOOKS = {
    S.PRESENT: ("P", "success", "coche"),
    S.REPRESENTE: ("R", "info", "reunions"),
    S.EXCUSE: ("E", "warning", "heure"),
    S.ABSENT: ("A", "neutral", "fermer"),
    S.DISTANCE: ("D", "success", "structures"),
    S.INVITE: ("I", "primary", "personne-ajouter"),
}
LETTERS = {letter: statut for statut, (letter, _, _) in LOOKS.items()}
CHOICES = (S.PRESENT, S.REPRESENTE, S.EXCUSE, S.ABSENT)  # shown on the row in hand; D and I by their letter
GUEST, ACTOR = "invité", "acteur"  # before a name, who it is of
UNMARKED = "À pointer"
TO_COMPLETE = "Fiche à compléter"
COLUMNS = (
    Column("Présence", 326),
    Column("Nom", 180, strong=True),
    Column("Collège", 140, muted=True),
    Column("Fonction", muted=True),
    Column("Remarque", muted=True),
)
STATUT, NOM, COLLEGE, FONCTION, REMARQUE = range(5)
KEYS = "P présent, R représenté, E excusé, A absent, D à distance, I invité"
SHORT = {College.ACTEURS.libelle: "Acteurs locaux"}
People = Mapping[str, Mapping[str, str]]  # of the conseil: uid → nom, college, fonction


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of attendance, in words."""

    nom: str
    college: str
    fonction: str
    remarque: str
    new: bool


def name_of(line: LineDraft, people: People) -> str:
    """The person of a line."""
    uid = line.values.get("membre_uid")
    if uid:
        return people.get(uid, {}).get("nom", "") or str(uid)
    return line.values.get("nom") or "Sans nom"


def meant(typed: str) -> tuple[str, str]:
    """(GUEST, ACTOR or nothing, the name): « invité Mme Exemple », « acteur : Camille Exemple »."""
    first, _, rest = typed.partition(" ")
    word, name = fold(first).rstrip(":"), rest.strip(" :")
    return next(((kind, name) for kind in (GUEST, ACTOR) if word == fold(kind) and name), ("", typed))


def member_named(typed: str, people: People) -> str:
    """The uid of the member whose name is typed, in any order, or of the only one that holds it; empty for nobody."""
    wanted = set(fold(typed).split())
    whole = [uid for uid, person in people.items() if set(fold(person["nom"]).split()) == wanted]
    near = [uid for uid, person in people.items() if fold(typed) in fold(person["nom"])]
    return whole[0] if whole else near[0] if len(near) == 1 else ""


def shown(line: LineDraft, people: People, new: frozenset[str]) -> Shown:
    """What the row of a line says."""
    values = line.values
    person = people.get(values.get("membre_uid") or "", {})
    proxy = people.get(values.get("pouvoir_a") or "", {}).get("nom", "")
    college = person.get("college", "")
    remarks = [f"Pouvoir à {proxy}" if proxy else "", values.get("remarque") or ""]
    return Shown(
        name_of(line, people),
        SHORT.get(college, college) if values.get("membre_uid") else "Hors conseil",
        person.get("fonction", "") if values.get("membre_uid") else values.get("organisme") or "",
        " · ".join(part for part in remarks if part),
        values.get("membre_uid") in new,
    )


class PresenceModel(RowsModel):
    """The lines of attendance of a draft, shown live."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.lines: list[LineDraft] = []
        self.people: People = {}
        self.new: frozenset[str] = frozenset()  # members added by their name alone

    def show_lines(self, lines: list[LineDraft], people: People) -> None:
        """Show these lines, from now on."""
        self.lines, self.people = lines, people
        self.reload()

    def reload(self) -> None:
        """Lines were added or removed."""
        self.set_rows([self._row(line) for line in self.lines])

    def refresh(self, place: int) -> None:
        """One line changed."""
        rows = list(self._rows)
        rows[place] = self._row(self.lines[place])
        self._rows = rows
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def statut(self, place: int) -> StatutPresence | None:
        """How that person is marked."""
        found = self.lines[place].values.get("statut")
        return found if isinstance(found, StatutPresence) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Remarks can be written."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.column() == REMARQUE else found

    def spoken(self, column: Column, cell: Cell) -> str:  # type: ignore[override]
        """What a screen reader says of a cell."""
        said = RowsModel.spoken(column, cell)
        return f"{said}. Touches {KEYS}" if column.title == COLUMNS[STATUT].title else said

    def _row(self, line: LineDraft) -> Row:
        says, statut = shown(line, self.people, self.new), line.values.get("statut")
        _, tone, icon = LOOKS.get(statut, ("", "", "")) if statut else ("", "", "")
        function = Cell(TO_COMPLETE, tone="warning", icon="attention") if says.new else Cell(says.fonction)
        word = statut.libelle if isinstance(statut, StatutPresence) else UNMARKED
        return Row(
            line.uid, (Cell(word, "", tone, icon), Cell(says.nom), Cell(says.college), function, Cell(says.remarque))
        )


def counts(lines: Sequence[LineDraft]) -> dict[StatutPresence, int]:
    """How many of each, those that are, in the order of the choices."""
    found = {statut: sum(line.values.get("statut") is statut for line in lines) for statut in LOOKS}
    return {statut: number for statut, number in found.items() if number}
