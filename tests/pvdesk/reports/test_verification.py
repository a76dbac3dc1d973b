"""Is this the paper in force? By its bytes, by its code, at the poste and at the mission."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.models.papier import Papier
from db.models.seance import Approbation
from pvdesk.reports import printing, verification, versions, vie
from pvdesk.reports.verification import Sens, Verdict
from pvdesk.store import papiers, records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.builders import add_noeux, clock_at, make_desk
from tests.pvdesk.held import MAI, handed, held, read

ABOUT = "réunion du 3 mars 2026, Conseil citoyen de Nœux-les-Mines (CC-2026-D07-0001)"


@dataclass(frozen=True)
class Two:
    """A meeting whose compte rendu has two versions, on a desk."""

    desk: Desk
    uid: str
    first: bytes
    second: bytes


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    desk = make_desk(tmp_path_factory.mktemp("versions") / "donnees", clock=clock_at(dt.date(2026, 5, 12), 9))
    noeux = add_noeux(desk)
    uid = held(desk, *noeux)
    held(desk, *noeux, MAI, approbation=Approbation.APPROUVE)
    with desk.writing() as unit:
        vie.relire(unit, uid)
        unit.commit()
    vie.diffuser(desk, uid, "commune")
    first = kept(desk, uid)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["points"][0].values["echanges"] = "Quatre candélabres sont éteints."
        records.save(unit, draft)
        unit.commit()
    vie.rectifier(desk, uid, "nombre de candélabres")
    yield Two(desk, uid, first, kept(desk, uid))
    desk.close()


def kept(desk: Desk, uid: str, sorte: str = versions.INTERNE) -> bytes:
    data = handed(desk, uid, sorte)
    assert data is not None
    return data


def verdict(desk: Desk, data: bytes) -> Verdict:
    with desk.reading() as unit:
        return verification.fichier(unit, data)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_version_in_force_is_named(two: Two) -> None:
    said = verdict(two.desk, two.second)
    assert (said.sens, said.reunion) == (Sens.EN_VIGUEUR, two.uid)
    assert plain(said.phrase) == f"Version 2 en vigueur, rectifiée le 12 mai 2026 : compte rendu, {ABOUT}."


def test_the_version_before_says_which_one_replaces_it(two: Two) -> None:
    said = verdict(two.desk, two.first)
    assert said.sens is Sens.REMPLACE
    assert plain(said.phrase) == f"Version 1 remplacée par la version 2 du 12 mai 2026 : compte rendu, {ABOUT}."


@pytest.mark.parametrize("sorte", [versions.PUBLIC, "rectificatif", "rectificatif-public"])
def test_each_paper_handed_over_is_known(two: Two, sorte: str) -> None:
    assert verdict(two.desk, kept(two.desk, two.uid, sorte)).sens is Sens.EN_VIGUEUR


def test_a_file_that_was_altered_is_told_by_its_code(two: Two) -> None:
    said = verdict(two.desk, two.second + b"\n% autre chose")
    assert said.sens is Sens.MODIFIE
    assert plain(said.phrase).startswith("Ce fichier n’est pas celui qui a été diffusé")
    assert "Version 2 en vigueur" in said.phrase


def test_a_draft_and_a_paper_of_somebody_else_are_unknown(two: Two, tmp_path: Path) -> None:
    draft = printing.print_to(two.desk, "emargement", two.uid, tmp_path / "feuille.pdf").read_bytes()
    assert verification.code_of(draft)
    for data in (draft, b"%PDF-1.4 d'ailleurs"):
        assert verdict(two.desk, data).sens is Sens.INCONNU


def test_what_is_no_paper_is_refused(two: Two) -> None:
    with two.desk.reading() as unit, pytest.raises(Impossible, match="pas un papier PDF"):
        verification.fichier(unit, b"PK\x03\x04")


def test_a_file_too_long_to_be_a_paper_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "film.pdf").write_bytes(b"%PDF-1.7")
    assert verification.lire(tmp_path / "film.pdf") == b"%PDF-1.7"
    monkeypatch.setattr(verification, "LARGEST", 7)
    with pytest.raises(Impossible, match="dépasse 64"):
        verification.lire(tmp_path / "film.pdf")


def test_a_code_is_read_however_it_is_typed(two: Two) -> None:
    code = read(two.desk, two.uid)["cr_code"]
    typed = (code, code.lower(), code.replace("-", " "), f" {code.replace('O', '0').replace('I', '1')} ")
    with two.desk.reading() as unit:
        assert {verification.code(unit, one).sens for one in typed} == {Sens.EN_VIGUEUR}
        assert verification.code(unit, "AAAA-AAAA").sens is Sens.INCONNU
        with pytest.raises(Impossible, match="n’est pas un code de contrôle"):
            verification.code(unit, "ABCD")


def test_the_code_of_the_version_before_is_replaced_too(two: Two) -> None:
    with two.desk.reading() as unit:
        assert verification.code(unit, verification.code_of(two.first)).sens is Sens.REMPLACE


def test_without_the_papers_the_meeting_and_its_history_answer(two: Two) -> None:
    """As at the mission, where no paper is kept: what travelled says the version in force, the journal the others."""
    with two.desk.writing() as unit:
        for one in papiers.de_fiche(unit, "reunion", two.uid):
            unit.session.delete(unit.session.get_one(Papier, one.uid))
        unit.session.flush()
        exact, before = verification.fichier(unit, two.second), verification.fichier(unit, two.first)
        coded = verification.code(unit, verification.code_of(two.first))
        altered = verification.fichier(unit, two.second + b"%")
    assert plain(exact.phrase) == f"Version 2 en vigueur, rectifiée le 12 mai 2026 : compte rendu, {ABOUT}."
    assert [one.sens for one in (before, coded, altered)] == [Sens.REMPLACE, Sens.REMPLACE, Sens.MODIFIE]
    assert plain(before.phrase) == f"Version remplacée par la version 2 du 12 mai 2026 : compte rendu, {ABOUT}."
