"""Commands on records: creer, lister, imprimer, demo."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.models.echange import Role
from pvdesk.cli import demo, indicateurs
from pvdesk.cli.output import print_json, print_table
from pvdesk.cli.terms import DONE, USAGE, Misuse, checked_code, folder, open_asked, phrase, say
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import key_of
from pvdesk.kit.schema import schema
from pvdesk.reports import printing
from pvdesk.reports.catalogue import HOUSE_PAPERS, PAPERS
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import desk as desks
from pvdesk.store import listing
from pvdesk.store.records import Absent

LONGEST_NAME = 120  # of a poste: it is printed, and travels in each lot


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    demo = declare(commands, "demo", "la journée d’un délégué, sans écran, sur les vrais référentiels", _demo)
    demo.add_argument("dir", type=Path, metavar="DIR")
    creer = declare(commands, "creer", "un nouveau dossier de données", _creer)
    creer.add_argument("--poste", required=True, metavar="CODE", help="code du poste, par exemple D07")
    creer.add_argument("--nom", required=True, help="nom affiché du poste")
    lister = declare(commands, "lister", "les lignes d’un type de fiche ou d’un référentiel", _lister)
    lister.add_argument("type", metavar="TYPE", help="quartiers, conseils, reunions, actions…")
    lister.add_argument("--json", action="store_true", help="en JSON")
    lister.add_argument("--chercher", default="", metavar="MOTS", help="les lignes qui contiennent ces mots")
    imprimer = declare(commands, "imprimer", "un papier d’une fiche", _imprimer)
    imprimer.add_argument("document", metavar="DOCUMENT", help=", ".join((*PAPERS, *HOUSE_PAPERS)))
    imprimer.add_argument("ref", metavar="REF", help="référence (CC-2026-D07-0001), identifiant, ou choix (2026)")
    imprimer.add_argument("-o", "--sortie", type=Path, required=True, metavar="FICHIER.pdf", help="ou .odt, .html")


def _demo(args: argparse.Namespace) -> int:
    return demo.run(args.dir)


def _creer(args: argparse.Namespace) -> int:
    code, nom = checked_code(args.poste), " ".join(args.nom.split())
    if not 1 <= len(nom) <= LONGEST_NAME:
        what = f"Le nom du poste a de 1 à {LONGEST_NAME} caractères."
        raise Misuse(f"{what}\nRien n’a été créé.\nChoisissez un autre nom.")
    desk = desks.create(folder(args), phrase(confirm=True), role=Role.POSTE, code=code, nom=nom)
    desk.close()
    print(f"Dossier créé\u00a0: {folder(args)} (poste {args.poste}). Gardez bien votre phrase de passe.")
    return DONE


def _lister(args: argparse.Namespace) -> int:
    if args.type == TABLEAUX["objectif"].word:  # a référentiel whose rows live: their value and status are computed
        return indicateurs.lister_objectifs(args)
    known = {f.word: table for table, f in FICHES.items()} | {t.word: table for table, t in TABLEAUX.items()}
    table = known.get(args.type)
    if table is None:
        say(f"Type inconnu\u00a0: {args.type}. Choisissez parmi\u00a0: {', '.join(sorted(known))}.")
        return USAGE
    with open_asked(args) as desk, desk.reading() as unit:
        if table in FICHES:
            found = listing.rows(unit, table, listing.Query(words=args.chercher))
        else:
            found = listing.reference_rows(unit, table, args.chercher)
    arranged: Any = FICHES.get(table) or TABLEAUX[table]
    keys = [key_of(c) for c in arranged.columns]
    of = schema(arranged.model)
    titles = {k: of[k].label if k in of else "Code" for k in keys}
    if args.json:
        print_json([_json(row, keys) for row in found])
    else:
        extra = {"reference": "Référence"} if table in FICHES else {}
        print_table(extra | titles, [{"reference": r.reference, **r.texts} for r in found])
    return DONE


def _json(row: Any, keys: list[str]) -> dict[str, Any]:
    made = {k: row.values[k] for k in keys}
    if row.envoi is None:
        return made
    state = {
        "uid": row.uid,
        "reference": row.reference,
        "etat": row.etat,
        "envoi": row.envoi.name.lower(),
        "suivi": row.suivi,
    }
    return state | made


def _imprimer(args: argparse.Namespace) -> int:
    if args.document not in {*PAPERS, *HOUSE_PAPERS}:
        say(f"Papier inconnu\u00a0: {args.document}. Choisissez parmi\u00a0: {', '.join((*PAPERS, *HOUSE_PAPERS))}.")
        return USAGE
    try:
        with open_asked(args) as desk:
            printed = printing.put(desk, args.document, args.ref, args.sortie)
    except Unprintable as refusal:
        say(refusal.phrase)
        return USAGE
    except Absent:
        say(f"Aucune fiche «\u00a0{args.ref}\u00a0». Voir\u00a0: pvdesk lister reunions")
        return USAGE
    print(f"Imprimé\u00a0: {printed.path}")
    for message in printed.messages:
        say(message)
    return DONE
