"""The acceptance table of the brochure, walked whole: each line can be opened, followed, and moves its tile."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models import Objectif, Repere
from db.models.adulte_relais_listes import StatutConvention, Thematique
from db.models.conseil_listes import StatutConseil, TypeInstance
from db.models.dispositif_listes import StatutDispositif
from db.models.objectif import StatutObjectif
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Axe, Cotation, DispositifProjet, Financeur, NatureProjet, Pilier
from db.models.seance import EGALITE, VALEURS_REPUBLIQUE, PresenceEtat, StatutReunion, TypeReunion
from db.models.visite_listes import StatutVisite
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateur
from pvdesk.store.indicateurs.jalons import PREFIXE
from pvdesk.store.unit import UnitOfWork
from tests.builders import TODAY, make_desk

LIGNES = list(csv.DictReader(Path("resources/reference/reperes.csv").read_text(encoding="utf-8").splitlines()))
LENS, QUARTIER = "62498", "QN06224M"
Fabrique = Callable[[UnitOfWork, str], Draft]


def line(**values: object) -> LineDraft:
    return LineDraft(new_uid(), values)


def saved(unit: UnitOfWork, table: str, **values: object) -> str:
    return records.save(unit, records.blank(unit, table, **values)).uid


def releve(unit: UnitOfWork, code: str) -> Draft:
    return records.blank(
        unit, "releve", repere=code, date=TODAY, valeur=3_000, statut=StatutObjectif.ATTEINT, source="essai"
    )


def fiche(type_: str, mesures: tuple[str, ...] = (), **values: object) -> Fabrique:
    def make(unit: UnitOfWork, code: str) -> Draft:
        given = {
            "type": type_,
            "nom": f"Essai {code}",
            "statut": StatutDispositif.ACTIF,
            "signature_le": TODAY,
        } | values
        draft = records.blank(unit, "fiche_dispositif", **given)
        draft.lines["releves"] = [
            line(annee=2026, mesure=f"{type_}.{mesure}", valeur=1_000 * (10 - rang))
            for rang, mesure in enumerate(mesures)
        ]
        return draft

    return make


def projet(**values: object) -> Fabrique:
    """A project that a comité retained, with 1 000 € of the BOP 147."""

    def make(unit: UnitOfWork, code: str) -> Draft:
        draft = records.blank(
            unit, "projet", intitule=f"Essai {code}", annee=TODAY.year, etape=EtapeProjet.PROGRAMME, **values
        )
        draft.lines["cofinanceurs"] = [line(financeur=Financeur.BOP_147, demande=200_000, accorde=100_000)]
        return draft

    return make


def projet_d_axe(unit: UnitOfWork, code: str) -> Draft:
    draft = projet()(unit, code)
    draft.lines["axes"] = [line(axe=Axe.EGALITE)]
    return draft


def projet_de_conseil(unit: UnitOfWork, code: str) -> Draft:
    structure = saved(unit, "organisme", nom="Association des habitants (essai)")
    saved(unit, "conseil", nom="Conseil d’essai", structure_uid=structure)
    return projet(porteur_uid=structure)(unit, code)


def conseil(**values: object) -> Fabrique:
    def make(unit: UnitOfWork, code: str) -> Draft:
        draft = records.blank(unit, "conseil", nom=f"Conseil {code}", **values)
        draft.lines["formations"] = [line(date=TODAY, theme="Prise de parole", femmes=4, hommes=3)]
        return draft

    return make


def reunion(instance: TypeInstance, **values: object) -> Fabrique:
    def make(unit: UnitOfWork, code: str) -> Draft:
        uid = saved(unit, "conseil", nom=f"Instance {code}", type=instance)
        given = {"statut": StatutReunion.TENUE, "presence_etat": PresenceEtat.DELEGUE} | values
        return records.blank(unit, "reunion", conseil_uid=uid, date=TODAY, **given)

    return make


def visite_de_conseil(unit: UnitOfWork, code: str) -> Draft:
    uid = saved(unit, "conseil", nom=f"Conseil {code}")
    return records.blank(unit, "visite", date=TODAY, objet=code, statut=StatutVisite.FAITE, conseil_uid=uid)


def convention(unit: UnitOfWork, code: str) -> Draft:
    draft = records.blank(
        unit, "convention", numero=code, statut=StatutConvention.SIGNEE, thematique=Thematique.ARMS, debut=TODAY,
        fin=TODAY.replace(year=TODAY.year + 2),
    )  # fmt: skip
    draft.lines["quartiers"] = [line(quartier=QUARTIER)]
    return draft


def occupation(unit: UnitOfWork, code: str) -> Draft:
    poste = records.save(unit, convention(unit, code))
    return records.blank(unit, "occupation", convention_uid=poste.uid, code="T-31", debut=TODAY)


def contact(unit: UnitOfWork, code: str) -> Draft:
    return records.blank(unit, "contact", nom="EXEMPLE", fonction=f"fonction {code}")


def organisme(unit: UnitOfWork, code: str) -> Draft:
    return records.blank(unit, "organisme", nom=f"Organisme {code} (essai)")


FORMATION = {"type": TypeReunion.FORMATION, "formes_femmes": 9, "formes_hommes": 8}
FABRIQUES: dict[str, Fabrique] = {
    "geographie.qpv": releve,
    "geographie.contrats": releve,
    "geographie.population": releve,
    "renouvellement.habitants": releve,
    "securite.correspondants": releve,
    "annuaire.contacts": contact,
    "annuaire.organismes": organisme,
    "activite.delegue": reunion(TypeInstance.COTECH),
    "activite.accompagnements": visite_de_conseil,
    "organisation.comite_departemental": reunion(TypeInstance.COMITE_DEPARTEMENTAL),
    "adultes_relais.conventionnes": convention,
    "sante.arms": occupation,
    "sante.qpv_sans_arms": occupation,
    "sante.credits": projet(theme="santé"),
    "sante.cls": fiche("cls"),
    "sante.cls2": fiche("cls", variante="génération 2"),
    "sante.asv": fiche("asv"),
    "sante.clsm": fiche("clsm"),
    "sante.msp": fiche("maison_sante"),
    "sante.equipements": fiche("equipement_sportif"),
    "projets.programmes": projet(),
    "projets.piliers": projet(pilier=Pilier.COHESION),
    "projets.axes": projet_d_axe,
    "projets.priorite_nationale": projet(priorite_nationale=True),
    "projets.cpo": projet(nature=NatureProjet.CPO),
    "projets.droit_commun": projet(droit_commun="Postes de l’État"),
    "projets.themes": projet(theme="mobilité"),
    "projets.dispositifs": projet(dispositif=DispositifProjet.ECOLE_OUVERTE),
    "dispositifs.actifs": fiche("information"),
    "dpv.montant": fiche("dpv", ("montant",)),
    "dpv.operations": fiche("dpv"),
    "economie.signataires": fiche("charte", variante="entreprise"),
    "economie.signatures": fiche("charte"),
    "economie.fabrique": fiche("fabrique", ("montant",)),
    "economie.prepas": fiche("prepa_apprentissage"),
    "emploi.parcours": fiche("pec", ("prescriptions",)),
    "emploi.pec_qpv": fiche("pec", ("prescriptions", "prescriptions_qpv")),
    "education.classes": fiche("rep", ("a_dedoubler", "dedoublees")),
    "education.devoirs_faits": fiche("rep", ("devoirs_faits",)),
    "education.postes": fiche("rep", ("postes",)),
    "education.pre": fiche("pre"),
    "education.pre_enfants": fiche("pre", ("enfants",)),
    "education.pre_montant": fiche("pre", ("montant",)),
    "education.pre_parcours": fiche("pre", ("enfants", "parcours")),
    "education.rep": fiche("rep", variante="REP+"),
    "education.villes_sans_pre": fiche("pre", commune=LENS),
    "securite.psq": fiche("psq"),
    "securite.qrr": fiche("qrr"),
    "securite.zsp": fiche("zsp"),
    "securite.formes": reunion(TypeInstance.AUTRE, theme_formation=VALEURS_REPUBLIQUE, **FORMATION),
    "conseils.a_constituer": conseil(statut=StatutConseil.A_CONSTITUER),
    "conseils.installes": conseil(),
    "conseils.aide_versee": conseil(aide_demarrage=50_000, aide_le=TODAY),
    "conseils.formes": conseil(),
    "conseils.copil": reunion(TypeInstance.COPIL, conseils_femmes=1, conseils_hommes=1),
    "conseils.projets_portes": projet_de_conseil,
    "egalite.cotes": projet(cotation_entree=Cotation.G1),
    "egalite.repartition": projet(cotation_entree=Cotation.G2),
    "egalite.formes": reunion(TypeInstance.AUTRE, theme_formation=EGALITE, **FORMATION),
    "egalite.rencontres": reunion(TypeInstance.AUTRE, type=TypeReunion.PUBLIQUE, objet="Égalité dans le quartier"),
    "renouvellement.npnru_signees": fiche("npnru", variante="PIN"),
    "renouvellement.pin": fiche("npnru", variante="PIN"),
    "renouvellement.pir": fiche("npnru", variante="PIR"),
    "renouvellement.anru": fiche("npnru", ("anru",), variante="PIR"),
    "renouvellement.tfpb": fiche("tfpb"),
    "renouvellement.cia": fiche("cia", epci="246200364"),
    "renouvellement.clause": fiche("clause", ("heures_marche", "realisees", "realisees_femmes")),
    "renouvellement.habitat_indigne": fiche("habitat_indigne", ("traites",)),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("brochure") / "donnees")
    yield desk
    desk.close()


@pytest.mark.parametrize("ligne", [pytest.param(ligne, id=ligne["code"]) for ligne in LIGNES])
def test_each_line_of_the_brochure_can_be_opened_followed_and_moves_its_tile(desk: Desk, ligne: dict[str, str]) -> None:
    code, tuile = ligne["code"], ligne["tuile"] or f"{PREFIXE}{ligne['code']}"
    with desk.writing() as unit:  # never committed: each line starts from the same base
        held = unit.session.get_one(Repere, code)
        assert (held.nature, held.section, held.fiche) == (ligne["nature"], ligne["section"], ligne["fiche"])
        avant = indicateur(unit, tuile, TODAY)
        assert avant.code == tuile
        draft = FABRIQUES.get(tuile, releve)(unit, code)
        assert draft.type == ligne["fiche"]
        uid = records.save(unit, draft).uid
        assert records.load(unit, ligne["fiche"], uid).version == 1
        apres = indicateur(unit, tuile, TODAY)
        assert (apres.valeur, apres.texte) != (avant.valeur, avant.texte)
        records.delete(unit, ligne["fiche"], uid)
        assert indicateur(unit, tuile, TODAY).texte == avant.texte


def test_the_walk_misses_no_line_and_no_tile(desk: Desk) -> None:
    with desk.reading() as unit:
        assert [*unit.session.scalars(select(Repere.code).order_by(Repere.code))] == sorted(li["code"] for li in LIGNES)
    assert {ligne["tuile"] for ligne in LIGNES} - {""} == {*FABRIQUES}
    assert {*FABRIQUES} <= {*CATALOGUE}
    # Tiles that stand beside those of the table.
    assert {*CATALOGUE} - {*FABRIQUES} == {"adultes_relais.occupes", "adultes_relais.vacants"}


def test_the_table_holds_its_127_lines_and_35_objectives(desk: Desk) -> None:
    perspectives = [ligne["code"] for ligne in LIGNES if ligne["nature"] == "perspective"]
    assert len(LIGNES) == 127 + 1  # SE-P1 is two figures: circonscriptions, compagnies
    assert len(perspectives) == 26
    assert Counter(code.split("-")[0] for code in perspectives) == {
        "EC": 4, "ED2": 4, "SA": 3, "SE": 5, "PA": 2, "EG": 4, "RU": 4,
    }  # fmt: skip
    engagements = {"OR-19", "OR-20", "OR-21", "SE-07", "SE-10", "PA-04", "PA-05", "EG-03", "EG-08"}
    with desk.reading() as unit:
        suivis = {*unit.session.scalars(select(Objectif.code))}
    assert suivis == {*perspectives, *engagements}
