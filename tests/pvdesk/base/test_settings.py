import json
from pathlib import Path

import pytest

from db import engine, keys
from pvdesk.base import paths, settings
from pvdesk.base.settings import Settings


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    chosen = Settings("sombre", 1.5, large=True, geometry="abc")
    assert settings.write(tmp_path, chosen)
    assert settings.read(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == [settings.FILE]


def test_an_absent_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.read(tmp_path) == Settings()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ufffd", '{"zoom": '])
def test_an_unreadable_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")
    assert settings.read(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "rose"), ("theme", 3), ("zoom", 9), ("zoom", True), ("large", 1), ("geometry", "a" * 9000)],
)
def test_a_mistake_costs_its_own_setting_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, key: str, value: object
) -> None:
    good = {"theme": "contraste", "zoom": 2.0, "large": True, "inconnu": 1}
    (tmp_path / settings.FILE).write_text(json.dumps(good | {key: value}), encoding="utf-8")
    found = settings.read(tmp_path)
    assert getattr(found, key) == getattr(Settings(), key)
    assert found != Settings()
    assert key in caplog.text


def test_a_folder_that_cannot_be_written_costs_the_settings_only(tmp_path: Path) -> None:
    assert not settings.write(tmp_path / "absent", Settings())


def test_a_data_folder_is_known_by_its_base_or_its_key(tmp_path: Path) -> None:
    assert (paths.BASE, paths.KEY) == (engine.FILE, keys.FILE)
    assert not paths.holds_data(tmp_path)
    (tmp_path / paths.KEY).touch()
    assert paths.holds_data(tmp_path)


def test_the_default_folder_is_local() -> None:
    assert paths.default_folder().name == "pvdesk"
    assert "Roaming" not in str(paths.default_folder())


def test_the_first_settings_are_those_that_the_machine_suggests(tmp_path: Path) -> None:
    assert settings.read(tmp_path, Settings(zoom=1.5)).zoom == 1.5
    settings.write(tmp_path, Settings(zoom=2.0))
    assert settings.read(tmp_path, Settings(zoom=1.5)).zoom == 2.0
