"""Zones de sécurité prioritaires, quartiers de reconquête: those of the tables and of the fiches, each place once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from db.models import FicheDispositif
from db.models.dispositif import DispositifQuartier
from db.models.referentiel import Commune, Dispositif, Quartier, Succession
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.dispositifs import TABLE, en_place
from pvdesk.store.indicateurs.tuile import Detail, Indicateur, phrase, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "securite"


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone: its quartiers of either generation, its commune; `uid` of the fiche that tells it, if one does."""

    nom: str
    quartiers: frozenset[str]
    commune: str
    uid: str = ""
    en_place: bool = True

    def meme(self, autre: _Place) -> bool:
        """Whether the two are one place: a quartier in common, or the commune when one of them names no quartier."""
        if self.quartiers and autre.quartiers:
            return not self.quartiers.isdisjoint(autre.quartiers)
        return bool(self.commune) and self.commune == autre.commune


def zsp(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Zones de sécurité prioritaires (SE-03: the printed number cannot be read)."""
    return _tuile(unit, au, "zsp", "Zones de sécurité prioritaires", "SE-03", "zones")


def qrr(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Quartiers de reconquête républicaine (SE-02: the printed number cannot be read)."""
    return _tuile(unit, au, "qrr", "Quartiers de reconquête républicaine", "SE-02", "quartiers")


def _tuile(unit: UnitOfWork, au: dt.date, type_: str, titre: str, ligne: str, unite: str) -> Indicateur:
    suites = _suites(unit)
    fiches = list(_fiches(unit, au, type_, suites))
    livrees = list(_livrees(unit, au, type_, suites))
    places = [place for place in livrees if not _close(place, fiches)]
    des_tables = len(places)
    vivantes = [fiche for fiche in fiches if fiche.en_place]
    for fiche in vivantes:
        if not any(fiche.meme(place) for place in places):
            places.append(fiche)
    detail = [Detail(place.nom, "selon les tables" if not place.uid else "", cle=place.uid) for place in places]
    note = phrase(f"dont {des_tables} selon les tables" if des_tables else "", selon_la_brochure(unit, ligne))
    return tuile(
        f"securite.{type_}", titre, SECTION, len(places), unite, note=note, base=chiffre(unit, ligne), table=TABLE,
        uids=[fiche.uid for fiche in vivantes], detail=detail,
    )  # fmt: skip


def _close(place: _Place, fiches: list[_Place]) -> bool:
    """Whether the fiches of a place all say that it is over, or not begun."""
    siennes = [fiche for fiche in fiches if fiche.meme(place)]
    return bool(siennes) and not any(fiche.en_place for fiche in siennes)


def _livrees(unit: UnitOfWork, au: dt.date, type_: str, suites: dict[str, str]) -> Iterator[_Place]:
    """The places that the tables name, then the quartiers flagged there that none of them covers."""
    query = select(Dispositif).where(Dispositif.type == type_.upper()).order_by(Dispositif.nom)
    named = [
        _Place(d.nom, _famille(d.quartiers_2015, suites), d.commune or "")
        for d in unit.session.scalars(query)
        if d.annee is None or int(d.annee) <= au.year
    ]
    yield from named
    connus = {code for place in named for code in place.quartiers}
    flag = getattr(Quartier, type_)
    for code, nom in unit.all(select(Quartier.code, Quartier.nom).where(flag, Quartier.valide_du <= au)):
        famille = _famille([code], suites)
        if connus.isdisjoint(famille):
            connus |= famille
            yield _Place(nom, famille, "")


def _fiches(unit: UnitOfWork, au: dt.date, type_: str, suites: dict[str, str]) -> Iterator[_Place]:
    """The live fiches of a type, whether they stand that day or not."""
    siens = select(DispositifQuartier.fiche_uid, DispositifQuartier.quartier).join(
        FicheDispositif, FicheDispositif.uid == DispositifQuartier.fiche_uid
    )
    quartiers: dict[str, list[str]] = {}
    for uid, code in unit.all(siens.where(FicheDispositif.type == type_)):
        quartiers.setdefault(uid, []).append(code)
    columns = FicheDispositif.uid, FicheDispositif.nom, FicheDispositif.commune, en_place(au).label("en_place")
    query = select(*columns).where(FicheDispositif.type == type_, FicheDispositif.supprime_le.is_(None))
    noms = dict(unit.session.execute(select(Commune.code, Commune.nom)).all())
    for row in unit.all(query.order_by(FicheDispositif.nom)):
        famille = _famille(quartiers.get(row.uid, []), suites)
        nom = row.nom or noms.get(row.commune, "Sans nom")
        yield _Place(nom, famille, row.commune or "", row.uid, bool(row.en_place))


def _suites(unit: UnitOfWork) -> dict[str, str]:
    """A name for each line of quartiers that follow each other, by code: the oldest of them."""
    return {
        nouveau: ancien
        for ancien, nouveau in unit.all(select(Succession.ancien, Succession.nouveau))
        if ancien is not None and nouveau is not None
    }


def _famille(codes: list[str], suites: dict[str, str]) -> frozenset[str]:
    """Quartiers of 2015, those of 2024 under the one they follow."""
    return frozenset(suites.get(code, code) for code in codes if code)
