"""S7: the porteur is late with its bilan; alerts, letters, more time, and the visit of May 2024."""

import datetime as dt
from pathlib import Path

import pytest

from db.models.echange import Role
from db.models.projet_listes import IssueBilan
from pvdesk.reports import printing, reminders, sheets
from pvdesk.reports.blocks import Doc, Facts, Heading, Para, plain
from pvdesk.store import alertes_projets, listing, projets, records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.scenarios.conftest import Montre
from tests.scenarios.formulaire import Fenetre, Formulaire
from tests.scenarios.formulaire import plain as simple
from ui.pages.record_columns import listed

ECHEANCE, NOUVELLE = dt.date(2025, 6, 30), dt.date(2025, 12, 31)
CONSTAT, REPORT = dt.date(2025, 9, 15), dt.date(2025, 9, 20)
LETTRES = (dt.date(2025, 7, 10), dt.date(2025, 9, 1))


@pytest.fixture
def projet(fenetre: Fenetre, poste: Desk, montre: Montre) -> Formulaire:
    """Granted in 2024, its exercise closed on 31 December, its bilan awaited."""
    montre.jour = dt.date(2025, 1, 6)
    with poste.writing() as unit:
        fiche = records.blank(unit, "organisme", nom="Association Exemple", siret="99999999800019", cer_le=montre.jour)
        records.save(unit, fiche)
        unit.commit()
    projet = fenetre.nouvelle("projet")
    projet.saisir(
        dauphin="DA-2024-0311", intitule="Mobilité des femmes", annee="2024", porteur_uid="Association Exemple",
        priorite="quartier de plein emploi", hors_qpv=True, avis="Favorable", etape="Bilan attendu", acte="Arrêté",
        cotation_entree="G0 : pas prise en compte", cotation_sortie="G0 : pas prise en compte",
    )  # fmt: skip
    projet.ligne("charges", poste="Personnel", prevu="15 500")
    projet.ligne("cofinanceurs", financeur="État, BOP 147", demande="15 500", accorde="6 000", verse="6 000")
    projet.enregistrer()
    return projet


@pytest.fixture
def visite(fenetre: Fenetre, projet: Formulaire) -> str:
    """The visit made to the action in May 2024."""
    fiche = fenetre.nouvelle("visite", projet_uid=projet.uid)
    fiche.saisir(
        date="14/05/2024", type="Porteur de projet", objet="Atelier de conduite",
        lieu="Centre social", public_femmes="14", public_hommes="3",
    )  # fmt: skip
    fiche.enregistrer()
    return fiche.uid


def alerte(poste: Desk, jour: dt.date) -> list[tuple[str, str]]:
    with poste.reading() as unit:
        return [(a.code, a.ton) for a in alertes_projets.alertes(unit, jour)]


def textes(doc: Doc) -> str:
    return simple(" ".join(plain(b.words) for b in doc.blocks if isinstance(b, Para)))


def faits(doc: Doc, titre: str) -> dict[str, str]:
    """The labels and values under a title of the paper."""
    found: dict[str, str] = {}
    ici = False
    for block in doc.blocks:
        if isinstance(block, Heading):
            ici = plain(block.words) == titre
        elif isinstance(block, Facts) and ici:
            found |= {label: simple(plain(value)) for label, value in block.pairs}
    return found


def test_le_bilan_est_du_six_mois_apres_l_exercice(projet: Formulaire) -> None:
    assert projet.lu("echeance_bilan") == "30/06/2025"
    assert projet.terminer() == []


@pytest.mark.parametrize(
    ("ecart", "attendu"),
    [
        (-61, []), (-60, [("projet.bilan_moins_60", "info")]), (-30, [("projet.bilan_moins_30", "warning")]),
        (0, [("projet.bilan_0", "warning")]), (15, [("projet.bilan_plus_15", "error")]),
    ],
)  # fmt: skip
def test_les_alertes_a_moins_60_moins_30_0_et_plus_15_jours(
    projet: Formulaire, poste: Desk, ecart: int, attendu: list[tuple[str, str]]
) -> None:
    assert alerte(poste, ECHEANCE + dt.timedelta(days=ecart)) == attendu


def test_le_15_septembre_il_y_a_77_jours_de_retard(projet: Formulaire, poste: Desk) -> None:
    with poste.reading() as unit:
        (retard,) = projets.retards(unit, CONSTAT)
        ligne = listing.row(unit, "projet", projet.uid)
        (dit,) = alertes_projets.alertes(unit, CONSTAT)
    assert simple(retard.texte) == "77 jours de retard"
    assert ligne is not None
    assert (CONSTAT - ligne.values["bilan_du"]).days == 77
    etape = next(colonne for colonne in listed("projet") if colonne.column.title == "Étape")
    assert "77 j" in simple(etape.draw(ligne, CONSTAT).second)
    assert simple(dit.detail) == (
        "Mobilité des femmes, Association Exemple : attendu le 30/06/2025, 77 jours de retard"
    )


