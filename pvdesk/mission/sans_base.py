"""The mission's base made again when there is none left: from its archive and the reserve key, with a new phrase."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import keys
from db.models.echange import Installation, Role
from db.upgrade import clear
from pvdesk.base.clock import Clock, system_clock
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import reconstruction
from pvdesk.mission.archive import FOLDER, Noted
from pvdesk.mission.depot import ARCHIVE
from pvdesk.mission.postes import CODE, read_reserve
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible

OTHER = (
    "Cette clé de réserve n’ouvre pas l’archive\u00a0: elle est celle d’une autre mission.\nRien n’a été modifié.\n"
    "Cherchez le fichier que «\u00a0pvdesk mission creer\u00a0» a écrit avec cette base."
)


@dataclass(frozen=True, slots=True)
class Refaite:
    """What a rebuilding without a base did.

    Attributes:
        derniere: number of the last decision found; le: its instant. Nothing tells what was decided after.
        serveur: whether a server keeps the new base.
    """

    folder: Path
    lots: int
    decisions: int
    derniere: int
    le: dt.datetime
    serveur: bool


def refaire(
    source: Path, folder: Path, reserve: Path, phrase: str, *, clock: Clock = system_clock,
    tell: reconstruction.Tell | None = None,
) -> Refaite:  # fmt: skip
    """Make the mission's base again in a new folder, or on the server that PVDESK_BASE names, where the base is empty.

    Its private keys are in the archive, sealed: the postes go on as before, none is enrolled again.

    Args:
        source: the folder that holds `lots` and `decisions`; nothing else of it is read.
        folder: new, or empty.
        reserve: the file of the reserve key.
        phrase: will open the new folder.
        clock: what tells the time afterwards.
        tell: told how far it is (done, of how many).

    Raises:
        Faute: the folder or the server's base holds data already, the phrase is too short, the disk refused.
        Impossible: no reserve key in that file, or that of another mission; a decision or a lot is missing or
            damaged: which.
    """
    opened = [read_reserve(reserve)]
    try:
        noted = reconstruction.known(source, opened)
    except Refus as refusal:
        raise Impossible(OTHER) if refusal.code is Code.Q2 else refusal from refusal
    reconstruction.refuse_held(folder)
    counted: list[reconstruction.Made] = []
    here = _installation(noted)
    made = desks.create_with(
        folder, phrase, lambda desk: counted.append(_fill(desk, source, noted, tell)), role=Role.MISSION, code=CODE,
        nom=here["nom"], clock=clock, exemple=here["exemple"],
    )  # fmt: skip
    made.close()
    (done,) = counted
    last = noted[-1]
    return Refaite(
        folder, done.lots, done.decisions, last.n, dt.datetime.fromisoformat(last.le), made.coffre is not None
    )


def _fill(
    desk: Desk, source: Path, noted: Sequence[Noted], tell: reconstruction.Tell | None
) -> reconstruction.Made:  # fmt: skip
    begun = False

    def told(done: int, of: int) -> None:
        nonlocal begun
        begun = True
        if tell is not None:
            tell(done, of)

    key = desk.folder / keys.FILE
    aside = key.rename(key.with_suffix(".part"))  # half a base, left by a kill, never opens
    try:
        made = reconstruction.replay(desk, source, noted, told)
        aside.rename(key)
    except BaseException:  # half a base is none
        aside.unlink(missing_ok=True)
        for name in (FOLDER, ARCHIVE):
            shutil.rmtree(desk.folder / name, ignore_errors=True)
        if begun and desk.coffre is not None:  # what is on the server is ours
            clear(desk.engine)
        raise
    return made


def _installation(noted: Sequence[Noted]) -> dict[str, Any]:
    """Whose base it is, as its whole state says."""
    return next(line["ligne"] for line in noted[0].lignes if line["table"] == Installation.__tablename__)
