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
    objet: str = ""
    inscrits: tuple[Inscrit, ...] = ()
    vierges: int = 6
    donnees: str = ""


def build(e: Emargement) -> Doc:
    """The sheet of one meeting."""
    rows: list[tuple[Words, ...]] = [(person.nom, person.college, person.qualite, "") for person in e.inscrits]
    rows += [("", "", "", "")] * e.vierges
    columns = (
        Column("Nom ou code", 26),
        Column("Collège", 17),
        Column("Qualité ou organisme", 25),
        Column("Signature", 33),
    )
    return _sheet(e, "FEUILLE D’ÉMARGEMENT", columns, rows)


def build_mineurs(e: Emargement) -> Doc:
    """The sheet for the young who are under age: no column for a name (domain 5.1), blank lines only."""
    columns = (Column("Groupe ou structure", 45), Column("Initiales ou signature", 47))
    return _sheet(e, "FEUILLE D’ÉMARGEMENT – PUBLIC MINEUR, SANS NOM", columns, [("", "")] * e.vierges)


def _sheet(e: Emargement, kicker: str, columns: tuple[Column, ...], rows: list[tuple[Words, ...]]) -> Doc:
    # Numbered: signatures are counted at a glance, and a blank line still says something when read aloud.
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    when = date_longue(e.date) + (f", {heure(e.debut)}" if e.debut else "")
    facts = (("Réunion", e.genre), ("Objet", e.objet), ("Date", when), ("Lieu", e.lieu))
    title = kicker.capitalize()
    blocks = (
        Letterhead(e.emetteur, (f"Réf. {e.reference}",)),
        Heading(1, e.instance, kicker),
        Facts(tuple((label, value) for label, value in facts if value)),
        *((Para(e.donnees, "small"),) if e.donnees else ()),
        Grid(
            (Column("N°", 8, "center", header=True), *columns), numbered, empty="Personne n’est inscrit.",
            row_height=ROW_HEIGHT, ruled=True,
        ),
    )  # fmt: skip
    return Doc(
        meta=Meta(
            title=f"{title} – {e.instance}, {date_longue(e.date, semaine=False)}",
            author=e.emetteur[0] if e.emetteur else e.instance,
            subject=f"{e.genre} du {when}",
            when=e.edite_le,
            reference=e.reference,
            footer="Feuille d’émargement",
        ),
        blocks=blocks,
    )
