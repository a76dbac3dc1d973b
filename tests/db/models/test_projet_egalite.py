"""The rating of equality: asked for before money is programmed, argued, and by more than a mixed public."""

from typing import Any

import pytest

from db.base import Gravite
from db.models import Projet
from db.models import projet_regles_egalite as regles
from db.models.projet_etapes import EtapeProjet
from db.models.projet_lignes import ProjetCofinanceur
from db.models.projet_listes import Cotation, Financeur


@pytest.mark.parametrize(
    "texte",
    [
        "mixité", "Mixité.", "MIXITÉ DU PUBLIC", "public mixte", "le public est mixte", "publics mixtes",
        "Action ouverte à tous", "ouvert à toutes et tous", "ouvert à tous et à toutes",
        "Le projet accueille les femmes et les hommes", "filles et garçons, mixité respectée", "les deux sexes",
        "ouvert aux filles et aux garçons", "Femmes et hommes accueillis ensemble", "les deux sexes sont présents",
        "Parité dans les groupes", "groupes paritaires", "Les ateliers sont ouverts aux hommes et aux femmes",
        "des filles et des garçons participent", "présence des deux sexes",
    ],
)  # fmt: skip
def test_a_mixed_public_alone_is_no_reason(texte: str) -> None:
    assert regles.seulement_mixite(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "", "permis de conduire pour des femmes sans emploi, garde d’enfants sur place",
        "mixité, et une garde d’enfants pendant les ateliers", "diagnostic sexué", "les femmes", "public",
        "parité dans l’encadrement et horaires adaptés", "filles et garçons échangent leurs rôles",
        "la mixité est recherchée par une communication sans stéréotype",
    ],
)  # fmt: skip
def test_what_changes_something_is_a_reason(texte: str) -> None:
    assert not regles.seulement_mixite(texte)


@pytest.mark.parametrize(
    ("justification", "cotation", "count"),
    [("mixité", Cotation.G1, 1), ("mixité", Cotation.G2, 1), ("mixité", Cotation.G0, 0), ("mixité", None, 0),
     ("horaires adaptés", Cotation.G1, 0), (None, Cotation.G1, 0)],
)  # fmt: skip
def test_mixity_is_challenged_for_g1_and_g2(justification: str | None, cotation: Cotation | None, count: int) -> None:
    found = list(regles.mixite_seule(Projet(cotation_entree=cotation, justification=justification)))
    assert len(found) == count
    assert all(a.gravite is Gravite.AVERTISSEMENT for a in found)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"cotation_entree": Cotation.G1}, 1), ({"cotation_sortie": Cotation.G2}, 1),
        ({"cotation_bilan": Cotation.G1}, 1),
        ({"cotation_entree": Cotation.G0}, 0), ({}, 0), ({"cotation_entree": Cotation.G1, "justification": " "}, 1),
        ({"cotation_entree": Cotation.G1, "justification": "garde d’enfants"}, 0),
    ],
)  # fmt: skip
def test_g1_and_g2_are_argued(values: dict[str, Any], count: int) -> None:
    found = list(regles.cotation_justifiee(Projet(**values)))
    assert [a.gravite for a in found] == [Gravite.BLOQUANT] * count


@pytest.mark.parametrize(
    ("etape", "financeur", "demande", "cotation", "count"),
    [
        (EtapeProjet.PROGRAMME, Financeur.BOP_147, 700_000, None, 1), (EtapeProjet.CLOS, Financeur.BOP_147, 1, None, 1),
        (EtapeProjet.COMITE_PILOTAGE, Financeur.BOP_147, 700_000, None, 0),
        (EtapeProjet.REFUSE, Financeur.BOP_147, 700_000, None, 0),
        (EtapeProjet.PROGRAMME, Financeur.EPCI, 700_000, None, 0),
        (EtapeProjet.PROGRAMME, Financeur.BOP_147, 0, None, 0),
        (EtapeProjet.PROGRAMME, Financeur.BOP_147, 700_000, Cotation.G0, 0),
    ],
)  # fmt: skip
def test_nothing_is_programmed_without_the_rating_at_entry(
    etape: EtapeProjet, financeur: Financeur, demande: int, cotation: Cotation | None, count: int
) -> None:
    lines = [ProjetCofinanceur(financeur=financeur, demande=demande)]
    found = list(regles.cotation_entree(Projet(etape=etape, cotation_entree=cotation, cofinanceurs=lines)))
    assert [a.gravite for a in found] == [Gravite.BLOQUANT] * count


@pytest.mark.parametrize(
    ("etape", "champs"),
    [(EtapeProjet.PROGRAMME, []), (EtapeProjet.NOTIFIE, ["cotation_sortie"]),
     (EtapeProjet.BILAN_VALIDE, ["cotation_sortie", "cotation_bilan"])],
)  # fmt: skip
def test_the_other_ratings_are_asked_for_in_their_time(etape: EtapeProjet, champs: list[str]) -> None:
    assert [a.champ for a in regles.cotation_sortie(Projet(etape=etape, cotation_entree=Cotation.G1))] == champs
    assert list(regles.cotation_sortie(Projet(etape=etape))) == []
