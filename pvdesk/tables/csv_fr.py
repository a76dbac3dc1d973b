"""The CSV writer, for a French office: « ; », byte mark, decimal comma, ISO dates. Several tables make a zip."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

from pvdesk.tables.modele import Cellule, Classeur, Colonne, Feuille, Ligne, Sorte, Tell, dangereux, propre, suivies

BOM = "\ufeff"
_END = "\r\n"


def octets(classeur: Classeur, tell: Tell | None = None) -> bytes:
    """The file of the first table: a CSV holds one."""
    for feuille, lignes in suivies(classeur, tell):
        if feuille.tableau:
            out = io.BytesIO()
            for part in _parts(feuille, lignes):
                out.write(part)
            return out.getvalue()
    raise ValueError("no table")


def archive(classeur: Classeur, tell: Tell | None = None) -> bytes:
    """A zip of all the sheets, one file each. Equal workbooks give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for feuille, lignes in suivies(classeur, tell):
            entry = zipfile.ZipInfo(f"{feuille.nom}.csv")  # dated 1980: the bytes follow from the content alone
            entry.compress_type = zipfile.ZIP_DEFLATED
            with zipped.open(entry, "w", force_zip64=True) as stream:
                for part in _parts(feuille, lignes):
                    stream.write(part)
    return out.getvalue()


def texte(cell: Cellule, sorte: Sorte) -> str:
    """A cell as it is written. A text that could be taken for a formula gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = propre(cell)
        guard = "'" if dangereux(text) else ""
        return '"' + guard + text.replace('"', '""') + '"'
    if sorte is Sorte.OUI_NON:
        return "Oui" if cell else "Non"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if sorte is Sorte.POURCENT:
        return _nombre(Decimal(cell) * 100) + "%"
    return f"{cell:.2f}".replace(".", ",") if sorte is Sorte.MONTANT else _nombre(Decimal(cell))


def _parts(feuille: Feuille, lignes: Iterator[Ligne]) -> Iterator[bytes]:
    yield (BOM + _line([texte(c.titre, Sorte.TEXTE) for c in feuille.colonnes])).encode()
    for ligne in lignes:
        yield _line(_texts(feuille.colonnes, ligne)).encode()


def _texts(colonnes: tuple[Colonne, ...], ligne: Ligne) -> list[str]:
    return [texte(cell, colonne.sorte) for colonne, cell in zip(colonnes, ligne, strict=True)]


def _line(texts: list[str]) -> str:
    return ";".join(texts) + _END


def _nombre(value: Decimal) -> str:
    """Without exponent nor idle zeros."""
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
