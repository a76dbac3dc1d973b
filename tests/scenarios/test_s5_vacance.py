"""S5: the adulte-relais leaves in the middle of March 2025, the post is filled again on 5 May."""

import datetime as dt

import pytest

from db.models import Convention
from db.models.adulte_relais_listes import MotifSortie, SituationSortie
from db.search import fold
from pvdesk.store import records
from pvdesk.store.alertes import alertes
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs.adultes_relais import occupes
from tests.pvdesk.store.adultes_relais import convention, employeur, occupation
from tests.scenarios.conftest import Montre
from tests.scenarios.formulaire import Fenetre, Formulaire

D = dt.date
DEBUT, FIN, DEPART, ARRIVEE = D(2025, 1, 1), D(2025, 12, 31), D(2025, 3, 14), D(2025, 5, 5)
MONTANT = 22_810_61
MOTS_DE_SANTE = ("sante", "malad", "inapt", "invalid", "deces", "accident", "medic")


@pytest.fixture
def uid(poste: Desk, montre: Montre) -> str:
    """The post of 2025, held by T-12 from its first day."""
    montre.jour = DEBUT
    with poste.writing() as unit:
        fiche = convention(unit, numero="AR-62-134", debut=DEBUT, fin=FIN, montant_temps_plein=MONTANT)
        records.save(unit, fiche)
        records.save(unit, occupation(unit, fiche.uid, "T-12", DEBUT))
        unit.commit()
    return fiche.uid


@pytest.fixture
def demission(uid: str, poste: Desk, montre: Montre, fenetre: Fenetre) -> Formulaire:
    """T-12 resigns: the last day is typed in the form, with its reason."""
    montre.jour = DEPART
    fiche = fenetre.ouvrir("occupation", _titulaire(poste, uid))
    fiche.saisir(fin_reelle="14/03/2025", motif_sortie=MotifSortie.ECHEANCE_SALARIE.libelle)
    assert fiche.terminer() == []
    return fiche


@pytest.fixture
def remplacement(demission: Formulaire, uid: str, poste: Desk, montre: Montre, fenetre: Fenetre) -> Formulaire:
    """T-40 starts on 5 May 2025, typed in the form."""
    montre.jour = ARRIVEE
    fiche = _recruter(poste, fenetre, uid, "05/05/2025")
    assert fiche.terminer() == []
    return fiche


def _titulaire(poste: Desk, convention_uid: str) -> str:
    with poste.reading() as unit:
        found = unit.session.get(Convention, convention_uid)
        assert found is not None
        return found.occupations[0].uid


def _recruter(poste: Desk, fenetre: Fenetre, convention_uid: str, debut: str) -> Formulaire:
    """T-40 typed in the form; the age was checked beforehand."""
    with poste.reading() as unit:
        acquis = occupation(unit, convention_uid, "T-40", ARRIVEE).values
    repris = ("annee_naissance", "age_signature", "age_au", "residence", "sans_emploi", "eligibilite_le")
    fiche = fenetre.nouvelle("occupation", convention_uid=convention_uid, **{cle: acquis[cle] for cle in repris})
    return fiche.saisir(
        code="T-40", nom="Fictif", prenom="Dominique", contrat="CDI", signature_le="05/05/2025", debut=debut
    )


def parts(poste: Desk, convention_uid: str) -> list[tuple[int, bool, int | None]]:
    with poste.reading() as unit:
        found = unit.session.get(Convention, convention_uid)
        assert found is not None
        return [(p.intervalle.jours, p.intervalle.occupe, p.centimes) for p in found.parts(DEBUT, FIN)]


def vacance(poste: Desk, jour: dt.date) -> list[tuple[str, str]]:
    """Code and tone of the alerts of a vacant post, that day."""
    with poste.reading() as unit:
        return [(a.code, a.ton) for a in alertes(unit, jour) if a.code.startswith("ar.vaca")]


def manquants(poste: Desk, jour: dt.date) -> list[str]:
    """What the alert of missing monthly reports names, that day."""
    with poste.reading() as unit:
        return [
            mois.strip().replace("\u00a0", " ")
            for a in alertes(unit, jour) if a.code == "ar.compte_rendu"
            for mois in a.detail.split("\u00a0:")[1].split(",")
        ]  # fmt: skip


def test_l_annee_se_coupe_en_73_51_et_241_jours_au_centime(
    remplacement: Formulaire, uid: str, poste: Desk, fenetre: Fenetre
) -> None:
    assert parts(poste, uid) == [(73, True, 4_562_12), (51, False, 3_187_24), (241, True, 15_061_25)]
    fiche = fenetre.ouvrir("convention", uid)
    assert fiche.lu("aide_theorique") == (
        "2025 : 4 562,12 € pour 73 jours occupés, 3 187,24 € non dus pour 51 jours vacants, "
        "15 061,25 € pour 241 jours occupés"
    )
    assert fiche.lu("poste") == "T-40 depuis le 05/05/2025"


def test_le_prorata_est_dit_indicatif_et_le_chiffre_de_l_asp_s_ecrit_a_cote(
    remplacement: Formulaire, uid: str, fenetre: Fenetre
) -> None:
    fiche = fenetre.ouvrir("convention", uid)
    assert "à titre indicatif" in fiche.page.form.fields.schema["aide_theorique"].about.help
    fiche.ligne("aides", annee="2025", montant="19 600")
    fiche.enregistrer()
    assert fenetre.ouvrir("convention", uid).lu("aide_theorique").endswith("; versé par l’ASP : 19 600,00 €")


