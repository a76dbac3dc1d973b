"""The dashboard counts what the records say, and nothing that is in the corbeille."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from db.models.action import StatutAction
from db.models.conseil_listes import StatutConseil
from db.models.echange import Installation
from db.models.referentiel import Quartier
from db.models.seance import StatutPresence, StatutReunion, TypeReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import dashboard, records
from pvdesk.store.desk import Desk
from tests.builders import TODAY, add_reunion

Noeux = tuple[str, dict[str, str]]


def home(desk: Desk) -> dashboard.Home:
    with desk.reading() as unit:
        return dashboard.home(unit, TODAY)


def tile(desk: Desk, code: str) -> tuple[str, str, str]:
    (found,) = [t for t in home(desk).tuiles if t.code == code]
    return found.valeur, found.note.replace("\u00a0", " "), found.ton


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def add(desk: Desk, table: str, **values: Any) -> str:
    with desk.writing() as unit:
        draft = records.save(unit, records.blank(unit, table, **values))
        unit.commit()
    return draft.uid


def come(desk: Desk, noeux: Noeux, jour: dt.date, count: int) -> str:
    """A meeting held that day with so many people."""
    uid = add_reunion(desk, noeux[0], jour, statut=StatutReunion.TENUE)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["presences"] = [
            LineDraft(new_uid(), {"membre_uid": membre, "statut": StatutPresence.PRESENT})
            for membre in list(noeux[1].values())[:count]
        ]
        records.save(unit, draft)
        unit.commit()
    return uid


def test_an_empty_desk_has_its_tiles(desk: Desk) -> None:
    assert tile(desk, "reunions") == ("0", "aucune en 2025", "neutral")
    assert tile(desk, "participation") == ("—", "par réunion tenue", "neutral")
    assert tile(desk, "retard") == ("0", "sur 0 ouverte", "success")
    assert tile(desk, "constituer") == ("—", "0 QPV couvert sur 64", "neutral")  # nothing recorded is no success
    assert (home(desk).a_faire, home(desk).recents, home(desk).a_envoyer) == ((), (), 0)


def test_meetings_held_are_counted_by_year_and_month(desk: Desk, noeux: Noeux) -> None:
    for jour in (dt.date(2025, 3, 3), dt.date(2025, 10, 1), dt.date(2025, 12, 1)):
        come(desk, noeux, jour, 10)
    come(desk, noeux, dt.date(2026, 3, 3), 14)
    add_reunion(desk, noeux[0], dt.date(2026, 4, 1), statut=StatutReunion.CARENCE)
    add_reunion(desk, noeux[0], days(10))
    assert tile(desk, "reunions") == ("1", "dont 1 plénière avec quorum", "warning")
    assert tile(desk, "participation")[:2] == ("14,0", "10,0 en 2025")
    before, now = home(desk).mois
    assert (before[2], before[9], before[11], now[2], now[3]) == (1, 1, 1, 1, 0)


def test_late_actions_are_counted_among_the_open_ones(desk: Desk) -> None:
    add(desk, "action", libelle="En retard", echeance=days(-3))
    add(desk, "action", libelle="Bientôt", echeance=days(1), responsable="mairie")
    add(desk, "action", libelle="Plus tard", echeance=days(60))
    add(desk, "action", libelle="Sans date")
    add(desk, "action", libelle="Faite", echeance=days(-9), statut=StatutAction.FAITE)
    assert tile(desk, "retard") == ("1", "sur 4 ouvertes", "error")
    assert home(desk).compteurs["action"] == 4
    assert [(t.titre, t.detail, t.rappel, t.ton) for t in home(desk).a_faire] == [
        ("En retard", "Action", "3 j de retard", "error"), ("Bientôt", "Action · mairie", "Demain", "info"),
    ]  # fmt: skip


def test_conseils_to_form_are_counted(desk: Desk) -> None:
    for number in range(9):
        statut = StatutConseil.EN_COURS if number else StatutConseil.A_CONSTITUER
        add(desk, "conseil", nom=f"Conseil {number}", statut=statut)
    add(desk, "conseil", nom="Constitué", statut=StatutConseil.CONSTITUE)
    add(desk, "conseil", nom="Actif")
    assert tile(desk, "constituer") == ("9", "0 QPV couvert sur 64", "warning")


def test_a_quartier_is_covered_once_by_a_conseil_that_stands(desk: Desk) -> None:
    with desk.reading() as unit:
        todays = list(unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None)).limit(4)))
        former = unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_not(None))).first()
    covers(desk, StatutConseil.ACTIF, todays[0], todays[1])
    covers(desk, StatutConseil.CONSTITUE, todays[1], former)
    covers(desk, StatutConseil.EN_COURS, todays[2])
    gone = covers(desk, StatutConseil.ACTIF, todays[3])
    assert home(desk).compteurs["qpv_couverts"] == 3
    with desk.writing() as unit:
        records.delete(unit, "conseil", gone)
        unit.commit()
    assert home(desk).compteurs["qpv_couverts"] == 2
    assert tile(desk, "constituer")[1] == "2 QPV couverts sur 64"


def covers(desk: Desk, statut: StatutConseil, *quartiers: str | None) -> str:
    with desk.writing() as unit:
        draft = records.blank(unit, "conseil", nom="Conseil d’essai", statut=statut)
        draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": code}) for code in quartiers]
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def test_meetings_held_without_quorum_or_that_are_no_plenary_are_not_plenaries_with_quorum(
    desk: Desk, noeux: Noeux
) -> None:
    come(desk, noeux, dt.date(2026, 3, 3), 9)
    come(desk, noeux, dt.date(2026, 4, 3), 8)
    bureau = come(desk, noeux, dt.date(2026, 5, 3), 12)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", bureau)
        draft.values["type"] = TypeReunion.BUREAU
        records.save(unit, draft)
        unit.commit()
    come(desk, noeux, dt.date(2025, 5, 3), 12)
    assert tile(desk, "reunions")[:2] == ("3", "dont 1 plénière avec quorum")


def test_meetings_to_come_to_complete_and_to_finish_are_to_do(desk: Desk, noeux: Noeux) -> None:
    add_reunion(desk, noeux[0], TODAY)
    add_reunion(desk, noeux[0], days(-2))
    add_reunion(desk, noeux[0], days(5), statut=StatutReunion.CONVOQUEE)
    add_reunion(desk, noeux[0], days(40))
    come(desk, noeux, days(-20), 3)
    add(desk, "reunion")
    assert [(t.rappel, t.ton) for t in home(desk).a_faire] == [
        ("Brouillon", "warning"), ("À compléter", "warning"), ("Aujourd’hui", "primary"), ("5 jours", "primary"),
    ]  # fmt: skip
    assert home(desk).a_faire[0].titre == "Terminer le compte rendu du 25/09/2026"


def test_sample_data_is_never_to_be_sent(desk: Desk, noeux: Noeux) -> None:
    uid = come(desk, noeux, TODAY, 10)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.values["lieu"] = "Mairie"
        records.save(unit, draft)
        assert not any(f.stops for f in records.finish(unit, "reunion", uid))
        unit.session.execute(update(Installation).values(exemple=True))
        unit.commit()
    assert home(desk).a_envoyer == 0


def test_what_is_to_be_sent_is_counted_and_what_was_typed_last_is_first(desk: Desk, noeux: Noeux) -> None:
    uid = come(desk, noeux, TODAY, 10)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.values["lieu"] = "Mairie"
        records.save(unit, draft)
        assert not any(f.stops for f in records.finish(unit, "reunion", uid))
        unit.commit()
    assert home(desk).a_envoyer == 1
    assert {table for table, _ in home(desk).recents} == {"reunion", "conseil"}


def test_the_corbeille_is_not_counted(desk: Desk, noeux: Noeux) -> None:
    uid = come(desk, noeux, TODAY, 3)
    late = add(desk, "action", libelle="En retard", echeance=days(-3))
    with desk.writing() as unit:
        records.delete(unit, "reunion", uid)
        records.delete(unit, "action", late)
        unit.commit()
    assert (tile(desk, "reunions")[0], tile(desk, "retard")[0], home(desk).a_faire) == ("0", "0", ())
