"""A process that forks works of the exchange and kills them where it is told: `python -m tests.faults.killer`.

One order a line of JSON, one answer a line: "killed", "done", or the name of what the work raised. Forked from a
process that has everything loaded and nothing open, a try costs the work itself, not half a second of imports.
"""

import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import Any

from db.models.echange import Role
from pvdesk.bundle import export, reception
from pvdesk.mission import intake, returns
from tests.pvdesk.mission.exchange import Ticking, opened


def work(order: dict[str, Any]) -> None:
    """What the verb says, killed by itself at the n-th step that it names when the order says one."""
    steps = 0

    def tell(_done: int, _total: int, words: str) -> None:
        nonlocal steps
        if words not in {*export.STEPS, *intake.STEPS}:
            return  # how far a step is: kills within it are left to chance
        if steps == order.get("step"):
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    if "quota" in order:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["quota"], order["quota"]))
    verb, what = order["verb"], Path(order["what"])
    role = Role.POSTE if verb in {"export", "reception"} else Role.MISSION
    desk = opened(Path(order["folder"]), bytes.fromhex(order["key"]), role, Ticking())
    match verb:
        case "export":
            export.export(desk, what, tell=tell)
        case "import":
            intake.take(desk, what, tell=tell)
        case "answer":
            returns.answer(desk, "D07", what)
        case "reception":
            reception.receive(desk, what)
    desk.close()


def attempt(order: dict[str, Any]) -> str:
    """Fork, wait as long as the order says, kill; what became of the work."""
    out, inside = os.pipe()
    child = os.fork()
    if child == 0:
        said = b"done"
        try:
            work(order)
        except BaseException as error:  # noqa: BLE001 - named to the parent, whatever it is
            said = type(error).__name__.encode()
        os.write(inside, said)
        os._exit(0)
    os.close(inside)
    ended, _, _ = select.select([out], [], [], order.get("delay", 60))
    if not ended:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(out, "rb") as stream:
        return stream.read().decode() or "killed"


def main() -> None:
    """Answer orders until the end of the input."""
    for line in sys.stdin:
        sys.stdout.write(attempt(json.loads(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
