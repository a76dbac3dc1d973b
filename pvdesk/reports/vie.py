"""The life of a compte rendu: where it stands, what may be done to it now, and doing it.

What is handed over is rendered once, kept as it is, and given back byte for byte; a change makes another version. A
diffusion is not undone: it is rectified.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from db.models import Reunion
from db.models.seance import EtatCompteRendu
from pvdesk.base import francais
from pvdesk.reports import ecarts, issuer, meetings, modele, versions
from pvdesk.reports.blocks import Doc
from pvdesk.reports.ecarts import Change
from pvdesk.reports.meetings import Remplacee
from pvdesk.reports.preflight import preflight
from pvdesk.reports.theme import Theme
from pvdesk.reports.versions import AUDIENCES, INTERNE, PUBLIC, TABLE
from pvdesk.store import comptes_rendus, papiers, records, repentir
from pvdesk.store.comptes_rendus import DIFFUSES, Pas, Version
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.papiers import Fait, Garde
from pvdesk.store.repentir import Repentir
from pvdesk.store.unit import UnitOfWork

RECTIFICATIFS = {INTERNE: "rectificatif", PUBLIC: "rectificatif-public"}
LONGEST = 300  # characters of a reason, of a list of recipients: as on the meeting
_MOVED = "La fiche a changé pendant la préparation du papier\u00a0: relisez-la, puis recommencez."
_SAME = "La fiche dit ce que dit la version {numero}\u00a0: corrigez-la d’abord, puis rectifiez le compte rendu."
_NO_REASON = "Dites pourquoi le compte rendu est rectifié\u00a0: le motif figure sur la nouvelle version."
_NOBODY = "Dites à qui le compte rendu est diffusé\u00a0: une liste d’organismes."
_TOO_LONG = "«\u00a0{debut}…\u00a0» dépasse {longest} caractères\u00a0: raccourcissez ce texte."


@dataclass(frozen=True, slots=True, kw_only=True)
class Vie:
    """Where a compte rendu stands.

    Attributes:
        pas: what may be done now.
        le: day of the last diffusion; None before, or when it was not noted.
        approuve_le: what was approved may be the version before the one in force.
        a_corriger: day of the meeting that approved it with corrections still to be made.
        suivantes: meetings that may have approved it.
        papiers: kept on this laptop, last version first.
        ici: the very file of the version in force is one of them.
        changements: what the fiche says that the version in force does not, when that one is here.
        remarques: what to know of the paper before it is handed over.
    """

    etat: EtatCompteRendu
    pas: frozenset[Pas]
    version: int | None = None
    le: dt.date | None = None
    code: str = ""
    destinataires: str = ""
    motif: str = ""
    approuve_le: dt.date | None = None
    a_corriger: dt.date | None = None
    suivantes: Mapping[str, str] = field(default_factory=dict)
    papiers: tuple[Garde, ...] = ()
    ici: bool = False
    changements: tuple[Change, ...] = ()
    remarques: tuple[str, ...] = ()

    @property
    def diffuse(self) -> bool:
        """Whether it was handed over."""
        return self.etat in DIFFUSES

    @property
    def phrase(self) -> str:
        """« Version 2, rectifiée le 12 mai 2026 »; empty before it is handed over."""
        if not self.diffuse:
            return ""
        version = f"Version {self.version}" if self.version else "Version sans numéro"
        verb = "rectifiée" if (self.version or 1) > 1 else "diffusée"
        when = f" le {_long(self.le)}" if self.le else ""
        return f"{version}, {verb}{when}{'' if self.ici else ' par un autre poste'}"

    @property
    def alerte(self) -> str:
        """What is to be known of the version in force, in one sentence; empty when all is well."""
        if self.diffuse and not self.ici:
            return f"{self.phrase}\u00a0: le fichier n’est pas sur cet ordinateur."
        if self.changements:
            since = f"la version {self.version} diffusée le {_long(self.le)}" if self.le else "la version diffusée"
            return f"La fiche a changé depuis {since}\u00a0: rectifiez si le papier doit le dire."
        if self.a_corriger is not None:
            return f"Approuvé avec corrections le {_long(self.a_corriger)}\u00a0: corrigez la fiche, puis rectifiez."
        return ""


def vie(unit: UnitOfWork, uid: str) -> Vie:
    """Where the compte rendu of a meeting stands.

    Raises:
        records.Absent: no such meeting.
    """
    reunion = unit.session.get(Reunion, uid)
    if reunion is None:
        raise records.Absent(f"{TABLE} {uid}")
    kept = versions.en_vigueur(unit, INTERNE, uid)
    return Vie(
        etat=versions.etat_de(reunion), pas=comptes_rendus.offerts(unit, uid), version=reunion.cr_version,
        le=reunion.cr_diffuse_le, code=reunion.cr_code or "",
        destinataires=(kept.destinataires if kept is not None else reunion.diffusion) or "",
        motif=reunion.cr_motif or "", approuve_le=reunion.cr_approuve_le,
        a_corriger=comptes_rendus.a_corriger(unit, uid), suivantes=comptes_rendus.seances_suivantes(unit, uid),
        papiers=tuple(papiers.de_fiche(unit, TABLE, uid)), ici=kept is not None,
        changements=versions.changements(unit, uid), remarques=_remarques(unit, reunion),
    )  # fmt: skip


def _remarques(unit: UnitOfWork, reunion: Reunion) -> tuple[str, ...]:
    """What a careful clerk would say of the first version, once it was read again."""
    if reunion.compte_rendu is not EtatCompteRendu.RELU or reunion.date is None:
        return ()
    first = Version(1, unit.now.astimezone().date(), "", "", reunion.diffusion or "")
    doc = versions.composer(unit, reunion.uid, INTERNE, first)
    return (*preflight(doc), *doc.notes)


def relire(unit: UnitOfWork, uid: str) -> Repentir:
    """It was read again. The unit still has to commit.

    Raises:
        Impossible: not now; its sentence says what to do.
    """
    return repentir.avancer(unit, uid, Pas.RELIRE)


def reprendre(unit: UnitOfWork, uid: str) -> Repentir:
    """It is a draft again, as long as it is not handed over. The unit still has to commit.

    Raises:
        Impossible: not now; its sentence says what to do.
    """
    return repentir.avancer(unit, uid, Pas.REPRENDRE)


def approuver(unit: UnitOfWork, uid: str, at_meeting: str) -> Repentir:
    """The conseil approved it, at a later meeting. The unit still has to commit.

    Raises:
        Impossible: not now, or not at that meeting; its sentence says what to do.
    """
    return repentir.avancer(unit, uid, Pas.APPROUVER, at_meeting)


def diffuser(desk: Desk, uid: str, destinataires: str) -> Version:
    """Hand over the first version: rendered once, kept, and never changed afterwards.

    Raises:
        Impossible: not read again, incomplete, to nobody, or changed meanwhile; nothing is kept.
        records.Absent: no such meeting.
        Faute: the disk refused; nothing is kept.
    """
    return _remettre(desk, uid, Pas.DIFFUSER, _short(destinataires), "")


def rectifier(desk: Desk, uid: str, motif: str, destinataires: str = "") -> Version:
    """Hand over another version of what was handed over, and the paper that says what changes; the old ones stay.

    Args:
        desk: where the meeting is.
        uid: of the meeting.
        motif: why, printed on the new version.
        destinataires: the same as before when empty.

    Raises:
        Impossible: not handed over, nothing changed, no reason, incomplete, or changed meanwhile; nothing is kept.
        records.Absent: no such meeting.
        Faute: the disk refused; nothing is kept.
    """
    reason = _short(motif)
    if not reason:
        raise Impossible(_NO_REASON)
    return _remettre(desk, uid, Pas.RECTIFIER, _short(destinataires), reason)


@dataclass(frozen=True)
class _Prete:
    """A version ready to be rendered, its papers by kind."""

    version: Version
    docs: Mapping[str, Doc]


def _remettre(desk: Desk, uid: str, pas: Pas, destinataires: str, motif: str) -> Version:
    """Made before the transaction, which would hold everybody meanwhile; kept only if nothing moved since."""
    with desk.reading() as unit:
        ready = _preparer(unit, uid, pas, destinataires, motif)
        theme = issuer.identity(unit).theme
    made = [_fait(sorte, doc, ready.version, theme) for sorte, doc in ready.docs.items()]
    main = next(one for one in made if one.sorte == INTERNE)
    version = replace(ready.version, code=main.code, sha256=main.sha256)
    with desk.writing() as unit:
        if _preparer(unit, uid, pas, destinataires, motif) != ready:
            raise Impossible(_MOVED)
        for one in made:
            papiers.garder(unit, TABLE, uid, one)
        comptes_rendus.noter(unit, uid, pas, version)
        unit.commit()
    return version


def _preparer(unit: UnitOfWork, uid: str, pas: Pas, destinataires: str, motif: str) -> _Prete:
    reunion = comptes_rendus.permettre(unit, uid, pas)
    before = versions.ecrite(reunion) if pas is Pas.RECTIFIER else None
    sent = destinataires or (before.destinataires if before is not None else "")
    if not sent and before is None:
        raise Impossible(_NOBODY)
    today = unit.now.astimezone().date()
    version = Version(before.numero + 1 if before is not None else 1, today, "", "", sent, motif)
    docs = {sorte: versions.composer(unit, uid, sorte, version) for sorte in AUDIENCES}
    if before is not None:
        docs |= _rectificatifs(unit, reunion, before, version, docs)
    return _Prete(version, docs)


def _rectificatifs(
    unit: UnitOfWork, reunion: Reunion, before: Version, version: Version, docs: Mapping[str, Doc]
) -> dict[str, Doc]:
    """The papers that quote what was said and what is said now; none of what was handed over elsewhere.

    Raises:
        Impossible: nothing changed.
    """
    kept = {sorte: versions.en_vigueur(unit, sorte, reunion.uid) for sorte in AUDIENCES}
    was = {sorte: versions.mots(unit, one) for sorte, one in kept.items() if one is not None}
    changed = {sorte: ecarts.differences(old, docs[sorte]) for sorte, old in was.items() if old is not None}
    if changed and not any(changed.values()):
        raise Impossible(_SAME.format(numero=before.numero))
    made: dict[str, Doc] = {}
    for sorte, found in changed.items():
        paper = kept[sorte]
        old = Remplacee(versions.tirage(before), paper.code if paper is not None else "", _approved(reunion))
        number = version.numero - 1
        new = versions.tirage(version)
        made[RECTIFICATIFS[sorte]] = meetings.rectificatif_de(unit, reunion.uid, number, new, old, found)
    return made


def _approved(reunion: Reunion) -> dt.date | None:
    """When the version in force was approved."""
    return reunion.cr_approuve_le if reunion.compte_rendu is EtatCompteRendu.APPROUVE else None


def _fait(sorte: str, doc: Doc, version: Version, theme: Theme) -> Fait:
    from pvdesk.reports import render

    made = render.render(doc, theme=theme)
    return Fait(
        sorte=sorte, audience="public" if sorte in {PUBLIC, RECTIFICATIFS[PUBLIC]} else "interne",
        version=version.numero, code=made.code, sha256=made.sha256, contenu=made.data, modele=modele.dump(doc),
        pages=made.pages, destinataires=version.destinataires, motif=version.motif,
    )  # fmt: skip


def _short(text: str) -> str:
    """On one line, and as long as the meeting can hold.

    Raises:
        Impossible: it is longer.
    """
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise Impossible(_TOO_LONG.format(debut=said[:30], longest=LONGEST))
    return said


def _long(day: dt.date | None) -> str:
    return francais.date_longue(day, semaine=False) if day is not None else ""
