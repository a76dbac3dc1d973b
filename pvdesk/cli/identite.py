"""The command « identite »: the letterhead of the papers, what is taken from its folder and what is refused."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from pvdesk.base.francais import nombre
from pvdesk.cli.terms import DONE, REFUSED, folder, say
from pvdesk.reports import identite, printing
from pvdesk.reports.identite import Identite
from pvdesk.reports.theme import DEFAULT

_WIDTH = 8  # of the longest title


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    declare(
        commands, "identite", "l’en-tête des papiers\u00a0: ce qui est pris du service, ce qui est refusé", _identite
    )


def _identite(args: argparse.Namespace) -> int:
    """Nothing of it is secret: no phrase is asked."""
    place = folder(args) / identite.FOLDER
    found = identite.load(folder(args))
    for title, lines in _said(found):
        for number, line in enumerate(lines):
            print(f"{'' if number else title:<{_WIDTH}}  {line}")
    if not place.is_dir():
        print(f"Aucun en-tête de service\u00a0: mettez-le dans {place}")
        return DONE
    refusals = [refusal.phrase for refusal in found.refus]
    if found.theme.faces != DEFAULT.faces:
        refusals += printing.misfit(found.theme)
    for refusal in refusals:
        say(refusal)
    return REFUSED if refusals else DONE


def _said(found: Identite) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each slot, and what papers show of it."""
    theme = found.theme
    yield "Émetteur", found.lignes
    yield "Lieu", (found.lieu or "aucun",)
    yield "Données", (found.donnees,)
    yield "Couleur", (f"{theme.accent}, contraste {nombre(identite.contrast(theme.accent), 1)}",)
    yield "Logo", (f"{theme.logo.name}\u00a0: «\u00a0{theme.logo_text}\u00a0»" if theme.logo else "aucun",)
    own = theme.faces == DEFAULT.faces
    yield "Police", ("celle du programme" if own else f"{theme.faces.family} ({', '.join(identite.POLICES)})",)
