"""The words that the spelling knows, for the screen: the dictionary, the names of the directory, those one taught."""

from __future__ import annotations

from functools import partial
from typing import Any

from pvdesk.kit import orthographe
from pvdesk.kit.orthographe import Lexique
from pvdesk.store import memoire, vocabulaire
from ui.kit.tasks import OnResult
from ui.works import Runs


class Words:
    """What is taught stays in the base of this laptop: it never travels."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def lexicon(self, known: Lexique | None, on_result: OnResult) -> None:
        """The `Lexique`: read the first time, its names only afterwards."""
        self._runs.read(partial(_lexicon, known), on_result)

    def teach(self, word: str, on_result: OnResult) -> None:
        """Never underline a word again."""

        def work(unit: Any) -> None:
            memoire.garder(unit, memoire.MOTS, sorted({*vocabulaire.appris(unit), word}))

        self._runs.write(work, on_result)


def _lexicon(known: Lexique | None, unit: Any) -> Lexique:
    return (known or orthographe.lire()).avec(vocabulaire.propres(unit))
