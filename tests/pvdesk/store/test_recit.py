"""The history of a fiche, in French."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from db.base import Etat
from db.models.echange import Role
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.recit import LONGEST, Recit, between, recit
from tests.builders import MANDATE, TODAY, add_noeux, add_reunion, clock_at, make_desk

Noeux = tuple[str, dict[str, str]]


def told(desk: Desk, uid: str) -> Recit:
    with desk.reading() as unit:
        return recit(unit, "reunion", uid)


def said(desk: Desk, uid: str, place: int = 0) -> list[tuple[str, str]]:
    return [(dit.quoi, dit.texte.replace("\u00a0", " ")) for dit in told(desk, uid).passages[place].dits]


def change(desk: Desk, uid: str, line: dict[str, object] | None = None, **values: object) -> None:
    """Some data changed an hour later, and a line added, or the last one changed."""
    with replace(desk, clock=clock_at(TODAY, 20)).writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.values |= values
        if line is not None and "membre_uid" in line:
            draft.lines["presences"].append(LineDraft(new_uid(), line))
        elif line is not None:
            draft.lines["presences"][-1].values |= line
        records.save(unit, draft)
        unit.commit()


def test_old_and_new_values_are_written_as_the_form_writes_them(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    change(desk, uid, lieu="Gymnase", debut=dt.time(19), conseil_uid=None)
    assert said(desk, uid) == [
        ("Conseil", "« Conseil citoyen de Nœux-les-Mines » → rien"),
        ("Début", "« 18 h 30 » → « 19 h »"), ("Lieu", "« Maison de quartier » → « Gymnase »"),
    ]  # fmt: skip
    whole = told(desk, uid)
    assert (whole.sorte, whole.modifiable, whole.passages[0].poste) == ("Réunion", True, "D07")
    assert said(desk, uid, -1)[0] == ("Fiche créée", "")
    assert ("Date", "« 15/10/2026 »") in said(desk, uid, -1)


def test_a_line_is_told_by_the_name_of_who_it_is_about(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    change(desk, uid, {"membre_uid": noeux[1]["H-01"]})
    assert [(quoi, texte.startswith("ajout de « H-01")) for quoi, texte in said(desk, uid)] == [("Présences", True)]


@pytest.mark.parametrize(("role", "shown"), [(Role.POSTE, True), (Role.MISSION, False)])
def test_private_notes_are_not_told_at_the_mission(tmp_path: Path, role: Role, *, shown: bool) -> None:
    desk = make_desk(tmp_path / "donnees", role=role, code="D07" if shown else "M62")
    conseil, _ = add_noeux(desk)
    uid = add_reunion(desk, conseil, TODAY, note="à ne pas dire")
    change(desk, uid, note="encore moins")
    assert ("dire" in str(told(desk, uid))) is shown
    assert told(desk, uid).modifiable is shown
    desk.close()


def test_what_becomes_of_the_fiche_is_said_in_words(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], MANDATE)
    with desk.writing() as unit:
        record = unit.session.get_one(records.model_of("reunion"), uid)
        record.etat = Etat.FINAL
        unit.session.flush()
        records.delete(unit, "reunion", uid)
        unit.commit()
    whole = told(desk, uid)
    assert said(desk, uid)[-2:] == [("État", "« Brouillon » → « Terminé »"), ("Mise à la corbeille", "")]
    assert not whole.modifiable


def test_of_two_long_texts_only_what_differs_is_told() -> None:
    text = between("a" * 400 + " avant " + "z" * 400, "a" * 400 + " après " + "z" * 400)
    assert len(text) < LONGEST
    assert "vant " in text
    assert "près " in text
    assert text.count("…") == 4
    assert len(between("", "b" * 900)) <= LONGEST + 4


def test_a_diffusion_is_told_by_its_code_and_not_by_a_digest(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    change(desk, uid, cr_version=1, cr_code="ABCD-EFGH", cr_sha256="0" * 64)
    assert said(desk, uid) == [("Version du compte rendu", "« 1 »"), ("Code de contrôle", "« ABCD-EFGH »")]
