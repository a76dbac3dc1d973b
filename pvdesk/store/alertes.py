"""All alerts of a day, whatever the record type: the only list that screens, notes and the command line read."""

from __future__ import annotations

import datetime as dt

from pvdesk.store import alertes_adultes_relais, alertes_projets
from pvdesk.store.alerte import Alerte
from pvdesk.store.unit import UnitOfWork

GRAVITES = ("error", "warning", "info")


def alertes(unit: UnitOfWork, au: dt.date) -> list[Alerte]:
    """What is due that day: the gravest first, then the oldest."""
    found = [*alertes_adultes_relais.alertes(unit, au), *alertes_projets.alertes(unit, au)]
    return sorted(found, key=lambda a: (GRAVITES.index(a.ton), a.jour, a.titre, a.uid))
