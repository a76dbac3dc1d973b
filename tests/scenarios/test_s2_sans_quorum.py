"""S2: the same conseil without its quorum, 5 May 2026; and the evening when nobody came."""

import datetime as dt

import pytest

from db.base import Etat
from db.models.conseil_listes import RegleQuorum
from db.models.seance import NatureSuite, StatutReunion
from pvdesk.reports import meetings
from pvdesk.store import dashboard, listing
from pvdesk.store.desk import Desk
from tests.builders import add_noeux
from tests.pvdesk.reports.reading import written
from tests.scenarios.conftest import Montre, constats, lire
from tests.scenarios.formulaire import Fenetre, plain
from tests.scenarios.seance import Seance, nouvelle_reunion, ouvrir_reunion

JOUR = dt.date(2026, 5, 5)
PREVUE = StatutReunion.PREVUE
SEPT_VENUS, PERSONNE = "ppppaaaaaapppaaaaa", "a" * 18  # H-01 to H-10, then
AVERTIT = (
    "Décision 3 : la règle du conseil demande 9 présents ; choisissez « Relevé de constat », reportez l’avis, "
    "ou écrivez le motif"
)


def ouvrir(fenetre: Fenetre, marques: str, statut: str) -> Seance:
    """The meeting of that evening: hours, place, marks, status."""
    seance = nouvelle_reunion(fenetre).saisir(debut="18h30", fin="19h30", lieu="Maison de quartier")
    return seance.pointer(marques).saisir(statut=statut)


@pytest.fixture
def conseil(poste: Desk, montre: Montre) -> str:
    montre.jour = JOUR
    return add_noeux(poste)[0]


@pytest.fixture
def seance(conseil: str, fenetre: Fenetre) -> Seance:
    """Seven present of eighteen, two findings."""
    seance = ouvrir(fenetre, SEPT_VENUS, "Tenue sans quorum")
    seance.suite(NatureSuite.CONSTAT, "Dépôts sauvages rue du Moulin")
    seance.suite(NatureSuite.CONSTAT, "Deux lampadaires éteints")
    return seance


def avis(seance: Seance) -> Seance:
    """He then types a favourable opinion."""
    return seance.suite(NatureSuite.AVIS, "Fête de quartier", sens="Favorable", pour="7")


def tuile(poste: Desk, code: str) -> tuple[str, str]:
    """The value and the note of a tile of the dashboard."""
    with poste.reading() as unit:
        (found,) = [tuile for tuile in dashboard.home(unit, JOUR).tuiles if tuile.code == code]
    return found.valeur, plain(found.note)


def test_le_quorum_manquant_est_dit_simplement(seance: Seance) -> None:
    assert seance.quorum() == "quorum non atteint (7 sur 9)"
    assert seance.enregistrer().reunion.computed["quorum"] == "quorum non atteint (7 sur 9)"


def test_le_compte_rendu_dit_simplement_le_quorum_manquant(seance: Seance, poste: Desk) -> None:
    assert seance.terminer() == []
    with poste.reading() as unit:
        dit = plain(written(meetings.compte_rendu(unit, seance.uid)))
    assert "quorum non atteint (7 sur 9)" in dit.lower()
    assert "Réunion tenue sans quorum" in dit


def test_des_constats_sont_libres(seance: Seance, poste: Desk) -> None:
    assert seance.terminer() == []
    fiche = lire(poste, "reunion", seance.uid)
    assert fiche.etat is Etat.FINAL
    assert constats(poste, fiche) == []


def test_un_avis_avertit_et_propose_autre_chose(seance: Seance) -> None:
    avis(seance)
    assert seance.terminer() == [AVERTIT]
    fiche = seance.enregistrer().reunion  # a draft is never blocked
    assert (fiche.etat, len(fiche.lines["suites"])) == (Etat.BROUILLON, 3)


