"""Projects in a real base: their verbs, sums, delays and alerts, and the rules that look beyond one fiche."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.base import Gravite
from db.models.echange import Role
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Acte, Financeur, IssueBilan, NatureProjet, Realisation
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.validation import Finding
from pvdesk.store import alertes_projets, listing, projets, records
from pvdesk.store.desk import Desk
from tests.builders import clock_at, make_desk

DUE = dt.date(2025, 6, 30)
COMITE = dt.date(2024, 3, 12)


def porteur(desk: Desk, nom: str = "Association Exemple") -> str:
    with desk.writing() as unit:
        uid = records.save(unit, records.blank(unit, "organisme", nom=nom)).uid
        unit.commit()
    return uid


def projet(desk: Desk, *argent: tuple[Financeur, int, int | None], **values: Any) -> Draft:
    """A saved project; money in euros: financeur, asked, granted."""
    with desk.writing() as unit:
        draft = records.blank(unit, "projet", **({"intitule": "Mobilité", "annee": 2024} | values))
        for financeur, demande, accorde in argent:
            line = {"financeur": financeur, "demande": demande * 100}
            line["accorde"] = accorde * 100 if accorde is not None else None
            draft.lines["cofinanceurs"].append(LineDraft(new_uid(), line))
        saved = records.save(unit, draft)
        unit.commit()
    return saved


def found(desk: Desk, draft: Draft, regle: str) -> list[Finding]:
    with desk.reading() as unit:
        return [f for f in records.check(unit, draft)[0] if f.regle == regle]


def test_passing_to_a_stage_keeps_its_date_and_its_line(desk: Desk) -> None:
    uid = projet(desk).uid
    with desk.writing() as unit:
        projets.passer(unit, uid, EtapeProjet.DEPOSE, dt.date(2024, 1, 8))
        projets.passer(unit, uid, EtapeProjet.PROGRAMME, COMITE)
        passed = projets.passer(unit, uid, EtapeProjet.DEPOSE, dt.date(2024, 4, 2), "nouveau budget")
        unit.commit()
    assert passed.values["etape"] is EtapeProjet.DEPOSE
    assert passed.values["depose_le"] == dt.date(2024, 1, 8)
    assert [(line.values["etape"], line.values["motif"]) for line in passed.lines["etapes"]] == [
        (EtapeProjet.DEPOSE, None), (EtapeProjet.PROGRAMME, None), (EtapeProjet.DEPOSE, "nouveau budget"),
    ]  # fmt: skip
    assert found(desk, passed, "retour_motive") == []
    assert found(desk, passed, "etape_datee") == []


def test_a_number_of_dauphin_serves_once_a_year(desk: Desk) -> None:
    first = projet(desk, dauphin="DA 123")
    other = projet(desk, dauphin="da123")
    (said,) = found(desk, other, "doublon_dauphin")
    assert said.gravite is Gravite.BLOQUANT
    assert first.reference in said.phrase
    assert found(desk, projet(desk, dauphin="DA123", annee=2025), "doublon_dauphin") == []
    with desk.writing() as unit:
        records.delete(unit, "projet", first.uid)
        unit.commit()
    assert found(desk, other, "doublon_dauphin") == []


def test_the_act_follows_the_sum_of_the_year(desk: Desk) -> None:
    uid = porteur(desk)
    mine = projet(desk, (Financeur.BOP_147, 7000, 6000), porteur_uid=uid, acte=Acte.ARRETE)
    assert found(desk, mine, "convention_requise") == []
    projet(desk, (Financeur.BOP_147, 30_000, None), porteur_uid=uid, etape=EtapeProjet.REFUSE)
    projet(desk, (Financeur.BOP_147, 30_000, None), porteur_uid=uid, annee=2025)
    projet(desk, (Financeur.EPCI, 30_000, None), porteur_uid=uid)
    assert found(desk, mine, "convention_requise") == []
    projet(desk, (Financeur.BOP_147, 17_001, None), porteur_uid=uid)
    (said,) = found(desk, mine, "convention_requise")
    assert said.gravite is Gravite.AVERTISSEMENT
    with desk.reading() as unit:
        assert records.load(unit, "projet", mine.uid).computed["acte_propose"].startswith("Convention")
        (total,) = projets.totaux(unit, 2024)
    assert (total.porteur, total.projets, total.acte) == ("Association Exemple", 4, Acte.CONVENTION)
    assert (total.demande, total.accorde, total.retenu) == (5_400_100, 600_000, 2_300_100)


def test_the_sums_are_in_the_order_of_the_names(desk: Desk) -> None:
    for nom in ("Zénith fictif", "Atelier fictif"):
        projet(desk, (Financeur.BOP_147, 100, 100), porteur_uid=porteur(desk, nom))
    with desk.reading() as unit:
        assert [t.porteur for t in projets.totaux(unit, 2024)] == ["Atelier fictif", "Zénith fictif"]
        assert projets.totaux(unit, 2023) == []


@pytest.mark.parametrize(
    "values",
    [
        {"annee": 2024}, {"annee": 2024, "exercice_clos_le": dt.date(2024, 8, 31)},
        {"annee": 2024, "exercice_clos_le": dt.date(2024, 3, 15)},
        {"annee": 2023, "exercice_clos_le": dt.date(2023, 8, 30)},
        {"annee": 2024, "nature": NatureProjet.CPO, "cpo_rang": 1, "cpo_duree": 3},
        {"annee": 2024, "nature": NatureProjet.CPO, "cpo_rang": 4, "cpo_duree": 3},
        {"annee": 2024, "nature": NatureProjet.CPO}, {"annee": None},
        {"annee": 2024, "etape": EtapeProjet.REFUSE}, {"annee": 2024, "bilan_recu_le": DUE},
        {"annee": 2024, "issue": IssueBilan.NON_REALISE}, {"annee": 2024, "issue": IssueBilan.REPORT},
    ],
)  # fmt: skip
def test_the_list_and_the_fiche_give_the_same_due_date(desk: Desk, values: dict[str, Any]) -> None:
    draft = projet(desk, **({"etape": EtapeProjet.VERSE} | values))
    with desk.reading() as unit:
        row = listing.row(unit, "projet", draft.uid)
    assert row is not None
    assert row.values["bilan_du"] == draft.computed["bilan_du"]


def test_the_last_report_counts_in_the_list_too(desk: Desk) -> None:
    uid = projet(desk, etape=EtapeProjet.VERSE).uid
    with desk.writing() as unit:
        projets.reporter(unit, uid, dt.date(2025, 9, 20), dt.date(2025, 12, 31), "travaux")
        moved = projets.reporter(unit, uid, dt.date(2025, 7, 1), dt.date(2025, 9, 1))
        unit.commit()
        row = listing.row(unit, "projet", uid)
    assert moved.values["issue"] is IssueBilan.REPORT
    assert row is not None
    assert row.values["bilan_du"] == moved.computed["bilan_du"] == dt.date(2025, 12, 31)


def test_a_report_gives_more_time_and_one_asked_is_answered(desk: Desk) -> None:
    draft = projet(desk, issue=IssueBilan.REPORT)
    assert len(found(desk, draft, "report_accorde")) == 1
    draft.lines["reports"].append(LineDraft(new_uid(), {"date": DUE, "echeance": DUE}))
    assert found(desk, draft, "report_accorde") == []
    assert len(found(desk, draft, "report_posterieur")) == 1
    draft.lines["reports"][0].values["echeance"] = dt.date(2025, 9, 1)
    assert found(desk, draft, "report_posterieur") == []


@pytest.mark.parametrize(
    ("values", "regle", "count"),
    [
        ({"etape": EtapeProjet.BILAN_RECU}, "bilan_date", 1),
        ({"etape": EtapeProjet.BILAN_RECU, "bilan_recu_le": DUE}, "bilan_date", 0),
        ({"etape": EtapeProjet.CLOS, "issue": IssueBilan.NON_REALISE}, "bilan_date", 0),
        ({"bilan_recu_le": DUE, "bilan_valide_le": dt.date(2025, 6, 29)}, "bilan_date", 1),
        ({"etape": EtapeProjet.BILAN_VALIDE}, "bilan_juge", 1),
        ({"realisation": Realisation.PARTIELLEMENT}, "bilan_juge", 1),
        ({"realisation": Realisation.NON, "ecarts": "local fermé"}, "bilan_juge", 0),
    ],
)
def test_a_bilan_is_dated_and_judged(desk: Desk, values: dict[str, Any], regle: str, count: int) -> None:
    assert len(found(desk, projet(desk, **values), regle)) == count


def test_delays_are_listed_the_longest_first(desk: Desk) -> None:
    uid = porteur(desk)
    late = projet(desk, etape=EtapeProjet.BILAN_ATTENDU, porteur_uid=uid)
    older = projet(desk, etape=EtapeProjet.VERSE, annee=2023, intitule="Sport")
    projet(desk, etape=EtapeProjet.BILAN_RECU, bilan_recu_le=DUE)
    with desk.reading() as unit:
        retards = projets.retards(unit, dt.date(2025, 9, 15))
    assert [r.uid for r in retards] == [older.uid, late.uid]
    assert retards[1].texte.replace("\u00a0", " ") == "77 jours de retard"
    assert (retards[1].porteur, retards[0].porteur) == ("Association Exemple", "Porteur à préciser")


@pytest.mark.parametrize(
    ("ecart", "code", "ton", "titre"),
    [
        (-61, None, "", ""), (-60, "projet.bilan_moins_60", "info", "Bilan 2024 attendu"),
        (-31, "projet.bilan_moins_60", "info", "Bilan 2024 attendu"),
        (-30, "projet.bilan_moins_30", "warning", "Bilan 2024 attendu"),
        (0, "projet.bilan_0", "warning", "Bilan 2024 attendu"),
        (1, "projet.bilan_0", "warning", "Bilan 2024 non reçu"),
        (15, "projet.bilan_plus_15", "error", "Bilan 2024 non reçu"),
        (77, "projet.bilan_plus_15", "error", "Bilan 2024 non reçu"),
    ],
)  # fmt: skip
def test_a_bilan_alerts_before_and_after_its_due_date(
    desk: Desk, ecart: int, code: str | None, ton: str, titre: str
) -> None:
    uid = projet(desk, etape=EtapeProjet.EN_COURS).uid
    with desk.reading() as unit:
        alertes = alertes_projets.alertes(unit, DUE + dt.timedelta(days=ecart))
    assert [(a.code, a.ton, a.titre, a.uid, a.table) for a in alertes] == (
        [(code, ton, titre, uid, "projet")] if code is not None else []
    )


@pytest.mark.parametrize(
    ("jour", "dit"),
    [(DUE, "aujourd’hui"), (dt.date(2025, 6, 29), "dans 1 jour"), (dt.date(2025, 9, 15), "77 jours de retard")],
)
def test_an_alert_says_how_late(desk: Desk, jour: dt.date, dit: str) -> None:
    projet(desk, etape=EtapeProjet.EN_COURS)
    with desk.reading() as unit:
        (alerte,) = alertes_projets.alertes(unit, jour)
    detail = alerte.detail.replace("\u00a0", " ")
    assert detail == f"Mobilité, Porteur à préciser : attendu le 30/06/2025, {dit}"
    assert alerte.jour <= jour


def test_a_new_request_recalls_the_bilan_that_did_not_come(desk: Desk) -> None:
    uid = porteur(desk)
    old = projet(desk, etape=EtapeProjet.BILAN_ATTENDU, porteur_uid=uid)
    projet(desk, etape=EtapeProjet.EN_COURS, annee=2026, porteur_uid=uid)
    new = projet(desk, annee=2027, porteur_uid=uid)
    (said,) = found(desk, new, "bilan_non_recu")
    assert said.gravite is Gravite.INFO
    assert said.phrase.replace("\u00a0", " ") == f"Porteur : bilan 2024 non reçu ({old.reference})"
    assert found(desk, old, "bilan_non_recu") == []


def test_a_delegue_does_not_ask_for_money_back(desk: Desk) -> None:
    draft = projet(desk, etape=EtapeProjet.BILAN_ATTENDU)
    draft.values["reversement"] = True
    (said,) = found(desk, draft, "reversement_par_la_mission")
    assert said.gravite is Gravite.BLOQUANT
    assert len(found(desk, projet(desk, reversement=True), "reversement_par_la_mission")) == 1


def test_the_mission_asks_for_money_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "mission", clock=clock_at(), role=Role.MISSION, code="MISSION")
    draft = projet(desk, etape=EtapeProjet.BILAN_ATTENDU)
    draft.values["reversement"] = True
    assert found(desk, draft, "reversement_par_la_mission") == []
    desk.close()


def test_what_the_mission_asked_stays_when_a_delegue_completes_the_fiche(desk: Desk) -> None:
    uid = projet(desk, etape=EtapeProjet.BILAN_ATTENDU).uid
    with replace(desk, code="MISSION").writing() as unit:
        draft = records.load(unit, "projet", uid)
        draft.values["reversement"] = True
        records.save(unit, draft)
        unit.commit()
    with desk.reading() as unit:
        draft = records.load(unit, "projet", uid)
    draft.values["ecarts"] = "deux ateliers n’ont pas eu lieu"
    assert found(desk, draft, "reversement_par_la_mission") == []
