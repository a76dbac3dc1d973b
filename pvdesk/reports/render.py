"""A paper to the bytes of a tagged PDF/A-2a and PDF/UA-1 file."""

import hashlib
import math
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from pvdesk.base.francais import pluriel
from pvdesk.base.steps import Part, Steps, Tell, quiet
from pvdesk.reports import fonts, patches
from pvdesk.reports.blocks import Doc, Meta, plain
from pvdesk.reports.canvas import TaggedCanvas
from pvdesk.reports.control import control_code
from pvdesk.reports.flow import Flow
from pvdesk.reports.flow_contents import NUMBER, late
from pvdesk.reports.flow_words import Shots, page_size, template
from pvdesk.reports.preflight import all_words, preflight
from pvdesk.reports.styles import styles
from pvdesk.reports.theme import DEFAULT, TIGHT, Theme
from pvdesk.reports.wording import Wording

_FOOT = 8.0  # points
_FOLIO = 26 * mm  # room for « page 1000/1000 »
_STEPS = ("Préparation", "Mise en page", "Écriture du fichier")
_SHARES = (30, 60, 10)
_SHORT = 8  # pages: such a paper is laid out again, with less white, to spare a page that holds little
_SPARED = 0.15  # of a page: what less white may spare on each
_BUILDING = Lock()  # reportlab's fonts and registries serve one document at a time


@dataclass(frozen=True)
class Rendered:
    """A finished file. `messages`: what its author should know, in French."""

    data: bytes
    pages: int
    sha256: str
    code: str  # what is printed at its foot, and asked for to know whether the paper is the current one
    messages: tuple[str, ...]


