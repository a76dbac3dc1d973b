"""The pictures of a paper: what its views ask for, drawn away from the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from pvdesk.reports.pages import Pages, Picture
from ui.kit.sheet_view import SheetView, image_of
from ui.kit.thumbnails import Thumbnails
from ui.papers import Papers


class PaperPictures(QObject):
    """Gives `sheets` and `thumbnails` the pages of the paper taken last."""

    def __init__(self, papers: Papers, sheets: SheetView, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._papers, self._sheets, self._thumbnails = papers, sheets, thumbnails
        self._pages: Pages | None = None
        sheets.pictureAsked.connect(self._draw_sheet)
        sheets.pageChanged.connect(thumbnails.follow)
        thumbnails.pictureAsked.connect(self._draw_thumbnail)
        thumbnails.chosen.connect(sheets.go_to)

    def take(self, pages: Pages | None) -> None:
        """Another paper, or none."""
        self._pages = pages
        for view in (self._sheets, self._thumbnails):
            view.set_pages(pages.sizes if pages is not None else ())

    def _draw_sheet(self, number: int, scale: float) -> None:
        if self._pages is not None:
            self._papers.picture(self._pages, number, scale, partial(self._sheet_drawn, self._pages))

    def _draw_thumbnail(self, number: int, scale: float) -> None:
        if self._pages is not None:
            self._papers.picture(self._pages, number, scale, partial(self._thumbnail_drawn, self._pages))

    def _sheet_drawn(self, pages: Pages, answer: tuple[int, float, Picture]) -> None:
        """A page is there, unless another paper is looked at."""
        number, scale, seen = answer
        if pages is self._pages:
            self._sheets.put(number, scale, image_of(seen.data, seen.width, seen.height, seen.stride))

    def _thumbnail_drawn(self, pages: Pages, answer: tuple[int, float, Picture]) -> None:
        number, _, seen = answer
        if pages is self._pages:
            self._thumbnails.put(number, image_of(seen.data, seen.width, seen.height, seen.stride))
