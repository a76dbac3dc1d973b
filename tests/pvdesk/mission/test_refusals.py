"""What does not go in: each refusal has its code and its sentence, and writes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.errors import Faute
from db.models.echange import Correspondant, IssueLot, Lot, Rebut, Role
from db.types import new_uid
from pvdesk.bundle import container, envelope, export, reception
from pvdesk.bundle.codec import Ligne
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.refus import SENTENCES, Code, Refus
from pvdesk.mission import depot, intake, postes, returns
from pvdesk.mission.bilan import Outcome
from pvdesk.store import records
from pvdesk.store.desk import create
from tests.builders import PHRASE
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

Tables = dict[str, list[Ligne]]


def a_lot(pair: Pair) -> Path:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    return pair.send()


def refused(desk: Any, act: Callable[[], object], code: Code) -> Refus:
    """The refusal of an act that leaves the base as it was, but for its line in the journal of lots."""
    before = without_refusals(desk)
    with pytest.raises(Refus) as caught:
        act()
    assert caught.value.code is code
    for part in SENTENCES[code]:
        assert part in caught.value.phrase
    assert without_refusals(desk) == before
    return caught.value


def without_refusals(desk: Any) -> dict[str, list[Any]]:
    """The base, less the lots that were refused before anything of them was verified."""
    found = x.dump(desk)
    return found | {"lot": [row for row in found["lot"] if not row[0].startswith("refus-")]}


def noted(pair: Pair, act: Callable[[], object], code: Code) -> Refus:
    """The refusal of a lot whose author is known: the journal of lots alone tells it, and the file is kept."""
    before = {name: rows for name, rows in x.dump(pair.mission).items() if name != "lot"}
    with pytest.raises(Refus) as caught:
        act()
    assert caught.value.code is code
    assert {name: rows for name, rows in x.dump(pair.mission).items() if name != "lot"} == before
    with pair.mission.reading() as unit:
        lot = unit.session.query(Lot).filter_by(code=code.value).one()
        assert lot.issue is (IssueLot.RETENU if code in {Code.Q5, Code.Q6} else IssueLot.REFUSE)
        assert lot.phrase == caught.value.phrase
        assert (pair.mission.folder / depot.ARCHIVE / f"{lot.sha256}.pvlot").exists()
    return caught.value


@pytest.mark.un_moteur
@pytest.mark.parametrize("kept", [0, 10, 200, -1])
def test_a_truncated_lot(pair: Pair, kept: int) -> None:
    path = a_lot(pair)
    path.write_bytes(path.read_bytes()[:kept])
    refused(pair.mission, lambda: pair.take(path), Code.Q1)


@pytest.mark.un_moteur
def test_a_file_that_is_no_lot(pair: Pair, tmp_path: Path) -> None:
    other = tmp_path / "photo.jpg"
    other.write_bytes(b"\xff\xd8\xff\xe0 une photo")
    refused(pair.mission, lambda: pair.take(other), Code.Q1)
    refused(pair.poste, lambda: pair.receive(other), Code.Q1)


@pytest.mark.un_moteur
def test_an_altered_lot(pair: Pair) -> None:
    """Whoever knows the mission's public key may seal: the signature tells."""
    path = a_lot(pair)
    pair.take(path)
    x.reseal(pair, path)
    refused(pair.mission, lambda: pair.take(path), Code.Q4)


@pytest.mark.un_moteur
def test_an_altered_lot_of_a_known_poste_is_kept_and_told_and_forgotten_once_it_holds(pair: Pair) -> None:
    good = a_lot(pair)
    pair.take(good)
    path = a_lot(pair)
    whole = path.read_bytes()
    x.reseal(pair, path)
    noted(pair, lambda: pair.take(path), Code.Q4)
    with pytest.raises(Refus):
        pair.take(path)
    with pair.mission.reading() as unit:
        told = unit.session.query(Lot).filter_by(issue=IssueLot.REFUSE).one()
        assert (told.poste, told.numero, told.fichier) == ("D07", 0, path.name)
    path.write_bytes(whole)
    assert pair.take(path).deja is None


