"""A photo enters reduced, upright and without anything that says where it was taken."""

import datetime as dt
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pytest
from PIL.ExifTags import GPS, IFD, Base
from sqlalchemy import select

from db.errors import Cause, Faute
from db.journal import Trace
from db.models.image import Image
from pvdesk.bundle import rows
from pvdesk.store import photos, records
from pvdesk.store.desk import Desk
from tests.builders import TODAY, make_desk

SECRET = b"50.4312"  # of the place, as a camera application may also write it in a comment


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def visit(desk: Desk) -> str:
    """The uid of a saved visit."""
    with desk.writing() as unit:
        draft = records.blank(unit, "visite", date=TODAY, objet="Visite d’essai", lieu="Place d’essai")
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def shot(path: Path, size: tuple[int, int] = (2400, 1200), *, orientation: int = 1) -> Path:
    """A JPEG as a telephone writes it: place, day, orientation, comment, profile; its left third is red."""
    picture = PIL.Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 3, size[1]))
    exif = PIL.Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Appareil d’essai"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2026:10:14 09:30:00"
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 25.0, 52.0), GPS.GPSLongitudeRef: "E"}
    )
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    picture.save(path, "JPEG", exif=exif, comment=SECRET, xmp=xmp, icc_profile=b"profil " + SECRET)
    return path


def refused(desk: Desk, path: Path) -> Cause:
    """The cause of the refusal of a file, the visit being left as it was."""
    uid = visit(desk)
    with desk.writing() as unit, pytest.raises(Faute) as told:
        photos.add(unit, uid, path)
    with desk.reading() as unit:
        assert records.load(unit, "visite", uid).lines["photos"] == []
    return told.value.cause


def test_a_photo_keeps_its_day_and_loses_its_place(desk: Desk, tmp_path: Path) -> None:
    path = shot(tmp_path / "photo.jpg")
    with PIL.Image.open(path) as sample:
        assert sample.getexif().get_ifd(IFD.GPSInfo)  # the sample does hold a place
    uid = visit(desk)
    with desk.writing() as unit:
        photo = photos.add(unit, uid, path, "Aire de jeux dégradée")
        unit.commit()
    with desk.reading() as unit:
        (line,) = records.load(unit, "visite", uid).lines["photos"]
        content = photos.content(unit, photo)
    assert (line.uid, line.values["legende"], line.values["prise_le"]) == (
        photo, "Aire de jeux dégradée", dt.date(2026, 10, 14),
    )  # fmt: skip
    assert content is not None
    assert SECRET not in content
    assert b"Appareil" not in content
    kept = PIL.Image.open(io.BytesIO(content))
    assert (kept.format, kept.size) == ("JPEG", (1600, 800))
    assert dict(kept.getexif()) == {}
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_a_photo_held_sideways_is_turned_upright(tmp_path: Path) -> None:
    data = shot(tmp_path / "photo.jpg", (900, 600), orientation=6).read_bytes()  # to be turned a quarter clockwise
    content, size, _ = photos.reduced(data, TODAY)
    kept = PIL.Image.open(io.BytesIO(content)).convert("RGB")
    assert size == kept.size == (600, 900)
    top, bottom = kept.getpixel((300, 50)), kept.getpixel((300, 850))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]


def test_a_drawing_with_transparency_stands_on_white() -> None:
    drawn = io.BytesIO()
    PIL.Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(drawn, "PNG")
    content, size, taken = photos.reduced(drawn.getvalue(), TODAY)
    assert (size, taken) == ((40, 30), None)
    assert PIL.Image.open(io.BytesIO(content)).getpixel((5, 5)) == (255, 255, 255)


def test_a_camera_whose_clock_is_wrong_says_no_day(tmp_path: Path) -> None:
    data = shot(tmp_path / "photo.jpg", (30, 20)).read_bytes()
    assert photos.reduced(data, dt.date(2026, 10, 1))[2] is None  # taken « tomorrow »
    assert photos.reduced(data.replace(b"2026:10:14", b"1970:01:01"), TODAY)[2] is None
    assert photos.reduced(data.replace(b"2026:10:14", b"    :  :  "), TODAY)[2] is None


def test_what_is_no_photo_is_refused_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    whole = shot(tmp_path / "photo.jpg").read_bytes()
    wrong = {"texte.jpg": b"pas une photo", "vide.jpg": b"", "coupee.jpg": whole[: len(whole) // 2]}
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
    assert refused(desk, tmp_path / "texte.jpg") is Cause.PAS_UNE_IMAGE
    assert refused(desk, tmp_path / "vide.jpg") is Cause.IMAGE_ABIMEE
    assert refused(desk, tmp_path / "coupee.jpg") is Cause.IMAGE_ABIMEE
    assert refused(desk, tmp_path / "absente.jpg") is Cause.DISQUE


@pytest.mark.parametrize("side", [12_000, 30_000])
def test_a_bomb_is_refused_before_it_is_read(desk: Desk, tmp_path: Path, side: int) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1000))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    (tmp_path / "bombe.png").write_bytes(bomb)
    assert refused(desk, tmp_path / "bombe.png") is Cause.IMAGE_DEMESUREE


def test_the_picture_dies_with_its_line(desk: Desk, tmp_path: Path) -> None:
    uid = visit(desk)
    with desk.writing() as unit:
        photo = photos.add(unit, uid, shot(tmp_path / "photo.jpg", (30, 20)))
        unit.commit()
    with desk.writing() as unit:
        draft = records.load(unit, "visite", uid)
        draft.lines["photos"].clear()
        records.save(unit, draft)
        unit.commit()
    with desk.reading() as unit:
        assert photos.content(unit, photo) is None
        assert unit.all(select(Image.uid)) == []


def test_the_picture_is_neither_in_the_journal_nor_in_a_lot(desk: Desk, tmp_path: Path) -> None:
    uid = visit(desk)
    with desk.writing() as unit:
        photos.add(unit, uid, shot(tmp_path / "photo.jpg", (30, 20)))
        unit.commit()
    with desk.reading() as unit:
        assert {row[0] for row in unit.all(select(Trace.type).distinct())} == {"visite", "visite_photo"}
    assert "image" not in rows.tables()
    assert {champ.name for champ in rows.champs("visite_photo")} == {"rang", "visite_uid", "legende", "prise_le"}
