"""A field of a form: label above, hint, editor, and the error line bound to it for screen readers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.layouts import hbox, icon_label, label, repolish, vbox
from ui.theme.theme import current

OPTIONAL = "(facultatif)"
GROWING = (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Ignored)


class Field(QWidget):
    """`editor` under its label. When it is a group of editors, `focus` is the one the label leads to.

    `width`, in px at zoom 1, fixes the width of the editor; 0 lets the layout decide. The hint of a choice stands under
    it: the choice keeps level with the fields of its row.
    """

    def __init__(
        self,
        text: str,
        editor: QWidget,
        hint: str = "",
        *,
        optional: bool = False,
        width: int = 0,
        focus: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.editor = editor
        self.focus_editor = focus or editor
        self.hint = hint
        self.error = ""
        self._error_line: QWidget | None = None
        self._error_text: QLabel | None = None
        self._faulty: QWidget = self.focus_editor
        self.label = label(text, "label", buddy=self.focus_editor)
        self._column: QVBoxLayout = vbox(spacing=4, parent=self)
        self._optional = label(OPTIONAL) if optional else None
        if self._optional is not None:
            self._column.addLayout(hbox(self.label, self._optional, None, spacing=4))
        else:
            self._column.addWidget(self.label)
        parts = [label(hint, "caption", wrap=True)] if hint else []
        for part in [editor, *parts] if isinstance(editor, QComboBox) else [*parts, editor]:
            self._column.addWidget(part)
        self._foot = self._column.count()
        if editor.sizePolicy().verticalPolicy() not in GROWING:
            # Beside a field that has an error, this one keeps to the top of the row.
            self._column.addStretch(1)
        if width:
            editor.setFixedWidth(current().px(width))
        self._name = text.replace("&", "") + (f" {OPTIONAL}" if optional else "")
        for target in {editor, self.focus_editor}:
            if not target.accessibleName():
                target.setAccessibleName(self._name)
        self.focus_editor.setAccessibleDescription(hint)

    @property
    def text(self) -> str:
        """The words of the label, without « (facultatif) »."""
        return self.label.text().replace("&", "")

    def hide_label(self) -> None:
        """The title above says the same; screen readers still read the name."""
        self.label.hide()
        if self._optional is not None:
            self._optional.hide()

    def set_error(self, message: str, editor: QWidget | None = None) -> None:
        """Show `message` under the field, or wipe it when empty; `editor` is the faulty one of a group."""
        self._mark(self._faulty, "")
        self._faulty = editor or self.focus_editor
        self.error = message
        if self._error_line is None:
            if not message:
                return
            self._build_error_line()
        assert self._error_line is not None
        assert self._error_text is not None
        self._error_text.setText(message)
        self._error_line.setVisible(bool(message))
        self._mark(self._faulty, message)

    def focus_error(self) -> None:
        """Send the focus to the faulty editor: what a line of the error summary does."""
        self._faulty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, editor: QWidget, message: str) -> None:
        """Frame an editor in red or not, and tell screen readers why."""
        parts = (self.hint, f"Erreur\u00a0: {message}" if message else "")
        editor.setAccessibleDescription(" ".join(part for part in parts if part))
        editor.setProperty("error", "true" if message else "false")
        repolish(editor)

    def _build_error_line(self) -> None:
        """The line is built at the first error only: most fields never need it."""
        self._error_text = label("", "error", wrap=True)
        self._error_line = QWidget()
        icon = icon_label("erreur", "error", 16)
        row = hbox(icon, (self._error_text, 1), spacing=6, parent=self._error_line)
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        self._column.insertWidget(self._foot, self._error_line)
