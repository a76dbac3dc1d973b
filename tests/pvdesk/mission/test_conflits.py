"""A clash is shown with both texts, settled by a person, put off, taken back; the decision enters the journal."""

from typing import Any

import pytest

from db.models.arbitrage import Conflit, DecisionConflit, NatureConflit
from db.models.seance import StatutPresence
from pvdesk.kit.reading import Unread
from pvdesk.mission import conflits
from pvdesk.store import finding, records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x

GARDER, PRENDRE = DecisionConflit.GARDER, DecisionConflit.PRENDRE
LES_DEUX, AUTRE = DecisionConflit.LES_DEUX, DecisionConflit.AUTRE


def visite(desk: Desk, **values: Any) -> str:
    return d.record(desk, "visite", **{"objet": "Permanence", "lieu": "Mairie", "date": d.day()} | values)


def settle(desk: Desk, which: int, decision: DecisionConflit, valeur: str | None = None) -> None:
    with desk.writing() as unit:
        conflits.regler(unit, which, decision, valeur)
        unit.commit()


def opened(desk: Desk) -> list[conflits.Clash]:
    with desk.reading() as unit:
        return conflits.ouverts(unit)


def test_a_clash_is_shown_in_french_with_its_authors(desk: Desk) -> None:
    uid = visite(desk)
    d.clash(desk, "visite", uid, "date", "2026-04-10")
    (shown,) = opened(desk)
    assert (shown.label, shown.en_place, shown.proposee) == ("Date", "09/04/2026", "10/04/2026")
    assert (shown.auteur, shown.poste, shown.reporte, shown.long) == ("MISSION", "D07", False, False)
    assert "Permanence" in shown.titre


def test_a_clash_of_a_column_that_is_no_datum_is_named_in_french(desk: Desk) -> None:
    d.clash(desk, "visite", visite(desk), "supprime_le", "2026-04-10T08:00:00+00:00")
    assert opened(desk)[0].label == "Supprimé le"


def test_what_stands_is_shown_as_it_stands_now(desk: Desk) -> None:
    uid = visite(desk)
    d.clash(desk, "visite", uid, "lieu", "Gymnase", en_place="Mairie")
    x.edit(desk, uid, "visite", lieu="Préau")
    assert opened(desk)[0].en_place == "Préau"


def test_keeping_changes_no_value_and_takes_a_number(desk: Desk) -> None:
    uid = visite(desk)
    which, before = d.clash(desk, "visite", uid, "lieu", "Gymnase"), d.last_msn(desk)
    settle(desk, which, GARDER)
    assert d.value(desk, "visite", uid, "lieu") == "Mairie"
    assert d.last_msn(desk) == before + 1
    assert opened(desk) == []


@pytest.mark.au_serveur
def test_taking_writes_the_value_of_the_poste_and_finds_it(desk: Desk) -> None:
    uid = visite(desk)
    settle(desk, d.clash(desk, "visite", uid, "lieu", "Gymnase"), PRENDRE)
    with desk.reading() as unit:
        assert records.load(unit, "visite", uid).values["lieu"] == "Gymnase"
        last = records.history(unit, uid)[0]
        assert (last["poste"], last["avant"], last["apres"]) == ("MISSION", "Mairie", "Gymnase")
        assert [hit.uid for hit in finding.find(unit, "gymnase")] == [uid]


def test_a_third_value_is_read_as_it_is_typed(desk: Desk) -> None:
    uid = visite(desk)
    settle(desk, d.clash(desk, "visite", uid, "date", "2026-04-10"), AUTRE, "11/4/2026")
    assert d.value(desk, "visite", uid, "date") == d.day(11)


def test_a_third_value_not_understood_settles_nothing(desk: Desk) -> None:
    which = d.clash(desk, "visite", visite(desk), "date", "2026-04-10")
    with pytest.raises(Unread, match="Date"):
        settle(desk, which, AUTRE, "32/13")
    assert len(opened(desk)) == 1


def test_both_long_texts_are_kept_one_under_the_other_with_their_authors(desk: Desk) -> None:
    uid = visite(desk, constats="Banc cassé")
    which = d.clash(desk, "visite", uid, "constats", "Éclairage en panne")
    assert opened(desk)[0].long
    settle(desk, which, LES_DEUX)
    said = "La mission\u00a0:\nBanc cassé\n\nD07\u00a0:\nÉclairage en panne"
    assert d.value(desk, "visite", uid, "constats") == said


