"""« Nouveau » offers everything that can be made, once, family by family."""

from PySide6.QtWidgets import QApplication

from ui.actions import NEW
from ui.top_bar import TopBar, families


def test_new_offers_everything_once_family_by_family(app: QApplication) -> None:
    listed = [action for family in families() for action in family]
    assert sorted(one.name for one in listed) == sorted(one.name for one in NEW)
    bar = TopBar(writes=True)
    entries = bar.menu.actions()
    assert sum(one.isSeparator() for one in entries) == len(families())
    assert [one.data() for one in entries if not one.isSeparator()] == [one.name for one in listed]
