"""S1: an ordinary plenary of the conseil citoyen of Nœux-les-Mines, 3 March 2026, typed with keys alone."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.base import Etat
from db.models.action import StatutAction
from db.models.conseil_listes import Sexe
from db.models.seance import ModeVote, NatureSuite, SensAvis, StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import meetings
from pvdesk.store import listing, records, reunions
from pvdesk.store.desk import Desk
from tests.builders import TITULAIRES_NOEUX, add_noeux, make_desk, open_copy
from tests.pvdesk.reports.reading import folded, heard, written
from tests.scenarios.conftest import Montre, constats, devant, lire
from tests.scenarios.formulaire import Fenetre, plain
from tests.scenarios.seance import Seance, nouvelle_reunion, ouvrir_reunion

PREPARATION, JOUR, PROCHAINE = dt.date(2026, 2, 10), dt.date(2026, 3, 3), dt.date(2026, 5, 5)
FEMMES = TITULAIRES_NOEUX[:7]
MARQUES = "pppppppreapppppree"  # H-01 to H-10, then
POINTS = ("Approbation du compte rendu précédent", "Location d’outils", "Éclairage", "Questions diverses")
LOCATION = "Projet « Boîte à outils » : location d'outils"  # spaces and apostrophe as a keyboard gives them
LENTE = 0.8  # seconds a key: three times what an average hand takes


JUSTE = {"date": "3/3", "debut": "18h30", "fin": "20h15", "statut": "Tenue", "convoque_le": "10/2",
         "prochaine_date": "5/5"}  # fmt: skip
ERREURS = (
    ({"fin": "17h"}, "Heure de fin : indiquez une heure après 18 h 30"),
    ({"debut": "22h", "fin": "0h15"}, "Heure de fin : la réunion passe minuit ; confirmez-le par un mot"),
    ({"date": "4/3"}, "La date est dans l’avenir : enregistrer comme réunion prévue ?"),
    ({"statut": "Prévue"}, "Statut : des personnes sont pointées, choisissez « Tenue »"),
    ({"convoque_le": "20/2"}, "Convocation : 11 jours avant la réunion, le conseil en demande 15"),
    ({"convoque_le": "4/3"}, "Convocation : indiquez une date avant le 03/03/2026"),
    ({"prochaine_date": "3/3"}, "Prochaine réunion : indiquez une date après le 03/03/2026"),
)


@dataclass
class Soir:
    """The evening of the meeting, in front of its form."""

    poste: Desk
    membres: dict[str, str]
    fenetre: Fenetre
    seance: Seance


@dataclass(frozen=True)
class Tapee:
    """The evening once typed: the closed data folder that holds it.

    Attributes:
        frappes: the keys pressed, February and the evening together.
    """

    dossier: Path
    membres: dict[str, str]
    uid: str
    frappes: dict[str, int]


@pytest.fixture(scope="module")
def tapee(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Tapee:
    """The meeting as it was prepared in February, then typed that evening, not finished: once for all tests."""
    dossier, montre = tmp_path_factory.mktemp("pleniere") / "poste", Montre()
    poste = make_desk(dossier, clock=montre)
    montre.jour = PREPARATION
    membres = _membres(poste)
    with devant(qapp, poste) as fenetre:
        prevue = nouvelle_reunion(fenetre)
        prevue.saisir(date="3/3", debut="18h30", lieu="Maison de quartier", convoque_le="10/2")
        prevue.quitter()
        montre.jour = JOUR
        seance = _soiree(ouvrir_reunion(fenetre, prevue.uid))
        seance.enregistrer()
        frappes = dict(fenetre.hand.strokes)
    poste.close()
    return Tapee(dossier, membres, seance.uid, frappes)


def _membres(poste: Desk) -> dict[str, str]:
    _, membres = add_noeux(poste)
    with poste.writing() as unit:
        for code, uid in membres.items():
            membre = records.load(unit, "membre", uid)
            membre.values["sexe"] = Sexe.F if code in FEMMES else Sexe.H
            records.save(unit, membre)
        unit.commit()
    return membres


def _soiree(seance: Seance) -> Seance:
    """What is typed that evening."""
    seance.pointer(MARQUES).pouvoir("H-08", "H-02").pouvoir("A-06", "A-01").points(*POINTS)
    seance.suite(
        NatureSuite.AVIS, LOCATION, sens="Favorable", pour="11", contre="1", abstentions="2",
        mode="Main levée",
    )  # fmt: skip
    seance.action(
        libelle="Demander au bailleur l’état de l’éclairage", responsable="bailleur", echeance="31/3",
    )  # fmt: skip
    return seance.saisir(fin="20h15", public="4", prochaine_date="5/5", prochaine_heure="18h30")


@pytest.fixture
def poste(tapee: Tapee, tmp_path: Path, montre: Montre) -> Iterator[Desk]:
    """A copy of the base of that evening."""
    desk = open_copy(Path(shutil.copytree(tapee.dossier, tmp_path / "poste")), clock=montre)
    montre.jour = JOUR
    yield desk
    desk.close()


@pytest.fixture
def soir(tapee: Tapee, poste: Desk, fenetre: Fenetre) -> Soir:
    """The evening again in front of its form."""
    return Soir(poste, tapee.membres, fenetre, ouvrir_reunion(fenetre, tapee.uid))


def test_tout_ce_qui_est_tape_est_dans_la_base(soir: Soir, tapee: Tapee) -> None:
    seance = soir.seance.enregistrer()
    fiche = seance.reunion
    attendu = {
        "date": JOUR, "debut": dt.time(18, 30), "fin": dt.time(20, 15), "lieu": "Maison de quartier", "public": 4,
        "statut": StatutReunion.TENUE, "convoque_le": PREPARATION, "prochaine_date": PROCHAINE,
        "prochaine_heure": dt.time(18, 30),
    }  # fmt: skip
    assert {cle: fiche.values[cle] for cle in attendu} == attendu
    lettres = {StatutPresence.PRESENT: "p", StatutPresence.REPRESENTE: "r", StatutPresence.EXCUSE: "e",
               StatutPresence.ABSENT: "a"}  # fmt: skip
    assert "".join(lettres[ligne.values["statut"]] for ligne in fiche.lines["presences"]) == MARQUES
    pouvoirs = {ligne.values["membre_uid"]: ligne.values["pouvoir_a"] for ligne in fiche.lines["presences"]}
    donnes = {soir.membres["H-08"]: soir.membres["H-02"], soir.membres["A-06"]: soir.membres["A-01"]}
    assert {de: a for de, a in pouvoirs.items() if a} == donnes
    assert tuple(ligne.values["titre"] for ligne in fiche.lines["points"]) == POINTS
    (vote,) = fiche.lines["suites"]
    assert [vote.values[cle] for cle in ("nature", "sens", "mode", "pour", "contre", "abstentions")] == [
        NatureSuite.AVIS, SensAvis.FAVORABLE, ModeVote.MAIN_LEVEE, 11, 1, 2,
    ]  # fmt: skip
    assert [action.values["echeance"] for action in seance.actions] == [dt.date(2026, 3, 31)]
    # Ten minutes, with keys alone.
    assert sum(tapee.frappes.values()) * LENTE < 600, tapee.frappes


def test_le_quorum_et_les_effectifs_sont_dits(soir: Soir) -> None:
    dit = "14 (12 présents + 2 représentés) pour 9 requis — atteint"
    assert soir.seance.quorum() == dit
    calcules = soir.seance.enregistrer().reunion.computed
    assert calcules["quorum"] == dit
    dit = "12 présents (7 F, 5 H), 2 représentés, 3 excusés, 1 absent, public : 4"
    assert plain(calcules["effectifs"]) == dit


def test_quatorze_votes_sont_acceptes(soir: Soir) -> None:
    assert soir.seance.terminer() == []
    assert constats(soir.poste, lire(soir.poste, "reunion", soir.seance.uid)) == []


def test_quinze_votes_sont_refuses(soir: Soir) -> None:
    soir.seance.corriger_suite(1, abstentions="3")
    assert soir.seance.terminer() == ["Décision 1 : 15 votes pour 14 présents et représentés, corrigez"]
    soir.seance.corriger_suite(1, abstentions="2")
    assert soir.seance.terminer() == []


def test_le_compte_rendu_est_en_typographie_francaise_et_nomme_par_qualite(soir: Soir, tmp_path: Path) -> None:
    assert soir.seance.terminer() == []
    papier = tmp_path / "compte-rendu.pdf"
    soir.fenetre.window.show_paper("compte-rendu", soir.seance.uid)
    assert soir.fenetre.window.above.paper is not None
    soir.fenetre.window.above.paper.saver.write(str(papier))
    with soir.poste.reading() as unit:
        dit = written(meetings.compte_rendu(unit, soir.seance.uid))
    assert folded(heard(papier.read_bytes())).startswith(folded(dit)[:200])
    assert "Réunion plénière du mardi 3\u00a0mars 2026, de 18\u00a0h\u00a030 à 20\u00a0h\u00a015" in dit
    assert "Projet «\u00a0Boîte à outils\u00a0»\u00a0: location d’outils" in dit
    assert "11 pour, 1 contre, 2 abstentions" in plain(dit)
    assert "mardi 5\u00a0mai 2026, à 18\u00a0h\u00a030" in dit
    # Somebody who has a name is shown with a quality.
    membre = soir.fenetre.ouvrir("membre", soir.membres["A-05"])
    membre.saisir(nom="Exemple", prenom="Camille", fonction="directrice du centre social").enregistrer()
    with soir.poste.reading() as unit:
        dit = written(meetings.compte_rendu(unit, soir.seance.uid))
    assert "EXEMPLE Camille (directrice du centre social)" in dit


def test_la_suivante_apparait_prevue_et_l_action_est_dans_la_liste_commune(soir: Soir) -> None:
    assert soir.seance.terminer() == []
    with soir.poste.reading() as unit:
        suivante, tenue = listing.rows(unit, "reunion")
    assert (tenue.etat, tenue.values["statut"], tenue.values["presents"]) == (Etat.FINAL, StatutReunion.TENUE, 12)
    assert (suivante.values["date"], suivante.values["debut"], suivante.values["statut"], suivante.etat) == (
        PROCHAINE, dt.time(18, 30), StatutReunion.PREVUE, Etat.BROUILLON,
    )  # fmt: skip
    with soir.poste.reading() as unit:
        (action,) = listing.rows(unit, "action", listing.Query(words="eclairage bailleur"))
    assert (action.texts["responsable"], action.texts["echeance"], action.values["statut"]) == (
        "bailleur", "31/03/2026", StatutAction.A_FAIRE,
    )  # fmt: skip
    assert action.texts["reunion_uid"] == "03/03/2026"
    assert action.envoi is listing.Envoi.A_ENVOYER


def test_une_erreur_de_saisie_est_dite_avec_son_remede(soir: Soir) -> None:
    for valeurs, dit in ERREURS:
        soir.seance.saisir(**valeurs)
        assert soir.seance.terminer() == [dit]
        soir.seance.saisir(**{cle: JUSTE[cle] for cle in valeurs})
    assert soir.seance.terminer() == []


def test_un_pouvoir_va_a_une_personne_presente_et_une_seule_fois(soir: Soir) -> None:
    soir.seance.pouvoir("A-06", "H-02")
    assert soir.seance.terminer() == ["Pouvoirs : une personne en a reçu plus de 1, le maximum du conseil"]
    soir.seance.pouvoir("A-06", "H-10")
    assert soir.seance.terminer() == ["Pouvoir : donné à une personne qui n’est pas présente"]
    soir.seance.pouvoir("A-06", None).saisir(fin="17h")
    assert soir.seance.terminer() == ["Heure de fin : indiquez une heure après 18 h 30"]
    assert soir.seance.dits() == ["Pouvoir : dites à qui le pouvoir est donné"]
    soir.seance.saisir(fin="20h15")
    assert soir.seance.terminer() == []


def test_un_membre_figure_une_fois(soir: Soir) -> None:
    """The grid never adds somebody twice; a lot of another poste could."""
    seance = soir.seance.enregistrer()
    double = {"membre_uid": soir.membres["H-01"], "statut": StatutPresence.PRESENT}
    seance.reunion.lines["presences"].append(LineDraft(new_uid(), double))
    with soir.poste.writing() as unit:
        reunions.save(unit, seance)
        unit.commit()
    soir.seance.quitter()
    rouverte = ouvrir_reunion(soir.fenetre, soir.seance.uid)
    assert rouverte.terminer() == ["Présences : H-01 figure deux fois, gardez une ligne"]


def test_un_avis_dit_son_sens(soir: Soir) -> None:
    soir.seance.corriger_suite(1, sens="Non renseigné")
    assert soir.seance.terminer() == ["Décision 1 : choisissez le sens de l’avis"]


def test_une_personne_non_pointee_est_rappelee(soir: Soir) -> None:
    soir.seance.quitter()
    seance = nouvelle_reunion(soir.fenetre)
    seance.saisir(date="2/3", debut="18h30", fin="17h").pointer(MARQUES[:-1])
    assert seance.terminer() == ["Heure de fin : indiquez une heure après 18 h 30"]
    assert "Présences : 1 personne reste à pointer" in seance.dits()


def test_une_action_vient_apres_la_reunion(soir: Soir) -> None:
    soir.seance.corriger_suite(2, echeance="1/3")
    assert soir.seance.terminer() == ["Action 1 : indiquez une échéance après le 03/03/2026"]
