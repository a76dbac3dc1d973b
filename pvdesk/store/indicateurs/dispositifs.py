"""Dispositifs in place and the sum of what they measure: each tile is a line of data, the types are the product's."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import and_, func, or_, select

from db.models import FicheDispositif
from db.models.dispositif import DispositifReleve
from db.models.dispositif_listes import EN_PLACE, StatutDispositif
from db.models.dispositif_regles import variante_dite
from db.models.referentiel import TypeDispositif
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.tuile import EURO, Calcul, Detail, Indicateur, phrase, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

TABLE = "fiche_dispositif"
SANS_VARIANTE = "Sans variante"


class Somme(enum.Enum):
    """How the yearly figures of the fiches make one."""

    ANNEE = "annee"  # of the last year that has any
    CUMUL = "cumul"  # of all years
    DERNIER = "dernier"  # the last of each fiche


@dataclass(frozen=True, slots=True)
class Compte:
    """A tile that counts the fiches of a type."""

    titre: str
    section: str
    type: str
    ligne: str  # of the brochure
    unite: str
    variante: str = ""
    engages: bool = False  # operations count for ever once engaged, and not only while they last
    par_variante: bool = False


@dataclass(frozen=True, slots=True)
class Mesure:
    """A tile that sums a measure over the fiches."""

    titre: str
    section: str
    mesure: str
    ligne: str
    unite: str
    somme: Somme
    variante: str = ""


COMPTES = {
    "securite.psq": Compte("Police de sécurité du quotidien", "securite", "psq", "SE-01", "territoires"),
    "education.rep": Compte(
        "Réseaux d’éducation prioritaire", "education", "rep", "ED2-02", "réseaux", par_variante=True
    ),
    "education.pre": Compte("Programmes de réussite éducative", "education", "pre", "ED2-04", "programmes"),
    "sante.cls": Compte("Contrats locaux de santé", "sante", "cls", "SA-01", "contrats", par_variante=True),
    "sante.cls2": Compte(
        "Contrats locaux de santé de 2e génération", "sante", "cls", "SA-P3", "contrats", variante="génération 2"
    ),
    "sante.asv": Compte("Ateliers santé ville", "sante", "asv", "SA-04", "ateliers"),
    "sante.clsm": Compte("Conseils locaux de santé mentale", "sante", "clsm", "SA-05", "conseils"),
    "sante.msp": Compte("Maisons de santé créées", "sante", "maison_sante", "SA-P1", "maisons de santé"),
    "sante.equipements": Compte(
        "Équipements sportifs cofinancés", "sante", "equipement_sportif", "SA-07", "équipements", engages=True
    ),
    "economie.signataires": Compte(
        "Signataires de chartes et de PAQTE", "economie", "charte", "EC-02", "signataires", par_variante=True
    ),
    "dpv.operations": Compte(
        "Opérations de la dotation politique de la ville", "organisation", "dpv", "OR-18", "opérations", engages=True,
        par_variante=True,
    ),
    "renouvellement.pin": Compte(
        "Projets d’intérêt national", "renouvellement", "npnru", "RU-05", "projets", variante="PIN"
    ),
    "renouvellement.pir": Compte(
        "Projets d’intérêt régional", "renouvellement", "npnru", "RU-06", "projets", variante="PIR"
    ),
}  # fmt: skip
MESURES = {
    "dpv.montant": Mesure(
        "Dotation politique de la ville", "organisation", "dpv.montant", "OR-17", EURO, Somme.ANNEE
    ),
    "economie.fabrique": Mesure(
        "Fabrique à Entreprendre", "economie", "fabrique.montant", "EC-05", EURO, Somme.ANNEE
    ),
    "education.pre_montant": Mesure(
        "Crédits des PRE", "education", "pre.montant", "ED2-03", EURO, Somme.ANNEE
    ),
    "education.postes": Mesure(
        "Postes créés pour dédoubler les classes", "education", "rep.postes", "ED2-07", "postes", Somme.CUMUL
    ),
    "renouvellement.anru": Mesure(
        "Concours de l’ANRU aux projets régionaux", "renouvellement", "npnru.anru", "RU-07", EURO, Somme.DERNIER,
        variante="PIR",
    ),
    "renouvellement.habitat_indigne": Mesure(
        "Signalements d’habitat indigne traités", "renouvellement", "habitat_indigne.traites", "RU-P3", "signalements",
        Somme.ANNEE,
    ),
}  # fmt: skip


def en_place(au: dt.date) -> Any:
    """In place that day: signed or active since, not ended (what is closed was in place until its end)."""
    depuis = func.coalesce(FicheDispositif.debut, FicheDispositif.signature_le)
    return and_(
        FicheDispositif.supprime_le.is_(None),
        or_(
            FicheDispositif.statut.in_(EN_PLACE),
            and_(FicheDispositif.statut == StatutDispositif.CLOS, FicheDispositif.fin >= au),
        ),
        or_(depuis.is_(None), depuis <= au),
        or_(FicheDispositif.fin.is_(None), FicheDispositif.fin >= au),
    )


def engage(au: dt.date) -> Any:
    """Signed or active by that day, whether it has ended since or not."""
    depuis = func.coalesce(FicheDispositif.debut, FicheDispositif.signature_le)
    return and_(
        FicheDispositif.supprime_le.is_(None), FicheDispositif.statut.in_((*EN_PLACE, StatutDispositif.CLOS)),
        or_(depuis.is_(None), depuis <= au),
    )  # fmt: skip


def compte(unit: UnitOfWork, au: dt.date, code: str, de: Compte) -> Indicateur:
    """How many fiches of a type stand that day."""
    where = [FicheDispositif.type == de.type, engage(au) if de.engages else en_place(au)]
    query = select(FicheDispositif.uid, FicheDispositif.nom, FicheDispositif.variante)
    rows = unit.all(query.where(*where).order_by(FicheDispositif.nom))
    if de.variante:
        rows = [row for row in rows if est_variante(row.variante, de.variante)]
    if de.par_variante:
        sortes = _sortes((row.variante, row.uid) for row in rows)
        detail = [_sorte(sorte, uids) for sorte, uids in sorted(sortes.items())]
    else:
        detail = [Detail(row.nom or "Sans nom", row.variante or "", cle=row.uid) for row in rows]
    return tuile(
        code, de.titre, de.section, len(rows), de.unite, note=selon_la_brochure(unit, de.ligne),
        base=chiffre(unit, de.ligne), table=TABLE, uids=[row.uid for row in rows], detail=detail,
    )  # fmt: skip


def est_variante(dite: str | None, variante: str) -> bool:
    """Whether what was typed is that variant, whatever its capitals and accents."""
    return variante_dite(dite or "") == variante_dite(variante)


def _sortes(dites: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    """The fiches of each variant, named as it was first written."""
    noms: dict[str, str] = {}
    sortes: dict[str, list[str]] = {}
    for dite, uid in dites:
        pliee = variante_dite(dite or SANS_VARIANTE)
        sortes.setdefault(noms.setdefault(pliee, dite or SANS_VARIANTE), []).append(uid)
    return sortes


def _sorte(nom: str, uids: Sequence[str]) -> Detail:
    return Detail(nom, francais.nombre(len(uids)), Decimal(len(uids)), uids=tuple(uids))


def mesure(unit: UnitOfWork, au: dt.date, code: str, de: Mesure) -> Indicateur:
    """The sum of a measure over the fiches."""
    annees, total, uids = valeurs(unit, au, de.mesure, de.somme, de.variante)
    detail = [Detail(str(annee), texte_de(n, de.unite), n) for annee, n in sorted(annees.items(), reverse=True)]
    note = phrase(f"en {max(annees)}" if annees and de.somme is Somme.ANNEE else "", selon_la_brochure(unit, de.ligne))
    return tuile(
        code, de.titre, de.section, total, de.unite, note=note, base=chiffre(unit, de.ligne), table=TABLE, uids=uids,
        detail=detail,
    )  # fmt: skip


def valeurs(
    unit: UnitOfWork, au: dt.date, code: str, somme: Somme, variante: str = ""
) -> tuple[dict[int, Decimal], Decimal | None, tuple[str, ...]]:
    """The sums of a measure by year up to that of the day, their one figure, and the fiches behind them."""
    query = (
        select(FicheDispositif.uid, DispositifReleve.annee, DispositifReleve.valeur, FicheDispositif.variante)
        .join(DispositifReleve, DispositifReleve.fiche_uid == FicheDispositif.uid)
        .where(
            FicheDispositif.supprime_le.is_(None), DispositifReleve.mesure == code,
            DispositifReleve.valeur.is_not(None), DispositifReleve.annee <= au.year,
        )
        .order_by(DispositifReleve.annee)
    )  # fmt: skip
    rows = [row[:3] for row in unit.all(query) if not variante or est_variante(row.variante, variante)]
    annees: dict[int, Decimal] = {}
    for _, annee, valeur in rows:
        annees[annee] = annees.get(annee, Decimal(0)) + Decimal(valeur) / MILLE
    return annees, _une(rows, annees, somme), tuple({row[0]: None for row in rows})


def _une(rows: Sequence[Any], annees: dict[int, Decimal], somme: Somme) -> Decimal | None:
    if not annees:
        return None
    if somme is Somme.ANNEE:
        return annees[max(annees)]
    if somme is Somme.CUMUL:
        return sum(annees.values(), Decimal(0))
    derniers = {uid: Decimal(valeur) / MILLE for uid, _, valeur in rows}
    return sum(derniers.values(), Decimal(0))


def actifs(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """All the dispositifs in place, by type."""
    query = select(FicheDispositif.uid, TypeDispositif.libelle).outerjoin(
        TypeDispositif, TypeDispositif.code == FicheDispositif.type
    )
    rows = unit.all(query.where(en_place(au)).order_by(FicheDispositif.uid))
    sortes: dict[str, list[str]] = {}
    for row in rows:
        sortes.setdefault(row.libelle or "Sans type", []).append(row.uid)
    return tuile(
        "dispositifs.actifs", "Dispositifs en place", "organisation", len(rows), "dispositifs", table=TABLE,
        uids=[row.uid for row in rows],
        detail=[_sorte(sorte, uids) for sorte, uids in sorted(sortes.items())],
    )  # fmt: skip


def tuiles() -> dict[str, Calcul]:
    """The tiles of this module, by code."""
    made: dict[str, Calcul] = {"dispositifs.actifs": actifs}
    made |= {code: partial(_compte, code=code) for code in COMPTES}
    return made | {code: partial(_mesure, code=code) for code in MESURES}


def _compte(unit: UnitOfWork, au: dt.date, *, code: str) -> Indicateur:
    return compte(unit, au, code, COMPTES[code])


def _mesure(unit: UnitOfWork, au: dt.date, *, code: str) -> Indicateur:
    return mesure(unit, au, code, MESURES[code])
