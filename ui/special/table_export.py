"""« Exporter le tableau »: the button of a list, where to write, how far it is, what was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.tables.feuilles import publiable
from pvdesk.tables.fichier import FORMATS, KINDS, Annee, Demande, Ecrit, nom_de
from pvdesk.tables.modele import Audience
from pvdesk.tables.refus import Refus
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button
from ui.kit.messages import Messages, Trouble
from ui.kit.tasks import Cancelled, Watch
from ui.operations import Operations

TEXT = "Exporter le tableau"
YEAR_TEXT = "Exporter l’année"
TIP = "Pour un tableur"
DEFAULT = ".xlsx"
# What the list shows: the fiches in their order, and what it was filtered by, empty when it is whole.
Shown = Callable[[], tuple[Sequence[str], str]]


class TableExport(QObject):
    """The button, its menu, and its work; a kind of export says what is asked."""

    def __init__(
        self, operations: Operations, messages: Messages, parent: QWidget, text: str = TEXT, *, publique: bool = True
    ) -> None:
        super().__init__(parent)
        self._operations, self._messages, self._parent = operations, messages, parent
        self._text = text
        self._watch: Watch | None = None
        self.button = button(text, icon="tableau", tip=TIP)
        self.menu = QMenu(self.button)
        self.menu.addAction("Toutes les données, à usage interne…").setData(Audience.INTERNE)
        if publique:
            self.menu.addAction("À diffuser, sans nom ni texte libre…").setData(Audience.PUBLIQUE)
        self._stop = self.menu.addAction("Interrompre l’export")
        self.menu.triggered.connect(self._chosen)
        self.button.setMenu(self.menu)
        self._rest()

    def asked(self, audience: Audience) -> Demande | Annee:
        """What is to be written."""
        raise NotImplementedError

    def _chosen(self, entry: QAction) -> None:
        """An audience was chosen in the menu, or to stop."""
        if entry is not self._stop:
            self.ask(entry.data())
        elif self._watch is not None:
            self._watch.cancel()

    def ask(self, audience: Audience) -> None:
        """Ask where to write, then write."""
        asked = self.asked(audience)
        alone = ".csv" if isinstance(asked, Annee) else ""  # it holds one table, a year has many
        kinds = ";;".join(f"{kind} (*{suffix})" for suffix, kind in KINDS.items() if suffix != alone)
        dialog = file_dialog(self._parent, self._text, f"{nom_de(asked)}{DEFAULT}", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(DEFAULT)
        dialog.filterSelected.connect(partial(_follow, dialog))
        dialog.fileSelected.connect(partial(self.write, audience))
        dialog.open()

    def write(self, audience: Audience, target: str) -> None:
        """Write it."""
        self._work(writing=True)
        self._watch = self._operations.tables.write(
            self.asked(audience), Path(target), self._written, self._refused, self._told
        )

    def _told(self, done: int, total: int, _sheet: str) -> None:
        """How far it is; a short list is done before it is read."""
        if total and self._watch is not None:
            self.button.setText(f"Export\u00a0: {100 * done // total}\u00a0%")

    def _rest(self) -> None:
        """Ready for another."""
        self._watch = None
        self.button.setText(self._text)
        self._work(writing=False)

    def _work(self, *, writing: bool) -> None:
        """One work at a time."""
        for entry in self.menu.actions():
            entry.setVisible(writing == (entry is self._stop))

    def _written(self, done: Ecrit) -> None:
        """Say where, and offer to open it."""
        self._rest()
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(done.chemin)))
        held = pluriel(done.lignes, "ligne", "lignes")
        said = f"Tableau enregistré\u00a0: {done.chemin.name} ({held}). Ce fichier n’est pas chiffré."
        self._messages.info(said, "Ouvrir dans le tableur", show)

    def _refused(self, error: Exception) -> None:
        """Say that the disk refused; anything else is ours to mend."""
        self._rest()
        if isinstance(error, Cancelled):
            self._messages.info("Export interrompu. Aucun fichier n’a été écrit.")
        elif isinstance(error, Refus):
            self._messages.error(Trouble(error.happened, error.safe, error.remedy))
        elif isinstance(error, OSError):
            self._messages.error(
                Trouble(
                    "Le tableau n’a pas pu être écrit.", "Vos fiches sont intactes.",
                    "Choisissez un autre dossier, ou fermez ce fichier s’il est ouvert ailleurs.", str(error.strerror),
                )
            )  # fmt: skip
        else:
            raise error


class ListExport(TableExport):
    """What a list of fiches shows."""

    def __init__(self, operations: Operations, messages: Messages, table: str, shown: Shown, parent: QWidget) -> None:
        super().__init__(operations, messages, parent, publique=publiable(table))
        self._table, self._shown = table, shown

    def asked(self, audience: Audience) -> Demande | Annee:
        """The fiches in their order, and the words of the filter."""
        uids, filtre = self._shown()
        return Demande(self._table, audience, uids=tuple(uids), filtre=filtre)


class ReferenceExport(TableExport):
    """A reference table, as filtered by words: public facts."""

    def __init__(
        self, operations: Operations, messages: Messages, table: str, words: Callable[[], str], parent: QWidget
    ) -> None:
        super().__init__(operations, messages, parent, publique=False)
        self.menu.actions()[0].setText("Toutes les lignes…")
        self._table, self._words = table, words

    def asked(self, audience: Audience) -> Demande | Annee:
        """The rows that have these words."""
        return Demande(self._table, audience, self._words())


class Yearly(Protocol):
    """What holds the year shown; 0 before any is offered."""

    @property
    def year(self) -> int:
        """The year."""


class YearExport(TableExport):
    """The whole year that a page shows."""

    def __init__(self, operations: Operations, messages: Messages, shown: Yearly, parent: QWidget) -> None:
        super().__init__(operations, messages, parent, YEAR_TEXT)
        self._shown = shown

    def asked(self, audience: Audience) -> Demande | Annee:
        """That year, or the one in course."""
        return Annee(self._shown.year or self._operations.desk.today().year, audience)


def _follow(dialog: QFileDialog, kind: str) -> None:
    """The name takes the suffix of the kind of file chosen."""
    suffix = next((one for one in FORMATS if f"(*{one})" in kind), DEFAULT)
    dialog.setDefaultSuffix(suffix)
    for name in dialog.selectedFiles():
        path = Path(name)
        if path.suffix.lower() in FORMATS:
            dialog.selectFile(path.with_suffix(suffix).name)
