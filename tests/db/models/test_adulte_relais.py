"""A convention and its occupations are told what the Code du travail asks, each sentence with its article."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models import Convention
from db.models.adulte_relais_listes import (
    Avis,
    Contrat,
    MotifResiliation,
    SituationSortie,
    StatutConvention,
    Thematique,
    TypeConvention,
    TypeEmployeur,
)
from db.models.adulte_relais_regles import dernier_jour, dernier_juillet
from pvdesk.kit.draft import Draft
from pvdesk.store import listing, records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.store.adultes_relais import convention, ligne, occupation, poste, titulaire

D = dt.date


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def dit(desk: Desk, draft: Draft, gravite: Gravite | None = Gravite.BLOQUANT) -> list[str]:
    """The sentences said of a draft, of that weight, with plain spaces."""
    with desk.writing() as unit:
        found, _ = records.check(unit, draft)
    return [
        f.phrase.replace("\u00a0", " ").replace("\u202f", " ") for f in found if gravite is None or f.gravite is gravite
    ]


def brouillon(desk: Desk, **values: Any) -> Draft:
    with desk.writing() as unit:
        draft = convention(unit, **values)
        unit.commit()
    return draft


def candidat(desk: Desk, convention_uid: str, **values: Any) -> Draft:
    with desk.reading() as unit:
        return occupation(unit, convention_uid, "T-31", values.pop("debut", D(2025, 1, 6)), **values)


def calcul(desk: Desk, table: str, uid: str, key: str) -> str:
    with desk.reading() as unit:
        return str(records.load(unit, table, uid).computed[key]).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("debut", "fin"),
    [(D(2026, 10, 1), D(2029, 9, 30)), (D(2024, 2, 29), D(2027, 2, 28)), (D(2025, 1, 1), D(2027, 12, 31))],
)
def test_three_years_end_on_the_eve(debut: dt.date, fin: dt.date) -> None:
    assert dernier_jour(debut) == fin


@pytest.mark.parametrize(("jour", "juillet"), [(D(2026, 6, 30), D(2025, 7, 1)), (D(2026, 7, 1), D(2026, 7, 1))])
def test_the_amount_is_re_indexed_each_first_of_july(jour: dt.date, juillet: dt.date) -> None:
    assert dernier_juillet(jour) == juillet


def test_a_complete_convention_and_its_titulaire_have_nothing_to_correct(desk: Desk) -> None:
    assert dit(desk, brouillon(desk), None) == []
    assert dit(desk, candidat(desk, poste(desk)), None) == []


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({"fin": D(2028, 1, 1)}, "Fin : indiquez le 31/12/2027 au plus tard, trois ans au plus (D5134-150)"),
        ({"fin": D(2024, 12, 31)}, "Fin : indiquez une date après le 01/01/2025"),
        ({"quotite": 49}, "Quotité de travail : indiquez au moins 50 % (D5134-156)"),
        ({"thematique": Thematique.AUTRE}, "Autre thématique : précisez-la"),
        ({"derogation": True, "derogation_le": D(2024, 11, 4)},
         "Dérogation de résidence : indiquez son motif (D5134-151, 5°)"),
        ({"derogation": True, "derogation_motif": "Quartier voisin"},
         "Dérogation de résidence : indiquez sa date (D5134-151, 5°)"),
        ({"avis_le": None}, "Avis du délégué : indiquez sa date"),
        ({"avis": Avis.RESERVE}, "Avis du délégué : indiquez le motif de l’avis réservé"),
        ({"statut": StatutConvention.INSTRUITE},
         "Statut : la convention est signée, choisissez « Signée » (D5134-149)"),
        ({"statut": StatutConvention.RESILIEE, "resiliee_le": D(2025, 6, 30)},
         "Résiliation : choisissez son motif (D5134-154)"),
        ({"statut": StatutConvention.RESILIEE, "resiliation_motif": MotifResiliation.USAGE},
         "Résiliation : indiquez sa date (D5134-154)"),
        ({"resiliee_le": D(2025, 6, 30)},
         "Statut : une date de résiliation est écrite, choisissez « Résiliée » (D5134-154)"),
        ({"statut": StatutConvention.RESILIEE, "resiliation_motif": MotifResiliation.USAGE,
          "resiliee_le": D(2026, 6, 30)}, "Résiliation : indiquez un jour de la convention (D5134-154)"),
        ({"type": TypeConvention.RENOUVELLEMENT, "bilan_le": D(2024, 11, 4)},
         "Convention renouvelée : choisissez celle que ce renouvellement prolonge (D5134-150)"),
    ],
)  # fmt: skip
def test_a_convention_is_stopped(desk: Desk, values: dict[str, Any], attendu: str) -> None:
    assert dit(desk, brouillon(desk, **values)) == [attendu]


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({"signature_le": D(2025, 1, 2)},
         ("Début : avant la signature du 02/01/2025, corrigez-le ou dites pourquoi "
         "(aucune embauche avant la signature, D5134-152)")),
        ({"montant_temps_plein": 20_000_00},
         ("Montant annuel, temps plein : la table donne 22 810,61 € depuis le 27/09/2024, corrigez-le ou dites "
         "pourquoi (D5134-160)")),
        ({"debut": D(2025, 7, 1)},
         ("Montant annuel, temps plein : indiquez celui du 01/07/2025, le dernier montant connu est du 27/09/2024 "
         "(revalorisé chaque 1er juillet, D5134-160)")),
    ],
)  # fmt: skip
def test_a_convention_asks_for_a_reason(desk: Desk, values: dict[str, Any], attendu: str) -> None:
    assert dit(desk, brouillon(desk, **values), Gravite.AVERTISSEMENT) == [attendu]


def test_a_number_is_borne_once(desk: Desk) -> None:
    poste(desk)
    assert dit(desk, brouillon(desk, numero=" ar-62-001 ")) == [
        "N° de convention : une autre fiche porte déjà « ar-62-001 », corrigez-le (une convention par poste, D5134-149)"
    ]


def test_an_employer_is_known_by_its_siret(desk: Desk) -> None:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, "organisme", nom="Sans Siret")).uid
        unit.commit()
    attendu = "Employeur : complétez le SIRET dans la fiche de l’organisme (D5134-148)"
    assert dit(desk, brouillon(desk, employeur_uid=uid)) == [attendu]


def test_a_renewal_begins_after_and_brings_the_bilan(desk: Desk) -> None:
    uid = poste(desk)
    suite = brouillon(
        desk, numero="AR-62-002", type=TypeConvention.RENOUVELLEMENT, precedente_uid=uid, debut=D(2025, 12, 31),
        fin=D(2028, 12, 30), montant_temps_plein=23_000_00,
    )  # fmt: skip
    assert dit(desk, suite) == [
        (
            "Début : indiquez une date après le 31/12/2025, fin de la convention renouvelée "
            "(une convention par poste, D5134-149)"
        )
    ]
    assert any(p.startswith("Bilan de l’employeur") for p in dit(desk, suite, Gravite.AVERTISSEMENT))


@pytest.mark.parametrize(
    ("liste", "values", "attendu"),
    [
        ("avenants", {"numero": "1", "effet": D(2026, 1, 1)},
         "Avenant 1 : indiquez un effet entre le début et la fin de la convention (D5134-151)"),
        ("avenants", {"numero": "1", "effet": D(2025, 7, 1), "quotite": 49},
         "Avenant 1 : indiquez une quotité d’au moins 50 % (D5134-156)"),
        ("montants", {"depuis": D(2025, 1, 1), "montant": 1},
         "Revalorisation 1 : indiquez un jour de la convention, après son début"),
    ],
)  # fmt: skip
def test_a_line_stays_within_the_convention(desk: Desk, liste: str, values: dict[str, Any], attendu: str) -> None:
    draft = brouillon(desk)
    draft.lines[liste].append(ligne(**values))
    assert attendu in dit(desk, draft)


def test_two_amounts_do_not_share_a_day(desk: Desk) -> None:
    draft = brouillon(desk)
    draft.lines["montants"] += [ligne(depuis=D(2025, 7, 1), montant=1), ligne(depuis=D(2025, 7, 1), montant=2)]
    assert dit(desk, draft) == ["Revalorisation 2 : gardez un seul montant au 01/07/2025"]


@pytest.mark.parametrize(
    ("values", "attendu"),
    [
        ({"debut": D(2024, 11, 30)},
         "Début du contrat : indiquez une date après le 02/12/2024, signature de la convention (D5134-152)"),
        ({"debut": D(2026, 1, 1)},
         "Début du contrat : la convention a pris fin le 31/12/2025, choisissez la convention en cours (D5134-159)"),
        ({"contrat": Contrat.CDD}, "Fin prévue : indiquez la fin du CDD (L5134-103)"),
        ({"contrat": Contrat.CDD, "fin_prevue": D(2028, 1, 6)},
         ("Fin prévue : indiquez le 05/01/2028 au plus tard, un CDD dure trois ans au plus, renouvelable une fois "
         "(L5134-103)")),
        ({"fin_reelle": D(2025, 3, 14)}, "Motif de sortie : choisissez-en un (L5134-104)"),
        ({"residence": None},
         ("Résidence en quartier prioritaire : cochez-la une fois vérifiée, ou notez la dérogation dans la convention "
         "(L5134-102)")),
        ({"sans_emploi": None},
         "Sans emploi, ou contrat aidé rompu : cochez la case une fois vérifié (L5134-102)"),
        ({"age_au": D(2024, 12, 31)},
         ("Âge à la signature : compté au 31/12/2024, le contrat est signé le 06/01/2025 ; écrivez de nouveau la date "
         "de naissance (D5134-155)")),
        ({"annee_naissance": 1990},
         ("Âge à la signature : 40 ans ne va pas avec une naissance en 1990, écrivez de nouveau la date de naissance "
         "(D5134-155)")),
    ],
)  # fmt: skip
def test_an_occupation_is_stopped(desk: Desk, values: dict[str, Any], attendu: str) -> None:
    assert attendu in dit(desk, candidat(desk, poste(desk), **values))


@pytest.mark.parametrize(
    ("signature", "age", "requis"),
    [
        (D(2021, 9, 15), 29, "30 requis depuis le 01/01/2002"), (D(2021, 9, 16), 25, "26 requis depuis le 16/09/2021"),
        (D(2021, 9, 15), 30, ""), (D(2021, 9, 16), 26, ""),
    ],
)  # fmt: skip
def test_the_age_asked_is_that_of_the_day_of_signature(desk: Desk, signature: dt.date, age: int, requis: str) -> None:
    uid = poste(desk, signature_le=D(2021, 9, 1), debut=D(2021, 9, 1), fin=D(2024, 8, 31))
    draft = candidat(
        desk, uid, debut=D(2021, 10, 1), signature_le=signature, age_signature=age, age_au=signature,
        annee_naissance=2021 - age,
    )  # fmt: skip
    found = dit(desk, draft)
    assert bool(found) is bool(requis)
    assert all(requis in phrase and "L5134-102" in phrase for phrase in found)
    draft.values["decision"] = "Décision 2021-42"
    assert dit(desk, draft) == []


@pytest.mark.parametrize(
    ("employeur", "permis"),
    [
        (TypeEmployeur.ASSOCIATION, True), (TypeEmployeur.EPIC, True), (TypeEmployeur.HLM, True),
        (TypeEmployeur.SERVICE_PUBLIC, True), (TypeEmployeur.COMMUNE, False), (TypeEmployeur.EPCI, False),
        (TypeEmployeur.DEPARTEMENT, False), (TypeEmployeur.REGION, False), (TypeEmployeur.EPLE, False),
        (TypeEmployeur.SANTE, False), (TypeEmployeur.GIP, False),
    ],
)  # fmt: skip
def test_a_public_employer_but_an_epic_gives_no_cdi(desk: Desk, employeur: TypeEmployeur, permis: bool) -> None:
    found = dit(desk, candidat(desk, poste(desk, type_employeur=employeur)))
    assert [phrase for phrase in found if "L5134-103" in phrase] == found
    assert (found == []) is permis


def test_a_renewed_cdd_counts_three_more_years(desk: Desk) -> None:
    uid = poste(desk)
    values = {"contrat": Contrat.CDD, "fin_prevue": D(2030, 1, 1), "renouvele_le": D(2028, 1, 5)}
    assert dit(desk, candidat(desk, uid, **values)) == []


def test_who_stays_in_a_renewed_post_was_hired_before_its_signature(desk: Desk) -> None:
    uid = poste(desk)
    titulaire(desk, uid, "T-31", D(2025, 1, 6))
    suite = poste(
        desk, numero="AR-62-002", type=TypeConvention.RENOUVELLEMENT, precedente_uid=uid, signature_le=D(2025, 12, 1),
        debut=D(2026, 1, 1), fin=D(2028, 12, 31), bilan_le=D(2025, 11, 3),
    )  # fmt: skip
    assert dit(desk, candidat(desk, suite), None) == []


@pytest.mark.parametrize(
    ("debut", "fin", "accepte"),
    [
        (D(2025, 3, 10), None, False), (D(2025, 3, 14), None, False), (D(2025, 3, 15), None, True),
        (D(2025, 1, 2), D(2025, 1, 5), True), (D(2025, 1, 2), None, False), (D(2025, 1, 2), D(2025, 1, 6), False),
    ],
)  # fmt: skip
def test_two_titulaires_do_not_share_a_day(desk: Desk, debut: dt.date, fin: dt.date | None, accepte: bool) -> None:
    uid = poste(desk)
    titulaire(desk, uid, "T-12", D(2025, 1, 6), fin_reelle=D(2025, 3, 14))
    found = dit(desk, candidat(desk, uid, debut=debut, fin_prevue=fin))
    assert (found == []) is accepte
    assert all("T-12" in phrase and "D5134-149" in phrase for phrase in found)


@pytest.mark.parametrize(
    ("situation", "positive"),
    [
        (SituationSortie.EMPLOI_DURABLE, "Oui"), (SituationSortie.EMPLOI_TRANSITION, "Oui"),
        (SituationSortie.CREATION, "Oui"), (SituationSortie.FORMATION, "Oui"), (SituationSortie.RECHERCHE, "Non"),
        (SituationSortie.RETRAITE, "Non"), (SituationSortie.INCONNUE, ""), (None, ""),
    ],
)  # fmt: skip
def test_an_exit_is_positive_or_not(desk: Desk, situation: SituationSortie | None, positive: str) -> None:
    uid = titulaire(desk, poste(desk), "T-12", D(2025, 1, 6), fin_reelle=D(2025, 3, 14), situation=situation)
    assert calcul(desk, "occupation", uid, "sortie_positive") == positive


@pytest.mark.parametrize(
    ("values", "dit"),
    [
        ({}, "T-12 depuis le 06/01/2025"),
        ({"fin_prevue": D(2025, 11, 30)}, "T-12 jusqu’au 30/11/2025, puis vacant"),
        ({"fin_prevue": D(2025, 12, 31), "fin_reelle": D(2025, 3, 14)}, "T-12 jusqu’au 14/03/2025, puis vacant"),
        ({"fin_prevue": D(2025, 12, 31)}, "T-12 jusqu’au 31/12/2025"),
    ],
)
def test_the_form_and_the_list_say_the_same_of_a_post(desk: Desk, values: dict[str, Any], dit: str) -> None:
    uid = poste(desk)
    assert calcul(desk, "convention", uid, "poste") == "Pas encore pourvu"
    titulaire(desk, uid, "T-12", D(2025, 1, 6), **values)
    with desk.reading() as unit:
        (row,) = listing.rows(unit, "convention")
    assert row.values["poste"] == calcul(desk, "convention", uid, "poste") == dit


def test_the_amount_kept_comes_from_the_table_when_it_is_up_to_date(desk: Desk) -> None:
    uid = poste(desk, quotite=80)
    assert calcul(desk, "convention", uid, "montant_retenu") == "18 248,49 € par an (80 % de 22 810,61 €)"


def test_the_theoretical_aid_follows_the_working_time_of_an_avenant(desk: Desk) -> None:
    draft = brouillon(desk)
    draft.lines["avenants"].append(ligne(numero="1", effet=D(2025, 7, 1), quotite=50))
    with desk.writing() as unit:
        records.save(unit, draft)
        unit.commit()
    titulaire(desk, draft.uid, "T-12", D(2025, 1, 1), fin_prevue=D(2025, 12, 31))
    # 181 days at 100 %, 184 at 50 %: 22 810,61 × 273 ÷ 365 = 17 061,0864…
    assert calcul(desk, "convention", draft.uid, "aide_theorique") == "2025 : 17 061,09 € pour 365 jours occupés"


def test_a_post_is_in_force_from_its_start_to_its_end_or_its_resiliation(desk: Desk) -> None:
    uid = poste(
        desk, statut=StatutConvention.RESILIEE, resiliee_le=D(2025, 6, 30), resiliation_motif=MotifResiliation.USAGE
    )
    with desk.reading() as unit:
        found = unit.session.get(Convention, uid)
        assert found is not None
        jours = [D(2024, 12, 31), D(2025, 1, 1), D(2025, 6, 30), D(2025, 7, 1)]
        assert [found.en_vigueur(jour) for jour in jours] == [False, True, True, False]
        assert [(v.du, v.au) for v in found.vacances(D(2024, 1, 1), D(2026, 1, 1))] == [(D(2025, 1, 1), D(2025, 6, 30))]


def test_the_posts_of_an_employer_are_its_conventions_in_force(desk: Desk) -> None:
    with desk.writing() as unit:
        premiere = convention(unit)
        records.save(unit, premiere)
        employeur = premiere.values["employeur_uid"]
        for numero, statut in (("2", StatutConvention.SIGNEE), ("3", StatutConvention.ECHUE)):
            records.save(unit, convention(unit, numero=numero, statut=statut, employeur_uid=employeur))
        unit.commit()
    assert calcul(desk, "convention", premiere.uid, "postes_employeur") == "2"
