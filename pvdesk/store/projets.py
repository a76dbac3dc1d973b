"""A project beyond the common verbs: its next stage, the reminders and the time given to its porteur, the sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.models import Projet
from db.models import projet_calculs as calculs
from db.models.projet_etapes import ECARTES, EtapeProjet
from db.models.projet_listes import Acte, IssueBilan
from db.types import new_uid
from pvdesk.base import francais
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

# The day of a stage, kept beside its line: the data that papers and indicators read.
_DATES = {
    EtapeProjet.DEPOSE: "depose_le", EtapeProjet.COMPLET: "complet_le", EtapeProjet.AVIS_RENDU: "avis_le",
    EtapeProjet.COMITE_TECHNIQUE: "comite_technique_le", EtapeProjet.COMITE_PILOTAGE: "comite_pilotage_le",
    EtapeProjet.NOTIFIE: "notifie_le", EtapeProjet.ACTE_SIGNE: "acte_le", EtapeProjet.BILAN_RECU: "bilan_recu_le",
    EtapeProjet.BILAN_VALIDE: "bilan_valide_le", EtapeProjet.EVALUE: "evalue_le",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """BOP 147 of a porteur for a year, in cents, and the act that the sum asks for.

    Attributes:
        retenu: granted, or asked while nothing is decided; projects that were set aside count for nothing.
    """

    porteur_uid: str
    porteur: str
    annee: int
    projets: int
    demande: int
    accorde: int
    retenu: int
    acte: Acte


@dataclass(frozen=True, slots=True)
class Retard:
    """A bilan that did not come."""

    uid: str
    projet: str
    porteur: str
    echeance: dt.date
    jours: int

    @property
    def texte(self) -> str:
        """« 77 jours de retard »."""
        return f"{francais.pluriel(self.jours, 'jour', 'jours')} de retard"


def passer(unit: UnitOfWork, uid: str, etape: EtapeProjet, jour: dt.date, motif: str = "") -> Draft:
    """Pass a project to a stage: the present stage, its dated line, its own date when it has none yet.

    A step back without a reason is kept too: the rules ask for it.

    Raises:
        records.Absent: no such project.
    """
    draft = records.load(unit, "projet", uid)
    _add(draft, "etapes", etape=etape, date=jour, motif=motif or None)
    draft.values["etape"] = etape
    key = _DATES.get(etape)
    if key is not None and draft.values[key] is None:
        draft.values[key] = jour
    return records.save(unit, draft)


def relancer(unit: UnitOfWork, uid: str, jour: dt.date, mode: str = "courrier", note: str = "") -> Draft:
    """Note a reminder sent to the porteur.

    Raises:
        records.Absent: no such project.
    """
    draft = records.load(unit, "projet", uid)
    _add(draft, "relances", date=jour, mode=mode, note=note or None)
    return records.save(unit, draft)


def reporter(unit: UnitOfWork, uid: str, jour: dt.date, echeance: dt.date, motif: str = "") -> Draft:
    """Give more time for the bilan: the due date moves, the former ones stay in the fiche.

    Raises:
        records.Absent: no such project.
    """
    draft = records.load(unit, "projet", uid)
    _add(draft, "reports", date=jour, echeance=echeance, motif=motif or None)
    draft.values["issue"] = IssueBilan.REPORT
    return records.save(unit, draft)


def retards(unit: UnitOfWork, au: dt.date) -> list[Retard]:
    """The bilans owed and not received that day, the latest first."""
    found = [
        Retard(projet.uid, projet.intitule or "Projet sans intitulé", porteur_de(projet), echeance, jours)
        for projet, echeance in bilans_dus(unit)
        if (jours := (au - echeance).days) > 0
    ]
    return sorted(found, key=lambda retard: (-retard.jours, retard.uid))


def bilans_dus(unit: UnitOfWork) -> Iterator[tuple[Projet, dt.date]]:
    """The projects that owe a bilan, and the day on which it is due."""
    due = Projet.__dict__["bilan_du"].expression(Projet)
    query = select(Projet, due).where(Projet.supprime_le.is_(None), due.is_not(None))
    query = query.options(selectinload(Projet.porteur)).order_by(due, Projet.uid)
    yield from ((projet, echeance) for projet, echeance in unit.session.execute(query))


def accorde(unit: UnitOfWork, uid: str) -> int | None:
    """Cents granted by the BOP 147; None while nothing is decided."""
    projet = unit.session.get(Projet, uid)
    return calculs.bop_147_accorde(projet) if projet is not None else None


def porteur_de(projet: Projet) -> str:
    """Its name, as known."""
    return (projet.porteur.nom if projet.porteur is not None else None) or "Porteur à préciser"


def totaux(unit: UnitOfWork, annee: int) -> list[Total]:
    """BOP 147 by porteur for a year, in the order of the names."""
    query = select(Projet).where(
        Projet.supprime_le.is_(None), Projet.annee == annee, Projet.porteur_uid.is_not(None),
    ).options(selectinload(Projet.porteur), selectinload(Projet.cofinanceurs))  # fmt: skip
    groups: dict[str, list[Projet]] = {}
    for projet in unit.session.scalars(query.order_by(Projet.uid)):
        groups.setdefault(projet.porteur_uid or "", []).append(projet)
    return sorted((_total(annee, group) for group in groups.values()), key=lambda total: total.porteur)


def _total(annee: int, projets: list[Projet]) -> Total:
    premier = projets[0]
    retenu = sum(calculs.bop_147(p) for p in projets)
    accorde = sum(calculs.bop_147_accorde(p) or 0 for p in projets if p.etape not in ECARTES)
    acte = Acte.CONVENTION if retenu > calculs.seuil_convention(premier) else Acte.ARRETE
    return Total(
        premier.porteur_uid or "", porteur_de(premier), annee, len(projets),
        sum(calculs.bop_147_demande(p) for p in projets), accorde, retenu, acte,
    )  # fmt: skip


def _add(draft: Draft, liste: str, **values: object) -> None:
    draft.lines[liste].append(LineDraft(new_uid(), values))
