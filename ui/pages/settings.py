"""The settings: the display, applied as it is chosen; after how long the window locks itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from pvdesk.base.settings import LOCKS
from pvdesk.reports.en_tete import en_tete
from ui.actions import keys_of
from ui.kit.choices import THEME_NAMES, Choices, zoom_names
from ui.kit.layouts import button, frame, hbox, label, page_head, scrolled, vbox
from ui.kit.shortcut_hint import native
from ui.kit.tabs import Tab, Tabs
from ui.pages.page import Page, Services
from ui.pages.phrase_card import PhraseCard
from ui.pages.service_cards import CharterCard, PrintCard

LOCK_NAMES: Mapping[str, object] = MappingProxyType(
    {f"{minutes}\u00a0minutes" if minutes else "Jamais": minutes for minutes in (*LOCKS[1:], LOCKS[0])}
)
LOCK_HINT = (
    "Verrouillée, la base est fermée et sa clé oubliée. Ce que vous tapiez est gardé\u00a0: votre phrase vous y ramène."
)


class SettingsPage(Page):
    """Every choice is kept at once: there is nothing to save."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        chosen = services.display.settings
        self.tabs = Tabs(tabs, name, "Réglages et sauvegarde")
        self.themes = Choices("Affichage", THEME_NAMES, chosen.theme)
        self.zooms = Choices("Taille du texte", zoom_names(), chosen.zoom)
        self.large = QCheckBox("&Grandes cibles\u00a0: boutons et champs plus hauts")
        self.large.setChecked(chosen.large)
        self.spelling = QCheckBox("Souligner dans les textes longs les mots absents du &dictionnaire")
        self.spelling.setChecked(chosen.orthographe)
        self.locks = Choices("Verrouiller sans frappe ni souris pendant", LOCK_NAMES, chosen.verrou_minutes)
        self.lock_button = button("Verrouiller maintenant", icon="verrouiller", tip=native(keys_of("verrouiller")))
        self.tabs.chosen.connect(services.go.show_page)
        self.themes.chosen.connect(self._choose_theme)
        self.zooms.chosen.connect(self._choose_zoom)
        self.large.toggled.connect(self._choose_large)
        self.spelling.toggled.connect(self._choose_spelling)
        self.locks.chosen.connect(self._choose_lock)
        self.lock_button.clicked.connect(services.operations.door.lock_asked)
        self.phrase = PhraseCard(services.operations.door)
        self.phrase.changed.connect(services.messages.info)
        folder = services.operations.desk.folder
        self.printing, self.charter = PrintCard(folder), CharterCard(folder)
        cards = (self._display(), self._typing(), self._lock(), self.phrase, self.printing, self.charter, self._who())
        body = QWidget()
        vbox(*cards, None, spacing=14, parent=body)
        self.column.addLayout(page_head("Paramètres", "Chaque choix s’applique et se garde aussitôt"))
        self.column.addWidget(self.tabs)
        self.column.addWidget(scrolled(body), 1)

    def enter(self) -> None:
        """Read again what the service brought: it may have been corrected meanwhile."""
        desk = self.services.operations.desk
        self.charter.read()
        self.services.operations.tasks.run(partial(en_tete, desk.folder), self.printing.show_head, self._unread)

    def _unread(self, error: Exception) -> None:
        """A letterhead is read whatever it is: what is left is a fault of the disk."""
        self.printing.show_said(str(error), (), ())

    def zones(self) -> list[QWidget]:
        """The tabs, the first choice, the lock."""
        return [self.tabs, self.large, self.lock_button]

    def _display(self) -> QFrame:
        """Theme, size, targets."""
        card = frame()
        keys = label("Ctrl et + ou − changent aussi la taille du texte.", "caption", wrap=True)
        vbox(
            label("Affichage et taille", "h3"), self.themes, self.zooms, self.large, keys,
            margins=(20, 16, 20, 18), spacing=12, parent=card,
        )  # fmt: skip
        return card

    def _typing(self) -> QFrame:
        """Spelling."""
        card = frame()
        said = (
            f"{native(keys_of('orthographe'))} va au mot suivant et propose une correction. Les noms du répertoire "
            "sont connus\u00a0; les mots ajoutés restent sur cet ordinateur."
        )
        vbox(
            label("Saisie", "h3"), self.spelling, label(said, "muted", wrap=True),
            margins=(20, 16, 20, 18), spacing=8, parent=card,
        )  # fmt: skip
        return card

    def _lock(self) -> QFrame:
        """After how long, and now."""
        card = frame()
        vbox(
            label("Verrouillage", "h3"), self.locks, label(LOCK_HINT, "muted", wrap=True),
            hbox(self.lock_button, None), margins=(20, 16, 20, 18), spacing=12, parent=card,
        )  # fmt: skip
        return card

    def _who(self) -> QFrame:
        """Whose base this is."""
        desk = self.services.operations.desk
        card = frame()
        said = "Le nom et le code figurent sur les papiers et les envois\u00a0; la mission les connaît."
        vbox(
            label("Ce poste", "h3"), label(f"{desk.code} — {desk.nom}", wrap=True), label(said, "muted", wrap=True),
            margins=(20, 16, 20, 18), spacing=8, parent=card,
        )  # fmt: skip
        return card

    def _choose_theme(self, value: object) -> None:
        """Another theme."""
        self.services.display.change(replace(self.services.display.settings, theme=str(value)))

    def _choose_zoom(self, value: object) -> None:
        """Another size."""
        assert isinstance(value, float)
        self.services.display.change(replace(self.services.display.settings, zoom=value))

    def _choose_large(self, on: bool) -> None:  # noqa: FBT001 — Qt's signal
        """Large targets or not."""
        self.services.display.change(replace(self.services.display.settings, large=on))

    def _choose_spelling(self, on: bool) -> None:  # noqa: FBT001 — Qt's signal
        """Spelling or not."""
        self.services.display.change(replace(self.services.display.settings, orthographe=on))

    def _choose_lock(self, value: object) -> None:
        """Another delay."""
        assert isinstance(value, int)
        self.services.display.change(replace(self.services.display.settings, verrou_minutes=value))
