"""The photos of a visit: reduced, turned upright, stripped of all that a camera writes beside the picture."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.errors import Cause, Faute, from_system
from db.models.image import Image
from db.models.visite import VisitePhoto
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONG_SIDE = 1600  # pixels
QUALITY = 82
LARGEST_FILE = 64 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
FIRST_YEAR = 1990  # of a photo: a camera whose clock was never set says 1970 or 1980
_EXIF_PART, _TAKEN, _CHANGED = 0x8769, 0x9003, 0x0132  # the Exif directory, DateTimeOriginal, DateTime
# What Pillow raises on a file that lies about its content (of 600,000 altered files, one made it add a float).
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, OverflowError, struct.error, zlib.error)


def add(unit: UnitOfWork, visite_uid: str, path: Path, legende: str | None = None) -> str:
    """Keep a photo of a visit: its line, and its picture reduced without metadata; only the day of the shot is read.

    Returns:
        The uid of the photo line; the unit still has to commit.

    Raises:
        Faute: the file cannot be read, is no picture, is broken or oversized; nothing is changed.
        Absent: no such visit.
    """
    content, size, taken = reduced(_bytes(path), unit.now.date())
    draft = records.load(unit, "visite", visite_uid)
    uid = new_uid(int(unit.now.timestamp() * 1000))
    draft.lines["photos"].append(LineDraft(uid, {"legende": legende, "prise_le": taken}))
    records.save(unit, draft)
    unit.session.add(_image(uid, content, size))
    unit.session.flush()
    return uid


def content(unit: UnitOfWork, uid: str) -> bytes | None:
    """The JPEG of a photo line; None when its picture stayed on another laptop."""
    found: bytes | None = unit.session.scalar(select(Image.contenu).where(Image.uid == uid))
    return found


def put_back(unit: UnitOfWork, uid: str, jpeg: bytes) -> bool:
    """Keep again the picture of a photo line that was removed and put back: it died with its line.

    Returns:
        Whether the line is there to have it.
    """
    if unit.session.get(VisitePhoto, uid) is None:
        return False
    if unit.session.get(Image, uid) is None:
        unit.session.add(_image(uid, jpeg, _size(jpeg)))
        unit.session.flush()
    return True


def _size(jpeg: bytes) -> tuple[int, int]:
    import PIL.Image

    with PIL.Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        return opened.size


def _image(uid: str, jpeg: bytes, size: tuple[int, int]) -> Image:
    return Image(uid=uid, contenu=jpeg, largeur=size[0], hauteur=size[1], sha256=hashlib.sha256(jpeg).hexdigest())


def reduced(data: bytes, today: dt.date) -> tuple[bytes, tuple[int, int], dt.date | None]:
    """A JPEG without any metadata, its width and height, and the day of the shot (None when unknown or to come).

    Raises:
        Faute: no picture, broken or oversized.
    """
    import PIL.Image

    if not data:
        raise Faute(Cause.IMAGE_ABIMEE, "the file is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL")  # of metadata that are thrown away
            with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                taken = _taken(opened, today)
                picture = _upright(opened)
    except PIL.UnidentifiedImageError as error:
        raise Faute(Cause.PAS_UNE_IMAGE, "format not known") from error
    except (PIL.Image.DecompressionBombWarning, PIL.Image.DecompressionBombError, MemoryError) as error:
        raise Faute(Cause.IMAGE_DEMESUREE, "too many pixels") from error
    except _BROKEN as error:
        raise Faute(Cause.IMAGE_ABIMEE, type(error).__name__) from error
    # Pixels only, in a new picture: profile, comment, thumbnail and place stay behind.
    bare = PIL.Image.new("RGB", picture.size, "white")
    bare.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue(), bare.size, taken


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Faute(Cause.IMAGE_DEMESUREE, "the file is too long")
        return path.read_bytes()
    except OSError as error:
        raise from_system(error) from error


def eight_bits(picture: Picture) -> Picture:
    """A grey of sixteen bits in eight: converted to colours as it is, all that is not black would be white."""
    deep = picture.mode.startswith("I;16")
    return picture.point(lambda level: level * (1 / 256)).convert("L") if deep else picture


def _upright(opened: Picture) -> Picture:
    """Reduced, turned as the camera was held, in colours that a JPEG knows (transparency kept for the caller)."""
    from PIL import ImageOps

    if opened.mode in {"RGB", "L", "CMYK"}:  # before it is read whole: a JPEG is then decoded at a lower scale
        opened.thumbnail((LONG_SIDE, LONG_SIDE))
    turned = eight_bits(ImageOps.exif_transpose(opened))
    coloured = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    coloured.thumbnail((LONG_SIDE, LONG_SIDE))
    return coloured


def _taken(opened: Picture, today: dt.date) -> dt.date | None:
    exif = opened.getexif()
    said = exif.get_ifd(_EXIF_PART).get(_TAKEN) or exif.get(_CHANGED)
    try:
        day = dt.datetime.strptime(str(said)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a day, where the camera was
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR and day <= today + dt.timedelta(days=1) else None
