"""From a stored record, or from the house, to a paper on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select

from pvdesk.base.files import write_atomic
from pvdesk.fiches import FICHES
from pvdesk.reports import html, issuer, versions
from pvdesk.reports.blocks import Doc
from pvdesk.reports.catalogue import HOUSE_PAPERS, PAPERS, Paper, papers_of
from pvdesk.reports.preflight import preflight
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.theme import DEFAULT, Theme
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

PDF, ODT, HTML = ".pdf", ".odt", ".html"
FORMATS: Mapping[str, str] = MappingProxyType({PDF: "PDF, à archiver", ODT: "Texte à modifier", HTML: "Page web"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper on the disk; `messages`, in French, are what its author should know of it."""

    path: Path
    messages: tuple[str, ...]


def print_to(desk: Desk, document: str, ref: str, target: Path) -> Path:
    """Write a paper, as `put` does: its file."""
    return put(desk, document, ref, target).path


def put(desk: Desk, document: str, ref: str, target: Path) -> Printed:
    """Write a paper of a record: the very file that was handed over, when it says just that.

    Args:
        desk: whose record it is.
        document: a key of `PAPERS` or of `HOUSE_PAPERS`.
        ref: uid or human reference of the record, or uid of a paper kept; for a paper of the house, one of its choices.
        target: the file, replaced whole or not at all; its suffix, one of `FORMATS`, says how it is written.

    Raises:
        KeyError: no such document.
        records.Absent: no such record.
        Unprintable: the record lacks what the paper needs, or is of another type; the suffix is of no format.
        OSError: the file cannot be written.
    """
    form = form_of(target)
    doc = compose(desk, document, ref)
    with desk.reading() as unit:
        kept = versions.deja_rendu(unit, doc) if form == PDF else None
        theme = issuer.identity(unit).theme
    if kept is not None:
        return Printed(_put(kept, target), ())
    data, messages = _made(doc, form, theme)
    return Printed(_put(data, target), messages)


def compose(desk: Desk, document: str, ref: str) -> Doc:
    """What a paper says; arguments and errors are those of `put`."""
    with desk.reading() as unit:
        if document in HOUSE_PAPERS:
            return _of_the_house(unit, document, ref)
        if (handed := versions.papier(unit, ref)) is not None:
            return handed
        paper = PAPERS[document]
        return paper.build(unit, _record_of(unit, paper, ref))


def write(doc: Doc, target: Path, theme: Theme = DEFAULT) -> Path:
    """Write a paper to a file, replaced whole or not at all; its suffix, one of `FORMATS`, says how.

    Raises:
        Unprintable: the suffix is of no format.
        OSError: the file cannot be written.
    """
    return _put(written(doc, form_of(target), theme), target)


def form_of(target: Path) -> str:
    """The format that a file name asks for, a key of `FORMATS`; no suffix asks for a PDF.

    Raises:
        Unprintable: papers are not written so.
    """
    suffix = target.suffix.lower() or PDF
    if suffix not in FORMATS:
        raise UnknownFormat(target.suffix)
    return suffix


def written(doc: Doc, form: str, theme: Theme = DEFAULT) -> bytes:
    """The file of a paper in one of the `FORMATS`: the same words in each."""
    return _made(doc, form, theme)[0]


def _made(doc: Doc, form: str, theme: Theme) -> tuple[bytes, tuple[str, ...]]:
    """The file of a paper, and what its author should know."""
    if form == HTML:
        return html.page(doc, theme).encode(), (*doc.notes, *preflight(doc))
    if form == ODT:
        from pvdesk.reports import odt

        return odt.write(doc, theme), (*doc.notes, *preflight(doc))
    from pvdesk.reports import render

    rendered = render.render(doc, theme=theme)
    return rendered.data, rendered.messages


def misfit(theme: Theme) -> tuple[str, ...]:
    """Why the PDF is not written with the fonts of a theme; nothing when it is."""
    from pvdesk.reports import render

    return render.misfit(theme)


def _put(data: bytes, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, data)
    return target


def _of_the_house(unit: UnitOfWork, document: str, choice: str) -> Doc:
    """A paper of the house.

    Raises:
        UnknownChoice: it is not made from that.
    """
    paper = HOUSE_PAPERS[document]
    offered = paper.choices(unit)
    if choice not in offered:
        raise UnknownChoice(paper.label, choice, tuple(offered))
    return paper.build(unit, choice)


def _record_of(unit: UnitOfWork, paper: Paper, ref: str) -> str:
    """The record that a paper prints.

    Raises:
        WrongType: the record exists, of another type.
        records.Absent: no such record.
    """
    try:
        return resolve(unit, paper.table, ref)
    except records.Absent:
        uid = resolve(unit, "", ref)
    table = next(table for table, f in FICHES.items() if unit.session.get(f.model, uid) is not None)
    raise WrongType(ref, table, paper)


class UnknownFormat(Unprintable):
    """A paper is not written in files of that kind."""

    def __init__(self, suffix: str) -> None:
        known = ", ".join(FORMATS)
        super().__init__(
            f"Un papier ne s’écrit pas en «\u00a0{suffix}\u00a0».", f"Finissez le nom du fichier par\u00a0: {known}."
        )


class UnknownChoice(Unprintable):
    """A paper of the house is not made from what was asked."""

    def __init__(self, label: str, choice: str, offered: tuple[str, ...]) -> None:
        shown = ", ".join(offered) if offered else "rien pour l’instant"
        super().__init__(
            f"«\u00a0{label}\u00a0» ne se fait pas de «\u00a0{choice}\u00a0».", f"Choisissez parmi\u00a0: {shown}."
        )


class WrongType(Unprintable):
    """The paper is of another type of record."""

    def __init__(self, ref: str, table: str, paper: Paper) -> None:
        own = ", ".join(papers_of(table))
        super().__init__(
            f"La fiche «\u00a0{ref}\u00a0» existe, son type est «\u00a0{FICHES[table].singular}\u00a0»\u202f; "
            f"le papier demandé s’imprime d’une fiche «\u00a0{FICHES[paper.table].singular}\u00a0».",
            f"Pour cette fiche, choisissez parmi\u00a0: {own}.",
        )


def resolve(unit: UnitOfWork, table: str, ref: str) -> str:
    """The uid behind a uid or a human reference; any record type when `table` is empty.

    Raises:
        records.Absent: neither.
    """
    for model in [FICHES[table].model] if table else [f.model for f in FICHES.values()]:
        found = unit.session.scalar(select(model.uid).where((model.reference == ref) | (model.uid == ref)))
        if found is not None:
            return found
    raise records.Absent(ref)
