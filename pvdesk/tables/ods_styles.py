"""What does not change in a .ods: names of its XML, French formats of cells, the list of its parts."""

from __future__ import annotations

from collections.abc import Iterable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{_OASIS}:office:1.0",
        "table": f"{_OASIS}:table:1.0",
        "text": f"{_OASIS}:text:1.0",
        "style": f"{_OASIS}:style:1.0",
        "number": f"{_OASIS}:datastyle:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "config": f"{_OASIS}:config:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",  # a name, not an address
    }.items()
)
_FR = 'number:language="fr" number:country="FR"'
_DAY = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
_HOUR = '<number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'
_FORMATS = (
    f'<number:number-style style:name="Nentier" {_FR}><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    f'<number:number-style style:name="Ndecimal" {_FR}><number:number number:decimal-places="3" '
    'number:min-decimal-places="1" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    f'<number:number-style style:name="Nannee" {_FR}><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>'
    f'<number:currency-style style:name="Nmontant" {_FR}><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text>'
    f'<number:currency-symbol {_FR}>€</number:currency-symbol></number:currency-style>'
    f'<number:percentage-style style:name="Npourcent" {_FR}><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
    f'<number:date-style style:name="Ndate" {_FR}>{_DAY}</number:date-style>'
    f'<number:time-style style:name="Nheure" {_FR}>{_HOUR}</number:time-style>'
    f'<number:date-style style:name="Ninstant" {_FR}>{_DAY}<number:text> </number:text>{_HOUR}</number:date-style>'
    f'<number:number-style style:name="Nnon" style:volatile="true" {_FR}><number:text>Non</number:text>'
    "</number:number-style>"
    f'<number:number-style style:name="Noui_non" {_FR}><number:text>Oui</number:text>'
    '<style:map style:condition="value()=0" style:apply-style-name="Nnon"/></number:number-style>'
)
_KINDS = ("entier", "decimal", "annee", "montant", "pourcent", "date", "heure", "instant", "oui_non")
_CELLS = (
    "".join(
        f'<style:style style:name="{kind}" style:family="table-cell" style:data-style-name="N{kind}">'
        '<style:table-cell-properties style:vertical-align="top"/></style:style>'
        for kind in _KINDS
    )
    + '<style:style style:name="texte" style:family="table-cell"><style:table-cell-properties '
    'style:vertical-align="top"/></style:style>'
    '<style:style style:name="prose" style:family="table-cell"><style:table-cell-properties '
    'style:vertical-align="top" fo:wrap-option="wrap"/></style:style>'
    '<style:style style:name="tete" style:family="table-cell"><style:table-cell-properties '
    'fo:background-color="#e8edf3" fo:border-bottom="0.5pt solid #161616" fo:wrap-option="wrap" '
    'style:vertical-align="middle"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="feuille" style:family="table" style:master-page-name="Page">'
    '<style:table-properties table:display="true"/></style:style>'
)
CONTENT_HEAD = (
    f'<office:document-content {NAMESPACES} office:version="1.3"><office:automatic-styles>{_FORMATS}{_CELLS}'
)
CONTENT_END = "</office:spreadsheet></office:body></office:document-content>"
STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {NAMESPACES} office:version="1.3">'
    '<office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="fr" '
    'fo:country="FR"/></style:default-style></office:styles><office:automatic-styles><style:page-layout '
    'style:name="A4"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Page" '
    'style:page-layout-name="A4"/></office:master-styles></office:document-styles>'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{mimetype}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CM = 0.21  # of a character


def width_styles(widths: Iterable[int]) -> str:
    """One style for each width of column, in characters."""
    return "".join(
        f'<style:style style:name="l{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _CM:.2f}cm"/></style:style>'
        for width in sorted(widths)
    )
