"""What délégués do, whom they know, and the comité départemental (brochure OR-03, OR-05, ED-06, PA-04)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from db.models import Action, Conseil, Contact, Organisme, Reunion, Visite
from db.models.conseil_listes import TypeInstance
from db.models.organisme import OrganismeRole
from db.models.seance import TENUES, PresenceEtat, StatutReunion
from db.models.visite_listes import StatutVisite
from pvdesk.base import francais
from pvdesk.store.indicateurs.conseils import participatif
from pvdesk.store.indicateurs.tuile import SANS_VALEUR, Detail, Indicateur, comptes, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "organisation"
TENUE = (Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES))
FAITE = (Visite.supprime_le.is_(None), Visite.statut == StatutVisite.FAITE)


def delegue(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Meetings held, visits made and actions closed since 1 January (OR-03)."""
    reunions = _uids(unit, Reunion.uid, *TENUE, *_annee(Reunion.date, au))
    visites = _uids(unit, Visite.uid, *FAITE, *_annee(Visite.date, au))
    actions = _uids(unit, Action.uid, Action.supprime_le.is_(None), *_annee(Action.cloture_le, au))
    tenues = francais.pluriel(len(reunions), "réunion", "réunions")
    return tuile(
        "activite.delegue", "Activité des délégués", SECTION, len(reunions) + len(visites),
        texte=f"{tenues}, {francais.pluriel(len(visites), 'visite', 'visites')}",
        note=f"{francais.pluriel(len(actions), 'action faite', 'actions faites')} en {au.year}", table="reunion",
        uids=reunions, detail=[
            _part("Réunions tenues", "reunion", reunions), _part("Visites faites", "visite", visites),
            _part("Actions faites", "action", actions),
        ],
    )  # fmt: skip


def accompagnements(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Visits to conseils, and their meetings where the délégué sat, since 1 January (PA-04)."""
    visites = select(Visite.uid).join(Conseil, Conseil.uid == Visite.conseil_uid)
    visites = visites.where(participatif(), *FAITE, *_annee(Visite.date, au))
    reunions = select(Reunion.uid).join(Conseil, Conseil.uid == Reunion.conseil_uid)
    reunions = reunions.where(
        participatif(), *TENUE, *_annee(Reunion.date, au), Reunion.presence_etat == PresenceEtat.DELEGUE
    )
    vues = [*unit.session.scalars(visites.order_by(Visite.uid))]
    tenues = [*unit.session.scalars(reunions.order_by(Reunion.uid))]
    note = (
        f"{francais.pluriel(len(tenues), 'réunion', 'réunions')} et {francais.pluriel(len(vues), 'visite', 'visites')}"
    )
    return tuile(
        "activite.accompagnements", "Accompagnements des conseils", "participation", len(vues) + len(tenues),
        "accompagnements", note=f"{note} en {au.year}", table="reunion", uids=tenues,
        detail=[_part("Réunions", "reunion", tenues), _part("Visites", "visite", vues)],
    )  # fmt: skip


def comite_departemental(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """When the comité départemental last met, and when it meets next (OR-05)."""
    query = (
        select(Reunion.uid, Reunion.date, Reunion.statut)
        .join(Conseil, Conseil.uid == Reunion.conseil_uid)
        .where(
            Conseil.type == TypeInstance.COMITE_DEPARTEMENTAL, Reunion.supprime_le.is_(None), Reunion.date.is_not(None)
        )
        .order_by(Reunion.date)
    )
    rows = unit.all(query)
    tenues = [r for r in rows if r.statut in TENUES and r.date <= au]
    prevues = [r for r in rows if r.statut in {StatutReunion.PREVUE, StatutReunion.CONVOQUEE} and r.date >= au]
    return tuile(
        "organisation.comite_departemental", "Comité départemental", SECTION, len(tenues), "réunions",
        texte=francais.date_courte(tenues[-1].date) if tenues else SANS_VALEUR,
        note=f"prochaine le {francais.date_courte(prevues[0].date)}" if prevues else "aucune date à venir",
        table="reunion", uids=[r.uid for r in (*tenues, *prevues)],
        detail=[Detail(francais.date_longue(r.date), r.statut.libelle, cle=r.uid) for r in rows],
    )  # fmt: skip


def contacts(unit: UnitOfWork, au: dt.date) -> Indicateur:  # noqa: ARG001 - the directory has no dates
    """Professionals known, by function (ED-06, OR-01, OR-04, EG-04)."""
    rows = unit.all(select(Contact.uid, Contact.fonction).where(Contact.supprime_le.is_(None)).order_by(Contact.uid))
    fonctions: dict[str, list[str]] = {}
    for row in rows:
        fonctions.setdefault((row.fonction or "Sans fonction").strip(), []).append(row.uid)
    return tuile(
        "annuaire.contacts", "Contacts professionnels", SECTION, len(rows), "contacts", table="contact",
        uids=[row.uid for row in rows], detail=comptes(fonctions),
    )  # fmt: skip


def organismes(unit: UnitOfWork, au: dt.date) -> Indicateur:  # noqa: ARG001 - the directory has no dates
    """Bodies known, by role (OR-06, OR-07, EC-08, RU-12)."""
    rows = unit.all(select(Organisme.uid).where(Organisme.supprime_le.is_(None)).order_by(Organisme.uid))
    cites = unit.all(
        select(OrganismeRole.role, Organisme.uid)
        .join(Organisme, Organisme.uid == OrganismeRole.organisme_uid)
        .where(Organisme.supprime_le.is_(None), OrganismeRole.role.is_not(None))
        .distinct()
        .order_by(Organisme.uid)
    )
    roles: dict[str, list[str]] = {}
    for role, uid in cites:
        roles.setdefault(role.libelle, []).append(uid)
    return tuile(
        "annuaire.organismes", "Organismes", SECTION, len(rows), "organismes", table="organisme",
        uids=[row.uid for row in rows], detail=comptes(roles),
    )  # fmt: skip


def _part(nom: str, table: str, uids: Sequence[str]) -> Detail:
    """How many records of another type the figure is made of."""
    return Detail(nom, francais.nombre(len(uids)), Decimal(len(uids)), table, tuple(uids))


def _annee(column: Any, au: dt.date) -> tuple[Any, Any]:
    return column >= au.replace(month=1, day=1), column <= au


def _uids(unit: UnitOfWork, uid: Any, *where: Any) -> list[str]:
    return [*unit.session.scalars(select(uid).where(*where).order_by(uid))]
