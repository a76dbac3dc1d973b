"""The letter to a porteur whose bilan is due: what it says, and when it is refused."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Financeur
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import printing, reminders
from pvdesk.reports.blocks import Doc, Facts, Para, plain
from pvdesk.reports.papers import relance
from pvdesk.store import projets, records
from pvdesk.store.desk import Desk
from tests.builders import clock_at, make_desk
from tests.pvdesk.reports import samples

LETTRE = samples.RELANCE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "poste")
    yield desk
    desk.close()


def paragraphs(doc: Doc) -> str:
    return " ".join(plain(b.words) for b in doc.blocks if isinstance(b, Para))


def facts(doc: Doc) -> dict[str, str]:
    return {label: plain(value) for b in doc.blocks if isinstance(b, Facts) for label, value in b.pairs}


def test_the_letter_says_the_delay_and_what_came_before() -> None:
    text = paragraphs(relance.build(LETTRE)).replace("\u00a0", " ")
    assert "soit le 30 juin 2025. Il ne nous est pas parvenu : le retard est de 63 jours." in text
    assert "Nous vous l’avons déjà rappelé le 10 juillet 2025." in text
    assert "Association Exemple, Lens, SIRET 999 999 998 00019" in text


def test_several_earlier_letters_are_listed() -> None:
    days = (dt.date(2025, 7, 10), dt.date(2025, 8, 1), dt.date(2025, 8, 20))
    text = paragraphs(relance.build(replace(LETTRE, precedentes=days)))
    assert "le 10 juillet 2025, 1er août 2025 et 20 août 2025." in text.replace("\u00a0", " ")


def test_a_letter_before_the_due_date_speaks_of_no_delay() -> None:
    doc = relance.build(replace(LETTRE, retard=0, precedentes=()))
    assert "Il ne nous est pas encore parvenu." in paragraphs(doc)
    assert "rappelé" not in paragraphs(doc)
    assert "Retard" not in facts(doc)


def test_a_report_that_was_granted_is_said() -> None:
    text = paragraphs(relance.build(replace(LETTRE, reportee=True, echeance=dt.date(2025, 12, 31), retard=0)))
    assert "Le report qui vous a été accordé fixe au 31 décembre 2025" in text.replace("\u00a0", " ")


def test_what_is_not_known_is_not_said() -> None:
    doc = relance.build(replace(LETTRE, siret="", commune="", dauphin="", accorde=None, exercice=None))
    assert set(facts(doc)) == {"Bilan attendu le", "Retard"}
    assert "SIRET" not in paragraphs(doc)


def late_project(desk: Desk) -> str:
    with desk.writing() as unit:
        porteur = records.blank(
            unit, "organisme", nom="Association Exemple", siret="999 999 998 00019", commune="62498"
        )
        records.save(unit, porteur)
        draft = records.blank(
            unit, "projet", intitule="Mobilité", annee=2024, porteur_uid=porteur.uid, dauphin="DA24",
            etape=EtapeProjet.BILAN_ATTENDU,
        )  # fmt: skip
        line = {"financeur": Financeur.BOP_147, "demande": 700_000, "accorde": 600_000}
        draft.lines["cofinanceurs"].append(LineDraft(new_uid(), line))
        records.save(unit, draft)
        unit.commit()
    return draft.uid


def letter(desk: Desk, uid: str) -> Doc:
    with desk.reading() as unit:
        return reminders.relance_du_porteur(unit, uid)


def test_the_letter_is_the_one_of_the_last_reminder(desk: Desk) -> None:
    uid = late_project(desk)
    assert facts(letter(desk, uid))["Retard"].replace("\u00a0", " ") == "472 jours"  # none noted: today
    with desk.writing() as unit:
        for jour in dt.date(2025, 9, 1), dt.date(2025, 7, 10):
            projets.relancer(unit, uid, jour)
        unit.commit()
    said = facts(letter(desk, uid))
    assert said["Retard"].replace("\u00a0", " ") == "63 jours"
    assert said["N° Dauphin"] == "DA24"
    assert "déjà rappelé le 10 juillet 2025" in paragraphs(letter(desk, uid)).replace("\u00a0", " ")
    assert "Lens" in paragraphs(letter(desk, uid))


def at(desk: Desk, jour: dt.date) -> Desk:
    """The same desk, another day."""
    return replace(desk, clock=clock_at(jour))


def test_without_a_reminder_the_letter_is_of_the_day_it_is_printed(desk: Desk, tmp_path: Path) -> None:
    uid = late_project(desk)
    later = at(desk, dt.date(2026, 11, 20))
    doc = letter(later, uid)
    assert facts(doc)["Retard"].replace("\u00a0", " ") == "508 jours"
    assert doc.meta.when.date() == dt.date(2026, 11, 20)
    assert letter(later, uid) == doc
    assert (
        printing.print_to(later, "relance", uid, tmp_path / "1.pdf").read_bytes()
        == (
            printing.print_to(
                replace(later, clock=clock_at(dt.date(2026, 11, 20), 9)), "relance", uid, tmp_path / "2.pdf"
            )
        ).read_bytes()
    )


def test_no_letter_before_the_bilan_is_late(desk: Desk) -> None:
    uid = late_project(desk)
    with pytest.raises(reminders.NotDue, match="attendu le 30 juin 2025"):
        letter(at(desk, dt.date(2025, 6, 30)), uid)
    assert facts(letter(at(desk, dt.date(2025, 7, 1)), uid))["Retard"].replace("\u00a0", " ") == "1 jour"


def test_a_reminder_of_before_a_report_is_an_earlier_letter(desk: Desk) -> None:
    uid = late_project(desk)
    with desk.writing() as unit:
        projets.relancer(unit, uid, dt.date(2025, 9, 1))
        draft = records.load(unit, "projet", uid)
        draft.lines["reports"].append(
            LineDraft(new_uid(), {"date": dt.date(2025, 9, 10), "echeance": dt.date(2026, 9, 30)})
        )
        records.save(unit, draft)
        unit.commit()
    doc = letter(desk, uid)
    assert facts(doc)["Retard"].replace("\u00a0", " ") == "15 jours"
    assert "déjà rappelé le 1er septembre 2025" in paragraphs(doc).replace("\u00a0", " ")


def test_no_letter_when_nothing_is_owed_or_nobody_is_known(desk: Desk) -> None:
    uid = late_project(desk)
    with desk.writing() as unit:
        draft = records.load(unit, "projet", uid)
        draft.values["porteur_uid"] = None
        records.save(unit, draft)
        unit.commit()
    with pytest.raises(reminders.Nobody):
        letter(desk, uid)
    with desk.writing() as unit:
        draft = records.load(unit, "projet", uid)
        draft.values["bilan_recu_le"] = dt.date(2025, 9, 30)
        records.save(unit, draft)
        unit.commit()
    with pytest.raises(reminders.NotOwed, match="Rien n’a été imprimé"):
        letter(desk, uid)


def test_the_letter_is_printed_by_its_name(desk: Desk, tmp_path: Path) -> None:
    target = printing.print_to(desk, "relance", late_project(desk), tmp_path / "relance.pdf")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_paper_of_another_type_says_what_the_fiche_is(desk: Desk, tmp_path: Path) -> None:
    uid = late_project(desk)
    with desk.reading() as unit:
        reference = records.load(unit, "projet", uid).reference
    with pytest.raises(printing.WrongType) as refused:
        printing.print_to(desk, "note", reference, tmp_path / "note.pdf")
    assert f"«\u00a0{reference}\u00a0» existe, son type est «\u00a0Projet\u00a0»" in refused.value.phrase
    assert "relance, " in refused.value.remedy
    assert refused.value.remedy.endswith(", fiche.")
    with pytest.raises(records.Absent):
        printing.print_to(desk, "note", "PRJ-0", tmp_path / "note.pdf")
