"""Start-up: process start → first painted, answering window; pvdesk against a bare PySide6 window, in one run.

    python benchmarks/demarrage.py [--dossier DIR] [-n 9]

`DIR` is a data folder made by `pvdesk demo` (phrase « demonstration »): then the unlocked window is timed too. Read the
ratio, taken round by round; seconds do not travel from one machine to the next.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

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
            window = target.window()
            seen = not wanted or type(target).__name__ == wanted
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


def once(code: str, phrase: str | None) -> tuple[float, str]:
    """Seconds from start to painted, and what the probe said."""
    env = {k: v for k, v in os.environ.items() if k not in HIDDEN} | {"QT_QPA_PLATFORM": "offscreen"}
    if phrase is not None:
        env["PVDESK_PHRASE"] = phrase
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took = time.perf_counter() - started
    return took, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossier")
    parser.add_argument("-n", type=int, default=9)
    args = parser.parse_args()
    words = ["--dossier", args.dossier] if args.dossier else []
    cases: dict[str, tuple[str, str | None]] = {
        "fenêtre PySide6 nue": (PROBE.format(wanted="") + FLOOR, None),
        "pvdesk, écran de verrouillage": (PROBE.format(wanted="") + APP.format(words=words), None),
    }
    if args.dossier:
        cases["pvdesk, fenêtre ouverte"] = (
            PROBE.format(wanted="MainWindow") + APP.format(words=words),
            "demonstration",
        )
    times: dict[str, list[float]] = {name: [] for name in cases}
    said: dict[str, str] = {}
    for _ in range(args.n + 1):
        for name, (code, phrase) in cases.items():
            took, said[name] = once(code, phrase)
            times[name].append(took)
    floor = times["fenêtre PySide6 nue"][1:]  # the first round warms the disk
    for name, found in times.items():
        ratios = [a / b for a, b in zip(found[1:], floor, strict=True)]
        middle = statistics.median(found[1:]) * 1000
        print(f"{name:<32} {middle:6.0f} ms   × {statistics.median(ratios):.2f}   {said[name]}")


if __name__ == "__main__":
    main()
