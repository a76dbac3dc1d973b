"""Desks ready for a test: an open data folder with plainly fictional conseils. Functions return uids, never rows."""

import atexit
import datetime as dt
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock

from db import keys
from db.engine import FILE, open_engine
from db.models.conseil_listes import College, Qualite, RegleQuorum
from db.models.echange import Role
from db.types import new_uid
from pvdesk.base.clock import Clock
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import LOCK, Desk, create
from pvdesk.store.unit import UnitOfWork

NOM = "Poste d’essai"
PHRASE = "quatre mots pour essayer"
TODAY = dt.date(2026, 10, 15)
MANDATE = dt.date(2025, 1, 6)
TITULAIRES_NOEUX = tuple([f"H-{n:02d}" for n in range(1, 11)] + [f"A-{n:02d}" for n in range(1, 9)])
# (prénom, nom, collège, fonction)
DIX = (
    ("Camille", "Exemple", College.HABITANTS, "coprésident"),
    ("Dominique", "Fictif", College.HABITANTS, None),
    ("Sacha", "Démo", College.ACTEURS, "centre social"),
    ("Alix", "Spécimen", College.ACTEURS, None),
    ("Lou", "Maquette", College.HABITANTS, None),
    ("Noa", "Modèle", College.ACTEURS, None),
    ("Charlie", "Prototype", College.ACTEURS, None),
    ("Andrea", "Essai", College.HABITANTS, "coprésident"),
    ("Morgan", "Brouillon", College.HABITANTS, None),
    ("Maxime", "Gabarit", College.ACTEURS, None),
)


def clock_at(day: dt.date = TODAY, hour: int = 18, minute: int = 42) -> Clock:
    """A clock that does not move: that day, that UTC hour."""
    instant = dt.datetime.combine(day, dt.time(hour, minute), dt.UTC)
    return lambda: instant


@lru_cache(maxsize=8)
def _model(role: Role, code: str, now: dt.datetime) -> tuple[Path, bytes]:
    """A closed data folder made once per process (half a second: phrase, schema, reference data), and its key."""
    place = Path(mkdtemp(prefix="pvdesk-modele-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = place / "donnees"
    create(folder, PHRASE, role=role, code=code, nom=NOM, clock=lambda: now).close()
    return folder, keys.unlock(folder, PHRASE)


def copy_desk(folder: Path) -> Path:
    """A data folder of `PHRASE`, closed, equal to one that was just created."""
    return shutil.copytree(_model(Role.POSTE, "D07", clock_at()())[0], folder)


@lru_cache(maxsize=1)
def _model_of_noeux() -> tuple[Path, str, dict[str, str]]:
    """The same with the conseil of Nœux-les-Mines: its eighteen members cost half a second too."""
    place = Path(mkdtemp(prefix="pvdesk-noeux-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    desk = open_copy(copy_desk(place / "donnees"))
    conseil, members = add_noeux(desk)
    desk.close()
    return desk.folder, conseil, members


def copy_noeux(folder: Path) -> Path:
    """`copy_desk` where `add_noeux` was done."""
    return shutil.copytree(_model_of_noeux()[0], folder)


def uids_of_noeux() -> tuple[str, dict[str, str]]:
    """What `add_noeux` told of the conseil of `copy_noeux`."""
    _, conseil, members = _model_of_noeux()
    return conseil, dict(members)


def make_desk(folder: Path, *, clock: Clock | None = None, role: Role = Role.POSTE, code: str = "D07") -> Desk:
    """A new data folder, open. Close it before the test ends."""
    clock = clock or clock_at()
    shutil.copytree(_model(role, code, clock())[0], folder)
    return open_copy(folder, clock=clock, role=role, code=code)


def open_copy(folder: Path, *, clock: Clock | None = None, role: Role = Role.POSTE, code: str = "D07") -> Desk:
    """Open a folder of this module by its raw key: its phrase costs a quarter of a second each time."""
    clock = clock or clock_at()
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    lock.acquire()
    engine = open_engine(folder / FILE, _model(role, code, clock())[1])
    return Desk(folder, engine, code, NOM, role, exemple=False, clock=clock, lock=lock)


def add_noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    """The conseil citoyen of Nœux-les-Mines: 18 titulaires named by codes, quorum of one half with proxies counted.

    Returns:
        The uid of the conseil; the uids of its members by code.
    """
    with desk.writing() as unit:
        conseil = records.blank(
            unit, "conseil", nom="Conseil citoyen de Nœux-les-Mines", delai_convocation=15, lieu="Maison de quartier",
        )  # fmt: skip
        conseil.lines["quorum"].append(
            LineDraft(
                new_uid(),
                {"depuis": MANDATE, "regle": RegleQuorum.DEMI, "pouvoirs_admis": True, "pouvoirs_max": 1,
                 "pouvoirs_comptes": True},
            )
        )  # fmt: skip
        records.save(unit, conseil)
        members = {
            code: _member(unit, conseil.uid, code, College.HABITANTS if code[0] == "H" else College.ACTEURS)
            for code in TITULAIRES_NOEUX
        }
        unit.commit()
    return conseil.uid, members


def add_dix(desk: Desk) -> tuple[str, dict[str, str]]:
    """« Conseil citoyen Les Tilleuls »: ten members with fictional names, for the reference meeting T1.

    Returns:
        The uid of the conseil; the uids of its members by last name.
    """
    with desk.writing() as unit:
        conseil = records.blank(unit, "conseil", nom="Conseil citoyen Les Tilleuls", lieu="Maison de quartier")
        records.save(unit, conseil)
        members = {
            nom: _member(unit, conseil.uid, f"T-{rank:02d}", college, prenom=prenom, nom=nom, fonction=fonction)
            for rank, (prenom, nom, college, fonction) in enumerate(DIX, 1)
        }
        unit.commit()
    return conseil.uid, members


def add_reunion(desk: Desk, conseil_uid: str, jour: dt.date, **values: Any) -> str:
    """A saved meeting of that day, nobody in its attendance; its uid."""
    with desk.writing() as unit:
        given = {"debut": dt.time(18, 30), "lieu": "Maison de quartier", "animateur": "Camille Exemple"} | values
        draft = records.blank(unit, "reunion", conseil_uid=conseil_uid, date=jour, **given)
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def _member(unit: UnitOfWork, conseil_uid: str, code: str, college: College, **values: Any) -> str:
    given = {
        "conseil_uid": conseil_uid, "code": code, "college": college, "qualite": Qualite.TITULAIRE, "debut": MANDATE,
    } | values  # fmt: skip
    draft = records.blank(unit, "membre", **given)
    records.save(unit, draft)
    return draft.uid
