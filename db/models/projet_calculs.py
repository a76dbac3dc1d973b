"""What follows from the data of a project: totals, share of BOP 147, due date of the bilan, act to sign (domain 2.7).

Functions of the mapped record; amounts in cents.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import object_session

from db.expressions import FinAnnee, PlusMois
from db.models import parametres
from db.models.projet_etapes import DOIVENT_BILAN, ECARTES
from db.models.projet_lignes import ProjetReport
from db.models.projet_listes import Acte, Financeur, IssueBilan, NatureProjet
from db.models.referentiel import Parametre
from db.types import MILLE

if TYPE_CHECKING:
    from db.models.projet import Projet

NBSP, FINE = "\u00a0", "\u202f"
SEUIL_CONVENTION = 23_000_00  # décret n° 2001-495, when the dated table is silent
MOIS_BILAN = 6
SEUIL, MOIS = "projet.seuil_convention", "projet.bilan_mois"


def euros(centimes: int) -> str:
    """« 15 500 € », « 1 234,50 € »."""
    entiers, reste = divmod(abs(centimes), 100)
    text = f"{entiers:,}".replace(",", FINE) + (f",{reste:02d}" if reste else "")
    return f"{'−' if centimes < 0 else ''}{text}{NBSP}€"


def part(morceau: int, total: int) -> str:
    """« 45,2 % » of the total, half rounded up; a round value loses its decimal."""
    milliemes = (2000 * abs(morceau) + total) // (2 * total)
    entiers, reste = divmod(milliemes, 10)
    return f"{'−' if morceau < 0 and milliemes else ''}{entiers}{f',{reste}' if reste else ''}{NBSP}%"


def charges(projet: Projet) -> int:
    """Expenses foreseen."""
    return sum(c.prevu or 0 for c in projet.charges)


def charges_realisees(projet: Projet) -> int:
    """Expenses of the bilan."""
    return sum(c.realise or 0 for c in projet.charges)


def produits(projet: Projet) -> int:
    """Products foreseen: what is asked of each financeur."""
    return sum(c.demande or 0 for c in projet.cofinanceurs)


def produits_realises(projet: Projet) -> int:
    """Products of the bilan: what was paid."""
    return sum(c.verse or 0 for c in projet.cofinanceurs)


def bop_147_demande(projet: Projet) -> int:
    """Asked of the BOP 147."""
    return sum(c.demande or 0 for c in projet.cofinanceurs if c.financeur is Financeur.BOP_147)


def bop_147_accorde(projet: Projet) -> int | None:
    """Granted by the BOP 147; None while nothing is decided."""
    accordes = [c.accorde for c in projet.cofinanceurs if c.financeur is Financeur.BOP_147 and c.accorde is not None]
    return sum(accordes) if accordes else None


def bop_147(projet: Projet) -> int:
    """Granted, or asked while nothing is decided; nothing for a project that was set aside."""
    if projet.etape in ECARTES:
        return 0
    accorde = bop_147_accorde(projet)
    return bop_147_demande(projet) if accorde is None else accorde


def autres_du_porteur(projet: Projet) -> Iterator[Projet]:
    """The other projects of its porteur, oldest first; none out of a session."""
    session = object_session(projet)
    if session is None or projet.porteur_uid is None:
        return
    model = type(projet)
    query = select(model).where(
        model.porteur_uid == projet.porteur_uid, model.uid != projet.uid, model.supprime_le.is_(None)
    )
    yield from session.scalars(query.order_by(model.annee, model.uid))


def total_du_porteur(projet: Projet) -> int:
    """BOP 147 of the porteur for that year, this project included."""
    return bop_147(projet) + sum(bop_147(autre) for autre in autres_du_porteur(projet) if autre.annee == projet.annee)


def seuil_convention(projet: Projet) -> int:
    """Cents per porteur and year above which a convention is required."""
    jour = dt.date(projet.annee, 12, 31) if projet.annee else projet.modifie_le.date()
    found = parametres.en_vigueur(projet, SEUIL, jour)
    return SEUIL_CONVENTION if found is None else parametres.centimes(found)


def acte_du(projet: Projet) -> Acte:
    """The act that the amount asks for."""
    return Acte.CONVENTION if total_du_porteur(projet) > seuil_convention(projet) else Acte.ARRETE


def fin_exercice(projet: Projet) -> dt.date | None:
    """Last day of the exercise: as typed, else 31 December of the year (of the last year of a CPO)."""
    if projet.exercice_clos_le is not None or projet.annee is None:
        return projet.exercice_clos_le
    reste = 0
    if projet.nature is NatureProjet.CPO and projet.cpo_rang and projet.cpo_duree:
        reste = max(projet.cpo_duree - projet.cpo_rang, 0)
    return dt.date(projet.annee + reste, 12, 31)


def echeance_initiale(projet: Projet) -> dt.date | None:
    """Six months after the end of the exercise, whatever was granted since."""
    fin = fin_exercice(projet)
    if fin is None:
        return None
    mois = parametres.en_vigueur(projet, MOIS, fin)
    return plus_mois(fin, MOIS_BILAN if mois is None else parametres.entier(mois))


def echeance(projet: Projet) -> dt.date | None:
    """When the bilan is due: the last report granted, else the first due date."""
    reports = [r for r in projet.reports if r.echeance is not None]
    if reports:
        return max(reports, key=lambda r: (r.date or dt.date.min, r.rang)).echeance
    return echeance_initiale(projet)


def doit_bilan(projet: Projet) -> bool:
    """Whether money was granted whose bilan has not come."""
    attendu = projet.etape in DOIVENT_BILAN and projet.bilan_recu_le is None
    return attendu and projet.issue is not IssueBilan.NON_REALISE


def bilans_manquants(projet: Projet) -> list[Projet]:
    """Earlier projects of its porteur whose exercise is over and whose bilan did not come, oldest first.

    A bilan is due six months after the exercise, or before any new request.
    """
    jour = projet.modifie_le.date() if projet.modifie_le is not None else dt.date.min
    found = []
    for autre in autres_du_porteur(projet):
        fin = fin_exercice(autre)
        avant = autre.annee is not None and projet.annee is not None and autre.annee < projet.annee
        if avant and doit_bilan(autre) and fin is not None and fin < jour:
            found.append(autre)
    return found


def plus_mois(jour: dt.date, mois: int) -> dt.date:
    """The same day some months later; the last of the month when it has no such day (31/12 and 6 give 30/06)."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return dt.date(annee, rang + 1, min(jour.day, calendar.monthrange(annee, rang + 1)[1]))


