"""Lists: filtered, searched, sorted, each fiche with where it stands with the mission."""

import datetime as dt
import time
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from db import search
from db.base import Base, Etat
from db.models import Conseil, Reunion
from db.models.echange import Installation, Suivi
from db.models.seance import StatutReunion
from db.types import new_uid
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import listing, records
from pvdesk.store.choices import choices
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Envoi, Query
from pvdesk.store.names import name_of, names
from tests.builders import TODAY, add_reunion

Noeux = tuple[str, dict[str, str]]


def rows(desk: Desk, table: str = "reunion", **query: Any) -> list[listing.Row]:
    with desk.reading() as unit:
        return listing.rows(unit, table, Query(**query))


def one(desk: Desk, uid: str, table: str = "reunion") -> listing.Row:
    with desk.reading() as unit:
        found = listing.row(unit, table, uid)
    assert found is not None
    return found


def test_a_row_says_each_column_in_french(desk: Desk, noeux: Noeux) -> None:
    row = one(desk, add_reunion(desk, noeux[0], TODAY, objet="Éclairage"))
    texts = {k: v.replace("\u00a0", " ") for k, v in row.texts.items()}
    assert texts == {
        "date": "15/10/2026", "debut": "18 h 30", "objet": "Éclairage", "type": "Plénière", "statut": "Prévue",
        "conseil_uid": "Conseil citoyen de Nœux-les-Mines", "presents": "0",
    }  # fmt: skip
    assert (row.reference, row.etat, row.envoi, row.suivi) == ("CC-2026-D07-0001", Etat.BROUILLON, Envoi.BROUILLON, "")
    assert row.values["date"] == TODAY


def test_a_row_that_is_not_there_is_none(desk: Desk) -> None:
    with desk.reading() as unit:
        assert listing.row(unit, "reunion", "absent") is None


def test_lists_are_filtered_searched_and_cut(desk: Desk, noeux: Noeux) -> None:
    uids = [add_reunion(desk, noeux[0], TODAY + dt.timedelta(days=n), objet=f"Séance {mot}")
            for n, mot in enumerate(("zéro", "une", "deux", "trois"))]  # fmt: skip
    assert [r.uid for r in rows(desk)] == uids[::-1]  # newest first
    assert [r.uid for r in rows(desk, words="seance deux")] == [uids[2]]
    assert [r.uid for r in rows(desk, words="—")] == uids[::-1]  # nothing to search
    assert rows(desk, words="absent") == []
    assert [r.uid for r in rows(desk, equal={"date": TODAY})] == [uids[0]]
    assert len(rows(desk, equal={"statut": {StatutReunion.PREVUE, StatutReunion.TENUE}})) == 4
    assert rows(desk, equal={"statut": StatutReunion.TENUE}) == []
    assert [r.uid for r in rows(desk, limit=1)] == [uids[3]]


@pytest.mark.parametrize("table", FICHES)
def test_each_record_type_is_listed(desk: Desk, noeux: Noeux, table: str) -> None:
    with desk.writing() as unit:
        draft = records.save(unit, records.blank(unit, table))
        unit.commit()
    assert draft.uid in {row.uid for row in rows(desk, table)}


@pytest.mark.parametrize("table", TABLEAUX)
def test_each_reference_table_is_listed_and_filtered(desk: Desk, table: str) -> None:
    with desk.reading() as unit:
        found = listing.reference_rows(unit, table)
        assert found
        assert all(row.envoi is None and row.uid for row in found)
        assert listing.reference_rows(unit, table, "zzzz introuvable") == []


def test_a_quartier_is_found_whatever_its_accents(desk: Desk) -> None:
    with desk.reading() as unit:
        found = listing.reference_rows(unit, "commune", "noeux mines")
    assert [row.texts["nom"] for row in found] == ["Nœux-les-Mines"]


def mark(desk: Desk, uid: str, **suivi: Any) -> None:
    with desk.writing() as unit:
        unit.session.merge(Suivi(uid=uid, type="reunion", **suivi))
        unit.commit()


def finished(desk: Desk, uid: str) -> Draft:
    with desk.writing() as unit:
        unit.session.get_one(Reunion, uid).etat = Etat.FINAL
        unit.commit()
        return records.load(unit, "reunion", uid)


def test_a_fiche_goes_from_draft_to_received(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    assert one(desk, uid).envoi is Envoi.BROUILLON
    draft = finished(desk, uid)
    assert one(desk, uid).envoi is Envoi.A_ENVOYER
    mark(desk, uid, exporte_n=10**6, exporte_lot=6)
    assert (one(desk, uid).envoi, one(desk, uid).suivi) == (Envoi.ENVOYEE, "envoyée, lot 6")
    received = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)
    mark(desk, uid, exporte_n=10**6, exporte_lot=6, recu_n=10**6, recu_lot=7, recu_le=received)
    row = one(desk, uid)
    assert (row.envoi, row.suivi) == (Envoi.RECUE, "reçue par la mission le 12/03/2026, lot 7")
    mark(desk, uid, exporte_n=1, exporte_lot=6, recu_n=1, recu_lot=7, recu_le=received, phrase="à compléter")
    with desk.writing() as unit:
        draft.values["lieu"] = "École"
        records.save(unit, draft)
        unit.commit()
    row = one(desk, uid)
    assert (row.envoi, row.suivi) == (
        Envoi.A_ENVOYER, "reçue par la mission le 12/03/2026, lot 7 — à compléter",
    )  # fmt: skip


