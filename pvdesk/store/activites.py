"""A compte rendu d’activité prepared from others: the year from its months, a month from the one before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select

from db.models import Activite, Convention
from db.models.activite_listes import Partenaire, TypeActivite
from db.models.activite_regles import SOMMES, bornes
from db.models.adulte_relais_listes import StatutConvention
from db.models.aide import UN_JOUR
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.copie import copie
from pvdesk.store.unit import UnitOfWork

EN_COURS = (StatutConvention.SIGNEE, StatutConvention.A_RENOUVELER)


def preparer_annuel(unit: UnitOfWork, convention_uid: str, annee: int) -> Draft:
    """A new yearly report of a post: the sums of its months, to be completed; a count nobody typed stays empty."""
    debut = dt.date(annee, 1, 1)
    draft = records.blank(unit, "activite", convention_uid=convention_uid, type=TypeActivite.ANNUEL, debut=debut)
    mois = _mois(unit, convention_uid, annee)
    for champ in SOMMES:
        comptes = [valeur for m in mois if (valeur := getattr(m, champ)) is not None]
        draft.values[champ] = sum(comptes) if comptes else None
    vers: Counter[Partenaire] = Counter()
    for ligne in (o for m in mois for o in m.orientations):
        if ligne.partenaire is not None:
            vers[ligne.partenaire] += ligne.nombre or 0
    draft.lines["orientations"] = [
        LineDraft(new_uid(), {"partenaire": partenaire, "nombre": vers[partenaire]})
        for partenaire in Partenaire if partenaire in vers
    ]  # fmt: skip
    draft.values["poste_vacant"] = True if mois and all(m.poste_vacant for m in mois) else None
    return draft


@dataclass(frozen=True, slots=True)
class Precedent:
    """The month before, beside the month that is typed: what it counted, by key, and by partner."""

    periode: str = ""
    values: Mapping[str, int | None] = field(default_factory=dict)
    orientations: Mapping[Partenaire, int | None] = field(default_factory=dict)


def a_faire(unit: UnitOfWork, **values: Any) -> tuple[Draft, tuple[str, ...]]:
    """A new monthly report, of the post and of the month that wait for one.

    Unless they are given: the first of the conventions in force whose last whole month has none, the first of them when
    none waits; the month after its last report, the last whole one at most; who holds the post then.

    Returns:
        The draft, and the keys of what was found.
    """
    today = unit.now.astimezone().date()
    echu = (today.replace(day=1) - UN_JOUR).replace(day=1)
    draft = records.blank(unit, "activite", **values)
    found: dict[str, Any] = {}
    if not values.get("convention_uid"):
        found["convention_uid"] = _en_attente(unit, today, echu)
    if uid := draft.values.get("convention_uid") or found["convention_uid"]:
        if not values.get("debut") and draft.values["type"] is TypeActivite.MENSUEL:
            found["debut"] = min(_apres_le_dernier(unit, uid) or echu, echu)
        draft.values |= found
        tient(unit, draft)
        draft.values["poste_vacant"] = None  # the month is a guess, and nobody unticks a box that he did not tick
        found["occupation_uid"] = draft.values["occupation_uid"]
    draft.names = records.names_in(unit, draft)
    return draft, tuple(key for key, value in found.items() if value is not None)


def _en_attente(unit: UnitOfWork, today: dt.date, echu: dt.date) -> str | None:
    """The convention in force that waits for the report of a month, or the first of them."""
    c = Convention
    en_cours = select(c.uid).where(
        c.supprime_le.is_(None), c.statut.in_(EN_COURS), c.debut <= today, or_(c.fin.is_(None), c.fin >= today)
    ).order_by(c.numero, c.uid)  # fmt: skip
    uids = list(unit.session.scalars(en_cours))
    done = set(unit.session.scalars(select(Activite.convention_uid).where(
        Activite.supprime_le.is_(None), Activite.type == TypeActivite.MENSUEL,
        Activite.debut.between(*bornes(echu, annuel=False)),
    )))  # fmt: skip
    return next((uid for uid in uids if uid not in done), uids[0] if uids else None)


def _apres_le_dernier(unit: UnitOfWork, convention_uid: str) -> dt.date | None:
    """The first day of the month after the last monthly report of a post; None without any."""
    dernier = unit.session.scalar(select(func.max(Activite.debut)).where(
        Activite.convention_uid == convention_uid, Activite.type == TypeActivite.MENSUEL, Activite.supprime_le.is_(None)
    ))  # fmt: skip
    return bornes(dernier, annuel=False)[1] + UN_JOUR if dernier is not None else None


def suivant(unit: UnitOfWork, uid: str) -> Draft:
    """The report of the month, or of the year, after a stored one: same post, no count.

    A month that has its report already is passed over; a vacant post is said so from the dates of the titulaires.

    Raises:
        records.Absent: no such report.
    """
    draft = copie(unit, "activite", uid)
    avant = unit.session.get(Activite, uid)
    if avant is None or avant.debut is None:
        return draft
    annuel = avant.type is TypeActivite.ANNUEL
    faits = {bornes(autre.debut, annuel=annuel)[0] for autre in _du_poste(unit, avant) if autre.debut is not None}
    debut = bornes(avant.debut, annuel=annuel)[0]
    while debut in faits:
        debut = bornes(debut, annuel=annuel)[1] + UN_JOUR
    draft.values["debut"] = debut
    tient(unit, draft)
    draft.names = records.names_in(unit, draft)
    return draft


def tient(unit: UnitOfWork, draft: Draft) -> None:
    """Write in a report who holds its post in its period, or that nobody does."""
    convention = unit.session.get(Convention, draft.values.get("convention_uid") or "")
    debut = draft.values.get("debut")
    if convention is None or debut is None:
        return
    du, au = bornes(debut, annuel=draft.values.get("type") is TypeActivite.ANNUEL)
    presents = [
        o for o in convention.occupations
        if o.supprime_le is None and o.debut is not None and o.debut <= au and (o.fin is None or o.fin >= du)
    ]  # fmt: skip
    draft.values["occupation_uid"] = presents[-1].uid if presents else None
    draft.values["poste_vacant"] = True if convention.debut is not None and not presents else None


def precedent(unit: UnitOfWork, draft: Draft) -> Precedent:
    """What the post counted in the last month before the one of a monthly report; nothing when there is none."""
    debut = draft.values.get("debut")
    if debut is None or draft.values.get("type") is not TypeActivite.MENSUEL:
        return Precedent()
    query = select(Activite).where(
        Activite.convention_uid == draft.values.get("convention_uid"), Activite.type == TypeActivite.MENSUEL,
        Activite.supprime_le.is_(None), Activite.debut < debut.replace(day=1), Activite.uid != draft.uid,
    )  # fmt: skip
    avant = unit.session.scalars(query.order_by(Activite.debut.desc()).limit(1)).first()
    if avant is None:
        return Precedent()
    vers = {o.partenaire: o.nombre for o in avant.orientations if o.partenaire is not None}
    return Precedent(avant.periode, {champ: getattr(avant, champ) for champ in SOMMES}, vers)


def voisin(unit: UnitOfWork, draft: Draft, pas: int) -> Draft:
    """The report of the month after (`pas` 1) or before (-1) the one of a draft: the stored one, or a new one."""
    debut = bornes(draft.values["debut"], annuel=False)
    jour = (debut[1] + UN_JOUR if pas > 0 else debut[0] - UN_JOUR).replace(day=1)
    held = unit.session.scalars(
        select(Activite.uid).where(
            Activite.convention_uid == draft.values.get("convention_uid"), Activite.type == TypeActivite.MENSUEL,
            Activite.supprime_le.is_(None), Activite.debut.between(*bornes(jour, annuel=False)),
        ).limit(1)
    ).first()  # fmt: skip
    if held is not None:
        return records.load(unit, "activite", held)
    made = records.blank(
        unit, "activite", convention_uid=draft.values.get("convention_uid"), type=TypeActivite.MENSUEL, debut=jour
    )
    tient(unit, made)
    made.names = records.names_in(unit, made)
    return made


def _du_poste(unit: UnitOfWork, avant: Activite) -> list[Activite]:
    query = select(Activite).where(
        Activite.convention_uid == avant.convention_uid, Activite.type == avant.type, Activite.supprime_le.is_(None)
    )
    return list(unit.session.scalars(query))


def _mois(unit: UnitOfWork, convention_uid: str, annee: int) -> list[Activite]:
    query = select(Activite).where(
        Activite.convention_uid == convention_uid, Activite.type == TypeActivite.MENSUEL,
        Activite.supprime_le.is_(None), Activite.debut.between(dt.date(annee, 1, 1), dt.date(annee, 12, 31)),
    )  # fmt: skip
    return list(unit.session.scalars(query.order_by(Activite.debut)))