def echeance_sql(model: type[Projet]) -> Any:
    """`echeance`, for the lists."""
    encore = and_(model.nature == NatureProjet.CPO, model.cpo_duree > model.cpo_rang)
    reste = case((encore, model.cpo_duree - model.cpo_rang), else_=0)
    fin = func.coalesce(model.exercice_clos_le, FinAnnee(model.annee + reste))
    mois = (
        select(Parametre.valeur // MILLE)
        .where(Parametre.code == MOIS, Parametre.depuis <= fin)
        .order_by(Parametre.depuis.desc())
        .limit(1)
        .correlate(model)
        .scalar_subquery()
    )
    report = (
        select(ProjetReport.echeance)
        .where(ProjetReport.projet_uid == model.uid, ProjetReport.echeance.is_not(None))
        .order_by(ProjetReport.date.desc().nulls_last(), ProjetReport.rang.desc())
        .limit(1)
        .correlate(model)
        .scalar_subquery()
    )
    return func.coalesce(report, PlusMois(fin, func.coalesce(mois, MOIS_BILAN)))


def bilan_du_sql(model: type[Projet]) -> Any:
    """The due date, of a project whose bilan is owed only."""
    due = model.etape.in_(DOIVENT_BILAN) & model.bilan_recu_le.is_(None)
    return case((due & model.issue.is_distinct_from(IssueBilan.NON_REALISE), echeance_sql(model)))