def test_both_is_refused_for_what_is_no_long_text(desk: Desk) -> None:
    which = d.clash(desk, "visite", visite(desk), "date", "2026-04-10")
    with pytest.raises(Impossible, match="texte long"):
        settle(desk, which, LES_DEUX)


def test_a_clash_is_settled_once(desk: Desk) -> None:
    which = d.clash(desk, "visite", visite(desk), "lieu", "Gymnase")
    settle(desk, which, GARDER)
    with pytest.raises(Impossible, match="déjà rendu"):
        settle(desk, which, PRENDRE)


def test_a_third_text_joins_the_two_that_were_kept(desk: Desk) -> None:
    uid = visite(desk, constats="Banc cassé")
    for poste, said in (("D07", "Éclairage en panne"), ("D09", "Rampe absente")):
        settle(desk, d.clash(desk, "visite", uid, "constats", said, poste=poste), LES_DEUX)
    said = d.value(desk, "visite", uid, "constats").split("\n\n")
    assert [part.split("\u00a0")[0] for part in said] == ["La mission", "D07", "D09"]


def test_both_of_an_empty_text_and_another_are_the_other(desk: Desk) -> None:
    uid = visite(desk)
    settle(desk, d.clash(desk, "visite", uid, "constats", "Éclairage en panne"), LES_DEUX)
    assert d.value(desk, "visite", uid, "constats") == "Éclairage en panne"


def test_who_wrote_what_stands_is_told_with_the_day(desk: Desk) -> None:
    uid = visite(desk)
    d.clash(desk, "visite", uid, "lieu", "Gymnase", auteur="D09")
    x.edit(desk, uid, "visite", lieu="Préau")
    (shown,) = opened(desk)
    assert (shown.auteur, shown.venu) == ("MISSION", False)
    assert shown.ecrit_le is not None
    assert shown.ecrit_le > shown.le


BAD = [
    ("lieu", "A" * 500, "raccourcissez"),
    ("date", "  ", "indiquez une date"),
    ("conseil_uid", "Conseil", "ne s’écrit pas ici"),
]


@pytest.mark.parametrize(("champ", "typed", "said"), BAD)
def test_a_third_value_that_the_datum_does_not_take_settles_nothing(
    desk: Desk, champ: str, typed: str, said: str
) -> None:
    uid = d.record(desk, "reunion", lieu="Mairie", date=d.day())
    which = d.clash(desk, "reunion", uid, champ, None)
    with pytest.raises((Unread, Impossible), match=said):
        settle(desk, which, AUTRE, typed)
    assert len(opened(desk)) == 1


def test_a_closed_list_tells_what_a_third_value_may_be(desk: Desk) -> None:
    uid = d.record(desk, "reunion", date=d.day())
    for champ in ("statut", "conseil_uid", "lieu"):
        d.clash(desk, "reunion", uid, champ, None)
    statut, conseil, lieu = opened(desk)
    assert "Tenue" in " ".join(statut.choix)
    assert (statut.libre, conseil.libre, lieu.libre) == (True, False, True)
    settle(desk, statut.id, AUTRE, statut.choix[-1])
    assert d.value(desk, "reunion", uid, "statut").libelle == statut.choix[-1]


def test_put_off_it_comes_last(desk: Desk) -> None:
    uid = visite(desk)
    first, second = (d.clash(desk, "visite", uid, champ, "Autre") for champ in ("lieu", "objet"))
    with desk.writing() as unit:
        conflits.reporter(unit, first)
        unit.commit()
    assert [(c.id, c.reporte) for c in opened(desk)] == [(second, False), (first, True)]
    with desk.writing() as unit:
        conflits.reprendre(unit, first)
        unit.commit()
    assert [(c.id, c.reporte) for c in opened(desk)] == [(first, False), (second, False)]


def test_what_is_settled_is_neither_put_off_nor_taken_up_again(desk: Desk) -> None:
    which = d.clash(desk, "visite", visite(desk), "lieu", "Gymnase")
    settle(desk, which, GARDER)
    for verb in (conflits.reporter, conflits.reprendre):
        with desk.writing() as unit, pytest.raises(Impossible, match="déjà rendu"):
            verb(unit, which)


def test_a_decision_is_not_taken_back_when_the_poste_has_proposed_something_newer(desk: Desk) -> None:
    uid = visite(desk)
    which = d.clash(desk, "visite", uid, "lieu", "Gymnase")
    settle(desk, which, GARDER)
    d.clash(desk, "visite", uid, "lieu", "Préau", lot="lot-3", n=15)
    with desk.writing() as unit, pytest.raises(Impossible, match="D07 a proposé depuis une autre valeur"):
        conflits.annuler(unit, which)
    assert [c.proposee for c in opened(desk)] == ["Préau"]


