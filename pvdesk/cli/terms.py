"""What every command shares: exit codes, the passphrase, the data folder."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import Cause, Faute
from db.models.echange import Role
from pvdesk.base import codes
from pvdesk.base.paths import default_folder
from pvdesk.mission.archive import archived
from pvdesk.store.desk import Desk, open_desk

DONE, USAGE, REFUSED, HELD, MACHINE = 0, 2, 3, 4, 5


def say(text: str) -> None:
    """Tell a person, on the error stream."""
    print(text, file=sys.stderr)


def phrase(ask: str = "Phrase de passe\u00a0: ", *, confirm: bool = False) -> str:
    """The passphrase: variable PVDESK_PHRASE, a line of the input, or asked at the terminal without echo.

    Raises:
        Faute: none was given, or the two differ.
    """
    given = os.environ.get("PVDESK_PHRASE")
    if given is None and sys.stdin is not None and not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")  # from another program: nobody is there to be asked twice
    if given:
        return given
    if given is not None or sys.stdin is None:
        raise Faute(Cause.SANS_PHRASE)
    try:
        typed = getpass.getpass(ask)
        again = getpass.getpass("Encore une fois\u00a0: ") if confirm else typed
    except EOFError:
        raise Faute(Cause.SANS_PHRASE) from None
    if typed != again:
        raise Faute(Cause.PHRASES_DIFFERENTES)
    return typed


def folder(args: argparse.Namespace) -> Path:
    """The data folder asked for, or this person's own."""
    asked: Path | None = args.dossier
    return asked or default_folder()


class Misuse(Exception):  # noqa: N818 - a slip of the person, not an error of ours
    """What was asked cannot be; the sentences to say. Nothing was done."""


@contextmanager
def open_asked(args: argparse.Namespace, role: Role | None = None) -> Iterator[Desk]:
    """The data folder asked for, open as long as the command works.

    Raises:
        Misuse: it is not the side (a poste, the mission) whose command this is.
        Faute: it cannot be opened.
    """
    desk = archived(open_desk(folder(args), phrase()))
    try:
        if role is not None and desk.role is not role:
            this, other = ("d’un poste", "de la mission") if role is Role.MISSION else ("de la mission", "d’un poste")
            raise Misuse(
                f"Ce dossier est celui {this}\u202f; cette commande est celle {other}.\nRien n’a été modifié.\n"
                f"Choisissez le dossier {other} avec --dossier."
            )
        yield desk
    finally:
        desk.close()


def checked_code(code: str) -> str:
    """The code of a poste, as typed.

    Raises:
        Misuse: no poste may have that code.
    """
    if not codes.of_a_poste(code):
        raise Misuse(
            f"«\u00a0{code}\u00a0» n’est pas le code d’un poste.\nRien n’a été modifié.\n"
            "Écrivez une lettre majuscule puis des chiffres, par exemple D07."
        )
    return code
