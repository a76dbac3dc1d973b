"""Taking the example away: everything that was recorded in its base, in one gesture, that can be taken back.

Nothing of it may ever travel: rows, history and index go, where a deletion would leave marks that a lot carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, text, update

from db.base import Base
from db.models.echange import Cle, Correspondant, Installation, Memoire
from db.models.referentiel import QuartierCommune
from pvdesk.fiches import FICHES
from pvdesk.store import indexing
from pvdesk.store.impossible import Impossible
from pvdesk.store.repentir import Repentir
from pvdesk.store.unit import UnitOfWork

_KEPT = frozenset(
    {model.__tablename__ for model in (Cle, Correspondant, Installation, Memoire, QuartierCommune)} | {"chiffre"}
)
BEGUN = (
    "Vous avez commencé vos propres fiches\u00a0: l’exemple ne revient pas parmi elles. "
    "Il est gardé dans une copie mise de côté, à la page «\u00a0Sauvegarde\u00a0»."
)

Held = list[tuple[Table, list[dict[str, Any]]]]


def present(unit: UnitOfWork) -> bool:
    """Whether the base is an example."""
    return bool(unit.session.scalar(select(Installation.exemple)))


def effacer(unit: UnitOfWork, code: str = "") -> Repentir:
    """Empty the base of all that was recorded, what was typed in the example included; it is an example no more.

    Args:
        unit: the work.
        code: what the poste is called from now on; as before when empty. The folder is to be opened again then.
    """
    connection = unit.session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    held: Held = [
        (table, [dict(row._mapping) for row in connection.execute(select(table))])  # noqa: SLF001 - Row's public API
        for table in _tables()
    ]
    for table in reversed(_tables()):
        connection.execute(delete(table))
    for name in ("recherche", "recherche_place"):
        connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - two names of ours
    connection.execute(update(Installation).values(exemple=False, **({"code": code} if code else {})))
    return Repentir(
        "", "", "Données d’exemple effacées\u00a0: la base est vide", "Données d’exemple remises",
        partial(remettre, held=held), effacer,
    )  # fmt: skip


def remettre(unit: UnitOfWork, held: Held) -> None:
    """Put the example back.

    Raises:
        Impossible: fiches were begun since; nothing changes.
    """
    if any(unit.session.scalar(select(func.count()).select_from(fiche.model)) for fiche in FICHES.values()):
        raise Impossible(BEGUN)
    connection = unit.session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table, rows in held:
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)
    connection.execute(update(Installation).values(exemple=True))
    indexing.reindex(unit, {table: _uids(unit, table) for table in FICHES})


def _tables() -> Sequence[Table]:
    """Those that hold what people record, each after those it points to; not those that come with the program."""
    return [t for t in Base.metadata.sorted_tables if t.name not in _KEPT and "source" not in t.columns]


def _uids(unit: UnitOfWork, table: str) -> list[str]:
    model: Any = FICHES[table].model
    return list(unit.session.scalars(select(model.uid).where(model.supprime_le.is_(None))))
