"""A small invented délégation, written once per session into a real encrypted folder."""

import datetime as dt
from pathlib import Path

from db.models.action import StatutAction
from db.models.conseil_listes import College, Qualite, StatutConseil
from db.models.echange import Role
from db.models.seance import NatureSuite, StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.base.clock import fixed_clock
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import desk as desks
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

PHRASE = "demonstration"
NOW = dt.datetime(2026, 11, 12, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
PEOPLE = (("Camille", "Exemple"), ("Alix", "Spécimen"), ("Dominique", "Fictif"), ("Sacha", "Démo"))
MEETINGS = (
    (dt.date(2026, 10, 15), "Propreté et éclairage", StatutReunion.TENUE, True),
    (dt.date(2026, 11, 3), "Plénière d’automne", StatutReunion.TENUE, False),
    (dt.date(2026, 11, 13), "Bilan de l’année", StatutReunion.PREVUE, False),
    (dt.date(2026, 3, 5), "Vote du budget participatif", StatutReunion.TENUE, True),
    (dt.date(2025, 10, 9), "Rentrée et calendrier", StatutReunion.TENUE, True),
    (dt.date(2025, 3, 20), "Groupe de travail sur la jeunesse et les équipements", StatutReunion.TENUE, True),
)


def make(folder: Path) -> None:
    """Write the délégation in a new folder."""
    desk = desks.create(
        folder, PHRASE, role=Role.POSTE, code="D07", nom="Délégation Est-Valmorne", clock=fixed_clock(NOW)
    )
    with desk.writing() as unit:
        conseil = _saved(unit, "conseil", nom="Conseil citoyen Les Tilleuls", statut=StatutConseil.ACTIF, lieu="Mairie")
        _saved(unit, "conseil", nom="Conseil citoyen Belle-Rive", statut=StatutConseil.A_CONSTITUER)
        members = [
            _saved(unit, "membre", conseil_uid=conseil.uid, code=f"H-{rank:02d}", prenom=first, nom=last,
                   college=College.HABITANTS, qualite=Qualite.TITULAIRE)
            for rank, (first, last) in enumerate(PEOPLE, 1)
        ]  # fmt: skip
        organisme = _saved(unit, "organisme", nom="Bailleur Modèle", sigle="BM")
        _saved(unit, "contact", nom="Essai", prenom="Morgan", fonction="Directrice", organisme_uid=organisme.uid)
        for day, objet, statut, final in MEETINGS:
            _meeting(unit, conseil, members, day, objet, statut, final=final)
        unit.commit()
    desk.close()


def _saved(unit: UnitOfWork, table: str, **values: object) -> Draft:
    return records.save(unit, records.blank(unit, table, **values))


def statut_of(place: int) -> StatutPresence:
    """The first one is excused, the others came."""
    return StatutPresence.PRESENT if place else StatutPresence.EXCUSE


def _meeting(
    unit: UnitOfWork,
    conseil: Draft,
    members: list[Draft],
    day: dt.date,
    objet: str,
    statut: StatutReunion,
    *,
    final: bool,
) -> None:
    draft = records.blank(
        unit, "reunion", conseil_uid=conseil.uid, date=day, debut=dt.time(18, 30), fin=dt.time(20, 15), objet=objet,
        statut=statut, lieu="Maison de quartier Ariane", animateur="Camille Exemple",
    )  # fmt: skip
    draft.lines["presences"] = [
        LineDraft(new_uid(), {"membre_uid": one.uid, "statut": statut_of(place)}) for place, one in enumerate(members)
    ]
    draft.lines["points"] = [LineDraft(new_uid(), {"titre": "Éclairage de la rue des Tilleuls", "duree": 30})]
    draft.lines["suites"] = [
        LineDraft(new_uid(), {"nature": NatureSuite.DECISION, "libelle": "Demander un diagnostic de l’éclairage"})
    ]
    stored = records.save(unit, draft)
    if statut is StatutReunion.TENUE and day.year == 2026:
        _saved(
            unit, "action", libelle=f"Relancer le bailleur ({objet.lower()})", responsable="Bailleur Modèle",
            echeance=day + dt.timedelta(days=20), statut=StatutAction.A_FAIRE, reunion_uid=stored.uid,
        )  # fmt: skip
    if final:
        records.finish(unit, "reunion", stored.uid)
