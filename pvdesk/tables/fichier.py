"""From a desk to a file: a list, the indicators or a whole year, in the format that the name of the file asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from pvdesk.base.files import write_atomic
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork
from pvdesk.tables import annee as annees
from pvdesk.tables import chiffres, csv_fr, ods, xlsx
from pvdesk.tables import feuilles as sheets
from pvdesk.tables.lisezmoi import NOM, NOM_COLONNES, Contenu, colonnes, lisezmoi
from pvdesk.tables.modele import Audience, Classeur, Feuille, Tell, noms_de_feuilles
from pvdesk.tables.refus import Refus

FORMATS: Mapping[str, Callable[[Classeur, Tell | None], bytes]] = MappingProxyType(
    {".xlsx": xlsx.octets, ".ods": ods.octets, ".csv": csv_fr.octets, ".zip": csv_fr.archive}
)
KINDS = MappingProxyType({
    ".xlsx": "Classeur Excel", ".ods": "Classeur LibreOffice", ".csv": "CSV, le premier tableau seul",
    ".zip": "CSV, tous les tableaux",
})  # fmt: skip
INDICATEURS = "indicateurs"
OBJECTIFS = "objectif"


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A file written: where, how many rows of tables."""

    chemin: Path
    lignes: int


@dataclass(frozen=True, slots=True)
class Demande:
    """A list to be written.

    Attributes:
        table: a record type, a reference table, or `INDICATEURS`.
        uids: the fiches chosen, in their order; all those that have the words of `mots` when None.
        filtre: what the list was filtered by, in words, for who reads the file.
    """

    table: str
    audience: Audience = Audience.INTERNE
    mots: str = ""
    uids: Sequence[str] | None = None
    filtre: str = ""


@dataclass(frozen=True, slots=True)
class Annee:
    """A whole year to be written."""

    an: int
    audience: Audience = Audience.INTERNE


def nom_de(asked: Demande | Annee) -> str:
    """The name to propose for its file, without suffix."""
    if isinstance(asked, Annee):
        return f"annee-{asked.an}"
    arranged = FICHES.get(asked.table) or TABLEAUX.get(asked.table)
    return asked.table if arranged is None else arranged.word


def ecrire(desk: Desk, asked: Demande | Annee, cible: Path, tell: Tell | None = None) -> Ecrit:
    """Write a list or a year.

    Raises:
        Refus: no such format, or what was asked cannot be.
        OSError: the file cannot be written; what was there is intact.
    """
    if isinstance(asked, Annee):
        return annee(desk, asked.an, cible, asked.audience, tell)
    return liste(desk, asked, cible, tell)


def liste(desk: Desk, demande: Demande, cible: Path, tell: Tell | None = None) -> Ecrit:
    """Write a list with its lines.

    Raises:
        Refus: no such format, or the list is made of people and was asked for the public.
        OSError: the file cannot be written; what was there is intact.
    """
    write = _format(cible)
    with desk.reading() as unit:
        contenu, made = _liste(unit, desk, demande)
        return _ecrire(unit, desk, contenu, made, cible, write, tell)


def annee(
    desk: Desk, an: int, cible: Path, audience: Audience = Audience.INTERNE, tell: Tell | None = None
) -> Ecrit:
    """Write a whole year: every record type with its lines, indicators and objectives.

    Raises:
        Refus: no such format, or it holds one table only.
        OSError: the file cannot be written; what was there is intact.
    """
    write = _format(cible)
    if write is csv_fr.octets:
        raise Refus("Un fichier CSV ne tient qu’un tableau, une année en a plusieurs.",
                    "Choisissez un nom en .xlsx, .ods, ou .zip pour un CSV par tableau.")  # fmt: skip
    with desk.reading() as unit:
        kept = [table for table in FICHES if audience is Audience.INTERNE or sheets.publiable(table)]
        held = {table: annees.fiches_de(unit, table, an) for table in kept}
        held = {table: uids for table, uids in held.items() if uids}
        made = [one for table, uids in held.items() for one in sheets.feuilles(unit, table, uids, audience)]
        # A year gone by is told by its last day, the year in course by today.
        au = min(desk.today(), desk.today().replace(year=an, month=12, day=31))
        made += [chiffres.indicateurs(unit, au, audience), chiffres.objectifs(unit, au, audience)]
        portee = f"Fiches datées de {an}, ou faites en {an} et sans date\u202f; répertoires entiers."
        contenu = Contenu(f"Année {an}", portee, audience, held, _absents(kept, held))
        return _ecrire(unit, desk, contenu, made, cible, write, tell)


