"""A paper looked at is the file that is kept, and the one handed over once it was."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.reports import identite, looking, printing, vie
from pvdesk.reports.refusal import Unprintable
from pvdesk.store.desk import Desk
from tests.builders import add_noeux, make_desk
from tests.pvdesk.held import held


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def mars(desk: Desk) -> str:
    return held(desk, *add_noeux(desk))


def test_it_is_the_file_that_the_command_line_writes(desk: Desk, mars: str, tmp_path: Path) -> None:
    looked = looking.look(looking.read(desk, "releve", mars), desk.folder)
    looked.pages.close()
    printing.print_to(desk, "releve", mars, tmp_path / "cli.pdf")
    looking.save(looked, tmp_path / "vu.pdf")
    assert (tmp_path / "vu.pdf").read_bytes() == (tmp_path / "cli.pdf").read_bytes()
    assert looked.code in looked.text
    for name in ("vu.odt", "vu.html"):
        looking.save(looked, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 2000
    with pytest.raises(Unprintable):
        looking.save(looked, tmp_path / "vu.docx")


def test_once_handed_over_it_is_the_very_file_whatever_the_service_changed(desk: Desk, mars: str) -> None:
    with desk.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()
    version = vie.diffuser(desk, mars, "membres du conseil")
    folder = desk.folder / identite.FOLDER
    folder.mkdir()
    (folder / identite.FICHE).write_text(json.dumps({"couleur": "#7A1F1F"}), encoding="utf-8")
    looked = looking.look(looking.read(desk, "compte-rendu", mars), desk.folder)
    looked.pages.close()
    assert hashlib.sha256(looked.data).hexdigest() == version.sha256
    assert looking.GIVEN in looked.messages


def test_what_the_service_wrote_wrongly_is_told_before_printing(desk: Desk, mars: str) -> None:
    folder = desk.folder / identite.FOLDER
    folder.mkdir()
    (folder / identite.FICHE).write_text("{", encoding="utf-8")
    looked = looking.look(looking.read(desk, "releve", mars), desk.folder)
    looked.pages.close()
    assert any("identite.json" in message for message in looked.messages)

