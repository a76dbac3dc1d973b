"""Each rule of quorum counts the day's titulaires its own way; proxies count only where the rule says so."""

import pytest

from db.models.conseil import ConseilQuorum
from db.models.conseil_listes import College, RegleQuorum
from db.models.quorum import Effectifs, Issue, apply_rule

HABITANTS, ACTEURS = College.HABITANTS, College.ACTEURS


def effectifs(presents: tuple[int, int], representes: tuple[int, int] = (0, 0)) -> Effectifs:
    """Of ten habitants and eight acteurs: who came, who is represented."""
    colleges = (HABITANTS, ACTEURS)
    return Effectifs(
        dict(zip(colleges, (10, 8), strict=True)), dict(zip(colleges, presents, strict=True)),
        dict(zip(colleges, representes, strict=True)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("regle", "presents", "phrase"),
    [
        (RegleQuorum.DEMI, (5, 4), "9 (9 présents) pour 9 requis — atteint"),
        (RegleQuorum.DEMI, (5, 3), "quorum non atteint (8 sur 9)"),
        (RegleQuorum.TIERS, (6, 0), "6 (6 présents) pour 6 requis — atteint"),
        (RegleQuorum.QUART, (4, 0), "quorum non atteint (4 sur 5)"),
        (RegleQuorum.NOMBRE, (1, 0), "1 (1 présent) pour 1 requis — atteint"),
        (RegleQuorum.NOMBRE, (0, 0), "quorum non atteint (0 sur 1)"),
        (RegleQuorum.PAR_COLLEGE, (5, 4), "9 (9 présents) pour 9 requis — atteint"),
        (RegleQuorum.PAR_COLLEGE, (10, 3), "quorum non atteint (13 sur 9)"),
        (RegleQuorum.AUCUN, (5, 4), "Aucun quorum dans la règle du conseil"),
        (None, (5, 4), "Aucun quorum dans la règle du conseil"),
    ],
)  # fmt: skip
def test_a_rule_says_what_it_counts(regle: RegleQuorum | None, presents: tuple[int, int], phrase: str) -> None:
    assert apply_rule(ConseilQuorum(regle=regle, nombre=1), effectifs(presents)).phrase == phrase


def test_without_any_rule_nothing_is_required() -> None:
    assert apply_rule(None, effectifs((5, 4))).issue is Issue.SANS_OBJET


@pytest.mark.parametrize("regle", [r for r in RegleQuorum if r is not RegleQuorum.AUCUN])
@pytest.mark.parametrize("titulaires", [{}, {HABITANTS: 0, ACTEURS: 0}])
def test_without_titulaires_no_quorum_is_reached_nor_missed(regle: RegleQuorum, titulaires: dict[College, int]) -> None:
    counted = apply_rule(ConseilQuorum(regle=regle, nombre=1), Effectifs(titulaires))
    assert counted.issue is Issue.SANS_OBJET
    assert counted.phrase == "Aucun titulaire en fonction ce jour-là\u00a0: quorum sans objet"


@pytest.mark.parametrize(
    ("admis", "comptes", "issue"),
    [(True, True, Issue.ATTEINT), (True, False, Issue.NON_ATTEINT), (False, True, Issue.NON_ATTEINT),
     (None, None, Issue.NON_ATTEINT)],
)  # fmt: skip
@pytest.mark.parametrize("regle", [RegleQuorum.DEMI, RegleQuorum.PAR_COLLEGE])
def test_proxies_count_only_where_they_are_admitted_and_counted(
    admis: bool | None, comptes: bool | None, issue: Issue, regle: RegleQuorum
) -> None:
    rule = ConseilQuorum(regle=regle, pouvoirs_admis=admis, pouvoirs_comptes=comptes)
    assert apply_rule(rule, effectifs((4, 4), (1, 0))).issue is issue


def test_one_proxy_is_said_in_the_singular() -> None:
    rule = ConseilQuorum(regle=RegleQuorum.DEMI, pouvoirs_admis=True, pouvoirs_comptes=True)
    assert apply_rule(rule, effectifs((4, 4), (1, 0))).phrase == "9 (8 présents + 1 représenté) pour 9 requis — atteint"
