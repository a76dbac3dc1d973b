"""`pvdesk demo DIR`: the day of a délégué, headless: record, print, send, receive, answer."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from db.base import Base
from db.models.echange import Role, UsageCle
from pvdesk.base.clock import fixed_clock
from pvdesk.bundle import export, identity, reception, rows
from pvdesk.cli.terms import DONE, USAGE, say
from pvdesk.mission import intake, postes, returns
from pvdesk.reports import printing
from pvdesk.store import desk as desks
from pvdesk.store import example
from pvdesk.store.desk import Desk

PHRASE = "demonstration"
MARK = ".pvdesk-demo"
# The evening of S2, three days later: what was typed then is dated then, so that two demos print the same bytes.
EVENING = dt.datetime(2026, 5, 5, 19, 45, tzinfo=dt.UTC)
FRIDAY = dt.datetime(2026, 5, 8, 14, 0, tzinfo=dt.UTC)


def run(folder: Path) -> int:
    """Make the demonstration in a folder.

    Returns:
        0, or 2 when the folder holds something else than a former demonstration.
    """
    if not _prepare(folder):
        say(f"Le dossier «\u00a0{folder}\u00a0» n’est pas vide.\nIl n’a pas été touché.\nChoisissez un dossier vide.")
        return USAGE
    mission = postes.create(
        folder / "mission", PHRASE, "Mission politique de la ville", folder / "cles" / "reserve.txt",
        clock=fixed_clock(FRIDAY),
    )  # fmt: skip
    delegue = desks.create(
        folder / "delegue", PHRASE, role=Role.POSTE, code="D07", nom="Délégation D07 (démonstration)",
        clock=fixed_clock(EVENING),
    )  # fmt: skip
    try:
        _day(folder, delegue, mission)
        _report(delegue, mission)
    finally:
        delegue.close()
        mission.close()
    _captures(folder)
    print(f"\nTout est dans «\u00a0{folder}\u00a0». Les deux dossiers s’ouvrent avec la phrase «\u00a0{PHRASE}\u00a0».")
    return DONE


def _prepare(folder: Path) -> bool:
    """An empty folder, or the one of a former demonstration, emptied."""
    if (folder / MARK).exists():
        shutil.rmtree(folder)
    if folder.exists() and any(folder.iterdir()):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    return True


def _day(folder: Path, delegue: Desk, mission: Desk) -> None:
    recorded = example.fill(delegue)
    for document, name in (("compte-rendu", "compte-rendu.pdf"), ("emargement", "emargement.pdf")):
        path = printing.print_to(delegue, document, recorded.s1, folder / name)
        print(f"Papier\u00a0: {path}")
    enrolled = postes.enrol(mission, "D07", folder)
    print(reception.receive(delegue, enrolled.path).phrase)
    enrolled.path.unlink()
    with delegue.writing() as unit:
        public = identity.key(unit, UsageCle.SIGNATURE).publique
        unit.commit()
    (folder / "cles" / "D07.pub").write_text(public, encoding="utf-8")
    sent = export.export(delegue, folder)
    sent.path.replace(folder / "envoi.pvlot")
    print(f"Envoi\u00a0: {folder / 'envoi.pvlot'} (lot {sent.numero})")
    print(intake.take(mission, folder / "envoi.pvlot").phrase)
    answered = returns.answer(mission, "D07", folder)
    answered.path.replace(folder / "retour.pvlot")
    print(f"Retour\u00a0: {folder / 'retour.pvlot'} ({answered.accuses} accusés)")
    print(reception.receive(delegue, folder / "retour.pvlot").phrase)


def _report(delegue: Desk, mission: Desk) -> None:
    """The counts of both sides, table by table."""
    print("\nTable                  délégué  mission")
    for table, model in rows.tables().items():
        counts = [_count(side, model) for side in (delegue, mission)]
        if any(counts):
            print(f"{table:<22} {counts[0]:>7}  {counts[1]:>7}")


def _count(desk: Desk, model: type[Base]) -> int:
    with desk.reading() as unit:
        return unit.session.scalar(select(func.count()).select_from(model)) or 0


def _captures(folder: Path) -> None:
    """The window's main screens, by the program itself: this side knows no Qt."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "pvdesk"]
    env = os.environ | {"PVDESK_PHRASE": PHRASE, "QT_QPA_PLATFORM": "offscreen"}
    target = folder / "captures"
    words = ["captures", str(folder / "delegue"), str(target), FRIDAY.isoformat()]
    done = subprocess.run([*start, *words], env=env, check=False, capture_output=True, text=True)  # noqa: S603 - ourselves
    if done.returncode == 0:  # what Qt's offscreen platform grumbles then is of no use to anybody
        print(f"Captures\u00a0: {len(list(target.glob('*.png')))} images dans {target}")
    else:
        print(f"Captures\u00a0: la fenêtre n’a pas pu s’ouvrir.\n{done.stderr}")
