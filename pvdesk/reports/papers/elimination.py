"""The slip of what was kept long enough: categories, rules, dates, codes, never a name; it waits for its visa."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Block,
    Column,
    Doc,
    Grid,
    Heading,
    Letterhead,
    Meta,
    Para,
    Signatures,
    Strong,
    Words,
)

TITLE = "Bordereau d’élimination"
DROIT = (
    "Les archives publiques ne sont éliminées qu’avec l’accord de l’administration des archives (Code du patrimoine, "
    "art.\u00a0L.\u00a0212-2)\u202f; les données personnelles ne sont gardées que le temps nécessaire "
    "(RGPD, art.\u00a05-1-e)."
)
_CATEGORIES = (
    Column("Proposition", 4, header=True), Column("Règle", 5), Column("Échues du", 2), Column("au", 2),
    Column("Nombre", 1.4, "right"),
)  # fmt: skip
_ARTICLES = (Column("Code ou référence", 4, header=True), Column("Type de fiche", 4), Column("Échue le", 2, "right"))
_VISA = ("accordé", "accordé avec réserves", "refusé")


@dataclass(frozen=True, slots=True)
class Article:
    """One thing kept long enough: its code or reference, of which type of fiche, since when."""

    code: str
    sorte: str
    le: dt.date


@dataclass(frozen=True, slots=True)
class Categorie:
    """What is proposed for some fiches, by which rule; never empty."""

    quoi: str
    regle: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, kw_only=True)
class Elimination:
    """What the slip says. `edite_le` in UTC; `service`: whose base it is."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    service: str
    au: dt.date
    categories: tuple[Categorie, ...]
    donnees: str = ""


def build(slip: Elimination) -> Doc:
    """The slip of a day."""
    day = francais.date_longue(slip.au, semaine=False)
    total = sum(len(category.articles) for category in slip.categories)
    blocks: list[Block] = [
        Letterhead(slip.emetteur, (f"Le {day}",)),
        Heading(1, TITLE, slip.service.upper()),
        Para(f"{francais.pluriel(total, 'élément échu', 'éléments échus')} au {day}.", "lead"),
        Para(DROIT),
        Para(
            "Proposition seulement\u00a0: rien n’est effacé sans décision. Les personnes sont désignées par leur code, "
            "les fiches par leur référence."
        ),
        Heading(2, "Ce qui est proposé"),
        Grid(_CATEGORIES, (*(_category(one) for one in slip.categories), _total(total))),
        Heading(2, "Visa de l’administration des archives"),
        Blanks((Blank("Visa", choices=_VISA), Blank("Le", comb="JJ/MM/AAAA"))),
        Blanks((Blank("Réserves, fiches à conserver", frame=26),)),
        Signatures(
            "Fait en deux exemplaires.",
            (("Le service producteur", slip.service), ("Les archives départementales", "direction, ou délégation")),
        ),
    ]
    for one in slip.categories:
        blocks += [
            Heading(2, f"{one.quoi}\u00a0: la liste"),
            Para(one.regle[:1].upper() + one.regle[1:], "small"),
            Grid(_ARTICLES, tuple((a.code, a.sorte, francais.date_courte(a.le)) for a in one.articles)),
        ]
    if slip.donnees:
        blocks.append(Para(slip.donnees, "small"))
    return Doc(
        meta=Meta(
            title=f"{TITLE} – {slip.service}, {day}", author=slip.emetteur[0], subject=TITLE, when=slip.edite_le,
            reference=slip.service, footer=TITLE,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _category(one: Categorie) -> tuple[Words, ...]:
    days = [article.le for article in one.articles]
    first, last = francais.date_courte(min(days)), francais.date_courte(max(days))
    return (one.quoi, one.regle, first, last, francais.nombre(len(days)))


def _total(total: int) -> tuple[Words, ...]:
    return ((Strong("Total"),), "", "", "", (Strong(francais.nombre(total)),))
