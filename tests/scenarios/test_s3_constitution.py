"""S3: one of the nine conseils à constituer, from January to its arrêté of 24 June 2026, through its forms."""

import datetime as dt
from dataclasses import dataclass

import pytest

from db.base import Etat
from db.models.conseil_listes import Regime, StatutConseil
from pvdesk.kit.draft import Draft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.indicateurs import conseils
from tests.scenarios.conftest import Montre, constats, lire, phrases
from tests.scenarios.formulaire import Fenetre, Formulaire, plain

JANVIER, ARRETE = dt.date(2026, 1, 12), dt.date(2026, 6, 24)
SEXES = "FFFHHHHH" + "FFFFHHHH"  # eight habitants, then eight local actors
QUARTIERS = ("QN06201M", "QN06202M")  # of one town
MOTS = {"F": "Femme", "H": "Homme"}
COLLEGES = ("Habitants", "Associations et acteurs locaux")
A_VERSER = "Aide au démarrage : à verser"
PARITE = "Parité : 3 femmes et 5 hommes parmi les habitants, dites pourquoi"


@dataclass
class Conseil:
    """The conseil in front of its form, on the day that the clock says."""

    poste: Desk
    montre: Montre
    fenetre: Fenetre
    uid: str

    def ouvrir(self) -> Formulaire:
        return self.fenetre.ouvrir("conseil", self.uid)

    def lire(self) -> Draft:
        return lire(self.poste, "conseil", self.uid)

    def dits(self, *, arretent: bool | None = None) -> list[str]:
        return phrases(constats(self.poste, self.lire()), arretent=arretent)

    def tuile(self) -> tuple[str, str]:
        """The value and the note of « Conseils à constituer »."""
        with self.poste.reading() as unit:
            tuile = conseils.a_constituer(unit, self.montre.jour)
        return tuile.texte, plain(tuile.note)


@pytest.fixture
def conseil(poste: Desk, montre: Montre, fenetre: Fenetre) -> Conseil:
    """Nine conseils to set up, eight of them already noted."""
    montre.jour = JANVIER
    with poste.writing() as unit:
        for rang in range(8):
            fiche = records.blank(unit, "conseil", nom=f"Conseil citoyen {rang}", statut=StatutConseil.A_CONSTITUER)
            fiche.values["date_cible"] = dt.date(2026, 12, 31)
            records.save(unit, fiche)
        unit.commit()
    form = fenetre.nouvelle("conseil")
    form.saisir(nom="Conseil citoyen des Deux-Quartiers", statut="À constituer", date_cible="31/12/2026").enregistrer()
    return Conseil(poste, montre, fenetre, form.uid)


def en_cours(conseil: Conseil) -> Formulaire:
    """What is typed on 12 January."""
    form = conseil.ouvrir()
    form.saisir(statut="En cours de constitution", date_cible="30/06/2026", frein="mobilisation")
    for code in QUARTIERS:
        form.ligne("quartiers", quartier=code)
    form.enregistrer()
    return form


def membre(conseil: Conseil, code: str, college: str, **autres: str) -> Formulaire:
    form = conseil.fenetre.nouvelle("membre", conseil_uid=conseil.uid)
    form.saisir(code=code, college=college, debut="24/06/2026", **autres)
    form.enregistrer()
    return form


def seize_membres(conseil: Conseil, sexes: str = SEXES) -> None:
    """Half of the habitants by lots among volunteers, half among the addresses of the landlords."""
    conseil.montre.jour = ARRETE
    for rang, sexe in enumerate(sexes):
        place = f"{'HA'[du_second(rang)]}-{rang % 8 + 1:02d}"
        if du_second(rang):
            autres = {"organisme_nom": "Association fictive"}
        else:
            autres = {"designation": f"tirage au sort\u00a0: {'volontaires' if rang < 4 else 'bailleurs'}"}
        membre(conseil, place, COLLEGES[du_second(rang)], sexe=MOTS[sexe], **autres)


def du_second(rang: int) -> int:
    """0 for an habitant, 1 for a local actor."""
    return rang // 8


def constituer(conseil: Conseil, **autres: str) -> Formulaire:
    """What is typed on 24 June."""
    conseil.montre.jour = ARRETE
    form = conseil.ouvrir().saisir(statut="Constitué", constitue_le="24/6", **autres)
    form.enregistrer()
    return form


def test_le_regime_de_2024_est_propose(conseil: Conseil) -> None:
    assert conseil.lire().values["regime"] is Regime.DECRET_2024


def test_a_constituer_il_faut_une_date_cible_et_un_quartier(conseil: Conseil) -> None:
    form = conseil.ouvrir().saisir(date_cible="")
    assert form.terminer() == [
        "Quartiers : choisissez au moins un quartier", "Date cible : indiquez quand le conseil doit être constitué",
    ]  # fmt: skip
    form.saisir(type="Comité de pilotage")
    assert "Quartiers : choisissez au moins un quartier" not in form.terminer()


