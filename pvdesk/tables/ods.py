"""The .ods writer: the zip and its XML by hand, row by row, so that a long table costs no more memory than a short one.

The libraries that know OpenDocument hold the whole sheet as a tree, some hundred bytes a cell.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from pvdesk.base import francais
from pvdesk.base.version import APPLICATION
from pvdesk.tables.modele import Cellule, Classeur, Colonne, Feuille, Ligne, Sorte, Tell, propre, suivies
from pvdesk.tables.ods_styles import CONTENT_END, CONTENT_HEAD, MANIFEST, NAMESPACES, STYLES, width_styles

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_BLANKS = re.compile(r"^ | {2,}| $", re.MULTILINE)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_VALUES = {Sorte.POURCENT: "percentage", Sorte.MONTANT: "currency"}


def octets(classeur: Classeur, tell: Tell | None = None) -> bytes:
    """The file. Equal workbooks give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        _put(zipped, "mimetype", MIMETYPE, zipfile.ZIP_STORED)  # first and plain: how the format is recognised
        with zipped.open(_entry("content.xml"), "w", force_zip64=True) as stream:
            for part in _content(classeur, tell):
                stream.write(part.encode())
        _put(zipped, "styles.xml", STYLES)
        _put(zipped, "meta.xml", _meta(classeur))
        _put(zipped, "settings.xml", _settings(classeur))
        _put(zipped, "META-INF/manifest.xml", MANIFEST.format(mimetype=MIMETYPE))
    return out.getvalue()


def _entry(name: str, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Dated 1980: the bytes follow from the content alone."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = how
    return entry


def _put(zipped: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    zipped.writestr(_entry(name, how), text)


def _content(classeur: Classeur, tell: Tell | None) -> Iterator[str]:
    yield _XML + CONTENT_HEAD
    yield width_styles({colonne.caracteres for feuille in classeur.feuilles for colonne in feuille.colonnes})
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for feuille, lignes in suivies(classeur, tell):
        yield from _sheet(feuille, lignes)
    yield "<table:database-ranges>"
    for number, feuille in enumerate(classeur.feuilles, 1):
        if feuille.tableau and feuille.colonnes:
            last = f"{_letters(len(feuille.colonnes))}{feuille.compte + 1}"
            name = feuille.nom.replace("'", "''")
            target = quoteattr(f"'{name}'.A1:'{name}'.{last}")
            yield (
                f'<table:database-range table:name="Filtre{number}" table:target-range-address={target} '
                'table:display-filter-buttons="true"/>'
            )
    yield "</table:database-ranges>" + CONTENT_END


def _sheet(feuille: Feuille, lignes: Iterator[Ligne]) -> Iterator[str]:
    yield f'<table:table table:name={quoteattr(feuille.nom)} table:style-name="feuille">'
    for colonne in feuille.colonnes:
        yield f'<table:table-column table:style-name="l{colonne.caracteres}"/>'
    titles = "".join(_text(colonne.titre, "tete") for colonne in feuille.colonnes)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>"
    for ligne in lignes:
        cells = "".join(_cell(colonne, cell) for colonne, cell in zip(feuille.colonnes, ligne, strict=True))
        yield f"<table:table-row>{cells}</table:table-row>"
    yield "</table:table>"


def _cell(colonne: Colonne, cell: Cellule) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return _text(cell, "prose" if "\n" in cell or colonne.largeur else "texte")
    value, shown = _value(colonne.sorte, cell)
    style = colonne.sorte.name.lower()
    return f'<table:table-cell table:style-name="{style}" {value}><text:p>{escape(shown)}</text:p></table:table-cell>'


def _value(sorte: Sorte, cell: dt.date | dt.time | dt.datetime | Decimal | int) -> tuple[str, str]:
    """The typed value of a cell, and its French text for who reads no formats."""
    if isinstance(cell, dt.datetime):
        return f'office:value-type="date" office:date-value="{cell:%Y-%m-%dT%H:%M:%S}"', f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f'office:value-type="date" office:date-value="{cell.isoformat()}"', francais.date_courte(cell)
    if isinstance(cell, dt.time):
        return f'office:value-type="time" office:time-value="PT{cell:%HH%MM%SS}"', f"{cell:%H:%M}"
    currency = ' office:currency="EUR"' if sorte is Sorte.MONTANT else ""
    kind = _VALUES.get(sorte, "float")
    return f'office:value-type="{kind}"{currency} office:value="{Decimal(cell):f}"', _shown(sorte, Decimal(cell))


def _shown(sorte: Sorte, value: Decimal) -> str:
    if sorte is Sorte.OUI_NON:
        return "Oui" if value else "Non"
    if sorte is Sorte.ANNEE:
        return f"{value:f}"
    if sorte is Sorte.MONTANT:
        return francais.montant(int(value * 100))
    if sorte is Sorte.POURCENT:
        return francais.pourcentage(value * 100, 0)
    return francais.nombre(value)


def _text(text: str, style: str) -> str:
    """A text is declared as one: whatever it begins with, it is no formula."""
    lines = "".join(f"<text:p>{_BLANKS.sub(_blank, escape(line))}</text:p>" for line in propre(text).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _blank(found: re.Match[str]) -> str:
    """Blanks that XML would fold into one. A tab stays as it is: LibreOffice 7 drops `text:tab` from a cell."""
    return f'<text:s text:c="{len(found[0])}"/>'


def _letters(number: int) -> str:
    """The letters of a column, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _meta(classeur: Classeur) -> str:
    made = classeur.fait_le.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0).isoformat()
    return (
        f'{_XML}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>{escape(APPLICATION)}</meta:generator><dc:title>{escape(propre(classeur.titre))}</dc:title>"
        f"<meta:initial-creator>{escape(propre(classeur.auteur))}</meta:initial-creator>"
        f"<meta:creation-date>{made}</meta:creation-date><dc:date>{made}</dc:date><dc:language>fr-FR</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _settings(classeur: Classeur) -> str:
    """The head of each table stays in sight."""
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'
    frozen = "".join(
        item.format(name, kind, value)
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2), ("VerticalSplitPosition", "int", 1), ("ActiveSplitRange", "short", 2),
            ("PositionTop", "int", 0), ("PositionBottom", "int", 1),
        )
    )  # fmt: skip
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(feuille.nom)}>{frozen}</config:config-item-map-entry>"
        for feuille in classeur.feuilles
    )
    return (
        f'{_XML}<office:document-settings {NAMESPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        f'</config:config-item><config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
