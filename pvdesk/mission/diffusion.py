"""The figures side by side as a workbook that may leave the service: small numbers of people are not told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pvdesk.base.files import write_atomic
from pvdesk.mission.ventilation import Axe, Ventilation, diffusables, titre, ventilation
from pvdesk.store.desk import Desk
from pvdesk.tables.fichier import FORMATS
from pvdesk.tables.lisezmoi import Contenu, colonnes, lisezmoi
from pvdesk.tables.modele import Audience, Classeur, Colonne, Feuille, Sorte, noms_de_feuilles
from pvdesk.tables.petits import AIDE
from pvdesk.tables.refus import Refus

EXCLUS = ("Aucune fiche, aucun nom\u00a0: des nombres seulement.",)


def diffuser(desk: Desk, au: dt.date, axe: Axe, cible: Path) -> Path:
    """Write the figures of a day by delegation or by contrat; gives the path.

    Raises:
        Refus: no such format.
        OSError: the file cannot be written; what was there is intact.
    """
    write = FORMATS.get(cible.suffix.lower())
    if write is None:
        raise Refus(f"«\u00a0{cible.name}\u00a0» ne dit pas dans quel format écrire.",
                    f"Terminez le nom par {', '.join(FORMATS)}.")  # fmt: skip
    with desk.reading() as unit:
        found = ventilation(unit, au, axe)
        sheet = feuille(found)
        scope = "Une fiche de deux contrats compte dans chacun." if axe is Axe.CONTRAT else "Par poste d’origine."
        contenu = Contenu(titre(found), scope, Audience.PUBLIQUE, {}, EXCLUS)
        read_first = lisezmoi(unit, contenu, [sheet])
        made = Classeur(contenu.titre, f"{desk.code}, {desk.nom}", unit.now, (read_first, sheet, colonnes([sheet])))
    cible.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(cible, write(made, None))
    return cible


def feuille(found: Ventilation) -> Feuille:
    """The sheet: a row a figure, a column a delegation or a contrat, the total last."""
    columns = (
        Colonne("Code", largeur=30), Colonne("Indicateur", largeur=44), Colonne("Compte", largeur=12),
        *(Colonne(nom, Sorte.ENTIER, AIDE) for _, nom in found.colonnes), Colonne("Ensemble", Sorte.ENTIER, AIDE),
    )  # fmt: skip
    rows = []
    for ligne in found.lignes:
        cases, total = diffusables(ligne)
        rows.append([ligne.code, ligne.titre, "personnes" if ligne.personnes else "fiches", *cases, total])
    name = noms_de_feuilles([found.axe.value])[0]
    return Feuille(name, titre(found), columns, lambda: rows, len(rows))
