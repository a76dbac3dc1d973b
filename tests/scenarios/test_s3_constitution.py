"""S3: one of the nine conseils à constituer, from January to its arrêté of 24 June 2026."""

import datetime as dt
from dataclasses import dataclass

import pytest

from db.base import Etat
from db.models.conseil_listes import College, Regime, Sexe, StatutConseil, TrancheAge, TypeInstance
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import dashboard, records
from pvdesk.store.desk import Desk
from tests.scenarios.conftest import Montre, constats, enregistrer, lire, phrases

ARRETE = dt.date(2026, 6, 24)
SEXES = "FFFHHHHH" + "FFFFHHHH"  # eight habitants, then eight local actors


@dataclass
class Conseil:
    poste: Desk
    montre: Montre
    uid: str

    def lire(self) -> Draft:
        return lire(self.poste, "conseil", self.uid)

    def terminer(self) -> list[str]:
        with self.poste.writing() as unit:
            found = records.finish(unit, "conseil", self.uid)
            unit.commit()
        return phrases(list(found), arretent=True)

    def tuile(self) -> str:
        with self.poste.reading() as unit:
            tuiles = dashboard.home(unit, self.montre.jour).tuiles
        return next(tuile.valeur for tuile in tuiles if tuile.code == "constituer")


@pytest.fixture
def conseil(poste: Desk, montre: Montre) -> Conseil:
    """Nine conseils to set up; the first covers two quartiers of one town."""
    with poste.writing() as unit:
        made = []
        for number in range(9):
            fiche = records.blank(unit, "conseil", nom=f"Conseil citoyen {number}", statut=StatutConseil.A_CONSTITUER)
            fiche.values["date_cible"] = dt.date(2026, 12, 31)
            made.append(records.save(unit, fiche))
        unit.commit()
    return Conseil(poste, montre, made[0].uid)


def en_cours(conseil: Conseil) -> Draft:
    fiche = conseil.lire()
    fiche.values |= {
        "statut": StatutConseil.EN_COURS, "date_cible": dt.date(2026, 6, 30), "frein": "mobilisation",
    }  # fmt: skip
    for code in ("QN06201M", "QN06202M"):
        fiche.lines["quartiers"].append(LineDraft(new_uid(), {"quartier": code}))
    return enregistrer(conseil.poste, fiche)


def seize_membres(conseil: Conseil, sexes: str = SEXES) -> None:
    with conseil.poste.writing() as unit:
        for rank, sexe in enumerate(sexes):
            college = College.HABITANTS if rank < 8 else College.ACTEURS
            membre = records.blank(
                unit, "membre", conseil_uid=conseil.uid, code=f"{'HA'[rank // 8]}-{rank % 8 + 1:02d}", college=college,
                sexe=Sexe[sexe], debut=ARRETE, organisme_nom=None if rank < 8 else "Association fictive",
                designation=f"tirage au sort\u00a0: {'volontaires' if rank < 4 else 'bailleurs'}",
            )  # fmt: skip
            records.save(unit, membre)
        unit.commit()


def constitue(conseil: Conseil, **values: object) -> Draft:
    conseil.montre.jour = ARRETE
    fiche = conseil.lire()
    fiche.values |= {"statut": StatutConseil.CONSTITUE, "constitue_le": ARRETE, **values}
    return enregistrer(conseil.poste, fiche)


def test_le_regime_de_2024_est_propose(conseil: Conseil) -> None:
    assert conseil.lire().values["regime"] is Regime.DECRET_2024


def test_a_constituer_il_faut_une_date_cible_et_un_quartier(conseil: Conseil) -> None:
    fiche = conseil.lire()
    fiche.values["date_cible"] = None
    assert phrases(constats(conseil.poste, fiche), arretent=True) == [
        "Quartiers : choisissez au moins un quartier", "Date cible : indiquez quand le conseil doit être constitué",
    ]  # fmt: skip
    fiche.values["type"] = TypeInstance.COPIL
    assert "Quartiers : choisissez au moins un quartier" not in phrases(constats(conseil.poste, fiche))


def test_en_cours_de_constitution_la_fiche_se_termine(conseil: Conseil) -> None:
    assert len(en_cours(conseil).lines["quartiers"]) == 2
    assert conseil.terminer() == []
    assert conseil.tuile() == "9"


