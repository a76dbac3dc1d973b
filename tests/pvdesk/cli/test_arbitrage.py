"""The mission's decisions, as a person types them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import FILE
from db.models.echange import Correspondant
from pvdesk.__main__ import main
from pvdesk.mission import doublons
from pvdesk.store import records
from pvdesk.store.desk import Desk, open_desk
from tests.pvdesk.cli.conftest import PHRASE
from tests.pvdesk.mission import decisions as d

pytestmark = pytest.mark.usefixtures("phrase")


@pytest.fixture
def desk(mission: Path) -> Iterator[Desk]:
    """The mission's base, to be filled, then closed by `run`."""
    made = open_desk(mission, PHRASE)
    yield made
    made.close()


def run(desk: Desk, *words: str) -> int:
    desk.close()
    return main(["--dossier", str(desk.folder), "mission", *words])


def listed(desk: Desk, capsys: pytest.CaptureFixture[str], what: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(desk, what, "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def held(desk: Desk, table: str, uid: str) -> dict[str, Any]:
    again = open_desk(desk.folder, PHRASE)
    try:
        with again.reading() as unit:
            return records.load(unit, table, uid).values
    finally:
        again.close()


def test_a_clash_is_listed_settled_taken_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    uid = d.record(desk, "visite", objet="Permanence", lieu="Mairie")
    which = str(d.clash(desk, "visite", uid, "lieu", "Gymnase"))
    (shown,) = listed(desk, capsys, "conflits")
    assert (shown["label"], shown["en_place"], shown["proposee"]) == ("Lieu", "Mairie", "Gymnase")
    assert run(desk, "conflits") == 0
    assert "Permanence" in capsys.readouterr().out
    for said in ("reporter", "reprendre"):
        assert run(desk, "regler", which, said) == 0
    assert run(desk, "regler", which, "autre", "--valeur", "Préau") == 0
    assert held(desk, "visite", uid)["lieu"] == "Préau"
    (taken,) = listed(desk, capsys, "rendus")
    assert (taken["genre"], taken["objet"], taken["decision"]) == ("conflit", "Lieu", "Une troisième écrite")
    assert run(desk, "rendus") == 0
    assert run(desk, "regler", which, "annuler") == 0
    assert held(desk, "visite", uid)["lieu"] == "Mairie"
    assert run(desk, "regler", "99", "garder") == 2
    assert "n’existe pas" in capsys.readouterr().err


def test_a_pair_is_listed_united_separated_told_apart(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (d.record(desk, "convention", numero="62-1", poste=p) for p in ("D03", "D07"))
    with desk.writing() as unit:
        doublons.chercher(unit)
        unit.commit()
    (pair,) = listed(desk, capsys, "doublons")
    assert pair["auteurs"] == ["D03", "D07"]
    assert run(desk, "doublons") == 0
    which = str(pair["id"])
    assert run(desk, "distinguer", which, "--reporter") == 0
    assert [one["reporte"] for one in listed(desk, capsys, "doublons")] == [True]
    assert run(desk, "unir", which, "--garder", second, "--choix", "numero=62-2") == 0
    assert held(desk, "convention", second)["numero"] == "62-2"
    assert run(desk, "distinguer", which) == 2
    assert run(desk, "unir", which, "--annuler") == 0
    assert held(desk, "convention", first)["numero"] == "62-1"
    assert run(desk, "distinguer", which) == 0
    assert listed(desk, capsys, "doublons") == []


def test_a_correction_is_asked_then_the_fiche_validated_and_closed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    uid = d.record(desk, "visite", objet="Permanence", poste="D03")
    assert run(desk, "corriger", uid, "--motif", "La date ne va pas", "--champ", "date") == 0
    assert "D03" in capsys.readouterr().out
    assert run(desk, "valider", uid, "--clore") == 0
    assert run(desk, "valider", uid) == 2
    assert run(desk, "corriger", "inconnue", "--motif", "x") == 2
    assert "inconnue" in capsys.readouterr().err


def test_the_base_is_made_again_and_said_identical(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    d.record(desk, "visite", objet="Permanence")
    assert run(desk, "etat") == 0
    target = desk.folder.with_name("refait")
    assert run(desk, "reconstruire", str(target)) == 0
    assert "Elle est identique." in capsys.readouterr().out
    assert main(["--dossier", str(target), "mission", "etat"]) == 0
    assert run(desk, "reconstruire", str(target)) != 0


@pytest.mark.parametrize("lost", ["absente", "abimee", "vide"])
def test_a_lost_base_is_made_again_from_the_archive_and_the_reserve_key(
    desk: Desk, models: Path, capsys: pytest.CaptureFixture[str], lost: str
) -> None:
    uid = d.record(desk, "visite", objet="Permanence")
    assert run(desk, "etat") == 0
    base, target = desk.folder / FILE, desk.folder.with_name("refait")
    if lost == "absente":
        base.unlink()
    else:
        base.write_bytes(b"" if lost == "vide" else b"\0\0\0\0" + base.read_bytes()[4:])
    assert run(desk, "reconstruire", str(target)) in {2, 5}
    assert "--reserve FICHIER" in capsys.readouterr().err
    assert run(desk, "reconstruire", str(target), "--reserve", str(models / "mission-reserve.txt")) == 0
    assert "Dernière décision retrouvée" in capsys.readouterr().out
    again = open_desk(target, PHRASE)
    try:
        with again.reading() as unit:
            assert records.load(unit, "visite", uid).values["objet"] == "Permanence"
    finally:
        again.close()


def test_a_destroyed_archive_begins_again(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    d.record(desk, "visite", objet="Permanence")
    assert run(desk, "etat") == 0
    shutil.rmtree(desk.folder / "decisions")
    assert run(desk, "archiver") == 0
    assert "Base archivée" in capsys.readouterr().out
    assert run(desk, "reconstruire", str(desk.folder.with_name("refait"))) == 0


def test_the_archive_may_lie_elsewhere(desk: Desk, models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "etat") == 0
    key, target = str(models / "mission-reserve.txt"), str(desk.folder.with_name("refait"))
    words = ["--dossier", str(desk.folder.with_name("rien")), "mission", "reconstruire", target]
    assert main([*words, "--reserve", key]) == 2
    assert "--archives" in capsys.readouterr().err
    assert main([*words, "--archives", str(desk.folder)]) == 2
    assert main([*words, "--reserve", key, "--archives", str(desk.folder)]) == 0


def test_an_import_that_is_not_there_is_not_undone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "annuler", "D07", "1") == 2
    assert "n’est pas importé" in capsys.readouterr().err


def test_a_poste_hands_over_and_a_theft_has_its_sheet(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk.writing() as unit:
        unit.session.add_all([Correspondant(code=c) for c in ("D03", "D07")])
        unit.commit()
    assert run(desk, "transmettre", "D03", "D07") == 0
    assert "transmis à D07" in capsys.readouterr().out
    assert run(desk, "transmettre", "D03", "D07") == 2
    words = ("vol", "D07", "-o", str(tmp_path))
    assert run(desk, *words, "--le", "12/11/2026", "--heure", "19h40") == 0
    assert (tmp_path / "vol-D07-2026-11-12.pdf").stat().st_size > 0
    assert run(desk, *words, "--heure", "minuit et quart") == 2
    assert run(desk, "vol", "D99") == 2
