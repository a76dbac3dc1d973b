"""What the papers of a meeting are made from: plain values, no record and no session."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Audience = Literal["interne", "public"]
Statut = Literal["prévue", "convoquée", "tenue", "tenue sans quorum", "carence", "reportée", "annulée"]
Etat = Literal["présent", "à distance", "représenté", "excusé", "absent", "invité"]
A_VENIR: frozenset[Statut] = frozenset({"prévue", "convoquée"})


@dataclass(frozen=True, kw_only=True)
class Personne:
    """Somebody at the meeting. `nom` (« NOM Prénom ») is printed for the internal audience, or for an official."""

    code: str = ""
    nom: str = ""
    qualite: str = ""
    organisme: str = ""
    officiel: bool = False

    def designation(self, audience: Audience) -> str:
        """The name, or what stands for it in a public paper, with quality and organisation."""
        name = self.nom if audience == "interne" or self.officiel else ""
        shown = name or self.code
        details = ", ".join(part for part in (self.qualite, self.organisme) if part)
        if not shown:
            shown, details = self.qualite or self.organisme, self.organisme if self.qualite else ""
        if not shown:
            return "personne non désignée"
        if not details:
            return shown
        return f"{shown} – {details}" if "(" in details else f"{shown} ({details})"


@dataclass(frozen=True, kw_only=True)
class Presence:
    """How somebody attended. `pouvoir`: who held the proxy of somebody « représenté ».

    `remarque` (« jusqu’à 19 h ») is of somebody who came, and for the internal audience.
    """

    personne: Personne
    etat: Etat
    college: str = ""
    pouvoir: Personne | None = None
    remarque: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of the agenda; `duree` in minutes; a line end in `synthese` starts a paragraph.

    `liens`: the records that it speaks of, « projet Outillothèque (PRJ-2026-D07-0003) ».
    """

    titre: str
    rapporteur: str = ""
    duree: int | None = None
    synthese: str = ""
    documents: tuple[str, ...] = ()
    liens: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A decision, numbered D1… in order; `motif` is the written reason asked for without quorum."""

    nature: str
    libelle: str
    vote: str = ""
    mode: str = ""
    motif: str = ""


@dataclass(frozen=True, kw_only=True)
class Projet:
    """What a steering instance decided of a project, numbered P1… in order; `montant` in cents."""

    intitule: str
    decision: str
    reference: str = ""
    montant: int | None = None


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something to do, numbered A1… in order. `etat`: what became of it, « Faite le 12/04/2026 »; empty: to be done."""

    libelle: str
    porteur: str
    echeance: dt.date | None = None
    priorite: str = ""
    etat: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """All that the paper says, as plain values. Local date and hours; `edite_le` in UTC."""

    emetteur: tuple[str, ...]
    lieu_edition: str
    date_edition: dt.date
    edite_le: dt.datetime
    reference: str
    instance: str
    quartiers: str
    genre: str  # « Réunion plénière »
    statut: Statut
    date: dt.date
    debut: dt.time | None = None
    fin: dt.time | None = None
    objet: str = ""
    lieu: str = ""
    modalite: str = ""  # « à distance »; empty: everybody in the room
    convocation: str = ""  # « le 10 février 2026, par courriel »
    animation: str = ""
    secretaire: str = ""
    etat_present: str = ""  # who came for the State
    emargement: bool = False  # the sheet was signed
    version: str = ""  # « 0.2 » of a draft, « 2 » of what was handed over
    projet: bool = True
    mention: str = ""  # « relu » of a draft, « rectifiée », « diffusée » of a version
    diffuse_le: dt.date | None = None
    approuve_le: dt.date | None = None
    approuve_en: dt.date | None = None  # the day of the meeting that approved it
    remplace: str = ""  # « la version 1 »: what this version replaces, and why
    audience: Audience = "public"
    quorum: str = ""
    femmes: int | None = None
    hommes: int | None = None
    public: int = 0
    conseils: tuple[int, int] | None = None  # women and men who came for the conseils citoyens
    formation: str = ""
    presences: tuple[Presence, ...] = ()
    points: tuple[Point, ...] = ()
    suites: tuple[Suite, ...] = ()
    projets: tuple[Projet, ...] = ()
    actions: tuple[Action, ...] = ()
    approbation_precedent: str = ""
    prochaine: str = ""
    signataires: tuple[tuple[str, str], ...] = ()
    diffusion: tuple[str, ...] = ()
    donnees: str = ""  # the data-protection line


@dataclass(frozen=True, kw_only=True)
class Annonce:
    """A meeting to come, as its papers announce it. Local date and hours; `edite_le` in UTC."""

    emetteur: tuple[str, ...]
    date_edition: dt.date
    edite_le: dt.datetime
    reference: str
    instance: str
    genre: str
    date: dt.date
    lieu_edition: str = ""
    debut: dt.time | None = None
    fin: dt.time | None = None
    objet: str = ""
    lieu: str = ""
    modalite: str = ""
    animation: str = ""
    points: tuple[Point, ...] = ()
    a_approuver: str = ""  # « celui du 13 janvier 2026 »: the compte rendu that waits for its approval
    donnees: str = ""

    @property
    def duree(self) -> int | None:
        """Minutes that the whole agenda takes; None when some point does not say its own."""
        known = [point.duree for point in self.points if point.duree]
        return sum(known) if known and len(known) == len(self.points) else None
