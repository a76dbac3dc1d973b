"""The « rectificatif » of a compte rendu: numbered, each passage that changed quoted beside what replaces it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pvdesk.base.francais import INSECABLE, date_longue, pluriel
from pvdesk.reports.blocks import (
    Block,
    Column,
    Doc,
    Facts,
    Grid,
    Heading,
    Inline,
    Letterhead,
    Meta,
    Para,
    Strong,
    Words,
)
from pvdesk.reports.ecarts import Change
from pvdesk.reports.papers import etat

LONGEST_COMPARED = 2000  # words: beyond, both texts are quoted and nothing is set off
_TOKEN = re.compile(r"\S+\s*|\s+")  # a word and the space after it: spaces alone would all be alike
ALIKE = 0.4  # under this likeness the texts are two texts: setting off nearly all would show nothing


@dataclass(frozen=True, kw_only=True)
class Rectificatif:
    """All that the paper says. Local dates; `edite_le` in UTC.

    Attributes:
        numero: 1 for the first rectificatif of this compte rendu.
        version: the version that holds from now on.
        diffuse_le: the day on which it is handed over.
        motif: why.
        remplace_version: the version that it replaces, and when that one was handed over and approved.
        remplace_code: its control code, by which a paper copy is known.
        changements: what `ecarts.differences` found from the paper kept to the new one.
    """

    emetteur: tuple[str, ...]
    date_edition: dt.date
    edite_le: dt.datetime
    reference: str
    instance: str
    genre: str
    date: dt.date
    numero: int
    version: int
    motif: str
    remplace_version: int
    changements: tuple[Change, ...]
    diffuse_le: dt.date | None = None
    remplace_diffuse_le: dt.date | None = None
    remplace_approuve_le: dt.date | None = None
    remplace_code: str = ""
    lieu_edition: str = ""
    diffusion: tuple[str, ...] = ()
    donnees: str = ""


def build(r: Rectificatif) -> Doc:
    """The rectificatif that goes with a new version."""
    named = f"Rectificatif n°{INSECABLE}{r.numero}"
    blocks: list[Block] = [
        Letterhead(r.emetteur, (etat.edited(r.lieu_edition, r.date_edition), f"Réf. {r.reference}", named)),
        Heading(1, r.instance, f"RECTIFICATIF N°{INSECABLE}{r.numero} AU COMPTE RENDU"),
        Para((f"{r.genre} du ", *etat.day(r.date)), "lead"),
        Facts(tuple(_facts(r))),
        *_changes(r.changements),
        *_end(r),
    ]
    meta = Meta(
        title=f"{named} au compte rendu – {r.instance}, {date_longue(r.date, semaine=False)}",
        author=r.emetteur[0] if r.emetteur else r.instance,
        subject=f"{r.genre} du {date_longue(r.date)}",
        when=r.edite_le,
        reference=r.reference,
        status=f"version {r.version}",
        footer=named,
    )
    return Doc(meta, tuple(blocks))


def _facts(r: Rectificatif) -> Iterator[tuple[str, Words]]:
    told = [f"version {r.remplace_version}"]
    if r.remplace_diffuse_le:
        told.append(f"diffusée le {date_longue(r.remplace_diffuse_le, semaine=False)}")
    if r.remplace_approuve_le:
        told.append(f"approuvée le {date_longue(r.remplace_approuve_le, semaine=False)}")
    if r.remplace_code:
        told.append(f"contrôle {r.remplace_code}")
    yield "Version remplacée", ", ".join(told)
    day = f", diffusée le {date_longue(r.diffuse_le, semaine=False)}" if r.diffuse_le else ""
    yield "Version en vigueur", (Strong(f"version {r.version}"), day) if day else (Strong(f"version {r.version}"),)
    if r.motif:
        yield "Motif", r.motif


def _changes(changes: tuple[Change, ...]) -> Iterator[Block]:
    yield Heading(2, "Ce qui change")
    if not changes:
        yield Para("Aucun passage ne change.")
        return
    yield Para(f"{pluriel(len(changes), 'passage est rectifié', 'passages sont rectifiés')}. Le reste est inchangé.")
    rows = tuple((change.where, *_quoted(change)) for change in changes)
    yield Grid((Column("Passage", 20, header=True), Column("Au lieu de", 40), Column("Lire", 40)), rows)


def _quoted(change: Change) -> tuple[Words, Words]:
    """Old and new, the words that differ set off; the words alone say it all to who hears them."""
    if not change.old:
        return "(passage ajouté)", change.new
    if not change.new:
        return change.old, "(passage supprimé)"
    return marked(change.old, change.new)


def marked(old: str, new: str) -> tuple[Words, Words]:
    """Both texts with the words that differ in bold, as long as most of them are the same."""
    before, after = (_TOKEN.findall(text) for text in (old, new))
    if max(len(before), len(after)) > LONGEST_COMPARED:
        return old, new
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return old, new
    left: list[Inline] = []
    right: list[Inline] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        for said, tokens in ((left, before[i1:i2]), (right, after[j1:j2])):
            words = "".join(tokens)
            set_off = words.rstrip() if what != "equal" else ""
            said += [*((Strong(set_off),) if set_off else ()), *filter(None, (words[len(set_off) :],))]
    return tuple(left), tuple(right)


def _end(r: Rectificatif) -> Iterator[Block]:
    yield Para(
        "Ce rectificatif accompagne la version en vigueur du compte rendu, qui remplace la précédente. "
        "La version remplacée est conservée."
    )
    if r.diffusion:
        yield Para(f"Diffusion : {', '.join(r.diffusion)}.", "small")
    if r.donnees:
        yield Para(r.donnees, "small")
