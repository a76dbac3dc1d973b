"""Two postes record the same thing: found by an index, proposed once, compared, united line by line, taken back."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Correction
from db.models.arbitrage import Doublon
from db.models.seance import DecisionProjet, StatutPresence
from pvdesk.fiches import FICHES
from pvdesk.kit.reading import Unread
from pvdesk.kit.schema import Kind, schema
from pvdesk.mission import doublons, union
from pvdesk.mission.doublons import Paire
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x

SIRET = "12345678200010"
PRESENT = StatutPresence.PRESENT


def pairs(desk: Desk, changed: Any = None) -> list[Paire]:
    with desk.writing() as unit:
        doublons.chercher(unit, changed)
        unit.commit()
        return doublons.ouverts(unit)


def unite(desk: Desk, pair: Paire, keep: str = "", **choices: Any) -> None:
    with desk.writing() as unit:
        doublons.unir(unit, pair.id, keep or pair.premier, choices.get("choix"))
        unit.commit()


def alike(desk: Desk, table: str, first: dict[str, Any], second: dict[str, Any], **lines: Any) -> list[Paire]:
    for poste, values in (("D03", first), ("D07", second)):
        d.record(desk, table, lines.get("lines"), poste, **values)
    return pairs(desk)


def conseil(desk: Desk, nom: str = "COPIL de Lens", **values: Any) -> str:
    return d.record(desk, "conseil", nom=nom, **values)


QUARTIER = {"quartiers": [{"quartier": "QN06201M"}]}
CASES = [
    ("organisme", {"nom": "Asso", "siret": SIRET}, {"nom": "L’Asso", "siret": "123 456 782 00010"}, {}),
    ("convention", {"numero": "62-2026-014"}, {"numero": "62-2026-014"}, {}),
    ("projet", {"dauphin": "ab12", "annee": 2026}, {"dauphin": "AB12", "annee": 2026}, {}),
    ("visite", {"date": d.day(), "lieu": "École Les Tilleuls"}, {"date": d.day(), "lieu": "ecole les  tilleuls"},
     {"lines": QUARTIER}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "first", "second", "lines"), CASES, ids=[c[0] for c in CASES])
def test_what_two_postes_recorded_is_found_once(desk: Desk, table: str, first: Any, second: Any, lines: Any) -> None:
    (pair,) = alike(desk, table, first, second, **lines)
    assert (pair.table, pair.auteurs) == (table, ("D03", "D07"))
    assert pairs(desk) == [pair]


OTHERS = [
    ("organisme", {"siret": SIRET}, {"siret": "12345678200028"}, {}),
    ("organisme", {"siret": None}, {"siret": None}, {}),
    ("projet", {"dauphin": "AB12", "annee": 2025}, {"dauphin": "AB12", "annee": 2026}, {}),
    ("visite", {"date": d.day(), "lieu": "École"}, {"date": d.day(10), "lieu": "École"}, {"lines": QUARTIER}),
    ("visite", {"date": d.day(), "lieu": "École"}, {"date": d.day(), "lieu": "École"}, {}),
]


@pytest.mark.parametrize(("table", "first", "second", "lines"), OTHERS)
def test_what_is_not_the_same_is_not_proposed(desk: Desk, table: str, first: Any, second: Any, lines: Any) -> None:
    assert alike(desk, table, first, second, **lines) == []


def test_members_of_one_conseil_by_name_or_by_code(desk: Desk) -> None:
    where, other = conseil(desk), conseil(desk, "Conseil citoyen Les Tilleuls")
    for code, nom, uid in (("H-1", "Fictif", where), ("H-2", "FICTIF", where), ("h-2", "Démo", where),
                           ("H-1", "Fictif", other)):  # fmt: skip
        d.record(desk, "membre", conseil_uid=uid, code=code, nom=nom)
    assert len(pairs(desk)) == 2


def test_meetings_of_one_day_of_one_instance_even_recorded_under_two_fiches(desk: Desk) -> None:
    for uid in (conseil(desk), conseil(desk, "copil de  LENS")):
        d.record(desk, "reunion", conseil_uid=uid, date=d.day())
    d.record(desk, "reunion", conseil_uid=conseil(desk, "Autre"), date=d.day())
    assert [p.table for p in pairs(desk)] == ["reunion"]


def test_only_the_fiches_of_an_import_are_looked_at(desk: Desk) -> None:
    for _ in range(2):
        d.record(desk, "convention", numero="62-1")
    last = [d.record(desk, "organisme", siret=SIRET) for _ in range(2)][-1]
    assert [p.table for p in pairs(desk, {"organisme": {last}})] == ["organisme"]


def test_told_apart_a_pair_is_never_proposed_again(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    with desk.writing() as unit:
        doublons.distinguer(unit, pair.id)
        unit.commit()
    assert pairs(desk) == []
    with desk.writing() as unit, pytest.raises(Impossible, match="déjà décidée"):
        doublons.distinguer(unit, pair.id)


def two_meetings(desk: Desk) -> tuple[Paire, dict[str, str]]:
    """S8: the same COPIL by D03 and D07: 22 and 23 present, one action in common, one amount differing."""
    where = conseil(desk)
    made = {n: d.record(desk, "membre", conseil_uid=where, code=f"H-{n}") for n in ("1", "2", "3")}
    projet = d.record(desk, "projet", intitule="Permanences", annee=2026)
    for poste, hour, came, amount in (("D03", 14, "12", 500000), ("D07", 15, "123", 550000)):
        lines = {
            "presences": [{"membre_uid": made[n], "statut": PRESENT} for n in came],
            "projets": [{"projet_uid": projet, "decision": DecisionProjet.RETENU, "montant": amount}],
        }
        uid = d.record(desk, "reunion", lines, poste, conseil_uid=where, date=d.day(), debut=dt.time(hour))
        d.record(desk, "action", poste=poste, libelle="Relancer la  commune" if hour == 15 else "relancer la commune",
                 reunion_uid=uid, echeance=d.day(30))  # fmt: skip
        d.record(desk, "action", poste=poste, libelle=f"Action de {poste}", reunion_uid=uid, echeance=d.day(30))
    (pair,) = [p for p in pairs(desk) if p.table == "reunion"]
    return pair, made


def test_compared_side_by_side_with_the_lines_about_the_same(desk: Desk) -> None:
    pair, _ = two_meetings(desk)
    with desk.reading() as unit:
        shown = doublons.comparer(unit, pair.id)
    different = {e.label: e.textes for e in shown.ecarts if not e.memes}
    assert different["Début"] == ("14\u00a0h", "15\u00a0h")
    amount = next(label for label in different if label.endswith("Montant"))
    assert amount == "Décisions sur les projets, Permanences, 2026, Montant" or "Permanences" in amount
    presences = next(row for row in shown.lignes if row[0] == "Présences")
    assert (len(presences[1]), len(presences[2])) == (2, 3)


@pytest.mark.au_serveur
def test_united_the_lines_are_one_the_choice_holds_and_the_references_follow(desk: Desk) -> None:
    pair, _ = two_meetings(desk)
    with desk.reading() as unit:
        key = next(e.cle for e in doublons.comparer(unit, pair.id).ecarts if e.label.endswith("Montant"))
    unite(desk, pair, choix={key: pair.second, "debut": "14h15", "lieu": "Hôtel de ville"})
    with desk.reading() as unit:
        kept, lost = (records.load(unit, "reunion", uid) for uid in (pair.premier, pair.second))
        assert len(kept.lines["presences"]) == 3
        assert [line.values["montant"] for line in kept.lines["projets"]] == [550000]
        assert (f"{kept.values['debut']:%H:%M}", kept.values["lieu"]) == ("14:15", "Hôtel de ville")
        row = unit.session.get_one(records.model_of("reunion"), lost.uid)
        assert row.supprime_le is not None
        assert row.remplace_par == kept.uid
        actions = unit.session.scalars(select(FICHES["action"].model).order_by("libelle")).all()
        held = [a.libelle for a in actions if a.supprime_le is None]  # type: ignore[attr-defined]
        assert len(held) == 3
        assert {a.reunion_uid for a in actions if a.supprime_le is None} == {kept.uid}  # type: ignore[attr-defined]
    assert [p for p in pairs(desk) if p.table == "reunion"] == []


def test_two_long_texts_may_be_kept_with_their_authors(desk: Desk) -> None:
    same = {"date": d.day(), "lieu": "École"}
    (pair,) = alike(desk, "visite", same | {"constats": "Banc cassé"}, same | {"constats": "Rampe absente"},
                    lines=QUARTIER)  # fmt: skip
    with desk.reading() as unit:
        (both,) = [e.deux for e in doublons.comparer(unit, pair.id).ecarts if e.deux]
    assert both == "D03\u00a0:\nBanc cassé\n\nD07\u00a0:\nRampe absente"
    unite(desk, pair, choix={"constats": both})
    assert d.value(desk, "visite", pair.premier, "constats") == both


@pytest.mark.parametrize(("key", "typed", "said"), [("debut", "25h99", "Début"), ("lieu", "A" * 500, "raccourcissez")])
def test_a_third_value_that_the_datum_does_not_take_unites_nothing(desk: Desk, key: str, typed: str, said: str) -> None:
    where = conseil(desk)
    (pair,) = alike(desk, "reunion", *[{"conseil_uid": where, "date": d.day()}] * 2)
    with pytest.raises(Unread, match=said):
        unite(desk, pair, choix={key: typed})
    assert pairs(desk) == [pair]


def test_both_authors_are_in_the_history_of_the_fiche_that_stays(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    unite(desk, pair)
    with desk.reading() as unit:
        told = {line["fiche"] for line in records.history(unit, pair.premier)}
    assert told == {pair.premier, pair.second}


def test_a_choice_may_be_empty_and_a_blank_is_filled(desk: Desk) -> None:
    (pair,) = alike(desk, "organisme", {"siret": SIRET, "sigle": "AE"}, {"siret": SIRET, "nom": "Asso d’essai"})
    unite(desk, pair, choix={"sigle": pair.second})
    assert d.value(desk, "organisme", pair.premier, "nom") == "Asso d’essai"
    assert d.value(desk, "organisme", pair.premier, "sigle") is None


POINTING = [(t, d_.key, d_.target) for t, f in FICHES.items() for d_ in schema(f.model).stored
            if d_.kind is Kind.REFERENCE and d_.target in FICHES]  # fmt: skip


@pytest.mark.parametrize(("table", "key", "target"), POINTING)
def test_every_declared_reference_is_repointed(desk: Desk, table: str, key: str, target: str) -> None:
    """Of every record type: the list is that of the declarations."""
    assert (key, "") in {(p.key, p.owner) for p in union.pointers(target) if p.model.__tablename__ == table}
    kept, lost = (d.record(desk, target) for _ in range(2))
    uid = d.record(desk, table, **{key: lost})
    with desk.writing() as unit:
        model = records.model_of(target)
        made = union.Union(unit, unit.session.get_one(model, kept), unit.session.get_one(model, lost), {})
        made.apply()
        made.resign()
        unit.commit()
    assert d.value(desk, table, uid, key) == kept


def test_two_lines_about_one_member_become_one_when_the_members_are_united(desk: Desk) -> None:
    where = conseil(desk)
    both = [d.record(desk, "membre", conseil_uid=where, code="H-7", nom="Fictif") for _ in range(2)]
    lines = {"presences": [{"membre_uid": both[0], "statut": PRESENT}, {"membre_uid": both[1], "remarque": "parti"}]}
    uid = d.record(desk, "reunion", lines, conseil_uid=where, date=d.day())
    (pair,) = [p for p in pairs(desk) if p.table == "membre"]
    unite(desk, pair)
    with desk.reading() as unit:
        (line,) = records.load(unit, "reunion", uid).lines["presences"]
        assert line.values["membre_uid"] == pair.premier
        assert (line.values["statut"], line.values["remarque"]) == (PRESENT, "parti")


def test_a_correction_follows_the_fiche(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    d.record(desk, "correction", fiche_type="convention", fiche_uid=pair.second, motif="Numéro")
    unite(desk, pair)
    with desk.reading() as unit:
        assert list(unit.session.scalars(select(Correction.fiche_uid))) == [pair.premier]


def test_uniting_two_conseils_finds_the_members_they_share(desk: Desk) -> None:
    first, second = conseil(desk, "A"), conseil(desk, "B")
    for uid in (first, second):
        d.record(desk, "membre", conseil_uid=uid, code="H-7")
    with desk.writing() as unit:
        unit.session.add(Doublon(type="conseil", premier=first, second=second, motif="", trouve_le=unit.now))
        unit.session.flush()
        doublons.unir(unit, unit.session.scalars(select(Doublon.id)).one(), first)
        unit.commit()
    assert [p.table for p in pairs(desk)] == ["membre"]


def test_separated_everything_is_as_before(desk: Desk) -> None:
    pair, _ = two_meetings(desk)
    before = content(desk)
    unite(desk, pair, keep=pair.second)
    assert content(desk) != before
    with desk.writing() as unit:
        doublons.separer(unit, pair.id)
        unit.commit()
    assert content(desk) == before
    assert pair.id in [p.id for p in pairs(desk)]


def content(desk: Desk) -> dict[str, Any]:
    """All that the fiches say, their signatures left out."""
    silent = ("modifie_le", "modifie_par")
    return {
        table: {uid: {k: v for k, v in row.items() if k not in silent} for uid, row in held.items()}
        for table, held in x.records_of(desk).items()
    }


def test_what_was_written_over_since_is_not_separated(desk: Desk) -> None:
    (pair,) = alike(desk, "organisme", {"siret": SIRET}, {"siret": SIRET, "nom": "Asso"})
    unite(desk, pair)
    x.edit(desk, pair.premier, "organisme", nom="Autre nom")
    with desk.writing() as unit, pytest.raises(Impossible, match=r"Autre nom.* a changé depuis, ici même, le"):
        doublons.separer(unit, pair.id)
    assert d.value(desk, "organisme", pair.premier, "nom") == "Autre nom"


def separate(desk: Desk, pair: Paire) -> None:
    with desk.writing() as unit:
        doublons.separer(unit, pair.id)
        unit.commit()


def test_put_off_a_pair_comes_last_still_waits_and_comes_back_when_asked(desk: Desk) -> None:
    first, second = (
        alike(desk, "convention", {"numero": n}, {"numero": n})[-1] for n in ("62-1", "62-2")
    )  # fmt: skip
    with desk.writing() as unit:
        doublons.reporter(unit, first.id)
        unit.commit()
    assert [(p.id, p.reporte) for p in pairs(desk)] == [(second.id, False), (first.id, True)]
    with desk.writing() as unit:
        doublons.reprendre(unit, first.id)
        unit.commit()
    assert [(p.id, p.reporte) for p in pairs(desk)] == [(first.id, False), (second.id, False)]


def test_what_is_put_off_is_decided_and_what_is_decided_is_not_put_off(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    with desk.writing() as unit:
        doublons.reporter(unit, pair.id)
        doublons.distinguer(unit, pair.id)
        unit.commit()
    for verb in (doublons.reporter, doublons.reprendre):
        with desk.writing() as unit, pytest.raises(Impossible, match="déjà décidée"):
            verb(unit, pair.id)
    separate(desk, pair)
    assert [(p.id, p.reporte) for p in pairs(desk)] == [(pair.id, False)]


def test_what_is_not_decided_is_not_taken_back(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    with desk.writing() as unit, pytest.raises(Impossible, match="pas encore décidée"):
        doublons.separer(unit, pair.id)


def three(desk: Desk) -> tuple[Paire, Paire]:
    """Three fiches of one SIRET: the pair of the first two, that of the first and the third."""
    for poste in ("D03", "D07", "D09"):
        d.record(desk, "organisme", poste=poste, siret=SIRET)
    found = pairs(desk)
    first = found[0]
    return first, next(p for p in found if p.id != first.id and p.premier == first.premier)


def test_unions_of_unions_are_taken_back_newest_first(desk: Desk) -> None:
    first, other = three(desk)
    before = content(desk)
    unite(desk, first)
    unite(desk, other, keep=other.second)
    with desk.writing() as unit, pytest.raises(Impossible, match="unie depuis à une autre fiche"):
        doublons.separer(unit, first.id)
    separate(desk, other)
    separate(desk, first)
    assert content(desk) == before


def two_conseils(desk: Desk) -> Paire:
    """Two fiches of one conseil, each with the same member, united: the members become a pair."""
    first, second = conseil(desk, "A"), conseil(desk, "B")
    for uid in (first, second):
        d.record(desk, "membre", conseil_uid=uid, code="H-7")
    with desk.writing() as unit:
        unit.session.add(Doublon(type="conseil", premier=first, second=second, motif="", trouve_le=unit.now))
        unit.commit()
        which = unit.session.scalars(select(Doublon.id)).one()
    with desk.writing() as unit:
        doublons.unir(unit, which, first)
        unit.commit()
    return Paire(which, "conseil", first, second, ("A", "B"), "", ("", ""))


def test_pairs_that_only_a_union_made_go_with_it(desk: Desk) -> None:
    united = two_conseils(desk)
    assert [p.table for p in pairs(desk)] == ["membre"]
    separate(desk, united)
    assert pairs(desk) == []


def test_a_union_is_not_taken_back_under_one_that_it_gave_birth_to(desk: Desk) -> None:
    united = two_conseils(desk)
    (members,) = pairs(desk)
    unite(desk, members)
    with desk.writing() as unit, pytest.raises(Impossible, match="unie depuis"):
        doublons.separer(unit, united.id)
    separate(desk, members)
    separate(desk, united)
    assert pairs(desk) == []


def test_no_name_comes_back_with_a_person_made_anonymous(desk: Desk) -> None:
    where = conseil(desk)
    for _ in range(2):
        d.record(desk, "membre", conseil_uid=where, code="H-7", nom="Fictif")
    (pair,) = pairs(desk)
    unite(desk, pair)
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("membre"), pair.premier).anonymise_le = d.day()  # type: ignore[attr-defined]
        unit.commit()
    with desk.writing() as unit, pytest.raises(Impossible, match="anonymisée"):
        doublons.separer(unit, pair.id)


def test_a_pair_in_the_corbeille_waits_for_nobody(desk: Desk) -> None:
    (pair,) = alike(desk, "convention", {"numero": "62-1"}, {"numero": "62-1"})
    x.act(desk, records.delete, pair.second, "convention")
    assert pairs(desk) == []
    with desk.writing() as unit, pytest.raises(Impossible, match="corbeille"):
        doublons.unir(unit, pair.id, pair.premier)
