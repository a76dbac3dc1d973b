"""Two hands on one fiche: different fields merge, one field keeps both values, nobody covers what they never saw."""

import pytest

from db.models.arbitrage import Conflit, NatureConflit
from db.models.echange import Rebut
from db.models.seance import StatutPresence
from pvdesk.bundle.codec import Ligne
from pvdesk.bundle.manifest import Entete
from pvdesk.store import records
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def shared(pair: Pair) -> str:
    """A meeting that the mission holds and has acknowledged."""
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members, objet="Rentrée")
    pair.trip()
    return uid


def rebuts(pair: Pair) -> list[tuple[str, str, str | None, str]]:
    with pair.mission.reading() as unit:
        return [(r.type, r.uid, r.champ, r.code) for r in unit.session.query(Rebut).order_by(Rebut.id)]


def conflits(pair: Pair) -> list[tuple[str, str, str | None, NatureConflit]]:
    with pair.mission.reading() as unit:
        return [(c.type, c.uid, c.champ, c.nature) for c in unit.session.query(Conflit).order_by(Conflit.id)]


def test_different_fields_merge(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, objet="Corrigé par la mission")
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.trip()
    values = pair.at_mission(uid).values
    assert (values["objet"], values["lieu"]) == ("Corrigé par la mission", "Salle des fêtes")
    assert rebuts(pair) == conflits(pair) == []


