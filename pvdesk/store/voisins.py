"""Who and what resembles a name being typed: same letters, one slip of the hand, same number. It stops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models import Conseil, Contact, Membre, Organisme
from db.search import fold
from pvdesk.kit.text import plain_text
from pvdesk.store.unit import UnitOfWork

PERSONNES = frozenset({"membre", "contact"})
SHOWN = 3
SHORTEST = 5  # letters under which one slip makes another name
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[^\W_]+")
# Words that many structures bear.
_EMPTY = frozenset({"association", "asso", "ass", "de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au"})


@dataclass(frozen=True, slots=True)
class Voisin:
    """A fiche that may be of the same person or structure.

    Attributes:
        detail: « Habitants, Conseil citoyen Les Tilleuls », to tell one from another.
        motif: « même nom », « nom proche », « même SIRET »…
    """

    table: str
    uid: str
    nom: str
    detail: str
    motif: str

    @property
    def phrase(self) -> str:
        """« Une personne au nom proche existe : Camille Exemple (Habitants). »."""
        said = f"{self.nom} ({self.detail})" if self.detail else self.nom
        kind = "personne" if self.table in PERSONNES else "structure"
        which = {"même nom": "du même nom", "nom proche": "au nom proche"}.get(self.motif, f"au {self.motif}")
        return f"Une {kind} {which} existe\u00a0: {said}."


def personnes(unit: UnitOfWork, nom: str, prenom: str = "", sauf: str = "") -> list[Voisin]:
    """The people whose name is this one, or nearly; the exact ones first. Nobody is looked for by a single name.

    Args:
        unit: the work.
        nom: last name, or both in any order.
        prenom: first name, when it is known apart.
        sauf: uid of the fiche being typed.
    """
    asked = _name(nom, prenom)
    if len(asked) < 2:
        return []
    found = [
        Voisin(table, uid, _shown(last, first), detail, motif)
        for table, uid, last, first, detail in _people(unit)
        if uid != sauf and (motif := _motif(asked, _name(last, first)))
    ]
    return _best(found)


def organismes(unit: UnitOfWork, valeurs: Mapping[str, Any], sauf: str = "") -> list[Voisin]:
    """The structures of the same SIRET or RNA number, or of this name, nearly; the surest first."""
    siret, rna = _digits(valeurs.get("siret")), (valeurs.get("rna") or "").strip().upper()
    asked = _words(valeurs.get("nom"))
    found = []
    columns = (Organisme.uid, Organisme.nom, Organisme.sigle, Organisme.siret, Organisme.rna, Organisme.forme)
    for row in unit.all(select(*columns).where(Organisme.supprime_le.is_(None), Organisme.uid != sauf)):
        if siret and siret == _digits(row.siret):
            motif = "même SIRET"
        elif rna and rna == (row.rna or "").strip().upper():
            motif = "même numéro RNA"
        else:
            motif = _motif(asked, _words(row.nom)) if asked else ""
        if motif:
            detail = ", ".join(part for part in (row.sigle, plain_text(row.forme)) if part)
            found.append(Voisin("organisme", row.uid, row.nom or "Sans nom", detail, motif))
    return _best(found)


def _people(unit: UnitOfWork) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    """(table, uid, name, first name, what tells them apart) of those who have a name."""
    m, c = Membre, Contact
    members = select(m.uid, m.nom, m.prenom, m.college, Conseil.nom.label("ou")).outerjoin(m.conseil)
    for row in unit.all(members.where(m.supprime_le.is_(None), m.anonymise_le.is_(None), m.nom.is_not(None))):
        yield "membre", row.uid, row.nom, row.prenom, ", ".join(p for p in (plain_text(row.college), row.ou) if p)
    contacts = select(c.uid, c.nom, c.prenom, c.fonction, Organisme.nom.label("ou")).outerjoin(c.organisme)
    for row in unit.all(contacts.where(c.supprime_le.is_(None), c.anonymise_le.is_(None), c.nom.is_not(None))):
        yield "contact", row.uid, row.nom, row.prenom, ", ".join(p for p in (row.fonction, row.ou) if p)


def _best(found: list[Voisin]) -> list[Voisin]:
    return sorted(found, key=lambda v: (v.motif == "nom proche", v.nom, v.uid))[:SHOWN]


def _motif(asked: tuple[str, ...], held: tuple[str, ...]) -> str:
    """How two names resemble each other; nothing when they do not."""
    if not held:
        return ""
    if asked == held:
        return "même nom"
    return "nom proche" if one_slip(" ".join(asked), " ".join(held)) else ""


def one_slip(one: str, other: str) -> bool:
    """Whether a letter added, left out, changed, or two exchanged make one of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or len(long) - len(short) > 1 or short == long:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return swapped or short[start + 1 :] == long[start + 1 :]


def _name(nom: str | None, prenom: str | None) -> tuple[str, ...]:
    """The words of a name, in one order whoever wrote it."""
    return tuple(sorted(_LETTERS.findall(fold(f"{nom or ''} {prenom or ''}"))))


def _words(nom: str | None) -> tuple[str, ...]:
    """The words that name a structure."""
    return tuple(sorted(word for word in _SIGNS.findall(fold(nom or "")) if word not in _EMPTY))


def _digits(value: Any) -> str:
    return "".join(c for c in str(value or "") if c.isdecimal())


def _shown(nom: str | None, prenom: str | None) -> str:
    return " ".join(part for part in (prenom, nom) if part)
