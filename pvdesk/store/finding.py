"""Search over everything at once: what the palette lists, in sections, what one means first, with the words around."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from db import search
from db.models.objectif import Objectif, Repere
from db.models.referentiel import Quartier
from db.search import fold
from pvdesk.fiches import FICHES
from pvdesk.kit.garde import folded
from pvdesk.store import memoire, words
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

HITS = 200  # newest fiches that are ranked
SHOWN = 6  # of each section, when all are asked
MOST = 30  # of one section asked alone
RECENTS = "recents"  # fiches last opened: [[table, uid]]
KEPT = 8
_BEFORE, _AFTER = 18, 60  # characters around the words found: they are seen even when the end is cut
_WORD = re.compile(r"[^\W_]+")


class Section(enum.Enum):
    """Where a thing found is listed."""

    RECENTS = "Récents"
    REUNIONS = "Réunions"
    CONSEILS = "Conseils"
    PERSONNES = "Personnes"
    ORGANISMES = "Structures"
    QUARTIERS = "Quartiers"
    FICHES = "Autres fiches"
    OBJECTIFS = "Objectifs"


class Rang(enum.IntEnum):
    """How well a name answers."""

    DEBUT = 0  # it begins with what was typed
    MOT = 1  # each word typed begins one of its words
    AILLEURS = 2  # the words are elsewhere in the fiche


SECTIONS = MappingProxyType({
    "reunion": Section.REUNIONS, "conseil": Section.CONSEILS, "membre": Section.PERSONNES, "contact": Section.PERSONNES,
    "occupation": Section.PERSONNES, "organisme": Section.ORGANISMES, "quartier": Section.QUARTIERS,
    "objectif": Section.OBJECTIFS, "repere": Section.OBJECTIFS,
})  # fmt: skip
# Few and looked for by name: however old, they are ranked with the newest fiches.
DIRECTORY = ("conseil", "organisme", "membre", "contact", "projet")


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found: its type, uid or code, name, the French name of its type.

    Attributes:
        extrait: the words around those that were typed, when its name does not hold them.
    """

    table: str
    uid: str
    nom: str
    sorte: str
    rang: Rang = Rang.AILLEURS
    extrait: str = ""

    @property
    def section(self) -> Section:
        """Where it is listed."""
        return SECTIONS.get(self.table, Section.FICHES)


def find(unit: UnitOfWork, typed: str, only: Section | None = None, limit: int = 0) -> list[Found]:
    """What answers, section by section, the section of the best answer first; `only` one section when given.

    In a section: names that begin so, names with words that begin so, then the newest fiches. `limit` is that of a
    section.
    """
    asked = _WORD.findall(fold(typed))
    if not asked:
        return []
    found = [*_fiches(unit, typed, only), *_codes(unit, asked, only)]
    ranked = sorted((replace(one, rang=rang(one.nom, typed)) for one in found), key=lambda one: one.rang)
    most = limit or (SHOWN if only is None else MOST)
    groups: dict[Section, list[Found]] = {}
    for one in ranked:
        group = groups.setdefault(one.section, [])
        if len(group) < most:
            group.append(one)
    order = list(Section)
    best = sorted(groups, key=lambda section: (groups[section][0].rang, order.index(section)))
    return _with_extracts(unit, [one for section in best for one in groups[section]], asked)


def rang(nom: str, typed: str) -> Rang:
    """How well a name answers what was typed."""
    asked = fold(typed).strip()
    if _folded(nom).startswith(asked):
        return Rang.DEBUT
    return Rang.MOT if _holds(nom, _WORD.findall(asked)) else Rang.AILLEURS


def extract(text: str, asked: Sequence[str]) -> str:
    """The words around the first that begins with one of those asked, all folded."""
    plain, places = folded(text)
    first = next((one for one in _WORD.finditer(plain) if one[0].startswith(tuple(asked))), None)
    if first is None:
        return ""
    start, end = places[first.start()], places[first.end() - 1] + 1
    left, right = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    if left:  # not in the middle of a word
        left = next((place + 1 for place in range(left, start) if text[place].isspace()), start)
    shown = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"


def retenir(unit: UnitOfWork, table: str, uid: str) -> None:
    """Remember that a fiche was opened; the unit still has to commit."""
    held: Any = memoire.lire(unit, RECENTS) or []
    memoire.garder(unit, RECENTS, [[table, uid], *(one for one in held if one != [table, uid])][:KEPT])


def recents(unit: UnitOfWork) -> list[Found]:
    """The fiches last opened, the last one first; those in the corbeille are left out."""
    held: Any = memoire.lire(unit, RECENTS) or []
    pairs = [(table, uid) for table, uid in held if table in FICHES]
    return list(_named(unit, pairs, kept=_living(unit, pairs)))


