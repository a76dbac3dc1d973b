"""The command line: one thin function per command. `pvdesk` alone is the window (`pvdesk.__main__`)."""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from db.errors import Cause, Faute
from pvdesk.base.version import APPLICATION
from pvdesk.cli import agenda, demandes, exchange, generer, identite, indicateurs, papiers, records, tables
from pvdesk.cli.terms import DONE, MACHINE, USAGE, Misuse, say

_USAGE_CAUSES = frozenset(
    {
        Cause.ABSENT, Cause.EXISTE, Cause.CHEMIN, Cause.PHRASE, Cause.PHRASE_COURTE, Cause.SANS_PHRASE,
        Cause.PHRASES_DIFFERENTES, Cause.SERVEUR_ADRESSE, Cause.SERVEUR_EXISTE, Cause.SERVEUR_POSTE,
        Cause.SERVEUR_VARIABLE,
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
# What argparse complains of, in each of its English sentences.
_WORD = re.compile(
    r"invalid choice: '(.*?)' \(|(?:required|unrecognized arguments): (.*)$|ambiguous option: (\S+)|^argument (\S+):"
)
INTERRUPTED = 130
LONGEST_SHOWN = 80  # characters of a path in a sentence
Command = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse, told in French."""

    def error(self, message: str) -> NoReturn:
        """One sentence, the usage, exit code 2."""
        found = _WORD.search(message)
        word = next(filter(None, found.groups()), "") if found else ""
        what = f" («\u00a0{word}\u00a0»)" if word else ""
        self.exit(
            USAGE, f"Commande incomplète ou mal écrite{what}.\n{self.format_usage()}Voir\u00a0: {self.prog} --aide\n"
        )


def main(words: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done, 2 usage, 3 refused, 4 held, 5 a fault of the machine; of a paper, 6 replaced, 7 altered, 8 unknown.
    """
    _speak_anywhere()
    args = _parser().parse_args(list(words))
    if not hasattr(args, "run"):
        _parser().print_help()
        return USAGE
    try:
        run: Command = args.run
        return _told(run(args))
    except KeyboardInterrupt:
        say("Interrompu.")
        return INTERRUPTED
    except BrokenPipeError:  # « lister … | head »: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Misuse as slip:
        say(str(slip))
        return USAGE
    except Faute as fault:
        where = f"\n{fault.detail}" if fault.cause is Cause.REFERENTIEL else ""  # the file and its line
        say(f"{fault.happened}{where}\n{fault.safe}\n{fault.remedy}")
        return USAGE if fault.cause in _USAGE_CAUSES else MACHINE
    except OSError as error:
        return _machine(error)


def _told(code: int) -> int:
    """All was said: what the disk or the reader refuses is met here, not while Python ends."""
    sys.stdout.flush()
    return code


def _speak_anywhere() -> None:
    """A console or a pipe that lacks a sign of our French shows another in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


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
    indicateurs.add(commands, _add)
    agenda.add(commands, _add)
    tables.add(commands, _add)
    identite.add(commands, _add)
    demandes.add(commands, _add)
    papiers.add(commands, _add)
    exchange.add(commands, _add)
    generer.add(commands, _add)
    return parser


def _add(commands: Any, name: str, help_: str, run: Command) -> Parser:
    """Declare a command with the options that all share."""
    made: Parser = commands.add_parser(name, help=help_, description=help_, add_help=False)
    _help(made)
    made._positionals.title = "arguments"  # noqa: SLF001 - argparse has no other way to say it in French
    made.add_argument("--dossier", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="dossier des données")
    made.set_defaults(run=run)
    return made


def _help(parser: Parser) -> None:
    parser.add_argument("-h", "--aide", "--help", action="help", help="cette aide")
