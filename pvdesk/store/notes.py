"""The monthly note, assembled from the records of a month: one sentence for a fact, linked to its fiche."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from db.base import Record
from db.models import Action, Controle, Convention, Occupation, Projet, Reunion, Visite
from db.models.action import OUVERTES, StatutAction
from db.models.note import LIENS, Rubrique
from db.models.projet_lignes import ProjetEtape
from db.models.quorum import Issue
from db.models.referentiel import Quartier
from db.models.seance import TENUES, NatureSuite, StatutReunion
from db.models.visite_listes import Ambiance, StatutVisite
from db.search import fold
from db.types import new_uid
from pvdesk.base import francais
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.text import plain_text
from pvdesk.store import records
from pvdesk.store.territoires import Territoires
from pvdesk.store.unit import UnitOfWork

NBSP = "\u00a0"
Phrase = tuple[Rubrique, str, str, Record]  # part, sentence, key of the link, the fiche that says it
_INDEX = {
    Reunion: "reunion_uid", Visite: "visite_uid", Projet: "projet_uid", Convention: "convention_uid",
    Controle: "controle_uid", Action: "action_uid",
}  # fmt: skip


def prepare(unit: UnitOfWork, mois: dt.date, contrat: str | None = None) -> Draft:
    """A new note of the month that holds a day, all its sentences written; nothing is saved yet.

    Args:
        unit: the work.
        mois: any day of the month.
        contrat: code of the territory; all of them when None.
    """
    draft = records.blank(unit, "note_mensuelle", mois=mois.replace(day=1), contrat=contrat)
    draft.lines["lignes"] = _lines(unit, mois, contrat, ())
    return draft


def missing(unit: UnitOfWork, draft: Draft) -> list[LineDraft]:
    """The sentences that the records of its month say and a note does not: none of a fiche and part already told."""
    mois, contrat = draft.values["mois"], draft.values["contrat"]
    if mois is None:
        return []
    held = [(line.values["rubrique"], key, line.values.get(key)) for line in draft.lines["lignes"] for key in LIENS]
    return _lines(unit, mois, contrat, tuple(h for h in held if h[2]))


def _lines(unit: UnitOfWork, mois: dt.date, contrat: str | None, held: tuple[Any, ...]) -> list[LineDraft]:
    first = mois.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    places = Territoires(unit)
    told: list[tuple[int, str, LineDraft]] = []
    for part, text, key, record in _facts(unit, first, last):
        territory = places.of(record)
        if (contrat is not None and contrat not in territory) or (part, key, record.uid) in held:
            continue
        one = contrat or (territory[0] if territory else None)
        values: dict[str, Any] = dict.fromkeys(LIENS) | {"rubrique": part, "contrat": one, "texte": text}
        told.append((list(Rubrique).index(part), one or "", LineDraft(new_uid(), values | {key: record.uid})))
    told.sort(key=lambda fact: fact[:2])
    return [line for _, _, line in told]


def _facts(unit: UnitOfWork, first: dt.date, last: dt.date) -> Iterator[Phrase]:
    """What the records of the month say, part by part, in the order of days."""
    teller = (_meetings, _visits, _projects, _posts, _controls, _actions)
    for tell in teller:
        for part, text, record in tell(unit, first, last):
            yield part, text, _INDEX[type(record)], record


Told = Iterator[tuple[Rubrique, str, Any]]


def _live(unit: UnitOfWork, model: type[Any], *where: Any, order: Any) -> list[Any]:
    return list(unit.session.scalars(select(model).where(model.supprime_le.is_(None), *where).order_by(order)))


def _meetings(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    for held in _live(unit, Reunion, Reunion.date.between(first, last), order=Reunion.date):
        name = held.conseil.nom if held.conseil is not None else "instance à préciser"
        opening = f"Le {_day(held.date)}, {name}, {plain_text(held.type).lower()}"
        if held.statut is StatutReunion.CARENCE:
            yield Rubrique.CONSEILS, f"{opening}{NBSP}: carence, personne n’est venu.", held
        if held.statut not in TENUES:
            continue
        about = f", {held.objet}" if held.objet else ""
        yield Rubrique.CONSEILS, f"{opening}{about}{NBSP}: {held.effectifs}{_quorum(held)}.", held
        for suite in held.suites:
            if suite.libelle:
                part = Rubrique.FAITS if suite.nature is NatureSuite.CONSTAT else Rubrique.CONSEILS
                sense = f" {plain_text(suite.sens).lower()}" if suite.sens is not None else ""
                yield part, f"{plain_text(suite.nature)}{sense}{NBSP}: {_sentence(suite.libelle)}", held


def _quorum(held: Reunion) -> str:
    """« , quorum atteint (14 pour 6 requis) »: said once the rule of the conseil asks for one."""
    made = held.compte_quorum()
    if not made.requis:
        return ""
    reached = "non atteint" if made.issue is Issue.NON_ATTEINT else "atteint"
    return f", quorum {reached} ({made.comptes} pour {made.requis}{NBSP}requis)"


def _visits(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    done = Visite.statut.is_distinct_from(StatutVisite.PREVUE), Visite.statut.is_distinct_from(StatutVisite.ANNULEE)
    quartiers = {row[0]: row[1] for row in unit.all(select(Quartier.code, Quartier.nom))}
    for visit in _live(unit, Visite, Visite.date.between(first, last), *done, order=Visite.date):
        opening = f"Le {_day(visit.date)}, {_where(visit, quartiers)}"
        said = f"{NBSP}: {_sentence(visit.constats)}" if visit.constats else f"{NBSP}: {_sentence(visit.objet or '')}"
        yield Rubrique.FAITS, f"{opening}{said}", visit
        if visit.ambiance not in {None, Ambiance.SANS_OBJET}:
            yield Rubrique.AMBIANCE, f"{opening}{NBSP}: ambiance {plain_text(visit.ambiance).lower()}.", visit
        if visit.besoins:
            yield Rubrique.BESOINS, f"{opening}{NBSP}: {_sentence(visit.besoins)}", visit
        if visit.difficultes:
            yield Rubrique.DIFFICULTES, f"{opening}{NBSP}: {_sentence(visit.difficultes)}", visit


def _where(visit: Visite, quartiers: dict[str, str]) -> str:
    """Its place, then the quartiers that the place does not name."""
    names = dict.fromkeys(quartiers[line.quartier] for line in visit.quartiers if line.quartier in quartiers)
    place = visit.lieu or ""
    untold = [name for name in names if fold(name) not in fold(place)]
    return ", ".join([place, *untold] if place else untold) or "lieu à préciser"


def _projects(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    moved = select(ProjetEtape.projet_uid).where(ProjetEtape.date.between(first, last))
    for project in _live(unit, Projet, Projet.uid.in_(moved), order=Projet.intitule):
        steps = [step for step in project.etapes if step.date is not None and first <= step.date <= last]
        said = ", ".join(f"{plain_text(s.etape).lower()} le {francais.date_courte(s.date)}" for s in steps if s.date)
        holder = f" ({project.porteur.nom})" if project.porteur is not None else ""
        yield Rubrique.PROJETS, f"{project.intitule or 'Projet sans intitulé'}{holder}{NBSP}: {said}.", project


def _posts(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    moved = or_(
        Occupation.debut.between(first, last), Occupation.fin_reelle.between(first, last),
        Convention.signature_le.between(first, last),
    )  # fmt: skip
    found = select(Convention.uid).outerjoin(Occupation, Occupation.convention_uid == Convention.uid).where(moved)
    for post in _live(unit, Convention, Convention.uid.in_(found), order=Convention.numero):
        name = f"Poste {post.numero or 'sans numéro'}"
        if post.employeur is not None:
            name += f" ({post.employeur.nom})"
        said = []
        if post.signature_le is not None and first <= post.signature_le <= last:
            said.append(f"convention signée le {francais.date_courte(post.signature_le)}")
        for held in post.occupations:
            if held.debut is not None and first <= held.debut <= last:
                said.append(f"{held.code} en poste depuis le {francais.date_courte(held.debut)}")
            if held.fin_reelle is not None and first <= held.fin_reelle <= last:
                said.append(f"départ de {held.code} le {francais.date_courte(held.fin_reelle)}")
        if post.en_vigueur(last) and not post.occupe(last):
            said.append(f"vacant au {francais.date_courte(last)}")
        if said:
            yield Rubrique.ADULTES_RELAIS, f"{name}{NBSP}: {', '.join(said)}.", post


def _controls(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    for seen in _live(unit, Controle, Controle.date.between(first, last), order=Controle.date):
        post = seen.convention
        name = f"poste {post.numero}" if post is not None and post.numero else "poste à préciser"
        follow = f", suite{NBSP}: {plain_text(seen.suite).lower()}" if seen.suite is not None else ""
        held = {True: "poste occupé", False: "poste non occupé"}.get(seen.poste_occupe, "occupation non vue")
        yield Rubrique.ADULTES_RELAIS, f"Contrôle du {_day(seen.date)}, {name}{NBSP}: {held}{follow}.", seen


def _actions(unit: UnitOfWork, first: dt.date, last: dt.date) -> Told:
    done = _live(
        unit, Action, Action.statut == StatutAction.FAITE, Action.cloture_le.between(first, last), order=Action.echeance
    )
    for action in done:
        yield Rubrique.SUITES, f"Fait le {_day(action.cloture_le)}{NBSP}: {_sentence(action.libelle or '')}", action
    late = _live(unit, Action, Action.statut.in_(OUVERTES), Action.echeance.between(first, last), order=Action.echeance)
    for action in late:
        due = f"{action.responsable or 'responsable à préciser'}, échéance au {_day(action.echeance)}"
        yield Rubrique.SUITES, f"{_sentence(action.libelle or '')[:-1]} ({due}).", action


def _day(jour: dt.date | None) -> str:
    return francais.date_longue(jour, semaine=False) if jour is not None else "jour à préciser"


def _sentence(text: str) -> str:
    """One paragraph, ended by a point."""
    whole = " ".join(text.split())
    return whole if whole.endswith((".", "!", "?", "…")) else f"{whole}."
