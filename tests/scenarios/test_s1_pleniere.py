"""S1: an ordinary plenary of the conseil citoyen of Nœux-les-Mines, 3 March 2026."""

import datetime as dt
from dataclasses import dataclass

import pytest

from db.base import Etat
from db.models.action import StatutAction
from db.models.conseil_listes import Sexe
from db.models.seance import ModeVote, NatureSuite, SensAvis, StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import listing, records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.reunions import Seance
from tests.builders import add_noeux
from tests.scenarios.conftest import Montre, constats, phrases, pointer, presence

JOUR, PROCHAINE = dt.date(2026, 3, 3), dt.date(2026, 5, 5)
PRESENTS = ("H-01", "H-02", "H-03", "H-04", "H-05", "H-06", "H-07", "A-01", "A-02", "A-03", "A-04", "A-05")
FEMMES = PRESENTS[:7]


@dataclass
class Pleniere:
    poste: Desk
    membres: dict[str, str]
    seance: Seance

    @property
    def vote(self) -> LineDraft:
        return self.seance.reunion.lines["suites"][0]

    def constats(self, *, arretent: bool | None = True) -> list[str]:
        return phrases(constats(self.poste, self.seance.reunion), arretent=arretent)


@pytest.fixture
def pleniere(poste: Desk, montre: Montre) -> Pleniere:
    """The meeting as it was typed that evening, saved, not finished."""
    conseil, membres = add_noeux(poste)
    with poste.writing() as unit:
        for code, uid in membres.items():
            membre = records.load(unit, "membre", uid)
            membre.values["sexe"] = Sexe.F if code in FEMMES else Sexe.H
            records.save(unit, membre)
        unit.commit()
    montre.jour = dt.date(2026, 2, 10)
    with poste.writing() as unit:
        seance = reunions.prepare(unit, conseil)
        seance.reunion.values |= {
            "date": JOUR, "debut": dt.time(18, 30), "lieu": "Maison de quartier", "convoque_le": dt.date(2026, 2, 10),
        }  # fmt: skip
        seance = reunions.save(unit, seance)
        unit.commit()
    montre.jour = JOUR
    fiche = seance.reunion
    fiche.values |= {
        "statut": StatutReunion.TENUE, "fin": dt.time(20, 15), "public": 4, "prochaine_date": PROCHAINE,
        "prochaine_heure": dt.time(18, 30),
    }  # fmt: skip
    pointer(fiche, membres, StatutPresence.PRESENT, *PRESENTS)
    pointer(fiche, membres, StatutPresence.REPRESENTE, "H-08", "A-06")
    pointer(fiche, membres, StatutPresence.EXCUSE, "H-09", "A-07", "A-08")
    pointer(fiche, membres, StatutPresence.ABSENT, "H-10")
    presence(fiche, membres, "H-08").values["pouvoir_a"] = membres["H-02"]
    presence(fiche, membres, "A-06").values["pouvoir_a"] = membres["A-01"]
    for titre in ("Approbation du compte rendu précédent", "Location d’outils", "Éclairage", "Questions diverses"):
        fiche.lines["points"].append(LineDraft(new_uid(), {"titre": titre}))
    vote = {
        "nature": NatureSuite.AVIS, "sens": SensAvis.FAVORABLE, "libelle": "Projet de location d’outils",
        "mode": ModeVote.MAIN_LEVEE, "pour": 11, "contre": 1, "abstentions": 2,
    }  # fmt: skip
    fiche.lines["suites"].append(LineDraft(new_uid(), vote))
    with poste.writing() as unit:
        seance.actions.append(
            records.blank(
                unit, "action", libelle="Demander au bailleur l’état de l’éclairage", responsable="bailleur",
                echeance=dt.date(2026, 3, 31),
            )
        )  # fmt: skip
        seance = reunions.save(unit, seance)
        unit.commit()
    return Pleniere(poste, membres, seance)


def terminer(pleniere: Pleniere) -> list[str]:
    with pleniere.poste.writing() as unit:
        found = reunions.finish(unit, "reunion", pleniere.seance.reunion.uid)
        unit.commit()
    return phrases(list(found), arretent=True)


def test_le_quorum_est_dit_avec_les_representes(pleniere: Pleniere) -> None:
    dit = pleniere.seance.reunion.computed["quorum"]
    assert dit == "14 (12 présents + 2 représentés) pour 9 requis — atteint"


def test_les_effectifs_sont_comptes(pleniere: Pleniere) -> None:
    dit = pleniere.seance.reunion.computed["effectifs"].replace("\u00a0", " ")
    assert dit == "12 présents (7 F, 5 H), 2 représentés, 3 excusés, 1 absent, public : 4"


def test_quatorze_votes_sont_acceptes(pleniere: Pleniere) -> None:
    assert pleniere.constats(arretent=None) == []


