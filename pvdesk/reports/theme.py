"""Sizes, colours, font and logo slots of the papers. Neutral by default: no mark of the State is shipped."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Faces:
    """Static TrueType files of one family; a bare name is looked up in the program's own fonts."""

    regular: str = "SourceSans3-Regular.ttf"
    bold: str = "SourceSans3-Bold.ttf"
    italic: str = "SourceSans3-It.ttf"
    family: str = "Liberation Sans"  # as a word processor knows it; ours is not installed with it


@dataclass(frozen=True)
class Theme:
    """Lengths in millimetres, font sizes in points, colours as #rrggbb on white (contrast 4.5:1 or more for text)."""

    faces: Faces = Faces()
    logo: Path | None = None  # a picture of the emitter, given by the service that deploys
    logo_text: str = ""  # its alternative text, asked for with the logo
    logo_height: float = 18
    margin: float = 22
    margin_top: float = 18
    margin_bottom: float = 20
    body: float = 10.5
    table: float = 9.5
    small: float = 8.5
    headings: tuple[float, float, float] = (19, 13, 11)
    leading: float = 1.36
    air: float = 1  # of the usual white between lines and blocks
    ink: str = "#161616"
    quiet: str = "#555555"
    accent: str = "#1f3a5f"
    rule: str = "#929292"
    watermark: str = "#ececec"


DEFAULT = Theme()
TIGHT = 0.72  # the air of a paper that would else overflow by a few lines
