"""From a stored visit to an employer to its paper."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from db.base import Etat
from db.models import Convention
from db.models.action import Action
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import schema
from pvdesk.kit.text import plain_text
from pvdesk.reports import issuer
from pvdesk.reports.blocks import Doc
from pvdesk.reports.papers import controle
from pvdesk.reports.papers.controle import Controle
from pvdesk.reports.postes import employer_of, quartiers_of
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

# What the visit looks at, and the answer that is due.
_POINTS = {
    "poste_occupe": True, "fiche_poste": True, "hors_missions": False, "temps_travail": True, "tuteur": True,
    "plan_formation": True, "lieu_qpv": True, "bulletin_vu": True,
}  # fmt: skip


def compte_rendu_de_controle(unit: UnitOfWork, uid: str) -> Doc:
    """The paper of a check; who holds the post is said by code."""
    draft = records.load(unit, "controle", uid)
    v, of = draft.values, schema(FICHES["controle"].model)
    held = records.load(unit, "convention", v["convention_uid"]) if v["convention_uid"] else None
    return controle.build(
        Controle(
            emetteur=issuer.emitter(unit), edite_le=issuer.edited(draft, unit), lieu_edition=issuer.lieu(unit),
            reference=draft.reference, numero=_number(held), date=v["date"], etat=draft.etat.libelle,
            employeur=employer_of(held) if held else "", titulaire=_holder(unit, v["convention_uid"], v["date"]),
            lieu=v["lieu"] or "", quartiers=quartiers_of(held) if held else "", rencontres=v["rencontres"] or "",
            points=tuple((of[key].label, v[key], due) for key, due in _POINTS.items()),
            hors_missions=v["hors_missions_texte"] or "",
            traces=tuple(plain_text(line.values["trace"]) for line in draft.lines["traces"]),
            observations=v["observations"] or "", suite=plain_text(v["suite"]), echeance=v["echeance"],
            prochaine_le=v["prochaine_le"], actions=_actions(unit, uid), projet=draft.etat is Etat.BROUILLON,
        )
    )  # fmt: skip


def _number(held: Draft | None) -> str:
    return (held.values["numero"] if held else None) or "convention à préciser"


def _holder(unit: UnitOfWork, convention_uid: str | None, day: dt.date | None) -> str:
    """The code of who held the post that day."""
    row = unit.session.get(Convention, convention_uid) if convention_uid else None
    if row is None or day is None:
        return ""
    return ", ".join(o.code for o in row.occupations if o.code and o.tient_le_poste(day)) or "Poste vacant ce jour"


def _actions(unit: UnitOfWork, uid: str) -> tuple[tuple[str, str, dt.date | None, str], ...]:
    query = select(Action).where(Action.controle_uid == uid, Action.supprime_le.is_(None))
    return tuple(
        (action.libelle or "Action sans libellé", action.responsable or "", action.echeance, plain_text(action.statut))
        for action in unit.session.scalars(query.order_by(Action.echeance.nulls_last(), Action.uid))
    )
