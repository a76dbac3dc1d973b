"""The slip that goes with a lot from hand to hand: what it is and holds, its digest, who gives it and who takes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.base import francais
from pvdesk.reports.blocks import Blank, Blanks, Block, Doc, Facts, Heading, Letterhead, Meta, Para, Signatures

TITLE = "Bordereau de remise"
_GROUP = 4  # letters of a digest read at once


@dataclass(frozen=True, kw_only=True)
class Remise:
    """What the slip says. `fait_le` in UTC.

    Attributes:
        sorte: what the lot is, « Lot d’envoi ».
        de: who hands it over, and `a` who takes it.
        precedent: the lot before, in words; empty for the first.
        comptes: fiches by type.
        lignes: the lines that these fiches own, all types together.
    """

    emetteur: tuple[str, ...]
    sorte: str
    de: str
    a: str
    numero: int
    fait_le: dt.datetime
    fichier: str
    sha256: str
    precedent: str = ""
    comptes: tuple[tuple[str, int], ...] = ()
    lignes: int = 0


def build(remise: Remise) -> Doc:
    """The slip of one lot."""
    when = remise.fait_le.astimezone()
    name = f"{remise.sorte} n°\u00a0{remise.numero}"
    pairs = (
        ("Préparé le", f"{francais.date_longue(when.date())}, {francais.heure(when)}"),
        ("De", remise.de), ("Pour", remise.a), ("Fichier", remise.fichier),
        ("Empreinte SHA-256", groups(remise.sha256)),
        ("Lot précédent", remise.precedent or "aucun\u00a0: c’est le premier"),
    )  # fmt: skip
    blocks: list[Block] = [
        Letterhead(remise.emetteur, (f"Le {francais.date_longue(when.date(), semaine=False)}",)),
        Heading(1, name, TITLE.upper()),
        Para(_summary(remise), "lead"),
        Facts(pairs),
        Para(
            "Le lot est chiffré pour son seul destinataire et signé par son expéditeur\u202f; rien ici ne permet de "
            "l’ouvrir. À la réception, la même empreinte prouve que c’est bien ce fichier."
        ),
        Blanks((Blank("Remis le", comb="JJ/MM/AAAA"), Blank("Support (clé n°, messagerie…)")), columns=2),
        Signatures("Chacun garde un exemplaire signé.", ((remise.de, "remet le lot"), (remise.a, "reçoit le lot"))),
        *_held(remise),
    ]
    return Doc(
        meta=Meta(
            title=f"{TITLE} – {name}, {remise.de}", author=remise.emetteur[0], subject=TITLE, when=remise.fait_le,
            reference=name, footer=TITLE,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def groups(digest: str) -> str:
    """A digest as it is read aloud or checked by eye."""
    return " ".join(digest[i : i + _GROUP] for i in range(0, len(digest), _GROUP))


def _summary(remise: Remise) -> str:
    total = sum(count for _, count in remise.comptes)
    if not total:
        return "Ce lot ne contient aucune fiche."
    said = francais.pluriel(total, "fiche", "fiches")
    rest = f" et {francais.pluriel(remise.lignes, 'ligne', 'lignes')} de détail" if remise.lignes else ""
    return f"{said}{rest}."


def _held(remise: Remise) -> list[Block]:
    if not remise.comptes:
        return []
    return [
        Heading(2, "Ce que le lot contient"),
        Facts(tuple((label, francais.nombre(count)) for label, count in remise.comptes)),
    ]
