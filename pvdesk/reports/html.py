"""A paper as one file of plain HTML: landmarks, headings, tables with their heads; no script, nothing fetched."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from pvdesk.reports.blocks import (
    Align,
    Blanks,
    Block,
    Box,
    Break,
    Bullets,
    Contents,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Inline,
    Letterhead,
    Link,
    Para,
    Plain,
    Signatures,
    Strong,
    Sup,
    Tone,
    Words,
    plain,
)
from pvdesk.reports.control import control_code
from pvdesk.reports.pixels import fitted
from pvdesk.reports.preflight import listed, unblanked
from pvdesk.reports.texte import foot_of, line, lines, title_of, unreadable
from pvdesk.reports.theme import DEFAULT, Theme

WIDTH, HEIGHT = 470.0, 310.0  # points, of the largest picture
_TONES: dict[Tone, str] = {"body": "<p>", "lead": '<p class="lead">', "small": '<p class="small">',
                           "label": '<p class="label">'}  # fmt: skip
_ALIGNED: dict[Align, str] = {"left": "", "center": ' class="center"', "right": ' class="right"'}
_LINE = '<p class="blank">\u00a0</p>'  # room to write in


def page(doc: Doc, theme: Theme = DEFAULT, *, styled: bool = True) -> str:
    """The whole file. Without its styles it takes the colours of the window that shows it."""
    head, *others = doc.blocks or (Break(),)
    writer = _Writer(doc, theme)
    foot = foot_of(doc.meta)
    first = head if isinstance(head, Letterhead) else None
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="fr">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{escape(title_of(doc.meta))}</title>",
            f'<meta name="author" content="{escape(line(doc.meta.author))}">',
            *((f"<style>\n{_style(theme)}</style>",) if styled else ()),
            "</head>",
            "<body>",
            *(("<header>", *writer.letterhead(first), "</header>") if first else ()),
            "<main>",
            *writer.blocks(others if first else doc.blocks),
            "</main>",
            "<footer>",
            f"<p>{escape(foot)}</p>" if foot else "",
            f"<p>Contrôle {control_code(doc)}</p>",
            "</footer>",
            "</body>",
            "</html>",
            "",
        )
    )


class _Writer:
    """One file in the making: counts its headings, so that a contents list and the tables may point to them."""

    def __init__(self, doc: Doc, theme: Theme) -> None:
        self._doc, self._theme = doc, theme
        self._headings = 0

    def blocks(self, blocks: tuple[Block, ...] | list[Block]) -> Iterator[str]:
        """The blocks, in order."""
        for block in unblanked(blocks):
            match block:
                case Box():
                    yield f'<section class="box" aria-labelledby="t{self._headings + 1}">'
                    yield self._heading(Heading(2, block.title))
                    for inner in block.blocks:
                        yield from self._plain(inner)
                    yield "</section>"
                case Contents():
                    yield f'<nav aria-labelledby="t{self._headings + 1}">'
                    yield self._heading(Heading(2, block.title))
                    yield "<ul>"
                    for number, heading in listed(self._doc, block):
                        yield f'<li><a href="#t{number}">{_said(plain(heading.words))}</a></li>'
                    yield "</ul>"
                    yield "</nav>"
                case _:
                    yield from self._plain(block)

    def _plain(self, block: Plain) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Para():
                yield from (f"{_TONES[block.tone]}{_inlines(said)}</p>" for said in lines(block.words))
            case Bullets():
                yield from _list(block)
            case Facts():
                yield from self._facts(block)
            case Grid():
                yield from self._grid(block) if block.rows else self._plain(Para(block.empty))
            case _:
                yield from self._placed(block)

    def _placed(self, block: Letterhead | Signatures | Figure | Figures | Blanks | Break) -> Iterator[str]:
        """What is not running words nor a table."""
        match block:
            case Letterhead():
                yield from self.letterhead(block)
            case Signatures():
                yield from _signatures(block)
            case Figure() | Figures():
                yield from _figures(block)
            case Blanks():
                yield from _blanks(block)
            case Break():
                yield '<div class="break"></div>'

    def letterhead(self, block: Letterhead) -> Iterator[str]:
        """Who writes, then where and when."""
        if self._theme.logo:
            height = round(self._theme.logo_height * 96 / 25.4)
            source = _embedded(self._theme.logo.read_bytes(), "png")
            yield f'<p><img src="{source}" alt="{escape(line(self._theme.logo_text))}" height="{height}"></p>'
        if block.emitter:
            first, *others = (_said(said) for said in block.emitter)
            yield f'<p class="emitter">{"<br>".join((f"<strong>{first}</strong>", *others))}</p>'
        if block.edition:
            yield f'<p class="edition">{"<br>".join(_said(said) for said in block.edition)}</p>'

    def _heading(self, heading: Heading) -> str:
        self._headings += 1
        kicker = f'<p class="kicker">{_said(heading.kicker)}</p>\n' if heading.kicker else ""
        words = _cell(heading.words).replace("<br>", " ")
        return f'{kicker}<h{heading.level} id="t{self._headings}">{words}</h{heading.level}>'

    def _named(self) -> str:
        """A table is called as the heading above it."""
        return f' aria-labelledby="t{self._headings}"' if self._headings else ""

    def _facts(self, block: Facts) -> Iterator[str]:
        yield f'<table class="facts" width="100%"{self._named()}>'
        for label, words in block.pairs:
            yield f'<tr><th scope="row" width="22%">{_said(label)}</th><td>{_cell(words)}</td></tr>'
        yield "</table>"

    def _grid(self, block: Grid) -> Iterator[str]:
        yield f'<table class="{"ruled" if block.ruled else "grid"}" width="100%"{self._named()}>'
        total = sum(column.width for column in block.columns)
        heads = "".join(
            f'<th scope="col" width="{100 * c.width / total:.0f}%"{_ALIGNED[c.align]}>{_said(c.title)}</th>'
            for c in block.columns
        )
        yield f"<thead><tr>{heads}</tr></thead>"
        yield "<tbody>"
        for row in block.rows:
            cells = []
            for column, words in zip(block.columns, row, strict=True):
                tag, scope = ("th", ' scope="row"') if column.header else ("td", "")
                cells.append(f"<{tag}{scope}{_ALIGNED[column.align]}>{_cell(words)}</{tag}>")
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</tbody>"
        yield "</table>"


def _list(block: Bullets) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f"<{tag}>"
    yield from (f"<li>{_cell(words)}</li>" for words in block.items)
    yield f"</{tag}>"


def _signatures(block: Signatures) -> Iterator[str]:
    yield f'<p class="place">{_said(block.place)}</p>'
    for name, quality in block.signers:
        yield f'<p class="signer"><strong>{_said(name)}</strong>{f"<br>{_said(quality)}" if quality else ""}</p>'


def _blanks(block: Blanks) -> Iterator[str]:
    for blank in block.fields:
        yield f'<p class="label">{_said(blank.label)}</p>'
        yield f"<p>{_said(blank.ticks)}</p>" if blank.choices else _LINE * (1 if blank.frame else blank.lines)


def _figures(block: Figure | Figures) -> Iterator[str]:
    items, columns = (block.items, block.columns) if isinstance(block, Figures) else ((block,), 1)
    for figure in items:
        pixels = fitted(figure.data, WIDTH / max(1, columns), HEIGHT)
        said = line(figure.alt or figure.caption)
        if pixels is None:
            yield f'<p class="small">{escape(unreadable(said))}</p>'
            continue
        alternative = "" if figure.decorative else escape(said or "Image sans description")
        width = round(pixels.width * 96 / 72)
        caption = f'<figcaption class="small">{_said(figure.caption)}</figcaption>' if figure.caption.strip() else ""
        source = _embedded(pixels.jpeg, "jpeg")
        yield f'<figure><img src="{source}" alt="{alternative}" width="{width}">{caption}</figure>'


def _embedded(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _said(text: str) -> str:
    """One line, its ordinals raised."""
    return " ".join(_inlines(said) for said in lines(text))


def _cell(words: Words) -> str:
    """Lines under one another."""
    return "<br>".join(_inlines(said) for said in lines(words))


def _inlines(parts: tuple[Inline, ...]) -> str:
    return "".join(_inline(part) for part in parts).strip()


def _inline(part: Inline) -> str:
    match part:
        case Strong():
            return f"<strong>{escape(part.text)}</strong>"
        case Sup():
            return f"<sup>{escape(part.text)}</sup>"
        case Link():
            return f'<a href="{escape(part.url)}">{escape(part.text)}</a>'
        case str():
            return escape(part)


def _style(theme: Theme) -> str:
    """Colours of the theme, each at 4.5:1 or more on white."""
    faces = ", ".join(f"'{name}'" for name in (theme.faces.family, "Segoe UI", "Arial"))
    return f"""\
