"""The tiles: each says what the records of a day say, in French, and nothing that cannot be read."""

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from db.models import Conseil
from db.models.adulte_relais_listes import StatutConvention, Thematique
from db.models.conseil_listes import StatutConseil, TypeInstance
from db.models.dispositif_listes import StatutDispositif
from db.models.objectif import StatutObjectif
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Cotation, Financeur, NatureProjet, Pilier
from db.models.seance import StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import projets, records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateur, indicateurs
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.unit import UnitOfWork
from tests.builders import TODAY, make_desk

LENS, QUARTIER, CONTRAT = "62498", "QN06224M", "2024-200033579"
ILLISIBLES = [
    ligne["code"]
    for ligne in csv.DictReader(Path("resources/reference/reperes.csv").read_text(encoding="utf-8").splitlines())
    if ligne["lisibilite"] == "illisible"
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("tuiles") / "donnees")
    yield desk
    desk.close()


@pytest.fixture
def unit(shared: Desk) -> Iterator[UnitOfWork]:
    """A work that is never committed: each test starts from an empty desk."""
    with shared.writing() as work:
        yield work


def line(**values: object) -> LineDraft:
    return LineDraft(new_uid(), values)


def add(unit: UnitOfWork, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, **values: Any) -> str:
    draft = records.blank(unit, table, **values)
    for key, rows in (lines or {}).items():
        draft.lines[key] = [line(**row) for row in rows]
    return records.save(unit, draft).uid


def fiche(unit: UnitOfWork, type_: str, chiffres: dict[str, dict[int, int]] | None = None, **values: Any) -> str:
    """A dispositif in place, with whole figures by measure and year."""
    releves = [
        {"mesure": f"{type_}.{mesure}", "annee": annee, "valeur": valeur * 1_000}
        for mesure, annees in (chiffres or {}).items()
        for annee, valeur in annees.items()
    ]
    given = {"type": type_, "nom": f"{type_} (essai)", "statut": StatutDispositif.ACTIF} | values
    return add(unit, "fiche_dispositif", {"releves": releves}, **given)


def convention(unit: UnitOfWork, debut: dt.date, fin: dt.date, **values: Any) -> str:
    given = {"numero": "C-1", "statut": StatutConvention.SIGNEE, "thematique": Thematique.GENERALISTE} | values
    return add(unit, "convention", {"quartiers": [{"quartier": QUARTIER}]}, debut=debut, fin=fin, **given)


def projet(unit: UnitOfWork, accorde: int, **values: Any) -> str:
    """A project that a comité retained; `accorde` is in euros."""
    rows = [
        {"financeur": Financeur.BOP_147, "demande": accorde * 100, "accorde": accorde * 100},
        {"financeur": Financeur.COMMUNE, "demande": 400_000, "accorde": 400_000},
    ]
    given = {"intitule": "Essai", "annee": TODAY.year, "etape": EtapeProjet.PROGRAMME} | values
    return add(unit, "projet", {"cofinanceurs": rows}, **given)


def releve(unit: UnitOfWork, repere: str, jour: dt.date, valeur: int | None = None, **values: Any) -> str:
    exact = None if valeur is None else valeur * 1_000
    return add(unit, "releve", repere=repere, date=jour, valeur=exact, source="essai", **values)


def said(unit: UnitOfWork, code: str, au: dt.date = TODAY) -> str:
    return indicateur(unit, code, au).texte


def parts(tile: Indicateur) -> dict[str, str]:
    return {d.libelle: d.texte for d in tile.detail}


# Every tile


def test_each_tile_bears_its_code_and_stands_on_an_empty_desk(unit: UnitOfWork) -> None:
    found = indicateurs(unit, TODAY)
    assert {code: tile.code for code, tile in found.items()} == {code: code for code in found}
    assert {*CATALOGUE} < {*found}
    for tile in found.values():
        assert tile.titre
        assert tile.texte
        assert tile.ton in {"success", "warning", "error", "info", "neutral"}


def test_an_empty_desk_has_reached_nothing(unit: UnitOfWork) -> None:
    assert {code for code, tile in indicateurs(unit, TODAY).items() if tile.ton == "success"} == set()


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE["geographie.qpv"] = CATALOGUE["geographie.contrats"]  # type: ignore[index]


