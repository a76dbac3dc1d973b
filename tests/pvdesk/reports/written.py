"""What a reader gets of the two other writers: the words of a text to be edited and of a page, piece by piece."""

import io
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from pvdesk.reports.odt_styles import NAMESPACES

TEXT, TABLE, SVG = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("text", "table", "svg"))
VOID = {"meta", "br", "img"}


def part(data: bytes, name: str = "content.xml") -> ET.Element:
    """A part of a text to be edited."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


def edited(data: bytes) -> list[str]:
    """The paragraphs and headings of a text to be edited, in order."""
    said = ("".join(_words(one)) for one in part(data).iter() if one.tag in {f"{TEXT}p", f"{TEXT}h"})
    return [words for words in said if words.strip()]


def _words(element: ET.Element) -> Iterator[str]:
    if element.tag == f"{TEXT}line-break":
        yield "\n"
    elif element.tag != f"{SVG}desc":
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


class Page(HTMLParser):
    """A page, read as a browser does.

    Attributes:
        said: the words between two tags that are not inside a paragraph, from the head of the paper to its foot.
        tags: each opening tag with its attributes.
        faults: tags closed out of turn.
    """

    INLINE = frozenset({"strong", "sup", "a", "span", "br"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = [""]
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += self._open
        self.said = [words for words in self.said if words.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "br":
            self.said[-1] += "\n"
        elif tag not in self.INLINE:
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(tag)
        if tag not in self.INLINE:
            self.said.append("")

    def handle_data(self, data: str) -> None:
        if {"header", "main"} & set(self._open):
            self.said[-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """Of each tag of that name."""
        return [attrs for name, attrs in self.tags if name == tag]
