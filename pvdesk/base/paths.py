"""Where the program finds its own files."""

import sys
from pathlib import Path


def resources() -> Path:
    """The folder of icons, fonts and reference tables: frozen bundle, source checkout or wheel install."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    checkout = Path(__file__).resolve().parents[2] / "resources"
    if checkout.is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "pvdesk" / "resources"
