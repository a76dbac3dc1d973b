"""The tiles of lines that people follow by relevés: a dated figure, or milestones territory by territory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from db.models import Objectif, Repere
from db.models.objectif import DENOMINATEURS, StatutObjectif
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, illisible, selon_la_brochure, unite_de
from pvdesk.store.indicateurs.releves import Point, Territoire, dernier, noms, origine, par_territoire, series
from pvdesk.store.indicateurs.tuile import ILLISIBLE, SANS_VALEUR, Detail, Indicateur, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

PREFIXE = "releve."
JALON = "jalon"
# Milestones that are no objective of their own.
AUTRES_JALONS = frozenset({"SE-P1-B", "SE-04", "EG-05"})
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
    """How many territories have reached the milestone; a newer figure of the whole says it at once."""
    etats = par_territoire(points)
    total: Decimal | None
    chiffre_ = _global(points, etats)
    dit: Point | None
    if chiffre_ is not None:
        total = ligne.cible or chiffre_.cible
        valeur, dit = chiffre_.valeur, chiffre_
        texte = _sur(chiffre_.valeur or Decimal(0), total) if total else _dit(chiffre_, ligne.unite)
    elif etats or (ligne.cible or 0) > 1:
        total = ligne.cible or Decimal(sum(p.statut not in _HORS_COMPTE for p in etats.values()))
        valeur = Decimal(sum(p.statut is StatutObjectif.ATTEINT for p in etats.values()))
        dit = points[-1] if points else None
        texte = _sur(valeur, total) if total else francais.nombre(valeur)
    else:
        total, dit = None, dernier(p for p in points if p.statut is not None)
        valeur = Decimal(dit is not None and dit.statut is StatutObjectif.ATTEINT)
        texte = (dit.statut if dit is not None and dit.statut else StatutObjectif.NON_DEMARRE).libelle
    return tuile(
        code, ligne.titre, ligne.section, valeur, ligne.unite, texte=texte, note=origine(dit) if dit else "",
        base=ligne.base, cible=ligne.cible or (chiffre_.cible if chiffre_ is not None else None), table="releve",
        uids=[p.uid for p in points], detail=_detail(unit, etats.values() or points, ligne.unite),
    )  # fmt: skip


def _global(points: Sequence[Point], etats: Mapping[Territoire, Point]) -> Point | None:
    """The last figure, of the whole department first, unless a territory or a status has said more since."""
    figure = dernier(points, valeur=True)
    if figure is None:
        return None
    since = [*etats.values(), *(p for p in points if p.statut is not None and p.valeur is None)]
    return None if any(points.index(p) > points.index(figure) for p in since) else figure


def _sur(valeur: Decimal, total: Decimal) -> str:
    """« 4 sur 12 »."""
    return f"{francais.nombre(valeur)} sur {francais.nombre(total)}"


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
