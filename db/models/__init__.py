"""The list of record types: one import per model file, one name per fiche."""

from db.base import Record
from db.journal import Trace
from db.models import echange, referentiel
from db.models.action import Action
from db.models.conseil import Conseil, Membre
from db.models.organisme import Contact, Organisme
from db.models.reunion import Reunion

RECORDS: tuple[type[Record], ...] = (Organisme, Contact, Conseil, Membre, Reunion, Action)

__all__ = [
    "RECORDS",
    "Action",
    "Conseil",
    "Contact",
    "Membre",
    "Organisme",
    "Reunion",
    "Trace",
    "echange",
    "referentiel",
]
