"""From a stored meeting to its papers: what is signed at it, what is told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from db.models import Reunion
from db.models.seance import EtatCompteRendu, StatutReunion
from pvdesk.kit.draft import Draft
from pvdesk.reports import meetings_content as content
from pvdesk.reports import meetings_people as people
from pvdesk.reports import meetings_suites as suites
from pvdesk.reports.blocks import Doc
from pvdesk.reports.ecarts import Change
from pvdesk.reports.issuer import donnees, edited, emitter, lieu
from pvdesk.reports.papers import emargement, minutes, rectificatif, releve
from pvdesk.reports.papers.seance import Audience, Minutes, Statut
from pvdesk.reports.refusal import Unprintable
from pvdesk.store.reunions import Seance
from pvdesk.store.unit import UnitOfWork

_STATUTS: dict[StatutReunion, Statut] = {
    StatutReunion.PREVUE: "prévue", StatutReunion.CONVOQUEE: "convoquée", StatutReunion.TENUE: "tenue",
    StatutReunion.SANS_QUORUM: "tenue sans quorum", StatutReunion.CARENCE: "carence",
    StatutReunion.REPORTEE: "reportée", StatutReunion.ANNULEE: "annulée",
}  # fmt: skip
_BROUILLONS = {None, EtatCompteRendu.PROJET, EtatCompteRendu.RELU}
_MENTIONS: dict[EtatCompteRendu, str] = {
    EtatCompteRendu.RELU: "relu", EtatCompteRendu.DIFFUSE: "diffusée", EtatCompteRendu.APPROUVE: "approuvée",
    EtatCompteRendu.RECTIFIE: "rectifiée",
}  # fmt: skip
_TENUES: frozenset[Statut] = frozenset({"tenue", "tenue sans quorum"})
_NOON = dt.time(12)  # of a day that has no hour
_MINEURS = 15  # blank lines that one page holds


class NotHeld(Unprintable):
    """What was decided is told once the meeting was held."""

    def __init__(self) -> None:
        super().__init__(
            "La réunion n’est pas notée comme tenue.", "Indiquez son statut, pointez les présences, puis imprimez."
        )


@dataclass(frozen=True, slots=True)
class Tirage:
    """A version of the compte rendu, handed over on a day.

    Attributes:
        motif: why it replaces the one before.
        destinataires: to whom; those of the fiche when empty.
    """

    version: int
    le: dt.date
    motif: str = ""
    destinataires: str = ""


@dataclass(frozen=True, slots=True)
class Remplacee:
    """The version that a rectificatif replaces: its control code, the day on which it was approved."""

    tirage: Tirage
    code: str = ""
    approuve_le: dt.date | None = None


def compte_rendu(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting, names in full: for those who were there and for the services."""
    return minutes.build(minutes_of(unit, uid, "interne"))


