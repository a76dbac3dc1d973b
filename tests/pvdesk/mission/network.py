"""A mission and three postes that share a conseil, with what people and an unreliable mail do to them."""

import contextlib
import datetime as dt
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import event, select

from db import keys
from db.base import Etat
from db.engine import FILE, open_engine
from db.journal import Geste, Trace
from db.models.arbitrage import Conflit, DecisionConflit
from db.models.echange import Correspondant, IssueLot, Lot, Role, Sens
from pvdesk.bundle import container, envelope, export, identity, reception
from pvdesk.bundle.refus import Code, Refus
from pvdesk.kit.draft import LineDraft
from pvdesk.mission import annulation, archive, conflits, depot, dump, intake, postes, reconstruction, returns
from pvdesk.store import records
from pvdesk.store.desk import LOCK, Desk, create
from pvdesk.store.impossible import Impossible
from tests.builders import PHRASE
from tests.pvdesk.mission import exchange as x

POSTES = ("D01", "D02", "D03")
CONTRAT = "CV217"
SHARED = ("conseil", "reunion", "point", "presence")
FOLLOWS = ("modifie_le", "modifie_par")
TEXTS = ("lieu", "objet")


@dataclass(frozen=True)
class Origin:
    """Closed data folders, to be copied: a mission, three enrolled postes, a conseil and a meeting that all hold."""

    folder: Path
    keys: dict[str, bytes]
    reserve: str
    conseil: str
    membre: str
    reunion: str


def make_origin(folder: Path) -> Origin:
    clock = x.Ticking()
    mission = postes.create(folder / "MISSION", PHRASE, "Mission d’essai", folder / "reserve.txt", clock=clock)
    desks = {}
    for code in POSTES:
        desks[code] = create(folder / code, PHRASE, role=Role.POSTE, code=code, nom=code, clock=clock)
        reception.receive(desks[code], postes.enrol(mission, code, folder).path)
    with mission.writing() as unit:
        for code in POSTES:
            unit.session.get_one(Correspondant, code).territoire = [CONTRAT]
        unit.commit()
    conseil, (membre,) = x.conseil(mission)
    x.edit(mission, conseil, "conseil", contrat=CONTRAT)
    with mission.writing() as unit:
        for table, uid in (("conseil", conseil), ("membre", membre)):
            unit.session.get_one(records.model_of(table), uid).etat = Etat.FINAL
        unit.commit()
    reunion = x.reunion(mission, conseil, [membre])
    for code, desk in desks.items():
        intake.take(mission, export.export(desk, folder / "lots").path)
        reception.receive(desk, returns.answer(mission, code, folder / "lots").path)
        desk.close()
    mission.close()
    opened = {code: keys.unlock(folder / code, PHRASE) for code in (*POSTES, "MISSION")}
    reserve = (folder / "reserve.txt").read_text(encoding="utf-8").splitlines()[-1]
    return Origin(folder, opened, reserve, conseil, membre, reunion)


