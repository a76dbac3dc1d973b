"""What announces a stored meeting: its convocation, its agenda."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.models import Reunion
from db.models.conseil import ConseilQuorum
from db.models.conseil_listes import RegleQuorum
from pvdesk.base.francais import date_longue, pluriel
from pvdesk.kit.draft import Draft
from pvdesk.reports import meetings_content as content
from pvdesk.reports import meetings_people as people
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import donnees, edited, emitter, lieu
from pvdesk.reports.papers import convocation as convocations
from pvdesk.reports.papers import ordre_du_jour
from pvdesk.reports.refusal import Unprintable
from pvdesk.store.unit import UnitOfWork


class Nowhere(Unprintable):
    """Nobody can come to a meeting whose hour or place is not said."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"La convocation ne peut pas dire {missing} de la réunion.", "Complétez la fiche, puis imprimez."
        )


def convocation(unit: UnitOfWork, uid: str) -> Doc:
    """The convocation to a meeting.

    Raises:
        Undated: it has no date.
        Nowhere: it has no hour, or no place.
    """
    seance = content.dated(unit, uid)
    v = seance.reunion.values
    if v["debut"] is None:
        raise Nowhere("l’heure")
    if not v["lieu"] and not content.modalite(v):
        raise Nowhere("le lieu")
    regle, quorum = _rule(unit, seance.reunion)
    called, guests = people.convoques(seance)
    return convocations.build(
        convocations.Convocation(
            **_announced(unit, seance.reunion), mode=content.mode_convocation(v), convoques=called, invites=guests,
            quorum=quorum, pouvoirs=_proxies(regle), notes=tuple(_notes(unit, seance.reunion)),
        )
    )  # fmt: skip


def agenda(unit: UnitOfWork, uid: str) -> Doc:
    """The agenda of a meeting, on one page."""
    return ordre_du_jour.build(ordre_du_jour.OrdreDuJour(**_announced(unit, content.dated(unit, uid).reunion)))


def agenda_a_noter(unit: UnitOfWork, uid: str) -> Doc:
    """The agenda with room to write, for who chairs or takes notes."""
    return ordre_du_jour.build(
        ordre_du_jour.OrdreDuJour(**_announced(unit, content.dated(unit, uid).reunion), notes=True)
    )


def _announced(unit: UnitOfWork, draft: Draft) -> dict[str, Any]:
    """What every announcement of a meeting says."""
    v = draft.values
    before = content.precedente(unit, draft)
    waits = f"celui du {date_longue(before.date, semaine=False)} ({before.reference})" if before else ""
    return {
        "emetteur": emitter(unit), "lieu_edition": lieu(unit), "donnees": donnees(unit),
        "date_edition": v["convoque_le"] or edited(draft, unit).astimezone().date(), "edite_le": edited(draft, unit),
        "reference": draft.reference, "instance": content.instance(draft), "genre": content.genre(v),
        "date": v["date"], "debut": v["debut"], "fin": v["fin"], "objet": v["objet"] or "", "lieu": v["lieu"] or "",
        "modalite": content.modalite(v), "animation": v["animateur"] or "", "points": content.points(unit, draft),
        "a_approuver": waits if before is not None and before.attend else "",
    }  # fmt: skip


def _rule(unit: UnitOfWork, draft: Draft) -> tuple[ConseilQuorum | None, str]:
    """The rule of that day; « la moitié des titulaires, soit 9 », nothing when none is asked for."""
    reunion = unit.session.get(Reunion, draft.uid)
    if reunion is None or reunion.conseil is None or reunion.date is None:
        return None, ""
    regle, required = reunion.conseil.regle_du(reunion.date), reunion.compte_quorum().requis
    if regle is None or regle.regle in {None, RegleQuorum.AUCUN} or not required:
        return regle, ""
    if regle.regle is RegleQuorum.NOMBRE:
        return regle, pluriel(required, "personne", "personnes")
    said = regle.regle.libelle if regle.regle is not None else ""
    return regle, f"{said[:1].lower()}{said[1:]}, soit {pluriel(required, 'personne', 'personnes')}"


def _proxies(regle: ConseilQuorum | None) -> str:
    if regle is None or not regle.pouvoirs_admis:
        return ""
    most = {None: "", 1: ", un seul par personne présente"}.get(
        regle.pouvoirs_max, f", {regle.pouvoirs_max} au plus par personne présente"
    )
    counted = f"{',' if most else ''} et comptent dans le quorum" if regle.pouvoirs_comptes else ""
    return f"Les pouvoirs sont admis{most}{counted}."


def _notes(unit: UnitOfWork, draft: Draft) -> Iterator[str]:
    """What its author should see to before sending it."""
    v = draft.values
    reunion = unit.session.get(Reunion, draft.uid)
    notice = reunion.conseil.delai_convocation if reunion is not None and reunion.conseil is not None else None
    if v["convoque_le"] is None:
        yield "La convocation porte la date de la dernière modification\u00a0: indiquez le jour de son envoi."
    elif notice and (v["date"] - v["convoque_le"]).days < notice:
        days = pluriel((v["date"] - v["convoque_le"]).days, "jour", "jours")
        yield f"La convocation part {days} avant la réunion\u00a0: le conseil en demande {notice}."
    if not draft.lines["points"]:
        yield "L’ordre du jour est vide\u00a0: ajoutez au moins un point."
