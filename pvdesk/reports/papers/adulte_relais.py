"""The sheet of a post of adulte-relais: who held it and when, the aid it would bring, what it did, its checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, pluriel
from pvdesk.reports.blocks import Block, Box, Column, Doc, Heading, Meta, Para, Plain, Strong, Words
from pvdesk.reports.papers import activite, parts
from pvdesk.reports.papers.activite import Mois
from pvdesk.reports.papers.parts import NIL, day_of, lean, money, strong, sum_of

COMPTES = (
    ("accueil", "Reçus"), ("suivis", "Suivis"), ("orientations", "Orientés"), ("mediations", "Médiations"),
    ("actions", "Actions"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Periode:
    """Days in a row of the post. `titulaire`: the code of who held it, empty when nobody did; open when it runs."""

    du: dt.date
    au: dt.date
    jours: int
    titulaire: str = ""
    en_cours: bool = False


@dataclass(frozen=True, kw_only=True)
class Titulaire:
    """Somebody by code: the contract, the training, the way out."""

    code: str
    contrat: str = ""
    signature_le: dt.date | None = None
    fin_prevue: dt.date | None = None
    formation: str = ""
    sortie: str = ""


@dataclass(frozen=True, kw_only=True)
class Aide:
    """The theoretical aid of a year, in cents: due for the days occupied, not due for the others; what the ASP paid."""

    annee: int
    occupes: int
    vacants: int
    due: int | None = None
    non_due: int | None = None
    versee: int | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A check of the employer, or a visit: its day, what was found, what followed."""

    date: dt.date | None
    nature: str
    constat: str
    suite: str = ""
    echeance: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Poste:
    """All that the sheet says. `au`: the day on which vacancies and delays are counted."""

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    au: dt.date
    reference: str
    numero: str
    etat: str = ""
    employeur: str = ""
    statut: str = ""
    debut: dt.date | None = None
    terme: dt.date | None = None
    convention: tuple[tuple[str, str], ...] = ()
    missions: tuple[str, ...] = ()
    periodes: tuple[Periode, ...] = ()
    titulaires: tuple[Titulaire, ...] = ()
    montant: str = ""
    aides: tuple[Aide, ...] = ()
    cofinancements: tuple[tuple[str, int | None, int | None], ...] = ()  # who, year, cents
    avenants: tuple[tuple[str, dt.date | None, str, dt.date | None], ...] = ()  # number, day, object, effect
    avis: tuple[tuple[str, str], ...] = ()
    avis_motif: str = ""
    mois: tuple[Mois, ...] = ()
    passages: tuple[Passage, ...] = ()


