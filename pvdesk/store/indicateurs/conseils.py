"""Conseils citoyens: set up, to be set up, trained, heard in the steering instances (brochure PA)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select

from db.models import Conseil, Projet, Reunion
from db.models.conseil import ConseilFormation, ConseilQuartier
from db.models.conseil_listes import INSTANCES_PILOTAGE, StatutConseil
from db.models.referentiel import Quartier
from db.models.seance import TENUES
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.geographie import en_vigueur
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, Detail, Indicateur, euros, part, phrase, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "participation"
EN_ATTENTE = (StatutConseil.A_CONSTITUER, StatutConseil.EN_COURS)
ACTIFS = (StatutConseil.CONSTITUE, StatutConseil.ACTIF)
FINIS = (StatutConseil.TRANSFORME, StatutConseil.DISSOUS)


def participatif() -> Any:
    """A live instance of inhabitants, not a steering one."""
    return and_(Conseil.supprime_le.is_(None), or_(Conseil.type.is_(None), Conseil.type.not_in(INSTANCES_PILOTAGE)))


def restant(au: dt.date) -> Any:
    """Still to be set up that day: not yet at all, or only later; one that nobody had noted yet does not count."""
    return and_(
        participatif(),
        or_(
            and_(Conseil.statut.in_(EN_ATTENTE), Conseil.cree_le < _minuit(au)),
            and_(Conseil.statut.not_in(FINIS), Conseil.constitue_le > au),
        ),
    )


def _minuit(au: dt.date) -> dt.datetime:
    """The end of a day, where the person is."""
    return dt.datetime.combine(au + dt.timedelta(days=1), dt.time()).astimezone(dt.UTC)


def debout(au: dt.date) -> Any:
    """Set up that day; what ended has no date, so it counts no more."""
    return and_(
        participatif(),
        Conseil.statut.not_in((*EN_ATTENTE, *FINIS)),
        or_(Conseil.constitue_le.is_(None), Conseil.constitue_le <= au),
    )


def couverts(unit: UnitOfWork, au: dt.date) -> tuple[int, int]:
    """Quartiers in force that have a conseil set up or at work, and how many quartiers are in force."""
    tous = select(func.count(Quartier.code.distinct())).where(en_vigueur(au))
    pourvus = (
        tous.join(ConseilQuartier, ConseilQuartier.quartier == Quartier.code)
        .join(Conseil, Conseil.uid == ConseilQuartier.conseil_uid)
        .where(debout(au), Conseil.statut.in_(ACTIFS))
    )
    return unit.session.scalar(pourvus) or 0, unit.session.scalar(tous) or 0


def a_constituer(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Conseils that remain to be set up: nine in 2018, none to aim at (PA-P2)."""
    rows = _rows(unit, Conseil.date_cible, restant(au))
    pourvus, quartiers = couverts(unit, au)
    detail = [
        Detail(nom or "Sans nom", f"pour le {francais.date_courte(cible)}" if cible else "sans date cible", cle=uid)
        for uid, nom, cible in rows
    ]
    note = f"{francais.pluriel(pourvus, 'QPV couvert', 'QPV couverts')} sur {quartiers}"
    connus = len(rows) or _nombre(unit, participatif())  # nothing recorded is not a target reached
    return tuile(
        "conseils.a_constituer", "Conseils à constituer", SECTION, len(rows) if connus else None, "conseils", note=note,
        base=chiffre(unit, "PA-P2"), cible=0, table="conseil", uids=[r[0] for r in rows], detail=detail,
    )  # fmt: skip


def installes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Conseils that stand (PA-02: the printed number cannot be read)."""
    rows = _rows(unit, Conseil.statut, debout(au))
    actifs = sum(r[2] in ACTIFS for r in rows)
    detail = [Detail(nom or "Sans nom", statut.libelle, cle=uid) for uid, nom, statut in rows]
    note = phrase(francais.pluriel(actifs, "actif", "actifs"), selon_la_brochure(unit, "PA-02"))
    return tuile(
        "conseils.installes", "Conseils installés", SECTION, len(rows), "conseils", note=note, table="conseil",
        uids=[r[0] for r in rows], detail=detail,
    )  # fmt: skip


def aide_versee(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Start-up aid paid, and to how many of the conseils that stand (PA-03)."""
    versee = and_(debout(au), Conseil.aide_le <= au)
    rows = _rows(unit, Conseil.aide_demarrage, versee)
    total = sum(r[2] or 0 for r in rows)
    nombre = _nombre(unit, debout(au))
    detail = [Detail(nom or "Sans nom", francais.montant(aide or 0), euros(aide), uid) for uid, nom, aide in rows]
    note = phrase(f"versée à {len(rows)} sur {nombre}", selon_la_brochure(unit, "PA-03"))
    return tuile(
        "conseils.aide_versee", "Aide au démarrage versée", SECTION, euros(total), EURO, note=note, table="conseil",
        uids=[r[0] for r in rows], detail=detail,
    )  # fmt: skip


