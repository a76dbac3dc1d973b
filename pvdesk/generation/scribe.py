"""Who writes the fiches: the real store, a clock that moves from week to week, identities drawn from the seed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import Any

from sqlalchemy import event

from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

FIN_DE_JOURNEE = dt.time(15, 0, tzinfo=dt.UTC)  # the same day everywhere in France, overseas included
# Fiches that others list: what was read of these lists is read again.
LISTES = frozenset({"membre", "occupation"})
Lignes = Mapping[str, Iterable[Mapping[str, Any]]]


class Horloge:
    """A clock that shows the end of the day it was set to."""

    def __init__(self, jour: dt.date) -> None:
        self.jour = jour

    def __call__(self) -> dt.datetime:
        """The instant shown."""
        return dt.datetime.combine(self.jour, FIN_DE_JOURNEE)


class Scribe:
    """Writes fiches in a desk, many in a unit of work.

    Attributes:
        terminees: fiches passed to « Terminé », by table.
        brouillons: fiches left as drafts, by table.
        arretees: fiches that a rule kept from « Terminé », by table and rule: none, unless a rule is newer than us.
    """

    def __init__(self, desk: Desk, horloge: Horloge, alea: Random) -> None:
        self.desk = desk
        self.horloge = horloge
        self._alea = alea
        self._unit: UnitOfWork | None = None
        self._etats: dict[str, tuple[str, bool]] = {}
        self.arretees: Counter[str] = Counter()

    @property
    def unit(self) -> UnitOfWork:
        """The unit of work under way."""
        assert self._unit is not None, "a fiche is written within a period"
        return self._unit

    @property
    def terminees(self) -> Counter[str]:
        """Finished fiches, by table."""
        return Counter(table for table, final in self._etats.values() if final)

    @property
    def brouillons(self) -> Counter[str]:
        """Drafts, by table."""
        return Counter(table for table, final in self._etats.values() if not final)

    @contextmanager
    def periode(self, jour: dt.date) -> Iterator[None]:
        """One unit of work, on the evening of a day; kept at its end."""
        self.horloge.jour = jour
        with self.desk.writing() as unit:
            # What was read stays read: a session forgets what nobody holds, and would read it again for each fiche.
            lus: list[Any] = []
            event.listen(unit.session, "loaded_as_persistent", lambda _, row: lus.append(row))
            self._unit = unit
            try:
                yield
                unit.commit()
            finally:
                self._unit = None

    def uid(self) -> str:
        """An identity of the instant, drawn from the seed."""
        return new_uid(int(self.horloge().timestamp() * 1000), self._alea.getrandbits(80))

    def lignes(self, rows: Iterable[Mapping[str, Any]]) -> list[LineDraft]:
        """Lines to be put in a draft."""
        return [LineDraft(self.uid(), dict(row)) for row in rows]

    def ecrire(
        self,
        table: str,
        lignes: Lignes | None = None,
        *,
        uid: str = "",
        finir: bool = True,
        motifs: Mapping[str, str] | None = None,
        **valeurs: Any,
    ) -> str:
        """A new fiche, finished unless told otherwise; its uid (drawn now, or the one given)."""
        draft = records.blank(self.unit, table, **valeurs)
        for key, rows in (lignes or {}).items():
            draft.lines[key] = self.lignes(rows)
        draft.motifs = dict(motifs or {})
        return self.garder(draft, uid=uid, finir=finir)

    def garder(self, draft: Draft, *, uid: str = "", finir: bool = True) -> str:
        """Save a new draft under an identity of ours, and finish it."""
        draft.uid = uid or self.uid()
        self._enregistrer(draft)
        self._etats[draft.uid] = (draft.type, False)
        if finir:
            self.finir(draft.type, draft.uid)
        return draft.uid

    def finir(self, table: str, uid: str) -> None:
        """« Terminer »; a rule that stops it is counted, the fiche stays a draft."""
        arret = {f.regle for f in records.finish(self.unit, table, uid) if f.stops}
        self.arretees.update(f"{table}.{regle}" for regle in arret)
        self._etats[uid] = (table, not arret)

    def reprendre(
        self,
        table: str,
        uid: str,
        lignes: Lignes | None = None,
        retouche: Callable[[Draft], None] | None = None,
        **valeurs: Any,
    ) -> None:
        """Go on with a fiche: new values, lines added, other changes made by `retouche`; checked again."""
        if lignes is None and retouche is None:  # values alone are written over whatever is there: nothing to read
            draft = Draft(table, uid, valeurs, base=Draft(table, uid))
        else:
            draft = records.load(self.unit, table, uid)
            draft.values |= valeurs
        for key, rows in (lignes or {}).items():
            draft.lines[key] += self.lignes(rows)
        if retouche is not None:
            retouche(draft)
        self._enregistrer(draft)
        if self._etats.get(uid, (table, False))[1]:
            self.finir(table, uid)

    def _enregistrer(self, draft: Draft) -> None:
        records.write(self.unit, draft)
        if draft.type in LISTES:
            self.unit.session.expire_all()
