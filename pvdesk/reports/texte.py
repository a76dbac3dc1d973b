"""The words of a paper as every writer takes them: in French typography, without what no file can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pvdesk.base.francais import typo
from pvdesk.reports.blocks import Inline, Link, Meta, Sup, Words, plain

ORDINAL = re.compile(r"(?<!\w)(1(?=er|re)|[1-9]\d?(?=e))(er|re|e)(?!\w)")
SAFE = re.compile(r"(https?|mailto):[^\s<>\"]+\Z")  # addresses that may be followed
_HELD_BY_NO_FILE = re.compile("[\ud800-\udfff\ufffe\uffff]+")


def clean(text: str) -> str:
    """`text` in French typography. What cannot be written in a file is said in words.

    Direction and other invisible marks go: they could make a paper read otherwise than it was typed.
    """
    text = "".join(c for c in typo(text) if unicodedata.category(c) != "Cf")
    return _HELD_BY_NO_FILE.sub(lambda found: coded(found[0]), text)


def coded(run: str) -> str:
    """Characters that cannot be shown, in words."""
    if len(run) <= 2:
        return "".join(f"[U+{ord(c):04X}]" for c in run)
    return f"[{len(run)} caractères non imprimables]"


def line(text: str) -> str:
    """`text` on one line."""
    return clean(text).replace("\n", " ").strip()


def title_of(meta: Meta) -> str:
    """The title of the file; that of a draft says so."""
    return _as_draft(line(meta.title), "{} (projet)", meta)


def foot_of(meta: Meta) -> str:
    """What stands at the foot of each page; that of a draft says so."""
    said = " · ".join(line(part) for part in (meta.reference, meta.footer, meta.status) if part)
    return _as_draft(said, "{} · PROJET" if said else "PROJET", meta)


def _as_draft(said: str, marked: str, meta: Meta) -> str:
    return marked.format(said) if meta.draft and "projet" not in said.lower() else said


def unreadable(said: str) -> str:
    """What stands in the place of a picture that cannot be read."""
    return f"Image illisible\u00a0: {said}." if said else "Image illisible."


def lines(words: Words) -> list[tuple[Inline, ...]]:
    """Words cut at their line ends; empty lines go, ordinals are raised, what leads to no safe address is plain."""
    cut: list[list[Inline]] = [[]]
    for part in (words,) if isinstance(words, str) else words:
        first, *others = clean(part if isinstance(part, str) else part.text).split("\n")
        for number, said in enumerate((first, *others)):
            if number:
                cut.append([])
            cut[-1] += _inlines(part, said)
    return [tuple(made) for made in cut if plain(tuple(made)).strip()]


def _inlines(part: Inline, said: str) -> Iterator[Inline]:
    """One part of a line, with its new words."""
    if not said:
        return
    if isinstance(part, Link) and not SAFE.match(part.url):
        yield said
    elif not isinstance(part, str):
        yield replace(part, text=said)
    else:
        end = 0
        for found in ORDINAL.finditer(said):
            yield said[end : found.end(1)]
            yield Sup(found[2])
            end = found.end()
        if end < len(said):
            yield said[end:]
