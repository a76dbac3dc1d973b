"""What taking in files would do, by category and by table, before anything is written; « Intégrer » or « Renoncer »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QPushButton, QWidget

from pvdesk.base.francais import date_courte, nombre, pluriel
from pvdesk.mission.apercu import Apercu, Parts, Rubrique
from ui.kit import cells
from ui.kit.announce import announce
from ui.kit.cells import Cell, Column
from ui.kit.chips import Chip
from ui.kit.layouts import Item, button, frame, hbox, icon_label, label, scrolled, separator, vbox
from ui.kit.pairs import pairs
from ui.kit.table import Table
from ui.kit.wrapping import Wrapping
from ui.mission_files import Seen
from ui.pages.integrate import note, refusal_of, refused
from ui.theme.theme import current

# In the order of `Parts`: the word, the icon and the tone of a category that is not empty.
CATEGORIES = (
    ("Nouvelles", "ajouter", "success"), ("Modifiées", "modifier", "primary"), ("Identiques", "fait", "text.muted"),
    ("En conflit", "comparer", "warning"), ("Supprimées", "corbeille", "error"), ("De côté", "attention", "warning"),
)  # fmt: skip
COLUMNS = (
    Column("Type", 340, strong=True),
    *(Column(name, 100, align="right") for name, _, _ in CATEGORIES[:-1]),
    Column(CATEGORIES[-1][0], align="right"),
)
TILE_PX = 128
PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}
ALONE = (
    "Chaque fichier est comparé à la base telle qu’elle est, sans les autres\u00a0: celui qui est annoncé en attente "
    "entrera si le fichier qu’il attend est pris avec lui."
)
APART = "Un conflit ne change rien tant que personne ne l’a réglé\u00a0: la valeur en place y reste."


class Preview(QWidget):
    """The files that were read; ``accepted`` to take them in, ``renounced`` to leave all as it is."""

    accepted = Signal()
    renounced = Signal()

    def __init__(self, files: Sequence[Seen]) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.accept_button = button("Intégrer", "primary", icon="recevoir")
        self.accept_button.clicked.connect(self.accepted)
        self.renounce_button = button("Renoncer", icon="fermer", tip="La base reste telle qu’elle est (Échap)")
        self.renounce_button.clicked.connect(self.renounced)
        self.accept_button.setVisible(any(_goes(one) for one in files))
        title = self.title(files)
        items: list[Item] = [label(title, "h3", wrap=True)]
        if len(files) > 1:
            items.append(note("info", "info", ALONE))
        items += [self._file(one) for one in files]
        body = QWidget()
        vbox(*items, None, spacing=12, parent=body)
        self._scroll = scrolled(body)
        foot = hbox(self.accept_button, self.renounce_button, None, spacing=12)
        vbox((self._scroll, 1), foot, spacing=12, parent=self)
        announce(self, title)

    @property
    def first(self) -> QPushButton:
        """The button that is asked for: to take in, or to go back when nothing can."""
        return self.renounce_button if self.accept_button.isHidden() else self.accept_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Escape leaves all as it is; the page keys scroll while a button has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.renounced.emit()
        elif (action := PAGES.get(Qt.Key(event.key()))) is not None:
            self._scroll.verticalScrollBar().triggerAction(action)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def title(files: Sequence[Seen]) -> str:
        """« Aperçu : 2 fichiers à intégrer sur 3, rien n’est encore écrit »; of one file, its card says the rest."""
        if len(files) == 1:
            return "Aperçu\u00a0: rien n’est encore écrit"
        ready = sum(_goes(one) for one in files)
        said = pluriel(ready, "fichier à intégrer", "fichiers à intégrer")
        return f"Aperçu\u00a0: {said} sur {nombre(len(files))}, rien n’est encore écrit"

    def _file(self, seen: Seen) -> QWidget:
        """A file: refused, known already, or what it would do."""
        if seen.refus is not None:
            return refused(seen.fichier, seen.refus, refusal_of(seen.refus))
        assert seen.apercu is not None
        found = seen.apercu
        if found.deja is not None:
            text = f"{seen.fichier}\u00a0: déjà intégré le {date_courte(found.deja)}, rien ne changerait."
            return note("fait", "success", text)
        return self._card(seen.fichier, found)

    def _card(self, name: str, found: Apercu) -> QFrame:
        """Its tiles, its table, what would follow, what would be set aside and why."""
        chip = Chip("Prêt à intégrer", "success", "fait")
        head = hbox((label(name, "h3", wrap=True), 1), chip, spacing=10)
        head.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        table = Table(COLUMNS, f"Aperçu de {name}", wide=True)
        moving = moved(found.rubriques)
        table.set_rows([*(row_of(one) for one in moving), total_of(found.total)])
        table.fit()
        self.tables.append(table)
        top = vbox(
            head, label(f"{found.poste}, lot {nombre(found.numero)}", "caption"), tiles(found),
            margins=(18, 12, 18, 4), spacing=8,
        )  # fmt: skip
        said = vbox(*_still(len(found.rubriques) - len(moving)), *_said(found), margins=(18, 6, 18, 14), spacing=6)
        card = frame()
        vbox(top, table, said, margins=(1, 1, 1, 1), spacing=6, parent=card)
        return card


def _goes(seen: Seen) -> bool:
    """Whether something would be written of a file: it goes in, or it is kept until what it waits for comes."""
    if seen.apercu is not None:
        return seen.apercu.deja is None
    return bool(getattr(seen.refus, "held", False))


def moved(rubriques: Sequence[Rubrique]) -> list[Rubrique]:
    """The tables of which something is not as the base has it, and those that own their lines."""
    moving = [one for one in rubriques if sum(astuple(one.parts)) > one.parts.identiques]
    owners = {one.de for one in moving}
    return [one for one in rubriques if one in moving or one.table in owners]


def _still(count: int) -> list[Item]:
    """How many tables are not shown: a lot that says all again would fill screens."""
    said = f"Sans changement\u00a0: {pluriel(count, 'autre type', 'autres types')}."
    return [label(said, "caption")] if count else []


def _said(found: Apercu) -> list[Item]:
    """What follows, sentence by sentence; the reasons of what is set aside."""
    items: list[Item] = []
    if found.code_controle:
        text = f"{found.poste} se présente\u00a0: comparez par téléphone le code de contrôle {found.code_controle}."
        items.append(note("cle", "info", text))
    items += [_line("chevron-droite", "text.muted", text) for text in found.suites]
    if found.total.conflits:
        items.append(label(APART, "caption", wrap=True))
    if found.raisons:
        reasons = [(f"{one.ou} ({nombre(one.nombre)})", one.phrase) for one in found.raisons]
        if found.reste:
            reasons.append(("Et aussi", pluriel(found.reste, "autre", "autres")))
        items += [separator(), _line("attention", "warning", "Mises de côté, le reste entre\u00a0:"), pairs(reasons)]
    return items


def _line(icon: str, token: str, text: str) -> Item:
    return hbox(icon_label(icon, token), (label(text, wrap=True), 1), spacing=8)


def tiles(found: Apercu) -> QWidget:
    """One figure a category, of which so many fiches."""
    made = QWidget()
    row = Wrapping(made, 8)
    totals = zip(CATEGORIES, astuple(found.total), astuple(found.fiches), strict=True)
    for (name, icon, token), count, fiches in totals:
        tile = frame("sunken")
        tile.setMinimumWidth(current().px(TILE_PX))
        tile.setAccessibleName(f"{name}\u00a0: {nombre(count)}")
        figure = hbox(icon_label(icon, token if count else "text.muted"), label(nombre(count), "h2"), None, spacing=8)
        below = f"dont {pluriel(fiches, 'fiche', 'fiches')}" if fiches and fiches != count else ""
        vbox(label(name, "muted"), figure, label(below, "caption"), margins=(14, 8, 14, 8), spacing=2, parent=tile)
        row.addWidget(tile)
    return made


def row_of(one: Rubrique) -> cells.Row:
    """A table: its name, then its counts; the lines that fiches own are told under them."""
    name = Cell(one.nom) if not one.de else Cell(f"    {one.nom}")
    return cells.Row(one.table, (name, *_counts(one.parts)))


def total_of(parts: Parts) -> cells.Row:
    """All tables together."""
    return cells.Row("total", (Cell("En tout"), *_counts(parts)))


def _counts(parts: Parts) -> list[Cell]:
    return [Cell(nombre(count) if count else "—") for count in astuple(parts)]
