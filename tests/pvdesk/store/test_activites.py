"""A yearly report begins with the sums of its months."""

import datetime as dt

from db.models.activite_listes import Partenaire, TypeActivite
from pvdesk.store import records
from pvdesk.store.activites import preparer_annuel
from pvdesk.store.desk import Desk
from tests.pvdesk.store.adultes_relais import compte_rendu, ligne, poste

D = dt.date


def test_the_months_are_added_up_and_nothing_typed_stays_empty(desk: Desk) -> None:
    uid = poste(desk)
    for mois, femmes in ((1, 10), (2, 4)):
        fiche = compte_rendu(desk, uid, D(2025, mois, 3), accueil_femmes=femmes, jours=10_500)
        with desk.writing() as unit:
            draft = records.load(unit, "activite", fiche)
            draft.lines["orientations"].append(ligne(partenaire=Partenaire.CAF, nombre=mois))
            records.save(unit, draft)
            unit.commit()
    compte_rendu(desk, uid, D(2024, 12, 3), accueil_femmes=100)
    with desk.reading() as unit:
        annuel = preparer_annuel(unit, uid, 2025)
    values = annuel.values
    assert (values["type"], values["debut"], values["accueil_femmes"], values["jours"], values["suivis"]) == (
        TypeActivite.ANNUEL, D(2025, 1, 1), 14, 21_000, None,
    )  # fmt: skip
    assert [line.values for line in annuel.lines["orientations"]] == [{"partenaire": Partenaire.CAF, "nombre": 3}]
    assert values["poste_vacant"] is None


def test_a_year_of_vacancy_is_a_vacant_year(desk: Desk) -> None:
    uid = poste(desk)
    compte_rendu(desk, uid, D(2025, 1, 3), poste_vacant=True)
    with desk.reading() as unit:
        assert preparer_annuel(unit, uid, 2025).values["poste_vacant"] is True
        assert preparer_annuel(unit, uid, 2026).values["poste_vacant"] is None
