"""The stage of a project and its way: choosing a stage adds its line, dated today; the date can be corrected there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pvdesk.kit.draft import Draft
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.form import FormView
from ui.kit.lines import blank_line
from ui.operations import Operations

ETAPE, PARCOURS = "etape", "etapes"
LINE_ETAPE, LINE_DATE = "etape", "date"


class Parcours(QObject):
    """Writes the line when the person has chosen, not while the draft is shown.

    Going through a list with the arrows chooses each stage in turn: the line that this hand has just added follows
    the choice, so that one gesture leaves one line.
    """

    def __init__(self, form: FormView, today: Today) -> None:
        super().__init__(form)
        self._form, self._today = form, today
        self._added = ""
        self._of: Draft | None = None
        form.edited.connect(self._edited)

    def _edited(self, key: str) -> None:
        if key == ETAPE:
            self._follow()
        else:
            self._added = ""  # something else was done since: the next stage is another step of the way

    def _follow(self) -> None:
        draft = self._form.draft
        lines = draft.lines.setdefault(PARCOURS, [])
        if self._of is not draft:
            self._of, self._added = draft, ""
        etape = draft.values.get(ETAPE)
        if self._added:
            lines[:] = [line for line in lines if line.uid != self._added]
            self._added = ""
        if etape is not None and (not lines or lines[-1].values.get(LINE_ETAPE) is not etape):
            line = blank_line(self._form.fields.schema[PARCOURS])
            line.values |= {LINE_ETAPE: etape, LINE_DATE: self._today()}
            lines.append(line)
            self._added = line.uid
            announce(self._form, f"Parcours\u00a0: «\u00a0{etape.libelle}\u00a0» ajouté, daté d’aujourd’hui")
        self._form.fields.refresh({PARCOURS})


def mount(form: FormView, operations: Operations) -> Parcours:
    """Have the way of a project follow its stage."""
    return Parcours(form, operations.desk.today)
