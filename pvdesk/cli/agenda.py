"""The command « agenda »: what happens or comes due, and its file for a calendar."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pvdesk.base import francais
from pvdesk.base.files import write_atomic
from pvdesk.cli.indicateurs import jour_de
from pvdesk.cli.output import print_json, print_table
from pvdesk.cli.terms import DONE, open_asked
from pvdesk.store.agenda import Moment, agenda, fichier

PERIODE = dt.timedelta(days=30)
_TITRES = {"jour": "Jour", "heure": "Heure", "sorte": "Sorte", "titre": "Quoi", "lieu": "Lieu", "tenue": "État"}


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    made = declare(commands, "agenda", "réunions, visites et échéances de deux dates", _agenda)
    made.add_argument("--du", default="", metavar="DATE", help="premier jour\u202f; aujourd’hui sinon")
    made.add_argument("--au", default="", metavar="DATE", help="dernier jour\u202f; trente jours plus tard sinon")
    made.add_argument("--json", action="store_true", help="en JSON")
    made.add_argument("-o", "--sortie", type=Path, metavar="FICHIER.ics", help="un fichier d’agenda, non chiffré")


def _agenda(args: argparse.Namespace) -> int:
    with open_asked(args) as desk, desk.reading() as unit:
        today = desk.today()
        first = jour_de(args.du, today)
        last = jour_de(args.au, today) if args.au else first + PERIODE
        found, nom = agenda(unit, first, last, today), desk.nom
    if args.sortie is not None:
        write_atomic(args.sortie, fichier(found, nom))
        print(f"Agenda écrit\u00a0: {args.sortie} ({francais.pluriel(len(found), 'date', 'dates')})")
    elif args.json:
        print_json({"du": first, "au": last, "agenda": [_plain(one) for one in found]})
    else:
        print_table(_TITRES, [_line(one) for one in found])
    return DONE


def _plain(one: Moment) -> dict[str, Any]:
    return {
        "jour": one.jour, "debut": one.debut, "fin": one.fin, "sorte": one.sorte.name.lower(), "titre": one.titre,
        "detail": one.detail, "lieu": one.lieu, "etat": one.tenue.name.lower(), "table": one.table, "uid": one.uid,
    }  # fmt: skip


def _line(one: Moment) -> dict[str, str]:
    return {
        "jour": francais.date_courte(one.jour), "heure": francais.heure(one.debut) if one.debut else "",
        "sorte": one.sorte.value, "titre": one.titre, "lieu": one.lieu, "tenue": one.tenue.value,
    }  # fmt: skip
