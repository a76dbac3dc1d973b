"""The names of the pages that list records, and the families that share an entry of the navigation."""

from __future__ import annotations

HOME = "accueil"
AGENDA = "agenda"
PEOPLE = "personnes"
TRASH = "corbeille"
DEPARTMENT = "departement"  # the figures of the mission, all delegations together
HISTORY = "historique"  # of one fiche: a page that one comes back from, never a place of its own
READING = "lecture"  # a fiche at the mission, in the same way
PASSING = frozenset({HISTORY, READING})
CORRECTION = "correction"  # a record type that opens as the fiche it is about
# name of a page → record type that it lists
LISTS = {
    "reunions": "reunion", "conventions": "convention", "titulaires": "occupation", "activites": "activite",
    "controles": "controle", "projets": "projet", "visites": "visite", "actions": "action", "notes": "note_mensuelle",
    "conseils": "conseil", "membres": "membre", "dispositifs": "fiche_dispositif", "releves": "releve",
    "organismes": "organisme", "contacts": "contact", "demandes": "demande",
    "corrections": CORRECTION,
}  # fmt: skip
PAGE_OF = {table: page for page, table in LISTS.items()}
ACT = "geste"  # among them: what the page is to begin at once
CHOSEN = "choisie"  # among what a list is opened with: the uid of the fiche to stand on
INDICATORS, OBJECTIVES, LANDMARKS = "indicateurs", "objectifs", "reperes"
# What has a code and no fiche: the page that shows it when it is filtered by this code.
CODED = {"quartier": "quartiers", "objectif": OBJECTIVES, "repere": LANDMARKS}
CLASHES, DOUBLES, DECIDED = "conflits", "doublons", "rendus"
POSTES, DELEGATION, COMPARED = "postes", "delegation", "compares"
# Pages that stand behind one entry of the navigation, as tabs.
FAMILIES: tuple[tuple[str, ...], ...] = (
    ("conventions", "titulaires", "activites", "controles"),
    ("conseils", "membres"),
    (INDICATORS, OBJECTIVES, LANDMARKS, "releves"),
    ("organismes", "contacts", "demandes"),
    ("actions", "corrections"),
    ("parametres", "sauvegarde"),
    ("exporter", "envois"),
    (CLASHES, DOUBLES, DECIDED),
    (POSTES, DELEGATION, COMPARED),
)


def family(page: str) -> tuple[str, ...]:
    """The pages that share an entry of the navigation with this one, itself included."""
    return next((family for family in FAMILIES if page in family), (page,))
