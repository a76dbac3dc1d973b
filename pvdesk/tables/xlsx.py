"""The .xlsx writer: typed cells in French formats, a head that stays, filters; rows go out one by one."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pvdesk.tables.modele import Cellule, Classeur, Colonne, Feuille, Sorte, Tell, dangereux, propre, suivies

LONGEST_TEXT = 32767  # characters of a cell
_CUT = "… [texte coupé\u00a0: une cellule d’Excel n’en tient pas plus]"
_OLDEST = dt.date(1900, 3, 1)  # before it, the calendar of Excel is wrong
_A4 = 9
# Signs of a format are those of the file; Excel shows them in French: 1 234,50 €, 08/05/2026.
_FORMATS = {
    Sorte.ENTIER: "#,##0",
    Sorte.DECIMAL: "#,##0.0##",
    Sorte.ANNEE: "0",
    Sorte.MONTANT: '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"',
    Sorte.POURCENT: "0\\ %",
    Sorte.DATE: "dd/mm/yyyy",
    Sorte.HEURE: "hh:mm",
    Sorte.INSTANT: "dd/mm/yyyy\\ hh:mm",
    Sorte.OUI_NON: '"Oui";"Oui";"Non"',
}

_OPTIONS: Mapping[str, Any] = MappingProxyType({
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
})  # fmt: skip


def octets(classeur: Classeur, tell: Tell | None = None) -> bytes:
    """The file. Equal workbooks give equal bytes."""
    import xlsxwriter

    out = io.BytesIO()
    created = classeur.fait_le.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    # The rows wait in files that this person alone may read. Leaving the book closes them, interrupted or not.
    with tempfile.TemporaryDirectory(prefix="pvdesk-tableau-") as rows, xlsxwriter.Workbook(
        out, {**_OPTIONS, "tmpdir": rows}
    ) as book:  # fmt: skip
        book.set_properties({"title": classeur.titre, "author": classeur.auteur, "created": created})
        paint = _Paint(book)
        for feuille, lignes in suivies(classeur, tell):
            sheet = book.add_worksheet(feuille.nom)
            _head(sheet, feuille, paint)
            for number, ligne in enumerate(lignes, 1):
                for place, (colonne, cell) in enumerate(zip(feuille.colonnes, ligne, strict=True)):
                    _cell(sheet, number, place, colonne, cell, paint)
    return out.getvalue()


class _Paint:
    """The formats of a workbook, one of each."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.kinds = {sorte: book.add_format(top | {"num_format": code}) for sorte, code in _FORMATS.items()}
        self.text = book.add_format(top)
        self.prose = book.add_format(top | {"text_wrap": True})
        # The cell is a text and says so, as if an apostrophe had been typed: edited again, it is no formula either.
        self.quoted = book.add_format(top | {"quote_prefix": True, "num_format": "@"})


def _head(sheet: Any, feuille: Feuille, paint: _Paint) -> None:
    for place, colonne in enumerate(feuille.colonnes):
        sheet.set_column(place, place, colonne.caracteres)
        sheet.write_string(0, place, propre(colonne.titre), paint.head)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P sur &N")
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    if feuille.tableau and feuille.colonnes:
        sheet.autofilter(0, 0, feuille.compte, len(feuille.colonnes) - 1)


def _cell(sheet: Any, row: int, place: int, colonne: Colonne, cell: Cellule, paint: _Paint) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        text = propre(cell)
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - len(_CUT)] + _CUT
        form = paint.quoted if dangereux(text) else paint.prose if "\n" in text or colonne.largeur else paint.text
        sheet.write_string(row, place, text, form)
    elif isinstance(cell, dt.date | dt.time):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        if isinstance(day, dt.date) and day < _OLDEST:
            sheet.write_string(row, place, f"{day:%d/%m/}{day.year:04}", paint.text)
        else:
            sheet.write_datetime(row, place, cell, paint.kinds[colonne.sorte])
    else:
        form = paint.kinds.get(colonne.sorte, paint.text)
        sheet.write_number(row, place, float(cell) if isinstance(cell, Decimal) else cell, form)
