"""The people of a poste, whatever the fiche they have: listed together, added by a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.models.conseil_listes import College
from pvdesk.kit.draft import Draft
from pvdesk.store import listing, records, reunions
from pvdesk.store.listing import Query, Row
from pvdesk.store.unit import UnitOfWork

GENS = ("membre", "contact", "occupation")


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """Somebody to add: a name as one says it, of which conseil or structure.

    Attributes:
        table: membre, contact.
        chez: uid of the conseil or of the organisme; a contact may have none yet.
        college: of a member.
    """

    table: str
    nom: str
    chez: str = ""
    college: College = College.HABITANTS


def gens(unit: UnitOfWork, words: str = "", tables: Iterable[str] = GENS) -> list[tuple[str, Row]]:
    """(record type, row) of the people whose fiche holds the words."""
    return [(table, row) for table in tables for row in listing.rows(unit, table, Query(words=words))]


def ajouter(unit: UnitOfWork, qui: Nouvelle) -> Draft:
    """The fiche of somebody new, left a draft to be completed; the unit still has to commit."""
    prenom, nom = noms(qui.nom)
    if qui.table == "membre":
        return reunions.add_membre(unit, qui.chez, " ".join(part for part in (prenom, nom) if part), qui.college)
    return records.save(
        unit, records.blank(unit, "contact", nom=nom, prenom=prenom or None, organisme_uid=qui.chez or None)
    )


def noms(typed: str) -> tuple[str, str]:
    """(first name, last name) of « Camille Exemple » or « EXEMPLE Camille »: what is in capitals is the last name."""
    words = typed.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return ("", words[0]) if len(words) == 1 else (" ".join(words[:1]), " ".join(words[1:]))
