"""The dialog of files: it opens where the person keeps things."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.file_dialog import file_dialog


def test_without_a_folder_it_opens_on_the_documents_of_the_person(app: QApplication, tmp_path: Path) -> None:
    parent = QWidget()
    for place in ("", "agenda.ics"):
        asked = file_dialog(parent, "Enregistrer", place)
        assert Path(asked.directory().absolutePath()) != Path.cwd()
        asked.close()
    asked = file_dialog(parent, "Enregistrer", str(tmp_path / "agenda.ics"))
    assert Path(asked.directory().absolutePath()) == tmp_path
    asked.close()
