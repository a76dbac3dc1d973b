"""The words of fictional records: facts of a place, functions instead of names, nothing about a person."""

from __future__ import annotations

LIEUX = (
    "Centre social d’essai", "Maison de quartier d’essai", "Salle polyvalente d’essai", "Local associatif d’essai",
    "Pied d’immeuble, allée centrale", "École du quartier", "Gymnase du quartier", "Médiathèque du quartier",
)  # fmt: skip
FONCTIONS = (
    "directrice du centre social", "coordinateur jeunesse", "gardien d’immeuble", "agent de proximité du bailleur",
    "chef de projet du contrat de ville", "principale adjointe du collège", "animatrice", "adulte-relais",
    "responsable associatif", "médiateur", "habitante relais", "référente parentalité",
)  # fmt: skip
SERVICES = (
    "Sous-préfecture", "Commune", "EPCI", "Département", "CAF", "Bailleur", "Mission locale", "France Travail",
    "Éducation nationale", "Conseil citoyen",
)  # fmt: skip
OBJETS_REUNION = (
    "Cadre de vie et propreté", "Fête de quartier", "Éclairage et cheminements", "Jardin partagé", "Accès aux droits",
    "Mobilité et transports", "Programmation annuelle", "Jeunesse et loisirs", "Numérique", "Lien social",
)  # fmt: skip
POINTS = (
    "Approbation du compte rendu précédent", "Propreté des abords", "Éclairage de l’allée centrale",
    "Jardin partagé", "Fête de quartier", "Horaires des transports", "Accueil des nouveaux habitants",
    "Appel à projets de l’année", "Fonds de participation des habitants", "Travaux du bailleur",
    "Aide aux devoirs", "Permanences d’accès aux droits", "Stationnement", "Aire de jeux",
)  # fmt: skip
ECHANGES = (
    "Les habitants demandent un calendrier écrit des travaux.",
    "Le bailleur présente son programme d’entretien\u202f; une visite commune est proposée.",
    "La commune annonce une réponse à la prochaine séance.",
    "Le groupe de travail rend compte de ses trois rencontres et propose un essai de deux mois.",
    "Les participants souhaitent des horaires en soirée et une information affichée dans les halls.",
    "Les constats de la dernière visite sont partagés\u202f; deux points restent ouverts.",
    "Le budget est présenté poste par poste, sans observation.",
)  # fmt: skip
CONSTATS = (
    "Deux candélabres restent éteints dans l’allée centrale.",
    "Les encombrants sont enlevés, les abords de l’école sont propres.",
    "La fréquentation de l’atelier augmente depuis la rentrée.",
    "L’aire de jeux est ouverte, un banc est à réparer.",
    "Les halls visités sont entretenus, l’affichage est à jour.",
    "La permanence reçoit du public en continu le mercredi.",
    "Le chantier avance selon le calendrier, l’accès piéton est maintenu.",
    "Le local est adapté, la signalétique manque à l’entrée.",
)  # fmt: skip
AVIS = (
    "Projet de jardin partagé", "Fête de quartier", "Projet d’outillothèque", "Aménagement de la placette",
    "Ouverture de la salle en soirée", "Programmation du contrat de ville", "Parcours piéton vers l’école",
)  # fmt: skip
INFORMATIONS = (
    "Connaître le calendrier des travaux de l’allée", "Recevoir le bilan du fonds de participation",
    "Être informé des permanences d’accès aux droits", "Connaître les suites de la dernière visite",
)  # fmt: skip
SANS_QUORUM = "Avis rendu sans quorum, à confirmer à la prochaine séance."
ACTIONS = (
    "Demander au bailleur l’état de l’éclairage", "Organiser une visite commune avec la commune",
    "Transmettre la liste des points d’encombrants", "Réserver la salle pour la prochaine séance",
    "Envoyer l’appel à projets aux associations", "Inviter le service des transports",
    "Préparer l’affichage dans les halls", "Relancer le porteur pour les pièces manquantes",
    "Prendre rendez-vous avec l’école", "Faire le point avec le conseil citoyen",
)  # fmt: skip
RESPONSABLES = ("bailleur", "commune", "EPCI", "délégué du préfet", "centre social", "conseil citoyen", "Département")
PREUVES = ("Fait, réponse reçue par courriel.", "Fait lors de la réunion suivante.", "Fait, constaté sur place.")
OBJETS_VISITE = (
    "Point sur l’action financée", "Rencontre de l’équipe", "Suivi des travaux", "Diagnostic en marchant",
    "Permanence dans le quartier", "Inauguration", "Suite de la dernière visite", "Préparation de l’été",
)  # fmt: skip
BESOINS = (
    "Des créneaux de salle en soirée.", "Un accompagnement aux démarches en ligne.",
    "Davantage d’activités pendant les vacances.", "Une information plus claire sur les travaux.",
)  # fmt: skip
DIFFICULTES = (
    "La salle est partagée entre plusieurs associations.", "Le recrutement d’un animateur prend du temps.",
    "Les délais de réponse du bailleur sont longs.", "Le matériel informatique est ancien.",
)  # fmt: skip
PROJETS = (
    ("Ateliers de conversation", "lien social"), ("Aide aux devoirs et loisirs", "éducation"),
    ("Sport pour toutes et tous", "sport"), ("Vers l’emploi, pas à pas", "emploi"), ("Café des parents", "parentalité"),
    ("Permis et mobilité", "mobilité"), ("Jardin partagé", "cadre de vie"), ("Numérique du quotidien", "numérique"),
    ("Scène ouverte de quartier", "culture"), ("Créer son activité", "création d’activité"),
    ("Accès aux droits en pied d’immeuble", "accès aux droits"), ("Égalité à l’école", "éducation"),
    ("Été au quartier", "lien social"), ("Forum des initiatives", "participation"),
)  # fmt: skip
JUSTIFICATIONS = (
    "Les horaires et la garde d’enfants sont adaptés\u202f; la moitié des places va à des femmes, et c’est mesuré.",
    "Un créneau est réservé aux filles, avec une encadrante, après un diagnostic sexué de la pratique.",
    "L’action forme les équipes à repérer les stéréotypes et mesure l’effet chaque trimestre.",
)
MOTIFS_AVIS = (
    "Le budget de personnel est à préciser avant le comité.", "Le public des quartiers est à mieux atteindre.",
)  # fmt: skip
ECARTS = "Deux séances n’ont pas eu lieu, faute de salle\u202f; elles sont reportées à l’automne."
INDICATEURS = (("Participants", "personnes"), ("Séances", "séances"), ("Orientations", "orientations"))
BILANS = (
    "Année régulière\u202f: les permanences sont connues des habitants et les partenaires orientent davantage.",
    "Les médiations progressent\u202f; les sorties dans l’espace public ont été renforcées l’été.",
    "Le lien avec l’école s’est installé\u202f; les ateliers collectifs trouvent leur public.",
)
CONTROLES = (
    "Le planning et le registre sont tenus à jour.", "Le tuteur est présent, les missions suivent la fiche de poste.",
    "Le plan de formation est à compléter.",
)  # fmt: skip
FORMATIONS = (
    "Bases de la médiation sociale", "Accès aux droits", "Prise de parole", "Valeurs de la République et laïcité",
    "Outils numériques", "Égalité femmes-hommes",
)  # fmt: skip
ECHANGES_DISPOSITIF = (
    "Le pilote transmet les chiffres de l’année\u202f; le comité se réunit au printemps.",
    "Le bilan est attendu\u202f; une visite sur place est prévue.",
    "Les objectifs de l’année sont partagés avec les partenaires.",
)
INTRODUCTIONS = (
    "Mois régulier\u202f: les instances se sont tenues et les visites ont porté sur les actions financées.",
    "Mois marqué par les comités et par le suivi des porteurs.",
    "Mois de terrain\u202f: visites, permanences et rencontres des équipes.",
)
