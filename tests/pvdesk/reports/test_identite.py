"""The letterhead folder of a service: each slot taken when it is fit, said and left aside when it is not."""

import json
import shutil
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from pvdesk.__main__ import main
from pvdesk.base.paths import resources
from pvdesk.reports import identite, polices, printing
from pvdesk.reports.blocks import Letterhead, Para
from pvdesk.reports.catalogue import PAPERS
from pvdesk.reports.identite import DONNEES, EMETTEUR, FICHE, FOLDER, LOGO, POLICES, Identite
from pvdesk.reports.papers import minutes
from pvdesk.reports.render import render
from pvdesk.reports.theme import DEFAULT
from pvdesk.store import example
from pvdesk.store.desk import Desk
from tests import builders
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import elements, failures
from tests.pvdesk.reports.reading import heard

FONTS = resources() / "fonts"
SAID = {
    "emetteur": ["Service d’exemple", "Mission  de la ville"],
    "lieu": "Lens",
    "donnees": "Écrivez à dpd@exemple.invalid.",
    "couleur": "#00552B",
    "logo_texte": "Un arbre et le nom du service",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir()
    return tmp_path / FOLDER


def fill(place: Path, **slots: Any) -> Path:
    (place / FICHE).write_text(json.dumps(SAID | slots, ensure_ascii=False), encoding="utf-8")
    Image.new("RGBA", (300, 120), (31, 95, 58, 200)).save(place / LOGO)
    return place


def fonts(place: Path, *names: str) -> None:
    chosen = names or ("Inter-Regular", "Inter-Bold", "Inter-Medium")
    for name, target in zip(chosen, POLICES, strict=True):
        shutil.copyfile(FONTS / f"{name}.ttf", place / target)


def refused(place: Path) -> str:
    """The one refusal."""
    (only,) = identite.load(place.parent).refus
    assert only.phrase == f"{only.happened} {only.safe} {only.remedy}"
    assert only.safe.startswith("Rien n’est perdu\u00a0: les papiers s’impriment ")
    return only.phrase


def test_nothing_is_shipped() -> None:
    assert Identite() == Identite(EMETTEUR, "", DONNEES, DEFAULT, ())
    assert DEFAULT.logo is None


def test_without_a_folder_papers_are_neutral(tmp_path: Path) -> None:
    assert identite.load(tmp_path) == Identite()


def test_an_empty_folder_changes_nothing_and_refuses_nothing(place: Path) -> None:
    assert identite.load(place.parent) == Identite()


def test_a_full_folder_is_taken_whole(place: Path) -> None:
    fonts(fill(place))
    found = identite.load(place.parent)
    assert found.refus == ()
    assert found.lignes == ("Service d’exemple", "Mission de la ville")
    assert (found.lieu, found.donnees) == ("Lens", SAID["donnees"])
    assert (found.theme.accent, found.theme.logo, found.theme.logo_text) == (
        "#00552b", place / LOGO, "Un arbre et le nom du service",
    )  # fmt: skip
    assert found.theme.faces.family == "Inter"


def test_its_words_are_read_without_its_pictures_and_fonts(place: Path) -> None:
    fonts(fill(place))
    whole, said = identite.load(place.parent), identite.words(place.parent)
    assert (said.lignes, said.lieu, said.donnees) == (whole.lignes, whole.lieu, whole.donnees)
    assert said.theme == DEFAULT


def test_it_is_read_in_a_twentieth_of_a_second(place: Path) -> None:
    fonts(fill(place))
    identite.load(place.parent)
    start = time.process_time()
    identite.load(place.parent)
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize(
    ("slots", "said", "left"),
    [
        ({"emetteur": []}, "«\u00a0emetteur\u00a0»", {"lignes": EMETTEUR}),
        ({"emetteur": "une ligne"}, "«\u00a0emetteur\u00a0»", {"lignes": EMETTEUR}),
        ({"emetteur": ["x"] * 7}, "de 1 à 6 lignes", {"lignes": EMETTEUR}),
        ({"emetteur": ["x", " "]}, "«\u00a0emetteur\u00a0»", {"lignes": EMETTEUR}),
        ({"emetteur": ["x" * 121]}, "«\u00a0emetteur\u00a0»", {"lignes": EMETTEUR}),
        ({"lieu": 62}, "sans lieu", {"lieu": ""}),
        ({"lieu": "L" * 61}, "le nom d’une commune", {"lieu": ""}),
        ({"donnees": ""}, "la mention d’origine", {"donnees": DONNEES}),
        ({"couleur": "bleu"}, "une couleur comme #1f3a5f", {}),
        ({"couleur": "#ffcc00"}, "contraste 1,5, il en faut 4,5", {}),
        ({"logo_texte": ""}, "un lecteur d’écran n’en dirait rien", {}),
        ({"logo_texte": None}, "«\u00a0logo_texte\u00a0»", {}),
        ({"logo_texte": "x" * 121}, "au plus 120 caractères", {}),
        ({"adresse": "x"}, "«\u00a0adresse\u00a0» de «\u00a0identite.json\u00a0» est inconnue", {}),
    ],
)
def test_an_unfit_slot_is_refused_alone(slots: dict[str, Any], said: str, left: dict[str, Any], place: Path) -> None:
    assert said in refused(fill(place, **slots))
    found = identite.load(place.parent)
    for name, value in left.items():
        assert getattr(found, name) == value
    assert found.theme.accent == (DEFAULT.accent if "couleur" in slots else "#00552b")
    assert (found.theme.logo is None) == ("logo_texte" in slots)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b'{"lieu":\n"Lens",,}', "ne se lit pas (ligne 2)"),
        (b"\xff\xfe\x00", "ne se lit pas."),
        (b"[1, 2]", "n’est pas une liste de rubriques"),
        (b"[" * 60_000, "ne se lit pas"),
        (b" " * 64_001, "est trop gros"),
        (b"", "ne se lit pas"),
    ],
    ids=["comma", "encoding", "list", "deep", "heavy", "empty"],
)
def test_an_unreadable_fiche_leaves_papers_neutral(written: bytes, said: str, place: Path) -> None:
    (place / FICHE).write_bytes(written)
    assert said in refused(place)
    assert identite.load(place.parent).lignes == EMETTEUR


