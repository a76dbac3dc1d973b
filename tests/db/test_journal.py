"""Each change of each field is journalled once, by its author, in an order that only grows."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.base import Etat, Line
from db.journal import Geste, Trace, owner_of
from db.models import Conseil, Reunion
from db.models.echange import Memoire
from db.models.reunion import Point
from db.types import new_uid
from tests.db.conftest import NOW, Writing


def meeting(session: Session, **values: Any) -> Reunion:
    """A draft meeting with one point, committed."""
    conseil = Conseil(uid=new_uid(), nom="Conseil", cree_le=NOW, modifie_le=NOW)
    made = Reunion(uid=new_uid(), cree_le=NOW, modifie_le=NOW, conseil_uid=conseil.uid, **values)
    made.points.append(Point(uid=new_uid(), titre="Éclairage", reunion_uid=made.uid))
    session.add_all([conseil, made])
    session.commit()
    return made


def traces(engine: Engine, uid: str, *, born: bool = False) -> list[Trace]:
    """The journal of a row, in order; its birth apart."""
    with Session(engine) as session:
        query = select(Trace).where(Trace.uid == uid).order_by(Trace.n)
        return [t for t in session.scalars(query) if born or t.geste is not Geste.CREATION]


def changes(engine: Engine, uid: str) -> list[tuple[str | None, Any, Any]]:
    return [(t.champ, t.avant, t.apres) for t in traces(engine, uid)]


def edit(session: Session, uid: str, **values: Any) -> None:
    """One unit of work that sets these."""
    row = session.get_one(Reunion, uid)
    for key, value in values.items():
        setattr(row, key, value)
    session.commit()


def test_a_birth_is_journalled_with_its_author(engine: Engine, writing: Writing) -> None:
    made = meeting(writing(vu=7, lot="lot-1", poste="D09"))
    (trace,) = traces(engine, made.uid, born=True)
    assert (trace.geste, trace.poste, trace.base, trace.lot, trace.le) == (Geste.CREATION, "D09", 7, "lot-1", NOW)
    assert (trace.type, trace.fiche_type, trace.fiche_uid) == ("reunion", "reunion", made.uid)
    (line,) = traces(engine, made.points[0].uid, born=True)
    assert (line.type, line.fiche_type, line.fiche_uid) == ("point", "reunion", made.uid)


def test_a_change_tells_its_field_and_both_values(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing(), lieu="Mairie").uid
    edit(writing(20), uid, lieu="École", date=dt.date(2026, 3, 3), debut=dt.time(18, 30), emargement=True)
    assert sorted(changes(engine, uid)) == [
        ("date", None, "2026-03-03"), ("debut", None, "18:30:00"), ("emargement", None, True),
        ("lieu", "Mairie", "École"),
    ]  # fmt: skip


def test_a_line_changed_and_removed_is_told_with_its_last_values(engine: Engine, writing: Writing) -> None:
    made = meeting(writing())
    point = made.points[0].uid
    session = writing(20)
    session.get_one(Point, point).titre = "Éclairage public"
    session.commit()
    session.delete(session.get_one(Point, point))
    session.commit()
    changed, removed = traces(engine, point)
    assert (changed.champ, changed.avant, changed.apres) == ("titre", "Éclairage", "Éclairage public")
    assert removed.geste is Geste.SUPPRESSION
    assert removed.avant["titre"] == "Éclairage public"
    assert removed.fiche_uid == made.uid


def test_a_record_removed_for_good_is_told(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing(), lieu="Mairie").uid
    session = writing(20)
    session.delete(session.get_one(Reunion, uid))
    session.commit()
    (trace,) = traces(engine, uid)
    assert (trace.geste, trace.avant["lieu"]) == (Geste.SUPPRESSION, "Mairie")


def test_what_changes_nothing_is_not_told(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing(), lieu="Mairie", saisies={"date": "32/13"}).uid
    edit(writing(20), uid, lieu="Mairie", saisies={"date": "32/13"}, note=None)
    assert changes(engine, uid) == []


def test_an_empty_field_emptied_before_it_was_read_is_not_told(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing()).uid
    session = writing(20)
    row = session.get_one(Reunion, uid)
    session.expire(row)
    row.note = None
    session.commit()
    assert changes(engine, uid) == []


def test_rows_that_are_not_fiches_are_not_journalled(engine: Engine, writing: Writing) -> None:
    session = writing()
    session.add(Memoire(cle="page", valeur="reunions"))
    session.commit()
    session.get_one(Memoire, "page").valeur = "actions"
    session.commit()
    session.delete(session.get_one(Memoire, "page"))
    session.commit()
    assert session.scalars(select(Trace)).all() == []


def test_bookkeeping_is_not_journalled(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing()).uid
    later = NOW + dt.timedelta(hours=1)
    edit(writing(20), uid, version=9, modifie_le=later, modifie_par="D09", origine="D09", cree_le=later)
    assert changes(engine, uid) == []


def test_private_notes_reasons_and_unread_typing_are_journalled_here(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing()).uid
    edit(writing(20), uid, note="à moi", motifs={"votes": "recompté"}, saisies={"date": "32/13"}, extra={"neuf": 1})
    assert {champ for champ, _, _ in changes(engine, uid)} == {"note", "motifs", "saisies", "extra"}


def test_the_autosave_of_a_draft_is_one_line_of_history(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing(), lieu="Mairie").uid
    first = traces(engine, uid, born=True)[-1].n
    for minutes, lieu in enumerate(("É", "Éco", "École"), 1):
        edit(writing(minutes), uid, lieu=lieu)
    (trace,) = traces(engine, uid)
    assert (trace.avant, trace.apres, trace.le) == ("Mairie", "École", NOW + dt.timedelta(minutes=3))
    assert trace.n > first + 2


def line_edit(session: Session, uid: str, titre: str) -> None:
    session.get_one(Point, uid).titre = titre
    session.commit()


def test_the_autosave_of_a_line_of_a_draft_is_one_line_of_history(engine: Engine, writing: Writing) -> None:
    point = meeting(writing()).points[0].uid
    line_edit(writing(1), point, "Écl")
    line_edit(writing(2), point, "Éclairages")
    assert changes(engine, point) == [("titre", "Éclairage", "Éclairages")]


def test_a_line_of_a_finished_fiche_keeps_each_change(engine: Engine, writing: Writing) -> None:
    point = meeting(writing(), etat=Etat.FINAL).points[0].uid
    line_edit(writing(1), point, "Un")
    line_edit(writing(2), point, "Deux")
    assert changes(engine, point) == [("titre", "Éclairage", "Un"), ("titre", "Un", "Deux")]


@pytest.mark.parametrize(
    ("etat", "author"),
    [
        (Etat.FINAL, {}),
        (Etat.BROUILLON, {"minutes": 15}),
        (Etat.BROUILLON, {"poste": "D09"}),
        (Etat.BROUILLON, {"vu": 5}),
        (Etat.BROUILLON, {"lot": "lot-1"}),
        (Etat.BROUILLON, {"exporte": 10**6}),
    ],
    ids=["finished", "ten minutes later", "another hand", "the mission spoke", "a lot brought it", "already sent"],
)
def test_a_burst_ends(engine: Engine, writing: Writing, etat: Etat, author: dict[str, Any]) -> None:
    uid = meeting(writing(), lieu="Mairie", etat=etat).uid
    edit(writing(1), uid, lieu="Éco")
    edit(writing(**{"minutes": 2, **author}), uid, lieu="École")
    assert changes(engine, uid) == [("lieu", "Mairie", "Éco"), ("lieu", "Éco", "École")]


def test_the_sequence_never_goes_back(engine: Engine, writing: Writing) -> None:
    session = writing()
    last = 0
    for _ in range(3):
        meeting(session)
        newest = session.scalars(select(Trace.n).order_by(Trace.n.desc())).first()
        assert newest is not None
        assert newest > last
        last = newest
        session.execute(delete(Trace))
        session.commit()


def test_a_unit_that_is_forgotten_leaves_no_trace(engine: Engine, writing: Writing) -> None:
    uid = meeting(writing()).uid
    session = writing(1)
    session.get_one(Reunion, uid).lieu = "École"
    session.flush()
    session.rollback()
    assert changes(engine, uid) == []


def test_a_line_without_owner_is_a_mistake_of_ours() -> None:
    class Orphan(Line):
        __tablename__ = "orphan_of_test_journal"

    try:
        with pytest.raises(TypeError, match="Orphan"):
            owner_of(Orphan(uid=new_uid()))
    finally:
        Line.metadata.remove(Line.metadata.tables["orphan_of_test_journal"])
        Line.registry._dispose_cls(Orphan)
