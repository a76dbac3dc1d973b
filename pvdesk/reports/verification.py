"""Whether a paper in hand is the version in force: by its very bytes, else by the control code at its foot."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from db.journal import Trace
from db.models import Reunion
from db.models.seance import EtatCompteRendu
from db.types import Liste
from pvdesk.base import francais
from pvdesk.reports import versions
from pvdesk.reports.versions import INTERNE, PUBLIC, TABLE
from pvdesk.reports.vie import RECTIFICATIFS
from pvdesk.store import papiers
from pvdesk.store.comptes_rendus import DIFFUSES
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

LARGEST = 64 * 1024 * 1024
_START = b"%PDF-"
# Where a paper says its code, in clear: its metadata, then its table of information.
_CODES = (
    re.compile(rb"<pdf:Keywords>([A-Z2-7]{4}-[A-Z2-7]{4})</pdf:Keywords>"),
    re.compile(rb"/Keywords\s*\(([A-Z2-7]{4}-[A-Z2-7]{4})\)"),
)
_TYPED = re.compile(r"([A-Z2-7]{4})([A-Z2-7]{4})")
_SAME_EYE = str.maketrans("018", "OIB")  # a code has none of these digits: the eye took them for letters
KINDS = {
    INTERNE: "compte rendu", PUBLIC: "compte rendu à afficher", RECTIFICATIFS[INTERNE]: "rectificatif",
    RECTIFICATIFS[PUBLIC]: "rectificatif à afficher",
}  # fmt: skip
_NOT_PDF = "Ce fichier n’est pas un papier PDF\u00a0: choisissez un papier fait par pvdesk."
_LARGE = "Ce fichier dépasse 64\u00a0Mio\u00a0: ce n’est pas un papier de pvdesk."
_NOT_CODE = "«\u00a0{typed}\u00a0» n’est pas un code de contrôle\u00a0: écrivez les huit signes du pied de page."
_UNKNOWN = (
    "Ce papier n’est pas connu ici\u00a0: aucune version diffusée ne lui correspond. Un projet n’est pas gardé\u202f; "
    "un papier d’un autre poste se vérifie là où il a été fait."
)
_ALTERED = (
    "Ce fichier n’est pas celui qui a été diffusé\u00a0: il porte le code d’un papier connu, son contenu a été modifié "
    "ou enregistré à nouveau. Ne vous y fiez pas."
)


class Sens(Liste):
    """What a paper is worth."""

    EN_VIGUEUR = "en_vigueur", "En vigueur"
    REMPLACE = "remplace", "Remplacé"
    MODIFIE = "modifie", "Modifié"
    INCONNU = "inconnu", "Inconnu"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a paper is worth, in French; the meeting that it tells of, when it is known."""

    sens: Sens
    phrase: str
    reunion: str = ""


@dataclass(frozen=True, slots=True)
class _Connu:
    """A version that this installation knows, by its paper or by what its meeting says."""

    reunion: str
    sorte: str
    version: int | None
    le: dt.date | None
    courant: bool


