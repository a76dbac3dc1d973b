"""The alerts of projects: a bilan that comes due, then late (domain 2.7, scenario S7)."""

from __future__ import annotations

import datetime as dt

from pvdesk.base import francais
from pvdesk.store import projets
from pvdesk.store.alerte import Alerte
from pvdesk.store.unit import UnitOfWork

# Days after the due date, tone: the last one reached is shown.
SEUILS = ((-60, "info"), (-30, "warning"), (0, "warning"), (15, "error"))


def alertes(unit: UnitOfWork, au: dt.date) -> list[Alerte]:
    """The bilans due within sixty days or late that day, the latest first; one alert a project."""
    found = []
    for projet, echeance in projets.bilans_dus(unit):
        atteints = [(seuil, ton) for seuil, ton in SEUILS if (au - echeance).days >= seuil]
        if not atteints:
            continue
        seuil, ton = atteints[-1]
        annee = f" {projet.annee}" if projet.annee is not None else ""
        about = f"{projet.intitule or 'Projet sans intitulé'}, {projets.porteur_de(projet)}"
        found.append(
            Alerte(
                _code(seuil), f"Bilan{annee} {'attendu' if au <= echeance else 'non reçu'}",
                f"{about}\u00a0: {_quand(echeance, au)}", echeance + dt.timedelta(days=seuil), ton, "projet",
                projet.uid,
            )
        )  # fmt: skip
    return found


def _code(seuil: int) -> str:
    """« projet.bilan_moins_60 », « projet.bilan_0 », « projet.bilan_plus_15 »."""
    sens = "moins_" if seuil < 0 else "plus_" if seuil else ""
    return f"projet.bilan_{sens}{abs(seuil)}"


def _quand(echeance: dt.date, au: dt.date) -> str:
    """« le 30/06/2025, dans 45 jours », « le 30/06/2025, 77 jours de retard »."""
    jours = (au - echeance).days
    day = f"attendu le {francais.date_courte(echeance)}"
    if jours == 0:
        return f"{day}, aujourd’hui"
    nombre = francais.pluriel(abs(jours), "jour", "jours")
    return f"{day}, {nombre} de retard" if jours > 0 else f"{day}, dans {nombre}"