def test_un_avis_motive_est_accepte(seance: Seance, poste: Desk) -> None:
    avis(seance)
    assert seance.terminer() == [AVERTIT]
    seance.corriger_suite(3, motif="la date ne peut être repoussée")
    assert seance.terminer() == []
    assert lire(poste, "reunion", seance.uid).lines["suites"][2].values["motif"] == "la date ne peut être repoussée"


def test_l_avis_devenu_constat_est_accepte(seance: Seance) -> None:
    avis(seance)
    seance.corriger_suite(3, nature=NatureSuite.CONSTAT)
    assert seance.terminer() == []


def test_dite_tenue_la_regle_du_conseil_est_rappelee_et_un_mot_suffit(seance: Seance) -> None:
    seance.saisir(statut="Tenue")
    assert seance.terminer() == [
        "Statut : 7 comptés pour 9 requis ; choisissez « Tenue sans quorum » ou dites pourquoi",
    ]
    seance.motiver(1, "le règlement est suspendu")
    assert seance.terminer() == []


def test_sans_regle_un_avis_sans_quorum_demande_encore_son_motif(
    conseil: str, seance: Seance, fenetre: Fenetre
) -> None:
    avis(seance).quitter()
    regles = fenetre.ouvrir("conseil", conseil)
    regles.corriger_ligne("quorum", 1, regle=RegleQuorum.AUCUN.libelle).enregistrer()
    rouverte = ouvrir_reunion(fenetre, seance.uid)
    (dit,) = rouverte.terminer()
    assert dit.startswith("Décision 3 : séance sans quorum ; choisissez « Relevé de constat »")


def test_une_nouvelle_reunion_est_proposee_apres_le_delai(seance: Seance, poste: Desk) -> None:
    seance.enregistrer()
    assert seance.proposee() == "Proposer le mercredi 20 mai 2026, délai de convocation compris"
    seance.accepter()
    assert seance.enregistrer().reunion.values["prochaine_date"] == dt.date(2026, 5, 20)
    assert seance.proposee() == ""
    assert seance.terminer() == []
    with poste.reading() as unit:
        prevues = [r.values["date"] for r in listing.rows(unit, "reunion") if r.values["statut"] is PREVUE]
    assert prevues == [dt.date(2026, 5, 20)]


def test_rien_n_est_propose_quand_la_reunion_a_son_quorum(conseil: str, fenetre: Fenetre) -> None:
    seance = ouvrir(fenetre, "p" * 18, "Tenue")
    seance.enregistrer()
    assert seance.proposee() == ""


def test_elle_compte_comme_tenue(seance: Seance, poste: Desk) -> None:
    assert seance.terminer() == []
    assert (tuile(poste, "reunions")[0], tuile(poste, "participation")[0]) == ("1", "7,0")


def test_elle_ne_compte_pas_comme_pleniere_avec_quorum(seance: Seance, poste: Desk) -> None:
    assert seance.terminer() == []
    with poste.reading() as unit:
        assert dashboard.home(unit, JOUR).plenieres == ()


def test_personne_n_est_venu(conseil: str, seance: Seance, fenetre: Fenetre, poste: Desk) -> None:
    """Carence: one line, no attendance list; it is not a meeting held."""
    assert seance.terminer() == []
    carence = nouvelle_reunion(fenetre)
    carence.saisir(debut="18h30", lieu="Maison de quartier", statut="Carence")
    assert carence.terminer() == []
    assert constats(poste, lire(poste, "reunion", carence.uid)) == []
    assert tuile(poste, "reunions")[0] == "1"
    with poste.reading() as unit:
        dit = plain(written(meetings.compte_rendu(unit, carence.uid)))
    assert "Carence : personne ne s’est présenté, la réunion n’a pas pu se tenir." in dit
    assert "H-01" not in dit


def test_tenue_sans_personne_est_refusee(conseil: str, fenetre: Fenetre) -> None:
    seance = ouvrir(fenetre, PERSONNE, "Tenue sans quorum")
    assert seance.terminer() == ["Pointez au moins une personne présente"]
    seance.saisir(public="3")
    assert seance.terminer() == []
