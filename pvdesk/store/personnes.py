"""All that a base holds of a person, as plain data; what should be purged of them, and when (domain 4.4, 4.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from db.base import Personne
from db.models import Membre, Occupation, Reunion
from db.models.action import OUVERTES, Action
from db.models.demande import Demande, DemandeMention
from db.models.demande_listes import Revue
from db.models.demande_regles import mois_apres
from db.models.reunion import Presence
from db.models.visite import Visite
from db.types import new_uid, plain
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.store import liens, mentions, names, records
from pvdesk.store.unit import UnitOfWork

COORDONNEES, IDENTITE, TRI, NOTE, SUPPRESSION = (
    "Coordonnées à effacer", "Identité à anonymiser", "Fiche à trier", "Note interne à effacer", "Fiche à supprimer",
)  # fmt: skip
# How long each is kept: months, and from when; domain 4.4, a proposal that the service may amend.
DUREES: Mapping[str, tuple[int, str]] = MappingProxyType({
    COORDONNEES: (12, "la fin du mandat ou du contrat"), IDENTITE: (24, "la fin du mandat ou du contrat"),
    TRI: (36, "la visite"), SUPPRESSION: (24, "la clôture de l’action"),
    NOTE: (12, "la dernière modification de la fiche"),
})  # fmt: skip
LONGEST_PLACE = 150  # characters of `DemandeMention.endroit`
PROXY = "Pouvoir reçu"
_CONTACTS = ("telephone", "courriel")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names the person: where it is, the words around, what was decided of it (None: to be reviewed)."""

    endroit: str
    extrait: str
    chemin: str
    revue: Revue | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A line of attendance: the meeting, its day, the mark."""

    jour: dt.date | None
    reunion: str
    reference: str
    marque: str


@dataclass(frozen=True, slots=True)
class Purge:
    """Something kept long enough: since which day it should go, what, of which fiche."""

    le: dt.date
    quoi: str
    table: str
    uid: str
    nom: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is held of a person: data of the fiche, linked fiches, attendance, mentions, what should be purged."""

    table: str
    uid: str
    sorte: str
    nom: str
    donnees: tuple[tuple[str, str], ...]
    liens: tuple[tuple[str, str], ...]
    presences: tuple[Venue, ...]
    mentions: tuple[Mention, ...]
    purges: tuple[Purge, ...]

    def as_json(self) -> dict[str, Any]:
        """The same, for a file: dates in ISO, codes of lists; a hidden mention keeps its place, not its words."""
        made = asdict(self)
        for mention in made["mentions"]:
            if mention["revue"] is Revue.MASQUEE:
                mention["extrait"] = None
            del mention["chemin"]
        made["donnees"] = dict(self.donnees)
        return {key: _json(value) for key, value in made.items()}


def tout_sur(unit: UnitOfWork, table: str, uid: str, demande_uid: str = "") -> Dossier:
    """Everything held of a person, mentions not reviewed yet; of the request that asks, not its own answer.

    Raises:
        records.Absent: no such fiche.
    """
    personne = unit.session.get(FICHES[table].model, uid)
    if not isinstance(personne, Personne):
        raise records.Absent(f"{table} {uid}")
    linked = [
        (FICHES[lien.table].singular, lien.titre)
        for lien in liens.liens(unit, table, uid)
        if lien.table not in {"reunion", "demande"}  # meetings are told one by one, requests are the register's
    ]
    named = tuple(
        Mention(text.endroit, mentions.excerpt(text.texte, personne), text.chemin)
        for text in mentions.mentions(unit, table, personne, demande_uid)
    )
    return Dossier(
        table, uid, FICHES[table].singular, names.names(unit, table, [uid])[uid], tuple(_data(unit, table, uid)),
        tuple(linked), tuple(_attendance(unit, uid)) if table == "membre" else (), named,
        tuple(_of_person(personne, mentions.code_of(personne))),
    )  # fmt: skip


def dossier(unit: UnitOfWork, demande_uid: str) -> Dossier:
    """The file of the person of a request, with what was decided of each mention.

    Raises:
        records.Absent: no such request, or it points to no fiche.
    """
    demande = unit.session.get(Demande, demande_uid)
    if demande is None or demande.personne is None:
        raise records.Absent(demande_uid)
    found = tout_sur(unit, *demande.personne, demande_uid)
    known = {m.chemin: m.revue for m in demande.mentions}
    return replace(found, mentions=tuple(replace(m, revue=known.get(m.chemin)) for m in found.mentions))


def relever(unit: UnitOfWork, demande_uid: str) -> Dossier:
    """The same, and the mentions found since join the request, to be reviewed; the unit still has to commit.

    Raises:
        records.Absent: no such request, or it points to no fiche.
    """
    found = dossier(unit, demande_uid)
    demande = unit.session.get_one(Demande, demande_uid)
    known = {m.chemin for m in demande.mentions}
    fresh = [m for m in found.mentions if m.chemin not in known]
    for rang, mention in enumerate(fresh, len(demande.mentions)):
        # The owner is set by hand: the journal reads it before the flush would.
        line = DemandeMention(uid=new_uid(), demande_uid=demande_uid, rang=rang, chemin=mention.chemin)
        line.endroit = mention.endroit[:LONGEST_PLACE]
        demande.mentions.append(line)
    if fresh:
        records.touch(unit, demande)
        unit.session.flush()
    return found


