"""The same paper of several fiches: which, how, where; then how far it is, and the way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QFileDialog, QProgressBar, QStackedWidget, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.fiches import FICHES
from pvdesk.reports.catalogue import papers_of
from pvdesk.reports.looking import PDF
from ui.kit.field import Field
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.messages import Messages, Trouble
from ui.kit.option import Option
from ui.kit.tasks import Cancelled, Watch
from ui.operations import Operations
from ui.papers import Asked, Printed, label_of
from ui.printing import show, trouble_of
from ui.theme.theme import current

WIDTH_PX = 520
EACH = ("Un fichier par fiche, dans un dossier", "Chacun porte la référence de sa fiche.")
ALL = ("Tout en un seul fichier", "Les papiers l’un après l’autre, après leur sommaire.")
CHOOSING, WORKING = range(2)
REFUSED_SHOWN = 3


class SeveralPapers(QDialog):
    """Asks, writes, tells; freed when closed."""

    def __init__(
        self, operations: Operations, messages: Messages, table: str, uids: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._messages, self._host = operations, messages, parent
        self._uids = tuple(uids)
        self._watch: Watch | None = None
        fiche = FICHES[table]
        self._title = f"Imprimer {pluriel(len(uids), fiche.singular.lower(), fiche.plural.lower())}"
        self.setWindowTitle(self._title)
        self.setAccessibleName(self._title)
        self.papers = QComboBox()
        for name, text in papers_of(table).items():
            self.papers.addItem(text, name)
        self.each, self.together = Option(*EACH, "dossier"), Option(*ALL, "document")
        self.each.radio.setChecked(True)
        self._group = QButtonGroup(self)
        for one in (self.each, self.together):
            self._group.addButton(one.radio)
        self.go_button = button("Choisir où écrire…", "primary", icon="enregistrer")
        self.cancel_button, self.stop_button = button("Annuler"), button("Interrompre", icon="fermer")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Avancement\u00a0: {self._title}")
        self.told = label("", "muted", wrap=True)
        self.body = QStackedWidget()
        self._lay_out()
        self.go_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)
        self.stop_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        box, asked, working = frame("palette"), QWidget(), QWidget()
        vbox(Field("Papier", self.papers), self.each, self.together, None,
             hbox(self.go_button, self.cancel_button, None), spacing=12, parent=asked)  # fmt: skip
        vbox(self.told, self.bar, None, hbox(self.stop_button, None), spacing=14, parent=working)
        for one in (asked, working):
            self.body.addWidget(scrolled(one))
        head = label(self._title, "h2", wrap=True)
        vbox(head, (self.body, 1), margins=(20, 16, 20, 18), spacing=14, parent=box)
        vbox(box, spacing=0, parent=self)
        width = current().px(WIDTH_PX)
        height = asked.sizeHint().height() + head.heightForWidth(width) + current().px(56)
        room = self._host.window().size()
        self.resize(min(width, room.width() - 16), min(height, room.height() - 16))

    # ---- what is asked
    def _ask(self) -> None:
        """Where: a folder, or a file."""
        document = str(self.papers.currentData())
        if self.together.radio.isChecked():
            title = f"Enregistrer\u00a0: {label_of(document).lower()}"
            dialog = file_dialog(self, title, f"{document}-{len(self._uids)}{PDF}", "PDF (*.pdf)")
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(PDF)
        else:
            dialog = file_dialog(self, "Choisir le dossier")
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, where: str) -> None:
        """Write them there."""
        self.body.setCurrentIndex(WORKING)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        document, together = str(self.papers.currentData()), self.together.radio.isChecked()
        asked = Asked(document, self._uids, Path(where), together)
        self._watch = self._operations.papers.several(asked, self._written, self._refused, self._progress)

    def reject(self) -> None:
        """Escape, « Annuler », « Interrompre »: what is written stays, the rest is not begun."""
        if self._watch is not None:
            self._watch.cancel()
        else:
            super().reject()

    def _left(self) -> str:
        """What an interruption leaves on the disk."""
        if self.together.radio.isChecked():
            return "Aucun fichier n’a été écrit."
        return "Les papiers déjà écrits restent dans leur dossier."

    # ---- how it goes
    def _progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.setText(f"Fiches lues et écrites\u00a0: {text}")

    def _written(self, printed: Printed) -> None:
        """Say where, and which lacked something."""
        self.accept()
        said = pluriel(printed.written, "papier enregistré", "papiers enregistrés")
        if printed.written:
            verb = "Ouvrir le dossier" if printed.where.is_dir() else "Ouvrir dans le lecteur"
            told = f"{said}\u00a0: {printed.where.name}{_noted(printed.notes)}"
            self._messages.info(told, verb, partial(show, printed.where))
        if printed.refused:
            self._messages.error(left_out(printed))

    def _refused(self, error: Exception) -> None:
        """Interrupted, or the disk refused."""
        self._watch = None
        super().reject()
        if isinstance(error, Cancelled):
            self._messages.info(f"Impression interrompue. {self._left()}")
        else:
            self._messages.error(trouble_of(error))


def _noted(notes: Sequence[str]) -> str:
    """The first thing to know of the papers, and how many others there are."""
    if not notes:
        return ""
    others = pluriel(len(notes) - 1, "autre remarque", "autres remarques")
    return f". {notes[0]}" + (f" Il y a {others}\u00a0: chaque papier les dit à son aperçu." if len(notes) > 1 else "")


def left_out(printed: Printed) -> Trouble:
    """The fiches that lack what the paper needs, the first ones named."""
    many, first = len(printed.refused), " ".join(dict.fromkeys(printed.refused[:REFUSED_SHOWN]))
    safe = "Les autres papiers sont écrits." if printed.written else "Rien n’a été écrit."
    what = f"{pluriel(many, 'fiche n’a', 'fiches n’ont')} pas été imprimée{'s' if many > 1 else ''}. {first}"
    return Trouble(what, safe, "Complétez-les, puis imprimez-les à leur tour.")