def test_a_tile_nobody_knows_is_a_lookup_error(unit: UnitOfWork) -> None:
    for code in ("conseils.inconnus", "releve.XX-99"):
        with pytest.raises(LookupError):
            indicateur(unit, code, TODAY)


@pytest.mark.parametrize("code", ILLISIBLES)
def test_what_cannot_be_read_is_said_illegible_and_never_a_value(unit: UnitOfWork, code: str) -> None:
    tile = indicateur(unit, f"releve.{code}", TODAY)
    assert (tile.texte, tile.valeur, tile.base) == ("illisible", None, None)


def test_a_count_whose_printed_figure_is_illegible_says_so_beside_it(unit: UnitOfWork) -> None:
    for code in ("conseils.installes", "sante.cls", "sante.asv", "securite.zsp", "securite.qrr", "dpv.montant"):
        tile = indicateur(unit, code, TODAY)
        assert tile.base is None
        assert "brochure\u00a0: illisible" in tile.note


# Conseils


def test_the_nine_conseils_to_set_up_go_down_on_the_day_of_each(unit: UnitOfWork) -> None:
    for rang in range(8):
        add(unit, "conseil", nom=f"Conseil {rang}", statut=StatutConseil.A_CONSTITUER, date_cible=dt.date(2026, 6, 30))
    add(unit, "conseil", nom="Le neuvième", statut=StatutConseil.CONSTITUE, constitue_le=dt.date(2026, 6, 24))
    add(unit, "conseil", nom="Comité de pilotage", type=TypeInstance.COPIL, statut=StatutConseil.A_CONSTITUER)
    unit.session.execute(update(Conseil).values(cree_le=dt.datetime(2026, 5, 4, 8, tzinfo=dt.UTC)))
    avant = indicateur(unit, "conseils.a_constituer", dt.date(2026, 6, 23))
    apres = indicateur(unit, "conseils.a_constituer", dt.date(2026, 6, 24))
    assert (avant.texte, apres.texte) == ("9", "8")
    assert (apres.base, apres.cible, apres.ton) == (9, 0, "warning")
    assert len(apres.uids) == 8
    assert said(unit, "conseils.installes", dt.date(2026, 6, 23)) == "0"
    assert said(unit, "conseils.installes", dt.date(2026, 6, 24)) == "1"


def test_a_conseil_is_not_to_be_set_up_before_it_is_noted(unit: UnitOfWork) -> None:
    add(unit, "conseil", nom="Conseil", statut=StatutConseil.A_CONSTITUER)
    assert said(unit, "conseils.a_constituer") == "1"
    assert said(unit, "conseils.a_constituer", TODAY - dt.timedelta(days=1)) == "0"


def test_the_conseils_sit_in_one_comite_out_of_two(unit: UnitOfWork) -> None:
    copil = add(unit, "conseil", nom="Comité de pilotage", type=TypeInstance.COPIL)
    conseil = add(unit, "conseil", nom="Conseil citoyen")
    held = {"statut": StatutReunion.TENUE, "date": dt.date(2026, 4, 9)}
    add(unit, "reunion", conseil_uid=copil, conseils_femmes=2, conseils_hommes=1, **held)
    add(unit, "reunion", conseil_uid=copil, conseils_femmes=0, **held)
    add(unit, "reunion", conseil_uid=copil, date=dt.date(2026, 11, 1), conseils_femmes=1)  # only planned
    add(unit, "reunion", conseil_uid=conseil, **held)
    tile = indicateur(unit, "conseils.copil", TODAY)
    assert (tile.texte, tile.note) == ("50\u00a0%", "1 sur 2\u00a0comités tenus, 2 F et 1 H")
    assert said(unit, "conseils.copil", dt.date(2026, 4, 8)) == "—"


# Adultes-relais (S4, S5)


