"""One set of verbs for every record type: a save writes what was changed and nothing else."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from db.base import Etat
from db.errors import Cause, Faute
from db.journal import Geste, Trace
from db.models import Reunion
from db.models.conseil_listes import StatutConseil
from db.models.reunion import Point
from db.models.seance import StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import listing, records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork
from tests.builders import TODAY, add_reunion, clock_at, make_desk

Noeux = tuple[str, dict[str, str]]


@pytest.fixture
def reunion(desk: Desk, noeux: Noeux) -> str:
    """A saved meeting with two points."""
    uid = add_reunion(desk, noeux[0], TODAY)
    draft = read(desk, uid)
    draft.lines["points"] = [LineDraft(new_uid(), {"titre": titre}) for titre in ("Éclairage", "Fête")]
    save(desk, draft)
    return uid


def read(desk: Desk, uid: str, table: str = "reunion") -> Draft:
    with desk.reading() as unit:
        return records.load(unit, table, uid)


def save(desk: Desk, draft: Draft) -> Draft:
    with desk.writing() as unit:
        saved = records.save(unit, draft)
        unit.commit()
    return saved


def titles(draft: Draft) -> list[str]:
    return [line.values["titre"] for line in draft.lines["points"]]


def traces(desk: Desk) -> int:
    with desk.reading() as unit:
        return unit.session.scalar(select(func.count()).select_from(Trace)) or 0


def test_a_new_draft_holds_the_defaults_of_its_model(desk: Desk) -> None:
    with desk.reading() as unit:
        draft = records.blank(unit, "reunion", lieu="Mairie")
        assert (draft.values["statut"], draft.values["lieu"], draft.lines["points"]) == (
            StatutReunion.PREVUE, "Mairie", [],
        )  # fmt: skip
        assert draft.dirty
        with pytest.raises(records.Absent, match=draft.uid):
            records.load(unit, "reunion", draft.uid)


def test_a_saved_draft_comes_back_as_it_was(desk: Desk, reunion: str, noeux: Noeux) -> None:
    draft = read(desk, reunion)
    assert (draft.values["lieu"], draft.values["debut"], titles(draft)) == (
        "Maison de quartier", dt.time(18, 30), ["Éclairage", "Fête"],
    )  # fmt: skip
    assert draft.names[noeux[0]] == "Conseil citoyen de Nœux-les-Mines"
    assert draft.computed["effectifs"] == "0\u00a0présent"
    assert (draft.etat, draft.dirty, draft.version) == (Etat.BROUILLON, False, 2)


def test_saving_what_did_not_change_writes_nothing(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    before = traces(desk)
    assert save(desk, draft).version == draft.version
    assert traces(desk) == before


def test_what_another_changed_meanwhile_stays(desk: Desk, reunion: str) -> None:
    mine, other = read(desk, reunion), read(desk, reunion)
    other.values["objet"] = "Éclairage"
    other.lines["points"][0].values["echanges"] = "Dit par l’autre"
    other.motifs["votes"], other.saisies["fin"] = "recompté", "vers 20"
    save(desk, other)
    mine.values["lieu"] = "École"
    mine.lines["points"][0].values["titre"] = "Éclairage public"
    mine.motifs["horaire"] = "débat"
    saved = save(desk, mine)
    assert (saved.values["objet"], saved.values["lieu"]) == ("Éclairage", "École")
    assert saved.lines["points"][0].values["echanges"] == "Dit par l’autre"
    assert titles(saved) == ["Éclairage public", "Fête"]
    assert saved.motifs == {"votes": "recompté", "horaire": "débat"}
    assert saved.saisies == {"fin": "vers 20"}


def test_a_reason_taken_back_goes(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.motifs["votes"] = "recompté"
    draft = save(desk, draft)
    draft.motifs.clear()
    assert save(desk, draft).motifs == {}


def test_lines_added_by_another_stay_and_mine_are_added(desk: Desk, reunion: str) -> None:
    mine, other = read(desk, reunion), read(desk, reunion)
    other.lines["points"].insert(1, LineDraft(new_uid(), {"titre": "Voirie"}))
    save(desk, other)
    mine.lines["points"].append(LineDraft(new_uid(), {"titre": "Divers"}))
    saved = save(desk, mine)
    assert titles(saved) == ["Éclairage", "Voirie", "Fête", "Divers"]


def test_a_line_removed_goes_and_the_others_keep_their_place(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    removed = draft.lines["points"].pop(0)
    before = traces(desk)
    assert titles(save(desk, draft)) == ["Fête"]
    assert traces(desk) == before + 1
    with desk.reading() as unit:
        assert unit.session.get(Point, removed.uid) is None
        assert records.history(unit, reunion)[0]["geste"] is Geste.SUPPRESSION


def test_a_line_removed_by_another_does_not_come_back_empty(desk: Desk, reunion: str) -> None:
    mine, other = read(desk, reunion), read(desk, reunion)
    other.lines["points"].pop(0)
    save(desk, other)
    mine.values["lieu"] = "École"
    assert titles(save(desk, mine)) == ["Fête"]


def test_a_line_removed_by_another_comes_back_whole_when_i_changed_it(desk: Desk, reunion: str) -> None:
    mine, other = read(desk, reunion), read(desk, reunion)
    other.lines["points"].pop(0)
    save(desk, other)
    mine.lines["points"][0].values["echanges"] = "À garder"
    saved = save(desk, mine)
    assert titles(saved) == ["Éclairage", "Fête"]
    assert saved.lines["points"][0].values["echanges"] == "À garder"


def test_lines_are_put_in_the_order_of_the_draft(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.lines["points"].reverse()
    assert titles(save(desk, draft)) == ["Fête", "Éclairage"]
    assert titles(read(desk, reunion)) == ["Fête", "Éclairage"]


def test_a_check_tells_and_keeps_nothing_even_if_the_work_is_kept(desk: Desk, reunion: str) -> None:
    before = traces(desk)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", reunion)
        draft.values |= {"statut": StatutReunion.SANS_QUORUM, "lieu": None, "public": 4}
        draft.lines["points"].append(LineDraft(new_uid(), {}))
        found, computed = records.check(unit, draft)
        new = records.blank(unit, "membre")
        missing, _ = records.check(unit, new)
        unit.commit()
    assert {f.champ.split("/")[0] for f in found if f.stops} == {"lieu", "points"}
    assert computed["effectifs"] == "0\u00a0présent, public\u00a0: 4"
    assert "conseil_uid" in {f.champ for f in missing}
    assert (traces(desk), read(desk, reunion).values["lieu"]) == (before, "Maison de quartier")
    with desk.reading() as unit, pytest.raises(records.Absent):
        records.load(unit, "membre", new.uid)


def test_references_count_by_poste_and_year(desk: Desk, noeux: Noeux, tmp_path: Path) -> None:
    made = [read(desk, add_reunion(desk, noeux[0], TODAY)).reference for _ in range(3)]
    assert made == ["CC-2026-D07-0001", "CC-2026-D07-0002", "CC-2026-D07-0003"]
    assert read(desk, noeux[0], "conseil").reference == "INS-2026-D07-0001"
    assert read(desk, noeux[1]["H-01"], "membre").reference == ""
    other = make_desk(tmp_path / "autre", code="D0_")
    with other.writing() as unit:
        assert records.save(unit, records.blank(unit, "reunion")).reference == "CC-2026-D0_-0001"
    other.close()


def test_references_go_on_after_9999(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    with desk.writing() as unit:
        unit.session.get_one(Reunion, uid).reference = "CC-2026-D07-9999"
        unit.commit()
    made = [read(desk, add_reunion(desk, noeux[0], TODAY)).reference for _ in range(2)]
    assert made == ["CC-2026-D07-10000", "CC-2026-D07-10001"]


def held(desk: Desk, uid: str, **values: Any) -> None:
    draft = read(desk, uid)
    draft.values |= {"statut": StatutReunion.SANS_QUORUM, "public": 4} | values
    save(desk, draft)


def test_a_fiche_that_nothing_stops_is_finished_once(desk: Desk, reunion: str) -> None:
    held(desk, reunion)
    with desk.writing() as unit:
        assert not any(f.stops for f in records.finish(unit, "reunion", reunion))
        unit.commit()
    finished = read(desk, reunion)
    assert finished.etat is Etat.FINAL
    before = traces(desk)
    with desk.writing() as unit:
        records.finish(unit, "reunion", reunion)
        unit.commit()
    assert (read(desk, reunion).version, traces(desk)) == (finished.version, before)


def test_a_fiche_that_a_rule_stops_stays_a_draft(desk: Desk, reunion: str) -> None:
    held(desk, reunion, lieu=None)
    with desk.writing() as unit:
        found = records.finish(unit, "reunion", reunion)
        unit.commit()
    assert [f.champ for f in found if f.stops] == ["lieu"]
    assert read(desk, reunion).etat is Etat.BROUILLON


def test_a_finished_fiche_may_be_opened_again(desk: Desk, reunion: str) -> None:
    held(desk, reunion)
    for verb in (records.finish, records.reopen):
        with desk.writing() as unit:
            verb(unit, "reunion", reunion)
            unit.commit()
    assert read(desk, reunion).etat is Etat.BROUILLON


def listed(desk: Desk, **query: Any) -> list[str]:
    with desk.reading() as unit:
        return [row.uid for row in listing.rows(unit, "reunion", listing.Query(**query))]


def test_the_corbeille_keeps_and_gives_back(desk: Desk, reunion: str) -> None:
    with desk.writing() as unit:
        records.delete(unit, "reunion", reunion)
        unit.commit()
    assert (listed(desk), listed(desk, words="eclairage"), listed(desk, deleted=True)) == ([], [], [reunion])
    draft = read(desk, reunion)
    draft.values["objet"] = "Éclairage"
    save(desk, draft)
    assert listed(desk, words="eclairage") == []
    with desk.writing() as unit:
        records.restore(unit, "reunion", reunion)
        unit.commit()
    assert listed(desk, words="eclairage") == [reunion]


def test_history_tells_newest_first_who_did_what(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["lieu"] = "École"
    save(desk, draft)
    with desk.reading() as unit:
        told = records.history(unit, reunion)
    assert (told[0]["champ"], told[0]["avant"], told[0]["apres"]) == ("lieu", "Maison de quartier", "École")
    assert (told[0]["poste"], told[0]["le"], told[0]["lot"]) == ("D07", clock_at()(), None)
    assert [h["n"] for h in told] == sorted((h["n"] for h in told), reverse=True)
    assert {h["type"] for h in told} == {"reunion", "point"}


HOSTILE = {
    "one megabyte": "é" * 1_000_000,
    "right to left": "a\u202eb\u2067c\u200f",
    "emoji": "👩🏽\u200d🔧🏳️\u200d🌈",
    "one long line": "x" * 5000,
    "quotes": "'; DROP TABLE reunion; -- \"",
    "controls": "\x01\x1b[31m\r\n\t\x7f",
}


def test_a_nul_that_no_server_keeps_is_replaced(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["note"] = "avant\x00après"
    save(desk, draft)
    assert read(desk, reunion).values["note"] == "avant\ufffdaprès"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_kept_exactly_and_found_by_its_neighbours(desk: Desk, reunion: str, text: str) -> None:
    draft = read(desk, reunion)
    draft.values |= {"note": text, "lieu": text[:5000], "objet": "repère"}
    draft.lines["points"][0].values["echanges"] = text
    save(desk, draft)
    again = read(desk, reunion)
    assert (again.values["note"], again.lines["points"][0].values["echanges"]) == (text, text)
    assert listed(desk, words="repere") == [reunion]
    with desk.reading() as unit:
        assert listing.row(unit, "reunion", reunion) is not None
        assert records.history(unit, reunion)


def test_private_notes_are_not_searched(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["note"] = "confidentiel"
    save(desk, draft)
    assert listed(desk, words="confidentiel") == []
    assert listed(desk, words="noeux") == [reunion]
    assert listed(desk, words="fête") == [reunion]


def test_a_pointer_to_nothing_is_refused_and_nothing_is_kept(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["conseil_uid"] = new_uid()
    with pytest.raises(IntegrityError):
        save(desk, draft)
    assert read(desk, reunion).values["conseil_uid"] != draft.values["conseil_uid"]


def test_work_that_is_not_kept_is_forgotten(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["lieu"] = "École"
    with desk.writing() as unit:
        records.save(unit, draft)
    assert read(desk, reunion).values["lieu"] == "Maison de quartier"


def test_a_base_that_another_program_holds_is_told(desk: Desk) -> None:
    with desk.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("INSERT INTO memoire VALUES ('a', '1')")
        with desk.engine.connect() as other:  # the one that the work will take: it need not wait ten seconds here
            other.exec_driver_sql("PRAGMA busy_timeout = 50")
        blocked = UnitOfWork(desk.engine, "D07", clock_at()(), writes=True)
        with pytest.raises(Faute) as caught, blocked:
            pass
        assert caught.value.cause is Cause.OCCUPE
        connection.rollback()


@pytest.mark.parametrize(("first", "again"), [("delete", "delete"), (None, "restore"), (None, "reopen")])
def test_a_verb_that_changes_nothing_leaves_the_version_alone(
    desk: Desk, reunion: str, first: str | None, again: str
) -> None:
    """Else the date of a fiche moves without a line of the journal, and the mission's never follows."""
    for name in filter(None, (first, again)):
        before = read(desk, reunion).version
        with desk.writing() as unit:
            getattr(records, name)(unit, "reunion", reunion)
            unit.commit()
    assert read(desk, reunion).version == before


