"""Own assertions that stand for a PDF/A-2a and PDF/UA-1 validator: each was seen failing on a broken file."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

MARKED = {"BT", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI", "INLINE IMAGE", "Tj", "TJ", "'", '"'}
LEAST = 6  # cells of a table worth judging
HEADINGS = re.compile(r"H([1-6])\Z")


def failures(data: bytes) -> list[str]:
    """What a validator would refuse in this file; empty when it conforms."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            *_file(pdf, data),
            *_metadata(pdf),
            *_fonts(pdf),
            *_content(pdf),
            *_tree(pdf),
            *_tables(pdf),
            *_prose(pdf),
            *_links(pdf),
        ]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The structure elements, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    stack = [] if root is None else [root.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            stack.append(node.get("/K", pikepdf.Array()))


def _file(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    root = pdf.Root
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if pdf.is_encrypted:
        yield "encrypted"
    if re.search(rb"/(JavaScript|Launch|EmbeddedFiles?|DeviceCMYK)\b", data):
        yield "script, launch, attachment or CMYK"
    if re.search(rb"[^\r\n]endstream", data):
        yield "no end of line before endstream"
    if str(root.get("/Lang", "")) != "fr-FR":
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "title not displayed"
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "not marked"
    intents = root.get("/OutputIntents", [])
    if len(intents) != 1 or intents[0].DestOutputProfile.N != 3:
        yield "not one sRGB intent"
    if any(page.get("/Tabs") != pikepdf.Name.S for page in pdf.pages):
        yield "tab order is not that of the structure"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None or len(stream.get("/Filter", [])):
        yield "metadata absent or compressed"
        return
    xmp = stream.read_bytes().decode()
    for wanted in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<", "<pdfaSchema:prefix>pdfuaid<"):
        if wanted not in xmp:
            yield f"metadata lack {wanted}"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as read:
        if str(read.get("dc:title")) != str(pdf.docinfo.get("/Title")) or not read.get("dc:title"):
            yield "titles disagree"
        if read.get("pdf:Keywords", "") != str(pdf.docinfo.get("/Keywords", "")):
            yield "keywords disagree"
        dates = {re.sub(r"\D", "", str(read.get(key)))[:14] for key in ("xmp:CreateDate", "xmp:ModifyDate")}
    dates |= {re.sub(r"\D", "", str(pdf.docinfo[key]))[:14] for key in ("/CreationDate", "/ModDate")}
    if len(dates) != 1:
        yield "dates disagree"


def _resources(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        resources = page.get("/Resources", pikepdf.Dictionary())
        yield resources
        for form in resources.get("/XObject", {}).values():
            yield form.get("/Resources", pikepdf.Dictionary())


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    seen = {}
    for resources in _resources(pdf):
        for font in resources.get("/Font", {}).values():
            seen[str(font.BaseFont)] = font
    for name, font in seen.items():
        if "/FontFile2" not in font.get("/FontDescriptor", {}):
            yield f"{name} not embedded"
        elif "/ToUnicode" not in font:
            yield f"{name} has no text"
        else:
            table = font.ToUnicode.read_bytes().partition(b"beginbfchar")[2]
            codes = re.findall(rb"<[0-9A-F]{2}> <([0-9A-F]+)>", table)
            if any(len(c) != 4 or int(c, 16) == 0 or 0xE000 <= int(c, 16) <= 0xF8FF for c in codes):
                yield f"{name} maps a code to nothing or to private use"


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    parents = {}
    numbers = pdf.Root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", [])
    for key, value in zip(list(numbers)[::2], list(numbers)[1::2], strict=True):
        parents[int(key)] = value
    for number, page in enumerate(pdf.pages, 1):
        marks, depth, font = [], 0, pikepdf.Name("/None")
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += name in {"BDC", "BMC"}
            if name == "BDC" and "/MCID" in operands[1]:
                marks.append(int(operands[1].MCID))
            depth -= name == "EMC"
            if name in MARKED - {"BT"} and depth < 1:
                yield f"page {number}: {name} outside a mark"
            if name == "Tf":
                font = operands[0]
            if name == "Tj" and _undrawn(page.Resources.Font[font], bytes(operands[0])):
                yield f"page {number}: a character without glyph"
        if depth:
            yield f"page {number}: marks do not balance"
        owners = parents.get(int(page.get("/StructParents", -1)), [])
        if marks != list(range(len(owners))):
            yield f"page {number}: {len(marks)} marks, {len(owners)} in the parent tree"


def _undrawn(font: pikepdf.Object, shown: bytes) -> bool:
    """Whether a shown code is the « no glyph » one of reportlab's subsets."""
    return str(font.Subtype) == "/TrueType" and 0 in shown


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for elem in elements(pdf):
        tag = str(elem.S)[1:]
        if heading := HEADINGS.match(tag):
            if int(heading[1]) > level + 1:
                yield f"heading {tag} after level {level}"
            level = int(heading[1])
        if tag == "Figure" and not str(elem.get("/Alt", "")):
            yield "figure without text"
        if tag == "Link" and not any(isinstance(k, pikepdf.Dictionary) and k.get("/Type") == "/OBJR" for k in elem.K):
            yield "link without its zone"
    if level == 0:
        yield "no heading"


def _tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    for table in (elem for elem in elements(pdf) if elem.S == "/Table"):
        rows = [list(row.K) for row in table.K]
        tags = [[str(cell.S) for cell in row] for row in rows]
        heads, data = (sum(row.count(tag) for row in tags) for tag in ("/TH", "/TD"))
        if len({len(row) for row in tags}) > 1:
            yield "rows of unequal length"
        if not all("/TH" in row for row in tags) and "/TH" not in tags[0]:
            yield "table without header cells"
        if heads + data >= LEAST and 0 < data < heads:
            yield "more heads than data"
        if any(cell.S == "/TH" and "/Scope" not in cell.get("/A", {}) for row in rows for cell in row):
            yield "a head that does not say whose"
        if not all(any(len(cell.get("/K", [])) for cell in row) for row in rows):
            yield "a row that says nothing"


def _prose(pdf: pikepdf.Pdf) -> Iterator[str]:
    """A sentence that no reader hears: furniture is short, or comes back on each page."""
    pages = [set(_unheard(page)) for page in pdf.pages]
    for number, lines in enumerate(pages, 1):
        for line in lines:
            words = re.findall(r"[^\W\d_]{2,}", line)
            returns = len(pages) > 1 and all(line in others for others in pages)
            if len(words) >= 8 and sum(word[0].islower() for word in words) >= 4 and not returns:
                yield f"page {number}: a sentence outside the tree"


def _unheard(page: pikepdf.Page) -> Iterator[str]:
    """The lines of a page that are artifacts."""
    font, line, artifact = pikepdf.Name("/None"), "", False
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                artifact = str(operands[0]) == "/Artifact"
            case "BT":
                line = ""
            case "Tf":
                font = operands[0]
            case "Tj" if artifact and "/ToUnicode" in page.Resources.Font[font]:
                known = letters(page.Resources.Font[font])
                line += "".join(known.get(code, "") for code in bytes(operands[0]))
            case "ET" if line:
                yield line


def letters(font: pikepdf.Object) -> dict[int, str]:
    """What each code of a font says."""
    pairs = re.findall(rb"<(..)> <(....)>", font.ToUnicode.read_bytes())
    return {int(code, 16): chr(int(char, 16)) for code, char in pairs}


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for zone in page.get("/Annots", []):
            if not str(zone.get("/Contents", "")) or not int(zone.get("/F", 0)) & 4 or "/StructParent" not in zone:
                yield f"page {number}: a link without description, print flag or place in the tree"
