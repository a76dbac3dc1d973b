"""The steps of an open fiche: two hundred, bursts of typing in one, done again until something else is done."""

from PySide6.QtWidgets import QApplication

from ui.kit.undo import STEPS, History


class Sheet:
    """A content that only counts."""

    def __init__(self) -> None:
        self.value = 0
        self.seconds = 0.0
        self.history = History(lambda: self.value, self.put, lambda: self.seconds)
        self.history.reset()

    def put(self, content: int, _key: str) -> None:
        self.value = content

    def type(self, value: int, key: str = "lieu", after: float = 10.0) -> None:
        self.seconds += after
        self.value = value
        self.history.record(key)


def test_the_last_two_hundred_steps_are_taken_back_and_done_again(app: QApplication) -> None:
    sheet = Sheet()
    for value in range(1, STEPS + 11):
        sheet.type(value)
    assert sum(sheet.history.undo() for _ in range(STEPS + 10)) == STEPS
    assert (sheet.value, sheet.history.can_undo, sheet.history.can_redo) == (10, False, True)
    assert sum(sheet.history.redo() for _ in range(STEPS + 10)) == STEPS
    assert sheet.value == STEPS + 10


def test_a_burst_in_one_field_is_one_step_and_a_new_one_forgets_what_was_undone(app: QApplication) -> None:
    sheet, moves = Sheet(), []
    sheet.history.moved.connect(lambda: moves.append(sheet.history.can_undo))
    sheet.type(1)
    sheet.type(2, after=0.2)
    sheet.type(3, "objet", after=0.2)
    sheet.history.undo()
    assert sheet.value == 2
    sheet.history.undo()
    assert (sheet.value, moves[-1]) == (0, False)
    sheet.type(4)
    assert not sheet.history.can_redo
