"""How a moment of the agenda is shown: in a cell of the month, on a line of its day, on a row of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import MappingProxyType

from pvdesk.base.francais import JOURS, date_courte, heure, pluriel
from pvdesk.store.agenda import Moment, Sorte, Tenue
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import hbox, icon_label, vbox
from ui.kit.month_model import Entry
from ui.kit.pressed import Pressable

# Icon and colour of each kind; the icon alone is enough to tell them apart.
LOOKS = MappingProxyType({
    Sorte.REUNION: ("reunions", "chart.1"), Sorte.VISITE: ("visites", "chart.2"), Sorte.ACTION: ("actions", "chart.3"),
    Sorte.BILAN: ("projets", "chart.4"), Sorte.CONVENTION: ("adultes-relais", "text.muted"),
    Sorte.CONTRAT: ("adultes-relais", "text.muted"),
})  # fmt: skip
LATE = ("erreur", "error")
STATES = MappingProxyType({
    Tenue.A_VENIR: ("primary", "agenda"), Tenue.EN_RETARD: ("error", "erreur"), Tenue.PASSE: ("neutral", "coche"),
    Tenue.ANNULE: ("neutral", "interdit"),
})  # fmt: skip
# What may be shown alone, and written in a file alone.
KINDS = (
    ("Toutes les dates", frozenset(Sorte)),
    ("Réunions et visites", frozenset({Sorte.REUNION, Sorte.VISITE})),
    ("Échéances", frozenset(Sorte) - {Sorte.REUNION, Sorte.VISITE}),
)
OF_DELAY = " de retard"  # said by the title of the card
# What a month has no room for.
PREFIXES = ("Conseil citoyen de ", "Conseil citoyen d’", "Conseil citoyen des ", "Conseil citoyen ")
COLUMNS = (Column("Jour", 158), Column("Quoi", strong=True), Column("État", 152))


def key_of(moment: Moment) -> str:
    """What names a moment on screen."""
    return f"{moment.table}/{moment.uid}/{moment.mot}"


def hours(moment: Moment) -> str:
    """« 18 h 30 à 20 h 15 », « 18 h 30 », or nothing."""
    if moment.debut is None:
        return ""
    return f"{heure(moment.debut)} à {heure(moment.fin)}" if moment.fin is not None else heure(moment.debut)


def entry(moment: Moment) -> Entry:
    """Its line in the cell of its day."""
    icon, token = LATE if moment.tenue is Tenue.EN_RETARD else LOOKS[moment.sorte]
    short = next((moment.titre.removeprefix(p) for p in PREFIXES if moment.titre.startswith(p)), moment.titre)
    start = heure(moment.debut) if moment.debut is not None else ""
    return Entry(
        " ".join(part for part in (start, short) if part), spoken(moment), icon, token,
        off=moment.tenue is Tenue.ANNULE,
    )  # fmt: skip


def spoken(moment: Moment) -> str:
    """« 18 h 30, Réunion, Conseil citoyen Les Tilleuls, Plénière, Mairie », its state when something is to be said."""
    state = moment.tenue.value if moment.tenue in {Tenue.EN_RETARD, Tenue.ANNULE} else ""
    parts = (hours(moment), moment.sorte.value, moment.titre, moment.detail, moment.lieu, state)
    return ", ".join(part for part in parts if part)


def state(moment: Moment, today: dt.date) -> Cell:
    """Where it stands, as a chip: « 8 j de retard »."""
    tone, icon = STATES[moment.tenue]
    days = (today - moment.jour).days
    return Cell(f"{days}\u00a0j{OF_DELAY}" if moment.tenue is Tenue.EN_RETARD else moment.tenue.value, "", tone, icon)


def line(moment: Moment, today: dt.date, *, dated: bool = False) -> Pressable:
    """Its line on a card: icon, what, where and when, its state when it waits for somebody."""
    made = Pressable(spoken(moment), "ligne")
    icon, token = LOOKS[moment.sorte]
    day = date_courte(moment.jour) if dated else ""
    second = " · ".join(part for part in (day, hours(moment), moment.detail, moment.lieu) if part)
    texts = vbox(Elided(moment.titre, lines=2), Elided(second or moment.sorte.value, "caption"), spacing=1)
    row = hbox(icon_label(icon, token, 20), (texts, 1), margins=(4, 6, 4, 6), spacing=12, parent=made)
    if moment.tenue in {Tenue.EN_RETARD, Tenue.ANNULE}:
        said = state(moment, today)
        row.addWidget(Chip(said.text.removesuffix(OF_DELAY) if dated else said.text, said.tone))
    return made


def rows(moments: Iterable[Moment], today: dt.date) -> list[cells.Row]:
    """The rows of the list."""
    return [cells.Row(key_of(one), (_day(one), _what(one), state(one, today))) for one in moments]


def _day(moment: Moment) -> Cell:
    return Cell(f"{JOURS[moment.jour.weekday()][:3]}. {date_courte(moment.jour)}", hours(moment))


def _what(moment: Moment) -> Cell:
    second = " · ".join(part for part in (moment.sorte.value, moment.detail, moment.lieu) if part)
    return Cell(moment.titre, second, icon=LOOKS[moment.sorte][0])


def told(count: int, late: int) -> str:
    """« 4 dates, 2 en retard »."""
    first = pluriel(count, "date", "dates") if count else "rien de prévu"
    return f"{first}, {late}\u00a0en retard" if late else first
