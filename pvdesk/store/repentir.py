"""What was just done to a fiche, and the work that takes it back: the strip offers it, Ctrl+Z does it.

Taking back is ordinary work, journalled; it is refused when somebody wrote over what was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from db.base import Etat
from db.models.action import StatutAction
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.kit.validation import Finding
from pvdesk.store import comptes_rendus, historique, records, reunions, undo
from pvdesk.store.comptes_rendus import Pas
from pvdesk.store.historique import Restored
from pvdesk.store.unit import UnitOfWork

_MOVED = {
    Pas.RELIRE: "Compte rendu marqué comme relu",
    Pas.REPRENDRE: "Compte rendu repris en brouillon",
    Pas.APPROUVER: "Compte rendu approuvé",
}


@dataclass(frozen=True, slots=True)
class Repentir:
    """What was done, in French; what is said once it is taken back; the works that take it back and do it again.

    `jette`: it puts the fiche in the corbeille; `ote`: taking it back does.
    """

    table: str
    uid: str
    fait: str
    defait: str
    defaire: Callable[[UnitOfWork], object]
    refaire: Callable[[UnitOfWork], Repentir | None]
    jette: bool = False
    ote: bool = False


def supprimer(unit: UnitOfWork, table: str, uid: str) -> Repentir:
    """Put a fiche in the corbeille."""
    records.delete(unit, table, uid)
    back = partial(records.restore, table=table, uid=uid)
    again = partial(supprimer, table=table, uid=uid)
    return Repentir(table, uid, _agree(table, "supprimé"), _agree(table, "rétabli"), back, again, jette=True)


def retablir(unit: UnitOfWork, table: str, uid: str) -> Repentir:
    """Take a fiche out of the corbeille."""
    records.restore(unit, table, uid)
    back = partial(records.delete, table=table, uid=uid)
    again, said = partial(retablir, table=table, uid=uid), f"{_agree(table, 'remis')} à la corbeille"
    return Repentir(table, uid, _agree(table, "rétabli"), said, back, again, ote=True)


def terminer(unit: UnitOfWork, table: str, uid: str) -> tuple[tuple[Finding, ...], Repentir | None]:
    """« Terminer »: its findings, and the way back when none stopped it."""
    verb = reunions.finish if table == "reunion" else records.finish
    found = verb(unit, table, uid)
    if any(finding.stops for finding in found):
        return found, None
    done = records.load(unit, table, uid)
    word = "corrigé" if done.etat is Etat.CORRIGE else "terminé"
    back = partial(_reopen, table=table, uid=uid, at=done.version, operation=unit.operation)
    again = partial(_finish_again, table=table, uid=uid)
    return found, Repentir(table, uid, _agree(table, word), _agree(table, "rouvert"), back, again)


def ramener(unit: UnitOfWork, table: str, uid: str, n: int) -> Repentir:
    """Bring back a version of a fiche, named by the last line of its history.

    Raises:
        Impossible: closed, in the corbeille, or no such version.
    """
    then = next((one.fin for one in historique.sittings(unit, table, uid) if one.n == n), None)
    done = historique.restaurer(unit, table, uid, n)
    when = f" du {moment(then)}" if then is not None else ""
    said = f"Version{when} rétablie\u00a0: relisez la fiche, puis terminez-la."
    back, again = partial(historique.remettre, done=done), partial(ramener, table=table, uid=uid, n=n)
    return Repentir(table, uid, said, "La fiche est comme avant.", back, again)


def faire(unit: UnitOfWork, uid: str) -> Repentir | None:
    """An action is done today; None when it was already."""
    before = records.load(unit, "action", uid)
    if before.values["statut"] is StatutAction.FAITE:
        return None
    draft = records.load(unit, "action", uid)
    today = unit.now.astimezone().date()
    draft.values |= {"statut": StatutAction.FAITE, "cloture_le": before.values["cloture_le"] or today}
    done = Restored(before, records.save(unit, draft).version)
    said = f"Action faite\u00a0: «\u00a0{before.values['libelle']}\u00a0»"
    back, again = partial(historique.remettre, done=done), partial(faire, uid=uid)
    return Repentir("action", uid, said, "Action de nouveau à faire", back, again)


def avancer(unit: UnitOfWork, uid: str, pas: Pas, en: str = "") -> Repentir:
    """Move a compte rendu, by a step that can be gone back on: relu, brouillon again, approved at the meeting `en`.

    Raises:
        Impossible: not now; its sentence says what to do.
    """
    if pas is Pas.APPROUVER:
        comptes_rendus.approuver(unit, uid, en)
    elif pas is Pas.RELIRE:
        comptes_rendus.relire(unit, uid)
    else:
        comptes_rendus.reprendre(unit, uid)
    at = records.load(unit, "reunion", uid).version
    back = partial(_reopen, table="reunion", uid=uid, at=at, operation=unit.operation)
    again = partial(avancer, uid=uid, pas=pas, en=en)
    return Repentir("reunion", uid, _MOVED[pas], "Le compte rendu est comme avant.", back, again)


def moment(at: dt.datetime) -> str:
    """« 3 mars 2026 à 18 h 42 », where the person is."""
    here = at.astimezone()
    return f"{francais.date_longue(here.date(), semaine=False)} à {francais.heure(here)}"


def _reopen(unit: UnitOfWork, *, table: str, uid: str, at: int, operation: str) -> None:
    """What « Terminer » did is undone: the state of the fiche, of its actions, the meeting that it planned."""
    historique.unchanged(unit, table, uid, at)
    undo.revert(unit, operation)


def _finish_again(unit: UnitOfWork, *, table: str, uid: str) -> Repentir | None:
    return terminer(unit, table, uid)[1]


def _agree(table: str, participle: str) -> str:
    fiche = FICHES[table]
    return f"{fiche.singular} {participle}{'e' if fiche.feminine else ''}"