def _absents(kept: Sequence[str], held: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    people = [fiche.plural for table, fiche in FICHES.items() if table not in kept]
    empty = [FICHES[table].plural for table in kept if table not in held]
    return (
        *((f"Absents de la version à diffuser\u00a0: {', '.join(people)}.",) if people else ()),
        *((f"Sans fiche cette année\u00a0: {', '.join(empty)}.",) if empty else ()),
    )


def _format(cible: Path) -> Callable[[Classeur, Tell | None], bytes]:
    write = FORMATS.get(cible.suffix.lower())
    if write is None:
        raise Refus(f"«\u00a0{cible.name}\u00a0» ne dit pas dans quel format écrire.",
                    f"Terminez le nom par {', '.join(FORMATS)}.")  # fmt: skip
    return write


def _liste(unit: UnitOfWork, desk: Desk, demande: Demande) -> tuple[Contenu, list[Feuille]]:
    portee = demande.filtre or (f"Lignes qui contiennent «\u00a0{demande.mots}\u00a0»." if demande.mots else "")
    if portee and demande.audience is Audience.PUBLIQUE:
        portee = "Liste filtrée."  # a name may be what was looked for
    contenu = Contenu("", portee or "Liste entière.", demande.audience, {})
    if demande.table in {INDICATEURS, OBJECTIFS}:
        build = chiffres.indicateurs if demande.table == INDICATEURS else chiffres.objectifs
        made = build(unit, desk.today(), demande.audience)
        return replace(contenu, titre=made.titre), [made]
    if demande.table in TABLEAUX:
        return replace(contenu, titre=TABLEAUX[demande.table].plural), [
            sheets.referentiel(unit, demande.table, demande.mots)
        ]
    plural = FICHES[demande.table].plural
    if demande.audience is Audience.PUBLIQUE and not sheets.publiable(demande.table):
        raise Refus(f"La liste «\u00a0{plural}\u00a0» parle de personnes\u00a0: elle n’a pas de version à diffuser.",
                    "Exportez-la pour un usage interne, ou choisissez une autre liste.")  # fmt: skip
    if demande.uids is None:
        uids = sheets.uids(unit, demande.table, words=demande.mots)
    else:
        uids = sheets.vivantes(unit, demande.table, demande.uids)
    held = replace(contenu, titre=plural, uids={demande.table: uids})
    return held, sheets.feuilles(unit, demande.table, uids, demande.audience)


def _ecrire(
    unit: UnitOfWork,
    desk: Desk,
    contenu: Contenu,
    tables: Sequence[Feuille],
    cible: Path,
    write: Callable[[Classeur, Tell | None], bytes],
    tell: Tell | None,
) -> Ecrit:
    """Name the sheets, put what is to be read before them and the meaning of columns after, write the file."""
    names = noms_de_feuilles([NOM, *(one.nom for one in tables), NOM_COLONNES])
    named = [replace(one, nom=name) for one, name in zip(tables, names[1:-1], strict=True)]
    classeur = Classeur(
        contenu.titre, f"{desk.code}, {desk.nom}", unit.now, (lisezmoi(unit, contenu, named), *named, colonnes(named))
    )
    cible.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(cible, write(classeur, tell))
    return Ecrit(cible, sum(one.compte for one in named))
