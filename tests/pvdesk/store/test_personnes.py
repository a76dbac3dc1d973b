"""All that is held of a person is found; once erased, nothing of their name is left in the base nor in its memory."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import search
from db.base import Base
from db.models.activite_listes import TypeActivite
from db.models.conseil_listes import College, MotifFin
from db.models.demande_listes import Droit, Revue, StatutDemande
from db.models.seance import StatutPresence
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import effacement, names, personnes, records
from pvdesk.store.desk import Desk
from tests import builders

LE_14 = dt.date(2026, 10, 14)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees", clock=builders.clock_at(LE_14))
    yield made
    made.close()


@pytest.fixture
def membre(desk: Desk) -> str:
    """H-07, whose mandate ended on 30/09/2025: nine meetings, two mentions."""
    conseil, _ = builders.add_noeux(desk)
    with desk.writing() as unit:
        draft = records.blank(
            unit, "membre", conseil_uid=conseil, code="H-77", nom="Spécimen", prenom="Alix", college=College.HABITANTS,
            debut=dt.date(2023, 1, 9), fin=dt.date(2025, 9, 30), motif_fin=MotifFin.DEMISSION,
            telephone="06 00 00 00 00", courriel="alix.specimen@exemple.invalid",
        )  # fmt: skip
        records.save(unit, draft)
        draft.saisies = {"telephone": "06 12 Spécimen"}
        records.save(unit, draft)
        for rank in range(9):
            meeting = records.blank(unit, "reunion", conseil_uid=conseil, date=dt.date(2025, rank + 1, 3), lieu="Salle")
            line = LineDraft(new_uid(), {"membre_uid": draft.uid, "statut": StatutPresence.PRESENT})
            meeting.lines["presences"] = [line]
            if rank == 2:
                said = "Madame Alix SPÉCIMEN demande un banc. Alix reviendra."
                meeting.lines["points"] = [LineDraft(new_uid(), {"titre": "Tour de table", "echanges": said})]
            if rank == 5:
                meeting.values["note"] = "Rappeler H-77 avant l’été."
            records.save(unit, meeting)
        unit.commit()
    return draft.uid


def request(desk: Desk, membre: str, droit: Droit = Droit.EFFACEMENT, **values: object) -> str:
    with desk.writing() as unit:
        given = {"recue_le": LE_14, "droit": droit, "membre_uid": membre, "identite_le": LE_14} | values
        draft = records.save(unit, records.blank(unit, "demande", **given))
        personnes.relever(unit, draft.uid)
        unit.commit()
    return draft.uid


def review(desk: Desk, demande: str, *revues: Revue) -> None:
    with desk.writing() as unit:
        draft = records.load(unit, "demande", demande)
        for line, revue in zip(draft.lines["mentions"], revues, strict=True):
            line.values["revue"] = revue
        records.save(unit, draft)
        unit.commit()


def everything(desk: Desk) -> str:
    """Every value of every row, and the words of the index."""
    with desk.reading() as unit:
        tables = [t for t in Base.metadata.sorted_tables if "source" not in t.columns]
        rows = [str(tuple(row)) for table in tables for row in unit.session.execute(select(table))]
        rows += unit.session.execute(text("SELECT texte FROM recherche")).scalars().all()
    return search.fold("\n".join(rows))


def test_the_file_of_a_person_holds_membership_presences_mentions_and_what_should_go(desk: Desk, membre: str) -> None:
    with desk.reading() as unit:
        found = personnes.tout_sur(unit, "membre", membre)
    said = dict(found.donnees)
    assert said["Nom"] == "Spécimen"
    assert said["Conseil"] == "Conseil citoyen de Nœux-les-Mines"
    assert [(v.jour, v.marque) for v in found.presences] == [(dt.date(2025, n, 3), "Présent") for n in range(1, 10)]
    assert [m.endroit.partition(", ")[2] for m in found.mentions] == [
        "Observations internes",
        "Ordre du jour et échanges, Échanges",
    ]
    assert found.mentions[1].extrait == "Madame Alix SPÉCIMEN demande un banc. Alix reviendra."
    assert [(p.le, p.quoi) for p in found.purges] == [
        (dt.date(2026, 9, 30), personnes.COORDONNEES),
        (dt.date(2027, 9, 30), personnes.IDENTITE),
    ]
    plain = found.as_json()
    assert plain["presences"][0]["jour"] == "2025-01-03"
    assert plain["donnees"]["Code"] == "H-77"


def test_the_purge_is_proposed_a_year_after_the_mandate_not_the_day_before(desk: Desk, membre: str) -> None:
    with desk.reading() as unit:
        before = [p.uid for p in personnes.purges(unit, dt.date(2026, 9, 29))]
        after = [(p.uid, p.quoi) for p in personnes.purges(unit, dt.date(2026, 9, 30))]
    assert membre not in before
    assert (membre, personnes.COORDONNEES) in after


def test_a_request_collects_its_mentions_once(desk: Desk, membre: str) -> None:
    demande = request(desk, membre)
    with desk.writing() as unit:
        personnes.relever(unit, demande)
        personnes.relever(unit, demande)
        assert len(records.load(unit, "demande", demande).lines["mentions"]) == 2


def test_a_sentence_of_a_note_is_told_by_its_place_and_a_report_by_its_kind(desk: Desk, membre: str) -> None:
    with desk.writing() as unit:
        note = records.blank(unit, "note_mensuelle", mois=dt.date(2026, 4, 1))
        note.lines["lignes"] = [LineDraft(new_uid(), {"texte": said}) for said in ("Rien.", "Mme Spécimen a parlé.")]
        note = records.save(unit, note)
        mensuel = records.save(unit, records.blank(unit, "activite", type=TypeActivite.MENSUEL, debut=LE_14))
        found = personnes.tout_sur(unit, "membre", membre)
        nom = names.names(unit, "activite", [mensuel.uid])[mensuel.uid]
    assert f"Note mensuelle {note.reference}, phrase 2" in [m.endroit for m in found.mentions]
    assert nom == "Octobre 2026"


def test_an_erased_name_is_nowhere_left(desk: Desk, membre: str) -> None:
    demande = request(desk, membre)
    assert "specimen" in everything(desk)
    review(desk, demande, Revue.GARDEE, Revue.MASQUEE)
    with desk.writing() as unit:
        done = effacement.effacer(unit, demande)
        unit.commit()
    assert (done.code, done.textes) == ("H-77", 1)
    left = everything(desk)
    for word in ("specimen", "alix", "06 00 00 00 00", "06 12"):
        assert word not in left
    with desk.reading() as unit:
        draft = records.load(unit, "membre", membre)
        found = personnes.tout_sur(unit, "membre", membre)
        answered = records.load(unit, "demande", demande)
    assert draft.values["code"] == "H-77"
    assert len(found.presences) == 9
    assert found.purges == ()
    assert answered.values["statut"] is StatutDemande.REPONDUE
    assert "comptes rendus déjà diffusés ne sont pas modifiés" in answered.values["reponse"]
    with desk.reading() as unit:
        (mention,) = [m for m in found.mentions if "échanges" in m.endroit]
    assert mention.extrait == "H-77 demande un banc. H-77 reviendra."


def test_erasing_twice_has_one_effect(desk: Desk, membre: str) -> None:
    demande = request(desk, membre)
    review(desk, demande, Revue.MASQUEE, Revue.MASQUEE)
    for _ in range(2):
        with desk.writing() as unit:
            assert effacement.effacer(unit, demande).code == "H-77"
            unit.commit()


def test_an_answered_request_is_left_as_it_is_and_its_answer_is_no_mention(desk: Desk, membre: str) -> None:
    demande = request(desk, membre)
    review(desk, demande, Revue.MASQUEE, Revue.MASQUEE)
    with desk.writing() as unit:
        assert not effacement.effacer(unit, demande).deja
        unit.commit()
    with desk.writing() as unit:
        personnes.relever(unit, demande)
        before = records.load(unit, "demande", demande)
        assert len(before.lines["mentions"]) == 2
        assert effacement.effacer(unit, demande).deja
        assert records.load(unit, "demande", demande) == before


def test_an_answer_typed_before_the_erasure_loses_the_name_too(desk: Desk, membre: str) -> None:
    demande = request(desk, membre, reponse="Madame Spécimen, votre nom sera effacé.")
    review(desk, demande, Revue.MASQUEE, Revue.MASQUEE)
    with desk.writing() as unit:
        effacement.effacer(unit, demande)
        unit.commit()
    assert "specimen" not in everything(desk)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"droit": Droit.ACCES}, "droit à l’effacement"),
        ({"identite_le": None}, "L’identité n’est pas vérifiée"),
        ({"membre_uid": None, "qualite": "habitante rencontrée"}, "ne désigne pas de fiche"),
    ],
)
def test_nothing_is_erased_before_its_time(desk: Desk, membre: str, values: dict[str, object], said: str) -> None:
    with desk.writing() as unit:
        given = {"recue_le": LE_14, "droit": Droit.EFFACEMENT, "membre_uid": membre, "identite_le": LE_14} | values
        demande = records.save(unit, records.blank(unit, "demande", **given)).uid
        with pytest.raises(effacement.NotErasable) as refused:
            effacement.effacer(unit, demande)
    assert said in refused.value.phrase
    assert "Rien n’a été effacé." in refused.value.phrase


def test_a_mention_must_be_reviewed_before_the_erasure(desk: Desk, membre: str) -> None:
    demande = request(desk, membre)
    with desk.writing() as unit, pytest.raises(effacement.NotErasable, match="2\u00a0mentions attendent"):
        effacement.effacer(unit, demande)


def test_a_hidden_mention_keeps_its_place_not_its_words(desk: Desk, membre: str) -> None:
    demande = request(desk, membre, Droit.ACCES)
    review(desk, demande, Revue.MASQUEE, Revue.GARDEE)
    with desk.writing() as unit:
        told = personnes.relever(unit, demande).as_json()["mentions"]
    assert [m["extrait"] is None for m in told] == [True, False]
