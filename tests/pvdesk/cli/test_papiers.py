"""« verifier » a paper: a sentence, and an exit code for each answer."""

import json
from pathlib import Path

import pytest

from pvdesk.__main__ import main
from pvdesk.reports import vie
from pvdesk.store import desk as desks
from pvdesk.store import records
from tests.builders import add_noeux
from tests.pvdesk.cli.conftest import PHRASE
from tests.pvdesk.held import handed, held, read

pytestmark = pytest.mark.usefixtures("phrase")


@pytest.fixture
def papers(poste: Path, tmp_path: Path) -> tuple[str, Path, Path]:
    """The control code in force; the version replaced, the one in force."""
    desk = desks.open_desk(poste, PHRASE)
    uid = held(desk, *add_noeux(desk))
    with desk.writing() as unit:
        vie.relire(unit, uid)
        unit.commit()
    found = []
    for version in (1, 2):
        if version == 1:
            vie.diffuser(desk, uid, "commune")
        else:
            vie.rectifier(desk, uid, "nombre de candélabres")
        found.append(tmp_path / f"v{version}.pdf")
        found[-1].write_bytes(handed(desk, uid) or b"")
        with desk.writing() as unit:
            draft = records.load(unit, "reunion", uid)
            draft.lines["points"][0].values["echanges"] = "Quatre candélabres sont éteints."
            records.save(unit, draft)
            unit.commit()
    code = str(read(desk, uid)["cr_code"])
    desk.close()
    return code, found[0], found[1]


def verify(poste: Path, *words: str) -> int:
    return main(["--dossier", str(poste), "verifier", *words])


def test_each_answer_has_its_sentence_and_its_exit_code(
    poste: Path, papers: tuple[str, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, first, second = papers
    altered, other = tmp_path / "altere.pdf", tmp_path / "AUTRE.PDF"
    altered.write_bytes(second.read_bytes() + b"%")
    other.write_bytes(b"%PDF-1.4")
    for words, exit_code, said in (
        ([str(second)], 0, "Version 2 en vigueur, rectifiée le "), ([str(first)], 6, "Version 1 remplacée par"),
        ([str(altered)], 7, "Ce fichier n’est pas celui qui a été diffusé"), ([str(other)], 8, "n’est pas connu ici"),
        (["--code", code.lower()], 0, "Version 2 en vigueur"), (["--code", "AAAA-AAAA"], 8, "n’est pas connu ici"),
    ):  # fmt: skip
        assert verify(poste, *words) == exit_code
        assert said in capsys.readouterr().out


def test_a_program_reads_it_in_json(
    poste: Path, papers: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(poste, str(papers[1]), "--json") == 6
    said = json.loads(capsys.readouterr().out)
    assert (said["sens"], bool(said["reunion"])) == ("remplace", True)


def test_what_cannot_be_verified_says_what_to_do(
    poste: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "faux.pdf"
    fake.write_bytes(b"PK")
    for words, said in (
        ([], "Donnez un fichier, ou un code avec --code."), ([str(fake)], "n’est pas un papier PDF"),
        (["--code", "ABC"], "n’est pas un code de contrôle"), ([str(tmp_path / "absent.pdf")], "introuvable"),
    ):  # fmt: skip
        assert verify(poste, *words) == 2
        assert said in capsys.readouterr().err