# ---- where things are
def _fiches(unit: UnitOfWork, typed: str, only: Section | None) -> Iterator[Found]:
    """The fiches that hold all the words: the newest, and those of the directory whatever their age."""
    if only in {Section.QUARTIERS, Section.OBJECTIFS}:
        return
    hits = search.find(unit.session.connection(), typed, limit=HITS)
    known: set[str] = set()
    if len(hits) == HITS:  # perhaps not all of them: the directory is read by its names too
        asked = _WORD.findall(fold(typed))
        for table in (one for one in DIRECTORY if only is None or SECTIONS.get(one, Section.FICHES) is only):
            named = {uid: nom for uid, nom in names(unit, table).items() if _holds(nom, asked)}
            known |= named.keys()
            yield from (Found(table, uid, nom, FICHES[table].singular) for uid, nom in named.items())
    wanted = [hit for hit in hits if only is None or SECTIONS.get(hit[0], Section.FICHES) is only]
    yield from _named(unit, [hit for hit in wanted if hit[1] not in known])


def _named(unit: UnitOfWork, pairs: Iterable[tuple[str, str]], kept: frozenset[str] | None = None) -> Iterator[Found]:
    """Their names, in the order given."""
    by_table: dict[str, list[str]] = {}
    held = [(table, uid) for table, uid in pairs if table in FICHES and (kept is None or uid in kept)]
    for table, uid in held:
        by_table.setdefault(table, []).append(uid)
    named: dict[str, str] = {}
    for table, uids in by_table.items():
        named |= names(unit, table, uids)
    for table, uid in held:
        if uid in named:
            yield Found(table, uid, named[uid], FICHES[table].singular)


def _living(unit: UnitOfWork, pairs: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Those that are not in the corbeille."""
    alive: set[str] = set()
    for table in {table for table, _ in pairs}:
        model: Any = FICHES[table].model
        uids = [uid for of, uid in pairs if of == table]
        alive |= set(unit.session.scalars(select(model.uid).where(model.uid.in_(uids), model.supprime_le.is_(None))))
    return frozenset(alive)


def _codes(unit: UnitOfWork, asked: Sequence[str], only: Section | None) -> Iterator[Found]:
    """What has a code and a name: the quartiers, those in force first, and the lines of the brochure."""
    if only in {None, Section.QUARTIERS}:
        query = select(Quartier.code, Quartier.nom, Quartier.generation).order_by(
            Quartier.valide_au.is_not(None), Quartier.nom, Quartier.code
        )
        for row in unit.all(query):
            if _holds(f"{row.nom} {row.code}", asked):
                yield Found("quartier", row.code, f"{row.nom} ({row.code})", f"Quartier {row.generation}")
    if only in {None, Section.OBJECTIFS}:
        followed = {row.code: row.libelle for row in unit.all(select(Objectif.code, Objectif.libelle))}
        lines = {row.code: row.libelle for row in unit.all(select(Repere.code, Repere.libelle))}
        yield from _lines(asked, followed, "objectif", "Objectif")
        yield from _lines(asked, {c: t for c, t in lines.items() if c not in followed}, "repere", "Repère")


def _lines(asked: Sequence[str], said: Mapping[str, str], table: str, sorte: str) -> Iterator[Found]:
    for code, libelle in sorted(said.items()):
        if _holds(f"{code} {libelle}", asked):
            yield Found(table, code, f"{libelle} ({code})", sorte)


def _holds(text: str, asked: Sequence[str]) -> bool:
    """Whether each word asked begins a word of a text."""
    own = f" {' '.join(_WORD.findall(_folded(text)))}"
    return all(f" {part}" in own for part in asked)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """`fold`, which is asked for the same names at each key."""
    return fold(text)


def _with_extracts(unit: UnitOfWork, found: list[Found], asked: Sequence[str]) -> list[Found]:
    """The words around, for those whose name does not answer by itself."""
    silent: dict[str, list[str]] = {}
    for one in found:
        if one.rang is Rang.AILLEURS and one.table in FICHES:
            silent.setdefault(one.table, []).append(one.uid)
    texts: dict[str, str] = {}
    for table, uids in silent.items():
        texts |= words.of_many(unit, FICHES[table].model, uids)
    return [replace(one, extrait=_said(one.table, texts[one.uid], asked)) if one.uid in texts else one for one in found]


def _said(table: str, text: str, asked: Sequence[str]) -> str:
    """The words around, without the reference that begins the text, unless it is what was typed."""
    prefix = FICHES[table].model.prefix
    rest = text.partition(" ")[2] if prefix and text.startswith(f"{prefix}-") else text
    return extract(rest, asked) or extract(text, asked)
