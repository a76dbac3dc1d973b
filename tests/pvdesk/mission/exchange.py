"""A poste and its mission, enrolled, with what a test does to them; and logical dumps, to prove that nothing moved."""

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock
from sqlalchemy import select, text

from db import keys
from db.base import Base, Etat
from db.engine import FILE, open_engine, open_server
from db.keys import Coffre
from db.models.echange import Role, Suivi, UsageCle
from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.bundle import container, envelope, export, identity, package, reception, rows
from pvdesk.bundle.codec import Ligne
from pvdesk.bundle.manifest import Entete
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.mission import intake, postes, returns
from pvdesk.store import listing, records
from pvdesk.store.desk import LOCK, Desk, create
from tests.builders import PHRASE, TODAY
from tests.server import Server, named

BASE = "adresse.txt"  # of the mission's base when a server keeps it: beside the folder's own files
START = dt.datetime.combine(TODAY, dt.time(8, 0), dt.UTC)
# Filled from the program's own files: never touched by an exchange.
REFERENCE = {t.name for t in Base.metadata.sorted_tables if "source" in t.columns} | {"quartier_commune", "chiffre"}


class Ticking:
    """A clock that a test moves: each reading is one second later."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def pass_(self, hours: int = 1) -> None:
        self.now += dt.timedelta(hours=hours)


@dataclass(frozen=True)
class Template:
    """Two closed data folders, to be copied: making one costs a second, copying it a few milliseconds.

    Attributes:
        server: keeps the mission's base, that `base` names; None when it is a file of its folder.
    """

    folder: Path
    poste_key: bytes
    mission_key: bytes
    reserve: str
    control: tuple[str, str]
    server: Server | None = None
    base: str = ""


def make_template(folder: Path, server: Server | None = None) -> Template:
    """A mission and the poste D07, enrolled."""
    clock = Ticking()
    base = "" if server is None else server.new()
    with named(base):
        mission = postes.create(folder / "mission", PHRASE, "Mission d’essai", folder / "reserve.txt", clock=clock)
    poste = create(folder / "poste", PHRASE, role=Role.POSTE, code="D07", nom="Poste d’essai", clock=clock)
    enrolled = postes.enrol(mission, "D07", folder)
    said = reception.receive(poste, enrolled.path)
    mission.close()
    poste.close()
    return Template(
        folder, keys.unlock(folder / "poste", PHRASE), keys.unlock(folder / "mission", PHRASE),
        (folder / "reserve.txt").read_text(encoding="utf-8").splitlines()[-1], (said.code_controle or "", said.phrase),
        server, base,
    )  # fmt: skip


def opened(folder: Path, key: bytes, role: Role, clock: Ticking) -> Desk:
    """A data folder by its raw key: the phrase costs a quarter of a second each time."""
    code = "D07" if role is Role.POSTE else postes.CODE
    if (folder / BASE).exists():
        engine = open_server((folder / BASE).read_text(encoding="utf-8"))
        return Desk(folder, engine, code, "Essai", role, exemple=False, clock=clock, lock=None, coffre=Coffre(key))
    lock = FileLock(folder / LOCK)
    engine = open_engine(folder / FILE, key)
    return Desk(folder, engine, code, "Essai", role, exemple=False, clock=clock, lock=lock)


@dataclass
class Pair:
    """A poste and its mission, open; `out` is where files go."""

    template: Template
    folder: Path
    clock: Ticking = field(default_factory=Ticking)
    _made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("poste", "mission"):
            shutil.copytree(self.template.folder / name, self.folder / name)
        self._copy_base(self.template.base, self.folder / "mission")
        self.clock.pass_()
        self.poste = opened(self.folder / "poste", self.template.poste_key, Role.POSTE, self.clock)
        self.mission = opened(self.folder / "mission", self.template.mission_key, Role.MISSION, self.clock)
        self.out = self.folder / "lots"

    def _copy_base(self, base: str, folder: Path) -> None:
        """The folder of a mission gets its own copy of a server's base."""
        if self.template.server is not None:
            self._made.append(self.template.server.new(base))
            (folder / BASE).write_text(self._made[-1], encoding="utf-8")

    def close(self) -> None:
        self.poste.close()
        self.mission.close()
        for base in self._made:
            assert self.template.server is not None
            self.template.server.drop(base)

    def fork_mission(self, name: str) -> Desk:
        """A copy of the mission as it stands, open; to be closed by the test."""
        self.mission.engine.dispose()
        shutil.copytree(self.mission.folder, self.folder / name)
        self._copy_base(self._made[0] if self._made else "", self.folder / name)
        return opened(self.folder / name, self.template.mission_key, Role.MISSION, self.clock)

    # ---- the exchange
    def send(self, **options: Any) -> Path:
        return export.export(self.poste, self.out, **options).path

    def take(self, path: Path) -> intake.Imported:
        return intake.take(self.mission, path)

    def answer(self) -> Path:
        return returns.answer(self.mission, "D07", self.out).path

    def receive(self, path: Path) -> reception.Received:
        return reception.receive(self.poste, path)

    def trip(self, **options: Any) -> tuple[intake.Imported, reception.Received]:
        """There and back."""
        taken = self.take(self.send(**options))
        return taken, self.receive(self.answer())

    def opened_lot(self, path: Path) -> package.Lot:
        """A lot d'envoi as the mission reads it."""
        with self.poste.reading() as unit:
            public = identity.key(unit, UsageCle.SIGNATURE).publique
        with self.mission.reading() as unit:
            return package.read(path.read_bytes(), identity.identities(unit), lambda _: public, postes.CODE)

    def lines(self, path: Path) -> dict[str, list[Ligne]]:
        return self.opened_lot(path).tables

    def forged(self, path: Path, change: Any) -> Path:
        """The lot of a poste whose program lies: header and lines changed at will, then truly signed and sealed."""
        lot = self.opened_lot(path)
        head, tables = change(lot.manifeste.pvdesk, lot.tables) or (lot.manifeste.pvdesk, lot.tables)
        with self.poste.reading() as unit:
            signing = identity.key(unit, UsageCle.SIGNATURE).privee
            to = identity.mission(unit)
            assert to is not None
            sealed_for = [to.lecture, to.reserve]
        schemas = {t: rows.champs(t) if t in rows.tables() else [] for t in tables}
        target = path.with_name(f"force-{new_uid()}.pvlot")
        target.write_bytes(package.write(head, tables, schemas, {}, signing, sealed_for))
        return target

    # ---- what a person does
    def envoi(self, uid: str, table: str = "reunion") -> listing.Row:
        with self.poste.reading() as unit:
            row = listing.row(unit, table, uid)
            assert row is not None
            return row

    def follow(self, uid: str) -> Suivi | None:
        with self.poste.reading() as unit:
            found = unit.session.get(Suivi, uid)
            unit.session.expunge_all()
            return found

    def at_poste(self, uid: str, table: str = "reunion") -> Draft:
        with self.poste.reading() as unit:
            return records.load(unit, table, uid)

    def at_mission(self, uid: str, table: str = "reunion") -> Draft:
        with self.mission.reading() as unit:
            return records.load(unit, table, uid)


