"""The agenda: what happens or comes due between two days, whatever the fiche that says it; its file for a calendar."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from db.models import Action, Conseil, Convention, Occupation, Organisme, Projet, Reunion, Visite
from db.models.action import OUVERTES, StatutAction
from db.models.adulte_relais_listes import NON_SIGNEES, StatutConvention
from db.models.seance import StatutReunion
from db.models.visite_listes import StatutVisite
from db.search import fold
from pvdesk.base import ics
from pvdesk.kit.text import plain_text
from pvdesk.store.unit import UnitOfWork

PREVUES = frozenset({StatutReunion.PREVUE, StatutReunion.CONVOQUEE})
PERDUES = frozenset({StatutReunion.ANNULEE, StatutReunion.REPORTEE, StatutReunion.CARENCE})
DUREE_SUPPOSEE = 60  # minutes, when nobody said
MINUTES_DU_JOUR = 24 * 60


class Sorte(enum.Enum):
    """What it is."""

    REUNION = "Réunion"
    VISITE = "Visite"
    ACTION = "Action"
    BILAN = "Bilan de projet"
    CONVENTION = "Fin de convention"
    CONTRAT = "Fin de contrat"


class Tenue(enum.Enum):
    """Where it stands that day."""

    A_VENIR = "À venir"
    EN_RETARD = "En retard"
    PASSE = "Passé"
    ANNULE = "Annulé"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the agenda that a fiche tells.

    Attributes:
        debut: None for the whole day, or when nobody knows yet.
        mot: which of the dates of the fiche it is: with `uid`, it names the moment in every file.
    """

    jour: dt.date
    sorte: Sorte
    tenue: Tenue
    titre: str
    detail: str
    table: str
    uid: str
    mot: str
    version: int
    modifie_le: dt.datetime
    debut: dt.time | None = None
    fin: dt.time | None = None
    lieu: str = ""


@dataclass(frozen=True, slots=True)
class Bornes:
    """The days asked for, both included, and today; `ouverts`: only what waits for somebody."""

    du: dt.date
    au: dt.date
    jour: dt.date
    ouverts: bool = False

    def de(self, date: Any) -> Any:
        """The SQL of « that date is asked for »."""
        return date.between(self.du, self.au)

    def tenue(self, date: dt.date, *, attend: bool) -> Tenue:
        """Where something stands that waits for somebody, or does not."""
        if date >= self.jour:
            return Tenue.A_VENIR
        return Tenue.EN_RETARD if attend else Tenue.PASSE


def agenda(unit: UnitOfWork, du: dt.date, au: dt.date, jour: dt.date) -> list[Moment]:
    """The moments from a day to another, both included, as they stand on `jour`; each day its hours first."""
    return _read(unit, Bornes(du, au, jour))


def retards(unit: UnitOfWork, jour: dt.date) -> list[Moment]:
    """What should have been done before that day, oldest first."""
    found = _read(unit, Bornes(dt.date.min, jour - dt.timedelta(days=1), jour, ouverts=True))
    return [moment for moment in found if moment.tenue is Tenue.EN_RETARD]


def fichier(moments: Iterable[Moment], nom: str) -> bytes:
    """Their calendar file. It is not encrypted: no person, no note is in it, only what the agenda shows."""
    return ics.calendar(nom, (_event(moment) for moment in moments))


def _read(unit: UnitOfWork, bornes: Bornes) -> list[Moment]:
    sources = (_reunions, _prochaines, _visites, _revisites, _actions, _bilans, _conventions, _contrats)
    found = [moment for source in sources for moment in source(unit, bornes)]
    last, kinds = dt.time.max, list(Sorte)
    return sorted(found, key=lambda m: (m.jour, m.debut or last, kinds.index(m.sorte), fold(m.titre), m.uid, m.mot))


def _event(moment: Moment) -> ics.Event:
    end = moment.fin
    if moment.debut is not None and end is None:
        end = _later(moment.debut, DUREE_SUPPOSEE)
    return ics.Event(
        f"{moment.uid}-{moment.mot}@pvdesk", moment.modifie_le, moment.jour, moment.titre, moment.debut, end,
        moment.lieu, moment.detail, moment.sorte.value, moment.version,
        cancelled=moment.tenue is Tenue.ANNULE, busy=moment.debut is not None,
    )  # fmt: skip


def _later(hour: dt.time, minutes: int) -> dt.time:
    hours, rest = divmod((hour.hour * 60 + hour.minute + minutes) % MINUTES_DU_JOUR, 60)
    return dt.time(hours, rest)


def _joined(*parts: object) -> str:
    return " · ".join(text for part in parts if (text := plain_text(part)))


