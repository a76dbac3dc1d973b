"""What clashes goes to the queue of a person, and takes its place in the sequence: both values kept, none imposed."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import delete, insert, select

from db.journal import Author, Geste, Trace
from db.models.arbitrage import Conflit, NatureConflit
from pvdesk.bundle.codec import Ligne
from pvdesk.mission.causes import Last
from pvdesk.store.unit import UnitOfWork


class Queue:
    """The clashes of one lot.

    Attributes:
        opened: how many were queued.
        replaced: those that a newer value of the same poste made pointless, as rows, for who undoes the import.
    """

    def __init__(self, unit: UnitOfWork, poste: str, lot: str) -> None:
        self._unit = unit
        self._poste = poste
        self._lot = lot
        self.opened = 0
        self.replaced: list[dict[str, Any]] = []
        waiting = select(Conflit).where(Conflit.poste == poste, Conflit.regle_le.is_(None))
        self._waiting = {(c.uid, c.champ): c for c in unit.session.scalars(waiting)}

    def put(
        self, nature: NatureConflit, place: tuple[str, str, tuple[str, str]], champ: str | None, last: Last, **said: Any
    ) -> None:
        """Queue a clash; it takes the place of an older one of the same poste there.

        Args:
            nature: what clashes.
            place: table and uid of the row; table and uid of its fiche.
            champ: the field; None for the whole row.
            last: the write in place.
            said: en_place, proposee, n, base, ligne.
        """
        table, uid, (fiche_type, fiche_uid) = place
        self.drop(uid, champ)
        geste = Geste.SUPPRESSION if nature is NatureConflit.DISPARUE and said.get("absent") else Geste.MODIFICATION
        said.pop("absent", None)
        again = said.pop("again", (champ, said.get("en_place")))
        msn = self.bump(place, geste, again, last)
        ligne: Ligne | None = said.pop("ligne", None)
        row = {
            "nature": nature, "lot": self._lot, "poste": self._poste, "type": table, "uid": uid,
            "fiche_type": fiche_type, "fiche_uid": fiche_uid, "champ": champ, "auteur": last.poste, "msn": msn,
            "en_place": None, "proposee": None, "ouvert_le": self._unit.now,
            "ligne": msgspec.to_builtins(ligne) if ligne is not None else None,
        }  # fmt: skip
        made = Conflit(**row | said)
        self._unit.session.add(made)
        self._unit.session.flush()
        self._waiting[uid, champ] = made
        self.opened += 1

    def drop(self, uid: str, champ: str | None, n: int | None = None) -> None:
        """Forget what the poste said there before: it says something newer (its own sequence `n`)."""
        waiting = self._waiting.get((uid, champ))
        if waiting is None or (n is not None and n <= waiting.n):
            return
        del self._waiting[uid, champ]
        if waiting.lot != self._lot:
            self.replaced.append({c.key: getattr(waiting, c.key) for c in Conflit.__table__.columns})
        self._unit.session.expunge(waiting)
        self._unit.session.execute(delete(Conflit).where(Conflit.id == waiting.id))

    def bump(
        self, place: tuple[str, str, tuple[str, str]], geste: Geste, again: tuple[str | None, Any], last: Last
    ) -> int:
        """Say again what stands, at a new sequence, so that the poste that lost gets it back; that sequence."""
        author: Author = self._unit.session.info["author"]
        table, uid, (fiche_type, fiche_uid) = place
        champ, value = again
        said = insert(Trace.__table__).values(  # type: ignore[arg-type]
            operation=author.operation, poste=last.poste, le=author.now, type=table, uid=uid, fiche_type=fiche_type,
            fiche_uid=fiche_uid, geste=geste, champ=champ, avant=value, apres=value, base=0, lot=self._lot,
            n_source=0 if last.living else None,
        )  # fmt: skip
        made = self._unit.session.connection().execute(said).inserted_primary_key
        assert made is not None
        return int(made[0])
