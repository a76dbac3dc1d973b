"""From the journal of lots, and from what was kept long enough, to their slips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select

from db.models.echange import Correspondant, Installation, Lot, Role, Sens
from pvdesk.base.francais import INSECABLE, date_courte, pluriel
from pvdesk.fiches import FICHES
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import donnees, emitter
from pvdesk.reports.papers import bordereau_remise, elimination
from pvdesk.reports.papers.elimination import Article, Categorie
from pvdesk.reports.refusal import Unprintable
from pvdesk.store.personnes import DUREES, Purge, purges
from pvdesk.store.unit import UnitOfWork

SORTES: Mapping[str, str] = {"envoi": "Lot d’envoi", "retour": "Lot de retour"}  # an enrolment is no matter of fiches
MISSION = "Mission politique de la ville"
TOUT = "tout"
NOON = dt.time(12)  # of a day that has no hour


class NothingKept(Unprintable):
    """Nothing is to be eliminated."""

    def __init__(self) -> None:
        super().__init__(
            "Rien à éliminer\u00a0: aucune durée de conservation n’est échue.",
            "Redemandez ce bordereau plus tard, par exemple au début de l’année.",
        )


def lots_remis(unit: UnitOfWork) -> dict[str, str]:
    """The lots that left from here, newest first: the name of the file → in words."""
    query = select(Lot).where(Lot.sens == Sens.ENVOYE, Lot.sorte.in_(SORTES))
    offered: dict[str, str] = {}
    for lot in unit.session.scalars(query.order_by(Lot.fait_le.desc(), Lot.numero.desc())):
        day = date_courte(lot.fait_le.astimezone().date())
        offered.setdefault(_stem(lot), f"{SORTES[lot.sorte]} n°\u00a0{lot.numero} du {day}, poste {lot.poste}")
    return offered


def bordereau_de_remise(unit: UnitOfWork, fichier: str) -> Doc:
    """The slip of the newest lot of that name."""
    query = select(Lot).where(Lot.sens == Sens.ENVOYE, Lot.sorte.in_(SORTES)).order_by(Lot.fait_le.desc())
    lot = next(one for one in unit.session.scalars(query) if _stem(one) == fichier)
    here = unit.session.scalars(select(Installation)).one()
    counts = lot.comptes or {}
    held = tuple((fiche.plural, int(counts[table])) for table, fiche in FICHES.items() if counts.get(table))
    return bordereau_remise.build(
        bordereau_remise.Remise(
            emetteur=emitter(unit), sorte=SORTES[lot.sorte], de=here.nom, a=_other(unit, here, lot),
            numero=lot.numero, fait_le=lot.fait_le, fichier=lot.fichier, sha256=lot.sha256,
            precedent=_before(unit, lot), comptes=held,
            lignes=sum(int(count) for table, count in counts.items() if table not in FICHES),
        )
    )  # fmt: skip


def eliminables(unit: UnitOfWork) -> dict[str, str]:
    """All that was kept long enough, then each category that holds something."""
    found = [purge.quoi for purge in purges(unit, _today(unit))]
    kept = [what for what in DUREES if what in found]
    said = pluriel(len(found), "élément", "éléments")
    return {TOUT: f"Tout ce qui est échu\u00a0: {said}"} | {
        _code(what): f"{what}\u00a0: {pluriel(found.count(what), 'élément', 'éléments')}" for what in kept
    }


def bordereau_d_elimination(unit: UnitOfWork, choix: str) -> Doc:
    """The slip of what was kept long enough today: all of it, or a category.

    Raises:
        NothingKept: there is none.
    """
    today = _today(unit)
    due = [purge for purge in purges(unit, today) if choix in {TOUT, _code(purge.quoi)}]
    if not due:
        raise NothingKept
    here = unit.session.scalars(select(Installation)).one()
    return elimination.build(
        elimination.Elimination(
            emetteur=emitter(unit), edite_le=dt.datetime.combine(today, NOON, dt.UTC), service=here.nom, au=today,
            categories=tuple(_categories(due)), donnees=donnees(unit),
        )
    )  # fmt: skip


def _categories(due: list[Purge]) -> list[Categorie]:
    groups = {what: [purge for purge in due if purge.quoi == what] for what in DUREES}
    return [
        Categorie(what, _rule(what), tuple(Article(p.nom, FICHES[p.table].singular, p.le) for p in group))
        for what, group in groups.items()
        if group
    ]


def _rule(what: str) -> str:
    months, since = DUREES[what]
    return f"{months}{INSECABLE}mois après {since}"


def _code(what: str) -> str:
    """What is typed to ask for a category: its first word."""
    return what.split(maxsplit=1)[0].lower()


def _today(unit: UnitOfWork) -> dt.date:
    return unit.now.astimezone().date()


def _stem(lot: Lot) -> str:
    return lot.fichier.rsplit("/", 1)[-1].removesuffix(".pvlot")


def _other(unit: UnitOfWork, here: Installation, lot: Lot) -> str:
    """Who is to receive: the mission, or the poste."""
    if here.role is Role.POSTE:
        return MISSION
    to = unit.session.get(Correspondant, lot.poste)
    return f"{to.nom} (poste {lot.poste})" if to is not None and to.nom else f"Poste {lot.poste}"


def _before(unit: UnitOfWork, lot: Lot) -> str:
    if not lot.precedent:
        return ""
    before = unit.session.scalars(select(Lot).where(Lot.sha256 == lot.precedent).order_by(Lot.fait_le).limit(1)).first()
    digest = bordereau_remise.groups(lot.precedent[:16])
    if before is None:
        return f"empreinte {digest}…"
    day = date_courte(before.fait_le.astimezone().date())
    return f"n°\u00a0{before.numero} du {day}, empreinte {digest}…"
