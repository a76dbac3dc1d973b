"""The steps of a long work, told as they go to whoever shows them; who is told may interrupt it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pvdesk.base.francais import nombre, pluriel

Tell = Callable[[int, int, str], None]
"""Told (done, total, text): the text names the step that begins, or says how far the one under way is."""

WHOLE = 1000
LINES = ("ligne", "lignes")


def quiet(done: int, total: int, text: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Tells the named steps of a work, in thousandths of the whole.

    Attributes:
        tell: told each step as it begins, and how far it is; may raise to interrupt.
        names: the steps, in their order.
        shares: what each takes of the whole.
    """

    tell: Tell
    names: Sequence[str]
    shares: Sequence[int]

    def begin(self, place: int) -> None:
        """A step begins."""
        self.reach(place, 0.0, self.names[place])

    def end(self) -> None:
        """The last step is over."""
        self.tell(WHOLE, WHOLE, self.names[-1])

    def reach(self, place: int, part: float, text: str) -> None:
        """`part` (0 to 1) of a step is behind."""
        behind = sum(self.shares[:place]) + self.shares[place] * part
        self.tell(round(WHOLE * behind / sum(self.shares)), WHOLE, text)


@dataclass(frozen=True, slots=True)
class Part:
    """The step under way, for who does it: it says where it stands and knows of no other."""

    steps: Steps
    place: int

    def say(self, text: str, part: float) -> None:
        """Where it stands, in words; `part` (0 to 1) of the step is behind."""
        self.steps.reach(self.place, part, text)

    def counting(
        self, before: int, total: int, until: float = 1.0, words: tuple[str, str] = LINES, since: float = 0.0
    ) -> Callable[[int], None]:
        """What is told how many are done, beside those before: « 12 500 lignes sur 100 000 ».

        Args:
            before: done by others.
            total: of all.
            until: part of the step that is behind when all are done.
            words: what is counted, one and many.
            since: part of the step that was behind when none was.
        """

        def told(done: int) -> None:
            part = (before + done) / total if total else 1.0
            text = f"{pluriel(before + done, *words)} sur {nombre(total)}"
            self.say(text, since + (until - since) * part)

        return told


UNSEEN = Part(Steps(quiet, ("",), (1,)), 0)


UNSEEN = Part(Steps(quiet, ("",), (1,)), 0)