body {{ color: {theme.ink}; background: #ffffff; font-family: {faces}, sans-serif; line-height: 1.4;
  max-width: 48em; margin: 2em auto; padding: 0 1em; }}
h1, h2, h3, th, .label {{ color: {theme.accent}; }}
h1 {{ font-size: 1.7em; line-height: 1.2; margin-top: 0.2em; }}
h2 {{ font-size: 1.25em; margin-top: 1.5em; }}
h3 {{ font-size: 1.05em; }}
.kicker {{ color: {theme.quiet}; margin-bottom: 0; }}
.edition, .right {{ text-align: right; }}
.center {{ text-align: center; }}
.lead {{ font-size: 1.1em; }}
.label {{ font-weight: bold; margin-bottom: 0; }}
.small, footer {{ font-size: 0.85em; color: {theme.quiet}; }}
.box {{ border: 1px solid {theme.accent}; padding: 0 1em 0.5em; }}
.blank {{ border-bottom: 1px solid {theme.rule}; }}
.signer {{ border-bottom: 1px solid {theme.rule}; padding-bottom: 6em; max-width: 20em; }}
a {{ color: {theme.accent}; }}
table {{ border-collapse: collapse; margin: 0.5em 0 1em; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3em 0.8em 0.3em 0; }}
.grid th, .grid td {{ border-bottom: 1px solid {theme.rule}; }}
.ruled th, .ruled td {{ border: 1px solid {theme.rule}; padding: 0.4em; }}
.ruled td {{ height: 2em; }}
figure {{ margin: 1em 0; }}
img {{ max-width: 100%; }}
footer {{ border-top: 1px solid {theme.rule}; margin-top: 2em; }}
@media print {{
  body {{ max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }}
  .break {{ break-after: page; }}
  h1, h2, h3, .label {{ break-after: avoid; }}
  tr, figure, .signer {{ break-inside: avoid; }}
}}
"""
