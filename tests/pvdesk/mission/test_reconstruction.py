"""The mission's base is made again, identical, from its lots and its decisions alone; what is missing is named."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.errors import Faute
from db.journal import Trace
from db.models.arbitrage import Decision, DecisionConflit
from db.models.echange import IssueLot, Lot
from pvdesk.base import files
from pvdesk.bundle import envelope, identity
from pvdesk.bundle.codec import Ligne
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import archive, conflits, corrections, depot, doublons, dump, intake, postes, reconstruction
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


@pytest.fixture
def kept(pair: Pair) -> Pair:
    """A pair whose mission keeps what it decides."""
    pair.mission = archive.archived(pair.mission)
    return pair


def dumped(desk: Desk) -> str:
    with desk.reading() as unit:
        return dump.dump(unit)


def rebuilt(pair: Pair, name: str = "refait") -> Desk:
    """The rebuilt base, open; to be closed."""
    with pair.mission.reading() as unit:
        opened = identity.identities(unit)
    return reconstruction.rebuild(pair.mission, pair.folder / name, pair.template.mission_key, opened).desk


def same(pair: Pair) -> bool:
    made = rebuilt(pair)
    try:
        assert {w[:2] for w in x.words_of(made)} == {w[:2] for w in x.words_of(pair.mission)}
        return dumped(made) == dumped(pair.mission)
    finally:
        made.close()


def a_life(pair: Pair) -> str:
    """Lots both ways, edits, a clash settled, a correction, a pair united, a poste enrolled, named, then revoked."""
    where, members = x.conseil(pair.poste, members=3)
    uid = x.reunion(pair.poste, where, members)
    pair.trip()
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, objet="Bilan")
    pair.trip()
    with pair.mission.writing() as unit:
        corrections.demander(unit, "reunion", uid, "La date ne va pas", "date")
        unit.commit()
    which = d.clash(pair.mission, "reunion", uid, "lieu", "Gymnase")
    with pair.mission.writing() as unit:
        conflits.reporter(unit, which)
        conflits.regler(unit, which, DecisionConflit.PRENDRE)
        unit.commit()
    for _ in range(2):
        d.record(pair.mission, "convention", numero="62-1")
    with pair.mission.writing() as unit:
        doublons.chercher(unit)
        (double,) = doublons.ouverts(unit)
        doublons.unir(unit, double.id, double.second)
        unit.commit()
    postes.enrol(pair.mission, "D09", pair.out)
    postes.nommer(pair.mission, "D09", "Délégation d’essai")
    postes.revoke(pair.mission, "D09", "perdu")
    x.drop_line(pair.mission, uid, "presences", pair.at_mission(uid).lines["presences"][0].uid)
    return uid


@pytest.mark.au_serveur
def test_the_base_is_rebuilt_identical_from_lots_and_decisions(kept: Pair) -> None:
    a_life(kept)
    assert same(kept)


def test_the_command_s_work_says_what_it_did(kept: Pair) -> None:
    a_life(kept)
    steps: list[tuple[int, int]] = []
    made = reconstruction.reconstruire(
        kept.mission, kept.folder / "refait", kept.template.mission_key, lambda *step: steps.append(step)
    )
    assert made.identique
    assert (made.lots, steps[-1][0]) == (2, steps[-1][1])


def test_a_mission_older_than_the_archive_begins_by_its_whole_state(pair: Pair) -> None:
    where, members = x.conseil(pair.poste)
    x.reunion(pair.poste, where, members)
    pair.trip()
    pair.mission = archive.archived(pair.mission)
    x.edit(pair.mission, where, "conseil", nom="Conseil renommé")
    assert same(pair)


def test_a_burst_of_edits_that_the_journal_makes_one_is_rebuilt_so(kept: Pair) -> None:
    where, _ = x.conseil(kept.mission)
    for n in range(3):
        x.edit(kept.mission, where, "conseil", nom=f"Conseil {n}")
    assert same(kept)


def test_rows_changed_by_plain_statements_are_kept_too(kept: Pair) -> None:
    where, _ = x.conseil(kept.mission)
    with kept.mission.writing() as unit:
        unit.session.execute(update(Trace).where(Trace.uid == where).values(avant=None, apres=None))
        unit.commit()
    assert same(kept)


def test_a_rebuilt_base_is_rebuilt_again(kept: Pair) -> None:
    a_life(kept)
    made = archive.archived(rebuilt(kept))
    try:
        x.conseil(made)
        with made.reading() as unit:
            opened = identity.identities(unit)
        again = reconstruction.rebuild(made, kept.folder / "encore", kept.template.mission_key, opened).desk
        try:
            assert dumped(again) == dumped(made)
        finally:
            again.close()
    finally:
        made.close()


def files_of(desk: Desk) -> list[Path]:
    return sorted((desk.folder / archive.FOLDER).iterdir())


def test_each_decision_has_its_sealed_file_before_it_is_said(kept: Pair) -> None:
    before = len(files_of(kept.mission))
    x.conseil(kept.mission)
    made = files_of(kept.mission)
    assert len(made) == before + 1
    assert made[-1].read_bytes().startswith(envelope.AGE_MAGIC)
    assert b"Tilleuls" not in made[-1].read_bytes()
    told = list(archive.read(kept.mission.folder / archive.FOLDER, [kept.template.reserve]))
    assert any("Tilleuls" in str(line) for line in told[-1].lignes)


def test_what_only_looks_or_is_given_up_leaves_no_file(kept: Pair) -> None:
    before = files_of(kept.mission)
    with kept.mission.writing() as unit:
        records.save(unit, records.blank(unit, "conseil"))
    with kept.mission.writing() as unit:
        unit.commit()
    assert files_of(kept.mission) == before


def test_a_disk_that_refuses_delays_the_file_not_the_decision(
    kept: Pair, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    before = len(files_of(kept.mission))
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_atomic", full)
        where, _ = x.conseil(kept.mission)
        assert "No space left" in caplog.text
    assert len(files_of(kept.mission)) == before
    archive.archived(replace(kept.mission, keeper=None))  # the next opening
    assert len(files_of(kept.mission)) == before + 1
    with kept.mission.reading() as unit:
        assert records.load(unit, "conseil", where)
        assert unit.session.scalars(select(Decision).where(Decision.contenu.is_not(None))).all() == []
    assert same(kept)


@pytest.mark.parametrize("which", [0, 2])
def test_a_missing_decision_is_named(kept: Pair, which: int) -> None:
    for _ in range(3):
        x.conseil(kept.mission)
    files_of(kept.mission)[which].unlink()
    with pytest.raises(Impossible, match="manque"):
        rebuilt(kept)


def test_a_missing_lot_is_named(kept: Pair) -> None:
    x.reunion(kept.poste, *x.conseil(kept.poste))
    name = kept.send()
    kept.take(name)
    shutil.rmtree(kept.mission.folder / "lots")
    with pytest.raises(Impossible, match=name.name):
        rebuilt(kept)


def test_a_folder_with_something_in_it_is_refused(kept: Pair) -> None:
    (kept.folder / "refait").mkdir()
    (kept.folder / "refait" / "note.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Faute):
        rebuilt(kept)


def test_interrupted_it_leaves_nothing_behind(kept: Pair) -> None:
    def stop(done: int, total: int) -> None:
        raise InterruptedError(done, total)

    with pytest.raises(InterruptedError):
        reconstruction.reconstruire(kept.mission, kept.folder / "refait", kept.template.mission_key, stop)
    assert not (kept.folder / "refait").exists()


def test_a_base_older_than_its_archive_writes_over_no_decision(kept: Pair) -> None:
    """Only the base went back; the decisions made since are still there, and rebuild what it was."""
    x.conseil(kept.mission)
    older = kept.fork_mission("copie")
    where, _ = x.conseil(kept.mission)
    lost = dumped(kept.mission)
    shutil.copytree(kept.mission.folder / archive.FOLDER, older.folder / archive.FOLDER, dirs_exist_ok=True)
    kept.mission.close()
    kept.mission = older
    made = rebuilt(kept, "avant")
    try:
        assert dumped(made) == lost
    finally:
        made.close()
    kept.mission = archive.archived(older)
    x.conseil(kept.mission)
    (apart,) = [path for path in files_of(kept.mission) if path.is_dir()]
    told = list(archive.read(apart, [kept.template.reserve]))
    assert any(where in str(line) for line in told[-1].lignes)
    assert same(kept)


def a_gap(pair: Pair) -> tuple[Path, Path]:
    """A lot that rests on another one, which the mission has not received; both."""
    where, members = x.conseil(pair.poste)
    pair.trip()
    first = pair.send()
    x.reunion(pair.poste, where, members)

    def later(head: Entete, tables: dict[str, list[Ligne]]) -> tuple[Entete, dict[str, list[Ligne]]]:
        return x.changed(head, depuis=head.jusqua), tables

    return first, pair.forged(pair.send(), later)


def a_newer_one(pair: Pair) -> Path:
    x.reunion(pair.poste, *x.conseil(pair.poste))
    return pair.forged(pair.send(), lambda head, tables: (x.changed(head, lecteur_minimal="9999"), tables))


@pytest.mark.parametrize("code", [Code.Q5, Code.Q6])
def test_what_was_held_is_held_in_the_rebuilt_base(kept: Pair, code: Code) -> None:
    path = a_gap(kept)[1] if code is Code.Q6 else a_newer_one(kept)
    with pytest.raises(Refus) as caught:
        kept.take(path)
    assert caught.value.code is code
    made = rebuilt(kept)
    try:
        assert dumped(made) == dumped(kept.mission)
        with made.reading() as unit:
            (held,) = unit.session.scalars(select(Lot).where(Lot.issue == IssueLot.RETENU))
            assert (held.code, held.phrase) == (code.value, caught.value.phrase)
            digest = held.sha256
        assert (made.folder / depot.ARCHIVE / f"{digest}.pvlot").read_bytes() == path.read_bytes()
    finally:
        made.close()


def test_what_the_rebuilt_base_holds_goes_in_when_its_time_comes(kept: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_newer_one(kept)
    with pytest.raises(Refus):
        kept.take(path)
    made = archive.archived(rebuilt(kept))
    try:
        monkeypatch.setattr(intake, "HEAD", "9999")
        (taken,) = intake.reprendre(made)
        assert taken.outcome.nouveaux > 0
        assert x.records_of(made)["reunion"]
    finally:
        made.close()
