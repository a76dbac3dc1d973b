"""What every command shares: exit codes, the passphrase, the data folder."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from db.errors import Cause, Faute
from pvdesk.base.paths import default_folder
from pvdesk.store.desk import Desk, open_desk

DONE, USAGE, REFUSED, HELD, MACHINE = 0, 2, 3, 4, 5


def say(text: str) -> None:
    """Tell a person, on the error stream."""
    print(text, file=sys.stderr)


def phrase(*, confirm: bool = False) -> str:
    """The passphrase: variable PVDESK_PHRASE, or asked at the terminal without echo.

    Raises:
        Faute: none was given, or the two differ.
    """
    given = os.environ.get("PVDESK_PHRASE")
    if given is not None:
        return given
    try:
        typed = getpass.getpass("Phrase de passe\u00a0: ")
        again = getpass.getpass("Encore une fois\u00a0: ") if confirm else typed
    except EOFError:
        raise Faute(Cause.PHRASE, "no phrase was given") from None
    if typed != again:
        raise Faute(Cause.PHRASE, "the two phrases differ")
    return typed


def folder(args: argparse.Namespace) -> Path:
    """The data folder asked for, or this person's own."""
    asked: Path | None = args.dossier
    return asked or default_folder()


def open_asked(args: argparse.Namespace) -> Desk:
    """Open the data folder asked for."""
    return open_desk(folder(args), phrase())
