"""The 26 perspectives and 9 commitments of the brochure, with what their tile says and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import select

from db.models.objectif import Objectif, Repere, StatutObjectif
from db.types import MILLE
from pvdesk.store.indicateurs.catalogue import CATALOGUE
from pvdesk.store.indicateurs.jalons import JALON, PREFIXE, tous
from pvdesk.store.indicateurs.releves import DEPARTEMENT, Point, dernier, series
from pvdesk.store.indicateurs.tuile import Indicateur, atteint, texte_de
from pvdesk.store.unit import UnitOfWork

SECTIONS: Mapping[str, str] = MappingProxyType({
    "editorial": "Éditorial", "organisation": "Organisation et contrats", "economie": "Emploi et économie",
    "education": "Éducation", "sante": "Santé et sport", "securite": "Sécurité et justice",
    "participation": "Participation des habitants", "egalite": "Égalité femmes-hommes",
    "renouvellement": "Renouvellement urbain",
})  # fmt: skip
CALCULE = "calcule"
RELEVE = "releve"
# A figure cannot tell these: only a person can, and what they say wins over the computation.
DITS_PAR_UNE_PERSONNE = frozenset({StatutObjectif.ABANDONNE, StatutObjectif.SANS_OBJET, StatutObjectif.PARTIEL})
# An objective of two lines: « 3 sur 12 et 2 sur 9 ».
ENSEMBLE = {"SE-P1": (f"{PREFIXE}SE-P1", f"{PREFIXE}SE-P1-B")}


@dataclass(frozen=True, slots=True)
class Suivi:
    """An objective on a day.

    Attributes:
        type: quantifie, jalon, qualitatif, national.
        valeur: what its tile counts, None while nothing does.
        mode: calcule, saisi, jalon.
        dernier: day and source of the relevé that gives this value; None when it was computed from something else.
        tuile: code of its tile.
    """

    code: str
    libelle: str
    section: str
    type: str
    base: Decimal | None
    cible: Decimal | None
    valeur: Decimal | None
    texte: str
    unite: str
    mode: str
    statut: StatutObjectif
    echeance: dt.date | None
    dernier: tuple[dt.date, str] | None
    tuile: str
    note: str = ""


def objectifs(unit: UnitOfWork, au: dt.date) -> list[Suivi]:
    """All the objectives, in the order of their codes, as they stand that day."""
    query = select(Objectif, Repere.tuile).join(Repere, Repere.code == Objectif.code).order_by(Objectif.code)
    rows = [(objectif, tuile or f"{PREFIXE}{objectif.code}") for objectif, tuile in unit.all(query)]
    tuiles = tous(unit, au)
    tuiles |= {code: CATALOGUE[code](unit, au) for code in {tuile for _, tuile in rows} if code in CATALOGUE}
    points = series(unit, au)
    return [_suivi(objectif, code, tuiles, points.get(objectif.code, [])) for objectif, code in rows]


def _suivi(objectif: Objectif, code: str, tuiles: Mapping[str, Indicateur], points: list[Point]) -> Suivi:
    tuile = tuiles[code]
    valeur, texte = tuile.valeur, tuile.texte
    base = tuile.base if objectif.base is None else Decimal(objectif.base) / MILLE
    cible = tuile.cible if objectif.cible is None else Decimal(objectif.cible) / MILLE
    ensemble = [tuiles[autre] for autre in ENSEMBLE.get(objectif.code, ())]
    if ensemble:
        valeur, texte = (
            sum((t.valeur or Decimal(0) for t in ensemble), Decimal(0)),
            " et ".join(t.texte for t in ensemble),
        )
    saisi = dernier(points, valeur=True)
    calcule = valeur is not None and tuile.table != RELEVE
    if valeur is None and saisi is not None:  # nothing to compute from yet: what a person noted is better than nothing
        valeur, texte = saisi.valeur, texte_de(saisi.valeur, objectif.unite or "")
    vu = None if calcule or not points else points[-1] if objectif.mode == JALON else saisi or points[-1]
    return Suivi(
        objectif.code, objectif.libelle, objectif.section, objectif.type, base, cible, valeur, texte,
        objectif.unite or "", objectif.mode, statut(objectif.mode, valeur, base, cible, points), objectif.echeance,
        (vu.date, vu.source) if vu is not None else None, code, tuile.note,
    )  # fmt: skip


def statut(
    mode: str, valeur: Decimal | None, base: Decimal | None, cible: Decimal | None, points: list[Point]
) -> StatutObjectif:
    """Where an objective stands: what a person said of the whole department, else what the figures say."""
    dit = next((p.statut for p in reversed(points) if p.statut is not None and p.territoire == DEPARTEMENT), None)
    compte = dit is StatutObjectif.NON_DEMARRE and bool(valeur)  # something was counted since
    if dit is not None and not compte and (dit in DITS_PAR_UNE_PERSONNE or mode != CALCULE):
        return dit
    if valeur is None:
        return StatutObjectif.NON_DEMARRE
    if cible is not None and atteint(valeur, base, cible):
        return StatutObjectif.ATTEINT
    return StatutObjectif.NON_DEMARRE if valeur == _depart(base, cible) else StatutObjectif.EN_COURS


def _depart(base: Decimal | None, cible: Decimal | None) -> Decimal | None:
    """The value one starts from; None when one goes down to nothing from who knows where."""
    if cible is None:
        return Decimal(0)
    if base is not None:
        return base
    return None if cible == 0 else Decimal(0)
