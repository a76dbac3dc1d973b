"""The rectificatif as blocks: which version it replaces, and each passage beside what replaces it."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pvdesk.reports.blocks import Facts, Grid, Heading, Strong, plain
from pvdesk.reports.ecarts import differences
from pvdesk.reports.papers import minutes, rectificatif
from pvdesk.reports.papers.rectificatif import Rectificatif
from pvdesk.reports.preflight import all_words
from tests.pvdesk.reports import samples


def said(r: Rectificatif) -> str:
    return "\n".join(plain(words) for words in all_words(rectificatif.build(r))).replace("\u00a0", " ")


def grid(r: Rectificatif) -> Grid:
    return next(b for b in rectificatif.build(r).blocks if isinstance(b, Grid))


def test_it_says_its_number_what_it_replaces_and_why() -> None:
    doc = rectificatif.build(samples.RECTIFICATIF)
    pairs = {k: plain(v) for k, v in next(b for b in doc.blocks if isinstance(b, Facts)).pairs}
    assert pairs == {
        "Version remplacée": "version 1, diffusée le 5 mars 2026, contrôle ABCD-EFGH",
        "Version en vigueur": "version 2, diffusée le 12 mars 2026",
        "Motif": "le vote sur l’outillothèque avait été mal compté.",
    }
    first = next(b for b in doc.blocks if isinstance(b, Heading))
    assert first.kicker == "RECTIFICATIF N°\u00a01 AU COMPTE RENDU"
    assert doc.meta.title.startswith("Rectificatif n°\u00a01 au compte rendu")
    approved = replace(samples.RECTIFICATIF, remplace_approuve_le=dt.date(2026, 3, 10))
    assert "approuvée le 10 mars 2026" in said(approved)


def test_old_and_new_stand_side_by_side_with_the_words_that_differ_set_off() -> None:
    rows = grid(samples.RECTIFICATIF).rows
    assert [plain(row[0]) for row in rows] == ["Décision D1", "Échanges, point 2", "Présences, Public"]
    assert rows[0][1] == ("Vote : ", Strong("11"), " ", "pour, 1 contre, ", Strong("2 abstentions"))
    assert rows[1][2] == "(passage supprimé)"
    assert rows[2][1] == "(passage ajouté)"


def test_two_texts_that_have_little_in_common_are_quoted_as_they_are() -> None:
    assert rectificatif.marked("Rien de tel.", "Une fête aura lieu samedi prochain.") == (
        "Rien de tel.", "Une fête aura lieu samedi prochain.",
    )  # fmt: skip


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_setting_words_off_changes_no_word(old: str, new: str) -> None:
    assert [plain(words) for words in rectificatif.marked(old, new)] == [old, new]


def test_a_long_text_is_quoted_whole_without_comparing_word_by_word() -> None:
    long = "mot " * rectificatif.LONGEST_COMPARED
    assert rectificatif.marked(long, long + "fin") == (long, long + "fin")


def test_between_two_versions_of_one_meeting_it_quotes_what_changed_and_nothing_else() -> None:
    old = replace(samples.PLENIERE, projet=False, version="1", mention="diffusée", diffuse_le=dt.date(2026, 3, 5))
    one, two = old.suites
    vote = "Votants 14 : 12 pour, 1 contre, 1 abstention"
    new = replace(
        old, version="2", mention="rectifiée", diffuse_le=dt.date(2026, 3, 12), suites=(replace(one, vote=vote), two),
        remplace="2, remplace la version 1. Motif : le vote.",
    )  # fmt: skip
    found = differences(minutes.build(old), minutes.build(new))
    text = said(replace(samples.RECTIFICATIF, changements=found))
    assert [change.where for change in found] == ["Décision D1"]
    assert "1 passage est rectifié. Le reste est inchangé." in text
    assert "11 pour, 1 contre, 2 abstentions" in text
    assert "12 pour, 1 contre, 1 abstention" in text


def test_a_rectificatif_that_changes_no_passage_says_so() -> None:
    assert "Aucun passage ne change." in said(replace(samples.RECTIFICATIF, changements=(), motif="", diffusion=()))