class Wandering(x.Ticking):
    """A clock ten years off, one way or the other, that jumps back at times."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._chance = random.Random(seed)
        self.off = self._chance.choice((0, -3650, 3650))
        self.now += dt.timedelta(days=self.off)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=self._chance.choice((1, 1, 3600, -1800)))
        return self.now


@dataclass
class Network:
    """Everything open, in a folder of its own."""

    origin: Origin
    folder: Path
    seed: int = 0
    desks: dict[str, Desk] = field(default_factory=dict)
    lots: list[Path] = field(default_factory=list)
    answers: dict[str, list[Path]] = field(default_factory=lambda: {code: [] for code in POSTES})
    # Author, row, field → last value, fiche.
    said: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    before: dict[tuple[str, str, str], Any] = field(default_factory=dict)  # row, field, value → what was on screen
    # Values typed on a base that was restored over, or in a line that their author took back.
    wiped: set[str] = field(default_factory=set)
    refus: list[Code] = field(default_factory=list)
    count: int = 0
    undone: int = 0

    def __post_init__(self) -> None:
        for number, code in enumerate((*POSTES, "MISSION")):
            shutil.copytree(self.origin.folder / code, self.folder / code)
            self._clock = Wandering(self.seed * 10 + number)
            self.desks[code] = self._open(code, self._clock)
        self.removed: dict[str, LineDraft] = {}
        self.kept: dict[str, tuple[Path, set[str]]] = {}

    def _open(self, code: str, clock: x.Ticking) -> Desk:
        folder = self.folder / code
        engine = open_engine(folder / FILE, self.origin.keys[code])
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
        engine.dispose()
        role = Role.MISSION if code == "MISSION" else Role.POSTE
        desk = Desk(folder, engine, code, code, role, exemple=False, clock=clock, lock=FileLock(folder / LOCK))
        return archive.archived(desk) if role is Role.MISSION else desk

    def close(self) -> None:
        for desk in self.desks.values():
            desk.close()

    @property
    def mission(self) -> Desk:
        return self.desks["MISSION"]

    # ---- people
    def meetings(self, who: str) -> list[str]:
        return sorted(x.records_of(self.desks[who]).get("reunion", {}))

    def create(self, who: str) -> None:
        with self.desks[who].writing() as unit:
            given = {"conseil_uid": self.origin.conseil, "date": dt.date(2026, 3, 3)}
            draft = records.save(unit, records.blank(unit, "reunion", **given))
            # Its clock may be years before that day, which « Terminer » would refuse.
            unit.session.get_one(records.model_of("reunion"), draft.uid).etat = Etat.FINAL
            unit.commit()

    def edit(self, who: str, which: int, key: str) -> None:
        uid = self._pick(who, which)
        value = self._value(who)
        row = x.records_of(self.desks[who])["reunion"][uid]
        x.edit(self.desks[who], uid, **{key: value})
        self._say(who, uid, uid, key, value, row[key])

    def line(self, who: str, which: int, verb: str) -> None:
        uid, desk = self._pick(who, which), self.desks[who]
        with desk.reading() as unit:
            points = records.load(unit, "reunion", uid).lines["points"]
        if verb == "add":
            value = self._value(who)
            made = x.add_line(desk, uid, "points", titre=value)
            self._say(who, uid, made, "titre", value, None)
        elif verb == "edit" and points:
            value = self._value(who)
            x.edit_line(desk, uid, "points", points[0].uid, echanges=value)
            self._say(who, uid, points[0].uid, "echanges", value, points[0].values["echanges"])
        elif verb == "drop" and points:
            x.drop_line(desk, uid, "points", points[-1].uid)
            self.removed[f"{who}{uid}"] = points[-1]
            self.wiped |= self._said_in(who, points[-1].uid)
        elif verb == "back" and (gone := self.removed.pop(f"{who}{uid}", None)) is not None and gone not in points:
            x.put_back(desk, uid, "points", gone)
            self.wiped -= self._said_in(who, gone.uid)

    def bin(self, who: str, which: int, verb: Any) -> None:
        x.act(self.desks[who], verb, self._pick(who, which))

    def settle(self, which: int, decision: DecisionConflit) -> None:
        with self.mission.writing() as unit:
            waiting = conflits.ouverts(unit)
            if not waiting:
                return
            try:
                conflits.regler(unit, waiting[which % len(waiting)].id, decision)
            except Impossible:
                return
            unit.commit()

    def _pick(self, who: str, which: int) -> str:
        found = self.meetings(who)
        return found[which % len(found)]

    def _value(self, who: str) -> str:
        self.count += 1
        return f"{who}~{self.count:04d}"

    def _say(self, who: str, fiche: str, uid: str, key: str, value: str, seen: Any) -> None:
        self.said[who, uid, key] = (value, fiche)
        self.before[uid, key, value] = seen

    def _said_in(self, who: str, uid: str) -> set[str]:
        return {value for (by, row, _), (value, _) in self.said.items() if (by, row) == (who, uid)}

    # ---- mail
    def send(self, who: str) -> Path:
        path = export.export(self.desks[who], self.folder / "lots").path
        # The name tells a day and a number, not a copy: what the mail carries is kept apart.
        kept = path.rename(path.with_name(f"{len(self.lots):04d}-{path.name}"))
        self.lots.append(kept)
        return kept

    def take(self, path: Path) -> None:
        try:
            intake.take(self.mission, path)
        except Refus as refusal:
            assert refusal.code is Code.Q6, refusal  # noqa: PT017
            self.refus.append(refusal.code)

    def undo(self, who: str) -> None:
        """Import a lot and take the import back, unless something depends on it."""
        self.take(self.send(who))
        with self.mission.reading() as unit:
            last = annulation.imported(unit, who, unit.session.get_one(Correspondant, who).numero)
        if last is not None:
            with contextlib.suppress(Impossible):
                annulation.annuler(self.mission, last)
                self.undone += 1

    def answer(self, who: str) -> Path:
        path = returns.answer(self.mission, who, self.folder / "retours").path
        kept = path.rename(path.with_name(f"{len(self.answers[who]):04d}-{path.name}"))
        self.answers[who].append(kept)
        return kept

    def receive(self, who: str, path: Path) -> None:
        reception.receive(self.desks[who], path)

    # ---- a laptop restored from a copy
    def backup(self, who: str) -> None:
        self.desks[who].engine.dispose()
        target = self.folder / f"copie-{who}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.desks[who].folder, target)
        self.kept[who] = (target, {v for (by, _, _), (v, _) in self.said.items() if by == who})

    def restore(self, who: str) -> None:
        if who not in self.kept:
            return
        target, known = self.kept[who]
        self.desks[who].close()
        shutil.rmtree(self.folder / who)
        shutil.copytree(target, self.folder / who)
        self.desks[who] = self._open(who, self.desks[who].clock)  # type: ignore[arg-type]
        self.wiped |= {v for (by, _, _), (v, _) in self.said.items() if by == who} - known

    # ---- in the end
    def rest(self, rounds: int = 6) -> None:
        """Lots and answers come and go until nothing moves."""
        for _ in range(rounds):
            before = self.state("MISSION")
            for who in POSTES:
                self.take(self.send(who))
            for who in POSTES:
                self.receive(who, self.answer(who))
            if not self.apart() and self.state("MISSION") == before:
                return

    def apart(self) -> list[str]:
        """Where a poste and the mission do not say the same: poste, table, uid, field, both values."""
        there, found = self.state("MISSION"), []
        for who in POSTES:
            here = self.state(who)
            # What was deleted before it ever left stays home.
            home = {u for u, r in here["reunion"].items() if r["supprime_le"] and u not in there["reunion"]}
            for table, rows in here.items():
                here[table] = {u: r for u, r in rows.items() if not {u, r.get("reunion_uid")} & home}
            for table in SHARED:
                for uid in sorted(here[table].keys() | there[table].keys()):
                    a, b = here[table].get(uid), there[table].get(uid)
                    if a is None or b is None:
                        found.append(f"{who} {table} {uid}: {a is not None} / {b is not None}")
                    else:
                        found += [f"{who} {table} {uid} {k}: {a[k]} / {b[k]}" for k in a if a[k] != b[k]]
        return found

    def state(self, who: str) -> dict[str, Any]:
        """What is shared, without what only follows the last writer."""
        held = x.records_of(self.desks[who])
        return {
            table: {
                uid: {k: v for k, v in row.items() if k not in FOLLOWS} for uid, row in held.get(table, {}).items()
            }
            for table in SHARED
        }

    def lost(self) -> list[str]:
        """Last values of somebody that are nowhere at the mission, although they left their laptop for good."""
        with self.mission.reading() as unit:
            told = {str(v) for row in unit.session.execute(select(Trace.avant, Trace.apres)) for v in row}
            told |= {str(c.proposee) + str(c.ligne) for c in unit.session.scalars(select(Conflit))}
        there = self.state("MISSION")
        for rows in there.values():
            told |= {str(row) for row in rows.values()}
        everything = "\n".join(told)
        # A fiche that was deleted before it ever left stays home with all that it says: `apart` sees to the others.
        left = [value for value, fiche in self.said.values() if fiche in there["reunion"]]
        missing = [value for value in left if value not in everything]
        return [value for value in missing if value not in self.wiped or self._arrived(value)]

    def _arrived(self, value: str) -> bool:
        """Whether a lot that the mission imported holds a value."""
        with self.mission.reading() as unit:
            digests = list(
                unit.session.scalars(select(Lot.sha256).where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE))
            )
        for digest in digests:
            path = self.mission.folder / depot.ARCHIVE / f"{digest}.pvlot"
            archive = envelope.open_(path.read_bytes(), [self.origin.reserve])
            members = container.read_directory(archive)
            if any(value.encode() in container.extract(archive, m) for m in members.values()):
                return True
        return False

    def blind(self) -> list[tuple[str, Any, Any]]:
        """Values that were written over by somebody who had never seen them."""
        found = []
        with self.mission.reading() as unit:
            query = select(Trace).where(Trace.lot.is_not(None), Trace.geste == Geste.MODIFICATION)
            for trace in unit.session.scalars(query):
                if trace.champ not in {*TEXTS, "echanges"} or trace.avant == trace.apres:
                    continue
                seen, value = set(), trace.apres
                while (trace.uid, trace.champ, value) in self.before and value not in seen:
                    seen.add(value)
                    value = self.before[trace.uid, trace.champ, value]
                if trace.avant not in {*seen, value}:
                    found.append((trace.champ, trace.avant, trace.apres))
        return found

    def rebuilt(self) -> bool:
        """Whether the mission's base, made again from its lots and its decisions, says the same."""
        with self.mission.reading() as unit:
            opened, expected = identity.identities(unit), dump.dump(unit)
        made = reconstruction.rebuild(self.mission, self.folder / "refait", self.origin.keys["MISSION"], opened).desk
        with made.reading() as unit:
            found = dump.dump(unit)
        made.close()
        return found == expected

    def imported(self) -> list[Path]:
        with self.mission.reading() as unit:
            query = select(Lot.sha256).where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
            return [self.mission.folder / depot.ARCHIVE / f"{d}.pvlot" for d in unit.session.scalars(query)]
