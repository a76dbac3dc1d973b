"""A paper before it is printed: read from the base, then built beside it, its pages ready to be drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pvdesk.base.files import write_atomic
from pvdesk.base.steps import Tell, quiet
from pvdesk.reports import html, identite, printing, versions
from pvdesk.reports.blocks import Doc, Heading, Meta
from pvdesk.reports.control import control_code
from pvdesk.reports.pages import Pages
from pvdesk.reports.theme import Theme
from pvdesk.store.desk import Desk

PDF = ".pdf"
GIVEN = "C’est le fichier qui a été diffusé, tel qu’il a été gardé."


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says, and the very file that was handed over when it says just that; None of any other."""

    doc: Doc
    given: bytes | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A paper and its file.

    Attributes:
        doc: what it says.
        data: the PDF.
        code: its control code.
        pages: to be drawn; closed by who looks.
        text: its words in the order of reading, in HTML without a look of its own.
        messages: what to know before it is printed.
        theme: how it is written in other forms.
    """

    doc: Doc
    data: bytes
    code: str
    pages: Pages
    text: str
    messages: tuple[str, ...]
    theme: Theme


def read(desk: Desk, document: str, ref: str) -> Said:
    """What a paper says; arguments and errors are those of `printing.compose`."""
    doc = printing.compose(desk, document, ref)
    with desk.reading() as unit:
        return Said(doc, versions.deja_rendu(unit, doc))


def look(said: Said, folder: Path, tell: Tell = quiet) -> Looked:
    """Build a paper as the service of a data folder wants it, and open it; what `tell` raises interrupts."""
    identity = identite.load(folder)
    doc, theme, text = said.doc, identity.theme, html.page(said.doc, identity.theme, styled=False)
    if said.given is not None:
        messages = (*doc.notes, GIVEN)
        return Looked(doc, said.given, control_code(doc), Pages(said.given), text, messages, theme)
    from pvdesk.reports import render

    made = render.render(doc, theme=theme, tell=tell)
    left_out = (refused.phrase for refused in identity.refus)
    return Looked(doc, made.data, made.code, Pages(made.data), text, (*made.messages, *left_out), theme)


def save(looked: Looked, target: Path) -> Path:
    """Write it in the form of the suffix, a PDF as the very bytes that are looked at.

    Raises:
        Unprintable: the suffix is of no form of papers.
        OSError: the file cannot be written.
    """
    if target.suffix.lower() != PDF:
        return printing.write(looked.doc, target, looked.theme)
    write_atomic(target, looked.data)
    return target


def built(said: Said, folder: Path, tell: Tell = quiet) -> bytes:
    """The PDF of a paper; what `tell` raises interrupts the build."""
    if said.given is not None:
        return said.given
    from pvdesk.reports import render

    return render.render(said.doc, theme=identite.load(folder).theme, tell=tell).data


def warm(folder: Path) -> None:
    """Look at a paper that says nothing: the first true one waits for neither libraries nor fonts."""
    when = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    meta = Meta(title="Papier", author="pvdesk", subject="Papier", when=when)
    pages = look(Said(Doc(meta, (Heading(1, "Papier"),))), folder).pages
    pages.picture(0, 0.1)
    pages.close()
