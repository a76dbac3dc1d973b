"""Commands on the requests of persons: demande (the file of an access), effacer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pvdesk.base import francais
from pvdesk.base.files import write_atomic
from pvdesk.cli.terms import DONE, REFUSED, USAGE, open_asked, say
from pvdesk.reports import printing
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import effacement, personnes
from pvdesk.store.desk import Desk
from pvdesk.store.records import Absent


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    demande = declare(
        commands, "demande", "tout ce qui est détenu sur la personne d’une demande, PDF et JSON", _demande
    )
    demande.add_argument("ref", metavar="REF", help="référence de la demande (DEM-2026-D07-0001) ou identifiant")
    demande.add_argument("-o", "--sortie", type=Path, required=True, metavar="DIR", help="dossier des deux fichiers")
    effacer = declare(commands, "effacer", "appliquer une demande d’effacement", _effacer)
    effacer.add_argument("ref", metavar="REF", help="référence de la demande ou identifiant")


def _demande(args: argparse.Namespace) -> int:
    try:
        with open_asked(args) as desk:
            uid, found = _collected(desk, args.ref)
            name = f"acces-{args.ref}"
            path = printing.print_to(desk, "acces", uid, args.sortie / f"{name}.pdf")
            told = json.dumps(found.as_json(), ensure_ascii=False, indent=1)
            write_atomic(args.sortie / f"{name}.json", told.encode())
    except Unprintable as refusal:
        say(refusal.phrase)
        return USAGE
    except Absent:
        return _unknown(args.ref)
    print(f"Imprimé\u00a0: {path}")
    print(f"Présences\u00a0: {len(found.presences)}. Mentions\u00a0: {len(found.mentions)}.")
    waiting = sum(mention.revue is None for mention in found.mentions)
    if waiting:
        print(f"À relire dans la demande avant la remise\u00a0: {francais.pluriel(waiting, 'mention', 'mentions')}.")
    return DONE


def _effacer(args: argparse.Namespace) -> int:
    try:
        with open_asked(args) as desk:
            done = _applied(desk, args.ref)
    except effacement.NotErasable as refusal:
        say(refusal.phrase)
        return REFUSED
    except Absent:
        return _unknown(args.ref)
    if done.deja:
        print(f"C’est déjà fait\u00a0: la personne s’appelle «\u00a0{done.code}\u00a0». Rien n’a été modifié.")
        return DONE
    print(f"Effacé\u00a0: la personne s’appelle désormais «\u00a0{done.code}\u00a0».")
    print(f"Textes réécrits\u00a0: {done.textes}. L’ordre partira avec le prochain lot.")
    for finding in done.constats:
        if finding.stops:
            print(f"La demande reste en brouillon\u00a0: {finding.phrase}.")
    return DONE


def _applied(desk: Desk, ref: str) -> effacement.Effacement:
    """What the erasure did; a request applied before is left as it is, mentions included."""
    with desk.reading() as unit:
        done = effacement.faite(unit, printing.resolve(unit, "demande", ref))
    if done is not None:
        return done
    uid, _ = _collected(desk, ref)
    with desk.writing() as unit:
        done = effacement.effacer(unit, uid)
        unit.commit()
    return done


def _collected(desk: Desk, ref: str) -> tuple[str, personnes.Dossier]:
    """The request, and the file of its person; mentions found since are added to it."""
    with desk.writing() as unit:
        uid = printing.resolve(unit, "demande", ref)
        found = personnes.relever(unit, uid)
        unit.commit()
    return uid, found


def _unknown(ref: str) -> int:
    say(
        f"Aucune demande «\u00a0{ref}\u00a0» qui désigne la fiche d’une personne.\nRien n’a été modifié.\n"
        "Voir\u00a0: pvdesk lister demandes"
    )
    return USAGE
