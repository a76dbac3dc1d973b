"""Start-up: process start → first painted, answering window; pvdesk against a bare PySide6 window, in one run.

    python benchmarks/demarrage.py [--dossier DIR | --fiches 10000] [-n 9]

`DIR` is a data folder made by `pvdesk demo` (phrase « demonstration »); `--fiches` makes one of that size. Then the
unlocked window is timed too, and the dashboard with its figures (goal G10: ≤ 2 s with 10 000 fiches). Read the ratio,
taken round by round, and the processor: seconds on the clock do not travel from one machine to the next.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

# Without byte code, a run would measure the compiler.
HIDDEN = ("PVDESK_PHRASE", "PYTHONDONTWRITEBYTECODE")
# Runs in the child: the first painted window answers a zero timer, then says so and leaves.
PROBE = """
import sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
wanted = {wanted!r}
class Probe(QObject):
    done = False
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint and not self.done and isinstance(target, QWidget):
            window, around = target.window(), target
            while wanted and around is not None and type(around).__name__ != wanted:
                around = around.parentWidget()
            seen = around is not None and (wanted != "HomePage" or bool(around.tiles))
            if window.isVisible() and seen:
                self.done = True
                QTimer.singleShot(0, self.say)
        return False
    def say(self):
        heavy = [m for m in ("sqlalchemy", "alembic", "reportlab", "cryptography", "asyncio") if m in sys.modules]
        print("PEINT", len(sys.modules), ",".join(heavy), flush=True)
        import os
        os._exit(0)
probe = Probe()
plain = QApplication.exec
def run(*a):
    QCoreApplication.instance().installEventFilter(probe)
    QTimer.singleShot(30_000, lambda: sys.exit(f"{{wanted}}: never painted; does this folder open elsewhere?"))
    return plain()
QApplication.exec = run
QCoreApplication.exec = run
"""
FLOOR = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
QApplication.exec()
"""
APP = "from pvdesk.__main__ import main\nmain({words!r})\n"


def once(code: str, phrase: str | None) -> tuple[float, float, str]:
    """Seconds from start to painted, on the clock and of the processor, and what the probe said."""
    env = {k: v for k, v in os.environ.items() if k not in HIDDEN} | {"QT_QPA_PLATFORM": "offscreen"}
    if phrase is not None:
        env["PVDESK_PHRASE"] = phrase
    before = os.times()
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took = time.perf_counter() - started
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return took, spent, said


def filled(folder: Path, count: int) -> Path:
    """A data folder of so many fiches: two years of a délégation, copied whole under other uids."""
    from sqlalchemy import text

    from db import search
    from pvdesk.bundle import rows
    from pvdesk.cli.generer import REFERENCE
    from pvdesk.fiches import FICHES
    from pvdesk.generation import campagne
    from pvdesk.store import desk as desks
    from pvdesk.store import words

    made = campagne.generer(campagne.Ordre(folder, 1, 2, 1, REFERENCE, mission=False), lambda _: None)
    held = made.terminees.total() + made.brouillons.total()
    desk = desks.open_desk(folder / "D01", campagne.PHRASE)
    with desk.writing() as unit:
        connection = unit.session.connection()
        for copy in range(count // held):
            start = f"9{copy:02d}"  # of the uids of this copy
            for name, model in rows.tables().items():
                columns = {column.key: column.key for column in model.__table__.columns}
                pointing = {c.key for c in model.__table__.columns for to in c.foreign_keys if to.column.key == "uid"}
                moved = {"uid", *pointing}
                columns |= {key: f"'{start}' || substr({key}, 4)" for key in moved}
                columns |= {key: "NULL" for key in columns if key == "reference"}
                connection.execute(text(
                    f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
                    f" FROM {name} WHERE uid NOT LIKE '9%'"
                ))  # fmt: skip
            for table, fiche in FICHES.items():
                found = connection.execute(text(f"SELECT uid FROM {table} WHERE uid LIKE '{start}%'"))
                search.put_all(connection, table, words.of_many(unit, fiche.model, [row[0] for row in found]))
        total = sum(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in FICHES)
        unit.commit()
    desk.close()
    print(f"{total} fiches")
    return folder / "D01"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossier")
    parser.add_argument("--fiches", type=int)
    parser.add_argument("-n", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        compare(str(filled(Path(place) / "donnees", args.fiches)) if args.fiches else args.dossier, args.n)


def compare(folder: str | None, rounds: int) -> None:
    """Time each start, round by round; print a line of each."""
    words = ["--dossier", folder] if folder else []
    cases: dict[str, tuple[str, str | None]] = {
        "fenêtre PySide6 nue": (PROBE.format(wanted="") + FLOOR, None),
        "pvdesk, écran de verrouillage": (PROBE.format(wanted="") + APP.format(words=words), None),
    }
    opened = {"pvdesk, fenêtre ouverte": "MainWindow", "pvdesk, tableau de bord": "HomePage"} if folder else {}
    for name, wanted in opened.items():
        cases[name] = (PROBE.format(wanted=wanted) + APP.format(words=words), "demonstration")
    found: dict[str, list[tuple[float, float, str]]] = {name: [] for name in cases}
    for _ in range(rounds + 1):
        for name, (code, phrase) in cases.items():
            found[name].append(once(code, phrase))
    floor = [took for took, _, _ in found["fenêtre PySide6 nue"][1:]]  # the first round warms the disk
    for name, each in found.items():
        ratio = statistics.median(took / least for (took, _, _), least in zip(each[1:], floor, strict=True))
        clock, spent = (statistics.median(one[place] for one in each[1:]) * 1000 for place in (0, 1))
        print(f"{name:<32} {clock:6.0f} ms, processeur {spent:6.0f} ms   × {ratio:.2f}   {each[-1][2]}")


if __name__ == "__main__":
    main()
