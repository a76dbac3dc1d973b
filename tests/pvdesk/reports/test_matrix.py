"""Every paper of the catalogue, from stored records: with nothing in them, with much, with the worst of texts.

A paper enters here by being in the catalogue. Records are those of a sealed sample; nothing done to them is committed.
"""

import contextlib
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.base import Record
from db.models.conseil import Membre
from db.models.projet_calculs import DOIVENT_BILAN
from db.types import new_uid
from pvdesk.base.clock import fixed_clock
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.reports.blocks import Doc, plain
from pvdesk.reports.catalogue import HOUSE_PAPERS, PAPERS
from pvdesk.reports.preflight import all_words
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import LOCK, Desk, open_desk
from pvdesk.store.unit import UnitOfWork
from tests.pvdesk.reports import conformity, reading
from tests.samples import faire

SAMPLE = Path(faire.__file__).parent / "0005" / "poste"
EVENING = dt.datetime(2027, 9, 1, 17, 0, tzinfo=dt.UTC)  # late enough for a reminder to be due
HOSTILE = 'l’été <b>&amp;</b> \t=1+1 "«»" \u202e\u0007 é 😀 ' + "mot" * 40
OF_A_RECORD = [
    pytest.param(name, table, id=f"{name}-{table}")
    for name, paper in PAPERS.items()
    for table in ([paper.table] if paper.table else FICHES)
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("matrice") / "poste"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(LOCK))
    opened = open_desk(folder, faire.PHRASE, clock=fixed_clock(EVENING))
    yield opened
    opened.close()


# What a paper waits for before it may be made.
READY: dict[str, Callable[[UnitOfWork], dict[str, Any]]] = {
    "relance": lambda _unit: {"etape": min(DOIVENT_BILAN, key=str), "bilan_recu_le": None},
    "acces": lambda unit: {"membre_uid": unit.session.query(Membre.uid).order_by(Membre.uid).limit(1).scalar()},
}


def sample(unit: UnitOfWork, table: str, paper: str) -> Draft:
    """The record of that type that holds most lines, ready for the paper; a blank one when the sample has none."""
    model: type[Record] = FICHES[table].model
    found = [records.load(unit, table, one.uid) for one in unit.session.query(model).filter_by(supprime_le=None)]
    held = max(found, key=lambda draft: sum(map(len, draft.lines.values())), default=None)
    draft = held or records.blank(unit, table)
    if paper in READY:
        draft.values |= READY[paper](unit)
    return records.save(unit, draft)


def swell(unit: UnitOfWork, draft: Draft, rows: int) -> None:
    """Give each list of lines that many, made from its first."""
    for datum in schema(FICHES[draft.type].model).line_data:
        held = draft.lines.get(datum.key) or []
        first = held[0].values if held else dict.fromkeys(d.key for d in schema(datum.type).stored)
        draft.lines[datum.key] = [LineDraft(new_uid(), dict(first)) for _ in range(rows)]
    records.save(unit, draft)


def spoil(unit: UnitOfWork, draft: Draft) -> None:
    """Put the worst of texts in every text of the record and of its lines."""
    model = FICHES[draft.type].model
    worst(schema(model).stored, draft.values)
    for datum in schema(model).line_data:
        for line in draft.lines.get(datum.key, []):
            worst(schema(datum.type).stored, line.values)
    records.save(unit, draft)


def worst(data: Iterable[Datum], values: dict[str, Any]) -> None:
    for datum in data:
        if datum.kind in {Kind.TEXT, Kind.OPEN, Kind.LONG}:
            values[datum.key] = HOSTILE * (20 if datum.kind is Kind.LONG else 1)


def judge(doc: Doc) -> None:
    rendered = render(doc)
    assert conformity.failures(rendered.data) == []
    assert reading.spaced(reading.heard(rendered.data)) == reading.spaced(reading.written(doc))


def build(unit: UnitOfWork, name: str, uid: str) -> Doc | None:
    """None when the paper says, in French, what the record lacks."""
    try:
        return PAPERS[name].build(unit, uid)
    except Unprintable:
        return None


@pytest.mark.parametrize(("name", "table"), OF_A_RECORD)
@pytest.mark.parametrize("rows", [0, 1, 40, pytest.param(300, marks=pytest.mark.slow)])
def test_a_paper_conforms_whatever_its_record_holds(desk: Desk, name: str, table: str, rows: int) -> None:
    with desk.writing() as unit:  # never committed
        draft = sample(unit, table, name)
        swell(unit, draft, rows)
        made = build(unit, name, draft.uid)
    if made is not None:
        judge(made)
        said = " ".join(plain(words) for words in all_words(made))
        assert not re.search(r"\bNone\b|\bFalse\b|\bTrue\b|<[A-Z]\w+\.", said)
        if rows == 1:
            judge(replace(made, meta=replace(made.meta, draft=not made.meta.draft)))


@pytest.mark.parametrize(("name", "table"), OF_A_RECORD)
def test_a_paper_bears_any_text(desk: Desk, name: str, table: str) -> None:
    with desk.writing() as unit:  # never committed
        draft = sample(unit, table, name)
        swell(unit, draft, 2)
        spoil(unit, draft)
        made = build(unit, name, draft.uid)
    if made is not None:
        data = render(made).data
        assert conformity.failures(data) == []
        assert reading.folded(reading.heard(data)) == reading.folded(reading.written(made))


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_exists_of_an_ordinary_record(desk: Desk, name: str) -> None:
    """Of one of the sample, once it is ready: a paper that always refuses is none."""
    with desk.writing() as unit:  # never committed
        tables = [PAPERS[name].table] if PAPERS[name].table else [*FICHES]
        assert any(build(unit, name, sample(unit, table, name).uid) is not None for table in tables)


@pytest.mark.parametrize("name", HOUSE_PAPERS)
def test_a_paper_of_the_house_conforms(desk: Desk, name: str) -> None:
    paper = HOUSE_PAPERS[name]
    with desk.reading() as unit:
        for choice in paper.choices(unit):
            with contextlib.suppress(Unprintable):
                judge(paper.build(unit, choice))
