"""The dialog of files, in French where Qt draws it itself; Windows draws its own."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

# Qt writes these two before it reads its translations.
LABELS = {
    QFileDialog.DialogLabel.LookIn: "Dossier\u00a0:",
    QFileDialog.DialogLabel.FileType: "Type de fichier\u00a0:",
}


def file_dialog(parent: QWidget, title: str, place: str = "", kinds: str = "") -> QFileDialog:
    """A dialog freed when closed; `place` is a folder or a file proposed, `kinds` as « PDF (*.pdf) ».

    Without a folder it opens on the documents of the person, never where the program was started.
    """
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    start = documents if documents.is_dir() else Path.home()
    made = QFileDialog(parent, title, str(start / place), kinds)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, text in LABELS.items():
        made.setLabelText(label, text)
    return made
