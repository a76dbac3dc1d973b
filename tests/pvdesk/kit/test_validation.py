"""A record is told what stops it, in the order of its form, with sentences that name the remedy."""

import datetime as dt
from typing import Any

import pytest

from db.base import About, Gravite
from db.models import Conseil, Contact, Organisme, Reunion
from db.models.conseil import ConseilQuorum
from db.models.conseil_listes import RegleQuorum
from db.models.reunion import Point
from db.models.seance import StatutReunion
from pvdesk.kit.schema import Datum, Kind, Schema, schema
from pvdesk.kit.validation import GARDE, Finding, at_once, findings, limits

NOW = dt.datetime(2026, 3, 3, 20, tzinfo=dt.UTC)


def meeting(**values: Any) -> Reunion:
    return Reunion(uid="r1", cree_le=NOW, modifie_le=NOW, statut=StatutReunion.PREVUE, **values)


def of(found: tuple[Finding, ...], champ: str) -> list[str]:
    return [f.phrase.replace("\u00a0", " ") for f in found if f.champ == champ]


def test_a_required_datum_that_lacks_is_asked_by_its_kind() -> None:
    found = findings(meeting())
    assert of(found, "conseil_uid") == ["Conseil : choisissez dans la liste"]
    assert of(found, "date") == ["Date : indiquez une date"]
    assert of(found, "debut") == ["Début : indiquez une heure"]
    assert of(found, "lieu") == ["Lieu : indiquez une valeur"]
    assert all(f.stops for f in found)


def test_what_was_typed_and_not_understood_is_told_instead() -> None:
    found = findings(meeting(saisies={"date": "32/13"}))
    assert of(found, "date") == ["Date : « 32/13 » n’est pas compris, corrigez la saisie"]


def test_what_was_typed_in_a_line_and_not_understood_names_the_line() -> None:
    made = meeting(points=[Point(uid="p1", duree=None)], saisies={"points/p1/titre": "??", "autre": "x", "lieu/": "y"})
    found = findings(made)
    label = "Ordre du jour et échanges, Intitulé : « ?? » n’est pas compris, corrigez la saisie"
    assert of(found, "points/p1/titre") == [label]
    assert of(found, "autre") == ["autre : « x » n’est pas compris, corrigez la saisie"]
    assert of(found, "lieu/") == ["Lieu : « y » n’est pas compris, corrigez la saisie"]


def test_a_line_is_held_to_its_own_limits() -> None:
    found = findings(meeting(points=[Point(uid="p1", titre="Un"), Point(uid="p2", duree=900)]))
    assert of(found, "points/p2/titre") == ["Ordre du jour et échanges, ligne 2, Intitulé : indiquez une valeur"]
    assert of(found, "points/p2/duree") == ["Ordre du jour et échanges, ligne 2, Durée (min) : indiquez au plus 600"]


@pytest.mark.parametrize(
    ("model", "key", "value", "said"),
    [
        (Reunion, "lieu", "x" * 161, "Lieu : raccourcissez à 160 caractères (161 écrits)"),
        (Reunion, "public", -1, "Public, sans nom : indiquez au moins 0"),
        (Reunion, "public", 5001, "Public, sans nom : indiquez au plus 5000"),
        (Organisme, "rna", "X1", "N° RNA : vérifiez la forme, W et 9 chiffres, pour une association"),
        (Organisme, "courriel", "a@b", "Courriel : vérifiez la forme"),
    ],
)  # fmt: skip
def test_a_value_out_of_bounds_is_told(model: Any, key: str, value: Any, said: str) -> None:
    record = model(uid="u1", cree_le=NOW, modifie_le=NOW, **{key: value})
    assert of(findings(record), key) == [said]


@pytest.mark.parametrize(
    ("model", "key", "value"),
    [(Reunion, "lieu", "x" * 160), (Reunion, "public", 0), (Reunion, "public", 5000), (Organisme, "rna", "W123456789"),
     (Reunion, "emargement", False), (Organisme, "telephone", "03 21 00 00 00")],
)  # fmt: skip
def test_a_value_within_bounds_is_not_told(model: Any, key: str, value: Any) -> None:
    assert of(findings(model(uid="u1", cree_le=NOW, modifie_le=NOW, **{key: value})), key) == []


def test_a_warning_stops_until_its_reason_is_given() -> None:
    made = meeting(debut=dt.time(22), fin=dt.time(0, 30))
    (warned,) = [f for f in findings(made) if f.champ == "fin"]
    assert (warned.regle, warned.gravite, warned.stops) == ("horaire", Gravite.AVERTISSEMENT, True)
    made.motifs = {"horaire": "débat prolongé"}
    (reasoned,) = [f for f in findings(made) if f.champ == "fin"]
    assert (reasoned.motif, reasoned.stops) == ("débat prolongé", False)


def test_a_reason_does_not_lift_a_broken_rule() -> None:
    made = meeting(debut=dt.time(18), fin=dt.time(17), motifs={"horaire": "je le veux"})
    assert [f.stops for f in findings(made) if f.champ == "fin"] == [True]


def test_what_stops_comes_first_then_the_order_of_the_form() -> None:
    conseil = Conseil(uid="c1", cree_le=NOW, modifie_le=NOW, quorum=[ConseilQuorum(uid="q1", regle=RegleQuorum.TIERS)])
    found = findings(conseil)
    order = [d.key for d in schema(Conseil).data]
    places = [order.index(f.champ.split("/")[0]) for f in found if f.stops]
    assert places == sorted(places)
    assert [f.stops for f in found] == sorted((f.stops for f in found), reverse=True)


def test_lines_that_are_required_are_asked() -> None:
    """No list of lines is required today: the datum is declared here."""
    datum = schema(Reunion)["points"]
    required = Datum("points", About("Points", required=True), Kind.LINES, Point, "point", datum.lines)
    of_points = Schema(Reunion, "reunion", (required,))
    found = list(limits(meeting(), of_points))
    assert [f.phrase.replace("\u00a0", " ") for f in found] == ["Points : ajoutez au moins une ligne"]


def test_the_guard_reads_long_texts_and_lines_and_stops_nothing() -> None:
    made = meeting(
        note="Le médiateur est malade", points=[Point(uid="p1", titre="Point", echanges="il sort de prison")]
    )
    found = [f for f in findings(made) if f.regle == GARDE]
    assert {f.champ for f in found} == {"note", "points/p1/echanges"}
    assert all(f.gravite is Gravite.INFO and not f.stops for f in found)
    assert found == list(at_once(findings(made)))


def test_the_guard_leaves_names_codes_and_coordinates_alone() -> None:
    made = Organisme(uid="o1", cree_le=NOW, modifie_le=NOW, courriel="contact@exemple.invalid", sigle="Malades")
    assert [f for f in findings(made) if f.regle == GARDE] == []


def test_nobody_asks_again_for_the_name_of_a_person_made_anonymous() -> None:
    made = Contact(uid="c1", cree_le=NOW, modifie_le=NOW, fonction="directrice", anonymise_le=dt.date(2026, 10, 14))
    assert "nom" not in {f.champ for f in findings(made)}


def test_nobody_gives_again_the_name_of_a_person_made_anonymous() -> None:
    made = Contact(uid="c1", cree_le=NOW, modifie_le=NOW, nom="Spécimen", anonymise_le=dt.date(2026, 10, 14))
    assert of(findings(made), "nom") == ["Nom : laissez vide, cette personne a été anonymisée à sa demande"]
