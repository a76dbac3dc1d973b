"""Time and memory of a lot: a hundred thousand new records out of a poste, into the mission, and again.

    python benchmarks/lot.py [records] [--base postgresql+psycopg://…]

Each part runs in a process of its own, so that its peak of memory is its own. Times are ratios to the floor measured in
the same run: read the file, decrypt, unpack, hash and decode it, then insert the same values by a bare `executemany`
(`COPY` on a server) into the same tables with the same indexes. What pvdesk adds is what the floor leaves out: the
signature, the judgement of each field by its causes, the journal, the acknowledgements, the index, the archive.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from db.engine import SERVER
from db.journal import Trace
from db.models.echange import Role
from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.bundle import codec, container, envelope, export, identity, reception, rows
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import line_owner
from pvdesk.mission import intake, postes
from pvdesk.store import desk as desks
from pvdesk.store import records

PHRASE = "mesure du lot pvdesk"
PRESENCES = 18
FIRST = dt.date(2012, 1, 1)  # a day each: two meetings of a day would be probable doubles
BASE = "PVDESK_BASE"
WORDS = {
    "export": "export", "plancher": "plancher de l’import", "import": "import, tout est nouveau",
    "encore": "import, tout est déjà connu",
}  # fmt: skip


def fill(desk: desks.Desk, meetings: int) -> None:
    """Finished meetings, through Core: typing them is not what is measured."""
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Conseil citoyen Les Tilleuls"))
        members = [
            records.save(unit, records.blank(unit, "membre", conseil_uid=conseil.uid, code=f"H-{n:02d}")).uid
            for n in range(PRESENCES)
        ]
        stored: dict[str, list[dict[str, Any]]] = {"reunion": [], "presence": []}
        for number in range(meetings):
            uid = new_uid()
            stored["reunion"].append(
                {
                    "uid": uid, "conseil_uid": conseil.uid, "reference": f"CC-2026-D07-{number + 1:04d}",
                    "etat": "final", "origine": desk.code,
                    "cree_le": unit.now, "modifie_le": unit.now, "modifie_par": desk.code,
                    "version": 1, "date": FIRST + dt.timedelta(days=number), "debut": dt.time(18, 30),
                    "lieu": "Maison de quartier", "statut": StatutReunion.TENUE,
                    "objet": f"Séance n° {number}", "type": "pleniere",
                }
            )  # fmt: skip
            stored["presence"] += [
                {"uid": new_uid(), "rang": r, "reunion_uid": uid, "membre_uid": m, "statut": StatutPresence.PRESENT}
                for r, m in enumerate(members)
            ]
        for table, typed in stored.items():
            model = rows.tables()[table]
            of = rows.travelling(model)
            made = [r | {k: of[k].type(v) for k, v in r.items() if k in {"etat", "type"}} for r in typed]
            unit.session.execute(insert(model), made)
            owner = "uid" if table in FICHES else line_owner(model)[0]  # type: ignore[arg-type]
            unit.session.execute(
                insert(Trace),
                [
                    {
                        "operation": unit.operation, "poste": desk.code, "le": unit.now, "type": table, "uid": r["uid"],
                        "fiche_type": "reunion", "fiche_uid": r[owner], "geste": "creation", "base": 0,
                    }
                    for r in made
                ],
            )  # fmt: skip
        unit.commit()


def floor(mission: desks.Desk, path: Path) -> int:
    """The least that any import must do; answers the lines inserted."""
    with mission.reading() as unit:
        identities = identity.identities(unit)
    archive = envelope.open_(path.read_bytes(), identities)
    tables: dict[str, list[codec.Ligne]] = {}
    for name, member in container.read_directory(archive).items():
        content = container.extract(archive, member)
        hashlib.sha256(content).hexdigest()
        if name.startswith("data/"):
            table = name.removeprefix("data/").removesuffix(".jsonl")
            tables[table], _ = codec.decode_lines(content, table)
    raw = mission.engine.raw_connection()
    cursor: Any = raw.cursor()
    server = mission.engine.dialect.name == SERVER
    if not server:
        cursor.execute("BEGIN IMMEDIATE")
    for table in (t for t in rows.tables() if t in tables):
        keys = list(tables[table][0].valeurs)
        fixed = ["version"] if "version" in rows.tables()[table].__table__.columns else []
        names = ", ".join(f'"{name}"' for name in ["uid", *keys, *fixed])
        values = [[line.uid, *(line.valeurs[k] for k in keys), *(1 for _ in fixed)] for line in tables[table]]
        if server:
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in values[0])
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
    if server:
        raw.commit()
    else:
        cursor.execute("COMMIT")
    raw.close()
    return sum(map(len, tables.values()))


def measure(part: str, folder: Path) -> None:
    """One part, alone in its process: prints what it took."""
    at_poste = part in {"export", "renvoi"}
    kept = {"plancher": "plancher", "import": "mission", "encore": "mission"}
    desk = desks.open_desk(folder / ("poste" if at_poste else kept[part]), PHRASE)
    sent = sorted(folder.glob("D07-*.pvlot"))
    work: dict[str, Callable[[], object]] = {
        "export": lambda: export.export(desk, folder),
        "renvoi": lambda: export.export(desk, folder),
        "plancher": lambda: floor(desk, sent[0]),
        "import": lambda: intake.take(desk, sent[0]),
        "encore": lambda: intake.take(desk, sent[1]),
    }
    start, spent = time.perf_counter(), time.process_time()
    said = work[part]()
    took = {"s": time.perf_counter() - start, "cpu": time.process_time() - spent}
    desk.close()
    sys.stdout.write(json.dumps(took | {"mio": peak(), "dit": getattr(said, "phrase", "")}) + "\n")


def peak() -> int:
    """The most memory that this process had, Mio: what the system says of a child counts its parent’s too."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) >> 10


