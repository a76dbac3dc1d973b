"""What the screen remembers in the base: where one was, whether the program was closed, the hints already shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.models.echange import Memoire
from pvdesk.fiches import FICHES
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

SEANCE = "seance"  # of work: {"ouverte": bool, "page": str, "table": str, "uid": str}
MOTS = "mots_appris"  # that the spelling does not underline: a list
INDICES = "indices"  # names of the hints still to be said: a list, made with the base
AILLEURS = "copie_ailleurs"  # the last copy made out of the folder: {"le": iso, "ou": str}


@dataclass(frozen=True, slots=True)
class Reprise:
    """Where one was the last time: the page, the fiche when one was open (its name in French), how it ended.

    Attributes:
        brutale: the program did not close by itself: a crash, a power cut.
    """

    page: str
    table: str
    uid: str
    nom: str
    brutale: bool


def lire(unit: UnitOfWork, cle: str) -> Any:
    """A remembered thing, or None."""
    row = unit.session.get(Memoire, cle)
    return None if row is None else row.valeur


def garder(unit: UnitOfWork, cle: str, valeur: Any) -> None:
    """Remember a thing; neither journalled nor sent."""
    unit.session.merge(Memoire(cle=cle, valeur=valeur))


def reprise(unit: UnitOfWork) -> Reprise | None:
    """Where one was, and mark the work as under way; None the first time. A fiche deleted since is not gone back to."""
    held: Any = lire(unit, SEANCE)
    garder(unit, SEANCE, {**held, "ouverte": True} if isinstance(held, dict) else {"ouverte": True})
    if not isinstance(held, dict):
        return None
    table, uid = str(held.get("table", "")), str(held.get("uid", ""))
    nom = _name(unit, table, uid)
    if not nom:
        table = uid = ""
    return Reprise(str(held.get("page", "")), table, uid, nom, bool(held.get("ouverte")))


def ou(unit: UnitOfWork, page: str, table: str = "", uid: str = "", *, ouverte: bool = True) -> None:
    """Remember where one is; not `ouverte` when the program is being closed."""
    garder(unit, SEANCE, {"ouverte": ouverte, "page": page, "table": table, "uid": uid})


def _name(unit: UnitOfWork, table: str, uid: str) -> str:
    if table not in FICHES or not uid:
        return ""
    row: Any = unit.session.get(FICHES[table].model, uid)
    if row is None or row.supprime_le is not None:
        return ""
    return names(unit, table, [uid]).get(uid, "")
