"""The slips: what goes with a lot, and what was kept long enough."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.conseil_listes import College
from pvdesk.reports.blocks import Doc, Facts, Signatures, plain
from pvdesk.reports.catalogue import HOUSE_PAPERS
from pvdesk.reports.papers import bordereau_remise, elimination
from pvdesk.reports.papers.bordereau_remise import Remise
from pvdesk.reports.papers.elimination import Article, Categorie, Elimination
from pvdesk.reports.preflight import all_words
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.personnes import COORDONNEES, IDENTITE
from tests import builders
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, conseil, edit, make_template, reunion
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import heard, spaced, written

SHA = "f2d47db089fb2937ee3f47f9672bc9478bd12b8c6a8e2dfa51b8bce4c43d2e2e"
REMISE = Remise(
    emetteur=samples.EMETTEUR, sorte="Lot d’envoi", de="Délégation d’essai", a="Mission politique de la ville",
    numero=12, fait_le=samples.QUAND, fichier="D07-000012-2026-03-04.pvlot", sha256=SHA,
    precedent="n° 11 du 03/02/2026", comptes=(("Réunions", 42), ("Visites", 3)), lignes=581,
)  # fmt: skip
SLIP = Elimination(
    emetteur=samples.EMETTEUR, edite_le=samples.QUAND, service="Poste d’essai", au=dt.date(2026, 3, 4),
    categories=(
        Categorie(COORDONNEES, "12 mois après la fin du mandat", (Article("H-01", "Membre", dt.date(2025, 1, 2)),)),
        Categorie(
            "Fiche à trier", "36 mois après la visite",
            tuple(Article(f"VIS-2020-D07-{n:04d}", "Visite", dt.date(2023, 1, 2)) for n in range(30)),
        ),
    ),
    donnees=samples.DONNEES,
)  # fmt: skip


@pytest.mark.parametrize("slip", [REMISE, replace(REMISE, precedent="", comptes=(), lignes=0)])
def test_the_slip_of_a_lot_conforms_and_holds_on_a_page(slip: Remise) -> None:
    doc = bordereau_remise.build(slip)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert rendered.pages == 1
    assert spaced(heard(rendered.data)) == spaced(written(doc))


def test_a_digest_is_read_by_groups_of_four() -> None:
    assert bordereau_remise.groups(SHA).split()[:3] == ["f2d4", "7db0", "89fb"]
    assert "".join(bordereau_remise.groups(SHA).split()) == SHA


@pytest.mark.parametrize("slip", [SLIP, replace(SLIP, donnees="", categories=SLIP.categories[:1])])
def test_the_slip_of_an_elimination_conforms_and_leaves_room_for_its_visa(slip: Elimination) -> None:
    doc = elimination.build(slip)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))
    assert "accordé avec réserves" in said(doc)
    assert "art. L. 212-2" in said(doc)
    assert [block.signers[1][0] for block in doc.blocks if isinstance(block, Signatures)] == [
        "Les archives départementales"
    ]


def said(doc: Doc) -> str:
    return "\n".join(spaced(plain(words)) for words in all_words(doc))


# ---- from a base
@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("bordereaux"))


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(template, tmp_path) as made:
        yield made


def sent(pair: Pair) -> Path:
    """A lot that holds a meeting."""
    uid, members = conseil(pair.poste)
    reunion(pair.poste, uid, members)
    return pair.send()


def slip_of(desk: Desk, lot: Path) -> Doc:
    paper = HOUSE_PAPERS["bordereau-de-remise"]
    with desk.reading() as unit:
        assert [*paper.choices(unit)][:1] == [lot.stem]  # the lot of enrolment has none
        return paper.build(unit, lot.stem)


def facts(doc: Doc) -> dict[str, str]:
    return {
        label: spaced(plain(words)) for block in doc.blocks if isinstance(block, Facts) for label, words in block.pairs
    }


def test_a_lot_that_left_has_its_slip(pair: Pair) -> None:
    lot = sent(pair)
    doc = slip_of(pair.poste, lot)
    found = facts(doc)
    assert "".join(found["Empreinte SHA-256"].split()) == hashlib.sha256(lot.read_bytes()).hexdigest()
    assert (found["Fichier"], found["Pour"]) == (lot.name, "Mission politique de la ville")
    assert found["Lot précédent"].startswith("aucun")
    assert found["Réunions"] == "1"
    assert failures(render(doc).data) == []


def test_so_has_a_lot_de_retour_and_the_next_one_says_which_came_before(pair: Pair) -> None:
    lot = sent(pair)
    pair.take(lot)
    doc = slip_of(pair.mission, pair.answer())
    assert plain(doc.blocks[1].words).startswith("Lot de retour")  # type: ignore[union-attr]
    assert "D07" in facts(doc)["Pour"]
    edit(pair.poste, reunion(pair.poste, *conseil(pair.poste)))
    assert facts(slip_of(pair.poste, pair.send()))["Lot précédent"].startswith("n° 1 du")


def test_nothing_secret_is_on_the_slip(pair: Pair) -> None:
    words = said(slip_of(pair.poste, sent(pair)))
    assert "AGE-SECRET-KEY" not in words
    assert "Tilleuls" not in words


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "poste")
    yield made
    made.close()


def test_nothing_due_is_not_printed(desk: Desk) -> None:
    paper = HOUSE_PAPERS["bordereau-d-elimination"]
    with desk.reading() as unit:
        assert [*paper.choices(unit)] == ["tout"]
        with pytest.raises(Unprintable, match="Rien à éliminer"):
            paper.build(unit, "tout")


def test_what_is_due_is_listed_by_code_and_never_by_name(desk: Desk) -> None:
    uid, _ = builders.add_dix(desk)
    with desk.writing() as unit:
        for number, code in enumerate(("H-90", "H-91")):
            gone = records.blank(
                unit, "membre", conseil_uid=uid, code=code, nom="Fictif", prenom="Ancien", college=College.HABITANTS,
                telephone="0100000000", debut=dt.date(2018, 1, 1), fin=dt.date(2020 + 5 * number, 6, 30),
            )  # fmt: skip
            records.save(unit, gone)
        unit.commit()
    paper = HOUSE_PAPERS["bordereau-d-elimination"]
    with desk.reading() as unit:
        offered, doc, part = paper.choices(unit), paper.build(unit, "tout"), paper.build(unit, "identité")
    assert {what: spaced(words) for what, words in offered.items()} == {
        "tout": "Tout ce qui est échu : 3 éléments", "coordonnées": "Coordonnées à effacer : 2 éléments",
        "identité": "Identité à anonymiser : 1 élément",
    }  # fmt: skip
    words = said(doc)
    assert "H-90" in words
    assert "H-91" in words
    assert "FICTIF" not in words.upper()
    assert "24 mois après la fin du mandat ou du contrat" in words
    assert "30/06/2022" in words
    assert COORDONNEES not in said(part)
    assert IDENTITE in said(part)
    assert failures(render(doc).data) == []
