"""The pages of each profile, in the order of the navigation; each is built when first opened."""

from __future__ import annotations

from collections.abc import Callable

from db.models.echange import Role
from ui.actions import action
from ui.kit.nav import NavEntry
from ui.kit.tabs import Tab
from ui.pages import objectives
from ui.pages.agenda import AgendaPage
from ui.pages.backup import BackupPage
from ui.pages.clashes import ClashesPage
from ui.pages.compared import ComparedPage
from ui.pages.consolidation import ConsolidationPage
from ui.pages.decided import DecidedPage
from ui.pages.delegation import DelegationPage
from ui.pages.doubles import DoublesPage
from ui.pages.exchange import ExchangePage
from ui.pages.help import HelpPage
from ui.pages.history import HistoryPage
from ui.pages.home import HomePage
from ui.pages.indicators import IndicatorsPage
from ui.pages.page import Page, Services
from ui.pages.people import PeoplePage
from ui.pages.postes import PostesPage
from ui.pages.reading import ReadingPage
from ui.pages.received import ReceivedPage
from ui.pages.records import RecordsPage
from ui.pages.reference import ReferencePage
from ui.pages.sent import SentPage
from ui.pages.settings import SettingsPage
from ui.pages.trash import TrashPage
from ui.places import (
    AGENDA,
    CLASHES,
    COMPARED,
    DECIDED,
    DELEGATION,
    DEPARTMENT,
    DOUBLES,
    HISTORY,
    HOME,
    INDICATORS,
    LISTS,
    PEOPLE,
    POSTES,
    READING,
    TRASH,
    family,
)

# A group is a title and its pages; a title may be empty.
Group = tuple[str, tuple[str, ...]]
GROUPS: dict[Role, tuple[Group, ...]] = {
    Role.POSTE: (
        ("", (HOME, AGENDA)),
        ("SUIVI", ("reunions", "conventions", "projets", "visites", "actions", "notes")),
        ("TERRITOIRE", ("conseils", "dispositifs", INDICATORS, "quartiers")),
        ("RÉPERTOIRE", (PEOPLE, "organismes")),
        ("ÉCHANGES", ("exporter",)),
    ),
    Role.MISSION: (
        ("", (HOME, "recus", CLASHES, POSTES)),
        ("DÉPARTEMENT", (DEPARTMENT, "reunions", "conventions", "projets", "visites", "actions", "notes")),
        ("TERRITOIRE", ("conseils", "dispositifs", INDICATORS, "quartiers", "organismes")),
    ),
}
FOOT: dict[Role, tuple[str, ...]] = {
    Role.POSTE: (TRASH, "aide", "parametres"),
    Role.MISSION: ("aide", "parametres"),
}
# Where the entry of a family bears another name than its first page.
ENTRIES = {CLASHES: ("À arbitrer", "decision"), POSTES: ("Délégations", "lieu")}

BUILDERS: dict[str, Callable[[Services], Page]] = {
    HOME: HomePage,
    DEPARTMENT: HomePage,
    AGENDA: AgendaPage,
    PEOPLE: PeoplePage,
    "recus": ReceivedPage,
    "quartiers": ReferencePage,
    "aide": HelpPage,
    TRASH: TrashPage,
    HISTORY: HistoryPage,
}

# Where the mission has another page under the same name.
OF_MISSION: dict[str, Callable[[Services], Page]] = {HOME: ConsolidationPage, READING: ReadingPage}

TABBED: dict[str, Callable[[Services, str, list[Tab]], Page]] = {
    INDICATORS: IndicatorsPage, **objectives.PAGES, CLASHES: ClashesPage, DOUBLES: DoublesPage, DECIDED: DecidedPage,
    POSTES: PostesPage, DELEGATION: DelegationPage, COMPARED: ComparedPage,
    "parametres": SettingsPage, "sauvegarde": BackupPage, "exporter": ExchangePage, "envois": SentPage,
}  # fmt: skip


def entries(role: Role) -> tuple[NavEntry, ...]:
    """The entries of a profile, titles included."""
    made: list[NavEntry] = []
    for title, pages in GROUPS[role]:
        if title:
            made.append(NavEntry(title))
        made += [entry(page) for page in pages]
    return tuple(made)


def foot(role: Role) -> tuple[NavEntry, ...]:
    """The entries at the bottom."""
    return tuple(entry(page) for page in FOOT[role])


def entry(page: str) -> NavEntry:
    """A page as an entry of the navigation."""
    said = action(page)
    text, icon = ENTRIES.get(page, (said.text, said.icon))
    return NavEntry(text, page, icon)


def pages(role: Role) -> frozenset[str]:
    """Names of the pages of a profile."""
    listed = (*FOOT[role], *(page for _, group in GROUPS[role] for page in group))
    passing = {HISTORY} if role is Role.POSTE else {HISTORY, READING}
    return frozenset(passing).union(*(family(page) for page in listed))


def build(page: str, services: Services) -> Page:
    """Build a page."""
    if page in LISTS:
        return RecordsPage(services, LISTS[page], page, _tabs(page))
    if page in TABBED:
        return TABBED[page](services, page, _tabs(page))
    builders = BUILDERS if services.operations.desk.role is Role.POSTE else BUILDERS | OF_MISSION
    return builders[page](services)


def _tabs(page: str) -> list[Tab]:
    """The tabs of a family, its own page included."""
    return [(name, action(name).text) for name in family(page)]
