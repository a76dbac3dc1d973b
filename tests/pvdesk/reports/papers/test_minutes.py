"""The minutes as blocks: what they say, to whom, before any drawing."""

import datetime as dt
from dataclasses import replace

import pytest

from pvdesk.reports import render
from pvdesk.reports.blocks import Box, Doc, Facts, Grid, Heading, Letterhead, Para, plain
from pvdesk.reports.papers import minutes
from pvdesk.reports.papers.seance import Action, Minutes, Personne, Point, Presence, Projet, Statut, Suite
from pvdesk.reports.papers.suites import releve
from pvdesk.reports.preflight import all_words, flat, preflight
from tests.pvdesk.reports import samples


def said(m: Minutes) -> str:
    return "\n".join(plain(words) for words in all_words(minutes.build(m)))


def headings(doc: Doc) -> list[str]:
    return [plain(block.words) for block in flat(doc.blocks) if isinstance(block, Heading)]


def test_page_one_opens_with_decisions_actions_and_quorum() -> None:
    box = next(block for block in minutes.build(samples.PLENIERE).blocks if isinstance(block, Box))
    decisions, actions, before = box.blocks
    assert isinstance(decisions, Grid)
    assert isinstance(actions, Grid)
    assert isinstance(before, Para)
    assert [plain(row[0]) for row in decisions.rows] == ["D1", "D2"]
    assert plain(actions.rows[0][1]) == "Demander au bailleur l’état de l’éclairage"
    assert actions.rows[0][3] == "31/03/2026\npriorité haute"
    facts = dict(next(block for block in minutes.build(samples.PLENIERE).blocks if isinstance(block, Facts)).pairs)
    assert plain(facts["Quorum"]) == "14 (12 présents + 2 représentés) pour 9 requis — atteint"


def test_sections_follow_the_order_of_the_house() -> None:
    doc = minutes.build(samples.PLENIERE)
    assert [h for h in headings(doc) if h[0] not in "1234"] == [
        "Conseil citoyen de Nœux-les-Mines",
        "Relevé de décisions et d’actions",
        "Présences",
        "Ordre du jour",
        "Échanges",
        "Prochaine réunion",
    ]
    assert preflight(doc) == ()


def test_presence_is_counted_and_never_typed() -> None:
    text = said(samples.PLENIERE).replace("\u00a0", " ")
    assert (
        "12 présents (7 femmes et 5 hommes ; habitants : 7, acteurs locaux : 5), 2 représentés, 3 excusés, 1 absent, "
        "1 invité, 4 personnes du public."
    ) in text
    assert "H-09 – pouvoir à H-02" in text


def test_a_draft_says_so_in_words_wherever_it_is_read() -> None:
    doc = minutes.build(samples.PLENIERE)
    assert doc.meta.draft
    assert "(projet)" in doc.meta.title
    assert doc.meta.status == "Projet v0.2"
    assert "PROJET" in said(samples.PLENIERE)


def test_an_approved_paper_is_no_draft() -> None:
    approved = replace(samples.PLENIERE, approuve_le=dt.date(2026, 5, 5))
    doc = minutes.build(approved)
    assert not doc.meta.draft
    assert doc.meta.status == "Version 0.2, approuvée le 05/05/2026"
    assert "Approuvé le 5 mai 2026" in said(approved)
    assert "PROJET" not in said(approved)


def test_a_meeting_without_quorum_says_it_plainly_with_the_reason_of_its_opinion() -> None:
    text = said(samples.SANS_QUORUM)
    assert "quorum non atteint (7 sur 9)" in text
    assert "Réunion tenue sans quorum" in text
    assert "Motif : le chantier commence avant la prochaine réunion." in text


def test_a_carence_is_one_line_without_attendance() -> None:
    doc = minutes.build(samples.CARENCE)
    assert headings(doc) == ["Conseil citoyen de Nœux-les-Mines", "Prochaine réunion"]
    assert not any(isinstance(block, Grid) for block in flat(doc.blocks))
    assert "Carence : personne ne s’est présenté" in said(samples.CARENCE)


def test_a_carence_says_no_quorum_even_where_a_rule_counts_one() -> None:
    assert "quorum" not in said(replace(samples.CARENCE, quorum="quorum non atteint (0 sur 9)"))


