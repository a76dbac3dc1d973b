"""The reference tables, as they are listed."""

from db.models.referentiel import Arrondissement, Chiffre, Commune, Contrat, Dispositif, Epci, Npnru, Quartier
from pvdesk.kit.fiche import Tableau

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
        (Quartier.generation, Quartier.code),
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
        (Contrat.generation, Contrat.code),
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
    ),
)
