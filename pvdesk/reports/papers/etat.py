"""Where a compte rendu stands: in words at the head of the paper, in few of them at the foot of each page."""

import datetime as dt

from pvdesk.base.francais import date_courte, date_longue, heure, jour_du_mois
from pvdesk.reports.blocks import Sup
from pvdesk.reports.papers.seance import Minutes


def draft(m: Minutes) -> bool:
    """Whether it was handed over to nobody yet."""
    return m.projet and m.approuve_le is None


def standing(m: Minutes) -> tuple[str, ...]:
    """« Version 2 (rectifiée), diffusée le 4 mars 2026 », « Approuvé à la réunion du 5 mai 2026 »: a line each."""
    if draft(m):
        return (status(m),)
    lines = (_version(m, "diffusée", _long(m.diffuse_le)), _approval(m))
    return tuple(line for line in lines if line)


def status(m: Minutes) -> str:
    """The same in few words: « Projet v0.2 », « Version 1, approuvée le 05/05/2026 »."""
    if draft(m):
        return " ".join(part for part in ("Projet", m.mention, m.version and f"v{m.version}") if part)
    approved = m.approuve_le or m.approuve_en
    day = approved or m.diffuse_le
    return _version(m, "approuvée" if approved else "diffusée", date_courte(day) if day else "")


def _version(m: Minutes, word: str, day: str) -> str:
    """« Version 1, diffusée le … »; of a version without number, « Version diffusée le … », « Version définitive »."""
    since = f"{word} le {day}" if day else ""
    if m.version:
        return f"Version {m.version}{' (rectifiée)' if m.mention == 'rectifiée' else ''}" + (since and f", {since}")
    return f"Version {since or m.mention or 'définitive'}"


def _approval(m: Minutes) -> str:
    if m.approuve_en is None:
        return f"Approuvé le {_long(m.approuve_le)}" if m.approuve_le else ""
    meeting = f"à la réunion du {_long(m.approuve_en)}"
    later = m.approuve_le is not None and m.approuve_le != m.approuve_en
    return f"Approuvé le {_long(m.approuve_le)}, {meeting}" if later and m.approuve_le else f"Approuvé {meeting}"


def _long(day: dt.date | None) -> str:
    return date_longue(day, semaine=False) if day else ""


def day(jour: dt.date) -> tuple[str | Sup, ...]:
    """« mardi 3 mars 2026 », « dimanche 1er mars 2026 » with its superscript."""
    number, ordinal = jour_du_mois(jour)
    before, after = date_longue(jour).split(number + ordinal, 1)
    return (before + number, Sup(ordinal), after) if ordinal else (before + number + after,)


def hours(debut: dt.time | None, fin: dt.time | None) -> str:
    """« , de 18 h 30 à 20 h 15 », « , 18 h 30 », or nothing."""
    if debut is None:
        return ""
    return f", de {heure(debut)} à {heure(fin)}" if fin else f", {heure(debut)}"


def edited(lieu: str, jour: dt.date, verb: str = "Édité") -> str:
    """« Lens, le 4 mars 2026 », « Fait à Lens, le … »; without a place, « Édité le … »."""
    said = date_longue(jour, semaine=False)
    if not lieu:
        return f"{verb} le {said}"
    return f"{lieu}, le {said}" if verb == "Édité" else f"{verb} à {lieu}, le {said}"