def render(doc: Doc, *, theme: Theme = DEFAULT, tell: Tell = quiet) -> Rendered:
    """Build the file. Equal documents and themes give equal bytes, whatever the process.

    Args:
        doc: what the paper says.
        theme: how it looks.
        tell: told how far a long paper is; what it raises interrupts the build, and nothing is left of it.

    Raises:
        ValueError: a row of a grid has not as many cells as the grid has columns (`preflight` says which).
        OSError: the logo cannot be read.
    """
    steps = Steps(tell, _STEPS, _SHARES)
    with _BUILDING:
        patches.apply()
        family, unfit = fonts.fitting(theme.faces)
        shots: Shots = {}
        laid = _laid(doc, theme, family, shots, steps)
        if laid.thin:
            tighter = _laid(doc, replace(theme, air=theme.air * TIGHT), family, shots, Steps(quiet, _STEPS, _SHARES))
            laid = tighter if tighter.pages < laid.pages else laid
    return Rendered(
        data=laid.data,
        pages=laid.pages,
        sha256=hashlib.sha256(laid.data).hexdigest(),
        code=laid.code,
        messages=(*doc.notes, *preflight(doc), *laid.messages, *_undrawn(doc, family.coverage), *unfit),
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """A paper laid out. `thin`: a page of it holds so little that less white might spare it."""

    data: bytes
    pages: int
    code: str
    messages: tuple[str, ...]
    thin: bool


def _laid(doc: Doc, theme: Theme, family: fonts.Family, shots: Shots, steps: Steps) -> _Laid:
    code = control_code(doc)
    wording = Wording(family.coverage, theme.accent)
    meta = _clean(doc.meta, wording)
    flow = Flow(theme, styles(theme, family), wording, family.regular, shots)
    story = flow.story(doc, Part(steps, 0))
    stream = BytesIO()
    paper = _Paper(stream, meta, theme, family, code)
    paper.watch(story, steps)
    paper.build(
        story,
        canvasmaker=lambda file, **options: TaggedCanvas(
            file, tree=flow.root, meta=meta, code=code, font=family.regular, **options
        ),
    )
    spared = 1 < paper.page <= _SHORT and min(paper.fills) < min(_SPARED * paper.page, 0.5)
    return _Laid(stream.getvalue(), paper.page, code, tuple(flow.messages), spared)


def misfit(theme: Theme) -> tuple[str, ...]:
    """Why papers are not printed with the faces of a theme; nothing when they are."""
    with _BUILDING:
        return fonts.fitting(theme.faces)[1]


def _clean(meta: Meta, wording: Wording) -> Meta:
    return replace(
        meta,
        title=wording.clean(meta.title),
        author=wording.clean(meta.author),
        subject=wording.clean(meta.subject),
        reference=wording.clean(meta.reference),
        status=wording.clean(meta.status),
        footer=wording.clean(meta.footer),
    )


def _undrawn(doc: Doc, coverage: frozenset[int]) -> tuple[str, ...]:
    missing = sorted(frozenset[str]().union(*(fonts.gaps(plain(words), coverage) for words in all_words(doc))))
    if not missing:
        return ()
    named = ", ".join(f"U+{ord(c):04X}" for c in missing[:8]) + ("…" if len(missing) > 8 else "")
    return (f"La police d’impression ne sait pas dessiner {named} : ces caractères sont remplacés par leur code.",)


class _Paper(BaseDocTemplate):  # type: ignore[misc]  # reportlab is untyped
    """One A4 column, upright or turned, with a footer on each page and the word of the draft behind the text."""

    def __init__(self, stream: BytesIO, meta: Meta, theme: Theme, family: fonts.Family, code: str) -> None:
        super().__init__(stream, pagesize=page_size(wide=meta.landscape), invariant=1, pageCompression=1)
        self._meta, self._theme, self._family, self._code = meta, theme, family, code
        self.addPageTemplates([self._template(wide=wide) for wide in (meta.landscape, not meta.landscape)])

    def watch(self, story: list[Flowable], steps: Steps) -> None:
        """Tell each page of the build of `story`, which is consumed as it goes."""
        self._story, self._whole, self._steps = story, max(1, len(story)), steps
        self.fills: list[float] = []  # the share of each page that is taken

    def afterPage(self) -> None:  # noqa: N802
        """Called by reportlab once a page is full."""
        frame = self.frame
        self.fills.append(1 - (frame._y - frame._y1p) / frame._aH)  # noqa: SLF001
        said = f"{_STEPS[1]}\u00a0: {pluriel(self.page, 'page', 'pages')}"
        self._steps.reach(1, max(0.0, 1 - len(self._story) / self._whole), said)

    def _template(self, *, wide: bool) -> PageTemplate:
        width, height = page_size(wide=wide)
        left, bottom = self._theme.margin * mm, self._theme.margin_bottom * mm
        frame = Frame(left, bottom, width - 2 * left, height - bottom - self._theme.margin_top * mm, 0, 0, 0, 0)
        return PageTemplate(template(wide=wide), [frame], onPage=self._furniture, pagesize=(width, height))

    def _furniture(self, canvas: TaggedCanvas, _paper: BaseDocTemplate) -> None:
        with canvas.mark(None):
            canvas.saveState()
            if self._meta.draft:
                self._watermark(canvas)
            canvas.restoreState()
            canvas.saveState()
            self._footer(canvas)
            canvas.restoreState()

    def _watermark(self, canvas: TaggedCanvas) -> None:
        canvas.setFillColor(HexColor(self._theme.watermark))
        canvas.setFont(self._family.bold, 96)
        width, height = canvas._pagesize  # noqa: SLF001  # of the page being drawn; there is no other way
        canvas.translate(width / 2, height / 2)
        canvas.rotate(math.degrees(math.atan2(height, width)))
        canvas.drawCentredString(0, -32, "PROJET")

    def _footer(self, canvas: TaggedCanvas) -> None:
        left, base = self._theme.margin * mm, 12 * mm
        right = canvas._pagesize[0] - left  # noqa: SLF001
        canvas.setStrokeColor(HexColor(self._theme.rule))
        canvas.setLineWidth(0.4)
        canvas.line(left, base + 11, right, base + 11)
        canvas.setFillColor(HexColor(self._theme.quiet))
        canvas.setFont(self._family.regular, _FOOT)
        said = " · ".join(part for part in (self._meta.reference, self._meta.footer, self._meta.status) if part)
        canvas.drawString(left, base, self._fitting(said, right - left - _FOLIO))
        canvas.drawRightString(right, base - _FOOT * 1.25, f"contrôle {self._code}")
        canvas.translate(right - _FOLIO, base)
        canvas.doForm(f"folio{canvas.getPageNumber()}")

    def _fitting(self, text: str, room: float) -> str:
        if stringWidth(text, self._family.regular, _FOOT) <= room:
            return text
        while text and stringWidth(text + "…", self._family.regular, _FOOT) > room:
            text = text[:-1]
        return text + "…"

    def _endBuild(self) -> None:  # noqa: N802
        self._steps.begin(2)
        # The page numbers are forms drawn at the end, when the total is known: no second pass of layout.
        for page in range(1, self.page + 1):
            self.canv.beginForm(f"folio{page}", 0, -_FOOT / 2, _FOLIO, 2 * _FOOT)  # with the foot of its letters
            self.canv.setFont(self._family.regular, _FOOT)
            self.canv.setFillColor(HexColor(self._theme.quiet))
            self.canv.drawRightString(_FOLIO, 0, f"page {page}/{self.page}")
            self.canv.endForm()
        # So are the pages of a contents list, known once all the headings are drawn.
        for entry in sorted(self.canv.awaited):
            self.canv.beginForm(late(entry))
            self.canv.setFont(self._family.regular, self._theme.body)
            self.canv.setFillColor(HexColor(self._theme.ink))
            self.canv.drawRightString(NUMBER, 0, f" {self.canv.places[entry]}")
            self.canv.endForm()
        super()._endBuild()
