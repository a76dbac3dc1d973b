"""The command line, as a stranger types it: the README's words, its exit codes, its sentences."""

import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.models.echange import Role
from pvdesk.__main__ import main
from pvdesk.base.paths import resources
from pvdesk.store import desk as desks
from pvdesk.store import example, loading, records
from tests.pvdesk.cli.conftest import PHRASE

pytestmark = pytest.mark.usefixtures("phrase")


def fill(folder: Path) -> example.Day:
    desk = desks.open_desk(folder, PHRASE)
    try:
        return example.fill(desk)
    finally:
        desk.close()


def enrolled(tmp_path: Path, poste: Path, mission: Path) -> None:
    assert main(["--dossier", str(mission), "mission", "enroler", "D07", "-o", str(tmp_path)]) == 0
    assert main(["--dossier", str(poste), "importer", str(tmp_path / "enrolement-D07.pvlot")]) == 0


def the_lot(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_the_whole_loop_by_hand_ends_with_each_fiche_received(
    tmp_path: Path, poste: Path, mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(poste)
    enrolled(tmp_path, poste, mission)
    assert "Code de contrôle" in capsys.readouterr().out
    assert main(["--dossier", str(poste), "exporter", "-o", str(tmp_path)]) == 0
    lot = the_lot(tmp_path, "D07-000001-*.pvlot")
    assert main(["--dossier", str(mission), "verifier", str(lot)]) == 0
    assert '"sorte": "envoi"' in capsys.readouterr().out
    assert main(["--dossier", str(mission), "mission", "importer", "--apercu", str(lot)]) == 0
    said = capsys.readouterr().out
    assert "Lot 1 de D07, aperçu\u00a0: rien n’a été écrit." in said
    assert [words[-1] for line in said.splitlines() if (words := line.split())[:2] == ["En", "tout"]] == ["99"]
    assert "Code de contrôle" in said
    assert main(["--dossier", str(mission), "mission", "importer", str(lot)]) == 0
    assert "(99 annoncées, 99 lues, 99 gardées)" in capsys.readouterr().out
    assert main(["--dossier", str(mission), "mission", "importer", str(lot)]) == 0
    assert "rien n’a changé" in capsys.readouterr().out
    assert main(["--dossier", str(mission), "mission", "repondre", "D07", "-o", str(tmp_path)]) == 0
    assert main(["--dossier", str(poste), "importer", str(the_lot(tmp_path, "retour-*.pvlot"))]) == 0
    capsys.readouterr()
    assert main(["--dossier", str(poste), "lister", "reunions", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {r["envoi"] for r in rows} == {"brouillon", "recue"}
    assert all(r["suivi"].endswith(", lot 1") for r in rows if r["envoi"] == "recue")
    assert main(["--dossier", str(mission), "mission", "etat", "--json"]) == 0
    (state,) = json.loads(capsys.readouterr().out)
    assert (state["poste"], state["numero"], state["enrole"]) == ("D07", 1, True)


@pytest.mark.parametrize(
    ("word", "count"), [("quartiers", 128), ("communes", 890), ("contrats", 20), ("arrondissements", 7)]
)
def test_reference_tables_are_listed(poste: Path, capsys: pytest.CaptureFixture[str], word: str, count: int) -> None:
    capsys.readouterr()
    assert main(["--dossier", str(poste), "lister", word, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == count


def test_a_list_is_read_by_a_person_too(poste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(poste)
    assert main(["--dossier", str(poste), "lister", "actions"]) == 0
    told = capsys.readouterr().out
    assert "Demander au bailleur l’état de l’éclairage" in told
    assert told.rstrip().endswith("1 ligne")


def test_words_filter_a_list_without_their_accents(poste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(poste)
    capsys.readouterr()
    assert main(["--dossier", str(poste), "lister", "reunions", "--chercher", "outillotheque", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


@pytest.mark.parametrize("document", ["compte-rendu", "emargement"])
def test_a_paper_is_printed_by_reference_or_by_uid(poste: Path, tmp_path: Path, document: str) -> None:
    day = fill(poste)
    for ref in (_reference(poste, day.s1), day.s1):
        target = tmp_path / f"{ref}.pdf"
        assert main(["--dossier", str(poste), "imprimer", document, ref, "-o", str(target)]) == 0
        assert target.read_bytes().startswith(b"%PDF-1.7")


def _reference(folder: Path, uid: str) -> str:
    desk = desks.open_desk(folder, PHRASE)
    try:
        with desk.reading() as unit:
            return records.load(unit, "reunion", uid).reference
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["imprimer", "facture", "X", "-o", "x.pdf"], 2, "Papier inconnu"),
        (["imprimer", "compte-rendu", "CC-1900-D07-0001", "-o", "x.pdf"], 2, "Aucune fiche"),
        (["lister", "licornes"], 2, "Type inconnu"),
        (["exporter", "-o", "."], 2, "lot d’enrôlement"),
        (["importer", "absent.pvlot"], 2, "introuvable"),
    ],
)
def test_a_slip_is_told_with_its_remedy(
    poste: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, sentence: str
) -> None:
    assert main(["--dossier", str(poste), *words]) == code
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["mission", "etat"], ["mission", "importer", "x.pvlot"], ["mission", "enroler", "D12"],
        ["mission", "repondre", "D07"], ["mission", "revoquer", "D07", "--motif", "perdu"],
    ],
)  # fmt: skip
def test_a_poste_does_not_play_the_mission(poste: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["--dossier", str(poste), *words]) == 2
    assert "celui d’un poste" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["exporter", "-o", "."], ["importer", "x.pvlot"]])
def test_the_mission_does_not_play_a_poste(mission: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["--dossier", str(mission), *words]) == 2
    assert "celui de la mission" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["../x y", "d07", "MISSION", "RESERVE", ""])
def test_a_poste_is_enrolled_under_a_code_that_can_travel(
    mission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert main(["--dossier", str(mission), "mission", "enroler", code, "-o", str(tmp_path)]) == 2
    assert "n’est pas le code d’un poste" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pvlot"))


def test_a_poste_that_was_never_enrolled_is_not_revoked(mission: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("D99", "RESERVE"):
        assert main(["--dossier", str(mission), "mission", "revoquer", code, "--motif", "perdu"]) == 2
        assert "n’est pas au registre" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "  ", "é" * 121])
def test_a_poste_has_a_name_that_can_be_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["--dossier", str(tmp_path / "p"), "creer", "--poste", "D07", "--nom", name]) == 2
    assert "de 1 à 120 caractères" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("folder", ["fichier", "fichier/dedans", "x" * 300])
def test_a_path_that_cannot_be_a_folder_is_told_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    (tmp_path / "fichier").touch()
    assert main(["--dossier", str(tmp_path / folder), "creer", "--poste", "D07", "--nom", "Essai"]) == 2
    assert "ne peut pas être celui d’un dossier" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["fichier"]


@pytest.mark.parametrize("name", ["dossier", "fichier/dedans.pdf", "x" * 300 + ".pdf"])
def test_a_paper_that_cannot_have_that_name_is_told_so(
    poste: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "fichier").touch()
    ref = _reference(poste, fill(poste).s1)
    capsys.readouterr()
    assert main(["--dossier", str(poste), "imprimer", "emargement", ref, "-o", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 3
    assert "Rien n’a été modifié" in told
    assert not any(word in told for word in (".prt", "directory", "File exists", "too long"))


def test_a_folder_is_not_a_lot(poste: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", str(poste), "importer", str(tmp_path)]) == 2
    assert "n’est pas un fichier" in capsys.readouterr().err


@pytest.mark.parametrize("closed", [True, False])
def test_without_a_phrase_nor_a_terminal_it_is_said(
    poste: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], closed: bool
) -> None:
    monkeypatch.delenv("PVDESK_PHRASE")
    monkeypatch.setattr("sys.stdin", None if closed else io.StringIO())
    assert main(["--dossier", str(poste), "lister", "conseils"]) == 2
    assert capsys.readouterr().err.startswith("Aucune phrase de passe")


def test_a_phrase_may_come_from_another_program(poste: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PVDESK_PHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHRASE}\n"))
    assert main(["--dossier", str(poste), "lister", "conseils"]) == 0


def test_a_damaged_reference_table_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(resources() / "reference", tmp_path / "resources" / "reference")
    table = tmp_path / "resources" / "reference" / "communes.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    lines[4] = lines[4].replace("62", "99", 1)
    table.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(loading, "resources", lambda: tmp_path / "resources")
    assert main(["--dossier", str(tmp_path / "p"), "creer", "--poste", "D07", "--nom", "Essai"]) == 5
    told = capsys.readouterr().err
    assert "communes.csv" in told
    assert "ligne" in told
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("words", [["creer"], ["voler"], ["lister"], ["mission"]])
def test_a_wrong_command_says_how_in_french(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2
    told = capsys.readouterr().err
    assert "Commande incomplète ou mal écrite" in told
    assert not any(word in told for word in ("required", "choose", "invalid"))


def test_sample_data_never_leaves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "exemple", tmp_path / "sortie"
    desks.create(folder, PHRASE, role=Role.POSTE, code="D07", nom="Exemple", exemple=True).close()
    assert main(["--dossier", str(folder), "exporter", "-o", str(out)]) == 2
    assert "données d’exemple" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_not_a_lot_is_refused_with_its_code(
    poste: Path, mission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    false = tmp_path / "faux.pvlot"
    false.write_bytes(b"bonjour")
    for words in (["importer"], ["verifier"]):
        assert main(["--dossier", str(poste), *words, str(false)]) == 3
        assert capsys.readouterr().err.startswith("Q1")
    for words in ([], ["--apercu"]):
        assert main(["--dossier", str(mission), "mission", "importer", *words, str(false)]) == 3
        assert "Q1" in capsys.readouterr().err


def test_an_unknown_poste_and_a_revoked_one_are_refused(
    tmp_path: Path, poste: Path, mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrolled(tmp_path, poste, mission)
    fill(poste)
    assert main(["--dossier", str(poste), "exporter", "-o", str(tmp_path)]) == 0
    lot = str(the_lot(tmp_path, "D07-000001-*.pvlot"))
    other = tmp_path / "autre"
    assert main(["--dossier", str(other), "mission", "creer"]) == 0
    assert main(["--dossier", str(other), "mission", "importer", lot]) == 3
    assert capsys.readouterr().err.count("Q2") == 1
    assert main(["--dossier", str(mission), "mission", "revoquer", "D07", "--motif", "ordinateur volé"]) == 0
    assert main(["--dossier", str(mission), "mission", "importer", lot]) == 3
    assert "ordinateur volé" in capsys.readouterr().err


def test_a_wrong_phrase_opens_nothing(
    poste: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PVDESK_PHRASE", "une tout autre phrase")
    assert main(["--dossier", str(poste), "lister", "conseils"]) == 2
    assert "n’ouvre pas la base" in capsys.readouterr().err


def test_an_open_folder_is_not_opened_twice(poste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = desks.open_desk(poste, PHRASE)
    try:
        assert main(["--dossier", str(poste), "lister", "conseils"]) == 5
    finally:
        desk.close()
    assert "déjà ouvertes" in capsys.readouterr().err


def test_the_reserve_key_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reserve = tmp_path / "reserve.txt"
    reserve.write_text("ancienne clé", encoding="utf-8")
    words = ["--dossier", str(tmp_path / "m"), "mission", "creer", "--reserve", str(reserve)]
    assert main(words) == 2
    assert reserve.read_text(encoding="utf-8") == "ancienne clé"
    assert not (tmp_path / "m" / "pvdesk.db").exists()


def test_the_demonstration_refuses_a_folder_with_something_else_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photo.jpg").touch()
    assert main(["demo", str(tmp_path)]) == 2
    assert "n’est pas vide" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["photo.jpg"]


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("pvdesk ")


PYTHON = [sys.executable, "-m", "pvdesk"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_our_signs_still_shows_the_list(poste: Path, encoding: str) -> None:
    env = os.environ | {"PYTHONIOENCODING": encoding}
    for words in (["lister", "contrats"], ["lister", "contrats", "--json"]):
        done = subprocess.run([*PYTHON, "--dossier", str(poste), *words], capture_output=True, env=env, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout.decode("utf-8"))) == 20


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_a_reader_that_has_had_enough_is_no_fault(poste: Path) -> None:
    line = " ".join([*map(shlex.quote, PYTHON), "--dossier", shlex.quote(str(poste)), "lister", "communes"])
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{line} | head -1"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_text_does_not_command_the_terminal(poste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = desks.open_desk(poste, PHRASE)
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "action", libelle="a\x1b[2J\x00b\x07\r\nc \ud800d"))
        unit.commit()
    desk.close()
    capsys.readouterr()
    assert main(["--dossier", str(poste), "lister", "actions"]) == 0
    told = capsys.readouterr().out
    assert "a [2J\ufffdb c \ufffdd" in told
    assert not any(sign in told for sign in "\x1b\x00\x07\r")


def test_a_fiche_too_long_to_travel_is_named(
    tmp_path: Path, poste: Path, mission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrolled(tmp_path, poste, mission)
    day = fill(poste)
    desk = desks.open_desk(poste, PHRASE)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", day.s1)
        draft.lines["points"][0].values["echanges"] = "é" * 4_500_000
        uid = draft.lines["points"][0].uid
        records.save(unit, draft)
        unit.commit()
    desk.close()
    capsys.readouterr()
    assert main(["--dossier", str(poste), "exporter", "-o", str(tmp_path / "sortie")]) == 2
    assert uid in capsys.readouterr().err
    assert not (tmp_path / "sortie").exists()


def test_the_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["lister", "--aide"])
    assert "positional" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--dossier"])
    assert "(«\u00a0--dossier\u00a0»)" in capsys.readouterr().err
