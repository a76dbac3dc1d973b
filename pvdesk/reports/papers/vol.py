"""The sheet of a stolen or lost laptop: what it held, until when to notify, whom to call, what to say (RGPD, 33)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import Block, Bullets, Column, Doc, Facts, Grid, Heading, Letterhead, Meta, Para, Plain

TITLE = "Ordinateur volé ou perdu"
DELAI = dt.timedelta(hours=72)
_COLUMNS = (Column("Catégorie", 3, header=True), Column("Personnes", 1, align="right"), Column("Données", 5))
_AGENDA = (Column("Jour", 2, header=True), Column("Prévu", 3), Column("Fiche", 5))
APPELER = (
    "le supérieur hiérarchique et le responsable de la sécurité des systèmes d’information, tout de suite\u202f;",
    "le délégué à la protection des données de la préfecture\u00a0: il tient le registre et notifie à la CNIL\u202f;",
    "la police ou la gendarmerie, pour le dépôt de plainte, et le service informatique, pour le matériel.",
)
DIRE = (
    "le jour et l’heure du vol, ou le moment où il a été constaté\u202f;",
    "ce que le poste contenait au dernier lot reçu\u00a0: le tableau ci-dessus\u202f;",
    "que la base est chiffrée (SQLCipher, AES-256)\u202f;",
    "si la phrase de passe était notée près de l’ordinateur, ou non\u202f;",
    "que les lots de ce poste sont refusés depuis sa révocation.",
)
FAIRE = (
    "révoquer le poste\u00a0: «\u00a0pvdesk mission revoquer POSTE --motif vol\u00a0»\u202f;",
    "enrôler le nouvel ordinateur sous le même code, puis lui remettre un lot de retour\u202f;",
    "ressaisir, agenda en main, ce qui a été fait depuis le dernier lot («\u00a0Ce qui est perdu\u00a0»)\u202f;",
    "décider avec le délégué à la protection des données s’il faut informer les personnes (RGPD, art. 34).",
)


@dataclass(frozen=True, kw_only=True)
class Vol:
    """What the sheet says. Instants in UTC.

    Attributes:
        personnes: (category, how many, which data).
        manquants: numbers of lots that never came, and `retenus`: lots held, of which nothing is in the base.
        prevus: (day, what, which one) between the last lot and the theft, as the fiches received said.
    """

    emetteur: tuple[str, ...]
    edite_le: dt.datetime
    poste: str
    nom: str
    vole_le: dt.datetime
    dernier_numero: int
    dernier_le: dt.datetime | None
    revoque_le: dt.datetime | None
    personnes: tuple[tuple[str, int, str], ...]
    fiches: tuple[tuple[str, int], ...]
    manquants: tuple[int, ...] = ()
    retenus: int = 0
    prevus: tuple[tuple[dt.date, str, str], ...] = ()

    @property
    def limite(self) -> dt.datetime:
        """Until when the CNIL is to be notified."""
        return self.vole_le + DELAI


def build(vol: Vol) -> Doc:
    """The sheet."""
    day = francais.date_longue(vol.edite_le.astimezone().date(), semaine=False)
    total = sum(count for _, count, _ in vol.personnes)
    rows = tuple((category, francais.nombre(count), data) for category, count, data in vol.personnes)
    blocks: list[Block] = [
        Letterhead(vol.emetteur, (f"Le {day}", f"Poste {vol.poste}")),
        Heading(1, TITLE, f"POSTE {vol.poste}"),
        Para(f"Notification à la CNIL avant le {instant(vol.limite)}", "lead"),
        Para("Soixante-douze heures après le moment où la violation est connue (RGPD, art. 33)."),
        Heading(2, "Les faits"),
        Facts(tuple((label, text) for label, text in _facts(vol) if text)),
        Heading(2, "Ce que l’ordinateur contenait"),
        Para(
            f"D’après ce que la mission a reçu de ce poste\u00a0: {francais.pluriel(total, 'personne', 'personnes')}. "
            "Les brouillons, jamais envoyés, n’y sont pas comptés."
        ),
        Grid(_COLUMNS, rows, empty="Aucune personne n’était nommée dans les fiches reçues."),
        Para("Ni date de naissance, ni adresse, ni donnée de santé\u00a0: pvdesk n’en tient pas.", "small"),
        _fiches(vol),
        Heading(2, "Ce qui est perdu"),
        Para(_perdu(vol)),
        Grid(_AGENDA, tuple(_prevu(*one) for one in vol.prevus), empty="Rien n’était prévu dans les fiches reçues."),
        Heading(2, "Qui appeler"),
        Bullets(APPELER, numbered=True),
        Heading(2, "Que dire"),
        Bullets(DIRE),
        Heading(2, "Que faire ensuite"),
        Bullets(FAIRE, numbered=True),
    ]
    return Doc(
        meta=Meta(
            title=f"{TITLE} – poste {vol.poste}", author=vol.emetteur[0],
            subject="Violation de données personnelles (RGPD, art. 33)", when=vol.edite_le,
            footer=TITLE, reference=f"Poste {vol.poste}",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def instant(moment: dt.datetime) -> str:
    """« dimanche 15 novembre 2026 à 19 h 40 », where the person is."""
    here = moment.astimezone()
    return f"{francais.date_longue(here.date())} à {francais.heure(here)}"


def _perdu(vol: Vol) -> str:
    """What the mission knows that it does not have; what it cannot know is said too."""
    since = "le dernier lot" if vol.dernier_le else "la mise en service du poste"
    said = [
        f"Ce qui a été saisi depuis {since}, et les brouillons jamais envoyés.",
        "La mission n’en a pas la liste\u00a0: comparez l’agenda du délégué à ce que ses fiches reçues prévoyaient.",
    ]
    if vol.retenus:
        held = francais.pluriel(vol.retenus, "lot est gardé", "lots sont gardés")
        said.append(f"{held} en attente à la mission\u00a0: ce contenu n’est pas perdu.")
    if vol.manquants:
        numbers = ", ".join(map(str, vol.manquants))
        said.append(f"Lots jamais arrivés\u00a0: {numbers}\u202f; le lot suivant a redit ce qu’ils contenaient.")
    return " ".join(said)


def _prevu(day: dt.date, what: str, which: str) -> tuple[str, str, str]:
    return (francais.date_courte(day), what, which)


def _fiches(vol: Vol) -> Plain:
    if not vol.fiches:
        return Para("Aucune fiche.")
    return Facts(tuple((label, francais.nombre(count)) for label, count in vol.fiches))


def _facts(vol: Vol) -> tuple[tuple[str, str], ...]:
    last = f"lot {vol.dernier_numero}, reçu le {instant(vol.dernier_le)}" if vol.dernier_le else "aucun"
    return (
        ("Volé ou perdu le", instant(vol.vole_le)),
        ("Poste", f"{vol.poste}, {vol.nom}" if vol.nom else vol.poste),
        ("Dernier lot", last),
        ("Poste révoqué le", instant(vol.revoque_le) if vol.revoque_le else "pas encore\u00a0: révoquez-le"),
    )
