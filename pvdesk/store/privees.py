"""What never leaves a laptop stays where it is read: the private words of a fiche that was united with another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.base import Personne, Record
from pvdesk.kit.schema import schema
from pvdesk.store.records import model_of
from pvdesk.store.unit import UnitOfWork

OF = "De la fiche {reference}, unie à celle-ci"
OF_OTHER = "De l’autre fiche, unie à celle-ci"


def carry(unit: UnitOfWork, table: str, united: Iterable[str]) -> set[str]:
    """Say in the fiche that remains what the united ones said for this laptop alone; the uids of those that changed.

    Where it says nothing, theirs takes the place; where it says something else, theirs follows, with its origin. What
    it says already is not said twice. A person made anonymous gets nothing back.
    """
    model = model_of(table)
    keys = [datum.key for datum in schema(model).stored if datum.about.private]
    changed: set[str] = set()
    for uid in united if keys else ():
        lost = unit.session.get(model, uid)
        kept = _remaining(unit, model, lost) if lost is not None else None
        if lost is None or kept is None or (isinstance(kept, Personne) and kept.anonymise_le is not None):
            continue
        for key in keys:
            said = _joined(getattr(kept, key), getattr(lost, key), lost)
            if said != getattr(kept, key):
                setattr(kept, key, said)
                changed.add(kept.uid)
    unit.session.flush()
    return changed


def _remaining(unit: UnitOfWork, model: type[Record], lost: Record) -> Record | None:
    """The fiche at the end of the unions, when it is here."""
    seen, row = {lost.uid}, lost
    while row.remplace_par is not None and row.remplace_par not in seen:
        seen.add(row.remplace_par)
        found = unit.session.get(model, row.remplace_par)
        if found is None:
            return None
        row = found
    return row if row is not lost else None


def _joined(own: Any, other: Any, lost: Record) -> Any:
    if own in {None, ""} or other in {None, ""}:
        return own or other
    if not isinstance(own, str) or other in own:
        return own
    of = OF.format(reference=lost.reference) if lost.reference else OF_OTHER
    return f"{own}\n\n{of}\u00a0:\n{other}"
