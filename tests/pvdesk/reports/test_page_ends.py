"""Wherever a page happens to end, the paper comes out: a grid may grow by one row at a time through every fall."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Block,
    Box,
    Break,
    Bullets,
    Column,
    Doc,
    Facts,
    Grid,
    Heading,
    Meta,
    Para,
    Signatures,
)
from pvdesk.reports.papers import acces, emargement, minutes, vol
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import pages_of, spoken

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)


def with_actions(actions: int, decisions: int) -> Doc:
    source = replace(samples.PLENIERE, points=(), presences=(), diffusion=())
    return minutes.build(
        replace(source, actions=(source.actions * 30)[:actions], suites=(source.suites * 5)[:decisions])
    )


def others(rows: int) -> Iterator[Doc]:
    """The other papers with a grid, `rows` long."""
    yield emargement.build(samples.feuille(rows, vierges=rows % 3))
    yield acces.build(replace(samples.ACCES, presences=(samples.ACCES.presences * 30)[:rows]))
    yield vol.build(replace(samples.VOL, personnes=(samples.VOL.personnes * 30)[:rows]))


def test_minutes_come_out_with_any_number_of_actions_up_to_sixty() -> None:
    for rows in (*range(0, 8, 3), *range(8, 30), *range(30, 61, 6)):  # each length about the ends of pages
        assert render(with_actions(rows, rows % 5)).pages >= 1


@pytest.mark.parametrize("start", [1, 8])
def test_every_other_grid_comes_out_at_each_length_up_to_sixty(start: int) -> None:
    for rows in range(start, 61, 14):
        for doc in others(rows):
            assert render(doc).pages >= 1


@pytest.mark.parametrize("actions", [11, 12, 13, 15])
def test_a_grid_that_fits_its_box_but_not_the_gap_under_it_goes_on_over_the_page(actions: int) -> None:
    for decisions in (0, 5, 9):
        assert render(with_actions(actions, decisions)).pages >= 1
    assert failures(render(with_actions(actions, 2)).data) == []


def pages_of_items(filling: int, items: int) -> list[int]:
    """The page of the heading of a list, then those of its items, under that many lines."""
    lines: list[Block] = [Para("x") for _ in range(filling)]
    listed = Bullets(tuple(f"Objet{i}" for i in range(items)))
    data = render(Doc(META, (Heading(1, "Titre"), *lines, Heading(2, "Liste"), listed))).data
    found = pages_of(data)
    return [found["Liste"], *(found[f"•Objet{i}"] for i in range(items))]


@pytest.mark.parametrize("items", [2, 4, 6])
def test_a_short_list_stays_with_its_heading(items: int) -> None:
    for filling in range(22, 36):
        assert len(set(pages_of_items(filling, items))) == 1


def test_a_long_list_leaves_no_item_alone_at_either_end() -> None:
    for filling in range(18, 36):
        counts = Counter(pages_of_items(filling, 8)[1:])
        assert 1 not in counts.values()


def test_a_box_ends_cleanly_wherever_the_page_does() -> None:
    grid = Grid((Column("N°", 1), Column("Texte", 4)), tuple((str(i), "Une ligne") for i in range(9)))
    for filling in range(20, 44, 2):
        lines: list[Block] = [Para("x") for _ in range(filling)]
        box = Box("Cadre", (Para("Une phrase. " * 40), grid, Facts((("Quoi", "ceci"), ("Où", "là")))))
        assert render(Doc(META, (Heading(1, "Titre"), *lines, box))).pages >= 1


@pytest.mark.parametrize("frame", [109.0, 109.5, 110.0])
def test_a_line_that_opens_a_grid_counts_the_room_between_the_two(frame: float) -> None:
    lines: list[Block] = [Para("x") for _ in range(15)]
    columns = (Column("Poste", 1), Column("Nombre", 1))
    grid = Grid(columns, (("", ""),) * 3, row_height=7.5, ruled=True)
    blocks = (Heading(1, "Titre"), *lines, Blanks((Blank("Cadre", frame=frame),)), Para("Liste", "label"), grid)
    found = pages_of(render(Doc(META, blocks)).data)
    assert found["Liste"] == found["Poste"]


@pytest.mark.parametrize(
    ("turn", "pages"),
    [(Break(), 2), (Break(room=0.5), 1), (Break(landscape=True, room=0.5), 2), (Break(landscape=False, room=0.5), 2)],
)
def test_a_page_is_turned_unless_enough_of_it_is_free(turn: Break, pages: int) -> None:
    rendered = render(Doc(META, (Heading(1, "Un"), Para("x"), turn, Heading(2, "Deux"), Para("y"))))
    assert rendered.pages == pages
    assert failures(rendered.data) == []
    assert [text for tag, text in spoken(rendered.data) if tag == "H2"] == ["Deux"]


def test_a_page_is_turned_when_less_than_that_is_free() -> None:
    blocks = (Heading(1, "Un"), Para("x\n" * 24), Break(room=0.5), Heading(2, "Deux"))
    assert render(Doc(META, blocks)).pages == 2


def over_a_room_to_sign(filling: int, *before: Block) -> dict[str, int]:
    lines: list[Block] = [Para("x") for _ in range(filling)]
    signs = Signatures("Fait.", (("Le délégué", ""), ("L’employeur", "")))
    return pages_of(render(Doc(META, (Heading(1, "Titre"), *lines, *before, signs))).data)


def test_a_room_to_sign_is_never_alone_on_a_page() -> None:
    for filling in range(18, 36):
        found = over_a_room_to_sign(filling, Heading(2, "Observations"), Para("Rien."))
        assert found["Observations"] == found["Rien."] == found["Fait."]
        found = over_a_room_to_sign(filling, Para("Dernière."))
        assert found["Dernière."] == found["Fait."]


def facts_and_grid(filling: int, rows: int) -> dict[str, int]:
    lines: list[Block] = [Para("x") for _ in range(filling)]
    held = Facts(tuple((f"Mot{i}", "oui") for i in range(rows)))
    grid = Grid((Column("N°", 1), Column("Texte", 4)), tuple((f"R{i}", "Une ligne") for i in range(rows)))
    return pages_of(render(Doc(META, (Heading(1, "Titre"), *lines, held, grid))).data)


def test_no_row_is_alone_on_either_side_of_a_page_end() -> None:
    for filling in range(14, 36):
        found = facts_and_grid(filling, 14)
        for sort in ("Mot", "R"):
            assert 1 not in Counter(found[f"{sort}{i}"] for i in range(14)).values()


def test_a_short_table_is_not_cut() -> None:
    for filling in range(18, 36):
        found = facts_and_grid(filling, 4)
        for sort in ("Mot", "R"):
            assert len({found[f"{sort}{i}"] for i in range(4)}) == 1


def pages_of_lines(lines: int) -> int:
    return render(Doc(META, (Heading(1, "Titre"), *(Para("x") for _ in range(lines))))).pages


def test_a_paper_that_overflows_by_a_few_lines_takes_less_white() -> None:
    assert [pages_of_lines(lines) for lines in (30, 38, 50)] == [1, 1, 2]


def test_words_between_a_label_and_its_table_stay_with_both() -> None:
    grid = Grid((Column("Poste", 1), Column("Nombre", 1)), (("", ""),) * 6, row_height=8, ruled=True)
    for filling in range(20, 36):
        lines: list[Block] = [Para("x") for _ in range(filling)]
        held = (Para("Liste", "label"), Para("Choix.", "small"), grid)
        found = pages_of(render(Doc(META, (Heading(1, "Titre"), *lines, *held))).data)
        assert found["Liste"] == found["Choix."] == found["Poste"]


def test_a_short_part_is_not_cut() -> None:
    for filling in range(20, 36):
        lines: list[Block] = [Para("x") for _ in range(filling)]
        part = (Heading(2, "Suite"), Para("Bientôt."), Para("Convocation.", "small"), Para("Diffusion.", "small"))
        found = pages_of(render(Doc(META, (Heading(1, "Titre"), *lines, *part))).data)
        assert found["Suite"] == found["Diffusion."]
