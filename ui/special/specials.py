"""What the form of a record type has of its own: editors of lists of lines, a line added to a card. Closed tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pvdesk.kit.schema import Datum
from ui.kit.form import FormView
from ui.kit.line_grid import LineGrid
from ui.kit.lines import LinesView
from ui.operations import Operations
from ui.special import activity_grid, budget_grid, naissance, parcours
from ui.special.mention_lines import MentionLines
from ui.special.note_lines import NoteLines
from ui.special.photo_lines import PhotoLines

Making = Callable[[Datum, Operations], LinesView]


def grid(*totals: str) -> Making:
    """A list shown as a grid, the sums of some columns under it."""

    def make(datum: Datum, operations: Operations) -> LinesView:
        return LineGrid(datum, operations.desk.today, totals)

    return make


SPECIALS: Mapping[tuple[str, str], Making] = MappingProxyType(
    {
        ("activite", "orientations"): grid("nombre"),
        ("demande", "mentions"): MentionLines,
        ("note_mensuelle", "lignes"): NoteLines,
        ("projet", "beneficiaires"): grid("femmes", "hommes", "non_genre", "total", "qpv"),
        ("projet", "charges"): grid("prevu", "realise"),
        ("projet", "cofinanceurs"): grid("demande", "accorde", "verse"),
        ("projet", "etapes"): grid(),
        ("projet", "indicateurs"): grid(),
        ("projet", "relances"): grid(),
        ("projet", "reports"): grid(),
        ("visite", "photos"): PhotoLines,
    }
)
# What joins a form once it is built.
ADDITIONS: Mapping[str, tuple[Callable[[FormView, Operations], object], ...]] = MappingProxyType(
    {
        "activite": (activity_grid.mount,),
        "occupation": (naissance.mount,),
        "projet": (parcours.mount, budget_grid.mount),
    }
)
