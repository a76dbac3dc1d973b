"""A damaged reference file is told in French, with its place and its remedy; it never raises."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvdesk.store.reference import Defaut, read_reference

SHIPPED = Path(__file__).parents[3] / "resources" / "reference"
EPCI_ROW = "200033579,CU d'Arras,insee-epci-2020"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "reference")


def replaced(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="")


def faults_of(folder: Path) -> tuple[Defaut, ...]:
    return read_reference(folder)[1]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "epci.csv", EPCI_ROW, "20003357,CU d'Arras,insee-epci-2020",
            "epci.csv, ligne 3, colonne « code » : « 20003357 » n’est pas un SIREN (neuf chiffres). "
            "Ligne laissée de côté ; corriger cette valeur.",
            id="wrong code",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, "٢٠٠٠٣٣٥٧٩,CU d'Arras,insee-epci-2020",
            "epci.csv, ligne 3, colonne « code » : « ٢٠٠٠٣٣٥٧٩ » n’est pas un SIREN (neuf chiffres). "
            "Ligne laissée de côté ; corriger cette valeur.",
            id="digits of another script",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, "200033579,,insee-epci-2020",
            "epci.csv, ligne 3, colonne « nom » : la valeur manque. Ligne laissée de côté ; saisir cette valeur.",
            id="required value missing",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, f"{EPCI_ROW}\n{EPCI_ROW}",
            "epci.csv, ligne 4, colonne « code » : « 200033579 » figure déjà plus haut. "
            "La première ligne est gardée ; ôter celle-ci ou corriger son code.",
            id="code twice",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, "200033579,CU d'Arras, dite Grand Arras,insee-epci-2020",
            "epci.csv, ligne 3 : 4 valeurs pour 3 colonnes. Ligne laissée de côté ; vérifier virgules et guillemets.",
            id="too many values",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, "200033579,CU\x00d'Arras\u202e,insee-epci-2020",
            "epci.csv, ligne 3, colonne « nom » : « CU�d'Arras� » n’est pas un texte d’une ligne, de 500 caractères "
            "au plus, sans espace au bord. Ligne laissée de côté ; corriger cette valeur.",
            id="hidden characters",
        ),
        pytest.param(
            "epci.csv", EPCI_ROW, f"200033579,{'é' * 5000},insee-epci-2020",
            f"epci.csv, ligne 3, colonne « nom » : « {'é' * 40}… » n’est pas un texte d’une ligne, de 500 caractères "
            "au plus, sans espace au bord. Ligne laissée de côté ; corriger cette valeur.",
            id="text too long",
        ),
        pytest.param(
            "communes.csv", "62004,Achicourt,621,200033579,", "62004,Achicourt,621,200033570,",
            "communes.csv, ligne 5, colonne « epci » : « 200033570 » n’existe pas dans epci.csv. "
            "Ligne laissée de côté ; corriger ce code, ou ajouter sa ligne dans l’autre fichier.",
            id="broken link",
        ),
        pytest.param(
            "npnru.csv", "QP062055|QP062056", "QP062055|QP062099",
            "npnru.csv, ligne 2, colonne « quartiers_2015 » : « QP062099 » n’existe pas dans quartiers.csv. "
            "Ligne laissée de côté ; corriger ce code, ou ajouter sa ligne dans l’autre fichier.",
            id="broken link inside a list",
        ),
        pytest.param(
            "contrats.csv", "2015-02-09", "2015-02-30",
            "contrats.csv, ligne 2, colonne « signe_le » : « 2015-02-30 » n’est pas une date écrite AAAA-MM-JJ. "
            "Ligne laissée de côté ; corriger cette valeur.",
            id="impossible date",
        ),
        pytest.param(
            "populations.csv", "QP062001,2013,1088,", "QP062001,2013,1 088,",
            "populations.csv, ligne 2, colonne « population » : « 1 088 » n’est pas un nombre entier. "
            "Ligne laissée de côté ; corriger cette valeur.",
            id="not a whole number",
        ),
        pytest.param(
            "quartiers.csv", "QP062001,2015,", "QP062001,2014,",
            "quartiers.csv, ligne 2, colonne « generation » : « 2014 » n’est pas l’une des valeurs 2015, 2024. "
            "Ligne laissée de côté ; corriger cette valeur.",
            id="outside the choice",
        ),
        pytest.param(
            "dispositifs.csv", "ZSP-1,ZSP,", "ZSP-1,ZSP,oui,",
            "dispositifs.csv, ligne 2 : 8 valeurs pour 7 colonnes. "
            "Ligne laissée de côté ; vérifier virgules et guillemets.",
            id="shifted values",
        ),
    ],
)  # fmt: skip
def test_a_damaged_row_is_told_with_its_place_and_its_remedy(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    replaced(folder, file, old, new)
    assert [fault.phrase for fault in faults_of(folder)] == [expected]


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _turned_into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _saved_in_another_encoding(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))


def _saved_with_semicolons(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b",", b";"))


def _without_its_name_column(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"code,nom,source", b"code,source"))


def _with_a_column_more(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"code,nom,source", b"code,nom,source,note"))


def _with_a_column_twice(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"code,nom,source", b"code,nom,source,nom"))


def _with_an_open_quote(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"200033579,", b'200033579,"'))


def _with_a_huge_value(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CU d'Arras", b"x" * 1_000_000))


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (Path.unlink, "epci.csv : le fichier est absent du dossier de référence. Remettre en place le fichier livré."),
        (_emptied, "epci.csv : le fichier est vide. Remettre en place le fichier livré."),
        pytest.param(
            _turned_into_a_folder,
            "epci.csv : le fichier ne s’ouvre pas. "
            "Vérifier les droits sur ce fichier, ou remettre en place celui qui a été livré.",
        ),
        pytest.param(
            _saved_in_another_encoding,
            "epci.csv, ligne 5 : l’octet E9 n’est pas de l’UTF-8. "
            "Rien n’est lu dans ce fichier ; l’enregistrer de nouveau en CSV UTF-8.",
        ),
        pytest.param(
            _saved_with_semicolons,
            "epci.csv, ligne 1 : les colonnes sont séparées par des points-virgules. "
            "L’enregistrer de nouveau en CSV séparé par des virgules.",
        ),
        pytest.param(
            _without_its_name_column,
            "epci.csv, ligne 1, colonne « nom » : la colonne manque. "
            "Rien n’est lu dans ce fichier ; remettre cette colonne.",
        ),
        pytest.param(
            _with_a_column_more,
            "epci.csv, ligne 1, colonne « note » : la colonne est inconnue ou répétée. "
            "Rien n’est lu dans ce fichier ; ôter cette colonne.",
        ),
        pytest.param(
            _with_a_column_twice,
            "epci.csv, ligne 1, colonne « nom » : la colonne est inconnue ou répétée. "
            "Rien n’est lu dans ce fichier ; ôter cette colonne.",
        ),
        pytest.param(
            _with_an_open_quote,
            "epci.csv, ligne 3 : un guillemet mal fermé ou une valeur démesurée arrête la lecture. "
            "Corriger cette ligne ; les suivantes ne sont pas lues.",
        ),
        pytest.param(
            _with_a_huge_value,
            "epci.csv, ligne 3 : un guillemet mal fermé ou une valeur démesurée arrête la lecture. "
            "Corriger cette ligne ; les suivantes ne sont pas lues.",
        ),
    ],
)
def test_a_damaged_file_is_told_once_and_the_other_files_are_read(
    folder: Path, damage: Callable[[Path], None], expected: str
) -> None:
    damage(folder / "epci.csv")
    tables, faults = read_reference(folder)
    assert [fault.phrase for fault in faults] == [expected]
    assert len(tables["communes"].lignes) == 890


def test_an_absent_folder_gives_one_fault_for_each_file(tmp_path: Path) -> None:
    tables, faults = read_reference(tmp_path / "absent")
    assert [fault.fichier for fault in faults] == [f"{name}.csv" for name in tables]
    assert not any(table.lignes for table in tables.values())


def test_a_faulty_row_is_left_out_and_the_others_are_kept(folder: Path) -> None:
    replaced(folder, "populations.csv", "QP062001,2013,1088,", "QP062001,2013,beaucoup,")
    tables, faults = read_reference(folder)
    assert [(fault.fichier, fault.ligne, fault.colonne) for fault in faults] == [("populations.csv", 2, "population")]
    assert len(tables["populations"].lignes) == 191


def test_a_wrong_code_is_told_where_it_stands_and_not_at_each_row_that_leans_on_it(folder: Path) -> None:
    replaced(folder, "epci.csv", EPCI_ROW, EPCI_ROW.removeprefix("2"))
    assert [fault.fichier for fault in faults_of(folder)] == ["epci.csv"]


def test_a_code_that_disappears_is_told_at_each_row_that_leans_on_it(folder: Path) -> None:
    replaced(folder, "epci.csv", f"{EPCI_ROW}\n", "")
    told = {fault.fichier for fault in faults_of(folder)}
    assert told == {"communes.csv", "contrats.csv", "quartiers.csv", "npnru.csv"}


def test_a_file_saved_again_by_a_spreadsheet_reads_the_same(folder: Path) -> None:
    path = folder / "communes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert read_reference(folder) == read_reference(SHIPPED)


_ROWS = st.text(st.characters(codec="utf-8"), max_size=100).map(lambda text: f"code,nom,source\n{text}".encode())


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=300) | _ROWS)
def test_no_content_whatever_makes_the_reading_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("reference")
    (folder / "epci.csv").write_bytes(content)
    tables, faults = read_reference(folder)
    assert set(tables) >= {"epci"}
    assert all(fault.phrase.startswith(fault.fichier) for fault in faults)
