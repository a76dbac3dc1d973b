"""One enrolled pair is made once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        yield made
