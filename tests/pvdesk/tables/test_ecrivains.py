"""The three writers: typed cells, formulas that cannot be, French formats, equal bytes, bounded memory."""

import csv
import datetime as dt
import io
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pvdesk.tables import csv_fr, ods, xlsx
from pvdesk.tables.modele import (
    Cellule,
    Classeur,
    Colonne,
    Feuille,
    Sorte,
    dangereux,
    noms_de_feuilles,
    propre,
)  # fmt: skip
from tests.pvdesk.tables import reading

FAIT_LE = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
VALEURS: dict[Sorte, Cellule] = {
    Sorte.TEXTE: "Nœux, l’été : 1 €",
    Sorte.ENTIER: 12345,
    Sorte.DECIMAL: Decimal("-12.5"),
    Sorte.ANNEE: 2026,
    Sorte.MONTANT: Decimal("-1234.50"),
    Sorte.POURCENT: Decimal("0.45"),
    Sorte.DATE: dt.date(2026, 5, 8),
    Sorte.HEURE: dt.time(18, 5),
    Sorte.INSTANT: dt.datetime.fromisoformat("2026-05-08T18:05:09"),
    Sorte.OUI_NON: 0,
}
HOSTILE = ("=1+1", "+33 6", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1", "\u00a0=1", "\ufeff=1", "＝1", "−1",
           "=cmd|' /C calc'!A0", '=HYPERLINK("x","y")')  # fmt: skip


def book(*rows: tuple[Cellule, ...], columns: tuple[Colonne, ...] | None = None) -> Classeur:
    """One sheet of these rows."""
    head = columns or tuple(Colonne(f"Colonne {n}") for n, _ in enumerate(rows[0]))
    return Classeur("Essai", "Poste D07", FAIT_LE, (Feuille("Essai", "Essai", head, lambda: rows, len(rows)),))


def typed() -> Classeur:
    """One column of each kind; a row of values, an empty one."""
    return book(
        tuple(VALEURS.values()), tuple([None] * len(VALEURS)), columns=tuple(Colonne(s.value, s) for s in VALEURS)
    )


def test_a_workbook_keeps_the_kind_of_each_cell() -> None:
    head, row, *empty = reading.xlsx(xlsx.octets(typed()))["Essai"]
    assert [value for _, value, _ in head.values()] == [sorte.value for sorte in VALEURS]
    assert list(row.values()) == [
        ("text", "Nœux, l’été : 1 €", ""),
        ("number", 12345.0, "#,##0"),
        ("number", -12.5, "#,##0.0##"),
        ("number", 2026.0, "0"),
        ("number", -1234.5, '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"'),
        ("number", 0.45, "0\\ %"),
        ("number", 46150.0, "dd/mm/yyyy"),
        ("number", pytest.approx(18 / 24 + 5 / 1440), "hh:mm"),
        ("number", pytest.approx(46150 + (18 * 3600 + 5 * 60 + 9) / 86400), "dd/mm/yyyy\\ hh:mm"),
        ("number", 0.0, '"Oui";"Oui";"Non"'),
    ]
    assert not any(empty)


def test_an_open_document_keeps_the_kind_of_each_cell() -> None:
    head, row, empty = reading.ods(ods.octets(typed()))["Essai"]
    assert [cell and cell[1] for cell in head] == [sorte.value for sorte in VALEURS]
    assert row == [
        ("string", "Nœux, l’été : 1 €", "Nœux, l’été : 1 €"),
        ("float", "12345", "12\u202f345"),
        ("float", "-12.5", "−12,5"),
        ("float", "2026", "2026"),
        ("currency", "-1234.50", "−1\u202f234,50\u00a0€"),
        ("percentage", "0.45", "45\u00a0%"),
        ("date", "2026-05-08", "08/05/2026"),
        ("time", "PT18H05M00S", "18:05"),
        ("date", "2026-05-08T18:05:09", "08/05/2026 18:05"),
        ("float", "0", "Non"),
    ]
    assert empty == [None] * len(VALEURS)


def test_a_csv_is_that_of_a_french_office() -> None:
    data = csv_fr.octets(typed())
    assert data.startswith(b"\xef\xbb\xbf")
    head, row, empty, end = data.decode("utf-8-sig").split("\r\n")
    assert head.split(";")[:2] == ['"texte"', '"nombre entier"']
    assert row == '"Nœux, l’été : 1 €";12345;-12,5;2026;-1234,50;45%;2026-05-08;18:05;2026-05-08 18:05;Non'
    assert (empty, end) == (";" * (len(VALEURS) - 1), "")


