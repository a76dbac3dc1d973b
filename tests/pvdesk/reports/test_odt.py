"""The text to be edited: a whole archive, real headings, lists and heads of tables, styles by name only."""

import datetime as dt
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from pvdesk.reports import odt
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Block,
    Break,
    Bullets,
    Column,
    Doc,
    Figure,
    Figures,
    Grid,
    Heading,
    Para,
)
from pvdesk.reports.odt_styles import NAMESPACES
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.theme import DEFAULT
from tests.pvdesk.reports import samples, test_contents, test_figures, test_judges
from tests.pvdesk.reports.reading import folded
from tests.pvdesk.reports.written import edited, part

OFFICE, STYLE, TEXT, TABLE, FO, SVG, DRAW, XLINK, META, DC, MANIFEST = (
    f"{{{NAMESPACES[prefix]}}}"
    for prefix in ("office", "style", "text", "table", "fo", "svg", "draw", "xlink", "meta", "dc", "manifest")
)
OFFICE_PROGRAM = shutil.which("soffice") or ""
PLENIERE = minutes.build(samples.PLENIERE)


def paper(*blocks: Block, landscape: bool = False) -> Doc:
    return Doc(replace(test_judges.META, landscape=landscape), (Heading(1, "Titre"), *blocks))


def styles_of(data: bytes) -> dict[str, ET.Element]:
    return {s.attrib[f"{STYLE}name"]: s for s in part(data, "styles.xml").iter() if f"{STYLE}name" in s.attrib}


def test_the_archive_says_its_type_first_and_lists_what_it_holds() -> None:
    data = odt.write(paper(Figure(test_figures.picture(), "Une rampe")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype").decode() == odt.MIMETYPE
        assert archive.testzip() is None
        held = {info.filename for info in others}
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 4, 9, 0, 0)}
    entries = part(data, "META-INF/manifest.xml").iter(f"{MANIFEST}file-entry")
    assert {e.attrib[f"{MANIFEST}full-path"] for e in entries} == held - {"META-INF/manifest.xml"} | {"/"}


def test_the_same_paper_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from pvdesk.reports import odt; from pvdesk.reports.papers import minutes; "
        "from tests.pvdesk.reports import samples; "
        "print(hashlib.sha256(odt.write(minutes.build(samples.PLENIERE))).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout.strip()
        for seed, zone in (("1", "Europe/Paris"), ("2", "UTC"))
    ]  # fmt: skip
    assert {*runs, hashlib.sha256(odt.write(PLENIERE)).hexdigest()} == {runs[0]}


def test_a_compte_rendu_is_written_in_a_fifth_of_a_second() -> None:
    odt.write(PLENIERE)
    start = time.process_time()
    odt.write(PLENIERE)
    assert time.process_time() - start < 0.2


def test_headings_are_real_and_keep_their_levels() -> None:
    headings = list(part(odt.write(PLENIERE)).iter(f"{TEXT}h"))
    levels = [int(h.attrib[f"{TEXT}outline-level"]) for h in headings]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert [h.attrib[f"{TEXT}style-name"] for h in headings] == [f"Heading_20_{level}" for level in levels]


@pytest.mark.parametrize("name", test_judges.PAPERS)
def test_words_have_styles_by_name_and_no_format_of_their_own(name: str) -> None:
    data = odt.write(test_judges.PAPERS[name]())
    known, content = styles_of(data), part(data)
    own = content.find(f"{OFFICE}automatic-styles")
    assert own is not None
    assert {s.attrib[f"{STYLE}family"] for s in own} <= {"table", "table-column", "table-row", "table-cell"}
    names = [s.attrib[f"{STYLE}name"] for s in own]
    assert len(names) == len(set(names))
    for element in content.iter():
        if used := element.attrib.get(f"{TEXT}style-name"):
            assert used in known
        if used := element.attrib.get(f"{TABLE}style-name"):
            assert used in names
    parents = {s.attrib.get(f"{STYLE}parent-style-name") for s in known.values()}
    assert parents - {None} <= set(known)


