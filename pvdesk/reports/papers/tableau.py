"""The dashboard of a year on paper: figures, months, euros, objectives on their way, quartiers, and all the tiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import (
    Block,
    Break,
    Column,
    Doc,
    Facts,
    Grid,
    Heading,
    Letterhead,
    Meta,
    Para,
    Plain,
    Strong,
    Words,
)

TITLE = "Tableau de bord"
REGLE = (
    "Règle des petits nombres\u00a0: un nombre de personnes de 1 à 4 s’écrit «\u00a0<\u00a05\u00a0»\u202f; le "
    "total qui le dirait s’écrit «\u00a0n.\u00a0d.\u00a0». Les fiches comptées sont celles que tient le service qui "
    "édite ce tableau."
)
_MOIS = (
    Column("Mois", 3, header=True), Column("Réunions tenues", 2, "right"), Column("Un an plus tôt", 2, "right"),
    Column("Personnes venues", 2, "right"),
)  # fmt: skip
_PILIERS = (
    Column("Pilier ou priorité", 6, header=True), Column("Projets", 1.6, "right"), Column("Crédits", 2.4, "right"),
    Column("Part", 1.6, "right"),
)  # fmt: skip
_OBJECTIFS = (
    Column("Objectif", 8, header=True), Column("Thème", 4), Column("Où il en est", 2.8), Column("Sur un an", 3.6),
    Column("Base", 1.8, "right"), Column("Valeur", 2.8, "right"), Column("Cible", 1.8, "right"),
)  # fmt: skip
_TUILES = (Column("Indicateur", 7, header=True), Column("Repère", 7), Column("Valeur", 4, "right"))
_PERSONNES = (Column("Qui", 14, header=True), Column("Nombre", 4, "right"))
_VIDE = "—"


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A figure in words: its title, its value, what makes it understood."""

    titre: str
    valeur: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mois:
    """A month: meetings held, those of the year before, how many people came, in words."""

    nom: str
    tenues: int
    avant: int
    venues: str


@dataclass(frozen=True, slots=True)
class Pilier:
    """Euros of a pillar, their share in words."""

    nom: str
    projets: int
    credits: str
    part: str


@dataclass(frozen=True, slots=True)
class Objectif:
    """An objective: from where to where, where it is, how it moved in a year; its theme."""

    theme: str
    libelle: str
    base: str
    valeur: str
    cible: str
    tendance: str
    statut: str


