"""From stored rows to lines of a lot and back: every column comes back as it was."""

import datetime as dt

import pytest

from db.models import Reunion
from db.models.reunion import Presence
from db.models.seance import StatutReunion
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Valeur


def test_each_table_points_to_earlier_ones_or_to_itself() -> None:
    """The merge relies on it: what is set aside takes along what comes later and points to it."""
    names = list(rows.tables())
    for rank, model in enumerate(rows.tables().values()):
        for column in model.__table__.columns:
            for key in column.foreign_keys:
                other = key.column.table.name
                if other in names and other != model.__tablename__:
                    assert names.index(other) < rank, f"{model.__tablename__}.{column.key}"


def test_private_columns_and_those_of_this_laptop_do_not_travel() -> None:
    for model in rows.tables().values():
        assert not {"note_interne", "saisies", "version", "extra", "uid"} & rows.travelling(model).keys()
    assert "note" not in rows.travelling(Reunion)


def test_every_column_that_travels_has_a_french_title() -> None:
    assert all(champ.title for table in rows.tables() for champ in rows.champs(table))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", dt.date(2026, 3, 3)), ("debut", dt.time(18, 30)), ("statut", StatutReunion.TENUE), ("public", 4),
        ("emargement", True), ("lieu", "Mairie"), ("motifs", {"quorum": "l’été"}), ("lieu", None), ("motifs", None),
        ("cree_le", dt.datetime(2026, 3, 3, 18, 30, 0, 123456, tzinfo=dt.UTC)),
    ],
)  # fmt: skip
def test_a_value_comes_back_as_it_was(key: str, value: object) -> None:
    said = rows.value_out(value)
    assert said is None or isinstance(said, str | int | bool)
    assert rows.values_in(Reunion, {key: said}) == {key: value}


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    stored = rows.values_in(Reunion, {"cree_le": "2026-03-03T19:30:00+01:00"})
    assert stored == {"cree_le": dt.datetime(2026, 3, 3, 18, 30, tzinfo=dt.UTC)}


@pytest.mark.parametrize(
    ("key", "bad"),
    [
        ("date", "hier"), ("date", 3), ("debut", "25:00"), ("public", "quatre"), ("public", True), ("lieu", 1),
        ("emargement", 1), ("statut", "?"), ("motifs", "["), ("motifs", 4), ("cree_le", "2026-03-03T10:00:00"),
        ("cree_le", "0001-01-01T00:00:00+14:00"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_of_its_column_is_refused_by_name_without_its_content(key: str, bad: Valeur) -> None:
    with pytest.raises(ValueError, match=rf"^colonne {key}$"):
        rows.values_in(Reunion, {key: bad})


def test_unknown_columns_are_set_beside_and_told_again() -> None:
    stored = rows.values_in(Reunion, {"meteo": "pluie", "lieu": "Mairie"})
    assert stored == {"lieu": "Mairie", "extra": {"meteo": "pluie"}}
    assert rows.values_out(Reunion(**stored))["meteo"] == "pluie"


def test_a_row_says_what_it_points_to_but_its_owner() -> None:
    row = Presence(uid="p", reunion_uid="r", membre_uid="m", pouvoir_a="n")
    found: dict[str, set[str]] = {"membre": {"l"}}
    rows.point(found, type(row), row)
    assert found == {"membre": {"l", "m", "n"}}
