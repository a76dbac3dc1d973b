"""Keys that editors of a form share: Enter goes on, as people who type a lot expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.kit.notes import Notes

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
# To each part of a form by its rank. The digit row of a French keyboard gives the second of each without Shift.
PART_KEYS = tuple((f"Alt+{rank}", f"Alt+{twin}") for rank, twin in enumerate("&É\"'(-È_Ç", 1))


def is_enter(event: QKeyEvent) -> bool:
    """Enter alone, of either keyboard block."""
    return event.key() in ENTER and event.modifiers() in PLAIN


class EnterWatch(QObject):
    """Calls back when Enter alone is pressed in a widget that has no use for it."""

    def __init__(self, widget: QWidget, go_on: Callable[[QWidget], object]) -> None:
        super().__init__(widget)
        self._go_on = go_on
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not is_enter(event):
            return False
        if not isinstance(watched, QWidget) or (isinstance(watched, QComboBox) and watched.view().isVisible()):
            return False
        self._go_on(watched)
        return True


def watch_enter(widget: QWidget, go_on: Callable[[QWidget], object]) -> None:
    """Have `go_on(widget)` called on Enter, on Ctrl+Entrée in notes of several lines, which keep their Enter."""
    if isinstance(widget, Notes):
        widget.next_asked.connect(partial(go_on, widget))
    elif isinstance(widget, QLineEdit):
        # Not a filter: under an open list of proposals, Qt hands the key to the line without passing by filters.
        widget.returnPressed.connect(partial(go_on, widget), Qt.ConnectionType.QueuedConnection)
    else:
        EnterWatch(widget, go_on)


def immediate(keys: str, holder: QWidget, act: Callable[[], object]) -> QShortcut:
    """A shortcut (in Qt's English writing) of the window of `holder`, answered at once.

    The shortcut of a button clicks it 100 ms later: a quick hand would type the next letters in the wrong place.
    """
    made = QShortcut(QKeySequence(keys), holder)
    made.activated.connect(act)
    return made


def local(keys: Iterable[str], holder: QWidget, act: Callable[[], object]) -> None:
    """Shortcuts (in Qt's English writing) answered only while the focus is in `holder`."""
    for one in keys:
        immediate(one, holder, act).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def chain(widgets: Iterable[QWidget]) -> None:
    """Have Tab go through these widgets in this order; they are in one window."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def slip_in(widgets: Sequence[QWidget], before: QWidget) -> None:
    """Have Tab go through these widgets, made later, just before another one of their window."""
    last = before.previousInFocusChain()
    # Qt puts nothing after what takes no focus, and says nothing.
    while last not in {None, before} and (last in widgets or last.focusPolicy() == Qt.FocusPolicy.NoFocus):
        last = last.previousInFocusChain()
    chain([*([last] if last not in {None, before} else []), *widgets, before])


def stops(holder: QWidget) -> list[QWidget]:
    """Where Tab stops inside a widget, in the order they were made."""
    tab = Qt.FocusPolicy.TabFocus.value
    inside = [w for w in holder.findChildren(QWidget) if w.window() is holder.window()]  # a combo's list is a window
    return [w for w in inside if w.focusPolicy().value & tab and w.focusProxy() is None]


def focus_next(widget: QWidget) -> None:
    """Go where Tab would."""
    widget.focusNextChild()
