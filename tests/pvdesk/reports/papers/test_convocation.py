"""The convocation as blocks: where to be, when, for what, and how to answer; no name of a member."""

import datetime as dt
from dataclasses import replace

from pvdesk.reports.blocks import Blanks, Facts, Heading, Letterhead, plain
from pvdesk.reports.papers import convocation
from pvdesk.reports.papers.convocation import Convocation
from pvdesk.reports.preflight import all_words, flat, preflight
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples


def said(c: Convocation) -> str:
    text = "\n".join(plain(words) for words in all_words(convocation.build(c)))
    return text.replace("\u00a0", " ")


def facts(c: Convocation) -> dict[str, str]:
    block = next(b for b in convocation.build(c).blocks if isinstance(b, Facts))
    return {label: plain(words).replace("\u00a0", " ") for label, words in block.pairs}


def test_the_day_the_hour_and_the_place_stand_out() -> None:
    told = facts(samples.CONVOCATION)
    assert told["Date"] == "mardi 3 mars 2026"
    assert told["Heure"] == "18 h 30"
    assert told["Lieu"] == "Centre social, salle des fêtes, en salle et à distance"
    assert facts(replace(samples.CONVOCATION, fin=dt.time(20)))["Heure"] == "de 18 h 30 à 20 h"
    assert facts(replace(samples.CONVOCATION, date=dt.date(2026, 3, 1)))["Date"] == "dimanche 1er mars 2026"


def test_members_are_counted_and_none_is_named() -> None:
    told = facts(samples.CONVOCATION)
    assert told["Destinataires"] == "18 membres (habitants : 10, acteurs locaux : 8)"
    assert told["Invités"] == "bailleur\nchargée de secteur, commune"


def test_it_is_of_the_day_it_was_sent_and_says_how() -> None:
    head = next(b for b in convocation.build(samples.CONVOCATION).blocks if isinstance(b, Letterhead))
    assert head.edition == ("Lens, le 10 février 2026", "Réf. CC-2026-D07-0001", "Envoi par courriel")
    elsewhere = convocation.build(replace(samples.CONVOCATION, lieu_edition="", mode=""))
    assert next(b for b in elsewhere.blocks if isinstance(b, Letterhead)).edition[0] == "Le 10 février 2026"


def test_the_agenda_says_who_speaks_how_long_and_what_to_read() -> None:
    text = said(samples.CONVOCATION)
    assert "Projet d’outillothèque (centre social, 40 min)" in text
    assert "Durée prévue : 1 h 30." in text
    assert "Compte rendu soumis à approbation : celui du 13 janvier 2026 (CC-2026-D07-0000)." in text
    assert "Documents : note de présentation, budget prévisionnel." in text


def test_the_rule_of_the_quorum_is_reminded_and_the_slip_follows_it() -> None:
    assert facts(samples.CONVOCATION)["Quorum"].startswith(
        "La moitié des titulaires, soit 9 personnes. Les pouvoirs sont admis, un seul"
    )
    blanks = next(b for b in convocation.build(samples.CONVOCATION).blocks if isinstance(b, Blanks))
    assert blanks.fields[1].choices == ("Je viendrai", "Je ne viendrai pas", "Je donne pouvoir")
    free = replace(samples.CONVOCATION, quorum="", pouvoirs="")
    blanks = next(b for b in convocation.build(free).blocks if isinstance(b, Blanks))
    assert "pouvoir" not in said(free)
    assert len(blanks.fields) == 2
    assert "Quorum" not in facts(free)


def test_a_bare_one_has_no_empty_section() -> None:
    bare = replace(
        samples.CONVOCATION, emetteur=(), lieu_edition="", objet="", lieu="", modalite="", animation="", points=(),
        a_approuver="", mode="", convoques=(), invites=(), quorum="", pouvoirs="", donnees="", debut=None,
        notes=("L’ordre du jour est vide.",),
    )  # fmt: skip
    doc = convocation.build(bare)
    assert preflight(doc) == ()
    assert [plain(b.words) for b in flat(doc.blocks) if isinstance(b, Heading)] == [samples.CONVOCATION.instance,
                                                                                  "Votre réponse"]  # fmt: skip
    assert render(doc).messages == ("L’ordre du jour est vide.",)


def test_a_whole_convocation_holds_on_one_page() -> None:
    assert render(convocation.build(samples.CONVOCATION)).pages == 1