@pytest.mark.un_moteur
def test_a_lot_signed_by_a_key_that_the_poste_has_no_more_is_named(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.take(a_lot(pair))
    late = a_lot(pair)
    with pair.mission.writing() as unit:  # the poste was enrolled anew, on another laptop
        row = unit.session.get_one(Correspondant, "D07")
        row.signature = envelope.new_signing_key().public
        unit.commit()
    said = noted(pair, lambda: pair.take(late), Code.Q3).phrase
    assert "Ce lot n’est pas signé par la clé de «\u00a0D07\u00a0»\u00a0: il vient d’un ordinateur remplacé." in said


@pytest.mark.un_moteur
def test_a_lot_for_another_mission(pair: Pair) -> None:
    a_lot(pair)
    path = a_lot(pair)
    pair.take(path)

    def elsewhere(head: Entete, tables: Tables) -> tuple[Entete, Tables]:
        return x.changed(head, destinataire="AUTRE", lot=new_uid()), tables

    forged = pair.forged(path, elsewhere)
    assert "Destinataire\u00a0: AUTRE." in refused(pair.mission, lambda: pair.take(forged), Code.Q2).phrase


@pytest.mark.un_moteur
def test_a_return_for_another_poste(pair: Pair, tmp_path: Path) -> None:
    pair.take(a_lot(pair))
    path = pair.answer()
    other = create(tmp_path / "autre", PHRASE, role=Role.POSTE, code="D08", nom="Autre", clock=pair.clock)
    enrolled = postes.enrol(pair.mission, "D08", tmp_path)
    reception.receive(other, enrolled.path)
    refused(other, lambda: reception.receive(other, path), Code.Q2)
    refused(pair.poste, lambda: pair.receive(enrolled.path), Code.Q2)  # its enrolment either
    taken = intake.take(pair.mission, export.export(other, tmp_path).path)
    assert taken.poste == "D08"
    assert [s.poste for s in postes.state(pair.mission)] == ["D07", "D08"]
    other.close()


@pytest.mark.un_moteur
@pytest.mark.parametrize("which", ["envoi", "retour", "enrolement"])
def test_each_lot_at_the_wrong_side(pair: Pair, which: str) -> None:
    sent = a_lot(pair)
    pair.take(sent)
    answer = pair.answer()
    enrolment = pair.template.folder / "enrolement-D07.pvlot"
    if which == "envoi":
        refused(pair.poste, lambda: pair.receive(sent), Code.Q2)
        refused(pair.poste, lambda: intake.take(pair.poste, sent), Code.Q2)
    else:
        path = answer if which == "retour" else enrolment
        refused(pair.mission, lambda: pair.take(path), Code.Q2)
        refused(pair.mission, lambda: reception.receive(pair.mission, path), Code.Q2)


@pytest.mark.un_moteur
def test_a_return_signed_by_a_poste(pair: Pair) -> None:
    path = a_lot(pair)
    pair.take(path)

    def retour(head: Entete, tables: Tables) -> tuple[Entete, Tables]:
        return x.changed(head, sorte="retour", lot=new_uid()), tables

    noted(pair, lambda: pair.take(pair.forged(path, retour)), Code.Q2)


def test_an_unknown_poste(pair: Pair) -> None:
    path = a_lot(pair)
    with pair.mission.writing() as unit:
        unit.session.delete(unit.session.get_one(Correspondant, "D07"))
        unit.commit()
    assert "«\u00a0D07\u00a0» n’est pas enrôlé" in refused(pair.mission, lambda: pair.take(path), Code.Q3).phrase


def test_a_poste_that_presents_itself_without_the_token(pair: Pair) -> None:
    path = a_lot(pair)
    with pair.mission.writing() as unit:
        unit.session.get_one(Correspondant, "D07").jeton = "un autre jeton"
        unit.commit()
    refused(pair.mission, lambda: pair.take(path), Code.Q3)


def test_a_revoked_poste_is_refused_by_name_and_gets_no_answer(pair: Pair) -> None:
    pair.take(a_lot(pair))
    postes.revoke(pair.mission, "D07", "portable volé")
    with pytest.raises(postes.UnknownPoste):
        postes.revoke(pair.mission, "D99", "inconnu")
    phrase = refused(pair.mission, lambda: pair.take(a_lot(pair)), Code.Q3).phrase
    assert "Le poste «\u00a0D07\u00a0» est révoqué depuis le 15/10/2026\u00a0: portable volé." in phrase
    with pytest.raises(postes.UnknownPoste):
        pair.answer()
    with pytest.raises(postes.UnknownPoste):
        returns.answer(pair.mission, "D99", pair.out)
    assert postes.state(pair.mission)[0].revoque


def test_a_revoked_poste_that_never_spoke(pair: Pair) -> None:
    postes.revoke(pair.mission, "D07", "départ")
    refused(pair.mission, lambda: pair.take(a_lot(pair)), Code.Q3)


@pytest.mark.un_moteur
def test_a_revoked_mission_is_refused_at_the_poste(pair: Pair) -> None:
    pair.take(a_lot(pair))
    path = pair.answer()
    with pair.poste.writing() as unit:
        row = unit.session.get_one(Correspondant, postes.CODE)
        row.revoque_le, row.revoque_motif = unit.now, "clé perdue"
        unit.commit()
    refused(pair.poste, lambda: pair.receive(path), Code.Q3)
    with pair.poste.writing() as unit:
        row = unit.session.get_one(Correspondant, postes.CODE)
        row.revoque_le, row.signature = None, ""
        unit.commit()
    refused(pair.poste, lambda: pair.receive(path), Code.Q3)


def test_a_lot_of_a_newer_version_is_held_then_taken(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.take(a_lot(pair))
    monkeypatch.setattr(export, "OLDEST_READER", "9999")
    path = a_lot(pair)
    assert noted(pair, lambda: pair.take(path), Code.Q5).held
    assert postes.state(pair.mission)[0].retenus == 1
    monkeypatch.setattr(intake, "HEAD", "9999")  # pvdesk was updated
    assert pair.take(path).outcome.nouveaux == 5
    assert postes.state(pair.mission)[0].retenus == 0


@pytest.mark.un_moteur
def test_a_return_of_a_newer_version_is_held_at_the_poste(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.take(a_lot(pair))
    monkeypatch.setattr(returns, "OLDEST_READER", "9999")
    path = pair.answer()
    refused(pair.poste, lambda: pair.receive(path), Code.Q5)


@pytest.mark.au_serveur
def test_a_gap_is_held_then_taken_once_the_missing_lot_came(pair: Pair) -> None:
    """A mission restored from an old copy."""
    pair.take(a_lot(pair))
    copy = pair.fork_mission("copie")
    missing = a_lot(pair)
    pair.take(missing)
    pair.receive(pair.answer())
    late = a_lot(pair)
    pair.mission.close()
    pair.mission = copy
    with pytest.raises(Refus) as caught:
        pair.take(late)
    assert caught.value.code is Code.Q6
    assert "Le dernier lot reçu de D07 est le n°\u00a01" in caught.value.phrase
    assert "revenue à une copie plus ancienne" in caught.value.phrase
    with pytest.raises(Refus):
        pair.take(late)  # asked again: the same answer, said once
    assert postes.state(pair.mission)[0].retenus == 1
    (resumed,) = pair.take(missing).repris
    assert resumed.outcome.nouveaux == 5
    assert pair.take(late).deja is not None
    assert x.records_of(pair.mission) == x.records_of(pair.poste)


def test_a_copy_of_the_poste_restored_is_held_and_named(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.poste.engine.dispose()
    shutil.copytree(pair.poste.folder, pair.folder / "copie")
    pair.take(pair.send())
    pair.poste.close()
    pair.poste = x.opened(pair.folder / "copie", pair.template.poste_key, Role.POSTE, pair.clock)
    x.edit(pair.poste, uid, lieu="Ailleurs")
    phrase = noted(pair, lambda: pair.take(pair.send()), Code.Q6).phrase
    assert "D07 a déjà envoyé un autre lot n°\u00a01." in phrase


@pytest.mark.un_moteur
def test_too_large_a_file_is_not_even_read(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "enorme.pvlot"
    with path.open("wb") as stream:
        stream.truncate(container.MAX_FILE + 1)
    refused(pair.mission, lambda: pair.take(path), Code.Q8)
    refused(pair.poste, lambda: pair.receive(path), Code.Q8)


@pytest.mark.un_moteur
def test_a_second_mission_does_not_take_a_poste_over(pair: Pair, tmp_path: Path) -> None:
    other = postes.create(tmp_path / "m2", PHRASE, "Autre mission", tmp_path / "r2.txt", clock=pair.clock)
    path = postes.enrol(other, "D07", tmp_path).path
    other.close()
    with pair.poste.writing() as unit:
        row = unit.session.get_one(Correspondant, postes.CODE)
        unit.session.expunge(row)
        unit.session.query(Correspondant).delete()
        unit.session.add(Correspondant(code="PREMIERE", nom="La première", lecture=row.lecture, jeton="j"))
        unit.commit()
    refused(pair.poste, lambda: pair.receive(path), Code.Q3)


@pytest.mark.un_moteur
def test_an_enrolment_without_token(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pvdesk.mission.postes.secrets.token_urlsafe", lambda _: None)
    with pair.mission.writing() as unit:
        assert postes.reserve_key(unit).startswith("age1")
    with pytest.raises(Exception, match=r"(?i)not.null"):
        postes.enrol(pair.mission, "D07", pair.folder)


@pytest.mark.un_moteur
@pytest.mark.parametrize("code", ["RESERVE", "MISSION", "D 07", ""])
def test_a_code_that_no_poste_may_have(pair: Pair, code: str) -> None:
    before = x.dump(pair.mission)
    with pytest.raises(ValueError):
        postes.enrol(pair.mission, code, pair.folder)
    assert x.dump(pair.mission) == before


def test_a_code_is_kept_in_capitals_as_the_poste_writes_its_own(pair: Pair) -> None:
    made = postes.enrol(pair.mission, " d07 ", pair.folder)
    assert (made.poste, made.path.name) == ("D07", "enrolement-D07.pvlot")
    assert pair.receive(made.path).code_controle


def test_an_enrolment_for_another_says_both_codes(pair: Pair) -> None:
    with pytest.raises(Refus) as refused:
        pair.receive(postes.enrol(pair.mission, "d08", pair.folder).path)
    assert "Il enrôle le poste D08\u202f; ce poste-ci est D07." in refused.value.phrase


# --- one record alone -------------------------------------------------------------------------------------------------


def value(key: str, bad: Any, table: str = "reunion") -> Callable[[Entete, Tables], None]:
    def change(head: Entete, tables: Tables) -> None:
        tables[table][0].valeurs[key] = bad

    return change


BAD: dict[str, tuple[str, str, Any, str]] = {
    "a date that is none": ("reunion", "date", "2026-02-30", "colonne date"),
    "a number for a text": ("reunion", "lieu", 3, "colonne lieu"),
    "a code of no list": ("reunion", "statut", "inventé", "colonne statut"),
    "a flag for a number": ("reunion", "public", True, "colonne public"),
    "a number out of bounds": ("reunion", "public", 1 << 31, "colonne public"),
    "a text that no server keeps": ("reunion", "lieu", "Maison\0", "colonne lieu"),
    "an instant without zone": ("reunion", "cree_le", "2026-03-03T10:00:00", "colonne cree_le"),
    "an instant before the calendar": ("reunion", "cree_le", "0001-01-01T00:00:00+14:00", "colonne cree_le"),
    "an empty state": ("reunion", "etat", None, "colonne etat, vide"),
    "reasons that are none": ("reunion", "motifs", "[1]", "colonne motifs"),
    "an unknown conseil": ("reunion", "conseil_uid", "nul-part", "colonne conseil_uid, fiche inconnue"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_record_with_a_bad_value_is_set_aside_with_what_depends_on_it(pair: Pair, name: str) -> None:
    table, key, bad, said = BAD[name]
    conseil, members = x.conseil(pair.poste)
    other, _ = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    with pair.poste.writing() as unit:
        organisme = records.save(unit, records.blank(unit, "organisme", nom="Association fictive"))
        unit.commit()
    path = pair.forged(pair.send(drafts=frozenset({organisme.uid})), value(key, bad, table))
    taken = pair.take(path)
    assert taken.annonces == taken.lus == taken.gardes
    held = x.records_of(pair.mission)
    assert organisme.uid in held["organisme"]
    assert held.get("reunion", {}) == {}
    assert held.get("presence", {}) == {}
    assert bool(held.get("conseil")) == (table == "reunion")
    with pair.mission.reading() as unit:
        aside = unit.session.query(Rebut).order_by(Rebut.id).all()
        assert {r.code for r in aside} == {"Q7"}
        assert said in aside[0].phrase
        assert aside[0].ligne["valeurs"][key] == bad
    assert pair.receive(pair.answer()).accuses == len(held.get("conseil", {})) + len(held.get("membre", {})) + 1
    assert other not in held.get("conseil", {})


def test_a_fiche_goes_in_without_a_link_that_leads_nowhere_and_the_link_follows(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    x.edit(pair.poste, conseil, "conseil", contrat="CV217")
    taken = pair.take(pair.forged(pair.send(), value("contrat", "ZZ", "conseil")))
    assert taken.outcome.rejected == 0
    held = x.records_of(pair.mission)
    assert uid in held["reunion"]
    assert held["conseil"][conseil]["contrat"] is None
    with pair.mission.reading() as unit:
        aside = unit.session.query(Rebut).one()
        assert (aside.code, aside.champ, aside.uid) == ("Q7", "contrat", conseil)
    pair.receive(pair.answer())
    pair.trip()
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
    with pair.mission.reading() as unit:
        assert unit.session.query(Rebut).one().regle_le is not None


def test_a_line_alone_is_set_aside_and_its_fiche_goes_again_until_it_is_whole(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.add_line(pair.poste, conseil, "quartiers", "conseil", quartier="QN06201M")
    uid = x.reunion(pair.poste, conseil, members)
    path = pair.send()
    taken = pair.take(pair.forged(path, value("quartier", "QN99999X", "conseil_quartier")))
    assert taken.outcome.rejected == 1
    assert pair.receive(pair.answer()).accuses == 2  # the member, the meeting
    assert pair.envoi(uid).suivi.startswith("reçue")
    follow = pair.follow(conseil)
    assert follow is not None
    assert follow.phrase == "une partie est mise de côté par la mission"
    assert [line.uid for line in pair.lines(pair.send())["conseil"]] == [conseil]
    pair.trip()
    assert len(pair.at_mission(conseil, "conseil").lines["quartiers"]) == 1
    healed = pair.follow(conseil)
    assert healed is not None
    assert (healed.phrase, healed.recu_lot) == (None, 3)


def test_a_fiche_is_never_removed_by_a_lot(pair: Pair) -> None:
    pair.take(a_lot(pair))

    def erase(head: Entete, tables: Tables) -> None:
        (line,) = [n for n in tables["reunion"] if n.op == "put"][:1]
        tables["reunion"] = [Ligne("del", line.uid, line.n + 100)]

    a_lot(pair)
    path = pair.forged(pair.send(), erase)
    before = x.records_of(pair.mission)["reunion"]
    taken = pair.take(path)
    assert x.records_of(pair.mission)["reunion"] == before
    assert taken.outcome.rejected >= 1


def test_a_table_of_a_newer_version_and_an_illegible_line_are_kept(pair: Pair) -> None:
    def newer(head: Entete, tables: Tables) -> None:
        tables["tournee"] = [Ligne("put", new_uid(), 1, {"lieu": "Cour"}, nouveau=True)]

    taken = pair.take(pair.forged(a_lot(pair), newer))
    assert taken.annonces == taken.gardes == 6
    with pair.mission.reading() as unit:
        assert [(r.type, r.code) for r in unit.session.query(Rebut)] == [("tournee", "Q5")]


def test_a_line_that_is_not_even_legible_is_kept_as_it_came(pair: Pair) -> None:
    path = x.illegible(pair, a_lot(pair))
    taken = pair.take(path)
    assert taken.annonces == taken.gardes == 5
    with pair.mission.reading() as unit:
        aside = unit.session.query(Rebut).one()
        assert (aside.type, aside.code, aside.ligne) == ("point", "Q7", {"brut": "{pas du JSON"})
    assert pair.receive(pair.answer()).accuses == 3


@pytest.mark.un_moteur
def test_a_reserve_key_is_never_overwritten(pair: Pair, tmp_path: Path) -> None:
    kept = tmp_path / "reserve.txt"
    kept.write_text("la clé d’une autre mission", encoding="utf-8")
    with pytest.raises(Faute):
        postes.create(tmp_path / "m3", PHRASE, "Mission", kept)
    assert kept.read_text(encoding="utf-8") == "la clé d’une autre mission"


@pytest.mark.un_moteur
def test_a_lot_d_envoi_by_the_mission_itself_is_refused_at_the_poste(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.take(a_lot(pair))
    head = returns._head
    monkeypatch.setattr(returns, "_head", lambda *args: x.changed(head(*args), sorte="envoi"))
    path = pair.answer()
    refused(pair.poste, lambda: pair.receive(path), Code.Q2)


def test_counts_that_differ_stop_everything(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.take(a_lot(pair))
    path = a_lot(pair)
    monkeypatch.setattr(Outcome, "total", property(lambda self: 0))
    refused(pair.mission, lambda: pair.take(path), Code.Q4)


def test_unknown_columns_are_kept_and_told_again(pair: Pair) -> None:
    taken = pair.take(pair.forged(a_lot(pair), value("meteo", "pluie")))
    assert taken.outcome.rejected == 0
    row = next(iter(x.records_of(pair.mission)["reunion"].values()))
    assert row["meteo"] == "pluie"
