"""The words of many fiches at once are those of each one; the index holds them the same."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import search
from db.base import Record
from db.models import RECORDS
from pvdesk.store import words
from pvdesk.store.desk import Desk, open_desk
from tests.samples import faire

SAMPLE = Path(faire.__file__).with_name("0002")


@pytest.fixture
def lived(tmp_path: Path) -> Desk:
    """Some months of a délégation: fiches of almost every type."""
    return open_desk(shutil.copytree(SAMPLE / "poste", tmp_path / "poste"), faire.PHRASE)


def test_in_a_few_statements_or_one_by_one_the_words_are_the_same(lived: Desk) -> None:
    told = 0
    with lived.reading() as unit:
        for model in RECORDS:
            kept = list(unit.session.scalars(select(model).where(model.supprime_le.is_(None))))
            many = words.of_many(unit, model, [record.uid for record in kept])
            assert many == {record.uid: words.of_record(unit, record) for record in kept}
            told += len(many)
    lived.close()
    assert told > 90


def test_what_is_indexed_again_is_found_once_and_the_newest_first(lived: Desk) -> None:
    with lived.writing() as unit:
        connection = unit.session.connection()
        search.put_all(connection, "action", {"a": "Éclusée marémotrice", "b": "éclusée primordiale"})
        search.put_all(connection, "action", {"a": "Éclusée élémentaire", "c": "éclusée normative"})
        assert [uid for _, uid in search.find(connection, "eclusee", "action")][:3] == ["c", "a", "b"]
        assert search.find(connection, "maremotrice", "action") == []
        counted = "SELECT (SELECT count(*) FROM recherche), (SELECT count(*) FROM recherche_place)"
        fiches, places = connection.execute(text(counted)).one()
        assert fiches == places
        search.remove(connection, "c")
        assert search.find(connection, "normative") == []
        search.put_all(connection, "action", {})
    lived.close()


def test_a_fiche_in_the_corbeille_has_no_words(lived: Desk) -> None:
    with lived.writing() as unit:
        model: type[Record] = RECORDS[0]
        record = unit.session.scalars(select(model).limit(1)).one()
        record.supprime_le = unit.now
        unit.session.flush()
        assert words.of_many(unit, model, [record.uid]) == {}
    lived.close()