def test_the_head_stays_and_filters_and_prints() -> None:
    sheet = reading.parts(xlsx.octets(typed()))["xl/worksheets/sheet1.xml"].decode()
    assert '<autoFilter ref="A1:J3"/>' in sheet
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet
    opened = reading.parts(ods.octets(typed()))
    assert "'Essai'.A1:'Essai'.J3" in opened["content.xml"].decode()
    assert "VerticalSplitPosition" in opened["settings.xml"].decode()
    assert next(iter(opened)) == "mimetype"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text: str) -> None:
    ((_, first),) = [tuple(row.values())[0:1] * 2 for row in reading.xlsx(xlsx.octets(book((text,))))["Essai"][1:]]
    assert first[0] == "quoted"
    assert first[1] == propre(text)
    ((cell,),) = reading.ods(ods.octets(book((text,))))["Essai"][1:]
    assert cell is not None
    assert (cell[0], cell[2]) == ("string", propre(text))
    assert csv_fr.texte(text, Sorte.TEXTE)[1] == "'"


TEXTS = st.text(
    st.one_of(st.sampled_from("=+-@\t\r\n ;\"',\u00a0\ufeff＝_x0A1e&<>"), st.characters(exclude_categories=())),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=6))
@example(["_x0041_", "a  b ", " \t", "\ud800", "=1"])
def test_whatever_is_typed_comes_back_and_commands_nothing(texts: list[str]) -> None:
    wanted = [propre(text) for text in texts]
    workbook = book(*[(text,) for text in texts])
    by_sheet = reading.xlsx(xlsx.octets(workbook))["Essai"][1:]
    read = [row["A"] if row else ("text", "", "") for row in by_sheet] + [("text", "", "")] * 9
    assert [value for _, value, _ in read[: len(wanted)]] == wanted
    assert [kind == "quoted" for kind, _, _ in read[: len(wanted)]] == [dangereux(text) for text in wanted]
    opened = reading.ods(ods.octets(workbook))["Essai"][1:]
    assert [cell[2] if cell else "" for (cell,) in opened] == wanted
    text = csv_fr.octets(workbook).decode("utf-8-sig")
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]
    assert not any(dangereux(cell) for cell in rows)
    assert [cell.removeprefix("'") if dangereux(plain) else cell for cell, plain in zip(rows, wanted, strict=True)] == (
        wanted
    )


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    row = reading.xlsx(xlsx.octets(book(("é" * 40_000,))))["Essai"][1]
    assert len(row["A"][1]) == xlsx.LONGEST_TEXT
    assert row["A"][1].endswith("pas plus]")


def test_a_day_before_the_calendar_of_excel_is_a_text() -> None:
    old = book((dt.date(1899, 12, 31),), columns=(Colonne("Jour", Sorte.DATE),))
    assert reading.xlsx(xlsx.octets(old))["Essai"][1]["A"][:2] == ("text", "31/12/1899")


@given(st.lists(st.text(max_size=50), max_size=8))
@example(["Réunions — Décisions sur les projets", "Réunions — Décisions sur les actions", "history", "A/B", "a:b"])
def test_sheets_have_names_that_excel_accepts(wanted: list[str]) -> None:
    made = noms_de_feuilles(wanted)
    assert len({name.casefold() for name in made}) == len(wanted)
    for name in made:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name.casefold() != "history"


def test_equal_workbooks_give_equal_bytes() -> None:
    for write in (xlsx.octets, ods.octets, csv_fr.octets, csv_fr.archive):
        assert write(typed()) == write(typed())


def test_several_tables_make_a_zip_of_csv() -> None:
    with zipfile.ZipFile(io.BytesIO(csv_fr.archive(typed()))) as zipped:
        assert zipped.namelist() == ["Essai.csv"]
        assert zipped.read("Essai.csv") == csv_fr.octets(typed())


_LONG = """
import datetime as dt, resource, sys
from pvdesk.tables import csv_fr, modele, ods, xlsx
def rows(n):
    return (tuple(f"texte {i} {j}" for j in range(6)) for i in range(n))
def octets(write, n):
    columns = tuple(modele.Colonne(f"C{j}") for j in range(6))
    sheet = modele.Feuille("Longue", "Longue", columns, lambda: rows(n), n)
    return write(modele.Classeur("Essai", "D07", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), (sheet,)))
write = {"xlsx": xlsx.octets, "ods": ods.octets, "csv": csv_fr.octets}[sys.argv[1]]
octets(write, 10)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
size = len(octets(write, int(sys.argv[2])))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, size)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no ru_maxrss there")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_twenty_thousand_rows_are_written_in_little_memory(kind: str) -> None:
    root = Path(__file__).parents[3]
    said = subprocess.run(
        [sys.executable, "-c", _LONG, kind, "20000"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()
    # The file itself (about 3 MB) and what makes it; the rows in memory would be 40 MB.
    assert int(said[0]) < 25, said
