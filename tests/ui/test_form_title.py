from PySide6.QtWidgets import QApplication

from ui.kit.banner import ErrorSummary
from ui.kit.form import say_in_title, show_summary


def test_the_title_of_the_window_says_that_something_is_to_be_corrected(app: QApplication) -> None:
    summary = ErrorSummary()
    summary.setWindowTitle("pvdesk — Délégation")
    show_summary(summary, [("SIRET\u00a0: recopiez les 14 chiffres", lambda: None)])
    show_summary(summary, [("Lieu\u00a0: indiquez-le", lambda: None)])
    assert summary.windowTitle() == "Erreur\u00a0: pvdesk — Délégation"
    show_summary(summary, [])
    assert summary.windowTitle() == "pvdesk — Délégation"
    say_in_title(summary, faulty=False)
    assert summary.windowTitle() == "pvdesk — Délégation"
