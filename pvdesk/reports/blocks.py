"""What a paper says, before any drawing: typed blocks that every writer (PDF today) reads.

Texts are plain: no caller ever passes markup. French typography is applied by the writer.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
Tone = Literal["body", "lead", "small", "label"]  # label: a line that opens what follows


@dataclass(frozen=True)
class Strong:
    """Words that matter."""

    text: str


@dataclass(frozen=True)
class Sup:
    """A superscript: the « er » of « 1er »."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead to `url` (http, https or mailto)."""

    text: str
    url: str


Inline = str | Strong | Sup | Link
Words = str | tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What is said of the whole paper. `when` (UTC) comes from the record: equal records give equal bytes."""

    title: str
    author: str
    subject: str
    when: dt.datetime
    reference: str = ""
    status: str = ""  # « Projet v0.2 », « Approuvé le 5 mai 2026 »
    footer: str = ""  # the kind of paper in two or three words, at the foot of each page, where no screen reader goes
    draft: bool = False
    landscape: bool = False  # the first pages are turned; a `Break` may turn the next ones


@dataclass(frozen=True)
class Heading:
    """A title of level 1 to 3; `kicker` is the small line above its words."""

    level: int
    words: Words
    kicker: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph; a line end in it starts another one."""

    words: Words
    tone: Tone = "body"


@dataclass(frozen=True)
class Bullets:
    """A list, with dots or with numbers."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels and their values, one a line."""

    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class Column:
    """A column of a grid: `width` is a share of the whole, `header` makes its cells head their row."""

    title: str
    width: float
    align: Align = "left"
    header: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `row_height` (mm) is the least height of a row; `ruled` draws every cell's frame, to be written in."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    empty: str = "Néant."
    row_height: float = 0
    ruled: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Who writes (left) and where, when, under which reference (right)."""

    emitter: tuple[str, ...]
    edition: tuple[str, ...]


@dataclass(frozen=True)
class Signatures:
    """Room to sign: one (name or function, quality) a column, kept together under `place`."""

    place: str
    signers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Figure:
    """A picture. `alt` says it to who does not see it; a `decorative` one says nothing and is read by nobody."""

    data: bytes  # JPEG, PNG…: encoded again without its metadata
    alt: str = ""
    caption: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class Figures:
    """Pictures in the order of reading, `columns` (at most four) side by side."""

    items: tuple[Figure, ...]
    columns: int = 2


@dataclass(frozen=True)
class Blank:
    """Room to be written in by hand under `label`: boxes to tick, a comb, a frame, or ruled lines; the first said.

    Attributes:
        label: what is asked.
        choices: words each beside a box to tick.
        comb: one case a letter, « JJ/MM/AAAA »; other characters are printed between the cases.
        frame: height of a frame, in millimetres; at most half a page is given.
        lines: ruled lines; the same.
    """

    label: str
    choices: tuple[str, ...] = ()
    comb: str = ""
    frame: float = 0
    lines: int = 1

    @property
    def ticks(self) -> str:
        """The choices, each after its box."""
        return "\u00a0\u00a0\u00a0 ".join(f"☐\u00a0{choice}" for choice in self.choices)


@dataclass(frozen=True)
class Blanks:
    """Blanks in the order of reading, `columns` (at most four) side by side."""

    fields: tuple[Blank, ...]
    columns: int = 1


@dataclass(frozen=True)
class Break:
    """The next block starts a page, unless the share `room` of one is free; `landscape` turns the pages from there."""

    landscape: bool | None = None  # None: as they are
    room: float = 0  # 0: always a page; nothing is kept on a page that turns


Plain = Heading | Para | Bullets | Facts | Grid | Letterhead | Signatures | Figure | Figures | Blanks | Break


@dataclass(frozen=True)
class Box:
    """Blocks inside a frame that may run over pages; the title is a heading of level 2."""

    title: Words
    blocks: tuple[Plain, ...]


@dataclass(frozen=True)
class Contents:
    """The headings of the paper down to `depth`, each with its page; the one that opens the paper is not listed."""

    title: str = "Sommaire"
    depth: int = 2


Block = Plain | Box | Contents


@dataclass(frozen=True)
class Doc:
    """A paper. `notes`: what its author should know of it (a photo left out), that no page says."""

    meta: Meta
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def plain(words: Words) -> str:
    """The words without their attributes."""
    return words if isinstance(words, str) else "".join(w if isinstance(w, str) else w.text for w in words)
