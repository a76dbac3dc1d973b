"""The alerts of adultes-relais: ends, vacancies, missing reports, visits and trainings (domain 2.6 E).

Thresholds are dated parameters (« ar.… »): the mission may change them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from db.models import Activite, Controle, Convention, Occupation, Visite
from db.models.activite_listes import MOIS, TypeActivite
from db.models.activite_regles import bornes
from db.models.adulte_relais_listes import NON_SIGNEES, StatutConvention, TypeConvention
from db.models.aide import UN_JOUR, euros
from db.models.objectif import Releve
from db.models.projet_calculs import plus_mois
from db.models.referentiel import Parametre
from db.models.visite_listes import StatutVisite
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.alerte import Alerte
from pvdesk.store.unit import UnitOfWork

NOTIFIES = "OR-08"  # the line of the brochure whose relevés say how many posts the State notified
CLOSES = frozenset({StatutConvention.ECHUE, StatutConvention.RESILIEE})
RECUL = dt.timedelta(days=400)  # a convention closed longer ago raises nothing any more
MOIS_RELUS = 12  # months whose reports are asked for
Seuils = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Vue:
    """What the alerts of a day look at."""

    au: dt.date
    seuils: Seuils
    conventions: tuple[Convention, ...]
    renouvelees: frozenset[str]  # conventions that another one follows
    rendus: frozenset[tuple[str, TypeActivite, dt.date]]  # reports held: post, type, first day of the period
    visites: Mapping[str, dt.date]  # last visit of a post


def alertes(unit: UnitOfWork, au: dt.date) -> list[Alerte]:
    """What the posts of adultes-relais ask for that day."""
    vue = _vue(unit, au)
    found: list[Alerte] = []
    for convention in vue.conventions:
        for regle in (_renouvellement, _derogation, _fin_convention):
            found += regle(vue, convention)
        if convention.en_vigueur(au):
            for regle in (_fin_contrat, _vacance, _comptes_rendus, _visite, _formation):
                found += regle(vue, convention)
        else:
            found += _comptes_rendus(vue, convention)
    return [*found, *_notifies(unit, vue)]


def _vue(unit: UnitOfWork, au: dt.date) -> Vue:
    session = unit.session
    ouvertes = select(Convention).where(
        Convention.supprime_le.is_(None),
        or_(Convention.statut.not_in(CLOSES), Convention.fin.is_(None), Convention.fin >= au - RECUL),
    )  # fmt: skip
    conventions = session.scalars(
        ouvertes.options(
            selectinload(Convention.occupations).selectinload(Occupation.formations),
            selectinload(Convention.employeur), selectinload(Convention.montants),
            selectinload(Convention.avenants),
        ).order_by(Convention.numero)
    ).all()  # fmt: skip
    suivies = select(Convention.precedente_uid).where(
        Convention.supprime_le.is_(None), Convention.precedente_uid.is_not(None)
    )
    rendus = {
        (uid, kind, bornes(debut, annuel=kind is TypeActivite.ANNUEL)[0])
        for uid, kind, debut in unit.all(
            select(Activite.convention_uid, Activite.type, Activite.debut).where(Activite.supprime_le.is_(None))
        )
        if uid and kind and debut
    }
    renouvelees = frozenset(uid for uid in session.scalars(suivies) if uid)
    return Vue(au, seuils(unit, au), tuple(conventions), renouvelees, frozenset(rendus), _visites(unit, au))


def seuils(unit: UnitOfWork, au: dt.date) -> dict[str, int]:
    """The thresholds in force that day, without their « ar. »."""
    query = select(Parametre.code, Parametre.valeur).where(Parametre.code.startswith("ar."), Parametre.depuis <= au)
    return {code.removeprefix("ar."): valeur // MILLE for code, valeur in unit.all(query.order_by(Parametre.depuis))}


def _visites(unit: UnitOfWork, au: dt.date) -> dict[str, dt.date]:
    """The last visit of each post: a check of the employer, or a visit in the field."""
    vues: dict[str, dt.date] = {}
    controles = select(Controle.convention_uid, func.max(Controle.date)).where(
        Controle.supprime_le.is_(None), Controle.date <= au
    )
    visites = select(Visite.convention_uid, func.max(Visite.date)).where(
        Visite.supprime_le.is_(None), Visite.date <= au, Visite.statut == StatutVisite.FAITE
    )
    for uid, jour in (
        *unit.all(controles.group_by(Controle.convention_uid)), *unit.all(visites.group_by(Visite.convention_uid)),
    ):  # fmt: skip
        if uid and jour:
            vues[uid] = max(vues.get(uid, jour), jour)
    return vues


def _de(convention: Convention, code: str, titre: str, detail: str, jour: dt.date, ton: str) -> Alerte:
    employeur = convention.employeur.nom if convention.employeur is not None else None
    about = ", ".join(p for p in (convention.numero or "Sans numéro", employeur) if p)
    return Alerte(f"ar.{code}", titre, f"{about}\u00a0: {detail}", jour, ton, "convention", convention.uid)


def _atteint(vue: Vue, terme: dt.date, paliers: Iterable[tuple[str, str]]) -> tuple[str, str, dt.date] | None:
    """Of paliers (threshold in months, tone) the last one reached before that end, and its day."""
    atteint = None
    for code, ton in paliers:
        jour = plus_mois(terme, -vue.seuils[code])
        if vue.au >= jour:
            atteint = (code, ton, jour)
    return atteint


def _fin_convention(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """Six, three, one month before the end; red after it, until it is renewed or said closed."""
    fin = convention.terme
    if fin is None or convention.statut in NON_SIGNEES | CLOSES or convention.uid in vue.renouvelees:
        return
    if vue.au > fin:
        jours = francais.pluriel((vue.au - fin).days, "jour", "jours")
        detail = f"échue depuis {jours}, renouvelez-la ou passez-la à «\u00a0Échue\u00a0»"
        yield _de(convention, "convention_echue", "Convention échue", detail, fin + UN_JOUR, "error")
        return
    paliers = (("convention_info", "info"), ("convention_alerte", "warning"), ("convention_grave", "error"))
    atteint = _atteint(vue, fin, paliers)
    if atteint is not None:
        code, ton, jour = atteint
        yield _de(convention, code, "Fin de convention", f"le {francais.date_courte(fin)}", jour, ton)


def _fin_contrat(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """Three months, one month before the titulaire’s contract ends, unless somebody follows at once."""
    for occupation in convention.occupations:
        if not occupation.tient_le_poste(vue.au) or occupation.fin is None or (
            convention.occupe(occupation.fin + UN_JOUR)
        ):  # fmt: skip
            continue
        atteint = _atteint(vue, occupation.fin, (("contrat_alerte", "warning"), ("contrat_grave", "error")))
        if atteint is not None:
            code, ton, jour = atteint
            detail = f"{occupation.code or 'le titulaire'} jusqu’au {francais.date_courte(occupation.fin)}"
            alerte = _de(convention, code, "Fin du contrat du titulaire", detail, jour, ton)
            yield Alerte(alerte.code, alerte.titre, alerte.detail, jour, ton, "occupation", occupation.uid)


def _vacance(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """A post without anybody, from the first day; what the State does not owe is shown."""
    if convention.debut is None or convention.occupe(vue.au):
        return
    vide = convention.parts(convention.debut, vue.au)[-1]
    jours, code, ton, rang = vide.intervalle.jours, "vacant", "info", 1
    for seuil, palier in (("vacance_alerte", "warning"), ("vacance_grave", "error")):
        if jours >= vue.seuils[seuil]:
            code, ton, rang = seuil, palier, vue.seuils[seuil]
    depuis = francais.pluriel(jours, "jour", "jours")
    detail = f"{depuis}, depuis le {francais.date_courte(vide.intervalle.du)}"
    if vide.centimes is not None:
        detail += f"\u202f; aide théorique non due\u00a0: {euros(vide.centimes)}"
    yield _de(convention, code, "Poste vacant", detail, vide.intervalle.du + UN_JOUR * (rang - 1), ton)


def _renouvellement(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """A renewal comes with the employer’s bilan."""
    if convention.type is TypeConvention.RENOUVELLEMENT and convention.bilan_le is None and (
        convention.statut not in CLOSES
    ):  # fmt: skip
        jour = min(convention.cree_le.date(), vue.au)
        yield _de(
            convention, "renouvellement_sans_bilan", "Renouvellement sans bilan",
            "demandez le bilan détaillé de l’employeur", jour, "warning",
        )  # fmt: skip


def _derogation(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """A residence derogation is looked at again at each renewal."""
    fin, precedente = convention.terme, convention.precedente
    if not convention.derogation or fin is None or convention.statut in CLOSES or convention.uid in vue.renouvelees:
        return
    jour = plus_mois(fin, -vue.seuils["convention_info"])
    repris = convention.type is TypeConvention.RENOUVELLEMENT and precedente is not None and (
        convention.derogation_le is None or convention.derogation_le <= (precedente.signature_le or dt.date.min)
    )  # fmt: skip
    if repris:
        jour = min(convention.cree_le.date(), vue.au)
    if repris or vue.au >= jour:
        detail = "revoyez la dérogation de résidence au renouvellement (D5134-151, 5°)"
        yield _de(convention, "derogation", "Dérogation à revoir", detail, jour, "warning")


def _comptes_rendus(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """Reports of the months, and of the last year, where the post was held; one alert for all the missing months."""
    manquants = []
    premier = plus_mois(vue.au.replace(day=1), -MOIS_RELUS)
    for rang in range(MOIS_RELUS):
        du, au = bornes(plus_mois(premier, rang), annuel=False)
        du_le = au + UN_JOUR * (vue.seuils["compte_rendu_jours"] + 1)
        if vue.au >= du_le and _attendu(vue, convention, TypeActivite.MENSUEL, du, au):
            manquants.append((du, du_le))
    if manquants:
        mois = ", ".join(f"{MOIS[du.month - 1]} {du.year}" for du, _ in manquants)
        titre = "Compte rendu manquant" if len(manquants) == 1 else "Comptes rendus manquants"
        yield _de(convention, "compte_rendu", titre, mois, manquants[0][1], "warning")
    du, au = bornes(dt.date(vue.au.year - 1, 1, 1), annuel=True)
    du_le = au + UN_JOUR * (vue.seuils["compte_rendu_annuel_jours"] + 1)
    if vue.au >= du_le and _attendu(vue, convention, TypeActivite.ANNUEL, du, au):
        detail = f"bilan de l’année {du.year}"
        yield _de(convention, "compte_rendu_annuel", "Compte rendu annuel manquant", detail, du_le, "warning")


def _attendu(vue: Vue, convention: Convention, kind: TypeActivite, du: dt.date, au: dt.date) -> bool:
    """Whether somebody was in the post, under a signed convention, and no report says what they did."""
    if convention.statut in NON_SIGNEES or (convention.uid, kind, du) in vue.rendus:
        return False
    return any(i.occupe for i in convention.intervalles(du, au))


def _visite(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """No visit for a year, counted from the last one or from the start of the post."""
    reperes = [convention.debut, vue.visites.get(convention.uid), vue.visites.get(convention.precedente_uid or "")]
    if convention.precedente is not None:
        reperes[0] = convention.precedente.debut
    derniere = max((jour for jour in reperes if jour is not None), default=vue.au)
    jour = plus_mois(derniere, vue.seuils["visite_mois"]) + UN_JOUR
    if vue.au >= jour:
        vue_le = any(reperes[1:])
        detail = f"dernière visite le {francais.date_courte(derniere)}" if vue_le else "aucune visite enregistrée"
        yield _de(convention, "visite", "Poste sans visite", f"{detail} (D5134-153)", jour, "warning")


def _formation(vue: Vue, convention: Convention) -> Iterator[Alerte]:
    """A titulaire who had no training a year after the start."""
    for occupation in convention.occupations:
        if occupation.debut is None or not occupation.tient_le_poste(vue.au):
            continue
        jour = plus_mois(occupation.debut, vue.seuils["formation_mois"])
        if vue.au >= jour and not any(f.debut is not None and f.debut <= vue.au for f in occupation.formations):
            code = occupation.code or "Le titulaire"
            detail = f"{code}, en poste depuis le {francais.date_courte(occupation.debut)}"
            alerte = _de(convention, "formation", "Aucune formation", detail, jour, "info")
            yield Alerte(alerte.code, alerte.titre, alerte.detail, jour, "info", "occupation", occupation.uid)


def _notifies(unit: UnitOfWork, vue: Vue) -> Iterator[Alerte]:
    """From September, posts that the State notified and that no convention holds are lost at the year’s end."""
    rentree = dt.date(vue.au.year, vue.seuils["notification_mois"], 1)
    query = select(Releve).where(
        Releve.repere == NOTIFIES, Releve.supprime_le.is_(None), Releve.valeur.is_not(None),
        Releve.date.between(dt.date(vue.au.year, 1, 1), vue.au),
    )  # fmt: skip
    releve = unit.session.scalar(query.order_by(Releve.date.desc()).limit(1)) if vue.au >= rentree else None
    if releve is None or releve.valeur is None:
        return
    notifies = releve.valeur // MILLE
    tenus = sum(convention.en_vigueur(vue.au) for convention in vue.conventions)
    if tenus < notifies:
        detail = f"{tenus} conventions pour {notifies} postes notifiés, le reste est perdu en fin d’année"
        titre = "Postes notifiés non conventionnés"
        yield Alerte("ar.notifies", titre, detail, rentree, "warning", "releve", releve.uid)
