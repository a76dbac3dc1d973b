"""The tiles of lines that people follow by relevés: a dated figure, or milestones territory by territory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from db.models import Objectif, Repere
from db.models.objectif import StatutObjectif
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, illisible, selon_la_brochure, unite_de
from pvdesk.store.indicateurs.releves import Point, dernier, noms, origine, par_territoire, series
from pvdesk.store.indicateurs.tuile import ILLISIBLE, SANS_VALEUR, Detail, Indicateur, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

PREFIXE = "releve."
JALON = "jalon"
# Milestones that are no objective of their own.
AUTRES_JALONS = frozenset({"SE-P1-B", "SE-04", "EG-05"})
# How many territories are to reach a milestone: the figure of which line of the brochure.
DENOMINATEURS = {"OR-20": "ED-05", "EG-05": "ED-05", "SE-P1": "SE-P1", "SE-P1-B": "SE-P1-B"}
# « Doubler »: the first figure typed is the base, twice as much the target.
A_DOUBLER = frozenset({"EC-P1", "SE-P2"})
_HORS_COMPTE = frozenset({StatutObjectif.SANS_OBJET, StatutObjectif.ABANDONNE})


@dataclass(frozen=True, slots=True)
class _Ligne:
    """A line of the brochure, with what is known of it once and for all."""

    code: str
    titre: str
    section: str
    jalon: bool
    base: Decimal | None
    cible: Decimal | None
    unite: str


def releve(unit: UnitOfWork, au: dt.date, code: str, *, sous: str = "") -> Indicateur:
    """The tile of one line; `sous` names it otherwise than « releve.<CODE> ».

    Raises:
        LookupError: the brochure has no such line.
    """
    lignes = _lignes(unit, code)
    if not lignes:
        raise LookupError(code)
    return _tuile(unit, sous or PREFIXE + code, lignes[0], series(unit, au, code).get(code, []))


def tous(unit: UnitOfWork, au: dt.date) -> dict[str, Indicateur]:
    """The tiles of all the lines whose own relevés are their tile, in one reading."""
    points = series(unit, au)
    return {
        PREFIXE + ligne.code: _tuile(unit, PREFIXE + ligne.code, ligne, points.get(ligne.code, []))
        for ligne in _lignes(unit)
    }


def _lignes(unit: UnitOfWork, code: str = "") -> list[_Ligne]:
    query = (
        select(
            Repere.code, Repere.libelle, Repere.section, Objectif.mode, Objectif.base, Objectif.cible, Objectif.unite
        )
        .outerjoin(Objectif, Objectif.code == Repere.code)
        .where(Repere.code == code if code else Repere.tuile.is_(None))
        .order_by(Repere.code)
    )
    made = []
    for row in unit.all(query):
        total = chiffre(unit, DENOMINATEURS[row.code]) if row.code in DENOMINATEURS else None
        jalon = row.mode == JALON or row.code in AUTRES_JALONS
        base = _exact(row.base) if jalon or row.base is not None else chiffre(unit, row.code)
        cible = total if total is not None else _exact(row.cible)
        unite = unite_de(unit, row.code) or row.unite or ""
        made.append(_Ligne(row.code, row.libelle, row.section, jalon, base, cible, unite))
    return made


def _tuile(unit: UnitOfWork, code: str, ligne: _Ligne, points: Sequence[Point]) -> Indicateur:
    return _jalon(unit, code, ligne, points) if ligne.jalon else _chiffre(unit, code, ligne, points)


def _chiffre(unit: UnitOfWork, code: str, ligne: _Ligne, points: Sequence[Point]) -> Indicateur:
    """The last figure typed; before the first, that of the brochure is only what it is compared with."""
    base, cible = ligne.base, ligne.cible
    chiffres = [p for p in points if p.valeur is not None]
    if ligne.code in A_DOUBLER and chiffres:
        base = chiffres[0].valeur
        cible = None if base is None else 2 * base
    dit = dernier(points, valeur=True) or dernier(points)
    if dit is None:
        texte = ILLISIBLE if illisible(unit, ligne.code) else SANS_VALEUR
        note = selon_la_brochure(unit, ligne.code)
        return tuile(
            code, ligne.titre, ligne.section, None, ligne.unite, texte=texte, note=note, base=base, cible=cible,
            table="releve",
        )  # fmt: skip
    return tuile(
        code, ligne.titre, ligne.section, dit.valeur, ligne.unite, texte=_dit(dit, ligne.unite), note=origine(dit),
        base=base, cible=cible, table="releve", uids=[p.uid for p in points],
        detail=_detail(unit, points, ligne.unite),
    )  # fmt: skip


def _jalon(unit: UnitOfWork, code: str, ligne: _Ligne, points: Sequence[Point]) -> Indicateur:
    """How many territories have reached the milestone; that of the department alone is yes or no."""
    etats = par_territoire(points)
    global_ = dernier([p for p in points if p.statut is not None or p.valeur is not None])
    comptes = sum(p.statut is StatutObjectif.ATTEINT for p in etats.values())
    total = ligne.cible or Decimal(sum(p.statut not in _HORS_COMPTE for p in etats.values()))
    note = origine(points[-1]) if points else ""
    if etats or total > 1:
        valeur = Decimal(comptes)
        if not etats and global_ is not None and global_.valeur is not None:
            valeur = global_.valeur
        texte = f"{francais.nombre(valeur)} sur {francais.nombre(total)}" if total else francais.nombre(valeur)
    elif global_ is None:
        valeur, texte = Decimal(0), StatutObjectif.NON_DEMARRE.libelle
    else:
        valeur = Decimal(global_.statut is StatutObjectif.ATTEINT)
        texte = global_.statut.libelle if global_.statut is not None else _dit(global_, ligne.unite)
    return tuile(
        code, ligne.titre, ligne.section, valeur, ligne.unite, texte=texte, note=note, base=ligne.base,
        cible=ligne.cible, table="releve", uids=[p.uid for p in points],
        detail=_detail(unit, etats.values() or points, ligne.unite),
    )  # fmt: skip


def _dit(point: Point, unite: str) -> str:
    if point.statut is not None and point.valeur is None:
        return point.statut.libelle
    if point.valeur is None:
        return f"noté le {francais.date_courte(point.date)}"
    return texte_de(point.valeur, unite)


def _detail(unit: UnitOfWork, points: Iterable[Point], unite: str) -> list[Detail]:
    suivis = [*points]
    lieux = noms(unit, {p.territoire for p in suivis})
    listed = sorted(suivis, key=lambda p: (-p.date.toordinal(), lieux[p.territoire]))
    return [
        Detail(f"{lieux[p.territoire]}, {francais.date_courte(p.date)}", _dit(p, unite), p.valeur, p.uid)
        for p in listed
    ]


def _exact(milliemes: int | None) -> Decimal | None:
    return None if milliemes is None else Decimal(milliemes) / MILLE