def test_en_cours_de_constitution_la_fiche_se_termine(conseil: Conseil) -> None:
    form = en_cours(conseil)
    assert form.terminer() == []
    fiche = conseil.lire()
    assert [ligne.values["quartier"] for ligne in fiche.lines["quartiers"]] == list(QUARTIERS)
    assert (fiche.values["date_cible"], fiche.values["frein"]) == (dt.date(2026, 6, 30), "mobilisation")
    assert conseil.tuile()[0] == "9"


def test_la_parite_avertit_et_un_mot_suffit(conseil: Conseil) -> None:
    en_cours(conseil)
    seize_membres(conseil)
    form = constituer(conseil, arrete_numero="2026-175-01", arrete_le="24/6")
    assert form.lu("effectif") == "16 titulaires : 8 habitants, 8 acteurs locaux"
    assert form.terminer() == [PARITE]  # one half of habitants exactly: nothing is said of it
    assert conseil.lire().etat is Etat.BROUILLON
    assert form.dit("effectif") == [PARITE]
    assert form.dit("aide_le") == [A_VERSER]
    form.motiver("effectif", "parite", "tirage au sort, peu de volontaires")
    assert form.terminer() == []
    fiche = conseil.lire()
    assert fiche.etat is Etat.FINAL
    assert fiche.motifs["parite"] == "tirage au sort, peu de volontaires"
    assert not [dit for dit in conseil.dits() if dit.startswith("Habitants")]


def test_un_ecart_d_une_personne_n_avertit_pas(conseil: Conseil) -> None:
    en_cours(conseil)
    seize_membres(conseil, "FFFHHHHF" + "FFFFHHHH")
    assert constituer(conseil).terminer() == []


def test_moins_de_la_moitie_d_habitants_avertit(conseil: Conseil) -> None:
    en_cours(conseil)
    membre(conseil, "H-01", COLLEGES[0])
    for rang in (1, 2):
        membre(conseil, f"A-0{rang}", COLLEGES[1], organisme_nom="Association fictive")
    form = constituer(conseil)
    dit = "Habitants : 1 sur 3 titulaires, dites pourquoi si peu"
    assert form.terminer() == [dit]
    assert dit in form.dit("effectif")


def test_l_arrete_est_facultatif_sous_le_decret_de_2024(conseil: Conseil) -> None:
    en_cours(conseil)
    form = constituer(conseil)
    assert form.terminer() == []
    form = constituer(conseil, regime="Loi n° 2014-173, article 7")
    dit = "Arrêté préfectoral : indiquez son numéro, ou dites pourquoi il manque"
    assert form.terminer() == [dit]
    assert form.saisir(arrete_numero="2026-175-01").terminer() == []


def test_la_tuile_passe_de_neuf_a_huit_et_les_deux_quartiers_sont_couverts(conseil: Conseil) -> None:
    assert conseil.tuile() == ("9", "0 QPV couvert sur 64")
    en_cours(conseil)
    assert conseil.tuile() == ("9", "0 QPV couvert sur 64")
    constituer(conseil)
    assert conseil.tuile() == ("8", "2 QPV couverts sur 64")


def test_l_aide_au_demarrage_est_a_verser_jusqu_a_sa_date(conseil: Conseil) -> None:
    en_cours(conseil)
    form = constituer(conseil, regime="Loi n° 2014-173, article 7")
    assert len(form.terminer()) == 1  # the number of the arrêté
    assert form.dit("aide_le") == [A_VERSER]
    assert A_VERSER in conseil.dits(arretent=False)
    form = constituer(conseil, aide_demarrage="1 000", aide_le="24/6")
    assert len(form.terminer()) == 1
    assert form.dit("aide_le") == []
    assert A_VERSER not in conseil.dits()


def test_un_effectif_hors_des_conseils_est_seulement_rappele(conseil: Conseil) -> None:
    en_cours(conseil)
    for rang, sexe in enumerate("FH", 1):
        membre(conseil, f"H-0{rang}", COLLEGES[0], sexe=MOTS[sexe])
    form = conseil.ouvrir()
    assert conseil.dits() == ["2 titulaires : la circulaire de 2017 conseille de 15 à 50 membres"]
    assert form.saisir(lieu="Mairie").terminer() == []


@pytest.mark.parametrize(
    ("valeurs", "dit"),
    [
        ({"college": COLLEGES[1]},
         ["Organisme représenté : indiquez-le pour un membre du collège des acteurs locaux"]),
        ({"fin": "01/01/2026"},
         ["Fin de mandat : indiquez une date après le début", "Motif de fin : choisissez-en un"]),
        ({"tranche_age": "16-17 ans", "telephone": "03 21 00 00 00"},
         ["Membre mineur : cochez l’accord du représentant légal une fois vu",
          "Membre mineur : effacez ses coordonnées directes"]),
        ({"tranche_age": "Moins de 16 ans", "accord_parental": True}, []),
    ],
)  # fmt: skip
def test_un_membre_est_verifie(conseil: Conseil, valeurs: dict[str, str | bool], dit: list[str]) -> None:
    conseil.montre.jour = ARRETE
    form = conseil.fenetre.nouvelle("membre", conseil_uid=conseil.uid)
    form.saisir(**({"code": "H-01", "college": COLLEGES[0], "debut": "24/06/2026"} | valeurs))
    assert sorted(form.terminer()) == sorted(dit)
