"""The pages of each profile, in the order of the navigation; each is built when first opened."""

from __future__ import annotations

from collections.abc import Callable

from db.models.echange import Role
from ui.actions import action
from ui.kit.nav import NavEntry
from ui.pages.exchange import ExchangePage
from ui.pages.help import HelpPage
from ui.pages.home import HomePage
from ui.pages.page import Page, Services
from ui.pages.received import ReceivedPage
from ui.pages.records import RecordsPage
from ui.pages.reference import ReferencePage
from ui.pages.settings import SettingsPage

HOME = "accueil"
# name of a page → record type that it lists
LISTS = {
    "reunions": "reunion", "conventions": "convention", "titulaires": "occupation", "activites": "activite",
    "controles": "controle", "projets": "projet", "visites": "visite", "actions": "action", "notes": "note_mensuelle",
    "conseils": "conseil", "membres": "membre", "dispositifs": "fiche_dispositif", "releves": "releve",
    "organismes": "organisme", "contacts": "contact", "demandes": "demande",
}  # fmt: skip
PAGE_OF = {table: page for page, table in LISTS.items()}
# Pages that stand behind one entry of the navigation, as tabs.
FAMILIES: tuple[tuple[str, ...], ...] = (
    ("conventions", "titulaires", "activites", "controles"),
    ("conseils", "membres"),
    ("organismes", "contacts", "demandes"),
)

# A group is a title and its pages; a title may be empty.
Group = tuple[str, tuple[str, ...]]
GROUPS: dict[Role, tuple[Group, ...]] = {
    Role.POSTE: (
        ("", (HOME,)),
        ("SUIVI", ("reunions", "conventions", "projets", "visites", "actions", "notes")),
        ("TERRITOIRE", ("conseils", "dispositifs", "releves", "quartiers")),
        ("RÉPERTOIRE", ("organismes",)),
        ("ÉCHANGES", ("exporter",)),
    ),
    Role.MISSION: (
        ("", (HOME, "recus")),
        ("DÉPARTEMENT", ("reunions", "conventions", "projets", "visites", "actions")),
        ("TERRITOIRE", ("conseils", "dispositifs", "releves", "quartiers")),
        ("RÉPERTOIRE", ("organismes",)),
    ),
}
FOOT = ("aide", "parametres")

BUILDERS: dict[str, Callable[[Services], Page]] = {
    HOME: HomePage,
    "recus": ReceivedPage,
    "quartiers": ReferencePage,
    "exporter": ExchangePage,
    "aide": HelpPage,
    "parametres": SettingsPage,
}


def entries(role: Role) -> tuple[NavEntry, ...]:
    """The entries of a profile, titles included."""
    made: list[NavEntry] = []
    for title, pages in GROUPS[role]:
        if title:
            made.append(NavEntry(title))
        made += [entry(page) for page in pages]
    return tuple(made)


def entry(page: str) -> NavEntry:
    """A page as an entry of the navigation."""
    said = action(page)
    return NavEntry(said.text, page, said.icon)


def family(page: str) -> tuple[str, ...]:
    """The pages that share an entry of the navigation with this one, itself included."""
    return next((family for family in FAMILIES if page in family), (page,))


def pages(role: Role) -> frozenset[str]:
    """Names of the pages of a profile."""
    listed = (page for _, group in GROUPS[role] for page in group)
    return frozenset(FOOT).union(*(family(page) for page in listed))


def build(page: str, services: Services) -> Page:
    """Build a page."""
    if page in LISTS:
        tabs = [(name, action(name).text) for name in family(page)]
        return RecordsPage(services, LISTS[page], page, tabs)
    return BUILDERS[page](services)
