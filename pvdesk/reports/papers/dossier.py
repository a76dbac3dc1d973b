"""The file of a conseil, a project or a post: a cover, its contents, its people, what is open, then paper after paper.

Each part is the paper of its own record, one heading level down. What the cover already says is not said again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import (
    Block,
    Box,
    Break,
    Column,
    Contents,
    Doc,
    Facts,
    Grid,
    Heading,
    Letterhead,
    Meta,
    Para,
    Plain,
    Signatures,
    Words,
    plain,
)

_ROOM = 0.5  # of a page: a part begins under the end of the one before when that much is free
DEEPEST = 3  # level of a heading; below, it is a line that opens what follows
_PEOPLE = (Column("Code ou nom", 3, header=True), Column("Collège", 4), Column("Qualité", 4), Column("Depuis le", 2))
_COUNTS = (Column("Qualité", 4, header=True), Column("Collège", 5), Column("Nombre", 2, "right"))
_ACTIONS = (
    Column("Référence", 4, header=True), Column("Action", 7), Column("Qui", 4), Column("Pour quand", 2.6),
    Column("État", 2.4),
)  # fmt: skip
_EVENTS = (Column("Date", 2.4, header=True), Column("Fait", 10), Column("Référence", 4.6))


@dataclass(frozen=True, slots=True)
class Partie:
    """The paper of a record, and what it is called here: the title alone tells one meeting from the next."""

    titre: str
    sorte: str
    papier: Doc


@dataclass(frozen=True, slots=True)
class Personne:
    """Somebody of the file: code or name, college, function or body, since when."""

    nom: str
    college: str = ""
    qualite: str = ""
    depuis: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Tache:
    """An action still open."""

    reference: str
    libelle: str
    qui: str
    echeance: dt.date | None
    etat: str


@dataclass(frozen=True, slots=True)
class Evenement:
    """Something dated."""

    le: dt.date
    quoi: str
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the file says. `edite_le` in UTC.

    Attributes:
        sorte: what file it is, « Dossier du projet ».
        groupes: people by quality, (« Titulaires », who); nobody: no section.
        effectifs: the same counted, (quality, college, how many in words): for who must not read names.
    """

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    sorte: str
    titre: str
    faits: tuple[tuple[str, str], ...] = ()
    titre_personnes: str = "Membres"
    groupes: tuple[tuple[str, tuple[Personne, ...]], ...] = ()
    effectifs: tuple[tuple[str, str, str], ...] = ()
    actions: tuple[Tache, ...] = ()
    chronologie: tuple[Evenement, ...] = ()
    parties: tuple[Partie, ...] = ()
    donnees: str = ""


def build(dossier: Dossier) -> Doc:
    """The whole file."""
    blocks: list[Block] = [
        Letterhead(dossier.emetteur, _edition(dossier)),
        Heading(1, dossier.titre, dossier.sorte.upper()),
        *((Facts(dossier.faits),) if dossier.faits else ()),
    ]
    inside = [*_people(dossier), *_open(dossier), *_events(dossier)]
    if inside or dossier.parties:
        blocks += [Contents(), *inside]
    else:
        blocks.append(Para("Ce dossier ne contient encore rien."))
    wide = False
    for part in dossier.parties:
        turned = part.papier.meta.landscape
        blocks.append(Break(turned) if turned is not wide else Break(room=_ROOM))
        blocks += _part(part, dossier.donnees)
        wide = _ends_wide(part.papier)
    if dossier.donnees:
        blocks.append(Para(dossier.donnees, "small"))
    return Doc(
        meta=Meta(
            title=f"{dossier.sorte} – {dossier.titre}", author=dossier.emetteur[0], subject=dossier.sorte,
            when=dossier.edite_le, reference=dossier.reference, footer=dossier.sorte,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _ends_wide(paper: Doc) -> bool:
    """Whether the last page of a paper lies down."""
    turns = [block.landscape for block in paper.blocks if isinstance(block, Break) and block.landscape is not None]
    return turns[-1] if turns else paper.meta.landscape


def _edition(dossier: Dossier) -> tuple[str, ...]:
    day = francais.date_longue(dossier.edite_le.astimezone().date(), semaine=False)
    return (f"Au {day}", *((f"Réf. {dossier.reference}",) if dossier.reference else ()))


def _people(dossier: Dossier) -> Iterator[Block]:
    if not dossier.groupes and not dossier.effectifs:
        return
    yield Heading(2, dossier.titre_personnes)
    if dossier.effectifs:
        yield Grid(_COUNTS, dossier.effectifs)
    for quality, people in dossier.groupes:
        yield Para(f"{quality}\u00a0: {francais.nombre(len(people))}", "label")
        yield _grid(_PEOPLE, [(one.nom, one.college, one.qualite, _day(one.depuis)) for one in people])


def _open(dossier: Dossier) -> Iterator[Block]:
    if dossier.actions:
        yield Heading(2, "Actions ouvertes")
        rows = [(one.reference, one.libelle, one.qui, _day(one.echeance), one.etat) for one in dossier.actions]
        yield _grid(_ACTIONS, rows)


def _events(dossier: Dossier) -> Iterator[Block]:
    if dossier.chronologie:
        yield Heading(2, "Chronologie")
        rows = [(francais.date_courte(one.le), one.quoi, one.reference) for one in dossier.chronologie]
        yield _grid(_EVENTS, rows)


def _grid(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    """A grid without the columns that nobody filled."""
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return Grid(
        tuple(columns[place] for place in kept), tuple(tuple(row[place] or "—" for place in kept) for row in rows)
    )


def _day(day: dt.date | None) -> str:
    return francais.date_courte(day) if day else ""


# ---- the parts
def _part(part: Partie, said: str) -> Iterator[Block]:
    """A paper as a part of another; `said` once for all the file, it is not said again."""
    yield Heading(2, part.titre, _kicker(part))
    edition = [line for block in part.papier.blocks if isinstance(block, Letterhead) for line in block.edition]
    if edition:
        yield Para(" · ".join(edition), "small")
    for block in part.papier.blocks:
        yield from _lowered(block, said)


def _kicker(part: Partie) -> str:
    """The kind of paper; a draft says so in words: nothing stands behind the pages of a file."""
    return " · ".join(said for said in (part.sorte.upper(), "PROJET" if part.papier.meta.draft else "") if said)


def _lowered(block: Block, said: str) -> Iterator[Block]:
    """A block one level down; the head, the signatures and the contents of a paper stay with it."""
    match block:
        case Letterhead() | Signatures() | Contents() | Heading(level=1):
            return
        case Para() if plain(block.words) == said:
            return
        case Heading():
            yield _heading(block.level + 1, block.words, block.kicker)
        case Box():
            yield _heading(DEEPEST, block.title)
            for inner in block.blocks:
                yield from _lowered(_under(inner), said)
        case _:
            yield block


def _under(inner: Plain) -> Plain:
    """What stands in a box is below its title."""
    return Para(inner.words, "label") if isinstance(inner, Heading) else inner


def _heading(level: int, words: Words, kicker: str = "") -> Plain:
    return Heading(level, words, kicker) if level <= DEEPEST else Para(words, "label")
