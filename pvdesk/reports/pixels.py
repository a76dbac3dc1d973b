"""Pictures made fit for paper: upright, on white, at the finest grain a printer shows, without what a camera writes."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from pvdesk.store.photos import eight_bits

GRAIN = 180  # dots per inch
COARSEST = 100  # a small picture is not blown up beyond this
HEAVIEST = 250_000  # bytes
QUALITIES = (82, 70, 58, 46)
# What Pillow raises on a file that lies about its content.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, OverflowError, struct.error, zlib.error, MemoryError)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A JPEG with no metadata, and the room it takes on paper (points)."""

    jpeg: bytes
    width: float
    height: float


def fitted(data: bytes, width: float, height: float) -> Pixels | None:
    """The picture for a room of `width` by `height` points, its shape kept; None when it cannot be read."""
    import PIL.Image
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL")  # of metadata that are thrown away
            with PIL.Image.open(io.BytesIO(data)) as opened:
                turned = eight_bits(ImageOps.exif_transpose(opened))
                picture = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except (*_BROKEN, PIL.Image.DecompressionBombWarning, PIL.Image.DecompressionBombError):
        return None
    scale = min(width / picture.width, height / picture.height, 72 / COARSEST)  # points for a pixel
    printed = (picture.width * scale, picture.height * scale)
    dots = [max(1, round(min(side * GRAIN / 72, whole))) for side, whole in zip(printed, picture.size, strict=True)]
    # Pixels only, in a new picture: profile, comment, thumbnail and place stay behind.
    small = picture.resize((dots[0], dots[1]), PIL.Image.Resampling.LANCZOS)
    bare = PIL.Image.new("RGB", small.size, "white")
    bare.paste(small, mask=small if small.mode == "RGBA" else None)
    jpeg = b""
    for quality in QUALITIES:
        kept = io.BytesIO()
        bare.save(kept, "JPEG", quality=quality, optimize=True)
        jpeg = kept.getvalue()
        if len(jpeg) <= HEAVIEST:
            break
    return Pixels(jpeg, *printed)
