"""An order of erasure in a lot: it wins over every cause, and no older line brings a name back (domain 4.6)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec
from sqlalchemy import select

from db.base import Line, Personne, Record
from db.models.demande import Demande
from db.models.demande_listes import Revue
from pvdesk.bundle.codec import Ligne
from pvdesk.store import effacement
from pvdesk.store.unit import UnitOfWork

ORDER = "anonymise_le"


def without_names(model: type[Record | Line], line: Ligne, known: Any) -> Ligne:
    """The line as it may be read: of a person who is anonymous here, nothing of who they were, whoever says it."""
    if not issubclass(model, Personne) or known is None or getattr(known, ORDER) is None:
        return line
    keys = effacement.personal(model) | {ORDER}
    valeurs = {k: v for k, v in line.valeurs.items() if k not in keys}
    modifs = {k: m for k, m in line.modifs.items() if k not in keys}
    return msgspec.structs.replace(line, valeurs=valeurs, modifs=modifs)


def given(model: type[Record | Line], stored: Mapping[str, Any]) -> bool:
    """Whether a line orders to forget who a person is."""
    return issubclass(model, Personne) and stored.get(ORDER) is not None


def emptied(model: type[Record | Line]) -> dict[str, None]:
    """What such a line says of the person, whatever it says."""
    assert issubclass(model, Personne)
    columns = model.__table__.columns
    return dict.fromkeys(key for key in effacement.personal(model) if columns[key].nullable)


def imposed(model: type[Record | Line], stored: Mapping[str, Any]) -> frozenset[str]:
    """The keys that an order changes without asking who wrote them last."""
    if not given(model, stored):
        return frozenset()
    assert issubclass(model, Personne)
    return effacement.personal(model) | {ORDER}


def apply(unit: UnitOfWork, people: Mapping[str, str], changed: AbstractSet[str]) -> None:
    """Forget in this base what a merged lot orders: history, clashes, index, what the rewritten texts said before.

    Args:
        unit: the transaction of the merge.
        people: those made anonymous, uid → table.
        changed: uids of the fiches that the lot changed: an answered request tells which texts were rewritten.
    """
    for uid, table in people.items():
        effacement.scrub(unit, table, uid)
        effacement.reindex(unit, table, uid)
        effacement.forget_twins(unit, table, uid)
    answered = select(Demande).where(Demande.uid.in_(sorted(changed)), Demande.effacee_le.is_not(None))
    for demande in unit.session.scalars(answered):
        for mention in demande.mentions:
            if mention.revue is Revue.MASQUEE and mention.chemin:
                effacement.forget_text(unit, mention.chemin)
