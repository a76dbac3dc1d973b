"""Every page of a data folder in every look: `python -m ui.album DOSSIER SORTIE [INSTANT]`, for `make captures`."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from db.models.echange import Role
from pvdesk.base.clock import Clock, fixed_clock, system_clock
from ui import navigation
from ui.app import Application
from ui.captures import PHRASE, choose, settle
from ui.pages.palette import Palette
from ui.places import HOME, LISTS, family

COLOURS = 200  # of a picture: flat grounds and smooth letters need no more
SOUGHT = "conseil"
READ = "reunions"
PAPER = "compte-rendu"
FIRST = "premier-lancement"


@dataclass(frozen=True, slots=True)
class Look:
    """A theme, a size of window, a size of text."""

    theme: str
    size: tuple[int, int]
    zoom: float

    @property
    def name(self) -> str:
        """As its folder is called: « clair-1366x768 », « clair-1280x720-200 »."""
        text = "" if self.zoom == 1 else f"-{self.zoom:.0%}".replace("%", "")
        return f"{self.theme}-{self.size[0]}x{self.size[1]}{text}"


LOOKS = tuple(
    Look(theme, size, zoom) for size, zoom in (((1366, 768), 1.0), ((1280, 720), 2.0))
    for theme in ("clair", "sombre", "contraste")
)  # fmt: skip


def album(folder: Path, phrase: str, out: Path, clock: Clock = system_clock, looks: tuple[Look, ...] = LOOKS) -> int:
    """Take every page, and a fiche of each list, in each look.

    Returns:
        How many pictures were written; none when the folder does not open.
    """
    application = Application(folder, clock)
    application.start(phrase)
    settle(application)
    if application.window is None:
        application.frame.close()
        return 0
    made, before = 0, application.settings
    who = "delegue" if application.window.desk.role is Role.POSTE else "mission"
    for look in looks:
        application.frame.resize(*look.size)
        application.change(replace(before, theme=look.theme, zoom=look.zoom, verrou_minutes=0))
        for name, shown in _places(application):
            write(shown.grab().toImage(), out / look.name / f"{who}-{name}.png")
            made += 1
    application.change(before)
    application.frame.close()
    return made


def thresholds(out: Path, clock: Clock = system_clock, looks: tuple[Look, ...] = LOOKS) -> int:
    """Take the first screen of all, in each look.

    Returns:
        How many pictures were written.
    """
    with tempfile.TemporaryDirectory() as nowhere:
        for look in looks:
            application = Application(Path(nowhere) / "donnees", clock)
            application.change(replace(application.settings, theme=look.theme, zoom=look.zoom))
            application.start()
            application.frame.resize(*look.size)
            settle(application)
            write(application.frame.grab().toImage(), out / look.name / f"{FIRST}.png")
            application.frame.close()
    return len(looks)


def write(image: QImage, target: Path) -> None:
    """Write a picture small: few colours, no trace of when."""
    from PIL import Image

    target.parent.mkdir(parents=True, exist_ok=True)
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (plain.width(), plain.height()), plain.bytesPerLine()
    read = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", stride, 1)
    few = read.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def _places(application: Application) -> Iterator[tuple[str, QWidget]]:
    """Show each page in the order of the navigation, then a fiche of each list; its name and what to take, at rest."""
    window = application.window
    assert window is not None
    for page in listed(window.desk.role):
        window.show_page(page)
        settle(application)
        uid = choose(window)
        settle(application)
        yield page, application.frame
        listing = window.stack.currentWidget()
        # At the mission every fiche is read alike: one is enough.
        if uid and page in LISTS and (window.desk.role is Role.POSTE or page == READ):
            window.open_record(LISTS[page], uid)
            settle(application)
            if window.stack.currentWidget() is not listing:
                yield f"fiche-{LISTS[page]}", application.frame
                if page == READ:
                    window.services.go.show_paper(PAPER, uid)
                    settle(application)
                    yield "papier", application.frame
    window.show_page(HOME)
    window.search()
    palette: Palette | None = window.findChild(Palette)
    assert palette is not None
    palette.edit.setText(SOUGHT)
    settle(application)
    yield "palette", palette
    palette.close()
    settle(application)


def listed(role: Role) -> Iterator[str]:
    """The pages of a profile, families together."""
    for entry in (*navigation.entries(role), *navigation.foot(role)):
        if entry.key:
            yield from family(entry.key)


def main(words: list[str]) -> int:
    """Take the pictures of a folder; the phrase is in PVDESK_PHRASE, the time of the clock is the third word if any.

    Returns:
        0 when pictures were written, 1 when the folder did not open, 2 for a wrong call.
    """
    phrase = os.environ.get(PHRASE, "")
    if len(words) not in {2, 3} or not phrase:
        return 2
    clock = fixed_clock(dt.datetime.fromisoformat(words[2])) if len(words) == 3 else system_clock
    made = album(Path(words[0]), phrase, Path(words[1]), clock)
    if made and not (Path(words[1]) / LOOKS[-1].name / f"{FIRST}.png").exists():
        thresholds(Path(words[1]), clock)
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