def test_a_fiche_saved_by_the_notepad_is_read(place: Path) -> None:
    (place / FICHE).write_text('{"lieu": "Lens"}', encoding="utf-8-sig")
    assert identite.load(place.parent).lieu == "Lens"


# the logo


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 99, "n’est pas une image PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "ne se lit pas"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_000, "pèse plus de 2\u00a0Mo"),
        (b"", "n’est pas une image PNG"),
    ],
    ids=["jpeg", "broken", "heavy", "empty"],
)
def test_an_unfit_logo_is_refused(data: bytes, said: str, place: Path) -> None:
    fill(place)
    (place / LOGO).write_bytes(data)
    assert said in refused(place)
    assert identite.load(place.parent).theme.logo is None


def test_a_logo_that_is_described_and_missing_is_said(place: Path) -> None:
    fill(place)
    (place / LOGO).unlink()
    assert "«\u00a0logo.png\u00a0» manque" in refused(place)


# the fonts


def table_of(data: bytes, tag: bytes) -> int:
    """Where a table begins."""
    entry = data.index(tag, 12)
    return int(struct.unpack(">I", data[entry + 8 : entry + 12])[0])


def with_rights(data: bytes, rights: int) -> bytes:
    at = table_of(data, b"OS/2") + 8
    return data[:at] + struct.pack(">H", rights) + data[at + 2 :]


REGULAR = (FONTS / "Inter-Regular.ttf").read_bytes()


def damaged(tag: bytes) -> bytes:
    at = table_of(REGULAR, tag) + 50
    return REGULAR[:at] + bytes([REGULAR[at] ^ 0xFF]) + REGULAR[at + 1 :]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_rights(REGULAR, 0x0002), "le droit d’être incorporée"),
        (with_rights(REGULAR, 0x0104), "le droit d’être incorporée"),
        (with_rights(REGULAR, 0x0208), "le droit d’être incorporée"),
        (REGULAR.replace(b"GSUB", b"fvar", 1), "est variable"),
        (REGULAR.replace(b"OS/2", b"OS/3", 1), "est incomplète"),
        (b"OTTO" + REGULAR[4:], "contours PostScript"),
        (b"ttcf" + REGULAR[4:], "n’est pas une police TrueType"),
        (REGULAR[:200_000], "est coupée"),
        (REGULAR[:25], "est abîmée"),
        (damaged(b"cmap"), "est abîmée"),
        (damaged(b"glyf"), "est abîmée"),
        (b"", "n’est pas une police TrueType"),
        (REGULAR + b"0" * 5_000_000, "pèse plus de 5\u00a0Mo"),
    ],
    ids=[
        "right",
        "subset",
        "bitmap",
        "variable",
        "bare",
        "cff",
        "collection",
        "cut",
        "short",
        "letters",
        "shapes",
        "empty",
        "heavy",
    ],
)
def test_an_unfit_font_is_refused_and_the_program_s_own_is_used(data: bytes, said: str, place: Path) -> None:
    fonts(place)
    (place / POLICES[1]).write_bytes(data)
    assert f"«\u00a0{POLICES[1]}\u00a0» " in refused(place)
    assert said in refused(place)
    assert identite.load(place.parent).theme.faces == DEFAULT.faces


