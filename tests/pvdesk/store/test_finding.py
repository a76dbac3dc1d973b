"""The palette finds any record by its words, and nothing that is gone."""

from pvdesk.fiches import FICHES
from pvdesk.store import finding, records
from pvdesk.store.desk import Desk


def add(desk: Desk, table: str, **values: object) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid


def found(desk: Desk, words: str, limit: int = 30) -> list[finding.Found]:
    with desk.reading() as unit:
        return finding.find(unit, words, limit)


def test_a_record_of_any_type_is_found_without_its_accents(desk: Desk) -> None:
    conseil = add(desk, "conseil", nom="Conseil des Églantiers")
    organisme = add(desk, "organisme", nom="Association des Églantiers")
    action = add(desk, "action", libelle="Tailler les églantiers")
    assert {(f.table, f.uid) for f in found(desk, "eglantiers")} == {
        ("conseil", conseil), ("organisme", organisme), ("action", action),
    }  # fmt: skip
    (hit,) = found(desk, "conseil eglantiers")
    assert (hit.nom, hit.sorte) == ("Conseil des Églantiers", FICHES["conseil"].singular)


def test_all_the_words_are_asked_for_and_the_limit_holds(desk: Desk) -> None:
    for number in range(5):
        add(desk, "organisme", nom=f"Association Tilleul {number}")
    assert found(desk, "tilleul absent") == []
    assert len(found(desk, "tilleul", limit=3)) == 3


def test_what_nobody_typed_and_what_breaks_a_query_find_nothing(desk: Desk) -> None:
    for words in ("", "   ", '"', "AND OR NOT", "nom:*", "(((", "\x00", "é" * 5000):
        assert found(desk, words) == []


def test_a_record_in_the_corbeille_is_not_found(desk: Desk) -> None:
    uid = add(desk, "organisme", nom="Association fugitive")
    with desk.writing() as unit:
        records.delete(unit, "organisme", uid)
        unit.commit()
    assert found(desk, "fugitive") == []
