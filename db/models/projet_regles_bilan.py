"""The rules of the bilan: reports, outcome, earlier bilans of the porteur, reversement (domain 2.7, scenario S7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.base import Anomalie, Gravite, Rule
from db.journal import Trace
from db.models import projet_calculs as calculs
from db.models.echange import Installation, Role
from db.models.projet_etapes import EtapeProjet, atteint
from db.models.projet_listes import IssueBilan, Realisation

if TYPE_CHECKING:
    from db.models.projet import Projet

NBSP = "\u00a0"


def bilan_non_recu(projet: Projet) -> Iterator[Anomalie]:
    """The earlier bilans of the porteur that did not come: said, nothing is blocked."""
    for autre in calculs.bilans_manquants(projet):
        phrase = f"Porteur{NBSP}: bilan {autre.annee} non reçu ({autre.reference})"
        yield Anomalie("porteur_uid", phrase, Gravite.INFO)


def report_posterieur(projet: Projet) -> Iterator[Anomalie]:
    """A report gives more time, never less."""
    initiale = calculs.echeance_initiale(projet)
    for ligne in projet.reports:
        if ligne.echeance is not None and initiale is not None and ligne.echeance <= initiale:
            phrase = f"Nouvelle échéance{NBSP}: indiquez une date après le {initiale:%d/%m/%Y}"
            yield Anomalie(f"reports/{ligne.uid}/echeance", phrase)


def report_accorde(projet: Projet) -> Iterator[Anomalie]:
    """A report asked in Dauphin has its new due date, or is refused in so many words."""
    if projet.issue is IssueBilan.REPORT and not projet.reports:
        phrase = f"Reports accordés{NBSP}: ajoutez la nouvelle échéance, ou dites que le report est refusé"
        yield Anomalie("reports", phrase, Gravite.AVERTISSEMENT)


def bilan_date(projet: Projet) -> Iterator[Anomalie]:
    """A bilan received has a day; so has one that was validated."""
    recu = atteint(projet.etape, EtapeProjet.BILAN_RECU) and projet.issue is not IssueBilan.NON_REALISE
    if recu and projet.bilan_recu_le is None:
        yield Anomalie("bilan_recu_le", f"Bilan reçu le{NBSP}: indiquez une date")
    valide, recu_le = projet.bilan_valide_le, projet.bilan_recu_le
    if valide is not None and recu_le is not None and valide < recu_le:
        yield Anomalie("bilan_valide_le", f"Bilan validé le{NBSP}: indiquez une date après sa réception")


def bilan_juge(projet: Projet) -> Iterator[Anomalie]:
    """A validated bilan was appreciated, and its gaps explained."""
    if atteint(projet.etape, EtapeProjet.BILAN_VALIDE) and projet.appreciation is None:
        phrase = f"Appréciation{NBSP}: choisissez dans la liste, ou dites pourquoi elle manque"
        yield Anomalie("appreciation", phrase, Gravite.AVERTISSEMENT)
    if projet.realisation in {Realisation.PARTIELLEMENT, Realisation.NON} and not projet.ecarts:
        yield Anomalie("ecarts", f"Écarts{NBSP}: dites ce qui n’a pas été fait et pourquoi", Gravite.AVERTISSEMENT)


def reversement_par_la_mission(projet: Projet) -> Iterator[Anomalie]:
    """Only the mission asks for money back; a délégué proposes it."""
    session = object_session(projet)
    ici = session.scalar(select(Installation)) if session is not None else None
    if ici is None or not projet.reversement:
        return
    par_nous = auteur(projet, "reversement") == ici.code
    if par_nous is not (ici.role is Role.MISSION):
        phrase = (
            f"Reversement demandé{NBSP}: la mission seule le demande\u202f; décochez, et choisissez "
            f"«{NBSP}Demander le reversement{NBSP}» dans votre proposition"
        )
        yield Anomalie("reversement", phrase)


def auteur(projet: Projet, champ: str) -> str:
    """Code of who last wrote a datum: the poste that made the fiche when it never changed since."""
    session = object_session(projet)
    query = select(Trace.poste).where(Trace.uid == projet.uid, Trace.champ == champ).order_by(Trace.n.desc())
    found = session.scalar(query.limit(1)) if session is not None else None
    return found or projet.origine


BILAN: tuple[Rule, ...] = (
    bilan_non_recu, report_posterieur, report_accorde, bilan_date, bilan_juge, reversement_par_la_mission,
)  # fmt: skip
