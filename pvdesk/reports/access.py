"""From the register of requests to the paper of an access."""

from __future__ import annotations

from db.models.demande import Demande
from db.models.demande_listes import Revue
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import donnees, edited, emitter
from pvdesk.reports.papers import acces
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import personnes, records
from pvdesk.store.unit import UnitOfWork


def reponse_acces(unit: UnitOfWork, uid: str) -> Doc:
    """All that is held of the person of a request.

    Raises:
        Unprintable: the request points to no fiche.
    """
    demande = unit.session.get(Demande, uid)
    if demande is None:
        raise records.Absent(uid)
    if demande.personne is None:
        raise Unprintable("La demande ne désigne pas de fiche.", "Choisissez la personne dans la demande.")
    found = personnes.dossier(unit, uid)
    passages = tuple(
        acces.Passage(m.endroit, None if m.revue is Revue.MASQUEE else m.extrait, relu=m.revue is not None)
        for m in found.mentions
    )
    return acces.build(
        acces.Acces(
            emetteur=emitter(unit), edite_le=edited(records.load(unit, "demande", uid), unit),
            reference=demande.reference or "", recue_le=demande.recue_le, personne=found.nom, donnees=found.donnees,
            liens=found.liens, presences=tuple((v.jour, v.reunion, v.reference, v.marque) for v in found.presences),
            passages=passages, conservation=tuple((p.le, p.quoi) for p in found.purges), droits=donnees(unit),
        )
    )  # fmt: skip