def test_a_planned_meeting_has_its_agenda_and_neither_decisions_nor_quorum() -> None:
    empty = {"presences": (), "suites": (), "actions": (), "public": 0}
    planned = replace(samples.PLENIERE, statut="prévue", quorum="quorum non atteint (0 sur 9)", **empty)  # type: ignore[arg-type]
    text = said(planned)
    assert "Ordre du jour" in text
    assert not any(word in text for word in ("quorum", "Aucune décision", "Aucune action"))


def test_the_signatures_fit_on_a_page_whatever_was_typed() -> None:
    endless = replace(samples.PLENIERE, signataires=(("x" * 5000, "y" * 1_000_000),))
    render.render(minutes.build(endless))


def test_the_public_reads_codes_and_qualities_and_only_officials_by_name() -> None:
    people = (
        Personne(nom="EXEMPLE Camille", code="H-01", qualite="présidente"),
        Personne(nom="MODÈLE Dominique", qualite="maire", officiel=True),
        Personne(nom="SPÉCIMEN Alix", qualite="médiateur", organisme="association"),
        Personne(),
    )
    presences = tuple(Presence(personne=p, etat="présent", college="Habitants") for p in people)
    proxy = Presence(personne=Personne(code="H-09"), etat="représenté", pouvoir=people[0])
    m = replace(samples.PLENIERE, presences=(*presences, proxy))
    public, interne = said(m), said(replace(m, audience="interne"))
    assert "EXEMPLE" not in public
    assert "SPÉCIMEN" not in public
    assert "H-01 (présidente)" in public
    assert "MODÈLE Dominique (maire)" in public
    assert "médiateur (association)" in public
    assert "personne non désignée" in public
    assert "pouvoir à H-01" in public
    assert "EXEMPLE Camille (présidente)" in interne
    assert "pouvoir à EXEMPLE Camille" in interne


def test_an_action_without_owner_or_date_shows_the_hole() -> None:
    text = said(replace(samples.PLENIERE, actions=(Action(libelle="Suivre", porteur=""),)))
    assert "à désigner" in text
    assert "à fixer" in text


def test_the_first_of_the_month_carries_its_ordinal() -> None:
    doc = minutes.build(replace(samples.PLENIERE, date=dt.date(2026, 3, 1)))
    assert any(plain(words).startswith("Réunion plénière du dimanche 1er mars 2026") for words in all_words(doc))


def edition(m: Minutes) -> tuple[str, ...]:
    return next(block.edition for block in minutes.build(m).blocks if isinstance(block, Letterhead))[2:]


def test_a_version_says_its_number_and_its_day_at_the_head_and_in_short_at_the_foot() -> None:
    first = replace(samples.PLENIERE, projet=False, version="1", mention="diffusée", diffuse_le=dt.date(2026, 3, 4))
    assert edition(first) == ("Version 1, diffusée le 4 mars 2026",)
    assert minutes.build(first).meta.status == "Version 1, diffusée le 04/03/2026"
    mended = replace(first, version="2", mention="rectifiée", remplace="2, remplace la version 1. Motif : un vote.")
    assert edition(mended) == ("Version 2 (rectifiée), diffusée le 4 mars 2026",)
    assert "2, remplace la version 1. Motif : un vote." in said(mended)
    assert "PROJET" not in said(mended)


def test_an_approval_says_the_meeting_and_the_day_when_they_differ() -> None:
    met, later = dt.date(2026, 5, 5), dt.date(2026, 5, 7)
    m = replace(samples.PLENIERE, projet=False, version="1", approuve_en=met)
    assert edition(m) == ("Version 1", "Approuvé à la réunion du 5 mai 2026")
    assert edition(replace(m, approuve_le=met)) == edition(m)
    assert edition(replace(m, approuve_le=later))[1] == "Approuvé le 7 mai 2026, à la réunion du 5 mai 2026"


def test_a_paper_without_number_says_what_is_known() -> None:
    bare = replace(samples.PLENIERE, projet=False, version="")
    assert edition(bare) == ("Version définitive",)
    assert edition(replace(bare, mention="diffusée")) == ("Version diffusée",)
    assert edition(replace(bare, mention="diffusée", diffuse_le=dt.date(2026, 3, 4))) == (
        "Version diffusée le 4 mars 2026",
    )
    assert edition(replace(samples.PLENIERE, mention="relu")) == ("Projet relu v0.2",)


