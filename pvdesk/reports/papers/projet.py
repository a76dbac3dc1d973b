"""The sheet of a project: where it stands and what is late, its budget with its shares, its rating, its bilan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, pluriel
from pvdesk.reports.blocks import Block, Box, Bullets, Column, Doc, Grid, Heading, Meta, Para, Plain, Strong, Words
from pvdesk.reports.papers import parts
from pvdesk.reports.papers.parts import NIL, day_of, lean, money, share, strong, sum_of, yes_no


@dataclass(frozen=True, kw_only=True)
class Produit:
    """What a financeur was asked, granted, paid; cents."""

    financeur: str
    demande: int | None = None
    accorde: int | None = None
    verse: int | None = None
    verse_le: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Charge:
    """A head of expenses; cents."""

    poste: str
    prevu: int | None = None
    realise: int | None = None


@dataclass(frozen=True, kw_only=True)
class Public:
    """Beneficiaries of a moment and of an age band."""

    moment: str
    tranche: str
    femmes: int | None = None
    hommes: int | None = None
    non_genre: int | None = None
    total: int | None = None
    qpv: int | None = None


@dataclass(frozen=True, kw_only=True)
class Egalite:
    """The ratings at their three moments, why, and the answers to the questions."""

    cotations: tuple[tuple[str, str], ...] = ()
    justification: str = ""
    criteres: tuple[tuple[str, bool | None], ...] = ()
    referente: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What an instance decided of the project."""

    date: dt.date | None
    instance: str
    decision: str
    montant: int | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Projet:
    """All that the sheet says. `au`: the day on which delays are counted; `retard` is of the bilan, in days.

    `identite`, `dates` and `bilan` are labels with their words; `etapes` and `relances` are lines, oldest first.
    """

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    au: dt.date
    reference: str
    intitule: str
    etat: str = ""
    porteur: str = ""
    annee: int | None = None
    etape: str = ""
    avis: str = ""
    avis_motif: str = ""
    taux: str = ""
    bilan_du: dt.date | None = None
    retard: int = 0
    identite: tuple[tuple[str, str], ...] = ()
    partenaires: tuple[str, ...] = ()
    description: str = ""
    objectifs: str = ""
    moyens: str = ""
    produits: tuple[Produit, ...] = ()
    charges: tuple[Charge, ...] = ()
    equilibre: str = ""
    droit_commun: str = ""
    droit_commun_montant: int | None = None
    publics: tuple[Public, ...] = ()
    indicateurs: tuple[tuple[str, str, str, str], ...] = ()  # indicator, source, target, done
    etapes: tuple[tuple[str, dt.date | None, str], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    egalite: Egalite = Egalite()
    bilan: tuple[tuple[str, str], ...] = ()
    ecarts: str = ""
    reports: tuple[tuple[dt.date | None, dt.date | None, str], ...] = ()
    relances: tuple[tuple[dt.date | None, str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()
    visites: tuple[str, ...] = ()
    actions: tuple[tuple[str, str, dt.date | None, str], ...] = ()
    bilans_manquants: str = ""


def build(p: Projet) -> Doc:
    """The sheet."""
    year = f" {p.annee}" if p.annee is not None else ""
    blocks: list[Block] = [
        parts.head(p.emetteur, p.edite_le, p.reference, p.etat),
        Heading(1, p.intitule, f"FICHE PROJET{year}"),
        *([Para(p.porteur, "lead")] if p.porteur else []),
        Box("L’essentiel", tuple(_gist(p))),
        *parts.section("Identité", parts.facts(*p.identite), parts.listed("Partenaires", p.partenaires)),
        *parts.section(
            "L’action",
            parts.told("", p.description), parts.told("Objectifs", p.objectifs), parts.told("Moyens", p.moyens),
        ),
        *parts.section("Budget", _products(p), _charges(p), _common(p)),
        *parts.section("Publics et indicateurs", _people(p), _indicators(p)),
        *parts.section("Étapes", _steps(p), parts.facts(*p.dates)),
        *parts.section("Égalité femmes-hommes", _equality(p.egalite)),
        *parts.section("Décisions des instances", _decisions(p)),
        *parts.section(
            "Bilan", parts.facts(*p.bilan), parts.told("Écarts expliqués", p.ecarts), _extensions(p)
        ),
        *parts.section("Relances", _reminders(p)),
        *parts.section("Actions à suivre", _actions(p)),
        *parts.section("Visites", [Bullets(p.visites)] if p.visites else []),
    ]  # fmt: skip
    return Doc(
        meta=Meta(
            title=f"Fiche projet – {p.intitule}{year}", author=p.emetteur[0],
            subject=f"Situation au {date_longue(p.au, semaine=False)}", when=p.edite_le, reference=p.reference,
            status=p.etat, footer="Fiche projet",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _gist(p: Projet) -> Iterator[Plain]:
    """What somebody who reads nothing else must know."""
    asked = sum_of(line.demande for line in p.produits)
    said = money(asked)
    late: Words = ""
    if p.bilan_du is not None:
        day = date_longue(p.bilan_du, semaine=False)
        if p.retard:
            late = (Strong(f"En retard de {pluriel(p.retard, 'jour', 'jours')}"), f" : attendu le {day}, non reçu")
        else:
            late = f"Attendu le {day}"
    rated = [f"{rating} ({moment.lower()})" for moment, rating in p.egalite.cotations if rating]
    yield from parts.facts(
        ("Étape", (Strong(p.etape),) if p.etape else ""),
        ("Avis du délégué", p.avis),
        ("Motif de l’avis", p.avis_motif),
        ("Coût de l’action", said(asked) if asked else ""),
        ("Part du BOP 147", p.taux),
        ("Cotation égalité", rated[-1] if rated else "Pas de cotation"),
        ("Bilan", late),
        ("Autres bilans", p.bilans_manquants),
    )


def _products(p: Projet) -> Iterator[Plain]:
    """Who pays: what was asked, its share of the whole, what was granted and paid."""
    lines = p.produits
    if not lines:
        return
    asked, granted, paid = (
        sum_of(amounts)
        for amounts in ([x.demande for x in lines], [x.accorde for x in lines], [x.verse for x in lines])
    )
    said = money(*(amount for line in lines for amount in (line.demande, line.accorde, line.verse)))
    rows = [
        (
            line.financeur, said(line.demande), share(line.demande, asked), said(line.accorde),
            share(line.accorde, granted), said(line.verse), day_of(line.verse_le),
        )
        for line in lines
    ]  # fmt: skip
    totals = ("Total", said(asked), share(asked, asked), said(granted), share(granted, granted), said(paid), "")
    columns = (
        Column("Produits", 27, header=True), Column("Demandé", 14, "right"), Column("Part", 10, "right"),
        Column("Accordé", 14, "right"), Column("Part", 10, "right"), Column("Versé", 14, "right"),
        Column("Versé le", 14, "right"),
    )  # fmt: skip
    yield lean(columns, (*rows, strong(*totals[:-1], NIL)))


def _charges(p: Projet) -> Iterator[Plain]:
    lines = p.charges
    if not lines:
        return
    planned, spent = sum_of(line.prevu for line in lines), sum_of(line.realise for line in lines)
    said = money(*(amount for line in lines for amount in (line.prevu, line.realise)))
    rows = [
        (line.poste, said(line.prevu), share(line.prevu, planned), said(line.realise), share(line.realise, spent))
        for line in lines
    ]
    totals = strong("Total", said(planned), share(planned, planned), said(spent), share(spent, spent))
    columns = (
        Column("Charges", 44, header=True), Column("Prévu", 16, "right"), Column("Part", 12, "right"),
        Column("Réalisé", 16, "right"), Column("Part", 12, "right"),
    )  # fmt: skip
    yield lean(columns, (*rows, totals))


def _common(p: Projet) -> list[Plain]:
    amount = p.droit_commun_montant
    return [
        *parts.facts(("Équilibre", p.equilibre), ("Droit commun", money(amount)(amount) if amount is not None else "")),
        *parts.told("Droit commun mobilisé", p.droit_commun),
    ]


def _people(p: Projet) -> Iterator[Plain]:
    if not p.publics:
        return
    rows: list[tuple[Words, ...]] = []
    for moment in dict.fromkeys(line.moment for line in p.publics):
        group = [line for line in p.publics if line.moment == moment]
        counts = [(x.femmes, x.hommes, x.non_genre, x.total, x.qpv) for x in group]
        rows += [(moment, x.tranche, *map(parts.count, n)) for x, n in zip(group, counts, strict=True)]
        if len(group) > 1:
            totals = (parts.count(sum_of(column)) for column in zip(*counts, strict=True))
            rows.append(strong(moment, "Ensemble", *totals))
    columns = (
        Column("Bénéficiaires", 17, header=True), Column("Âge", 18), Column("Femmes", 12, "right"),
        Column("Hommes", 12, "right"), Column("Non genré", 14, "right"), Column("Total", 12, "right"),
        Column("Dont QPV", 14, "right"),
    )  # fmt: skip
    yield lean(columns, tuple(rows))


def _indicators(p: Projet) -> Iterator[Plain]:
    if p.indicateurs:
        columns = (
            Column("Indicateur", 44, header=True), Column("Source", 26), Column("Cible", 15, "right"),
            Column("Réalisé", 15, "right"),
        )  # fmt: skip
        yield lean(columns, tuple(tuple(cell or NIL for cell in line) for line in p.indicateurs))


def _steps(p: Projet) -> Iterator[Plain]:
    if p.etapes:
        columns = (Column("Étape", 42, header=True), Column("Date", 16), Column("Motif", 42))
        why = any(reason for _, _, reason in p.etapes)
        rows = tuple((name, day_of(day), *((reason or NIL,) if why else ())) for name, day, reason in p.etapes)
        yield lean(columns if why else columns[:2], rows)
    if p.retard and p.bilan_du is not None:
        late = f"{pluriel(p.retard, 'jour', 'jours')} de retard au {date_longue(p.au, semaine=False)}"
        yield Para((Strong("Bilan non reçu : "), f"{late} (attendu le {date_longue(p.bilan_du, semaine=False)})."))


def _equality(e: Egalite) -> list[Plain]:
    answered = any(answer is not None for _, answer in e.criteres)
    rated = any(rating for _, rating in e.cotations)
    made = parts.facts(*e.cotations, ("Référente égalité", e.referente))
    if not (rated or answered or e.justification or e.referente):
        return [Para("Le projet n’est pas coté.")]
    if answered:
        rows = tuple((label, yes_no(answer, unknown="Sans réponse")) for label, answer in e.criteres)
        yes = sum(answer is True for _, answer in e.criteres)
        made.append(Grid((Column("Critère", 78, header=True), Column("Réponse", 22, "right")), rows))
        made.append(Para(f"{pluriel(yes, 'critère rempli', 'critères remplis')} sur {len(rows)}.", "small"))
    return [*made, *parts.told("Justification", e.justification)]


def _decisions(p: Projet) -> Iterator[Plain]:
    if p.decisions:
        said = money(*(decision.montant for decision in p.decisions))
        columns = (
            Column("Date", 13, header=True), Column("Instance", 36), Column("Décision", 24),
            Column("Réf.", 19), Column("Montant", 15, "right"),
        )  # fmt: skip
        yield lean(
            columns,
            tuple((day_of(d.date), d.instance, d.decision, d.reference or NIL, said(d.montant)) for d in p.decisions),
        )


def _extensions(p: Projet) -> Iterator[Plain]:
    if p.reports:
        columns = (Column("Report accordé le", 22, header=True), Column("Nouvelle échéance", 22), Column("Motif", 56))
        yield lean(columns, tuple((day_of(on), day_of(due), reason or NIL) for on, due, reason in p.reports))


def _reminders(p: Projet) -> Iterator[Plain]:
    if p.relances:
        columns = (Column("Date", 16, header=True), Column("Mode", 20), Column("Réponse", 64))
        yield lean(columns, tuple((day_of(day), mode or NIL, answer or NIL) for day, mode, answer in p.relances))


def _actions(p: Projet) -> Iterator[Plain]:
    if p.actions:
        columns = (
            Column("Action", 46, header=True), Column("Qui", 22), Column("Pour quand", 16), Column("État", 16)
        )  # fmt: skip
        yield Grid(columns, tuple((what, who or NIL, day_of(due), state or NIL) for what, who, due, state in p.actions))
