"""A charter that a service supplies: colours, a font, a logo; refused whole when a text would be hard to read.

The folder `charte/` of the data folder holds `charte.json` and, at will, fonts (ttf, otf) and `logo.png`:

    {"nom": "…", "police": "…", "couleurs": {"clair": {"primary": "#RRVVBB"}, "sombre": {}}}

The high-contrast theme is never changed. Nothing of the State is shipped: what a service may use, it brings.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFontDatabase

from ui.theme import tokens
from ui.theme.theme import Theme

LOG = logging.getLogger(__name__)

FOLDER = "charte"
FILE = "charte.json"
LOGO = "logo.png"
FONTS = ("*.ttf", "*.otf")
CHANGED = ("clair", "sombre")
LARGEST = 200_000  # bytes of the file
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NOTHING = "pvdesk garde ses propres couleurs."


class Refused(ValueError):  # noqa: N818 - said as in « charte refusée »
    """The charter cannot be worn: what is wrong, in French, a fault a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults

    @property
    def phrase(self) -> str:
        """What happened, what is safe, what to do."""
        more = len(self.faults) - 1
        others = f" (et {more}\u00a0autre{'s' if more > 1 else ''})" if more else ""
        return (
            f"La charte du service n’est pas appliquée\u00a0: {self.faults[0]}{others}. {_NOTHING} "
            f"Corrigez «\u00a0{FOLDER}/{FILE}\u00a0», puis rouvrez pvdesk."
        )


@dataclass(frozen=True, slots=True)
class Charte:
    """What a service supplies.

    Attributes:
        colours: by theme, the tokens that it changes.
        family: its font, empty for ours.
        fonts: files to register.
        logo: its picture, shown beside the name of the program.
    """

    nom: str = ""
    family: str = ""
    colours: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    fonts: tuple[Path, ...] = ()
    logo: Path | None = None

    def dressed(self, theme: Theme) -> Theme:
        """A theme in the colours and the font of the service."""
        return replace(
            theme, family=self.family or theme.family, colours=tuple(self.colours.get(theme.name, ())),
            logo=str(self.logo or ""),
        )  # fmt: skip


def load(folder: Path) -> tuple[Charte, str]:
    """The charter of a data folder, its fonts registered; nothing and why when it is refused."""
    try:
        found = read(folder)
    except Refused as refusal:
        LOG.warning("charter refused: %d faults", len(refusal.faults))
        return Charte(), refusal.phrase
    for file in found.fonts:
        QFontDatabase.addApplicationFont(str(file))
    return found, ""


def read(folder: Path) -> Charte:
    """The charter of a data folder; one without anything when it has none.

    Raises:
        Refused: it cannot be read, names what does not exist, or makes a text hard to read.
    """
    held = folder / FOLDER
    if not (held / FILE).exists():
        return Charte()
    said = _said(held / FILE)
    faults: list[str] = []
    colours = _colours(said.get("couleurs", {}), faults)
    fonts = tuple(sorted(path for pattern in FONTS for path in held.glob(pattern)))
    family = said.get("police", "")
    if not isinstance(family, str):
        faults.append("la police doit être un nom")
    elif family and not fonts:
        faults.append(f"la police «\u00a0{family}\u00a0» n’est pas dans le dossier")
    faults += [fault for theme, changed in colours.items() for fault in _hard_to_read(theme, dict(changed))]
    if faults:
        raise Refused(faults)
    logo = held / LOGO
    return Charte(str(said.get("nom", "")), family, colours, fonts, logo if logo.exists() else None)


def _said(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused([f"«\u00a0{FILE}\u00a0» est trop gros"])
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused([f"«\u00a0{FILE}\u00a0» n’est pas lisible (JSON attendu)"]) from error
    if not isinstance(found, dict):
        raise Refused([f"«\u00a0{FILE}\u00a0» n’est pas lisible (un objet est attendu)"])
    return found


def _colours(said: object, faults: list[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The good colours by theme; the others are told."""
    made: dict[str, tuple[tuple[str, str], ...]] = {}
    if not isinstance(said, dict):
        faults.append("les couleurs doivent être rangées par thème")
        return made
    for theme, changed in said.items():
        if theme not in CHANGED or not isinstance(changed, dict):
            faults.append(f"le thème «\u00a0{theme}\u00a0» ne se change pas (clair et sombre seulement)")
            continue
        for token, colour in changed.items():
            if token not in tokens.CLAIR:
                faults.append(f"la couleur «\u00a0{token}\u00a0» n’existe pas")
            elif not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
                faults.append(f"la couleur «\u00a0{token}\u00a0» s’écrit #RRVVBB")
            else:
                made[theme] = (*made.get(theme, ()), (token, colour.upper()))
    return made


def _hard_to_read(theme: str, changed: Mapping[str, str]) -> list[str]:
    """The pairs that fall under the contrast they need."""
    whole = {**tokens.THEMES[theme], **changed}
    found = []
    for front, ground, least in tokens.PAIRS:
        if front in changed or ground in changed:
            ratio = tokens.ratio(whole[front], whole[ground])
            if ratio < least:
                found.append(
                    f"«\u00a0{front}\u00a0» sur «\u00a0{ground}\u00a0» en thème {theme}, contraste de "
                    f"{_said_ratio(ratio)} au lieu de {_said_ratio(least)}"
                )
    return found


def _said_ratio(ratio: float) -> str:
    """« 3,9 »: read before the lock screen is painted, where the French of numbers is not loaded yet."""
    return f"{ratio:.1f}".replace(".", ",")