def build(p: Poste) -> Doc:
    """The sheet."""
    name = f"Poste d’adulte-relais {p.numero}"
    day = date_longue(p.au, semaine=False)
    blocks: list[Block] = [
        parts.head(p.emetteur, p.edite_le, p.reference, p.etat),
        Heading(1, name, "FICHE DE POSTE"),
        *([Para(p.employeur, "lead")] if p.employeur else []),
        Box(f"Situation au {day}", tuple(_gist(p))),
        *parts.section("Convention", parts.facts(*p.convention), parts.listed("Missions (D5134-145)", p.missions)),
        *parts.section("Occupation du poste", _held(p), _holders(p)),
        *parts.section("Aide de l’État", _aid(p)),
        *parts.section("Cofinancements", _others(p)),
        *parts.section("Activité des douze derniers mois", _activity(p)),
        *parts.section("Contrôles et visites", _checks(p)),
        *parts.section("Avis du délégué", parts.facts(*p.avis), parts.told("Motif", p.avis_motif)),
        *parts.section("Avenants", _amendments(p)),
    ]
    return Doc(
        meta=Meta(
            title=f"Fiche – {name}", author=p.emetteur[0], subject=f"Situation au {day}", when=p.edite_le,
            reference=p.reference, status=p.etat, footer="Fiche de poste",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _gist(p: Poste) -> Iterator[Plain]:
    """Is the post held, until when, what is missing."""
    received, asked = sum(m.rendu == "Reçu" for m in p.mois), sum(m.rendu != "Poste vacant" for m in p.mois)
    vacant = sum(period.jours for period in p.periodes if not period.titulaire)
    last = next((x for x in p.passages if x.date is not None and x.date <= p.au), None)
    yield from parts.facts(
        ("Poste", (Strong(_today(p)),)),
        ("Convention", _term(p)),
        ("Vacance", pluriel(vacant, "jour depuis le début", "jours depuis le début") if vacant else ""),
        ("Comptes rendus", f"{pluriel(received, 'reçu', 'reçus')} sur {asked}, en douze mois" if asked else ""),
        ("Dernier passage", f"{day_of(last.date)}, {last.nature.lower()}" if last else "Aucun"),
    )


def _today(p: Poste) -> str:
    if not p.periodes:
        return "Pas encore pourvu" if p.debut is None or p.debut > p.au else "Vacant"
    last = p.periodes[-1]
    if not last.en_cours:
        return f"Convention finie le {date_longue(last.au, semaine=False)}"
    since = date_longue(last.du, semaine=False)
    if last.titulaire:
        return f"Occupé par {last.titulaire} depuis le {since}"
    return f"Vacant depuis le {since} ({pluriel(last.jours, 'jour', 'jours')})"


def _term(p: Poste) -> str:
    ran = " au ".join(day_of(day) for day in (p.debut, p.terme) if day)
    said = ", ".join(part for part in (p.statut, f"du {ran}" if " au " in ran else "") if part)
    if p.terme is None:
        return said
    days = (p.terme - p.au).days
    if days < 0:
        return f"{said} – finie depuis {pluriel(-days, 'jour', 'jours')}"
    return f"{said} – {pluriel(days, 'jour restant', 'jours restants')}" if days <= 183 else said


def _held(p: Poste) -> Iterator[Plain]:
    if p.periodes:
        columns = (
            Column("Situation", 46, header=True), Column("Du", 18), Column("Au", 18), Column("Jours", 18, "right")
        )  # fmt: skip
        rows: list[tuple[Words, ...]] = [
            (
                f"Occupé par {x.titulaire}" if x.titulaire else (Strong("Vacant"),), day_of(x.du),
                "en cours" if x.en_cours else day_of(x.au), parts.count(x.jours),
            )
            for x in p.periodes
        ]  # fmt: skip
        yield lean(columns, tuple(rows))


def _holders(p: Poste) -> Iterator[Plain]:
    if p.titulaires:
        columns = (
            Column("Titulaire", 13, header=True), Column("Contrat", 11), Column("Signé le", 14),
            Column("Fin prévue", 14), Column("Formation", 22), Column("Sortie", 26),
        )  # fmt: skip
        yield lean(
            columns,
            tuple(
                (
                    t.code, t.contrat or NIL, day_of(t.signature_le), day_of(t.fin_prevue), t.formation or NIL,
                    t.sortie or NIL,
                )
                for t in p.titulaires
            ),
        )  # fmt: skip


def _aid(p: Poste) -> Iterator[Plain]:
    yield from parts.facts(("Montant retenu", p.montant))
    if not p.aides:
        return
    said = money(*(amount for aid in p.aides for amount in (aid.due, aid.non_due, aid.versee)))
    columns = (
        Column("Année", 12, header=True), Column("Jours occupés", 16, "right"), Column("Aide théorique", 19, "right"),
        Column("Jours vacants", 16, "right"), Column("Non due", 18, "right"), Column("Versée par l’ASP", 19, "right"),
    )  # fmt: skip
    rows: list[tuple[Words, ...]] = [
        (
            str(aid.annee), parts.count(aid.occupes), said(aid.due), parts.count(aid.vacants), said(aid.non_due),
            said(aid.versee),
        )
        for aid in p.aides
    ]  # fmt: skip
    if len(p.aides) > 1:
        rows.append(
            strong(
                "Total", parts.count(sum(aid.occupes for aid in p.aides)), said(_whole(aid.due for aid in p.aides)),
                parts.count(sum(aid.vacants for aid in p.aides)), said(_whole(aid.non_due for aid in p.aides)),
                said(sum_of(aid.versee for aid in p.aides)),
            )
        )  # fmt: skip
    yield lean(columns, tuple(rows))
    until = date_longue(p.au, semaine=False)
    yield Para(
        f"Aide calculée au prorata des jours jusqu’au {until}, à titre indicatif : seule l’ASP arrête la somme due.",
        "small",
    )


def _whole(amounts: Iterable[int | None]) -> int | None:
    """The sum when every amount is known: half a sum would be taken for the whole."""
    held = list(amounts)
    return None if None in held else sum_of(held)


def _others(p: Poste) -> Iterator[Plain]:
    if p.cofinancements:
        said = money(*(cents for _, _, cents in p.cofinancements))
        columns = (Column("Financeur", 56, header=True), Column("Année", 20), Column("Montant", 24, "right"))
        rows: list[tuple[Words, ...]] = [(who, str(year or NIL), said(cents)) for who, year, cents in p.cofinancements]
        if len(rows) > 1:
            rows.append(strong("Total", NIL, said(sum_of(cents for _, _, cents in p.cofinancements))))
        yield lean(columns, tuple(rows))


def _activity(p: Poste) -> Iterator[Plain]:
    if p.mois:
        yield activite.by_month(p.mois, COMPTES, years=True)


def _checks(p: Poste) -> Iterator[Plain]:
    if p.passages:
        columns = (
            Column("Date", 14, header=True), Column("Nature", 14), Column("Constat", 38), Column("Suite", 20),
            Column("Échéance", 14),
        )  # fmt: skip
        yield lean(
            columns,
            tuple((day_of(x.date), x.nature, x.constat or NIL, x.suite or NIL, day_of(x.echeance)) for x in p.passages),
        )


def _amendments(p: Poste) -> Iterator[Plain]:
    if p.avenants:
        columns = (Column("N°", 14, header=True), Column("Signé le", 18), Column("Objet", 48), Column("Effet", 20))
        yield lean(columns, tuple((number, day_of(on), what, day_of(from_)) for number, on, what, from_ in p.avenants))
