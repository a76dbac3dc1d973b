"""One poste, from an empty folder to its lot d’envoi. Runs in a process of its own: plain values in and out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from db.models.echange import Role
from pvdesk.bundle import export, reception
from pvdesk.generation import adultes_relais, dispositifs, organismes, projets, reunions, suivis, visites
from pvdesk.generation.delegation import Delegation
from pvdesk.generation.scribe import Horloge, Scribe
from pvdesk.generation.territoires import Tables, Territoire
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk

PARTIES = (organismes, reunions, adultes_relais, projets, visites, dispositifs, suivis)


@dataclass(frozen=True, slots=True)
class Commande:
    """What to make.

    Attributes:
        enrolement: the lot d’enrôlement of the mission; without one, nothing is exported.
    """

    dossier: Path
    territoire: Territoire
    tables: Tables
    debut: dt.date
    au: dt.date
    graine: int
    phrase: str
    enrolement: Path | None


@dataclass(frozen=True, slots=True)
class Fait:
    """What was made.

    Attributes:
        arretees: « table.rule » of each fiche that could not be finished; empty unless a rule is newer than we are.
    """

    poste: str
    terminees: Counter[str]
    brouillons: Counter[str]
    arretees: Counter[str]
    lot: Path | None


def faire(commande: Commande) -> Fait:
    """Make a poste, and its lot when the mission expects one.

    Raises:
        Faute: its folder holds data already, or the disk refused.
    """
    territoire = commande.territoire
    horloge = Horloge(commande.debut)
    desk = desks.create(
        commande.dossier / territoire.poste, commande.phrase, role=Role.POSTE, code=territoire.poste,
        nom=f"Délégation {territoire.poste} (essai)", clock=horloge,
    )  # fmt: skip
    try:
        if commande.enrolement is not None:
            reception.receive(desk, commande.enrolement)
        scribe = remplir(desk, horloge, commande)
        horloge.jour = commande.au
        lot = export.export(desk, commande.dossier / territoire.poste).path if commande.enrolement is not None else None
        return Fait(territoire.poste, scribe.terminees, scribe.brouillons, scribe.arretees, lot)
    finally:
        desk.close()


def remplir(desk: Desk, horloge: Horloge, commande: Commande) -> Scribe:
    """Live the years of a délégation in an empty desk; who wrote, and what."""
    alea = Random(f"{commande.graine}/{commande.territoire.poste}")  # noqa: S311 - to be drawn again, not to be secret
    scribe = Scribe(desk, horloge, alea)
    delegation = Delegation(commande.territoire, commande.tables, commande.debut, commande.au, alea, scribe)
    for partie in PARTIES:
        partie.installer(delegation)
    delegation.vivre()
    return scribe
