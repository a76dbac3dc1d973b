"""What the plan of the house promises and a machine can check: sizes, names, arrows, silence on import.

Each failure names the places and says how to mend them.
"""

import ast
import functools
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("db", "pvdesk", "ui")
# Written once by Alembic's template: their length follows the tables, not a taste.
SOURCES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts
)

# Libraries that cost more to load than a window: a function may import them (performance, « what may load »).
HEAVY = (
    "sqlalchemy", "alembic", "reportlab", "PIL", "cryptography", "argon2", "pyrage", "minisign", "msgspec", "pypdfium2",
    "filelock", "appdirs", "psycopg", "xlsxwriter", "odfdo", "PySide6.QtSvg", "PySide6.QtPrintSupport",
)
# Our own rooms that drag a heavy library along, and the only doors through which they may be loaded late.
LATE_ROOMS = {
    "pvdesk/__main__.py": ("ui.app", "ui.captures", "pvdesk.cli"),  # one of them only: a window or a command line
    # SQLAlchemy and the pages load behind the lock screen; the others are not needed to paint it.
    "ui/app.py": (
        "db", "pvdesk.store", "pvdesk.mission", "ui.main_window", "ui.session", "ui.first_run", "ui.crash",
    ),
    # These import reportlab, odfdo, pypdfium2: for the first paper only.
    "pvdesk/reports/printing.py": ("pvdesk.reports.render", "pvdesk.reports.odt", "pvdesk.reports.pages"),
    "pvdesk/reports/looking.py": ("pvdesk.reports.render",),
    "pvdesk/reports/vie.py": ("pvdesk.reports.render",),
}
# The two lists of the house: record types, fiches.
LISTS = ("db/models/__init__.py", "pvdesk/fiches/__init__.py")
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
CONTAINERS = {"list", "dict", "set", "defaultdict", "OrderedDict", "deque", "Counter", "WeakValueDictionary"}
NOT_AT_START = {"sqlalchemy", "alembic", "reportlab", "odfdo", "lxml", "pypdfium2", "PIL", "cryptography", "openpyxl",
                "asyncio"}  # fmt: skip
BUILD_FILES = ("pyproject.toml", "Makefile", "pvdesk.spec", "requirements.lock", "requirements-dev.lock", ".ci/run",
               ".ci/systeme.sh")  # fmt: skip

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name(path: Path) -> str:
    """A file as the plan writes it: db/engine.py."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    """Each node of these kinds in the three packages, with its file."""
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, kinds):
                yield path, node


def refuse(faults: list[str], mend: str) -> None:
    assert not faults, f"{mend}\n  " + "\n  ".join(faults)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_a_module_has_at_most_400_lines() -> None:
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    refuse([f"{path}: {lines}" for path, lines in sizes.items() if lines > 400],
           "Split the module: one noun of the domain or of the craft each.")  # fmt: skip


def test_the_main_window_has_at_most_300_lines() -> None:
    path = ROOT / "ui" / "main_window.py"
    lines = len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0
    refuse([f"ui/main_window.py: {lines}"] if lines > 300 else [],
           "The main window is a frame: pages, actions and operations hold the rest.")  # fmt: skip


def test_a_function_has_at_most_50_lines() -> None:
    refuse([f"{name(path)}:{node.lineno} {node.name}: {length(node)}"
            for path, node in nodes(*FUNCTIONS) if isinstance(node, FUNCTIONS) and length(node) > 50],
           "A function does one thing at one level: name the steps and call them.")  # fmt: skip


def test_a_class_has_at_most_200_lines_and_15_public_methods() -> None:
    faults = []
    for path, node in nodes(ast.ClassDef):
        assert isinstance(node, ast.ClassDef)
        # camelCase methods override Qt's: their number is Qt's affair.
        public = [item.name for item in node.body
                  if isinstance(item, FUNCTIONS) and re.fullmatch(r"[a-z][a-z0-9_]*", item.name)]  # fmt: skip
        if length(node) > 200 or len(public) > 15:
            faults.append(f"{name(path)}:{node.lineno} {node.name}: {length(node)} lines, {len(public)} public methods")
    refuse(faults, "Give part of the class's work to a second class, received by its constructor.")


# --- conventions ------------------------------------------------------------------------------------------------------


def test_only_the_command_line_prints() -> None:
    refuse([f"{name(path)}:{node.lineno}" for path, node in nodes(ast.Call)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            and path.parent != ROOT / "pvdesk" / "cli"],
           "Log it (one logger per module), or return the text to pvdesk/cli, which prints.")  # fmt: skip


def test_no_fault_is_caught_blindly() -> None:
    faults = []
    for path, node in nodes(ast.ExceptHandler):
        assert isinstance(node, ast.ExceptHandler)
        broad = isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
        silent = all(isinstance(line, ast.Pass) for line in node.body)
        if node.type is None or (broad and silent):
            faults.append(f"{name(path)}:{node.lineno}")
    refuse(faults, "Name the narrowest error, where it can be answered; never pass over all of them.")


def imported(node: ast.AST) -> list[str]:
    """Full names that an import statement reaches: `from PySide6 import QtSvg` gives PySide6.QtSvg."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def test_an_import_inside_a_function_is_heavy_or_declared() -> None:
    faults = set()
    for path, function in nodes(*FUNCTIONS):
        allowed = tuple(f"{module}." for module in (*HEAVY, *LATE_ROOMS.get(name(path), ())))
        for node in ast.walk(function):
            faults |= {f"{name(path)}:{node.lineno} {module}" for module in imported(node)
                       if isinstance(node, ast.stmt) and not f"{module}.".startswith(allowed)}  # fmt: skip
    refuse(sorted(faults), "Move the import to the top. If that makes a circle, the arrow is wrong: turn it. A heavy "
                           "library or a late room is declared in HEAVY or LATE_ROOMS, with its reason.")  # fmt: skip


