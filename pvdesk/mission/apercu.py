"""What an import would do, by category, before anything is written: the true import, looked at, then forgotten."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db.models.arbitrage import Conflit
from db.models.echange import Accuse, Rebut
from pvdesk.base import francais
from pvdesk.base.steps import Tell, quiet
from pvdesk.bundle import package
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.mission import intake, recus
from pvdesk.mission.bilan import Comptes
from pvdesk.mission.intake import Imported
from pvdesk.mission.recus import Raison
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

NOTHING = "rien n’a été écrit"


@dataclass(frozen=True, slots=True)
class Parts:
    """What becomes of lines; a clash or a single value set aside is told beside what the rest of its line becomes."""

    nouvelles: int = 0
    modifiees: int = 0
    identiques: int = 0
    conflits: int = 0
    supprimees: int = 0
    de_cote: int = 0

    def __add__(self, other: Parts) -> Parts:
        return Parts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Rubrique:
    """One table of the lot: « Réunions », or the lines that fiches own, « Présences » (`de` is then their fiche)."""

    table: str
    nom: str
    parts: Parts
    de: str = ""


@dataclass(frozen=True, slots=True)
class Apercu:
    """What an import would do.

    Attributes:
        rubriques: by table, each type of fiche before the lines it owns.
        raisons: why lines would be set aside, the most frequent reason first.
        accuses: fiches whose reception would be acknowledged.
        corrections, doublons, effacements: answered, found, obeyed.
        suivants: lots that wait for this one, and could go in after it.
        deja: the day it went in already; nothing would change.
    """

    poste: str
    numero: int
    rubriques: tuple[Rubrique, ...] = ()
    raisons: tuple[Raison, ...] = ()
    accuses: int = 0
    corrections: int = 0
    doublons: int = 0
    effacements: int = 0
    suivants: int = 0
    code_controle: str | None = None
    deja: dt.date | None = None

    @property
    def total(self) -> Parts:
        """All tables together."""
        return sum((r.parts for r in self.rubriques), Parts())

    @property
    def fiches(self) -> Parts:
        """Fiches alone, without the lines that they own."""
        return sum((r.parts for r in self.rubriques if not r.de), Parts())

    @property
    def reste(self) -> int:
        """What would be set aside for a reason that is not listed."""
        return self.total.de_cote - sum(one.nombre for one in self.raisons)

    @property
    def phrase(self) -> str:
        """Which lot, and that nothing was written."""
        name = f"Lot {self.numero} de {self.poste}"
        if self.deja is not None:
            return f"{name}\u00a0: déjà importé le {francais.date_courte(self.deja)}, rien ne changerait."
        return f"{name}, aperçu\u00a0: {NOTHING}."

    @property
    def suites(self) -> tuple[str, ...]:
        """What each later step would do, a sentence each; what would do nothing is not told."""
        told = (
            (self.accuses, "fiche sera accusée reçue au poste", "fiches seront accusées reçues au poste"),
            (self.total.conflits, "conflit attendra votre arbitrage", "conflits attendront votre arbitrage"),
            (self.doublons, "doublon probable sera à examiner", "doublons probables seront à examiner"),
            (self.corrections, "demande de correction aura sa réponse", "demandes de correction auront leur réponse"),
            (self.effacements, "personne sera effacée, à sa demande", "personnes seront effacées, à leur demande"),
            (self.suivants, "fichier en attente pourra suivre", "fichiers en attente pourront suivre"),
        )
        return tuple(f"{francais.pluriel(count, one, many)}." for count, one, many in told if count)


def preview(desk: Desk, path: Path, tell: Tell = quiet) -> Apercu:
    """Say what importing a lot d'envoi would do; the base, the archive and the journal of lots stay as they are.

    Args:
        desk: the mission.
        path: the file.
        tell: told each step, and how far it is; may raise to interrupt.

    Raises:
        Refus: with its code and sentence, as an import would be refused.
        OSError: the file cannot be read.
    """
    return intake.rehearse(desk, path, _look, tell)


def _look(unit: UnitOfWork, lot: package.Lot, done: Imported) -> Apercu:
    """What the import did, read in its own transaction."""
    if done.deja is not None:
        return Apercu(done.poste, done.numero, code_controle=done.code_controle, deja=done.deja)
    uid = lot.manifeste.pvdesk.lot
    acknowledged = (Accuse.poste == done.poste, Accuse.recu_le == unit.now)
    return Apercu(
        done.poste, done.numero, tuple(_rubriques(unit, uid, done)), recus.raisons(unit, uid),
        accuses=unit.session.scalar(select(func.count()).select_from(Accuse).where(*acknowledged)) or 0,
        corrections=done.suites.corrections, doublons=done.suites.doublons, effacements=len(done.outcome.effaces),
        suivants=len(intake.ripe(unit, done.poste)), code_controle=done.code_controle,
    )  # fmt: skip


def _rubriques(unit: UnitOfWork, uid: str, done: Imported) -> Iterator[Rubrique]:
    """Each table of the lot, in the order of the screens; those of a newer version last, under their own name."""
    merged = done.outcome.par_table
    clashes, aside = (_by_type(unit, model, uid) for model in (Conflit, Rebut))
    names = dict(_names())
    held = merged.keys() | clashes.keys() | aside.keys()
    for table in [*(t for t in names if t in held), *sorted(held - names.keys())]:
        nom, de = names.get(table, (table, ""))
        c = merged.get(table, Comptes())
        parts = Parts(c.nouvelles, c.modifiees, c.identiques, clashes[table], c.supprimees, aside[table])
        yield Rubrique(table, nom, parts, de)


def _by_type(unit: UnitOfWork, model: Any, lot: str) -> Counter[str]:
    return Counter(dict(unit.all(select(model.type, func.count()).where(model.lot == lot).group_by(model.type))))


def _names() -> Iterator[tuple[str, tuple[str, str]]]:
    """For each table that travels, its French name and, for lines, the fiche that owns them."""
    for table, fiche in FICHES.items():
        yield table, (fiche.plural, "")
        for datum in schema(fiche.model).line_data:
            if datum.lines is not None:
                yield str(datum.lines.model.__tablename__), (datum.label, table)
