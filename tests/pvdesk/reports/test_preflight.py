"""What the author is told before printing."""

from dataclasses import replace

import pytest

from pvdesk.reports.blocks import Block, Box, Break, Column, Doc, Grid, Heading, Link, Meta, Para
from pvdesk.reports.preflight import preflight
from tests.pvdesk.reports import samples

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)
TITLE = Heading(1, "Titre")


def test_a_sound_paper_draws_no_remark() -> None:
    assert preflight(Doc(META, (TITLE, Box("Cadre", (Para("x"),)), Break(), Para("y")))) == ()


@pytest.mark.parametrize(
    ("blocks", "remark"),
    [
        ((Para("x"),), "titre principal"),
        ((TITLE, Heading(3, "Saut")), "aucun niveau ne doit être sauté"),
        ((TITLE, Heading(2, " ")), "Un titre est vide"),
        ((TITLE, Grid((Column("", 1),), (("x",),))), "La colonne 1"),
        ((TITLE, Grid((Column("A", 1),), (("x", "y"),))), "La ligne 1"),
        ((TITLE, Para((Link("", "mailto:a@exemple.invalid"),))), "Un lien n’a pas de texte"),
    ],
)
def test_each_defect_is_told(blocks: tuple[Block, ...], remark: str) -> None:
    (message,) = preflight(Doc(META, blocks))
    assert remark in message


def test_a_paper_without_title_or_author_is_told() -> None:
    assert len(preflight(Doc(replace(META, title=" ", author=""), (TITLE,)))) == 2
