"""What the card « Compte rendu » does: asks what is needed, everything being saved, then moves the compte rendu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from pvdesk.base import francais
from pvdesk.reports.vie import LONGEST, Vie
from pvdesk.store import records
from pvdesk.store.comptes_rendus import Pas, Version
from pvdesk.store.repentir import Repentir
from pvdesk.store.reunions import Seance
from ui.kit.autosave import Autosave
from ui.kit.messages import Messages
from ui.kit.prompt import Asked
from ui.kit.undo import History
from ui.operations import Operations
from ui.pages import refusal
from ui.pages.seance_document import SeanceDocument, copy_of
from ui.special.reunion_form import ReunionForm

MAIN, KEY = "compte-rendu", "compte_rendu"
TO_WHOM = Asked(
    "Diffuser le compte rendu", "Destinataires", "Diffuser et figer",
    "Une liste d’organismes, séparés par des virgules. Le fichier diffusé est gardé tel quel.",
    "Destinataires\u00a0: dites à qui le compte rendu part",
)  # fmt: skip
WHY = Asked(
    "Rectifier le compte rendu", "Motif de la rectification", "Rectifier et figer",
    "Il figure sur la nouvelle version et sur le rectificatif\u202f; la version d’avant est gardée.",
    "Motif\u00a0: dites pourquoi le compte rendu est rectifié",
)  # fmt: skip


class Page(Protocol):
    """The page of a meeting."""

    form: ReunionForm
    document: SeanceDocument
    autosave: Autosave
    history: History
    print_asked: SignalInstance

    @property
    def uid(self) -> str:
        """Of the meeting shown."""


class Diffusion(QObject):
    """Made by the page, for its form."""

    def __init__(self, page: QWidget, opened: Page, operations: Operations, messages: Messages | None) -> None:
        super().__init__(page)
        self._page, self._operations, self._messages = opened, operations, messages
        self._shown: tuple[str, int] = ("", 0)
        self._vie: Vie | None = None
        self.card = opened.form.life
        self.card.asked.connect(self._ask)
        self.card.opened.connect(self._open)
        opened.autosave.saved.connect(self.renew)
        operations.lives.taken_back.connect(self._taken_back)
        operations.lives.done_again.connect(self._taken_back)

    def renew(self) -> None:
        """The meeting was shown, or saved: read again where its compte rendu stands."""
        draft = self._page.form.seance.reunion
        if (draft.uid, draft.version) == self._shown:
            return
        self._shown = (draft.uid, draft.version)
        if draft.version:
            self._operations.papiers.vie(draft.uid, partial(self._show, draft.uid), self._lost)
        else:
            self.card.show_none()

    def _show(self, uid: str, vie: Vie) -> None:
        if uid == self._page.uid:
            self._vie = vie
            self.card.show_vie(vie)

    def _lost(self, error: Exception) -> None:
        """The meeting went away meanwhile."""
        if not isinstance(error, records.Absent):
            raise error

    # ---- what is asked
    def _ask(self, pas: Pas) -> None:
        vie, back = self._vie, self.card.verbs.get(pas)
        if vie is None:
            return
        asked = {Pas.DIFFUSER: self._to_whom(vie), Pas.RECTIFIER: WHY, Pas.APPROUVER: _where(vie)}.get(pas)
        if asked is None:
            self._saved(partial(self._move, pas, ""))
        else:
            self.card.prompt.ask(asked, partial(self._answer, pas), back)

    def _to_whom(self, vie: Vie) -> Asked:
        draft = self._page.form.seance.reunion
        return _with(TO_WHOM, str(draft.values.get("diffusion") or vie.destinataires))

    def _answer(self, pas: Pas, text: str) -> None:
        self._saved(partial(self._move, pas, text))

    def _saved(self, then: Callable[[], object]) -> None:
        """Everything typed is in the base before anything is frozen."""
        self._page.autosave.touch()
        self._page.autosave.flush(then)

    def _move(self, pas: Pas, text: str) -> None:
        papiers, uid = self._operations.papiers, self._page.uid
        if pas is Pas.DIFFUSER:
            papiers.diffuser(uid, text, self._handed, self._refused)
        elif pas is Pas.RECTIFIER:
            papiers.rectifier(uid, text, self._handed, self._refused)
        else:
            papiers.avancer(uid, pas, text, self._moved, self._refused)

    def _open(self, ref: str) -> None:
        """A paper, everything being saved; a kept one under its own kind, its file is named after it."""
        kept = self._vie.papiers if self._vie is not None else ()
        kind = next((one.sorte for one in kept if one.uid == ref), MAIN)
        self._saved(partial(self._page.print_asked.emit, kind, ref or self._page.uid))

    # ---- what became of it
    def _moved(self, done: Repentir) -> None:
        if self._messages is not None:
            self._operations.lives.offer(self._messages, done)
        self._reload()

    def _handed(self, version: Version) -> None:
        if self._messages is not None:
            day = francais.date_longue(version.le, semaine=False)
            kept = "Son rectificatif est gardé avec elle." if version.motif else "Le fichier est gardé."
            said = f"Version {version.numero} diffusée le {day}, contrôle\u00a0{version.code}. {kept}"
            self._messages.info(said, "Ouvrir", partial(self._page.print_asked.emit, MAIN, self._page.uid))
        self._reload()

    def _refused(self, error: Exception) -> None:
        if self._messages is not None:
            refusal.tell(self._messages, error)

    def _taken_back(self, done: Any) -> None:
        if isinstance(done, Repentir) and done.uid == self._page.uid:
            self._reload()

    def _reload(self) -> None:
        self._operations.seance(self._page.uid, self._take, self._lost)

    def _take(self, stored: Seance) -> None:
        """What was written beside the form comes into it; Ctrl+Z does not go back before."""
        if stored.reunion.uid == self._page.uid:
            self._page.document.take(copy_of(self._page.form.seance), stored)
            self._page.history.reset()
            self._page.form.settled.emit(KEY)  # its title and its list of parts say it too
            self._shown = ("", 0)
            self.renew()


def _where(vie: Vie) -> Asked:
    """At which meeting it was approved."""
    return Asked(
        "Approuver le compte rendu", "Approuvé à la réunion du", "Approuver",
        choices=tuple(vie.suivantes.items()),
    )  # fmt: skip


def _with(asked: Asked, text: str) -> Asked:
    return Asked(asked.title, asked.field, asked.verb, asked.hint, asked.empty, text=text[:LONGEST])
