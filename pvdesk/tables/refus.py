"""Why a table cannot be written, told to a person."""

from __future__ import annotations


class Refus(Exception):  # noqa: N818 - what was asked cannot be, which is no error of ours
    """What happened, and what to do; nothing was written."""

    safe = "Aucun fichier n’a été écrit."

    def __init__(self, happened: str, remedy: str) -> None:
        super().__init__(happened)
        self.happened, self.remedy = happened, remedy

    @property
    def phrase(self) -> str:
        """The three sentences, for a command line."""
        return f"{self.happened}\n{self.safe}\n{self.remedy}"
