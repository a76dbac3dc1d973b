"""One enrolled pair is made once and copied for each test; the mission's base is a file, then a server's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template
from tests.server import Server


@pytest.fixture(scope="session", params=["fichier", "serveur"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Template:
    server: Server | None = request.getfixturevalue("server") if request.param == "serveur" else None
    return make_template(tmp_path_factory.mktemp("modele"), server)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test whose subject is the file that comes, not the base, is played on one engine."""
    twice = [i for i in items if i.get_closest_marker("un_moteur") and "serveur" in i.nodeid.rpartition("[")[2]]
    items[:] = [item for item in items if item not in set(twice)]


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        yield made
