"""Figures side by side: each fiche in its delegation and its contrats; small numbers of people do not leave."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from pvdesk.mission.diffusion import diffuser, feuille
from pvdesk.mission.ventilation import Axe, Case, Ligne, Ventilation, diffusables, ventilation
from pvdesk.tables.refus import Refus
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, conseil, make_template, reunion


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        reunion(made.poste, *conseil(made.poste, members=2))
        made.take(made.send())
        yield made


def line(*values: int, personnes: bool = True) -> Ligne:
    cases = tuple(Case(value, ()) for value in values)
    return Ligne("x", "Personnes", "reunion", personnes, Case(sum(values), ()), cases)


@pytest.mark.parametrize(
    ("values", "told", "total"),
    [
        ((12, 7), [12, 7], 19),
        ((12, 0, 7), [12, 0, 7], 19),
        ((12, 4, 1), [12, "<\u00a05", "<\u00a05"], 17),
        ((12, 4), [12, "<\u00a05"], "n.\u00a0d."),  # 16 would tell the 4
        ((1, 2), ["<\u00a05", "<\u00a05"], "<\u00a05"),
    ],
)
def test_fewer_than_five_people_do_not_leave(values: tuple[int, ...], told: list[object], total: object) -> None:
    assert diffusables(line(*values)) == (told, total)


def test_fiches_are_told_whatever_their_number() -> None:
    assert diffusables(line(1, 2, personnes=False)) == ([1, 2], 3)


@pytest.mark.parametrize("axe", list(Axe))
def test_each_column_counts_its_own_and_says_which_fiches(pair: Pair, axe: Axe) -> None:
    with pair.mission.reading() as unit:
        found = ventilation(unit, pair.mission.today(), axe)
    came = next(one for one in found.lignes if one.code == "personnes.venues")
    assert came.personnes
    assert came.total.valeur == 2
    assert sum(case.valeur for case in came.cases) == 2
    assert len(came.total.uids) == 1
    names = [nom for _, nom in found.colonnes]
    assert names == (["D07"] if axe is Axe.DELEGATION else ["Sans contrat de ville"])


def test_the_workbook_says_what_it_keeps(pair: Pair, tmp_path: Path) -> None:
    path = diffuser(pair.mission, pair.mission.today(), Axe.DELEGATION, tmp_path / "chiffres.xlsx")
    with ZipFile(path) as held:
        texts = held.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in held.namelist() else ""
        sheets = texts + "".join(held.read(n).decode() for n in held.namelist() if n.startswith("xl/worksheets/"))
    assert "&lt;\u00a05" in sheets
    assert "Personnes venues aux réunions" in sheets
    assert "Conseil citoyen" not in sheets


def test_a_file_of_no_known_format_is_refused(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(Refus):
        diffuser(pair.mission, pair.mission.today(), Axe.DELEGATION, tmp_path / "chiffres.doc")
    assert not list(tmp_path.glob("chiffres*"))


def test_a_row_says_whether_it_counts_people() -> None:
    found = Ventilation(dt.date(2026, 11, 12), Axe.DELEGATION, (("D07", "D07"), ("D08", "D08")), (line(12, 4),))
    assert list(feuille(found).lignes()) == [["x", "Personnes", "personnes", 12, "<\u00a05", "n.\u00a0d."]]
