"""Papers with plainly fictional content, shared by the tests of the papers."""

import datetime as dt
from dataclasses import replace

from pvdesk.reports.ecarts import Change
from pvdesk.reports.papers.acces import Acces, Passage
from pvdesk.reports.papers.convocation import Convocation
from pvdesk.reports.papers.emargement import Emargement, Inscrit
from pvdesk.reports.papers.note import Note, Phrase
from pvdesk.reports.papers.ordre_du_jour import OrdreDuJour
from pvdesk.reports.papers.rectificatif import Rectificatif
from pvdesk.reports.papers.relance import Relance
from pvdesk.reports.papers.seance import Action, Etat, Minutes, Personne, Point, Presence, Suite
from pvdesk.reports.papers.vol import Vol

QUAND = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
JOUR = dt.date(2026, 3, 12)
HABITANTS, ACTEURS = "Habitants", "Acteurs locaux"
EMETTEUR = (
    "Sous-préfecture de Lens",
    "Politique de la ville",
    "Affaire suivie par : le délégué du préfet",
)
DONNEES = (
    "Données personnelles : ce compte rendu sert au suivi des conseils citoyens. Les membres y sont désignés par un "
    "code ou une qualité. Accès, rectification, effacement : déléguée à la protection des données de la préfecture."
)


def _members() -> tuple[Presence, ...]:
    quality = {"H-01": "coprésidente", "H-05": "secrétaire de séance", "A-01": "coprésident", "A-03": "centre social"}
    absent: dict[str, Etat] = {"H-08": "excusé", "H-09": "représenté", "H-10": "absent"}
    absent |= {"A-06": "excusé", "A-07": "représenté", "A-08": "excusé"}
    holders = {"H-09": "H-02", "A-07": "A-01"}
    codes = [f"H-{i:02}" for i in range(1, 11)] + [f"A-{i:02}" for i in range(1, 9)]
    members = (
        Presence(
            personne=Personne(code=code, qualite=quality.get(code, "")),
            etat=absent.get(code, "présent"),
            college=HABITANTS if code[0] == "H" else ACTEURS,
            pouvoir=Personne(code=holders[code]) if code in holders else None,
        )
        for code in codes
    )
    return (*members, Presence(personne=Personne(qualite="chargée de secteur", organisme="bailleur"), etat="invité"))


PLENIERE = Minutes(
    emetteur=EMETTEUR,
    lieu_edition="Lens",
    date_edition=dt.date(2026, 3, 4),
    edite_le=QUAND,
    reference="CC-2026-D07-0001",
    instance="Conseil citoyen de Nœux-les-Mines",
    quartiers="Quartier prioritaire de Nœux-les-Mines (exemple)",
    genre="Réunion plénière",
    statut="tenue",
    date=dt.date(2026, 3, 3),
    debut=dt.time(18, 30),
    fin=dt.time(20, 15),
    lieu="Centre social, salle des fêtes",
    animation="H-01, coprésidente (collège habitants)",
    secretaire="H-05",
    version="0.2",
    quorum="14 (12 présents + 2 représentés) pour 9 requis — atteint",
    femmes=7,
    hommes=5,
    public=4,
    presences=_members(),
    points=(
        Point(
            titre="Approbation du compte rendu précédent",
            rapporteur="animation",
            duree=5,
            synthese="Le compte rendu de la réunion du 13 janvier 2026 est relu. Aucune correction n'est demandée.",
        ),
        Point(
            titre="Projet d’outillothèque",
            rapporteur="centre social",
            duree=40,
            synthese=(
                "Le centre social présente le projet : un local de prêt d'outils de jardinage et de bricolage, ouvert "
                "deux demi-journées par semaine et tenu par des bénévoles formés. Le coût annoncé est de 6 200 €, "
                "dont 2 500 € demandés au contrat de ville.\nUn membre du collège habitants demande comment les "
                "outils seront entretenus ; la porteuse répond qu'un atelier mensuel est prévu. Une habitante "
                "souhaite que les horaires conviennent aux personnes qui travaillent : une ouverture le samedi matin "
                "sera étudiée.\nUn membre du collège acteurs locaux rappelle qu'une assurance est nécessaire."
            ),
            documents=("note de présentation", "budget prévisionnel"),
        ),
        Point(
            titre="Éclairage de la rue des Lilas",
            rapporteur="habitants",
            duree=30,
            synthese=(
                "Plusieurs habitantes et habitants signalent des lampadaires éteints depuis trois semaines : « on ne "
                "voit plus les marches ». La chargée de secteur du bailleur indique que le marché d'entretien vient "
                "de changer de titulaire.\nLe délégué du préfet propose qu'un état point par point soit demandé par "
                "écrit."
            ),
        ),
        Point(
            titre="Questions diverses",
            duree=15,
            synthese="La fête de quartier est annoncée pour le 1er juin. Un appel aux bénévoles sera affiché.",
        ),
    ),
    suites=(
        Suite(
            nature="Avis favorable",
            libelle="projet d’outillothèque porté par le centre social.",
            vote="Votants 14 : 11 pour, 1 contre, 2 abstentions",
            mode="à main levée",
        ),
        Suite(
            nature="Demande d’information",
            libelle="obtenir un état des points lumineux en panne.",
            mode="consensus",
        ),
    ),
    actions=(
        Action(
            libelle="Demander au bailleur l’état de l’éclairage",
            porteur="bailleur",
            echeance=dt.date(2026, 3, 31),
            priorite="haute",
            reference="ACT-2026-D07-0001",
        ),
        Action(
            libelle="Étudier une ouverture de l’outillothèque le samedi matin",
            porteur="centre social",
            echeance=dt.date(2026, 4, 30),
            reference="ACT-2026-D07-0002",
        ),
    ),
    approbation_precedent="approuvé à l’unanimité, sans correction.",
    prochaine="Mardi 5 mai 2026 à 18 h 30, centre social.",
    signataires=(("H-05", "Secrétaire de séance"), ("Le délégué du préfet", "")),
    diffusion=("membres du conseil citoyen", "sous-préfecture", "commune", "centre social", "bailleur"),
    donnees=DONNEES,
)

