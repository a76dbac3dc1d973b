"""The sheet of a project: totals and shares, what is late, the rating, what was decided of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Cotation, Financeur
from db.models.seance import DecisionProjet
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import projets, sheets
from pvdesk.reports.blocks import Doc, Grid, Heading, plain
from pvdesk.reports.papers import projet
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.papers.terrain import PROJET
from tests.pvdesk.reports.reading import heard, spaced, written


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def said(doc: Doc) -> str:
    return " ".join(plain(words) for words in all_words(doc)).replace("\u00a0", " ").replace("\u202f", " ")


def grid(doc: Doc, head: str) -> list[list[str]]:
    (found,) = (b for b in doc.blocks if isinstance(b, Grid) and b.columns[0].title == head)
    return [[plain(cell).replace("\u00a0", " ").replace("\u202f", " ") for cell in row] for row in found.rows]


def test_the_budget_adds_up_and_says_the_share_of_each() -> None:
    doc = projet.build(PROJET)
    products = grid(doc, "Produits")
    assert products[0] == ["État, BOP 147", "7 000,00 €", "45,2 %", "6 000,00 €", "60 %", "6 000,00 €", "03/06/2024"]
    assert products[2] == ["CAF", "4 500,50 €", "29 %", "—", "—", "—", "—"]
    assert products[-1] == ["Total", "15 500,50 €", "100 %", "10 000,00 €", "100 %", "6 000,00 €", "—"]
    assert grid(doc, "Charges")[-1] == ["Total", "15 500,50 €", "100 %", "5 000,00 €", "100 %"]


def test_whole_euros_are_written_without_cents() -> None:
    doc = projet.build(replace(PROJET, produits=PROJET.produits[:2]))
    assert grid(doc, "Produits")[-1][1] == "11 000 €"


def test_amounts_end_their_column() -> None:
    heads = {c.title: c.align for b in projet.build(PROJET).blocks if isinstance(b, Grid) for c in b.columns}
    assert {heads[name] for name in ("Demandé", "Part", "Accordé", "Versé", "Prévu", "Montant", "Total")} == {"right"}


def test_what_is_late_is_said_in_words_on_the_first_lines_and_with_the_stages() -> None:
    text = said(projet.build(PROJET))
    assert "En retard de 247 jours : attendu le 30 juin 2025, non reçu" in text
    assert "Bilan non reçu : 247 jours de retard au 4 mars 2026" in text
    assert "Attendu le 30 juin 2025" in said(projet.build(replace(PROJET, retard=0)))


def test_beneficiaries_are_added_up_when_there_are_several_bands() -> None:
    rows = grid(projet.build(PROJET), "Bénéficiaires")
    assert rows[2] == ["Prévu", "Ensemble", "1 212", "6", "1", "1 219", "9"]
    assert rows[3][1] == "Tous âges"
    assert len(rows) == 4


def test_a_question_without_answer_is_not_a_no() -> None:
    assert grid(projet.build(PROJET), "Critère") == [["Diagnostic sexué", "Oui"], ["Encadrement mixte", "Sans réponse"]]
    unrated = projet.build(replace(PROJET, egalite=projet.Egalite()))
    assert "Le projet n’est pas coté." in said(unrated)


def test_an_idea_has_no_empty_section() -> None:
    doc = projet.build(
        projet.Projet(
            emetteur=PROJET.emetteur,
            edite_le=PROJET.edite_le,
            au=PROJET.au,
            reference="",
            intitule="Idée",
            etape="Idée",
        )
    )
    heads = [plain(b.words) for b in doc.blocks if isinstance(b, Heading)]
    assert heads == ["Idée", "Égalité femmes-hommes"]
    assert failures(render(doc).data) == []


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_it_conforms_whatever_its_length(rows: int) -> None:
    doc = projet.build(
        replace(
            PROJET, produits=(PROJET.produits * rows)[:rows], charges=(PROJET.charges * rows)[:rows],
            etapes=(PROJET.etapes * rows)[:rows], relances=(PROJET.relances * rows)[:rows],
            decisions=PROJET.decisions * rows, publics=(PROJET.publics * rows)[:rows],
        )
    )  # fmt: skip
    data = render(doc).data
    assert failures(data) == []
    assert spaced(heard(data)) == spaced(written(doc))


def test_a_stored_project_is_told_with_its_porteur_and_its_decisions(desk: Desk) -> None:
    with desk.writing() as unit:
        porteur = records.save(
            unit,
            records.blank(unit, "organisme", nom="Association Exemple", siret="99999999800019", commune="62498"),
        )
        draft = records.blank(
            unit, "projet", intitule="Mobilité", annee=2024, porteur_uid=porteur.uid, etape=EtapeProjet.BILAN_ATTENDU,
            cotation_entree=Cotation.G1, eg_comptage=True, note="canari", priorite_nationale=False,
        )  # fmt: skip
        lines = (
            ("cofinanceurs", {"financeur": Financeur.BOP_147, "demande": 700_000, "accorde": 600_000}),
            ("cofinanceurs", {"financeur": Financeur.COMMUNE, "precision": "Lens", "demande": 300_000}),
            ("etapes", {"etape": EtapeProjet.NOTIFIE, "date": dt.date(2024, 5, 2)}),
            ("etapes", {"etape": EtapeProjet.DEPOSE, "date": dt.date(2024, 1, 15)}),
            ("quartiers", {"quartier": "QN06201M"}),
        )
        for key, values in lines:
            draft.lines[key].append(LineDraft(new_uid(), values))
        records.save(unit, draft)
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Comité de pilotage (exemple)"))
        reunion = records.blank(unit, "reunion", conseil_uid=conseil.uid, date=dt.date(2024, 4, 9))
        decided = {"projet_uid": draft.uid, "decision": DecisionProjet.RESERVES, "montant": 600_000}
        reunion.lines["projets"].append(LineDraft(new_uid(), decided))
        records.save(unit, reunion)
        action = records.blank(unit, "action", libelle="Demander le bilan", responsable="délégué", projet_uid=draft.uid)
        records.save(unit, action)
        doc, sheet = projets.fiche_projet(unit, draft.uid), sheets.fiche(unit, draft.uid)
        unit.commit()
    text = said(doc)
    assert "Association Exemple, Lens, SIRET 999 999 998 00019" in text
    assert "7 000 € demandés (70 %), 6 000 € accordés (60 %)" in text
    assert "En retard de 472 jours : attendu le 30 juin 2025" in text
    assert grid(doc, "Produits")[1][0] == "Commune – Lens"
    assert [row[0] for row in grid(doc, "Étape")] == ["Déposé", "Notifié"]
    assert "09/04/2024 Comité de pilotage (exemple) Retenu avec réserves" in text
    assert "Demander le bilan délégué — À faire" in text
    assert "Priorité nationale" not in text
    assert "canari" not in text + said(sheet)
    assert doc.meta.when.date() == dt.date(2026, 10, 15)
    assert grid(sheet, "Financeur")[-1][:3] == ["Total", "—", "10 000,00 €"]
