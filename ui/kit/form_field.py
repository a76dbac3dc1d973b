"""A field of a fiche: beside its error, what is not understood, what is worth knowing, and the reason of a warning."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from db.base import Gravite
from pvdesk.kit.validation import Finding
from ui.kit.field import Field
from ui.kit.layouts import button, hbox, icon_label, label, recolor, vbox
from ui.kit.notes import FREE_TEXT, Notes
from ui.theme.theme import current

WHY = "Motif"
TONES = {Gravite.AVERTISSEMENT: ("attention", "warning"), Gravite.INFO: ("info", "info")}


class Remark(QWidget):
    """A sentence under a field; a warning has a line for its reason."""

    reason_given = Signal(str, str)  # rule, reason

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.rule = finding.regle
        icon, token = TONES[finding.gravite]
        self._text: QLabel = label("", "caption-strong", wrap=True)
        recolor(self._text, token)
        mark = icon_label(icon, token, 16)
        row = hbox(mark, (self._text, 1), spacing=6)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        column = vbox(row, spacing=4, parent=self)
        self.reason: QLineEdit | None = None
        if finding.gravite is Gravite.AVERTISSEMENT:
            self.reason = QLineEdit()
            self.reason.setPlaceholderText(f"{WHY}, en quelques mots")
            self.reason.textEdited.connect(self._tell)
            column.addWidget(self.reason)
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """Another sentence of the same rule; a reason being typed is left alone."""
        self._text.setText(finding.phrase)
        if self.reason is not None:
            self.reason.setAccessibleName(f"{WHY}. {finding.phrase}")
            if not self.reason.hasFocus() and self.reason.text() != finding.motif:
                self.reason.setText(finding.motif)

    def _tell(self, typed: str) -> None:
        self.reason_given.emit(self.rule, typed.strip())


class FormField(Field):
    """A field that shows the findings of its datum."""

    reason_given = Signal(str, str)
    offer_taken = Signal()

    def __init__(
        self, text: str, editor: QWidget, hint: str = "", *, optional: bool = False, focus: QWidget | None = None
    ) -> None:
        if isinstance(editor, Notes):
            hint = f"{hint.rstrip('.')}. {FREE_TEXT}" if hint else FREE_TEXT
        super().__init__(text, editor, hint, optional=optional, focus=focus)
        self._plain = text
        self._foot_margin = 0
        self._note: QWidget | None = None
        self._note_text: QLabel | None = None
        self.offer: QPushButton | None = None
        self.remarks: dict[str, Remark] = {}

    def set_foot_margin(self, side: int) -> None:
        """Space on the left of what is said under an editor that touches the edges, in px at zoom 1."""
        self._foot_margin = current().px(side)

    def set_error(self, message: str, editor: QWidget | None = None) -> None:
        """Show `message` under the field, or wipe it when empty."""
        super().set_error(message, editor)
        if self._error_line is not None:
            self._error_line.setContentsMargins(self._foot_margin, 0, 0, 0)

    def set_suffix(self, suffix: str) -> None:
        """« Date (jeudi) »: the label says a little more about the value."""
        text = f"{self._plain} ({suffix})" if suffix else self._plain
        if text != self.label.text():
            self.label.setText(text)
            self.focus_editor.setAccessibleName(text)

    def set_note(self, text: str, offer: str = "") -> None:
        """A gentle word under the field, about what was typed, and the button of what may be done; empty wipes both."""
        if self._note is None:
            if not text:
                return
            self._note_text = label("", "caption-strong", wrap=True)
            recolor(self._note_text, "warning")
            self._note = QWidget()
            mark = icon_label("attention", "warning", 16)
            self.offer = button("", "quiet", icon="ajouter")
            self.offer.clicked.connect(self.offer_taken)
            row = hbox(mark, (self._note_text, 1), spacing=6)
            row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            vbox(row, hbox(self.offer, None), spacing=2, parent=self._note)
            self._column.insertWidget(self._foot, self._note)
        assert self._note_text is not None
        assert self.offer is not None
        self._note_text.setText(text)
        self.offer.setText(offer)
        self.offer.setVisible(bool(text and offer))
        self._note.setVisible(bool(text))

    @property
    def note(self) -> str:
        """The gentle word shown."""
        return self._note_text.text() if self._note is not None and self._note_text is not None else ""

    def show_findings(self, findings: Sequence[Finding], faulty: QWidget | None = None) -> None:
        """What stops in red, the rest as remarks; `faulty` is the editor of a group that is concerned."""
        broken = [f.phrase for f in findings if f.gravite is Gravite.BLOQUANT]
        if broken:
            self.set_note("")
        self.set_error("\n".join(broken), faulty)
        others = {f.regle: f for f in findings if f.gravite is not Gravite.BLOQUANT}
        for rule in [rule for rule in self.remarks if rule not in others]:
            gone = self.remarks.pop(rule)
            gone.hide()
            gone.deleteLater()
        for rule, finding in others.items():
            if rule in self.remarks:
                self.remarks[rule].show_finding(finding)
            else:
                remark = Remark(finding)
                remark.reason_given.connect(self.reason_given)
                remark.setContentsMargins(self._foot_margin, 0, 0, 0)
                self.remarks[rule] = remark
                self._column.insertWidget(self._foot + len(self.remarks) - 1, remark)

    def go(self) -> None:
        """The focus where the person has something to do: the faulty editor, or the reason asked for."""
        waiting = next((r.reason for r in self.remarks.values() if r.reason is not None and not r.reason.text()), None)
        if not self.error and waiting is not None:
            waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_error()