def test_tables_repeat_their_heads_and_say_which_columns_head_their_rows() -> None:
    (table,) = part(odt.write(paper(Grid((Column("N°", 1, header=True), Column("Quoi", 4)), (("1", "a"),))))).iter(
        f"{TABLE}table"
    )
    head = table.find(f"{TABLE}table-header-rows/{TABLE}table-row")
    assert head is not None
    assert ["".join(cell.itertext()) for cell in head] == ["N°", "Quoi"]
    assert len(table.findall(f"{TABLE}table-header-columns/{TABLE}table-column")) == 1


def test_rows_to_be_signed_are_as_high_as_on_paper() -> None:
    content = part(odt.write(emargement.build(samples.feuille(5))))
    heights = {p.attrib[f"{STYLE}min-row-height"] for p in content.iter(f"{STYLE}table-row-properties")}
    assert heights == {f"{emargement.ROW_HEIGHT:g}mm"}


def test_lists_are_lists() -> None:
    content = part(odt.write(paper(Bullets(("un", "deux")), Bullets(("a",), numbered=True))))
    lists = [(one.attrib[f"{TEXT}style-name"], len(one)) for one in content.iter(f"{TEXT}list")]
    assert lists == [("List_20_1", 2), ("Numbering_20_1", 1)]


def test_the_language_is_french_and_the_author_the_issuer() -> None:
    data = odt.write(PLENIERE)
    default = next(part(data, "styles.xml").iter(f"{STYLE}default-style")).find(f"{STYLE}text-properties")
    assert default is not None
    assert (default.attrib[f"{FO}language"], default.attrib[f"{FO}country"]) == ("fr", "FR")
    about = {one.tag: one.text for one in part(data, "meta.xml")[0]}
    assert about[f"{DC}language"] == "fr-FR"
    assert about[f"{DC}creator"] == about[f"{META}initial-creator"] == samples.EMETTEUR[0]
    assert about[f"{DC}date"] == about[f"{META}creation-date"] == "2026-03-04T09:00:00Z"


def test_a_draft_says_so_in_its_title_and_at_its_foot_which_counts_the_pages() -> None:
    doc = paper(Para("x"))
    for draft in (True, False):
        data = odt.write(Doc(replace(doc.meta, draft=draft, reference="VIS-1"), doc.blocks))
        title = part(data, "meta.xml").find(f".//{DC}title")
        foot = part(data, "styles.xml").find(f".//{STYLE}footer/{TEXT}p")
        assert title is not None
        assert foot is not None
        assert ("(projet)" in (title.text or "")) == draft
        assert "".join(foot.itertext()) == f"VIS-1 · Visite{' · PROJET' if draft else ''}page 1/1"
        assert [child.tag for child in foot] == [f"{TEXT}{tag}" for tag in ("tab", "page-number", "page-count")]


def test_pages_are_a4_with_margins_and_turn_where_the_paper_turns() -> None:
    doc = paper(Para("haut"), Break(landscape=True), Heading(2, "Large"), Para("x"), Break(), Bullets(("y",)))
    data = odt.write(doc)
    pages = {
        layout.attrib[f"{STYLE}name"]: layout[0].attrib
        for layout in part(data, "styles.xml").iter(f"{STYLE}page-layout")
    }
    sizes = {name: (page[f"{FO}page-width"], page[f"{FO}page-height"]) for name, page in pages.items()}
    assert sizes == {"Standard_page": ("210mm", "297mm"), "pv_tournee_page": ("297mm", "210mm")}
    assert {page[f"{FO}margin-left"] for page in pages.values()} == {"22mm"}
    opening = {
        name: (style.attrib.get(f"{STYLE}master-page-name"), style.attrib[f"{STYLE}parent-style-name"])
        for name, style in styles_of(data).items()
        if name in {e.attrib.get(f"{TEXT}style-name") for e in part(data).iter()} and "_page" in name
    }
    assert sorted(opening.values(), key=str) == [("pv_tournee", "Heading_20_2"), (None, "pv_vide")]


def test_a_paper_that_begins_turned_has_its_first_pages_wide() -> None:
    layout = next(part(odt.write(paper(Para("x"), landscape=True)), "styles.xml").iter(f"{STYLE}page-layout"))
    assert layout[0].attrib[f"{FO}page-width"] == "297mm"


