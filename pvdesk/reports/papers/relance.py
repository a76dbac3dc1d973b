"""The letter that reminds a porteur of its bilan: what is due, since when, and the three ways to answer in Dauphin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, montant, pluriel
from pvdesk.reports.blocks import Block, Bullets, Doc, Facts, Heading, Letterhead, Meta, Para, Signatures, Strong, Words

REPONSES = (
    "l’action a eu lieu : déposez son compte rendu financier ;",
    "l’action n’a pas eu lieu : déposez l’attestation de non-réalisation ;",
    "il vous faut plus de temps : demandez un report, avec la nouvelle date.",
)
POLITESSE = "Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."


@dataclass(frozen=True, kw_only=True)
class Relance:
    """All that the letter says. Amounts in cents; `edite_le` in UTC; `precedentes`: the days of earlier letters."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    reference: str
    le: dt.date
    porteur: str
    intitule: str
    exercice: int | None
    echeance: dt.date
    retard: int
    reportee: bool = False  # the due date comes from a report that was granted
    siret: str = ""
    commune: str = ""
    dauphin: str = ""
    accorde: int | None = None
    precedentes: tuple[dt.date, ...] = ()
    lieu_edition: str = ""


def build(r: Relance) -> Doc:
    """The letter."""
    bilan = f"bilan {r.exercice}" if r.exercice is not None else "bilan"
    subject = f"{bilan} de l’action « {r.intitule} »"
    facts = (
        ("N° Dauphin", r.dauphin),
        ("Subvention de l’État", montant(r.accorde) if r.accorde is not None else ""),
        ("Bilan attendu le", date_longue(r.echeance, semaine=False)),
        ("Retard", pluriel(r.retard, "jour", "jours") if r.retard else ""),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Letterhead(r.emetteur, (_written(r), f"Réf. {r.reference}")),
        Heading(1, f"Objet : {subject}", "RELANCE"),
        Para((Strong(r.porteur), *_identity(r)), "lead"),
        Facts(tuple((label, value) for label, value in facts if value)),
        Para("Madame, Monsieur,"),
        Para(_due(r)),
        *((Para(_earlier(r)),) if r.precedentes else ()),
        Para("Répondez dans Dauphin, selon le cas :"),
        Bullets(REPONSES),
        Para("Le bilan est aussi attendu avant toute nouvelle demande de subvention."),
        Signatures(POLITESSE, (("Le délégué du préfet", ""),)),
    )
    return Doc(
        meta=Meta(
            title=f"Relance – {subject}", author=r.emetteur[0] if r.emetteur else r.porteur,
            subject=f"Relance du {date_longue(r.le, semaine=False)}", when=r.edite_le, reference=r.reference,
            footer="Relance",
        ),
        blocks=blocks,
    )  # fmt: skip


def _identity(r: Relance) -> Words:
    """« , Lens, SIRET 123 456 782 00010 »."""
    siret = r.siret if len(r.siret) != 14 else f"{r.siret[:3]} {r.siret[3:6]} {r.siret[6:9]} {r.siret[9:]}"
    return tuple(f", {part}" for part in (r.commune, f"SIRET {siret}" if siret else "") if part)


def _written(r: Relance) -> str:
    """« Lens, le 4 mars 2026 », « Le 4 mars 2026 »."""
    day = f"le {date_longue(r.le, semaine=False)}"
    return f"{r.lieu_edition}, {day}" if r.lieu_edition else day.capitalize()


def _due(r: Relance) -> str:
    day = date_longue(r.echeance, semaine=False)
    if r.reportee:
        due = f"Le report qui vous a été accordé fixe au {day} l’échéance du bilan de cette action."
    else:
        due = f"Le bilan d’une action subventionnée est dû dans les six mois qui suivent son exercice, soit le {day}."
    if not r.retard:
        return f"{due} Il ne nous est pas encore parvenu."
    return f"{due} Il ne nous est pas parvenu : le retard est de {pluriel(r.retard, 'jour', 'jours')}."


def _earlier(r: Relance) -> str:
    days = [date_longue(day, semaine=False) for day in r.precedentes]
    said = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} et {days[-1]}"
    return f"Nous vous l’avons déjà rappelé le {said}."
