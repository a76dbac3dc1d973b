"""From a stored record, or from the house, to a paper on the disk."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from pvdesk.base.files import write_atomic
from pvdesk.fiches import FICHES
from pvdesk.reports.blocks import Doc
from pvdesk.reports.catalogue import HOUSE_PAPERS, PAPERS, Paper, papers_of
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork


def print_to(desk: Desk, document: str, ref: str, target: Path) -> Path:
    """Write a paper of a record.

    Args:
        desk: whose record it is.
        document: a key of `PAPERS` or of `HOUSE_PAPERS`.
        ref: uid or human reference of the record; for a paper of the house, one of its choices.
        target: the file, replaced whole or not at all.

    Raises:
        KeyError: no such document.
        records.Absent: no such record.
        Unprintable: the record lacks what the paper needs, or is of another type.
        OSError: the file cannot be written.
    """
    return write(compose(desk, document, ref), target)


def compose(desk: Desk, document: str, ref: str) -> Doc:
    """What a paper says; arguments and errors are those of `print_to`."""
    with desk.reading() as unit:
        if document in HOUSE_PAPERS:
            return _of_the_house(unit, document, ref)
        paper = PAPERS[document]
        return paper.build(unit, _record_of(unit, paper, ref))


def write(doc: Doc, target: Path) -> Path:
    """Write a paper to a file, replaced whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    from pvdesk.reports import render

    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, render.render(doc).data)
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
