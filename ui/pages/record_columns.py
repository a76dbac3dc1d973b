"""How each record type is listed: which data stand on which line of which column. One table, read by the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.models.action import OUVERTES
from db.models.conseil_listes import College
from db.models.projet_etapes import DOIVENT_BILAN
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.kit.fiche import key_of
from pvdesk.kit.schema import schema
from pvdesk.store.listing import Row
from ui import states
from ui.kit.cells import Cell, Column

Draw = Callable[[Row, dt.date], Cell]
NOTHING = "—"
SHORT = {College.ACTEURS.libelle: "Acteurs locaux"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One column of a list, and what draws its cells."""

    column: Column
    draw: Draw


def two(first: str, *second: str) -> Draw:
    """A datum, and others under it."""

    def draw(row: Row, _today: dt.date) -> Cell:
        below = " · ".join(row.texts[key] for key in second if row.texts.get(key))
        return Cell(row.texts.get(first) or NOTHING, below)

    return draw


def _meeting_day(row: Row, _today: dt.date) -> Cell:
    day = row.values["date"]
    if day is None:
        return Cell("Sans date", row.texts["debut"])
    return Cell(francais.date_courte(day), f"{francais.JOURS[day.weekday()]} {row.texts['debut']}".strip())


def _meeting_title(row: Row, _today: dt.date) -> Cell:
    return Cell(row.texts["objet"] or row.texts["type"] or "Sans objet", row.texts["conseil_uid"])


def _visit_day(row: Row, _today: dt.date) -> Cell:
    day = row.values["date"]
    return Cell("Sans date") if day is None else Cell(francais.date_courte(day), francais.JOURS[day.weekday()])


def _month(row: Row, _today: dt.date) -> Cell:
    day = row.values["mois"]
    return Cell("Sans mois") if day is None else Cell(f"{francais.MOIS[day.month - 1].capitalize()} {day.year}")


def _post(row: Row, today: dt.date) -> Cell:
    """Who holds the post; under it the last day of the convention."""
    end = row.values["fin"]
    said = "" if end is None else f"convention échue le {row.texts['fin']}" if end < today else f"→ {row.texts['fin']}"
    return Cell(row.texts["poste"] or NOTHING, " · ".join(p for p in (said, row.texts["statut"]) if p))


def _held(row: Row, _today: dt.date) -> Cell:
    end = row.texts["fin_reelle"] or row.texts["fin_prevue"]
    return Cell(row.texts["debut"] or NOTHING, f"→ {end}" if end else row.texts["contrat"])


def _stage(row: Row, today: dt.date) -> Cell:
    """The stage; under it the year, or how late the bilan is."""
    due = row.values["bilan_du"]
    late = (today - due).days if due is not None and row.values["etape"] in DOIVENT_BILAN else 0
    below = f"bilan\u00a0: {francais.nombre(late)}\u00a0j de retard" if late > 0 else row.texts["annee"]
    return Cell(row.texts["etape"] or NOTHING, below)


def _present(row: Row, _today: dt.date) -> Cell:
    held = row.values["statut"] not in states.PLANNED
    return Cell(str(row.values["presents"]) if held else NOTHING)


def _person(row: Row, _today: dt.date) -> Cell:
    name = " ".join(part for part in (row.texts["prenom"], row.texts["nom"]) if part)
    below = row.texts.get("conseil_uid") or row.texts.get("fonction", "")
    return Cell(name or row.texts.get("code") or "Sans nom", below)


def _college(row: Row, _today: dt.date) -> Cell:
    said = row.texts["college"]
    return Cell(SHORT.get(said, said) or NOTHING, row.texts.get("qualite", ""))


def _due(row: Row, today: dt.date) -> Cell:
    return Cell(row.texts["echeance"] or "Sans date", states.delay(row, today))


def _sending(row: Row, _today: dt.date) -> Cell:
    return states.sending(row)


