"""From a stored conseil, project or post to its file: the paper of each of its records, in the order of the days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from db.models import Action
from db.models.action import OUVERTES
from db.models.conseil import Membre
from db.models.conseil_listes import Qualite
from db.models.seance import StatutReunion, TypeReunion
from db.models.visite_listes import StatutVisite
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.reports import chronologie, controles, meetings, postes, projets, sheets, visites
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import donnees, emitter
from pvdesk.reports.papers import dossier
from pvdesk.reports.papers.dossier import Dossier, Evenement, Partie, Personne, Tache
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import liens, records
from pvdesk.store.decomptes import tu
from pvdesk.store.liens import Sens
from pvdesk.store.unit import UnitOfWork

Build = Callable[[UnitOfWork, str], Doc]

_OWN: Mapping[str, Build] = {
    "reunion": meetings.compte_rendu, "visite": visites.fiche_visite, "projet": projets.fiche_projet,
    "convention": postes.fiche_poste, "controle": controles.compte_rendu_de_controle,
}  # fmt: skip
_PUBLIC: Mapping[str, Build] = {"reunion": meetings.compte_rendu_public, "visite": visites.fiche_visite_publique}
_DAYS = ("date", "debut", "mois")  # the datum that says when a record is of
_BORN = ("reunion_uid", "visite_uid", "controle_uid", "projet_uid")  # what an action comes from
_PLANNED = frozenset({
    StatutReunion.PREVUE, StatutReunion.CONVOQUEE, StatutReunion.REPORTEE, StatutReunion.ANNULEE,
    *(frozenset(StatutVisite) - {StatutVisite.FAITE}),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sorte:
    """A kind of file: its name, that of its first part, the facts of its cover, the records that are its parts."""

    nom: str
    fiche: str
    faits: tuple[str, ...]
    parties: tuple[str, ...]


SORTES: Mapping[str, Sorte] = {
    "conseil": Sorte(
        "Dossier du conseil", "Fiche du conseil", ("type", "statut", "contrat", "quartiers", "lieu"),
        ("reunion", "visite"),
    ),
    "projet": Sorte(
        "Dossier du projet", "Fiche du projet", ("porteur_uid", "annee", "etape", "dauphin", "quartiers"),
        ("reunion", "visite"),
    ),
    "convention": Sorte(
        "Dossier du poste", "Fiche du poste", ("employeur_uid", "statut", "thematique", "debut", "fin", "quartiers"),
        ("occupation", "activite", "controle", "visite", "reunion"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """A record of the file: when it is of, its title and reference; what was only planned has no part."""

    table: str
    uid: str
    le: dt.date | None
    titre: str
    reference: str
    tenu: bool


def dossier_conseil(unit: UnitOfWork, uid: str) -> Doc:
    """The file of a conseil: its sheet, its meetings, its visits; names in full."""
    draft = records.load(unit, "conseil", uid)
    return dossier.build(_dossier(unit, draft, groupes=tuple(_members(unit, uid))))


def dossier_conseil_public(unit: UnitOfWork, uid: str) -> Doc:
    """The same to be handed out: minutes that were sent, visits, counts of members; no name."""
    draft = records.load(unit, "conseil", uid)
    return dossier.build(_dossier(unit, draft, public=True, effectifs=tuple(_counts(unit, uid))))


def dossier_projet(unit: UnitOfWork, uid: str) -> Doc:
    """The file of a project: its sheet, the meetings that spoke of it, its visits."""
    return dossier.build(_dossier(unit, records.load(unit, "projet", uid)))


def dossier_poste(unit: UnitOfWork, uid: str) -> Doc:
    """The file of a post of adulte-relais: its convention, who held it, what they did, controls and visits."""
    return dossier.build(_dossier(unit, records.load(unit, "convention", uid)))


def _dossier(unit: UnitOfWork, draft: Draft, *, public: bool = False, **people: Any) -> Dossier:
    sorte, table = SORTES[draft.type], draft.type
    held = _linked(unit, draft, sorte.parties)
    own = [] if public else [Partie(sorte.fiche, "", _OWN.get(table, sheets.fiche)(unit, draft.uid))]
    made = [(one, part) for one in held if one.tenu and (part := _part(unit, one, public=public)) is not None]
    parts = (*own, *(part for _, part in made))
    edits = [one.papier.meta.when for one in parts] + [draft.modifie_le or unit.now]
    return Dossier(
        emetteur=emitter(unit), edite_le=max(edits).replace(microsecond=0), reference=draft.reference,
        sorte=f"{sorte.nom}, sans nom" if public else sorte.nom, titre=_name(draft),
        faits=(*_facts(draft, sorte.faits), *_span([one for one, _ in made])),
        actions=tuple(_actions(unit, draft, held)), chronologie=tuple(_chronology(draft, held)), parties=parts,
        donnees=donnees(unit), **people,
    )  # fmt: skip


def _name(draft: Draft) -> str:
    fiche = FICHES[draft.type]
    keys = ("nom", "intitule", "numero")
    return next((draft.values[key] for key in keys if draft.values.get(key)), f"{fiche.singular} sans nom")


# ---- the parts
def _linked(unit: UnitOfWork, draft: Draft, tables: tuple[str, ...]) -> list[_Held]:
    """What points to the record, by day; what has no day comes last."""
    found = [
        _held(unit, lien.table, lien.uid, lien.titre)
        for lien in liens.liens(unit, draft.type, draft.uid)
        if lien.sens is Sens.DEPUIS and lien.table in tables
    ]
    return sorted(found, key=lambda one: (one.le or dt.date.max, tables.index(one.table), one.titre, one.uid))


def _held(unit: UnitOfWork, table: str, uid: str, name: str) -> _Held:
    record = unit.session.get_one(FICHES[table].model, uid)
    day = next((value for key in _DAYS if isinstance(value := getattr(record, key, None), dt.date)), None)
    statut = getattr(record, "statut", None)
    title = _title(table, record, day, name)
    planned = statut in _PLANNED
    said = f"{title} ({plain_text(statut).lower()})" if planned else title
    return _Held(table, uid, day, said, record.reference or "", not planned)


def _title(table: str, record: Any, day: dt.date | None, name: str) -> str:
    """« Plénière du 3 mars 2026 », « Visite du 30 avril 2026, Marché », « Titulaire de poste : T-01501 »."""
    singular = FICHES[table].singular
    if table == "activite" and record.type is not None:
        return f"Compte rendu {plain_text(record.type).lower()}, {record.periode}"
    if table not in {"reunion", "visite", "controle"} or day is None:
        return f"{singular}\u00a0: {name}"
    kind = plain_text(record.type) if table == "reunion" and record.type is not TypeReunion.AUTRE else ""
    about = getattr(record, "objet", None)
    said = f"{kind or singular} du {francais.date_longue(day, semaine=False)}"
    return f"{said}, {about}" if about else said


def _part(unit: UnitOfWork, one: _Held, *, public: bool) -> Partie | None:
    """The paper of a record, its plain sheet when it cannot be made; outside, what is final and has such a paper."""
    if public:
        return _public_part(unit, one)
    try:
        paper = _OWN.get(one.table, sheets.fiche)(unit, one.uid)
    except Unprintable:
        paper = sheets.fiche(unit, one.uid)
    return Partie(one.titre, _kind(one.table), paper)


def _public_part(unit: UnitOfWork, one: _Held) -> Partie | None:
    try:
        paper = _PUBLIC[one.table](unit, one.uid)
    except Unprintable:
        return None
    return None if paper.meta.draft else Partie(one.titre, _kind(one.table), paper)


def _kind(table: str) -> str:
    """What the title does not say by itself."""
    return "Compte rendu" if table == "reunion" else ""


# ---- the cover
def _facts(draft: Draft, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    of = schema(FICHES[draft.type].model)
    for key in keys:
        datum = of[key]
        if datum.kind is Kind.LINES:
            said = ", ".join(
                filter(None, (chronologie.line(datum, line.values, draft) for line in draft.lines.get(key, [])))
            )
        else:
            said = text_of(datum, draft.values.get(key), draft.names)
        if said:
            yield datum.label, said


def _span(held: list[_Held]) -> Iterator[tuple[str, str]]:
    """What the file holds, from when to when."""
    counts = Counter(one.table for one in held)
    if counts:
        yield (
            "Pièces",
            ", ".join(
                francais.pluriel(counts[table], FICHES[table].singular.lower(), FICHES[table].plural.lower())
                for table in FICHES
                if counts[table]
            ),
        )
    days = [one.le for one in held if one.le is not None]
    if days:
        yield "Période", f"du {francais.date_courte(min(days))} au {francais.date_courte(max(days))}"


# ---- people
def _members(unit: UnitOfWork, conseil: str) -> Iterator[tuple[str, tuple[Personne, ...]]]:
    seated = _seated(unit, conseil)
    for quality in (*Qualite, None):
        people = tuple(
            Personne(m.nom_affiche, plain_text(m.college), m.fonction or m.organisme_nom or "", m.debut)
            for m in seated
            if m.qualite is quality
        )
        if people:
            yield plain_text(quality) or "Sans qualité", people


def _counts(unit: UnitOfWork, conseil: str) -> Iterator[tuple[str, str, str]]:
    groups = Counter((plain_text(m.qualite), plain_text(m.college)) for m in _seated(unit, conseil))
    for (quality, college), count in sorted(groups.items()):
        yield quality or "Sans qualité", college or "—", str(tu(count))


def _seated(unit: UnitOfWork, conseil: str) -> list[Membre]:
    """Those whose mandate runs, by code."""
    query = select(Membre).where(Membre.conseil_uid == conseil, Membre.supprime_le.is_(None), Membre.fin.is_(None))
    return list(unit.session.scalars(query.order_by(Membre.code, Membre.uid)))


# ---- what is open, what happened
def _actions(unit: UnitOfWork, draft: Draft, held: list[_Held]) -> Iterator[Tache]:
    uids = [draft.uid, *(one.uid for one in held)]
    born = or_(*(getattr(Action, key).in_(uids) for key in _BORN))
    query = select(Action).where(Action.supprime_le.is_(None), Action.statut.in_(OUVERTES), born)
    for action in unit.session.scalars(query.order_by(Action.echeance, Action.reference)):
        yield Tache(
            action.reference or "", action.libelle or "Action sans libellé", action.responsable or "",
            action.echeance, plain_text(action.statut).lower(),
        )  # fmt: skip


def _chronology(draft: Draft, held: list[_Held]) -> list[Evenement]:
    """The dated data of the record, its dated lines, then its parts: by day."""
    found = [Evenement(one.le, one.titre, one.reference) for one in held if one.le is not None]
    found += [Evenement(day, said) for day, said in chronologie.dates(draft)]
    return sorted(found, key=lambda one: (one.le, one.quoi, one.reference))
