"""Help: the table of keys, generated from the actions, that of states, and a few lines about where things are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.models.echange import Role
from pvdesk.store.etats import TRANSITIONS
from ui.actions import EDITOR_KEYS, TABLE, When
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, label, page_head, scrolled, vbox
from ui.kit.shortcut_hint import native
from ui.kit.table import Table
from ui.pages.page import Page, Services

COLUMNS = (Column("Touches", 230, strong=True), Column("Ce qu’elles font"))
STATE_COLUMNS = (
    Column("De", 104, strong=True), Column("Qui", 104), Column("Geste", 196), Column("Vers", 104),
    Column("Ce qui suit"),
)  # fmt: skip
TEXTS = (
    "Tout s’enregistre au fil de la frappe\u00a0: il n’y a rien à sauvegarder, un brouillon peut rester incomplet.",
    "Ce qui est mis à la corbeille y reste\u00a0; un bandeau, Ctrl+Z ou la page Corbeille le rétablissent.",
    "«\u00a0Historique\u00a0» dit qui a changé quoi dans une fiche, et rétablit une version terminée.",
    "Une fiche est dite envoyée quand son fichier est écrit, reçue quand la mission l’a dit dans un fichier de retour.",
    "Rien ne part sur Internet\u00a0: la mission reçoit seulement le fichier que vous lui remettez.",
)


THEFT = (
    "Prévenez tout de suite votre supérieur et le responsable de la sécurité des systèmes d’information.",
    "Dites le jour et l’heure\u00a0: la mission tire la fiche du vol, le délégué à la protection des données notifie.",
    "Sans votre phrase, la base de l’ordinateur volé ne se lit pas\u00a0; ses lots sont refusés dès qu’il est révoqué.",
    "Sur le nouvel ordinateur, importez le lot d’enrôlement puis le lot de retour\u00a0: ce qui était reçu revient.",
)


ERASURE = (
    "La base oublie le nom et son historique\u00a0; aucun lot plus ancien ne le ramène.",
    "L’effacement n’atteint pas les fichiers déjà remis\u00a0: lots, copies de la base, papiers diffusés.",
    "Détruisez partout les lots et les copies plus anciens que la durée de conservation.",
    "À la mission, détruisez de même, ensemble, les dossiers «\u00a0lots\u00a0» et «\u00a0decisions\u00a0».",
    "La base ne se refait plus à partir d’eux\u00a0: gardez une copie récente de tout le dossier.",
)


RUN = 5  # keys: as many digits are said by the first and the last


def said(keys: tuple[str, ...]) -> str:
    """« Ctrl+Maj+R » for each way to press, separated by « ou »; « Alt+1 à Alt+9 » for a run of digits."""
    if len(keys) >= RUN:
        return f"{native(keys[0])} à {native(keys[-1])}"
    return " ou ".join(dict.fromkeys(native(key) for key in keys))


def groups(role: Role | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """(title, [(keys, text)]) of the help page of a profile, of both when None."""
    known = [action for action in TABLE if action.keys and (role is None or action.role in {None, role})]
    made = []
    for when in When:
        lines = [(said(action.keys), action.text) for action in known if action.when is when]
        if lines:
            made.append((when.value, lines))
    places = dict.fromkeys(key.where for key in EDITOR_KEYS)
    return made + [
        (where, [(said(key.keys), key.text) for key in EDITOR_KEYS if key.where == where]) for where in places
    ]


def keys_table(title: str, lines: list[tuple[str, str]]) -> Table:
    """The keys of one place."""
    table = Table(COLUMNS, f"Touches\u00a0: {title.lower()}", row_height=36)
    table.set_rows([cells.Row(f"{title}{n}", (Cell(keys), Cell(text))) for n, (keys, text) in enumerate(lines)])
    table.fit()
    return table


def states_table() -> Table:
    """Who may do what from which state, and where it leads: the same table that the program follows."""
    table = Table(STATE_COLUMNS, "États d’une fiche", row_height=36)
    table.set_rows([
        cells.Row(f"etat{n}", (Cell(t.de.libelle), Cell(t.qui.libelle), Cell(t.geste.libelle), Cell(t.vers.libelle),
                               Cell(t.dit)))
        for n, t in enumerate(TRANSITIONS)
    ])  # fmt: skip
    table.fit()
    return table


class HelpPage(Page):
    """One table per place."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.tables: list[Table] = []
        body = QWidget()
        column = vbox(spacing=14, parent=body)
        first = frame()
        vbox(*(label(text, wrap=True) for text in TEXTS), margins=(20, 16, 20, 16), spacing=6, parent=first)
        column.addWidget(first)
        shown = [(title, keys_table(title, lines)) for title, lines in groups(services.operations.desk.role)]
        for title, table in [*shown, ("Les états d’une fiche", states_table())]:
            card = frame()
            vbox(vbox(label(title, "h3"), margins=(18, 12, 18, 8)), table, margins=(1, 1, 1, 8), spacing=0, parent=card)
            column.addWidget(card)
            self.tables.append(table)
        for title, texts in (("Ordinateur volé ou perdu", THEFT), ("Effacer une personne", ERASURE)):
            card = frame()
            said_there = (label(text, wrap=True) for text in texts)
            vbox(label(title, "h3"), *said_there, margins=(20, 14, 20, 16), spacing=6, parent=card)
            column.addWidget(card)
        column.addStretch(1)
        self.column.addLayout(page_head("Aide et raccourcis", "Tout se fait au clavier, tout se fait à la souris"))
        self.column.addWidget(scrolled(body), 1)

    def zones(self) -> list[QWidget]:
        """The first table."""
        return list(self.tables[:1])
