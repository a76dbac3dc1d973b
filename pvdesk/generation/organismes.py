"""The bodies of a délégation: plainly fictional names, SIRET that no register gives."""

from __future__ import annotations

import datetime as dt

from db.models.organisme import FormeJuridique, RoleOrganisme
from pvdesk.generation.delegation import Delegation, jours

ASSOCIATIONS = 6
CER = dt.date(2022, 1, 2)  # décret n° 2021-1947 enters into force
ROLES = {
    FormeJuridique.ASSOCIATION: (RoleOrganisme.PORTEUR, RoleOrganisme.EMPLOYEUR),
    FormeJuridique.COMMUNE: (RoleOrganisme.COLLECTIVITE, RoleOrganisme.FINANCEUR),
    FormeJuridique.BAILLEUR: (RoleOrganisme.BAILLEUR,),
    FormeJuridique.EPLE: (RoleOrganisme.SCOLAIRE,),
}

PUBLICS = (
    (FormeJuridique.COMMUNE, "Commune"), (FormeJuridique.BAILLEUR, "Bailleur"), (FormeJuridique.EPLE, "Collège"),
)  # fmt: skip
ATTENTE = "Souscription demandée à l’entrée en vigueur du décret."


def siret(nombre: int) -> str:
    """A SIRET of the 999… kind, its two keys right: it reads as one and belongs to nobody."""
    siren = _luhn(f"999{nombre:05d}")
    return _luhn(f"{siren}0001")


def _luhn(chiffres: str) -> str:
    """Digits followed by their Luhn key."""
    doubles = [int(c) * (2 - i % 2) for i, c in enumerate(reversed(chiffres))]
    somme = sum(d - 9 if d > 9 else d for d in doubles)
    return f"{chiffres}{-somme % 10}"


def installer(delegation: Delegation) -> None:
    """On the first day, the register of bodies; the contrats d’engagement républicain come when the law does."""
    delegation.noter(delegation.debut, _inscrire)
    if delegation.debut < CER:
        for rang in range(ASSOCIATIONS):
            delegation.noter(CER + jours(delegation.entre(10, 40)), _souscrire, rang)


def _inscrire(delegation: Delegation, jour: dt.date) -> None:
    rang, tous = delegation.territoire.rang, delegation.organismes
    premier = (rang - 1) * ASSOCIATIONS + 1
    for numero in range(premier, premier + ASSOCIATIONS):
        nom = f"Association d’essai n°\u00a0{numero}"
        tous.associations.append(_un(delegation, jour, nom, FormeJuridique.ASSOCIATION, numero))
    tous.commune, tous.bailleur, tous.college = (
        _un(delegation, jour, f"{nom} d’essai n°\u00a0{rang}", forme, 1000 * place + rang)
        for place, (forme, nom) in enumerate(PUBLICS, 1)
    )


def _un(delegation: Delegation, jour: dt.date, nom: str, forme: FormeJuridique, numero: int) -> str:
    association = forme is FormeJuridique.ASSOCIATION
    connu = association and jour >= CER
    communes = delegation.lieu().communes
    return delegation.scribe.ecrire(
        "organisme", {"roles": [{"role": role} for role in ROLES[forme]]},
        motifs={"cer_souscrit": ATTENTE} if association and not connu else None,
        nom=nom, forme=forme, siret=siret(numero), commune=communes[0] if communes else None,
        cer_le=CER + jours(delegation.entre(0, (jour - CER).days)) if connu else None,
    )  # fmt: skip


def _souscrire(delegation: Delegation, jour: dt.date, rang: int) -> None:
    delegation.scribe.reprendre("organisme", delegation.organismes.associations[rang], cer_le=jour)
