"""What is loaded before the first paint (performance P3), counted in a new interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "alembic", "reportlab", "PIL", "cryptography", "openpyxl", "asyncio", "argon2", "pyrage"}
MOST = 25
SCRIPT = """
import json, pathlib, sys
from PySide6.QtWidgets import QApplication, QWidget
import PySide6.QtCore
app = QApplication([])
bare = QWidget()
bare.show()
app.processEvents()
before = set(sys.modules)
from ui.app import Application
folder = pathlib.Path(sys.argv[1])
(folder / "cle.json").write_text("{}")
application = Application(folder)
application._warm_up = lambda: None
painted = []
application.start()
application.screen.painted.connect(lambda: painted.append(set(sys.modules)))
while not painted:
    app.processEvents()
print(json.dumps(sorted(painted[0] - before)))
"""


def loaded_at_first_paint(folder: Path) -> list[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    env = {key: value for key, value in env.items() if not key.startswith(("COV_", "COVERAGE_"))}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)], env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def is_empty_package(module: str) -> bool:
    """Our `__init__` files hold nothing: they are folders, not modules."""
    return (ROOT / module.replace(".", "/") / "__init__.py").exists()


def test_the_lock_screen_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    found = loaded_at_first_paint(tmp_path)
    assert HEAVY & {module.partition(".")[0] for module in found} == set()
    counted = [module for module in found if not is_empty_package(module)]
    assert len(counted) <= MOST, counted
