"""Where the program finds its own files, and where it keeps the person's."""

import sys
from pathlib import Path

BASE = "pvdesk.db"
KEY = "cle.json"


def resources() -> Path:
    """The folder of icons, fonts and reference tables: frozen bundle, source checkout or wheel install."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    checkout = Path(__file__).resolve().parents[2] / "resources"
    if checkout.is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "pvdesk" / "resources"


def default_folder() -> Path:
    """The data folder of this person on this machine: local, never roaming (a base is not copied at log-off)."""
    import appdirs

    return Path(appdirs.user_data_dir("pvdesk", appauthor=False, roaming=False))


def holds_data(folder: Path) -> bool:
    """Whether a folder holds data, even incomplete: a base without its key is to be mended, never replaced."""
    return any((folder / name).exists() for name in (BASE, KEY))
