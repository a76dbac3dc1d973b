"""Bad input through the real form: read kindly, refused clearly, kept as typed in the draft that is opened again."""

import datetime as dt

import pytest

from db.base import Etat
from db.models.adulte_relais_listes import MotifSortie
from pvdesk.store.desk import Desk
from tests.pvdesk.store.adultes_relais import poste as un_poste
from tests.pvdesk.store.adultes_relais import titulaire
from tests.scenarios.conftest import Montre, lire
from tests.scenarios.formulaire import Fenetre, Formulaire

JOUR = dt.date(2026, 10, 1)
FINE, INSECABLE = "\u202f", "\u00a0"


@pytest.fixture(autouse=True)
def ce_jour(montre: Montre) -> None:
    """The day from which short dates are read."""
    montre.jour = JOUR


def rouvrir(fenetre: Fenetre, form: Formulaire) -> Formulaire:
    """Back to the list, nothing pressed to save; then the fiche again, as the base holds it."""
    table, uid = form.page.table, form.uid
    fenetre.window.back()
    return fenetre.ouvrir(table, uid)


def reste_brouillon(poste: Desk, form: Formulaire) -> None:
    assert lire(poste, form.page.table, form.uid).etat is Etat.BROUILLON


@pytest.fixture
def projet(fenetre: Fenetre) -> Formulaire:
    """A project with one charge and one cofinanceur, amounts not typed yet."""
    form = fenetre.nouvelle("projet").saisir(intitule="Atelier vélo", annee="2026")
    form.ligne("charges", poste="Personnel")
    form.ligne("cofinanceurs", financeur="État, BOP 147")
    return form


@pytest.fixture
def visite(fenetre: Fenetre) -> Formulaire:
    return fenetre.nouvelle("visite").saisir(objet="Marche exploratoire")


@pytest.mark.parametrize(
    ("tape", "compris"),
    [
        ("15/10", "15/10/2026"), ("+2s", "15/10/2026"), ("15.10", "15/10/2026"), ("15-10-26", "15/10/2026"),
        ("2/1", "02/01/2027"), ("fin nov.", "30/11/2026"), ("demain", "02/10/2026"),
    ],
)  # fmt: skip
def test_une_date_abregee_est_comprise(fenetre: Fenetre, visite: Formulaire, tape: str, compris: str) -> None:
    visite.saisir(date=tape)
    assert visite.dit("date") == []
    assert visite.lu("date") == compris
    assert rouvrir(fenetre, visite).lu("date") == compris


@pytest.mark.parametrize(
    ("tape", "dit"),
    [
        ("15/10/1026", "Date : « 15/10/1026 » donne l’année 1026, corrigez l’année"),
        ("15/10/2206", "Date : « 15/10/2206 » donne l’année 2206, corrigez l’année"),
        ("31/02", "Date : le 31/02 n’existe pas, corrigez le jour ou le mois"),
        ("mi-octobre peut-être", "Date : « mi-octobre peut-être » n’est pas compris, écrivez par exemple 15/10/2026"),
    ],
)
def test_une_date_impossible_est_refusee_et_gardee_telle_quelle(
    fenetre: Fenetre, poste: Desk, visite: Formulaire, tape: str, dit: str
) -> None:
    visite.saisir(date=tape)
    assert visite.dit("date") == [dit]
    assert f"Date : « {tape} » n’est pas compris, corrigez la saisie" in visite.terminer()
    rouverte = rouvrir(fenetre, visite)
    assert (rouverte.lu("date"), rouverte.dit("date")) == (tape, [dit])
    assert lire(poste, "visite", visite.uid).values["date"] is None
    reste_brouillon(poste, rouverte)
    rouverte.saisir(date="1/10").enregistrer()
    assert lire(poste, "visite", visite.uid).saisies == {}


@pytest.mark.parametrize(
    "tape", ["12 500,50", "12500.50", "12500,5", f"12{FINE}500,50{INSECABLE}€", f"12{INSECABLE}500.50 €", "+12500,50"]
)
def test_un_montant_se_tape_comme_on_veut(fenetre: Fenetre, poste: Desk, projet: Formulaire, tape: str) -> None:
    projet.corriger_ligne("charges", 1, prevu=tape)
    assert projet.dit("charges/1/prevu") == []
    assert lire(poste, "projet", rouvrir(fenetre, projet).uid).lines["charges"][0].values["prevu"] == 1_250_050


@pytest.mark.parametrize("tape", ["12.500", "12.500,50", "12,500.50", "12 5OO", "douze mille"])
def test_un_montant_ambigu_est_refuse_et_garde_tel_quel(
    fenetre: Fenetre, poste: Desk, projet: Formulaire, tape: str
) -> None:
    projet.corriger_ligne("charges", 1, prevu=tape)
    dit = f"Prévu : « {tape} » n’est pas un montant, écrivez par exemple 1234,56"
    assert projet.dit("charges/1/prevu") == [dit]
    assert f"Charges, Prévu : « {tape} » n’est pas compris, corrigez la saisie" in projet.terminer()
    rouvert = rouvrir(fenetre, projet)
    assert (rouvert.lu("charges/1/prevu"), rouvert.dit("charges/1/prevu")) == (tape, [dit])
    reste_brouillon(poste, rouvert)