def test_pictures_bear_their_texts_and_nothing_else_of_the_camera() -> None:
    blocks = (
        Figures(
            (Figure(test_figures.picture(), "Une rampe", "La rampe"), Figure(test_figures.picture(), decorative=True))
        ),
        Figure(b"ce n'est pas une image", "Un banc"),
    )
    data = odt.write(paper(*blocks))
    frames = list(part(data).iter(f"{DRAW}frame"))
    assert [[d.text for d in frame.iter(f"{SVG}desc")] for frame in frames] == [["Une rampe"], []]
    assert "Image illisible\u00a0: Un banc." in edited(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in (n for n in archive.namelist() if n.startswith("Pictures/")):
            with Image.open(io.BytesIO(archive.read(name))) as picture:
                assert not picture.getexif()


def test_the_logo_of_the_service_keeps_its_shape(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (300, 120), (31, 58, 95, 200)).save(logo)
    data = odt.write(PLENIERE, replace(DEFAULT, logo=logo, logo_text="Émetteur d’exemple"))
    (frame,) = part(data).iter(f"{DRAW}frame")
    assert (frame.attrib[f"{SVG}width"], frame.attrib[f"{SVG}height"]) == ("45.00mm", "18.00mm")
    assert frame.findtext(f"{SVG}desc") == "Émetteur d’exemple"


def test_the_contents_list_leads_to_the_headings() -> None:
    content = part(odt.write(test_contents.dossier(12, 3)))
    titles = {h[0].attrib[f"{TEXT}name"]: "".join(h.itertext()) for h in content.iter(f"{TEXT}h")}
    (listed,) = content.iter(f"{TEXT}table-of-content")
    links = [(a.attrib[f"{XLINK}href"].removeprefix("#"), "".join(a.itertext())) for a in listed.iter(f"{TEXT}a")]
    assert len(links) == 36
    assert all(titles[name] == said for name, said in links)


def test_a_blank_form_has_lines_to_write_on() -> None:
    content = part(
        odt.write(paper(Blanks((Blank("Lieu", lines=3), Blank("Plan", frame=34), Blank("Date", comb="JJ/MM")))))
    )
    ruled = [p for p in content.iter(f"{TEXT}p") if p.attrib[f"{TEXT}style-name"] == "pv_ligne_a_remplir"]
    assert len(ruled) == 3 + 4 + 1


def test_a_paper_that_ends_with_a_table_leaves_no_empty_page() -> None:
    *_, last = part(odt.write(paper(Grid((Column("N°", 1),), (("1",),))))).iter(f"{TEXT}p")
    assert (last.attrib[f"{TEXT}style-name"], last.text) == ("pv_vide", None)


def test_a_record_older_than_archives_is_dated_as_they_can() -> None:
    meta = replace(test_judges.META, when=dt.datetime(1975, 1, 1, tzinfo=dt.UTC))
    with zipfile.ZipFile(io.BytesIO(odt.write(Doc(meta, (Heading(1, "x"),))))) as archive:
        assert archive.infolist()[0].date_time[0] == 1980


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE_PROGRAM, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["plenary", "contents", "blank form", "figure", "5 names", "40 rows, draft"])
def test_the_office_opens_it_prints_it_and_keeps_its_words(name: str, tmp_path: Path) -> None:
    data = odt.write(test_judges.PAPERS[name]())
    (tmp_path / "papier.odt").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    for kind in ("pdf", "odt"):
        words = ["--headless", "--convert-to", kind, "--outdir", str(tmp_path / "lu"), str(tmp_path / "papier.odt")]
        subprocess.run([OFFICE_PROGRAM, profile, *words], check=True, capture_output=True, timeout=180)
    assert (tmp_path / "lu" / "papier.pdf").read_bytes().startswith(b"%PDF-")
    kept = (tmp_path / "lu" / "papier.odt").read_bytes()
    assert folded("".join(edited(kept))) == folded("".join(edited(data)))
    for tag in (f"{TABLE}table-header-rows", f"{TEXT}list-item", f"{DRAW}frame", f"{SVG}desc"):
        assert len(list(part(kept).iter(tag))) == len(list(part(data).iter(tag)))
    levels = [[h.attrib[f"{TEXT}outline-level"] for h in part(file).iter(f"{TEXT}h")] for file in (kept, data)]
    assert levels[0] == levels[1]
