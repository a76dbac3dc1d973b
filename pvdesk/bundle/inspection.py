"""Look at a lot without importing it: opened, verified, its manifest shown."""

from __future__ import annotations

from pathlib import Path

from db.models.echange import Correspondant
from db.upgrade import HEAD
from pvdesk.bundle import identity, package
from pvdesk.bundle.package import Revoque
from pvdesk.bundle.reception import read_file
from pvdesk.bundle.refus import Code, Refus
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork


def verify(desk: Desk, path: Path) -> package.Lot:
    """Open and verify a lot for which this installation has the key; nothing is written.

    Raises:
        Refus: with its code and sentence; Q5 and Q6 are held.
    """
    data = read_file(path)
    if package.is_enrolement(data):
        return package.read_enrolement(data)
    with desk.reading() as unit:
        lot = package.read(
            data, identity.identities(unit), lambda code: _key_of(unit, data, code, desk.code), desk.code
        )
        head = lot.manifeste.pvdesk
        if head.lecteur_minimal > HEAD:
            raise Refus(Code.Q5, head.lecteur_minimal)
        known = unit.session.get(Correspondant, head.poste)
        if head.sorte == "envoi" and known is not None and head.depuis > known.curseur:
            raise Refus(Code.Q6, f"{head.depuis} > {known.curseur}")
    return lot


def _key_of(unit: UnitOfWork, data: bytes, code: str, me: str) -> str | Revoque | None:
    row, found = unit.session.get(Correspondant, code), identity.trusted(unit, code)
    if found is not None or row is None or not row.jeton:
        return found
    # Enrolled, its first lot not imported yet: it presents itself.
    speaks = package.read_presentation(data, identity.identities(unit), me).pvdesk.presentation
    return speaks.minisign if speaks is not None else None
