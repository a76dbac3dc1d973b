"""The photos of a visit: a picture beside its caption, and a file to add one; what a camera writes in it is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from db.errors import Faute
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import label, recolor
from ui.kit.lines import LineBox, LineList
from ui.kit.rebase import rebase, snapshot
from ui.operations import Operations
from ui.theme.theme import current

ADD = "Ajouter une photo…"
PICTURES = "Images (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.gif)"
SIDE_PX = 120
ELSEWHERE = "Photo restée sur un autre ordinateur"


class PhotoBox(LineBox):
    """One photo, small, with its caption and its day."""

    def __init__(self, datum: Datum, rank: int, today: Today, operations: Operations) -> None:
        super().__init__(datum, rank, today)
        self._works = operations.works
        self.picture: QLabel = label("", "caption", wrap=True)
        side = current().px(SIDE_PX)
        self.picture.setFixedSize(side, side)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.columns.add(self.picture)
        self.columns.lay()

    def show_line(self, line: LineDraft, names: Mapping[str, str], saisies: dict[str, str]) -> None:
        """Show a photo."""
        another = line.uid != self.uid
        super().show_line(line, names, saisies)
        self.picture.setAccessibleName(line.values.get("legende") or "Photo sans légende")
        if another:
            self._works.photo(line.uid, self._show)

    def _show(self, content: bytes | None) -> None:
        picture = QPixmap()
        if content is None or not picture.loadFromData(content):
            self.picture.setText(ELSEWHERE)
            return
        size = self.picture.size()
        kind = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, kind))


class PhotoLines(LineList):
    """The list; its button asks for a file."""

    def __init__(self, datum: Datum, operations: Operations) -> None:
        super().__init__(datum, operations.desk.today)
        self._operations = operations
        self._told = label("", "error", wrap=True)
        recolor(self._told, "error")
        self._told.hide()
        self._column.addWidget(self._told)
        self.add_button.setText(ADD)
        self.add_button.setAccessibleName(ADD)

    def make_box(self, rank: int) -> PhotoBox:
        """A photo."""
        return PhotoBox(self._datum, rank, self._today, self._operations)

    def add(self) -> None:
        """Ask for a file."""
        dialog = file_dialog(self, "Choisir une photo", "", PICTURES)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Save the visit with one picture more, then show it."""
        self._told.hide()
        sent = snapshot(self._draft)
        self._operations.works.add_photo(sent, Path(path), partial(self._take, sent), self._refused)

    def _take(self, sent: Draft, stored: Draft) -> None:
        rebase(self._draft, sent, stored)
        self.bind(self._draft)
        self.boxes[-1].focus_first()
        self.changed.emit()
        announce(self, "Photo ajoutée, réduite, sans données de lieu")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Faute):
            raise error
        self._told.setText(f"{error.happened} {error.safe} {error.remedy}")
        self._told.show()
