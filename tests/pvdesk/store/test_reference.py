"""The shipped reference tables hold what they say they hold."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pvdesk.store.reference import LIST_MARK, Table, read_reference

SHIPPED = Path(__file__).parents[3] / "resources" / "reference"
UNREADABLE_FIGURES = {
    *("OR-02", "OR-17", "EC-01", "ED2-01", "SA-01", "SA-04", "SA-05", "SA-07"),
    *("PA-02", "PA-03", "RU-01-B", "RU-03", "RU-04", "RU-04-B"),
}


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    read, faults = read_reference(SHIPPED)
    assert faults == ()
    return read


def by_code(table: Table) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in table.lignes}


def parts(value: str | None) -> list[str]:
    return value.split(LIST_MARK) if value else []


def test_every_table_has_its_number_of_rows(tables: dict[str, Table]) -> None:
    assert {name: len(table.lignes) for name, table in tables.items()} == {
        "sources": 46,
        "arrondissements": 7,
        "epci": 20,
        "communes": 890,
        "contrats": 20,
        "quartiers": 128,
        "quartiers_communes": 199,
        "populations": 192,
        "successions": 66,
        "npnru": 11,
        "dispositifs": 17,
        "chiffres": 79,
        "illisibles": 16,
        "types_dispositifs": 28,
        "mesures_dispositifs": 124,
        "parametres": 23,
        "reperes": 128,
        "objectifs": 35,
    }


def test_each_generation_has_sixty_four_quartiers_under_its_own_codes(tables: dict[str, Table]) -> None:
    quartiers = tables["quartiers"].lignes
    counts = Counter((row["generation"], row["code"][:2]) for row in quartiers)
    assert counts == {("2015", "QP"): 64, ("2024", "QN"): 64}
    assert {(row["generation"], row["valide_du"], row["valide_au"]) for row in quartiers} == {
        ("2015", dt.date(2015, 1, 1), dt.date(2023, 12, 31)),
        ("2024", dt.date(2024, 1, 1), None),
    }


def test_there_are_eleven_contrats_of_2015_and_nine_of_2024_four_of_them_unconfirmed(tables: dict[str, Table]) -> None:
    contrats = tables["contrats"].lignes
    assert Counter(row["generation"] for row in contrats) == {"2015-2023": 11, "2024-2030": 9}
    assert {row["code"] for row in contrats if not row["confirme"]} == {
        "2024-246200299",
        "2024-200072460",
        "2024-200069037",
        "2024-246200380",
    }
    assert all((row["source"] == "non-verifie") != row["confirme"] for row in contrats)


def test_a_quartier_has_a_contrat_of_its_own_generation_and_its_epci(tables: dict[str, Table]) -> None:
    contrats = by_code(tables["contrats"])
    for row in tables["quartiers"].lignes:
        contrat = contrats[row["contrat"]]
        assert (contrat["generation"][:4], contrat["epci"]) == (row["generation"], row["epci"])
        assert row["contrat_second"] != row["contrat"]
    assert Counter(row["contrat"] for row in tables["quartiers"].lignes)["CV221"] == 15


def test_the_populations_add_up_to_the_published_sums(tables: dict[str, Table]) -> None:
    sums: Counter[int] = Counter()
    for row in tables["populations"].lignes:
        sums[row["annee"]] += row["population"]
    assert sums == {2013: 158_649, 2018: 149_900, 2020: 172_024}
    assert Counter(row["annee"] for row in tables["populations"].lignes) == {2013: 64, 2018: 64, 2020: 64}


def test_every_quartier_lies_in_a_commune_and_the_one_of_the_nord_is_only_told(tables: dict[str, Table]) -> None:
    assert {row["quartier"] for row in tables["quartiers_communes"].lignes} == set(by_code(tables["quartiers"]))
    outside = {row["code"]: row["communes_hors_departement"] for row in tables["quartiers"].lignes}
    assert {code: text for code, text in outside.items() if text} == {"QP062040": "59452 Ostricourt"}
    assert "59452" not in by_code(tables["communes"])


def test_a_name_borne_twice_is_told_apart_by_its_code(tables: dict[str, Table]) -> None:
    codes = {row["code"] for row in tables["quartiers"].lignes if row["nom"] == "Centre Ville"}
    assert codes == {"QP062004", "QP062050", "QN06204M", "QN06250M"}
    towns = {row["quartier"]: row["commune"] for row in tables["quartiers_communes"].lignes if row["quartier"] in codes}
    names = by_code(tables["communes"])
    assert names[towns["QP062004"]]["nom"] == "Auchel"
    assert names[towns["QP062050"]]["nom"] == "Boulogne-sur-Mer"


def test_every_quartier_of_each_generation_stands_in_the_successions(tables: dict[str, Table]) -> None:
    rows = tables["successions"].lignes
    assert {row["ancien"] or row["nouveau"] for row in rows} | {row["nouveau"] for row in rows} == set(
        by_code(tables["quartiers"])
    )
    assert Counter(row["relation"] for row in rows) == {
        "meme_nom": 57,
        "renomme": 3,
        "fusion": 3,
        "scission": 2,
        "nouveau": 1,
    }
    assert [row["nouveau"] for row in rows if row["ancien"] is None] == ["QN06264N"]


def test_the_characters_of_the_quartiers_are_those_of_the_projects_and_schemes(tables: dict[str, Table]) -> None:
    quartiers = tables["quartiers"].lignes
    projects = tables["npnru"].lignes
    assert Counter(row["classe"] for row in projects) == {"PIN": 3, "PIR": 8}
    named = {
        code: row["classe"] for row in projects for code in parts(row["quartiers_2015"]) + parts(row["quartiers_2024"])
    }
    assert {row["code"]: row["npnru"] for row in quartiers if row["npnru"]} == named
    for character in ("zsp", "qrr"):
        schemes = [row for row in tables["dispositifs"].lignes if row["type"] == character.upper()]
        assert {row["code"] for row in quartiers if row[character]} == {
            code for row in schemes for code in parts(row["quartiers_2015"])
        }


def test_every_row_names_a_known_source_and_every_source_is_named(tables: dict[str, Table]) -> None:
    sourced = [table for table in tables.values() if table.lignes and "source" in table.lignes[0]]
    assert {table.nom for table in tables.values()} - {table.nom for table in sourced} == {
        "sources",
        "quartiers_communes",
        "illisibles",
        "types_dispositifs",
        "mesures_dispositifs",
        "reperes",
        "objectifs",
    }
    named = {key for table in sourced for row in table.lignes for key in parts(row["source"])}
    assert named == set(by_code(tables["sources"]))


def test_no_illegible_figure_has_a_value(tables: dict[str, Table]) -> None:
    illegible = set(by_code(tables["illisibles"]))
    assert illegible >= UNREADABLE_FIGURES
    assert not illegible & set(by_code(tables["chiffres"]))


@pytest.mark.parametrize(
    ("code", "value", "unit", "reading"),
    [
        ("OR-08", Decimal(134), "postes", "lu"),
        ("OR-12", Decimal(159_000), "habitants", "lu"),
        ("OR-13", Decimal(7_122_000), "€", "reconstruit"),
        ("ED2-03", Decimal(2_160_000), "€", "reconstruit"),
        ("EC-P4", Decimal(13), "%", "lu"),
        ("SE-P1", Decimal(12), "circonscriptions", "lu"),
        ("SE-P1-B", Decimal(9), "compagnies", "lu"),
        ("RU-01", Decimal(17), "quartiers", "lu"),
        ("RU-09", Decimal("5.5"), "%", "lu"),
    ],
)
def test_a_figure_of_the_brochure_keeps_its_code(
    tables: dict[str, Table], code: str, value: Decimal, unit: str, reading: str
) -> None:
    row = by_code(tables["chiffres"])[code]
    assert (row["valeur"], row["unite"], row["lisibilite"]) == (value, unit, reading)


def test_only_two_figures_are_rebuilt_and_the_total_is_the_sum_of_its_lines(tables: dict[str, Table]) -> None:
    figures = by_code(tables["chiffres"])
    assert {code for code, row in figures.items() if row["lisibilite"] == "reconstruit"} == {"OR-13", "ED2-03"}
    assert figures["OR-13"]["valeur"] == sum(figures[code]["valeur"] for code in ("OR-14", "OR-15", "OR-16"))


def test_the_figures_that_count_our_own_tables_agree_with_them(tables: dict[str, Table]) -> None:
    figures = by_code(tables["chiffres"])
    assert figures["ECH-COM-62"]["valeur"] == len(tables["communes"].lignes)
    assert figures["ECH-ARR-62"]["valeur"] == len(tables["arrondissements"].lignes)
    assert figures["ED-04"]["valeur"] == figures["ECH-QPV-62-2024"]["valeur"] == 64
    for year, total in ((2013, 158_649), (2018, 149_900), (2020, 172_024)):
        assert figures[f"ECH-POP-62-{year}"]["valeur"] == total


def test_each_type_of_dispositif_has_measures_under_its_own_code(tables: dict[str, Table]) -> None:
    mesures = by_code(tables["mesures_dispositifs"])
    assert {row["type"] for row in mesures.values()} == set(by_code(tables["types_dispositifs"]))
    assert all(code.startswith(f"{row['type']}.") for code, row in mesures.items())
    words = Counter((row["type"], row["libelle"]) for row in mesures.values())
    assert set(words.values()) == {1}  # a person chooses a measure by its words


def test_a_measure_that_is_part_of_another_has_its_type_and_its_unit(tables: dict[str, Table]) -> None:
    mesures = by_code(tables["mesures_dispositifs"])
    parts_of = {code: mesures[row["total"]] for code, row in mesures.items() if row["total"]}
    assert len(parts_of) == 50
    for code, total in parts_of.items():
        assert (mesures[code]["type"], mesures[code]["unite"]) == (total["type"], total["unite"])
        assert total["total"] is None or mesures[total["total"]]["total"] is None
        assert total["code"] != code


def test_only_the_tfpb_must_be_signed_by_a_day(tables: dict[str, Table]) -> None:
    days = {row["code"]: row["signature_avant"] for row in tables["types_dispositifs"].lignes}
    assert {code: day for code, day in days.items() if day} == {"tfpb": "10-01"}


def test_a_line_of_the_brochure_and_its_figure_are_read_alike(tables: dict[str, Table]) -> None:
    """A line bears one reading; the second figure of a line (« -B ») may bear another."""
    lines = by_code(tables["reperes"])
    figures, illegible = by_code(tables["chiffres"]), set(by_code(tables["illisibles"]))
    for code, line in lines.items():
        if code in figures:
            assert (line["lisibilite"], line["section"]) == (figures[code]["lisibilite"], figures[code]["section"]), (
                code
            )
        assert (line["lisibilite"] == "illisible") == (code in illegible), code
    assert {code for code in {*figures} | illegible if not code.startswith("ECH-") and not code.endswith("-B")} <= {
        *lines
    }


def test_an_objective_is_a_line_of_the_brochure_with_its_section(tables: dict[str, Table]) -> None:
    lines = by_code(tables["reperes"])
    for objective in tables["objectifs"].lignes:
        line = lines[objective["code"]]
        assert objective["section"] == line["section"]
        assert line["nature"] in {"perspective", "engagement"}
        assert (objective["mode"] == "calcule") <= bool(line["tuile"])


def test_the_files_are_plain_utf8_with_short_line_ends() -> None:
    for path in SHIPPED.glob("*.csv"):
        content = path.read_bytes()
        assert content.endswith(b"\n"), path.name
        assert b"\r" not in content, path.name
        assert b";" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