def extraits(unit: UnitOfWork, demande_uid: str) -> dict[str, str]:
    """The words of each mention of a request, by uid of its line: read when asked, never kept in the request."""
    words = {m.chemin: m.extrait for m in dossier(unit, demande_uid).mentions}
    demande = unit.session.get_one(Demande, demande_uid)
    return {line.uid: words[line.chemin] for line in demande.mentions if line.chemin in words}


def purges(unit: UnitOfWork, au: dt.date) -> list[Purge]:
    """What was kept long enough on a day, oldest first: proposed, never done by itself."""
    found = [purge for people in (Membre, Occupation) for purge in _of_people(unit, people)]
    found += _visits(unit)
    found += _closed_actions(unit)
    found += _notes(unit)
    return sorted((purge for purge in found if purge.le <= au), key=lambda p: (p.le, p.table, p.nom))


# ---- what is held
def _data(unit: UnitOfWork, table: str, uid: str) -> Iterator[tuple[str, str]]:
    """The data of the fiche in the order of its form, private notes included, and its lines."""
    draft = records.load(unit, table, uid)
    if draft.reference:
        yield "Référence", draft.reference
    fiche = FICHES[table]
    for section in fiche.sections:
        for datum in fiche.data(section):
            if datum.kind is Kind.LINES:
                assert datum.lines is not None
                lines = (
                    [text_of(d, line.values.get(d.key), draft.names) for d in datum.lines.stored]
                    for line in draft.lines[datum.key]
                )
                if told := "\u202f; ".join(", ".join(filter(None, said)) for said in lines):
                    yield datum.label, told
                continue
            computed = datum.kind is Kind.COMPUTED
            value = (draft.computed if computed else draft.values).get(datum.key)
            text = plain_text(value) if computed else text_of(datum, value, draft.names)
            if text:
                yield datum.label, text


def _attendance(unit: UnitOfWork, membre_uid: str) -> Iterator[Venue]:
    query = (
        select(Reunion.date, Reunion.conseil_uid, Reunion.reference, Presence.statut, Presence.membre_uid)
        .join(Presence, Presence.reunion_uid == Reunion.uid)
        .where((Presence.membre_uid == membre_uid) | (Presence.pouvoir_a == membre_uid))
        .order_by(Reunion.date)
    )
    for row in unit.all(query):
        instance = names.names(unit, "conseil", [row.conseil_uid]).get(row.conseil_uid, "") if row.conseil_uid else ""
        marque = plain_text(row.statut) if row.membre_uid == membre_uid else PROXY
        yield Venue(row.date, instance, row.reference or "", marque)


# ---- what should go
def _until(since: dt.date, what: str) -> dt.date:
    return mois_apres(since, DUREES[what][0])


def _of_people(unit: UnitOfWork, model: type[Membre | Occupation]) -> Iterator[Purge]:
    for personne in unit.session.scalars(select(model).where(model.anonymise_le.is_(None))):
        yield from _of_person(personne, mentions.code_of(personne))


def _of_person(personne: Personne, nom: str) -> Iterator[Purge]:
    """Contacts a year after the mandate, identity two years after it (the end of the contract for an adulte-relais)."""
    if not isinstance(personne, Membre | Occupation) or personne.fin is None:
        return
    table, uid = personne.__tablename__, personne.uid
    if any(getattr(personne, key, None) for key in _CONTACTS):
        yield Purge(_until(personne.fin, COORDONNEES), COORDONNEES, table, uid, nom)
    if personne.nom or personne.prenom:
        yield Purge(_until(personne.fin, IDENTITE), IDENTITE, table, uid, nom)


def _visits(unit: UnitOfWork) -> Iterator[Purge]:
    query = select(Visite.uid, Visite.reference, Visite.date).where(Visite.date.is_not(None))
    for row in unit.all(query.where(Visite.supprime_le.is_(None))):
        yield Purge(_until(row.date, TRI), TRI, "visite", row.uid, row.reference or "")


def _closed_actions(unit: UnitOfWork) -> Iterator[Purge]:
    query = select(Action.uid, Action.reference, Action.cloture_le)
    closed = (Action.cloture_le.is_not(None), Action.statut.not_in(list(OUVERTES)), Action.supprime_le.is_(None))
    for row in unit.all(query.where(*closed)):
        yield Purge(_until(row.cloture_le, SUPPRESSION), SUPPRESSION, "action", row.uid, row.reference or "")


def _notes(unit: UnitOfWork) -> Iterator[Purge]:
    """Internal notes, a year after the fiche was last touched."""
    for table, fiche in FICHES.items():
        model: Any = fiche.model
        private = [d.key for d in schema(model).stored if d.about.private and d.kind is Kind.LONG]
        for key in private:
            query = select(model.uid, model.reference, model.modifie_le).where(getattr(model, key).is_not(None))
            for row in unit.all(query):
                le = _until(row.modifie_le.astimezone().date(), NOTE)
                yield Purge(le, NOTE, table, row.uid, row.reference or "")


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    return plain(value)
