"""Education: children of the PRE, towns without one, classes split, « Devoirs faits » (brochure ED2)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import and_, or_, select

from db.models import FicheDispositif
from db.models.dispositif import DispositifQuartier
from db.models.referentiel import Commune, QuartierCommune
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.dispositifs import TABLE, Somme, en_place, valeurs
from pvdesk.store.indicateurs.geographie import villes
from pvdesk.store.indicateurs.tuile import POURCENT, Detail, Indicateur, phrase, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "education"


def pre_enfants(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Children followed by the PRE, girls and boys (ED2-05)."""
    filles = valeurs(unit, au, "pre.enfants_filles", Somme.DERNIER)
    garcons = valeurs(unit, au, "pre.enfants_garcons", Somme.DERNIER)
    annees, total, uids = valeurs(unit, au, "pre.enfants", Somme.DERNIER)
    if total is None and (filles[1] is not None or garcons[1] is not None):
        total, uids = (filles[1] or Decimal(0)) + (garcons[1] or Decimal(0)), tuple({*filles[2], *garcons[2]})
    sexes = f"{francais.nombre(filles[1] or 0)} filles et {francais.nombre(garcons[1] or 0)} garçons"
    detail = [Detail(str(annee), francais.nombre(n), n) for annee, n in sorted(annees.items(), reverse=True)]
    return tuile(
        "education.pre_enfants", "Enfants suivis par un PRE", SECTION, total, "enfants",
        note=phrase(sexes if total is not None else "", selon_la_brochure(unit, "ED2-05")),
        base=chiffre(unit, "ED2-05"), table=TABLE, uids=uids, detail=detail,
    )  # fmt: skip


def pre_parcours(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the children of the PRE who have an individual path (ED2-06)."""
    _, parcours, uids = valeurs(unit, au, "pre.parcours", Somme.DERNIER)
    enfants = pre_enfants(unit, au).valeur
    taux = 100 * parcours / enfants if parcours is not None and enfants else None
    note = f"{francais.nombre(parcours)} parcours" if parcours is not None else ""
    return tuile(
        "education.pre_parcours", "Enfants des PRE en parcours individualisé", SECTION, taux, POURCENT,
        note=phrase(note, selon_la_brochure(unit, "ED2-06")), table=TABLE, uids=uids,
    )  # fmt: skip


def villes_sans_pre(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Towns that have a quartier in force and no PRE in place, for them or for one of their quartiers (ED2-P3)."""
    des_quartiers = (
        select(QuartierCommune.commune)
        .join(DispositifQuartier, DispositifQuartier.quartier == QuartierCommune.quartier)
        .where(DispositifQuartier.fiche_uid == FicheDispositif.uid)
    )
    query = (
        select(Commune.code)
        .join(FicheDispositif, or_(FicheDispositif.commune == Commune.code, Commune.code.in_(des_quartiers)))
        .where(FicheDispositif.type == "pre", en_place(au))
    )
    pourvues = {*unit.session.scalars(query)}
    concernees = villes(unit, au)
    noms = dict(unit.session.execute(select(Commune.code, Commune.nom)).all())
    sans = sorted((noms[code], code) for code in concernees if code not in pourvues)
    return tuile(
        "education.villes_sans_pre", "Villes sans PRE", SECTION, len(sans), "villes",
        note=f"sur {francais.pluriel(len(concernees), 'ville', 'villes')} qui ont un quartier", cible=0, table=TABLE,
        detail=[Detail(nom, code, cle=code) for nom, code in sans],
    )  # fmt: skip


def classes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the classes to split that are split, in REP and REP+ (ED-09, ED2-P1)."""
    _, a_faire, _ = valeurs(unit, au, "rep.a_dedoubler", Somme.DERNIER)
    _, faites, uids = valeurs(unit, au, "rep.dedoublees", Somme.DERNIER)
    taux = 100 * (faites or 0) / a_faire if a_faire else None
    note = f"{francais.nombre(faites or 0)} sur {francais.nombre(a_faire)}" if a_faire else ""
    return tuile(
        "education.classes", "Classes dédoublées en REP et REP+", SECTION, taux, POURCENT, note=note, cible=100,
        table=TABLE, uids=uids,
    )  # fmt: skip


def devoirs_faits(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Networks whose collège offers « Devoirs faits » (ED2-P2)."""
    _, oui, uids = valeurs(unit, au, "rep.devoirs_faits", Somme.DERNIER)
    reseaux = select(FicheDispositif.uid).where(and_(FicheDispositif.type == "rep", en_place(au)))
    total = len(unit.all(reseaux))
    texte = f"{francais.nombre(oui)} sur {total}" if oui is not None else ""
    return tuile(
        "education.devoirs_faits", "Collèges en « Devoirs faits »", SECTION, oui, "collèges", texte=texte,
        cible=total or None, table=TABLE, uids=uids,
    )  # fmt: skip
