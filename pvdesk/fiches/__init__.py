"""The list of fiches: one import per record type."""

from pvdesk.fiches import action, conseil, organisme, referentiel, reunion
from pvdesk.kit.fiche import Fiche, Tableau

FICHES: dict[str, Fiche] = {
    str(f.model.__tablename__): f
    for f in (reunion.FICHE, conseil.CONSEIL, conseil.MEMBRE, action.FICHE, organisme.ORGANISME, organisme.CONTACT)
}
TABLEAUX: dict[str, Tableau] = {str(t.model.__tablename__): t for t in referentiel.TABLEAUX}
