"""The table of actions: menus, tool tips, shortcuts, the palette and the help page are drawn from it.

On a French keyboard the row of digits gives digits with Shift only: each Ctrl+digit has its unshifted twin.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from types import MappingProxyType

from db.models.echange import Role


class When(enum.Enum):
    """Where an action answers; the group of the help page."""

    PARTOUT = "Partout"
    ALLER = "Aller à une page"
    LISTE = "Dans une liste"
    FORMULAIRE = "Dans une fiche ouverte"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its French text, its keys in Qt's English writing (the first is the one shown), its icon.

    ``makes`` names the record type that a « Nouveau » makes, ``page`` the page that it opens.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: When = When.PARTOUT
    makes: str = ""
    page: str = ""
    role: Role | None = None  # the profile that has this page alone, and may share its key with one of the other
    also: str = ""  # other words by which the palette finds it


@dataclass(frozen=True, slots=True)
class EditorKey:
    """A key that means something inside one editor only: no action may take it."""

    keys: tuple[str, ...]
    text: str
    where: str


TABLE: tuple[Action, ...] = (
    Action("chercher", "Rechercher ou lancer une commande", ("Ctrl+K",), "rechercher"),
    Action("nouveau", "Nouveau", ("Ctrl+N",), "ajouter"),
    Action("nouvelle-reunion", "Nouvelle réunion", ("Ctrl+Shift+R",), "reunions", makes="reunion"),
    Action("nouvelle-action", "Nouvelle action", (), "actions", makes="action"),
    Action("nouvelle-visite", "Nouvelle visite", (), "visites", makes="visite"),
    Action("nouveau-projet", "Nouveau projet", (), "projets", makes="projet"),
    Action("nouvelle-convention", "Nouvelle convention d’adulte-relais", (), "adultes-relais", makes="convention"),
    Action("nouveau-titulaire", "Nouveau titulaire de poste", (), "personne-ajouter", makes="occupation"),
    Action("nouvelle-activite", "Nouveau compte rendu d’activité", (), "liste", makes="activite"),
    Action("nouveau-controle", "Nouveau contrôle d’employeur", (), "document-verifie", makes="controle"),
    Action("nouveau-dispositif", "Nouveau dispositif", (), "paquet", makes="fiche_dispositif"),
    Action("nouveau-releve", "Nouveau relevé d’objectif", (), "graphique", makes="releve"),
    Action("nouvelle-note", "Nouvelle note mensuelle", (), "note", makes="note_mensuelle"),
    Action("nouvelle-demande", "Nouvelle demande d’une personne", (), "protection", makes="demande"),
    Action("nouveau-conseil", "Nouveau conseil", (), "institution", makes="conseil"),
    Action("nouveau-membre", "Nouveau membre", (), "personnes", makes="membre"),
    Action("nouvel-organisme", "Nouvel organisme", (), "structures", makes="organisme"),
    Action("nouveau-contact", "Nouveau contact", (), "personne-ajouter", makes="contact"),
    Action("ajouter-personne", "Ajouter une personne", ("Ctrl+Shift+P",), "personne-ajouter"),
    Action("zone-suivante", "Zone suivante de la fenêtre", ("F6",), "fleche-droite"),
    Action("zone-precedente", "Zone précédente de la fenêtre", ("Shift+F6",), "fleche-gauche"),
    Action("retour", "Revenir à la page précédente", ("Esc",), "fleche-gauche"),
    Action("agrandir", "Agrandir le texte, ou les pages d’un papier", ("Ctrl++", "Ctrl+="), "texte"),
    Action("reduire", "Réduire le texte, ou les pages d’un papier", ("Ctrl+-",), "texte"),
    Action("taille-normale", "Taille normale du texte, ou page entière", ("Ctrl+0", "Ctrl+À"), "texte"),
    Action("enregistrer", "Dire que tout est déjà enregistré", ("Ctrl+S",), "enregistrer"),
    Action("papiers", "Imprimer un autre papier", (), "imprimer"),
    Action("annuler", "Annuler ce qui vient d’être fait", ("Ctrl+Z",), "annuler"),
    Action("orthographe", "Aller au mot suivant à vérifier", ("F7",), "texte", When.FORMULAIRE),
    Action("retablir", "Rétablir ce qui vient d’être annulé", ("Ctrl+Y", "Ctrl+Shift+Z"), "retablir"),
    Action("verifier-papier", "Vérifier un papier", (), "document-verifie"),
    Action("verrouiller", "Verrouiller", ("Ctrl+L",), "verrouiller"),
    Action("quitter", "Quitter pvdesk", ("Ctrl+Q",), "quitter"),
    Action("accueil", "Tableau de bord", ("Ctrl+1", "Ctrl+&"), "accueil", When.ALLER, page="accueil"),
    Action("agenda", "Agenda", ("Ctrl+2", "Ctrl+É"), "agenda", When.ALLER, page="agenda", role=Role.POSTE),
    Action("recus", "Fichiers reçus", ("Ctrl+2", "Ctrl+É"), "boite", When.ALLER, page="recus", role=Role.MISSION),
    Action("departement", "Chiffres du département", (), "tableau", When.ALLER, "", "departement", Role.MISSION),
    Action("conflits", "Conflits", (), "comparer", When.ALLER, page="conflits"),
    Action("doublons", "Doublons", (), "doublons", When.ALLER, page="doublons"),
    Action("rendus", "Décidés", (), "historique", When.ALLER, page="rendus"),
    Action("postes", "Postes", (), "cle", When.ALLER, page="postes"),
    Action("delegation", "Fiche délégation", (), "lieu", When.ALLER, page="delegation"),
    Action("compares", "Chiffres comparés", (), "tableau", When.ALLER, page="compares"),
    Action("reunions", "Réunions", ("Ctrl+3", 'Ctrl+"'), "reunions", When.ALLER, page="reunions"),
    Action("conventions", "Adultes-relais", ("Ctrl+4", "Ctrl+'"), "adultes-relais", When.ALLER, page="conventions"),
    Action("titulaires", "Titulaires", (), "personne", When.ALLER, page="titulaires"),
    Action("activites", "Comptes rendus d’activité", (), "liste", When.ALLER, page="activites"),
    Action("controles", "Contrôles d’employeurs", (), "document-verifie", When.ALLER, page="controles"),
    Action("projets", "Projets", ("Ctrl+5", "Ctrl+("), "projets", When.ALLER, page="projets"),
    Action("visites", "Visites de terrain", ("Ctrl+6", "Ctrl+Shift+V"), "visites", When.ALLER, page="visites"),
    Action("actions", "Actions à suivre", ("Ctrl+7", "Ctrl+È"), "actions", When.ALLER, page="actions"),
    Action("conseils", "Conseils", ("Ctrl+8", "Ctrl+_"), "institution", When.ALLER, page="conseils"),
    Action("membres", "Membres", ("Ctrl+9", "Ctrl+Ç"), "personnes", When.ALLER, page="membres"),
    Action("notes", "Notes mensuelles", (), "note", When.ALLER, page="notes"),
    Action("dispositifs", "Dispositifs", (), "paquet", When.ALLER, page="dispositifs"),
    Action("indicateurs", "Indicateurs", (), "graphique", When.ALLER, page="indicateurs"),
    Action("objectifs", "Objectifs", (), "graphique", When.ALLER, page="objectifs"),
    Action("reperes", "Repères de la brochure", (), "liste", When.ALLER, page="reperes"),
    Action("releves", "Relevés", (), "graphique", When.ALLER, page="releves"),
    Action("corrections", "Corrections demandées", (), "erreur", When.ALLER, page="corrections"),
    Action("demandes", "Demandes des personnes", (), "protection", When.ALLER, page="demandes"),
    Action("personnes", "Personnes", (), "personne", When.ALLER, page="personnes", role=Role.POSTE),
    Action("organismes", "Organismes", (), "structures", When.ALLER, page="organismes"),
    Action("contacts", "Contacts", (), "courriel", When.ALLER, page="contacts"),
    Action("quartiers", "Quartiers", (), "carte", When.ALLER, page="quartiers"),
    Action("exporter", "Exporter vers la mission", ("Ctrl+Shift+E",), "envoyer", When.ALLER, page="exporter"),
    Action("envois", "Journal des envois et accusés", (), "historique", When.ALLER, page="envois"),
    Action("corbeille", "Corbeille", (), "corbeille", When.ALLER, page="corbeille"),
    Action("aide", "Aide et raccourcis", ("F1",), "clavier", When.ALLER, page="aide"),
    Action("parametres", "Paramètres", ("Ctrl+,",), "reglages", When.ALLER, page="parametres"),
    Action("sauvegarde", "Sauvegarde", (), "sauvegarde", When.ALLER, page="sauvegarde"),
    Action("filtrer", "Aller au filtre de la liste, chercher dans un papier", ("Ctrl+F",), "filtrer", When.LISTE),
    Action("modifier", "Modifier la fiche choisie", ("Ctrl+E",), "modifier", When.LISTE),
    Action("dupliquer", "Dupliquer la fiche choisie, ou ouverte", ("Ctrl+D",), "dupliquer", When.LISTE),
    Action("imprimer", "Imprimer la fiche choisie, ou ouverte", ("Ctrl+P",), "imprimer", When.LISTE),
    Action("historique", "Historique de la fiche choisie, ou ouverte", ("Ctrl+H",), "historique", When.LISTE),
    Action("supprimer", "Mettre à la corbeille", ("Del",), "corbeille", When.LISTE),
    Action("terminer", "Terminer la fiche", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "coche", When.FORMULAIRE),
)
BY_NAME = MappingProxyType({action.name: action for action in TABLE})
NEW = tuple(action for action in TABLE if action.makes)

# Answered by the form pages and by the editors themselves; listed here for the help page.
EDITOR_KEYS: tuple[EditorKey, ...] = (
    EditorKey(("Return",), "Ouvrir la fiche choisie", "Liste"),
    EditorKey(("Space",), "Voir le détail\u202f; dans les actions à suivre, marquer comme faite", "Liste"),
    EditorKey(("1", "2", "3", "4"), "Garder la valeur, prendre l’autre, garder les deux, en écrire une", "À arbitrer"),
    EditorKey(
        tuple(f"Alt+{rank}" for rank in range(1, 10)), "Aller à une partie, par son rang\u202f; F6 va à la suivante",
        "Fiche ouverte",
    ),
    EditorKey(("Shift+Down", "Shift+Up"), "Choisir plusieurs fiches, à imprimer ensemble", "Liste"),
    EditorKey(("P", "R", "E", "A"), "Présent, représenté, excusé, absent, puis ligne suivante", "Grille des présences"),
    EditorKey(("Ctrl+T",), "Tous présents", "Grille des présences"),
    EditorKey(("Ctrl+Return",), "Ajouter la personne comme acteur local", "Grille des présences"),
    EditorKey(("Return",), "Cellule suivante, puis nouvelle ligne", "Grilles"),
    EditorKey(("F2",), "Modifier la cellule", "Grilles"),
    EditorKey(("Ctrl+Del",), "Retirer la ligne", "Grilles"),
    EditorKey(("Ctrl+R",), "Reprendre le nombre du mois précédent", "Compte rendu du mois"),
    EditorKey(("Alt+R",), "Reprendre tous les nombres du mois précédent", "Compte rendu du mois"),
    EditorKey(("Alt+PgUp", "Alt+PgDown"), "Mois précédent, mois suivant", "Compte rendu du mois"),
    EditorKey(("Ctrl+Return",), "Quitter le texte pour le point suivant", "Échanges"),
    EditorKey(("F4",), "Ouvrir le calendrier", "Dates"),
    EditorKey(("Return",), "Ouvrir les fiches de la barre ou de la tuile où mènent les flèches", "Graphiques, tuiles"),
    EditorKey(("PgUp", "PgDown"), "Mois précédent, mois suivant", "Agenda"),
    EditorKey(("Ctrl+Return",), "Ajouter la personne, puis une autre", "Ajouter une personne"),
)


def action(name: str) -> Action:
    """The action of that name; KeyError when there is none."""
    return BY_NAME[name]


def keys_of(name: str) -> str:
    """The key shown of an action, in Qt's English writing; empty when it has none."""
    keys = BY_NAME[name].keys
    return keys[0] if keys else ""