def alone(part: str, folder: Path, base: str = "") -> dict[str, Any]:
    """The same, from here; only the mission is ever on a server."""
    env = {k: v for k, v in os.environ.items() if k != BASE} | ({BASE: base} if base else {})
    env["PYTHONPATH"] = str(Path(__file__).parents[1])
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def prepare(folder: Path, lines: int, base: str = "") -> None:
    """A poste that holds so many new records, enrolled at an empty mission."""
    os.environ.pop(BASE, None)
    if base:
        os.environ[BASE] = base
    mission = postes.create(folder / "mission", PHRASE, "Mission", folder / "reserve.txt")
    enrolled = postes.enrol(mission, "D07", folder).path
    mission.close()
    os.environ.pop(BASE, None)
    if not base:
        shutil.copytree(folder / "mission", folder / "plancher")
    poste = desks.create(folder / "poste", PHRASE, role=Role.POSTE, code="D07", nom="Poste")
    reception.receive(poste, enrolled)
    fill(poste, max(1, lines // (PRESENCES + 1)))
    poste.close()


def compare(lines: int, base: str) -> None:
    """The table, in the words of the documentation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, lines, base)
        found = {"export": alone("export", folder)}
        alone("renvoi", folder)
        if not base:
            found["plancher"] = alone("plancher", folder)
        found |= {part: alone(part, folder, base) for part in ("import", "encore")}
        if base:  # after the import, on its tables emptied: a server has one base
            shutil.copytree(folder / "mission", folder / "plancher")
            found["plancher"] = _on_the_server(folder, base)
        size = min(folder.glob("D07-*.pvlot")).stat().st_size
    count = lines // (PRESENCES + 1) * (PRESENCES + 1)
    least = found["plancher"]
    print(f"{count} fiches et lignes, fichier de {size / 1024:.0f} Kio ({size / count:.0f} octets par ligne)")
    print("\n| | s | processeur, s | µs par ligne | plancher × | plancher ×, processeur | pic, Mio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for part, words in WORDS.items():
        one = found[part]
        ratios = f"{one['s'] / least['s']:.1f} | {one['cpu'] / least['cpu']:.1f}"
        each = one["s"] / count * 1e6
        print(f"| {words} | {one['s']:.2f} | {one['cpu']:.2f} | {each:.0f} | {ratios} | {one['mio']} |")
    print(f"\n{found['import']['dit']}\n{found['encore']['dit']}")


def _on_the_server(folder: Path, base: str) -> dict[str, Any]:
    os.environ[BASE] = base
    desk = desks.open_desk(folder / "mission", PHRASE)
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {', '.join(rows.tables())} CASCADE")
    desk.close()
    return alone("plancher", folder, base)


def main() -> None:
    """Read the command."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("records", nargs="?", type=int, default=100_000)
    reader.add_argument("--base", default="")
    reader.add_argument("--part")
    reader.add_argument("--folder", type=Path)
    given = reader.parse_args()
    if given.part:
        measure(given.part, given.folder)
    else:
        compare(given.records, given.base)


if __name__ == "__main__":
    main()
