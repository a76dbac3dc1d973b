"""The parts of a long form: listed beside it when there is room, reached by keys whether they are listed or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pvdesk.base import francais
from pvdesk.kit.fiche import Section
from pvdesk.kit.schema import Kind
from ui.kit.focus_watch import FocusWatch, InSight, bring_to_top
from ui.kit.form import FormView
from ui.kit.keys import PART_KEYS, immediate
from ui.kit.layouts import hbox, label, scrolled, vbox
from ui.kit.parts import Part, PartList
from ui.kit.shortcut_hint import native
from ui.theme.theme import current

TITLE = "Parties de la fiche"
FEWEST = 5  # sections, under which the whole form is in sight or nearly
SIDE_PX = 262
NARROW_PX = 1000
_NOTHING: tuple[object, ...] = (None, "", [])
LATER_MS = 120  # after a key, before the parts are told again


class FormParts(QWidget):
    """A form in its view, the list of its parts on the left; Alt+1, Alt+2… lead to them."""

    def __init__(self, form: FormView, view: QScrollArea) -> None:
        super().__init__()
        self._form = form
        self._part = ""
        sections = form.fiche.sections
        self.list = PartList([Part(section.title, section.title) for section in sections], TITLE)
        for part in self.list.buttons.values():
            part.setShortcut(QKeySequence())  # it would click 100 ms later, when a quick hand is already typing
        self._listed = len(sections) >= FEWEST
        whole = QWidget()
        vbox(label(TITLE, "section"), self.list, None, margins=(16, 4, 4, 0), spacing=6, parent=whole)
        self.side = scrolled(whole)
        self.side.setFixedWidth(current().px(SIDE_PX))
        self.side.setVisible(False)
        hbox(self.side, (view, 1), spacing=0, parent=self)
        for place, twins in enumerate(PART_KEYS):
            for keys in twins:
                immediate(keys, self, partial(self._go, place))
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.renew)
        self.list.chosen.connect(self._choose)
        form.edited.connect(self._later.start)
        form.found.connect(self._later.start)
        form.shown.connect(self.renew)
        watch = FocusWatch(self)
        watch.moved.connect(self._moved)
        self._sight = InSight(view, watch)

    def renew(self) -> None:
        """Tell the parts that make sense, and their state, again."""
        if not self._listed:
            return
        shown = self._form.parts()
        for section in self._form.fiche.sections:
            button, card = self.list.buttons[section.title], self._form.cards[section.title]
            button.setVisible(card in shown)
            if card in shown:
                button.show_part(self._state(section))
                place = shown.index(card)
                button.setToolTip(native(PART_KEYS[place][0]) if place < len(PART_KEYS) else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room, the list of parts goes; its keys stay."""
        super().resizeEvent(event)
        self.side.setVisible(self._listed and event.size().width() >= current().px(NARROW_PX))

    def _state(self, section: Section) -> Part:
        """What a part lacks, and how much of it is filled in."""
        form, title = self._form, section.title
        of, draft = form.fields.schema, form.draft
        if faults := sum(fault in section.keys for fault in form.faults):
            return Part(title, title, "erreur", francais.pluriel(faults, "erreur", "erreurs"))
        typed = [of[key] for key in section.keys if of[key].kind is not Kind.COMPUTED]
        if not typed:
            return Part(title, title, "a-lire")
        held = {**draft.values, **draft.lines}
        filled = [d for d in typed if held.get(d.key) not in _NOTHING]
        missing = sum(d.about.required and d not in filled for d in typed)
        detail = f"{missing} à remplir" if missing else f"{len(filled)} sur {len(typed)}" if filled else "facultatif"
        asked = any(d.about.required for d in typed)
        done = "complet" if not missing and (asked or len(filled) == len(typed)) else "a-faire"
        return Part(title, title, "en-cours" if title == self._part else done, detail)

    def _choose(self, title: str) -> None:
        self._go(self._form.parts().index(self._form.cards[title]))

    def _go(self, place: int) -> None:
        """The part of that rank among those shown, its first datum in hand."""
        parts = self._form.parts()
        if place < len(parts):
            self._form.focus_part(place)
            bring_to_top(parts[place])

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        title = next((t for t, card in self._form.cards.items() if new is not None and card.isAncestorOf(new)), "")
        if title and title != self._part:
            self._part = title
            self.list.set_current(title)
            self.renew()