STATE = Listed(Column("État", 188), _sending)
ANSWER = Listed(Column("État", 128), lambda row, _today: states.correction(row))
LISTS: dict[str, tuple[Listed, ...]] = {
    "reunion": (
        Listed(Column("Date", 128), _meeting_day), Listed(Column("Objet", strong=True), _meeting_title),
        Listed(Column("Présents", 80), _present), STATE,
    ),
    "action": (
        Listed(Column("Échéance", 128), _due), Listed(Column("Action", strong=True), two("libelle", "responsable")),
        Listed(Column("Avancement", 140), states.progress),
    ),
    "conseil": (
        Listed(Column("Conseil", strong=True), two("nom", "contrat")),
        Listed(Column("Statut", 150), two("statut", "type")), STATE,
    ),
    "membre": (
        Listed(Column("Code", 64), two("code")), Listed(Column("Membre", strong=True), _person),
        Listed(Column("Collège", 128), _college), STATE,
    ),
    "organisme": (
        Listed(Column("Organisme", strong=True), two("nom", "sigle")),
        Listed(Column("Commune", 150), two("commune", "forme")), STATE,
    ),
    "convention": (
        Listed(Column("Poste", strong=True), two("numero", "employeur_uid")), Listed(Column("Titulaire", 190), _post),
        STATE,
    ),
    "occupation": (
        Listed(Column("Titulaire", strong=True), two("code", "convention_uid")),
        Listed(Column("Contrat", 130), _held), STATE,
    ),
    "activite": (
        Listed(Column("Période", 128), two("debut", "type")),
        Listed(Column("Poste", strong=True), two("convention_uid")), STATE,
    ),
    "controle": (
        Listed(Column("Date", 128), two("date")),
        Listed(Column("Poste", strong=True), two("convention_uid", "suite", "echeance")), STATE,
    ),
    "projet": (
        Listed(Column("Projet", strong=True), two("intitule", "porteur_uid")),
        Listed(Column("Étape", 150), _stage), STATE,
    ),
    "visite": (
        Listed(Column("Date", 128), _visit_day), Listed(Column("Visite", strong=True), two("objet", "lieu", "type")),
        STATE,
    ),
    "fiche_dispositif": (
        Listed(Column("Dispositif", strong=True), two("nom", "type", "variante")),
        Listed(Column("Statut", 150), two("statut", "commune")), STATE,
    ),
    "releve": (
        Listed(Column("Objectif", strong=True), two("repere", "statut", "lieu")),
        Listed(Column("Valeur", 120), two("valeur", "date")), STATE,
    ),
    "note_mensuelle": (
        Listed(Column("Mois", strong=True), _month), Listed(Column("Territoire", 210), two("contrat", "destinataire")),
        STATE,
    ),
    "correction": (
        Listed(Column("Demandée", 110), two("demandee_le", "poste")),
        Listed(Column("Correction", strong=True), two("fiche_nom", "motif")), ANSWER,
    ),
    "contact": (
        Listed(Column("Contact", strong=True), _person), Listed(Column("Organisme", 180), two("organisme_uid")), STATE,
    ),
}  # fmt: skip


def title(table: str, row: Row, today: dt.date) -> Cell:
    """The name of a record and what stands under it, as its list writes them in bold."""
    return next(one.draw(row, today) for one in listed(table) if one.column.strong)


def listed(table: str) -> tuple[Listed, ...]:
    """The columns of a record type; the first three data of its fiche when none are arranged."""
    if table in LISTS:
        return LISTS[table]
    fiche = FICHES[table]
    of = schema(fiche.model)
    keys = [key_of(column) for column in fiche.columns][:3]
    return (*(Listed(Column(of[key].label, strong=not place), two(key)) for place, key in enumerate(keys)), STATE)


def in_order(table: str, rows: Sequence[Row], today: dt.date) -> list[Row]:
    """The rows as they are read: late actions first, then open ones, then the others."""
    if table != "action":
        return list(rows)

    def rank(row: Row) -> int:
        return 0 if states.late(row, today) else 1 if row.values["statut"] in OUVERTES else 2

    return sorted(rows, key=rank)
