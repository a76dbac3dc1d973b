"""The file of a conseil, a project, a post: each paper once, at the page that the contents say, nothing empty."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.action import StatutAction
from db.models.conseil_listes import College
from db.models.seance import EtatCompteRendu, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports.blocks import (
    Box,
    Break,
    Contents,
    Doc,
    Facts,
    Grid,
    Heading,
    Letterhead,
    Meta,
    Para,
    Signatures,
    plain,
)
from pvdesk.reports.catalogue import PAPERS
from pvdesk.reports.papers import dossier, minutes
from pvdesk.reports.papers.dossier import Dossier, Evenement, Partie, Personne, Tache
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork
from tests import builders
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import heard, spaced, written
from tests.pvdesk.reports.test_contents import real, told

ROOT = Path(__file__).parents[4]
DAY = dt.date(2026, 3, 3)


def of_meetings(count: int) -> Dossier:
    """A file of meetings, one a day."""
    days = [DAY + dt.timedelta(days=number) for number in range(count)]
    parts = tuple(
        Partie(f"Plénière n° {number}", "Compte rendu", minutes.build(replace(samples.PLENIERE, date=day)))
        for number, day in enumerate(days)
    )
    return Dossier(
        emetteur=samples.EMETTEUR, edite_le=samples.QUAND, reference="INS-2026-D07-0001", sorte="Dossier du conseil",
        titre="Conseil citoyen Les Tilleuls", faits=(("Statut", "Actif"),),
        groupes=(("Titulaire", (Personne("H-01", "Habitants", "coprésidente", DAY), Personne("A-01", "Acteurs"))),),
        actions=(Tache("ACT-1", "Écrire au bailleur", "commune", DAY, "à faire"), Tache("ACT-2", "x", "", None, "")),
        chronologie=tuple(Evenement(day, "Plénière", "CC-1") for day in days) or (Evenement(DAY, "Constitué"),),
        parties=parts, donnees=samples.DONNEES,
    )  # fmt: skip


def nothing() -> Dossier:
    return Dossier(
        emetteur=samples.EMETTEUR, edite_le=samples.QUAND, reference="", sorte="Dossier du projet", titre="Jardin"
    )  # fmt: skip


def titles(doc: Doc) -> list[str]:
    return [spaced(plain(block.words)) for block in doc.blocks if isinstance(block, Heading) and block.level <= 2]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_contents_say_the_page_of_each_part(count: int) -> None:
    doc = dossier.build(of_meetings(count))
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    listed, drawn = told(rendered.data), real(rendered.data, "2")[1:]
    assert [page for _, page in listed] == [page for _, page in drawn]
    assert [title for title, _ in listed] == titles(doc)[1:]
    assert all(kicked.endswith(title) for (title, _), (kicked, _) in zip(listed, drawn, strict=True))
    assert spaced(heard(rendered.data)) == spaced(written(doc))


def test_a_part_begins_under_the_one_before_when_half_a_page_is_free() -> None:
    paper = Doc(samples_meta(), (Heading(1, "Séance"), Para("Échanges.\n" * 22)))  # a bit more than half a page
    short = replace(paper, blocks=(Heading(1, "Séance"), Para("Rien.")))
    parts = tuple(Partie(f"Séance {n}", "", one) for n, one in enumerate((paper, short, paper, paper, short)))
    pages = [page for _, page in told(render(dossier.build(replace(nothing(), parties=parts))).data)]
    assert pages == [1, 2, 2, 3, 4]


def test_an_empty_file_has_no_empty_part() -> None:
    doc = dossier.build(nothing())
    assert not [block for block in doc.blocks if isinstance(block, Contents | Grid | Break)]
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.pages == 1


def test_a_part_is_its_paper_one_level_down_without_what_the_cover_says() -> None:
    inside = dossier.build(of_meetings(1)).blocks
    start = next(place for place, block in enumerate(inside) if isinstance(block, Break))
    part = inside[start:-1]
    assert not [block for block in part if isinstance(block, Letterhead | Signatures | Box)]
    assert [block.level for block in part if isinstance(block, Heading)][:3] == [2, 3, 3]
    said = " ".join(plain(words) for words in all_words(Doc(samples_meta(), part)))
    assert "Demander au bailleur l’état de l’éclairage" in said
    assert samples.DONNEES not in said
    assert isinstance(inside[-1], Para)  # said once, at the end
    assert plain(inside[-1].words) == samples.DONNEES


def test_small_print_of_a_part_is_kept_and_leaves_no_title_alone() -> None:
    paper = minutes.build(samples.PLENIERE)
    ends = replace(paper, blocks=(Heading(1, "Séance"), Para("1. Retour", "label"), Para("Voir la visite.", "small")))
    blocks = dossier.build(replace(nothing(), parties=(Partie("Séance", "", ends),))).blocks
    assert plain(blocks[-1].words) == "Voir la visite."  # type: ignore[union-attr]


def test_a_draft_is_called_so_in_words() -> None:
    doc = dossier.build(of_meetings(1))
    kickers = [block.kicker for block in doc.blocks if isinstance(block, Heading) and "Plénière" in plain(block.words)]
    assert kickers == ["COMPTE RENDU · PROJET"]
    assert not doc.meta.draft


def test_a_part_that_lies_down_turns_its_pages_only() -> None:
    paper = minutes.build(samples.PLENIERE)
    wide = replace(paper, meta=replace(paper.meta, landscape=True))
    doc = dossier.build(replace(nothing(), parties=(Partie("Large", "", wide), Partie("Haute", "", paper))))
    breaks = [block for block in doc.blocks if isinstance(block, Break)]
    assert [(block.landscape, block.room) for block in breaks] == [(True, 0), (False, 0)]
    assert failures(render(doc).data) == []


def test_two_printings_of_a_file_are_identical() -> None:
    made = of_meetings(3)
    assert render(dossier.build(made)).sha256 == render(dossier.build(made)).sha256


def test_a_long_file_tells_its_pages_and_may_be_interrupted() -> None:
    doc, seen = dossier.build(of_meetings(3)), list[str]()

    class Enough(Exception):  # noqa: N818 - raised by who is told
        pass

    def tell(_done: int, _total: int, text: str) -> None:
        seen.append(text)
        if "5 pages" in text.replace("\u00a0", " "):
            raise Enough

    with pytest.raises(Enough):
        render(doc, tell=tell)
    assert len([text for text in seen if "page" in text]) == 5
    assert render(doc).pages > 5  # the next one is not hindered


@pytest.mark.slow
def test_two_hundred_meetings_have_the_pages_that_their_contents_say() -> None:
    doc = dossier.build(of_meetings(200))
    rendered = render(doc)
    assert rendered.pages > 400
    assert [page for _, page in told(rendered.data)] == [page for _, page in real(rendered.data, "2")[1:]]


@pytest.mark.slow
def test_a_thousand_pages_take_300_megabytes_at_most_at_thirty_a_second(
    record_property: Callable[[str, object], None],
) -> None:
    """In a process of its own, by the benchmark."""
    script = [str(ROOT / "benchmarks" / "papier.py"), "--moteur", "pvdesk", "--papier", "dossier", "--pages", "1000"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, *script], env=env, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["pages"] >= 1000
    assert found["mio"] <= 300
    assert found["pages"] / found["cpu"] >= 15  # thirty on a free machine
    record_property("dossier de mille pages, pic de mémoire, Mio", f"{found['mio']:.0f} (au plus 300)")


def samples_meta() -> Meta:
    return minutes.build(samples.PLENIERE).meta


# ---- from stored records
@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "poste")
    yield made
    made.close()


def conseil_with(desk: Desk, *states: tuple[StatutReunion, EtatCompteRendu | None]) -> str:
    """A conseil of ten fictional people, a meeting a month, and an open action."""
    conseil, _ = builders.add_dix(desk)
    for month, (statut, state) in enumerate(states, 1):
        day = dt.date(2026, month, 10)
        uid = builders.add_reunion(
            desk, conseil, day, statut=statut, compte_rendu=state, objet=f"Sujet {month}", animateur=""
        )
    with desk.writing() as unit:
        add(unit, "action", libelle="Relancer la commune", responsable="commune", reunion_uid=uid)
        add(unit, "action", libelle="Déjà faite", statut=StatutAction.FAITE, reunion_uid=uid)
        add(unit, "visite", conseil_uid=conseil, date=dt.date(2026, 2, 1), objet="Marché", lieu="Place")
        unit.commit()
    return conseil


def add(unit: UnitOfWork, table: str, **values: object) -> str:
    return records.save(unit, records.blank(unit, table, **values)).uid


def made(desk: Desk, paper: str, uid: str) -> Doc:
    with desk.reading() as unit:
        return PAPERS[paper].build(unit, uid)


def said(doc: Doc) -> str:
    return "\n".join(plain(words) for words in all_words(doc))


HELD = (
    (StatutReunion.TENUE, EtatCompteRendu.DIFFUSE), (StatutReunion.TENUE, None), (StatutReunion.PREVUE, None),
)  # fmt: skip


def test_the_file_of_a_conseil_holds_its_meetings_its_visits_and_its_people(desk: Desk) -> None:
    doc = made(desk, "dossier-conseil", conseil_with(desk, *HELD))
    assert [title for title in titles(doc) if title] == [
        "Conseil citoyen Les Tilleuls", "Membres", "Actions ouvertes", "Chronologie", "Fiche du conseil",
        "Plénière du 10 janvier 2026, Sujet 1", "Visite du 1er février 2026, Marché",
        "Plénière du 10 février 2026, Sujet 2",
    ]  # fmt: skip
    words = said(doc)
    assert "EXEMPLE Camille" in words
    assert "Relancer la commune" in words
    assert "Déjà faite" not in words
    assert "Plénière du 10 mars 2026, Sujet 3 (prévue)" in words  # said in the chronology, printed nowhere
    facts = next(block for block in doc.blocks if isinstance(block, Facts))
    assert ("Pièces", "2 réunions, 1 visite") in [(a, plain(b).replace("\u00a0", " ")) for a, b in facts.pairs]
    assert failures(render(doc).data) == []


def test_the_file_to_be_handed_out_names_nobody_and_holds_what_was_sent(desk: Desk) -> None:
    doc = made(desk, "dossier-conseil-public", conseil_with(desk, *HELD))
    words = said(doc)
    assert not [name for _, name, *_ in builders.DIX if name.upper() in words.upper().split()]
    assert [title for title in titles(doc) if title.startswith("Plénière")] == ["Plénière du 10 janvier 2026, Sujet 1"]
    counts = next(block for block in doc.blocks if isinstance(block, Grid))
    assert {row[1] for row in counts.rows} == {College.HABITANTS.libelle, College.ACTEURS.libelle}


def test_a_conseil_that_never_met_has_no_empty_part(desk: Desk) -> None:
    with desk.writing() as unit:
        uid = add(unit, "conseil", nom="Conseil à constituer")
        unit.commit()
    assert titles(made(desk, "dossier-conseil", uid)) == ["Conseil à constituer", "Fiche du conseil"]


def test_the_file_of_a_project_says_each_stage_once(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.blank(unit, "projet", intitule="Jardin partagé", annee=2026, depose_le=DAY)
        draft.lines["relances"] = [LineDraft(new_uid(), {"date": DAY, "mode": "courriel"})]
        uid = records.save(unit, draft).uid
        add(unit, "visite", projet_uid=uid, date=dt.date(2026, 5, 1), objet="Bêchage", lieu="Jardin")
        add(unit, "action", libelle="Finir le jardin", responsable="porteur", projet_uid=uid)
        unit.commit()
    doc = made(desk, "dossier-projet", uid)
    assert titles(doc) == [
        "Jardin partagé", "Actions ouvertes", "Chronologie", "Fiche du projet", "Visite du 1er mai 2026, Bêchage"
    ]  # fmt: skip
    events = [spaced(plain(row[1])) for row in chronology(doc).rows]
    assert events == ["Déposé", "Relances : courriel", "Visite du 1er mai 2026, Bêchage"]


def chronology(doc: Doc) -> Grid:
    return next(block for block in doc.blocks if isinstance(block, Grid) and block.columns[1].title == "Fait")


def test_the_file_of_a_post_holds_who_held_it_and_what_they_did(desk: Desk) -> None:
    with desk.writing() as unit:
        uid = add(unit, "convention", numero="ESSAI-1", debut=dt.date(2026, 1, 1), fin=dt.date(2028, 12, 31))
        add(unit, "occupation", convention_uid=uid, code="T-01", debut=dt.date(2026, 1, 5))
        add(unit, "activite", convention_uid=uid, debut=dt.date(2026, 2, 1))
        add(unit, "controle", convention_uid=uid, date=dt.date(2026, 4, 2))
        unit.commit()
    doc = made(desk, "dossier-poste", uid)
    assert titles(doc)[1:] == [
        "Chronologie", "Fiche du poste", "Titulaire de poste : T-01", "Compte rendu mensuel, février 2026",
        "Contrôle d’employeur du 2 avril 2026",
    ]  # fmt: skip
    assert failures(render(doc).data) == []
