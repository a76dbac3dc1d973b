"""Command generer: years of fictional records on the real quartiers."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pvdesk.cli.terms import DONE, MACHINE, Misuse, say
from pvdesk.fiches import FICHES
from pvdesk.generation import campagne

REFERENCE = dt.date(2026, 10, 15)  # fixed: two runs give the same fiches, whatever the day


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    generer = declare(commands, "generer", "des années de fiches fictives, sur les vrais quartiers", _generer)
    generer.add_argument("dir", type=Path, metavar="DIR", help="un dossier vide, ou à créer")
    generer.add_argument("--postes", default="20", metavar="N", help=f"de 1 à {campagne.POSTES_MAX}")
    generer.add_argument("--annees", default="5", metavar="N", help=f"de 1 à {campagne.ANNEES_MAX}")
    generer.add_argument("--graine", default="1", metavar="N", help="le même nombre donne les mêmes fiches")
    generer.add_argument("--au", default=REFERENCE.isoformat(), metavar="DATE", help="le dernier jour, AAAA-MM-JJ")
    generer.add_argument("--sans-mission", action="store_true", help="les postes seuls, sans lots ni mission")


def _generer(args: argparse.Namespace) -> int:
    ordre = campagne.Ordre(
        _folder(args.dir), _number(args.postes, "--postes", campagne.POSTES_MAX),
        _number(args.annees, "--annees", campagne.ANNEES_MAX), _seed(args.graine), _day(args.au),
        mission=not args.sans_mission,
    )  # fmt: skip
    if ordre.debut < campagne.PREMIER_JOUR:
        raise Misuse(
            f"Les années demandées commencent avant le {campagne.PREMIER_JOUR:%d/%m/%Y}.\nRien n’a été créé.\n"
            "Choisissez moins d’années, ou une date plus tardive."
        )
    made = campagne.generer(ordre, lambda phrase: print(phrase, flush=True))
    print("\nType de fiche                 terminées  en cours")
    for table, fiche in FICHES.items():
        if made.terminees[table] or made.brouillons[table]:
            print(f"{fiche.plural:<28} {made.terminees[table]:>10} {made.brouillons[table]:>9}")
    print(f"{'Total':<28} {made.terminees.total():>10} {made.brouillons.total():>9}")
    print(f"\nTout est dans «\u00a0{ordre.dossier}\u00a0».")
    print(f"Chaque dossier s’ouvre avec la phrase «\u00a0{campagne.PHRASE}\u00a0».")
    if made.arretees:
        say("Des fiches sont restées en cours, une règle les arrête\u00a0:")
        for rule, count in sorted(made.arretees.items()):
            say(f"  {rule} ({count})")
        return MACHINE
    return DONE


def _folder(path: Path) -> Path:
    """An empty folder, or one that does not exist."""
    if path.is_dir() and any(path.iterdir()):
        raise Misuse(
            f"Le dossier «\u00a0{path}\u00a0» n’est pas vide.\nIl n’a pas été touché.\nChoisissez un dossier vide."
        )
    if path.exists() and not path.is_dir():
        raise Misuse(
            f"«\u00a0{path}\u00a0» est un fichier, pas un dossier.\nIl n’a pas été touché.\nChoisissez un dossier vide."
        )
    return path


def _number(typed: str, option: str, most: int) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= most:
        raise Misuse(
            f"{option}\u00a0: «\u00a0{typed}\u00a0» ne convient pas.\nRien n’a été créé.\n"
            f"Écrivez un nombre entier de 1 à {most}."
        )
    return int(typed)


def _seed(typed: str) -> int:
    if not typed.isdecimal():
        raise Misuse(
            f"--graine\u00a0: «\u00a0{typed}\u00a0» n’est pas un nombre.\nRien n’a été créé.\n"
            "Écrivez un nombre entier, par exemple 1."
        )
    return int(typed)


def _day(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError as error:
        raise Misuse(
            f"--au\u00a0: «\u00a0{typed}\u00a0» n’est pas une date.\nRien n’a été créé.\n"
            "Écrivez l’année, le mois et le jour, par exemple 2026-10-15."
        ) from error
