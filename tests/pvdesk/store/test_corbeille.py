"""The corbeille: what is in it, and what comes out of it as it went in."""

import datetime as dt
from dataclasses import replace

from db.journal import values
from pvdesk.bundle import rows
from pvdesk.store import listing, records
from pvdesk.store.corbeille import corbeille
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Query
from tests.builders import TODAY, add_reunion, clock_at

Noeux = tuple[str, dict[str, str]]
SIGNED = {"modifie_le", "modifie_par", "version"}  # who touched it last: the journal says twice more


def held(desk: Desk, uid: str) -> object:
    """All that a base says of a meeting: its row, its lines, its line in the list, its words."""
    with desk.reading() as unit:
        record = unit.session.get_one(records.model_of("reunion"), uid)
        said = {k: v for k, v in rows.values_out(record).items() if k not in SIGNED}
        listed = listing.rows(unit, "reunion", Query(words="nœux budget"))
        return said, values(record), [(row.uid, row.texts, row.etat) for row in listed]


def test_what_comes_back_from_the_corbeille_is_what_went_in(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY, objet="Budget de Nœux")
    before = held(desk, uid)
    for verb in (records.delete, records.restore):
        with desk.writing() as unit:
            verb(unit, "reunion", uid)
            unit.commit()
        assert (held(desk, uid) == before) is (verb is records.restore)


def test_it_says_what_was_deleted_by_whom_and_when_the_last_first(desk: Desk, noeux: Noeux) -> None:
    first = add_reunion(desk, noeux[0], TODAY)
    with desk.writing() as unit:
        records.delete(unit, "reunion", first)
        unit.commit()
    later = replace(desk, clock=clock_at(TODAY + dt.timedelta(days=100)))
    with later.writing() as unit:
        records.delete(unit, "membre", noeux[1]["H-01"])
        unit.commit()
    with later.reading() as unit:
        last, former = corbeille(unit)
        assert (last.sorte, last.jours, last.par) == ("Membre", 0, "D07")
        assert (former.uid, former.table, former.jours) == (first, "reunion", 100)
        assert [one.uid for one in corbeille(unit, "reuNION 15/10")] == [first]
        assert corbeille(unit, "introuvable") == []


def test_a_fiche_united_with_another_is_not_in_the_corbeille(desk: Desk, noeux: Noeux) -> None:
    kept, lost = noeux[1]["H-01"], noeux[1]["H-02"]
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("membre"), lost).remplace_par = kept
        records.delete(unit, "membre", lost)
        assert corbeille(unit) == []
