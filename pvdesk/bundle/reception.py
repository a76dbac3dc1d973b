"""What a poste receives from its mission: the lot d'enrôlement, then the lots de retour with their acknowledgements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.models.arbitrage import Correction
from db.models.echange import Correspondant, Installation, IssueLot, Lot, Role, Sens, Suivi
from db.upgrade import HEAD
from pvdesk.base import francais
from pvdesk.bundle import epoque, identity, lignee, package, scratch
from pvdesk.bundle.codec import Ligne
from pvdesk.bundle.container import MAX_FILE
from pvdesk.bundle.descente import Descent
from pvdesk.bundle.manifest import Champ, LotAccuse
from pvdesk.bundle.refus import Code, Refus
from pvdesk.bundle.rows import Travels, value_in
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

ACCUSES = "accuses"  # table of a lot de retour: one line a fiche, what became of it
_WHEN = Travels("recu_le", dt.datetime, Champ("recu_le", "datetime"))
COPY = (
    "Ce poste a été restauré depuis une copie, ou copié\u00a0: rien n’est perdu. Ce que la mission n’en a pas reçu "
    "repart avec le prochain lot\u202f; préparez-le maintenant."
)
EPOCH = (
    "La base de la mission est revenue à une copie plus ancienne\u00a0: rien n’est perdu. Ce qu’elle n’a plus repart "
    "avec le prochain lot\u202f; préparez-le maintenant."
)
PAST = (
    "Ce lot de retour date d’avant le retour de la mission à une copie plus ancienne\u00a0: rien n’a changé. "
    "Ce qu’il disait est dans les lots suivants."
)
_ENROLLED = "Ce lot d’enrôlement a déjà été importé\u00a0: rien n’a changé. Code de contrôle"


@dataclass(frozen=True, slots=True)
class Received:
    """What a file did: its kind and number, the code to compare by telephone, fiches acknowledged, a sentence."""

    sorte: str
    numero: int
    code_controle: str | None
    accuses: int
    phrase: str
    deja: bool = False
    changes: int = 0  # fiches that the mission or a colleague changed
    corrections: int = 0  # that the mission asks for


def read_file(path: Path) -> bytes:
    """The bytes of a lot, never more than a lot may weigh.

    Raises:
        Refus: Q8 when it is too large.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MAX_FILE:
        raise Refus(Code.Q8)
    return path.read_bytes()


def receive(desk: Desk, path: Path) -> Received:
    """Import a file of the mission at a poste, in one transaction; twice the same file has one effect.

    Raises:
        Refus: with its code and sentence; nothing is written.
    """
    if desk.role is not Role.POSTE:
        raise Refus(Code.Q2, "the mission imports with its own command")
    data = read_file(path)
    if package.is_enrolement(data):
        return _enrol(desk, package.read_enrolement(data), path.name)
    with desk.reading() as unit:
        lot = package.read(data, identity.identities(unit), lambda code: identity.trusted(unit, code), desk.code)
    if lot.manifeste.pvdesk.sorte != "retour":
        raise Refus(Code.Q2, lot.manifeste.pvdesk.sorte)
    if lot.manifeste.pvdesk.lecteur_minimal > HEAD:
        raise Refus(Code.Q5, lot.manifeste.pvdesk.lecteur_minimal)
    return _return(desk, scratch.to_head(lot), path.name)


def _enrol(desk: Desk, lot: package.Lot, name: str) -> Received:
    head = lot.manifeste.pvdesk
    if head.destinataire != desk.code:
        said = f"Il enrôle le poste {head.destinataire}\u202f; ce poste-ci est {desk.code}."
        raise Refus(Code.Q2, f"{head.destinataire} is not {desk.code}", said)
    speaks = head.presentation
    if speaks is None or speaks.reserve is None or speaks.jeton is None:
        raise Refus(Code.Q4, "an enrolment without keys")
    with desk.writing() as unit:
        known = unit.session.get(Correspondant, head.poste)
        other = identity.mission(unit)
        if other is not None and other.code != head.poste:
            raise Refus(Code.Q3, "this poste is enrolled elsewhere")
        if known is not None and (known.jeton == speaks.jeton or unit.session.get(Lot, head.lot) is not None):
            code = identity.control_code(unit, known)
            return Received("enrolement", head.numero, code, 0, f"{_ENROLLED}\u00a0: {code}", deja=True)
        if known is None:
            known = Correspondant(code=head.poste)
            unit.session.add(known)
        known.curseur = 0  # enrolled anew: present ourselves again until the mission answers
        known.nom, known.lecture, known.signature = head.message or head.poste, speaks.age, speaks.minisign
        known.reserve, known.jeton, known.depuis = speaks.reserve, speaks.jeton, unit.now
        unit.session.flush()
        code = identity.control_code(unit, known)
        _remember(unit, lot, name)
        unit.commit()
    phrase = f"Poste enrôlé auprès de «\u00a0{head.message or head.poste}\u00a0». Code de contrôle\u00a0: {code}"
    return Received("enrolement", head.numero, code, 0, phrase)


