"""From a stored record to a paper on the disk: which papers exist, what each takes from the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from pvdesk.base.files import write_atomic
from pvdesk.fiches import FICHES
from pvdesk.reports import access, meetings, monthly, reminders
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import sheet
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import names, records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork


def fiche(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of any record."""
    table = next((t for t in FICHES if unit.session.get(FICHES[t].model, uid) is not None), "")
    if not table:
        raise records.Absent(uid)
    draft = records.load(unit, table, uid)
    title = names.names(unit, table, [uid])[uid]
    return sheet.build(FICHES[table], draft, title, emitter(), edited(draft, unit))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its name, the table of the records that it prints (empty: any), how it is made."""

    label: str
    table: str
    build: Callable[[UnitOfWork, str], Doc]


PAPERS: dict[str, Paper] = {
    "compte-rendu": Paper("Compte rendu", "reunion", meetings.compte_rendu),
    "compte-rendu-public": Paper("Compte rendu à afficher, sans nom", "reunion", meetings.compte_rendu_public),
    "emargement": Paper("Feuille d’émargement", "reunion", meetings.feuille),
    "note": Paper("Note mensuelle", "note_mensuelle", monthly.note_mensuelle),
    "relance": Paper("Relance du porteur", "projet", reminders.relance_du_porteur),
    "acces": Paper("Réponse à une demande d’accès", "demande", access.reponse_acces),
    "fiche": Paper("Fiche", "", fiche),
}


def papers_of(table: str) -> dict[str, str]:
    """The papers of a record type: name of the document → label, its own first."""
    own = {name: paper.label for name, paper in PAPERS.items() if paper.table == table}
    return own | {name: paper.label for name, paper in PAPERS.items() if not paper.table}


def print_to(desk: Desk, document: str, ref: str, target: Path) -> Path:
    """Write a paper of a record.

    Args:
        desk: whose record it is.
        document: a key of `PAPERS`.
        ref: uid or human reference of the record.
        target: the file, replaced whole or not at all.

    Raises:
        KeyError: no such document.
        records.Absent: no such record.
        Unprintable: the record lacks what the paper needs, or is of another type.
        OSError: the file cannot be written.
    """
    paper = PAPERS[document]
    with desk.reading() as unit:
        doc = paper.build(unit, _record_of(unit, paper, ref))
    return write(doc, target)


def write(doc: Doc, target: Path) -> Path:
    """Write a paper to a file, replaced whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    from pvdesk.reports import render

    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, render.render(doc).data)
    return target


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
