"""The enrolled pair of the exchange tests, the mission's base in a file."""

import pytest

from tests.pvdesk.mission.conftest import pair
from tests.pvdesk.mission.exchange import Template, make_template

__all__ = ["pair"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))
