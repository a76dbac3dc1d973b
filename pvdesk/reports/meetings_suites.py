"""What followed from a stored meeting: its decisions with their votes, those on projects, its actions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.models.action import Priorite, StatutAction
from db.models.seance import NatureSuite
from pvdesk.base import francais
from pvdesk.kit.draft import Draft
from pvdesk.kit.text import plain_text
from pvdesk.reports.papers.seance import Action, Projet, Suite
from pvdesk.store import records
from pvdesk.store.reunions import Seance
from pvdesk.store.unit import UnitOfWork


def suites(draft: Draft) -> tuple[Suite, ...]:
    """The decisions, with their votes."""
    made = []
    for line in draft.lines["suites"]:
        v = line.values
        nature = plain_text(v["nature"]) or "Décision"
        if v["nature"] is NatureSuite.AVIS and v["sens"] is not None:
            nature = f"Avis {plain_text(v['sens']).lower()}"
        mode = plain_text(v["mode"]).lower()
        made.append(
            Suite(
                nature=nature, libelle=v["libelle"] or "", vote=_vote(v), motif=v["motif"] or "",
                mode=f"à {mode}" if mode in {"main levée", "bulletin secret"} else mode,
            )
        )  # fmt: skip
    return tuple(made)


def _vote(v: dict[str, Any]) -> str:
    """« Votants 14\u00a0: 11 pour, 1 contre, 2 abstentions »."""
    parts = [
        (v["pour"], "pour", "pour"),
        (v["contre"], "contre", "contre"),
        (v["abstentions"], "abstention", "abstentions"),
    ]
    said = [francais.pluriel(n, one, many) for n, one, many in parts if n]
    if v["sans_part"]:
        said.append(f"{v['sans_part']} sans prendre part")
    total = sum(v[k] or 0 for k in ("pour", "contre", "abstentions", "sans_part"))
    return f"Votants {total}\u00a0: {', '.join(said)}" if said else ""


def projets(unit: UnitOfWork, draft: Draft) -> tuple[Projet, ...]:
    """What a steering instance decided of projects."""
    return tuple(
        Projet(
            intitule=draft.names.get(line.values["projet_uid"] or "", "Projet à préciser"),
            decision=plain_text(line.values["decision"]) or "à préciser", montant=line.values["montant"],
            reference=reference(unit, "projet", line.values["projet_uid"] or ""),
        )
        for line in draft.lines["projets"]
    )  # fmt: skip


def actions(seance: Seance, *, suivi: bool) -> tuple[Action, ...]:
    """What was asked that day, which later news do not change; with `suivi`, what became of it."""
    return tuple(
        Action(
            libelle=a.values["libelle"] or "", porteur=a.values["responsable"] or "", echeance=a.values["echeance"],
            priorite="" if a.values["priorite"] is Priorite.NORMALE else plain_text(a.values["priorite"]).lower(),
            etat=_became(a.values) if suivi else "", reference=a.reference,
        )
        for a in seance.actions
    )  # fmt: skip


def _became(v: dict[str, Any]) -> str:
    if v["statut"] is StatutAction.FAITE and v["cloture_le"] is not None:
        return f"Faite le {francais.date_courte(v['cloture_le'])}"
    return "" if v["statut"] in {None, StatutAction.A_FAIRE} else plain_text(v["statut"])


def reference(unit: UnitOfWork, table: str, uid: str) -> str:
    """The human reference of a record, which its name does not say."""
    model = records.model_of(table)
    return unit.session.scalar(select(model.reference).where(model.uid == uid)) or ""
