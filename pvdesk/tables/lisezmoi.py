"""The « Lisez-moi » of a workbook: what it holds, where it comes from, what was left out, what is still in doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.base import Etat, Personne
from db.models.arbitrage import Conflit, Correction, Doublon, EtatDoublon
from db.models.echange import Correspondant, Installation, IssueLot, Lot, Rebut, Role, Sens
from db.models.referentiel import Commune, Contrat, Quartier
from pvdesk.base import francais
from pvdesk.base.version import APPLICATION
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.store.unit import UnitOfWork
from pvdesk.tables.modele import Audience, Colonne, Feuille, Ligne
from pvdesk.tables.petits import MENTION

NOM, NOM_COLONNES = "Lisez-moi", "Colonnes"
_RESERVE = "RESERVE"  # a key of the mission, not a poste
_FOR = {
    Audience.INTERNE: "Usage interne\u00a0: il contient des données personnelles. Ne le diffusez pas.",
    Audience.PUBLIQUE: "À diffuser\u00a0: sans nom, sans coordonnée, sans texte libre.",
}


@dataclass(frozen=True, slots=True)
class Contenu:
    """What a workbook was made from.

    Attributes:
        portee: which fiches, in a sentence: a year, what the list was filtered by.
        uids: those that it holds, by record type.
        exclus: other things left out, in sentences.
    """

    titre: str
    portee: str
    audience: Audience
    uids: Mapping[str, Sequence[str]]
    exclus: tuple[str, ...] = ()


def lisezmoi(unit: UnitOfWork, contenu: Contenu, feuilles: Sequence[Feuille]) -> Feuille:
    """The page to be read first."""
    rows: list[Ligne] = []
    for rubrique, said in (
        ("Ce classeur", _about(unit, contenu)),
        ("Feuilles", _sheets(feuilles)),
        ("Sources", _sources(unit, contenu)),
        ("États", _states(unit, contenu)),
        ("Exclusions", _exclusions(unit, contenu)),
        ("Réserves", _doubts(unit)),
        ("Lecture", _reading()),
    ):
        for number, phrase in enumerate(said):
            rows.append(["" if number else rubrique, francais.typo(phrase)])
    columns = (Colonne("Rubrique", largeur=16), Colonne("À savoir", largeur=110))
    return Feuille(NOM, contenu.titre, columns, lambda: rows, len(rows), tableau=False)


def colonnes(feuilles: Sequence[Feuille]) -> Feuille:
    """What each column means."""
    rows = [[f.nom, c.titre, c.sorte.value, c.aide] for f in feuilles for c in f.colonnes]
    head = (Colonne("Feuille", largeur=32), Colonne("Colonne", largeur=36), Colonne("Nature"),
            Colonne("Explication", largeur=80))  # fmt: skip
    return Feuille(NOM_COLONNES, "Ce que dit chaque colonne", head, lambda: rows, len(rows))


def _sheets(feuilles: Sequence[Feuille]) -> Iterator[str]:
    for f in feuilles:
        whole = "" if f.titre == f.nom else f" — {f.titre}"
        yield f"{f.nom}\u00a0: {francais.pluriel(f.compte, 'ligne', 'lignes')}{whole}"


def _about(unit: UnitOfWork, contenu: Contenu) -> Iterator[str]:
    here = unit.session.scalars(select(Installation)).one()
    yield contenu.titre
    yield contenu.portee
    made = unit.now.astimezone()
    yield f"Fait le {francais.date_courte(made.date())} à {francais.heure(made)} par {APPLICATION}."
    yield f"Base\u00a0: {here.role.libelle.lower()} {here.code}, {here.nom}."
    if here.exemple:
        yield "Données d’exemple\u00a0: personnes, lieux et faits inventés."
    if not contenu.uids:
        yield "Chiffres et faits publics\u00a0: aucune fiche, aucune donnée personnelle."
        return
    yield _FOR[contenu.audience]
    yield "Ce fichier n’est pas chiffré\u00a0: rangez-le comme un dossier papier, et effacez-le après usage."


def _sources(unit: UnitOfWork, contenu: Contenu) -> Iterator[str]:
    role = unit.session.scalar(select(Installation.role))
    for origine, count in sorted(_by(unit, contenu, "origine").items()):
        yield f"Poste {origine or 'non précisé'}\u00a0: {francais.pluriel(count, 'fiche', 'fiches')}."
    if role is Role.MISSION:
        yield from _lots(unit)
    codes: set[str] = set()
    for model in (Quartier, Commune, Contrat):
        of: Any = model
        for said in unit.session.scalars(select(of.source).distinct()):
            codes.update(said.split("|"))
    yield f"Quartiers, communes, contrats de ville\u00a0: {', '.join(sorted(codes - {''}))}."


def _lots(unit: UnitOfWork) -> Iterator[str]:
    """The last lot taken in from each poste: what came later is not here."""
    query = (
        select(Lot.poste, func.max(Lot.numero), func.max(Lot.fait_le))
        .where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
        .group_by(Lot.poste)
    )
    last = {row[0]: (row[1], row[2]) for row in unit.all(query)}
    for poste in unit.session.scalars(
        select(Correspondant.code).where(Correspondant.code != _RESERVE).order_by(Correspondant.code)
    ):
        if poste in last:
            number, when = last[poste]
            yield f"Poste {poste}\u00a0: dernier lot intégré n°\u00a0{number}, le {_day(when)}."
        else:
            yield f"Poste {poste}\u00a0: aucun lot intégré."


def _states(unit: UnitOfWork, contenu: Contenu) -> Iterator[str]:
    for table, uids in contenu.uids.items():
        found = _counts(unit, table, uids, "etat")
        if found:
            said = " ; ".join(f"{etat.libelle} {found[etat]}" for etat in Etat if etat in found)
            yield f"{FICHES[table].plural}\u00a0: {said}."
    yield "Un brouillon peut être incomplet\u00a0; seules les fiches validées ou closes sont vérifiées par la mission."


def _exclusions(unit: UnitOfWork, contenu: Contenu) -> Iterator[str]:
    yield from contenu.exclus
    if contenu.audience is Audience.PUBLIQUE:
        yield "Noms, coordonnées, textes libres et références à des personnes\u00a0: absents de cette version."
        yield MENTION
    inside: dict[str, list[str]] = {}
    for table, uids in contenu.uids.items():
        for datum in schema(FICHES[table].model).data:
            if datum.about.private:
                inside.setdefault(datum.label, []).append(FICHES[table].plural)
        yield from _left_out(unit, table, uids)
    for label, plurals in inside.items():
        yield f"«\u00a0{label}\u00a0», jamais dans un tableau\u00a0: {', '.join(plurals)}."
    aside = unit.session.scalar(select(func.count()).select_from(Rebut).where(Rebut.regle_le.is_(None))) or 0
    if aside:
        yield f"{francais.pluriel(aside, 'ligne reçue, mise', 'lignes reçues, mises')} de côté à l’intégration."
    yield "Photos, journal des modifications et données calculées à l’écran hors des listes\u00a0: absents."


def _left_out(unit: UnitOfWork, table: str, uids: Sequence[str]) -> Iterator[str]:
    """What a record type holds and the workbook does not."""
    model: Any = FICHES[table].model
    plural = FICHES[table].plural
    binned = unit.session.scalar(select(func.count()).select_from(model).where(model.supprime_le.is_not(None))) or 0
    if binned:
        yield f"{plural}\u00a0: {francais.pluriel(binned, 'fiche', 'fiches')} à la corbeille."
    # A column of plain data without anything is NULL, never « null ».
    unread = _sum(unit, model, uids, model.saisies.is_not(None))
    if unread:
        yield f"{plural}\u00a0: {francais.pluriel(unread, 'fiche', 'fiches')} avec une saisie non comprise."
    if issubclass(model, Personne):
        gone = _sum(unit, model, uids, model.anonymise_le.is_not(None))
        if gone:
            yield f"{plural}\u00a0: {francais.pluriel(gone, 'personne anonymisée', 'personnes anonymisées')}."


def _doubts(unit: UnitOfWork) -> Iterator[str]:
    asked = _all(unit, Correction, Correction.supprime_le.is_(None))
    waiting = _all(unit, Correction, Correction.supprime_le.is_(None), Correction.repondue_le.is_(None))
    yield f"Corrections demandées\u00a0: {asked}, dont {waiting} sans réponse."
    clashes = _all(unit, Conflit, Conflit.regle_le.is_(None))
    yield f"Conflits entre postes\u00a0: {_all(unit, Conflit)}, dont {clashes} à trancher (la valeur en place est ici)."
    doubles = _all(unit, Doublon, Doublon.etat.in_((EtatDoublon.OUVERT, EtatDoublon.REPORTE)))
    united = _all(unit, Doublon, Doublon.etat == EtatDoublon.UNIS)
    yield f"Doublons probables\u00a0: {doubles} à examiner, {united} déjà unis."


def _reading() -> Iterator[str]:
    yield "Une cellule vide est une donnée non renseignée, jamais un zéro."
    yield "Montants en euros, pourcentages, dates et heures sont de vrais nombres\u00a0: triez, filtrez, additionnez."
    yield "Un texte qui commence par =, +, - ou @ reste un texte\u00a0; en CSV, une apostrophe le précède."
    yield "La colonne «\u00a0Identifiant\u00a0» relie une feuille de détail à sa fiche."


def _by(unit: UnitOfWork, contenu: Contenu, key: str) -> dict[Any, int]:
    """How many fiches of the workbook have each value of a column that all have."""
    made: dict[Any, int] = {}
    for table, uids in contenu.uids.items():
        for value, count in _counts(unit, table, uids, key).items():
            made[value] = made.get(value, 0) + count
    return made


def _counts(unit: UnitOfWork, table: str, uids: Sequence[str], key: str) -> dict[Any, int]:
    model: Any = FICHES[table].model
    wanted = frozenset(uids)
    made: dict[Any, int] = {}
    for uid, value in unit.all(select(model.uid, getattr(model, key)).where(model.supprime_le.is_(None))):
        if uid in wanted:
            made[value] = made.get(value, 0) + 1
    return made


def _sum(unit: UnitOfWork, model: Any, uids: Iterable[str], *where: Any) -> int:
    wanted = frozenset(uids)
    return sum(uid in wanted for uid in unit.session.scalars(select(model.uid).where(*where)))


def _all(unit: UnitOfWork, model: Any, *where: Any) -> int:
    return unit.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _day(instant: dt.datetime) -> str:
    return francais.date_courte(instant.astimezone().date())
