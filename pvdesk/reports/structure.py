"""The structure tree of a tagged PDF: declared from the model first, filled with marks while pages are drawn.

Reading order is therefore the order of the model, whatever the drawing order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True)
class Mark:
    """One marked piece of content: page number (from 1) and its number on that page (from 0)."""

    page: int
    number: int


@dataclass(frozen=True)
class Annotation:
    """A link zone, by page and by the name of its object."""

    page: int
    name: str


@dataclass(eq=False)
class Elem:
    """An element: its tag, its parent, its kids in reading order, and raw attributes (« /Alt(…) », « /A<<…>> »)."""

    tag: str
    parent: "Elem | None" = None
    extra: str = ""
    kids: "list[Elem | Mark | Annotation]" = field(default_factory=list)
    drawn: bool = False
    ref: str = ""

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.kids.append(self)

    def live(self) -> bool:
        """Whether the element is worth writing: drawn somewhere, or a cell, which keeps its table regular."""
        return self.tag in {"TD", "TH"} or any(not isinstance(k, Elem) or k.live() for k in self.kids)

    def page(self) -> int:
        """The page where its own content begins, else that of its first living kid; 0 when nothing was drawn."""
        own = next((kid.page for kid in self.kids if not isinstance(kid, Elem)), 0)
        return own or next((page for kid in self.kids if isinstance(kid, Elem) and (page := kid.page())), 0)

    def elements(self) -> "Iterator[Elem]":
        """Itself, then its living descendants in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Elem) and kid.live():
                yield from kid.elements()


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An indirect object whose bytes are made only when the file is written."""

    __RefOnly__ = 1

    def __init__(self, make: Callable[[], str]) -> None:
        self.make = make

    def format(self, _document: object) -> bytes:
        """Called by reportlab while it writes the file."""
        return self.make().encode("latin-1")


class Direct(Raw):
    """The same, written in place instead of through a reference."""

    __RefOnly__ = 0


def reference(document: pdfdoc.PDFDocument, thing: object) -> str:
    """« 12 0 R » for an object of the document."""
    text: bytes = document.Reference(thing).format(document)
    return text.decode("ascii")


def add_tree(document: pdfdoc.PDFDocument, root: Elem, pages: list[list[Elem]], annotations: list[Elem]) -> Raw:
    """Give every living element an object and return the tree's own.

    `pages` holds, page by page, the element of each mark; `annotations` the Link of each zone, in key order.
    """
    keys = len(pages) + len(annotations)

    def page_ref(number: int) -> str:
        text: bytes = pdfdoc.PDFObjectReference(f"Page{number}").format(document)
        return text.decode("ascii")

    def kid_text(kid: Elem | Mark | Annotation, home: int) -> str:
        if isinstance(kid, Elem):
            return kid.ref
        if isinstance(kid, Annotation):
            target = pdfdoc.PDFObjectReference(f"Annot.{kid.name}").format(document).decode("ascii")
            return f"<</Type/OBJR/Obj {target}/Pg {page_ref(kid.page)}>>"
        if kid.page == home:
            return str(kid.number)
        return f"<</Type/MCR/Pg {page_ref(kid.page)}/MCID {kid.number}>>"

    def body(elem: Elem) -> str:
        home = elem.page()
        kids = " ".join(kid_text(k, home) for k in elem.kids if not isinstance(k, Elem) or k.live())
        parent = elem.parent.ref if elem.parent else tree_ref
        page = f"/Pg {page_ref(home)}" if home else ""
        return f"<</S/{elem.tag}/P {parent}{page}{elem.extra}/K[{kids}]>>"

    def tree_body() -> str:
        numbers = [f"{i}[{' '.join(e.ref for e in elems)}]" for i, elems in enumerate(pages)]
        numbers += [f"{len(pages) + i} {e.ref}" for i, e in enumerate(annotations)]
        nums = " ".join(numbers)
        return f"<</Type/StructTreeRoot/K {root.ref}/ParentTree<</Nums[{nums}]>>/ParentTreeNextKey {keys}>>"

    tree = Raw(tree_body)
    tree_ref = reference(document, tree)
    for elem in root.elements():
        elem.ref = reference(document, Raw(partial(body, elem)))
    return tree
