"""Reads the window as a screen reader does, through AT-SPI: run by the system's Python, which has `pyatspi`.

    dbus-run-session -- /usr/bin/python3 reader.py PYTHON FOLDER WHAT…

WHAT is « page NAME », « fiche TABLE » or « geste NAME ». One JSON line answers each: its nodes, as [role, name,
description, focusable, text]; what was told of a gesture, as [event, what it carries, name of its source].
"""

import json
import subprocess
import sys
import time
from functools import partial
from typing import Any

import pyatspi
from gi.repository import GLib

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE_S = 30
DEEPEST, WIDEST = 40, 60
CLOSED = {"combo box", "list"}  # what they offer is not on screen
EVENTS = ("object:announcement", "object:text-changed:insert", "object:state-changed:checked",
          "object:state-changed:focused", "object:active-descendant-changed", "object:selection-changed",
          "object:property-change:accessible-name", "object:property-change:accessible-value",
          "object:property-change:accessible-description")  # fmt: skip
HEARD_S = 0.4  # events come after what they tell


def application() -> Any:
    """The program, once it has joined the bus."""
    for _ in range(PATIENCE_S * 10):
        for one in pyatspi.Registry.getDesktop(0):
            if one is not None and "pvdesk" in (one.name or "").lower():
                return one
        time.sleep(0.1)
    raise SystemExit("pvdesk n’est pas sur le bus d’accessibilité")


def walk(node: Any, found: list[Any], depth: int = 0) -> None:
    """The nodes that are shown, tables by their cells on screen."""
    if depth > DEEPEST:
        return
    states = node.getState()
    if depth > 1 and not states.contains(pyatspi.STATE_SHOWING):
        return
    role = node.getRoleName()
    found.append([role, node.name or "", node.description or "", states.contains(pyatspi.STATE_FOCUSABLE), text(node)])
    if role == "table":
        table = node.queryTable()
        for row in range(min(table.nRows, 3)):
            for column in range(table.nColumns):
                cell = table.getAccessibleAt(row, column)
                said = cell.name if cell is not None else ""
                found.append(["cell", said or "", table.getColumnDescription(column) or "", False, ""])
        return
    if role in CLOSED:
        return
    for place in range(min(node.childCount, WIDEST)):
        child = node.getChildAtIndex(place)
        if child is not None:
            walk(child, found, depth + 1)


def text(node: Any) -> str:
    """What a text box holds."""
    try:
        return node.queryText().getText(0, -1)
    except NotImplementedError:
        return ""


def keep(told: list[Any], event: Any) -> None:
    """An event, as a screen reader gets it; its source may be gone."""
    try:
        name = event.source.name if event.source is not None else ""
    except GLib.Error:
        name = ""
    told.append([str(event.type), str(event.any_data), name or ""])


def listen(seconds: float) -> None:
    """Let the events come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.005)


def main(python: str, folder: str, *orders: str) -> None:
    """Start the bus and the program, then show and read."""
    bus = subprocess.Popen([LAUNCHER, "--launch-immediately"])
    program = subprocess.Popen(
        [python, "-m", "tests.ui.acces.shown", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout.readline().strip() == "prêt"
        read = application()
        told: list[Any] = []
        heard = partial(keep, told)
        pyatspi.Registry.registerEventListener(heard, *EVENTS)
        for order in orders:
            listen(0.2)
            told.clear()
            program.stdin.write(order + "\n")
            program.stdin.flush()
            assert program.stdout.readline().strip() == "prêt"
            listen(HEARD_S if order.startswith("geste") else 0.2)
            found = list(told)
            if not order.startswith("geste"):
                found = []
                walk(read, found)
            sys.stdout.write(json.dumps({"montre": order, "noeuds": found}) + "\n")
        program.stdin.write("fin\n")
        program.stdin.flush()
        program.wait(20)
    finally:
        program.kill()
        bus.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