def test_les_relances_saisies_s_impriment_en_lettre(
    projet: Formulaire, poste: Desk, montre: Montre, tmp_path: Path
) -> None:
    for jour, retard, rappel in zip(LETTRES, (10, 63), ("", "déjà rappelé le 10 juillet 2025"), strict=True):
        montre.jour = jour
        projet.ligne("relances", date=f"{jour:%d/%m}", mode="courrier")
        projet.enregistrer()
        with poste.reading() as unit:
            lettre = reminders.relance_du_porteur(unit, projet.uid)
        assert f"soit le 30 juin 2025. Il ne nous est pas parvenu : le retard est de {retard} jours." in textes(lettre)
        assert rappel in textes(lettre)
        assert "Association Exemple, SIRET 999 999 998 00019" in textes(lettre)
    ecrit = printing.print_to(poste, "relance", projet.uid, tmp_path / "relance.pdf")
    assert ecrit.stat().st_size > 0


def test_une_nouvelle_demande_rappelle_le_bilan_sans_bloquer_l_avis(
    projet: Formulaire, fenetre: Fenetre, montre: Montre
) -> None:
    reference = projet.enregistrer().reference
    montre.jour = CONSTAT
    demande = fenetre.nouvelle("projet")
    demande.saisir(
        intitule="Mobilité des femmes", annee="2026", porteur_uid="Association Exemple",
        priorite="quartier de plein emploi", avis="Favorable", avis_le="15/9",
    )  # fmt: skip
    demande.enregistrer()
    assert demande.lu("bilans_porteur") == f"bilan 2024 non reçu ({reference})"
    assert len(demande.terminer()) == 1  # the quartier, nothing else
    assert f"Porteur : bilan 2024 non reçu ({reference})" in demande.dit("porteur_uid")
    demande.saisir(hors_qpv=True)
    assert demande.terminer() == []


def reporter(projet: Formulaire, montre: Montre) -> None:
    """On 20 September the porteur asks for more time, and gets it."""
    montre.jour = REPORT
    projet.saisir(issue="Report des dates demandé")
    projet.ligne("reports", date="20/9", echeance="31/12/2025", motif="ateliers décalés à l’automne")


def test_un_report_deplace_l_echeance_et_garde_l_historique(projet: Formulaire, poste: Desk, montre: Montre) -> None:
    reporter(projet, montre)
    fiche = projet.enregistrer()
    assert projet.terminer() == []
    assert projet.lu("echeance_bilan") == "31/12/2025"
    assert alerte(poste, CONSTAT) == []
    assert alerte(poste, NOUVELLE) == [("projet.bilan_0", "warning")]
    projet.ligne("reports", date="15/12", echeance="31/01/2026")
    fiche = projet.enregistrer()
    assert [ligne.values["echeance"] for ligne in fiche.lines["reports"]] == [NOUVELLE, dt.date(2026, 1, 31)]
    assert projet.lu("echeance_bilan") == "31/01/2026"
    with poste.reading() as unit:
        gestes = [(t["type"], t["geste"].value) for t in records.history(unit, projet.uid)]
    assert gestes.count(("projet_report", "creation")) == 2


def test_une_action_non_realisee_ne_doit_plus_de_bilan(projet: Formulaire, poste: Desk) -> None:
    projet.saisir(issue="Attestation de non-réalisation", proposition="Demander le reversement")
    assert projet.enregistrer().values["issue"] is IssueBilan.NON_REALISE
    assert projet.terminer() == []
    assert alerte(poste, CONSTAT) == []


def test_le_reversement_est_demande_par_la_mission_seulement(
    projet: Formulaire, tmp_path: Path, montre: Montre
) -> None:
    projet.saisir(issue="Attestation de non-réalisation", reversement=True)
    dit = (
        "Reversement demandé : la mission seule le demande ; décochez, et choisissez « Demander le reversement » "
        "dans votre proposition"
    )
    assert projet.terminer() == [dit]
    projet.saisir(reversement=False)
    assert projet.terminer() == []
    mission = make_desk(tmp_path / "mission", clock=montre, role=Role.MISSION, code="MISSION")
    with mission.writing() as unit:
        fiche = records.save(unit, records.blank(unit, "projet", reversement=True))
        assert not [f for f in records.check(unit, fiche)[0] if f.champ == "reversement"]
    mission.close()


def test_la_visite_de_mai_2024_est_liee_et_imprimee(projet: Formulaire, visite: str, poste: Desk) -> None:
    with poste.reading() as unit:
        doc = sheets.fiche(unit, projet.uid)
        assert records.load(unit, "visite", visite).values["projet_uid"] == projet.uid
    assert faits(doc, "Visites liées") == {
        "Visites": "14/05/2024 – Centre social – Atelier de conduite – public vu : 14 femmes, 3 hommes"
    }
