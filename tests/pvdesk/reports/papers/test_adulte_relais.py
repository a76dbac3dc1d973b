"""The sheet of a post of adulte-relais and the report of its year: intervals, aid, months added up."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.activite_listes import Partenaire, TypeActivite
from db.models.controle_listes import SuiteControle
from db.types import MILLE, new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import catalogue, postes, printing, rapports
from pvdesk.reports.blocks import Doc, Grid, Heading, plain
from pvdesk.reports.papers import adulte_relais, rapport
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.papers.terrain import MOIS, POSTE, RAPPORT
from tests.pvdesk.reports.reading import heard, spaced, written
from tests.pvdesk.store.adultes_relais import poste, titulaire

D = dt.date


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def bare(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(doc: Doc) -> str:
    return bare(" ".join(plain(words) for words in all_words(doc)))


def grid(doc: Doc, head: str) -> list[list[str]]:
    (found,) = (b for b in doc.blocks if isinstance(b, Grid) and b.columns[0].title == head)
    return [[bare(plain(cell)) for cell in row] for row in found.rows]


def test_the_sheet_begins_with_who_holds_the_post() -> None:
    assert "Poste Vacant depuis le 15 mars 2025 (355 jours)" in said(adulte_relais.build(POSTE))
    held = replace(POSTE.periodes[1], titulaire="T-40")
    assert "Occupé par T-40 depuis le 15 mars 2025" in said(
        adulte_relais.build(replace(POSTE, periodes=(POSTE.periodes[0], held)))
    )
    assert "Pas encore pourvu" in said(adulte_relais.build(replace(POSTE, periodes=(), debut=D(2026, 9, 1))))
    over = replace(POSTE, periodes=POSTE.periodes[:1], terme=D(2025, 3, 14))
    text = said(adulte_relais.build(over))
    assert "Convention finie le 14 mars 2025" in text
    assert "finie depuis 355 jours" in text


def test_the_aid_is_added_up_and_an_unknown_amount_is_no_zero() -> None:
    rows = grid(adulte_relais.build(POSTE), "Année")
    assert rows[0] == ["2025", "73", "4 562,12 €", "292", "18 248,49 €", "4 560,00 €"]
    assert rows[1] == ["2026", "0", "0,00 €", "63", "—", "—"]
    assert rows[2] == ["Total", "73", "4 562,12 €", "355", "—", "4 560,00 €"]


def test_months_without_a_report_are_told_from_those_of_a_vacant_post() -> None:
    rows = grid(adulte_relais.build(POSTE), "Mois")
    assert rows[0][:3] == ["Janvier 2026", "Reçu", "42"]
    assert [row[1] for row in rows] == ["Reçu", "Poste vacant", "Non reçu", "1 sur 2"]
    assert rows[2][2] == "—"


def test_a_convention_that_is_only_asked_for_has_no_empty_section() -> None:
    doc = adulte_relais.build(
        adulte_relais.Poste(
            emetteur=POSTE.emetteur, edite_le=POSTE.edite_le, au=POSTE.au, reference="", numero="sans numéro"
        )
    )
    assert [plain(b.words) for b in doc.blocks if isinstance(b, Heading)] == ["Poste d’adulte-relais sans numéro"]
    assert failures(render(doc).data) == []


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_the_sheet_conforms_whatever_its_length(rows: int) -> None:
    doc = adulte_relais.build(
        replace(
            POSTE, periodes=(POSTE.periodes * rows)[:rows], titulaires=POSTE.titulaires * rows,
            aides=(POSTE.aides * rows)[:rows], passages=(POSTE.passages * rows)[:rows], mois=(MOIS * rows)[:rows],
            avenants=POSTE.avenants * rows, cofinancements=(POSTE.cofinancements * rows)[:rows],
        )
    )  # fmt: skip
    data = render(doc).data
    assert failures(data) == []
    assert spaced(heard(data)) == spaced(written(doc))


def test_the_report_says_whom_it_received_and_adds_up_the_months() -> None:
    doc = rapport.build(RAPPORT)
    text = said(doc)
    assert "Personnes reçues 42, dont 30 femmes et 12 hommes" in text
    assert "Mois non reçus mars" in text
    assert "Poste vacant février" in text
    assert "Part des femmes parmi les personnes reçues : 71,4 %." in text
    assert grid(doc, "Partenaire") == [["CAF", "6", "66,7 %"], ["École", "3", "33,3 %"], ["Total", "9", "100 %"]]
    assert grid(doc, "Activité")[0] == ["Jours travaillés", "15,5", "—", "—", "15,5"]
    assert "Parents rencontrés" not in text  # nobody counted them
    assert "L’employeur" in text


@pytest.mark.parametrize("months", [0, 1, 12])
def test_the_report_conforms_whatever_the_year(months: int) -> None:
    held = tuple(replace(MOIS[i % 3], jour=D(2026, i + 1, 1)) for i in range(months))
    many = tuple((f"Partenaire {i}", i) for i in range(40)) if months == 12 else ()
    doc = rapport.build(replace(RAPPORT, mois=held, orientations=many, textes=(("Bilan", "Dit.\n" * months),)))
    data = render(doc).data
    assert failures(data) == []
    assert spaced(heard(data)) == spaced(written(doc))


def month(desk: Desk, convention_uid: str, jour: dt.date, **values: object) -> str:
    with desk.writing() as unit:
        draft = records.blank(unit, "activite", convention_uid=convention_uid, debut=jour, **values)
        if values.get("accueil_femmes"):
            line = {"partenaire": Partenaire.CAF, "nombre": 4}
            draft.lines["orientations"].append(LineDraft(new_uid(), line))
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def year(desk: Desk) -> str:
    """A post of 2025, held by T-12 until 14 March then by T-40 from 5 May, three reports and a check."""
    uid = poste(desk, numero="AR-62-134", montant_temps_plein=22_810_61)
    titulaire(desk, uid, "T-12", D(2025, 1, 1), fin_reelle=D(2025, 3, 14))
    titulaire(desk, uid, "T-40", D(2025, 5, 5))
    month(desk, uid, D(2025, 1, 15), accueil_femmes=20, accueil_hommes=5, jours=15_500, difficultes="Le froid.")
    month(desk, uid, D(2025, 2, 1), accueil_femmes=10, jours=10 * MILLE)
    month(desk, uid, D(2025, 4, 1), poste_vacant=True)
    with desk.writing() as unit:
        records.save(
            unit,
            records.blank(
                unit, "controle", convention_uid=uid, date=D(2025, 6, 3), poste_occupe=False, tuteur=True,
                suite=SuiteControle.MISE_EN_DEMEURE, echeance=D(2025, 7, 1),
            ),
        )  # fmt: skip
        unit.commit()
    return uid


def test_a_stored_post_is_told_with_its_vacancies_and_its_checks(desk: Desk) -> None:
    uid = year(desk)
    with desk.reading() as unit:
        doc = postes.fiche_poste(unit, uid)
    text = said(doc)
    assert grid(doc, "Situation") == [
        ["Occupé par T-12", "01/01/2025", "14/03/2025", "73"],
        ["Vacant", "15/03/2025", "04/05/2025", "51"],
        ["Occupé par T-40", "05/05/2025", "31/12/2025", "241"],
    ]
    assert grid(doc, "Année") == [["2025", "314", "19 623,37 €", "51", "3 187,24 €"]]
    assert "03/06/2025 Contrôle Poste non occupé Mise en demeure 01/07/2025" in text
    assert "Convention finie le 31 décembre 2025" in text
    assert "Camille" not in text


def test_the_report_of_a_year_is_summed_from_its_months(desk: Desk) -> None:
    uid = year(desk)
    with desk.reading() as unit:
        doc = rapports.compte_rendu_annuel(unit, uid)
        (choice,) = rapports.choices(unit)
        assert rapports.rapport_de(unit, choice) == doc
    rows = grid(doc, "Mois")
    assert [row[1] for row in rows[:5]] == ["Reçu", "Reçu", "Non reçu", "Poste vacant", "Non reçu"]
    assert rows[-1][1:5] == ["2 sur 11", "30", "5", "35"]
    assert "Jours travaillés 25,5" in said(doc)
    assert "Janvier 2025 : Le froid." in said(doc)
    assert grid(doc, "Partenaire")[0] == ["CAF", "8", "100 %"]
    assert doc.meta.author == "Association Exemple"  # the employer’s own


def test_what_the_yearly_report_says_takes_the_place_of_the_months(desk: Desk) -> None:
    uid = year(desk)
    month(desk, uid, D(2025, 1, 1), type=TypeActivite.ANNUEL, bilan="Une belle année.", accueil_hommes=5)
    with desk.reading() as unit:
        text = said(rapports.compte_rendu_annuel(unit, uid))
    assert "Une belle année." in text
    assert "Le froid." not in text
    assert "35, dont 30 femmes" in text  # a yearly figure is never added to its months


def test_a_post_without_any_report_says_so(desk: Desk) -> None:
    uid = poste(desk)
    with desk.reading() as unit, pytest.raises(rapports.NoActivity, match="Aucun compte rendu"):
        rapports.compte_rendu_annuel(unit, uid)


def test_the_report_is_printed_from_the_house(desk: Desk, tmp_path: Path) -> None:
    year(desk)
    with desk.reading() as unit:
        (choice,) = catalogue.HOUSE_PAPERS["rapport-annuel"].choices(unit)
    assert choice.endswith("-2025")
    assert printing.print_to(desk, "rapport-annuel", choice, tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