@dataclass(frozen=True, slots=True)
class Quartier:
    """A quartier, its territory, how many records cover it in each way."""

    nom: str
    territoire: str
    nombres: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Tableau:
    """What the paper says. `edite_le` in UTC.

    Attributes:
        service: whose figures they are.
        au: the day of the figures.
        total_mois: meetings, meetings before, people, of the whole year.
        sans_valeur: objectives that no figure tells yet.
        sortes: in how many ways a quartier may be covered, by name.
        decouverts: quartiers that nothing covers.
        themes: tiles by theme.
    """

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    service: str
    au: dt.date
    chiffres: tuple[Chiffre, ...]
    mois: tuple[Mois, ...] = ()
    total_mois: tuple[int, int, str] = (0, 0, "0")
    plenieres: int = 0
    piliers: tuple[Pilier, ...] = ()
    credits: str = ""
    personnes: tuple[Chiffre, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    sans_valeur: int = 0
    sortes: tuple[str, ...] = ()
    quartiers: tuple[Quartier, ...] = ()
    decouverts: tuple[str, ...] = ()
    themes: tuple[tuple[str, tuple[Chiffre, ...]], ...] = ()


def build(board: Tableau) -> Doc:
    """The paper of a year."""
    title = f"{TITLE} {board.au.year}"
    day = francais.date_longue(board.au, semaine=False)
    blocks: list[Block] = [
        Letterhead(board.emetteur, (f"Chiffres au {day}",)),
        Heading(1, title, board.service.upper()),
        Heading(2, "L’essentiel"),
        Facts(tuple((one.titre, _figure(one)) for one in board.chiffres)),
        *_months(board),
        *_pillars(board),
        *_wide(board),
        *_tiles(board),
    ]
    return Doc(
        meta=Meta(
            title=f"{title} – {board.service}", author=board.emetteur[0], subject=title, when=board.edite_le,
            reference=board.service, status=f"au {francais.date_courte(board.au)}", footer=title,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _figure(one: Chiffre) -> Words:
    return (Strong(one.valeur), f", {one.note}") if one.note else (Strong(one.valeur),)


def _months(board: Tableau) -> list[Block]:
    """The months of the year, drawn as a table: what a chart shows, and what a reader hears."""
    held, before, came = board.total_mois
    if not held and not before:
        return [Heading(2, "Réunions par mois"), Para("Aucune réunion tenue."), Para(REGLE, "small")]
    rows: list[tuple[Words, ...]] = [
        (one.nom.capitalize(), _number(one.tenues), _number(one.avant), one.venues) for one in board.mois
    ]
    rows.append(_strong("Année", francais.nombre(held), francais.nombre(before), came))
    full = francais.pluriel(board.plenieres, "plénière a eu", "plénières ont eu")
    said = f"Dans l’année, {full} le quorum. {REGLE}"
    return [Heading(2, "Réunions par mois"), Grid(_MOIS, tuple(rows)), Para(said, "small")]


def _pillars(board: Tableau) -> list[Block]:
    if not board.piliers:
        return []
    rows: list[tuple[Words, ...]] = [
        (one.nom, francais.nombre(one.projets), one.credits, one.part) for one in board.piliers
    ]
    total = sum(one.projets for one in board.piliers)
    rows.append(_strong("Ensemble", francais.nombre(total), board.credits, francais.pourcentage(100)))
    return [Heading(2, "Crédits programmés par pilier ou priorité (BOP 147)"), Grid(_PILIERS, tuple(rows))]


def _wide(board: Tableau) -> Iterator[Block]:
    """What needs room: pages lying down."""
    if board.objectifs or board.sans_valeur or board.quartiers:
        yield Break(landscape=True)
        yield from _objectives(board)
        yield from _quartiers(board)
        yield Break(landscape=False)


def _tiles(board: Tableau) -> Iterator[Block]:
    if board.personnes:
        yield Heading(2, "Les personnes, comptées")
        yield Grid(_PERSONNES, tuple((one.titre, one.valeur) for one in board.personnes))
    for title, figures in board.themes:
        yield Heading(2, title)
        yield Grid(_TUILES, tuple((one.titre, one.note or _VIDE, one.valeur) for one in figures))


def _objectives(board: Tableau) -> Iterator[Block]:
    if not board.objectifs and not board.sans_valeur:
        return
    yield Heading(2, "Objectifs")
    if board.objectifs:
        yield Grid(
            _OBJECTIFS,
            tuple(
                (one.libelle, one.theme, one.statut, one.tendance, one.base, (Strong(one.valeur),), one.cible)
                for one in board.objectifs
            ),
        )
    if board.sans_valeur:
        said = francais.pluriel(board.sans_valeur, "objectif n’a", "objectifs n’ont")
        yield Para(f"{said} encore aucune valeur, ni calculée ni relevée.")


def _quartiers(board: Tableau) -> Iterator[Block]:
    total = len(board.quartiers) + len(board.decouverts)
    if not total:
        return
    yield Heading(2, "Quartiers prioritaires")
    if board.quartiers:
        yield _covered(board)
    yield Para(
        f"{francais.pluriel(len(board.quartiers), 'quartier est couvert', 'quartiers sont couverts')} sur {total}."
    )
    yield from _uncovered(board.decouverts)


def _covered(board: Tableau) -> Grid:
    """The quartiers that something covers, and how many records do."""
    columns = (
        Column("Quartier", 6, header=True), Column("Territoire", 5), *(Column(s, 2, "right") for s in board.sortes)
    )  # fmt: skip
    rows = [(one.nom, one.territoire, *(_number(n) for n in one.nombres)) for one in board.quartiers]
    sums = [sum(counts) for counts in zip(*(one.nombres for one in board.quartiers), strict=True)]
    return Grid(columns, (*rows, _strong("Ensemble", "", *(francais.nombre(n) for n in sums))))


def _uncovered(names: tuple[str, ...]) -> Iterator[Plain]:
    if names:
        yield Para("Sans rien cette année", "label")
        yield Para(", ".join(names) + ".", "small")


def _number(count: int) -> str:
    """A nothing among numbers is seen better as a mark."""
    return francais.nombre(count) if count else _VIDE


def _strong(*cells: str) -> tuple[Words, ...]:
    return tuple((Strong(cell),) if cell else "" for cell in cells)
