"""`pvdesk` is the window, `pvdesk COMMANDE` the command line; nothing heavy is loaded before knowing which."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = "--dossier"
PHRASE = "PVDESK_PHRASE"
CAPTURES = "captures"  # pictures of the screens: the window again, so not in the command line


def main(argv: Sequence[str] | None = None) -> int:
    """Run pvdesk.

    Args:
        argv: the words after the name of the program; those of the process when None.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    window, folder = _asks_for_window(words)
    if window:
        from ui.app import run

        return run(folder, os.environ.get(PHRASE))
    if words[0] == CAPTURES:
        from ui.captures import main as captures

        return captures(words[1:])
    from pvdesk.cli import main as command

    return command.main(words)


def _asks_for_window(words: list[str]) -> tuple[bool, Path | None]:
    """Whether nothing but a data folder is said, and which."""
    if not words:
        return True, None
    if len(words) == 2 and words[0] == FOLDER:
        return True, Path(words[1])
    if len(words) == 1 and words[0].startswith(f"{FOLDER}="):
        return True, Path(words[0].partition("=")[2])
    return False, None


if __name__ == "__main__":
    sys.exit(main())
