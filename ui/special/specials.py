"""What the form of a record type has of its own: editors of lists of lines, a line added to a card. Closed tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pvdesk.kit.schema import Datum
from ui.kit.editor import Today
from ui.kit.form import FormView
from ui.kit.lines import LinesView
from ui.operations import Operations
from ui.special import naissance, parcours
from ui.special.mention_lines import MentionLines
from ui.special.note_lines import NoteLines
from ui.special.photo_lines import PhotoLines

Making = Callable[[Datum, Operations], LinesView]
SPECIALS: Mapping[tuple[str, str], Making] = MappingProxyType(
    {
        ("demande", "mentions"): MentionLines,
        ("note_mensuelle", "lignes"): NoteLines,
        ("visite", "photos"): PhotoLines,
    }
)
# What joins a form once it is built.
ADDITIONS: Mapping[str, Callable[[FormView, Today], object]] = MappingProxyType(
    {"occupation": naissance.mount, "projet": parcours.mount}
)
