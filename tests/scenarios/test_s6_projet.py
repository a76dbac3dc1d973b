"""S6: a project from its filing to its notification, with the rating of equality, through the real form."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.base import Etat
from db.models.organisme import FormeJuridique
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Cotation, Financeur
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.catalogue import indicateur
from pvdesk.store.indicateurs.tuile import Indicateur
from tests.builders import make_desk, open_copy
from tests.scenarios.conftest import Montre, devant
from tests.scenarios.formulaire import Fenetre, Formulaire, plain

DEPOT, COMITE, NOTIFICATION = dt.date(2026, 1, 12), dt.date(2026, 3, 12), dt.date(2026, 4, 2)
SIRET = "999 999 998 00019"
MIXITE = (
    "Justification : la mixité du public ne suffit pas, dites ce que l’action change pour l’égalité, "
    "ou pourquoi la cotation tient"
)
SANS_CER = (
    "Porteur : son contrat d’engagement républicain n’est pas daté (décret n° 2021-1947) ; "
    "datez-le dans sa fiche, ou dites pourquoi il manque"
)


@dataclass(frozen=True)
class Depot:
    """The project once typed: the closed data folder that holds it, and its porteur."""

    dossier: Path
    porteur: str
    uid: str


@pytest.fixture(scope="module")
def depot(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Depot:
    """What the délégué takes from Dauphin on the day of the filing: once for all tests."""
    dossier, montre = tmp_path_factory.mktemp("depot") / "poste", Montre()
    montre.jour = DEPOT
    poste = make_desk(dossier, clock=montre)
    porteur = _porteur(poste)
    with devant(qapp, poste) as fenetre:
        fiche = _saisir(fenetre)
        fiche.enregistrer()
        uid = fiche.uid
    poste.close()
    return Depot(dossier, porteur, uid)


def _porteur(poste: Desk) -> str:
    with poste.writing() as unit:
        fiche = records.blank(
            unit, "organisme", nom="Association Exemple", forme=FormeJuridique.ASSOCIATION, siret=SIRET
        )
        records.save(unit, fiche)
        unit.commit()
    return fiche.uid


def _saisir(fenetre: Fenetre) -> Formulaire:
    """Amounts typed as they come."""
    fiche = fenetre.nouvelle("projet")
    fiche.saisir(
        dauphin="DA-2026-0147", intitule="Mobilité des femmes vers l’emploi", annee="2026",
        porteur_uid="Association Exemple", theme="mobilité", priorite="quartier de plein emploi", hors_qpv=True,
        avis="Favorable avec réserves", avis_le="12/1", avis_motif="préciser les horaires des ateliers",
        etape="Déposé",
    )  # fmt: skip
    for poste_de_charge, prevu in ("Achats", "8 200"), ("Services extérieurs", "5400,00"), ("Personnel", "1900.00"):
        fiche.ligne("charges", poste=poste_de_charge, prevu=prevu)
    for financeur, demande in ("État, BOP 147", "7 000"), ("EPCI", "4000"), ("CAF", "2 500 €"), ("Bailleur", "2000,00"):
        fiche.ligne("cofinanceurs", financeur=financeur, demande=demande)
    return fiche


@pytest.fixture
def poste(depot: Depot, tmp_path: Path, montre: Montre) -> Iterator[Desk]:
    """A copy of the base of that day."""
    montre.jour = DEPOT
    desk = open_copy(Path(shutil.copytree(depot.dossier, tmp_path / "poste")), clock=montre)
    yield desk
    desk.close()


@pytest.fixture
def porteur(depot: Depot) -> str:
    return depot.porteur


@pytest.fixture
def projet(depot: Depot, fenetre: Fenetre) -> Formulaire:
    """The project again in front of its form."""
    return fenetre.ouvrir("projet", depot.uid)


def coter(projet: Formulaire, justification: str = "ateliers aux heures d’école, garde d’enfants sur place") -> None:
    projet.saisir(cotation_entree="G1 : objectif secondaire ou significatif", justification=justification)


def cer_motive(projet: Formulaire) -> None:
    """The délégué says why the date of the contrat d’engagement républicain is missing."""
    assert SANS_CER in projet.terminer()
    projet.motiver("porteur_uid", "cer_du_porteur", "demandé au porteur le 12 janvier")


def test_le_budget_est_equilibre_et_la_part_du_bop_147_est_de_45_2_pour_cent(projet: Formulaire) -> None:
    fiche = projet.enregistrer()
    assert [ligne.values["prevu"] for ligne in fiche.lines["charges"]] == [820_000, 540_000, 190_000]
    assert [ligne.values["demande"] for ligne in fiche.lines["cofinanceurs"]] == [700_000, 400_000, 250_000, 200_000]
    assert fiche.lines["cofinanceurs"][0].values["financeur"] is Financeur.BOP_147
    assert projet.lu("budget") == "Charges 15 500 €, produits 15 500 € : équilibré"
    assert projet.lu("taux") == "45,2 %"


def test_un_budget_desequilibre_empeche_de_terminer_pas_d_enregistrer(projet: Formulaire) -> None:
    cer = [SANS_CER]
    projet.corriger_ligne("charges", 3, prevu="1 800")
    dit = projet.terminer()
    assert dit == [*cer, "Budget : 15 400 € de charges et 15 500 € de produits, corrigez l’écart de 100 €"]
    assert projet.enregistrer().lines["charges"][2].values["prevu"] == 180_000
    assert projet.enregistrer().etat is Etat.BROUILLON
    projet.corriger_ligne("charges", 3, prevu="1 900")
    assert projet.terminer() == cer


@pytest.mark.parametrize("tape", ["1.900", "mille neuf cents", "1 9OO"])
def test_un_montant_illisible_est_garde_tel_quel(projet: Formulaire, tape: str) -> None:
    projet.corriger_ligne("charges", 3, prevu=tape)
    assert f"Charges, Prévu : « {tape} » n’est pas compris, corrigez la saisie" in projet.terminer()
    assert tape in projet.enregistrer().saisies.values()


def test_le_contrat_d_engagement_republicain_manquant_est_signale(projet: Formulaire) -> None:
    assert projet.terminer() == [SANS_CER]
    assert SANS_CER in projet.dit("porteur_uid")
    cer_motive(projet)
    assert projet.terminer() == []


def test_le_siret_du_porteur_est_verifie(projet: Formulaire, porteur: str, poste: Desk) -> None:
    assert not [dit for dit in projet.dit("porteur_uid") if "SIRET" in dit]
    with poste.writing() as unit:
        fiche = records.load(unit, "organisme", porteur)
        fiche.values["siret"] = "999 999 998 00018"
        records.save(unit, fiche)
        unit.commit()
    assert "Porteur : son SIRET est faux, corrigez-le dans sa fiche ou dites pourquoi" in projet.terminer()


def test_la_mixite_seule_est_contestee(projet: Formulaire) -> None:
    cer_motive(projet)
    coter(projet, "mixité")
    assert projet.terminer() == [MIXITE]
    coter(projet, "permis de conduire pour des femmes, avec garde d’enfants")
    assert projet.terminer() == []


def test_une_cotation_g1_se_justifie(projet: Formulaire) -> None:
    cer_motive(projet)
    coter(projet, "")
    assert projet.terminer() == ["Justification : dites ce qui fait coter G1 ou G2"]


def programmer(projet: Formulaire, montre: Montre) -> None:
    montre.jour = COMITE
    projet.saisir(etape="Programmé", comite_pilotage_le="12/3")
    projet.corriger_ligne("cofinanceurs", 1, accorde="6 000")


def test_rien_n_est_programme_sans_cotation_a_l_entree(projet: Formulaire, montre: Montre) -> None:
    cer_motive(projet)
    programmer(projet, montre)
    dit = "Cotation à l’entrée : choisissez G0, G1 ou G2 avant de programmer des crédits du BOP 147"
    assert projet.terminer() == [dit]
    coter(projet)
    assert projet.terminer() == []


def test_l_etape_choisie_est_datee_dans_le_parcours(projet: Formulaire, montre: Montre) -> None:
    cer_motive(projet)
    montre.jour = dt.date(2026, 1, 20)
    projet.saisir(etape="Complet")
    assert projet.terminer() == []
    pas = [(pas.values["etape"], pas.values["date"]) for pas in projet.enregistrer().lines["etapes"]]
    assert pas == [(EtapeProjet.DEPOSE, DEPOT), (EtapeProjet.COMPLET, montre.jour)]
    projet.corriger_ligne("etapes", 2, etape="En instruction")
    assert projet.terminer() == ["Parcours : ajoutez « Complet » avec sa date"]


def test_un_retour_en_arriere_demande_un_motif(projet: Formulaire) -> None:
    cer_motive(projet)
    coter(projet)
    projet.saisir(etape="Programmé").corriger_ligne("etapes", 2, date="20/1")
    projet.saisir(etape="En instruction").corriger_ligne("etapes", 3, date="25/1")
    assert projet.terminer() == ["Parcours : retour de « Programmé » à « En instruction », dites pourquoi"]
    projet.corriger_ligne("etapes", 3, motif="budget revu par la commune")
    assert projet.terminer() == []
    assert [ligne.values["etape"] for ligne in projet.enregistrer().lines["etapes"]] == [
        EtapeProjet.DEPOSE, EtapeProjet.PROGRAMME, EtapeProjet.INSTRUCTION,
    ]  # fmt: skip


def test_la_cotation_a_la_sortie_est_gardee_a_part(projet: Formulaire, montre: Montre) -> None:
    cer_motive(projet)
    coter(projet)
    programmer(projet, montre)
    assert projet.terminer() == []
    projet.saisir(cotation_sortie="G2 : objectif principal")
    fiche = projet.enregistrer()
    assert (fiche.values["cotation_entree"], fiche.values["cotation_sortie"]) == (Cotation.G1, Cotation.G2)
    assert projet.lu("taux") == "45,2 % demandé, 38,7 % accordé"


def autre_projet(poste: Desk, porteur: str, accorde: int) -> None:
    """Another project of the same porteur and year."""
    with poste.writing() as unit:
        fiche = records.blank(
            unit, "projet", intitule="Sport au féminin", annee=2026, porteur_uid=porteur, etape=EtapeProjet.PROGRAMME
        )
        ligne = {"financeur": Financeur.BOP_147, "demande": accorde, "accorde": accorde}
        fiche.lines["cofinanceurs"].append(LineDraft("ligne-de-l-autre-projet", ligne))
        records.save(unit, fiche)
        unit.commit()


@pytest.mark.parametrize(
    ("ailleurs", "propose"),
    [
        (0, "Arrêté (6 000 € pour le porteur en 2026, convention au-delà de 23 000 €)"),
        (17_000_00, "Arrêté (23 000 € pour le porteur en 2026, convention au-delà de 23 000 €)"),
        (17_000_01, "Convention (23 000,01 € pour le porteur en 2026, convention au-delà de 23 000 €)"),
    ],
)
def test_l_acte_propose_compte_les_autres_projets_du_porteur(
    projet: Formulaire, porteur: str, poste: Desk, montre: Montre, ailleurs: int, propose: str
) -> None:
    cer_motive(projet)
    coter(projet)
    autre_projet(poste, porteur, ailleurs)
    programmer(projet, montre)
    projet.enregistrer()
    assert projet.lu("acte_propose") == propose
    projet.saisir(acte="Arrêté")
    assert bool(projet.terminer()) is propose.startswith("Convention")


def test_le_projet_est_notifie(projet: Formulaire, montre: Montre) -> None:
    cer_motive(projet)
    coter(projet)
    programmer(projet, montre)
    assert "Bilan" not in projet.sections()
    montre.jour = NOTIFICATION
    projet.saisir(
        etape="Notifié", notifie_le="2/4", cotation_sortie="G1 : objectif secondaire ou significatif", acte="Arrêté"
    )
    assert projet.terminer() == []
    assert "Bilan" in projet.sections()
    assert projet.lu("echeance_bilan") == "30/06/2027"


def test_un_second_projet_sous_le_meme_numero_est_refuse(projet: Formulaire, fenetre: Fenetre) -> None:
    reference = projet.enregistrer().reference
    second = fenetre.nouvelle("projet").saisir(dauphin="da-2026-0147", annee="2026")
    dit = f"N° Dauphin : déjà pris en 2026 par {reference}, corrigez le numéro ou ouvrez {reference}"
    assert dit in second.terminer()


def tuile(poste: Desk, code: str) -> Indicateur:
    with poste.reading() as unit:
        return indicateur(unit, code, COMITE)


def test_les_tuiles_comptent_le_projet(projet: Formulaire, poste: Desk, montre: Montre) -> None:
    programmer(projet, montre)
    projet.enregistrer()
    assert tuile(poste, "egalite.cotes").texte.startswith("0")
    coter(projet)
    projet.enregistrer()
    assert plain(tuile(poste, "egalite.cotes").texte) == "100 %"
    credits_ = tuile(poste, "projets.piliers")
    assert plain(credits_.texte) == "6 000 €"
    assert [(d.libelle, plain(d.texte)) for d in credits_.detail] == [("quartier de plein emploi", "1 projet, 6 000 €")]