# ---- meetings
def _reunions(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    r = Reunion
    query = _of(r, r.date, r.debut, r.fin, r.statut, r.type, r.objet, r.lieu, Conseil.nom).outerjoin(r.conseil)
    if bornes.ouverts:
        query = query.where(r.statut.in_(PREVUES))
    for row in unit.all(query.where(bornes.de(r.date))):
        tenue = Tenue.ANNULE if row.statut in PERDUES else bornes.tenue(row.date, attend=row.statut in PREVUES)
        titre = row.nom or row.objet or plain_text(row.type) or "Réunion"
        detail = _joined(row.type, row.objet if row.nom else None)
        yield Moment(
            row.date, Sorte.REUNION, tenue, titre, detail, "reunion", row.uid, "seance", row.version, row.modifie_le,
            row.debut, row.fin, row.lieu or "",
        )  # fmt: skip


def _prochaines(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    """The next meeting that a compte rendu announces, until it has its own fiche."""
    if bornes.ouverts:
        return
    r, autre = Reunion, aliased(Reunion)
    known = select(autre.uid).where(
        autre.conseil_uid == r.conseil_uid, autre.date == r.prochaine_date, autre.supprime_le.is_(None)
    )
    query = _of(r, r.prochaine_date, r.prochaine_heure, r.prochain_lieu, Conseil.nom).outerjoin(r.conseil)
    for row in unit.all(query.where(bornes.de(r.prochaine_date), ~known.exists())):
        tenue = bornes.tenue(row.prochaine_date, attend=False)
        yield Moment(
            row.prochaine_date, Sorte.REUNION, tenue, row.nom or "Prochaine réunion", "Prochaine réunion, à préparer",
            "reunion", row.uid, "prochaine", row.version, row.modifie_le, row.prochaine_heure, None,
            row.prochain_lieu or "",
        )  # fmt: skip


# ---- visits
def _visites(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    v = Visite
    query = _of(v, v.date, v.debut, v.duree, v.statut, v.type, v.objet, v.lieu)
    if bornes.ouverts:
        query = query.where(v.statut == StatutVisite.PREVUE)
    for row in unit.all(query.where(bornes.de(v.date))):
        attend = row.statut is StatutVisite.PREVUE
        tenue = Tenue.ANNULE if row.statut is StatutVisite.ANNULEE else bornes.tenue(row.date, attend=attend)
        fin = _later(row.debut, row.duree) if row.debut is not None and row.duree else None
        yield Moment(
            row.date, Sorte.VISITE, tenue, row.objet or "Visite", _joined(row.type), "visite", row.uid, "visite",
            row.version, row.modifie_le, row.debut, fin, row.lieu or "",
        )  # fmt: skip


def _revisites(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    """The next visit that another one foresees, until it has its own fiche."""
    v, suivante = Visite, aliased(Visite)
    known = select(suivante.uid).where(suivante.visite_precedente_uid == v.uid, suivante.supprime_le.is_(None))
    query = _of(v, v.prochaine_le, v.objet, v.lieu).where(v.statut != StatutVisite.ANNULEE)
    for row in unit.all(query.where(bornes.de(v.prochaine_le), ~known.exists())):
        tenue = bornes.tenue(row.prochaine_le, attend=True)
        yield Moment(
            row.prochaine_le, Sorte.VISITE, tenue, row.objet or "Visite", "Nouvelle visite, à préparer", "visite",
            row.uid, "prochaine", row.version, row.modifie_le, None, None, row.lieu or "",
        )  # fmt: skip


# ---- due dates
def _actions(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    a = Action
    query = _of(a, a.echeance, a.libelle, a.responsable, a.statut)
    if bornes.ouverts:
        query = query.where(a.statut.in_(OUVERTES))
    for row in unit.all(query.where(bornes.de(a.echeance))):
        attend = row.statut in OUVERTES
        tenue = bornes.tenue(row.echeance, attend=True) if attend else Tenue.PASSE
        tenue = Tenue.ANNULE if row.statut is StatutAction.ABANDONNEE else tenue
        yield _due(row, row.echeance, Sorte.ACTION, tenue, row.libelle or "Action", row.responsable, "action")


def _bilans(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    """The bilans that are owed."""
    p = Projet
    due = p.__dict__["bilan_du"].expression(p)
    query = _of(p, due.label("due"), p.intitule, p.annee, Organisme.nom).outerjoin(p.porteur)
    for row in unit.all(query.where(bornes.de(due))):
        titre = f"Bilan\u00a0: {row.intitule or 'projet sans intitulé'}"
        detail = _joined(row.nom, str(row.annee) if row.annee else None)
        yield _due(row, row.due, Sorte.BILAN, bornes.tenue(row.due, attend=True), titre, detail, "projet")


def _conventions(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    """The ends of the conventions signed; an end is no delay, what it asks for is an alert."""
    c = Convention
    query = _of(c, c.fin, c.numero, Organisme.nom).outerjoin(c.employeur)
    signed = c.statut.not_in({*NON_SIGNEES, StatutConvention.RESILIEE})
    for row in () if bornes.ouverts else unit.all(query.where(bornes.de(c.fin), signed)):
        titre = f"Fin de la convention {row.numero or 'd’adulte-relais'}"
        yield _due(row, row.fin, Sorte.CONVENTION, bornes.tenue(row.fin, attend=False), titre, row.nom, "convention")


def _contrats(unit: UnitOfWork, bornes: Bornes) -> Iterator[Moment]:
    """The ends of the contracts that run, by the code of the person."""
    o = Occupation
    query = _of(o, o.fin_prevue, o.code, Convention.numero).outerjoin(o.convention).where(o.fin_reelle.is_(None))
    for row in () if bornes.ouverts else unit.all(query.where(bornes.de(o.fin_prevue))):
        titre = f"Fin du contrat de {row.code or 'l’adulte-relais'}"
        detail = f"Convention {row.numero}" if row.numero else ""
        tenue = bornes.tenue(row.fin_prevue, attend=False)
        yield _due(row, row.fin_prevue, Sorte.CONTRAT, tenue, titre, detail, "occupation")


def _due(row: Any, jour: dt.date, sorte: Sorte, tenue: Tenue, titre: str, detail: str | None, table: str) -> Moment:
    return Moment(jour, sorte, tenue, titre, detail or "", table, row.uid, "terme", row.version, row.modifie_le)


def _of(model: Any, *columns: Any) -> Select[Any]:
    """These columns of the fiches that are not in the corbeille, with what a calendar file says of each."""
    return select(model.uid, model.version, model.modifie_le, *columns).where(model.supprime_le.is_(None))
