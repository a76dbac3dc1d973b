"""Files broken on purpose, one defect each: a validator that never fails proves nothing."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from pvdesk.reports import flow as flow_module
from pvdesk.reports.blocks import Doc, Heading, Link, Meta, Para
from pvdesk.reports.flow import Flow
from pvdesk.reports.flowables import text
from pvdesk.reports.papers import minutes
from pvdesk.reports.render import render
from pvdesk.reports.structure import Elem
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import elements, failures

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)


@pytest.fixture(scope="module")
def good() -> bytes:
    doc = minutes.build(samples.PLENIERE)
    link = Para(("Voir ", Link("le contrat", "mailto:contact@exemple.invalid")))
    return render(Doc(doc.meta, (*doc.blocks, link))).data


def edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def first(pdf: pikepdf.Pdf, tag: str) -> pikepdf.Object:
    return next(elem for elem in elements(pdf) if str(elem.S) == f"/{tag}")


def drop(key: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.__delitem__(key)


def content(change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def apply(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].Contents
        stream.write(change(stream.read_bytes()))

    return apply


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [f for f in pdf.pages[0].Resources.Font.values() if "/FontDescriptor" in f]


def metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def apply(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.Metadata
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new))

    return apply


def unembed(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0].FontDescriptor["/FontFile2"]


def private_use(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0041>", b"<E000>"))


def zone(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(page.Annots[0] for page in pdf.pages if "/Annots" in page)


def orphan_zone(pdf: pikepdf.Pdf) -> None:
    link = first(pdf, "Link")
    link.K = pikepdf.Array([k for k in link.K if not isinstance(k, pikepdf.Dictionary)])


def heads_everywhere(pdf: pikepdf.Pdf) -> None:
    _, *others = [elem for elem in elements(pdf) if elem.S == "/TD"]
    for cell in others:
        cell.S = pikepdf.Name.TH
        cell.A = first(pdf, "TH").A


CHANGES = {
    "no language": drop("/Lang"),
    "no structure": drop("/StructTreeRoot"),
    "not marked": drop("/MarkInfo"),
    "no intent": drop("/OutputIntents"),
    "title not displayed": drop("/ViewerPreferences"),
    "no metadata": drop("/Metadata"),
    "archive level B": metadata(b"conformance>A<", b"conformance>B<"),
    "no accessibility claim": metadata(b"pdfuaid:part>1<", b"pdfuaid:part>2<"),
    "another title": metadata(b"Compte rendu", b"Autre titre"),
    "other keywords": metadata(b"<pdf:Keywords>", b"<pdf:Keywords>X"),
    "another date": metadata(b"2026-03-04T", b"2026-03-05T"),
    "tab order": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "words outside a mark": content(lambda c: c + b"\nBT (x) Tj ET\n"),
    "rules outside a mark": content(lambda c: c.replace(b"/Artifact BMC", b"", 1).replace(b"EMC", b"", 1)),
    "marks left open": content(lambda c: c + b"\n/Artifact BMC\n"),
    "a mark nobody owns": content(lambda c: c + b"\n/P <</MCID 999>> BDC EMC\n"),
    "a character without glyph": content(lambda c: c + b"\n/Artifact BMC BT (\\000) Tj ET EMC\n"),
    "font not embedded": unembed,
    "font without text": lambda pdf: fonts(pdf)[0].__delitem__("/ToUnicode"),
    "private use": private_use,
    "heading skipped": lambda pdf: first(pdf, "H1").__setitem__("/S", pikepdf.Name.H3),
    "figure without text": lambda pdf: first(pdf, "P").__setitem__("/S", pikepdf.Name.Figure),
    "uneven rows": lambda pdf: first(pdf, "TR").K.__delitem__(0),
    "no header cell": lambda pdf: [e.__setitem__("/S", pikepdf.Name.TD) for e in elements(pdf) if e.S == "/TH"],
    "more heads than data": heads_everywhere,
    "a head without scope": lambda pdf: first(pdf, "TH").__delitem__("/A"),
    "a row that says nothing": lambda pdf: [cell.__delitem__("/K") for cell in first(pdf, "TR").K],
    "link without zone": orphan_zone,
    "zone without description": lambda pdf: zone(pdf).__delitem__("/Contents"),
    "zone not printed": lambda pdf: zone(pdf).__delitem__("/F"),
    "zone out of the tree": lambda pdf: zone(pdf).__delitem__("/StructParent"),
}


def test_copying_a_good_file_keeps_it_good(good: bytes) -> None:
    assert failures(good) == []
    assert failures(edited(good, lambda pdf: None)) == []


@pytest.mark.parametrize("defect", CHANGES)
def test_a_file_with_one_defect_is_refused(good: bytes, defect: str) -> None:
    assert failures(edited(good, CHANGES[defect]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\nendstream", b" endstream"),
        (b"/ID ", b"/XX "),
        (b"/PageMode ", b"/Launch   "),
    ],
)
def test_a_file_with_wrong_bytes_is_refused(good: bytes, old: bytes, new: bytes) -> None:
    assert old in good
    assert failures(good.replace(old, new))


def test_a_sentence_that_no_reader_hears_is_refused() -> None:
    sentence = "ceci est une phrase que personne ne lit à haute voix"
    doc = Doc(replace(META, footer=sentence), (Heading(1, "Titre"), Para("x")))
    assert any("outside the tree" in failure for failure in failures(render(doc).data))


def loose(_flow: Flow, _line: str) -> Flowable:
    return Paragraph("hors structure")


def in_helvetica(flow: Flow, _line: str) -> Flowable:
    style = flow.styles.cell.clone("helvetica", fontName="Helvetica")
    return text("police non incorporée", style, Elem("P", flow.root))


@pytest.mark.parametrize("broken", [loose, in_helvetica])
def test_a_flowable_that_escapes_the_machinery_is_refused(
    monkeypatch: pytest.MonkeyPatch, broken: Callable[[Flow, str], Flowable]
) -> None:
    monkeypatch.setattr(flow_module.Flow, "_paragraphs", lambda self, words, style: [broken(self, words)])
    assert failures(render(Doc(META, (Heading(1, "Titre"), Para("x")))).data)


def test_a_jump_of_headings_is_told_before_and_refused_after() -> None:
    rendered = render(Doc(META, (Heading(1, "Titre"), Heading(3, "Saut"), Para("x"))))
    assert any("aucun niveau ne doit être sauté" in message for message in rendered.messages)
    assert any("heading" in failure for failure in failures(rendered.data))


def test_plain_reportlab_is_refused() -> None:
    out = BytesIO()
    SimpleDocTemplate(out).build([Paragraph("texte")])
    assert len(failures(out.getvalue())) > 8