def compte_rendu_public(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting to be put up: people by their quality, officials by their name."""
    return minutes.build(minutes_of(unit, uid, "public"))


def minutes_of(unit: UnitOfWork, uid: str, audience: Audience) -> Minutes:
    """What the minutes of a meeting say.

    Raises:
        Undated: it has no date.
    """
    return _minutes(unit, content.dated(unit, uid), audience)


def a_diffuser(unit: UnitOfWork, uid: str, tirage: Tirage, audience: Audience = "interne") -> Doc:
    """The minutes as a version to hand over, whatever the fiche says of their state: no draft, the same words after."""
    seance = content.dated(unit, uid)
    seance.reunion.values |= {
        "compte_rendu": EtatCompteRendu.RECTIFIE if tirage.version > 1 else EtatCompteRendu.DIFFUSE,
        "cr_version": tirage.version, "cr_diffuse_le": tirage.le, "cr_motif": tirage.motif or None,
        "cr_approuve_le": None, "cr_approuve_en": None,
        "diffusion": tirage.destinataires or seance.reunion.values["diffusion"],
    }  # fmt: skip
    return minutes.build(_minutes(unit, seance, audience))


def rectificatif_de(
    unit: UnitOfWork, uid: str, numero: int, tirage: Tirage, ancienne: Remplacee, changements: tuple[Change, ...]
) -> Doc:
    """The numbered rectificatif that goes with a new version."""
    draft = content.dated(unit, uid).reunion
    return rectificatif.build(
        rectificatif.Rectificatif(
            emetteur=emitter(unit), lieu_edition=lieu(unit), donnees=donnees(unit), date_edition=tirage.le,
            edite_le=_at_noon(tirage.le), reference=draft.reference, instance=content.instance(draft),
            genre=content.genre(draft.values), date=draft.values["date"], numero=numero, version=tirage.version,
            motif=tirage.motif, diffuse_le=tirage.le, remplace_version=ancienne.tirage.version,
            remplace_diffuse_le=ancienne.tirage.le, remplace_approuve_le=ancienne.approuve_le,
            remplace_code=ancienne.code, changements=changements,
            diffusion=content.listed(tirage.destinataires or draft.values["diffusion"]),
        )
    )  # fmt: skip


def releve_interne(unit: UnitOfWork, uid: str) -> Doc:
    """Decisions and actions of a meeting that was held, and what became of the actions."""
    return releve.build(_held(_minutes(unit, content.dated(unit, uid), "interne", suivi=True)))


def releve_public(unit: UnitOfWork, uid: str) -> Doc:
    """The same to be put up: what was asked that day, without how urgent the services hold it."""
    m = _held(minutes_of(unit, uid, "public"))
    return releve.build(replace(m, actions=tuple(replace(action, priorite="") for action in m.actions)))


def feuille(unit: UnitOfWork, uid: str) -> Doc:
    """The attendance sheet of a meeting, to be signed."""
    return emargement.build(_sheet(unit, content.dated(unit, uid)))


def feuille_mineurs(unit: UnitOfWork, uid: str) -> Doc:
    """The attendance sheet of the young who are under age: no name is asked."""
    return emargement.build_mineurs(replace(_sheet(unit, content.dated(unit, uid)), inscrits=(), vierges=_MINEURS))


def _sheet(unit: UnitOfWork, seance: Seance) -> emargement.Emargement:
    draft = seance.reunion
    v = draft.values
    return emargement.Emargement(
        emetteur=emitter(unit), reference=draft.reference, instance=content.instance(draft),
        genre=content.genre(v), date=v["date"], edite_le=edited(draft, unit), debut=v["debut"], objet=v["objet"] or "",
        lieu=v["lieu"] or "", inscrits=people.inscrits(seance), donnees=donnees(unit),
    )  # fmt: skip


def _held(m: Minutes) -> Minutes:
    if m.statut not in _TENUES:
        raise NotHeld
    return m


def _minutes(unit: UnitOfWork, seance: Seance, audience: Audience, *, suivi: bool = False) -> Minutes:
    draft = seance.reunion
    v, statut = draft.values, _STATUTS.get(draft.values["statut"], "prévue")
    women, men = people.sexes(seance) or (None, None)
    councils = (v["conseils_femmes"] or 0, v["conseils_hommes"] or 0)
    signed = audience == "interne" and statut in _TENUES
    day = edited(draft, unit).astimezone().date()
    given = v["cr_diffuse_le"] if v["compte_rendu"] not in _BROUILLONS else None
    return Minutes(
        emetteur=emitter(unit), lieu_edition=lieu(unit), date_edition=given or day,
        edite_le=_at_noon(given) if given else edited(draft, unit), reference=draft.reference,
        instance=content.instance(draft), quartiers=content.quartiers(unit, v["conseil_uid"]), genre=content.genre(v),
        statut=statut, date=v["date"], debut=v["debut"], fin=v["fin"], objet=v["objet"] or "", lieu=v["lieu"] or "",
        modalite=content.modalite(v), convocation=content.convocation(v), animation=v["animateur"] or "",
        secretaire=v["secretaire"] or "", etat_present=content.etat_present(v), emargement=bool(v["emargement"]),
        **_life(unit, draft), audience=audience, quorum=content.quorum(unit, draft), femmes=women, hommes=men,
        public=v["public"] or 0, conseils=councils if any(councils) else None, formation=content.formation(v),
        presences=people.presences(seance), points=content.points(unit, draft), suites=suites.suites(draft),
        projets=suites.projets(unit, draft), actions=suites.actions(seance, suivi=suivi),
        approbation_precedent=content.approbation(unit, draft), prochaine=content.suivante(v),
        signataires=(("Secrétaire de séance", v["secretaire"] or ""), ("Délégué du préfet", "")) if signed else (),
        diffusion=content.listed(v["diffusion"]), donnees=donnees(unit),
    )  # fmt: skip


def _life(unit: UnitOfWork, draft: Draft) -> dict[str, Any]:
    """Where the compte rendu stands. A draft bears the number of its last change: of two prints, the later is known."""
    v = draft.values
    state, version = v["compte_rendu"], v["cr_version"]
    if state in _BROUILLONS:
        return {"projet": True, "version": f"{version or 0}.{draft.version}", "mention": _MENTIONS.get(state, "")}
    rectified = state is EtatCompteRendu.RECTIFIE or (version or 1) > 1
    approving = unit.session.get(Reunion, v["cr_approuve_en"]) if v["cr_approuve_en"] else None
    approved = state is EtatCompteRendu.APPROUVE
    replaced = f"{version}, remplace la version {version - 1}" if (version or 1) > 1 else ""
    reason = f"Motif\u00a0: {v['cr_motif']}" if rectified and v["cr_motif"] else ""
    return {
        "projet": False, "version": str(version or ""), "mention": "rectifiée" if rectified else _MENTIONS[state],
        "diffuse_le": v["cr_diffuse_le"], "approuve_le": v["cr_approuve_le"] if approved else None,
        "approuve_en": approving.date if approved and approving is not None else None,
        "remplace": ". ".join(part for part in (replaced, reason) if part),
    }  # fmt: skip


def _at_noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _NOON, dt.UTC)
