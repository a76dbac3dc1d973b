"""One enrolled pair is made once and copied for each test; the mission's base is a file, then a server's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.store.desk import Desk
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template
from tests.pvdesk.mission.network import Origin, make_origin
from tests.server import Server

HERE = Path(__file__).parent


@pytest.fixture(scope="session", params=["fichier", "serveur"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Template:
    server: Server | None = request.getfixturevalue("server") if request.param == "serveur" else None
    return make_template(tmp_path_factory.mktemp("modele"), server)


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A mission and three postes, never opened: each network copies them."""
    return make_origin(tmp_path_factory.mktemp("origine"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On a server, a share of the tests at each run and all by `make prove`, but those that no base matters to."""
    served = [i for i in items if "serveur" in i.nodeid.rpartition("[")[2] and HERE in i.path.parents]
    once = {item for item in served if item.get_closest_marker("un_moteur")}
    for item in served:
        if item.get_closest_marker("au_serveur") is None:
            item.add_marker(pytest.mark.slow)
    items[:] = [item for item in items if item not in once]


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        yield made


@pytest.fixture
def desk(pair: Pair) -> Desk:
    """The mission alone, who knows one poste."""
    return pair.mission
