"""The state of a fiche under its author’s hands: what modifying and finishing make of it, and when neither can be."""

from __future__ import annotations

from db.base import Etat
from pvdesk.store.etats import Geste, Qui, after
from ui.kit.messages import Messages

CLOSED = "Fiche close par la mission\u00a0: elle se lit. Pour la modifier, demandez à la mission de la rouvrir."


def reopened(etat: Etat) -> Etat:
    """The state once its author modifies it; a correction stays « à corriger » until it is finished."""
    return after(etat, Qui.AUTEUR, Geste.ROUVRIR) or etat


def finished(etat: Etat) -> Etat:
    """The state once its author finishes it."""
    return after(etat, Qui.AUTEUR, Geste.TERMINER) or etat


def editable(etat: Etat, messages: Messages | None) -> bool:
    """Whether its author may modify it; when not, says why."""
    if etat is not Etat.CLOS:
        return True
    if messages is not None:
        messages.info(CLOSED)
    return False
