"""What each record type declares holds together: one column, one place in its form, one editor, French words."""

import re
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import UnaryExpression, inspect
from sqlalchemy.orm import Mapper

from db.base import Base, Computed, Line, Record
from db.models import RECORDS
from db.types import Liste, unplain
from pvdesk.base.francais import typo
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Fiche, Tableau, key_of
from pvdesk.kit.schema import Datum, Kind, line_models, schema
from ui.kit.editors import EDITORS

# A datum of the model that no form shows, and why.
HIDDEN: dict[tuple[str, str], str] = {
    ("reunion", "presents"): "a column of the list; the form shows « Effectifs »",
    **{
        ("reunion", f"cr_{key}"): "set by « Diffuser », « Approuver », « Rectifier »; told by their card, never typed"
        for key in ("version", "diffuse_le", "code", "sha256", "motif", "approuve_le", "approuve_en")
    },
    ("action", "rang"): "the place of the row in the meeting's form: set by moving rows, never typed",
}
FICHE_LIST = [pytest.param(fiche, id=table) for table, fiche in FICHES.items()]
LISTED = [pytest.param(arranged, id=table) for table, arranged in (FICHES | TABLEAUX).items()]
OWNED: list[type[Record] | type[Line]] = [*RECORDS, *(line for model in RECORDS for line in line_models(model))]
MODELS: list[type[Base]] = [*OWNED, *(tableau.model for tableau in TABLEAUX.values())]
DATA = [pytest.param(d, id=f"{m.__tablename__}.{d.key}") for m in MODELS for d in schema(m).data]


def lists(kind: type[Liste] = Liste) -> list[type[Liste]]:
    """Every closed list of the house."""
    return [found for sub in kind.__subclasses__() if sub.__module__.startswith("db.") for found in (sub, *lists(sub))]


def test_each_record_type_has_its_fiche_its_table_and_its_own_reference() -> None:
    assert set(FICHES) == {model.__tablename__ for model in RECORDS}
    mapped = {m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)}
    assert mapped == set(RECORDS)
    prefixes = Counter(model.prefix for model in RECORDS if model.prefix)
    assert set(prefixes.values()) == {1}


def test_each_line_belongs_to_one_record_type() -> None:
    owned = Counter(line for model in RECORDS for line in line_models(model))
    assert set(owned.values()) == {1}
    mapped = {m.class_ for m in Base.registry.mappers if issubclass(m.class_, Line)}
    assert set(owned) == {model for model in mapped if model.__module__.startswith("db.")}


@pytest.mark.parametrize("fiche", FICHE_LIST)
def test_each_datum_stands_in_one_section_of_its_form(fiche: Fiche) -> None:
    placed = Counter(key for section in fiche.sections for key in section.keys)
    of = schema(fiche.model)
    wanted = {d.key for d in of.data if (of.table, d.key) not in HIDDEN}
    assert set(placed) == wanted
    assert set(placed.values()) == {1}
    assert len({section.title for section in fiche.sections}) == len(fiche.sections)


def test_each_exception_still_exists() -> None:
    assert all(key in schema(FICHES[table].model) for table, key in HIDDEN)


@pytest.mark.parametrize("arranged", LISTED)
def test_each_column_of_a_list_exists_and_has_its_sql(arranged: Fiche | Tableau) -> None:
    mapper: Mapper[Any] = inspect(arranged.model)
    columns = {*mapper.columns.keys()}
    for attribute in arranged.columns:
        if isinstance(attribute, Computed):
            assert attribute.expression is not None, f"{key_of(attribute)}: give it .sql(…) to stand in a list"
        else:
            assert key_of(attribute) in columns
    ordered = [a.element if isinstance(a, UnaryExpression) else a for a in arranged.order]  # latest first
    assert {key_of(a) for a in (*arranged.name, *ordered)} <= columns
    assert re.fullmatch(r"[a-z-]+", arranged.word)


def test_each_word_of_the_command_line_names_one_type() -> None:
    words = Counter(arranged.word for arranged in (FICHES | TABLEAUX).values())
    assert set(words.values()) == {1}


@pytest.mark.parametrize("datum", DATA)
def test_the_words_of_a_datum_are_french(datum: Datum) -> None:
    about = datum.about
    shown = "" if datum.kind is Kind.TIME else about.help  # the help of an hour shows keystrokes: 18h30
    for text in (about.label, shown, *about.open_list):
        assert text == typo(text)
        assert "'" not in text
        assert not re.search(r"  |^\s|\s$", text)
    assert about.label[0].isupper() or about.label == "à"  # « Prochaine réunion le … à … »


@pytest.mark.parametrize("fiche", FICHE_LIST)
def test_the_titles_of_a_form_are_french(fiche: Fiche) -> None:
    for text in (fiche.singular, fiche.plural, *(section.title for section in fiche.sections)):
        assert text == typo(text)
        assert text[0].isupper()


@pytest.mark.parametrize("datum", DATA)
def test_a_datum_has_an_editor(datum: Datum) -> None:
    assert datum.kind in EDITORS or datum.kind in {Kind.LINES, Kind.COMPUTED}


@pytest.mark.parametrize("model", OWNED, ids=lambda m: m.__name__)
def test_a_draft_may_lack_anything_and_a_private_note_may_stay_behind(model: type[Record] | type[Line]) -> None:
    mapper: Mapper[Any] = inspect(model)
    columns = mapper.columns
    for datum in schema(model).stored:
        column = columns[datum.key]
        assert column.nullable or column.default is not None
        if datum.about.private:
            assert column.nullable
            assert not datum.about.required


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_names_of_tables_and_data_have_no_accent(model: type[Base]) -> None:
    for name in (model.__tablename__, *(d.key for d in schema(model).data)):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


@pytest.mark.parametrize("kind", lists(), ids=lambda k: k.__name__)
def test_a_closed_list_has_codes_and_names_of_its_own(kind: type[Liste]) -> None:
    members: list[Any] = list(kind)
    libelles = [member.libelle for member in members]
    assert len({*libelles}) == len(members)
    for member in members:
        assert re.fullmatch(r"[a-z0-9_]{1,40}", member.value)
        assert member.libelle == typo(member.libelle)
        assert member.libelle[0].isupper() or member.libelle[0].isdigit()
        assert unplain(kind, member.value) is member
