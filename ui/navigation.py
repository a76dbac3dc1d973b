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
    "reunions": "reunion", "actions": "action", "conseils": "conseil", "membres": "membre",
    "organismes": "organisme", "contacts": "contact",
}  # fmt: skip
PAGE_OF = {table: page for page, table in LISTS.items()}

# A group is a title and its pages; a title may be empty.
Group = tuple[str, tuple[str, ...]]
GROUPS: dict[Role, tuple[Group, ...]] = {
    Role.POSTE: (
        ("", (HOME,)),
        ("SUIVI", ("reunions", "actions")),
        ("RÉPERTOIRE", ("conseils", "membres", "organismes", "contacts")),
        ("RÉFÉRENTIELS", ("quartiers",)),
        ("ÉCHANGES", ("exporter",)),
    ),
    Role.MISSION: (
        ("", (HOME, "recus")),
        ("DÉPARTEMENT", ("reunions", "actions", "conseils", "organismes")),
        ("RÉFÉRENTIELS", ("quartiers",)),
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


def pages(role: Role) -> frozenset[str]:
    """Names of the pages of a profile."""
    return frozenset(FOOT).union(*(pages for _, pages in GROUPS[role]))


def build(page: str, services: Services) -> Page:
    """Build a page."""
    if page in LISTS:
        return RecordsPage(services, LISTS[page])
    return BUILDERS[page](services)