@pytest.mark.parametrize("rights", [0, 0x0004, 0x0008, 0x0006])
def test_a_font_that_may_be_embedded_is_taken(rights: int, tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(with_rights(REGULAR, rights))
    assert polices.lire(tmp_path / "x.ttf") == polices.Police("Inter", "Inter-Regular")


def test_fonts_come_by_three(place: Path) -> None:
    fonts(place)
    (place / POLICES[2]).unlink()
    assert "il manque police-italique.ttf" in refused(place)


def test_fonts_under_one_name_are_refused(place: Path) -> None:
    fonts(place, "Inter-Regular", "Inter-Bold", "Inter-Regular")
    assert "le même nom interne" in refused(place)
    assert identite.load(place.parent).theme.faces == DEFAULT.faces


def test_a_font_found_unfit_at_the_last_moment_loses_no_paper(place: Path) -> None:
    fonts(place)
    broken = bytearray((place / POLICES[0]).read_bytes())
    at = table_of(bytes(broken), b"post")
    broken[at : at + 4] = b"\xff" * 4
    (place / POLICES[0]).write_bytes(broken)
    theme = identite.load(place.parent).theme
    assert theme.faces != DEFAULT.faces
    rendered = render(minutes.build(samples.PLENIERE), theme=theme)
    assert failures(rendered.data) == []
    assert [m for m in rendered.messages if "dans la police du programme" in m] == list(printing.misfit(theme))
    assert len(printing.misfit(theme)) == 1


# papers


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "poste")
    yield made
    made.close()


def test_every_paper_of_a_meeting_is_issued_by_the_service(desk: Desk, tmp_path: Path) -> None:
    day = example.fill(desk)
    (desk.folder / FOLDER).mkdir()
    fonts(fill(desk.folder / FOLDER))
    with desk.reading() as unit:
        docs = {name: PAPERS[name].build(unit, day.s1) for name in ("compte-rendu", "emargement", "fiche")}
    for doc in docs.values():
        head = doc.blocks[0]
        assert isinstance(head, Letterhead)
        assert head.emitter[0] == doc.meta.author == "Service d’exemple"
    assert any(isinstance(b, Para) and b.words == SAID["donnees"] for b in docs["compte-rendu"].blocks)
    data = printing.print_to(desk, "compte-rendu", day.s1, tmp_path / "cr.pdf").read_bytes()
    assert failures(data) == []
    assert "Lens, le 15 octobre 2026" in heard(data).replace("\u00a0", " ")
    with pikepdf.open(tmp_path / "cr.pdf") as pdf:
        assert [str(e.Alt) for e in elements(pdf) if e.S == "/Figure"] == ["Un arbre et le nom du service"]
        used = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
    assert {name.partition("-")[0] for name in used} == {"Inter"}
    for suffix in (".odt", ".html"):
        other = printing.print_to(desk, "compte-rendu", day.s1, tmp_path / f"cr{suffix}").read_bytes()
        assert suffix == ".odt" or 'alt="Un arbre et le nom du service"' in other.decode()


# the command


def test_the_command_says_what_is_used_and_what_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fonts(fill(place))
    command = ["--dossier", str(place.parent), "identite"]
    assert main(command) == 0
    said = capsys.readouterr()
    for words in (
        "Service d’exemple",
        "Lens",
        f"#00552b, contraste {identite.contrast('#00552b'):.1f}".replace(".", ","),
        "logo.png\u00a0: «\u00a0Un arbre",
        "Inter (police.ttf",
    ):
        assert words in said.out
    assert said.err == ""
    fill(place, couleur="#ffcc00")
    assert main(command) == 3
    said = capsys.readouterr()
    assert "#1f3a5f" in said.out
    assert "se lit mal" in said.err


def test_the_command_tells_where_a_letterhead_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", str(tmp_path), "identite"]) == 0
    assert str(tmp_path / FOLDER) in capsys.readouterr().out
