"""The code at the foot of a paper: of its words, not of its bytes."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf

from pvdesk.reports.blocks import Break, Doc, Figure, Heading, Meta
from pvdesk.reports.control import control_code
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.render import render
from pvdesk.reports.theme import Theme
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import letters


def foot(data: bytes) -> list[str]:
    """The code at the foot of each page."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            font, said = pikepdf.Name("/None"), ""
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = operands[0]
                elif str(operator) == "Tj":
                    known = letters(page.Resources.Font[font])
                    said += "".join(known[code] for code in bytes(operands[0]))
            found += re.findall(r"contrôle ([A-Z2-7]{4}-[A-Z2-7]{4})", said)
    return found


def test_the_code_stands_at_the_foot_of_each_page_and_in_the_metadata() -> None:
    rendered = render(minutes.build(samples.PLENIERE))
    assert foot(rendered.data) == [rendered.code] * rendered.pages
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        assert str(pdf.docinfo.Keywords) == rendered.code
    assert f"/Keywords ({rendered.code})".encode() in rendered.data  # found without reading the file as a PDF


def test_the_code_follows_the_words_and_nothing_else() -> None:
    doc = minutes.build(samples.PLENIERE)
    code = control_code(doc)
    assert render(doc, theme=Theme(body=12)).code == code
    others = (
        minutes.build(replace(samples.PLENIERE, lieu="Ailleurs")),
        minutes.build(replace(samples.PLENIERE, projet=False)),
        emargement.build(samples.feuille(3)),
        Doc(doc.meta, doc.blocks[::-1]),
        Doc(doc.meta, (*doc.blocks, Figure(b"a"))),
        Doc(doc.meta, (*doc.blocks, Figure(b"b"))),
    )
    assert len({code, *map(control_code, others)}) == 1 + len(others)
    assert control_code(replace(doc, notes=("Relisez.",))) == code  # on no page


def test_the_code_of_a_paper_never_changes() -> None:
    meta = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)
    assert control_code(Doc(meta, (Heading(1, "Été"), Break()))) == "5AAV-LPET"  # already printed somewhere
