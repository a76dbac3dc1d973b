"""What the « compte rendu » of a meeting is made from: plain values, no record and no session."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Audience = Literal["interne", "public"]
Statut = Literal["prévue", "tenue", "tenue sans quorum", "carence"]
Etat = Literal["présent", "à distance", "représenté", "excusé", "absent", "invité"]


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
            return details or "personne non désignée"
        return f"{shown} ({details})" if details else shown


@dataclass(frozen=True, kw_only=True)
class Presence:
    """How somebody attended. `pouvoir`: who held the proxy of somebody « représenté »."""

    personne: Personne
    etat: Etat
    college: str = ""
    pouvoir: Personne | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of the agenda; `duree` in minutes; a line end in `synthese` starts a paragraph."""

    titre: str
    rapporteur: str = ""
    duree: int | None = None
    synthese: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suite:
    """A decision, numbered D1… in order; `motif` is the written reason asked for without quorum."""

    nature: str
    libelle: str
    vote: str = ""
    mode: str = ""
    motif: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something to do, numbered A1… in order."""

    libelle: str
    porteur: str
    echeance: dt.date | None = None
    priorite: str = ""
    etat: str = ""


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
    lieu: str = ""
    animation: str = ""
    secretaire: str = ""
    version: str = ""
    projet: bool = True
    mention: str = ""  # what the paper says of its state, « Version rectifiée »; empty: draft or final
    approuve_le: dt.date | None = None
    audience: Audience = "public"
    quorum: str = ""
    femmes: int | None = None
    hommes: int | None = None
    public: int = 0
    presences: tuple[Presence, ...] = ()
    points: tuple[Point, ...] = ()
    suites: tuple[Suite, ...] = ()
    actions: tuple[Action, ...] = ()
    approbation_precedent: str = ""
    prochaine: str = ""
    signataires: tuple[tuple[str, str], ...] = ()
    diffusion: tuple[str, ...] = ()
    donnees: str = ""  # the data-protection line
