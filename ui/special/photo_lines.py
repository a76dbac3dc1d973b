"""The photos of a visit: a picture beside its caption, and a file to add one; what a camera writes in it is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

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
ELSEWHERE = "Photo absente de cet ordinateur"


class PhotoBox(LineBox):
    """One photo, small, with its caption and its day.

    ``seen(uid, content)`` when its picture is read, empty when there is none; `kept` are those read before.
    """

    seen = Signal(str, bytes)

    def __init__(
        self, datum: Datum, rank: int, today: Today, operations: Operations, kept: Mapping[str, bytes]
    ) -> None:
        super().__init__(datum, rank, today)
        self._works, self._kept = operations.works, kept
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
            self._works.photo(line.uid, partial(self._show, line.uid))

    def _show(self, uid: str, content: bytes | None) -> None:
        if uid != self.uid:
            return
        self.seen.emit(uid, content or b"")
        picture = QPixmap()
        if not picture.loadFromData(content or self._kept.get(uid, b"")):
            self.picture.setText(ELSEWHERE)
            return
        size = self.picture.size()
        kind = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, kind))


class PhotoLines(LineList):
    """The list; its button asks for a file.

    A picture dies with its line. Those read while the form is open are kept meanwhile: undo brings a line back, and its
    picture with it once the line is saved again.
    """

    def __init__(self, datum: Datum, operations: Operations) -> None:
        super().__init__(datum, operations.desk.today)
        self._operations = operations
        self._kept: dict[str, bytes] = {}
        self._lost: set[str] = set()
        self._left: list[str] = []  # files still to be taken
        operations.changed.connect(self._put_back)
        self._told = label("", "error", wrap=True)
        recolor(self._told, "error")
        self._told.hide()
        self._column.addWidget(self._told)
        self.add_button.setText(ADD)
        self.add_button.setAccessibleName(ADD)

    def make_box(self, rank: int) -> PhotoBox:
        """A photo."""
        box = PhotoBox(self._datum, rank, self._today, self._operations, self._kept)
        box.seen.connect(self._keep)
        return box

    def _keep(self, uid: str, content: bytes) -> None:
        if content:
            self._kept[uid] = content
        elif uid in self._kept:
            self._lost.add(uid)

    def _put_back(self, table: str, uid: str) -> None:
        """The visit was saved: the lines that came back are in the base, and may have their picture again."""
        if table == self._draft.type and uid == self._draft.uid:
            for photo in sorted(self._lost):
                self._operations.works.put_photo_back(photo, self._kept[photo], partial(self._back, photo))

    def _back(self, photo: str, done: bool) -> None:  # noqa: FBT001
        if done:
            self._lost.discard(photo)

    def add(self) -> None:
        """Ask for files: one comes back from a visit with several."""
        dialog = file_dialog(self, "Choisir des photos", "", PICTURES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def take_files(self, paths: Sequence[str]) -> None:
        """Take several, one after the other."""
        self._left = list(paths)
        self._told.hide()
        self._go_on()

    def take_file(self, path: str) -> None:
        """Save the visit with one picture more, then show it."""
        self.take_files([path])

    def _go_on(self) -> None:
        if self._left:
            sent, path = snapshot(self._draft), Path(self._left.pop(0))
            self._operations.works.add_photo(sent, path, partial(self._take, sent), self._refused)

    def _take(self, sent: Draft, stored: Draft) -> None:
        rebase(self._draft, sent, stored)
        self.bind(self._draft)
        self.boxes[-1].focus_first()
        self.changed.emit()
        announce(self, "Photo ajoutée, réduite, sans données de lieu")
        self._go_on()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Faute):
            raise error
        self._told.setText(f"{error.happened} {error.safe} {error.remedy}")
        self._told.show()
        self._go_on()
