"""The lot de retour: what became of each fiche of a poste, record by record, and what others changed since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, or_, select

from db.journal import Trace
from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Sens, UsageCle
from db.models.referentiel import Parametre
from db.types import new_uid
from db.upgrade import HEAD
from pvdesk.base import files
from pvdesk.base.version import APPLICATION
from pvdesk.bundle import identity, package, rows
from pvdesk.bundle.codec import Ligne, Valeur
from pvdesk.bundle.descente import PARAMETRES
from pvdesk.bundle.export import OLDEST_READER
from pvdesk.bundle.manifest import Accuses, Champ, Entete, LotAccuse
from pvdesk.bundle.reception import ACCUSES
from pvdesk.bundle.refus import Code
from pvdesk.mission import accuses, epoque, lignee
from pvdesk.mission.descente import Descente
from pvdesk.mission.postes import UnknownPoste, lot_row, reserve_key
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

_CHAMPS = (
    Champ("type", "string", "Type de fiche"), Champ("n", "integer", "Séquence reçue"),
    Champ("lot", "integer", "Numéro du lot"), Champ("recu_le", "datetime", "Reçue le"),
    Champ("phrase", "string", "Remarque de la mission"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """A lot de retour that was written."""

    path: Path
    numero: int
    accuses: int
    changements: int = 0  # lines of fiches that others changed


def answer(desk: Desk, poste: str, folder: Path) -> Answer:
    """Write the lot de retour of a poste: cumulative since what the poste said it had seen, so a lost one is healed.

    Raises:
        UnknownPoste: nothing can be sealed for it.
        OSError: the file could not be written; nothing is recorded.
    """
    with desk.writing() as unit:
        to = unit.session.get(Correspondant, poste)
        if to is None or not to.lecture or to.revoque_le is not None:
            raise UnknownPoste(poste)
        down = Descente(unit, to)
        tables = down.tables()
        unit.session.flush()
        waiting = accuses.fiches_clashing(unit, poste)
        told = [_line(row, waiting) for row in unit.session.scalars(_pending(to))]
        head = _head(unit, desk, to)
        changes = sum(map(len, tables.values()))
        tables |= {ACCUSES: told} if told else {}
        schemas = {table: rows.champs(table) for table in tables if table in rows.tables()}
        schemas |= {ACCUSES: list(_CHAMPS), PARAMETRES: [t.champ for t in rows.travelling(Parametre).values()]}
        signing = identity.key(unit, UsageCle.SIGNATURE).privee
        data = package.write(head, tables, schemas, {}, signing, [to.lecture, reserve_key(unit)])
        path = folder / f"retour-{files.name_of(poste, head.numero, desk.today())}"
        folder.mkdir(parents=True, exist_ok=True)
        files.write_atomic(path, data)
        row = lot_row(head, path.name, hashlib.sha256(data).hexdigest(), Sens.ENVOYE, unit)
        row.avant = down.dit()
        unit.session.add(row)
        unit.commit()
    return Answer(path, head.numero, len(told), changes)


def _pending(to: Correspondant) -> Select[Accuse]:
    # Equal too: a lot that changed no value gives acknowledgements, and no new sequence.
    # What was said of a fiche is said again until it is said no more.
    since = or_(Accuse.msn >= to.vu, Accuse.phrase.is_not(None))
    return select(Accuse).where(Accuse.poste == to.code, Accuse.lot > 0, since).order_by(Accuse.msn, Accuse.uid)


def _line(row: Accuse, clashing: set[str]) -> Ligne:
    phrase = row.phrase if row.phrase != accuses.CLASHING else None
    if phrase is None and row.uid in clashing:
        phrase = accuses.CLASHING
    said: dict[str, Valeur] = {
        "type": row.type,
        "n": row.n,
        "lot": row.lot,
        "recu_le": row.recu_le.isoformat(),
        "phrase": phrase,
    }
    return Ligne("put", row.uid, row.msn, said)


def _head(unit: UnitOfWork, desk: Desk, to: Correspondant) -> Entete:
    sent = select(Lot).where(Lot.poste == to.code, Lot.sens == Sens.ENVOYE, Lot.sorte == "retour").order_by(Lot.numero)
    before = list(unit.session.scalars(sent))
    received = select(Lot).where(Lot.poste == to.code, Lot.sens == Sens.RECU, Lot.sorte == "envoi").order_by(Lot.numero)
    told = [_told(lot) for lot in unit.session.scalars(received)]
    return Entete(
        sorte="retour", lot=new_uid(), poste=desk.code, numero=before[-1].numero + 1 if before else 1,
        precedent=before[-1].sha256 if before else None, destinataire=to.code, depuis=to.vu,
        jusqua=unit.session.scalar(select(func.max(Trace.n))) or 0, vu=to.curseur, schema=HEAD,
        lecteur_minimal=OLDEST_READER, application=APPLICATION, fait_le=unit.now.isoformat(timespec="seconds"),
        incarnation=to.incarnation, epoque=epoque.presente(unit), souche=epoque.souche(unit),
        accuses=Accuses(to.curseur, told[-200:], lignee.dernier(unit, to), lignee.copies(unit, to)),
    )  # fmt: skip


def _told(lot: Lot) -> LotAccuse:
    states = {IssueLot.IMPORTE: "recu", IssueLot.RETENU: "retenu"}
    state = states.get(lot.issue, "refuse")
    code = Code(lot.code) if lot.code else None
    return LotAccuse(numero=lot.numero, lot=lot.uid, etat=state, code=code, phrase=lot.phrase)  # type: ignore[arg-type]
