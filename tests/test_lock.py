"""The two locks: complete, pinned, hashed, and good for the three Pythons on Linux and Windows."""

import importlib.metadata
import itertools
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
RUN, DEV = "requirements.lock", "requirements-dev.lock"
MEND = "Run `make lock`, read the difference, commit it."
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)


def pins(lock: str) -> dict[str, Requirement]:
    """Package → pinned requirement, of a lock; each with at least one sha256."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert all(re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in lines), MEND
    found = [Requirement(line.partition("--hash")[0].strip()) for line in lines]
    return {canonicalize_name(pin.name): pin for pin in found}


@pytest.mark.parametrize(("lock", "extra"), [(RUN, ()), (DEV, ("dev",))])
def test_a_lock_answers_every_direct_need(lock: str, extra: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needs = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    needs += itertools.chain.from_iterable(project["project"]["optional-dependencies"][name] for name in extra)
    pinned = pins(lock)
    for need in map(Requirement, needs):
        pin = pinned.get(canonicalize_name(need.name))
        assert pin is not None, f"{need.name} is not in {lock}. {MEND}"
        assert need.specifier.contains(str(pin.specifier).removeprefix("==")), f"{pin} does not answer {need}. {MEND}"


def test_both_locks_agree() -> None:
    development = pins(DEV)
    assert {name: str(pin) for name, pin in pins(RUN).items() if str(development.get(name)) != str(pin)} == {}, MEND


@pytest.mark.parametrize("lock", [RUN, DEV])
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
def test_no_package_is_forgotten_on_another_system(lock: str, python: str, system: dict[str, str]) -> None:
    here = {"python_version": python, "python_full_version": f"{python}.0", "extra": "", **system}
    pinned = {name for name, pin in pins(lock).items() if pin.marker is None or pin.marker.evaluate(here)}
    missing = set()
    for name in pinned & {canonicalize_name(known.name) for known in importlib.metadata.distributions()}:
        for need in map(Requirement, importlib.metadata.requires(name) or []):
            if (need.marker is None or need.marker.evaluate(here)) and canonicalize_name(need.name) not in pinned:
                missing.add(f"{need.name} (for {name})")
    assert not missing, f"Add to WINDOWS in the Makefile, then run `make lock`: {sorted(missing)}"
