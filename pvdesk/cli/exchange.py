"""Commands of the exchange: exporter, importer, the verifying of a lot, and the mission's side."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from db.models.echange import Role
from pvdesk.base.francais import nombre
from pvdesk.bundle import export, inspection, reception
from pvdesk.bundle.codec import Untransportable
from pvdesk.bundle.refus import Refus
from pvdesk.cli import arbitrage
from pvdesk.cli.output import print_json, print_table
from pvdesk.cli.terms import DONE, HELD, REFUSED, USAGE, checked_code, folder, open_asked, phrase, say
from pvdesk.kit.text import plain_text
from pvdesk.mission import apercu, intake, postes, returns


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    exporter = declare(commands, "exporter", "un lot d’envoi pour la mission", _refusals(_exporter))
    exporter.add_argument("-o", "--sortie", type=Path, required=True, metavar="DIR")
    exporter.add_argument("--message", default="", help="un mot à la mission")
    importer = declare(commands, "importer", "un lot d’enrôlement ou de retour, à un poste", _refusals(_importer))
    importer.add_argument("fichier", type=Path, metavar="FICHIER")
    mission = declare(commands, "mission", "le côté de la mission", _nothing)
    sides = mission.add_subparsers(metavar="ACTION", title="actions", required=True, parser_class=type(mission))
    creer = declare(sides, "creer", "un nouveau dossier de la mission, et sa clé de réserve", _refusals(_mission_creer))
    creer.add_argument("--nom", default="Mission politique de la ville")
    creer.add_argument("--reserve", type=Path, metavar="FICHIER", help="où écrire la clé de réserve")
    enroler = declare(sides, "enroler", "un lot d’enrôlement pour un poste", _refusals(_mission_enroler))
    enroler.add_argument("poste", metavar="POSTE")
    enroler.add_argument("-o", "--sortie", type=Path, default=Path(), metavar="DIR")
    prendre = declare(sides, "importer", "des lots d’envoi", _mission_importer)
    prendre.add_argument("fichiers", type=Path, nargs="+", metavar="FICHIER")
    prendre.add_argument("--apercu", action="store_true", help="dit ce qui serait fait, et n’écrit rien")
    repondre = declare(sides, "repondre", "le lot de retour d’un poste", _refusals(_mission_repondre))
    repondre.add_argument("poste", metavar="POSTE")
    repondre.add_argument("-o", "--sortie", type=Path, default=Path(), metavar="DIR")
    revoquer = declare(sides, "revoquer", "ne plus accepter les lots d’un poste", _refusals(_mission_revoquer))
    revoquer.add_argument("poste", metavar="POSTE")
    revoquer.add_argument("--motif", required=True)
    etat = declare(sides, "etat", "où en est chaque poste", _mission_etat)
    etat.add_argument("--json", action="store_true", help="en JSON")
    arbitrage.add(sides, declare)


def _nothing(args: argparse.Namespace) -> int:  # noqa: ARG001 - argparse asks for an action before this is reached
    return USAGE


def _refusals(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A refusal is told with its code; 3 refused, 4 held."""

    def run(args: argparse.Namespace) -> int:
        try:
            return command(args)
        except Refus as refusal:
            return told(refusal)

    return run


def told(refusal: Refus) -> int:
    """Print a refusal; gives its exit code."""
    say(f"{refusal.code.value}\u00a0: {refusal.phrase}")
    return HELD if refusal.held else REFUSED


def _exporter(args: argparse.Namespace) -> int:
    try:
        with open_asked(args, Role.POSTE) as desk:
            made = export.export(desk, args.sortie, message=args.message)
    except export.NotEnrolled:
        say("Ce poste ne connaît pas encore sa mission.\nImportez d’abord le lot d’enrôlement qu’elle vous a remis.")
        return USAGE
    except Untransportable as refusal:
        say(
            f"La fiche {refusal.uid} est trop longue pour partir (plus de 8\u00a0Mio de texte).\n"
            "Rien n’a été écrit.\nRaccourcissez-la, puis exportez à nouveau."
        )
        return USAGE
    except export.Exemple:
        say(
            "Ce dossier contient des données d’exemple\u00a0: elles ne partent jamais.\nRien n’a été écrit.\n"
            "Créez un dossier de données réel avec «\u00a0pvdesk creer\u00a0»."
        )
        return USAGE
    counts = ", ".join(f"{table} {n}" for table, n in made.comptes.items()) or "rien de nouveau"
    print(f"Lot {made.numero} écrit\u00a0: {made.path}\n{counts}")
    return DONE


def _importer(args: argparse.Namespace) -> int:
    with open_asked(args, Role.POSTE) as desk:
        print(reception.receive(desk, args.fichier).phrase)
    return DONE


