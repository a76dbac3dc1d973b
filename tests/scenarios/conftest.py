"""The day of a délégué through the real store, on a real encrypted base with the real reference tables."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from db.models.seance import StatutPresence
from pvdesk.base.clock import Clock
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.scenarios.formulaire import Fenetre
from ui.theme.apply import apply
from ui.theme.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Montre:
    """A clock that the scenario sets: work done on a day is dated that day."""

    def __init__(self) -> None:
        self.jour = dt.date(2026, 1, 12)

    def __call__(self) -> dt.datetime:
        return dt.datetime.combine(self.jour, dt.time(20, 30), dt.UTC)


@pytest.fixture
def montre() -> Montre:
    return Montre()


@pytest.fixture
def poste(tmp_path: Path, montre: Montre) -> Iterator[Desk]:
    clock: Clock = montre
    desk = make_desk(tmp_path / "poste", clock=clock)
    yield desk
    desk.close()


def lire(poste: Desk, table: str, uid: str) -> Draft:
    with poste.reading() as unit:
        return records.load(unit, table, uid)


def enregistrer(poste: Desk, fiche: Draft) -> Draft:
    with poste.writing() as unit:
        saved = records.save(unit, fiche)
        unit.commit()
    return saved


def constats(poste: Desk, fiche: Draft) -> list[Finding]:
    """What is said of a fiche, nothing kept."""
    with poste.reading() as unit:
        return list(records.check(unit, fiche)[0])


def phrases(found: list[Finding], *, arretent: bool | None = None) -> list[str]:
    """The sentences, with plain spaces; those that stop « Terminer », those that do not, or all."""
    return [
        f.phrase.replace("\u00a0", " ").replace("\u202f", " ") for f in found if arretent is None or f.stops is arretent
    ]


def pointer(fiche: Draft, membres: dict[str, str], statut: StatutPresence, *codes: str) -> None:
    """Mark these members in the attendance grid."""
    wanted = {membres[code] for code in codes}
    for line in fiche.lines["presences"]:
        if line.values["membre_uid"] in wanted:
            line.values["statut"] = statut


def presence(fiche: Draft, membres: dict[str, str], code: str) -> LineDraft:
    return next(line for line in fiche.lines["presences"] if line.values["membre_uid"] == membres[code])


@contextmanager
def devant(qapp: QApplication, poste: Desk) -> Iterator[Fenetre]:
    """The window of the délégué, without a screen, on that base; left at the end, everything saved."""
    apply(qapp, Theme())
    opened = Fenetre(poste)
    yield opened
    opened.fermer()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def fenetre(qapp: QApplication, poste: Desk) -> Iterator[Fenetre]:
    """The window of the délégué on the base of the test."""
    with devant(qapp, poste) as opened:
        yield opened
