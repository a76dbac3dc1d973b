"""The papers of a meeting made from stored records: what each takes from them, what none ever says."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models.action import Priorite, StatutAction
from db.models.conseil_listes import RegleQuorum, Sexe
from db.models.seance import (
    Approbation,
    DecisionProjet,
    EtatCompteRendu,
    Modalite,
    ModeConvocation,
    NatureSuite,
    PresenceEtat,
    StatutPresence,
    StatutReunion,
)
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import catalogue, meetings, meetings_announced, meetings_content
from pvdesk.reports.blocks import Doc, plain
from pvdesk.reports.control import control_code
from pvdesk.reports.ecarts import Change, differences
from pvdesk.reports.meetings import Remplacee, Tirage
from pvdesk.reports.preflight import all_words
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork
from tests.builders import add_reunion, copy_noeux, open_copy, uids_of_noeux

JOUR, AVANT, APRES = dt.date(2026, 3, 3), dt.date(2026, 1, 13), dt.date(2026, 5, 5)
PRESENT = {"statut": StatutPresence.PRESENT}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_copy(copy_noeux(tmp_path / "poste"))
    yield desk
    desk.close()


@pytest.fixture
def unit(desk: Desk) -> Iterator[UnitOfWork]:
    """Never committed."""
    with desk.writing() as unit:
        yield unit


def words(doc: Doc) -> str:
    return "\n".join(plain(said) for said in all_words(doc)).replace("\u00a0", " ").replace("\u202f", " ")


def said(unit: UnitOfWork, document: str, uid: str) -> str:
    return words(catalogue.PAPERS[document].build(unit, uid))


def meeting(unit: UnitOfWork, jour: dt.date = JOUR, statut: StatutReunion = StatutReunion.TENUE, **values: Any) -> str:
    """A meeting of the conseil of Nœux: everybody on its list, nobody marked; lists of lines among the values."""
    lines = {key: values.pop(key) for key in ("presences", "points", "suites", "projets") if key in values}
    given = {"debut": dt.time(18, 30), "lieu": "Maison de quartier", "date": jour, "statut": statut} | values
    draft = records.blank(unit, "reunion", conseil_uid=uids_of_noeux()[0], **given)
    draft.lines["presences"] = reunions.attendance(unit, draft.values["conseil_uid"], jour)
    for key, rows in lines.items():
        draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
    return records.save(unit, draft).uid


def change(unit: UnitOfWork, table: str, uid: str, **values: Any) -> None:
    draft = records.load(unit, table, uid)
    draft.values |= values
    records.save(unit, draft)


# what announces the meeting


def test_a_convocation_counts_the_members_and_reminds_the_rule_of_that_day(unit: UnitOfWork) -> None:
    uid = meeting(
        unit, statut=StatutReunion.PREVUE, convoque_le=dt.date(2026, 2, 10), convoque_par=ModeConvocation.COURRIEL,
        points=({"titre": "Éclairage", "duree": 30, "rapporteur": "bailleur", "documents": "plan, devis"},),
    )  # fmt: skip
    doc = meetings_announced.convocation(unit, uid)
    text = words(doc)
    for told in (
        "18 membres (habitants : 10, associations et acteurs locaux : 8)", "mardi 3 mars 2026", "Envoi par courriel",
        "Le 10 février 2026", "Quorum\nLa moitié des titulaires, soit 9 personnes.",
        "Les pouvoirs sont admis, un seul par personne présente, et comptent dans le quorum.",
        "Éclairage (bailleur, 30 min)", "devis",
    ):  # fmt: skip
        assert told in text
    assert "H-01" not in text
    assert doc.notes == ()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"regle": RegleQuorum.AUCUN}, ""),
        ({"regle": RegleQuorum.NOMBRE, "nombre": 12, "pouvoirs_admis": None}, "Quorum\n12 personnes."),
        ({"regle": RegleQuorum.PAR_COLLEGE, "pouvoirs_max": 2}, "La moitié de chaque collège, soit 9 personnes."),
    ],
)
def test_a_convocation_says_the_rule_of_the_conseil_whatever_it_is(
    unit: UnitOfWork, rule: dict[str, Any], told: str
) -> None:
    conseil = records.load(unit, "conseil", uids_of_noeux()[0])
    conseil.lines["quorum"][0].values |= rule
    records.save(unit, conseil)
    text = said(unit, "convocation", meeting(unit, statut=StatutReunion.PREVUE))
    assert told in text
    assert ("personnes." in text) == bool(told)
    assert ("2 au plus par personne présente" in text) == (rule.get("pouvoirs_max") == 2)


def test_a_convocation_tells_its_author_what_is_left_to_see_to(unit: UnitOfWork) -> None:
    late = meeting(unit, statut=StatutReunion.PREVUE, convoque_le=dt.date(2026, 2, 28))
    notes = [note.replace("\u00a0", " ") for note in meetings_announced.convocation(unit, late).notes]
    assert notes == [
        "La convocation part 3 jours avant la réunion : le conseil en demande 15.",
        "L’ordre du jour est vide : ajoutez au moins un point.",
    ]
    undated = meeting(unit, statut=StatutReunion.PREVUE, points=({"titre": "Bilan"},))
    (note,) = meetings_announced.convocation(unit, undated).notes
    assert "indiquez le jour de son envoi" in note


def test_nobody_is_called_to_a_meeting_without_hour_or_place(unit: UnitOfWork) -> None:
    with pytest.raises(meetings_announced.Nowhere, match="l’heure"):
        said(unit, "convocation", meeting(unit, debut=None))
    with pytest.raises(meetings_announced.Nowhere, match="le lieu"):
        said(unit, "convocation", meeting(unit, lieu=None))
    assert "à distance" in said(unit, "convocation", meeting(unit, lieu=None, modalite=Modalite.DISTANCE))
    with pytest.raises(meetings_content.Undated):
        said(unit, "convocation", meeting(unit, None))  # type: ignore[arg-type]


def test_the_compte_rendu_that_waits_for_approval_is_announced(unit: UnitOfWork) -> None:
    before, uid = meeting(unit, AVANT), meeting(unit, statut=StatutReunion.PREVUE)
    for document in ("convocation", "ordre-du-jour"):
        assert "approuver" not in said(unit, document, uid).casefold()
    change(unit, "reunion", before, compte_rendu=EtatCompteRendu.DIFFUSE)
    reference = records.load(unit, "reunion", before).reference
    assert f"celui du 13 janvier 2026 ({reference})" in said(unit, "convocation", uid)
    assert f"celui du 13 janvier 2026 ({reference})" in said(unit, "ordre-du-jour", uid)


def test_guests_are_on_the_sheet_to_sign_and_minors_have_no_name_on_theirs(unit: UnitOfWork) -> None:
    guest = {"nom": "Chargée de secteur", "organisme": "bailleur"}
    uid = meeting(unit, statut=StatutReunion.PREVUE, presences=({"membre_uid": uids_of_noeux()[1]["H-01"]}, guest))
    sheet = said(unit, "emargement", uid)
    assert "H-01" in sheet
    assert "Chargée de secteur\nInvités\nbailleur" in sheet
    assert "H-01" not in said(unit, "emargement-mineurs", uid)
    assert "Chargée de secteur, bailleur" in said(unit, "convocation", uid)


# what is told of the meeting


def test_the_public_reads_the_quality_of_a_guest_and_not_a_name(unit: UnitOfWork) -> None:
    guests = (
        {"nom": "chargée de secteur", "organisme": "bailleur"}, {"nom": "Maire de la commune"},
        {"nom": "Camille Exemple", "organisme": "presse"}, {"nom": "Alix Spécimen"},
    )  # fmt: skip
    uid = meeting(unit, presences=[guest | PRESENT for guest in guests])
    inside, outside = said(unit, "compte-rendu", uid), said(unit, "compte-rendu-public", uid)
    for text in (inside, outside):
        assert "chargée de secteur (bailleur)" in text
        assert "Maire de la commune" in text
    assert "Camille Exemple (presse)" in inside
    assert not any(name in outside for name in ("Camille", "Spécimen"))
    assert "presse" in outside
    assert "personne non désignée" in outside
    assert "Secrétaire de séance" in inside
    assert "Secrétaire de séance" not in outside


def test_women_and_men_are_counted_only_when_all_are_known(unit: UnitOfWork) -> None:
    members = uids_of_noeux()[1]
    came = [{"membre_uid": members[code]} | PRESENT for code in ("H-01", "H-02")]
    uid = meeting(unit, presences=came)
    assert "femme" not in said(unit, "compte-rendu", uid)
    change(unit, "membre", members["H-01"], sexe=Sexe.F)
    assert "femme" not in said(unit, "compte-rendu", uid)
    change(unit, "membre", members["H-02"], sexe=Sexe.H)
    assert "2 présents (1 femme et 1 homme)" in said(unit, "compte-rendu", uid)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Approbation.APPROUVE, "est approuvé."),
        (Approbation.CORRIGE, "est approuvé avec corrections."),
        (Approbation.REPORTE, ", approbation reportée."),
    ],
)
def test_the_compte_rendu_that_was_approved_is_named_by_its_day(
    unit: UnitOfWork, answer: Approbation, told: str
) -> None:
    before, uid = meeting(unit, AVANT), meeting(unit, approbation=answer)
    named = f"celui du 13 janvier 2026 ({records.load(unit, 'reunion', before).reference})"
    assert f"Compte rendu précédent : {named}{'' if told[0] == ',' else ' '}{told}" in said(unit, "compte-rendu", uid)


def test_an_approval_without_a_meeting_before_is_said_in_one_word_and_none_is_not_said(unit: UnitOfWork) -> None:
    assert "Compte rendu précédent : approuvé." in said(
        unit, "compte-rendu", meeting(unit, approbation=Approbation.APPROUVE)
    )
    alone = meeting(unit, AVANT, approbation=Approbation.SANS_OBJET)
    assert "précédent" not in said(unit, "compte-rendu", alone)


def test_the_meeting_that_says_it_was_approved_here_comes_before_the_last_one(unit: UnitOfWork) -> None:
    first = meeting(unit, AVANT)
    meeting(unit, dt.date(2026, 2, 10))
    uid = meeting(unit, approbation=Approbation.APPROUVE)
    change(unit, "reunion", first, cr_approuve_en=uid)
    assert "celui du 13 janvier 2026" in said(unit, "compte-rendu", uid)


def test_a_steering_instance_says_what_it_decided_of_each_project(unit: UnitOfWork) -> None:
    project = records.save(unit, records.blank(unit, "projet", intitule="Atelier vélo", annee=2026))
    line = {"projet_uid": project.uid, "decision": DecisionProjet.RETENU, "montant": 600_000}
    uid = meeting(
        unit, projets=(line, line), conseils_femmes=2, conseils_hommes=3, theme_formation="numérique",
        formes_femmes=7, formes_hommes=5, presence_etat=PresenceEtat.SOUS_PREFET, emargement=True,
        points=({"titre": "Programmation", "projet_uid": project.uid},), objet="Programmation 2026",
    )  # fmt: skip
    text = said(unit, "compte-rendu", uid)
    for told in (
        f"Atelier vélo, 2026\n{project.reference}", "Retenu", "6 000,00 €", "12 000,00 €", "5 (femmes : 2, hommes : 3)",
        "numérique : 12 personnes formées (7 femmes et 5 hommes)", "Pour l’État : sous-préfet.",
        "Feuille d’émargement signée.", f"Voir : projet Atelier vélo, 2026 ({project.reference}).",
        "Programmation 2026",
    ):  # fmt: skip
        assert told in text
    assert f"P1\n{project.reference}" in said(unit, "releve", uid)


def test_a_meeting_that_was_cancelled_or_put_off_says_so(unit: UnitOfWork) -> None:
    for statut, told in ((StatutReunion.ANNULEE, "Réunion annulée"), (StatutReunion.REPORTEE, "Réunion reportée")):
        text = said(unit, "compte-rendu", meeting(unit, statut=statut))
        assert told in text
        assert "quorum" not in text


def test_a_releve_is_of_a_meeting_that_was_held(unit: UnitOfWork) -> None:
    for statut in (StatutReunion.PREVUE, StatutReunion.CARENCE):
        with pytest.raises(meetings.NotHeld):
            said(unit, "releve", meeting(unit, statut=statut))


def test_later_news_of_an_action_change_its_releve_and_not_the_minutes(unit: UnitOfWork) -> None:
    uid = meeting(unit, presences=(), suites=({"nature": NatureSuite.CONSTAT, "libelle": "Rien"},))
    action = records.save(
        unit,
        records.blank(unit, "action", libelle="Relancer", responsable="commune", reunion_uid=uid,
                      echeance=APRES, priorite=Priorite.HAUTE),
    )  # fmt: skip
    told = said(unit, "compte-rendu", uid)
    assert "priorité haute" in said(unit, "releve", uid)
    assert "priorité" not in said(unit, "releve-public", uid)
    change(unit, "action", action.uid, statut=StatutAction.FAITE, cloture_le=dt.date(2026, 4, 12))
    assert said(unit, "compte-rendu", uid) == told
    assert "Faite le 12/04/2026" in said(unit, "releve", uid)
    assert action.reference in said(unit, "releve-public", uid)
    assert "Faite" not in said(unit, "releve-public", uid)


# the versions of its compte rendu


def test_what_is_handed_over_says_the_same_once_the_fiche_records_it(unit: UnitOfWork) -> None:
    uid = meeting(unit)
    handed = meetings.a_diffuser(unit, uid, Tirage(1, JOUR))
    assert (handed.meta.draft, handed.meta.status) == (False, "Version 1, diffusée le 03/03/2026")
    change(
        unit, "reunion", uid, compte_rendu=EtatCompteRendu.DIFFUSE, cr_version=1, cr_diffuse_le=JOUR,
        cr_code=control_code(handed), cr_sha256="a" * 64,
    )  # fmt: skip
    assert catalogue.PAPERS["compte-rendu"].build(unit, uid).blocks == handed.blocks
    assert control_code(meetings.compte_rendu(unit, uid)) == control_code(handed)
    for document in ("compte-rendu", "compte-rendu-public", "releve"):
        text = said(unit, document, uid)
        assert control_code(handed) not in text
        assert "PROJET" not in text


def test_an_approved_version_names_the_meeting_that_approved_it(unit: UnitOfWork) -> None:
    uid, later = meeting(unit), meeting(unit, APRES)
    state = {"compte_rendu": EtatCompteRendu.APPROUVE, "cr_version": 1, "cr_diffuse_le": JOUR, "cr_approuve_le": APRES}
    change(unit, "reunion", uid, **state, cr_approuve_en=later)
    text = words(meetings.compte_rendu(unit, uid))
    assert "Version 1, diffusée le 3 mars 2026" in text
    assert "Approuvé à la réunion du 5 mai 2026" in text


def test_a_rectified_version_says_what_it_replaces_and_its_rectificatif_quotes_both(unit: UnitOfWork) -> None:
    uid = meeting(
        unit, points=({"titre": "Éclairage", "echanges": "Trois lampes sont éteintes."},), diffusion="commune"
    )
    old = meetings.a_diffuser(unit, uid, Tirage(1, JOUR))
    draft = records.load(unit, "reunion", uid)
    draft.lines["points"][0].values["echanges"] = "Quatre lampes sont éteintes."
    records.save(unit, draft)
    second = Tirage(2, dt.date(2026, 3, 12), "le nombre de lampes")
    new = meetings.a_diffuser(unit, uid, second)
    assert "2, remplace la version 1. Motif : le nombre de lampes" in words(new)
    assert "Version 2 (rectifiée), diffusée le 12 mars 2026" in words(new)
    assert not new.meta.draft
    found = differences(old, new)
    assert found == (Change("Échanges, point 1", "Trois lampes sont éteintes.", "Quatre lampes sont éteintes."),)
    replaced = Remplacee(Tirage(1, JOUR), control_code(old), APRES)
    text = words(meetings.rectificatif_de(unit, uid, 1, second, replaced, found))
    replaced_version = f"version 1, diffusée le 3 mars 2026, approuvée le 5 mai 2026, contrôle {control_code(old)}"
    for told in (
        "RECTIFICATIF N° 1", replaced_version, "Trois lampes", "Quatre lampes", "Motif\nle nombre de lampes",
        "Diffusion : commune.",
    ):  # fmt: skip
        assert told in text


def test_no_paper_of_a_meeting_says_what_is_kept_inside(unit: UnitOfWork) -> None:
    uid = meeting(unit, note="canari à ne jamais imprimer", animateur="coprésidente")
    for document, paper in catalogue.PAPERS.items():
        if paper.table == "reunion":
            try:
                text = said(unit, document, uid)
            except Unprintable:
                continue
            assert "canari" not in text
            assert uid not in text


def test_the_papers_of_a_meeting_of_nobody_knows_where_are_still_made(desk: Desk) -> None:
    uid = add_reunion(desk, uids_of_noeux()[0], JOUR, animateur=None, lieu=None, debut=None, type=None, modalite=None)
    with desk.reading() as unit:
        for document in ("compte-rendu", "compte-rendu-public", "emargement", "emargement-mineurs", "ordre-du-jour"):
            assert "None" not in said(unit, document, uid)
