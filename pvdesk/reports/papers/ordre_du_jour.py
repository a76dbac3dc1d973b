"""The agenda of a meeting, on one page; or with room under each point for the notes of who chairs it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, duree, heure
from pvdesk.reports.blocks import Blank, Blanks, Block, Column, Doc, Facts, Grid, Heading, Letterhead, Meta, Para, Words
from pvdesk.reports.papers import etat
from pvdesk.reports.papers.convocation import item
from pvdesk.reports.papers.seance import Annonce, Point

_LINES, _TITLE = 21.5, 1.25  # lines that a page holds under the head, those that the title of a point takes
_LEAST, _MOST = 2, 19  # lines to write on under a point


@dataclass(frozen=True, kw_only=True)
class OrdreDuJour(Annonce):
    """All that the paper says. `notes`: whether each point leaves room to write."""

    notes: bool = False


def build(o: OrdreDuJour) -> Doc:
    """The agenda of one meeting."""
    facts = (
        ("Objet", o.objet),
        ("Lieu", ", ".join(part for part in (o.lieu, o.modalite) if part)),
        ("Animation", o.animation),
        ("Durée prévue", duree(o.duree) if o.duree else ""),
        ("À approuver", f"compte rendu : {o.a_approuver}" if o.a_approuver else ""),
    )
    known = tuple((label, value) for label, value in facts if value)
    blocks: list[Block] = [
        Letterhead(o.emetteur, (etat.edited(o.lieu_edition, o.date_edition), f"Réf. {o.reference}")),
        Heading(1, o.instance, "ORDRE DU JOUR"),
        Para((f"{o.genre} du ", *etat.day(o.date), etat.hours(o.debut, o.fin)), "lead"),
        *((Facts(known),) if known else ()),
        *(_with_notes(o.points) if o.notes else _points(o)),
    ]
    meta = Meta(
        title=f"Ordre du jour – {o.instance}, {date_longue(o.date, semaine=False)}",
        author=o.emetteur[0] if o.emetteur else o.instance,
        subject=f"{o.genre} du {date_longue(o.date)}",
        when=o.edite_le,
        reference=o.reference,
        footer="Ordre du jour",
    )
    return Doc(meta, tuple(blocks))


def _points(o: OrdreDuJour) -> Iterator[Block]:
    """The points with what is known of them: a column that would stay empty is left out."""
    starts = _starts(o)
    cells: list[tuple[str, ...]] = [
        (
            str(number), starts[number - 1] if starts else "", point.titre, point.rapporteur,
            ", ".join(point.documents), duree(point.duree) if point.duree else "",
        )
        for number, point in enumerate(o.points, 1)
    ]  # fmt: skip
    columns = (
        Column("N°", 7, "center", header=True), Column("Heure", 12), Column("Point", 42), Column("Rapporteur", 22),
        Column("Documents", 24), Column("Durée", 12, "right"),
    )  # fmt: skip
    kept = [i for i, column in enumerate(columns) if column.header or any(row[i] for row in cells)]
    rows: list[tuple[Words, ...]] = [tuple(row[i] or "—" for i in kept) for row in cells]
    yield Grid(tuple(columns[i] for i in kept), tuple(rows), empty="L’ordre du jour est à préciser.")


def _starts(o: OrdreDuJour) -> list[str]:
    """When each point begins; nothing unless the meeting says its hour and every point how long it takes."""
    if o.debut is None or o.duree is None:
        return []
    moment, said = dt.datetime.combine(o.date, o.debut), []
    for point in o.points:
        said.append(heure(moment))
        moment += dt.timedelta(minutes=point.duree or 0)
    return said


def _with_notes(points: tuple[Point, ...]) -> Iterator[Block]:
    room = int(_LINES / max(1, len(points)) - _TITLE)
    lines = max(_LEAST, min(_MOST, room))
    labels = [f"{number}.\u00a0{item(point)}" for number, point in enumerate(points, 1)] or ["Notes"]
    yield from (Blanks((Blank(label, lines=lines),)) for label in labels)
