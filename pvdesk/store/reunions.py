"""A meeting beyond the common verbs: carried forward from the last, saved with its actions, followed by the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from db.models import Action, Conseil, Membre, Reunion
from db.models.conseil_listes import College, Qualite
from db.models.seance import TENUES, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import comptes_rendus, records
from pvdesk.store.unit import UnitOfWork

# Taken from the conseil's last meeting: asked once, carried forward.
CARRIED = ("type", "debut", "lieu", "modalite", "animateur", "secretaire", "presence_etat")


@dataclass(slots=True)
class Seance:
    """A meeting under edition, with the actions decided in it and the members who may come."""

    reunion: Draft
    actions: list[Draft] = field(default_factory=list)
    membres: dict[str, dict[str, str]] = field(default_factory=dict)  # uid → nom, college, fonction, qualite
    reprise: bool = False  # filled from the previous meeting
    removed: list[str] = field(default_factory=list)  # uids of actions taken away

    @property
    def dirty(self) -> bool:
        """Whether a save would write something."""
        return self.reunion.dirty or bool(self.removed) or any(a.dirty for a in self.actions)


def load(unit: UnitOfWork, uid: str) -> Seance:
    """A stored meeting.

    Raises:
        records.Absent: no such meeting.
    """
    draft = records.load(unit, "reunion", uid)
    query = select(Action.uid).where(Action.reunion_uid == uid, Action.supprime_le.is_(None))
    found = unit.session.scalars(query.order_by(Action.rang, Action.uid))
    actions = [records.load(unit, "action", action) for action in found]
    return Seance(draft, actions, members(unit, draft.values["conseil_uid"], draft))


def prepare(unit: UnitOfWork, conseil_uid: str | None = None, jour: dt.date | None = None) -> Seance:
    """A new meeting, from the last one of that conseil (of any conseil when None): people, place, hour, chair.

    It is on `jour`; when None, on the day that the last one announced, or today.
    """
    last = _last(unit, conseil_uid)
    values: dict[str, object] = {"date": jour or unit.now.astimezone().date(), "conseil_uid": conseil_uid}
    if last is not None:
        values |= {key: getattr(last, key) for key in CARRIED} | {"conseil_uid": last.conseil_uid}
        announced = last.prochaine_date if jour in {None, last.prochaine_date} else None
        if announced is not None and not _planned(unit, last.conseil_uid, announced):
            values |= {"date": announced, "debut": last.prochaine_heure or last.debut}
    elif conseil_uid is None:
        values["conseil_uid"] = unit.session.scalar(
            select(Conseil.uid).where(Conseil.supprime_le.is_(None)).order_by(Conseil.nom).limit(1)
        )
    draft = records.blank(unit, "reunion", **values)
    chosen = draft.values["conseil_uid"]
    draft.lines["presences"] = attendance(unit, chosen, draft.values["date"])
    return Seance(draft, [], members(unit, chosen, draft), reprise=last is not None)


def attendance(unit: UnitOfWork, conseil_uid: str | None, jour: dt.date | None) -> list[LineDraft]:
    """One line, not marked yet, for each member in office that day."""
    conseil = unit.session.get(Conseil, conseil_uid) if conseil_uid else None
    if conseil is None:
        return []
    found = [m for m in conseil.membres if m.en_fonction(jour) and m.qualite is not Qualite.COMPLEMENTAIRE]
    found.sort(key=lambda m: (m.college is not College.HABITANTS, m.code or ""))
    return [LineDraft(new_uid(), {"membre_uid": m.uid, "statut": None}) for m in found]


def previous_list(unit: UnitOfWork, draft: Draft) -> tuple[list[LineDraft], dict[str, dict[str, str]]]:
    """Who was listed at the conseil's meeting before this one, guests included, not marked yet; and its members.

    A member whose mandate is over that day is left out.
    """
    jour = draft.values.get("date")
    query = select(Reunion).where(
        Reunion.conseil_uid == draft.values.get("conseil_uid"), Reunion.uid != draft.uid,
        Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date.is_not(None),
    )  # fmt: skip
    if jour is not None:
        query = query.where(Reunion.date < jour)
    last = unit.session.scalars(query.order_by(Reunion.date.desc(), Reunion.cree_le.desc()).limit(1)).first()
    lines = [
        LineDraft(new_uid(), {"membre_uid": one.membre_uid, "nom": one.nom, "organisme": one.organisme, "statut": None})
        for one in (last.presences if last is not None else [])
        if one.membre is None or one.membre.en_fonction(jour)
    ]
    wanted = Draft("reunion", draft.uid, lines={"presences": lines})
    return lines, members(unit, draft.values.get("conseil_uid"), wanted)


def members(unit: UnitOfWork, conseil_uid: str | None, draft: Draft) -> dict[str, dict[str, str]]:
    """What the attendance grid shows of each member of the conseil."""
    listed = {line.values.get("membre_uid") for line in draft.lines.get("presences", [])} - {None}
    query = select(Membre).where((Membre.conseil_uid == conseil_uid) | Membre.uid.in_(listed)).order_by(Membre.code)
    return {
        m.uid: {
            "code": m.code or "", "nom": m.nom_affiche, "fonction": m.fonction or m.organisme_nom or "",
            "college": m.college.libelle if m.college is not None else "",
            "qualite": m.qualite.libelle if m.qualite is not None else "", "organisme": m.organisme_nom or "",
            "sexe": m.sexe.value if m.sexe is not None else "",
        }
        for m in unit.session.scalars(query)
    }  # fmt: skip


def save(unit: UnitOfWork, seance: Seance) -> Seance:
    """Save the meeting and its actions; the unit still has to commit."""
    records.save(unit, seance.reunion)
    for rank, action in enumerate(seance.actions):
        action.values["reunion_uid"] = seance.reunion.uid
        action.values["rang"] = rank
        if action.dirty:
            records.save(unit, action)
    for uid in seance.removed:
        if unit.session.get(Action, uid) is not None:
            records.delete(unit, "action", uid)
    return load(unit, seance.reunion.uid)


def finish(unit: UnitOfWork, table: str, uid: str) -> tuple[Finding, ...]:
    """« Terminer » a meeting: its actions become final with it, and the next meeting appears as « prévue ».

    When it approved the compte rendu of the meeting before, that one is approved.
    """
    found = records.finish(unit, table, uid)
    if any(f.stops for f in found):
        return found
    for action in load(unit, uid).actions:
        records.finish(unit, "action", action.uid)
    plan_next(unit, uid)
    comptes_rendus.approuver_le_precedent(unit, uid)
    return found


def plan_next(unit: UnitOfWork, uid: str) -> str | None:
    """Create the next meeting as « prévue » when its date is given and it does not exist.

    Returns:
        Its uid, or None.
    """
    held = unit.session.get(Reunion, uid)
    if held is None or held.prochaine_date is None:
        return None
    if _planned(unit, held.conseil_uid, held.prochaine_date):
        return None
    draft = records.blank(
        unit, "reunion", conseil_uid=held.conseil_uid, type=held.type, statut=StatutReunion.PREVUE,
        date=held.prochaine_date, debut=held.prochaine_heure or held.debut, lieu=held.prochain_lieu or held.lieu,
    )  # fmt: skip
    draft.lines["presences"] = attendance(unit, held.conseil_uid, held.prochaine_date)
    return records.save(unit, draft).uid


def propose_next(unit: UnitOfWork, uid: str) -> dt.date | None:
    """The first day on which the conseil may meet again: its notice after the meeting, or after today if it is past.

    Returns:
        None when the conseil asks for no notice.
    """
    held = unit.session.get(Reunion, uid)
    if held is None or held.conseil is None or held.date is None or not held.conseil.delai_convocation:
        return None
    today = unit.now.astimezone().date()
    return max(held.date, today) + dt.timedelta(days=held.conseil.delai_convocation)


def add_membre(
    unit: UnitOfWork, conseil_uid: str, nom: str, college: College | None, debut: dt.date | None = None
) -> Draft:
    """A new member from a name typed under the grid; the fiche stays a draft, to be completed.

    Args:
        unit: the work.
        conseil_uid: of which conseil.
        nom: « Prénom Nom », or a name alone.
        college: habitants when None.
        debut: first day of the mandate, today when None; a member who came to a meeting was in office that day.
    """
    letter = "A" if college is College.ACTEURS else "H"
    first, _, rest = nom.strip().partition(" ")
    draft = records.blank(
        unit, "membre", conseil_uid=conseil_uid, code=_next_code(unit, conseil_uid, letter),
        college=college or College.HABITANTS, prenom=first if rest else None, nom=rest.strip() or first,
        debut=debut or unit.now.astimezone().date(),
    )  # fmt: skip
    return records.save(unit, draft)


def _next_code(unit: UnitOfWork, conseil_uid: str, letter: str) -> str:
    """« H-11 » after « H-10 »: codes of members who left are not given again."""
    taken = unit.session.scalars(select(Membre.code).where(Membre.conseil_uid == conseil_uid))
    numbers = [int(code[2:]) for code in taken if code and code.startswith(f"{letter}-") and code[2:].isdecimal()]
    return f"{letter}-{max(numbers, default=0) + 1:02d}"


def _planned(unit: UnitOfWork, conseil_uid: str | None, jour: dt.date) -> bool:
    """Whether that conseil has a meeting that day."""
    query = select(Reunion.uid).where(
        Reunion.conseil_uid == conseil_uid, Reunion.date == jour, Reunion.supprime_le.is_(None)
    )
    return unit.session.scalar(query.limit(1)) is not None


def _last(unit: UnitOfWork, conseil_uid: str | None) -> Reunion | None:
    """The last meeting held; failing that, the last one noted."""
    query = select(Reunion).where(Reunion.supprime_le.is_(None), Reunion.date.is_not(None))
    if conseil_uid is not None:
        query = query.where(Reunion.conseil_uid == conseil_uid)
    query = query.order_by(Reunion.statut.in_(TENUES).desc(), Reunion.date.desc(), Reunion.cree_le.desc())
    return unit.session.scalars(query.limit(1)).first()
