"""The enrolled pair of the exchange tests."""

from tests.pvdesk.mission.conftest import pair, template

__all__ = ["pair", "template"]
