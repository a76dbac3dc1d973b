"""From a stored meeting to its papers: the minutes and the attendance sheet."""

from __future__ import annotations

from typing import Any

from db.models.seance import EtatCompteRendu, NatureSuite, StatutPresence, StatutReunion
from pvdesk.base import francais
from pvdesk.kit.draft import Draft
from pvdesk.kit.text import plain_text
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import donnees, edited, emitter, lieu
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.papers.seance import Action, Audience, Minutes, Personne, Point, Presence, Statut, Suite
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import records, reunions
from pvdesk.store.reunions import Seance
from pvdesk.store.unit import UnitOfWork

_STATUTS: dict[StatutReunion, Statut] = {
    StatutReunion.TENUE: "tenue", StatutReunion.SANS_QUORUM: "tenue sans quorum", StatutReunion.CARENCE: "carence",
}  # fmt: skip
_ETATS: dict[StatutPresence, Any] = {
    StatutPresence.PRESENT: "présent", StatutPresence.DISTANCE: "à distance", StatutPresence.REPRESENTE: "représenté",
    StatutPresence.EXCUSE: "excusé", StatutPresence.ABSENT: "absent", StatutPresence.INVITE: "invité",
}  # fmt: skip
_MENTIONS: dict[EtatCompteRendu, str] = {
    EtatCompteRendu.PROJET: "Projet", EtatCompteRendu.RELU: "Projet relu", EtatCompteRendu.DIFFUSE: "Version diffusée",
    EtatCompteRendu.APPROUVE: "Version approuvée", EtatCompteRendu.RECTIFIE: "Version rectifiée",
}  # fmt: skip


class Undated(Unprintable):
    """A paper of a meeting needs its date."""

    def __init__(self) -> None:
        super().__init__("La réunion n’a pas de date.", "Indiquez la date, puis imprimez.")


