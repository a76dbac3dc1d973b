"""The attendance sheet that goes round the table: no phone, no e-mail, blank lines for unknown people."""

import datetime as dt
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, heure
from pvdesk.reports.blocks import Column, Doc, Facts, Grid, Heading, Letterhead, Meta, Para, Words

ROW_HEIGHT = 11.5  # millimetres: a hand needs at least 11


@dataclass(frozen=True, kw_only=True)
class Inscrit:
    """Somebody expected: name or code, college, quality."""

    nom: str
    college: str = ""
    qualite: str = ""


@dataclass(frozen=True, kw_only=True)
class Emargement:
    """All that the sheet says. Local date and hour; `edite_le` in UTC; `vierges`: blank lines after the names."""

    emetteur: tuple[str, ...]
    reference: str
    instance: str
    genre: str
    date: dt.date
    edite_le: dt.datetime
    debut: dt.time | None = None
    lieu: str = ""
    inscrits: tuple[Inscrit, ...] = ()
    vierges: int = 6
    donnees: str = ""


def build(e: Emargement) -> Doc:
    """The sheet of one meeting."""
    when = date_longue(e.date) + (f", {heure(e.debut)}" if e.debut else "")
    rows: list[tuple[Words, ...]] = [(person.nom, person.college, person.qualite, "") for person in e.inscrits]
    rows += [("", "", "", "")] * e.vierges
    # Numbered: signatures are counted at a glance, and a blank line still says something when read aloud.
    rows = [(str(number), *row) for number, row in enumerate(rows, 1)]
    facts = (("Réunion", e.genre), ("Date", when), ("Lieu", e.lieu))
    columns = (
        Column("N°", 8, "center", header=True),
        Column("Nom ou code", 26),
        Column("Collège", 17),
        Column("Qualité ou organisme", 25),
        Column("Signature", 33),
    )
    blocks = (
        Letterhead(e.emetteur, (f"Réf. {e.reference}",)),
        Heading(1, e.instance, "FEUILLE D’ÉMARGEMENT"),
        Facts(tuple((label, value) for label, value in facts if value)),
        *((Para(e.donnees, "small"),) if e.donnees else ()),
        Grid(columns, tuple(rows), empty="Personne n’est inscrit.", row_height=ROW_HEIGHT, ruled=True),
    )
    return Doc(
        meta=Meta(
            title=f"Feuille d’émargement – {e.instance}, {date_longue(e.date, semaine=False)}",
            author=e.emetteur[0] if e.emetteur else e.instance,
            subject=f"{e.genre} du {when}",
            when=e.edite_le,
            reference=e.reference,
            footer="Feuille d’émargement",
        ),
        blocks=blocks,
    )