SANS_QUORUM = replace(
    PLENIERE,
    statut="tenue sans quorum",
    reference="CC-2026-D07-0002",
    date=dt.date(2026, 5, 5),
    fin=dt.time(19, 30),
    date_edition=dt.date(2026, 5, 6),
    quorum="quorum non atteint (7 sur 9)",
    femmes=4,
    hommes=3,
    public=0,
    presences=tuple(p for p in PLENIERE.presences if p.etat == "présent")[:7],
    points=PLENIERE.points[2:],
    suites=(
        Suite(nature="Relevé de constat", libelle="trois lampadaires restent éteints rue des Lilas."),
        Suite(nature="Relevé de constat", libelle="le local de l’outillothèque n’est pas encore accessible."),
        Suite(
            nature="Avis favorable",
            libelle="fermeture du passage piéton pendant les travaux.",
            vote="Votants 7 : 7 pour",
            mode="à main levée",
            motif="le chantier commence avant la prochaine réunion.",
        ),
    ),
    approbation_precedent="",
    prochaine="Mardi 26 mai 2026 à 18 h 30, centre social (délai de convocation : 15 jours).",
)

CARENCE = replace(
    PLENIERE,
    statut="carence",
    reference="CC-2026-D07-0003",
    date=dt.date(2026, 5, 5),
    fin=None,
    animation="",
    secretaire="",
    quorum="",
    public=0,
    presences=(),
    points=(),
    suites=(),
    actions=(),
    approbation_precedent="",
    prochaine="Mardi 26 mai 2026 à 18 h 30, centre social.",
    projet=False,
    version="1.0",
    signataires=(("Le délégué du préfet", ""),),
    diffusion=("sous-préfecture",),
)


def feuille(noms: int, vierges: int = 6) -> Emargement:
    """A sheet with that many expected people."""
    return Emargement(
        emetteur=EMETTEUR,
        reference="CC-2026-D07-0001",
        instance="Conseil citoyen de Nœux-les-Mines",
        genre="Réunion plénière",
        date=dt.date(2026, 3, 3),
        edite_le=QUAND,
        debut=dt.time(18, 30),
        lieu="Centre social, salle des fêtes",
        inscrits=tuple(
            Inscrit(
                nom=f"H-{i:02}" if i % 3 else f"EXEMPLE Camille {i}",
                college=HABITANTS if i % 3 else ACTEURS,
                qualite="" if i % 3 else "association de l’exemple",
            )
            for i in range(1, noms + 1)
        ),
        vierges=vierges,
        donnees=(
            "Cette feuille prouve la tenue de la réunion ; elle est gardée par la sous-préfecture et n’est pas "
            "diffusée. N’y inscrivez ni téléphone ni adresse électronique."
        ),
    )


RELANCE = Relance(
    emetteur=EMETTEUR,
    edite_le=QUAND,
    reference="PRJ-2024-D07-0001",
    le=dt.date(2025, 9, 1),
    porteur="Association Exemple",
    siret="99999999800019",
    commune="Lens",
    intitule="Mobilité des femmes vers l'emploi",
    exercice=2024,
    dauphin="DA-2024-0001",
    accorde=600_000,
    echeance=dt.date(2025, 6, 30),
    retard=63,
    precedentes=(dt.date(2025, 7, 10),),
)

