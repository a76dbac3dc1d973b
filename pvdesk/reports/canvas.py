"""A reportlab canvas that brackets what it draws with marks, so that each word belongs to an element."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from pvdesk.reports import archival, structure
from pvdesk.reports.blocks import Meta
from pvdesk.reports.structure import Annotation, Direct, Elem, Mark

LINK_MARK = "#@"  # between a link's address and its label, in the markup given to reportlab only


class Text(PDFTextObject):  # type: ignore[misc]  # reportlab is untyped
    """Keeps the space that reportlab drops at a line's end: screen readers need it between words."""

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803  # reportlab's names
        ends_a_word = TStar and text and text[-1] not in " -\u00ad"
        super()._textOut(text + " " if ends_a_word else text, TStar)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """The canvas of one document: its Document element `tree`, its control code, the `font` to begin with.

    Without that font reportlab begins each page with Helvetica, which is never embedded.
    """

    _code: list[str]  # the page's operators, reportlab's own

    def __init__(self, stream: BytesIO, *, tree: Elem, meta: Meta, code: str, font: str, **options: Any) -> None:
        options |= {"lang": archival.LANGUAGE, "pdfVersion": (1, 7), "initialFontName": font}
        super().__init__(stream, **options)
        self.tree = tree
        self.meta, self.code = meta, code
        self._marks: list[Elem] = []  # of the page being drawn
        self._pages: list[list[Elem]] = []
        self._links: dict[str, Elem] = {}  # of the paragraph being drawn, by label
        self._zones: list[Elem] = []  # the Link of each zone, in the order of their keys
        self._entries = 0
        self.places: dict[int, int] = {}  # page of each outline entry, by its number
        self.awaited: set[int] = set()  # entries whose page is told by a contents list
        self._level = -1  # of the last outline entry
        self._open: Elem | None = None  # the element being drawn
        archival.stamp(self._doc, meta.when)
        self.setNamedCB("link_on", TaggedCanvas.link_on)
        self.setNamedCB("link_off", TaggedCanvas.link_off)
        self._doc.addPage = self._counted(self._doc.addPage)

    def _counted(self, add: Callable[[Any], None]) -> Callable[[Any], None]:
        def add_page(page: Any) -> None:
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = len(self._pages), pdfdoc.PDFName("S")
            self._pages.append(self._marks)
            self._marks = []
            add(page)

        return add_page

    # marks

    def _begin(self, elem: Elem | None) -> None:
        if elem is None:
            self._code.append("/Artifact BMC")
            return
        elem.drawn = True
        elem.kids.append(Mark(self._pageNumber, len(self._marks)))
        self._code.append(f"/{elem.tag} <</MCID {len(self._marks)}>> BDC")
        self._marks.append(elem)

    @contextmanager
    def mark(self, elem: Elem | None) -> Iterator[None]:
        """What is drawn inside belongs to `elem`; None is an artifact. Marks are not nested."""
        self._begin(elem)
        self._open = elem
        yield
        self._code.append("EMC")
        self._open = None

    # links: callbacks that run while a line of a paragraph is being filled

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Text:  # noqa: N802
        """A text object that keeps its spaces."""
        return Text(self, x, y, direction=direction)

    def _switch(self, elem: Elem) -> None:
        page_code: list[str] = self._code
        self._code = self._curr_tx_info["tx"]._code  # noqa: SLF001
        self._code.append("EMC")
        self._begin(elem)
        self._code = page_code

    def link_on(self, _kind: str, label: str) -> None:
        """The words that follow belong to a new Link."""
        if self._open:
            self._links[label] = Elem("Link", self._open)
            self._switch(self._links[label])

    def link_off(self, _kind: str, _label: str) -> None:
        """The words that follow belong to the paragraph again."""
        if self._open:
            self._switch(self._open)

    def _addAnnotation(self, annotation: Any, *_rest: Any) -> None:  # noqa: N802
        # reportlab adds the zones once the whole paragraph is drawn: the mark at the end of the address says whose.
        address, _, label = annotation["A"]["URI"].s.rpartition(LINK_MARK)
        annotation["A"]["URI"] = pdfdoc.PDFString(address)
        self._zone(annotation, self._links[label], f"Lien\u00a0: {address}")

    def _zone(self, annotation: pdfdoc.PDFDictionary, link: Elem, said: str) -> None:
        """Bind a zone to its Link; `said` describes it."""
        key = len(self._zones)
        name = f"ANN{key}"
        link.kids.append(Annotation(self._pageNumber, name))
        self._zones.append(link)
        annotation["StructParent"] = Direct(lambda: str(len(self._pages) + key))
        annotation["F"] = 4  # printed
        annotation["Contents"] = pdfdoc.PDFString(said)
        super()._addAnnotation(annotation, name)

    def lead(self, entry: int, link: Elem, said: str, size: tuple[float, float]) -> None:
        """A zone of that size, from the origin, that leads to an outline entry drawn earlier or later."""
        zone = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Annot"), "Subtype": pdfdoc.PDFName("Link")})
        zone["Rect"] = pdfdoc.PDFArray(self._absRect((0, 0, *size), 1))
        zone["Border"] = pdfdoc.PDFArray([0, 0, 0])
        zone["Dest"] = self._bookmarkReference(f"entry{entry}")
        self._zone(zone, link, said)

    # end

    def enter(self, title: str, level: int, height: float) -> None:
        """An outline entry that leads to a place on the page, `height` above the origin: some readers refuse less."""
        self._entries += 1
        self._level = min(level, self._level + 1)  # reportlab refuses a jump; preflight tells it
        self.places[self._entries] = self._pageNumber
        key = f"entry{self._entries}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=self.absolutePosition(0, height)[1])
        self.addOutlineEntry(title, key, self._level)

    def save(self) -> None:
        """Write the file with its tree, metadata and output intent."""
        if len(self._code):
            self.showPage()
        self.setTitle(self.meta.title)
        self.setAuthor(self.meta.author)
        self.setSubject(self.meta.subject)
        self.setKeywords(self.code)
        self.setCreator(archival.CREATOR)
        self.setProducer(archival.PRODUCER)
        tree = structure.add_tree(self._doc, self.tree, self._pages, self._zones)
        archival.close(self._doc, tree, self.meta, self.code)
        super().save()
