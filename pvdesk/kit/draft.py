"""The values of one record, out of the database: what forms edit and what is saved back."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from db.base import Etat


@dataclass(slots=True)
class LineDraft:
    """One line: its identity and values by key."""

    uid: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One record under edition.

    ``base`` remembers what was read: a save writes only what differs from it, so what somebody else changed meanwhile
    is not covered by an older copy.
    """

    type: str
    uid: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, list[LineDraft]] = field(default_factory=dict)
    saisies: dict[str, str] = field(default_factory=dict)  # typed and not understood, by key
    motifs: dict[str, str] = field(default_factory=dict)  # reasons given to warnings, by rule
    etat: Etat = Etat.BROUILLON
    reference: str = ""
    version: int = 0  # 0: never saved
    modifie_le: dt.datetime | None = None
    names: dict[str, str] = field(default_factory=dict)  # names of what is pointed to, by key of the target
    computed: dict[str, Any] = field(default_factory=dict)
    base: Draft | None = None

    @property
    def dirty(self) -> bool:
        """Whether a save would write something."""
        return self.base is None or self.content() != self.base.content()

    def content(self) -> tuple[Any, ...]:
        """What a save compares."""
        return (self.values, self.lines, self.saisies, self.motifs)

    def empty(self, keys: Iterable[str]) -> None:
        """These data say nothing any more."""
        for key in keys:
            if key in self.lines:
                self.lines[key].clear()
            else:
                self.values[key] = None

    def freeze_base(self) -> None:
        """What is held now is what the database holds."""
        self.base = None
        self.base = copy.deepcopy(self)
