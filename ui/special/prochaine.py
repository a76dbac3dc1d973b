"""A meeting that decided nothing is followed by another: the first day that the notice allows, in one press."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from db.models.seance import StatutReunion
from pvdesk.base import francais
from pvdesk.store import reunions
from ui.operations import Operations
from ui.special.reunion_form import ReunionForm

KEY = "prochaine_date"
TO_HOLD_AGAIN = frozenset({StatutReunion.SANS_QUORUM, StatutReunion.CARENCE, StatutReunion.REPORTEE})


class NextMeeting(QObject):
    """The button under « Suites et pièces », hidden when there is nothing to propose."""

    def __init__(self, form: ReunionForm, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations
        self._day: dt.date | None = None
        form.proposal.clicked.connect(self._take)

    def renew(self) -> None:
        """Ask for the day again: the meeting was shown or changed."""
        draft = self._form.seance.reunion
        if draft.version and draft.values.get("statut") in TO_HOLD_AGAIN and draft.values.get(KEY) is None:
            uid = draft.uid
            self._operations.read(lambda unit: reunions.propose_next(unit, uid), self._show)
        else:
            self._show(None)

    def _show(self, day: dt.date | None) -> None:
        self._day = day
        if day is not None:
            self._form.proposal.setText(f"Proposer le {francais.date_longue(day)}, délai de convocation compris")
        self._form.proposal.setVisible(day is not None)

    def _take(self) -> None:
        """The day goes in « Prochaine réunion », where it can still be changed."""
        self._form.seance.reunion.values[KEY] = self._day
        self._form.fields.refresh({KEY})
        self._form.go_to(KEY)
        self._form.proposal.hide()
        self._form.edited.emit(KEY)
