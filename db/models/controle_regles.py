"""The rules of a visit to an employer; each sentence names its article (domain 2.6 D)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.base import Anomalie, Gravite, Rule
from db.models.controle_listes import GRAVES, SuiteControle

if TYPE_CHECKING:
    from db.models.controle import Controle

NBSP, FINE = "\u00a0", "\u202f"
# What the visit looks at, and what is said when it is not so.
CONSTATS = {
    "poste_occupe": "poste non occupé", "fiche_poste": "fiche de poste non respectée",
    "temps_travail": "temps de travail non respecté", "tuteur": "pas de tuteur réel",
    "plan_formation": "pas de plan de formation", "lieu_qpv": "lieu de travail hors quartier prioritaire",
}  # fmt: skip


def pas_dans_l_avenir(controle: Controle) -> Iterator[Anomalie]:
    """A visit that is told was made."""
    if controle.date is not None and controle.date > controle.modifie_le.astimezone().date():
        phrase = (
            f"Date{NBSP}: dans l’avenir, corrigez-la{FINE}; "
            f"une visite à venir s’écrit dans «{NBSP}Prochaine visite{NBSP}»"
        )
        yield Anomalie("date", phrase)


def occupation_connue(controle: Controle) -> Iterator[Anomalie]:
    """What was seen and what the occupations say of that day agree."""
    convention = controle.convention
    if controle.poste_occupe is None or controle.date is None or convention is None:
        return
    if convention.occupe(controle.date) is not controle.poste_occupe:
        dit = "vacant" if controle.poste_occupe else "occupé"
        phrase = (
            f"Poste réellement occupé{NBSP}: la fiche du poste le dit {dit} le {controle.date:%d/%m/%Y}, mettez à jour "
            f"les titulaires ou dites pourquoi (aide due aux périodes réellement occupées, D5134-158)"
        )
        yield Anomalie("poste_occupe", phrase, Gravite.AVERTISSEMENT)


def missions_nommees(controle: Controle) -> Iterator[Anomalie]:
    """Missions outside the text are named."""
    if controle.hors_missions and not controle.hors_missions_texte:
        yield Anomalie("hors_missions_texte", f"Missions hors du texte{NBSP}: dites lesquelles (D5134-146)")


def suite_a_la_mesure(controle: Controle) -> Iterator[Anomalie]:
    """« Rien à signaler » with something found is challenged."""
    manques = [dit for champ, dit in CONSTATS.items() if getattr(controle, champ) is False]
    if controle.hors_missions:
        manques.append("missions hors du texte")
    if controle.suite is SuiteControle.RAS and manques:
        phrase = (
            f"Suite{NBSP}: {', '.join(manques)}{FINE}; choisissez une suite ou dites pourquoi aucune (D5134-153)"
        )
        yield Anomalie("suite", phrase, Gravite.AVERTISSEMENT)


def suite_datee(controle: Controle) -> Iterator[Anomalie]:
    """What is asked of the employer has a date, and comes after the visit."""
    if controle.suite in GRAVES and controle.echeance is None:
        assert controle.suite is not None
        article = "D5134-154" if controle.suite is SuiteControle.RESILIATION else "D5134-153"
        suite = controle.suite.libelle
        phrase = f"Échéance de la suite{NBSP}: indiquez une date pour «{NBSP}{suite}{NBSP}» ({article})"
        yield Anomalie("echeance", phrase)
    for champ, nom in (("echeance", "Échéance de la suite"), ("prochaine_le", "Prochaine visite")):
        jour = getattr(controle, champ)
        if jour is not None and controle.date is not None and jour <= controle.date:
            yield Anomalie(champ, f"{nom}{NBSP}: indiquez une date après le {controle.date:%d/%m/%Y}")


TOUTES: tuple[Rule, ...] = (pas_dans_l_avenir, occupation_connue, missions_nommees, suite_a_la_mesure, suite_datee)
