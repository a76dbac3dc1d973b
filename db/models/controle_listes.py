"""Closed lists of the visit to an employer."""

from __future__ import annotations

from db.types import Liste


class Trace(Liste):
    """What shows that the adulte-relais works."""

    PLANNING = "planning", "Planning"
    REGISTRE = "registre", "Registre"
    AFFICHES = "affiches", "Tracts, affiches"
    COMPTES_RENDUS = "comptes_rendus", "Comptes rendus"
    AUTRE = "autre", "Autre"


class SuiteControle(Liste):
    """What follows the visit."""

    RAS = "ras", "Rien à signaler"
    RECOMMANDATIONS = "recommandations", "Recommandations"
    MISE_EN_DEMEURE = "mise_en_demeure", "Mise en demeure"
    SUSPENSION = "suspension", "Proposition de suspension"
    RESILIATION = "resiliation", "Proposition de résiliation"


GRAVES = frozenset({SuiteControle.MISE_EN_DEMEURE, SuiteControle.SUSPENSION, SuiteControle.RESILIATION})
