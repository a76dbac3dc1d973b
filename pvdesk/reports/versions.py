"""The versions of a compte rendu that were handed over: their words, their very bytes, what the meeting says since.

All that a version says of itself is written on its meeting, and travels: the same words are made from it anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from db.models import Reunion
from db.models.seance import EtatCompteRendu
from pvdesk.reports import ecarts, issuer, meetings, modele
from pvdesk.reports.blocks import Doc, Para, Strong
from pvdesk.reports.control import control_code
from pvdesk.reports.ecarts import Change
from pvdesk.reports.meetings import Tirage
from pvdesk.reports.papers.seance import Audience
from pvdesk.store import papiers
from pvdesk.store.comptes_rendus import DIFFUSES, Version
from pvdesk.store.papiers import Garde
from pvdesk.store.unit import UnitOfWork

TABLE = "reunion"
INTERNE, PUBLIC = "compte-rendu", "compte-rendu-public"
AUDIENCES: Mapping[str, Audience] = MappingProxyType({INTERNE: "interne", PUBLIC: "public"})
HEAD = 3  # blocks that open a compte rendu: who writes, of which instance, which meeting
_COPIE = "Copie refaite d’après la fiche."
_AILLEURS = "Le fichier diffusé est sur un autre poste\u00a0: lui seul fait foi."


def compte_rendu(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting, names in full: as they were handed over, once they were."""
    return _diffuse(unit, uid, INTERNE) or meetings.compte_rendu(unit, uid)


def compte_rendu_public(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting to be put up, without names: as they were handed over, once they were."""
    return _diffuse(unit, uid, PUBLIC) or meetings.compte_rendu_public(unit, uid)


def deja_rendu(unit: UnitOfWork, doc: Doc) -> bytes | None:
    """The very bytes handed over of a paper that says just this; None of one that was not: it is to be rendered."""
    kept = papiers.de_code(unit, control_code(doc))
    return papiers.contenu(unit, kept.uid) if kept is not None else None


def en_vigueur(unit: UnitOfWork, sorte: str, uid: str) -> Garde | None:
    """The paper kept here of the version that the meeting names; None when that version was made elsewhere."""
    reunion = unit.session.get(Reunion, uid)
    if reunion is None or reunion.compte_rendu not in DIFFUSES:
        return None
    kept = papiers.de_fiche(unit, TABLE, uid)
    # Two laptops may each have made a version 1: the digest tells whose is in force.
    main = next((one for one in kept if one.sorte == INTERNE and one.sha256 == reunion.cr_sha256), None)
    if main is None or main.version != reunion.cr_version:
        return None
    return next((one for one in kept if one.sorte == sorte and one.version == main.version), None)


def papier(unit: UnitOfWork, uid: str) -> Doc | None:
    """The words of a kept paper, by its own uid; None when no such paper is kept here."""
    kept = papiers.garde(unit, uid)
    return mots(unit, kept) if kept is not None else None


def mots(unit: UnitOfWork, kept: Garde) -> Doc | None:
    """The words of a kept paper; None when a later version of the program wrote them."""
    try:
        return modele.load(papiers.modele(unit, kept.uid))
    except modele.UnknownModelError:
        return None


def ecrite(reunion: Reunion) -> Version:
    """The version that a meeting names; what an older program did not note is taken for the first."""
    return Version(
        reunion.cr_version or 1, reunion.cr_diffuse_le or reunion.modifie_le.astimezone().date(),
        reunion.cr_code or "", reunion.cr_sha256 or "", reunion.diffusion or "", reunion.cr_motif or "",
    )  # fmt: skip


def composer(unit: UnitOfWork, uid: str, sorte: str, version: Version) -> Doc:
    """What a version says, made from the meeting of now: dated and numbered, whatever was approved since.

    Raises:
        Unprintable: the meeting has no date.
        records.Absent: no such meeting.
    """
    return meetings.a_diffuser(unit, uid, tirage(version), AUDIENCES[sorte])


def tirage(version: Version) -> Tirage:
    """What a paper says of its own version."""
    return Tirage(version.numero, version.le, version.motif, version.destinataires)


def changements(unit: UnitOfWork, uid: str) -> tuple[Change, ...]:
    """What a meeting says that its version in force, kept here, does not.

    People are told by quality and who issues the paper is left aside: a name that became a code, or another letterhead,
    asks for no new version.
    """
    kept = en_vigueur(unit, PUBLIC, uid)
    was = mots(unit, kept) if kept is not None else None
    reunion = unit.session.get(Reunion, uid)
    if kept is None or was is None or reunion is None or reunion.date is None:
        return ()
    now = composer(unit, uid, PUBLIC, replace(ecrite(reunion), destinataires=kept.destinataires))
    issued = issuer.donnees(unit)
    return tuple(change for change in ecarts.differences(was, now) if change.new != issued)


def _diffuse(unit: UnitOfWork, uid: str, sorte: str) -> Doc | None:
    """The words handed over: those kept here, or the same made again from what travelled.

    A copy that cannot be the same word for word says so.
    """
    reunion = unit.session.get(Reunion, uid)
    if reunion is None or reunion.compte_rendu not in DIFFUSES or not (reunion.cr_version and reunion.cr_diffuse_le):
        return None
    kept = en_vigueur(unit, sorte, uid)
    held = mots(unit, kept) if kept is not None else None
    if held is not None:
        return held
    version = ecrite(reunion)
    made = composer(unit, uid, sorte, version)
    if control_code(composer(unit, uid, INTERNE, version)) == version.code:
        return made
    known = f" Son code de contrôle est {version.code}." if version.code else ""
    told = Para((Strong(f"{_COPIE} "), f"{_AILLEURS}{known}"), "small")
    return replace(made, blocks=(*made.blocks[:HEAD], told, *made.blocks[HEAD:]))


def etat_de(reunion: Reunion) -> EtatCompteRendu:
    """Where a compte rendu stands; a record that does not say it is a draft."""
    return reunion.compte_rendu or EtatCompteRendu.PROJET