@pytest.mark.parametrize(("tape", "lu"), [("9,5", "9,5"), ("9.5", "9,5"), ("9,50", "9,5"), ("12", "12")])
def test_une_virgule_ou_un_point_decimal_sont_compris(
    fenetre: Fenetre, poste: Desk, tape: str, lu: str
) -> None:
    form = fenetre.nouvelle("activite").saisir(type="Mensuel", debut="1/9", jours=tape)
    assert form.dit("jours") == []
    assert rouvrir(fenetre, form).lu("jours") == lu


def test_un_decimal_illisible_est_garde_tel_quel(fenetre: Fenetre, poste: Desk) -> None:
    form = fenetre.nouvelle("activite").saisir(type="Mensuel", debut="1/9", jours="9,5 jours")
    dit = form.dit("jours")
    assert len(dit) == 1
    assert dit[0].endswith("« 9,5 jours » n’est pas un nombre, écrivez par exemple 12,5")
    rouverte = rouvrir(fenetre, form)
    assert (rouverte.lu("jours"), rouverte.dit("jours")) == ("9,5 jours", dit)
    reste_brouillon(poste, rouverte)


def test_un_budget_desequilibre_est_refuse_et_garde(fenetre: Fenetre, poste: Desk, projet: Formulaire) -> None:
    projet.corriger_ligne("charges", 1, prevu="15 400").corriger_ligne("cofinanceurs", 1, demande="15 500")
    assert "Budget : 15 400 € de charges et 15 500 € de produits, corrigez l’écart de 100 €" in projet.terminer()
    rouvert = rouvrir(fenetre, projet)
    assert (rouvert.lu("charges/1/prevu"), rouvert.lu("cofinanceurs/1/demande")) == ("15400", "15500")
    reste_brouillon(poste, rouvert)


@pytest.mark.parametrize("tape", ["123 456 782 00011", "12345678200010 8", "1234"])
def test_un_siret_faux_est_refuse_et_garde(fenetre: Fenetre, poste: Desk, tape: str) -> None:
    form = fenetre.nouvelle("organisme").saisir(nom="Association Exemple", siret=tape)
    assert form.terminer() == ["SIRET : recopiez les 14 chiffres, l’un d’eux est faux"]
    rouvert = rouvrir(fenetre, form)
    assert rouvert.lu("siret") == tape
    reste_brouillon(poste, rouvert)
    assert rouvert.saisir(siret="12345678200010").terminer() == []


def contrat(fenetre: Fenetre, convention_uid: str, **dates: str) -> Formulaire:
    form = fenetre.nouvelle("occupation", convention_uid=convention_uid)
    return form.saisir(code="T-40", nom="Fictif", prenom="Dominique", contrat="CDI", **dates)


def test_deux_contrats_qui_se_chevauchent_sont_refuses(fenetre: Fenetre, poste: Desk) -> None:
    uid = un_poste(poste)
    titulaire(poste, uid, "T-12", dt.date(2025, 1, 1), fin_reelle=dt.date(2025, 3, 14),
              motif_sortie=MotifSortie.ECHEANCE_SALARIE)  # fmt: skip
    form = contrat(fenetre, uid, signature_le="10/03/2025", debut="10/03/2025")
    dit = (
        "Début du contrat : T-12 occupe le poste jusqu’au 14/03/2025, indiquez une date après ce jour "
        "(un poste, un titulaire : D5134-149)"
    )
    assert dit in form.terminer()
    rouverte = rouvrir(fenetre, form)
    assert (rouverte.lu("debut"), rouverte.lu("code")) == ("10/03/2025", "T-40")
    reste_brouillon(poste, rouverte)


def test_un_contrat_avant_la_convention_est_refuse(fenetre: Fenetre, poste: Desk) -> None:
    form = contrat(fenetre, un_poste(poste), signature_le="01/12/2024", debut="01/12/2024")
    dit = "Début du contrat : indiquez une date après le 02/12/2024, signature de la convention (D5134-152)"
    assert dit in form.terminer()
    rouverte = rouvrir(fenetre, form)
    assert rouverte.lu("debut") == "01/12/2024"
    reste_brouillon(poste, rouverte)


def test_une_fin_au_dela_de_trois_ans_est_refusee(fenetre: Fenetre, poste: Desk) -> None:
    form = fenetre.ouvrir("convention", un_poste(poste)).saisir(fin="01/01/2028")
    assert "Fin : indiquez le 31/12/2027 au plus tard, trois ans au plus (D5134-150)" in form.terminer()
    rouverte = rouvrir(fenetre, form)
    assert rouverte.lu("fin") == "01/01/2028"
    reste_brouillon(poste, rouverte)