def compte_rendu(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting, names in full: for those who were there and for the services."""
    return minutes.build(minutes_of(unit, uid, "interne"))


def compte_rendu_public(unit: UnitOfWork, uid: str) -> Doc:
    """The minutes of a meeting to be put up: people by their quality, officials by their name."""
    return minutes.build(minutes_of(unit, uid, "public"))


def feuille(unit: UnitOfWork, uid: str) -> Doc:
    """The attendance sheet of a meeting, to be signed."""
    seance = reunions.load(unit, uid)
    values = seance.reunion.values
    if values["date"] is None:
        raise Undated
    listed = [
        seance.membres[p.values["membre_uid"]] for p in seance.reunion.lines["presences"] if p.values["membre_uid"]
    ]
    people = tuple(emargement.Inscrit(nom=m["nom"], college=m["college"], qualite=_quality(m)) for m in listed)
    return emargement.build(
        emargement.Emargement(
            emetteur=emitter(unit), reference=seance.reunion.reference, instance=_instance(seance),
            genre=_genre(values), date=values["date"], edite_le=edited(seance.reunion, unit),
            debut=values["debut"], lieu=values["lieu"] or "", inscrits=people, donnees=donnees(unit),
        )
    )  # fmt: skip


def minutes_of(unit: UnitOfWork, uid: str, audience: Audience) -> Minutes:
    """What the compte rendu of a meeting is made from.

    Raises:
        Undated: the meeting has no date.
        records.Absent: no such meeting.
    """
    seance = reunions.load(unit, uid)
    draft = seance.reunion
    v = draft.values
    if v["date"] is None:
        raise Undated
    presences = tuple(_presences(seance))
    sexes = _sexes(seance)
    return Minutes(
        emetteur=emitter(unit), lieu_edition=lieu(unit), date_edition=edited(draft, unit).astimezone().date(),
        edite_le=edited(draft, unit), reference=draft.reference, instance=_instance(seance),
        quartiers=_quartiers(unit, v["conseil_uid"]), genre=_genre(v),
        statut=_STATUTS.get(v["statut"], "prévue"), date=v["date"], debut=v["debut"], fin=v["fin"],
        lieu=v["lieu"] or "", animation=v["animateur"] or "", secretaire=v["secretaire"] or "",
        projet=v["compte_rendu"] in {None, EtatCompteRendu.PROJET, EtatCompteRendu.RELU},
        mention=_MENTIONS.get(v["compte_rendu"], ""), audience=audience,
        quorum=str(draft.computed["quorum"]), femmes=sexes.count("f"), hommes=sexes.count("h"), public=v["public"] or 0,
        presences=presences, points=tuple(_points(draft)), suites=tuple(_suites(draft)),
        actions=tuple(_actions(seance)), approbation_precedent=plain_text(v["approbation"]), prochaine=_next(v),
        signataires=_signers(v), diffusion=tuple(p.strip() for p in (v["diffusion"] or "").split(",") if p.strip()),
        donnees=donnees(unit),
    )  # fmt: skip


def _instance(seance: Seance) -> str:
    return seance.reunion.names.get(seance.reunion.values["conseil_uid"] or "", "Instance à préciser")


def _genre(values: dict[str, Any]) -> str:
    kind = plain_text(values["type"])
    return f"Réunion {kind.lower()}" if kind == "Plénière" else kind


def _quartiers(unit: UnitOfWork, conseil_uid: str | None) -> str:
    if conseil_uid is None:
        return ""
    draft = records.load(unit, "conseil", conseil_uid)
    return ", ".join(draft.names.get(line.values["quartier"], "") for line in draft.lines["quartiers"])


def _presences(seance: Seance) -> list[Presence]:
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
                pouvoir=_person(proxy, {}) if proxy else None,
            )
        )  # fmt: skip
    return made


def _person(member: dict[str, str] | None, values: dict[str, Any]) -> Personne:
    if member is None:
        return Personne(nom=values.get("nom") or "", organisme=values.get("organisme") or "", officiel=True)
    nom = "" if member["nom"] == member["code"] else member["nom"]
    return Personne(code=member["code"], nom=nom, qualite=_quality(member))


def _quality(member: dict[str, str]) -> str:
    return member["fonction"] or member["organisme"]


def _sexes(seance: Seance) -> list[str]:
    came = {StatutPresence.PRESENT, StatutPresence.DISTANCE}
    lines = [p.values["membre_uid"] for p in seance.reunion.lines["presences"] if p.values["statut"] in came]
    return [seance.membres[uid]["sexe"] for uid in lines if uid in seance.membres]


def _points(draft: Draft) -> list[Point]:
    return [
        Point(
            titre=line.values["titre"] or "Point sans titre", rapporteur=line.values["rapporteur"] or "",
            duree=line.values["duree"], synthese=line.values["echanges"] or "",
            documents=tuple(d.strip() for d in (line.values["documents"] or "").split(",") if d.strip()),
        )
        for line in draft.lines["points"]
    ]  # fmt: skip


def _suites(draft: Draft) -> list[Suite]:
    made = []
    for line in draft.lines["suites"]:
        v = line.values
        nature = plain_text(v["nature"]) or "Décision"
        if v["nature"] is NatureSuite.AVIS and v["sens"] is not None:
            nature = f"Avis {plain_text(v['sens']).lower()}"
        made.append(
            Suite(
                nature=nature,
                libelle=v["libelle"] or "",
                vote=_vote(v),
                mode=plain_text(v["mode"]).lower(),
                motif=v["motif"] or "",
            )
        )
    return made


def _vote(v: dict[str, Any]) -> str:
    """« Votants 14\u00a0: 11 pour, 1 contre, 2 abstentions »."""
    parts = [
        (v["pour"], "pour", "pour"),
        (v["contre"], "contre", "contre"),
        (v["abstentions"], "abstention", "abstentions"),
    ]
    said = [francais.pluriel(n, one, many) for n, one, many in parts if n]
    if v["sans_part"]:
        said.append(f"{v['sans_part']} sans prendre part")
    total = sum(v[k] or 0 for k in ("pour", "contre", "abstentions", "sans_part"))
    return f"Votants {total}\u00a0: {', '.join(said)}" if said else ""


def _actions(seance: Seance) -> list[Action]:
    return [
        Action(
            libelle=a.values["libelle"] or "", porteur=a.values["responsable"] or "", echeance=a.values["echeance"],
            priorite=plain_text(a.values["priorite"]).lower(), etat=plain_text(a.values["statut"]).lower(),
        )
        for a in seance.actions
    ]  # fmt: skip


def _next(v: dict[str, Any]) -> str:
    if v["prochaine_date"] is None:
        return ""
    parts = [francais.date_longue(v["prochaine_date"])]
    if v["prochaine_heure"] is not None:
        parts.append(f"à {francais.heure(v['prochaine_heure'])}")
    if v["prochain_lieu"]:
        parts.append(v["prochain_lieu"])
    return ", ".join(parts)


def _signers(v: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    if v["statut"] not in {StatutReunion.TENUE, StatutReunion.SANS_QUORUM}:
        return ()
    return (("Secrétaire de séance", v["secretaire"] or ""), ("Délégué du préfet", ""))
