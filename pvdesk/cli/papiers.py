"""The command « verifier »: a lot, a paper, or the control code at the foot of one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pvdesk.cli import exchange
from pvdesk.cli.output import print_json
from pvdesk.cli.terms import DONE, Misuse, open_asked
from pvdesk.reports import verification
from pvdesk.reports.verification import Sens, Verdict
from pvdesk.store.impossible import Impossible

REPLACED, ALTERED, UNKNOWN = 6, 7, 8
EXITS: Mapping[Sens, int] = MappingProxyType(
    {Sens.EN_VIGUEUR: DONE, Sens.REMPLACE: REPLACED, Sens.MODIFIE: ALTERED, Sens.INCONNU: UNKNOWN}
)
_NOTHING = "Donnez un fichier, ou un code avec --code.\nRien n’a été vérifié.\nVoir\u00a0: pvdesk verifier --aide"


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    said = "un lot (son manifeste), un papier ou son code (la version en vigueur)"
    made = declare(commands, "verifier", said, _verifier)
    made.add_argument("fichier", type=Path, nargs="?", metavar="FICHIER")
    made.add_argument("--code", default="", metavar="ABCD-EFGH", help="le code au pied d’un papier imprimé")
    made.add_argument("--json", action="store_true", help="en JSON")


def _verifier(args: argparse.Namespace) -> int:
    if args.code:
        return _told(args, args.code)
    if args.fichier is None:
        raise Misuse(_NOTHING)
    if args.fichier.suffix.lower() == ".pdf":
        return _told(args, args.fichier)
    return exchange.verifier(args)


def _told(args: argparse.Namespace, given: str | Path) -> int:
    try:
        data = verification.lire(given) if isinstance(given, Path) else b""
        with open_asked(args) as desk, desk.reading() as unit:
            found = verification.code(unit, given) if isinstance(given, str) else verification.fichier(unit, data)
    except Impossible as refusal:
        raise Misuse(refusal.phrase) from refusal
    _print(found, as_json=args.json)
    return EXITS[found.sens]


def _print(found: Verdict, *, as_json: bool) -> None:
    if as_json:
        print_json({"sens": found.sens.value, "phrase": found.phrase, "reunion": found.reunion or None})
    else:
        print(found.phrase)
