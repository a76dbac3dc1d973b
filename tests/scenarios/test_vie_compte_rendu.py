"""La vie d’un compte rendu : brouillon, relu, diffusé, approuvé à la réunion suivante, rectifié."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from db.models.seance import EtatCompteRendu
from pvdesk.reports import printing, verification, versions, vie
from pvdesk.reports.verification import Sens, Verdict
from pvdesk.store import papiers
from pvdesk.store.comptes_rendus import Pas
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork
from tests.builders import add_noeux
from tests.pvdesk.held import MAI, MARS, handed, held
from tests.pvdesk.mission import exchange
from tests.pvdesk.reports.reading import heard
from tests.scenarios.conftest import Montre, lire
from tests.scenarios.formulaire import Fenetre, plain
from tests.scenarios.seance import Seance, ouvrir_reunion

MORT = 9
ENVOYE, ECRIT = dt.date(2026, 3, 10), dt.date(2026, 5, 12)
DESTINATAIRES = "membres du conseil, commune"


def mots(data: bytes | None) -> str:
    return plain(" ".join(heard(data or b"").split()))


def verbe(seance: Seance, pas: Pas, reponse: str = "") -> None:
    """Alt+6, Tab jusqu’au verbe, Espace ; puis ce qu’il demande, et Entrée."""
    seance._partie(6)
    carte = seance.page.form.life
    seance._aller(carte.verbs[pas])
    seance.hand.press(Qt.Key.Key_Space)
    demande = carte.prompt.field
    if pas not in {Pas.DIFFUSER, Pas.RECTIFIER, Pas.APPROUVER} or demande is None:
        return
    if isinstance(demande.editor, QLineEdit):
        demande.editor.selectAll()
        seance.hand.type(reponse)
        seance.hand.press(Qt.Key.Key_Return)
    else:
        assert isinstance(demande.editor, QComboBox)
        seance._choisir(demande.editor, reponse)
        seance._aller(carte.prompt.yes)
        seance.hand.press(Qt.Key.Key_Space)


def ou_en_est(poste: Desk, uid: str) -> EtatCompteRendu:
    etat: EtatCompteRendu = lire(poste, "reunion", uid).values["compte_rendu"]
    return etat


def verdict(poste: Desk, data: bytes) -> Verdict:
    with poste.reading() as unit:
        return verification.fichier(unit, data)


def test_la_vie_entiere_se_mene_au_clavier_et_chaque_papier_reste(
    poste: Desk, montre: Montre, fenetre: Fenetre, tmp_path: Path
) -> None:
    montre.jour = ENVOYE
    noeux = add_noeux(poste)
    mars, mai = held(poste, *noeux, MARS), held(poste, *noeux, MAI)
    seance = ouvrir_reunion(fenetre, mars)
    # Brouillon, relu, diffusé : le fichier est gardé tel quel.
    verbe(seance, Pas.RELIRE)
    assert ou_en_est(poste, mars) is EtatCompteRendu.RELU
    verbe(seance, Pas.DIFFUSER, DESTINATAIRES)
    assert ou_en_est(poste, mars) is EtatCompteRendu.DIFFUSE
    premier = printing.print_to(poste, "compte-rendu", mars, tmp_path / "1.pdf").read_bytes()
    assert "Version 1, diffusée le 10 mars 2026" in mots(premier)
    assert verdict(poste, premier).sens is Sens.EN_VIGUEUR
    seance.quitter()
    # La réunion suivante l’approuve : c’est dit dans sa fiche, et fait à « Terminer ».
    montre.jour = MAI
    suivante = ouvrir_reunion(fenetre, mai)
    suivante.saisir(approbation="Approuvé")
    assert suivante.terminer() == []
    fiche = lire(poste, "reunion", mars).values
    assert (fiche["compte_rendu"], fiche["cr_approuve_le"]) == (EtatCompteRendu.APPROUVE, MAI)
    assert "Approuvé à la réunion du 5 mai 2026" in verdict(poste, premier).phrase
    # Une erreur se voit plus tard : la fiche change, le papier non, et la carte le dit.
    montre.jour = ECRIT
    seance = ouvrir_reunion(fenetre, mars)
    seance.saisir(lieu="École des Tilleuls").enregistrer()
    assert printing.print_to(poste, "compte-rendu", mars, tmp_path / "2.pdf").read_bytes() == premier
    # Rectifié : une autre version, un rectificatif qui cite l’ancien et le nouveau ; l’ancienne reste.
    verbe(seance, Pas.RECTIFIER, "lieu de la réunion")
    fiche = lire(poste, "reunion", mars).values
    assert (fiche["compte_rendu"], fiche["cr_version"]) == (EtatCompteRendu.RECTIFIE, 2)
    with poste.reading() as unit:
        gardes = {(one.sorte, one.version): one.uid for one in papiers.de_fiche(unit, "reunion", mars)}
        note = mots(papiers.contenu(unit, gardes["rectificatif", 2]))
        assert papiers.contenu(unit, gardes["compte-rendu", 1]) == premier
    second = handed(poste, mars) or b""
    for cite in ("Rectificatif n° 1", "Maison de quartier", "École des Tilleuls", "approuvée le 5 mai 2026"):
        assert cite in note
    assert verdict(poste, second).sens is Sens.EN_VIGUEUR
    assert "remplacée par la version 2 du 12 mai 2026" in verdict(poste, premier).phrase
    assert verdict(poste, second + b"%").sens is Sens.MODIFIE
    feuille = printing.print_to(poste, "emargement", mars, tmp_path / "feuille.pdf").read_bytes()
    assert verdict(poste, feuille).sens is Sens.INCONNU


def test_rien_n_est_degele_par_ctrl_z(poste: Desk, montre: Montre, fenetre: Fenetre) -> None:
    montre.jour = ENVOYE
    mars = held(poste, *add_noeux(poste), MARS)
    seance = ouvrir_reunion(fenetre, mars)
    assert seance.terminer() == []
    seance = ouvrir_reunion(fenetre, mars)
    verbe(seance, Pas.RELIRE)
    verbe(seance, Pas.DIFFUSER, DESTINATAIRES)
    for _ in range(4):
        fenetre.window.taking_back.undo()
    fiche = lire(poste, "reunion", mars).values
    assert (fiche["compte_rendu"], fiche["cr_version"]) == (EtatCompteRendu.DIFFUSE, 1)


def _mourir(*_: object, **__: object) -> None:
    os._exit(MORT)


def _garder_puis_mourir(unit: UnitOfWork) -> None:
    unit.session.commit()
    os._exit(MORT)


@pytest.mark.parametrize(
    ("ou", "nom", "mort", "etat", "papiers_gardes"),
    [
        (versions, "composer", _mourir, EtatCompteRendu.RELU, 0),  # avant d’être mis en page
        (papiers, "garder", _mourir, EtatCompteRendu.RELU, 0),  # mis en page, rien d’écrit
        (papiers, "dernier", _mourir, EtatCompteRendu.RELU, 0),  # dans la transaction
        (UnitOfWork, "commit", _mourir, EtatCompteRendu.RELU, 0),  # tout écrit, rien de gardé
        (UnitOfWork, "commit", _garder_puis_mourir, EtatCompteRendu.DIFFUSE, 2),
    ],
    ids=["compose", "rendu", "ecrit", "avant-commit", "apres-commit"],
)
def test_tue_en_chemin_il_laisse_tout_ou_rien(
    poste: Desk, montre: Montre, ou: Any, nom: str, mort: Callable[..., None], etat: EtatCompteRendu,
    papiers_gardes: int,
) -> None:  # fmt: skip
    montre.jour = ENVOYE
    mars = held(poste, *add_noeux(poste), MARS)
    with poste.writing() as unit:
        vie.relire(unit, mars)
        unit.commit()
    poste.engine.dispose()
    enfant = os.fork()
    if enfant == 0:
        try:
            pytest.MonkeyPatch().setattr(ou, nom, mort)
            vie.diffuser(poste, mars, DESTINATAIRES)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]) == MORT
    assert ou_en_est(poste, mars) is etat
    with poste.reading() as unit:
        assert len(papiers.de_fiche(unit, "reunion", mars)) == papiers_gardes


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> exchange.Template:
    return exchange.make_template(tmp_path_factory.mktemp("vie"))


def test_la_mission_lit_ce_qui_est_diffuse_sans_en_avoir_le_papier(modele: exchange.Template, tmp_path: Path) -> None:
    with exchange.a_pair(modele, tmp_path) as pair:
        conseil, membres = exchange.conseil(pair.poste, 3)
        mars = exchange.reunion(pair.poste, conseil, membres)
        with pair.poste.writing() as unit:
            vie.relire(unit, mars)
            unit.commit()
        vie.diffuser(pair.poste, mars, DESTINATAIRES)
        premier = handed(pair.poste, mars) or b""
        pair.trip()
        fiche = pair.at_mission(mars)
        assert (fiche.values["compte_rendu"], fiche.values["cr_version"]) == (EtatCompteRendu.DIFFUSE, 1)
        assert "Version 1, diffusée le" in plain(str(fiche.computed["vie_cr"]))
        assert verdict(pair.mission, premier).sens is Sens.EN_VIGUEUR
        assert verdict(pair.mission, premier + b"%").sens is Sens.MODIFIE
        with pair.mission.reading() as unit:
            lu = vie.vie(unit, mars)
            assert (lu.pas, lu.papiers) == (frozenset(), ())
            assert versions.compte_rendu(unit, mars).blocks  # les mêmes mots, ou « copie refaite »
        exchange.edit(pair.poste, mars, lieu="École")
        vie.rectifier(pair.poste, mars, "lieu de la réunion")
        pair.trip()
        assert verdict(pair.mission, premier).sens is Sens.REMPLACE
        assert "par un autre poste" in _vie(pair.mission, mars).alerte


def _vie(desk: Desk, uid: str) -> vie.Vie:
    with desk.reading() as unit:
        return vie.vie(unit, uid)
