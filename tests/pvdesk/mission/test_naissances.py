"""New lines read and written by columns leave the base that they would leave one by one."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pvdesk.bundle.codec import Ligne
from pvdesk.mission import dump, intake, naissances
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

# Which operation wrote, and when, of two runs that are not at the same instant.
OF_THIS_RUN = re.compile(r'"(operation|le|depuis|recu_le|fait_le|ouvert_le|trouve_le)":"[^"]*"')
Lines = dict[str, list[Ligne]]


def known(desk: Desk) -> str:
    """All that the base knows, but when and under which number it was written."""
    with desk.reading() as unit:
        return OF_THIS_RUN.sub("", dump.dump(unit))


def typed(pair: Pair) -> Path:
    """A lot of fiches of several types, with and without lines, complete or not."""
    conseil, members = x.conseil(pair.poste, 3)
    for day in range(1, 4):
        x.reunion(pair.poste, conseil, members[:day], date=dt.date(2026, 3, day), objet=None if day == 2 else "Voirie")
    with pair.poste.writing() as unit:
        drafts = [records.save(unit, records.blank(unit, "visite", date=dt.date(2026, 3, day))) for day in (5, 6)]
        drafts.append(records.save(unit, records.blank(unit, "organisme", nom="Association du Bassin")))
        unit.commit()
    return pair.send(drafts=frozenset(draft.uid for draft in drafts))


def both(pair: Pair, monkeypatch: pytest.MonkeyPatch, *files: Any) -> tuple[str, str, int]:
    """The base after these files, by columns, then one by one; and how many lines went by columns."""
    counted = 0
    real = naissances.read

    def read(*given: Any) -> naissances.Naissances | None:
        nonlocal counted
        found = real(*given)
        counted += len(found.lines) if found is not None else 0
        return found

    other = pair.fork_mission("une-par-une")
    monkeypatch.setattr(naissances, "read", read)
    for path in files:
        pair.take(path)
    monkeypatch.setattr(naissances, "read", lambda *_: None)
    for path in files:
        intake.take(other, path)
    monkeypatch.undo()
    found = known(pair.mission), known(other), counted
    other.close()
    return found


def test_by_columns_or_one_by_one_the_base_is_the_same(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    first = typed(pair)
    uid = x.reunion(pair.poste, *x.conseil(pair.poste, 2))
    x.add_line(pair.poste, uid, "points", titre="Éclairage")
    columns, lines, counted = both(pair, monkeypatch, first, pair.send())
    assert [one for one in columns.splitlines() if one not in lines] == []
    assert columns == lines
    assert counted > 20


def bad_type(lines: Lines) -> None:
    lines["reunion"][0].valeurs["date"] = "mardi"


def bad_number(lines: Lines) -> None:
    lines["presence"][0].valeurs["rang"] = 1 << 40


def true_for_one(lines: Lines) -> None:
    lines["presence"][0].valeurs["rang"] = True


def nul(lines: Lines) -> None:
    lines["reunion"][1].valeurs["lieu"] = "Salle\0"


def empty(lines: Lines) -> None:
    lines["reunion"][1].valeurs["origine"] = None


def nowhere(lines: Lines) -> None:
    lines["presence"][1].valeurs["membre_uid"] = "01890000-0000-7000-8000-000000000000"


def orphan(lines: Lines) -> None:
    lines["presence"][1].valeurs["reunion_uid"] = "01890000-0000-7000-8000-000000000000"


def same_reference(lines: Lines) -> None:
    lines["reunion"][1].valeurs["reference"] = lines["reunion"][0].valeurs["reference"]


def unknown_column(lines: Lines) -> None:
    lines["reunion"][2].valeurs["plus_tard"] = "gardé"


def fewer_columns(lines: Lines) -> None:
    del lines["reunion"][2].valeurs["lieu"]


@pytest.mark.parametrize(
    "change",
    [bad_type, bad_number, true_for_one, nul, empty, nowhere, orphan, same_reference, unknown_column, fewer_columns],
)
def test_a_line_that_is_not_plainly_good_is_judged_alone(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, change: Callable[[Lines], None]
) -> None:
    path = pair.forged(typed(pair), lambda _, tables: change(tables))
    columns, lines, counted = both(pair, monkeypatch, path)
    assert columns == lines
    assert counted > 0