def formes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Conseils that had a training session, and the women and men who followed it (PA-P1)."""
    query = (
        select(
            Conseil.uid, Conseil.nom, func.sum(func.coalesce(ConseilFormation.femmes, 0)),
            func.sum(func.coalesce(ConseilFormation.hommes, 0)),
        )
        .join(ConseilFormation, ConseilFormation.conseil_uid == Conseil.uid)
        .where(participatif(), ConseilFormation.date <= au)
        .group_by(Conseil.uid)
        .order_by(Conseil.nom)
    )  # fmt: skip
    rows = unit.all(query)
    femmes, hommes = sum(r[2] for r in rows), sum(r[3] for r in rows)
    formes_texte = francais.pluriel(femmes + hommes, "membre formé", "membres formés")
    return tuile(
        "conseils.formes", "Conseils formés", SECTION, len(rows), "conseils",
        note=f"{formes_texte}, {francais.nombre(femmes)} F et {francais.nombre(hommes)} H", table="conseil",
        uids=[r[0] for r in rows], detail=[Detail(r[1] or "Sans nom", f"{r[2]} F, {r[3]} H", cle=r[0]) for r in rows],
    )  # fmt: skip


def copil(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Steering meetings held where inhabitants of the conseils sat, over all those held (PA-05)."""
    query = (
        select(Reunion.uid, Reunion.date, Conseil.nom, Reunion.conseils_femmes, Reunion.conseils_hommes)
        .join(Conseil, Conseil.uid == Reunion.conseil_uid)
        .where(
            Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date <= au,
            Conseil.type.in_(INSTANCES_PILOTAGE),
        )
        .order_by(Reunion.date)
    )  # fmt: skip
    rows = unit.all(query)
    avec = [r for r in rows if (r[3] or 0) + (r[4] or 0) > 0]
    femmes, hommes = sum(r[3] or 0 for r in avec), sum(r[4] or 0 for r in avec)
    detail = [
        Detail(f"{nom or 'Sans nom'}, {francais.date_courte(jour)}", f"{f or 0} F, {h or 0} H", cle=uid)
        for uid, jour, nom, f, h in rows
    ]
    note = f"{len(avec)} sur {francais.pluriel(len(rows), 'comité tenu', 'comités tenus')}, {femmes} F et {hommes} H"
    return tuile(
        "conseils.copil", "Présence des conseils dans les comités", SECTION, part(len(avec), len(rows)), POURCENT,
        note=note, cible=100, table="reunion", uids=[r[0] for r in rows], detail=detail,
    )  # fmt: skip


def projets_portes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Projects that conseils carry themselves, through the structure that bears them (PA-06)."""
    query = (
        select(Projet.uid, Projet.intitule, func.min(Conseil.nom))
        .join(Conseil, Conseil.structure_uid == Projet.porteur_uid)
        .where(participatif(), Projet.supprime_le.is_(None), Projet.annee <= au.year)
        .group_by(Projet.uid)
    )
    rows = unit.all(query)
    return tuile(
        "conseils.projets_portes", "Projets portés par des conseils", SECTION, len(rows), "projets", table="projet",
        uids=[r[0] for r in rows], detail=[Detail(r[1] or "Sans nom", r[2] or "", cle=r[0]) for r in rows],
    )  # fmt: skip


def _rows(unit: UnitOfWork, column: Any, where: Any) -> Sequence[Any]:
    return unit.all(select(Conseil.uid, Conseil.nom, column).where(where).order_by(Conseil.nom))


def _nombre(unit: UnitOfWork, where: Any) -> int:
    return unit.session.scalar(select(func.count()).select_from(Conseil).where(where)) or 0
