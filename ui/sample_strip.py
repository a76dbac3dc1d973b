"""The strip of an example: what one sees is invented, nothing of it leaves, one gesture takes it away."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from db.models.echange import Role
from pvdesk.base import codes
from pvdesk.store.repentir import Repentir
from pvdesk.store.sauvegarde import Copie
from ui.kit.elided import Elided
from ui.kit.layouts import button, hbox, icon_label, vbox
from ui.kit.prompt import Asked, Prompt
from ui.pages.page import Services
from ui.pages.refusal import tell
from ui.places import HOME

ASKED = Asked(
    "Commencer avec vos données", "Code du poste", "Effacer l’exemple",
    "donné par la mission, par exemple D07\u202f; la base se ferme, puis s’ouvre par votre phrase",
    "Écrivez le code donné par la mission\u00a0: il figure dans les références de vos fiches",
)  # fmt: skip
SAID = "Données d’exemple\u00a0: tout est inventé, rien ne part à la mission"


class SampleStrip(QFrame):
    """Shown while the base of a poste is an example; it follows an erasure and its taking back."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._services, self._operations = services, services.operations
        self.erase_button = button("Effacer", "quiet", icon="corbeille", name="Effacer les données d’exemple")
        self.erase_button.setToolTip("Tout ce que contient cette base, en un geste que l’on peut annuler")
        self.erase_button.clicked.connect(self.erase)
        self.prompt, self._code = Prompt(), ""
        row = hbox(icon_label("decouvrir", "info", 18), (Elided(SAID), 1), self.erase_button,
                   margins=(20, 2, 14, 2), spacing=10)  # fmt: skip
        vbox(row, self.prompt, spacing=0, parent=self)
        desk = self._operations.desk
        self.hide()
        if desk.exemple and desk.role is Role.POSTE:
            self._operations.changed.connect(self._read)
            self._read()

    def erase(self) -> None:
        """Set a copy aside, then empty the base; an example begun without the code of a poste asks for it first."""
        if self._operations.desk.code == codes.EXAMPLE:
            self.prompt.ask(ASKED, self._begin_own, self.erase_button)
        else:
            self._erase()

    def _begin_own(self, typed: str) -> None:
        code = typed.upper()
        if not codes.of_a_poste(code):
            self.prompt.ask(ASKED, self._begin_own, self.erase_button)
            self.prompt.refuse("Code du poste\u00a0: une lettre et des chiffres, comme D07")
            return
        self._code = code
        self._erase()

    def _erase(self) -> None:
        self.erase_button.setEnabled(False)
        self._services.go.show_page(HOME)  # a fiche open is saved, then left
        self._operations.door.set_aside(self._set_aside, self._failed)

    def _set_aside(self, _copy: Copie) -> None:
        self._operations.lives.erase_sample(self._code, self._erased, self._failed)

    def _erased(self, done: Repentir) -> None:
        if self._code:
            self._operations.door.lock_asked.emit()  # the poste opens again under its own code
        else:
            self._operations.lives.offer(self._services.messages, done)

    def _failed(self, error: Exception) -> None:
        self.erase_button.setEnabled(True)
        tell(self._services.messages, error)

    def _read(self) -> None:
        self._operations.door.sample(self._show)

    def _show(self, present: bool) -> None:  # noqa: FBT001 — the answer of a reading
        self.erase_button.setEnabled(True)
        self.setVisible(present)
