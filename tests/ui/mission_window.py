"""The mission's window on an open base, tasks run at once, messages kept: what its pages' tests share."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from pvdesk.store.desk import Desk
from tests.scenarios.formulaire import Reglages, plain
from tests.ui.window import clipped, rest
from ui.kit.messages import KeptMessages
from ui.kit.tasks import ImmediateTasks, Tasks
from ui.main_window import MainWindow


class Mission:
    """A window, and what a test asks of it."""

    def __init__(self, desk: Desk, tasks: Tasks | None = None, size: tuple[int, int] = (1366, 768)) -> None:
        self.desk = desk
        self.tasks = tasks or ImmediateTasks()
        self.window = MainWindow(desk, self.tasks, Reglages())
        self.said = KeptMessages()
        object.__setattr__(self.window.services, "messages", self.said)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def page(self, name: str) -> Any:
        """Show a page."""
        self.window.show_page(name)
        self.settle()
        return self.window.stack.currentWidget()

    def settle(self) -> None:
        """Wait until what is read is shown."""
        rest(self.tasks)

    def clipped(self) -> list[str]:
        """What has not the room that its text needs."""
        self.settle()
        return clipped(self.window)

    def last(self) -> str:
        """The last strip, with plain spaces."""
        return plain(self.said.infos[-1][0])

    def undo(self) -> None:
        """Press the word of the strip."""
        assert self.said.last_action is not None
        self.said.last_action()
        self.settle()

    def close(self) -> None:
        """Leave the window."""
        self.window.leave()
        self.tasks.wait_idle()
        self.window.close()
        self.window.deleteLater()


def texts(widget: QWidget) -> str:
    """Every visible text of a widget, with plain spaces."""
    return plain(" | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible()))
