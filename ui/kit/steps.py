"""Steps of a journey: the numbered header of a page, and the list of named steps of a long work."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from ui.kit.announce import announce
from ui.kit.layouts import Item, hbox, icon_label, label, vbox
from ui.theme import icons
from ui.theme.theme import current

DISC_PX = 28
HEADER_PX = 64


class Stepper(QWidget):
    """① Vérifier → ② Choisir → ③ Remettre → ④ Terminé, painted; the place is also said in words."""

    def __init__(self, names: Sequence[str], place: int = 0) -> None:
        super().__init__()
        self._theme = current()
        self._names = tuple(names)
        self._place = place
        self.setFixedHeight(self._theme.px(HEADER_PX))
        self.set_place(place)

    @property
    def place(self) -> int:
        """The step in hand, from 0."""
        return self._place

    def set_place(self, place: int) -> None:
        """Move to a step; those before are done."""
        self._place = place
        self.setAccessibleName(f"Étape {place + 1} sur {len(self._names)}\u00a0: {self._names[place]}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, the discs and the names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, width = self._theme, self.width() / len(self._names)
        disc, top = theme.px(DISC_PX), theme.px(4)
        for place, name in enumerate(self._names):
            centre = width * (place + 0.5)
            reached, here = place <= self._place, place == self._place
            if place:
                painter.setPen(QPen(theme.color("primary" if reached else "border.control"), 2))
                middle, near = top + disc / 2, disc / 2 + theme.px(8)
                painter.drawLine(QPointF(centre - width + near, middle), QPointF(centre - near, middle))
            self._paint_disc(painter, QRectF(centre - disc / 2, top, disc, disc), place)
            painter.setFont(theme.font("strong" if here else "body"))
            painter.setPen(theme.color("text.default" if here else "text.muted"))
            box = QRectF(centre - width / 2, top + disc + theme.px(6), width, theme.px(22))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()

    def _paint_disc(self, painter: QPainter, box: QRectF, place: int) -> None:
        """A tick once done, else the number of the step."""
        theme = self._theme
        reached = place <= self._place
        painter.setPen(QPen(theme.color("primary" if reached else "border.control"), 2))
        painter.setBrush(theme.color("primary" if reached else "bg.surface"))
        painter.drawEllipse(box)
        if place < self._place:
            size = theme.px(17)
            corner = box.center() - QPointF(size / 2, size / 2)
            painter.drawPixmap(corner, icons.pixmap(theme, "coche", "on.primary", size))
            return
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(theme.color("on.primary" if reached else "text.muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))


@dataclass(frozen=True, slots=True)
class Step:
    """A named step and a line about it."""

    name: str
    detail: str = ""


# state: (icon, token, words said)
STATES = {
    "fait": ("fait", "success", "terminé"),
    "en-cours": ("attente", "primary", "en cours"),
    "a-faire": ("a-faire", "text.muted", "à faire"),
    "echec": ("erreur", "error", "échec"),
}


class _StepLine(QWidget):
    """One step: icon of its state, name, detail."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.state = ""
        self._icon = icon_label("a-faire", size=22)
        self._name = label(step.name)
        self._detail = label(step.detail, "caption")
        hbox(self._icon, (vbox(self._name, self._detail, spacing=0), 1), spacing=12, parent=self)
        self.set_state("a-faire")

    def set_state(self, state: str, detail: str = "") -> None:
        """Change icon, weight and detail."""
        theme = current()
        self.state = state
        icon, token, words = STATES[state]
        self._icon.setPixmap(icons.pixmap(theme, icon, token, theme.px(22)))
        self._name.setFont(theme.font("body" if state == "a-faire" else "strong"))
        if detail:
            self._detail.setText(detail)
        self.setAccessibleName(f"{self.step.name}\u00a0: {words}. {self._detail.text()}".strip())


class Progress(QWidget):
    """A long work: what it is, a bar with its per cent, and the named steps; a bar alone would say nothing."""

    def __init__(self, title: str, steps: Sequence[Step], icon: str = "verrouiller") -> None:
        super().__init__()
        self._lines = [_StepLine(step) for step in steps]
        self._place = 0
        self._title = label(title, "h2", wrap=True)
        self._percent: QLabel = label("0\u00a0%", "h3")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Avancement\u00a0: {title}")
        head = hbox(icon_label(icon, "primary", 24), (self._title, 1), self._percent, spacing=12)
        items: list[Item] = [head, self.bar, *self._lines]
        vbox(*items, spacing=14, parent=self)

    def set_title(self, title: str) -> None:
        """Change the title: « Fichier créé » at the end."""
        self._title.setText(title)

    def advance(self, place: int, part: float, detail: str = "") -> None:
        """Steps before `place` are done, `place` runs; `part` (0–1) of the whole work is behind.

        `place` equal to the number of steps ends the work.
        """
        for rank, line in enumerate(self._lines):
            before = line.state
            line.set_state("fait" if rank < place else "en-cours" if rank == place else "a-faire")
            if line.state == "en-cours" and before != "en-cours":
                announce(self, line.step.name)
        if detail and place < len(self._lines):
            self._lines[place].set_state("en-cours", detail)
        self._show_part(part)

    def tell(self, done: int, total: int, text: str) -> None:
        """The work says how far it is: the text names the step that begins, or where the one under way stands."""
        names = [line.step.name for line in self._lines]
        part = done / total if total else 0.0
        if text in names:
            self._place = names.index(text) if part < 1 else len(names)
        self.advance(self._place, part, "" if text in names else text)

    def fail(self, place: int, detail: str) -> None:
        """Say that a step failed, and why."""
        self._lines[place].set_state("echec", detail)
        announce(self, f"{self._lines[place].step.name}\u00a0: {detail}", urgent=True)

    def set_detail(self, place: int, detail: str) -> None:
        """Write the line under a step without changing its state."""
        self._lines[place].set_state(self._lines[place].state, detail)

    def states(self) -> list[str]:
        """State of each step: fait, en-cours, a-faire or echec."""
        return [line.state for line in self._lines]

    def _show_part(self, part: float) -> None:
        """Write the per cent beside the bar."""
        percent = round(100 * min(1.0, max(0.0, part)))
        self.bar.setValue(percent)
        self._percent.setText(f"{percent}\u00a0%")
