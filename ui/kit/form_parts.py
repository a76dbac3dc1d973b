"""From part to part of a form by keys: Alt+1, Alt+2… and the unshifted row of digits of a French keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.form import FormView
from ui.kit.keys import PART_KEYS, immediate


def lead_to_parts(page: QWidget, form: FormView, view: QScrollArea) -> None:
    """Have the keys of `page` lead to the parts of its form, that `view` scrolls."""
    for place, twins in enumerate(PART_KEYS):
        for keys in twins:
            immediate(keys, page, partial(_go, form, view, place))


def _go(form: FormView, view: QScrollArea, place: int) -> None:
    """The part of that rank among those shown: its first datum; one that only says things is scrolled to."""
    parts = form.parts()
    if place < len(parts):
        view.ensureWidgetVisible(parts[place])
        form.focus_part(place)
