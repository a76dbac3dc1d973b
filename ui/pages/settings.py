"""The settings of the display, applied as they are chosen, and where the data are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.kit.choices import THEME_NAMES, Choices, zoom_names
from ui.kit.layouts import button, frame, hbox, label, page_head, scrolled, vbox
from ui.pages.page import Page, Services


class SettingsPage(Page):
    """Every choice is kept at once: there is nothing to save."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        chosen = services.display.settings
        self.themes = Choices("Affichage", THEME_NAMES, chosen.theme)
        self.zooms = Choices("Taille du texte", zoom_names(), chosen.zoom)
        self.large = QCheckBox("&Grandes cibles\u00a0: boutons et champs plus hauts")
        self.large.setChecked(chosen.large)
        self.themes.chosen.connect(self._choose_theme)
        self.zooms.chosen.connect(self._choose_zoom)
        self.large.toggled.connect(self._choose_large)
        body = QWidget()
        vbox(self._display(), self._folder(), None, spacing=14, parent=body)
        self.column.addLayout(page_head("Paramètres", "Chaque choix s’applique et se garde aussitôt"))
        self.column.addWidget(scrolled(body), 1)

    def zones(self) -> list[QWidget]:
        """The first choice."""
        return [self.large]

    def _display(self) -> QWidget:
        """Theme, size, targets."""
        card = frame()
        keys = label("Ctrl et + ou − changent aussi la taille du texte.", "caption", wrap=True)
        vbox(
            label("Affichage et taille", "h3"), self.themes, self.zooms, self.large, keys,
            margins=(20, 16, 20, 18), spacing=12, parent=card,
        )  # fmt: skip
        return card

    def _folder(self) -> QWidget:
        """Where the data are."""
        desk = self.services.operations.desk
        card = frame()
        place = label(str(desk.folder), wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setMinimumWidth(1)
        place.setToolTip(str(desk.folder))
        copy = button("Copier le chemin du dossier", "quiet", icon="copier")
        copy.clicked.connect(self._copy)
        said = "La base est chiffrée\u00a0: sans la phrase de passe, personne ne la lit."
        vbox(
            label("Vos données", "h3"), label(f"Poste {desk.code} — {desk.nom}", wrap=True), place,
            label(said, "muted", wrap=True), hbox(copy, None),
            margins=(20, 16, 20, 18), spacing=8, parent=card,
        )  # fmt: skip
        return card

    def _copy(self) -> None:
        """Put the path on the clipboard."""
        QGuiApplication.clipboard().setText(str(self.services.operations.desk.folder))
        self.services.messages.info("Chemin copié")

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
