"""From any stored record to its sheet."""

from __future__ import annotations

from pvdesk.fiches import FICHES
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import sheet
from pvdesk.store import names, records
from pvdesk.store.unit import UnitOfWork


def fiche(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of any record.

    Raises:
        records.Absent: no such record.
    """
    table = next((t for t in FICHES if unit.session.get(FICHES[t].model, uid) is not None), "")
    if not table:
        raise records.Absent(uid)
    draft = records.load(unit, table, uid)
    title = names.names(unit, table, [uid])[uid]
    return sheet.build(FICHES[table], draft, title, emitter(unit), edited(draft, unit))
