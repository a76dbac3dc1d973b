"""The rules of equality between women and men: the rating and its reason (domain 2.7, brochure EG-P2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from db import search
from db.base import Anomalie, Gravite, Rule
from db.models.projet_etapes import EtapeProjet, atteint
from db.models.projet_listes import Cotation, Financeur

if TYPE_CHECKING:
    from db.models.projet import Projet

NBSP = "\u00a0"
# What says no more than « both sexes may come », on folded words.
_MIXITE = re.compile(
    r"\b(mixite|mixtes?|parite|paritaires?|(ouvert|accessible|destine)e?s? a tou(s|tes)( et (a )?tou(s|tes))?"
    r"|(femmes|filles) (et|ou|comme) ((a|aux|des|les|pour|que) )*(hommes|garcons)"
    r"|(hommes|garcons) (et|ou|comme) ((a|aux|des|les|pour|que) )*(femmes|filles)"
    r"|(deux|2) sexes)\b"
)
# Words that add nothing to it.
_VIDES = frozenset(
    (
        "a", "accessible", "accessibles", "accueil", "accueille", "accueillies", "accueillis", "action",
        "actions", "activite", "activites", "ainsi", "assure", "assuree", "atelier", "ateliers", "au", "aux",
        "avec", "beneficiaires", "c", "car", "ce", "cette", "concerne", "confondus", "d", "dans", "de", "des",
        "dispositif", "du", "egalement", "elle", "en", "ensemble", "equipe", "equipes", "est", "et", "etre",
        "femme", "femmes", "fille", "filles", "garcon", "garcons", "groupe", "groupes", "homme", "hommes", "il",
        "ils", "l", "la", "le", "les", "leur", "mixte", "nombre", "nombreux", "notre", "ont", "ouvert",
        "ouverte", "ouvertes", "ouverts", "par", "participantes", "participants", "participent", "pour",
        "presence", "presentes", "presents", "prevue", "projet", "public", "publics", "que", "qui", "recoit",
        "recus", "respect", "respectee", "sa", "se", "sera", "seront", "ses", "sexe", "sexes", "son", "sont",
        "sur", "totale", "tous", "tout", "toute", "toutes", "un", "une", "venues", "venus", "viennent", "y",
    )
)  # fmt: skip


def seulement_mixite(texte: str) -> bool:
    """Whether a reason says that the action is mixed, and nothing else."""
    plie = " ".join(re.findall(r"\w+", search.fold(texte)))
    reste, nombre = _MIXITE.subn(" ", plie)
    return nombre > 0 and all(mot in _VIDES for mot in reste.split())


def cotation_entree(projet: Projet) -> Iterator[Anomalie]:
    """Money of the BOP 147 is not programmed without the rating at entry: « vérifier systématiquement »."""
    finance = any(c.financeur is Financeur.BOP_147 and (c.demande or c.accorde) for c in projet.cofinanceurs)
    if finance and projet.cotation_entree is None and atteint(projet.etape, EtapeProjet.PROGRAMME):
        phrase = f"Cotation à l’entrée{NBSP}: choisissez G0, G1 ou G2 avant de programmer des crédits du BOP{NBSP}147"
        yield Anomalie("cotation_entree", phrase)


def cotation_sortie(projet: Projet) -> Iterator[Anomalie]:
    """The rating at exit of the comité is kept apart from the one at entry; a bilan has its own."""
    if projet.cotation_entree is None:
        return
    if projet.cotation_sortie is None and atteint(projet.etape, EtapeProjet.NOTIFIE):
        phrase = f"Cotation à la sortie{NBSP}: choisissez G0, G1 ou G2, ou dites pourquoi elle manque"
        yield Anomalie("cotation_sortie", phrase, Gravite.AVERTISSEMENT)
    if projet.cotation_bilan is None and atteint(projet.etape, EtapeProjet.BILAN_VALIDE):
        phrase = f"Cotation au bilan{NBSP}: choisissez G0, G1 ou G2, ou dites pourquoi elle manque"
        yield Anomalie("cotation_bilan", phrase, Gravite.AVERTISSEMENT)


def cotation_justifiee(projet: Projet) -> Iterator[Anomalie]:
    """G1 and G2 are argued."""
    donnees = {projet.cotation_entree, projet.cotation_sortie, projet.cotation_bilan}
    if donnees & {Cotation.G1, Cotation.G2} and not (projet.justification or "").strip():
        yield Anomalie("justification", f"Justification{NBSP}: dites ce qui fait coter G1 ou G2")


def mixite_seule(projet: Projet) -> Iterator[Anomalie]:
    """Mixed attendance alone is no longer accepted as proof in the Pas-de-Calais."""
    donnees = {projet.cotation_entree, projet.cotation_sortie, projet.cotation_bilan}
    if donnees & {Cotation.G1, Cotation.G2} and seulement_mixite(projet.justification or ""):
        phrase = (
            f"Justification{NBSP}: la mixité du public ne suffit pas, dites ce que l’action change pour l’égalité, "
            "ou pourquoi la cotation tient"
        )
        yield Anomalie("justification", phrase, Gravite.AVERTISSEMENT)


EGALITE: tuple[Rule, ...] = (cotation_entree, cotation_sortie, cotation_justifiee, mixite_seule)
