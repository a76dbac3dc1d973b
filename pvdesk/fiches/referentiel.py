"""The reference tables, as they are listed."""

from collections.abc import Mapping
from typing import Any

from db.models.objectif import Objectif, Repere
from db.models.referentiel import (
    Arrondissement,
    Chiffre,
    Commune,
    Contrat,
    Dispositif,
    Epci,
    MesureDispositif,
    Npnru,
    Quartier,
    TypeDispositif,
)
from pvdesk.kit.fiche import Tableau


def nom_du_quartier(values: Mapping[str, Any]) -> str:
    """« Centre Ville (QN06201M) »: two quartiers may bear one name, the code stands beside it."""
    return f"{values['nom']} ({values['code']})"


TABLEAUX = (
    Tableau(
        Quartier,
        "Quartiers prioritaires",
        "quartiers",
        (
            Quartier.code,
            Quartier.nom,
            Quartier.generation,
            Quartier.arrondissement,
            Quartier.epci,
            Quartier.contrat,
            Quartier.valide_du,
            Quartier.valide_au,
            Quartier.npnru,
            Quartier.zsp,
            Quartier.qrr,
        ),
        (Quartier.nom, Quartier.code),
        (Quartier.generation.desc(), Quartier.code),
        named=nom_du_quartier,
    ),
    Tableau(
        Commune,
        "Communes",
        "communes",
        (Commune.code, Commune.nom, Commune.arrondissement, Commune.epci),
        (Commune.nom,),
        (Commune.nom,),
    ),
    Tableau(
        Contrat,
        "Contrats de ville",
        "contrats",
        (Contrat.code, Contrat.nom, Contrat.generation, Contrat.epci, Contrat.signe_le, Contrat.confirme),
        (Contrat.nom, Contrat.generation),
        (Contrat.generation.desc(), Contrat.code),
    ),
    Tableau(
        Arrondissement,
        "Arrondissements",
        "arrondissements",
        (Arrondissement.code, Arrondissement.nom, Arrondissement.population),
        (Arrondissement.nom,),
        (Arrondissement.code,),
    ),
    Tableau(Epci, "EPCI", "epci", (Epci.code, Epci.nom), (Epci.nom,), (Epci.nom,)),
    Tableau(
        Npnru,
        "Projets de renouvellement urbain",
        "npnru",
        (Npnru.code, Npnru.classe, Npnru.nom, Npnru.epci),
        (Npnru.nom,),
        (Npnru.code,),
    ),
    Tableau(
        Dispositif,
        "Dispositifs publics",
        "dispositifs-publics",
        (Dispositif.code, Dispositif.type, Dispositif.nom, Dispositif.commune, Dispositif.annee),
        (Dispositif.nom,),
        (Dispositif.code,),
    ),
    Tableau(
        Chiffre,
        "Chiffres de référence",
        "chiffres",
        (Chiffre.code, Chiffre.libelle, Chiffre.valeur, Chiffre.unite, Chiffre.date_reference, Chiffre.lisibilite),
        (Chiffre.libelle,),
        (Chiffre.code,),
        exact=("valeur",),
    ),
    Tableau(
        Repere,
        "Repères de la brochure",
        "reperes",
        (Repere.code, Repere.libelle, Repere.nature, Repere.section, Repere.lisibilite, Repere.fiche, Repere.tuile),
        (Repere.code, Repere.libelle),
        (Repere.code,),
    ),
    Tableau(
        Objectif,
        "Objectifs",
        "objectifs",
        (
            Objectif.code,
            Objectif.libelle,
            Objectif.section,
            Objectif.base,
            Objectif.cible,
            Objectif.unite,
            Objectif.echeance,
            Objectif.mode,
        ),
        (Objectif.libelle,),
        (Objectif.code,),
    ),
    Tableau(
        TypeDispositif,
        "Types de dispositifs",
        "types-dispositifs",
        (TypeDispositif.code, TypeDispositif.libelle, TypeDispositif.section),
        (TypeDispositif.libelle,),
        (TypeDispositif.libelle,),
    ),
    Tableau(
        MesureDispositif,
        "Mesures des dispositifs",
        "mesures-dispositifs",
        (MesureDispositif.code, MesureDispositif.libelle, MesureDispositif.type, MesureDispositif.unite),
        (MesureDispositif.libelle,),
        (MesureDispositif.code,),
    ),
)
