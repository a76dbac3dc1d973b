"""The page: landmarks, language, heads of tables; nothing that runs, nothing that is fetched."""

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pvdesk.reports import html
from pvdesk.reports.blocks import Bullets, Column, Doc, Figure, Grid, Heading, Link, Para
from pvdesk.reports.identite import contrast
from pvdesk.reports.papers import minutes
from pvdesk.reports.theme import DEFAULT
from tests.pvdesk.reports import samples, test_contents, test_figures, test_judges
from tests.pvdesk.reports.written import Page

PLENIERE = minutes.build(samples.PLENIERE)


def paper(*blocks: object) -> Page:
    return Page(html.page(Doc(test_judges.META, (Heading(1, "Titre"), *blocks))))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", test_judges.PAPERS)
def test_a_page_runs_nothing_and_fetches_nothing(name: str) -> None:
    page = Page(html.page(test_judges.PAPERS[name]()))
    assert page.faults == []
    assert not {"script", "link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in page.tags}
    for _tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("src") or "data:image/").startswith("data:image/")
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in html.page(test_judges.PAPERS[name]())


def test_a_page_has_its_landmarks_its_language_and_its_title() -> None:
    page = Page(html.page(PLENIERE))
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "title", "h1")] == [1] * 5
    assert page.attributes("html") == [{"lang": "fr"}]
    assert page.attributes("meta")[0] == {"charset": "utf-8"}


def test_the_heads_of_tables_say_what_they_head() -> None:
    page = Page(html.page(PLENIERE))
    assert {th.get("scope") for th in page.attributes("th")} == {"col", "row"}
    headings = {attributes.get("id") for tag, attributes in page.tags if re.fullmatch(r"h\d", tag)}
    assert {table["aria-labelledby"] for table in page.attributes("table")} <= headings


def test_a_draft_says_so_in_its_title_and_at_its_foot() -> None:
    doc = Doc(replace(test_judges.META, draft=True), (Heading(1, "Titre"),))
    said = html.page(doc)
    assert "<title>Visite (projet)</title>" in said
    assert "<p>Visite · PROJET</p>" in said


def test_pictures_are_inside_with_their_texts() -> None:
    page = paper(
        Figure(test_figures.picture(), "Une « rampe »", "La rampe"),
        Figure(test_figures.picture(), "lu par personne", decorative=True),
        Figure(b"rien", "Un banc"),
    )
    first, second = page.attributes("img")
    assert first["alt"] == "Une «\u00a0rampe\u00a0»"
    assert second["alt"] == ""
    assert base64.b64decode((first["src"] or "").partition(",")[2]).startswith(b"\xff\xd8")
    assert "Image illisible\u00a0: Un banc." in page.said


def test_the_logo_of_the_service_is_inside(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (300, 120), (31, 58, 95, 200)).save(logo)
    page = Page(html.page(PLENIERE, replace(DEFAULT, logo=logo, logo_text="Émetteur d’exemple")))
    assert [(i["alt"], i["height"]) for i in page.attributes("img")] == [("Émetteur d’exemple", "68")]


def test_the_contents_list_leads_to_the_headings() -> None:
    page = html.page(test_contents.dossier(12, 3))
    titles = dict(re.findall(r'<h\d id="(\w+)">(.*)</h\d>', page))
    links = re.findall(r'<a href="#(\w+)">(.*?)</a>', page)
    assert len(links) == 36
    assert all(titles[name] == said for name, said in links)


def test_only_safe_addresses_are_links() -> None:
    page = paper(Para((Link("ici", "https://exemple.invalid/?a=1&b=2"), Link("là", "javascript:alert(1)"))))
    assert page.attributes("a") == [{"href": "https://exemple.invalid/?a=1&b=2"}]
    assert "icilà" in page.said


def test_ordinals_are_raised() -> None:
    assert "1<sup>er</sup> juin" in html.page(Doc(test_judges.META, (Para("le 1er\u00a0juin"),))).replace("\u00a0", " ")


def test_every_colour_of_words_is_legible_on_white() -> None:
    colours = set(re.findall(r"[ {]color: (#[0-9a-f]{6})", html.page(PLENIERE)))
    assert colours
    assert all(contrast(colour) >= 4.5 for colour in colours)


def test_a_page_without_its_styles_takes_those_of_the_window() -> None:
    assert "<style>" not in html.page(PLENIERE, styled=False)


def test_empty_tables_and_lists_hold() -> None:
    page = paper(Grid((Column("N°", 1),), (), empty="Rien à dire."), Bullets(()))
    assert "Rien à dire." in page.said
    assert page.attributes("table") == []
