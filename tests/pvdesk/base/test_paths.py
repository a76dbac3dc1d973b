import sys
from pathlib import Path

import pytest

from pvdesk.base import paths


def test_resources_stand_beside_the_packages_in_a_checkout() -> None:
    assert (paths.resources() / "fonts").is_dir()


def test_resources_are_inside_a_frozen_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_resources_are_under_the_prefix_of_an_installed_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "lib" / "pvdesk" / "base" / "paths.py"))
    assert paths.resources() == Path(sys.prefix) / "share" / "pvdesk" / "resources"
