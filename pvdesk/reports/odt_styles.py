"""Styles of a paper to be edited: each has a name, so that a service changes all that bears it in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from pvdesk.reports.blocks import Align, Meta, Tone
from pvdesk.reports.texte import foot_of
from pvdesk.reports.theme import Theme

NAMESPACES: Mapping[str, str] = MappingProxyType({
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/"})  # fmt: skip
VERSION = "1.3"

BODY, CELL, HEAD, ROW_HEAD = "Text_20_body", "Table_20_Contents", "Table_20_Heading", "pv_ligne"
TONES: Mapping[Tone, str] = MappingProxyType(
    {"body": BODY, "lead": "pv_chapeau", "small": "pv_petit", "label": "pv_libelle"}
)
ALIGNED: Mapping[Align, str] = MappingProxyType({"left": "", "center": "_centre", "right": "_droite"})
ITEM, LAST_ITEM, DOTS, NUMBERS = "pv_puce", "pv_derniere_puce", "List_20_1", "Numbering_20_1"
EDITION, SIGNER, PLACE, LINE, EMPTY = "pv_edition", "pv_signataire", "pv_fait", "pv_ligne_a_remplir", "pv_vide"
STRONG, RAISED, KICKER, PICTURE = "Strong_20_Emphasis", "pv_exposant", "pv_surtitre", "Graphics"
CONTENTS = "Contents_20_Heading"
UPRIGHT, TURNED = "Standard", "pv_tournee"  # the first pages, and those that a break turns

_A4 = (210.0, 297.0)


def heading(level: int) -> str:
    """The style of a title."""
    return f"Heading_20_{level}"


def entry(level: int) -> str:
    """The style of a line of the contents list."""
    return f"Contents_20_{level}"


def width(theme: Theme, *, wide: bool) -> float:
    """Millimetres between the margins."""
    return _A4[wide] - 2 * theme.margin


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its French name, the style it starts from, what it changes."""

    name: str
    shown: str
    parent: str
    paragraph: str = ""
    text: str = ""
    outline: int = 0

    def xml(self, breaks: str = "") -> str:
        """As it is written; `breaks` makes a variant that opens a page."""
        level = f' style:default-outline-level="{self.outline}"' if self.outline else ""
        parent = f' style:parent-style-name="{self.parent}"' if self.parent else ""
        inner = f"<style:paragraph-properties {self.paragraph}/>" if self.paragraph else ""
        inner += f"<style:text-properties {self.text}/>" if self.text else ""
        return (
            f'<style:style style:name="{self.name}" style:display-name="{self.shown}" style:family="paragraph"'
            f' style:class="text"{parent}{level}{breaks}>{inner}</style:style>'
        )


def _bold(theme: Theme, points: float = 0) -> str:
    size = f' fo:font-size="{points:g}pt"' if points else ""
    return f'fo:font-weight="bold" fo:color="{theme.accent}"{size}'


def _space(before: float, after: float) -> str:
    return f'fo:margin-top="{before:g}pt" fo:margin-bottom="{after:g}pt"'


def paragraphs(theme: Theme) -> tuple[Style, ...]:
    """The paragraph styles of a theme."""
    quiet = f'fo:color="{theme.quiet}" fo:font-size="{theme.small:g}pt"'
    table = f'fo:font-size="{theme.table:g}pt"'
    keep = 'fo:keep-with-next="always"'
    rule = f'fo:border-bottom="0.4pt solid {theme.rule}"'
    titles = tuple(
        Style(heading(n), f"Heading {n}", "Standard", f"{_space(before, after)} {keep}", _bold(theme, points), n)
        for n, points, before, after in zip((1, 2, 3), theme.headings, (16, 16, 9), (4, 5, 3), strict=True)
    )
    cells = tuple(
        Style(f"{name}{suffix}", f"{shown}{said}", name if suffix else parent, align, "" if suffix else text)
        for name, shown, parent, text in (
            (CELL, "Table Contents", "Standard", table), (HEAD, "Table Heading", CELL, _bold(theme, theme.table - 0.5)),
            (ROW_HEAD, "Tête de ligne", CELL, _bold(theme)),
        )
        for suffix, said, align in (
            ("", "", ""), ("_centre", " centrée", 'fo:text-align="center"'),
            ("_droite", " à droite", 'fo:text-align="end"'),
        )
    )  # fmt: skip
    return (
        Style("Standard", "Standard", ""),
        *titles,
        Style(BODY, "Text body", "Standard", _space(0, 6)),
        Style(TONES["lead"], "Chapeau", BODY, _space(0, 3), f'fo:font-size="{theme.body + 1:g}pt"'),
        Style(TONES["small"], "Petit", BODY, _space(0, 3), quiet),
        Style(TONES["label"], "Libellé", BODY, f"{_space(8, 1)} {keep}", _bold(theme, theme.table)),
        Style(ITEM, "Puce", BODY, _space(0, 2)),
        Style(LAST_ITEM, "Dernière puce", ITEM, _space(0, 6)),
        *cells,
        Style(EDITION, "Édition", CELL, 'fo:text-align="end"'),
        Style(SIGNER, "Signataire", CELL, "", 'fo:font-weight="bold"'),
        Style(PLACE, "Fait à", BODY, f"{_space(16, 6)} {keep}"),
        Style(LINE, "Ligne à remplir", "Standard", f'{_space(4, 4)} {rule} style:join-border="false"'),
        Style(EMPTY, "Vide", "Standard", _space(0, 0), 'fo:font-size="2pt"'),
        Style(CONTENTS, "Contents Heading", "Standard", f"{_space(16, 5)} {keep}", _bold(theme, theme.headings[1])),
        *(
            Style(entry(n), f"Contents {n}", "Standard", f'fo:margin-left="{(n - 1) * 5}mm" {_space(2, 0)}')
            for n in (1, 2, 3)
        ),
        Style("Footer", "Footer", "Standard", f'fo:border-top="0.4pt solid {theme.rule}" fo:padding-top="3pt"',
              f'fo:color="{theme.quiet}" fo:font-size="8pt"'),
    )  # fmt: skip