def statements(desk: Desk, uid: str, points: int) -> int:
    """How many statements a save that adds that many points runs."""
    ran: list[str] = []
    draft = read(desk, uid)
    draft.lines["points"] += [LineDraft(new_uid(), {"titre": "Point"}) for _ in range(points)]

    def note(*said: Any) -> None:
        ran.append(said[2])

    event.listen(desk.engine, "before_cursor_execute", note)
    try:
        save(desk, draft)
    finally:
        event.remove(desk.engine, "before_cursor_execute", note)
    return len(ran)


def test_a_save_costs_as_many_statements_whatever_its_lines(desk: Desk, reunion: str) -> None:
    assert statements(desk, reunion, 2) == statements(desk, reunion, 60)


def test_what_is_written_reads_as_what_is_saved(desk: Desk, reunion: str) -> None:
    draft = read(desk, reunion)
    draft.values["lieu"] = "École"
    with desk.writing() as unit:
        records.write(unit, draft)
        unit.commit()
    kept = read(desk, reunion)
    assert (kept.values["lieu"], kept.version) == ("École", draft.version + 1)
    assert listed(desk, words="ecole") == [reunion]


def test_a_line_that_says_nothing_does_not_stop_what_is_finished(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.blank(unit, "conseil", nom="Conseil citoyen d’essai", statut=StatutConseil.ACTIF)
        draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": code}) for code in ("QN06201M", None)]
        uid = records.save(unit, draft).uid
        assert [f.phrase for f in records.finish(unit, "conseil", uid) if f.stops] == []
        stored = records.load(unit, "conseil", uid)
    assert (stored.etat, [line.values["quartier"] for line in stored.lines["quartiers"]]) == (Etat.FINAL, ["QN06201M"])