@pytest.mark.au_serveur
def test_the_same_field_clashes_the_current_value_stays_and_the_sender_is_told(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Salle des fêtes", objet="Bilan")
    taken, received = pair.trip()
    assert "1\u00a0en arbitrage" in taken.phrase
    assert taken.annonces == taken.gardes
    assert pair.at_mission(uid).values["lieu"] == "Mairie"
    assert pair.at_mission(uid).values["objet"] == "Bilan"
    assert rebuts(pair) == []
    assert conflits(pair) == [("reunion", uid, "lieu", NatureConflit.VALEUR)]
    with pair.mission.reading() as unit:
        kept = unit.session.query(Conflit).one()
        assert (kept.en_place, kept.proposee) == ("Mairie", "Salle des fêtes")
        assert (kept.auteur, kept.poste) == ("MISSION", "D07")
    assert received.accuses == 1
    assert pair.envoi(uid).suivi == "reçue par la mission le 15/10/2026, lot 2 — une valeur est en arbitrage"


def test_what_the_poste_saw_in_a_return_it_may_change(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    pair.trip()
    assert pair.at_poste(uid).values["lieu"] == "Mairie"
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.trip()
    assert pair.at_mission(uid).values["lieu"] == "Salle des fêtes"
    assert conflits(pair) == []


def test_the_losing_laptop_gets_the_value_in_place_back(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.trip()
    assert pair.at_poste(uid).values["lieu"] == "Mairie"


def test_a_clash_stays_told_and_a_newer_value_of_the_same_poste_takes_its_place(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.take(pair.send())
    pair.answer()  # lost: the poste says it all again
    x.edit(pair.poste, uid, objet="Bilan")
    pair.trip()
    assert conflits(pair) == [("reunion", uid, "lieu", NatureConflit.VALEUR)]
    assert pair.envoi(uid).suivi.endswith("en arbitrage")
    x.edit(pair.mission, uid, lieu="Préau")
    x.edit(pair.poste, uid, lieu="Gymnase")
    pair.trip()
    assert conflits(pair) == [("reunion", uid, "lieu", NatureConflit.VALEUR)]
    with pair.mission.reading() as unit:
        assert unit.session.query(Conflit).one().proposee == "Gymnase"


def test_the_same_value_on_both_sides_is_no_clash(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Mairie")
    taken, _ = pair.trip()
    assert taken.outcome.identiques == 1
    assert rebuts(pair) == conflits(pair) == []


def test_a_value_put_back_by_the_mission_is_no_clash(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.mission, uid, lieu="Maison de quartier")
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.trip()
    assert pair.at_mission(uid).values["lieu"] == "Salle des fêtes"
    assert rebuts(pair) == conflits(pair) == []


def test_a_new_fiche_sent_again_does_not_cover_what_the_mission_did_meanwhile(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.mission, uid, lieu="Gymnase")
    x.edit(pair.poste, uid, objet="Bilan")
    pair.take(pair.send())  # nobody answered: still « nouveau »
    assert pair.at_mission(uid).values["lieu"] == "Gymnase"
    assert pair.at_mission(uid).values["objet"] == "Bilan"
    assert rebuts(pair) == conflits(pair) == []


def test_a_line_clash_is_told_on_its_fiche(pair: Pair) -> None:
    uid = shared(pair)
    line = pair.at_poste(uid).lines["presences"][0].uid
    x.edit_line(pair.mission, uid, "presences", line, statut=StatutPresence.ABSENT)
    x.edit_line(pair.poste, uid, "presences", line, statut=StatutPresence.EXCUSE)
    pair.trip()
    assert conflits(pair) == [("presence", line, "statut", NatureConflit.VALEUR)]
    assert pair.envoi(uid).suivi.endswith("en arbitrage")


def test_an_edit_against_the_mission_s_removal_is_kept_aside(pair: Pair) -> None:
    uid = shared(pair)
    line = pair.at_poste(uid).lines["points"][0].uid
    x.drop_line(pair.mission, uid, "points", line)
    x.edit_line(pair.poste, uid, "points", line, echanges="Échange long")
    taken, _ = pair.trip()
    assert taken.annonces == taken.gardes
    assert pair.at_mission(uid).lines["points"] == []
    assert conflits(pair) == [("point", line, None, NatureConflit.DISPARUE)]
    assert pair.envoi(uid).suivi.endswith("en arbitrage")


def test_a_line_put_back_once_its_removal_was_seen_comes_back(pair: Pair) -> None:
    uid = shared(pair)
    line = pair.at_poste(uid).lines["points"][0]
    x.drop_line(pair.mission, uid, "points", line.uid)
    pair.trip()
    assert pair.at_poste(uid).lines["points"] == []
    x.put_back(pair.poste, uid, "points", line)
    pair.trip()
    assert [p.uid for p in pair.at_mission(uid).lines["points"]] == [line.uid]
    assert conflits(pair) == []


def test_a_fiche_deleted_here_and_edited_there_waits_for_a_person(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.mission, uid, lieu="Mairie")
    x.act(pair.poste, records.delete, uid)
    pair.trip()
    assert conflits(pair) == [("reunion", uid, None, NatureConflit.SUPPRESSION)]
    assert x.records_of(pair.mission)["reunion"][uid]["supprime_le"] is None
    assert x.records_of(pair.poste)["reunion"][uid]["supprime_le"] is None


def test_a_fiche_edited_here_and_deleted_there_waits_for_a_person_its_edit_in(pair: Pair) -> None:
    uid = shared(pair)
    x.act(pair.mission, records.delete, uid)
    x.add_line(pair.poste, uid, "points", titre="Ajouté")
    pair.trip()
    assert conflits(pair) == [("reunion", uid, None, NatureConflit.DISPARUE)]
    assert len(pair.at_mission(uid).lines["points"]) == 2
    assert x.records_of(pair.poste) == x.records_of(pair.mission)


def test_a_line_removed_by_the_mission_does_not_come_back_with_an_older_lot(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    x.drop_line(pair.mission, uid, "points", pair.at_poste(uid).lines["points"][0].uid)
    x.edit(pair.poste, uid, objet="Bilan")
    pair.take(pair.send())
    assert pair.at_mission(uid).lines["points"] == []
    assert rebuts(pair) == conflits(pair) == []


def test_a_removal_against_the_mission_s_edit_is_kept_aside(pair: Pair) -> None:
    uid = shared(pair)
    line = pair.at_poste(uid).lines["points"][0].uid
    x.edit_line(pair.mission, uid, "points", line, echanges="Ajout de la mission")
    x.drop_line(pair.poste, uid, "points", line)
    pair.trip()
    assert [p.uid for p in pair.at_mission(uid).lines["points"]] == [line]
    assert conflits(pair) == [("point", line, None, NatureConflit.SUPPRESSION)]
    assert [p.uid for p in pair.at_poste(uid).lines["points"]] == [line]


def test_a_reference_already_borne_is_left_out_and_the_fiche_goes_in(pair: Pair) -> None:
    """A laptop that was lost and enrolled anew counts its references from 1 again."""
    uid = shared(pair)
    place = pair.at_poste(uid)
    at = (pair.poste, place.values["conseil_uid"], [place.lines["presences"][0].values["membre_uid"]])
    other, third = x.reunion(*at), x.reunion(*at)
    taken_before = pair.at_poste(uid).reference

    def lie(head: Entete, tables: dict[str, list[Ligne]]) -> None:
        for line in tables["reunion"]:
            line.valeurs["reference"] = taken_before if line.uid == other else "CC-2026-D07-0099"

    pair.take(pair.forged(pair.send(), lie))
    assert pair.at_mission(other).reference == ""
    assert pair.at_mission(third).reference == "CC-2026-D07-0099"
    assert rebuts(pair) == [("reunion", other, "reference", "REFERENCE")]


def test_the_journal_of_the_mission_says_who_brought_each_value(pair: Pair) -> None:
    uid = shared(pair)
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    pair.trip()
    with pair.mission.reading() as unit:
        newest = records.history(unit, uid)[0]
    assert (newest["poste"], newest["champ"], newest["avant"], newest["apres"]) == (
        "D07", "lieu", "Maison de quartier", "Salle des fêtes",
    )  # fmt: skip
