"""The dashboard of a base that holds nothing yet: what to do first, instead of figures that are all nought."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from db.models.echange import Role
from ui.kit.layouts import button, label, vbox
from ui.kit.wrapping import Wrapping
from ui.pages.page import Services

TITLE = "Par où commencer\u202f?"
POSTE = (
    "Aucune saisie pour l’instant. Le plus souvent, on commence par un conseil, puis sa première réunion. "
    "Les chiffres de l’année se liront ici dès les premières fiches."
)
MISSION = "Rien n’a encore été reçu des délégués. Les chiffres du département se liront ici au premier fichier intégré."
FIRST = (("conseil", "Créer le premier conseil", "institution"),
         ("convention", "Créer une convention d’adulte-relais", "adultes-relais"),
         ("visite", "Noter une visite", "visites"))  # fmt: skip
RECEIVED = "recus"


class BeginningCard(QFrame):
    """A sentence, and the first things that one may do."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("card")
        writes = services.operations.desk.role is Role.POSTE
        self.buttons: list[QPushButton] = []
        if writes:
            for table, text, icon in FIRST:
                made = button(text, "" if self.buttons else "primary", icon=icon if self.buttons else "ajouter")
                made.clicked.connect(partial(services.go.new_record, table, None))
                self.buttons.append(made)
        else:
            made = button("Intégrer un fichier reçu", "primary", icon="boite")
            made.clicked.connect(partial(services.go.show_page, RECEIVED, None))
            self.buttons.append(made)
        row = QWidget()
        wrapped = Wrapping(row, 10)
        for one in self.buttons:
            wrapped.addWidget(one)
        said = label(POSTE if writes else MISSION, "muted", wrap=True)
        vbox(label(TITLE, "h2"), said, row, margins=(24, 20, 24, 22), spacing=12, parent=self)
