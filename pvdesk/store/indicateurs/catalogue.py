"""All the tiles by code, and how one asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from pvdesk.store.indicateurs import (
    activite,
    adultes_relais,
    conseils,
    dispositifs,
    economie,
    education,
    egalite,
    geographie,
    jalons,
    projets,
    renouvellement,
    securite,
)
from pvdesk.store.indicateurs.tuile import Calcul, Indicateur
from pvdesk.store.unit import UnitOfWork

CATALOGUE: Mapping[str, Calcul] = MappingProxyType(
    dispositifs.tuiles()
    | {
        "geographie.qpv": geographie.qpv,
        "geographie.contrats": geographie.contrats,
        "geographie.population": geographie.population,
        "activite.delegue": activite.delegue,
        "activite.accompagnements": activite.accompagnements,
        "organisation.comite_departemental": activite.comite_departemental,
        "annuaire.contacts": activite.contacts,
        "annuaire.organismes": activite.organismes,
        "adultes_relais.conventionnes": adultes_relais.conventionnes,
        "adultes_relais.occupes": adultes_relais.occupes,
        "adultes_relais.vacants": adultes_relais.vacants,
        "projets.programmes": projets.programmation,
        "projets.piliers": projets.piliers,
        "projets.axes": projets.axes,
        "projets.priorite_nationale": projets.priorite_nationale,
        "projets.cpo": projets.cpo,
        "projets.droit_commun": projets.droit_commun,
        "projets.themes": projets.themes,
        "projets.dispositifs": projets.dispositifs,
        "economie.signataires": economie.signataires,
        "economie.signatures": economie.signatures,
        "economie.prepas": economie.prepas,
        "emploi.parcours": economie.parcours,
        "emploi.pec_qpv": economie.pec_qpv,
        "education.pre_enfants": education.pre_enfants,
        "education.pre_parcours": education.pre_parcours,
        "education.villes_sans_pre": education.villes_sans_pre,
        "education.classes": education.classes,
        "education.devoirs_faits": education.devoirs_faits,
        "sante.arms": adultes_relais.arms,
        "sante.qpv_sans_arms": adultes_relais.qpv_sans_arms,
        "sante.credits": projets.sante,
        "securite.zsp": securite.zsp,
        "securite.qrr": securite.qrr,
        "securite.formes": egalite.formes_laicite,
        "securite.correspondants": partial(jalons.releve, code="SE-P3", sous="securite.correspondants"),
        "conseils.installes": conseils.installes,
        "conseils.a_constituer": conseils.a_constituer,
        "conseils.aide_versee": conseils.aide_versee,
        "conseils.formes": conseils.formes,
        "conseils.copil": conseils.copil,
        "conseils.projets_portes": conseils.projets_portes,
        "egalite.cotes": egalite.cotes,
        "egalite.repartition": egalite.repartition,
        "egalite.formes": egalite.formes,
        "egalite.rencontres": egalite.rencontres,
        "renouvellement.npnru_signees": renouvellement.npnru_signees,
        "renouvellement.clause": renouvellement.clause,
        "renouvellement.tfpb": renouvellement.tfpb,
        "renouvellement.cia": renouvellement.cia,
        "renouvellement.habitants": geographie.habitants_npnru,
    }
)


def indicateur(unit: UnitOfWork, code: str, au: dt.date) -> Indicateur:
    """One tile: of the catalogue, or « releve.<CODE> » of a line of the brochure.

    Raises:
        LookupError: no such tile.
    """
    if code.startswith(jalons.PREFIXE):
        return jalons.releve(unit, au, code.removeprefix(jalons.PREFIXE))
    return CATALOGUE[code](unit, au)


def indicateurs(unit: UnitOfWork, au: dt.date) -> dict[str, Indicateur]:
    """All the tiles of a day, by code: the catalogue, then the lines that people follow by relevés."""
    return {code: calcul(unit, au) for code, calcul in CATALOGUE.items()} | jalons.tous(unit, au)