@contextmanager
def a_pair(template: Template, folder: Path) -> Iterator[Pair]:
    """A pair, closed at the end."""
    pair = Pair(template, folder)
    try:
        yield pair
    finally:
        pair.close()


def conseil(desk: Desk, members: int = 1) -> tuple[str, list[str]]:
    """A draft conseil and its draft members; uids."""
    with desk.writing() as unit:
        draft = records.save(unit, records.blank(unit, "conseil", nom="Conseil citoyen Les Tilleuls"))
        made = [
            records.save(unit, records.blank(unit, "membre", conseil_uid=draft.uid, code=f"H-{n:02d}")).uid
            for n in range(1, members + 1)
        ]
        unit.commit()
    return draft.uid, made


def reunion(desk: Desk, conseil_uid: str, presents: list[str], **values: Any) -> str:
    """A finished meeting; its uid."""
    given = {
        "date": dt.date(2026, 3, 3), "debut": dt.time(18, 30), "lieu": "Maison de quartier",
        "statut": StatutReunion.TENUE,
    } | values  # fmt: skip
    with desk.writing() as unit:
        draft = records.blank(unit, "reunion", conseil_uid=conseil_uid, **given)
        draft.lines["presences"] = [
            LineDraft(new_uid(), {"membre_uid": m, "statut": StatutPresence.PRESENT}) for m in presents
        ]
        draft.lines["points"] = [LineDraft(new_uid(), {"titre": "Tour de table"})]
        records.save(unit, draft)
        stopped = [found.phrase for found in records.finish(unit, "reunion", draft.uid) if found.stops]
        assert not stopped
        unit.commit()
    return draft.uid


def edit(desk: Desk, uid: str, table: str = "reunion", **values: Any) -> None:
    """Change values of a record."""
    with desk.writing() as unit:
        draft = records.load(unit, table, uid)
        draft.values |= values
        records.save(unit, draft)
        unit.commit()


def add_line(desk: Desk, uid: str, lines: str, table: str = "reunion", **values: Any) -> str:
    """Add a line to a record; its uid."""
    line = LineDraft(new_uid(), values)
    with desk.writing() as unit:
        draft = records.load(unit, table, uid)
        draft.lines[lines].append(line)
        records.save(unit, draft)
        unit.commit()
    return line.uid


def drop_line(desk: Desk, uid: str, lines: str, line_uid: str, table: str = "reunion") -> None:
    """Remove a line."""
    with desk.writing() as unit:
        draft = records.load(unit, table, uid)
        draft.lines[lines] = [line for line in draft.lines[lines] if line.uid != line_uid]
        records.save(unit, draft)
        unit.commit()


