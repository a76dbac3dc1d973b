"""The sheets of figures: indicators and followed objectives, on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pvdesk.store.decomptes import INFERIEUR, note_dicible, petite, peu
from pvdesk.store.indicateurs.catalogue import indicateurs as tuiles
from pvdesk.store.objectifs import objectifs as suivis
from pvdesk.store.unit import UnitOfWork
from pvdesk.tables.modele import Audience, Colonne, Feuille, Ligne, Sorte

_INDICATEURS = (
    Colonne("Code", largeur=30), Colonne("Section (code)"), Colonne("Indicateur", largeur=44),
    Colonne("Valeur", Sorte.DECIMAL, "Le nombre exact, dans l’unité indiquée"), Colonne("Unité", largeur=10),
    Colonne("Se lit", aide="La valeur comme l’écran la dit"), Colonne("Base", Sorte.DECIMAL),
    Colonne("Cible", Sorte.DECIMAL), Colonne("Note", largeur=60),
)  # fmt: skip
_OBJECTIFS = (
    Colonne("Code", largeur=14), Colonne("Section (code)"), Colonne("Objectif", largeur=60),
    Colonne("Base", Sorte.DECIMAL), Colonne("Valeur", Sorte.DECIMAL), Colonne("Cible", Sorte.DECIMAL),
    Colonne("Unité", largeur=10), Colonne("Se lit"), Colonne("Échéance", Sorte.DATE), Colonne("Statut"),
    Colonne("Relevé le", Sorte.DATE), Colonne("Source du relevé", largeur=40),
)  # fmt: skip


def indicateurs(unit: UnitOfWork, au: dt.date, audience: Audience = Audience.INTERNE) -> Feuille:
    """The tiles of a day."""
    public = audience is Audience.PUBLIQUE
    rows: list[Ligne] = []
    for i in tuiles(unit, au).values():
        valeur, texte = _said(i.valeur, i.texte, hidden=public and petite(i))
        note = note_dicible(i) if public else i.note
        rows.append([i.code, i.section, i.titre, valeur, i.unite, texte, i.base, i.cible, note])
    return Feuille("Indicateurs", f"Indicateurs au {au:%d/%m/%Y}", _INDICATEURS, lambda: rows, len(rows))


def objectifs(unit: UnitOfWork, au: dt.date, audience: Audience = Audience.INTERNE) -> Feuille:
    """The followed objectives of a day."""
    public = audience is Audience.PUBLIQUE
    rows: list[Ligne] = []
    for s in suivis(unit, au):
        valeur, texte = _said(s.valeur, s.texte, hidden=public and peu(s.valeur, s.unite))
        rows.append([
            s.code, s.section, s.libelle, s.base, valeur, s.cible, s.unite, texte, s.echeance, s.statut.libelle,
            *(s.dernier or (None, None)),
        ])  # fmt: skip
    return Feuille("Objectifs", f"Objectifs au {au:%d/%m/%Y}", _OBJECTIFS, lambda: rows, len(rows))


def _said(valeur: Decimal | None, texte: str, *, hidden: bool) -> tuple[Decimal | str | None, str]:
    return (INFERIEUR, INFERIEUR) if hidden else (valeur, texte)
