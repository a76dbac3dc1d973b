"""The sheet of a visit: where one went, who was met by quality, what was seen, what follows, with its photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pvdesk.base.francais import date_courte, date_longue, duree, heure, pluriel
from pvdesk.reports.blocks import Block, Bullets, Column, Doc, Figure, Figures, Grid, Heading, Meta, Para, Plain
from pvdesk.reports.papers import parts
from pvdesk.reports.papers.parts import NIL

Audience = Literal["interne", "public"]


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture and its words; without them it is not printed."""

    contenu: bytes
    legende: str = ""
    prise_le: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Suite:
    """An action born from the visit. `organisme` is the body that answers for it, `qui` what was typed."""

    libelle: str
    qui: str = ""
    organisme: str = ""
    echeance: dt.date | None = None
    etat: str = ""


@dataclass(frozen=True, kw_only=True)
class Visite:
    """All that the sheet says. `rencontres` are functions and bodies; `points` the checks of the funded action."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    audience: Audience
    objet: str
    date: dt.date | None
    etat: str = ""
    debut: dt.time | None = None
    duree: int | None = None
    lieu: str = ""
    genre: str = ""
    statut: str = ""
    quartiers: tuple[str, ...] = ()
    rencontres: tuple[tuple[str, str], ...] = ()
    liens: tuple[tuple[str, str], ...] = ()
    constats: str = ""
    besoins: str = ""
    difficultes: str = ""
    ambiance: str = ""
    femmes: int | None = None
    hommes: int | None = None
    estime: bool = False
    points: tuple[tuple[str, bool | None], ...] = ()
    controle: str = ""
    controle_note: str = ""
    suites: tuple[Suite, ...] = ()
    remontee: str = ""
    prochaine_le: dt.date | None = None
    photos: tuple[Photo, ...] = ()
    absentes: int = 0  # photos whose picture stayed on another laptop


def build(v: Visite) -> Doc:
    """The sheet; the public one says neither what was thought of the visit nor who answers by name."""
    public = v.audience == "public"
    title = f"{v.objet}{f', {date_longue(v.date, semaine=False)}' if v.date else ''}"
    blocks: list[Block] = [
        parts.head(v.emetteur, v.edite_le, v.reference, "" if public else v.etat),
        Heading(1, v.objet, "VISITE DE TERRAIN"),
        *_when(v),
        *parts.facts(
            ("Lieu", v.lieu),
            ("Quartiers" if len(v.quartiers) > 1 else "Quartier", ", ".join(v.quartiers)),
            ("Type de visite", v.genre),
            *(() if public else v.liens),
            ("Public présent", _public(v)),
        ),
        *parts.section("Personnes rencontrées", _met(v)),
        *([] if public else [*_seen(v), *_checked(v)]),
        *parts.section("Suites", _next(v)),
        *parts.section("Photos", _photos(v)),
    ]
    return Doc(
        meta=Meta(
            title=f"Visite – {title}", author=v.emetteur[0], subject="Visite de terrain", when=v.edite_le,
            reference=v.reference, status="" if public else v.etat, footer="Visite",
        ),
        blocks=tuple(blocks),
        notes=tuple(_notes(v)),
    )  # fmt: skip


def _when(v: Visite) -> Iterator[Block]:
    said = date_longue(v.date) if v.date else "Date à préciser"
    if v.debut is not None:
        said += f", {heure(v.debut)}"
    if v.duree:
        said += f", pendant {duree(v.duree)}"
    yield Para(said[:1].upper() + said[1:] + (f" – {v.statut.lower()}" if v.statut else ""), "lead")


def _public(v: Visite) -> str:
    if v.femmes is None and v.hommes is None:
        return ""
    women, men = v.femmes or 0, v.hommes or 0
    said = f"{pluriel(women, 'femme', 'femmes')}, {pluriel(men, 'homme', 'hommes')}"
    return f"{said}{' (comptage estimé)' if v.estime else ''}"


def _met(v: Visite) -> Iterator[Plain]:
    said = [", ".join(part for part in met if part) for met in v.rencontres]
    if any(said):
        yield Bullets(tuple(words[:1].upper() + words[1:] for words in said if words))


def _seen(v: Visite) -> list[Block]:
    return parts.section(
        "Observations",
        parts.told("Constats", v.constats),
        parts.told("Besoins exprimés", v.besoins),
        parts.told("Difficultés", v.difficultes),
        parts.facts(("Ambiance du lieu", v.ambiance)),
    )


def _checked(v: Visite) -> list[Block]:
    if all(answer is None for _, answer in v.points) and not v.controle_note:
        return []
    rows = tuple((label, parts.yes_no(answer)) for label, answer in v.points)
    grid = Grid((Column("Point contrôlé", 80, header=True), Column("Constat", 20, "right")), rows)
    return parts.section(
        "Contrôle de l’action",
        [Para(f"{v.controle}.")] if v.controle else [],
        [grid] if rows else [],
        parts.told("Commentaire", v.controle_note),
    )


def _next(v: Visite) -> Iterator[Plain]:
    if v.suites:
        public = v.audience == "public"
        columns = (
            Column("N°", 7, header=True), Column("Action", 43), Column("Qui", 22), Column("Pour quand", 14),
            Column("État", 14),
        )  # fmt: skip
        yield Grid(
            columns,
            tuple(
                (
                    f"A{number}", suite.libelle, (suite.organisme if public else suite.qui) or NIL,
                    parts.day_of(suite.echeance, "à fixer"), suite.etat or NIL,
                )
                for number, suite in enumerate(v.suites, 1)
            ),
        )  # fmt: skip
    yield from parts.facts(
        ("Remontée", v.remontee if v.audience == "interne" else ""),
        ("Prochaine visite", date_longue(v.prochaine_le) if v.prochaine_le else ""),
    )


def _photos(v: Visite) -> Iterator[Plain]:
    """Two by row: a picture without words is said by nobody, it stays out."""
    said = [photo for photo in v.photos if photo.legende.strip()]
    if said:
        yield Figures(tuple(_figure(photo) for photo in said), columns=2)


def _figure(photo: Photo) -> Figure:
    day = f" (photo du {date_courte(photo.prise_le)})" if photo.prise_le else ""
    return Figure(photo.contenu, alt=photo.legende, caption=f"{photo.legende}{day}")


def _notes(v: Visite) -> Iterator[str]:
    yield from parts.mute(sum(not photo.legende.strip() for photo in v.photos))
    if v.absentes:
        many = v.absentes > 1
        verb = "ne sont pas sur ce poste et ne sont pas imprimées" if many else "n’est pas sur ce poste"
        yield f"{pluriel(v.absentes, 'photo', 'photos')} {verb}{'' if many else ' et n’est pas imprimée'}."
