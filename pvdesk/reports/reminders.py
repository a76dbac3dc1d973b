"""From a stored project to the letter that reminds its porteur of the bilan."""

from __future__ import annotations

import datetime as dt

from pvdesk.base.francais import date_longue
from pvdesk.kit.draft import Draft
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter, lieu
from pvdesk.reports.papers import relance
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import names, projets, records
from pvdesk.store.unit import UnitOfWork

NOON = dt.time(12)  # of a day that has no hour


class NotOwed(Unprintable):
    """Nothing is to be reminded of."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun bilan n’est à recevoir pour ce projet.",
            "Vérifiez son étape, son année et la date de réception du bilan, puis imprimez.",
        )


class NotDue(Unprintable):
    """The bilan will be owed, later."""

    def __init__(self, echeance: dt.date) -> None:
        jour = date_longue(echeance, semaine=False)
        super().__init__(
            f"Le bilan de ce projet est attendu le {jour}\u00a0: il n’est pas en retard.",
            "Imprimez la relance après cette date, ou corrigez l’exercice et les reports.",
        )


class Nobody(Unprintable):
    """A letter has an addressee."""

    def __init__(self) -> None:
        super().__init__("Le projet n’a pas de porteur.", "Indiquez le porteur, puis imprimez.")


def relance_du_porteur(unit: UnitOfWork, uid: str) -> Doc:
    """The letter of the last reminder noted since the due date; of today when none is.

    Raises:
        NotOwed: no bilan is to come.
        NotDue: its due date is not past.
        Nobody: the project has no porteur.
    """
    draft = records.load(unit, "projet", uid)
    values, echeance = draft.values, draft.computed["bilan_du"]
    if echeance is None:
        raise NotOwed
    today = unit.now.astimezone().date()
    if echeance >= today:
        raise NotDue(echeance)
    if values["porteur_uid"] is None:
        raise Nobody
    porteur = records.load(unit, "organisme", values["porteur_uid"])
    le, precedentes, edite_le = _days(draft, echeance, today)
    return relance.build(
        relance.Relance(
            emetteur=emitter(unit), edite_le=edite_le or edited(draft, unit),
            reference=draft.reference, le=le,
            porteur=porteur.values["nom"] or "Porteur à préciser",
            siret="".join((porteur.values["siret"] or "").split()), commune=_commune(unit, porteur),
            intitule=values["intitule"] or "sans intitulé", exercice=values["annee"], dauphin=values["dauphin"] or "",
            echeance=echeance, retard=(le - echeance).days, reportee=bool(draft.lines["reports"]),
            accorde=projets.accorde(unit, uid), precedentes=precedentes, lieu_edition=lieu(unit),
        )
    )  # fmt: skip


def _days(draft: Draft, echeance: dt.date, today: dt.date) -> tuple[dt.date, tuple[dt.date, ...], dt.datetime | None]:
    """The day of this letter, those of the earlier ones; when it was edited, unless the record itself says it.

    A letter of today is dated by the day alone: printed twice, it has the same bytes.
    """
    days = sorted(line.values["date"] for line in draft.lines["relances"] if line.values["date"] is not None)
    said = [day for day in days if day <= today]
    if said and said[-1] > echeance:
        return said[-1], tuple(said[:-1]), None
    return today, tuple(said), dt.datetime.combine(today, NOON, dt.UTC)


def _commune(unit: UnitOfWork, porteur: Draft) -> str:
    code = porteur.values["commune"]
    return names.names(unit, "commune", [code]).get(code, "") if code else ""
