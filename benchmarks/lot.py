"""Time and memory of the lot: 1 000 meetings × 18 attendances out of a poste, into the mission.

    python benchmarks/lot.py [meetings]

Prints microseconds per line, and the ratio to the floor measured in the same run: decrypt, unpack, decode the lines,
and insert the same values by a bare `executemany` into an encrypted base.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert

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
                    "version": 1, "date": dt.date(2026, 3, 3), "debut": dt.time(18, 30), "lieu": "Maison de quartier",
                    "statut": StatutReunion.TENUE, "objet": f"Séance n° {number}", "type": "pleniere",
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


def floor(mission: desks.Desk, path: Path) -> tuple[float, int]:
    """Seconds and lines of the least that any import must do."""
    with mission.reading() as unit:
        identities = identity.identities(unit)
    start = time.perf_counter()
    archive = envelope.open_(path.read_bytes(), identities)
    made: list[tuple[str, str]] = []
    for name, member in container.read_directory(archive).items():
        if name.startswith("data/"):
            lines, _ = codec.decode_lines(container.extract(archive, member), name)
            made += [(line.uid, repr(line.valeurs)) for line in lines]
    raw = mission.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("CREATE TABLE plancher (uid TEXT PRIMARY KEY, valeurs TEXT)")
    cursor.execute("BEGIN")
    cursor.executemany("INSERT INTO plancher VALUES (?, ?)", made)
    cursor.execute("COMMIT")
    spent = time.perf_counter() - start
    cursor.execute("DROP TABLE plancher")
    raw.close()
    return spent, len(made)


def memory() -> int:
    """Peak so far, Mio."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> None:
    meetings = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mission = postes.create(folder / "mission", PHRASE, "Mission", folder / "reserve.txt")
        poste = desks.create(folder / "poste", PHRASE, role=Role.POSTE, code="D07", nom="Poste")
        reception.receive(poste, postes.enrol(mission, "D07", folder).path)
        fill(poste, meetings)
        print(f"base remplie : {memory()} Mio")
        start = time.perf_counter()
        sent = export.export(poste, folder)
        out = time.perf_counter() - start
        print(f"fichier : {sent.path.stat().st_size / 1024:.0f} Kio ; après l’export : {memory()} Mio")
        least, lines = floor(mission, sent.path)
        start = time.perf_counter()
        taken = intake.take(mission, sent.path)
        into = time.perf_counter() - start
        print(taken.phrase)
        for what, spent in (("plancher", least), ("export", out), ("import", into)):
            print(f"{what:9}{spent:7.2f} s{spent / lines * 1e6:8.0f} µs/ligne   × {spent / least:.1f}")
        print(f"après l’import : {memory()} Mio")
        poste.close()
        mission.close()


if __name__ == "__main__":
    main()