@pytest.mark.parametrize(("statut", "words"), [("annulée", "Réunion annulée : "), ("reportée", "Réunion reportée : ")])
def test_a_meeting_that_was_not_held_is_one_line(statut: Statut, words: str) -> None:
    text = said(replace(samples.PLENIERE, statut=statut, prochaine=""))
    assert words in text
    assert not any(word in text for word in ("quorum", "Présence", "Relevé", "H-01 ("))


def test_the_decisions_on_projects_are_numbered_and_their_amounts_summed() -> None:
    found = (
        Projet(intitule="Atelier vélo", decision="Retenu", reference="PRJ-2026-D07-0001", montant=600_000),
        Projet(intitule="Jardin", decision="Retenu avec réserves", montant=250_050),
        Projet(intitule="Fête", decision="Ajourné"),
    )
    doc = minutes.build(replace(samples.PLENIERE, suites=(), projets=found))
    grid = next(b for b in flat(doc.blocks) if isinstance(b, Grid) and b.columns[1].title == "Projet")
    assert [plain(row[0]) for row in grid.rows] == ["P1", "P2", "P3", "Total"]
    assert plain(grid.rows[3][3]).replace("\u202f", " ").replace("\u00a0", " ") == "8 500,50 €"
    assert "Aucune décision" not in said(replace(samples.PLENIERE, suites=(), projets=found))
    bare = next(releve(replace(samples.PLENIERE, suites=(), projets=found[2:])))
    assert isinstance(bare, Grid)
    assert [column.title for column in bare.columns] == ["N°", "Projet", "Décision"]


def test_circumstances_say_what_was_noted_and_nothing_else() -> None:
    full = replace(
        samples.PLENIERE, objet="Éclairage", modalite="à distance", convocation="le 10 février 2026, par courriel",
        etat_present="sous-préfet", emargement=True, conseils=(2, 3), formation="égalité : 1 personne formée",
    )  # fmt: skip
    text = said(full)
    for words in (
        "Éclairage", "salle des fêtes, à distance", "Convocation : le 10 février 2026, par courriel.",
        "Pour l’État : sous-préfet.", "Feuille d’émargement signée.", "5 (femmes : 2, hommes : 3)",
        "égalité : 1 personne formée",
    ):  # fmt: skip
        assert words in text
    bare = said(samples.PLENIERE)
    assert not any(word in bare for word in ("Objet", "Convocation", "Pour l’État", "émargement", "Conseils", "None"))


def test_a_remark_is_of_who_came_and_for_the_services_only() -> None:
    came = Presence(personne=Personne(code="H-01"), etat="présent", remarque="jusqu’à 19 h")
    away = Presence(personne=Personne(code="H-02"), etat="excusé", remarque="opérée")
    m = replace(samples.PLENIERE, presences=(came, away))
    assert "opérée" not in said(replace(m, audience="interne"))
    assert "jusqu’à 19 h" in said(replace(m, audience="interne"))
    assert "jusqu’à 19 h" not in said(m)


def test_people_who_are_only_counted_are_counted_together() -> None:
    nameless = Presence(personne=Personne(nom="EXEMPLE Camille"), etat="invité")
    text = said(replace(samples.PLENIERE, presences=(nameless, nameless)))
    assert "personne non désignée (2)" in text


def test_a_point_leads_to_the_records_that_it_speaks_of() -> None:
    point = Point(titre="Vélo", liens=("projet Atelier vélo (PRJ-2026-D07-0001)",))
    assert "Voir : projet Atelier vélo (PRJ-2026-D07-0001)." in said(replace(samples.PLENIERE, points=(point,)))


def test_an_opinion_says_its_vote_and_a_finding_asks_for_none() -> None:
    def columns(*suites: Suite) -> list[str]:
        grid = next(releve(replace(samples.PLENIERE, suites=suites)))
        assert isinstance(grid, Grid)
        return [column.title for column in grid.columns]

    finding = Suite(nature="Relevé de constat", libelle="Une lampe est éteinte.")
    assert columns(finding) == ["N°", "Décision"]
    assert columns(finding, Suite(nature="Avis réservé", libelle="Fête.")) == ["N°", "Décision", "Vote"]
    assert columns(replace(finding, mode="consensus")) == ["N°", "Décision", "Vote"]
