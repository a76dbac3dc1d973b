"""The agenda: every date of every fiche, once, on its day, and what waits for somebody."""

import datetime as dt

from db.models.action import StatutAction
from db.models.adulte_relais_listes import StatutConvention
from db.models.projet_etapes import EtapeProjet
from db.models.seance import StatutReunion
from db.models.visite_listes import StatutVisite
from pvdesk.store import records
from pvdesk.store.agenda import Moment, Sorte, Tenue, agenda, fichier, retards
from pvdesk.store.desk import Desk
from tests.builders import TODAY

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def add(desk: Desk, table: str, **values: object) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid


def read(desk: Desk, du: dt.date = OCTOBER[0], au: dt.date = OCTOBER[1]) -> list[Moment]:
    with desk.reading() as unit:
        return agenda(unit, du, au, TODAY)


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def test_each_fiche_tells_its_days(desk: Desk) -> None:
    conseil = add(desk, "conseil", nom="Conseil citoyen des Tilleuls")
    add(desk, "reunion", conseil_uid=conseil, date=october(20), debut=dt.time(18, 30), objet="Budget", lieu="Mairie",
        prochaine_date=october(30), prochaine_heure=dt.time(9))  # fmt: skip
    add(desk, "visite", date=october(20), debut=dt.time(14), duree=90, objet="Chantier", statut=StatutVisite.PREVUE,
        prochaine_le=october(27))  # fmt: skip
    add(desk, "action", libelle="Écrire au bailleur", responsable="Bailleur Modèle", echeance=october(20))
    convention = add(desk, "convention", numero="AR-1", statut=StatutConvention.SIGNEE, fin=october(31))
    add(desk, "occupation", convention_uid=convention, code="T-1", nom="Exemple", fin_prevue=october(31))
    told = [(m.jour.day, m.debut, m.sorte, m.titre, m.detail) for m in read(desk)]
    assert told == [
        (20, dt.time(14), Sorte.VISITE, "Chantier", ""),
        (20, dt.time(18, 30), Sorte.REUNION, "Conseil citoyen des Tilleuls", "Plénière · Budget"),
        (20, None, Sorte.ACTION, "Écrire au bailleur", "Bailleur Modèle"),
        (27, None, Sorte.VISITE, "Chantier", "Nouvelle visite, à préparer"),
        (30, dt.time(9), Sorte.REUNION, "Conseil citoyen des Tilleuls", "Prochaine réunion, à préparer"),
        (31, None, Sorte.CONVENTION, "Fin de la convention AR-1", ""),
        (31, None, Sorte.CONTRAT, "Fin du contrat de T-1", "Convention AR-1"),
    ]
    assert [m.fin for m in read(desk)[:1]] == [dt.time(15, 30)]


def test_what_is_announced_is_told_once_it_has_its_own_fiche(desk: Desk) -> None:
    conseil = add(desk, "conseil", nom="Conseil")
    add(desk, "reunion", conseil_uid=conseil, date=october(1), prochaine_date=october(30))
    add(desk, "reunion", conseil_uid=conseil, date=october(30))
    first = add(desk, "visite", date=october(2), prochaine_le=october(28))
    add(desk, "visite", date=october(29), visite_precedente_uid=first)
    assert [(m.jour.day, m.mot) for m in read(desk)] == [(1, "seance"), (2, "visite"), (29, "visite"), (30, "seance")]


def test_late_is_what_waits_for_somebody_and_nothing_else(desk: Desk) -> None:
    past = october(1)
    for statut in (StatutReunion.PREVUE, StatutReunion.TENUE, StatutReunion.ANNULEE):
        add(desk, "reunion", date=past, statut=statut, objet=statut.libelle)
    for done in (StatutAction.EN_COURS, StatutAction.FAITE, StatutAction.ABANDONNEE):
        add(desk, "action", libelle=done.libelle, echeance=past, statut=done)
    add(desk, "action", libelle="Aujourd’hui", echeance=TODAY)
    with desk.reading() as unit:
        late = retards(unit, TODAY)
    assert [(m.titre, m.tenue) for m in late] == [("Prévue", Tenue.EN_RETARD), ("En cours", Tenue.EN_RETARD)]
    held = {m.titre: m.tenue for m in read(desk)}
    assert held["Tenue"] is held["Faite"] is Tenue.PASSE
    assert held["Annulée"] is held["Abandonnée"] is Tenue.ANNULE
    assert held["Aujourd’hui"] is Tenue.A_VENIR


def test_a_bilan_owed_is_in_the_agenda_until_it_comes(desk: Desk) -> None:
    uid = add(desk, "projet", intitule="Jardin partagé", annee=2025, etape=EtapeProjet.ACTE_SIGNE)
    june = (dt.date(2026, 6, 1), dt.date(2026, 7, 1))
    assert [(m.titre, m.sorte, m.tenue, m.uid) for m in read(desk, *june)] == [
        ("Bilan\u00a0: Jardin partagé", Sorte.BILAN, Tenue.EN_RETARD, uid)
    ]
    with desk.reading() as unit:
        assert [m.uid for m in retards(unit, TODAY)] == [uid]


def test_the_file_names_no_person_and_is_the_same_twice(desk: Desk) -> None:
    add(desk, "occupation", code="T-1", nom="Fictif", prenom="Dominique", fin_prevue=october(31), note="Secret")
    add(desk, "reunion", date=october(20), debut=dt.time(23, 30), objet="Veillée", animateur="Fictif", note="Secret")
    found = read(desk)
    data = fichier(found, "Poste")
    assert data == fichier(found, "Poste")
    assert b"DTEND;TZID=Europe/Paris:20261021T003000" in data
    assert data.count(b"BEGIN:VEVENT") == 2
    assert b"Fictif" not in data
    assert b"Secret" not in data


def test_what_is_in_the_corbeille_left_the_agenda(desk: Desk) -> None:
    uid = add(desk, "action", libelle="Jetée", echeance=october(2))
    with desk.writing() as unit:
        records.delete(unit, "action", uid)
        unit.commit()
    assert read(desk) == []
