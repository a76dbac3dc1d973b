"""The rules of a dispositif read what its type says: its measures, their units, what is part of what, when to sign."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models.dispositif_listes import StatutDispositif
from db.types import new_uid
from pvdesk.base.francais import typo
from pvdesk.kit.draft import LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import records
from pvdesk.store.choices import choices
from pvdesk.store.desk import Desk
from tests.builders import make_desk

VARIANTES = {"cls": "génération 2", "npnru": "PIN", "rep": "REP+"}  # of the types that ask for one


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def releve(mesure: str, valeur: float | None = None, annee: int = 2025, texte: str | None = None) -> dict[str, Any]:
    return {
        "mesure": mesure, "annee": annee, "valeur": None if valeur is None else int(valeur * 1000), "texte": texte,
    }  # fmt: skip


def found(desk: Desk, type_: str, *releves: dict[str, Any], **values: Any) -> list[Finding]:
    """What is said of a dispositif."""
    given = {"variante": VARIANTES.get(type_)} | values
    with desk.writing() as unit:
        draft = records.blank(unit, "fiche_dispositif", type=type_, nom="Dispositif d’essai", **given)
        draft.lines["releves"] = [LineDraft(new_uid(), one) for one in releves]
        records.save(unit, draft)
        said, _ = records.check(unit, draft)
    assert all(f.phrase == typo(f.phrase) for f in said)
    return list(said)


def rules(said: list[Finding]) -> list[tuple[str, str, Gravite]]:
    return [(f.regle, f.champ.rpartition("/")[2], f.gravite) for f in said]


def test_a_programme_with_its_figures_has_nothing_wrong(desk: Desk) -> None:
    figures = (
        releve("pre.enfants", 120), releve("pre.enfants_filles", 50), releve("pre.enfants", 110, 2024),
        releve("pre.etp_coordination", 1.5),
    )  # fmt: skip
    assert found(desk, "pre", *figures) == []


def test_a_measure_of_another_type_is_refused(desk: Desk) -> None:
    (said,) = found(desk, "pre", releve("cls.actions", 3))
    assert (said.regle, said.gravite) == ("mesure_du_type", Gravite.BLOQUANT)
    assert "Actions conduites" in said.phrase


def test_a_year_twice_for_one_measure_is_refused(desk: Desk) -> None:
    said = found(desk, "pre", releve("pre.enfants", 120), releve("pre.enfants", 121))
    assert rules(said) == [("une_fois_l_an", "annee", Gravite.BLOQUANT)]


def test_a_part_is_at_most_its_total_of_the_same_year(desk: Desk) -> None:
    said = found(desk, "clause", releve("clause.realisees", 100), releve("clause.realisees_femmes", 100.5))
    assert rules(said) == [("part_du_total", "valeur", Gravite.BLOQUANT)]
    assert "(100)" in said[0].phrase
    assert found(desk, "clause", releve("clause.realisees", 99, 2024), releve("clause.realisees_femmes", 100)) == []
    assert found(desk, "clause", releve("clause.realisees_femmes", 100)) == []


def test_a_value_is_said_in_the_unit_of_its_measure(desk: Desk) -> None:
    assert rules(found(desk, "tfpb", releve("tfpb.bilan", 2))) == [("valeur_de_l_unite", "valeur", Gravite.BLOQUANT)]
    assert found(desk, "tfpb", releve("tfpb.bilan", 1), releve("tfpb.visite", 0)) == []
    assert rules(found(desk, "dpv", releve("dpv.taux", 101))) == [("valeur_de_l_unite", "valeur", Gravite.BLOQUANT)]
    assert rules(found(desk, "cls", releve("cls.axes", 1))) == [("valeur_de_l_unite", "texte", Gravite.BLOQUANT)]
    assert found(desk, "cls", releve("cls.axes", texte="Santé mentale, nutrition")) == []
    assert rules(found(desk, "pre", releve("pre.enfants"))) == [("valeur_de_l_unite", "valeur", Gravite.BLOQUANT)]


def test_the_tfpb_is_signed_by_the_first_of_october_of_the_year_before(desk: Desk) -> None:
    debut = {"debut": dt.date(2027, 1, 1)}
    (said,) = found(desk, "tfpb", **debut)
    assert (said.regle, said.champ, said.gravite) == ("signature_a_temps", "signature_le", Gravite.INFO)
    assert "01/10/2026" in said.phrase
    assert found(desk, "tfpb", **debut, signature_le=dt.date(2026, 10, 1)) == []
    assert rules(found(desk, "tfpb", **debut, signature_le=dt.date(2026, 10, 2))) != []
    assert found(desk, "pre", **debut) == []


def test_dates_and_signature_hold_together(desk: Desk) -> None:
    said = found(desk, "cls", debut=dt.date(2026, 1, 1), fin=dt.date(2025, 12, 31))
    assert rules(said) == [("dates_dans_l_ordre", "fin", Gravite.BLOQUANT)]
    said = found(desk, "cls", statut=StatutDispositif.ACTIF, convention_numero="12")
    assert rules(said) == [("signature_datee", "signature_le", Gravite.AVERTISSEMENT)]
    assert rules(found(desk, "cls", statut=StatutDispositif.CLOS)) == [("clos_date", "fin", Gravite.AVERTISSEMENT)]


def test_each_shipped_type_is_recorded_with_each_of_its_measures(desk: Desk) -> None:
    with desk.reading() as unit:
        types, mesures = choices(unit, "type_dispositif"), choices(unit, "mesure_dispositif")
    for type_ in types:
        codes = [code for code in mesures if code.startswith(f"{type_}.")]
        assert found(desk, type_, *(releve(code, 0, texte="essai") for code in codes)) == []


@pytest.mark.parametrize("type_", VARIANTES)
def test_a_type_that_has_variants_asks_for_one_of_them(desk: Desk, type_: str) -> None:
    (missing,) = found(desk, type_, variante=None)
    assert (missing.regle, missing.champ, missing.gravite) == ("variante_du_type", "variante", Gravite.BLOQUANT)
    assert VARIANTES[type_] in missing.phrase
    (unknown,) = found(desk, type_, variante="scolaire")
    assert (unknown.champ, unknown.gravite) == ("variante", Gravite.AVERTISSEMENT)
    assert found(desk, type_, variante=f" {VARIANTES[type_].upper()}") == []


def test_a_type_without_variants_takes_any_and_needs_none(desk: Desk) -> None:
    assert found(desk, "pre", variante="municipal") == []
    assert found(desk, "dpv", variante=None) == []
