"""The schema says of a model what it declared, in the order in which it declared it."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Column

from db.base import About, Line
from db.models import Conseil, Membre, Reunion
from db.models.conseil_listes import College
from db.models.referentiel import Quartier
from db.models.reunion import Point, Presence, ReunionProjet, Suite
from db.types import Liste, Percent, unplain
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import key_of
from pvdesk.kit.schema import Datum, Kind, _kind, line_models, line_owner, schema


@pytest.mark.parametrize(
    ("model", "key", "kind", "type_"),
    [
        (Reunion, "lieu", Kind.TEXT, str), (Conseil, "frein", Kind.OPEN, str), (Reunion, "note", Kind.LONG, str),
        (Reunion, "public", Kind.INTEGER, int), (Conseil, "aide_demarrage", Kind.MONEY, int),
        (Reunion, "date", Kind.DATE, dt.date), (Reunion, "debut", Kind.TIME, dt.time),
        (Reunion, "emargement", Kind.BOOL, bool), (Membre, "college", Kind.CHOICE, College),
        (Reunion, "conseil_uid", Kind.REFERENCE, str), (Reunion, "presences", Kind.LINES, Presence),
        (Reunion, "quorum", Kind.COMPUTED, str), (Quartier, "contrat", Kind.REFERENCE, str),
    ],
)  # fmt: skip
def test_a_datum_has_its_kind(model: Any, key: str, kind: Kind, type_: type[Any]) -> None:
    datum = schema(model)[key]
    assert (datum.key, datum.kind, datum.type) == (key, kind, type_)


def test_a_percentage_is_a_kind_of_its_own() -> None:
    assert _kind(About("Quotité"), Column("quotite", Percent), "") == (Kind.PERCENT, int)


def test_a_pointer_says_its_table() -> None:
    assert schema(Reunion)["conseil_uid"].target == "conseil"
    assert schema(Reunion)["presences"].target == "presence"


def test_the_data_keep_the_order_of_the_model() -> None:
    keys = [d.key for d in schema(Reunion).data]
    assert keys[:4] == ["conseil_uid", "type", "statut", "objet"]
    assert keys.index("presences") < keys.index("points") < keys.index("suites") < keys.index("note")
    assert "uid" not in keys
    assert "actions" not in keys


def test_a_schema_is_asked_by_key() -> None:
    of = schema(Reunion)
    assert "lieu" in of
    assert "couleur" not in of
    assert of["lieu"].label == "Lieu"
    with pytest.raises(KeyError):
        of["couleur"]


def test_stored_lines_and_computed_data_share_the_whole() -> None:
    of = schema(Reunion)
    computed = tuple(d for d in of.data if d.kind is Kind.COMPUTED)
    assert {d.key for d in computed} == {"quorum", "effectifs", "presents", "vie_cr"}
    assert {*of.stored, *of.line_data, *computed} == set(of.data)
    assert line_models(Reunion) == (Presence, Point, Suite, ReunionProjet)


def test_a_line_says_whose_it_is() -> None:
    assert line_owner(Point) == ("reunion_uid", "reunion")


def test_a_line_without_owner_is_a_mistake_of_ours() -> None:
    class Lost(Line):
        __tablename__ = "lost_of_test_schema"

    try:
        with pytest.raises(TypeError, match="Lost"):
            line_owner(Lost)
    finally:
        Line.metadata.remove(Line.metadata.tables["lost_of_test_schema"])
        Line.registry._dispose_cls(Lost)


class Ville(Liste):
    CALAIS = "calais", "Calais"
    ANCIENNE = "ancienne", "Ancienne"

    @classmethod
    def retires(cls) -> frozenset[Liste]:
        return frozenset({cls.ANCIENNE})


def test_a_retired_member_is_read_and_no_more_chosen() -> None:
    datum = Datum("ville", About("Ville"), Kind.CHOICE, Ville)
    assert datum.choices == (Ville.CALAIS,)
    assert unplain(Ville, "ancienne") is Ville.ANCIENNE
    assert schema(Reunion)["lieu"].choices == ()


def test_a_fiche_gives_the_data_of_its_sections() -> None:
    fiche = FICHES["membre"]
    section = fiche.sections[0]
    assert section.keys == ("conseil_uid", "code", "nom", "prenom", "nom_affiche", "sexe")
    assert [d.label for d in fiche.data(section)][:3] == ["Conseil", "Code", "Nom"]
    assert key_of(Membre.nom_affiche) == "nom_affiche"
    assert set(TABLEAUX) >= {"quartier", "commune", "contrat"}