def test_la_parite_avertit_et_un_mot_suffit(conseil: Conseil) -> None:
    en_cours(conseil)
    seize_membres(conseil)
    fiche = constitue(conseil, arrete_numero="2026-175-01", arrete_le=ARRETE)
    dit = "Parité : 3 femmes et 5 hommes parmi les habitants, dites pourquoi"
    assert conseil.terminer() == [dit]
    assert conseil.lire().etat is Etat.BROUILLON
    fiche.motifs["parite"] = "tirage au sort, peu de volontaires"
    enregistrer(conseil.poste, fiche)
    assert conseil.terminer() == []
    assert conseil.lire().etat is Etat.FINAL


def test_un_ecart_d_une_personne_n_avertit_pas(conseil: Conseil) -> None:
    en_cours(conseil)
    seize_membres(conseil, "FFFHHHHF" + "FFFFHHHH")
    assert phrases(constats(conseil.poste, constitue(conseil)), arretent=True) == []


def test_la_moitie_d_habitants_atteinte_n_avertit_pas(conseil: Conseil) -> None:
    en_cours(conseil)
    seize_membres(conseil)
    fiche = constitue(conseil)
    assert fiche.computed["effectif"].replace("\u00a0", " ") == "16 titulaires : 8 habitants, 8 acteurs locaux"
    assert not [p for p in phrases(constats(conseil.poste, fiche)) if p.startswith("Habitants")]
    with conseil.poste.writing() as unit:
        membre = records.blank(unit, "membre", conseil_uid=conseil.uid, code="A-09", college=College.ACTEURS)
        records.save(unit, membre)
        unit.commit()
    dit = "Habitants : 8 sur 17 titulaires, dites pourquoi si peu"
    assert dit in phrases(constats(conseil.poste, conseil.lire()), arretent=True)


def test_l_arrete_est_facultatif_sous_le_decret_de_2024(conseil: Conseil) -> None:
    en_cours(conseil)
    assert phrases(constats(conseil.poste, constitue(conseil)), arretent=True) == []
    dit = "Arrêté préfectoral : indiquez son numéro, ou dites pourquoi il manque"
    fiche = constitue(conseil, regime=Regime.LOI_2014)
    assert phrases(constats(conseil.poste, fiche), arretent=True) == [dit]


def test_la_tuile_passe_de_neuf_a_huit(conseil: Conseil) -> None:
    assert conseil.tuile() == "9"
    en_cours(conseil)
    assert conseil.tuile() == "9"
    constitue(conseil)
    assert conseil.tuile() == "8"


def test_l_aide_au_demarrage_est_a_verser_jusqu_a_sa_date(conseil: Conseil) -> None:
    en_cours(conseil)
    dit = "Aide au démarrage : à verser"
    assert dit in phrases(constats(conseil.poste, constitue(conseil)), arretent=False)
    assert dit not in phrases(constats(conseil.poste, constitue(conseil, aide_le=ARRETE)))


def test_un_effectif_hors_des_conseils_est_seulement_rappele(conseil: Conseil) -> None:
    en_cours(conseil)
    with conseil.poste.writing() as unit:
        for sexe in Sexe.F, Sexe.H:
            membre = records.blank(unit, "membre", conseil_uid=conseil.uid, college=College.HABITANTS, sexe=sexe)
            records.save(unit, membre)
        unit.commit()
    assert phrases(constats(conseil.poste, conseil.lire())) == [
        "2 titulaires : la circulaire de 2017 conseille de 15 à 50 membres",
    ]


@pytest.mark.parametrize(
    ("values", "dit"),
    [
        ({"college": College.ACTEURS},
         ["Organisme représenté : indiquez-le pour un membre du collège des acteurs locaux"]),
        ({"fin": dt.date(2026, 1, 1)},
         ["Fin de mandat : indiquez une date après le début", "Motif de fin : choisissez-en un"]),
        ({"tranche_age": TrancheAge.DE_16_A_17, "telephone": "03 21 00 00 00"},
         ["Membre mineur : cochez l’accord du représentant légal une fois vu",
          "Membre mineur : effacez ses coordonnées directes"]),
        ({"tranche_age": TrancheAge.MOINS_16, "accord_parental": True}, []),
    ],
)  # fmt: skip
def test_un_membre_est_verifie(conseil: Conseil, values: dict[str, object], dit: list[str]) -> None:
    given = {"conseil_uid": conseil.uid, "code": "H-01", "college": College.HABITANTS, "debut": ARRETE} | values
    with conseil.poste.reading() as unit:
        membre = records.blank(unit, "membre", **given)
    assert sorted(phrases(constats(conseil.poste, membre), arretent=True)) == sorted(dit)
