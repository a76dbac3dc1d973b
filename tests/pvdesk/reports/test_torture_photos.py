"""Whatever file is given as a photo, the paper comes out, conforms, is light and does not say where it was taken."""

import io
import time
from collections.abc import Callable

import PIL.Image
import pytest
from PIL import ImageDraw
from PIL.TiffImagePlugin import IFDRational

from pvdesk.reports.blocks import Block, Doc, Figure, Figures, Heading, Meta
from pvdesk.reports.pixels import HEAVIEST, fitted
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures

META = Meta(title="Visite", author="Exemple", subject="Visite", when=samples.QUAND, footer="Visite")
DEVICE = "APPAREIL-2713"
GPS_IFD = 0x8825


def doc(*blocks: Block) -> Doc:
    return Doc(META, (Heading(1, "Visite"), *blocks))


def shot(mode: str, size: tuple[int, int]) -> PIL.Image.Image:
    """A picture with something to see, that does not shrink to nothing."""
    grey = PIL.Image.effect_noise((size[0] // 8 + 1, size[1] // 8 + 1), 60).resize(size)
    ImageDraw.Draw(grey).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=255)
    return grey.convert(mode)


def saved(picture: PIL.Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def located() -> bytes:
    exif = PIL.Image.Exif()
    exif[0x0110] = DEVICE
    place = exif.get_ifd(GPS_IFD)
    place[1], place[2] = "N", (IFDRational(50), IFDRational(25), IFDRational(5736, 100))
    return saved(shot("RGB", (800, 600)), "JPEG", exif=exif)


def animated() -> bytes:
    frames = [shot("L", (320, 240)) for _ in range(3)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


READABLE: dict[str, Callable[[], bytes]] = {
    "huge": lambda: saved(shot("L", (8000, 6000)), "JPEG", quality=60),
    "cmyk": lambda: saved(shot("CMYK", (1600, 1200)), "JPEG"),
    "alpha": lambda: saved(shot("LA", (1600, 1200)), "PNG"),
    "deep": lambda: saved(shot("I", (800, 600)).convert("I;16"), "PNG"),
    "gif": lambda: saved(shot("P", (640, 480)), "GIF"),
    "animated": animated,
    "located": located,
    "upright": lambda: saved(shot("RGB", (1200, 1600)), "JPEG"),
}
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "cut jpeg": lambda: cut(saved(shot("RGB", (800, 600)), "JPEG")),
    "cut png": lambda: cut(saved(shot("RGB", (800, 600)), "PNG")),
    "cut gif": lambda: cut(saved(shot("P", (640, 480)), "GIF")),
    "head alone": lambda: b"\xff\xd8\xff\xe0" + bytes(400),
    "a lie about its size": lambda: _vast(saved(shot("L", (8, 8)), "PNG")),
}


def _vast(png: bytes) -> bytes:
    """The same file, said to be of 65 000 × 65 000 points."""
    return png[:16] + (65_000).to_bytes(4, "big") * 2 + png[24:]


@pytest.mark.parametrize("name", READABLE)
def test_a_photo_of_any_kind_is_printed_light_and_without_its_place(name: str) -> None:
    photo = READABLE[name]()
    start = time.process_time()
    rendered = render(doc(Figures((Figure(photo, "Une rue", "Rue"), Figure(photo, "La même", "Rue")))))
    assert time.process_time() - start < 4
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert len(rendered.data) < 2 * HEAVIEST + 60_000
    assert not any(trace in rendered.data for trace in (DEVICE.encode(), b"Exif", b"GPS"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_photo_that_cannot_be_read_is_told_in_its_place_and_to_the_author(name: str) -> None:
    rendered = render(doc(Figure(UNREADABLE[name](), "Une rampe")))
    assert failures(rendered.data) == []
    assert rendered.messages == ("Une image ne se lit pas et n’est pas imprimée\u00a0: Une rampe.",)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    row = b"".join(level.to_bytes(2, "little") * 150 for level in (20_000, 60_000))
    deep = PIL.Image.frombytes("I;16", (300, 200), row * 200)
    made = fitted(saved(deep, "PNG"), 300, 200)
    assert made is not None
    printed = PIL.Image.open(io.BytesIO(made.jpeg)).convert("L")
    assert [printed.getpixel((x, 20)) for x in (20, printed.width - 20)] == [pytest.approx(v, abs=3) for v in (78, 234)]
