"""Our files opened by LibreOffice without a window, and compared with what was written, cell by cell."""

import datetime as dt
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pvdesk.tables import ods, xlsx
from pvdesk.tables.modele import Cellule, Colonne, propre
from tests.pvdesk.tables.reading import OFFICE, TABLE, TEXT, said
from tests.pvdesk.tables.test_ecrivains import HOSTILE, VALEURS, book

OFFICE_PROGRAM = shutil.which("soffice") or ""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OFFICE_PROGRAM, reason="LibreOffice is not installed"),
]
_DAY = re.compile(r"(\d+-\d+-\d+)(?:T(\d+):(\d+):([\d.]+))?")
_TIME = re.compile(r"PT(\d+)H(\d+)M([\d.]+)S")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_the_office_reads_is_what_was_written(kind: str, tmp_path: Path) -> None:
    columns = tuple(Colonne(sorte.value, sorte) for sorte in VALEURS)
    texts = [propre(text) for text in HOSTILE] + ["deux\nlignes", "deux  blancs", "é" * 3000]
    rows = [tuple(VALEURS.values()), *((text, *[None] * (len(columns) - 1)) for text in texts)]
    (tmp_path / f"essai.{kind}").write_bytes({"xlsx": xlsx, "ods": ods}[kind].octets(book(*rows, columns=columns)))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    words = ["--headless", "--convert-to", "fods", "--outdir", str(tmp_path / "lu"), str(tmp_path / f"essai.{kind}")]
    subprocess.run([OFFICE_PROGRAM, profile, *words], check=True, capture_output=True, timeout=180)
    head, *read = cells(tmp_path / "lu" / "essai.fods")
    assert head == [column.titre for column in columns]
    for written, found in zip(rows, read, strict=True):
        assert len(found) <= len(written)
        for value, cell in zip(written, found + [None] * len(written), strict=False):
            assert same(value, cell), (value, cell)


def same(written: Cellule, read: Any) -> bool:
    """Whether a cell says what was written, to the second and to the thousandth."""
    if isinstance(written, int | Decimal):
        return read == pytest.approx(float(written))
    if isinstance(written, dt.datetime | dt.date | dt.time):
        return isinstance(read, float) and abs(seconds(written) - read) < 1
    return (written or None) == read


def seconds(value: dt.datetime | dt.date | dt.time) -> float:
    """A day, an hour or both, as one number."""
    day = value.toordinal() if isinstance(value, dt.date) else 0
    hour = 0 if type(value) is dt.date else value.hour * 3600 + value.minute * 60 + value.second  # type: ignore[union-attr]
    return day * 86400.0 + hour


def cells(path: Path) -> list[list[Any]]:
    """The rows of the first sheet: texts, numbers, moments as `seconds`."""
    table = next(ET.parse(path).getroot().iter(f"{TABLE}table"))
    rows = [[cell for one in row for cell in _cell(one)] for row in table.iter(f"{TABLE}table-row")]
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    return [_trimmed(row) for row in rows]


def _cell(cell: ET.Element) -> list[Any]:
    times = min(int(cell.get(f"{TABLE}number-columns-repeated") or 1), 50)
    assert cell.get(f"{TABLE}formula") is None
    return [_value(cell)] * times


def _value(cell: ET.Element) -> Any:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        day = _DAY.match(cell.get(f"{OFFICE}date-value") or "")
        assert day is not None
        hour = [float(part or 0) for part in day.groups()[1:]]
        return dt.date.fromisoformat(day[1]).toordinal() * 86400.0 + hour[0] * 3600 + hour[1] * 60 + hour[2]
    if kind == "time":
        time = _TIME.match(cell.get(f"{OFFICE}time-value") or "")
        assert time is not None
        return float(time[1]) * 3600 + float(time[2]) * 60 + float(time[3])
    if kind == "string":
        return "\n".join(said(paragraph) for paragraph in cell.iter(f"{TEXT}p"))
    return None if kind is None else float(cell.get(f"{OFFICE}value") or "")


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row
