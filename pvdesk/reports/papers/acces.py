"""The answer to a request of access: all that is held of a person, said plainly (RGPD article 15)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import Block, Bullets, Column, Doc, Facts, Grid, Heading, Meta, Para
from pvdesk.reports.papers import parts

TITLE = "Données détenues sur vous"
HIDDEN = "Passage masqué\u00a0: il désigne aussi d’autres personnes."
TO_REVIEW = "Passage à relire avant la remise."
_COLUMNS = (Column("Date", 1.4), Column("Instance", 3), Column("Réunion", 2), Column("Présence", 1.4))


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that names the person: where, and its words (None: hidden); `relu` once somebody decided of it."""

    endroit: str
    extrait: str | None
    relu: bool = True


@dataclass(frozen=True, kw_only=True)
class Acces:
    """What the paper says."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    recue_le: dt.date | None
    personne: str
    donnees: tuple[tuple[str, str], ...]
    liens: tuple[tuple[str, str], ...] = ()
    presences: tuple[tuple[dt.date | None, str, str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    conservation: tuple[tuple[dt.date, str], ...] = ()
    droits: str = ""

    @property
    def projet(self) -> bool:
        """Whether a passage still waits for a person's eye."""
        return any(not passage.relu for passage in self.passages)


def build(acces: Acces) -> Doc:
    """The paper of an access."""
    asked = f"Votre demande du {francais.date_longue(acces.recue_le, semaine=False)}" if acces.recue_le else ""
    blocks: list[Block] = [
        parts.head(acces.emetteur, acces.edite_le, acces.reference),
        Heading(1, TITLE, acces.personne.upper()),
        *((Para(asked, "lead"),) if asked else ()),
        Para(
            "Ce document dit tout ce que le poste du délégué du préfet détient à votre sujet, textes libres compris. "
            "Vous pouvez demander qu’une donnée soit corrigée."
        ),
        Heading(2, "Votre fiche"),
        Facts(acces.donnees) if acces.donnees else Para("Aucune donnée."),
    ]
    if acces.liens:
        blocks += [
            Heading(2, "Fiches liées"),
            Bullets(tuple(f"{sorte}\u00a0: {titre}" for sorte, titre in acces.liens)),
        ]
    if acces.presences:
        rows = tuple((_day(jour), *(cell or parts.NIL for cell in rest)) for jour, *rest in acces.presences)
        blocks += [Heading(2, "Vos présences"), Grid(_COLUMNS, rows)]
    blocks.append(Heading(2, "Textes qui vous nomment"))
    for passage in acces.passages:
        blocks += [Para(passage.endroit, "label"), Para(_words(passage))]
    if not acces.passages:
        blocks.append(Para("Aucun texte libre ne porte votre nom ni votre code."))
    if acces.conservation:
        blocks.append(Heading(2, "Durées de conservation"))
        blocks.append(Facts(tuple((what, f"à partir du {_day(le)}") for le, what in acces.conservation)))
    if acces.droits:
        blocks.append(Para(acces.droits, "small"))
    return Doc(
        meta=Meta(
            title=f"{TITLE} – {acces.reference}", author=acces.emetteur[0], subject="Droit d’accès (RGPD, art. 15)",
            when=acces.edite_le, reference=acces.reference, status="Projet" if acces.projet else "",
            footer=TITLE, draft=acces.projet,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _words(passage: Passage) -> str:
    if not passage.relu:
        return TO_REVIEW
    return HIDDEN if passage.extrait is None else f"«\u00a0{passage.extrait}\u00a0»"


def _day(jour: dt.date | None) -> str:
    return francais.date_courte(jour) if jour is not None else "date inconnue"
