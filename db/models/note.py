"""Note mensuelle: assembled from the month’s records, edited by its author, printed (domain 1.2)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Anomalie, Gravite, Line, Record, Rule, column, lines, owner
from db.types import Liste


class Rubrique(Liste):
    """The parts of a monthly note, in the order of the paper."""

    FAITS = "faits", "Faits marquants"
    AMBIANCE = "ambiance", "Ambiance des quartiers"
    BESOINS = "besoins", "Besoins des habitants"
    CONSEILS = "conseils", "Conseils citoyens et instances"
    PROJETS = "projets", "Projets et porteurs"
    ADULTES_RELAIS = "adultes_relais", "Adultes-relais"
    DIFFICULTES = "difficultes", "Difficultés des acteurs"
    SUITES = "suites", "Suites et échéances"
    PROPOSITIONS = "propositions", "Propositions"


class NoteLigne(Line):
    """A sentence of the note and the fiche that it comes from: one of the links at most."""

    __tablename__ = "note_ligne"

    note_uid: Mapped[str] = owner("note_mensuelle")
    rubrique: Mapped[Rubrique | None] = column("Rubrique", required=True)
    contrat: Mapped[str | None] = column("Territoire", to="contrat.code")
    texte: Mapped[str | None] = column("Phrase", required=True, long=True, maximum=4000)
    reunion_uid: Mapped[str | None] = column("D’après la réunion", to="reunion.uid", index=True)
    visite_uid: Mapped[str | None] = column("D’après la visite", to="visite.uid", index=True)
    projet_uid: Mapped[str | None] = column("D’après le projet", to="projet.uid", index=True)
    convention_uid: Mapped[str | None] = column("D’après le poste", to="convention.uid", index=True)
    controle_uid: Mapped[str | None] = column("D’après le contrôle", to="controle.uid", index=True)
    action_uid: Mapped[str | None] = column("D’après l’action", to="action.uid", index=True)


LIENS = ("reunion_uid", "visite_uid", "projet_uid", "convention_uid", "controle_uid", "action_uid")


def premier_du_mois(note: NoteMensuelle) -> Iterator[Anomalie]:
    """A note is of a whole month, that has begun."""
    if note.mois is not None and note.mois > note.modifie_le.date():
        yield Anomalie("mois", "Mois\u00a0: choisissez un mois déjà commencé")


def rien_deux_fois(note: NoteMensuelle) -> Iterator[Anomalie]:
    """A sentence is written once."""
    for texte, nombre in Counter((ligne.texte or "").strip() for ligne in note.lignes).items():
        if texte and nombre > 1:
            phrase = f"Phrases\u00a0: «\u00a0{texte[:60]}\u00a0» figure {nombre} fois, gardez-en une"
            yield Anomalie("lignes", phrase, Gravite.AVERTISSEMENT)


class NoteMensuelle(Record):
    """The monthly note of a délégué to the sous-préfet."""

    __tablename__ = "note_mensuelle"
    rules: ClassVar[tuple[Rule, ...]] = (premier_du_mois, rien_deux_fois)
    prefix: ClassVar[str] = "NM"

    mois: Mapped[dt.date | None] = column("Mois", required=True, index=True, month=True, help="octobre 2026")
    contrat: Mapped[str | None] = column("Territoire", to="contrat.code", help="vide\u00a0: tous les territoires")
    destinataire: Mapped[str | None] = column(
        "Destinataire", maximum=120, open_list=("Monsieur le sous-préfet", "Madame la sous-préfète", "la mission")
    )
    introduction: Mapped[str | None] = column("En quelques mots", long=True, search=True, maximum=4000)
    lignes: Mapped[list[NoteLigne]] = lines("Phrases", NoteLigne)
    note: Mapped[str | None] = column("Note interne", long=True, private=True)
