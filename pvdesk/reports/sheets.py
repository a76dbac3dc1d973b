"""From any stored record to its sheet."""

from __future__ import annotations

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import sheet
from pvdesk.store import names, photos, records
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
    return sheet.build(FICHES[table], draft, title, emitter(unit), edited(draft, unit), _pictures(unit, draft))


def _pictures(unit: UnitOfWork, draft: Draft) -> dict[str, bytes]:
    """Those of a visit's lines that are on this laptop."""
    found = {line.uid: photos.content(unit, line.uid) for line in draft.lines.get("photos", [])}
    return {uid: picture for uid, picture in found.items() if picture is not None}
