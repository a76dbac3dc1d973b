"""The rules of a dispositif: what its type says of its measures and of its signature is data (domain 2.9)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from db import search
from db.base import Anomalie, Gravite, Rule
from db.models.dispositif_listes import EN_PLACE, StatutDispositif
from db.types import MILLE

if TYPE_CHECKING:
    from db.models.dispositif import DispositifReleve, FicheDispositif

NBSP, FINE = "\u00a0", "\u202f"
SEPARATEUR = "|"  # between the variants of a type
OUI_NON, TEXTE, POURCENT = "oui/non", "texte", "%"  # units whose values are not any number


def _sous(ligne: DispositifReleve, champ: str) -> str:
    return f"releves/{ligne.uid}/{champ}"


def mesure_du_type(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A figure is one of the measures of the fiche's own type."""
    for rang, ligne in enumerate(fiche.releves, 1):
        mesure = ligne.de_la_mesure
        if mesure is not None and fiche.type and mesure.type != fiche.type:
            phrase = f"Ligne {rang}, Mesure{NBSP}: «{NBSP}{mesure.libelle}{NBSP}» est d’un autre type, changez-la"
            yield Anomalie(_sous(ligne, "mesure"), phrase)


def une_fois_l_an(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A measure has one value a year."""
    vues: Counter[tuple[str, int]] = Counter()
    for rang, ligne in enumerate(fiche.releves, 1):
        if ligne.mesure is None or ligne.annee is None:
            continue
        vues[ligne.mesure, ligne.annee] += 1
        if vues[ligne.mesure, ligne.annee] > 1:
            phrase = f"Ligne {rang}, Année{NBSP}: {ligne.annee} est déjà saisie pour cette mesure, gardez une ligne"
            yield Anomalie(_sous(ligne, "annee"), phrase)


def part_du_total(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A « dont » is at most its total of the same year, when both are typed; the data say which is part of which."""
    valeurs = {(ligne.mesure, ligne.annee): ligne.valeur for ligne in fiche.releves}
    for rang, ligne in enumerate(fiche.releves, 1):
        mesure = ligne.de_la_mesure
        if mesure is None or mesure.total is None or ligne.valeur is None:
            continue
        total = valeurs.get((mesure.total, ligne.annee))
        if total is not None and ligne.valeur > total:
            phrase = (
                f"Ligne {rang}, Valeur{NBSP}: «{NBSP}{mesure.libelle}{NBSP}» dépasse son total de {ligne.annee} "
                f"({_nombre(total)}), corrigez l’un des deux"
            )
            yield Anomalie(_sous(ligne, "valeur"), phrase)


def valeur_de_l_unite(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A value is said in the unit of its measure: yes or no, a percentage, a text."""
    for rang, ligne in enumerate(fiche.releves, 1):
        mesure = ligne.de_la_mesure
        if mesure is None:
            continue
        debut = f"Ligne {rang}, {mesure.libelle}{NBSP}: "
        if mesure.unite == TEXTE:
            if not ligne.texte:
                yield Anomalie(_sous(ligne, "texte"), f"{debut}écrivez un texte")
        elif ligne.valeur is None:
            yield Anomalie(_sous(ligne, "valeur"), f"{debut}indiquez une valeur")
        elif mesure.unite == OUI_NON and ligne.valeur not in {0, MILLE}:
            yield Anomalie(_sous(ligne, "valeur"), f"{debut}écrivez 1 pour oui, 0 pour non")
        elif mesure.unite == POURCENT and ligne.valeur > 100 * MILLE:
            yield Anomalie(_sous(ligne, "valeur"), f"{debut}indiquez au plus 100{NBSP}%")


def variante_du_type(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """Some types have variants, that the figures of the brochure tell apart: PIN and PIR, REP and REP+."""
    type_ = fiche.du_type
    permises = type_.variantes.split(SEPARATEUR) if type_ is not None and type_.variantes else []
    if type_ is None or not permises:
        return
    choix = ", ".join(f"«{NBSP}{variante}{NBSP}»" for variante in permises)
    if not fiche.variante:
        if type_.variante_requise:
            yield Anomalie("variante", f"Variante{NBSP}: choisissez {choix.replace(', ', ' ou ')}")
    elif variante_dite(fiche.variante) not in map(variante_dite, permises):
        phrase = f"Variante{NBSP}: choisissez parmi {choix}, ou dites pourquoi une autre"
        yield Anomalie("variante", phrase, Gravite.AVERTISSEMENT)


def variante_dite(variante: str) -> str:
    """A variant as it is compared: « Génération  2 » and « generation 2 » are one."""
    return " ".join(search.fold(variante).split())


def dates_dans_l_ordre(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A dispositif ends after it began."""
    if fiche.debut is not None and fiche.fin is not None and fiche.fin < fiche.debut:
        yield Anomalie("fin", f"Fin{NBSP}: indiquez une date après le {fiche.debut:%d/%m/%Y}")


def signature_datee(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """What is in place by a convention was signed some day."""
    if fiche.statut in EN_PLACE and fiche.convention_numero and fiche.signature_le is None:
        phrase = f"Signature{NBSP}: indiquez la date de la convention, ou dites pourquoi elle manque"
        yield Anomalie("signature_le", phrase, Gravite.AVERTISSEMENT)


def signature_a_temps(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """A type may ask for a signature by a day of the year before (TFPB: 1 October, CGI art. 1388 bis)."""
    limite = limite_signature(fiche)
    if limite is None or (fiche.signature_le is not None and fiche.signature_le <= limite):
        return
    phrase = f"Signature{NBSP}: à signer au plus tard le {limite:%d/%m/%Y} pour un début en {limite.year + 1}"
    yield Anomalie("signature_le", phrase, Gravite.INFO)


def limite_signature(fiche: FicheDispositif) -> dt.date | None:
    """The last day to sign for the year of its start, when its type has one."""
    if fiche.debut is None or fiche.du_type is None or not fiche.du_type.signature_avant:
        return None
    mois, jour = map(int, fiche.du_type.signature_avant.split("-"))
    return dt.date(fiche.debut.year - 1, mois, jour)


def clos_date(fiche: FicheDispositif) -> Iterator[Anomalie]:
    """What is closed says since when."""
    if fiche.statut is StatutDispositif.CLOS and fiche.fin is None:
        yield Anomalie("fin", f"Fin{NBSP}: indiquez depuis quand le dispositif est clos", Gravite.AVERTISSEMENT)


def _nombre(milliemes: int) -> str:
    """« 12,5 », « 40 »."""
    return f"{milliemes / MILLE:.3f}".rstrip("0").rstrip(".").replace(".", ",")


TOUTES: tuple[Rule, ...] = (
    mesure_du_type, une_fois_l_an, part_du_total, valeur_de_l_unite, variante_du_type, dates_dans_l_ordre,
    signature_datee, signature_a_temps, clos_date,
)  # fmt: skip
