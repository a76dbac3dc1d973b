"""What a person chooses of the display: one frozen value, kept in `reglages.json` of the data folder."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

LOG = logging.getLogger(__name__)
FILE = "reglages.json"
THEMES = ("systeme", "clair", "sombre", "contraste")
ZOOMS = (1.0, 1.25, 1.5, 1.75, 2.0)
LOCKS = (0, 5, 15, 30, 60)
LONGEST = 2000  # characters of a window geometry


@dataclass(frozen=True, slots=True)
class Settings:
    """Attributes say everything; a value that cannot be is replaced by its default.

    Attributes:
        theme: systeme (what the machine asks for), clair, sombre or contraste.
        zoom: multiplies type and spacing, 1.0 to 2.0.
        large: controls of 44 px instead of 36, for touch screens and for tired hands.
        geometry: place and size of the window, as Qt writes them, in base 64.
        dossier_envoi: where the last file for the mission was put.
        orthographe: whether words that the dictionary lacks are underlined in long texts.
        verrou_minutes: without a key or the mouse, before the window locks itself; 0 for never.
    """

    theme: str = THEMES[0]
    zoom: float = 1.0
    large: bool = False
    geometry: str = ""
    dossier_envoi: str = ""
    orthographe: bool = True
    verrou_minutes: int = 15

    @property
    def looks(self) -> tuple[str, float, bool]:
        """What decides of the looks: the rest changes nothing on the screen."""
        return self.theme, self.zoom, self.large


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


CHECKS: dict[str, Callable[[object], bool]] = {
    "theme": lambda value: value in THEMES,
    "zoom": lambda value: value in ZOOMS and not isinstance(value, bool),
    "large": lambda value: isinstance(value, bool),
    "geometry": _text,
    "dossier_envoi": _text,
    "orthographe": lambda value: isinstance(value, bool),
    "verrou_minutes": lambda value: value in LOCKS and not isinstance(value, bool),
}


def read(folder: Path, first: Settings | None = None) -> Settings:
    """The settings kept in a data folder, `first` when none were ever kept.

    A mistake costs its own setting only, and is named in the log.
    """
    try:
        found: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return first or Settings()
    except (OSError, ValueError) as error:
        LOG.warning("%s cannot be read (%s): default settings", FILE, type(error).__name__)
        return Settings()
    if not isinstance(found, dict):
        LOG.warning("%s is not an object: default settings", FILE)
        return Settings()
    kept = {}
    for field in fields(Settings):
        if field.name not in found:
            continue
        if CHECKS[field.name](found[field.name]):
            kept[field.name] = found[field.name]
        else:
            LOG.warning("%s: %s cannot be %.40r, default kept", FILE, field.name, found[field.name])
    return Settings(**kept)


def write(folder: Path, settings: Settings) -> bool:
    """Keep the settings, whole or not at all.

    Returns:
        Whether they were kept: a folder in read-only mode costs the settings, never the work.
    """
    target, part = folder / FILE, folder / f"{FILE}.part"
    try:
        with part.open("w", encoding="utf-8") as out:
            json.dump(asdict(settings), out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as error:
        LOG.warning("%s cannot be written: %s", FILE, error.strerror)
        part.unlink(missing_ok=True)
        return False
    return True
