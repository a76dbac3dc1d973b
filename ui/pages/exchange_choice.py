"""What will be sent and where: one line per record type, unfinished ones unticked, and what protects the data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from pvdesk.base.francais import date_longue, pluriel
from pvdesk.bundle.export import Choice, Review
from pvdesk.fiches import FICHES
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.field import Field
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import Item, button, frame, hbox, icon_label, label, separator, vbox
from ui.kit.narrow import Turning
from ui.pages.page import Services

TURN_PX = 860
MESSAGE_LENGTH = 300


class ChoicePanel(QWidget):
    """Built from a `Review`. ``changed`` when a draft is ticked or a folder chosen."""

    changed = Signal()

    def __init__(self, review: Review, services: Services) -> None:
        super().__init__()
        self.review, self.services = review, services
        remembered = services.display.settings.dossier_envoi
        self.folder: Path | None = Path(remembered) if remembered and Path(remembered).is_dir() else None
        self.message = QLineEdit()
        self.message.setMaxLength(MESSAGE_LENGTH)
        self.folder_button = button("Choisir le dossier…", "", icon="dossier-ouvert")
        self.folder_button.clicked.connect(self.ask_folder)
        self._place = label("", "caption", wrap=True)
        self._ticks: list[tuple[QCheckBox, tuple[str, ...]]] = []
        right = QWidget()
        vbox(self._where(), self._protection(), None, spacing=14, parent=right)
        vbox(Turning([(self._what(), 60), (right, 40)], TURN_PX), None, spacing=0, parent=self)
        self._show_folder()

    # ---- what is asked
    def drafts(self) -> frozenset[str]:
        """Uids of the drafts ticked."""
        return frozenset(uid for tick, uids in self._ticks if tick.isChecked() for uid in uids)

    def count(self) -> int:
        """How many records leave."""
        return sum(len(one.uids) + len(one.renvois) for one in self.review.choices) + len(self.drafts())

    def typed(self) -> tuple[str, Path | None]:
        """The message and the folder, to be kept when the page is read again."""
        return self.message.text(), self.folder

    def retype(self, message: str, folder: Path | None) -> None:
        """Put them back."""
        self.message.setText(message)
        self.folder = folder
        self._show_folder()

    # ---- what will be sent
    def _what(self) -> QFrame:
        """One line per type."""
        card = frame()
        last = self.review.derniere
        since = f"Depuis le dernier envoi, {date_longue(last)}" if last else "Premier envoi"
        column: QVBoxLayout = vbox(
            hbox((label("Ce qui sera envoyé", "h3"), 1), label(since, "caption"), spacing=10),
            margins=(18, 14, 18, 14), spacing=8, parent=card,
        )  # fmt: skip
        first = True
        for choice in self.review.choices:
            for line in self._lines(choice):
                if not first:
                    column.addWidget(separator())
                column.addWidget(line)
                first = False
        column.addStretch(1)
        return card

    def _lines(self, choice: Choice) -> list[QWidget]:
        """The finished records of a type, then its drafts."""
        made = []
        if choice.uids or choice.renvois:
            made.append(self._finished(choice))
        if choice.brouillons:
            made.append(self._unfinished(choice))
        return made

    def _finished(self, choice: Choice) -> QWidget:
        """They always leave: a lot carries everything since the last one."""
        line = QWidget()
        feminine = FICHES[choice.table].feminine
        chips: list[Item] = []
        if choice.nouveaux:
            words = ("nouvelle", "nouvelles") if feminine else ("nouveau", "nouveaux")
            chips.append(Chip(pluriel(choice.nouveaux, *words), "success", "ajouter"))
        if choice.modifies:
            words = ("modifiée", "modifiées") if feminine else ("modifié", "modifiés")
            chips.append(Chip(pluriel(choice.modifies, *words), "info", "modifier"))
        if choice.renvois:
            chips.append(Chip(f"{len(choice.renvois)} à renvoyer", "neutral", "actualiser"))
        names = " · ".join(choice.noms) or "Déjà envoyées, sans accusé de la mission"
        words_of = vbox(label(choice.label, "label", wrap=True), Elided(names, "caption"), spacing=1)
        hbox(icon_label("fait", "success", 20), (words_of, 1), *chips, margins=(0, 2, 0, 2), parent=line)
        return line

    def _unfinished(self, choice: Choice) -> QWidget:
        """Drafts stay unless ticked."""
        line = QWidget()
        count = pluriel(len(choice.brouillons), "brouillon", "brouillons")
        tick = QCheckBox(f"{choice.label}\u00a0: {count}")
        tick.setAccessibleDescription("Non terminé\u00a0: reste sur cet ordinateur tant que la case n’est pas cochée")
        tick.toggled.connect(self.changed)
        self._ticks.append((tick, tuple(choice.brouillons)))
        complete = button("Compléter", "quiet", name=f"Compléter\u00a0: {choice.label}, {count}")
        complete.clicked.connect(partial(self.services.go.open_record, choice.table, choice.brouillons[0]))
        chip = Chip("À terminer", "warning", "attention")
        hbox((tick, 1), chip, complete, margins=(0, 2, 0, 2), parent=line)
        return line

    # ---- where, and how it is protected
    def _where(self) -> QFrame:
        """Folder, message."""
        card = frame()
        head = label("Où le remettre", "h3")
        message = Field("&Message à la mission", self.message, optional=True)
        vbox(
            head, hbox(self.folder_button, None), self._place, separator(), message,
            margins=(18, 14, 18, 16), spacing=8, parent=card,
        )  # fmt: skip
        return card

    def _protection(self) -> QFrame:
        """Who reads it, what it holds, what stays."""
        review = self.review
        mission = review.mission or "la mission"
        texts = pluriel(review.textes_libres, "texte libre", "textes libres")
        reread = f"{texts}\u00a0: relisez-les, ils partent tels quels" if review.textes_libres else "Aucun texte libre"
        lines = [
            ("verrouiller", "success", f"Chiffré pour {mission}, illisible pour toute autre personne"),
            ("personnes", "info", pluriel(review.personnes, "personne citée", "personnes citées")),
            ("note", "info", reread),
            ("masquer", "info", _notes(review.notes_privees)),
            ("annuler", "info", "Un envoi peut être corrigé par l’envoi suivant"),
            ("cle", "info", f"Code de contrôle\u00a0: {review.controle}, que la mission compare par téléphone"),
        ]  # fmt: skip
        card = frame()
        column = vbox(
            hbox(icon_label("protection", "success", 20), (label("Protection des données", "h3"), 1)),
            margins=(18, 14, 18, 16), spacing=8, parent=card,
        )  # fmt: skip
        for icon, token, text in lines:
            mark = icon_label(icon, token)
            row = hbox(mark, (label(text, wrap=True), 1), spacing=9)
            row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        return card

    def ask_folder(self) -> None:
        """Choose the folder."""
        dialog = file_dialog(self, "Où remettre le fichier", str(self.folder or Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()

    def take_folder(self, folder: str) -> None:
        """Remember the folder for this time and the next."""
        self.folder = Path(folder)
        display = self.services.display
        display.change(replace(display.settings, dossier_envoi=folder))
        self._show_folder()
        self.changed.emit()

    def _show_folder(self) -> None:
        """Say where the file will be."""
        if self.folder is None:
            self._place.setText("Clé USB, dossier partagé ou dossier de cet ordinateur, à joindre à un courriel.")
            return
        self._place.setText(f"Le fichier sera créé dans «\u00a0{self.folder.name or self.folder}\u00a0».")
        self._place.setToolTip(str(self.folder))


def _notes(count: int) -> str:
    """« 3 notes personnelles restent sur cet ordinateur »."""
    if not count:
        return "Vos notes personnelles restent sur cet ordinateur"
    verb = "reste" if count == 1 else "restent"
    return f"{pluriel(count, 'note personnelle', 'notes personnelles')} {verb} sur cet ordinateur"
