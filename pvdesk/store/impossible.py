"""A gesture that cannot be done now: the sentence that says why, and what to do instead."""

from __future__ import annotations


class Impossible(ValueError):  # noqa: N818 - said as in « geste impossible »
    """What was asked cannot be; nothing was modified. `phrase` is said as it is."""

    def __init__(self, phrase: str) -> None:
        self.phrase = f"{phrase}\nRien n’a été modifié."
        super().__init__(self.phrase)
