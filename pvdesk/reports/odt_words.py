"""Words of a paper to be edited, as pieces of XML: escaped here, and nowhere else."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from pvdesk.reports import odt_styles as styles
from pvdesk.reports.blocks import Inline, Link, Strong, Sup, Words
from pvdesk.reports.texte import line, lines


def p(style: str, inner: str) -> str:
    """A paragraph of a named style."""
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def span(style: str, inner: str) -> str:
    """Words of a named style."""
    return f'<text:span text:style-name="{style}">{inner}</text:span>'


def link(address: str, inner: str) -> str:
    """Words that lead somewhere."""
    return f'<text:a xlink:type="simple" xlink:href={quoteattr(address)}>{inner}</text:a>'


def said(text: str) -> str:
    """One line, its ordinals raised."""
    return " ".join(inlines(one) for one in lines(text))


def bare(text: str) -> str:
    """One line, where no element may stand."""
    return escape(line(text))


def under(words: Words) -> str:
    """Lines under one another."""
    return "<text:line-break/>".join(inlines(one) for one in lines(words))


def inlines(parts: tuple[Inline, ...]) -> str:
    """The parts of a line."""
    return "".join(_inline(part) for part in parts).strip()


def _inline(part: Inline) -> str:
    match part:
        case Strong():
            return span(styles.STRONG, escape(part.text))
        case Sup():
            return span(styles.RAISED, escape(part.text))
        case Link():
            return link(part.url, escape(part.text))
        case str():
            return escape(part)
