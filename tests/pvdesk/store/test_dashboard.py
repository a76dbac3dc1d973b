"""The dashboard counts what the records say, and nothing that is in the corbeille."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from db.models.action import StatutAction
from db.models.adulte_relais_listes import StatutConvention, Thematique
from db.models.conseil_listes import StatutConseil
from db.models.echange import Installation
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Financeur, Pilier
from db.models.referentiel import Quartier
from db.models.seance import StatutPresence, StatutReunion, TypeReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import couverture, dashboard, records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs import adultes_relais, conseils
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


def waiting(desk: Desk) -> dashboard.Attente:
    with desk.reading() as unit:
        return dashboard.attente(unit)


def test_an_empty_desk_has_its_tiles(desk: Desk) -> None:
    assert tile(desk, "reunions") == ("0", "aucune en 2025", "neutral")
    assert tile(desk, "participation") == ("—", "par réunion tenue", "neutral")
    assert tile(desk, "retard") == ("0", "sur 0 ouverte", "success")
    assert tile(desk, "postes") == ("—", "aucune convention en cours", "neutral")
    assert (home(desk).a_faire, home(desk).recents, waiting(desk)) == ((), (), dashboard.Attente(0, 0))
    assert home(desk).annees == (2026,)


def test_meetings_held_are_compared_with_the_year_before_at_the_same_date(desk: Desk, noeux: Noeux) -> None:
    for jour in (dt.date(2025, 3, 3), dt.date(2025, 10, 1), dt.date(2025, 12, 1)):
        come(desk, noeux, jour, 10)
    march = come(desk, noeux, dt.date(2026, 3, 3), 14)
    add_reunion(desk, noeux[0], dt.date(2026, 4, 1), statut=StatutReunion.CARENCE)
    add_reunion(desk, noeux[0], days(10))
    assert tile(desk, "reunions") == ("1", "−1 par rapport à 2025", "warning")
    assert tile(desk, "participation")[:2] == ("14,0", "10,0 en 2025")
    before, now = home(desk).mois
    assert [len(before[month]) for month in (2, 9, 11)] == [1, 1, 1]
    assert (now[2], now[3]) == ((march,), ())


def test_a_year_gone_by_is_seen_as_of_its_last_day(desk: Desk, noeux: Noeux) -> None:
    for jour in (dt.date(2024, 5, 6), dt.date(2025, 3, 3), dt.date(2025, 12, 1), dt.date(2026, 3, 3)):
        come(desk, noeux, jour, 10)
    closed = add(
        desk, "action", libelle="Close depuis", echeance=dt.date(2025, 11, 1), statut=StatutAction.FAITE,
        cloture_le=dt.date(2026, 2, 1),
    )  # fmt: skip
    with desk.reading() as unit:
        of_2025 = dashboard.home(unit, TODAY, 2025)
    found = {one.code: one for one in of_2025.tuiles}
    assert (of_2025.au, of_2025.annees) == (dt.date(2025, 12, 31), (2026, 2025, 2024))
    assert (found["reunions"].valeur, found["reunions"].note) == ("2", "+1 par rapport à 2024")
    assert found["retard"].uids == (closed,)
    assert tile(desk, "retard")[0] == "0"


def test_every_tile_names_the_records_that_it_counts(desk: Desk, noeux: Noeux) -> None:
    held = come(desk, noeux, dt.date(2026, 3, 3), 14)
    late = add(desk, "action", libelle="En retard", echeance=days(-3))
    add(desk, "action", libelle="Plus tard", echeance=days(60))
    post = add_convention(desk)
    found = {one.code: one for one in home(desk).tuiles}
    assert found["reunions"].uids == found["participation"].uids == (held,)
    assert (found["retard"].uids, len(found["retard"].note_uids)) == ((late,), 2)
    assert (found["postes"].valeur, found["postes"].note) == ("0 / 1", "1\u00a0poste vacant")
    assert found["postes"].uids == found["postes"].note_uids == (post,)
    assert all(len(one.serie) in {1, 12} for one in found.values())


def test_late_actions_are_counted_among_the_open_ones(desk: Desk) -> None:
    add(desk, "action", libelle="En retard", echeance=days(-3))
    add(desk, "action", libelle="Bientôt", echeance=days(1), responsable="mairie")
    add(desk, "action", libelle="Plus tard", echeance=days(60))
    add(desk, "action", libelle="Sans date")
    add(desk, "action", libelle="Faite", echeance=days(-9), statut=StatutAction.FAITE)
    assert tile(desk, "retard") == ("1", "sur 4 ouvertes", "error")
    assert waiting(desk).actions == 4
    assert [(t.titre, t.detail, t.rappel, t.ton) for t in home(desk).a_faire] == [
        ("En retard", "Action", "3 j de retard", "error"), ("Bientôt", "Action · mairie", "Demain", "info"),
    ]  # fmt: skip


def test_a_quartier_is_covered_once_by_a_conseil_that_stands(desk: Desk) -> None:
    with desk.reading() as unit:
        todays = list(unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None)).limit(4)))
        former = unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_not(None))).first()
    covers(desk, StatutConseil.ACTIF, todays[0], todays[1])
    covers(desk, StatutConseil.CONSTITUE, todays[1], former)
    covers(desk, StatutConseil.EN_COURS, todays[2])
    gone = covers(desk, StatutConseil.ACTIF, todays[3])
    assert covered(desk) == {*todays[:2], todays[3]}
    with desk.writing() as unit:
        records.delete(unit, "conseil", gone)
        unit.commit()
    assert covered(desk) == set(todays[:2])


def covered(desk: Desk) -> set[str]:
    """The quartiers that have a conseil, on the board; the tile of the objectives counts as many."""
    with desk.reading() as unit:
        board = couverture.couverture(unit, TODAY)
        found = {one.code for one in couverture.couverts(board, "conseil")}
        assert (len(found), len(board)) == conseils.couverts(unit, TODAY)
    return found


def test_the_board_counts_posts_mediators_and_visits_of_the_year(desk: Desk) -> None:
    with desk.reading() as unit:
        one, other, *_ = unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None)))
    convention = add_convention(desk, one, thematique=Thematique.ARMS)
    add(desk, "occupation", convention_uid=convention, debut=dt.date(2026, 2, 1), fin_prevue=dt.date(2028, 1, 31))
    seen = add_visit(desk, other, days(-9))
    add_visit(desk, other, dt.date(2025, 6, 1))
    with desk.reading() as unit:
        board = {found.code: found for found in couverture.couverture(unit, TODAY)}
        without = adultes_relais.qpv_sans_arms(unit, TODAY)
    assert dict(board[one].par) == {"conseil": (), "adulte_relais": (convention,), "arms": (convention,), "visites": ()}
    assert (board[other].par["visites"], board[other].nombre) == ((seen,), 1)
    assert sum(not found.par["arms"] for found in board.values()) == without.valeur


def test_euros_are_told_by_pillar_with_their_projects(desk: Desk) -> None:
    with desk.reading() as unit:
        assert dashboard.territoire(unit, TODAY).piliers == ()
    made = []
    for pilier, accorde in ((Pilier.COHESION, 500_000), (Pilier.COHESION, 100_000), (None, 50_000)):
        with desk.writing() as unit:
            draft = records.blank(
                unit, "projet", intitule="Atelier", annee=2026, pilier=pilier, etape=EtapeProjet.PROGRAMME
            )
            draft.lines["cofinanceurs"] = [
                LineDraft(new_uid(), {"financeur": Financeur.BOP_147, "accorde": accorde})
            ]
            made.append(records.save(unit, draft).uid)
            unit.commit()
    with desk.reading() as unit:
        first, last = dashboard.territoire(unit, TODAY).piliers
    assert (first.libelle, first.valeur, set(first.uids)) == (Pilier.COHESION.libelle, 6000, set(made[:2]))
    assert (last.libelle, last.uids) == (dashboard.SANS_PILIER, (made[2],))


def add_convention(desk: Desk, *quartiers: str, **values: Any) -> str:
    """A post under convention since January."""
    return add_lines(
        desk, "convention", quartiers, numero="AR-1", debut=dt.date(2026, 1, 1), fin=dt.date(2028, 12, 31),
        statut=StatutConvention.SIGNEE, **values,
    )  # fmt: skip


def add_visit(desk: Desk, quartier: str, jour: dt.date) -> str:
    return add_lines(desk, "visite", (quartier,), date=jour, objet="Tour du quartier")


def add_lines(desk: Desk, table: str, quartiers: tuple[str, ...], **values: Any) -> str:
    with desk.writing() as unit:
        draft = records.blank(unit, table, **values)
        draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": code}) for code in quartiers]
        records.save(unit, draft)
        unit.commit()
    return draft.uid


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
    assert (tile(desk, "reunions")[0], len(home(desk).plenieres)) == ("3", 1)


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
    assert waiting(desk).a_envoyer == 0


def test_what_is_to_be_sent_is_counted_and_what_was_typed_last_is_first(desk: Desk, noeux: Noeux) -> None:
    uid = come(desk, noeux, TODAY, 10)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.values["lieu"] = "Mairie"
        records.save(unit, draft)
        assert not any(f.stops for f in records.finish(unit, "reunion", uid))
        unit.commit()
    assert waiting(desk).a_envoyer == 1
    assert {one.table for one in home(desk).recents} == {"reunion", "conseil"}


def test_the_corbeille_is_not_counted(desk: Desk, noeux: Noeux) -> None:
    uid = come(desk, noeux, TODAY, 3)
    late = add(desk, "action", libelle="En retard", echeance=days(-3))
    with desk.writing() as unit:
        records.delete(unit, "reunion", uid)
        records.delete(unit, "action", late)
        unit.commit()
    assert (tile(desk, "reunions")[0], tile(desk, "retard")[0], home(desk).a_faire) == ("0", "0", ())
