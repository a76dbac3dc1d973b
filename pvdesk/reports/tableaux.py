"""From the figures of a year to the paper of the dashboard; small counts of people are not told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select

from db.models.echange import Installation
from pvdesk.base import francais
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import emitter
from pvdesk.reports.papers import tableau
from pvdesk.reports.papers.tableau import Chiffre, Mois, Objectif, Pilier, Quartier, Tableau
from pvdesk.store import dashboard
from pvdesk.store.couverture import SORTES, Couverture
from pvdesk.store.dashboard import Months, jour_de
from pvdesk.store.decomptes import GENS, INFERIEUR, PETIT, note_dicible, personnes, petite, peu, tu, tus
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateurs
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, SANS_VALEUR, Detail, Indicateur, texte_de
from pvdesk.store.objectifs import SECTIONS, Suivi, objectifs
from pvdesk.store.tendances import seances, un_an_avant
from pvdesk.store.unit import UnitOfWork

NOON = dt.time(12)  # of a day that has no hour


def annees(unit: UnitOfWork) -> dict[str, str]:
    """The years that hold something, newest first."""
    return {str(year): f"Année {year}" for year in dashboard.annees(unit, _today(unit))}


def tableau_de_bord(unit: UnitOfWork, annee: str) -> Doc:
    """The paper of a year: its figures at its last day, or today."""
    au = jour_de(int(annee), _today(unit))
    home, place = dashboard.home(unit, _today(unit), int(annee)), dashboard.territoire(unit, au)
    here = unit.session.scalars(select(Installation)).one()
    came = _by_month({s.uid: s.venus for s in seances(unit)}, home.mois[1])
    followed = objectifs(unit, au)
    before = {one.code: one.valeur for one in objectifs(unit, un_an_avant(au))}
    known = [one for one in followed if one.valeur is not None and one.cible is not None]
    covered = [one for one in place.quartiers if one.nombre]
    return tableau.build(
        Tableau(
            emetteur=emitter(unit), edite_le=dt.datetime.combine(au, NOON, dt.UTC), service=here.nom, au=au,
            chiffres=tuple(Chiffre(one.titre, one.valeur, one.note) for one in home.tuiles),
            mois=tuple(_months(home.mois, came[0])),
            total_mois=(_count(home.mois[1]), _count(home.mois[0]), came[1]), plenieres=len(home.plenieres),
            piliers=tuple(_pillars(place.piliers)), credits=_euros(place.piliers),
            personnes=tuple(_people(unit, au)), objectifs=tuple(_objective(one, before, au.year - 1) for one in known),
            sans_valeur=len(followed) - len(known), sortes=tuple(sorte.nom for sorte in SORTES),
            quartiers=tuple(_quartier(one) for one in covered),
            decouverts=tuple(one.nom for one in place.quartiers if not one.nombre), themes=tuple(_themes(unit, au)),
        )
    )  # fmt: skip


def _today(unit: UnitOfWork) -> dt.date:
    return unit.now.astimezone().date()


# ---- months and money
def _by_month(venus: dict[str, int], months: Months) -> tuple[list[str], str]:
    """How many came each month and in the year, as it may leave the service."""
    counts = [sum(venus.get(uid, 0) for uid in month) for month in months]
    cells, total = tus(counts, sum(counts))
    return [_said(cell) for cell in cells], _said(total)


def _said(count: int | str) -> str:
    return (francais.nombre(count) if count else SANS_VALEUR) if isinstance(count, int) else count


def _months(months: tuple[Months, Months], came: list[str]) -> Iterator[Mois]:
    before, now = months
    for name, held, old, people in zip(francais.MOIS, now, before, came, strict=True):
        yield Mois(name, len(held), len(old), people)


def _count(months: Months) -> int:
    return sum(map(len, months))


def _pillars(parts: tuple[Detail, ...]) -> Iterator[Pilier]:
    total = _sum(parts)
    for one in parts:
        share = Decimal(100) * (one.valeur or 0) / total if total else None
        said = SANS_VALEUR if share is None else francais.pourcentage(share)
        yield Pilier(one.libelle, len(one.uids), texte_de(one.valeur, EURO), said)


def _euros(parts: tuple[Detail, ...]) -> str:
    return texte_de(_sum(parts), EURO)


def _sum(parts: tuple[Detail, ...]) -> Decimal:
    return sum((one.valeur or Decimal(0) for one in parts), Decimal(0))


# ---- people, objectives, quartiers, tiles
def _people(unit: UnitOfWork, au: dt.date) -> Iterator[Chiffre]:
    """Those of whom there are any."""
    for one in personnes(unit, au):
        count = sum(one.poids.values())
        if count:
            yield Chiffre(one.titre, _said(tu(count)))


def _objective(one: Suivi, before: dict[str, Decimal | None], year: int) -> Objectif:
    unit = one.unite if one.unite in {POURCENT, EURO} else ""
    return Objectif(
        theme=SECTIONS.get(one.section, "Autres"), libelle=one.libelle, base=texte_de(one.base, unit),
        valeur=INFERIEUR if peu(one.valeur, one.unite) else one.texte, cible=texte_de(one.cible, unit),
        tendance=_trend(one, before.get(one.code), year), statut=one.statut.libelle,
    )  # fmt: skip


def _trend(one: Suivi, before: Decimal | None, year: int) -> str:
    """« en hausse de 3 », « en baisse de 2 points », « stable »; `year`: that of the value before."""
    if before is None or one.valeur is None:
        return f"pas de valeur en {year}"
    change = one.valeur - before
    if not change:
        return "stable"
    if one.unite in GENS and abs(change) < PETIT:
        return "presque stable"
    way = "en hausse" if change > 0 else "en baisse"
    if one.unite == POURCENT:
        points = francais.nombre(abs(change), 1)
        return f"{way} de {points.removesuffix(',0')} {'points' if abs(change) >= 2 else 'point'}"
    return f"{way} de {texte_de(abs(change), EURO if one.unite == EURO else '')}"


def _quartier(one: Couverture) -> Quartier:
    return Quartier(one.nom, one.territoire, tuple(len(one.par[sorte.code]) for sorte in SORTES))


def _themes(unit: UnitOfWork, au: dt.date) -> Iterator[tuple[str, tuple[Chiffre, ...]]]:
    """The tiles of the catalogue that say something, theme by theme."""
    found = [one for code, one in indicateurs(unit, au).items() if code in CATALOGUE and one.texte != SANS_VALEUR]
    for section, title in SECTIONS.items():
        held = tuple(_tile(one) for one in found if one.section == section)
        if held:
            yield title, held


def _tile(one: Indicateur) -> Chiffre:
    hidden = petite(one)
    target = "" if one.cible is None else f"cible\u00a0: {texte_de(one.cible, one.unite)}"
    note = note_dicible(one)
    return Chiffre(one.titre, INFERIEUR if hidden else one.texte, ", ".join(said for said in (target, note) if said))
