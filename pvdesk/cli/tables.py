"""The command « tableau »: a list, the indicators or a whole year, as a workbook or a CSV."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pvdesk.base.francais import pluriel
from pvdesk.cli.terms import DONE, USAGE, Misuse, open_asked, say
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.tables import fichier
from pvdesk.tables.annee import FIRST, LAST
from pvdesk.tables.modele import Audience
from pvdesk.tables.refus import Refus

ANNEE = "annee"


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    made = declare(commands, "tableau", "une liste, les indicateurs ou l’année, en .xlsx, .ods ou CSV", _tableau)
    made.add_argument("type", metavar="TYPE", help="reunions, projets, quartiers, indicateurs… ou annee")
    made.add_argument("-o", "--sortie", type=Path, required=True, metavar="FICHIER.xlsx", help="ou .ods, .csv, .zip")
    made.add_argument("--an", type=int, metavar="AAAA", help="pour «\u00a0annee\u00a0»\u202f; celle en cours sinon")
    made.add_argument("--chercher", default="", metavar="MOTS", help="les lignes qui contiennent ces mots")
    made.add_argument("--public", action="store_true", help="sans nom, sans coordonnée, sans texte libre")


def _tableau(args: argparse.Namespace) -> int:
    known = {f.word: table for table, f in FICHES.items()} | {t.word: table for table, t in TABLEAUX.items()}
    known |= {fichier.INDICATEURS: fichier.INDICATEURS, ANNEE: ANNEE}
    table = known.get(args.type)
    if table is None:
        say(f"Type inconnu\u00a0: {args.type}. Choisissez parmi\u00a0: {', '.join(sorted(known))}.")
        return USAGE
    if args.an is not None and not (table == ANNEE and FIRST <= args.an <= LAST):
        raise Misuse(
            f"--an ne convient pas ici.\n{Refus.safe}\nÉcrivez par exemple\u00a0: tableau {ANNEE} --an 2026."
        )
    audience = Audience.PUBLIQUE if args.public else Audience.INTERNE
    try:
        with open_asked(args) as desk:
            year = fichier.Annee(args.an or desk.today().year, audience)
            asked = year if table == ANNEE else fichier.Demande(table, audience, args.chercher)
            done = fichier.ecrire(desk, asked, args.sortie)
    except Refus as refusal:
        say(refusal.phrase)
        return USAGE
    print(f"Tableau écrit\u00a0: {done.chemin} ({pluriel(done.lignes, 'ligne', 'lignes')})")
    return DONE
