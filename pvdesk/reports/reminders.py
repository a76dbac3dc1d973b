"""From a stored project to the letter that reminds its porteur of the bilan."""

from __future__ import annotations

import datetime as dt

from pvdesk.kit.draft import Draft
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import relance
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import names, projets, records
from pvdesk.store.unit import UnitOfWork


class NotOwed(Unprintable):
    """Nothing is to be reminded of."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun bilan n’est à recevoir pour ce projet.",
            "Vérifiez son étape, son année et la date de réception du bilan, puis imprimez.",
        )


class Nobody(Unprintable):
    """A letter has an addressee."""

    def __init__(self) -> None:
        super().__init__("Le projet n’a pas de porteur.", "Indiquez le porteur, puis imprimez.")


def relance_du_porteur(unit: UnitOfWork, uid: str) -> Doc:
    """The letter of the last reminder noted; of today's when none is.

    Raises:
        NotOwed: no bilan is due.
        Nobody: the project has no porteur.
    """
    draft = records.load(unit, "projet", uid)
    values, echeance = draft.values, draft.computed["bilan_du"]
    if echeance is None:
        raise NotOwed
    if values["porteur_uid"] is None:
        raise Nobody
    porteur = records.load(unit, "organisme", values["porteur_uid"])
    le, precedentes = _days(draft, unit)
    return relance.build(
        relance.Relance(
            emetteur=emitter(), edite_le=edited(draft, unit), reference=draft.reference, le=le,
            porteur=porteur.values["nom"] or "Porteur à préciser",
            siret="".join((porteur.values["siret"] or "").split()), commune=_commune(unit, porteur),
            intitule=values["intitule"] or "sans intitulé", exercice=values["annee"], dauphin=values["dauphin"] or "",
            echeance=echeance, retard=max((le - echeance).days, 0), reportee=bool(draft.lines["reports"]),
            accorde=projets.accorde(unit, uid), precedentes=precedentes,
        )
    )  # fmt: skip


def _days(draft: Draft, unit: UnitOfWork) -> tuple[dt.date, tuple[dt.date, ...]]:
    """The day of this letter, those of the earlier ones."""
    days = sorted(line.values["date"] for line in draft.lines["relances"] if line.values["date"] is not None)
    return (days[-1], tuple(days[:-1])) if days else (edited(draft, unit).astimezone().date(), ())


def _commune(unit: UnitOfWork, porteur: Draft) -> str:
    code = porteur.values["commune"]
    return names.names(unit, "commune", [code]).get(code, "") if code else ""
