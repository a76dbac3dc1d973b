"""The lots that the mission received, newest first; files are previewed and taken in, held ones resumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from db.models.echange import Sens
from pvdesk.base import francais
from pvdesk.mission.recus import Detail
from pvdesk.store.lots import LotRow
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tasks import Cancelled, Watch
from ui.mission_files import Integration, Seen
from ui.pages.integrate import Report, Working
from ui.pages.lot_card import ISSUES, LotCard
from ui.pages.lot_verbs import LotVerbs
from ui.pages.page import Page, Services
from ui.pages.preview import Preview
from ui.pages.reception import LOTS
from ui.places import ACT, CLASHES
from ui.theme.theme import current

COLUMNS = (
    Column("Date", 116),
    Column("Fichier", strong=True),
    Column("Lignes", 70, align="right"),
    Column("Issue", 150),
)
NONE = "Aucun fichier reçu pour l’instant."
HOW = "Choisissez les fichiers .pvlot remis par les délégués, ou déposez-les sur cette page."
ANSWER_ALL = "Écrire le fichier de retour de chaque poste"
TURN_PX = 860
LIST_PX = 320
LIST, EMPTY = range(2)


def row_of(lot: LotRow) -> cells.Row:
    """Date, file, number of lines, what became of it."""
    moment = lot.fait_le.astimezone()
    tone, icon = ISSUES[lot.issue]
    count = sum(value for value in lot.comptes.values() if isinstance(value, int))
    return cells.Row(
        lot.uid,
        (
            Cell(francais.date_courte(moment.date()), francais.heure(moment)),
            Cell(lot.fichier or f"{lot.sorte} {lot.numero}", f"{lot.poste}, {_numbered(lot)}"),
            Cell(francais.nombre(count) if count else "—"),
            Cell(f"{lot.issue.libelle} ({lot.code})" if lot.code else lot.issue.libelle, tone=tone, icon=icon),
        ),
    )


def lots_in(urls: Sequence[str]) -> list[Path]:
    """The files among what was dropped, by name."""
    return sorted(Path(url) for url in urls if url.endswith(".pvlot"))


class ReceivedPage(Page):
    """The journal of lots, and what enters it."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._lots: dict[str, LotRow] = {}
        self._paths: list[Path] = []
        self._wanted = ""
        self._watch: Watch | None = None
        self.working: Working | None = None
        self.preview: Preview | None = None
        self.report: Report | None = None
        self.table = Table(COLUMNS, "Fichiers reçus", row_height=56)
        self.card = LotCard()
        self.integrate_button = button("Intégrer des fichiers…", "primary", icon="recevoir")
        self.answer_button = button("Répondre à tous…", icon="envoyer", tip=ANSWER_ALL)
        self.empty_button = button("Intégrer des fichiers…", "primary", icon="recevoir")
        self.verbs = LotVerbs(services, self)
        self.body = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Head, then the list and its card, or the word of an empty list, or the work."""
        left = frame()
        foot = hbox((label(HOW, "caption", wrap=True), 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.card.setMinimumHeight(current().px(LIST_PX))
        inside = QWidget()
        vbox(Turning([(left, 60), (self.card, 40)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.empty = empty_page(NONE, HOW, self.empty_button)
        self.body.addWidget(self.empty)
        subtitle = "Envois des délégués, et ce qu’il en est advenu"
        self.column.addWidget(turning_head("Fichiers reçus", subtitle, self.answer_button, self.integrate_button))
        self.column.addWidget(self.body, 1)

    def _connect(self) -> None:
        for one in (self.integrate_button, self.empty_button):
            one.clicked.connect(self.ask_files)
        self.answer_button.clicked.connect(self.verbs.answer_all)
        self.table.currentUidChanged.connect(self._show_card)
        self.card.undo_asked.connect(self._undo)
        self.card.resume_asked.connect(self.verbs.resume)
        self.card.answer_asked.connect(self.verbs.answer)
        self.card.clashes_asked.connect(self._settle)

    # ---- what is shown
    def enter(self) -> None:
        """Read the journal; a work under way goes on."""
        self.services.operations.lots(self._show_lots)

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Choose a lot: {« lot »}; or ask for files at once."""
        self._wanted = str(filters.get("lot", ""))
        if ACT in filters:
            self.ask_files()

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The button, the list, the card; or the preview and what it asks."""
        if self.preview is not None:
            return [self.integrate_button, *self.preview.tables[:1], self.preview.first]
        return [self.integrate_button, self.table, self.card]

    def _show_lots(self, lots: list[LotRow]) -> None:
        """Show those that came."""
        self._lots = {lot.uid: lot for lot in lots if lot.sens is Sens.RECU}
        self.table.set_rows([row_of(lot) for lot in self._lots.values()])
        self.answer_button.setVisible(bool(self._lots))
        if self.body.count() > EMPTY + 1:  # the work, or what became of it, stays in sight
            return
        self.body.setCurrentIndex(LIST if self._lots else EMPTY)
        self.table.select_uid(self._wanted)
        self._wanted = ""
        self.table.select_first()
        self._show_card()
        if self._lots:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_card(self) -> None:
        """The chosen lot; its detail is read."""
        lot = self._lots.get(self.table.current_uid())
        if lot is None:
            self.card.clear()
        else:
            self.services.operations.mission.files.detail(lot.uid, self._show_detail)

    def _show_detail(self, detail: Detail | None) -> None:
        lot = self._lots.get(self.table.current_uid())
        if lot is not None and (detail is None or detail.uid == lot.uid):
            self.card.show_lot(lot, detail)

    # ---- taking in
    def ask_files(self) -> None:
        """Choose one or several files."""
        dialog = file_dialog(self, "Intégrer des fichiers reçus", "", LOTS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.look)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's hook: files of lots may be dropped."""
        if self.working is None and lots_in([url.toLocalFile() for url in event.mimeData().urls()]):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's hook: look at them."""
        self.look([str(path) for path in lots_in([url.toLocalFile() for url in event.mimeData().urls()])])
        event.acceptProposedAction()

    def look(self, files: Sequence[str]) -> None:
        """Say what taking in files would do, before anything is written."""
        self._paths = [Path(one) for one in files]
        if self._paths and self.working is None:
            works, working = self.services.operations.mission.files, self._work(looking=True)
            self._watch = works.preview(self._paths, self._seen, self._failed, working.advance)

    def _seen(self, files: Sequence[Seen]) -> None:
        """Show it, and ask."""
        self._finish()
        self.preview = Preview(files)
        self.preview.accepted.connect(self.integrate)
        self.preview.renounced.connect(self.back_to_list)
        self._put(self.preview)
        self.preview.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def integrate(self) -> None:
        """Take in the files that were looked at, step by step."""
        works, working = self.services.operations.mission.files, self._work(looking=False)
        self._watch = works.integrate(self._paths, self._integrated, self._failed, working.advance)

    def _work(self, *, looking: bool) -> Working:
        """The steps and the bar, in the place of the list."""
        self.preview, self.working = None, Working(self._paths, looking=looking)
        self.working.stop_asked.connect(self.interrupt)
        self.integrate_button.setEnabled(False)
        self._put(self.working)
        self.working.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.working

    def interrupt(self) -> None:
        """Ask the work to stop: the file under way leaves nothing."""
        if self._watch is not None and self.working is not None:
            self._watch.cancel()
            self.working.stopping()

    def _integrated(self, integration: Integration) -> None:
        """Say what became of each file."""
        self._finish()
        self.report = Report(integration)
        self.report.done.connect(self.back_to_list)
        self.report.clashes_asked.connect(self._settle)
        self._put(self.report)
        self.report.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self._watch, self.working = None, None
        self.integrate_button.setEnabled(True)

    def back_to_list(self) -> None:
        """Show the journal again, what came last chosen."""
        self.preview = self.report = None
        self._put(None)
        self.table.setCurrentIndex(QModelIndex())
        self.enter()

    def _undo(self, uid: str) -> None:
        self.verbs.undo(self._lots[uid])

    def _settle(self, page: str = CLASHES) -> None:
        """Go to what waits for a decision."""
        self.services.go.show_page(page)

    # ---- how
    def _failed(self, error: Exception) -> None:
        """Interrupted while reading, a fault of ours, or the base could not be read."""
        self._finish()
        self.back_to_list()
        if isinstance(error, Cancelled):
            self.services.messages.info("Lecture interrompue\u00a0: rien n’a été écrit.")
        self.verbs.failed(error)

    def _put(self, widget: QFrame | QWidget | None) -> None:
        """Show a widget over the list; None goes back to it."""
        while self.body.count() > EMPTY + 1:
            old = self.body.widget(EMPTY + 1)
            assert old is not None  # counted just above
            self.body.removeWidget(old)
            old.deleteLater()
        if widget is not None:
            self.body.addWidget(widget)
            self.body.setCurrentWidget(widget)


def _numbered(lot: LotRow) -> str:
    return f"lot {lot.numero}" if lot.numero else "numéro non lu"  # of one that could not be verified
