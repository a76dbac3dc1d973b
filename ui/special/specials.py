"""The lists of lines that have an editor of their own, by record type and datum: a closed table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pvdesk.kit.schema import Datum
from ui.kit.lines import LinesView
from ui.operations import Operations
from ui.special.note_lines import NoteLines
from ui.special.photo_lines import PhotoLines

Making = Callable[[Datum, Operations], LinesView]
SPECIALS: Mapping[tuple[str, str], Making] = MappingProxyType(
    {("note_mensuelle", "lignes"): NoteLines, ("visite", "photos"): PhotoLines}
)