@pytest.mark.parametrize("decision", [GARDER, PRENDRE])
def test_a_decision_taken_back_opens_the_clash_again(desk: Desk, decision: DecisionConflit) -> None:
    uid = visite(desk)
    which = d.clash(desk, "visite", uid, "lieu", "Gymnase")
    settle(desk, which, decision)
    with desk.writing() as unit:
        conflits.annuler(unit, which)
        unit.commit()
    assert d.value(desk, "visite", uid, "lieu") == "Mairie"
    assert [c.id for c in opened(desk)] == [which]
    settle(desk, which, PRENDRE)
    assert d.value(desk, "visite", uid, "lieu") == "Gymnase"


@pytest.mark.parametrize("decision", [GARDER, PRENDRE])
def test_a_decision_that_somebody_wrote_over_is_not_taken_back(desk: Desk, decision: DecisionConflit) -> None:
    uid = visite(desk)
    which = d.clash(desk, "visite", uid, "lieu", "Gymnase")
    settle(desk, which, decision)
    x.edit(desk, uid, "visite", lieu="Préau")
    with desk.writing() as unit, pytest.raises(Impossible, match=r"Permanence.* a changé depuis, ici même, le 15/10"):
        conflits.annuler(unit, which)
    assert d.value(desk, "visite", uid, "lieu") == "Préau"
    assert opened(desk) == []


def meeting(desk: Desk) -> tuple[str, str]:
    """A meeting and its guest's line."""
    uid = d.record(desk, "reunion", {"presences": [{"nom": "un riverain", "statut": StatutPresence.PRESENT}]})
    with desk.reading() as unit:
        return uid, records.load(unit, "reunion", uid).lines["presences"][0].uid


def lines(desk: Desk, uid: str) -> list[str]:
    with desk.reading() as unit:
        return [line.values["nom"] for line in records.load(unit, "reunion", uid).lines["presences"]]


@pytest.mark.parametrize(("decision", "left"), [(GARDER, ["un riverain"]), (PRENDRE, [])])
def test_a_line_that_a_poste_removes(desk: Desk, decision: DecisionConflit, left: list[str]) -> None:
    uid, line = meeting(desk)
    row = {"nature": NatureConflit.SUPPRESSION, "fiche_type": "reunion", "fiche_uid": uid}
    which = d.clash(desk, "presence", line, None, None, **row)
    assert opened(desk)[0].label == "Présences"
    settle(desk, which, decision)
    assert lines(desk, uid) == left
    with desk.writing() as unit:
        conflits.annuler(unit, which)
        unit.commit()
    assert lines(desk, uid) == ["un riverain"]


@pytest.mark.parametrize(("decision", "left"), [(GARDER, []), (PRENDRE, ["une riveraine"])])
def test_a_line_removed_here_that_a_poste_edits(desk: Desk, decision: DecisionConflit, left: list[str]) -> None:
    uid, line = meeting(desk)
    x.drop_line(desk, uid, "presences", line)
    said = {"op": "put", "uid": line, "n": 4, "valeurs": {"nom": "une riveraine", "reunion_uid": uid, "rang": 0}}
    row = {"nature": NatureConflit.DISPARUE, "fiche_type": "reunion", "fiche_uid": uid, "ligne": said}
    which = d.clash(desk, "presence", line, None, None, **row)
    assert opened(desk)[0].proposee == "une riveraine"
    settle(desk, which, decision)
    assert lines(desk, uid) == left
    with desk.writing() as unit:
        conflits.annuler(unit, which)
        unit.commit()
    assert lines(desk, uid) == []


def test_no_name_comes_back_to_a_person_made_anonymous(desk: Desk) -> None:
    uid = d.record(desk, "membre", conseil_uid=d.record(desk, "conseil", nom="Conseil"), code="H-07")
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("membre"), uid).anonymise_le = d.day()  # type: ignore[attr-defined]
        unit.commit()
    which = d.clash(desk, "membre", uid, "nom", "Spécimen")
    with pytest.raises(Impossible, match="anonymisée"):
        settle(desk, which, PRENDRE)


def test_an_unknown_clash_is_said(desk: Desk) -> None:
    with desk.writing() as unit, pytest.raises(Impossible, match="n’existe pas"):
        conflits.reporter(unit, 77)
    with desk.reading() as unit:
        assert unit.session.get(Conflit, 77) is None
