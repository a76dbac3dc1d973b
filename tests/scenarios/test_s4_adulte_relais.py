"""S4: an association recruits a health mediator (ARMS) for a quartier without one, autumn 2026."""

import datetime as dt

import pytest

from db.models.organisme import FormeJuridique
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.adultes_relais import qpv_sans_arms
from tests.scenarios.conftest import Montre
from tests.scenarios.formulaire import Fenetre, Formulaire
from ui.special.naissance import NaissanceField, mount

SIGNATURE, DEBUT = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
QUARTIER = "QN06201M"
MONTANT = "23 000,00"
CONVENTION = {
    "numero": "AR-62-2026-014", "statut": "Signée", "employeur_uid": "Association Santé Exemple",
    "type_employeur": "Association", "signature_le": "01/09/2026", "debut": "01/10/2026", "fin": "30/09/2029",
    "quotite": "80", "thematique": "Santé (ARMS)", "avis": "Favorable", "avis_le": "25/08/2026",
}  # fmt: skip
CANDIDATE = {
    "code": "T-31", "nom": "Exemple", "prenom": "Camille", "contrat": "CDI", "signature_le": "21/09/2026",
    "debut": "01/10/2026", "residence": True, "sans_emploi": True, "eligibilite_le": "21/09/2026",
}  # fmt: skip


@pytest.fixture
def employeur(poste: Desk, montre: Montre) -> str:
    """A private non-profit employer, known by its SIRET."""
    montre.jour = SIGNATURE
    with poste.writing() as unit:
        draft = records.blank(
            unit, "organisme", nom="Association Santé Exemple", forme=FormeJuridique.ASSOCIATION,
            siret="123 456 782 00010", cer_le=dt.date(2022, 1, 3),
        )  # fmt: skip
        records.save(unit, draft)
        unit.commit()
    return draft.uid


@pytest.fixture
def convention(employeur: str, fenetre: Fenetre) -> Formulaire:
    """The convention as it is typed on the day of its signature."""
    fiche = fenetre.nouvelle("convention")
    fiche.saisir(**CONVENTION)
    fiche.ligne("quartiers", quartier=QUARTIER)
    fiche.ligne("missions", mission="Information et accompagnement dans les démarches, "
                                    "dialogue avec les services publics")  # fmt: skip
    fiche.ligne("cofinancements", financeur="ARS", annee="2026", montant="4 000")
    return fiche


@pytest.fixture
def signee(convention: Formulaire) -> str:
    """The convention, finished with the amount that was asked for; its uid."""
    convention.saisir(montant_temps_plein=MONTANT)
    assert convention.terminer() == []
    return convention.uid


def recruter(fenetre: Fenetre, convention_uid: str, naissance: str, **autres: str | bool) -> Formulaire:
    """A candidate typed in the form: the birth date goes in its own line, after the day of signature."""
    fiche = fenetre.nouvelle("occupation", convention_uid=convention_uid)
    fiche.saisir(**(CANDIDATE | autres))
    form = fiche.page.form
    line = form.findChild(NaissanceField) or mount(form, fenetre.poste.today)
    assert isinstance(line, NaissanceField)
    line.line.setText(naissance)
    line.line.editingFinished.emit()
    return fiche


def sans_arms(poste: Desk, jour: dt.date) -> int:
    with poste.reading() as unit:
        valeur = qpv_sans_arms(unit, jour).valeur
    assert valeur is not None
    return int(valeur)


def test_le_montant_en_vigueur_est_demande_quand_la_table_s_arrete_en_2024(convention: Formulaire) -> None:
    assert convention.terminer() == [
        ("Montant annuel, temps plein : indiquez celui du 01/10/2026, le dernier montant connu est du 27/09/2024 "
        "(revalorisé chaque 1er juillet, D5134-160)")
    ]
    convention.saisir(montant_temps_plein=MONTANT)
    assert convention.terminer() == []
    assert convention.lu("montant_retenu") == "18 400,00 € par an (80 % de 23 000,00 €)"


def test_une_fin_au_premier_octobre_2029_est_refusee_au_dela_de_trois_ans(convention: Formulaire) -> None:
    convention.saisir(montant_temps_plein=MONTANT, fin="01/10/2029")
    assert convention.terminer() == ["Fin : indiquez le 30/09/2029 au plus tard, trois ans au plus (D5134-150)"]
    assert convention.saisir(fin="30/09/2029").terminer() == []


def test_une_candidate_de_vingt_cinq_ans_est_refusee_avec_l_article(fenetre: Fenetre, signee: str) -> None:
    assert recruter(fenetre, signee, "14/11/2000").terminer() == [
        ("Âge à la signature : 25 ans le 21/09/2026, 26 requis depuis le 16/09/2021 (L5134-102) ; "
        "choisissez une autre personne, ou indiquez la décision du préfet")
    ]


def test_une_decision_du_prefet_leve_le_refus(fenetre: Fenetre, signee: str) -> None:
    assert recruter(fenetre, signee, "14/11/2000", decision="Décision 2026-118").terminer() == []


def test_une_seconde_candidate_de_vingt_six_ans_est_acceptee_en_cdi(fenetre: Fenetre, signee: str) -> None:
    fiche = recruter(fenetre, signee, "21/09/2000", code="T-32")
    assert fiche.terminer() == []
    assert (fiche.lu("age_signature"), fiche.lu("annee_naissance")) == ("26", "2000")


def test_un_cdi_est_refuse_a_un_employeur_public(fenetre: Fenetre, signee: str) -> None:
    assert fenetre.ouvrir("convention", signee).saisir(type_employeur="Commune").terminer() == []
    dit = "Contrat : choisissez « CDD », un employeur de droit public (Commune) ne peut pas signer de CDI (L5134-103)"
    assert recruter(fenetre, signee, "21/09/1990").terminer() == [dit]


def test_avant_le_seize_septembre_2021_il_fallait_trente_ans(fenetre: Fenetre, signee: str) -> None:
    fiche = recruter(fenetre, signee, "14/11/1992", signature_le="15/09/2021")
    assert any("28 ans le 15/09/2021, 30 requis" in phrase for phrase in fiche.terminer())


def test_un_contrat_du_quinze_aout_est_refuse_avant_la_signature(fenetre: Fenetre, signee: str) -> None:
    fiche = recruter(fenetre, signee, "21/09/1990", signature_le="15/08/2026", debut="15/08/2026")
    assert (
        "Début du contrat : indiquez une date après le 01/09/2026, signature de la convention (D5134-152)"
        in fiche.terminer()
    )


def test_seule_l_annee_de_naissance_est_gardee(fenetre: Fenetre, signee: str, poste: Desk) -> None:
    fiche = recruter(fenetre, signee, "14/11/2000")
    garde = fiche.enregistrer()
    with poste.reading() as unit:
        traces = str(records.history(unit, fiche.uid)) + str(garde.content())
    assert garde.values["annee_naissance"] == 2000
    assert not any(trace in traces for trace in ("14/11/2000", "2000-11-14", "date(2000"))


def test_la_tuile_baisse_le_jour_du_debut_pas_a_la_signature(fenetre: Fenetre, signee: str, poste: Desk) -> None:
    avant = sans_arms(poste, SIGNATURE)
    assert recruter(fenetre, signee, "21/09/1990", code="T-32").terminer() == []
    assert sans_arms(poste, dt.date(2026, 9, 21)) == avant
    assert sans_arms(poste, dt.date(2026, 9, 30)) == avant
    assert sans_arms(poste, DEBUT) == avant - 1
