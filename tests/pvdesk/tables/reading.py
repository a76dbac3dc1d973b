"""Workbooks read back with a zip and an XML reader: no library of ours, none of a writer's."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = f"{OASIS}office:1.0}}", f"{OASIS}table:1.0}}", f"{OASIS}text:1.0}}"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
Cell = tuple[str, Any, str]  # (what it is, value, format)


def parts(data: bytes) -> dict[str, bytes]:
    """The files of the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


def xlsx(data: bytes) -> dict[str, list[dict[str, Cell]]]:
    """Sheets in order: rows of cells by letters of the column. Empty cells are not there."""
    held = parts(data)
    styles = _styles(ET.fromstring(held["xl/styles.xml"]))
    relations = {r.get("Id"): r.get("Target") for r in ET.fromstring(held["xl/_rels/workbook.xml.rels"])}
    found = {}
    for sheet in ET.fromstring(held["xl/workbook.xml"]).iter(f"{MAIN}sheet"):
        tree = ET.fromstring(held[f"xl/{relations[sheet.get(RELATION)]}"])
        found[sheet.get("name") or ""] = [
            dict(_xlsx_cell(cell, styles) for cell in row if len(cell)) for row in tree.iter(f"{MAIN}row")
        ]
    return found


def _styles(tree: ET.Element) -> list[tuple[str, bool]]:
    """Number format and « quote prefix » of each style."""
    codes = {f.get("numFmtId"): f.get("formatCode") or "" for f in tree.iter(f"{MAIN}numFmt")}
    codes |= {"1": "0", "9": "0%", "49": "@"}
    cells = tree.find(f"{MAIN}cellXfs")
    assert cells is not None
    return [(codes.get(xf.get("numFmtId"), ""), xf.get("quotePrefix") == "1") for xf in cells]


def _xlsx_cell(cell: ET.Element, styles: list[tuple[str, bool]]) -> tuple[str, Cell]:
    assert cell.find(f"{MAIN}f") is None, "a formula"
    code, quoted = styles[int(cell.get("s") or 0)]
    letters = re.sub("[0-9]", "", cell.get("r") or "")
    if cell.get("t") == "inlineStr":
        text = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
        return letters, ("quoted" if quoted else "text", text, code)
    assert cell.get("t") in {None, "n"}
    value = cell.find(f"{MAIN}v")
    assert value is not None
    return letters, ("number", float(value.text or ""), code)


def ods(data: bytes) -> dict[str, list[list[Cell | None]]]:
    """Sheets in order: rows of cells, None for an empty one."""
    tree = ET.fromstring(parts(data)["content.xml"])
    return {
        table.get(f"{TABLE}name") or "": [
            [_ods_cell(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in table.iter(f"{TABLE}table-row")
        ]
        for table in tree.iter(f"{TABLE}table")
    }


def _ods_cell(cell: ET.Element) -> Cell | None:
    assert cell.get(f"{TABLE}formula") is None, "a formula"
    kind = cell.get(f"{OFFICE}value-type")
    if kind is None:
        return None
    text = "\n".join(said(p) for p in cell.iter(f"{TEXT}p"))
    names = ("date-value", "time-value", "value")
    value = next((cell.get(f"{OFFICE}{name}") for name in names if cell.get(f"{OFFICE}{name}") is not None), text)
    return kind, value, text


def said(paragraph: ET.Element) -> str:
    """The text of a paragraph, its blanks put back."""
    text = paragraph.text or ""
    for part in paragraph:
        if part.tag == f"{TEXT}s":
            text += " " * int(part.get(f"{TEXT}c") or 1)
        text += ("\t" if part.tag == f"{TEXT}tab" else said(part)) + (part.tail or "")
    return text
