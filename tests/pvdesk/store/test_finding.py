"""The palette finds any record by its words, and nothing that is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search import fold
from pvdesk.fiches import FICHES
from pvdesk.store import finding, records
from pvdesk.store.desk import Desk
from pvdesk.store.finding import Rang, Section
from tests.builders import TODAY


def add(desk: Desk, table: str, **values: object) -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid


def found(desk: Desk, words: str, limit: int = 30) -> list[finding.Found]:
    with desk.reading() as unit:
        return finding.find(unit, words, limit=limit)


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
        assert [hit for hit in found(desk, words) if hit.table in FICHES] == []


def test_a_record_in_the_corbeille_is_not_found(desk: Desk) -> None:
    uid = add(desk, "organisme", nom="Association fugitive")
    with desk.writing() as unit:
        records.delete(unit, "organisme", uid)
        unit.commit()
    assert found(desk, "fugitive") == []


def test_a_name_that_begins_so_comes_before_one_that_holds_it_before_the_newest_text(desk: Desk) -> None:
    begins = add(desk, "organisme", nom="Éclairage et Cie")
    holds = add(desk, "organisme", nom="Bureau d’éclairage")
    tells = add(desk, "organisme", nom="Bailleur Modèle", sigle="éclairage public")
    newest = add(desk, "organisme", nom="Régie Modèle", sigle="éclairage privé")
    hits = found(desk, "eclairage")
    assert [(hit.uid, hit.rang) for hit in hits] == [
        (begins, Rang.DEBUT), (holds, Rang.MOT), (newest, Rang.AILLEURS), (tells, Rang.AILLEURS),
    ]  # fmt: skip
    assert [hit.extrait for hit in hits] == [
        "", "", "Régie Modèle éclairage privé", "Bailleur Modèle éclairage public",
    ]  # fmt: skip


def test_what_is_found_stands_in_sections_the_best_first(desk: Desk) -> None:
    conseil = add(desk, "conseil", nom="Conseil citoyen")
    add(desk, "reunion", conseil_uid=conseil, objet="Centre de loisirs", date=TODAY)
    add(desk, "contact", nom="Centrale", prenom="Camille")
    hits = found(desk, "centr")
    sections = list(dict.fromkeys(hit.section for hit in hits))
    assert sections[0] is Section.PERSONNES
    assert set(sections) >= {Section.REUNIONS, Section.PERSONNES, Section.QUARTIERS}
    with desk.reading() as unit:
        only = finding.find(unit, "centr", Section.QUARTIERS)
        assert {hit.table for hit in only} == {"quartier"}
        assert finding.find(unit, "qn06201m")[0].uid == "QN06201M"
        assert [hit.table for hit in finding.find(unit, "neuf conseils", Section.OBJECTIFS)] == ["objectif"]


def test_an_old_conseil_is_found_among_many_newer_fiches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "HITS", 3)
    conseil = add(desk, "conseil", nom="Tilleuls")
    for number in range(5):
        add(desk, "action", libelle=f"Tailler les tilleuls {number}")
    assert found(desk, "tilleuls")[0].uid == conseil


def test_the_fiches_last_opened_are_remembered_while_they_live(desk: Desk) -> None:
    uids = [add(desk, "organisme", nom=f"Association {number}") for number in range(3)]
    with desk.writing() as unit:
        for uid in (*uids, uids[0]):
            finding.retenir(unit, "organisme", uid)
        records.delete(unit, "organisme", uids[1])
        unit.commit()
    with desk.reading() as unit:
        assert [hit.nom for hit in finding.recents(unit)] == ["Association 0", "Association 2"]


@given(st.text(max_size=200), st.text(alphabet="éeœOE ", min_size=1, max_size=4))
def test_the_words_around_never_fail_and_never_lie(text: str, typed: str) -> None:
    shown = finding.extract(text, [fold(typed).strip() or "e"]).strip("…")
    assert shown in " ".join(text.split())
