"""« Sauvegarde »: the copies of the base, made, verified, put back; and where the data are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import date_courte, date_longue, heure, pluriel
from pvdesk.store import sauvegarde
from pvdesk.store.lieu import Lieu
from pvdesk.store.sauvegarde import KEPT, Copie
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.messages import Question
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.page import Page, Services
from ui.pages.refusal import tell
from ui.pages.where_card import WhereCard, poids
from ui.theme.theme import current

SUBTITLE = "Une copie chaque jour de travail, chiffrée, ouverte et comptée aussitôt faite"
COLUMNS = (Column("Copie", strong=True), Column("Fiches", 90, align="right"), Column("Poids", 90, align="right"),
           Column("État", 146))  # fmt: skip
NOTHING = "Aucune copie pour l’instant."
WHY = "La première se fait d’elle-même peu après l’ouverture. Vous pouvez aussi la faire maintenant."
SERVER = "La base de cette mission est sur un serveur."
SERVER_WHY = "Ses copies sont celles du serveur\u00a0: demandez à l’assistance quand la dernière a été faite et relue."
TURN_PX = 900
LIST_PX = 300


def row_of(copie: Copie, *, broken: bool = False) -> cells.Row:
    """When, how many fiches, weight, whether it opens."""
    state = Cell("Vérifiée", tone="success", icon="fait")
    if copie.mise_de_cote:
        state = Cell("Mise de côté", tone="info", icon="archiver")
    if broken:
        state = Cell("Ne s’ouvre pas", tone="error", icon="refuse")
    when = copie.le.astimezone()
    return cells.Row(
        str(copie.dossier),
        (Cell(date_courte(when.date()), heure(when)), Cell(f"{copie.fiches}"), Cell(poids(copie.octets)), state),
    )


class BackupPage(Page):
    """The list of copies on the left, where the data are on the right."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._copies: dict[str, Copie] = {}
        self._broken: set[str] = set()
        self.tabs = Tabs(tabs, name, "Réglages et sauvegarde")
        self.copy_button = button("Copier maintenant", "primary", icon="sauvegarde")
        self.elsewhere_button = button("Copier ailleurs…", icon="cle-usb", tip="Sur une clé ou un autre disque")
        self.first_button = button("Copier maintenant", "primary", icon="sauvegarde")
        self.check_button = button("Vérifier", icon="fait", tip="Ouvrir la copie choisie et compter ses fiches")
        self.restore_button = button("Remettre en place…", icon="restaurer")
        self.table = Table(COLUMNS, "Copies de la base", row_height=56)
        self.where = WhereCard()
        self._count: QLabel = label("", "caption", wrap=True)
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, inside = frame(), QWidget()
        foot = hbox(self.check_button, self.restore_button, None, margins=(14, 10, 14, 4))
        said = hbox((self._count, 1), margins=(16, 0, 16, 12))
        self.table.setMinimumHeight(current().px(LIST_PX))
        vbox((self.table, 1), foot, said, margins=(1, 1, 1, 1), spacing=0, parent=left)
        possible = sauvegarde.possible(self.services.operations.desk)
        self.body.addWidget(left)
        self.body.addWidget(empty_page(NOTHING, WHY, self.first_button) if possible else empty_page(SERVER, SERVER_WHY))
        vbox(Turning([(self.body, 56), (self.where, 44)], TURN_PX), None, spacing=0, parent=inside)
        commands = (self.elsewhere_button, self.copy_button) if possible else ()
        self.column.addWidget(turning_head("Sauvegarde", SUBTITLE, *commands))
        self.column.addWidget(self.tabs)
        self.column.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.services.go.show_page)
        for one in (self.copy_button, self.first_button):
            one.clicked.connect(self.copy)
        self.elsewhere_button.clicked.connect(self.ask_place)
        self.check_button.clicked.connect(self.check)
        self.restore_button.clicked.connect(self.ask_restore)
        self.table.currentUidChanged.connect(self._fit_buttons)
        self.table.rowActivated.connect(self.check)
        self.where.open_asked.connect(self._open_folder)
        self.where.copied.connect(partial(self.services.messages.info, "Chemin copié"))

    # ---- what is shown
    def enter(self) -> None:
        """Look again: copies are made behind the window too."""
        self.services.operations.door.lieu(self._show, self._failed)

    def zones(self) -> list[QWidget]:
        """The button, the list, where the data are."""
        return [self.copy_button, self.table, self.where.open_button]

    def _show(self, lieu: Lieu) -> None:
        self._copies = {str(one.dossier): one for one in lieu.copies}
        self.table.set_rows([row_of(one, broken=key in self._broken) for key, one in self._copies.items()])
        self._count.setText(f"Les {KEPT} dernières sont gardées, dans le dossier «\u00a0{sauvegarde.FOLDER}\u00a0».")
        self.body.setCurrentIndex(0 if self._copies else 1)
        self.table.select_first()
        self._fit_buttons()
        self.where.show_place(lieu, self.services.operations.desk)
        if self.body.currentIndex() == 0:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_buttons(self, _uid: str = "") -> None:
        chosen = self._chosen()
        self.check_button.setEnabled(chosen is not None)
        self.restore_button.setEnabled(chosen is not None and str(chosen.dossier) not in self._broken)

    def _chosen(self) -> Copie | None:
        return self._copies.get(self.table.current_uid())

    # ---- what is done
    def copy(self) -> None:
        """Make one now."""
        self.copy_to(None)

    def ask_place(self) -> None:
        """Choose where the copy goes."""
        dialog = file_dialog(self, "Où mettre la copie", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._copy_elsewhere)
        dialog.open()

    def _copy_elsewhere(self, place: str) -> None:
        self.copy_to(Path(place))

    def copy_to(self, place: Path | None) -> None:
        """Make a copy beside the base, or in a folder."""
        for one in (self.copy_button, self.elsewhere_button, self.first_button):
            one.setEnabled(False)
        self.services.operations.door.copier(place, self._copied, self._failed)

    def _copied(self, copie: Copie) -> None:
        self._free()
        where = "" if copie.dossier.parent.name == sauvegarde.FOLDER else f", dans «\u00a0{copie.dossier}\u00a0»"
        fiches = pluriel(copie.fiches, "fiche", "fiches")
        self.services.messages.info(f"Copie faite{where}, puis ouverte et comptée\u00a0: {fiches}.")
        self.enter()

    def check(self, _uid: str = "") -> None:
        """Open the chosen copy again, and count."""
        chosen = self._chosen()
        if chosen is not None:
            key = str(chosen.dossier)
            door = self.services.operations.door
            door.eprouver(chosen.dossier, partial(self._checked, key), partial(self._unchecked, key))

    def _checked(self, key: str, fiches: int) -> None:
        self._broken.discard(key)
        said = pluriel(fiches, "fiche comptée", "fiches comptées")
        self.services.messages.info(f"Cette copie s’ouvre\u00a0: {said}, chaque page relue.")
        self.enter()

    def _unchecked(self, key: str, error: Exception) -> None:
        self._broken.add(key)
        self._failed(error)
        self.enter()

    def ask_restore(self) -> None:
        """Ask before the base is replaced."""
        chosen = self._chosen()
        if chosen is None:
            return
        when = chosen.le.astimezone()
        day = f"{date_longue(when.date(), semaine=False)} à {heure(when)}"
        question = Question(
            f"Remettre en place la copie du {day}\u202f?",
            "La base d’aujourd’hui est d’abord mise de côté, ouverte et comptée\u00a0: vous pourrez y revenir. "
            "pvdesk se verrouille ensuite, et demande votre phrase.",
            "Remettre en place",
        )
        self.services.messages.ask(question, partial(self._restore, chosen.dossier))

    def _restore(self, dossier: Path) -> None:
        self.services.operations.door.restore_asked.emit(dossier)

    # ---- how
    def _failed(self, error: Exception) -> None:
        self._free()
        tell(self.services.messages, error)

    def _free(self) -> None:
        for one in (self.copy_button, self.elsewhere_button, self.first_button):
            one.setEnabled(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.operations.desk.folder)))
