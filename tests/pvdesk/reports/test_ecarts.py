"""What changed between two versions of a paper, told by its place."""

import datetime as dt
from dataclasses import replace

from pvdesk.reports import ecarts
from pvdesk.reports.blocks import Block, Doc, Figure, Heading, Meta
from pvdesk.reports.ecarts import Change
from pvdesk.reports.papers import minutes
from pvdesk.reports.papers.seance import Action, Minutes, Point
from tests.pvdesk.reports import samples


def changes(new: Minutes, old: Minutes = samples.PLENIERE) -> list[tuple[str, str, str]]:
    return [(c.where, c.old, c.new) for c in ecarts.differences(minutes.build(old), minutes.build(new))]


def test_a_paper_has_no_change_with_itself_nor_with_its_next_state() -> None:
    final = replace(samples.PLENIERE, projet=False, version="1.0", edite_le=samples.QUAND + dt.timedelta(days=3))
    assert changes(samples.PLENIERE) == []
    assert changes(final) == []


def test_a_decision_is_named_by_its_number() -> None:
    one, two = samples.PLENIERE.suites
    ((where, old, new),) = changes(replace(samples.PLENIERE, suites=(one, replace(two, libelle="autre demande."))))
    assert where == "Décision D2"
    assert "obtenir un état" in old
    assert "autre demande." in new


def test_an_action_taken_away_renumbers_the_next_one() -> None:
    found = changes(replace(samples.PLENIERE, actions=samples.PLENIERE.actions[1:]))
    assert [(where, new) for where, _, new in found] == [("Action A1", ""), ("Action A2", "Action A1")]


def test_a_point_is_named_by_its_number_and_quoted_line_by_line() -> None:
    first, second, *others = samples.PLENIERE.points
    lines = second.synthese.split("\n")
    mended = replace(second, synthese="\n".join([lines[0], "Autre phrase.", lines[2]]))
    found = changes(replace(samples.PLENIERE, points=(first, mended, *others)))
    assert found == [("Échanges, point 2", lines[1], "Autre phrase.")]


def test_a_point_that_is_added_is_quoted_with_nothing_beside() -> None:
    found = changes(replace(samples.PLENIERE, points=(*samples.PLENIERE.points, Point(titre="Fête", synthese="Oui."))))
    assert found == [
        ("Ordre du jour, point 5", "", "Fête"),
        ("Échanges, point 5", "", "Fête"),
        ("Échanges, point 5", "", "Oui."),
    ]


def test_attendance_and_facts_are_named_as_they_are_read() -> None:
    late = replace(samples.PLENIERE.presences[-1], etat="excusé")
    found = changes(replace(samples.PLENIERE, lieu="Mairie", presences=(*samples.PLENIERE.presences[:-1], late)))
    where = [change[0] for change in found]
    assert ("Lieu", "Centre social, salle des fêtes", "Mairie") in found
    assert "Présences, Invités" in where
    assert "Présences, Excusés" in where


def test_a_section_that_appears_or_goes_is_told_whole() -> None:
    found = changes(replace(samples.PLENIERE, prochaine="", actions=(Action(libelle="Suivre", porteur="commune"),)))
    assert ("Prochaine réunion", samples.PLENIERE.prochaine, "") in found


def test_another_picture_under_the_same_words_is_a_change() -> None:
    def doc(*blocks: Block) -> Doc:
        return Doc(Meta(title="T", author="E", subject="S", when=samples.QUAND), blocks)

    old, new = (doc(Heading(2, "Photos"), Figure(data, "Une rampe")) for data in (b"a", b"b"))
    assert ecarts.differences(old, new) == (Change("Photos", "Une rampe", "Une rampe (autre image)"),)


def test_the_end_of_a_paper_is_no_change_when_another_section_comes_before_it() -> None:
    bare = replace(samples.PLENIERE, points=(), prochaine="")
    told = replace(bare, points=(Point(titre="Fête", synthese="Oui."),))
    said = [new for where, old, new in changes(told, bare) if "Données" in new or "Données" in old]
    assert said == []
    assert ("Échanges, point 1", "", "Oui.") in changes(told, bare)