def _return(desk: Desk, lot: package.Lot, name: str) -> Received:
    head = lot.manifeste.pvdesk
    with desk.writing(lot=head.lot) as unit:
        if unit.session.get(Lot, head.lot) is not None:
            return Received(
                "retour", head.numero, None, 0, "Ce lot de retour a déjà été importé\u00a0: rien n’a changé.", deja=True
            )
        to = unit.session.get_one(Correspondant, head.poste)
        voice = epoque.voix(head, to)
        if voice is epoque.Voix.PASSEE:
            _remember(unit, lot, name)
            unit.commit()
            return Received("retour", head.numero, None, 0, PAST)
        mine, copy = lignee.for_this_copy(unit, head), lignee.other_copy(unit, head)
        if voice is epoque.Voix.NOUVELLE:
            epoque.adopter(unit, head, to)
        epoque.retenir(head, to)
        count = _answered(unit, lot, to) if mine and not copy else 0
        if mine and head.accuses is not None:
            _close_lots(unit, desk.code, {a.numero: a for a in head.accuses.lots})
        if copy:
            lignee.renew(unit, head, to)
        waiting = _corrections(unit, desk.code)
        changed = _descend(unit, lot) if mine and not copy else 0
        asked = max(0, _corrections(unit, desk.code) - waiting)
        _remember(unit, lot, name)
        unit.commit()
    phrase = COPY if copy else EPOCH if voice is epoque.Voix.NOUVELLE else _phrase(count, changed)
    if asked:
        phrase += f" {francais.pluriel(asked, 'correction demandée', 'corrections demandées')}."
    return Received("retour", head.numero, None, count, phrase, changes=changed, corrections=asked)


def _corrections(unit: UnitOfWork, poste: str) -> int:
    """How many corrections wait for this poste."""
    unit.session.flush()
    asked = select(func.count()).where(Correction.poste == poste, Correction.repondue_le.is_(None))
    return unit.session.scalar(asked.where(Correction.supprime_le.is_(None))) or 0


def _phrase(count: int, changed: int) -> str:
    phrase = f"{francais.pluriel(count, 'fiche reçue', 'fiches reçues')} par la mission."
    if changed:
        phrase += f" {francais.pluriel(changed, 'fiche mise à jour', 'fiches mises à jour')} par elle."
    return phrase


def _answered(unit: UnitOfWork, lot: package.Lot, to: Correspondant) -> int:
    """Carry the acknowledgements; how many fiches are now known to be received."""
    head = lot.manifeste.pvdesk
    sent_later = select(Lot.uid).where(Lot.sens == Sens.RECU, Lot.sorte == "retour", Lot.numero > head.numero)
    sent_later = sent_later.where(Lot.incarnation.is_not_distinct_from(head.epoque))
    late = unit.session.scalars(sent_later.limit(1)).first() is not None
    count = sum(_acknowledge(unit, line, late=late) for line in lot.tables.get(ACCUSES, []))
    if head.accuses is not None:
        to.curseur = max(to.curseur, head.accuses.jusqua)  # acknowledgements may arrive out of order
    unit.session.flush()
    return count


def _descend(unit: UnitOfWork, lot: package.Lot) -> int:
    """Apply what the mission and the others changed; how many fiches are not as before.

    What was seen already is not read again; what leaves a hole after what was seen waits for a lot that has none.
    """
    head = lot.manifeste.pvdesk
    here = unit.session.scalars(select(Installation)).one()
    if head.depuis > here.vu or head.jusqua <= here.vu:
        return 0
    here.vu = head.jusqua
    unit.session.flush()
    return Descent(unit, head.poste, head.lot, lot.tables).apply()


def _acknowledge(unit: UnitOfWork, line: Ligne, *, late: bool) -> int:
    """Carry one acknowledgement to the fiche's own follow-up; cursors only move forward.

    Args:
        unit: the transaction.
        line: uid of the fiche; received up to which sequence, in which lot, when, and what the mission says of it.
        late: a newer lot de retour was imported before: what it said of the fiche stands.

    Returns:
        1 when more of the fiche is now known to be received.
    """
    said = line.valeurs
    n, number, phrase = said.get("n"), said.get("lot"), said.get("phrase")
    if not isinstance(n, int) or not isinstance(number, int):
        return 0
    follow = unit.session.get(Suivi, line.uid)
    if follow is None and n == 0 and phrase is None:
        return 0
    if follow is None:  # the process died between the file and its mark, and the file went anyway
        follow = Suivi(uid=line.uid, type=str(said.get("type")), exporte_n=0, exporte_lot=number, recu_n=0, recu_lot=0)
        unit.session.add(follow)
    if n < follow.recu_n or (n == follow.recu_n and late):
        return 0
    follow.phrase = phrase if isinstance(phrase, str) else None
    if n == follow.recu_n:
        return 0
    follow.recu_n, follow.recu_lot, follow.exporte_n = n, number, max(follow.exporte_n, n)
    try:
        follow.recu_le = value_in(_WHEN, said.get("recu_le")) or unit.now
    except ValueError:
        follow.recu_le = unit.now
    return 1


def _close_lots(unit: UnitOfWork, poste: str, told: dict[int, LotAccuse]) -> None:
    issues = {"recu": IssueLot.ACCUSE, "retenu": IssueLot.RETENU, "refuse": IssueLot.REFUSE}
    for lot in unit.session.scalars(select(Lot).where(Lot.sens == Sens.ENVOYE, Lot.poste == poste)):
        answer = told.get(lot.numero)
        # A late lot de retour does not take back « reçu ».
        if answer is not None and answer.lot == lot.uid and lot.issue is not IssueLot.ACCUSE:
            lot.issue, lot.code, lot.phrase = issues[answer.etat], answer.code, answer.phrase


def _remember(unit: UnitOfWork, lot: package.Lot, name: str) -> None:
    head = lot.manifeste.pvdesk
    if unit.session.get(Lot, head.lot) is not None:
        return
    unit.session.add(
        Lot(
            uid=head.lot, sens=Sens.RECU, sorte=head.sorte, poste=head.poste, numero=head.numero, fichier=name,
            sha256=lot.sha256, precedent=head.precedent, depuis=head.depuis, jusqua=head.jusqua, fait_le=unit.now,
            issue=IssueLot.IMPORTE, code=None, phrase=None,
            comptes={t: len(lines) for t, lines in lot.tables.items()}, incarnation=head.epoque,
        )
    )  # fmt: skip
