"""Every sentence of the program, read in its source: what a person may see, without what only a developer reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.test_house import SOURCES, name, tree

HOLE = "0"  # stands for a value put in a sentence
SPACES = {"NBSP": "\u00a0", "INSECABLE": "\u00a0", "FINE": "\u202f"}
# Style sheets, metadata of files, SQL: written in the languages of machines.
MACHINES = (
    "ui/theme/qss.py", "pvdesk/reports/archival.py", "pvdesk/tables/ods.py", "pvdesk/reports/odt_styles.py",
    "db/copies.py", "db/search.py", "db/engine.py", "db/journal.py", "db/expressions.py",
    "pvdesk/mission/reconstruction.py",
)  # fmt: skip
_SENTENCE = re.compile(r"\w[ \u00a0\u202f]\w")
_FRENCH = re.compile(r"[A-ZÀÉÊÎÔŒÇ«0]|.*[éèàçùêâîôûœ’]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, and where it is written."""

    texte: str
    place: str


def phrases() -> Iterator[Phrase]:
    """The sentences of the three packages."""
    for path in SOURCES:
        if name(path) not in MACHINES:
            for line, text in _texts(tree(path)):
                if _SENTENCE.search(text) and _FRENCH.match(text):
                    yield Phrase(text, f"{name(path)}:{line}")


def calls(called: str, *paths: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a name, with its place."""
    for path in paths or SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == called:
                yield f"{name(path)}:{node.lineno}", node


def written(node: ast.expr) -> str | None:
    """The text of a literal, its holes filled; None when it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(one) for one in node.values)
    return None


def _part(one: ast.expr) -> str:
    """A part of an f-string: its own words, or what stands for a value."""
    if isinstance(one, ast.Constant):
        return str(one.value)
    put = getattr(getattr(one, "value", None), "id", "")
    return SPACES.get(put, HOLE)


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts under a node, docstrings, log lines and what is raised for a developer left out."""
    if isinstance(node, ast.Raise | ast.Assert):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "LOG":
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = written(node)
        if text is not None:
            yield node.lineno, text
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _texts(child)
