"""The list of record types: one import per model file, one name per fiche."""

from db.base import Record
from db.journal import Trace
from db.models import arbitrage, echange, image, papier, referentiel
from db.models.action import Action
from db.models.activite import Activite
from db.models.adulte_relais import Convention, Occupation
from db.models.arbitrage import Correction
from db.models.conseil import Conseil, Membre
from db.models.controle import Controle
from db.models.demande import Demande
from db.models.dispositif import FicheDispositif
from db.models.note import NoteMensuelle
from db.models.objectif import Objectif, Releve, Repere
from db.models.organisme import Contact, Organisme
from db.models.projet import Projet
from db.models.reunion import Reunion
from db.models.visite import Visite

# A type points to those before it, or to its own: a lot is read in this order.
RECORDS: tuple[type[Record], ...] = (
    Organisme, Contact, Convention, Occupation, Activite, Controle, Projet, FicheDispositif, Conseil, Membre, Visite,
    Reunion, Action, Releve, NoteMensuelle, Demande, Correction,
)  # fmt: skip

__all__ = [
    "RECORDS",
    "Action",
    "Activite",
    "Conseil",
    "Contact",
    "Controle",
    "Convention",
    "Correction",
    "Demande",
    "FicheDispositif",
    "Membre",
    "NoteMensuelle",
    "Objectif",
    "Occupation",
    "Organisme",
    "Projet",
    "Releve",
    "Repere",
    "Reunion",
    "Trace",
    "Visite",
    "arbitrage",
    "echange",
    "image",
    "papier",
    "referentiel",
]
