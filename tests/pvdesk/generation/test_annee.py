"""A generated year is plausible, plainly fictional, and breaks no rule of the product."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from db.base import Etat
from db.journal import Trace
from db.models import Contact, Membre, Occupation, Organisme, Projet, Reunion, Visite
from db.models import projet_calculs as calculs
from db.models.adulte_relais_lignes import ConventionQuartier
from db.models.organisme import siret_juste
from db.models.projet_etapes import EtapeProjet
from db.models.referentiel import Quartier
from db.models.seance import TENUES
from pvdesk.fiches import FICHES
from pvdesk.generation import organismes, phrases, territoires
from pvdesk.kit import garde
from pvdesk.kit.validation import GARDE, findings
from pvdesk.store.desk import Desk
from tests.pvdesk.generation.conftest import AU, Annee

ATTENDUES = {
    "organisme", "conseil", "membre", "reunion", "action", "convention", "occupation", "activite", "controle", "projet",
    "visite", "fiche_dispositif", "releve", "note_mensuelle",
}  # fmt: skip


def finies(desk: Desk, table: str) -> int:
    model: Any = FICHES[table].model
    with desk.reading() as unit:
        return unit.session.scalar(select(func.count()).where(model.etat == Etat.FINAL)) or 0


def test_a_year_holds_what_a_delegue_records(annee: Annee) -> None:
    assert 180 <= annee.bilan.terminees.total() <= 330
    assert set(annee.bilan.terminees) >= ATTENDUES
    assert 30 <= annee.bilan.terminees["reunion"] <= 55
    assert 22 <= annee.bilan.terminees["visite"] <= 42
    assert 1 <= annee.bilan.brouillons.total() <= 20


def test_no_rule_stops_what_is_finished_and_the_guard_has_nothing_to_say(annee: Annee) -> None:
    assert not annee.bilan.arretees
    said = []
    with annee.poste.reading() as unit:
        for table, fiche in FICHES.items():
            for record in unit.session.scalars(select(fiche.model).where(fiche.model.etat == Etat.FINAL)):
                said += [(table, f.regle, f.phrase) for f in findings(record) if f.stops or f.regle == GARDE]
    assert not said


def test_the_mission_holds_as_many_fiches_as_the_poste_finished(annee: Annee) -> None:
    for table in FICHES:
        assert finies(annee.mission, table) == finies(annee.poste, table) == annee.bilan.terminees[table], table


def test_each_poste_is_told_in_a_sentence(annee: Annee) -> None:
    (dite,) = annee.dites
    assert dite.startswith("D01\u00a0: ")
    assert "0\u00a0mise de côté" in dite


def test_nobody_is_named(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        assert not unit.session.scalar(select(func.count()).select_from(Contact))
        assert not unit.session.scalar(select(func.count()).where(Membre.nom.is_not(None) | Membre.prenom.is_not(None)))
        assert unit.all(select(Occupation.nom).distinct()) == [("Titulaire d’essai",)]
        for nom, siret in unit.all(select(Organisme.nom, Organisme.siret)):
            assert "d’essai n°\u00a0" in nom
            assert siret.startswith("999")


def test_quartiers_are_real_and_in_force_on_the_day(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        known = {q.code: q for q in unit.session.scalars(select(Quartier))}
        days = [(q.quartier, v.date) for v in unit.session.scalars(select(Visite)) for q in v.quartiers]
        days += [(q.quartier, p.debut) for p in unit.session.scalars(select(Projet)) for q in p.quartiers]
        days += [(code, AU) for code in unit.session.scalars(select(ConventionQuartier.quartier))]
        assert len(days) > 40
        for code, day in days:
            assert known[code].valide_du <= day <= (known[code].valide_au or dt.date.max)


def test_money_balances_to_the_cent(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        projets = list(unit.session.scalars(select(Projet)))
        for projet in projets:
            assert calculs.charges(projet) == calculs.produits(projet) > 0
        assert {p.etape for p in projets} >= {EtapeProjet.VERSE, EtapeProjet.BILAN_VALIDE}


def test_nothing_is_written_or_held_after_the_reference_day(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        last = unit.session.scalar(select(func.max(Trace.le)))
        held = unit.session.scalar(select(func.max(Reunion.date)).where(Reunion.statut.in_(TENUES)))
        seen = unit.session.scalar(select(func.max(Visite.date)))
    assert last is not None
    assert last.date() == held.replace(day=AU.day) == AU  # type: ignore[union-attr]
    assert held <= AU  # type: ignore[operator]
    assert seen is not None
    assert seen <= AU


def test_the_journal_tells_of_each_week(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        weeks = unit.session.scalar(select(func.count(func.distinct(Trace.le))))
    assert weeks is not None
    assert weeks > 45


@pytest.mark.parametrize("numero", [1, 7, 120, 1001, 3099, 99999])
def test_a_fictional_siret_passes_its_keys(numero: int) -> None:
    assert siret_juste(organismes.siret(numero))


def test_the_guard_has_nothing_to_say_of_the_templates() -> None:
    texts = [text for name, value in vars(phrases).items() if name.isupper() for text in flat(value)]
    assert len(texts) > 100
    assert not [text for text in texts if garde.reperer(text)]


def flat(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for part in value for text in flat(part)]


@pytest.mark.parametrize("postes", [1, 9, 20, 64])
def test_the_quartiers_of_today_are_shared_once(annee: Annee, postes: int) -> None:
    with annee.poste.reading() as unit:
        shared = territoires.read(unit, postes).territoires
        today = set(unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None))))
    codes = [lieu.code for t in shared for lieu in t.lieux]
    assert [t.poste for t in shared] == [f"D{n:02d}" for n in range(1, postes + 1)]
    assert len(codes) == len(set(codes))
    assert set(codes) <= today
    if 9 <= postes <= 20:
        assert set(codes) == today


def test_more_postes_than_quartiers_share_them(annee: Annee) -> None:
    with annee.poste.reading() as unit:
        shared = territoires.read(unit, 99).territoires
    assert all(t.lieux for t in shared)
