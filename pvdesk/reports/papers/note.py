"""The monthly note: its sentences by part and by territory, each with the reference of the fiche that it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import Block, Bullets, Doc, Heading, Inline, Meta, Para
from pvdesk.reports.papers import parts


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, the territory that it is about (empty: all), the fiche behind it (empty: none)."""

    texte: str
    territoire: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What the paper says. `parties` are titles and their sentences, in the order of the paper."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    mois: dt.date
    territoire: str
    destinataire: str
    introduction: str
    parties: tuple[tuple[str, tuple[Phrase, ...]], ...]
    projet: bool


def build(note: Note) -> Doc:
    """The paper of a note."""
    month = f"{francais.MOIS[note.mois.month - 1]} {note.mois.year}"
    title = f"Note mensuelle, {month}"
    blocks: list[Block] = [
        parts.head(note.emetteur, note.edite_le, note.reference),
        Heading(1, title, note.territoire.upper() if note.territoire else "TOUS LES TERRITOIRES"),
    ]
    if note.destinataire:
        blocks.append(Para(f"À l’attention de\u00a0: {note.destinataire}", "small"))
    if note.introduction:
        blocks.append(Para(note.introduction, "lead"))
    for heading, phrases in note.parties:
        blocks.append(Heading(2, heading))
        blocks += _by_territory(phrases)
    if not note.parties:
        blocks.append(Para("Rien à signaler ce mois-ci."))
    return Doc(
        meta=Meta(
            title=title, author=note.emetteur[0], subject="Note mensuelle du délégué du préfet", when=note.edite_le,
            reference=note.reference, status="Projet" if note.projet else "", footer=title, draft=note.projet,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _by_territory(phrases: tuple[Phrase, ...]) -> list[Block]:
    """Bullets; a small title for each territory when there are several."""
    territories = list(dict.fromkeys(phrase.territoire for phrase in phrases))
    made: list[Block] = []
    for territory in territories:
        if len(territories) > 1:
            made.append(Para(territory or "Tous les territoires", "label"))
        made.append(Bullets(tuple(_words(phrase) for phrase in phrases if phrase.territoire == territory)))
    return made


def _words(phrase: Phrase) -> tuple[Inline, ...]:
    return (phrase.texte, f" ({phrase.reference})") if phrase.reference else (phrase.texte,)