def test_every_module_says_what_it_is_for() -> None:
    refuse([name(path) for path in SOURCES if tree(path).body and not ast.get_docstring(tree(path))],
           "Begin the module with one line: what it is for.")  # fmt: skip


def test_init_files_are_empty() -> None:
    refuse([name(path) for path in SOURCES if path.name == "__init__.py" and path.read_text(encoding="utf-8").strip()
            and name(path) not in LISTS],
           "Move the content to a module with a name; only the two lists stand in an __init__ file.")  # fmt: skip


def test_every_package_is_named_in_the_build() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = set(project["tool"]["setuptools"]["packages"])
    present = {name(path.parent).replace("/", ".") for path in SOURCES}
    refuse(sorted(present - declared),
           "Add the package to [tool.setuptools] packages in pyproject.toml: the wheel would lack it.")  # fmt: skip


def test_modules_are_nouns_not_drawers() -> None:
    refuse([name(path) for path in SOURCES if VAGUE & {*path.stem.split("_"), *path.parent.name.split("_")}],
           "Name the module after what it holds; a drawer for everything ends up holding everything.")  # fmt: skip


def top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run on import, those under a module-level `if` or `try` included."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With | ast.For):
            yield from top_level([*node.body, *getattr(node, "orelse", [])])


def is_container(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        called = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        return called in CONTAINERS
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def test_no_module_holds_state() -> None:
    faults = [f"{name(path)}:{node.lineno} global" for path, node in nodes(ast.Global) if isinstance(node, ast.stmt)]
    for path in SOURCES:
        for node in top_level(tree(path).body):
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            faults += [f"{name(path)}:{node.lineno} {target.id}" for target in targets
                       if isinstance(target, ast.Name) and not target.id.startswith("__")
                       and not target.id.isupper() and is_container(getattr(node, "value", None))]  # fmt: skip
    refuse(faults, "What a class needs, its constructor receives. A table that never changes is named in capitals.")


# --- files ------------------------------------------------------------------------------------------------------------


def test_build_files_hold_no_network_address() -> None:
    address = re.compile(r"\b(?:https?|ftp|ssh|git)://|\bgit@|--(?:extra-)?index-url|--find-links")
    refuse([f"{file}:{number}" for file in BUILD_FILES
            for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1)
            if address.search(line)],
           "A build names packages and hashes; where they come from is the machine's own setting.")  # fmt: skip


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    path_of_a_machine = re.compile(r"(?<![\w.~-])/(?:home|root|work|tmp|opt)/\w|C:\\Users")
    written = [ROOT / file for file in BUILD_FILES]
    written += ROOT.glob("*.md")
    for folder in (*PACKAGES, "resources", "tests", "benchmarks", "docs"):
        written += [path for path in (ROOT / folder).rglob("*")
                    if path.suffix in {".py", ".md", ".csv", ".json", ".toml", ".qss", ".txt", ".mako"}]  # fmt: skip
    refuse([f"{name(path)}:{number}" for path in written
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if path_of_a_machine.search(line)],
           "Ask pvdesk.base.paths or tmp_path for the folder.")  # fmt: skip


# --- silence on import ------------------------------------------------------------------------------------------------


def modules() -> list[str]:
    """Every module of the house, but those that Alembic runs as files."""
    dotted = [name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in SOURCES]
    return [module for module in dotted if module != "db.migrations.env"]


def in_a_bare_interpreter(code: str, folder: Path) -> str:
    """What a new Python, with an empty home, prints after running this code."""
    homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
             "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR")  # fmt: skip
    env = {**os.environ, **dict.fromkeys(homes, str(folder)), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
           "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip
    # Coverage of a child process would write its own files into the folder under watch.
    env = {key: value for key, value in env.items() if not key.startswith(("COV_", "COVERAGE_"))}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_house_does_nothing(tmp_path: Path) -> None:
    code = f"""
import importlib, json, logging, threading
for module in {modules()!r}:
    importlib.import_module(module)
from PySide6.QtCore import QCoreApplication
print(json.dumps([threading.active_count(), len(logging.getLogger().handlers), QCoreApplication.instance() is None]))
"""
    *said, figures = in_a_bare_interpreter(code, tmp_path).splitlines()
    refuse(said, "A module printed this while being imported.")
    threads, handlers, no_application = json.loads(figures)
    refuse([path.name for path in tmp_path.rglob("*")], "Create folders and files in a function that the start calls.")
    assert (threads, handlers, no_application) == (1, 0, True), (
        "No thread, log handler or Qt application on import: start them in ui/app.py or pvdesk/cli."
    )


@pytest.mark.parametrize("door", ["pvdesk.__main__", "ui.app"])
def test_the_start_loads_nothing_heavy(door: str, tmp_path: Path) -> None:
    loaded = in_a_bare_interpreter(f"import sys, {door}; print(*sys.modules, sep='\\n')", tmp_path).split()
    refuse(sorted(NOT_AT_START & set(loaded)),
           f"Importing {door} must stay light: import these inside the function that needs them.")  # fmt: skip


def test_the_data_and_the_application_load_no_qt(tmp_path: Path) -> None:
    headless = [module for module in modules() if not module.startswith("ui") and module != "pvdesk.__main__"]
    code = f"import sys, importlib; [importlib.import_module(module) for module in {headless!r}]; print(*sys.modules)"
    loaded = {module.partition(".")[0] for module in in_a_bare_interpreter(code, tmp_path).split()}
    refuse(sorted({"PySide6", "shiboken6", "ui"} & loaded), "db and pvdesk serve a command line too: move it to ui.")
