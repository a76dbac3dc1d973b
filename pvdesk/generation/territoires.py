"""Who follows what: the real contrats and quartiers of today, shared between fictional postes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from db.models.dispositif_regles import SEPARATEUR
from db.models.referentiel import (
    Contrat,
    MesureDispositif,
    Parametre,
    Quartier,
    QuartierCommune,
    Succession,
    TypeDispositif,
)
from pvdesk.store.unit import UnitOfWork

GENERATION = "2024-2030"
AIDE_ANNUELLE = "ar.aide_annuelle"


@dataclass(frozen=True, slots=True)
class Lieu:
    """A quartier of today, its communes, and the quartier of 2015 that it continues, when one does."""

    code: str
    nom: str
    communes: tuple[str, ...]
    depuis: dt.date
    npnru: bool
    ancien: str | None
    ancien_contrat: str | None

    def code_du(self, jour: dt.date) -> str | None:
        """The code in force that day."""
        return self.code if jour >= self.depuis else self.ancien

    def contrat_du(self, jour: dt.date, contrat: str) -> str | None:
        """The contrat de ville in force that day, `contrat` being that of today."""
        return contrat if jour >= self.depuis else self.ancien_contrat


@dataclass(frozen=True, slots=True)
class Territoire:
    """What one poste follows."""

    poste: str
    rang: int
    contrat: str
    epci: str | None
    lieux: tuple[Lieu, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """What the records point to, read once: the postes share it."""

    territoires: tuple[Territoire, ...]
    mesures: tuple[tuple[str, str, str, str | None], ...]  # code, type, unit, total that it is part of
    variantes: dict[str, tuple[str, ...]]  # of the types of dispositif that have some
    tarifs: tuple[tuple[dt.date, int], ...]  # yearly aid of a post, in cents, from a day on


def read(unit: UnitOfWork, postes: int) -> Tables:
    """Share the quartiers of today between that many postes; read the tables that fiches lean on."""
    contrats = list(unit.session.scalars(select(Contrat).where(Contrat.generation == GENERATION)))
    lieux = {c.code: _lieux(unit, c.code) for c in contrats}
    contrats = sorted((c for c in contrats if lieux[c.code]), key=lambda c: (-len(lieux[c.code]), c.code))
    parts = _parts([len(lieux[c.code]) for c in contrats], postes)
    made: list[Territoire] = []
    for contrat, part in zip(contrats, parts, strict=True):
        for rank in range(part):
            rang = len(made) + 1
            own = lieux[contrat.code][rank::part] or lieux[contrat.code]
            made.append(Territoire(f"D{rang:02d}", rang, contrat.code, contrat.epci, tuple(own)))
    mesures = select(MesureDispositif.code, MesureDispositif.type, MesureDispositif.unite, MesureDispositif.total)
    types = select(TypeDispositif.code, TypeDispositif.variantes).where(TypeDispositif.variantes.is_not(None))
    tarifs = select(Parametre.depuis, Parametre.valeur).where(Parametre.code == AIDE_ANNUELLE)
    return Tables(
        tuple(made),
        tuple(tuple(row) for row in unit.all(mesures.order_by(MesureDispositif.code))),
        {row.code: tuple(row.variantes.split(SEPARATEUR)) for row in unit.all(types.order_by(TypeDispositif.code))},
        tuple((row[0], row[1] // 10) for row in unit.all(tarifs.order_by(Parametre.depuis))),
    )


def _parts(sizes: list[int], postes: int) -> list[int]:
    """How many postes each contrat gets: one from the largest on, then where a poste has the most quartiers."""
    parts = [0] * len(sizes)
    for _ in range(postes):
        best = max(range(len(sizes)), key=lambda i: (parts[i] == 0, sizes[i] / (parts[i] + 1), -i))
        parts[best] += 1
    return parts


def _lieux(unit: UnitOfWork, contrat: str) -> list[Lieu]:
    query = select(Quartier).where(Quartier.contrat == contrat, Quartier.valide_au.is_(None)).order_by(Quartier.code)
    return [_lieu(unit, quartier) for quartier in unit.session.scalars(query)]


def _lieu(unit: UnitOfWork, quartier: Quartier) -> Lieu:
    communes = select(QuartierCommune.commune).where(QuartierCommune.quartier == quartier.code)
    anciens = select(Succession.ancien).where(Succession.nouveau == quartier.code, Succession.ancien.is_not(None))
    ancien = unit.session.get(Quartier, unit.session.scalars(anciens.order_by(Succession.ancien)).first() or "")
    return Lieu(
        quartier.code, quartier.nom, tuple(unit.session.scalars(communes.order_by(QuartierCommune.commune))),
        quartier.valide_du, bool(quartier.npnru), ancien.code if ancien is not None else None,
        ancien.contrat if ancien is not None else None,
    )  # fmt: skip
