"""The states of a fiche: who may do what from which state, and where it leads. Read by the verbs, the help, the tests.

« Envoyé » and « reçu » are no states of the fiche: they follow from the lots (`db.models.echange.Suivi`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.base import Etat
from db.models.echange import Installation, Role
from db.types import Liste
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork


class Geste(Liste):
    """What a person does to the state of a fiche."""

    TERMINER = "terminer", "Terminer"
    ROUVRIR = "rouvrir", "Modifier"
    DEMANDER = "demander", "Demander une correction"
    VALIDER = "valider", "Valider"
    CLORE = "clore", "Clore"


class Qui(Liste):
    """Whose hand it is."""

    AUTEUR = "auteur", "Le délégué"
    MISSION = "mission", "La mission"


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by somebody's gesture, to another state, and why, in French."""

    de: Etat
    qui: Qui
    geste: Geste
    vers: Etat
    dit: str


_B, _F, _A, _C, _V, _X = Etat.BROUILLON, Etat.FINAL, Etat.A_CORRIGER, Etat.CORRIGE, Etat.VALIDE, Etat.CLOS
_ON, _MI = Qui.AUTEUR, Qui.MISSION
TRANSITIONS = (
    Transition(_B, _ON, Geste.TERMINER, _F, "la fiche part dans le prochain lot"),
    Transition(_B, _MI, Geste.TERMINER, _F, "la fiche part dans le prochain lot"),
    Transition(_F, _ON, Geste.ROUVRIR, _B, "elle repart une fois terminée à nouveau"),
    Transition(_F, _MI, Geste.ROUVRIR, _F, "la mission corrige sans changer l’état"),
    Transition(_F, _MI, Geste.DEMANDER, _A, "la demande redescend en tête de la liste de son auteur"),
    Transition(_F, _MI, Geste.VALIDER, _V, "la fiche compte comme vérifiée"),
    Transition(_A, _ON, Geste.ROUVRIR, _A, "elle se corrige telle quelle"),
    Transition(_A, _MI, Geste.ROUVRIR, _A, "la mission corrige sans changer l’état"),
    Transition(_A, _ON, Geste.TERMINER, _C, "la correction répond à la demande"),
    Transition(_A, _MI, Geste.TERMINER, _C, "la mission a corrigé elle-même"),
    Transition(_A, _MI, Geste.DEMANDER, _A, "une demande de plus"),
    Transition(_A, _MI, Geste.VALIDER, _V, "la demande est levée"),
    Transition(_C, _ON, Geste.ROUVRIR, _A, "la correction reprend"),
    Transition(_C, _MI, Geste.ROUVRIR, _C, "la mission corrige sans changer l’état"),
    Transition(_C, _MI, Geste.DEMANDER, _A, "la correction ne suffit pas"),
    Transition(_C, _MI, Geste.VALIDER, _V, "la fiche compte comme vérifiée"),
    Transition(_V, _ON, Geste.ROUVRIR, _B, "ce qui change après la validation est à valider à nouveau"),
    Transition(_V, _MI, Geste.ROUVRIR, _V, "la mission corrige sans changer l’état"),
    Transition(_V, _MI, Geste.DEMANDER, _A, "une erreur vue après la validation"),
    Transition(_V, _MI, Geste.CLORE, _X, "plus rien n’est attendu"),
    Transition(_X, _MI, Geste.ROUVRIR, _V, "la mission rouvre la fiche"),
    Transition(_X, _MI, Geste.DEMANDER, _A, "une erreur vue après la clôture"),
)
AUTHORS = frozenset({_B, _F, _C})  # what a fiche is by the hand of its author alone
_REFUSED = {
    (Etat.BROUILLON, Geste.DEMANDER): "Cette fiche est encore un brouillon\u00a0: attendez que son auteur la termine.",
    (Etat.BROUILLON, Geste.VALIDER): "Cette fiche est encore un brouillon\u00a0: attendez que son auteur la termine.",
    (Etat.CLOS, Geste.ROUVRIR): "Cette fiche est close\u00a0: demandez à la mission de la rouvrir.",
    (Etat.CLOS, Geste.VALIDER): "Cette fiche est close\u00a0: elle a déjà été validée.",
}
_ONLY_MISSION = "Ce geste est celui de la mission."
_UNTIMELY = "{geste}\u00a0: une fiche dans l’état «\u00a0{etat}\u00a0» ne le permet pas."


def after(etat: Etat, qui: Qui, geste: Geste) -> Etat | None:
    """Where a gesture leads; None when the table does not have it."""
    return next((t.vers for t in TRANSITIONS if (t.de, t.qui, t.geste) == (etat, qui, geste)), None)


def rejoin(etat: Etat, dit: Etat) -> Etat:
    """Where a fiche stands whose author opened it (`dit` is a draft), or finished it again, unaware of its state.

    A closed one is reopened by the mission first. What only the mission says of a fiche, it may say again.
    """
    if etat in {Etat.BROUILLON, Etat.FINAL} or dit not in AUTHORS:
        return dit
    opened = after(etat, Qui.AUTEUR, Geste.ROUVRIR)
    if opened is None:
        reopened = after(etat, Qui.MISSION, Geste.ROUVRIR)
        return rejoin(reopened, dit) if reopened is not None else etat
    return opened if dit is Etat.BROUILLON else after(opened, Qui.AUTEUR, Geste.TERMINER) or opened


def go(unit: UnitOfWork, etat: Etat, geste: Geste) -> Etat:
    """Where a gesture of this installation leads.

    Raises:
        Impossible: the table does not have it; its sentence says what to do.
    """
    who = qui(unit)
    found = after(etat, who, geste)
    if found is not None:
        return found
    if who is Qui.AUTEUR and all(t.qui is Qui.MISSION for t in TRANSITIONS if t.geste is geste):
        raise Impossible(_ONLY_MISSION)
    raise Impossible(_REFUSED.get((etat, geste)) or _UNTIMELY.format(geste=geste.libelle, etat=etat.libelle))


def qui(unit: UnitOfWork) -> Qui:
    """Whose base this is."""
    role = unit.session.scalars(select(Installation.role)).first()
    return Qui.MISSION if role is Role.MISSION else Qui.AUTEUR
