"""« Dupliquer » takes what a type declares: never a date, a figure, a file number, a private datum."""

import datetime as dt

import pytest

from db.base import Etat, Line
from db.models.activite_listes import Partenaire
from db.models.visite_listes import TypeVisite
from db.types import new_uid
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.fiche import Fiche, key_of
from pvdesk.kit.schema import Kind, schema
from pvdesk.store import records
from pvdesk.store.activites import precedent, voisin
from pvdesk.store.copie import NotCopied, commencer
from pvdesk.store.desk import Desk
from pvdesk.store.duplication import begin, duplicate
from pvdesk.store.names import name_of
from tests.pvdesk.store.adultes_relais import compte_rendu, ligne, poste, titulaire

D = dt.date
NEVER = {Kind.DATE, Kind.MONEY, Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.YEAR, Kind.COMPUTED}
NUMBERS = {"dauphin", "siret", "rna", "code", "numero", "arrete_numero", "convention_numero", "acte_numero"}


@pytest.mark.parametrize("fiche", FICHES.values(), ids=FICHES)
def test_no_date_figure_number_or_private_datum_is_carried(fiche: Fiche) -> None:
    for one in fiche.carried:
        datum = schema(one.class_)[key_of(one)]
        assert datum.kind not in NEVER, key_of(one)
        assert not datum.about.private, key_of(one)
        assert key_of(one) not in NUMBERS
        lists = {schema(fiche.model)[key_of(each)].type for each in fiche.carried if not issubclass(each.class_, Line)}
        assert not issubclass(one.class_, Line) or one.class_ in lists, key_of(one)


def test_a_project_is_made_again_without_its_money_its_file_or_its_way(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.blank(unit, "projet", intitule="Chantiers", annee=2025, dauphin="DA12", note="À revoir")
        draft.lines["charges"].append(ligne(poste="Achats", prevu=820000, realise=None))
        records.save(unit, draft)
        unit.commit()
    with desk.reading() as unit:
        made = duplicate(unit, "projet", draft.uid)
    assert (made.uid != draft.uid, made.version, made.etat) == (True, 0, Etat.BROUILLON)
    assert {key: made.values[key] for key in ("intitule", "annee", "dauphin", "note")} == {
        "intitule": "Chantiers", "annee": None, "dauphin": None, "note": None,
    }  # fmt: skip
    assert [line.values for line in made.lines["charges"]] == [{"poste": "Achats", "prevu": None, "realise": None}]
    with desk.reading() as unit, pytest.raises(NotCopied):
        duplicate(unit, "demande", draft.uid)


def test_the_next_report_is_of_the_next_month_without_one(desk: Desk) -> None:
    uid = poste(desk)
    mars = compte_rendu(desk, uid, D(2025, 3, 3), accueil_femmes=10)
    compte_rendu(desk, uid, D(2025, 4, 12), accueil_femmes=4)
    with desk.writing() as unit:
        draft = records.load(unit, "activite", mars)
        draft.lines["orientations"].append(ligne(partenaire=Partenaire.CAF, nombre=7))
        records.save(unit, draft)
        unit.commit()
    with desk.reading() as unit:
        made = duplicate(unit, "activite", mars)
        before, found = precedent(unit, made), voisin(unit, made, -1)
    assert (made.values["debut"], made.values["convention_uid"], made.values["accueil_femmes"]) == (
        D(2025, 5, 1), uid, None,
    )  # fmt: skip
    assert made.lines["orientations"] == []
    assert (before.periode, before.values["accueil_femmes"]) == ("avril 2025", 4)
    assert (found.values["debut"], found.version > 0) == (D(2025, 4, 12), True)


def test_a_new_project_begins_like_the_one_made_last(desk: Desk) -> None:
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "projet", intitule="Premier", annee=2027, dauphin="DA1"))
        unit.commit()
    with desk.reading() as unit:
        draft, taken = commencer(unit, "projet", intitule="Second")
        given, none = commencer(unit, "projet", annee=2025)
    assert (draft.values["annee"], draft.values["intitule"], draft.values["dauphin"]) == (2027, "Second", None)
    assert "annee" in taken
    assert (given.values["annee"], "annee" in none) == (2025, False)


def test_a_new_visit_is_of_today_and_of_the_same_quartiers(desk: Desk) -> None:
    with desk.writing() as unit:
        first, _ = begin(unit, "visite")
        first.values["type"] = TypeVisite.PERMANENCE
        first.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": "QN06201M"})]
        records.save(unit, first)
        second, taken = begin(unit, "visite", objet="Pied d’immeuble")
    assert first.values["date"] == desk.today()
    assert (second.values["type"], second.values["objet"]) == (TypeVisite.PERMANENCE, "Pied d’immeuble")
    assert [line.values["quartier"] for line in second.lines["quartiers"]] == ["QN06201M"]
    assert second.lines["quartiers"][0].uid != first.lines["quartiers"][0].uid
    assert set(taken) == {"type", "quartiers"}
    second.empty(taken)
    assert (second.values["type"], second.lines["quartiers"]) == (None, [])


def test_a_new_monthly_report_is_of_the_post_and_of_the_month_that_wait(desk: Desk) -> None:
    today = desk.today()
    echu = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    first = poste(desk, debut=today - dt.timedelta(days=300), fin=today + dt.timedelta(days=300))
    titulaire(desk, first, "T-01", today - dt.timedelta(days=300))
    with desk.reading() as unit:
        alone, taken = begin(unit, "activite")
    assert (alone.values["convention_uid"], alone.values["debut"]) == (first, echu)
    assert alone.values["occupation_uid"]
    assert taken == ("convention_uid", "debut", "occupation_uid")
    second = poste(desk, numero="AR-62-002", debut=today - dt.timedelta(days=300), fin=today + dt.timedelta(days=300))
    compte_rendu(desk, first, echu)
    avant = (echu - dt.timedelta(days=40)).replace(day=3)
    compte_rendu(desk, second, avant)
    with desk.reading() as unit:
        waits, _ = begin(unit, "activite")
        given, _ = begin(unit, "activite", convention_uid=first)
    assert (waits.values["convention_uid"], waits.values["debut"]) == (
        second, (avant + dt.timedelta(days=31)).replace(day=1)
    )  # fmt: skip
    assert (given.values["convention_uid"], given.values["debut"]) == (first, echu)


def test_a_month_names_its_report_and_a_year_alone_names_no_project(desk: Desk) -> None:
    with desk.reading() as unit:
        mensuel = records.blank(unit, "activite", debut=D(2026, 10, 14))
        sans = records.blank(unit, "projet", annee=2026)
    assert name_of(FICHES["activite"], mensuel.values) == "Octobre 2026"
    assert name_of(FICHES["projet"], sans.values) == "Sans nom"
    assert name_of(FICHES["projet"], sans.values | {"intitule": "Vélo"}) == "Vélo, 2026"
