"""The guard of free text warns of what tells too much of a person, and lets the words of the métier pass."""

import pytest

from pvdesk.kit.garde import Categorie, phrase, reperer

WARNED = {
    Categorie.SANTE: (
        "le médiateur, malade depuis sa dépression, ne vient plus",
        "Elle est DÉPRESSIVE.",
        "absent pour raison de santé",
        "il a des problèmes de santé",
        "hospitalisée depuis lundi",
        "en arrêt de travail jusqu’au 12",
        "suivi psychiatrique en cours",
        "son cancer l’empêche de venir",
        "un habitant alcoolique crie dans le hall",
        "Monsieur boit trop",
        "elle est enceinte de six mois",
        "suivi par un psychologue",
        "sa santé est fragile",
        "il est handicapé",
        "elle est bipolaire",
        "tentative de suicide l’an dernier",
        "un toxicomane occupe la cave",
        "burn-out de la directrice",
    ),
    Categorie.RELIGION: (
        "famille musulmane du troisième étage",
        "elle porte le voile",
        "il va à la mosquée",
        "une voisine catholique",
        "témoin de Jéhovah",
        "il s’est radicalisé",
        "très croyante, elle refuse",
    ),
    Categorie.ORIGINE: (
        "un jeune d’origine maghrébine",
        "les Roumains du bâtiment C",
        "une famille turque",
        "de nationalité algérienne",
        "un sans-papiers",
        "la couleur de peau du gardien",
        "un Arabe a parlé",
    ),
    Categorie.VIE_SEXUELLE: (
        "il est homosexuel",
        "elle se dit lesbienne",
        "son orientation sexuelle",
        "il trompe sa femme",
        "une prostituée du parking",
    ),
    Categorie.OPINIONS: (
        "il vote RN",
        "militant politique connu",
        "proche de l’extrême droite",
        "c’est un communiste",
        "sympathisante de la France insoumise",
        "ses opinions politiques",
    ),
    Categorie.SYNDICAT: (
        "le directeur est syndiqué",
        "déléguée CGT de l’entreprise",
        "un syndicaliste",
        "adhérent à la CFDT",
        "sa carte syndicale",
    ),
    Categorie.INFRACTION: (
        "il sort de prison",
        "condamné à six mois avec sursis",
        "connu de la police",
        "un voleur de scooters",
        "placé en garde à vue",
        "interpellé par la gendarmerie",
        "le trésorier a détourné l’argent",
        "un dealer du quartier",
        "son casier judiciaire",
        "il bat sa femme",
    ),
    Categorie.INJURE: (
        "quel connard",
        "bande d’abrutis",
        "c’est une menteuse",
        "un vrai fainéant",
        "cette racaille",
        "un cassos",
        "elle est folle",
        "un incapable",
    ),
    Categorie.NIR: ("son numéro 1 80 03 62 498 012 64", "180036249801264", "2 75 12 2A 123 456", "2990262041017"),
    Categorie.IBAN: (
        "FR76 3000 6000 0112 3456 7890 189 pour le virement",
        "FR7630006000011234567890189",
        "BE68 5390 0754 7034",
    ),
    Categorie.TELEPHONE: ("le joindre au 06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "06.12.34.56.78"),
    Categorie.COURRIEL: ("écrire à camille.exemple@exemple.invalid", "T31@exemple.invalid"),
    Categorie.NAISSANCE: (
        "né le 12/03/1980",
        "Née le 1er mars 1980 à Lens",
        "date de naissance inconnue",
        "né(e) le 12.03.80",
        "une habitante née en 1962",
    ),
}
INNOCENT = (
    "Santé",
    "Thème : santé et accès aux soins",
    "Permanence à la maison de santé",
    "Maison de santé pluriprofessionnelle de Nœux-les-Mines",
    "Conseil local de santé mentale",
    "Contrat local de santé, atelier santé ville",
    "La police de proximité passe le mardi",
    "La police nationale et la police municipale ont été saisies",
    "La Croix-Rouge tient la permanence",
    "Secours catholique et Secours populaire distribuent",
    "Mission locale et France Travail étaient présents",
    "Rue de l’Abbé-Pierre, place de la République",
    "Rue de l’Église, face à l’école Sainte-Thérèse",
    "Réunion du 12/03/2026 à 18 h 30",
    "Le 1er mars 2026, puis le 05/05/2026 à 14 h 00",
    "COPIL du 09.04.2026, 14 h 15",
    "Le projet est né le 12 mars 2019 d’une idée des habitants",
    "Cette association est née en 2015",
    "Prévention de la délinquance",
    "Conseil local de sécurité et de prévention de la délinquance",
    "Prévention de la dépression et du suicide",
    "Dépistage du cancer du sein : octobre rose",
    "Lutte contre les addictions et l’alcoolisme",
    "Atelier de prévention du diabète",
    "Sensibilisation au handicap au collège",
    "Personnes en situation de handicap : accès du bâtiment C",
    "Accompagnement des travailleurs handicapés",
    "La caisse primaire d’assurance maladie ouvre un guichet",
    "Lutte contre les violences faites aux femmes",
    "Valeurs de la République et laïcité",
    "Prévention de la radicalisation",
    "Lutte contre le racisme et l’antisémitisme",
    "Contrat d’engagement républicain souscrit",
    "Syndicat mixte des transports, syndicat de copropriété",
    "Le local est condamné à la suite de l’incendie",
    "La porte du hall est condamnée par le bailleur",
    "Ramassage des ordures ménagères",
    "Cours de français, atelier d’arabe",
    "SIRET 123 456 782 00010, dossier Dauphin 12345678",
    "Montant 22 810,61 € ; total 1 250 000 000 000",
    "Dans l’enceinte du collège, à l’enceinte fermée",
    "Le maire a voté l’avis favorable : 11 pour, 1 contre",
    "Vote à main levée, 12 votants, gauche du parvis, droite de la rue",
    "Arrêté préfectoral du 24 juin, convention signée",
    "Interpellation du préfet par le conseil citoyen",
    "Le quartier souffre d’un manque de commerces",
    "L’activité voile et canoë du centre social",
    "Poste non tenu ce jour",
    "Les habitantes et les habitants demandent un éclairage",
    "La fiche s’affiche en fin de journée",
    "Le noir complet dans les parties communes",
    "Concours, contrat, conseil, conclusion, contrôle",
    "Le délégué du Sud-Artois est venu",
    "Le fonds de l’appel à projets a été détaillé",
    "QN06201M, QP062045, article L. 5134-102, n° 2014-173",
    "Aire d’accueil des gens du voyage",
    "Permanence d’accès au droit des victimes",
    "Public du programme de réussite éducative : 42 enfants",
    "Le bailleur a rencontré 14 femmes et 3 hommes",
    "Recrutement d’un médiateur santé : adulte-relais",
)


@pytest.mark.parametrize(("category", "text"), [(c, t) for c, texts in WARNED.items() for t in texts])
def test_what_tells_too_much_of_a_person_is_found(category: Categorie, text: str) -> None:
    assert category in {r.categorie for r in reperer(text)}


@pytest.mark.parametrize("text", INNOCENT)
def test_the_words_of_the_metier_pass(text: str) -> None:
    assert reperer(text) == ()


def test_enough_sentences_hold_the_guard() -> None:
    assert sum(map(len, WARNED.values())) >= 60
    assert len(INNOCENT) >= 40


def test_a_passage_is_placed_in_the_text_as_typed() -> None:
    text = "Cœur de Lens… état\u00a0: DÉPRESSION, fiancé de Mme X."
    (found,) = reperer(text)
    assert text[found.debut : found.fin] == "DÉPRESSION"


def test_an_account_number_with_a_wrong_key_is_an_ordinary_number() -> None:
    assert reperer("FR76 3000 6000 0112 3456 7890 188") == ()


def test_the_sentence_quotes_the_word_once_and_names_the_remedy() -> None:
    said = phrase("Constats", "le médiateur, malade depuis sa dépression").replace("\u00a0", " ")
    assert said == (
        "Constats : ce texte parle peut-être de santé (« malade »). La personne peut le lire : "
        "écrivez un fait observable, par exemple « poste non tenu ce jour »."
    )
    assert phrase("Constats", "poste non tenu ce jour") == ""


def test_an_identifier_is_to_be_taken_out() -> None:
    said = phrase("Constats", "le joindre au 06 12 34 56 78")
    assert "numéro de téléphone" in said
    assert "retirez-le" in said


def test_a_long_text_is_read_in_no_time() -> None:
    text = "Les habitants du quartier demandent un éclairage au pied de la tour. " * 300
    assert reperer(text + "dépression")[0].categorie is Categorie.SANTE
