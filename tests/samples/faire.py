"""Seal the sample of this revision, once, the day it is released: `python -m tests.samples.faire DIR`.

DIR/envoi.pvlot, the mission that awaits it, the poste that wrote it, and the retour that this mission would make.
"""

import datetime as dt
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from db.upgrade import HEAD
from pvdesk.generation import territoires
from pvdesk.generation.poste import Commande, Fait, faire
from pvdesk.generation.scribe import Horloge
from pvdesk.mission import intake, postes, returns
from pvdesk.store.desk import LOCK, open_desk

PHRASE = "quatre mots pour essayer"
POSTE = "D07"
DEBUT, AU = dt.date(2026, 1, 5), dt.date(2026, 4, 30)
ENVOI, RETOUR = "envoi.pvlot", "retour.pvlot"


def make(folder: Path) -> Fait:
    """Some months of a délégation, told to its mission.

    Raises:
        FileExistsError: a sample is never made again.
    """
    folder.mkdir(parents=True)
    with TemporaryDirectory() as name:
        work = Path(name)
        made = _poste(work)
        assert made.lot is not None
        shutil.move(made.lot, folder / ENVOI)
        for kept, source in (("poste", work / POSTE), ("mission", work / "mission")):
            shutil.copytree(source, folder / kept, ignore=shutil.ignore_patterns(LOCK))
        mission = open_desk(work / "mission", PHRASE, clock=Horloge(AU))
        try:
            intake.take(mission, folder / ENVOI)
            shutil.move(returns.answer(mission, POSTE, work).path, folder / RETOUR)
        finally:
            mission.close()
    return made


def _poste(work: Path) -> Fait:
    mission = postes.create(work / "mission", PHRASE, "Mission d’essai", work / "reserve.txt", clock=Horloge(DEBUT))
    try:
        with mission.reading() as unit:
            tables = territoires.read(unit, 99)
        (territoire,) = (t for t in tables.territoires if t.poste == POSTE)
        enrolled = postes.enrol(mission, POSTE, work).path
        return faire(Commande(work, territoire, tables, DEBUT, AU, 1, PHRASE, enrolled))
    finally:
        mission.close()


def main() -> None:
    """Make it and say what is in it."""
    made = make(Path(sys.argv[1]))
    sys.stdout.write(f"Échantillon {HEAD} : {made.terminees.total()} fiches terminées, {dict(made.terminees)}\n")


if __name__ == "__main__":
    main()
