"""A post of adulte-relais, ready for a test: an employer, a convention, a titulaire. Plainly fictional."""

import datetime as dt
from typing import Any

from db.models.activite_listes import TypeActivite
from db.models.adulte_relais_listes import (
    Avis,
    Contrat,
    Mission,
    MotifSortie,
    StatutConvention,
    Thematique,
    TypeEmployeur,
)
from db.models.organisme import FormeJuridique
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

QUARTIER = "QN06201M"


def ligne(**values: Any) -> LineDraft:
    return LineDraft(new_uid(), values)


def employeur(unit: UnitOfWork, **values: Any) -> str:
    given = {
        "nom": "Association Exemple", "forme": FormeJuridique.ASSOCIATION, "siret": "123 456 782 00010",
        "cer_le": dt.date(2022, 1, 3),
    } | values  # fmt: skip
    return records.save(unit, records.blank(unit, "organisme", **given)).uid


def convention(unit: UnitOfWork, **values: Any) -> Draft:
    """The draft of a complete convention of 2025, not saved."""
    given = {
        "numero": "AR-62-001", "type_employeur": TypeEmployeur.ASSOCIATION, "statut": StatutConvention.SIGNEE,
        "signature_le": dt.date(2024, 12, 2), "debut": dt.date(2025, 1, 1), "fin": dt.date(2025, 12, 31),
        "thematique": Thematique.GENERALISTE, "avis": Avis.FAVORABLE, "avis_le": dt.date(2024, 11, 4),
    } | values  # fmt: skip
    if "employeur_uid" not in given:
        given["employeur_uid"] = employeur(unit)
    draft = records.blank(unit, "convention", **given)
    draft.lines["quartiers"].append(ligne(quartier=QUARTIER))
    draft.lines["missions"].append(ligne(mission=Mission.ACCUEIL))
    return draft


def occupation(unit: UnitOfWork, convention_uid: str, code: str, debut: dt.date, **values: Any) -> Draft:
    """The draft of a complete occupation, not saved: 40 years old, a CDI, signed on its first day."""
    signature = values.get("signature_le", debut)
    given = {
        "convention_uid": convention_uid, "code": code, "nom": "Exemple", "prenom": "Camille", "contrat": Contrat.CDI,
        "signature_le": signature, "debut": debut, "annee_naissance": signature.year - 40, "age_signature": 40,
        "age_au": signature, "residence": True, "sans_emploi": True, "eligibilite_le": signature,
    } | values  # fmt: skip
    return records.blank(unit, "occupation", **given)


def poste(desk: Desk, **values: Any) -> str:
    """A saved convention; its uid."""
    with desk.writing() as unit:
        uid = records.save(unit, convention(unit, **values)).uid
        unit.commit()
    return uid


def titulaire(desk: Desk, convention_uid: str, code: str, debut: dt.date, **values: Any) -> str:
    """A saved occupation; its uid."""
    with desk.writing() as unit:
        if values.get("fin_reelle") is not None:
            values.setdefault("motif_sortie", MotifSortie.ECHEANCE_SALARIE)
        draft = occupation(unit, convention_uid, code, debut, **values)
        if "formations" in values:
            draft.lines["formations"] = draft.values.pop("formations")
        uid = records.save(unit, draft).uid
        unit.commit()
    return uid


def compte_rendu(desk: Desk, convention_uid: str, debut: dt.date, **values: Any) -> str:
    """A saved monthly report; its uid."""
    with desk.writing() as unit:
        given = {"convention_uid": convention_uid, "debut": debut, "type": TypeActivite.MENSUEL} | values
        uid = records.save(unit, records.blank(unit, "activite", **given)).uid
        unit.commit()
    return uid


def enregistrer(desk: Desk, table: str, **values: Any) -> str:
    """Any other saved record; its uid."""
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, table, **values)).uid
        unit.commit()
    return uid
