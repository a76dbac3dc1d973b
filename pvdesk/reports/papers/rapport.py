"""The yearly report of a post of adulte-relais, the employer's own: whom it received, what it did, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pvdesk.base.francais import MOIS, nombre, pluriel
from pvdesk.reports.blocks import (
    Block,
    Box,
    Break,
    Column,
    Doc,
    Grid,
    Heading,
    Meta,
    Para,
    Plain,
    Signatures,
    Strong,
    Words,
)
from pvdesk.reports.papers import activite, parts
from pvdesk.reports.papers.activite import Mois, said, total
from pvdesk.reports.papers.parts import NIL, share, strong

PUBLIC = (("accueil_femmes", "Femmes"), ("accueil_hommes", "Hommes"), ("accueil", "Reçus"), ("suivis", "Suivis"))
_COURTS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
# Of the box: the figures that a reader looks for first.
_GIST = (
    "jours", "suivis", "orientations", "mediations", "mediations_resolues", "actions", "formation_heures",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rapport:
    """All that the report says. `libelles`: what may be counted, key and words, in the order of the paper."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    annee: int
    numero: str
    employeur: str
    etat: str = ""
    identite: tuple[tuple[str, str], ...] = ()
    titulaires: tuple[str, ...] = ()
    libelles: tuple[tuple[str, str], ...] = ()
    mois: tuple[Mois, ...] = ()
    orientations: tuple[tuple[str, int], ...] = ()
    textes: tuple[tuple[str, str], ...] = ()


def build(r: Rapport) -> Doc:
    """The report."""
    title = f"Rapport annuel d’activité {r.annee}"
    blocks: list[Block] = [
        parts.head(r.emetteur, r.edite_le, r.reference, r.etat),
        Heading(1, title, "ADULTE-RELAIS"),
        Para(r.employeur, "lead"),
        *parts.facts(("Convention", r.numero), *r.identite, ("Titulaire", ", ".join(r.titulaires))),
        *_gist(r),
        *parts.section("Public reçu", _public(r)),
        *parts.section("Orientations par partenaire", _sent(r)),
        *parts.section("Bilan de l’année", (block for label, text in r.textes for block in parts.told(label, text))),
        Signatures(
            "Fait pour valoir compte rendu de l’employeur (article D5134-153 du code du travail).",
            (("L’employeur", r.employeur[:80]), ("L’adulte-relais", ", ".join(r.titulaires)[:80])),
        ),
        *_detail(r),
    ]
    return Doc(
        meta=Meta(
            title=f"{title} – {r.numero}, {r.employeur}", author=r.emetteur[0], subject=title, when=r.edite_le,
            reference=r.reference, status=r.etat, footer="Rapport d’activité",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _gist(r: Rapport) -> Iterator[Block]:
    women, men, all_ = (total(r.mois, key) for key in ("accueil_femmes", "accueil_hommes", "accueil"))
    words = dict(r.libelles)
    received = ""
    if all_ is not None:
        received = f"{nombre(all_)}, dont {_of(women, 'femme', 'femmes')} et {_of(men, 'homme', 'hommes')}"
    figures = [(words[key], said(total(r.mois, key))) for key in _GIST if key in words]
    held = parts.facts(
        ("Personnes reçues", (Strong(received),) if received else ""),
        *((label, figure if figure != NIL else "") for label, figure in figures),
        ("Mois non reçus", _months(r, "Non reçu")),
        ("Poste vacant", _months(r, "Poste vacant")),
    )
    if held:
        yield Box(f"L’année {r.annee} en chiffres", tuple(held))


def _of(value: Decimal | None, one: str, many: str) -> str:
    return pluriel(int(value or 0), one, many)


def _months(r: Rapport, state: str) -> str:
    """« janvier, mars »."""
    return ", ".join(MOIS[m.jour.month - 1] for m in r.mois if m.rendu == state)


def _public(r: Rapport) -> Iterator[Plain]:
    if not r.mois:
        yield Para("Aucun mois de cette année n’est couvert par la convention.")
        return
    yield activite.by_month(r.mois, (*PUBLIC, ("orientations", "Orientés")))
    women, everybody = total(r.mois, "accueil_femmes"), total(r.mois, "accueil")
    if women is not None and everybody:
        yield Para(f"Part des femmes parmi les personnes reçues : {share(int(women), int(everybody))}.", "small")


def _sent(r: Rapport) -> Iterator[Plain]:
    if r.orientations:
        everybody = sum(number for _, number in r.orientations)
        columns = (Column("Partenaire", 60, header=True), Column("Personnes", 20, "right"), Column("Part", 20, "right"))
        rows: list[tuple[Words, ...]] = [(who, nombre(n), share(n, everybody)) for who, n in r.orientations]
        yield Grid(columns, (*rows, strong("Total", nombre(everybody), share(everybody, everybody))))


def _detail(r: Rapport) -> list[Block]:
    """Every count, a row each, the months side by side: on a page that is turned."""
    counted = [(key, label) for key, label in r.libelles if any(key in m.comptes for m in r.mois)]
    if not counted:
        return []
    columns = (
        Column("Activité", 25, header=True),
        *(Column(_COURTS[m.jour.month - 1], 68 / len(r.mois), "right") for m in r.mois),
        Column("Total", 7, "right"),
    )
    rows: list[tuple[Words, ...]] = [
        (label, *(said(m.comptes.get(key)) for m in r.mois), (Strong(said(total(r.mois, key))),))
        for key, label in counted
    ]
    return [Break(landscape=True), Heading(2, "Détail par mois"), Grid(columns, tuple(rows))]
