"""Files being read or taken in: the named steps and the bar; then what became of each, refusals in full."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pvdesk.base.francais import date_courte, nombre, pluriel
from pvdesk.mission import intake
from pvdesk.mission.intake import Imported
from ui.kit import cells
from ui.kit.announce import announce
from ui.kit.cells import Cell, Column
from ui.kit.chips import Chip
from ui.kit.layouts import Item, button, frame, hbox, icon_label, label, scrolled, separator, vbox
from ui.kit.steps import Progress, Step
from ui.kit.table import Table
from ui.mission_files import Integration, Taken
from ui.pages.refusal import Failure, code_of, trouble_of
from ui.places import CLASHES, DOUBLES

COLUMNS = (
    Column("Fichier", 290, strong=True),
    Column("Nouvelles", 92, align="right"),
    Column("Modifiées", 92, align="right"),
    Column("Identiques", 94, align="right"),
    Column("En conflit", 92, align="right"),
    Column("De côté", 84, align="right"),
    Column("Issue", 190),
)
# What is said under each step that the engine names.
DETAILS = (
    "Chiffrement, signature et empreintes\u00a0: rien n’est lu avant", "Tel quel, pour pouvoir tout reconstruire",
    "Donnée par donnée, d’après ce que chacun avait vu",
)  # fmt: skip
STEPS = tuple(Step(name, detail) for name, detail in zip(intake.STEPS, DETAILS, strict=True))
# A preview is the same work, forgotten at its end: the file is not kept.
READING = (STEPS[intake.OPENING], STEPS[intake.MERGING])
SAFE = "Vous pouvez continuer à travailler. Interrompue, l’intégration laisse la base comme avant le fichier."
LOOKING = "Vous pouvez continuer à travailler. Rien n’est écrit\u00a0: la base reste telle qu’elle est."
STOPPED = "Intégration interrompue\u00a0: "


def counts(done: Imported) -> tuple[int, ...]:
    """New, changed, same, in clash, set aside."""
    o = done.outcome
    return o.nouveaux, o.modifies + o.supprimes, o.identiques, o.conflits, done.de_cote


def issue_of(taken: Taken) -> Cell:
    """What became of a file, as a chip."""
    if taken.fait is not None:
        if taken.fait.deja is not None:
            return Cell("Déjà intégré", tone="neutral", icon="fait")
        return Cell("Intégré", tone="success", icon="fait")
    assert taken.refus is not None
    return refusal_of(taken.refus)


def refusal_of(refus: Failure) -> Cell:
    """Held or refused, with its code."""
    code = code_of(refus)
    if code and getattr(refus, "held", False):
        return Cell(f"En attente ({code})", tone="warning", icon="heure")
    return Cell(f"Refusé ({code})" if code else "Illisible", tone="error", icon="refuse")


def row_of(place: int, taken: Taken) -> cells.Row:
    """A file, its counts, its issue."""
    if taken.fait is None:
        found, second = ["—"] * 5, ""
    else:
        found = [nombre(one) if one else "—" for one in counts(taken.fait)]
        second = f"{taken.fait.poste}, lot {taken.fait.numero}"
    return cells.Row(str(place), (Cell(taken.fichier, second), *(Cell(one) for one in found), issue_of(taken)))


class Working(QWidget):
    """The work under way: one line per step of a file, or one line per file when there are several."""

    stop_asked = Signal()

    def __init__(self, paths: Sequence[Path], *, looking: bool = False) -> None:
        super().__init__()
        self._several = len(paths) > 1
        self._count = len(paths)
        self._first = paths[0].name
        steps = [Step(path.name) for path in paths] if self._several else list(READING if looking else STEPS)
        several = ("fichier à lire", "fichiers à lire") if looking else ("fichier à intégrer", "fichiers à intégrer")
        title = f"{'Lecture' if looking else 'Intégration'}\u00a0: {self._first}"
        self.progress = Progress(pluriel(len(paths), *several) if self._several else title, steps, "recevoir")
        self.stop_button: QPushButton = button("Interrompre", icon="fermer")
        self.stop_button.clicked.connect(self.stop_asked)
        # Beside the button too: in large letters the list of steps is under the edge.
        self._step: QLabel = label("", "label", wrap=True)
        inside, card = QWidget(), frame()
        text = label(LOOKING if looking else SAFE, "muted", wrap=True)
        vbox(self.progress, text, None, margins=(24, 20, 24, 14), spacing=14, parent=inside)
        foot = hbox((self._step, 1), self.stop_button, margins=(24, 10, 24, 14), spacing=12)
        vbox((scrolled(inside), 1), foot, spacing=0, parent=card)
        vbox((card, 1), parent=self)

    def advance(self, done: int, total: int, text: str) -> None:
        """The engine tells how far it is, in parts of the whole, and what it does."""
        part = done / total if total else 0.0
        self._step.setText(f"{text}…" if text else "")
        if self._several:
            self.progress.advance(min(int(part * self._count), self._count - 1), part, text)
        else:
            self.progress.tell(done, total, "" if text == self._first else text)

    def stopping(self) -> None:
        """The person asked to stop: the step under way ends first."""
        self.stop_button.setEnabled(False)
        self._step.setText("Interruption demandée\u00a0: l’étape en cours se termine.")


class Report(QWidget):
    """What became of the files; ``done`` to go back to the list, ``clashes_asked(page)`` to settle what waits."""

    done = Signal()
    clashes_asked = Signal(str)

    def __init__(self, integration: Integration) -> None:
        super().__init__()
        self.table = Table(COLUMNS, "Fichiers intégrés", row_height=56, wide=True)
        self.table.set_rows([row_of(place, taken) for place, taken in enumerate(integration.prises)])
        self.table.fit()
        self.back_button = button("Voir les fichiers reçus", "primary", icon="boite")
        self.back_button.clicked.connect(self.done)
        done = [one.fait for one in integration.prises if one.fait is not None]
        clashes, self._doubles = sum(counts(one)[3] for one in done), sum(one.suites.doublons for one in done)
        self._where = CLASHES if clashes else DOUBLES
        name = f"Arbitrer les {'conflits' if clashes else 'doublons'}"
        self.clash_button = button(name, icon="comparer" if clashes else "doublons")
        self.clash_button.clicked.connect(self._settle)
        self.clash_button.setVisible(bool(clashes or self._doubles))
        title = self.title(integration)
        body, card = QWidget(), frame()
        head = hbox((label(title, "h3", wrap=True), 1), margins=(18, 12, 18, 8))
        vbox(head, self.table, margins=(1, 1, 1, 8), spacing=0, parent=card)
        items: list[Item] = [card, *self._found(), *self._controls(integration), *self._troubles(integration), None]
        vbox(*items, spacing=12, parent=body)
        vbox((scrolled(body), 1), hbox(self.back_button, self.clash_button, None), spacing=12, parent=self)
        announce(self, title)

    def _settle(self) -> None:
        self.clashes_asked.emit(self._where)

    def _found(self) -> list[Item]:
        """The probable doubles that these files brought."""
        said = pluriel(self._doubles, "doublon probable trouvé", "doublons probables trouvés")
        return [note("doublons", "warning", f"{said}\u00a0: à arbitrer.")] if self._doubles else []

    @staticmethod
    def title(integration: Integration) -> str:
        """« 2 fichiers intégrés sur 3, 1 déjà intégré »."""
        done = [one.fait for one in integration.prises if one.fait is not None]
        again = sum(one.deja is not None for one in done)
        total = len(integration.prises) + integration.restent
        said = f"{pluriel(len(done) - again, 'fichier intégré', 'fichiers intégrés')} sur {nombre(total)}"
        if again:
            said += f", {pluriel(again, 'déjà intégré', 'déjà intégrés')}"
        return f"{STOPPED}{said}" if integration.restent else said

    @staticmethod
    def _controls(integration: Integration) -> list[Item]:
        """The control code of a poste that presented itself, to be compared by telephone."""
        made: list[Item] = []
        for taken in integration.prises:
            if taken.fait is None:
                continue
            if taken.fait.code_controle:
                text = (
                    f"{taken.fait.poste} se présente\u00a0: comparez par téléphone le code de contrôle "
                    f"{taken.fait.code_controle}."
                )
                made.append(note("cle", "info", text))
            if taken.fait.deja is not None:
                day = date_courte(taken.fait.deja)
                made.append(note("info", "info", f"{taken.fichier}\u00a0: déjà intégré le {day}, rien n’a changé."))
        return made

    @staticmethod
    def _troubles(integration: Integration) -> list[Item]:
        """Each refusal: its code and its three sentences."""
        found = [one for one in integration.prises if one.refus is not None]
        return [refused(one.fichier, one.refus, issue_of(one)) for one in found if one.refus is not None]


def note(icon: str, token: str, text: str) -> QWidget:
    """A sentence on a strip."""
    card = frame("strip")
    hbox(icon_label(icon, token), (label(text, wrap=True), 1), margins=(14, 8, 14, 8), spacing=10, parent=card)
    return card


def refused(name: str, refus: Failure, cell: Cell) -> QWidget:
    """Why a file does not go in: its code on a chip and its three sentences."""
    trouble = trouble_of(refus)
    card = frame()
    chip = Chip(cell.text, cell.tone, cell.icon)
    head = hbox((label(name, "h3", wrap=True), 1), chip, spacing=10)
    head.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
    vbox(
        head, separator(), label(trouble.what, wrap=True), label(trouble.safe, wrap=True),
        label(trouble.todo, wrap=True), margins=(18, 12, 18, 14), spacing=6, parent=card,
    )  # fmt: skip
    return card
