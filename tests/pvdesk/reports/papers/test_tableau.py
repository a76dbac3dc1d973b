"""The dashboard of a year: what it says, and the small counts of people that it does not say."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.models.objectif import StatutObjectif
from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.base import francais
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import tableaux
from pvdesk.reports.blocks import Break, Doc, Grid, Heading, plain
from pvdesk.reports.catalogue import HOUSE_PAPERS
from pvdesk.reports.papers import tableau
from pvdesk.reports.papers.tableau import Chiffre, Mois, Objectif, Pilier, Quartier, Tableau
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.tuile import tuile
from pvdesk.store.objectifs import Suivi
from tests import builders
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import heard, spaced, written

EMPTY = Tableau(
    emetteur=samples.EMETTEUR, edite_le=samples.QUAND, service="Poste d’essai", au=dt.date(2026, 12, 31),
    chiffres=(Chiffre("Réunions tenues", "12", "+3 par rapport à 2025"), Chiffre("Postes adultes-relais", "—")),
)  # fmt: skip
FULL = replace(
    EMPTY,
    mois=tuple(Mois(name, number, 12 - number, str(9 * number)) for number, name in enumerate(francais.MOIS)),
    total_mois=(66, 78, "594"), plenieres=4,
    piliers=(Pilier("Cohésion sociale", 5, "12 500 €", "62,5 %"), Pilier("Sans pilier", 1, "7 500 €", "37,5 %")),
    credits="20 000 €", personnes=(Chiffre("Membres des conseils en fonction", "< 5"),),
    objectifs=(
        Objectif("Éducation", "Classes dédoublées", "0", "27", "138", "en hausse de 3", "En cours"),
        Objectif("Santé et sport", "Quartiers sans médiateur santé", "—", "63", "0", "stable", "En cours"),
    ),
    sans_valeur=19, sortes=("Conseil", "Visites"),
    quartiers=(Quartier("Les Tilleuls", "CA d’Exemple", (1, 4)), Quartier("Le Parc", "CA d’Exemple", (0, 2))),
    decouverts=("Les Lilas", "La Gare"), themes=(("Éducation", (Chiffre("Réseaux", "32", ""),)),),
)  # fmt: skip


@pytest.mark.parametrize("board", [EMPTY, FULL, replace(EMPTY, decouverts=("Les Lilas",))])
def test_the_dashboard_conforms(board: Tableau) -> None:
    doc = tableau.build(board)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


def test_objectives_and_quartiers_lie_down_and_the_rest_stands() -> None:
    turns = [block.landscape for block in tableau.build(FULL).blocks if isinstance(block, Break)]
    assert turns == [True, False]
    assert not [block for block in tableau.build(EMPTY).blocks if isinstance(block, Break)]


def test_the_rule_of_small_counts_is_said_even_when_nothing_was_held() -> None:
    for board in (EMPTY, FULL):
        assert "de 1 à 4" in said(tableau.build(board))


def said(doc: Doc) -> str:
    return "\n".join(spaced(plain(words)) for words in all_words(doc))


# ---- the words of a figure
def followed(value: int | None, unit: str = "", **more: object) -> Suivi:
    given = {
        "code": "X", "libelle": "X", "section": "education", "type": "quantifie", "base": None, "cible": Decimal(9),
        "texte": str(value), "mode": "saisi", "statut": StatutObjectif.EN_COURS, "echeance": None, "dernier": None,
        "tuile": "x",
    } | more  # fmt: skip
    return Suivi(valeur=None if value is None else Decimal(value), unite=unit, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "before", "unit", "words"),
    [
        (5, 2, "", "en hausse de 3"), (2, 5, "conseils", "en baisse de 3"), (5, 5, "", "stable"),
        (60, 58, "%", "en hausse de 2 points"), (60, 61, "%", "en baisse de 1 point"),
        (500, 200, "€", "en hausse de 300 €"), (5, None, "", "pas de valeur en 2025"),
        (12, 10, "personnes", "presque stable"),  # two people more could be told
    ],
)  # fmt: skip
def test_a_trend_is_said_in_words(value: int, before: int | None, unit: str, words: str) -> None:
    known = {"X": None if before is None else Decimal(before)}
    assert spaced(tableaux._objective(followed(value, unit), known, 2025).tendance) == words


def test_a_small_count_of_people_is_hidden_with_the_note_that_would_tell_it() -> None:
    few = tableaux._tile(tuile("x", "Personnes formées", "egalite", 3, "personnes", note="2 F et 1 H en 1 session"))
    assert (few.valeur, few.note) == ("<\u00a05", "")
    some = tableaux._tile(tuile("x", "Personnes formées", "egalite", 11, "personnes", note="8 F et 3 H en 1 session"))
    assert (some.valeur, some.note) == ("11", "")
    many = tableaux._tile(tuile("x", "Personnes formées", "egalite", 31, "personnes", note="18 F et 13 H"))
    assert (many.valeur, many.note) == ("31", "18 F et 13 H")
    things = tableaux._tile(tuile("x", "Conseils installés", "participation", 3, "conseils", cible=9))
    assert (things.valeur, things.note) == ("3", "cible\u00a0: 9")


# ---- from a base
@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "poste")
    yield made
    made.close()


def came(desk: Desk, *people: int) -> Doc:
    """The dashboard of 2026 after meetings, one a month, each with that many people."""
    conseil, members = builders.add_dix(desk)
    for month, number in enumerate(people, 1):
        uid = builders.add_reunion(desk, conseil, dt.date(2026, month, 10), statut=StatutReunion.TENUE)
        with desk.writing() as unit:
            draft = records.load(unit, "reunion", uid)
            draft.lines["presences"] = [
                LineDraft(new_uid(), {"membre_uid": one, "statut": StatutPresence.PRESENT})
                for one in list(members.values())[:number]
            ]
            records.save(unit, draft)
            unit.commit()
    with desk.reading() as unit:
        return HOUSE_PAPERS["tableau-de-bord"].build(unit, "2026")


def months(doc: Doc) -> list[str]:
    grid = next(block for block in doc.blocks if isinstance(block, Grid) and block.columns[0].title == "Mois")
    return [spaced(plain(row[3])) for row in grid.rows]


def test_a_month_of_few_people_is_hidden_and_so_is_the_total_that_would_tell_it(desk: Desk) -> None:
    assert months(came(desk, 3, 9, 8)) == ["< 5", "9", "8", *["—"] * 9, "n. d."]


def test_two_hidden_months_leave_their_total(desk: Desk) -> None:
    assert months(came(desk, 3, 9, 2)) == ["< 5", "9", "< 5", *["—"] * 9, "14"]


def test_the_years_that_hold_something_are_offered_and_their_papers_conform(desk: Desk) -> None:
    came(desk, 9)
    with desk.reading() as unit:
        paper = HOUSE_PAPERS["tableau-de-bord"]
        assert paper.choices(unit) == {"2026": "Année 2026"}
        doc = paper.build(unit, "2026")
        again = paper.build(unit, "2026")
    assert failures(render(doc).data) == []
    assert doc == again
    titles = [spaced(plain(block.words)) for block in doc.blocks if isinstance(block, Heading)]
    assert titles[:3] == ["Tableau de bord 2026", "L’essentiel", "Réunions par mois"]
    assert "Objectifs" in titles
    assert not [name for _, name, *_ in builders.DIX if name.upper() in said(doc).upper().split()]
