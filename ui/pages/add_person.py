"""Somebody new, from anywhere: a name and Enter; Ctrl+Enter adds and waits for the next one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from db.models.conseil_listes import College
from pvdesk.kit.draft import Draft
from pvdesk.store.annuaire import Nouvelle
from pvdesk.store.voisins import Voisin
from ui.kit.announce import announce
from ui.kit.editors import Choice
from ui.kit.field import Field
from ui.kit.keys import immediate
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.near import NearNote
from ui.kit.wrapping import Wrapping
from ui.pages.page import Services
from ui.theme.theme import current

WIDTH_PX = 520
AROUND_PX = 30  # the gaps between head, fields and verbs
DELAY_MS = 150
MEMBER, CONTACT = "membre", "contact"
KINDS = ((MEMBER, "Membre d’un conseil"), (CONTACT, "Contact d’une structure"))
NAME_HINT = "Camille Exemple, ou EXEMPLE Camille"
EMPTY = "Nom\u00a0: écrivez le nom de la personne à ajouter"
NO_CONSEIL = "Conseil\u00a0: choisissez celui dont la personne est membre"


class AddPerson(QDialog):
    """Closes once the person is added; what resembles the name typed is told, and never stops."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ajouter une personne")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._near: list[Voisin] = []
        self._dismissed = ""
        self._again = False
        self.kind, self.place, self.college, self.name = Choice(), Choice(), Choice(), QLineEdit()
        self.name_field = Field("Nom et prénom", self.name, NAME_HINT)
        self.place_field = Field("Conseil", self.place)
        self.college_field = Field("Collège", self.college)
        self.note = NearNote("Nouvelle personne")
        self.told: QLabel = label("", "muted", wrap=True)
        self.add_button = button("Ajouter", "primary", icon="personne-ajouter", tip="Ajouter (Entrée)")
        self.again_button = button("Ajouter et continuer", tip="Ajouter, puis une autre (Ctrl+Entrée)")
        self.close_button = button("Fermer", "quiet", tip="Fermer (Échap)")
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        for key, text in KINDS:
            self.kind.addItem(text, key)
        for college in College:
            self.college.addItem(college.libelle, college)
        last = self._services.operations.people.last
        if last is not None:
            self.kind.setCurrentIndex(self.kind.findData(last.table))
            self.college.setCurrentText(last.college.libelle)
        self._read_places()

    def _lay_out(self) -> None:
        """The name first: what is said of it after."""
        buttons = QWidget()
        wrapped = Wrapping(buttons, 8)
        for one in (self.add_button, self.again_button, self.close_button):
            wrapped.addWidget(one)
        box, self._inside = frame("palette"), QWidget()
        self.told.hide()
        vbox(
            self.name_field, self.note,
            hbox((Field("Comme", self.kind), 1), (self.college_field, 1), spacing=12), self.place_field, self.told,
            margins=(20, 0, 20, 0), spacing=12, parent=self._inside,
        )  # fmt: skip
        head = hbox(label("Ajouter une personne", "h2"), margins=(20, 16, 20, 0))
        foot = hbox((buttons, 1), margins=(20, 0, 20, 18))
        vbox(head, (scrolled(self._inside), 1), foot, spacing=12, parent=box)
        vbox(box, spacing=0, parent=self)
        self._around = sum(part.sizeHint().height() for part in (head, foot)) + current().px(AROUND_PX)
        self._grow()

    def _grow(self) -> None:
        """Take the height of what is said, as far as the window allows."""
        theme, host, column = current(), self.parentWidget(), self._inside.layout()
        width = theme.px(WIDTH_PX)
        height = self._around + (column.totalHeightForWidth(width) if column is not None else 0)
        if host is not None:
            width, height = min(width, host.width() - theme.px(16)), min(height, host.height() - theme.px(16))
        self.resize(width, height)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._read_places)
        self.name.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._look_around)
        self.name.returnPressed.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.again_button.clicked.connect(self.add_another)
        self.close_button.clicked.connect(self.reject)
        self.note.same.connect(self._open_near)
        self.note.other.connect(self._dismiss)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            immediate(keys, self, self.add_another)

    # ---- what may be chosen
    @property
    def table(self) -> str:
        """The record type of the fiche to be made."""
        return str(self.kind.currentData())

    def _read_places(self) -> None:
        member = self.table == MEMBER
        self.place_field.label.setText("Conseil" if member else "Structure (facultatif)")
        self.place.setAccessibleName(self.place_field.label.text())
        self.college_field.setVisible(member)
        self._services.operations.choices("conseil" if member else "organisme", self._take_places)

    def _take_places(self, names: dict[str, str]) -> None:
        last = self._services.operations.people.last
        kept = self.place.currentData() or (last.chez if last is not None else None)
        self.place.clear()
        if self.table == CONTACT:
            self.place.addItem("À préciser", "")
        for uid, name in names.items():
            self.place.addItem(name, uid)
        self.place.setCurrentIndex(max(0, self.place.findData(kept)))

    # ---- who resembles
    def _look_around(self) -> None:
        self._services.operations.people.like_person(self.name.text().strip(), "", "", self._show_near)

    def _show_near(self, answer: tuple[str, list[Voisin]]) -> None:
        """Tell it, unless another name was typed meanwhile or it was said to be somebody else."""
        asked, found = answer
        if asked != self.name.text().strip():
            return
        self._near = found
        self.note.say(found[0].phrase if found and asked != self._dismissed else "")
        self._grow()

    def _open_near(self) -> None:
        """It is the one that exists: open its fiche."""
        if self._near:
            self.accept()
            self._services.go.open_record(self._near[0].table, self._near[0].uid)

    def _dismiss(self) -> None:
        self._dismissed = self.name.text().strip()
        self.note.say("")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- adding
    def add(self) -> None:
        """Add, and close."""
        self._add(again=False)

    def add_another(self) -> None:
        """Add, and wait for another name."""
        self._add(again=True)

    def _add(self, *, again: bool) -> None:
        typed, chez = self.name.text().strip(), str(self.place.currentData() or "")
        self.name_field.set_error("" if typed else EMPTY)
        self.place_field.set_error("" if chez or self.table == CONTACT else NO_CONSEIL)
        for field in (self.name_field, self.place_field):
            if field.error:
                announce(field, field.error)
                field.focus_error()
                return
        self._again = again
        who = Nouvelle(self.table, typed, chez, self.college.currentData())
        self._services.operations.people.add(who, self._added)

    def _added(self, draft: Draft) -> None:
        """Say it; the fiche is to be completed."""
        nom = " ".join(part for part in (draft.values["prenom"], draft.values["nom"]) if part)
        open_it = partial(self._services.go.open_record, draft.type, draft.uid)
        self._services.messages.info(
            f"Personne ajoutée\u00a0: {nom}. Sa fiche est à compléter.", "Ouvrir la fiche", open_it
        )
        if not self._again:
            self.accept()
            return
        self.name.clear()
        self.note.say("")
        self.told.setText(f"Ajoutée\u00a0: {nom}")
        self.told.show()
        self._grow()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
