"""The paper of a check of an employer: what was found wanting, what follows, room to sign."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.controle_listes import SuiteControle, Trace
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import controles
from pvdesk.reports.blocks import Doc, Signatures, plain
from pvdesk.reports.papers import controle
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.papers.terrain import CONTROLE
from tests.pvdesk.reports.reading import heard, spaced, written
from tests.pvdesk.store.adultes_relais import poste, titulaire


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def said(doc: Doc) -> str:
    return " ".join(plain(words) for words in all_words(doc)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_conclusion_says_what_is_wanting_and_by_when() -> None:
    text = said(controle.build(CONTROLE))
    assert "Manques 1 sur 2 points vus : missions hors du texte Suite Mise en demeure Échéance 1er avril 2026" in text
    assert "Poste réellement occupé Oui Conforme" in text
    assert "Missions hors du texte Oui Manque" in text
    assert "Tuteur réel Non vu —" in text
    assert "Traces vues planning, registre" in text


def test_a_check_without_a_defect_says_so() -> None:
    text = said(controle.build(replace(CONTROLE, points=CONTROLE.points[:1], suite="Rien à signaler")))
    assert "Aucun manque sur 1 point vu " in text
    assert "Aucun point n’a été contrôlé" in said(controle.build(replace(CONTROLE, points=())))


def test_both_sign_and_a_draft_says_that_it_is_one() -> None:
    (signed,) = (b for b in controle.build(CONTROLE).blocks if isinstance(b, Signatures))
    assert signed.place.startswith("Fait à Lens, le 4 mars 2026")
    assert [name for name, _ in signed.signers] == ["Le délégué du préfet", "L’employeur"]
    draft = controle.build(replace(CONTROLE, projet=True, lieu_edition=""))
    assert draft.meta.draft
    assert "Fait le 4 mars 2026" in said(draft)


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_it_conforms_whatever_its_length(rows: int) -> None:
    doc = controle.build(
        replace(
            CONTROLE, points=(CONTROLE.points * rows)[:rows], actions=CONTROLE.actions * rows,
            observations="Vu.\n" * rows, traces=CONTROLE.traces * rows, projet=rows == 1,
        )
    )  # fmt: skip
    data = render(doc).data
    assert failures(data) == []
    assert spaced(heard(data)) == spaced(written(doc))


def test_a_stored_check_is_told_with_its_post_by_code(desk: Desk) -> None:
    convention = poste(desk, numero="AR-62-134")
    titulaire(desk, convention, "T-12", dt.date(2025, 1, 1))
    with desk.writing() as unit:
        draft = records.blank(
            unit, "controle", convention_uid=convention, date=dt.date(2025, 6, 3), lieu="Local", poste_occupe=True,
            hors_missions=False, suite=SuiteControle.RECOMMANDATIONS, note="canari",
        )  # fmt: skip
        draft.lines["traces"].append(LineDraft(new_uid(), {"trace": Trace.PLANNING}))
        records.save(unit, draft)
        action = records.blank(unit, "action", libelle="Revoir le tuteur", controle_uid=draft.uid)
        records.save(unit, action)
        doc = controles.compte_rendu_de_controle(unit, draft.uid)
        lost = records.save(unit, records.blank(unit, "controle"))
        empty = controles.compte_rendu_de_controle(unit, lost.uid)
        unit.commit()
    text = said(doc)
    assert "Employeur Association Exemple Convention AR-62-134" in text
    assert "Titulaire T-12" in text
    assert "Aucun manque sur 2 points vus" in text
    assert "Revoir le tuteur — — À faire" in text
    assert "canari" not in text
    assert "Camille" not in text
    assert doc.meta.draft  # a draft still
    assert "convention à préciser" in said(empty)
    assert failures(render(empty).data) == []
