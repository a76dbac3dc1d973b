"""Where the compte rendu of a meeting stands: brouillon, relu, diffusé, approuvé, rectifié (domain 2.4).

One that was handed over never becomes a draft again: it is approved, or rectified. Its papers are in `papiers`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Select, select

from db.base import Etat
from db.models import Reunion
from db.models.seance import TENUES, Approbation, EtatCompteRendu, StatutReunion
from db.types import Liste
from pvdesk.base import francais
from pvdesk.kit.validation import findings
from pvdesk.store import etats, records
from pvdesk.store.etats import Qui
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork


class Pas(Liste):
    """What a person does to a compte rendu."""

    RELIRE = "relire", "Marquer comme relu"
    REPRENDRE = "reprendre", "Reprendre en brouillon"
    DIFFUSER = "diffuser", "Diffuser"
    APPROUVER = "approuver", "Approuver"
    RECTIFIER = "rectifier", "Rectifier"


_P, _R, _D = EtatCompteRendu.PROJET, EtatCompteRendu.RELU, EtatCompteRendu.DIFFUSE
_A, _C = EtatCompteRendu.APPROUVE, EtatCompteRendu.RECTIFIE
DIFFUSES = frozenset({_D, _A, _C})
VERS: Mapping[tuple[EtatCompteRendu, Pas], EtatCompteRendu] = MappingProxyType(
    {
        (_P, Pas.RELIRE): _R,
        (_R, Pas.REPRENDRE): _P,
        (_R, Pas.DIFFUSER): _D,
        (_D, Pas.APPROUVER): _A,
        (_C, Pas.APPROUVER): _A,
        (_D, Pas.RECTIFIER): _C,
        (_A, Pas.RECTIFIER): _C,
        (_C, Pas.RECTIFIER): _C,
    }
)
_STATUTS = TENUES | {StatutReunion.CARENCE}  # what a compte rendu may tell
_REFUSED = {
    (_P, Pas.DIFFUSER): "Ce compte rendu n’a pas été relu\u00a0: marquez-le comme relu, puis diffusez-le.",
    (_P, Pas.APPROUVER): "Ce compte rendu n’est pas diffusé\u00a0: diffusez-le d’abord.",
    (_R, Pas.APPROUVER): "Ce compte rendu n’est pas diffusé\u00a0: diffusez-le d’abord.",
    (_P, Pas.RECTIFIER): "Ce compte rendu n’est pas diffusé\u00a0: corrigez la fiche, simplement.",
    (_R, Pas.RECTIFIER): "Ce compte rendu n’est pas diffusé\u00a0: corrigez la fiche, simplement.",
    (_D, Pas.DIFFUSER): "Ce compte rendu est déjà diffusé\u00a0: s’il doit dire autre chose, rectifiez-le.",
    (_A, Pas.DIFFUSER): "Ce compte rendu est déjà diffusé\u00a0: s’il doit dire autre chose, rectifiez-le.",
    (_C, Pas.DIFFUSER): "Ce compte rendu est déjà diffusé\u00a0: s’il doit dire autre chose, rectifiez-le.",
    (_A, Pas.APPROUVER): "Ce compte rendu est déjà approuvé.",
}
_UNTIMELY = "{pas}\u00a0: un compte rendu dans l’état «\u00a0{etat}\u00a0» ne le permet pas."
_MISSION = "La vie d’un compte rendu se tient au poste qui l’écrit\u00a0: la mission la lit."
_CLOSED = "Cette fiche est close\u00a0: demandez à la mission de la rouvrir."
_DELETED = "Cette réunion est à la corbeille\u00a0: rétablissez-la d’abord."
_NO_DATE = "La réunion n’a pas de date\u00a0: indiquez-la, puis diffusez."
_NOT_HELD = "La réunion n’est ni tenue ni constatée en carence\u00a0: corrigez son statut, puis diffusez."
_NOT_YET = "Le compte rendu se relit après la réunion\u00a0: notez-la comme tenue, ou en carence."
_WRONG = "La fiche ne peut pas être diffusée telle quelle. {phrase}."
_LATER = "Choisissez une réunion du même conseil, tenue après celle-ci."


@dataclass(frozen=True, slots=True)
class Version:
    """What is written on a meeting once a version of its compte rendu was handed over."""

    numero: int
    le: dt.date
    code: str
    sha256: str
    destinataires: str
    motif: str = ""


def possibles(etat: EtatCompteRendu | None) -> frozenset[Pas]:
    """What may follow a state."""
    return frozenset(pas for here, pas in VERS if here is (etat or _P))


def offerts(unit: UnitOfWork, uid: str) -> frozenset[Pas]:
    """What may be done now and here; what a meeting still lacks to be handed over is told to who tries.

    Raises:
        records.Absent: no such meeting.
    """
    found: set[Pas] = set()
    for pas in Pas:
        try:
            _timely(unit, uid, pas)
        except Impossible:
            continue
        found.add(pas)
    if not seances_suivantes(unit, uid):
        found.discard(Pas.APPROUVER)
    return frozenset(found)


def permettre(unit: UnitOfWork, uid: str, pas: Pas) -> Reunion:
    """The meeting whose compte rendu is to be moved.

    Raises:
        records.Absent: no such meeting.
        Impossible: not now, not here, or not that; its sentence says what to do.
    """
    reunion = _timely(unit, uid, pas)
    if pas in {Pas.DIFFUSER, Pas.RECTIFIER}:
        _complete(reunion)
    return reunion


def _timely(unit: UnitOfWork, uid: str, pas: Pas) -> Reunion:
    reunion = unit.session.get(Reunion, uid)
    if reunion is None:
        raise records.Absent(f"reunion {uid}")
    if etats.qui(unit) is Qui.MISSION:
        raise Impossible(_MISSION)
    if reunion.supprime_le is not None:
        raise Impossible(_DELETED)
    if reunion.etat is Etat.CLOS:
        raise Impossible(_CLOSED)
    here = reunion.compte_rendu or _P
    if (here, pas) not in VERS:
        said = _REFUSED.get((here, pas)) or _UNTIMELY.format(pas=pas.libelle, etat=here.libelle)
        raise Impossible(said)
    if pas is Pas.RELIRE and reunion.statut not in _STATUTS:
        raise Impossible(_NOT_YET)
    return reunion


def _complete(reunion: Reunion) -> None:
    if reunion.date is None:
        raise Impossible(_NO_DATE)
    if reunion.statut not in _STATUTS:
        raise Impossible(_NOT_HELD)
    stopping = next((f for f in findings(reunion) if f.stops), None)
    if stopping is not None:
        raise Impossible(_WRONG.format(phrase=stopping.phrase))


def relire(unit: UnitOfWork, uid: str) -> None:
    """It was read again: it may be handed over.

    Raises:
        Impossible, records.Absent: as `permettre`.
    """
    _avancer(unit, permettre(unit, uid, Pas.RELIRE), Pas.RELIRE)


def reprendre(unit: UnitOfWork, uid: str) -> None:
    """It is a draft again, not being handed over yet.

    Raises:
        Impossible, records.Absent: as `permettre`.
    """
    _avancer(unit, permettre(unit, uid, Pas.REPRENDRE), Pas.REPRENDRE)


def approuver(unit: UnitOfWork, uid: str, en: str) -> None:
    """The conseil approved it, at a later meeting.

    Raises:
        Impossible, records.Absent: as `permettre`; or that meeting is not one of `seances_suivantes`.
    """
    reunion = permettre(unit, uid, Pas.APPROUVER)
    meeting = unit.session.get(Reunion, en)
    if meeting is None or en not in seances_suivantes(unit, uid):
        raise Impossible(_LATER)
    reunion.cr_approuve_le, reunion.cr_approuve_en = meeting.date, en
    _avancer(unit, reunion, Pas.APPROUVER)


def noter(unit: UnitOfWork, uid: str, pas: Pas, version: Version) -> None:
    """Write on the meeting which version was handed over. An approval stays said: it was of the version before.

    Raises:
        Impossible, records.Absent: as `permettre`.
    """
    reunion = permettre(unit, uid, pas)
    reunion.cr_version, reunion.cr_diffuse_le = version.numero, version.le
    reunion.cr_code, reunion.cr_sha256 = version.code, version.sha256
    reunion.cr_motif = version.motif or None
    reunion.diffusion = version.destinataires or None
    _avancer(unit, reunion, pas)


def seances_suivantes(unit: UnitOfWork, uid: str) -> dict[str, str]:
    """The meetings that may have approved a compte rendu, first one first: « mardi 5 mai 2026 » by uid."""
    reunion = unit.session.get(Reunion, uid)
    if reunion is None or reunion.date is None or reunion.conseil_uid is None:
        return {}
    query = _tenues(reunion).where(Reunion.date > reunion.date).order_by(Reunion.date, Reunion.debut)
    return {one.uid: francais.date_longue(one.date) for one in unit.session.scalars(query) if one.date is not None}


def precedente(unit: UnitOfWork, reunion: Reunion) -> Reunion | None:
    """The meeting that the conseil held before that one."""
    if reunion.date is None or reunion.conseil_uid is None:
        return None
    query = _tenues(reunion).where(Reunion.date < reunion.date)
    return unit.session.scalars(query.order_by(Reunion.date.desc(), Reunion.debut.desc()).limit(1)).first()


def a_corriger(unit: UnitOfWork, uid: str) -> dt.date | None:
    """The day on which the conseil approved a compte rendu with corrections that are still to be made."""
    reunion = unit.session.get(Reunion, uid)
    if reunion is None or reunion.date is None or reunion.compte_rendu is not _D:
        return None
    query = _tenues(reunion).where(Reunion.date > reunion.date).order_by(Reunion.date, Reunion.debut).limit(1)
    following = unit.session.scalars(query).first()
    return following.date if following is not None and following.approbation is Approbation.CORRIGE else None


def approuver_le_precedent(unit: UnitOfWork, uid: str) -> str | None:
    """What a finished meeting says of the compte rendu before: approved, when it was handed over and still is not.

    One approved with corrections waits for them: it is rectified first.

    Returns:
        The uid of the meeting whose compte rendu is approved; None when nothing was.
    """
    meeting = unit.session.get(Reunion, uid)
    if meeting is None or meeting.approbation is not Approbation.APPROUVE or meeting.statut not in TENUES:
        return None
    before = precedente(unit, meeting)
    if before is None or before.etat is Etat.CLOS or etats.qui(unit) is Qui.MISSION or not _seen(before, meeting):
        return None
    approuver(unit, before.uid, uid)
    return before.uid


def _seen(before: Reunion, meeting: Reunion) -> bool:
    """Whether what waits for an approval can be what that meeting approved, and not a version made since."""
    if Pas.APPROUVER not in possibles(before.compte_rendu) or before.cr_approuve_en == meeting.uid:
        return False
    made, held = before.cr_diffuse_le, meeting.date
    return before.compte_rendu is _D or made is None or held is None or made <= held


def _tenues(reunion: Reunion) -> Select[Reunion]:
    """The other meetings that the conseil held."""
    return select(Reunion).where(
        Reunion.conseil_uid == reunion.conseil_uid, Reunion.uid != reunion.uid, Reunion.statut.in_(TENUES),
        Reunion.supprime_le.is_(None), Reunion.date.is_not(None),
    )  # fmt: skip


def _avancer(unit: UnitOfWork, reunion: Reunion, pas: Pas) -> None:
    reunion.compte_rendu = VERS[reunion.compte_rendu or _P, pas]
    records.touch(unit, reunion)
    unit.session.flush()
    records.index(unit, reunion)
