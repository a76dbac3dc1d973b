"""The list of fiches: one import per record type."""

from pvdesk.fiches import (
    action,
    activite,
    adulte_relais,
    conseil,
    controle,
    correction,
    demande,
    dispositif,
    note,
    organisme,
    projet,
    referentiel,
    releve,
    reunion,
    visite,
)
from pvdesk.kit.fiche import Fiche, Tableau

FICHES: dict[str, Fiche] = {
    str(f.model.__tablename__): f
    for f in (
        reunion.FICHE, visite.FICHE, adulte_relais.CONVENTION, adulte_relais.OCCUPATION, activite.FICHE, controle.FICHE,
        projet.FICHE, conseil.CONSEIL, conseil.MEMBRE, dispositif.FICHE, releve.FICHE, action.FICHE, note.FICHE,
        organisme.ORGANISME, organisme.CONTACT, demande.FICHE, correction.FICHE,
    )
}  # fmt: skip
TABLEAUX: dict[str, Tableau] = {str(t.model.__tablename__): t for t in referentiel.TABLEAUX}
