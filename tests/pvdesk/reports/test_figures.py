"""Pictures on paper: said or decorative, light, without what the camera wrote."""

import io
import random
from io import BytesIO

import pikepdf
import PIL.Image
import pytest

from pvdesk.reports.blocks import Block, Box, Doc, Figure, Figures, Heading, Meta, Para
from pvdesk.reports.pixels import HEAVIEST, fitted
from pvdesk.reports.preflight import preflight
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import elements, failures
from tests.pvdesk.reports.reading import folded, heard, spaced, written

META = Meta(title="Visite", author="Exemple", subject="Visite", when=samples.QUAND, footer="Visite")
SECRET = b"GPS-50.4326-2.8249"


def picture(mode: str = "RGB", size: tuple[int, int] = (800, 600), form: str = "JPEG", **options: object) -> bytes:
    made = PIL.Image.new(mode, size, 0)
    out = io.BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


def doc(*blocks: Block) -> Doc:
    return Doc(META, (Heading(1, "Visite"), *blocks))


def tags(data: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [(str(elem.S)[1:], str(elem.get("/Alt", ""))) for elem in elements(pdf)]


def test_a_picture_is_a_figure_said_by_its_text_then_its_caption() -> None:
    paper = doc(Figure(picture(), "Une rampe cassée\u202f; l’œil la voit", "Entrée du local"))
    rendered = render(paper)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert tags(rendered.data)[-2:] == [("Figure", "Une rampe cassée\u202f; l’œil la voit"), ("P", "")]
    assert spaced(heard(rendered.data)) == spaced(written(paper))


def test_a_decoration_is_read_by_nobody() -> None:
    rendered = render(doc(Figure(picture(), decorative=True), Para("x")))
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert "Figure" not in [tag for tag, _ in tags(rendered.data)]


@pytest.mark.parametrize("columns", [0, 1, 2, 3])
def test_pictures_stand_side_by_side_in_a_page_or_a_box(columns: int) -> None:
    shots = tuple(Figure(picture(size=(60 + i, 40)), f"Photo {i}", f"Légende {i}") for i in range(7))
    paper = doc(Figures(shots, columns), Box("Cadre", (Figures(shots[:3], columns), Figure(picture(), "x", "y" * 300))))
    rendered = render(paper)
    assert failures(rendered.data) == []
    assert folded(heard(rendered.data)) == folded(written(paper))


def test_a_caption_longer_than_a_page_is_cut_and_told() -> None:
    rendered = render(doc(Figures((Figure(picture(), "x", "mot " * 9000),) * 3, 7)))
    assert failures(rendered.data) == []
    assert len([message for message in rendered.messages if "est coupée" in message]) == 3


def test_nothing_that_a_camera_writes_reaches_the_paper() -> None:
    exif = PIL.Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6  # description, turned a quarter
    shot = picture(size=(400, 200), exif=exif, comment=SECRET)
    assert SECRET in shot
    data = render(doc(Figure(shot, "Une rue"))).data
    assert SECRET not in data
    assert b"Exif" not in data
    made = fitted(shot, 400, 400)
    assert made is not None
    assert made.height == pytest.approx(2 * made.width)


@pytest.mark.parametrize(
    "shot",
    [
        picture("CMYK"), picture("L"), picture("1", form="PNG"), picture("RGBA", form="PNG"), picture("P", form="GIF"),
        picture("I;16", form="PNG"), picture(size=(1, 1)), picture(size=(3, 4000)), picture(size=(4000, 3)),
    ],
    ids=["cmyk", "grey", "bits", "clear", "palette", "deep", "dot", "thin", "flat"],
)  # fmt: skip
def test_any_picture_conforms(shot: bytes) -> None:
    rendered = render(doc(Figure(shot, "Une image")))
    assert failures(rendered.data) == []
    assert rendered.pages == 1


@pytest.mark.parametrize("shot", [b"", b"pas une image", picture()[:300]], ids=["empty", "words", "cut"])
def test_a_broken_picture_is_told_and_the_paper_comes_out(shot: bytes) -> None:
    rendered = render(doc(Figure(shot, "Une rampe", "Entrée"), Figures((Figure(shot), Figure(picture(), "x")))))
    assert failures(rendered.data) == []
    assert "Une image ne se lit pas et n’est pas imprimée\u00a0: Une rampe." in rendered.messages
    assert "Image illisible : Une rampe." in " ".join(heard(rendered.data).split())


def test_a_picture_without_text_is_told_and_the_file_still_conforms() -> None:
    rendered = render(doc(Figure(picture(), caption="Entrée"), Figure(picture(size=(5, 5)))))
    assert failures(rendered.data) == []
    assert len(preflight(doc(Figure(picture())))) == 1
    assert [message for message in rendered.messages if "texte de remplacement" in message] == list(rendered.messages)


def test_a_photo_is_light_whatever_its_grain() -> None:
    noise = PIL.Image.frombytes("RGB", (1600, 1200), random.Random(7).randbytes(1600 * 1200 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    made = fitted(out.getvalue(), 226, 300)  # half a page wide
    assert made is not None
    assert len(made.jpeg) <= HEAVIEST


def test_two_printings_of_a_picture_are_identical() -> None:
    paper = doc(Figure(picture(), "Une rue"))
    assert render(paper).sha256 == render(paper).sha256
