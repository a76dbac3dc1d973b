"""What a lot d'envoi holds, and what it never holds."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.models.echange import Role, UsageCle
from db.models.seance import StatutReunion
from pvdesk.bundle import export, identity
from pvdesk.store import records
from pvdesk.store.desk import create
from tests.builders import PHRASE, TODAY
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

CANARY = "CanariJaune"
HOSTILE = {
    "a megabyte": "é" * 500_000,
    "a NUL": "avant\x00après",
    "right to left": "\u202eעברית\u202c et \u200f",
    "emoji": "👩\u200d👩\u200d👧\u200d👦🇫🇷",
    "a very long line": "mot " * 1250 + "\r\n\t" + "x" * 5000,
    "what looks like the format": '{"op":"del"}\n\\u0000\u2028\u2029',
}


def test_private_notes_and_misunderstood_typing_never_leave(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members, note=f"{CANARY} réunion")
    x.edit(pair.poste, conseil, "conseil", note=f"{CANARY} conseil")
    with pair.poste.writing() as unit:
        draft = records.blank(unit, "organisme", nom="Association fictive", note=f"{CANARY} organisme")
        draft.saisies["cer_le"] = f"{CANARY} 32/13"
        records.save(unit, draft)
        unit.commit()
    ticked = frozenset({draft.uid})
    first = pair.send(drafts=ticked)
    x.edit(pair.poste, uid, note=f"{CANARY} changée", lieu="Mairie")
    second = pair.send(drafts=ticked)
    assert set(pair.lines(second)) >= {"organisme", "reunion", "conseil"}
    for path in (first, second):
        assert x.canary_free(path, pair.template.reserve, CANARY, "saisies", '"note"')
        pair.take(path)
    assert not any(CANARY.lower() in str(row).lower() for row in x.words_of(pair.mission) + x.words_of(pair.poste))
    assert not any(CANARY in str(rows) for rows in x.dump(pair.mission).values())
    assert export.review(pair.poste).notes_privees == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_travels_intact(pair: Pair, name: str) -> None:
    said = HOSTILE[name].replace("\x00", "\ufffd")  # no server keeps a NUL
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    x.add_line(pair.poste, uid, "points", titre="Texte", echanges=HOSTILE[name])
    pair.trip()
    assert pair.at_mission(uid).lines["points"][1].values["echanges"] == said
    x.edit_line(pair.poste, uid, "points", pair.at_poste(uid).lines["points"][1].uid, echanges=HOSTILE[name] + "!")
    pair.trip()
    assert pair.at_mission(uid).lines["points"][1].values["echanges"] == said + "!"


def test_reasons_given_to_warnings_travel(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    for reason in ("premier motif", "second motif"):
        with pair.poste.writing() as unit:
            draft = records.load(unit, "reunion", uid)
            draft.motifs["quorum"] = reason
            records.save(unit, draft)
            unit.commit()
        pair.trip()
        assert pair.at_mission(uid).motifs == {"quorum": reason}


def test_a_poste_that_is_not_enrolled_exports_nothing(pair: Pair, tmp_path: Path) -> None:
    alone = create(tmp_path / "seul", PHRASE, role=Role.POSTE, code="D09", nom="Seul", clock=pair.clock)
    x.conseil(alone)
    before = x.dump(alone)
    review = export.review(alone)
    assert (review.enrolled, review.mission, review.total, review.derniere) == (False, "", 0, None)
    with pytest.raises(export.NotEnrolled):
        export.export(alone, pair.out)
    assert x.dump(alone) == before
    alone.close()


def test_the_review_counts_what_would_leave_before_anything_is_written(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    x.edit_line(pair.poste, uid, "points", pair.at_poste(uid).lines["points"][0].uid, echanges="Un échange")
    before = x.dump(pair.poste)
    review = export.review(pair.poste)
    assert x.dump(pair.poste) == before
    assert (review.enrolled, review.mission, review.total) == (True, "Mission d’essai", 1)
    assert (review.textes_libres, review.personnes, review.notes_privees) == (1, 1, 0)
    by_table = {c.table: c for c in review.choices}
    assert by_table["reunion"].noms == ("03/03/2026",)
    assert (by_table["reunion"].nouveaux, by_table["reunion"].modifies) == (1, 0)
    assert by_table["membre"].brouillons == tuple(members)
    pair.trip(message="Bonjour")
    x.edit(pair.poste, uid, lieu="Mairie")
    again = {c.table: c for c in export.review(pair.poste).choices}["reunion"]
    assert (again.nouveaux, again.modifies) == (0, 1)
    assert export.review(pair.poste).derniere == TODAY


def test_each_lot_names_the_one_before_and_speaks_for_itself_until_answered(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    first, second = (pair.opened_lot(pair.send(message="Un mot")) for _ in range(2))
    assert first.manifeste.pvdesk.precedent is None
    assert second.manifeste.pvdesk.precedent == first.sha256
    assert second.manifeste.pvdesk.presentation is not None
    assert second.manifeste.pvdesk.message == "Un mot"
    pair.trip()
    third = pair.opened_lot(pair.send()).manifeste.pvdesk
    assert third.presentation is None
    assert 0 < third.depuis <= third.jusqua
    assert third.vu > 0


def test_a_meeting_that_became_a_carence_keeps_its_state(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    x.edit(pair.poste, uid, statut=StatutReunion.CARENCE)
    pair.trip()
    assert pair.at_mission(uid).values["statut"] is StatutReunion.CARENCE


def test_public_tools_open_a_lot_with_the_reserve_key(pair: Pair, tmp_path: Path) -> None:
    if not all(shutil.which(name) for name in ("age", "unzip", "minisign")):
        pytest.skip("age, unzip or minisign is not installed here")
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    path = pair.send()
    reserve = pair.template.folder / "reserve.txt"
    with pair.poste.reading() as unit:
        (tmp_path / "D07.pub").write_text(identity.key(unit, UsageCle.SIGNATURE).publique, encoding="utf-8")
    for command in (
        ["age", "-d", "-i", str(reserve), "-o", "lot.zip", str(path)],
        ["unzip", "-q", "lot.zip", "-d", "lot"],
        ["minisign", "-V", "-p", "D07.pub", "-m", "lot/datapackage.json"],
        [
            sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "lot/datapackage.json", "--trusted",
        ],
    ):  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_sample_data_is_reviewed_and_never_exported(tmp_path: Path) -> None:
    desk = create(tmp_path / "exemple", PHRASE, role=Role.POSTE, code="D07", nom="Exemple", exemple=True)
    try:
        assert export.review(desk).exemple
        with pytest.raises(export.Exemple):
            export.export(desk, tmp_path / "sortie")
    finally:
        desk.close()
    assert not (tmp_path / "sortie").exists()