ACCES = Acces(
    emetteur=EMETTEUR,
    edite_le=QUAND,
    reference="DEM-2026-D07-0001",
    recue_le=dt.date(2026, 10, 14),
    personne="SPÉCIMEN Alix",
    donnees=(("Code", "H-77"), ("Nom", "Spécimen"), ("Conseil", "Conseil citoyen Les Tilleuls")),
    liens=(("Conseil", "Conseil citoyen Les Tilleuls"),),
    presences=(
        (dt.date(2025, 3, 3), "Conseil citoyen Les Tilleuls", "CC-2025-D07-0003", "Présent"),
        (None, "Conseil citoyen Les Tilleuls", "CC-2025-D07-0004", "Excusé"),
    ),
    passages=(
        Passage("Réunion CC-2025-D07-0003, Échanges", "Mme Spécimen demande un banc"),
        Passage("Visite VIS-2025-D07-0001, Constats", None),
    ),
    conservation=((dt.date(2026, 9, 30), "Coordonnées à effacer"),),
    droits="Vos droits s’exercent auprès du délégué à la protection des données.",
)

NOTE = Note(
    emetteur=EMETTEUR,
    edite_le=QUAND,
    reference="NM-2026-D07-0001",
    mois=dt.date(2026, 2, 1),
    territoire="",
    destinataire="Madame la sous-préfète",
    introduction="Le mois a été calme.",
    parties=(
        ("Faits marquants", (Phrase("Une réunion sans quorum.", "Terre-Neuve", "CC-2026-D07-0002"), Phrase("Rien."))),
        ("Besoins des habitants", (Phrase("Un créneau le samedi.", "", "VIS-2026-D07-0001"),)),
    ),
    projet=True,
)

VOL = Vol(
    emetteur=EMETTEUR,
    edite_le=dt.datetime(2026, 11, 13, 8, 0, tzinfo=dt.UTC),
    poste="D07",
    nom="Arrondissement d’essai",
    vole_le=dt.datetime(2026, 11, 12, 18, 40, tzinfo=dt.UTC),
    dernier_numero=11,
    dernier_le=dt.datetime(2026, 11, 9, 16, 5, tzinfo=dt.UTC),
    revoque_le=dt.datetime(2026, 11, 13, 7, 50, tzinfo=dt.UTC),
    personnes=(("Membres", 46, "nom, prénom, téléphone, courriel"), ("Contacts", 12, "civilité, nom, prénom")),
    fiches=(("Réunions", 31), ("Membres", 46), ("Contacts", 12)),
    manquants=(4, 7),
    retenus=1,
    prevus=(
        (dt.date(2026, 11, 10), "Réunion", "Conseil citoyen Les Tilleuls"),
        (dt.date(2026, 11, 12), "Prochaine visite le", "Maison de quartier"),
    ),
)

CONVOCATION = Convocation(
    emetteur=EMETTEUR,
    lieu_edition="Lens",
    date_edition=dt.date(2026, 2, 10),
    edite_le=QUAND,
    reference="CC-2026-D07-0001",
    instance="Conseil citoyen de Nœux-les-Mines",
    genre="Réunion plénière",
    date=dt.date(2026, 3, 3),
    debut=dt.time(18, 30),
    objet="Outillothèque et éclairage",
    lieu="Centre social, salle des fêtes",
    modalite="en salle et à distance",
    animation="coprésidente du conseil",
    points=PLENIERE.points,
    a_approuver="celui du 13 janvier 2026 (CC-2026-D07-0000)",
    mode="par courriel",
    convoques=((HABITANTS, 10), (ACTEURS, 8)),
    invites=("bailleur", "chargée de secteur, commune"),
    quorum="la moitié des titulaires, soit 9 personnes",
    pouvoirs="Les pouvoirs sont admis, un seul par personne présente, et comptent dans le quorum.",
    donnees=DONNEES,
)

ORDRE = OrdreDuJour(
    emetteur=EMETTEUR,
    date_edition=dt.date(2026, 2, 10),
    edite_le=QUAND,
    reference="CC-2026-D07-0001",
    instance="Conseil citoyen de Nœux-les-Mines",
    genre="Réunion plénière",
    date=dt.date(2026, 3, 3),
    debut=dt.time(18, 30),
    objet="Outillothèque et éclairage",
    lieu="Centre social, salle des fêtes",
    points=PLENIERE.points,
)

RECTIFICATIF = Rectificatif(
    emetteur=EMETTEUR,
    lieu_edition="Lens",
    date_edition=dt.date(2026, 3, 12),
    edite_le=QUAND,
    reference="CC-2026-D07-0001",
    instance="Conseil citoyen de Nœux-les-Mines",
    genre="Réunion plénière",
    date=dt.date(2026, 3, 3),
    numero=1,
    version=2,
    motif="le vote sur l’outillothèque avait été mal compté.",
    diffuse_le=dt.date(2026, 3, 12),
    remplace_version=1,
    remplace_diffuse_le=dt.date(2026, 3, 5),
    remplace_code="ABCD-EFGH",
    changements=(
        Change("Décision D1", "Vote : 11 pour, 1 contre, 2 abstentions", "Vote : 12 pour, 1 contre, 1 abstention"),
        Change("Échanges, point 2", "Une caution modeste est demandée.", ""),
        Change("Présences, Public", "", "personnes non inscrites, comptées sans être nommées"),
    ),
    diffusion=("membres du conseil citoyen",),
    donnees=DONNEES,
)
