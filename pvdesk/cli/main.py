"""The command line: one thin function per command. `pvdesk` alone is the window (`pvdesk.__main__`)."""

from __future__ import annotations

import argparse
import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from db.errors import Cause, Faute
from pvdesk.base.version import APPLICATION
from pvdesk.cli import exchange, records
from pvdesk.cli.terms import MACHINE, USAGE, Misuse, say

_USAGE_CAUSES = frozenset(
    {
        Cause.ABSENT, Cause.EXISTE, Cause.CHEMIN, Cause.PHRASE, Cause.PHRASE_COURTE, Cause.SANS_PHRASE,
        Cause.PHRASES_DIFFERENTES,
    }
)  # fmt: skip
# A path that cannot be what the command takes it for: what the person typed is to be corrected, not the disk.
_PATHS = {
    errno.EISDIR: "n’est pas un fichier",
    errno.ENOTDIR: "passe par un fichier, pas par un dossier",
    errno.EEXIST: "est un fichier, pas un dossier",
    errno.ENAMETOOLONG: "est un nom trop long",
}
_DISK = {errno.ENOSPC: "il est plein", errno.EDQUOT: "il est plein", errno.EFBIG: "il est plein"}
LONGEST_SHOWN = 80  # characters of a path in a sentence
Command = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse, told in French."""

    def error(self, message: str) -> NoReturn:
        """One sentence, the usage, exit code 2."""
        word = message.rsplit(": ", 1)[-1].partition(" (choose from")[0].strip("'") if ": " in message else ""
        what = f" («\u00a0{word}\u00a0»)" if word else ""
        self.exit(
            USAGE, f"Commande incomplète ou mal écrite{what}.\n{self.format_usage()}Voir\u00a0: {self.prog} --aide\n"
        )


def main(words: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done, 2 usage, 3 refused, 4 held, 5 a fault of the machine.
    """
    args = _parser().parse_args(list(words))
    if not hasattr(args, "run"):
        _parser().print_help()
        return USAGE
    try:
        run: Command = args.run
        return run(args)
    except Misuse as slip:
        say(str(slip))
        return USAGE
    except Faute as fault:
        where = f"\n{fault.detail}" if fault.cause is Cause.REFERENTIEL else ""  # the file and its line
        say(f"{fault.happened}{where}\n{fault.safe}\n{fault.remedy}")
        return USAGE if fault.cause in _USAGE_CAUSES else MACHINE
    except OSError as error:
        return _machine(error)


def _machine(error: OSError) -> int:
    """A fault of the disk, in French, with what is safe and what to do."""
    name = f"«\u00a0{error.filename}\u00a0»" if error.filename else "Le fichier"
    if isinstance(error, FileNotFoundError):
        say(f"{name} est introuvable.\nRien n’a été modifié.\nVérifiez le nom du fichier ou du dossier.")
        return USAGE
    if isinstance(error, PermissionError):
        say(
            f"{name} ne peut pas être lu ou écrit.\nRien n’a été modifié.\nChoisissez un dossier où vous pouvez écrire."
        )
        return MACHINE
    if error.errno in _PATHS:
        shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
        say(f"{shown} {_PATHS[error.errno]}.\nRien n’a été modifié.\nVérifiez le nom du fichier ou du dossier.")
        return USAGE
    why = _DISK.get(error.errno or 0, "panne de lecture ou d’écriture")
    say(
        f"{name}\u00a0: le disque a refusé ({why}).\nRien n’est perdu.\n"
        "Libérez de la place ou changez de support, puis réessayez."
    )
    return MACHINE


def _parser() -> Parser:
    parser = Parser(prog="pvdesk", description="Saisie de terrain hors ligne des délégués du préfet.", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=APPLICATION, help="la version")
    parser.add_argument("--dossier", type=Path, default=None, metavar="DIR", help="dossier des données")
    commands = parser.add_subparsers(metavar="COMMANDE", title="commandes", parser_class=Parser)
    records.add(commands, _add)
    exchange.add(commands, _add)
    return parser


def _add(commands: Any, name: str, help_: str, run: Command) -> Parser:
    """Declare a command with the options that all share."""
    made: Parser = commands.add_parser(name, help=help_, description=help_, add_help=False)
    _help(made)
    made.add_argument("--dossier", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="dossier des données")
    made.set_defaults(run=run)
    return made


def _help(parser: Parser) -> None:
    parser.add_argument("-h", "--aide", "--help", action="help", help="cette aide")
