"""The command « identite »: the letterhead of the papers, what is taken from its folder and what is refused."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from pvdesk.cli.terms import DONE, REFUSED, folder, say
from pvdesk.reports.en_tete import en_tete
from pvdesk.reports.identite import FOLDER

_WIDTH = 8  # of the longest title


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    declare(
        commands, "identite", "l’en-tête des papiers\u00a0: ce qui est pris du service, ce qui est refusé", _identite
    )


def _identite(args: argparse.Namespace) -> int:
    """Nothing of it is secret: no phrase is asked."""
    found = en_tete(folder(args))
    for title, lines in found.pris:
        for number, line in enumerate(lines):
            print(f"{'' if number else title:<{_WIDTH}}  {line}")
    if not found.propre:
        print(f"Aucun en-tête de service\u00a0: mettez-le dans {folder(args) / FOLDER}")
    for refusal in found.refus:
        say(refusal)
    return REFUSED if found.refus else DONE
