"""Near names: what one hand's slip makes of a person or a structure, and what it never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models.conseil_listes import College
from pvdesk.store import records, voisins
from pvdesk.store.desk import Desk
from pvdesk.store.voisins import one_slip


def add(desk: Desk, table: str, **values: object) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid


@pytest.mark.parametrize(
    ("typed", "motif"),
    [("Camille Exemple", "même nom"), ("EXEMPLE Camille", "même nom"), ("camîlle exemple", "même nom"),
     ("Camile Exemple", "nom proche"), ("Camille Exempel", "nom proche"), ("Camille Exemples", "nom proche"),
     ("Camille", ""), ("Camille Fictif", ""), ("Dominique Exemple", ""), ("", "")],
)  # fmt: skip
def test_a_person_is_known_by_another_hand(desk: Desk, typed: str, motif: str) -> None:
    conseil = add(desk, "conseil", nom="Les Tilleuls")
    uid = add(desk, "membre", conseil_uid=conseil, nom="Exemple", prenom="Camille", college=College.HABITANTS)
    with desk.reading() as unit:
        found = voisins.personnes(unit, typed)
        assert [(v.uid, v.motif) for v in found] == ([(uid, motif)] if motif else [])
        assert voisins.personnes(unit, typed, sauf=uid) == []
    if motif == "nom proche":
        assert found[0].phrase == "Une personne au nom proche existe\u00a0: Camille Exemple (Habitants, Les Tilleuls)."


def test_a_contact_is_looked_at_too_and_the_corbeille_is_not(desk: Desk) -> None:
    uid = add(desk, "contact", nom="Spécimen", prenom="Alix", fonction="Directrice")
    with desk.writing() as unit:
        assert [v.table for v in voisins.personnes(unit, "Specimen", "Alix")] == ["contact"]
        records.delete(unit, "contact", uid)
        unit.session.flush()
        assert voisins.personnes(unit, "Specimen", "Alix") == []


@pytest.mark.parametrize(
    ("valeurs", "motif"),
    [({"nom": "Association Les Jardins"}, "même nom"), ({"nom": "Jardins (les)"}, "même nom"),
     ({"nom": "Les Jardin"}, "nom proche"), ({"nom": "Autre", "siret": "123 456 789 00012"}, "même SIRET"),
     ({"nom": "Autre", "rna": "w123456789"}, "même numéro RNA"), ({"nom": "Les Vergers"}, ""), ({}, "")],
)  # fmt: skip
def test_a_structure_is_known_by_its_name_or_its_number(desk: Desk, valeurs: dict[str, str], motif: str) -> None:
    add(desk, "organisme", nom="Les Jardins", siret="12345678900012", rna="W123456789", sigle="LJ")
    with desk.reading() as unit:
        found = voisins.organismes(unit, valeurs)
    assert [v.motif for v in found] == ([motif] if motif else [])
    if motif == "même SIRET":
        assert found[0].phrase == "Une structure au même SIRET existe\u00a0: Les Jardins (LJ)."


@given(st.text("abc", min_size=5, max_size=9), st.integers(0, 8), st.sampled_from("abc"))
def test_a_slip_is_seen_from_both_sides(word: str, place: int, letter: str) -> None:
    for slipped in (word[:place] + letter + word[place:], word[:place] + letter + word[place + 1 :]):
        assert one_slip(word, slipped) == one_slip(slipped, word) == (slipped != word)
    assert not one_slip(word, word[::-1] + "zz")