def sheet(meta: Meta, theme: Theme, variants: Mapping[str, tuple[str, str]]) -> str:
    """The part `styles.xml`.

    Args:
        meta: of the paper, for its foot.
        theme: sizes and colours.
        variants: styles of paragraphs that open a page: name → (style they start from, master page or nothing).
    """
    known = paragraphs(theme)
    shown = {style.name: style.shown for style in known}
    opening = (
        Style(name, f"{shown[parent]}, nouvelle page", parent, "" if master else 'fo:break-before="page"').xml(
            f' style:master-page-name="{master}"' if master else ""
        )
        for name, (parent, master) in variants.items()
    )
    family = quoteattr(f"'{theme.faces.family}'")
    return (
        f"{root('document-styles')}<office:font-face-decls>"
        f'<style:font-face style:name="pv" svg:font-family={family} style:font-family-generic="swiss"/>'
        f"</office:font-face-decls><office:styles>{_default(theme)}{''.join(style.xml() for style in known)}"
        f"{''.join(opening)}{_others(theme)}</office:styles>"
        f"<office:automatic-styles>{_layouts(meta, theme)}</office:automatic-styles>"
        f"<office:master-styles>{_masters(meta)}</office:master-styles></office:document-styles>"
    )


def root(name: str) -> str:
    """The opening tag of a part."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMESPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{name} {spaces} office:version="{VERSION}">'


def _default(theme: Theme) -> str:
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:line-height="{theme.leading * 85:.0f}%" fo:orphans="2" fo:widows="2"'
        ' fo:hyphenation-ladder-count="no-limit" style:tab-stop-distance="10mm"/>'
        f'<style:text-properties style:font-name="pv" fo:font-size="{theme.body:g}pt" fo:color="{theme.ink}"'
        ' fo:language="fr" fo:country="FR" fo:hyphenate="false"/></style:default-style>'
    )


def _others(theme: Theme) -> str:
    """Styles of words, lists and pictures."""
    dots = '<text:list-level-style-bullet text:level="1" text:bullet-char="•">{}</text:list-level-style-bullet>'
    numbers = (
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{}'
        "</text:list-level-style-number>"
    )
    indent = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="6mm"'
        ' fo:text-indent="-5mm"/>'
        "</style:list-level-properties>"
    )
    words = (
        (STRONG, "Strong Emphasis", 'fo:font-weight="bold"'),
        (RAISED, "Exposant", 'style:text-position="super 58%"'),
        (KICKER, "Surtitre", f'fo:font-weight="normal" fo:font-size="{theme.body:g}pt" fo:color="{theme.quiet}"'),
        ("Internet_20_link", "Internet link", f'fo:color="{theme.accent}" style:text-underline-style="solid"'),
    )
    return (
        "".join(
            f'<style:style style:name="{name}" style:display-name="{shown}" style:family="text">'
            f"<style:text-properties {said}/></style:style>"
            for name, shown, said in words
        )
        + f'<style:style style:name="{PICTURE}" style:family="graphic"><style:graphic-properties'
        ' style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>'
        + "".join(
            f'<text:list-style style:name="{name}">{level.format(indent)}</text:list-style>'
            for name, level in ((DOTS, dots), (NUMBERS, numbers))
        )
    )


def _layouts(meta: Meta, theme: Theme) -> str:
    """The two pages, and the feet that fit their widths."""
    made = ""
    for name, wide in ((UPRIGHT, meta.landscape), (TURNED, not meta.landscape)):
        across, down = sorted(_A4, reverse=wide)
        foot = width(theme, wide=wide)
        made += (
            f'<style:style style:name="{name}_pied" style:family="paragraph" style:parent-style-name="Footer">'
            f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{foot:g}mm"'
            ' style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
            f'<style:page-layout style:name="{name}_page"><style:page-layout-properties fo:page-width="{across:g}mm"'
            f' fo:page-height="{down:g}mm" style:print-orientation="{"landscape" if wide else "portrait"}"'
            f' fo:margin-left="{theme.margin:g}mm" fo:margin-right="{theme.margin:g}mm"'
            f' fo:margin-top="{theme.margin_top:g}mm" fo:margin-bottom="10mm"/>'
            '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/>'
            "</style:footer-style></style:page-layout>"
        )
    return made


def _masters(meta: Meta) -> str:
    foot = escape(foot_of(meta))
    return "".join(
        f'<style:master-page style:name="{name}" style:display-name="{shown}" style:page-layout-name="{name}_page">'
        f'<style:footer><text:p text:style-name="{name}_pied">{foot}<text:tab/>page '
        '<text:page-number text:select-page="current">1</text:page-number>/<text:page-count>1</text:page-count>'
        "</text:p></style:footer></style:master-page>"
        for name, shown in ((UPRIGHT, "Standard"), (TURNED, "Page tournée"))
    )
