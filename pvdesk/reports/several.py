"""Papers of several records in one file, and the names of their files in one folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pvdesk.base.francais import pluriel
from pvdesk.reports.blocks import Block, Break, Contents, Doc, Heading, Meta

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\s]+')  # by a name of file, on Windows too
_LONGEST = 80


def collection(label: str, docs: Sequence[Doc]) -> Doc:
    """The papers one after the other, each on its own pages, after a list of them.

    It is as old as the youngest of them, and a draft as soon as one of them is.
    """
    first = docs[0].meta
    drafts = sum(doc.meta.draft for doc in docs)
    said = pluriel(len(docs), "papier", "papiers")
    meta = Meta(
        title=f"{label}\u00a0: {said}", author=first.author, subject=first.subject, footer=first.footer,
        when=max(doc.meta.when for doc in docs), draft=bool(drafts), status="Projet" if drafts else "",
    )  # fmt: skip
    blocks: list[Block] = [Heading(1, label, kicker=said), Contents(depth=1)]
    for doc in docs:
        blocks += [Break(landscape=doc.meta.landscape), *_numbered(doc)]
    return Doc(meta, tuple(blocks), (*_said_of(drafts, len(docs)), *(note for doc in docs for note in doc.notes)))


def _numbered(doc: Doc) -> tuple[Block, ...]:
    """The blocks of a paper, its reference on its title: the foot of the page tells that of no one."""
    blocks = list(doc.blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            if doc.meta.reference and not block.kicker:
                blocks[place] = replace(block, kicker=doc.meta.reference)
            break
    return tuple(blocks)


def _said_of(drafts: int, total: int) -> tuple[str, ...]:
    if not drafts or drafts == total:
        return ()
    are = pluriel(drafts, "papier est un projet", "papiers sont des projets")
    return (f"{are}\u00a0: toutes les pages portent le mot PROJET.",)


def name_of(document: str, doc: Doc) -> str:
    """« compte-rendu-CC-2026-D07-0001.pdf »."""
    said = _REFUSED.sub("-", doc.meta.reference or doc.meta.title).strip("-. ")[:_LONGEST]
    return f"{document}-{said}.pdf" if said else f"{document}.pdf"
