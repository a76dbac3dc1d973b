"""The paper of a visit to the employer of an adulte-relais: what was seen, what follows, room to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, pluriel
from pvdesk.reports.blocks import Block, Box, Column, Doc, Grid, Heading, Meta, Para, Plain, Signatures, Strong, Words
from pvdesk.reports.papers import parts
from pvdesk.reports.papers.parts import yes_no


@dataclass(frozen=True, kw_only=True)
class Controle:
    """All that the paper says. `points`: each check with its answer, and the answer that is expected."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    lieu_edition: str
    reference: str
    numero: str
    date: dt.date | None
    etat: str = ""
    employeur: str = ""
    titulaire: str = ""
    lieu: str = ""
    quartiers: str = ""
    rencontres: str = ""
    points: tuple[tuple[str, bool | None, bool], ...] = ()
    hors_missions: str = ""
    traces: tuple[str, ...] = ()
    observations: str = ""
    suite: str = ""
    echeance: dt.date | None = None
    prochaine_le: dt.date | None = None
    actions: tuple[tuple[str, str, dt.date | None, str], ...] = ()
    projet: bool = False


def build(c: Controle) -> Doc:
    """The paper."""
    day = date_longue(c.date) if c.date else "date à préciser"
    blocks: list[Block] = [
        parts.head(c.emetteur, c.edite_le, c.reference, c.etat),
        Heading(1, "Contrôle d’un poste d’adulte-relais", "PROJET" if c.projet else ""),
        Para(f"{day[:1].upper()}{day[1:]}{f', {c.lieu}' if c.lieu else ''}", "lead"),
        *parts.facts(
            ("Employeur", c.employeur), ("Convention", c.numero), ("Quartiers", c.quartiers),
            ("Titulaire", c.titulaire), ("Rencontrés", c.rencontres),
        ),
        Box("Conclusion", tuple(_gist(c))),
        *parts.section(
            "Points contrôlés",
            _points(c),
            parts.facts(("Hors du texte", c.hors_missions), ("Traces vues", ", ".join(map(_lower, c.traces)))),
        ),
        *parts.section("Observations", parts.told("", c.observations)),
        *parts.section("Actions à suivre", _actions(c)),
        Signatures(_signed(c), (("Le délégué du préfet", ""), ("L’employeur", "pris connaissance le"))),
    ]  # fmt: skip
    return Doc(
        meta=Meta(
            title=f"Contrôle – {c.numero}, {day}", author=c.emetteur[0], subject="Contrôle d’un poste d’adulte-relais",
            when=c.edite_le, reference=c.reference, status=c.etat, footer="Contrôle", draft=c.projet,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _gist(c: Controle) -> Iterator[Plain]:
    """What was found wanting, what is asked, by when."""
    answered = [answer is not None for _, answer, _ in c.points]
    lacks = [label for label, answer, due in c.points if answer is not None and answer is not due]
    seen = pluriel(sum(answered), "point vu", "points vus")
    said: Words = f"Aucun manque sur {seen}"
    if lacks:
        said = (Strong(f"{len(lacks)} sur {seen}"), f" : {', '.join(map(_lower, lacks))}")
    yield from parts.facts(
        ("Manques", said if any(answered) else "Aucun point n’a été contrôlé"),
        ("Suite", (Strong(c.suite),) if c.suite else "À décider"),
        ("Échéance", date_longue(c.echeance, semaine=False) if c.echeance else ""),
        ("Prochaine visite", date_longue(c.prochaine_le, semaine=False) if c.prochaine_le else ""),
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _points(c: Controle) -> Iterator[Plain]:
    if c.points:
        columns = (Column("Point contrôlé", 64, header=True), Column("Constat", 16), Column("Au regard du texte", 20))
        yield Grid(columns, tuple((label, yes_no(answer), _judged(answer, due)) for label, answer, due in c.points))


def _judged(answer: bool | None, due: bool) -> Words:  # noqa: FBT001 - what was answered, what was due
    if answer is None:
        return parts.NIL
    return "Conforme" if answer is due else (Strong("Manque"),)


def _actions(c: Controle) -> Iterator[Plain]:
    if c.actions:
        columns = (
            Column("Action", 46, header=True), Column("Qui", 22), Column("Pour quand", 16), Column("État", 16)
        )  # fmt: skip
        rows = ((what, who or parts.NIL, parts.day_of(due), state or parts.NIL) for what, who, due, state in c.actions)
        yield Grid(columns, tuple(rows))


def _signed(c: Controle) -> str:
    day = date_longue(c.edite_le.astimezone().date(), semaine=False)
    place = f"à {c.lieu_edition}, " if c.lieu_edition else ""
    return f"Fait {place}le {day}, en application de l’article D5134-153 du code du travail."
