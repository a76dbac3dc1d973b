"""« Exporter vers la mission »: verify, choose, hand over, done; and the files that the mission sends back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import Faute
from pvdesk.base import francais
from pvdesk.bundle import export as envoi
from pvdesk.bundle.export import Exported, Review
from pvdesk.bundle.refus import Refus
from pvdesk.fiches import FICHES
from ui.kit.layouts import Item, button, frame, hbox, label, scrolled, vbox
from ui.kit.messages import Trouble
from ui.kit.narrow import turning_head
from ui.kit.steps import Progress, Step, Stepper
from ui.kit.tabs import Tab, Tabs
from ui.kit.tasks import Cancelled, Watch
from ui.pages.exchange_choice import ChoicePanel
from ui.pages.page import Page, Services
from ui.pages.reception import Reception

STEPS = ("Vérifier", "Choisir", "Remettre", "Terminé")
VERIFY, CHOOSE, HAND_OVER, DONE = range(4)
SUBTITLE = "Un fichier chiffré à remettre par clé USB, dossier partagé ou messagerie. Rien ne part sur Internet."
# What is said under each step that the engine names.
DETAILS = (
    "Ce qui est nouveau ou modifié depuis le dernier envoi", "Elles restent sur cet ordinateur",
    "Le fichier est scellé et signé", "", "Le fichier est relu pour s’assurer qu’il est intact",
)  # fmt: skip
NOTHING = "Rien à envoyer pour l’instant"
LATER = "Une fiche terminée ou modifiée apparaîtra ici."
WORKS = tuple(Step(name, detail) for name, detail in zip(envoi.STEPS, DETAILS, strict=True))


def trouble_of(error: Faute | Refus | OSError) -> Trouble:
    """Why no file could be made."""
    if isinstance(error, Faute):
        return Trouble(error.happened, error.safe, error.remedy, error.detail)
    if isinstance(error, Refus):
        return Trouble(error.phrase, "", "", error.detail)
    return Trouble(
        "Le fichier n’a pas pu être écrit à cet endroit.", "Vos fiches sont intactes, rien n’est parti.",
        "Vérifiez que la clé ou le dossier est bien là et qu’il reste de la place.", str(error.strerror),
    )  # fmt: skip


class ExchangePage(Page):
    """The four steps, one after the other."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self.tabs = Tabs(tabs, name, "Échanges avec la mission")
        self.tabs.chosen.connect(services.go.show_page)
        self._watch: Watch | None = None
        self._written: Path | None = None
        self._busy = False
        self.stepper = Stepper(STEPS)
        self.body = QStackedWidget()
        self.choice: ChoicePanel | None = None
        self._typed: tuple[str, Path | None] | None = None  # kept when an envoi is interrupted or refused
        self.progress: Progress | None = None
        self.import_button = button("Importer un fichier de la mission", "", icon="recevoir")
        self.create_button = button("Créer le fichier d’envoi", "primary", icon="verrouiller")
        self.stop_button = button("Interrompre", "", icon="fermer")
        self.again_button = button("Nouvel envoi", "", icon="actualiser")
        self._foot_text = label("", "muted", wrap=True)
        self._lay_out()
        self.reception = Reception(services, self, self.enter)
        self.import_button.clicked.connect(self.reception.ask_file)
        self.create_button.clicked.connect(self.make_file)
        self.stop_button.clicked.connect(self.interrupt)
        self.again_button.clicked.connect(self.enter)

    def _lay_out(self) -> None:
        """Head, steps, body, foot."""
        self.column.setContentsMargins(0, 0, 0, 0)
        top = QWidget()
        head = turning_head("Exporter vers la mission", SUBTITLE, self.import_button)
        vbox(head, self.tabs, self.stepper, (self.body, 1), margins=(22, 20, 22, 14), spacing=14, parent=top)
        foot = frame("footer")
        hbox((self._foot_text, 1), self.again_button, self.stop_button, self.create_button,
             margins=(22, 12, 22, 12), spacing=12, parent=foot)  # fmt: skip
        self.column.addWidget(scrolled(top), 1)
        self.column.addWidget(foot)

    def zones(self) -> list[QWidget]:
        """The button that goes on."""
        return [self.create_button, self.import_button]

    # ---- verify, choose
    def enter(self) -> None:
        """Read what would leave; a work under way goes on."""
        if self._busy:
            return
        self._at(VERIFY, "Vérification de ce qui peut partir…")
        self.services.operations.exchanges.review(self.show_review, self._not_reviewed)

    def changed(self, _table: str, _uid: str) -> None:
        """What would leave moved."""
        if self.stepper.place in {VERIFY, CHOOSE}:
            self.enter()

    def show_review(self, review: Review) -> None:
        """Show what would leave, or why nothing can."""
        if review.exemple:
            self._show_note(
                "Ces données sont un exemple",
                "Elles ne partent jamais à la mission. Pour envoyer vos réunions, commencez un dossier à vide.",
            )
            return
        if not review.enrolled:
            self._show_note(
                "Ce poste n’est pas encore enrôlé",
                "La mission vous remet un fichier d’enrôlement\u00a0: importez-le ici. "
                "Vos fiches restent sur cet ordinateur, vous pouvez continuer à saisir.",
                enrol=True,
            )
            return
        if not review.choices:
            day = review.derniere
            title = f"Tout est déjà à la mission depuis le {francais.date_longue(day)}" if day else NOTHING
            self._show_note(title, f"{LATER} Code de contrôle de ce poste\u00a0: {review.controle}.")
            return
        if self.choice is not None:
            self._typed = self.choice.typed()
        self.choice = ChoicePanel(review, self.services)
        if self._typed is not None:
            self.choice.retype(*self._typed)
        self.choice.changed.connect(self._show_count)
        self._put(self.choice)
        self._at(CHOOSE)
        self._show_count()

    def _not_reviewed(self, error: Exception) -> None:
        """The base is busy, or the disk refuses."""
        if not isinstance(error, Faute):
            raise error
        self._show_note("Rien ne peut partir pour l’instant", str(error))

    def _show_note(self, title: str, text: str, *, enrol: bool = False) -> None:
        """A word instead of the choice; `enrol` offers the one thing to do."""
        card = frame()
        said: list[Item] = [label(title, "h2", wrap=True), label(text, wrap=True)]
        if enrol:
            take = button("Importer le fichier d’enrôlement", "primary", icon="recevoir")
            take.clicked.connect(self.reception.ask_file)
            said.append(hbox(take, None))
        vbox(*said, None, margins=(24, 22, 24, 22), spacing=8, parent=card)
        self._put(card)
        self._at(VERIFY)

    def _show_count(self) -> None:
        """« 4 éléments » beside the button."""
        assert self.choice is not None
        count = self.choice.count()
        self._foot_text.setText(francais.pluriel(count, "élément", "éléments"))
        self.create_button.setEnabled(bool(count and self.choice.folder))

    # ---- hand over
    def make_file(self) -> None:
        """Write the lot, step by step."""
        choice = self.choice
        if choice is None or choice.folder is None:
            return
        self._busy, self._typed = True, choice.typed()
        self.progress = Progress("Création du fichier d’envoi…", WORKS)
        card = frame()
        vbox(self.progress, None, margins=(24, 20, 24, 20), parent=card)
        folder, drafts, message = choice.folder, choice.drafts(), choice.message.text().strip()
        self._put(card)
        self._at(HAND_OVER, "Vous pouvez continuer à travailler pendant l’opération.")
        self.progress.set_detail(3, str(folder))
        self._watch = self.services.operations.exchanges.export(
            folder, drafts, message, self.show_done, self._failed, self._advance
        )

    def _advance(self, done: int, total: int, text: str) -> None:
        """The engine tells the steps of `WORKS`, and where each stands."""
        if self.progress is not None:
            self.progress.tell(done, total, text)

    def interrupt(self) -> None:
        """Ask the work to stop; nothing is left behind."""
        if self._watch is not None:
            self._watch.cancel()

    def _failed(self, error: Exception) -> None:
        """Interrupted, refused by the disk, or a fault."""
        self._busy, self._watch = False, None
        if isinstance(error, Cancelled):
            self.services.messages.info("Envoi interrompu\u00a0: aucun fichier n’a été laissé.")
        elif isinstance(error, Faute | Refus | OSError):
            self.services.messages.error(trouble_of(error))
        # The page first: an error that is ours is raised after it, and told by the last resort.
        QTimer.singleShot(0, self.enter)
        if not isinstance(error, Cancelled | Faute | Refus | OSError):
            raise error

    def show_done(self, exported: Exported) -> None:
        """The file is there: its name, what it holds, what comes next."""
        self._busy, self._watch, self._typed = False, None, None
        self._written = Path(exported.path)
        card = frame()
        counts = ", ".join(
            francais.pluriel(exported.comptes[table], fiche.singular.lower(), fiche.plural.lower())
            for table, fiche in FICHES.items()
            if exported.comptes.get(table)
        )
        lines: list[Item] = [
            label("Fichier créé et relu", "h2"),
            label(self._written.name, "label", wrap=True),
            label(f"Envoi n°\u00a0{exported.numero}\u00a0: {counts}", wrap=True),
            label(f"Empreinte\u00a0: {exported.sha256[:16]}", "caption"),
            label("Remettez ce fichier à la mission. Elle renvoie un accusé\u00a0: importez-le ici pour marquer "
                  "l’envoi comme reçu.", "muted", wrap=True),
        ]  # fmt: skip
        show = button("Ouvrir le dossier", "", icon="dossier-ouvert")
        show.clicked.connect(self._open_folder)
        vbox(*lines, hbox(show, None), None, margins=(24, 20, 24, 20), spacing=8, parent=card)
        self._put(card)
        self._at(DONE)

    def _open_folder(self) -> None:
        """Show the folder of the file."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    # ---- how
    def _at(self, place: int, text: str = "") -> None:
        """Show a step and its buttons."""
        self.stepper.set_place(place)
        self._foot_text.setText(text)
        self.create_button.setVisible(place == CHOOSE)
        self.stop_button.setVisible(place == HAND_OVER)
        self.again_button.setVisible(place == DONE)

    def _put(self, widget: QWidget) -> None:
        """Replace the body."""
        if widget is not self.choice:
            self.choice = None
        old = self.body.currentWidget()
        self.body.addWidget(widget)
        self.body.setCurrentWidget(widget)
        if old is not None:
            self.body.removeWidget(old)
            old.deleteLater()