def lire(path: Path) -> bytes:
    """The bytes of a file that may be a paper.

    Raises:
        Impossible: it is too long to be one.
        OSError: it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise Impossible(_LARGE)
    return path.read_bytes()


def fichier(unit: UnitOfWork, data: bytes) -> Verdict:
    """What a file is worth.

    Raises:
        Impossible: it is no PDF.
    """
    if not data.startswith(_START):
        raise Impossible(_NOT_PDF)
    digest = hashlib.sha256(data).hexdigest()
    exact = _known(unit, sha256=digest)
    if exact is not None:
        return _worth(unit, exact)
    code = code_of(data)
    known = _known(unit, code=code) if code else None
    if known is None:
        return Verdict(Sens.INCONNU, _UNKNOWN)
    about = _worth(unit, known)
    return Verdict(Sens.MODIFIE, f"{_ALTERED}\nLe papier connu\u00a0: {about.phrase}", known.reunion)


def code(unit: UnitOfWork, typed: str) -> Verdict:
    """What a paper is worth, of which only the control code is known; nobody can tell its words from it.

    Raises:
        Impossible: that is no code.
    """
    written = _TYPED.fullmatch(re.sub(r"[\s\-–—.]", "", typed).upper().translate(_SAME_EYE))
    if written is None:
        raise Impossible(_NOT_CODE.format(typed=typed.strip()[:20]))
    known = _known(unit, code=f"{written[1]}-{written[2]}")
    return _worth(unit, known) if known is not None else Verdict(Sens.INCONNU, _UNKNOWN)


def code_of(data: bytes) -> str:
    """The control code that the bytes of a paper bear; empty when none."""
    found = next((match for match in (pattern.search(data) for pattern in _CODES) if match), None)
    return found[1].decode() if found else ""


def _known(unit: UnitOfWork, *, sha256: str = "", code: str = "") -> _Connu | None:
    kept = papiers.d_empreinte(unit, sha256) if sha256 else papiers.de_code(unit, code)
    if kept is not None:
        current = versions.en_vigueur(unit, kept.sorte, kept.fiche_uid)
        gone = unit.session.get(Reunion, kept.fiche_uid) is None
        here = gone or (current is not None and current.uid == kept.uid)
        return _Connu(kept.fiche_uid, kept.sorte, kept.version, kept.jour, courant=here)
    column = Reunion.cr_sha256 if sha256 else Reunion.cr_code
    reunion = unit.session.scalars(select(Reunion).where(column == (sha256 or code)).limit(1)).first()
    if reunion is not None and reunion.compte_rendu in DIFFUSES:
        return _Connu(reunion.uid, INTERNE, reunion.cr_version, reunion.cr_diffuse_le, courant=True)
    return _remembered(unit, column.key, sha256 or code)


def _remembered(unit: UnitOfWork, champ: str, value: str) -> _Connu | None:
    """A version whose paper is elsewhere and that another one replaced: the history of the meeting still says it."""
    query = select(Trace.fiche_uid, Trace.avant, Trace.apres).where(Trace.type == TABLE, Trace.champ == champ)
    for row in unit.session.execute(query):
        if value in {row.avant, row.apres}:
            return _Connu(row.fiche_uid, INTERNE, None, None, courant=False)
    return None


def _worth(unit: UnitOfWork, known: _Connu) -> Verdict:
    """In force, or replaced: by the last version that is known of the meeting."""
    reunion = unit.session.get(Reunion, known.reunion)
    numbered = f"Version {known.version}" if known.version else "Version"
    what = f"{KINDS.get(known.sorte, 'papier')}, {_about(unit, known.reunion)}"
    if known.courant or reunion is None:
        verb = "rectifiée" if (known.version or 1) > 1 else "diffusée"
        day = f", {verb} le {_long(known.le)}" if known.le else ""
        return Verdict(Sens.EN_VIGUEUR, f"{numbered} en vigueur{day}\u00a0: {what}.{_approved(reunion)}", known.reunion)
    last = f"la version {reunion.cr_version}" if reunion.cr_version else "une autre version"
    when = f" du {_long(reunion.cr_diffuse_le)}" if reunion.cr_diffuse_le else ""
    return Verdict(Sens.REMPLACE, f"{numbered} remplacée par {last}{when}\u00a0: {what}.", known.reunion)


def _approved(reunion: Reunion | None) -> str:
    if reunion is None or reunion.cr_approuve_le is None or reunion.compte_rendu is not EtatCompteRendu.APPROUVE:
        return ""
    return f" Approuvé à la réunion du {_long(reunion.cr_approuve_le)}."


def _about(unit: UnitOfWork, uid: str) -> str:
    """« réunion du 3 mars 2026, Conseil citoyen de Nœux-les-Mines (CC-2026-D07-0001) »."""
    reunion = unit.session.get(Reunion, uid)
    if reunion is None:
        return "réunion effacée depuis"
    day = f"réunion du {_long(reunion.date)}" if reunion.date else "réunion"
    conseil = names(unit, "conseil", [reunion.conseil_uid]).get(reunion.conseil_uid) if reunion.conseil_uid else None
    reference = f" ({reunion.reference})" if reunion.reference else ""
    return f"{', '.join(part for part in (day, conseil) if part)}{reference}"


def _long(day: dt.date) -> str:
    return francais.date_longue(day, semaine=False)
