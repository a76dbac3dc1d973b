"""The shipped tables are in the base, all of them, quickly, or not at all."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from db.base import Base
from db.errors import Cause, Faute
from db.models import referentiel as r
from db.models.echange import Installation
from pvdesk.base.paths import resources
from pvdesk.store import loading
from pvdesk.store.desk import Desk, open_desk
from pvdesk.store.unit import UnitOfWork
from tests.builders import PHRASE


def count(unit: UnitOfWork, model: type[Base], *where: object) -> int:
    return unit.session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def test_the_base_holds_what_is_shipped(desk: Desk) -> None:
    with desk.reading() as unit:
        for generation in ("2015", "2024"):
            assert count(unit, r.Quartier, r.Quartier.generation == generation) == 64
        assert count(unit, r.Commune) == 890
        assert count(unit, r.Contrat, r.Contrat.code.startswith("2024-")) == 9
        assert count(unit, r.Contrat) == 20
        assert count(unit, r.Population) == 192
        found = {model.__tablename__: count(unit, model) for _, model in loading.TABLES}
        assert all(found.values()), found


def test_a_quartier_is_known_by_its_code_only(desk: Desk) -> None:
    with desk.reading() as unit:
        names = unit.session.scalars(select(r.Quartier.nom)).all()
        assert count(unit, r.Quartier) == 128 > len(set(names))


def test_an_illegible_figure_has_no_value(desk: Desk) -> None:
    with desk.reading() as unit:
        unread = unit.session.scalars(select(r.Chiffre).where(r.Chiffre.lisibilite == "illisible")).all()
        assert unread
        assert all(chiffre.valeur is None for chiffre in unread)
        assert count(unit, r.Chiffre, r.Chiffre.lisibilite != "illisible", r.Chiffre.valeur.is_(None)) == 0


def test_loading_takes_less_than_a_second(desk: Desk) -> None:
    start = time.process_time()
    with desk.writing() as unit:
        loading.load_reference(unit)
        unit.commit()
    assert time.process_time() - start < 1


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program as PyInstaller unpacks it, its tables open to damage."""
    shutil.copytree(resources() / "reference", tmp_path / "programme" / "resources" / "reference")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "programme"), raising=False)
    loading.digest.cache_clear()
    yield tmp_path / "programme" / "resources" / "reference"
    loading.digest.cache_clear()


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="")


def test_a_damaged_table_is_told_and_changes_nothing(folder: Path, installed: Path) -> None:
    replace(installed / "quartiers.csv", "QN06201M", "QN0620")
    for _ in range(2):  # told each time, and not « already open »
        with pytest.raises(Faute) as caught:
            open_desk(folder, PHRASE)
        assert caught.value.cause is Cause.REFERENTIEL
        assert "quartiers.csv" in caught.value.detail
    loading.digest.cache_clear()
    replace(installed / "quartiers.csv", "QN0620,", "QN06201M,")
    desk = open_desk(folder, PHRASE)
    with desk.reading() as unit:
        assert count(unit, r.Quartier) == 128
    desk.close()


def test_tables_of_a_newer_program_replace_the_older_ones(folder: Path, installed: Path) -> None:
    replace(installed / "epci.csv", "CU d'Arras", "Communauté urbaine d’Arras")
    desk = open_desk(folder, PHRASE)
    with desk.reading() as unit:
        assert count(unit, r.Epci, r.Epci.nom == "Communauté urbaine d’Arras") == 1
        assert unit.session.scalar(select(Installation.reference_lue)) == loading.digest()
    desk.close()


def test_tables_that_did_not_change_are_not_read_again(folder: Path) -> None:
    desk = open_desk(folder, PHRASE)
    with desk.writing() as unit:
        unit.session.execute(update(r.Epci).values(nom="Touché"))
        unit.commit()
    desk.close()
    desk = open_desk(folder, PHRASE)
    with desk.reading() as unit:
        assert count(unit, r.Epci, r.Epci.nom != "Touché") == 0
    desk.close()