def test_what_a_lot_brought_is_not_to_be_sent(desk: Desk) -> None:
    with desk.writing(lot="lot-1") as unit:
        draft = records.save(unit, records.blank(unit, "reunion"))
        unit.session.get_one(Reunion, draft.uid).etat = Etat.FINAL
        unit.commit()
    assert one(desk, draft.uid).envoi is Envoi.RECUE


def test_two_thousand_fiches_are_all_found(desk: Desk, noeux: Noeux) -> None:
    with desk.writing() as unit:
        stored = records.save(unit, records.blank(unit, "action", libelle="Relancer le bailleur"))
        table = Base.metadata.tables["action"]
        model = dict(unit.session.execute(select(table).where(table.c.uid == stored.uid)).mappings().one())
        # By hand: as fiches, they would be written one by one for five seconds.
        copies = [
            model | {"uid": new_uid(), "reference": None, "libelle": f"Relancer le bailleur {n}"} for n in range(1999)
        ]
        unit.session.execute(insert(table), copies)
        for one_more in copies:
            search.put(unit.session.connection(), "action", one_more["uid"], one_more["libelle"])
        unit.commit()
    start = time.process_time()
    assert len(rows(desk, "action", words="bailleur")) == 2000
    assert time.process_time() - start < 4  # 0.4 s; of this process, the machine may be shared


def test_names_of_members_quartiers_and_nothing(desk: Desk, noeux: Noeux) -> None:
    with desk.writing() as unit:
        named = records.save(unit, records.blank(unit, "membre", code="H-99", nom="Exemple", prenom="Camille"))
        blank = records.save(unit, records.blank(unit, "membre"))
        meeting = records.save(unit, records.blank(unit, "reunion"))
        unit.commit()
        found = names(unit, "membre")
        assert (found[noeux[1]["H-01"]], found[named.uid], found[blank.uid]) == ("H-01", "EXEMPLE Camille", "Sans nom")
        assert names(unit, "reunion", [meeting.uid]) == {meeting.uid: "Sans nom"}
        assert all(code in name for code, name in names(unit, "quartier").items())
        records.delete(unit, "membre", named.uid)
        assert named.uid not in names(unit, "membre")
        assert names(unit, "membre", [named.uid]) == {named.uid: "EXEMPLE Camille"}
    assert name_of(FICHES["reunion"], {"date": TODAY, "objet": "Éclairage"}) == "15/10/2026, Éclairage"
    assert name_of(FICHES["reunion"], {}) == "Sans nom"


def test_the_quartiers_in_force_are_proposed_first(desk: Desk) -> None:
    with desk.reading() as unit:
        codes = list(choices(unit, "quartier"))
        assert list(choices(unit, "commune").values()) == sorted(choices(unit, "commune").values())
    assert len(codes) == 128
    assert [code[:2] for code in codes] == ["QN"] * 64 + ["QP"] * 64


def test_a_figure_of_the_brochure_is_read_as_a_number(desk: Desk) -> None:
    with desk.reading() as unit:
        values = {row.values["valeur"]: row.texts["valeur"] for row in listing.reference_rows(unit, "chiffre")}
    assert values["7122"] == "7\u202f122" if "7122" in values else any("\u202f" in text for text in values.values())


def test_nothing_of_an_example_waits_to_be_sent(desk: Desk) -> None:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, "conseil", nom="Inventé")).uid
        unit.session.execute(update(Conseil).where(Conseil.uid == uid).values(etat=Etat.FINAL))
        before = listing.row(unit, "conseil", uid)
        unit.session.scalars(select(Installation)).one().exemple = True
        unit.session.flush()
        after = listing.row(unit, "conseil", uid)
        unit.session.scalars(select(Installation)).one().exemple = False
    assert before is not None
    assert after is not None
    assert (before.envoi, after.envoi) == (Envoi.A_ENVOYER, Envoi.TERMINE)


def test_the_quartiers_and_contrats_of_the_poste_are_proposed_first(desk: Desk) -> None:
    with desk.writing() as unit:
        quartier, contrat = (list(choices(unit, table))[-1] for table in ("quartier", "contrat"))
        projet = records.blank(unit, "projet", intitule="Jardin", annee=2026, contrat=contrat)
        projet.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": quartier})]
        records.save(unit, projet)
        first = [next(iter(choices(unit, table))) for table in ("quartier", "contrat")]
    assert first == [quartier, contrat]