def test_a_post_is_vacant_for_51_days_between_two_titulaires(unit: UnitOfWork) -> None:
    poste = convention(unit, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    add(
        unit,
        "occupation",
        convention_uid=poste,
        code="T-12",
        debut=dt.date(2025, 1, 1),
        fin_reelle=dt.date(2025, 3, 14),
    )
    add(unit, "occupation", convention_uid=poste, code="T-40", debut=dt.date(2025, 5, 5))
    autre = convention(unit, dt.date(2025, 1, 1), dt.date(2025, 12, 31), numero="C-2")
    add(unit, "occupation", convention_uid=autre, code="T-1", debut=dt.date(2025, 1, 1))
    by_day = {
        dt.date(2025, 3, 14): ("2\u00a0occupés sur 2", "0", "success"),
        dt.date(2025, 3, 15): ("1\u00a0occupé sur 2", "1", "info"),
        dt.date(2025, 4, 13): ("1\u00a0occupé sur 2", "1", "warning"),  # thirty days
        dt.date(2025, 5, 4): ("1\u00a0occupé sur 2", "1", "warning"),
        dt.date(2025, 5, 5): ("2\u00a0occupés sur 2", "0", "success"),
        dt.date(2026, 1, 1): ("0\u00a0occupé sur 0", "0", "neutral"),
    }
    for day, expected in by_day.items():
        vacant = indicateur(unit, "adultes_relais.vacants", day)
        assert (said(unit, "adultes_relais.occupes", day), vacant.texte, vacant.ton) == expected, day
    dernier = indicateur(unit, "adultes_relais.vacants", dt.date(2025, 5, 4))
    assert dernier.note == "le plus long depuis 51\u00a0jours"
    assert dernier.uids == (poste,)


def test_133_posts_are_occupied_of_134(unit: UnitOfWork) -> None:
    for rang in range(134):
        poste = convention(unit, dt.date(2025, 1, 1), dt.date(2025, 12, 31), numero=f"C-{rang}")
        if rang:
            add(unit, "occupation", convention_uid=poste, code=f"T-{rang}", debut=dt.date(2025, 1, 1))
    jour = dt.date(2025, 4, 1)
    tile = indicateur(unit, "adultes_relais.conventionnes", jour)
    assert (tile.valeur, tile.base) == (134, 134)
    assert said(unit, "adultes_relais.occupes", jour) == "133\u00a0occupés sur 134"


def test_a_quartier_has_its_health_mediator_at_the_start_not_at_the_signature(unit: UnitOfWork) -> None:
    poste = convention(
        unit, dt.date(2026, 10, 1), dt.date(2029, 9, 30), thematique=Thematique.ARMS, signature_le=dt.date(2026, 9, 1)
    )
    add(
        unit,
        "occupation",
        convention_uid=poste,
        code="T-31",
        signature_le=dt.date(2026, 9, 21),
        debut=dt.date(2026, 10, 1),
    )
    assert said(unit, "sante.qpv_sans_arms", dt.date(2026, 9, 30)) == "64"
    assert said(unit, "sante.qpv_sans_arms", dt.date(2026, 10, 1)) == "63"
    assert QUARTIER not in {d.cle for d in indicateur(unit, "sante.qpv_sans_arms", dt.date(2026, 10, 1)).detail}
    assert said(unit, "sante.arms", dt.date(2026, 10, 1)) == "1"


def test_a_convention_that_was_ended_early_has_no_post_any_more(unit: UnitOfWork) -> None:
    poste = convention(unit, dt.date(2025, 1, 1), dt.date(2027, 12, 31), resiliee_le=dt.date(2026, 2, 1))
    add(unit, "occupation", convention_uid=poste, code="T-1", debut=dt.date(2025, 1, 1))
    convention(unit, dt.date(2025, 1, 1), dt.date(2027, 12, 31), numero="C-2", statut=StatutConvention.DEMANDE)
    assert said(unit, "adultes_relais.occupes", dt.date(2026, 2, 1)) == "1\u00a0occupé sur 1"
    assert said(unit, "adultes_relais.occupes", dt.date(2026, 2, 2)) == "0\u00a0occupé sur 0"


# Projects


def test_money_is_summed_by_pillar_and_by_priority_of_the_contrat(unit: UnitOfWork) -> None:
    projet(unit, 6_000, pilier=Pilier.COHESION)
    projet(unit, 1_500, pilier=Pilier.COHESION)
    projet(unit, 2_000, contrat=CONTRAT, priorite="quartier apaisé")
    projet(unit, 9_000, pilier=Pilier.EMPLOI, etape=EtapeProjet.REFUSE)
    projet(unit, 9_000, pilier=Pilier.EMPLOI, etape=EtapeProjet.INSTRUCTION)
    projet(unit, 9_000, pilier=Pilier.EMPLOI, annee=2025)
    tile = indicateur(unit, "projets.piliers", TODAY)
    assert (tile.valeur, tile.texte, tile.note) == (9_500, "9\u202f500\u00a0€", "3\u00a0projets en 2026")
    (pilier, cohesion), (priorite, apaise) = parts(tile).items()
    assert (pilier, cohesion) == ("Cohésion sociale", "2\u00a0projets, 7\u202f500\u00a0€")
    assert priorite.startswith("quartier apaisé, Contrat de ville")
    assert apaise == "1\u00a0projet, 2\u202f000\u00a0€"
    assert indicateur(unit, "projets.programmes", dt.date(2025, 12, 31)).valeur == 9_000


def test_a_project_counts_from_the_day_it_was_retained(unit: UnitOfWork) -> None:
    uid = projet(unit, 6_000, etape=EtapeProjet.IDEE)
    projets.passer(unit, uid, EtapeProjet.DEPOSE, dt.date(2026, 1, 10))
    projets.passer(unit, uid, EtapeProjet.PROGRAMME, dt.date(2026, 4, 9))
    assert said(unit, "projets.programmes", dt.date(2026, 4, 8)) == "0\u00a0€"
    assert said(unit, "projets.programmes", dt.date(2026, 4, 9)) == "6\u202f000\u00a0€"
    assert said(unit, "projets.programmes") == "6\u202f000\u00a0€"


def test_half_of_the_money_is_wanted_in_pluriannual_conventions(unit: UnitOfWork) -> None:
    projet(unit, 2_000, nature=NatureProjet.CPO)
    projet(unit, 6_000)
    tile = indicateur(unit, "projets.cpo", TODAY)
    assert (tile.texte, tile.cible, tile.ton) == ("25\u00a0%", 50, "warning")
    assert tile.note == "1\u00a0projet, 50\u00a0% des projets"


def test_a_project_is_to_be_rated_once_it_comes_before_a_comite(unit: UnitOfWork) -> None:
    projet(unit, 1_000, cotation_entree=Cotation.G2)
    projet(unit, 1_000, cotation_entree=Cotation.G0, cotation_sortie=Cotation.G1)
    oublie = projet(unit, 1_000, etape=EtapeProjet.COMITE_TECHNIQUE)
    projet(unit, 1_000, etape=EtapeProjet.DEPOSE)
    projet(unit, 1_000, etape=EtapeProjet.RETIRE)
    tile = indicateur(unit, "egalite.cotes", TODAY)
    assert (tile.texte, tile.cible, tile.ton) == ("66,7\u00a0%", 100, "warning")
    assert tile.uids == (oublie,)  # what is to be done
    repartition = indicateur(unit, "egalite.repartition", TODAY)
    assert repartition.texte == "100\u00a0%"
    assert parts(repartition)["À l’entrée"] == "G0\u00a0: 1, G1\u00a0: 0, G2\u00a0: 1"
    assert parts(repartition)["À la sortie"] == "G0\u00a0: 0, G1\u00a0: 1, G2\u00a0: 0"


# Dispositifs


def test_thirteen_percent_of_the_pec_are_wanted_in_the_quartiers(unit: UnitOfWork) -> None:
    fiche(unit, "pec", {"prescriptions": {2025: 100, 2026: 80}, "prescriptions_qpv": {2025: 20, 2026: 9}})
    fiche(unit, "pec", {"prescriptions": {2026: 20}, "prescriptions_qpv": {2026: 3}})
    tile = indicateur(unit, "emploi.pec_qpv", TODAY)
    assert (tile.texte, tile.cible, tile.ton) == ("12\u00a0%", 13, "warning")
    assert tile.note.startswith("12 sur 100 en 2026")
    assert indicateur(unit, "emploi.pec_qpv", dt.date(2025, 12, 31)).ton == "success"


def test_hours_of_insertion_are_compared_with_five_percent_and_told_by_public(unit: UnitOfWork) -> None:
    fiche(unit, "clause", {"heures_marche": {2025: 10_000, 2026: 10_000}, "realisees": {2025: 300, 2026: 600},
                           "realisees_femmes": {2026: 225}})  # fmt: skip
    tile = indicateur(unit, "renouvellement.clause", TODAY)
    assert (tile.texte, tile.cible, tile.ton) == ("4,5\u00a0%", 5, "warning")
    assert parts(tile) == {"Femmes": "25\u00a0% des heures réalisées"}
    assert "10\u00a0% pour la gestion urbaine de proximité" in tile.note


def test_a_town_has_its_pre_by_its_commune_or_by_a_quartier(unit: UnitOfWork) -> None:
    avant = indicateur(unit, "education.villes_sans_pre", TODAY)
    fiche(unit, "pre", commune=LENS)
    fiche(unit, "pre", commune="62160", fin=dt.date(2026, 8, 31), statut=StatutDispositif.CLOS)
    draft = records.blank(unit, "fiche_dispositif", type="pre", nom="PRE (essai)", statut=StatutDispositif.ACTIF)
    draft.lines["quartiers"] = [line(quartier="QN06219M")]  # Avion
    records.save(unit, draft)
    apres = indicateur(unit, "education.villes_sans_pre", TODAY)
    assert {d.libelle for d in avant.detail} - {d.libelle for d in apres.detail} == {"Avion", "Lens"}
    assert apres.valeur == (avant.valeur or 0) - 2
    assert "Boulogne-sur-Mer" not in {d.libelle for d in indicateur(unit, apres.code, dt.date(2026, 8, 31)).detail}


def test_conventions_of_the_npnru_are_signed_one_by_one(unit: UnitOfWork) -> None:
    fiche(unit, "npnru", variante="PIN", signature_le=dt.date(2018, 12, 19))
    fiche(unit, "npnru", variante="PIR", signature_le=dt.date(2020, 3, 2))
    fiche(unit, "npnru", variante="PIR", statut=StatutDispositif.PREPARATION)
    assert said(unit, "renouvellement.npnru_signees", dt.date(2019, 1, 1)) == "1 sur 12"
    tile = indicateur(unit, "renouvellement.npnru_signees", TODAY)
    assert (tile.texte, tile.note, tile.cible) == ("2 sur 12", "1 PIN, 1 PIR", 12)


def test_a_variant_is_compared_whatever_its_capitals_and_accents(unit: UnitOfWork) -> None:
    fiche(unit, "cls", variante="Generation 2")
    fiche(unit, "cls", variante="génération 2")
    fiche(unit, "npnru", {"anru": {2025: 40}}, variante="pir")
    assert said(unit, "sante.cls2") == "2"
    assert parts(indicateur(unit, "sante.cls", TODAY)) == {"Generation 2": "2"}
    assert said(unit, "renouvellement.anru") == "40\u00a0€"


def test_a_yearly_sum_is_that_of_the_last_year_known(unit: UnitOfWork) -> None:
    fiche(unit, "pre", {"montant": {2025: 100_000, 2026: 120_000}, "enfants": {2026: 90}, "parcours": {2026: 81}})
    fiche(unit, "pre", {"montant": {2025: 50_000}, "enfants": {2025: 10}, "parcours": {2025: 9}})
    montant = indicateur(unit, "education.pre_montant", TODAY)
    assert (montant.texte, parts(montant)["2025"]) == ("120\u202f000\u00a0€", "150\u202f000\u00a0€")
    assert said(unit, "education.pre_enfants") == "100"  # the last figure of each
    assert said(unit, "education.pre_parcours") == "90\u00a0%"


def test_the_security_zones_of_the_tables_and_of_the_fiches_count_once(unit: UnitOfWork) -> None:
    assert (said(unit, "securite.zsp"), said(unit, "securite.qrr")) == ("3", "2")
    fiche(unit, "zsp", commune=LENS)  # named by the tables too
    beau_marais = add(
        unit, "fiche_dispositif", {"quartiers": [{"quartier": "QN06254M"}]}, type="qrr", nom="Beau-Marais",
        statut=StatutDispositif.ACTIF,
    )  # fmt: skip
    tile = indicateur(unit, "securite.qrr", TODAY)
    assert (tile.texte, tile.uids) == ("2", (beau_marais,))
    assert said(unit, "securite.zsp") == "3"
    fiche(unit, "zsp", commune="62041")
    fiche(unit, "zsp", commune="62041", nom="la même, saisie deux fois")
    assert said(unit, "securite.zsp") == "4"


def test_a_zone_of_the_tables_ends_with_its_fiche(unit: UnitOfWork) -> None:
    fiche(unit, "zsp", commune=LENS, statut=StatutDispositif.CLOS, fin=dt.date(2025, 12, 31))
    assert said(unit, "securite.zsp") == "2"
    assert said(unit, "securite.zsp", dt.date(2025, 12, 31)) == "3"


# Geography


def test_the_geography_is_that_of_the_day_until_a_person_notes_another(unit: UnitOfWork) -> None:
    assert said(unit, "geographie.contrats", dt.date(2023, 12, 31)) == "11"
    assert said(unit, "geographie.contrats", dt.date(2024, 1, 1)) == "9"
    assert said(unit, "geographie.population", dt.date(2018, 6, 1)) == "149\u202f900"
    assert said(unit, "geographie.population") == "172\u202f024"
    releve(unit, "ED-04", dt.date(2026, 7, 1), 65)
    tile = indicateur(unit, "geographie.qpv", TODAY)
    assert (tile.texte, tile.note) == ("65", "relevé du 01/07/2026, essai, 64 dans les tables")
    assert said(unit, "geographie.qpv", dt.date(2026, 6, 30)) == "64"


# Relevés


def test_a_releve_never_erases_another(unit: UnitOfWork) -> None:
    premier = releve(unit, "ED-03", dt.date(2025, 1, 1), 2)
    second = releve(unit, "ED-03", dt.date(2026, 1, 1), 3)
    tile = indicateur(unit, "releve.ED-03", TODAY)
    assert (tile.texte, tile.note, tile.uids) == ("3", "relevé du 01/01/2026, essai", (premier, second))
    assert said(unit, "releve.ED-03", dt.date(2025, 12, 31)) == "2"
    assert said(unit, "releve.ED-03", dt.date(2024, 12, 31)) == "—"


def test_a_second_releve_of_a_day_and_a_territory_asks_why(unit: UnitOfWork) -> None:
    releve(unit, "OR-20", TODAY, statut=StatutObjectif.EN_COURS, contrat="CV217")
    twins = {
        contrat: records.check(
            unit,
            records.blank(unit, "releve", repere="OR-20", date=TODAY, valeur=1_000, source="essai", contrat=contrat),
        )[0]
        for contrat in ("CV217", "CV219")
    }
    (why,) = twins["CV217"]
    assert (why.champ, why.stops, twins["CV219"]) == ("date", True, ())
    assert why.phrase.startswith("Date\u00a0: le relevé REL-2026-D07-0001 porte déjà ce jour")


def test_a_milestone_counts_the_territories_whose_last_word_is_reached(unit: UnitOfWork) -> None:
    for lieu in ("Circonscription de Lens", "Circonscription de Calais", "circonscription  de lens"):
        releve(unit, "SE-P1", dt.date(2026, 1, 1), statut=StatutObjectif.ATTEINT, lieu=lieu)
    assert said(unit, "releve.SE-P1") == "2 sur 12"
    releve(unit, "SE-P1", dt.date(2026, 2, 1), statut=StatutObjectif.EN_COURS, lieu="Circonscription de Calais")
    tile = indicateur(unit, "releve.SE-P1", TODAY)
    assert (tile.texte, tile.cible) == ("1 sur 12", 12)
    assert parts(tile)["Circonscription de Calais, 01/02/2026"] == "En cours"
    assert said(unit, "releve.SE-P1-B") == "0 sur 9"


def test_a_milestone_without_a_number_counts_who_was_asked(unit: UnitOfWork) -> None:
    for rang, statut in enumerate((StatutObjectif.ATTEINT, StatutObjectif.EN_COURS, StatutObjectif.SANS_OBJET)):
        releve(unit, "EG-P3", TODAY, statut=statut, lieu=f"Collège {rang}")
    assert said(unit, "releve.EG-P3") == "1 sur 2"


def test_a_milestone_of_the_department_is_yes_or_no(unit: UnitOfWork) -> None:
    assert said(unit, "releve.EG-P1") == "Non démarré"
    releve(unit, "EG-P1", TODAY, statut=StatutObjectif.ATTEINT)
    tile = indicateur(unit, "releve.EG-P1", TODAY)
    assert (tile.texte, tile.valeur, tile.ton) == ("Atteint", Decimal(1), "success")


def test_an_objective_to_double_takes_its_first_figure_as_base(unit: UnitOfWork) -> None:
    releve(unit, "EC-P1", dt.date(2025, 1, 1), 400)
    releve(unit, "EC-P1", dt.date(2026, 1, 1), 650)
    tile = indicateur(unit, "releve.EC-P1", TODAY)
    assert (tile.base, tile.cible, tile.texte, tile.ton) == (400, 800, "650", "warning")
