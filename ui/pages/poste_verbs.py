"""What the mission does with a poste: enrol, name, revoke, hand over; each asks what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from pvdesk.mission.postes import Enrolled
from pvdesk.mission.succession import Transmis
from pvdesk.store.impossible import Impossible
from ui.kit.file_dialog import file_dialog
from ui.kit.messages import Question, Trouble
from ui.kit.prompt import Asked, Prompt
from ui.pages.answering import WRITING, Answering
from ui.pages.page import Services
from ui.pages.refusal import tell

CODE = Asked(
    "Enrôler un poste", "Code du poste", "Écrire le fichier d’enrôlement…",
    "D07, par exemple\u00a0: une ou plusieurs lettres, puis des chiffres",
    "Code du poste\u00a0: écrivez-le, par exemple D07",
)  # fmt: skip
REASON = "Motif\u00a0: écrivez-le, il sera dit à quiconque ouvre un lot de ce poste"
ALONE = "Aucun autre poste ne peut reprendre ces fiches\u00a0: enrôlez d’abord le successeur."
WRONG_CODE = Trouble(
    "Ce code de poste ne convient pas.", "Rien n’a été enregistré.",
    "Écrivez des lettres, des chiffres et des tirets\u00a0; le code de la mission lui est réservé.",
)  # fmt: skip
AGAIN = (
    "Ses clés actuelles ne parleront plus, ses fiches déjà reçues restent. Le délégué importe le nouveau fichier, "
    "puis envoie."
)


class PosteVerbs(QObject):
    """Acts for the page of postes; ``enrolled(poste)`` once its file is written."""

    enrolled = Signal(str)

    def __init__(self, services: Services, page: QWidget, prompt: Prompt) -> None:
        super().__init__(page)
        self._services, self._page, self._prompt = services, page, prompt
        self._register = services.operations.mission.register
        self.answering = Answering(services, page)

    def answer(self, poste: str) -> None:
        """Write the lot de retour of a poste."""
        self.answering.ask((poste,))

    # ---- enrolment
    def enrol(self) -> None:
        """Ask the code, then the folder."""
        self._prompt.ask(CODE, self._ask_folder, self._page)

    def enrol_again(self, poste: str) -> None:
        """A laptop was lost or changed: the old keys speak no more."""
        question = Question(f"Enrôler {poste} à nouveau\u202f?", AGAIN, "Enrôler à nouveau")
        self._services.messages.ask(question, partial(self._ask_folder, poste))

    def _ask_folder(self, poste: str) -> None:
        place = self._services.display.settings.dossier_envoi or str(Path.home())
        dialog = file_dialog(self._page, f"Où écrire le fichier d’enrôlement de {poste}", place)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self.write_enrolment, poste))
        dialog.open()

    def write_enrolment(self, poste: str, folder: str) -> None:
        """Write the file that the délégué imports."""
        display = self._services.display
        display.change(replace(display.settings, dossier_envoi=folder))
        self._register.enrol(poste, Path(folder), self._enrolled, self._failed)

    def _enrolled(self, done: Enrolled) -> None:
        text = (
            f"Fichier d’enrôlement de {done.poste} écrit\u00a0: {done.path.name}. À son premier envoi, comparez par "
            "téléphone le code de contrôle."
        )
        self._services.messages.info(text)
        self.enrolled.emit(done.poste)

    # ---- name
    def name(self, poste: str) -> None:
        """Ask what the delegation is called."""
        asked = Asked(
            f"Nommer la délégation de {poste}", "Nom", "Nommer", "Tel qu’il se lira partout à la mission",
            "Nom\u00a0: écrivez-le, par exemple Délégation de Lens",
        )  # fmt: skip
        self._prompt.ask(asked, partial(self._name, poste), self._page)

    def _name(self, poste: str, nom: str) -> None:
        self._register.name(poste, nom, partial(self._named, poste, nom), self._failed)

    def _named(self, poste: str, nom: str, _result: object) -> None:
        self._services.messages.info(f"{poste} se nomme «\u00a0{nom.strip()}\u00a0» dans les fiches et les chiffres.")

    # ---- end
    def revoke(self, poste: str) -> None:
        """Ask why."""
        asked = Asked(f"Révoquer {poste}", "Motif", "Révoquer", "Vol, départ, matériel remplacé…", REASON)
        self._prompt.ask(asked, partial(self._revoke, poste), self._page)

    def _revoke(self, poste: str, motif: str) -> None:
        self._register.revoke(poste, motif, partial(self._revoked, poste), self._failed)

    def _revoked(self, poste: str, _result: object) -> None:
        text = f"{poste} est révoqué\u00a0: ses lots seront refusés. Un nouvel enrôlement le fera parler à nouveau."
        self._services.messages.info(text)

    def hand_over(self, poste: str, others: Sequence[str]) -> None:
        """Ask who takes over."""
        if not others:
            self._services.messages.info(ALONE)
            return
        asked = Asked(
            f"Transmettre les fiches de {poste}", "Successeur", "Transmettre",
            "Ses fiches et ses actions ouvertes partent dans le prochain retour du successeur.",
            "Successeur\u00a0: choisissez le poste qui reprend", tuple((code, code) for code in others),
        )  # fmt: skip
        self._prompt.ask(asked, partial(self._hand_over, poste), self._page)

    def _hand_over(self, poste: str, to: str) -> None:
        self._register.hand_over(poste, to, self._handed_over, self._failed)

    def _handed_over(self, done: Transmis) -> None:
        self._services.messages.info(done.phrase)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ValueError) and not isinstance(error, Impossible):
            self._services.messages.error(replace(WRONG_CODE, detail=str(error)))
        elif isinstance(error, OSError):
            self._services.messages.error(replace(WRITING, detail=str(error.strerror)))
        else:
            tell(self._services.messages, error)
