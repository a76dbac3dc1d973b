"""Papers of the field with plainly fictional content, shared by their tests and by the judges."""

import datetime as dt
import io
from decimal import Decimal

import PIL.Image

from pvdesk.reports.papers.activite import Mois
from pvdesk.reports.papers.adulte_relais import Aide, Passage, Periode, Poste, Titulaire
from pvdesk.reports.papers.controle import Controle
from pvdesk.reports.papers.projet import Charge, Decision, Egalite, Produit, Projet, Public
from pvdesk.reports.papers.rapport import Rapport
from pvdesk.reports.papers.visite import Photo, Suite, Visite
from tests.pvdesk.reports.samples import EMETTEUR, QUAND

D = dt.date


def picture(colour: str = "seagreen", size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


VISITE = Visite(
    emetteur=EMETTEUR, edite_le=QUAND, reference="VIS-2026-D07-0001", audience="interne",
    objet="Atelier vélo du centre social", date=D(2026, 3, 3), debut=dt.time(14, 30), duree=90, etat="Terminé",
    lieu="Résidence des Tilleuls (exemple)", genre="Porteur de projet", quartiers=("Les Tilleuls (exemple)",),
    rencontres=(("directrice", "Centre social Exemple"), ("animateur", "")), liens=(("Projet", "Mobilité, 2026"),),
    constats="Douze personnes réparent leur vélo.", besoins="Un local plus grand.",
    difficultes="Le local ferme à 17 h.",
    ambiance="Calme", femmes=14, hommes=3, estime=True,
    points=(("Action réelle ce jour", True), ("Logo et mention de l’État visibles", False), ("Local adapté", None)),
    controle="2 points vus sur 3, 1 manque : logo", controle_note="Affiche à poser.",
    suites=(
        Suite(libelle="Poser l’affiche", qui="Camille Exemple", organisme="Centre social Exemple",
              echeance=D(2026, 4, 1), etat="À faire"),
        Suite(libelle="Revoir l’éclairage", qui="Dominique Fictif"),
    ),
    remontee="À la note mensuelle", prochaine_le=D(2026, 6, 2),
    photos=(Photo(contenu=picture(), legende="L’atelier ouvert", prise_le=D(2026, 3, 3)),
            Photo(contenu=picture("navy", (300, 400)), legende="La rampe"), Photo(contenu=picture("red"))),
)  # fmt: skip

PROJET = Projet(
    emetteur=EMETTEUR, edite_le=QUAND, au=D(2026, 3, 4), reference="PRJ-2024-D07-0001", etat="Terminé",
    intitule="Mobilité des femmes vers l’emploi", porteur="Association Exemple, Lens", annee=2024,
    etape="Bilan attendu", avis="Favorable avec réserves, rendu le 12/02/2024", avis_motif="Préciser les horaires.",
    taux="7 000 € demandés (45,2 %), 6 000 € accordés (38,7 %)", bilan_du=D(2025, 6, 30), retard=247,
    identite=(("N° Dauphin", "DA24"), ("Nature", "Annuelle"), ("Lieu", "")), partenaires=("Mission locale : un local",),
    description="Apprendre à se déplacer.", objectifs="Vingt permis.", moyens="",
    produits=(
        Produit(financeur="État, BOP 147", demande=700_000, accorde=600_000, verse=600_000, verse_le=D(2024, 6, 3)),
        Produit(financeur="Commune", demande=400_000, accorde=400_000), Produit(financeur="CAF", demande=450_050),
    ),
    charges=(Charge(poste="60 – Achats", prevu=550_050, realise=500_000),
             Charge(poste="64 – Personnel", prevu=1_000_000)),
    equilibre="Charges 15 500,50 €, produits 15 500,50 € : équilibré", droit_commun="Une salle.",
    droit_commun_montant=100_000,
    publics=(
        Public(moment="Prévu", tranche="18-25 ans", femmes=12, hommes=3, total=15, qpv=9),
        Public(moment="Prévu", tranche="26-59 ans", femmes=1_200, hommes=3, non_genre=1, total=1_204),
        Public(moment="Réalisé", tranche="Tous âges", femmes=10, total=10),
    ),
    indicateurs=(("Permis obtenus", "porteur", "20", "12"),),
    etapes=(("Déposé", D(2024, 1, 15), ""), ("Incomplet", D(2024, 1, 20), "budget à revoir"), ("Notifié", None, "")),
    dates=(("Acte", "Arrêté"), ("N° de l’acte", "2024-07")),
    egalite=Egalite(
        cotations=(("À l’entrée", "G1 : objectif secondaire ou significatif"), ("À la sortie", ""), ("Au bilan", "")),
        justification="Les horaires sont adaptés.", criteres=(("Diagnostic sexué", True), ("Encadrement mixte", None)),
        referente="Consultée, le 01/02/2024",
    ),
    bilan=(("Échéance du bilan", "30/06/2025"),), ecarts="", reports=((D(2025, 6, 1), D(2025, 9, 30), "local"),),
    relances=((D(2025, 7, 10), "courrier", "Annoncé."), (None, "", "")),
    decisions=(Decision(date=D(2024, 4, 9), instance="Comité de pilotage (exemple)", decision="Retenu",
                        montant=600_000, reference="CC-2024-D07-0002"),),
    visites=("12/05/2024 – Centre social – Atelier",),
    actions=(("Demander le bilan", "délégué", D(2025, 7, 1), "Faite"),),
)  # fmt: skip

MOIS = (
    Mois(jour=D(2026, 1, 1), rendu="Reçu", comptes={
        "jours": Decimal("15.5"), "accueil_femmes": Decimal(30), "accueil_hommes": Decimal(12), "accueil": Decimal(42),
        "suivis": Decimal(5), "orientations": Decimal(9), "actions": Decimal(2), "mediations": Decimal(1),
    }),
    Mois(jour=D(2026, 2, 1), rendu="Poste vacant"),
    Mois(jour=D(2026, 3, 1), rendu="Non reçu"),
)  # fmt: skip

POSTE = Poste(
    emetteur=EMETTEUR, edite_le=QUAND, au=D(2026, 3, 4), reference="AR-2026-D07-0001", numero="AR-62-134",
    etat="Terminé", employeur="Association Exemple", statut="Signée", debut=D(2025, 1, 1), terme=D(2026, 6, 30),
    convention=(("Type", "Initiale"), ("Quotité", "80 %")), missions=("Cadre de vie", "Vie associative et initiative"),
    periodes=(
        Periode(du=D(2025, 1, 1), au=D(2025, 3, 14), jours=73, titulaire="T-12"),
        Periode(du=D(2025, 3, 15), au=D(2026, 3, 4), jours=355, en_cours=True),
    ),
    titulaires=(Titulaire(code="T-12", contrat="CDI", signature_le=D(2025, 1, 1), formation="35 heures",
                          sortie="14/03/2025, Retraite"),),
    montant="18 248,49 € par an (80 % de 22 810,61 €)",
    aides=(Aide(annee=2025, occupes=73, vacants=292, due=456_212, non_due=1_824_849, versee=456_000),
           Aide(annee=2026, occupes=0, vacants=63, due=0, non_due=None)),
    cofinancements=(("ARS", 2025, 500_000), ("commune", None, None)),
    avenants=(("1", D(2025, 2, 1), "Durée du travail, nouvelle quotité 80 %", D(2025, 3, 1)),),
    avis=(("Avis", "Favorable"),), avis_motif="Utile.", mois=MOIS,
    passages=(Passage(date=D(2026, 2, 3), nature="Contrôle", constat="Poste non occupé", suite="Mise en demeure",
                      echeance=D(2026, 4, 1)), Passage(date=None, nature="Visite", constat="")),
)  # fmt: skip

RAPPORT = Rapport(
    emetteur=("Association Exemple",), edite_le=QUAND, reference="AR-2026-D07-0001", annee=2026, numero="AR-62-134",
    employeur="Association Exemple", identite=(("Quartiers", "Les Tilleuls (exemple)"),), titulaires=("T-12",),
    libelles=(("jours", "Jours travaillés"), ("accueil_femmes", "Femmes reçues"), ("accueil_hommes", "Hommes reçus"),
              ("accueil", "Personnes reçues"), ("suivis", "Suivis individuels"), ("parents", "Parents rencontrés")),
    mois=MOIS, orientations=(("CAF", 6), ("École", 3)), textes=(("Bilan qualitatif de l’année", "Une année pleine."),),
)  # fmt: skip

CONTROLE = Controle(
    emetteur=EMETTEUR, edite_le=QUAND, lieu_edition="Lens", reference="CTL-2026-D07-0001", numero="AR-62-134",
    date=D(2026, 3, 3), etat="Terminé", employeur="Association Exemple", titulaire="T-12", lieu="Local associatif",
    quartiers="Les Tilleuls (exemple)", rencontres="la directrice",
    points=(("Poste réellement occupé", True, True), ("Missions hors du texte", True, False),
            ("Tuteur réel", None, True)),
    hors_missions="tenue de l’accueil de la mairie", traces=("Planning", "Registre"),
    observations="Le planning est tenu.",
    suite="Mise en demeure", echeance=D(2026, 4, 1), prochaine_le=D(2026, 6, 2),
    actions=(("Envoyer la mise en demeure", "délégué", D(2026, 3, 10), "À faire"),),
)  # fmt: skip