def test_une_revalorisation_au_premier_juillet_coupe_l_annee(
    remplacement: Formulaire, uid: str, poste: Desk, fenetre: Fenetre
) -> None:
    fiche = fenetre.ouvrir("convention", uid)
    fiche.ligne("montants", depuis="01/07/2025", montant="23 000")
    fiche.enregistrer()
    assert [centimes for _, _, centimes in parts(poste, uid)] == [4_562_12, 3_187_24, 15_156_73]


def test_l_alerte_nait_le_15_mars_passe_a_l_orange_a_trente_jours_et_jamais_au_rouge(
    remplacement: Formulaire, poste: Desk
) -> None:
    assert vacance(poste, DEPART) == []
    jours = [D(2025, 3, 15) + dt.timedelta(days=n) for n in range(51)]
    tons = [vacance(poste, jour) for jour in (jours[0], jours[28], jours[29], jours[50])]
    assert [ton for (ton,) in tons] == [
        ("ar.vacant", "info"), ("ar.vacant", "info"), ("ar.vacance_alerte", "warning"), ("ar.vacance_alerte", "warning")
    ]  # fmt: skip
    assert all(ton != "error" for jour in jours for _, ton in vacance(poste, jour))
    assert vacance(poste, ARRIVEE) == []


def vacant_dit(poste: Desk, jour: dt.date) -> str:
    with poste.reading() as unit:
        (found,) = [a for a in alertes(unit, jour) if a.code.startswith("ar.vaca")]
    return found.detail.replace("\u00a0", " ").replace("\u202f", " ")


def test_l_alerte_montre_l_aide_non_due(demission: Formulaire, poste: Desk) -> None:
    assert vacant_dit(poste, D(2025, 5, 4)) == (
        "AR-62-134, Association Exemple : 51 jours, depuis le 15/03/2025 ; aide théorique non due : 3 187,24 €"
    )


def test_mars_demande_un_compte_rendu_et_avril_accepte_poste_vacant(
    remplacement: Formulaire, uid: str, poste: Desk, montre: Montre, fenetre: Fenetre
) -> None:
    montre.jour = D(2025, 5, 20)
    assert manquants(poste, montre.jour) == ["janvier 2025", "février 2025", "mars 2025"]
    mars = fenetre.nouvelle("activite", convention_uid=uid)
    mars.saisir(type="Mensuel", debut="01/03/2025", jours="9,5", accueil_femmes="14", accueil_hommes="6")
    assert mars.terminer() == []
    assert manquants(poste, montre.jour) == ["janvier 2025", "février 2025"]
    avril = fenetre.nouvelle("activite", convention_uid=uid)
    avril.saisir(type="Mensuel", debut="01/04/2025")
    assert avril.terminer() == [
        ("Période : aucun titulaire en avril 2025, cochez « Poste vacant », corrigez la période, ou dites pourquoi "
        "(aide due aux seules périodes occupées, D5134-158)")
    ]
    assert avril.saisir(poste_vacant=True).terminer() == []


def test_un_second_compte_rendu_de_mars_est_refuse(
    demission: Formulaire, uid: str, montre: Montre, fenetre: Fenetre
) -> None:
    montre.jour = D(2025, 4, 2)
    for attendu in ([], ["Période : un compte rendu existe déjà pour mars 2025, complétez-le"]):
        fiche = fenetre.nouvelle("activite", convention_uid=uid).saisir(type="Mensuel", debut="10/03/2025")
        assert fiche.terminer() == attendu


def test_le_motif_de_sortie_n_a_aucun_choix_de_sante() -> None:
    libelles = [fold(choix.libelle) for liste in (MotifSortie, SituationSortie) for choix in liste]
    assert not [libelle for libelle in libelles for mot in MOTS_DE_SANTE if mot in libelle]


def test_le_compteur_lit_133_occupes_sur_134(demission: Formulaire, poste: Desk) -> None:
    with poste.writing() as unit:
        association = employeur(unit, nom="Centre social Exemple")
        for rang in range(133):
            fiche = convention(unit, numero=f"AR-62-{rang:03d}", employeur_uid=association)
            records.save(unit, fiche)
            records.save(unit, occupation(unit, fiche.uid, f"T-{500 + rang}", DEBUT))
        unit.commit()
    with poste.reading() as unit:
        lus = [occupes(unit, jour).texte.replace("\u00a0", " ") for jour in (DEPART, D(2025, 3, 15), D(2025, 5, 4))]
    assert lus == ["134 occupés sur 134", "133 occupés sur 134", "133 occupés sur 134"]


def test_un_debut_au_10_mars_est_refuse_par_chevauchement(
    demission: Formulaire, uid: str, poste: Desk, fenetre: Fenetre
) -> None:
    fiche = _recruter(poste, fenetre, uid, "10/03/2025")
    assert (
        "Début du contrat : T-12 occupe le poste jusqu’au 14/03/2025, indiquez une date après ce jour "
        "(un poste, un titulaire : D5134-149)"
    ) in fiche.terminer()


def test_deux_titulaires_sans_fin_sont_refuses(uid: str, poste: Desk, fenetre: Fenetre, montre: Montre) -> None:
    montre.jour = ARRIVEE
    fiche = _recruter(poste, fenetre, uid, "05/05/2025")
    assert fiche.terminer() == [
        ("Début du contrat : T-12 occupe le poste sans date de fin, indiquez d’abord son dernier jour "
        "(un poste, un titulaire : D5134-149)")
    ]