def verifier(args: argparse.Namespace) -> int:
    """Open and verify a lot, show its manifest; « verifier » asks for it, of papers too (`cli.papiers`)."""
    return _refusals(_verifier)(args)


def _verifier(args: argparse.Namespace) -> int:
    with open_asked(args) as desk:
        lot = inspection.verify(desk, args.fichier)
    manifest = msgspec.to_builtins(lot.manifeste)
    if not args.json:
        head = lot.manifeste.pvdesk
        print(f"Lot vérifié\u00a0: {head.sorte} n°\u00a0{head.numero} de {head.poste} pour {head.destinataire}.")
    print_json(manifest)
    return DONE


def _mission_creer(args: argparse.Namespace) -> int:
    where = folder(args)
    reserve = args.reserve or where.with_name(f"{where.name}-reserve.txt")
    postes.create(where, phrase(confirm=True), args.nom, reserve).close()
    print(f"Dossier de la mission créé\u00a0: {where}")
    print(f"Clé de réserve\u00a0: {reserve} (à garder hors de cet ordinateur\u202f: papier, coffre)")
    return DONE


def _mission_enroler(args: argparse.Namespace) -> int:
    code = checked_code(args.poste)
    with open_asked(args, Role.MISSION) as desk:
        made = postes.enrol(desk, code, args.sortie)
    print(f"Lot d’enrôlement de {made.poste}\u00a0: {made.path}")
    return DONE


def _mission_importer(args: argparse.Namespace) -> int:
    """Each file by itself: one refused does not stop the others; the worst exit code is given."""
    worst = DONE
    with open_asked(args, Role.MISSION) as desk:
        for path in args.fichiers:
            try:
                taken = apercu.preview(desk, path) if args.apercu else intake.take(desk, path)
            except Refus as refusal:
                say(f"{path.name}\u00a0:")
                worst = max(worst, told(refusal))
            else:
                control = f"\nCode de contrôle\u00a0: {taken.code_controle}" if taken.code_controle else ""
                print(f"{taken.phrase}{control}")
                if isinstance(taken, apercu.Apercu):
                    _show(taken)
    return worst


def _show(seen: apercu.Apercu) -> None:
    """By table and in all, what would follow, what would be set aside and why."""
    if not seen.rubriques:
        return
    titles = {
        "nom": "Type", "nouvelles": "Nouvelles", "modifiees": "Modifiées", "identiques": "Identiques",
        "conflits": "En conflit", "supprimees": "Supprimées", "de_cote": "De côté",
    }  # fmt: skip
    lines = [(f"· {one.nom}" if one.de else one.nom, one.parts) for one in seen.rubriques]
    rows = [
        {"nom": nom} | {key: nombre(count) if count else "" for key, count in asdict(parts).items()}
        for nom, parts in [*lines, ("En tout", seen.total)]
    ]
    print_table(titles, rows, count=False)
    aside = [f"De côté\u00a0: {one.ou} ({nombre(one.nombre)}). {one.phrase}" for one in seen.raisons]
    print("\n".join((*seen.suites, *aside)))
    if seen.reste:
        print(f"De côté\u00a0: {nombre(seen.reste)} de plus.")


def _mission_repondre(args: argparse.Namespace) -> int:
    try:
        with open_asked(args, Role.MISSION) as desk:
            made = returns.answer(desk, args.poste, args.sortie)
    except postes.UnknownPoste:
        say(f"Le poste {args.poste} n’a encore rien envoyé\u00a0: il n’y a pas de réponse à lui faire.")
        return USAGE
    print(f"Lot de retour {made.numero}\u00a0: {made.path} ({made.accuses} accusés)")
    return DONE


def _mission_revoquer(args: argparse.Namespace) -> int:
    try:
        with open_asked(args, Role.MISSION) as desk:
            postes.revoke(desk, args.poste, args.motif)
    except postes.UnknownPoste:
        say(f"Le poste {args.poste} n’est pas au registre.\nRien n’a été modifié.\nVoir\u00a0: pvdesk mission etat")
        return USAGE
    print(f"Les lots de {args.poste} ne sont plus acceptés.")
    return DONE


def _mission_etat(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk:
        states = [asdict(state) for state in postes.state(desk)]
    if args.json:
        print_json(states)
        return DONE
    titles = {
        "poste": "Poste", "enrole": "Enrôlé", "revoque": "Révoqué", "numero": "Dernier lot", "dernier": "Reçu le",
        "lots": "Lots", "retenus": "Retenus", "rebuts": "Mis de côté",
    }  # fmt: skip
    print_table(titles, [{k: _text(v) for k, v in state.items()} for state in states])
    return DONE


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return plain_text(value.astimezone())
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
