"""Small counts of people in a table that leaves the service: not told, nor the sums that would tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pvdesk.kit.schema import Datum
from pvdesk.store.decomptes import INFERIEUR, TU, tu, tus
from pvdesk.tables.modele import Cellule, Colonne, Ligne

MENTION = (
    f"Personnes comptées\u00a0: de 1 à 4 est écrit «\u00a0{INFERIEUR}\u00a0»\u202f; "
    f"le total qui le dirait, «\u00a0{TU}\u00a0»."
)
AIDE = f"Personnes\u00a0: «\u00a0{INFERIEUR}\u00a0» de 1 à 4"


def annoncee(colonne: Colonne, datum: Datum | None) -> Colonne:
    """The column of a datum, which says when it counts people."""
    return replace(colonne, aide=AIDE) if datum is not None and datum.about.people else colonne


def tues(data: Sequence[Datum | None], lignes: Callable[[], Iterable[Ligne]]) -> Iterator[Ligne]:
    """The rows as they may leave the service; `data`: what each column holds, None when no datum does."""
    places = {datum.key: place for place, datum in enumerate(data) if datum is not None and datum.about.people}
    sums = {key: [places[part] for part in _parts(data[place]) if part in places] for key, place in places.items()}
    for ligne in lignes():
        cells = list(ligne)
        for key, place in places.items():
            cells[place] = _cell(ligne, place, sums[key])
        yield cells


def _parts(datum: Datum | None) -> Sequence[str]:
    return () if datum is None else datum.about.sums


def _cell(ligne: Ligne, place: int, parts: Sequence[int]) -> Cellule:
    count = ligne[place]
    if not isinstance(count, int):
        return count
    known = [found for part in parts if isinstance(found := ligne[part], int)]
    return tus(known, count)[1] if known else tu(count)
