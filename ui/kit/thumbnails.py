"""The pages of a paper as small pictures, drawn when they come in sight; choosing one leads to it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.theme import current

WIDE_PX, HIGH_PX, TEXT_PX, EDGE_PX = 84, 112, 22, 8
ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
PICTURE = Qt.ItemDataRole.UserRole


class PagesModel(QAbstractListModel):
    """One row a page; a picture that is looked at and missing is `wanted`."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self.pictures: dict[int, QImage] = {}
        self.missing: set[int] = set()

    def reset(self, total: int) -> None:
        """Other pages."""
        self.beginResetModel()
        self._total = total
        self.pictures.clear()
        self.missing.clear()
        self.endResetModel()

    def put(self, number: int, image: QImage) -> None:
        """The picture of a page."""
        self.pictures[number] = image
        self.missing.discard(number)
        index = self.index(number)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many pages."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its number; « Page 2 sur 7 » to screen readers."""
        number = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(number + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {number + 1} sur {self._total}"
        if role == PICTURE:
            if number not in self.pictures:
                self.missing.add(number)
                self.wanted.emit()
            return self.pictures.get(number)
        return None


class Thumbnails(QListView):
    """``pictureAsked(number, scale)`` as a `SheetView`; ``chosen(number)`` when one goes to a page."""

    pictureAsked = Signal(int, float)  # noqa: N815 — Qt's habit for signals
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        theme = current()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._asked = self._following = False
        self._pages = PagesModel()
        self._pages.setParent(self)
        self.setModel(self._pages)
        self.setItemDelegate(PageDelegate(self))
        self.setAccessibleName("Liste des pages")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFixedWidth(theme.px(WIDE_PX + 4 * EDGE_PX))
        # Not at once: what paints asks for several, and the first that is answered moves the others.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)
        self._pages.wanted.connect(self._timer.start)
        self.selectionModel().currentChanged.connect(self._tell)

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Other pages."""
        self._sizes, self._asked = sizes, False
        self._pages.reset(len(sizes))
        self.follow(0)

    def put(self, number: int, image: QImage) -> None:
        """The picture that was asked for."""
        self._asked = False
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._pages.put(number, image)
        self._timer.start()

    def follow(self, number: int) -> None:
        """Show which page is looked at."""
        self._following = True
        self.setCurrentIndex(self._pages.index(number))
        self._following = False

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.chosen.emit(index.row())

    def _ask(self) -> None:
        """One at a time, and only what is still in sight."""
        rows = [n for n in sorted(self._pages.missing) if self.visualRect(self._pages.index(n)).intersects(self.rect())]
        self._pages.missing.clear()
        if rows and not self._asked and self.isVisible():
            self._asked = True
            width, height = self._sizes[rows[0]]
            theme = current()
            scale = min(theme.px(WIDE_PX) / width, theme.px(HIGH_PX) / height)
            self.pictureAsked.emit(rows[0], scale * self.devicePixelRatioF())


class PageDelegate(QStyledItemDelegate):
    """A page and its number."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all."""
        theme = current()
        return QSize(theme.px(WIDE_PX + 2 * EDGE_PX), theme.px(HIGH_PX + TEXT_PX + 2 * EDGE_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's hook."""
        theme = current()
        here: QRectF = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(here, theme.color("bg.selected"))
        picture = index.data(PICTURE)
        wide, high = theme.px(WIDE_PX), theme.px(HIGH_PX)
        if isinstance(picture, QImage):
            shown = picture.deviceIndependentSize()
            wide, high = round(shown.width()), round(shown.height())
        room = here.adjusted(0, theme.px(EDGE_PX), 0, -theme.px(EDGE_PX + TEXT_PX))
        box = QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
        painter.setPen(QPen(theme.color("primary" if chosen else "border.control"), 2 if chosen else 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if isinstance(picture, QImage):
            painter.drawImage(box, picture)
        painter.setPen(theme.color("on.selected" if chosen else "text.default"))
        painter.setFont(theme.font("caption-strong" if chosen else "caption", tabular=True))
        foot = QRectF(here.left(), here.bottom() - theme.px(TEXT_PX + EDGE_PX / 2), here.width(), theme.px(TEXT_PX))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
