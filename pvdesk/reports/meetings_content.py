"""From a stored meeting to what its papers say: the agenda, what was decided, what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models import Reunion
from db.models.quorum import Issue
from db.models.seance import (
    TENUES,
    Approbation,
    EtatCompteRendu,
    Modalite,
    PresenceEtat,
)
from pvdesk.base import francais
from pvdesk.kit.draft import Draft
from pvdesk.kit.text import plain_text
from pvdesk.reports.meetings_suites import reference
from pvdesk.reports.papers.seance import Point
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import records, reunions
from pvdesk.store.reunions import Seance
from pvdesk.store.unit import UnitOfWork

_LIENS = (("projet_uid", "projet"), ("convention_uid", "convention adulte-relais"), ("visite_uid", "visite"))
_TABLES = {"projet_uid": "projet", "convention_uid": "convention", "visite_uid": "visite"}


class Undated(Unprintable):
    """A paper of a meeting needs its date."""

    def __init__(self) -> None:
        super().__init__("La réunion n’a pas de date.", "Indiquez la date, puis imprimez.")


@dataclass(frozen=True, slots=True)
class Precedente:
    """The meeting whose compte rendu this one had to approve."""

    date: dt.date
    reference: str
    attend: bool  # handed over, not approved yet


def dated(unit: UnitOfWork, uid: str) -> Seance:
    """A stored meeting, whose papers may be made.

    Raises:
        records.Absent: no such meeting.
        Undated: it has no date.
    """
    seance = reunions.load(unit, uid)
    if seance.reunion.values["date"] is None:
        raise Undated
    return seance


def instance(draft: Draft) -> str:
    """The name of the instance."""
    return draft.names.get(draft.values["conseil_uid"] or "", "Instance à préciser")


def genre(values: dict[str, Any]) -> str:
    """« Réunion plénière », « Formation »."""
    kind = plain_text(values["type"])
    return f"Réunion {kind.lower()}" if kind in {"Plénière", "Installation", ""} else kind


def modalite(values: dict[str, Any]) -> str:
    """« à distance », « en salle et à distance »; nothing when everybody is in the room."""
    if values["modalite"] is Modalite.DISTANCE:
        return "à distance"
    return "en salle et à distance" if values["modalite"] is Modalite.HYBRIDE else ""


def quartiers(unit: UnitOfWork, conseil_uid: str | None) -> str:
    """The quartiers of the instance."""
    if conseil_uid is None:
        return ""
    draft = records.load(unit, "conseil", conseil_uid)
    return ", ".join(filter(None, (draft.names.get(line.values["quartier"], "") for line in draft.lines["quartiers"])))


def listed(text: str | None) -> tuple[str, ...]:
    """What was typed between commas."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def points(unit: UnitOfWork, draft: Draft) -> tuple[Point, ...]:
    """The agenda and what was said."""
    return tuple(
        Point(
            titre=line.values["titre"] or "Point sans titre", rapporteur=line.values["rapporteur"] or "",
            duree=line.values["duree"], synthese=line.values["echanges"] or "",
            documents=listed(line.values["documents"]), liens=_links(unit, draft, line.values),
        )
        for line in draft.lines["points"]
    )  # fmt: skip


def _links(unit: UnitOfWork, draft: Draft, values: dict[str, Any]) -> tuple[str, ...]:
    made = []
    for key, word in _LIENS:
        if values[key] is not None:
            known = reference(unit, _TABLES[key], values[key])
            name = draft.names.get(values[key], "")
            made.append(f"{word} {name}" + (f" ({known})" if known and known != name else ""))
    return tuple(made)


def suivante(v: dict[str, Any]) -> str:
    """« Le mardi 5 mai 2026, à 18 h 30, Maison de quartier. »"""
    if v["prochaine_date"] is None:
        return ""
    parts = [f"Le {francais.date_longue(v['prochaine_date'])}"]
    if v["prochaine_heure"] is not None:
        parts.append(f"à {francais.heure(v['prochaine_heure'])}")
    if v["prochain_lieu"]:
        parts.append(v["prochain_lieu"])
    return f"{', '.join(parts)}."


def etat_present(values: dict[str, Any]) -> str:
    """Who came for the State."""
    found = values["presence_etat"]
    if found in {PresenceEtat.DELEGUE, PresenceEtat.SOUS_PREFET, PresenceEtat.AUTRE}:
        return str(found.libelle).lower()
    return "non représenté" if found is PresenceEtat.AUCUN else plain_text(found)


def convocation(values: dict[str, Any]) -> str:
    """« le 10 février 2026, par courriel »."""
    if values["convoque_le"] is None:
        return ""
    mode = mode_convocation(values)
    return f"le {francais.date_longue(values['convoque_le'], semaine=False)}" + (f", {mode}" if mode else "")


def mode_convocation(values: dict[str, Any]) -> str:
    """« par courriel »."""
    mode = plain_text(values["convoque_par"])
    return "" if not mode else f"par {mode if mode == 'SMS' else mode.lower()}"


def formation(v: dict[str, Any]) -> str:
    """« égalité femmes-hommes\u00a0: 12 personnes formées (7 femmes et 5 hommes) »."""
    women, men = v["formes_femmes"] or 0, v["formes_hommes"] or 0
    if not women + men:
        return v["theme_formation"] or ""
    told = (
        f"{francais.pluriel(women + men, 'personne formée', 'personnes formées')} "
        f"({francais.pluriel(women, 'femme', 'femmes')} et {francais.pluriel(men, 'homme', 'hommes')})"
    )
    return f"{v['theme_formation']}\u00a0: {told}" if v["theme_formation"] else told


def quorum(unit: UnitOfWork, draft: Draft) -> str:
    """The count of that day; nothing where no rule asks for one."""
    reunion = unit.session.get(Reunion, draft.uid)
    if reunion is None or reunion.compte_quorum().issue is Issue.SANS_OBJET:
        return ""
    return reunion.compte_quorum().phrase


def precedente(unit: UnitOfWork, draft: Draft) -> Precedente | None:
    """The meeting that says it was approved here; failing that, the last one held before in the instance."""
    v = draft.values
    here = select(Reunion).where(Reunion.supprime_le.is_(None), Reunion.date.is_not(None))
    order = Reunion.date.desc(), Reunion.cree_le.desc(), Reunion.uid
    found = unit.session.scalars(here.where(Reunion.cr_approuve_en == draft.uid).order_by(*order).limit(1)).first()
    if found is None and v["date"] is not None and v["conseil_uid"] is not None:
        before = here.where(
            Reunion.conseil_uid == v["conseil_uid"], Reunion.uid != draft.uid, Reunion.date < v["date"],
            Reunion.statut.in_(TENUES),
        )  # fmt: skip
        found = unit.session.scalars(before.order_by(*order).limit(1)).first()
    if found is None or found.date is None:
        return None
    waits = found.compte_rendu in {EtatCompteRendu.DIFFUSE, EtatCompteRendu.RECTIFIE}
    return Precedente(found.date, found.reference or "", waits)


def approbation(unit: UnitOfWork, draft: Draft) -> str:
    """« celui du 13 janvier 2026 (CC-2026-D07-0038) est approuvé. »"""
    said = draft.values["approbation"]
    if said in {None, Approbation.SANS_OBJET}:
        return ""
    before = precedente(unit, draft)
    of = f"celui du {francais.date_longue(before.date, semaine=False)} ({before.reference})" if before else ""
    if said is Approbation.REPORTE:
        return f"{of}, approbation reportée." if of else "approbation reportée."
    word = plain_text(said).lower()
    return f"{of} est {word}." if of else f"{word}."
