"""From a stored visit to its sheet, for the services or to be handed out."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.models.action import Action
from db.models.visite_listes import StatutVisite
from db.models.visite_regles import CONTROLE
from pvdesk.fiches import FICHES
from pvdesk.fiches.visite import controle_d_action
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import schema
from pvdesk.kit.text import plain_text
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import visite
from pvdesk.reports.papers.visite import Audience, Photo, Suite, Visite
from pvdesk.store import photos, records
from pvdesk.store.unit import UnitOfWork

_LIENS = ("projet_uid", "convention_uid", "conseil_uid", "fiche_uid", "visite_precedente_uid")


def fiche_visite(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of a visit, whole: for the services."""
    return visite.build(_visite(unit, uid, "interne"))


def fiche_visite_publique(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of a visit to be handed out: no name, no opinion."""
    return visite.build(_visite(unit, uid, "public"))


def _visite(unit: UnitOfWork, uid: str, audience: Audience) -> Visite:
    draft = records.load(unit, "visite", uid)
    v, of = draft.values, schema(FICHES["visite"].model)
    pictures = _photos(unit, draft)
    checked = controle_d_action(v)
    return Visite(
        emetteur=emitter(unit), edite_le=edited(draft, unit), reference=draft.reference, audience=audience,
        objet=v["objet"] or "Visite sans objet", date=v["date"], etat=draft.etat.libelle, debut=v["debut"],
        duree=v["duree"], lieu=v["lieu"] or "", genre=plain_text(v["type"]),
        statut="" if v["statut"] in {StatutVisite.FAITE, None} else v["statut"].libelle,
        quartiers=tuple(draft.names.get(line.values["quartier"] or "", "") for line in draft.lines["quartiers"]),
        rencontres=tuple(
            (line.values["fonction"] or "", line.values["organisme"] or "") for line in draft.lines["rencontres"]
        ),
        liens=tuple((of[key].label, draft.names.get(v[key] or "", "")) for key in _LIENS),
        constats=v["constats"] or "", besoins=v["besoins"] or "", difficultes=v["difficultes"] or "",
        ambiance=plain_text(v["ambiance"]), femmes=v["public_femmes"], hommes=v["public_hommes"],
        estime=bool(v["public_estime"]),
        points=tuple((of[key].label, v[key]) for key in CONTROLE) if checked else (),
        controle=str(draft.computed["controle"]) if checked else "",
        controle_note=(v["controle_note"] or "") if checked else "",
        suites=_suites(unit, uid), remontee=_remontee(draft), prochaine_le=v["prochaine_le"],
        photos=tuple(photo for photo in pictures if photo is not None), absentes=pictures.count(None),
    )  # fmt: skip


def _photos(unit: UnitOfWork, draft: Draft) -> list[Photo | None]:
    """In the order of the fiche; None where the picture stayed on another laptop."""
    made: list[Photo | None] = []
    for line in draft.lines["photos"]:
        content = photos.content(unit, line.uid)
        said = line.values["legende"] or ""
        made.append(None if content is None else Photo(contenu=content, legende=said, prise_le=line.values["prise_le"]))
    return made


def _suites(unit: UnitOfWork, uid: str) -> tuple[Suite, ...]:
    query = select(Action).where(Action.visite_uid == uid, Action.supprime_le.is_(None))
    query = query.options(selectinload(Action.organisme)).order_by(Action.echeance.nulls_last(), Action.uid)
    return tuple(
        Suite(
            libelle=action.libelle or "Action sans libellé", qui=action.responsable or "",
            organisme=(action.organisme.nom if action.organisme else None) or "", echeance=action.echeance,
            etat=plain_text(action.statut),
        )
        for action in unit.session.scalars(query)
    )  # fmt: skip


def _remontee(draft: Draft) -> str:
    """« Urgente, transmise le 30/04/2026 par téléphone »."""
    v = draft.values
    said = plain_text(v["remontee"])
    if not said or v["remontee_le"] is None:
        return said
    by = f", par {v['remontee_canal']}" if v["remontee_canal"] else ""
    return f"{said}, transmise le {plain_text(v['remontee_le'])}{by}"
