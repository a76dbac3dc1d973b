"""Where a fiche belongs: the contrats de ville of its own place, or of what it points to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.models import Activite, Conseil, Controle, Convention, Membre, Occupation, Projet, Reunion, Visite
from db.models.referentiel import Quartier
from pvdesk.store.unit import UnitOfWork

BATCH = 500  # fiches read together
# Where a fiche without a place of its own finds one: in what it points to.
_PLACED: dict[type[Any], str] = {
    Conseil: "conseil_uid", Convention: "convention_uid", Projet: "projet_uid", Visite: "visite_uid",
    Reunion: "reunion_uid", Membre: "membre_uid", Occupation: "occupation_uid", Activite: "activite_uid",
    Controle: "controle_uid",
}  # fmt: skip


class Territoires:
    """The contrats de ville that a fiche belongs to, by its own contrat or by its quartiers."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._session = unit.session
        self._held: list[Any] = []  # the session forgets what nobody holds
        self._read: set[str] = set()
        self._contrat = {row[0]: row[1] for row in unit.all(select(Quartier.code, Quartier.contrat))}

    def prepare(self, records: Sequence[Any]) -> None:
        """Read at once all that the territory of these fiches depends on: `of` then asks the base for nothing."""
        level: list[Any] = list(records)
        while level:
            self._held += level
            wanted = {
                model: {uid for one in level if (uid := getattr(one, key, None))} - self._read
                for model, key in _PLACED.items()
            }
            level = [one for model, uids in wanted.items() for one in self._among(model, sorted(uids))]
            self._read.update(*wanted.values())

    def _among(self, model: Any, uids: Sequence[str]) -> Iterator[Any]:
        with_places = [selectinload(model.quartiers)] if hasattr(model, "quartiers") else []
        for start in range(0, len(uids), BATCH):
            some = uids[start : start + BATCH]
            yield from self._session.scalars(select(model).where(model.uid.in_(some)).options(*with_places))

    def quartiers(self, record: Any) -> list[str]:
        """Codes of the quartiers of a fiche, its own or those of what it points to."""
        places = [getattr(record, "quartier", None), *(line.quartier for line in getattr(record, "quartiers", ()))]
        for model, key in _PLACED.items():
            uid = getattr(record, key, None)
            other = self._session.get(model, uid) if uid and not any(places) else None
            if other is not None and other is not record:
                places += self.quartiers(other)
        return list(dict.fromkeys(code for code in places if code))

    def of(self, record: Any) -> list[str]:
        """Codes of the contrats, without repetition; none when the fiche says no place."""
        own = getattr(record, "contrat", None)
        if not isinstance(own, str):  # that of a titulaire is a contract of work
            own = None
        places = [getattr(record, "quartier", None), *(line.quartier for line in getattr(record, "quartiers", ()))]
        found = [own, *(self._contrat.get(code) for code in places)]
        for model, key in _PLACED.items():
            uid = getattr(record, key, None)
            other = self._session.get(model, uid) if uid and not any(found) else None
            if other is not None and other is not record:
                found += self.of(other)
        return list(dict.fromkeys(code for code in found if code))
