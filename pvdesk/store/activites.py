"""The yearly compte rendu d’activité, prepared from the months: same counts, added up."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import select

from db.models import Activite
from db.models.activite_listes import Partenaire, TypeActivite
from db.models.activite_regles import SOMMES
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork


def preparer_annuel(unit: UnitOfWork, convention_uid: str, annee: int) -> Draft:
    """A new yearly report of a post: the sums of its months, to be completed; a count nobody typed stays empty."""
    debut = dt.date(annee, 1, 1)
    draft = records.blank(unit, "activite", convention_uid=convention_uid, type=TypeActivite.ANNUEL, debut=debut)
    mois = _mois(unit, convention_uid, annee)
    for champ in SOMMES:
        comptes = [valeur for m in mois if (valeur := getattr(m, champ)) is not None]
        draft.values[champ] = sum(comptes) if comptes else None
    vers: Counter[Partenaire] = Counter()
    for ligne in (o for m in mois for o in m.orientations):
        if ligne.partenaire is not None:
            vers[ligne.partenaire] += ligne.nombre or 0
    draft.lines["orientations"] = [
        LineDraft(new_uid(), {"partenaire": partenaire, "nombre": vers[partenaire]})
        for partenaire in Partenaire if partenaire in vers
    ]  # fmt: skip
    draft.values["poste_vacant"] = True if mois and all(m.poste_vacant for m in mois) else None
    return draft


def _mois(unit: UnitOfWork, convention_uid: str, annee: int) -> list[Activite]:
    query = select(Activite).where(
        Activite.convention_uid == convention_uid, Activite.type == TypeActivite.MENSUEL,
        Activite.supprime_le.is_(None), Activite.debut.between(dt.date(annee, 1, 1), dt.date(annee, 12, 31)),
    )  # fmt: skip
    return list(unit.session.scalars(query.order_by(Activite.debut)))
