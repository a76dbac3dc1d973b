"""Who was at a stored meeting, who is expected at it: names for the services, qualities for the public."""

from __future__ import annotations

from collections import Counter
from typing import Any

from db.models.seance import StatutPresence
from pvdesk.reports.papers.emargement import Inscrit
from pvdesk.reports.papers.seance import Etat, Personne, Presence
from pvdesk.store.reunions import Seance

_ETATS: dict[StatutPresence, Etat] = {
    StatutPresence.PRESENT: "présent", StatutPresence.DISTANCE: "à distance", StatutPresence.REPRESENTE: "représenté",
    StatutPresence.EXCUSE: "excusé", StatutPresence.ABSENT: "absent", StatutPresence.INVITE: "invité",
}  # fmt: skip
_VENUS = {StatutPresence.PRESENT, StatutPresence.DISTANCE}
# A guest is typed by name or by quality: what begins so, or without a capital, is a quality and may be read by all.
_FONCTIONS = (
    "adjoint", "animat", "chargé", "chef", "conseill", "coordinat", "coordonnat", "direct", "délégué", "inspect",
    "intervenant", "maire", "mairie", "médiat", "préfet", "préfète", "président", "principal", "proviseur", "référent",
    "représentant", "responsable", "secrétaire", "service", "sous-préf", "trésori", "vice-président",
)  # fmt: skip


def presences(seance: Seance) -> tuple[Presence, ...]:
    """Everybody whose state was marked."""
    made = []
    for line in seance.reunion.lines["presences"]:
        state = _ETATS.get(line.values["statut"])
        if state is None:
            continue
        member = seance.membres.get(line.values["membre_uid"] or "")
        proxy = seance.membres.get(line.values["pouvoir_a"] or "")
        made.append(
            Presence(
                personne=_person(member, line.values), etat=state, college=member["college"] if member else "",
                pouvoir=_person(proxy, {}) if proxy else None, remarque=line.values["remarque"] or "",
            )
        )  # fmt: skip
    return tuple(made)


def _person(member: dict[str, str] | None, values: dict[str, Any]) -> Personne:
    if member is None:
        said, organisme = values.get("nom") or "", values.get("organisme") or ""
        if said[:1].islower() or said.casefold().startswith(_FONCTIONS):
            return Personne(qualite=said, organisme=organisme)
        return Personne(nom=said, organisme=organisme)
    nom = "" if member["nom"] == member["code"] else member["nom"]
    return Personne(code=member["code"], nom=nom, qualite=_quality(member))


def _quality(member: dict[str, str]) -> str:
    return member["fonction"] or member["organisme"]


def sexes(seance: Seance) -> tuple[int, int] | None:
    """Women and men among the members who came; None when not everybody's is known: a part would mislead."""
    lines = [p.values["membre_uid"] for p in seance.reunion.lines["presences"] if p.values["statut"] in _VENUS]
    found = Counter(seance.membres[uid]["sexe"] for uid in lines if uid in seance.membres)
    if not found or set(found) - {"f", "h"}:
        return None
    return found["f"], found["h"]


def inscrits(seance: Seance) -> tuple[Inscrit, ...]:
    """Who is expected to sign: members, then guests."""
    lines = [line.values for line in seance.reunion.lines["presences"]]
    members = [seance.membres[v["membre_uid"]] for v in lines if v["membre_uid"] in seance.membres]
    guests = [v for v in lines if not v["membre_uid"] and (v["nom"] or v["organisme"])]
    return (
        *(Inscrit(nom=m["nom"], college=m["college"], qualite=_quality(m)) for m in members),
        *(Inscrit(nom=v["nom"] or "", college="Invités", qualite=v["organisme"] or "") for v in guests),
    )


def convoques(seance: Seance) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """How many members are called, by collège, and which guests: a convocation goes round, it names no member."""
    lines = [line.values for line in seance.reunion.lines["presences"]]
    colleges = Counter(seance.membres[v["membre_uid"]]["college"] for v in lines if v["membre_uid"] in seance.membres)
    guests = [", ".join(p for p in (v["nom"], v["organisme"]) if p) for v in lines if not v["membre_uid"]]
    return tuple(colleges.items()), tuple(guest for guest in guests if guest)
