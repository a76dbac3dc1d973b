"""What follows from a project's data, and what its rules say, each rule alone."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from db.base import Anomalie, Gravite
from db.models import Organisme, Projet
from db.models import projet_calculs as calculs
from db.models import projet_regles as regles
from db.models.organisme import FormeJuridique
from db.models.projet_etapes import EtapeProjet, atteint, recule
from db.models.projet_lignes import (
    ProjetBeneficiaires,
    ProjetCharge,
    ProjetCofinanceur,
    ProjetEtape,
    ProjetQuartier,
    ProjetReport,
)
from db.models.projet_listes import Acte, AvisDelegue, Financeur, NatureProjet, Pilier
from db.models.visite import Visite
from db.models.visite_listes import StatutVisite

CLOS = dt.date(2024, 12, 31)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(found: Iterator[Anomalie]) -> list[str]:
    return [plain(a.phrase) for a in found]


def finance(**parts: tuple[int, int | None]) -> list[ProjetCofinanceur]:
    """Lines in euros: financeur → asked, granted."""
    return [
        ProjetCofinanceur(
            uid=name, financeur=Financeur[name], demande=asked * 100, accorde=None if given is None else given * 100
        )
        for name, (asked, given) in parts.items()
    ]


def parcouru(*etapes: tuple[EtapeProjet, dt.date | None, str | None]) -> list[ProjetEtape]:
    return [ProjetEtape(uid=str(i), rang=i, etape=e, date=d, motif=m) for i, (e, d, m) in enumerate(etapes)]


@pytest.mark.parametrize(
    ("centimes", "text"),
    [(0, "0 €"), (1_550_000, "15 500 €"), (123_450, "1 234,50 €"), (-30_000, "−300 €"), (5, "0,05 €")],
)
def test_an_amount_is_said_in_euros(centimes: int, text: str) -> None:
    assert plain(calculs.euros(centimes)) == text


@pytest.mark.parametrize(
    ("morceau", "total", "text"),
    [(700_000, 1_550_000, "45,2 %"), (1, 3, "33,3 %"), (1, 2, "50 %"), (0, 5, "0 %"), (-30, 1550, "−1,9 %"),
     (-1, 100_000, "0 %")],
)  # fmt: skip
def test_a_share_has_one_decimal(morceau: int, total: int, text: str) -> None:
    assert plain(calculs.part(morceau, total)) == text


def test_the_share_of_the_bop_147_follows_what_is_granted() -> None:
    projet = Projet(cofinanceurs=finance(BOP_147=(7000, None), EPCI=(8500, None)))
    assert plain(projet.taux) == "45,2 %"
    projet.cofinanceurs[0].accorde = 600_000
    assert plain(projet.taux) == "45,2 % demandé, 38,7 % accordé"
    assert Projet().taux == ""


def test_the_budget_is_said_with_its_gap() -> None:
    projet = Projet(charges=[ProjetCharge(prevu=1_550_000)], cofinanceurs=finance(BOP_147=(15500, None)))
    assert plain(projet.budget) == "Charges 15 500 €, produits 15 500 € : équilibré"
    projet.charges[0].prevu = 1_540_000
    assert plain(projet.budget) == "Charges 15 400 €, produits 15 500 € : écart de 100 €"
    assert Projet().budget == ""


def test_the_gap_of_the_bilan_is_said_in_euros_and_in_percent() -> None:
    projet = Projet(
        charges=[ProjetCharge(prevu=1_550_000, realise=1_520_000)], cofinanceurs=finance(BOP_147=(15_500, None))
    )
    assert projet.ecart == ""  # no bilan yet
    projet.bilan_recu_le = CLOS
    assert plain(projet.ecart) == "charges −300 € (−1,9 %)"
    projet.cofinanceurs[0].verse = 1_600_000
    assert plain(projet.ecart) == "charges −300 € (−1,9 %), produits 500 € (3,2 %)"
    assert Projet(charges=[ProjetCharge(prevu=1_550_000)]).ecart == ""


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"annee": 2024}, dt.date(2025, 6, 30)),
        ({"annee": 2025}, dt.date(2026, 6, 30)),
        ({"annee": 2024, "exercice_clos_le": dt.date(2024, 8, 31)}, dt.date(2025, 2, 28)),
        ({"annee": 2024, "exercice_clos_le": dt.date(2024, 3, 15)}, dt.date(2024, 9, 15)),
        ({"annee": 2024, "nature": NatureProjet.CPO, "cpo_rang": 1, "cpo_duree": 3}, dt.date(2027, 6, 30)),
        ({"annee": 2024, "nature": NatureProjet.CPO, "cpo_rang": 3, "cpo_duree": 3}, dt.date(2025, 6, 30)),
        ({"annee": 2024, "nature": NatureProjet.CPO}, dt.date(2025, 6, 30)),
        ({}, None),
    ],
)  # fmt: skip
def test_the_bilan_is_due_six_months_after_the_exercise(values: dict[str, Any], due: dt.date | None) -> None:
    assert Projet(**values).echeance_bilan == due


def test_the_last_report_granted_moves_the_due_date() -> None:
    reports = [
        ProjetReport(rang=0, date=dt.date(2025, 9, 20), echeance=dt.date(2025, 12, 31)),
        ProjetReport(rang=1, date=dt.date(2025, 7, 1), echeance=dt.date(2025, 9, 1)),
        ProjetReport(rang=2, date=None, echeance=None),
    ]
    assert Projet(annee=2024, reports=reports).echeance_bilan == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("etape", "recu", "jours"),
    [
        (EtapeProjet.BILAN_ATTENDU, None, 77), (EtapeProjet.NOTIFIE, None, 77), (EtapeProjet.DEPOSE, None, 0),
        (EtapeProjet.REFUSE, None, 0), (EtapeProjet.BILAN_RECU, None, 0), (EtapeProjet.EN_COURS, CLOS, 0),
        (None, None, 0),
    ],
)  # fmt: skip
def test_only_money_granted_without_bilan_is_late(etape: EtapeProjet | None, recu: dt.date | None, jours: int) -> None:
    assert Projet(annee=2024, etape=etape, bilan_recu_le=recu).retard(dt.date(2025, 9, 15)) == jours


def test_nothing_is_late_before_the_day_after_the_due_date() -> None:
    projet = Projet(annee=2024, etape=EtapeProjet.VERSE)
    assert [projet.retard(dt.date(2025, 6, 29)), projet.retard(dt.date(2025, 6, 30))] == [0, 0]
    assert projet.retard(dt.date(2025, 7, 1)) == 1
    assert Projet(etape=EtapeProjet.VERSE).retard(dt.date(2025, 7, 1)) == 0


@pytest.mark.parametrize(
    ("avant", "apres", "back"),
    [
        (EtapeProjet.DEPOSE, EtapeProjet.PROGRAMME, False),
        (EtapeProjet.INCOMPLET, EtapeProjet.COMPLET, False),
        (EtapeProjet.COMPLET, EtapeProjet.INCOMPLET, False),
        (EtapeProjet.INSTRUCTION, EtapeProjet.INCOMPLET, True),
        (EtapeProjet.COMITE_PILOTAGE, EtapeProjet.REFUSE, False),
        (EtapeProjet.REFUSE, EtapeProjet.PROGRAMME, True),
        (EtapeProjet.PROGRAMME, EtapeProjet.PROGRAMME, False),
        (EtapeProjet.EN_COURS, EtapeProjet.RETIRE, True),
        (EtapeProjet.PROGRAMME, EtapeProjet.NOTIFIE, False),
    ],
)
def test_a_step_back_is_known(avant: EtapeProjet, apres: EtapeProjet, back: bool) -> None:
    assert recule(avant, apres) is back


def test_a_project_set_aside_has_reached_nothing() -> None:
    assert not atteint(EtapeProjet.REFUSE, EtapeProjet.AVIS_RENDU)
    assert not atteint(None, EtapeProjet.IDEE)
    assert atteint(EtapeProjet.CLOS, EtapeProjet.PROGRAMME)


def test_a_step_back_asks_for_its_reason_and_a_jump_forward_does_not() -> None:
    etapes = parcouru(
        (EtapeProjet.DEPOSE, dt.date(2026, 1, 5), None), (EtapeProjet.PROGRAMME, dt.date(2026, 3, 4), None),
        (EtapeProjet.INSTRUCTION, dt.date(2026, 3, 9), None),
    )  # fmt: skip
    projet = Projet(etapes=etapes)
    (found,) = regles.retour_motive(projet)
    assert plain(found.phrase) == "Parcours : retour de « Programmé » à « En instruction », dites pourquoi"
    assert (found.champ, found.gravite) == ("etapes/2/motif", Gravite.AVERTISSEMENT)
    etapes[2].motif = "budget revu par la commune"
    assert said(regles.retour_motive(projet)) == []


def test_stages_are_read_in_the_order_of_their_dates() -> None:
    etapes = parcouru(
        (EtapeProjet.PROGRAMME, None, None), (EtapeProjet.COMPLET, dt.date(2026, 2, 1), None),
        (EtapeProjet.DEPOSE, dt.date(2026, 1, 5), None), (EtapeProjet.INSTRUCTION, dt.date(2026, 2, 1), None),
    )  # fmt: skip
    assert [e.etape for e in regles.parcours(Projet(etapes=etapes))] == [
        EtapeProjet.DEPOSE, EtapeProjet.COMPLET, EtapeProjet.INSTRUCTION, EtapeProjet.PROGRAMME,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("etape", "passees", "count"),
    [
        (EtapeProjet.IDEE, [], 0), (None, [], 0), (EtapeProjet.DEPOSE, [], 1),
        (EtapeProjet.DEPOSE, [(EtapeProjet.DEPOSE, CLOS, None)], 0),
        (EtapeProjet.COMPLET, [(EtapeProjet.DEPOSE, CLOS, None)], 1),
    ],
)  # fmt: skip
def test_the_present_stage_has_its_date(etape: EtapeProjet | None, passees: list[Any], count: int) -> None:
    assert len(said(regles.etape_datee(Projet(etape=etape, etapes=parcouru(*passees))))) == count


def test_an_unbalanced_budget_says_both_totals_and_the_gap() -> None:
    projet = Projet(
        charges=[ProjetCharge(prevu=p * 100) for p in (8200, 5400, 1800)], cofinanceurs=finance(BOP_147=(15500, None))
    )
    assert said(regles.budget_equilibre(projet)) == [
        "Budget : 15 400 € de charges et 15 500 € de produits, corrigez l’écart de 100 €"
    ]
    projet.charges[2].prevu = 190_000
    assert said(regles.budget_equilibre(projet)) == []
    assert said(regles.budget_equilibre(Projet())) == []


def test_more_granted_than_asked_is_argued() -> None:
    found = said(regles.accorde_au_plus(Projet(cofinanceurs=finance(BOP_147=(7000, 8000), EPCI=(4000, None)))))
    assert found == ["Accordé : 8 000 € pour 7 000 € demandés, dites pourquoi"]


def test_a_payment_of_the_state_is_dated() -> None:
    lines = finance(BOP_147=(7000, 6000), COMMUNE=(100, 100))
    for line in lines:
        line.verse = 10_000
    assert said(regles.versement_date(Projet(cofinanceurs=lines))) == ["Versé le : indiquez la date du versement"]


@pytest.mark.parametrize(
    ("values", "faulty"),
    [
        ({"femmes": 14, "hommes": 3, "total": 17}, []),
        ({"femmes": 14, "hommes": 3, "non_genre": 1, "total": 17}, ["total"]),
        ({"femmes": 14, "hommes": 3}, []),
        ({"total": 17}, ["total"]),
        ({"femmes": 14, "hommes": 3, "qpv": 18}, ["qpv"]),
        ({"femmes": 14, "hommes": 3, "qpv": 17}, []),
    ],
)
def test_the_grid_of_beneficiaries_adds_up(values: dict[str, int], faulty: list[str]) -> None:
    projet = Projet(beneficiaires=[ProjetBeneficiaires(uid="u", **values)])
    assert [a.champ.rsplit("/", 1)[1] for a in regles.beneficiaires_justes(projet)] == faulty


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"quartiers": []}, 1), ({"quartiers": [ProjetQuartier()]}, 1), ({"hors_qpv": True}, 0),
        ({"quartiers": [ProjetQuartier(quartier="QN06201M")]}, 0),
    ],
)  # fmt: skip
def test_a_project_is_in_a_quartier_or_outside_of_all(values: dict[str, Any], count: int) -> None:
    assert len(said(regles.un_quartier(Projet(**values)))) == count


@pytest.mark.parametrize(
    ("values", "champ"),
    [
        ({"annee": 2023}, ["pilier"]), ({"annee": 2023, "pilier": Pilier.COHESION}, []),
        ({"annee": 2024}, ["priorite"]),
        ({"annee": 2026, "priorite": "quartier apaisé"}, []), ({}, []),
    ],
)  # fmt: skip
def test_the_grid_of_the_contrat_is_recalled(values: dict[str, Any], champ: list[str]) -> None:
    found = list(regles.nomenclature(Projet(**values)))
    assert [a.champ for a in found] == champ
    assert all(a.gravite is Gravite.INFO for a in found)


@pytest.mark.parametrize(
    ("values", "champ"),
    [
        ({}, ["cpo_rang"]), ({"cpo_rang": 2}, ["cpo_duree"]), ({"cpo_rang": 4, "cpo_duree": 3}, ["cpo_rang"]),
        ({"cpo_rang": 2, "cpo_duree": 3}, []),
    ],
)  # fmt: skip
def test_a_cpo_says_which_year_it_is(values: dict[str, int], champ: list[str]) -> None:
    assert [a.champ for a in regles.annee_de_la_cpo(Projet(nature=NatureProjet.CPO, **values))] == champ
    assert said(regles.annee_de_la_cpo(Projet(nature=NatureProjet.ANNUELLE, **values))) == []


@pytest.mark.parametrize(("champ", "avant"), regles.SUITES)
def test_what_follows_is_not_dated_before_what_it_follows(champ: str, avant: str) -> None:
    (found,) = regles.dates_du_parcours(Projet(**{champ: dt.date(2026, 3, 1), avant: dt.date(2026, 3, 2)}))
    assert (found.champ, found.gravite) == (champ, Gravite.AVERTISSEMENT)
    assert "02/03/2026" in found.phrase
    assert not said(regles.dates_du_parcours(Projet(**{champ: CLOS, avant: CLOS})))


def test_an_action_ends_after_it_began() -> None:
    assert said(regles.dates_dans_l_ordre(Projet(debut=CLOS, fin=dt.date(2024, 1, 1))))
    assert not said(regles.dates_dans_l_ordre(Projet(debut=CLOS, fin=CLOS)))


@pytest.mark.parametrize(
    ("forme", "cer", "annee", "count"),
    [
        (FormeJuridique.ASSOCIATION, None, 2026, 1), (FormeJuridique.FONDATION, None, None, 1),
        (FormeJuridique.ASSOCIATION, None, 2021, 0), (FormeJuridique.ASSOCIATION, dt.date(2022, 1, 5), 2026, 0),
        (FormeJuridique.COMMUNE, None, 2026, 0),
    ],
)  # fmt: skip
def test_an_association_has_signed_its_contrat_d_engagement(
    forme: FormeJuridique, cer: dt.date | None, annee: int | None, count: int
) -> None:
    projet = Projet(annee=annee, porteur=Organisme(forme=forme, cer_le=cer))
    found = list(regles.cer_du_porteur(projet))
    assert len(found) == count
    assert all(a.gravite is Gravite.AVERTISSEMENT and "2021-1947" in a.phrase for a in found)


@pytest.mark.parametrize(
    ("forme", "siret", "gravites"),
    [
        (FormeJuridique.ASSOCIATION, "999 999 998 00019", []),
        (FormeJuridique.ASSOCIATION, "999 999 998 00018", [Gravite.AVERTISSEMENT]),
        (FormeJuridique.ASSOCIATION, None, [Gravite.INFO]), (FormeJuridique.COLLECTIF, None, []),
    ],
)  # fmt: skip
def test_the_siret_of_the_porteur_is_checked(forme: FormeJuridique, siret: str | None, gravites: list[Gravite]) -> None:
    projet = Projet(porteur=Organisme(forme=forme, siret=siret))
    assert [a.gravite for a in regles.siret_du_porteur(projet)] == gravites
    assert said(regles.siret_du_porteur(Projet())) == []


@pytest.mark.parametrize(
    ("values", "champ"),
    [
        ({"etape": EtapeProjet.AVIS_RENDU}, ["avis"]), ({"etape": EtapeProjet.INSTRUCTION}, []),
        ({"etape": EtapeProjet.REFUSE}, []), ({"avis": AvisDelegue.RESERVES}, ["avis_motif"]),
        ({"avis": AvisDelegue.RESERVES, "avis_motif": "budget à préciser"}, []), ({"avis": AvisDelegue.FAVORABLE}, []),
    ],
)  # fmt: skip
def test_the_opinion_is_given_in_time_and_argued(values: dict[str, Any], champ: list[str]) -> None:
    assert [a.champ for a in regles.avis_rendu(Projet(**values))] == champ


@pytest.mark.parametrize(
    ("accorde", "acte", "count"),
    [(23_000, Acte.ARRETE, 0), (23_001, Acte.ARRETE, 1), (23_001, Acte.CONVENTION, 0), (23_001, None, 0)],
)
def test_above_23_000_euros_a_convention_is_required(accorde: int, acte: Acte | None, count: int) -> None:
    projet = Projet(annee=2026, acte=acte, cofinanceurs=finance(BOP_147=(30_000, accorde)))
    found = said(regles.convention_requise(projet))
    assert len(found) == count
    assert all("23 001 € pour ce porteur en 2026" in phrase and "2001-495" in phrase for phrase in found)


def test_a_signed_act_is_known() -> None:
    assert said(regles.acte_connu(Projet(etape=EtapeProjet.ACTE_SIGNE))) == ["Acte : choisissez arrêté ou convention"]
    assert said(regles.acte_connu(Projet(etape=EtapeProjet.NOTIFIE))) == []


def test_the_act_proposed_says_its_sum() -> None:
    projet = Projet(annee=2026, cofinanceurs=finance(BOP_147=(7000, 6000)))
    assert plain(projet.acte_propose) == "Arrêté (6 000 € pour le porteur en 2026, convention au-delà de 23 000 €)"
    projet.cofinanceurs[0].accorde = 2_400_000
    assert projet.acte_propose.startswith("Convention")
    projet.etape = EtapeProjet.REFUSE
    assert projet.acte_propose == ""


def test_visits_are_told_in_one_line_each() -> None:
    visite = Visite(date=dt.date(2024, 5, 14), lieu="Centre social", public_femmes=14, public_hommes=3)
    prevue = Visite(lieu="Gymnase", public_femmes=1, statut=StatutVisite.PREVUE)
    annulee = Visite(lieu="Stade", statut=StatutVisite.ANNULEE)
    assert Projet(liees=[Visite(lieu="Parc")]).visites == "Sans date – Parc"
    assert plain(Projet(liees=[visite, prevue, annulee]).visites) == (
        "14/05/2024 – Centre social – public vu : 14 femmes, 3 hommes\n"
        "Sans date (prévue) – Gymnase – public vu : 1 femme, 0 homme"
    )
