"""The birth date of a titulaire: typed to check the age, wiped at once; the form keeps the year and the age only."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from pvdesk.kit.naissance import AgeVerifie, verifier
from pvdesk.kit.reading import Unread
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.form import FormView
from ui.kit.form_field import FormField
from ui.kit.keys import chain, focus_next, watch_enter
from ui.operations import Operations

LABEL = "Date de naissance"
HINT = "pour vérifier l’âge, jamais gardée"
ANNEE, AGE, AU, SIGNATURE = KEYS = ("annee_naissance", "age_signature", "age_au", "signature_le")


class NaissanceField(FormField):
    """A line before the age: what is typed never reaches the draft, only what `verifier` keeps of it."""

    def __init__(self, form: FormView, today: Today) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(HINT)
        self.line.setToolTip(HINT)
        super().__init__(LABEL, self.line)
        self.hint = HINT
        self.line.setAccessibleDescription(HINT)
        self._fields, self._today = form.fields, today
        for key in (ANNEE, AGE, AU):
            self._fields.editors[key].set_read_only(read_only=True)
        self.line.editingFinished.connect(self.check)
        watch_enter(self.line, focus_next)

    def check(self) -> None:
        """Read the birth date, keep its age, wipe it; what is not understood stays to be corrected, here only."""
        typed = self.line.text().strip()
        if not typed:
            self.set_note("")
            return
        try:
            found = verifier(typed, self._fields.draft.values.get(SIGNATURE), self._today())
        except Unread as error:
            self.set_note(f"{LABEL}\u00a0: {error}")
            return
        self.line.setText("")  # unlike clear(), leaves nothing to undo
        self.set_note("")
        self._keep(found)

    def _keep(self, found: AgeVerifie) -> None:
        draft = self._fields.draft
        for key, value in ((ANNEE, found.annee), (AGE, found.age), (AU, found.au)):
            draft.values[key] = value
            draft.saisies.pop(key, None)
        self._fields.refresh((ANNEE, AGE, AU))
        self._fields.edited.emit(AGE)
        announce(self.line, found.phrase)


def mount(form: FormView, operations: Operations) -> NaissanceField:
    """Put the line in the form of an occupation, in the card of the age."""
    made = NaissanceField(form, operations.desk.today)
    title = next(section.title for section in form.fiche.sections if AGE in section.keys)
    columns = form.cards[title].columns
    columns.add(made, first=True)
    columns.lay()
    chain((made.line, form.fields.editors[AGE].focus_widget))
    return made