def edit_line(desk: Desk, uid: str, lines: str, line_uid: str, table: str = "reunion", **values: Any) -> None:
    """Change values of a line."""
    with desk.writing() as unit:
        draft = records.load(unit, table, uid)
        (line,) = [found for found in draft.lines[lines] if found.uid == line_uid]
        line.values |= values
        records.save(unit, draft)
        unit.commit()


def put_back(desk: Desk, uid: str, lines: str, line: LineDraft, table: str = "reunion") -> None:
    """Put a removed line back under its own uid, as « annuler » does."""
    with desk.writing() as unit:
        draft = records.load(unit, table, uid)
        draft.lines[lines].append(line)
        records.save(unit, draft)
        unit.commit()


def act(desk: Desk, verb: Any, uid: str, table: str = "reunion") -> None:
    """`records.finish`, `reopen`, `delete` or `restore`, kept."""
    with desk.writing() as unit:
        verb(unit, table, uid)
        unit.commit()


def dump(desk: Desk) -> dict[str, list[Any]]:
    """Every row of every table that an exchange may touch, and the words of the index: the base, logically."""
    with desk.reading() as unit:
        found: dict[str, list[Any]] = {}
        for table in Base.metadata.sorted_tables:
            if table.name not in REFERENCE:
                key = table.primary_key.columns
                found[table.name] = [tuple(map(str, r)) for r in unit.session.execute(select(table).order_by(*key))]
        words = unit.session.execute(text("SELECT type, uid, texte FROM recherche ORDER BY uid"))
        found["recherche"] = [tuple(r) for r in words]
    return found


def records_of(desk: Desk, *, final_only: bool = False) -> dict[str, dict[str, dict[str, Any]]]:
    """What travels of the records and their lines, by table and uid; of the final ones only when asked."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with desk.reading() as unit:
        final: set[str] = set()
        for name, model in rows.tables().items():
            owner = next((c.key for c in model.__table__.columns if "owner" in c.info), "uid")
            listed: Any = unit.session.scalars(select(model))
            for row in listed:
                if owner == "uid" and row.etat is not Etat.BROUILLON:
                    final.add(row.uid)
                if not final_only or getattr(row, owner) in final:
                    found.setdefault(name, {})[row.uid] = rows.values_out(row)
    return found


def enrolled(mission: Desk) -> bool:
    """Whether the poste has presented itself."""
    return postes.state(mission)[0].enrole


def words_of(desk: Desk) -> list[Any]:
    return dump(desk)["recherche"]


def canary_free(path: Path, identity_: str, *canaries: str) -> bool:
    """Whether none of these texts is anywhere in the decrypted bytes of a lot, unpacked or not."""
    archive = envelope.open_(path.read_bytes(), [identity_])
    parts = [archive, *(container.extract(archive, m) for m in container.read_directory(archive).values())]
    return not any(c.encode() in part for c in canaries for part in parts)


def reseal(pair: Pair, path: Path) -> None:
    """Somebody opens a lot by the reserve key, changes a byte of a record and seals it again for the mission."""
    with pair.poste.reading() as unit:
        to = identity.mission(unit)
        assert to is not None
        archive = envelope.open_(path.read_bytes(), [pair.template.reserve])
        members = {n: container.extract(archive, m) for n, m in container.read_directory(archive).items()}
        members["data/reunion.jsonl"] = members["data/reunion.jsonl"].replace(b"Maison", b"Mairie")
        path.write_bytes(envelope.seal(container.write_archive(members), [to.lecture, to.reserve]))


def illegible(pair: Pair, path: Path) -> Path:
    """The same lot by a poste whose program writes a line that is no JSON, signs and counts it."""
    with pair.poste.reading() as unit:
        signing = identity.key(unit, UsageCle.SIGNATURE).privee
        to = identity.mission(unit)
        assert to is not None
        archive = envelope.open_(path.read_bytes(), [pair.template.reserve])
        members = {n: container.extract(archive, m) for n, m in container.read_directory(archive).items()}
        table = members["data/point.jsonl"] = b"{pas du JSON\n"
        described = msgspec.json.decode(members[container.MANIFEST])
        for resource in described["resources"]:
            if resource["path"] == "data/point.jsonl":
                resource |= {"bytes": len(table), "hash": f"sha256:{hashlib.sha256(table).hexdigest()}"}
        members[container.MANIFEST] = msgspec.json.encode(described)
        comment = "pvdesk lot format 1 poste D07 numero 1"
        members[container.SIGNATURE] = envelope.sign(members[container.MANIFEST], signing, comment)
        path.write_bytes(envelope.seal(container.write_archive(members), [to.lecture, to.reserve]))
    return path


def changed(head: Entete, **values: Any) -> Entete:
    """The same header, but for…"""
    return msgspec.structs.replace(head, **values)
