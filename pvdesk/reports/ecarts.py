"""What changed from one version of a paper to the next, passage by passage, each named as a reader would name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pvdesk.reports.blocks import (
    Block,
    Bullets,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Para,
    Signatures,
    Words,
    plain,
)
from pvdesk.reports.preflight import figures, flat

VERSION = "Version"  # the fact where a paper speaks of its own version: no change of what it says
HEAD = "En-tête"
_ROWS = {"D": "Décision", "A": "Action", "P": "Projet"}  # what the rows of a relevé are numbered by
_NUMBERED = re.compile(r"([DAP])(\d+)(\s|\Z)")
_POINT = re.compile(r"(\d+)\.\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that changed: where it stands, what stood there (empty: nothing), what stands there now (the same)."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Passage:
    where: str
    text: str
    numbered: bool = False  # it is cited by its number
    picture: bytes = b""

    @property
    def said(self) -> tuple[str, bytes]:
        return self.text, self.picture


def differences(old: Doc, new: Doc) -> tuple[Change, ...]:
    """The changes in the order of the paper. The letterhead, the state and the version of a paper are not told."""
    before, after = _sections(old), _sections(new)
    order = [*after, *(title for title in before if title not in after)]
    return _settled([change for title in order for change in _changes(before.get(title, []), after.get(title, []))])


def _settled(changes: list[Change]) -> tuple[Change, ...]:
    """Without what only stands under another title: the end of a paper follows whichever section is the last."""
    added = Counter(change.new for change in changes if not change.old)
    removed = Counter(change.old for change in changes if not change.new)
    moved = added & removed
    left = {True: moved.copy(), False: moved.copy()}
    kept = []
    for change in changes:
        text, side = change.new or change.old, bool(change.old)
        if bool(change.old) is not bool(change.new) and left[side][text] > 0:
            left[side][text] -= 1
        else:
            kept.append(change)
    return tuple(kept)


def _changes(old: list[_Passage], new: list[_Passage]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [p.said for p in old], [p.said for p in new], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield from (
                Change(was.where, was.where, now.where)
                for was, now in zip(old[i1:i2], new[j1:j2], strict=True)
                if was.numbered and was.where != now.where
            )
        else:
            yield from _replaced(old[i1:i2], new[j1:j2])


def _replaced(old: list[_Passage], new: list[_Passage]) -> Iterator[Change]:
    """Passages of one place answer each other; the others were taken away, or added."""
    added = list(new)
    for was in old:
        now = next((passage for passage in added if passage.where == was.where), None)
        if now is None:
            yield Change(was.where, was.text, "")
            continue
        added.remove(now)
        text = f"{now.text} (autre image)" if now.text == was.text else now.text
        yield Change(was.where, was.text, text)
    yield from (Change(now.where, "", now.text) for now in added)


def _sections(doc: Doc) -> dict[str, list[_Passage]]:
    """The passages of a paper under each title of level 2, in reading order."""
    found: dict[str, list[_Passage]] = {}
    section, point = HEAD, ""
    for block in flat(doc.blocks):
        if isinstance(block, Heading) and block.level == 2:
            section, point = plain(block.words), ""
            continue
        if isinstance(block, Heading) and block.level == 3:
            numbered = _POINT.fullmatch(plain(block.words))
            point = f", point {numbered[1]}" if numbered else f", {plain(block.words)}"
            made = [_Passage(section + point, numbered[2] if numbered else plain(block.words), numbered=True)]
        else:
            made = list(_passages(block, section, section + point))
        found.setdefault(section, []).extend(made)
    return found


def _passages(block: Block, section: str, place: str) -> Iterator[_Passage]:
    match block:
        case Heading():
            yield _Passage("Titre", plain(block.words))
        case Para():
            yield from (_Passage(place, line) for line in plain(block.words).split("\n") if line.strip())
        case Bullets():
            for number, item in enumerate(block.items, 1):
                where = f"{section}, point {number}" if block.numbered else place
                yield _Passage(where, plain(item), numbered=block.numbered)
        case Facts():
            yield from (_Passage(label, plain(words)) for label, words in block.pairs if label != VERSION)
        case Grid():
            yield from (_row(block, row, section) for row in block.rows)
        case Signatures():
            yield from (_Passage("Signatures", " – ".join(filter(None, signer))) for signer in block.signers)
        case Figure() | Figures():
            yield from (_Passage(place, f.caption or f.alt or "Image", picture=f.data) for f in figures(block))


def _row(grid: Grid, row: tuple[Words, ...], section: str) -> _Passage:
    """« Décision D2 » for a row that bears its number, else the title of its section and its head."""
    first, *others = [plain(words) for words in row]
    if not grid.columns[0].header:
        return _Passage(section, "\n".join(_told(grid, [first, *others])))
    numbered = _NUMBERED.match(first)
    if numbered is None:
        return _Passage(f"{section}, {first}", "\n".join(_told(grid, ["", *others])))
    return _Passage(
        f"{_ROWS[numbered[1]]} {numbered[1]}{numbered[2]}", "\n".join(_told(grid, ["", *others])), numbered=True
    )


def _told(grid: Grid, cells: list[str]) -> Iterable[str]:
    """Each cell after the title of its column; the one that says what the row is of needs none."""
    titled = False
    for column, cell in zip(grid.columns, cells, strict=False):
        if cell:
            yield f"{column.title}\u00a0: {cell}" if titled else cell
            titled = True
