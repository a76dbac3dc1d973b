"""S2: the same conseil without its quorum, 5 May 2026; and the evening when nobody came."""

import datetime as dt

import pytest

from db.base import Etat
from db.models.seance import NatureSuite, SensAvis, StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import dashboard, records, reunions
from pvdesk.store.desk import Desk
from tests.builders import add_noeux
from tests.scenarios.conftest import Montre, constats, enregistrer, lire, phrases, pointer

JOUR = dt.date(2026, 5, 5)
VENUS = ("H-01", "H-02", "H-03", "H-04", "A-01", "A-02", "A-03")
AVERTIT = (
    "Décision 3 : la règle du conseil demande 9 présents ; choisissez « Relevé de constat », reportez l’avis, "
    "ou écrivez le motif"
)


@pytest.fixture
def seance(poste: Desk, montre: Montre) -> Draft:
    """Seven present of eighteen, two findings, saved."""
    montre.jour = JOUR
    conseil, membres = add_noeux(poste)
    with poste.reading() as unit:
        fiche = reunions.prepare(unit, conseil).reunion
    fiche.values |= {
        "debut": dt.time(18, 30), "fin": dt.time(19, 30), "lieu": "Maison de quartier",
        "statut": StatutReunion.SANS_QUORUM,
    }  # fmt: skip
    pointer(fiche, membres, StatutPresence.ABSENT, *membres)
    pointer(fiche, membres, StatutPresence.PRESENT, *VENUS)
    for libelle in ("Dépôts sauvages rue du Moulin", "Deux lampadaires éteints"):
        fiche.lines["suites"].append(LineDraft(new_uid(), {"nature": NatureSuite.CONSTAT, "libelle": libelle}))
    return enregistrer(poste, fiche)


def avis(fiche: Draft) -> LineDraft:
    """He then types a favourable opinion."""
    values = {"nature": NatureSuite.AVIS, "sens": SensAvis.FAVORABLE, "libelle": "Fête de quartier", "pour": 7}
    fiche.lines["suites"].append(LineDraft(new_uid(), values))
    return fiche.lines["suites"][-1]


def terminer(poste: Desk, uid: str) -> list[str]:
    with poste.writing() as unit:
        found = reunions.finish(unit, "reunion", uid)
        unit.commit()
    return phrases(list(found), arretent=True)


def test_le_quorum_manquant_est_dit_simplement(seance: Draft) -> None:
    assert seance.computed["quorum"] == "quorum non atteint (7 sur 9)"


def test_des_constats_sont_libres(poste: Desk, seance: Draft) -> None:
    assert constats(poste, seance) == []
    assert terminer(poste, seance.uid) == []
    assert lire(poste, "reunion", seance.uid).etat is Etat.FINAL


def test_un_avis_avertit_et_propose_autre_chose(poste: Desk, seance: Draft) -> None:
    avis(seance)
    assert phrases(constats(poste, seance)) == [AVERTIT]
    enregistrer(poste, seance)  # a draft is never blocked
    assert terminer(poste, seance.uid) == [AVERTIT]
    assert lire(poste, "reunion", seance.uid).etat is Etat.BROUILLON


def test_un_avis_motive_est_accepte(poste: Desk, seance: Draft) -> None:
    avis(seance).values["motif"] = "la date ne peut être repoussée"
    enregistrer(poste, seance)
    assert terminer(poste, seance.uid) == []


def test_l_avis_devenu_constat_est_accepte(poste: Desk, seance: Draft) -> None:
    avis(seance).values |= {"nature": NatureSuite.CONSTAT, "sens": None}
    assert constats(poste, seance) == []


def test_dite_tenue_la_regle_du_conseil_est_rappelee_et_un_mot_suffit(poste: Desk, seance: Draft) -> None:
    seance.values["statut"] = StatutReunion.TENUE
    assert phrases(constats(poste, seance)) == [
        "Statut : 7 comptés pour 9 requis ; choisissez « Tenue sans quorum » ou dites pourquoi",
    ]
    seance.motifs["quorum_du_statut"] = "le règlement est suspendu"
    assert phrases(constats(poste, seance), arretent=True) == []


def test_sans_regle_un_avis_sans_quorum_demande_encore_son_motif(poste: Desk, seance: Draft) -> None:
    conseil = lire(poste, "conseil", str(seance.values["conseil_uid"]))
    conseil.lines["quorum"].clear()
    enregistrer(poste, conseil)
    avis(seance)
    (dit,) = phrases(constats(poste, seance))
    assert dit.startswith("Décision 3 : séance sans quorum ; choisissez « Relevé de constat »")


def test_une_nouvelle_reunion_est_proposee_apres_le_delai(poste: Desk, seance: Draft) -> None:
    with poste.reading() as unit:
        assert reunions.propose_next(unit, seance.uid) == dt.date(2026, 5, 20)


def test_elle_compte_comme_tenue(poste: Desk, seance: Draft) -> None:
    with poste.reading() as unit:
        tuiles = {tuile.code: tuile.valeur for tuile in dashboard.home(unit, JOUR).tuiles}
    assert (tuiles["reunions"], tuiles["participation"]) == ("1", "7,0")


def test_elle_ne_compte_pas_comme_pleniere_avec_quorum(poste: Desk, seance: Draft) -> None:
    with poste.reading() as unit:
        (tuile,) = [tuile for tuile in dashboard.home(unit, JOUR).tuiles if tuile.code == "reunions"]
    assert tuile.note.replace("\u00a0", " ") == "dont 0 plénière avec quorum"


def test_personne_n_est_venu(poste: Desk, seance: Draft) -> None:
    """Carence: one line, no attendance list; it is not a meeting held."""
    with poste.writing() as unit:
        carence = records.blank(
            unit, "reunion", conseil_uid=seance.values["conseil_uid"], date=JOUR, debut=dt.time(18, 30),
            lieu="Maison de quartier", statut=StatutReunion.CARENCE,
        )  # fmt: skip
        records.save(unit, carence)
        unit.commit()
    assert constats(poste, lire(poste, "reunion", carence.uid)) == []
    assert terminer(poste, carence.uid) == []
    with poste.reading() as unit:
        tuiles = {tuile.code: tuile.valeur for tuile in dashboard.home(unit, JOUR).tuiles}
    assert tuiles["reunions"] == "1"


def test_tenue_sans_personne_est_refusee(poste: Desk, seance: Draft) -> None:
    seance.lines["presences"].clear()
    assert "Pointez au moins une personne présente" in phrases(constats(poste, seance), arretent=True)
    seance.values["public"] = 3
    assert phrases(constats(poste, seance), arretent=True) == []
