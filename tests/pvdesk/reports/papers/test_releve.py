"""The relevé as blocks: lasting references, what became of the actions, one page where it fits."""

import datetime as dt
from dataclasses import replace

from pvdesk.reports.blocks import Grid, plain
from pvdesk.reports.papers import releve
from pvdesk.reports.papers.seance import Minutes, Projet
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples


def grids(m: Minutes) -> list[Grid]:
    return [b for b in releve.build(m).blocks if isinstance(b, Grid)]


def test_each_decision_bears_a_reference_that_holds_from_one_meeting_to_the_next() -> None:
    decisions, actions = grids(samples.PLENIERE)
    assert [plain(row[0]) for row in decisions.rows] == ["D1\nCC-2026-D07-0001-D1", "D2\nCC-2026-D07-0001-D2"]
    assert [plain(row[0]) for row in actions.rows] == ["A1\nACT-2026-D07-0001", "A2\nACT-2026-D07-0002"]


def test_a_project_bears_its_own() -> None:
    m = replace(samples.PLENIERE, projets=(Projet(intitule="Vélo", decision="Retenu", reference="PRJ-2026-D07-0001"),))
    assert grids(m)[1].rows[0] == ("P1\nPRJ-2026-D07-0001", "Vélo", "Retenu")


def test_what_became_of_an_action_is_said_once_something_did() -> None:
    one, two = samples.PLENIERE.actions
    done = replace(samples.PLENIERE, actions=(replace(one, etat="Faite le 12/04/2026"), two))
    assert [row[-1] for row in grids(done)[1].rows] == ["Faite le 12/04/2026", "À faire"]
    assert "État" not in [column.title for column in grids(samples.PLENIERE)[1].columns]


def test_the_releve_of_a_plenary_is_one_page_and_of_forty_decisions_as_many_as_needed() -> None:
    assert render(releve.build(samples.PLENIERE)).pages == 1
    assert render(releve.build(samples.SANS_QUORUM)).pages == 1
    long = replace(samples.PLENIERE, suites=samples.PLENIERE.suites * 20, actions=samples.PLENIERE.actions * 20)
    assert render(releve.build(long)).pages > 1


def test_it_says_its_state_and_nothing_of_the_exchanges() -> None:
    doc = releve.build(replace(samples.PLENIERE, projet=False, version="1", approuve_le=dt.date(2026, 5, 5)))
    text = "\n".join(plain(words) for words in all_words(doc))
    assert doc.meta.status == "Version 1, approuvée le 05/05/2026"
    assert "lampadaires éteints" not in text
    assert "H-01" not in text
    assert "Mardi 5 mai 2026" in text


def test_without_decision_nor_action_it_says_so() -> None:
    empty = replace(
        samples.PLENIERE, suites=(), actions=(), presences=(), public=0, quorum="", prochaine="", donnees=""
    )
    text = "\n".join(plain(words) for words in all_words(releve.build(empty)))
    assert "Aucune décision." in text
    assert "Aucune action nouvelle." in text
    assert "Présence" not in text
