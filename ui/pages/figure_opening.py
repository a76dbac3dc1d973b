"""Every number opens the records behind it: those of a figure, those of one of its parts."""

from __future__ import annotations

import re

from pvdesk.fiches import FICHES
from pvdesk.store.indicateurs.tuile import Indicateur
from ui.pages.page import Go
from ui.places import PAGE_OF

_QUARTIER = re.compile("Q[NP][0-9]")  # the beginning of the code of a quartier, of either generation


def open_figure(go: Go, figure: Indicateur) -> None:
    """Show the records that a figure counts."""
    if figure.table in PAGE_OF:
        go.show_page(PAGE_OF[figure.table], {"uids": figure.uids, "titre": figure.titre})


def open_part(go: Go, figure: Indicateur, place: int) -> None:
    """Show the records that a part counts, or the fiche or the quartier that it is about."""
    part = figure.detail[place]
    table = part.cle if part.cle in FICHES else figure.table
    if part.uids:
        go.show_page(PAGE_OF[table], {"uids": part.uids, "titre": f"{figure.titre}\u00a0: {part.libelle}"})
    elif part.cle in figure.uids:
        go.open_record(table, part.cle)
    elif _QUARTIER.match(part.cle):
        go.show_page("quartiers", {"code": part.cle})