def test_quinze_votes_sont_refuses(pleniere: Pleniere) -> None:
    pleniere.vote.values["abstentions"] = 3
    assert pleniere.constats() == ["Décision 1 : 15 votes pour 14 présents et représentés, corrigez"]


def test_la_reunion_se_termine_et_la_suivante_apparait_prevue(pleniere: Pleniere) -> None:
    assert terminer(pleniere) == []
    with pleniere.poste.reading() as unit:
        suivante, tenue = listing.rows(unit, "reunion")
    assert (tenue.etat, tenue.values["statut"], tenue.values["presents"]) == (Etat.FINAL, StatutReunion.TENUE, 12)
    assert (suivante.values["date"], suivante.values["debut"], suivante.values["statut"], suivante.etat) == (
        PROCHAINE, dt.time(18, 30), StatutReunion.PREVUE, Etat.BROUILLON,
    )  # fmt: skip


def test_l_action_est_dans_la_liste_commune(pleniere: Pleniere) -> None:
    terminer(pleniere)
    with pleniere.poste.reading() as unit:
        (action,) = listing.rows(unit, "action", listing.Query(words="eclairage bailleur"))
    assert (action.texts["responsable"], action.texts["echeance"], action.values["statut"]) == (
        "bailleur", "31/03/2026", StatutAction.A_FAIRE,
    )  # fmt: skip
    assert action.texts["reunion_uid"] == "03/03/2026"
    assert action.envoi is listing.Envoi.A_ENVOYER


@pytest.mark.parametrize(
    ("values", "dit"),
    [
        ({"fin": dt.time(17)}, ["Heure de fin : indiquez une heure après 18 h 30"]),
        ({"debut": dt.time(22), "fin": dt.time(0, 15)},
         ["Heure de fin : la réunion passe minuit ; confirmez-le par un mot"]),
        ({"date": dt.date(2026, 3, 4)}, ["La date est dans l’avenir : enregistrer comme réunion prévue ?"]),
        ({"statut": StatutReunion.PREVUE}, ["Statut : des personnes sont pointées, choisissez « Tenue »"]),
        ({"convoque_le": dt.date(2026, 2, 20)},
         ["Convocation : 11 jours avant la réunion, le conseil en demande 15"]),
        ({"convoque_le": dt.date(2026, 3, 4)}, ["Convocation : indiquez une date avant le 03/03/2026"]),
        ({"prochaine_date": JOUR}, ["Prochaine réunion : indiquez une date après le 03/03/2026"]),
    ],
)  # fmt: skip
def test_une_erreur_de_saisie_est_dite_avec_son_remede(
    pleniere: Pleniere, values: dict[str, object], dit: list[str]
) -> None:
    pleniere.seance.reunion.values |= values
    assert pleniere.constats() == dit


def test_un_pouvoir_va_a_une_personne_presente_et_une_seule_fois(pleniere: Pleniere) -> None:
    fiche, membres = pleniere.seance.reunion, pleniere.membres
    presence(fiche, membres, "A-06").values["pouvoir_a"] = membres["H-02"]
    assert pleniere.constats() == ["Pouvoirs : une personne en a reçu plus de 1, le maximum du conseil"]
    presence(fiche, membres, "A-06").values["pouvoir_a"] = membres["H-10"]
    assert pleniere.constats() == ["Pouvoir : donné à une personne qui n’est pas présente"]
    presence(fiche, membres, "A-06").values["pouvoir_a"] = None
    assert pleniere.constats(arretent=False) == ["Pouvoir : dites à qui le pouvoir est donné"]


def test_un_membre_figure_une_fois(pleniere: Pleniere) -> None:
    double = {"membre_uid": pleniere.membres["H-01"], "statut": StatutPresence.PRESENT}
    pleniere.seance.reunion.lines["presences"].append(LineDraft(new_uid(), double))
    assert pleniere.constats() == ["Présences : H-01 figure deux fois, gardez une ligne"]


def test_un_avis_dit_son_sens_et_une_personne_non_pointee_est_rappelee(pleniere: Pleniere) -> None:
    pleniere.vote.values["sens"] = None
    pointer(pleniere.seance.reunion, pleniere.membres, None, "H-10")  # type: ignore[arg-type]
    assert pleniere.constats() == ["Décision 1 : choisissez le sens de l’avis"]
    assert pleniere.constats(arretent=False) == ["Présences : 1 personne reste à pointer"]


def test_une_action_vient_apres_la_reunion(pleniere: Pleniere) -> None:
    pleniere.seance.actions[0].values["echeance"] = dt.date(2026, 3, 1)
    with pleniere.poste.writing() as unit:
        pleniere.seance = reunions.save(unit, pleniere.seance)
        unit.commit()
    assert pleniere.constats() == ["Action 1 : indiquez une échéance après le 03/03/2026"]
