"""Projects of the contrats: money by pillar and by priority, axes, themes, CPO, ordinary law (brochure OR, SA-06)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from db.models.projet_lignes import ProjetAxe
from db.models.projet_listes import Axe, NatureProjet
from db.models.referentiel import Contrat
from db.search import fold
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, parametre, selon_la_brochure
from pvdesk.store.indicateurs.programmation import Action, par, programmes, total
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, Detail, Indicateur, part, phrase, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "organisation"
SANTE = "sante"


def programmation(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Money of the BOP 147 granted for the exercise (OR-13)."""
    retenus = programmes(unit, au)
    note = phrase(f"{_combien(retenus)} en {au.year}", selon_la_brochure(unit, "OR-13"))
    return tuile(
        "projets.programmes", "Crédits programmés", SECTION, total(retenus), EURO, note=note,
        base=chiffre(unit, "OR-13"), table="projet", uids=_uids(retenus),
    )  # fmt: skip


def piliers(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """The same money by pillar, and by priority of each contrat since 2024 (OR-09, OR-14 to OR-16)."""
    retenus = [a for a in programmes(unit, au) if a.pilier is not None or a.priorite]
    noms = dict(unit.session.execute(select(Contrat.code, Contrat.nom)).all())
    detail = par(retenus, lambda a: a.pilier.libelle if a.pilier is not None else None)
    detail += par(retenus, lambda a: phrase(a.priorite, noms.get(a.contrat or "", "")) if a.priorite else None)
    return tuile(
        "projets.piliers", "Crédits par pilier et par priorité", SECTION, total(retenus), EURO,
        note=f"{_combien(retenus)} en {au.year}", table="projet", uids=_uids(retenus), detail=detail,
    )  # fmt: skip


def axes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Projects that serve a transversal axis: youth, equality, discriminations (OR-10, SE-05, EG-01)."""
    par_uid = {a.uid: a for a in programmes(unit, au)}
    rows = unit.session.execute(select(ProjetAxe.projet_uid, ProjetAxe.axe).distinct()).all()
    servis: dict[Axe, list[Action]] = {}
    for uid, axe in rows:
        if uid in par_uid and axe is not None:
            servis.setdefault(axe, []).append(par_uid[uid])
    uids = {a.uid for groupe in servis.values() for a in groupe}
    detail = [
        Detail(axe.libelle, f"{_combien(servis.get(axe, ()))}, {texte_de(total(servis.get(axe, ())), EURO)}",
               total(servis.get(axe, ())), axe.value, tuple(a.uid for a in servis.get(axe, ())))
        for axe in Axe
    ]  # fmt: skip
    return tuile(
        "projets.axes", "Projets des axes transversaux", SECTION, len(uids), "projets", note=f"en {au.year}",
        table="projet", uids=sorted(uids), detail=detail,
    )  # fmt: skip


def priorite_nationale(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Projects of the national priority: laïcité, citizenship, values of the Republic (OR-11)."""
    retenus = [a for a in programmes(unit, au) if a.priorite_nationale]
    return tuile(
        "projets.priorite_nationale", "Projets de la priorité nationale", SECTION, len(retenus), "projets",
        note=f"{texte_de(total(retenus), EURO)} en {au.year}", table="projet", uids=_uids(retenus),
    )  # fmt: skip


def cpo(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the money in pluriannual conventions: half, says the circulaire of 31/08/2023 (OR-19)."""
    tous = programmes(unit, au)
    retenus = [a for a in tous if a.nature is NatureProjet.CPO]
    montant = total(tous)
    parts = part(len(retenus), len(tous))
    projets = f"{_combien(retenus)}, {francais.pourcentage(parts)} des projets" if parts is not None else ""
    return tuile(
        "projets.cpo", "Crédits en convention pluriannuelle", SECTION,
        100 * total(retenus) / montant if montant else None, POURCENT, note=projets,
        cible=parametre(unit, "projet.part_cpo", max(au, dt.date(2023, 8, 31))), table="projet", uids=_uids(retenus),
    )  # fmt: skip


def droit_commun(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the projects that bring ordinary law along (OR-21)."""
    tous = programmes(unit, au)
    retenus = [a for a in tous if a.droit_commun]
    return tuile(
        "projets.droit_commun", "Projets avec droit commun", SECTION, part(len(retenus), len(tous)), POURCENT,
        note=f"{len(retenus)} sur {_combien(tous)} en {au.year}", table="projet", uids=_uids(retenus),
    )  # fmt: skip


def themes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Projects by theme: mobility, culture, health… (EC-04, ED2-09, SA-08)."""
    retenus = [a for a in programmes(unit, au) if a.theme]
    detail = par(retenus, lambda a: a.theme)
    return tuile(
        "projets.themes", "Projets par thème", SECTION, len(retenus), "projets",
        note=f"{francais.pluriel(len(detail), 'thème', 'thèmes')} en {au.year}", table="projet", uids=_uids(retenus),
        detail=detail,
    )  # fmt: skip


def dispositifs(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Projects by line of credit or programme: école ouverte, cité éducative… (ED2-10)."""
    retenus = [a for a in programmes(unit, au) if a.dispositif is not None]
    return tuile(
        "projets.dispositifs", "Projets par dispositif", SECTION, len(retenus), "projets", note=f"en {au.year}",
        table="projet", uids=_uids(retenus),
        detail=par(retenus, lambda a: a.dispositif.libelle if a.dispositif is not None else None),
    )  # fmt: skip


def sante(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Money of the contrats for health (SA-06)."""
    retenus = [a for a in programmes(unit, au) if "sante" in fold(a.theme or "")]
    note = phrase(f"{_combien(retenus)} en {au.year}", selon_la_brochure(unit, "SA-06"))
    return tuile(
        "sante.credits", "Crédits pour la santé", SANTE, total(retenus), EURO, note=note,
        base=chiffre(unit, "SA-06"), table="projet", uids=_uids(retenus),
    )  # fmt: skip


def _combien(of: Sequence[Action]) -> str:
    return francais.pluriel(len(of), "projet", "projets")


def _uids(of: Sequence[Action]) -> list[str]:
    return [a.uid for a in of]
