"""« Exporter le tableau », from the list to the file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from pvdesk.tables.fichier import nom_de
from pvdesk.tables.modele import Audience
from tests import builders
from tests.pvdesk.tables import reading
from tests.ui.window import open_window, page, rest, settle
from ui.kit.messages import KeptMessages
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.records import RecordsPage
from ui.special.table_export import TEXT, ListExport, TableExport, YearExport


@dataclass
class Shelf:
    """A list of meetings without its page."""

    export: ListExport
    said: KeptMessages
    parent: QWidget
    tasks: Tasks
    uids: list[str] = field(default_factory=list)


@pytest.fixture
def shelf(app: QApplication, tmp_path: Path) -> Iterator[Shelf]:
    desk = builders.open_copy(builders.copy_noeux(tmp_path / "d"))
    conseil, _ = builders.uids_of_noeux()
    uids = [builders.add_reunion(desk, conseil, dt.date(2026, 3, day)) for day in (4, 5)]
    tasks, parent, said = Tasks(), QWidget(), KeptMessages()
    operations = Operations(desk, tasks)
    export = ListExport(operations, said, "reunion", lambda: (uids, "Liste filtrée\u00a0: essai."), parent)
    yield Shelf(export, said, parent, tasks, uids)
    rest(tasks)
    desk.close()


def offered(export: TableExport) -> list[str]:
    return [entry.text() for entry in export.menu.actions() if entry.isVisible()]


def test_a_list_filtered_is_written_as_it_is_shown(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "membres")
    assert isinstance(listed, RecordsPage)
    assert offered(listed.export) == ["Toutes les données, à usage interne…"]  # people: no version for everybody
    everybody = listed.table.rows.rowCount()
    listed.bar.words.setText("H-01")
    settle(application)
    rows = listed.table.rows
    shown = [rows.uid_at(place) for place in range(rows.rowCount())]
    assert 0 < len(shown) < everybody
    listed.export.write(Audience.INTERNE, str(tmp_path / "m.xlsx"))
    settle(application)
    sheets = reading.xlsx((tmp_path / "m.xlsx").read_bytes())
    head, *lines = sheets["Membres"]
    last = next(letters for letters, cell in head.items() if cell[1] == "Identifiant")
    assert [line[last][1] for line in lines] == shown
    assert "Liste filtrée\u00a0: «\u00a0H-01\u00a0»." in [row["B"][1] for row in sheets["Lisez-moi"]]
    application.frame.close()


def test_what_was_written_is_told_with_the_way_to_open_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.export.write(Audience.PUBLIQUE, str(tmp_path / "r.ods"))
    assert offered(shelf.export) == ["Interrompre l’export"]
    rest(shelf.tasks)
    assert len(reading.ods((tmp_path / "r.ods").read_bytes())["Réunions"]) == 1 + len(shelf.uids)
    ((text, action),) = shelf.said.infos
    assert text == "Tableau enregistré\u00a0: r.ods (2\u00a0lignes). Ce fichier n’est pas chiffré."
    assert action == "Ouvrir dans le tableur"
    assert shelf.export.button.text() == TEXT
    assert len(offered(shelf.export)) == 2


def test_a_work_that_is_stopped_writes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.export.write(Audience.INTERNE, str(tmp_path / "r.xlsx"))
    shelf.export.menu.actions()[-1].trigger()
    rest(shelf.tasks)
    assert shelf.said.infos == [("Export interrompu. Aucun fichier n’a été écrit.", "")]
    assert not list(tmp_path.glob("r.*"))


@pytest.mark.parametrize(
    ("name", "safe"), [("r", "Aucun fichier n’a été écrit."), ("d.csv", "Vos fiches sont intactes.")]
)
def test_what_cannot_be_written_is_told(name: str, safe: str, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    shelf.export.write(Audience.INTERNE, str(tmp_path / name))
    rest(shelf.tasks)
    (trouble,) = shelf.said.troubles
    assert trouble.safe == safe


def test_the_name_takes_the_suffix_of_the_kind_chosen(shelf: Shelf) -> None:
    shelf.export.ask(Audience.PUBLIQUE)
    dialog = shelf.parent.findChild(QFileDialog)
    assert dialog is not None
    assert [kind.partition(" (")[0] for kind in dialog.nameFilters()][:2] == ["Classeur Excel", "Classeur LibreOffice"]
    assert Path(dialog.selectedFiles()[0]).name == "reunions.xlsx"
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert Path(dialog.selectedFiles()[0]).name == "reunions.ods"
    dialog.close()


def test_a_year_takes_its_own_name_and_all_its_sheets(shelf: Shelf, tmp_path: Path) -> None:
    @dataclass
    class Year:
        year: int = 0

    export = YearExport(shelf.export._operations, shelf.said, Year(), shelf.parent)
    assert nom_de(export.asked(Audience.INTERNE)) == "annee-2026"  # none is offered yet: the one in course
    export.write(Audience.INTERNE, str(tmp_path / "a.xlsx"))
    rest(shelf.tasks)
    assert {"Réunions", "Membres", "Indicateurs"} <= set(reading.xlsx((tmp_path / "a.xlsx").read_bytes()))
