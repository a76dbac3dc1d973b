"""What a screen reader gets: the words of a file through its structure, and the words that the model holds."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from pvdesk.reports.blocks import Bullets, Doc, Facts, Grid, plain
from pvdesk.reports.fonts import printable, register
from pvdesk.reports.preflight import all_words, flat
from pvdesk.reports.theme import DEFAULT
from tests.pvdesk.reports.conformity import elements, letters

LEAVES = {"P", "TOCI", "H1", "H2", "H3", "TH", "TD", "LBody"}


def spaced(text: str) -> str:
    """With plain spaces, one at a time."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Without spaces: where a line is cut inside a word, reading adds one."""
    return re.sub(r"\s+", "", text)


def spoken(data: bytes) -> list[tuple[str, str]]:
    """(tag, text) of each leaf element, in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts: dict[tuple[Any, int], str] = {}
        for page in pdf.pages:
            texts |= {(page.objgen, mark): text for mark, text in _marked(page).items()}
        return [(str(e.S)[1:], _text(e, texts).strip()) for e in elements(pdf) if str(e.S)[1:] in LEAVES]


def pages_of(data: bytes) -> dict[str, int]:
    """First word of each marked piece to the page where it last begins."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {
            words[0]: number
            for number, page in enumerate(pdf.pages, 1)
            for text in _marked(page).values()
            if (words := text.split())
        }


def _marked(page: pikepdf.Page) -> dict[int, str]:
    maps: dict[str, dict[int, str]] = {}
    texts: dict[int, str] = {}
    font, mark = "", None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].MCID)
                texts[mark] = ""
            case "BMC" | "EMC":
                mark = None
            case "Tf":
                font = str(operands[0])
            case "Do" if mark is not None:
                texts[mark] += "".join(_drawn(page.Resources.XObject[str(operands[0])]))
            case "Tj" if mark is not None:
                if font not in maps:
                    maps[font] = letters(page.Resources.Font[font])
                texts[mark] += "".join(maps[font][code] for code in bytes(operands[0]))
    return texts


def _drawn(form: pikepdf.Object) -> Iterator[str]:
    """The words of a form, which belong to the mark around it."""
    font = ""
    for operands, operator in pikepdf.parse_content_stream(form) if form.Subtype == "/Form" else ():
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) == "Tj":
            known = letters(form.Resources.Font[font])
            yield "".join(known[code] for code in bytes(operands[0]))


def _text(elem: pikepdf.Object, texts: dict[tuple[Any, int], str]) -> str:
    parts = []
    for kid in elem.get("/K", []):
        if not isinstance(kid, pikepdf.Dictionary):
            parts.append(texts[elem.Pg.objgen, int(kid)])
        elif "/MCID" in kid:
            parts.append(texts[kid.Pg.objgen, int(kid.MCID)])
        elif "/S" in kid:
            parts.append(_text(kid, texts))
    return "".join(parts)


def written(doc: Doc) -> str:
    """The words of the model in reading order, in French typography."""
    coverage = register(DEFAULT.faces).coverage
    return " ".join(printable(plain(words), coverage) for words in all_words(doc))


def heard(data: bytes) -> str:
    """The words of the file in reading order, without the marks of its lists and the pages of its contents."""
    marks = {"LBody": r"\A(•|\d+\.)", "TOCI": r"\s\d+\Z"}
    return " ".join(re.sub(marks[tag], "", text) if tag in marks else text for tag, text in spoken(data))


def expected(doc: Doc) -> tuple[int, int]:
    """How many list items and table cells (heads included) the model holds."""
    blocks = list(flat(doc.blocks))
    items = sum(len(b.items) for b in blocks if isinstance(b, Bullets))
    cells = sum((len(b.rows) + 1) * len(b.columns) for b in blocks if isinstance(b, Grid) and b.rows)
    return items, cells + sum(2 * len(b.pairs) for b in blocks if isinstance(b, Facts))
