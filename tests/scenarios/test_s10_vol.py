"""S10 : l’ordinateur est volé ; la mission sait ce qu’il contenait, jusqu’à quand le dire, et ne l’écoute plus."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Faute
from pvdesk.bundle import reception
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import intake, postes, vol
from pvdesk.reports.papers import vol as papier
from pvdesk.store import records
from pvdesk.store.desk import create, open_desk
from tests.builders import PHRASE
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template
from tests.pvdesk.reports.conformity import failures

LUNDI = dt.datetime(2026, 11, 9, 16, 0, tzinfo=dt.UTC)
VOL = dt.datetime(2026, 11, 12, 18, 40, tzinfo=dt.UTC)  # 19 h 40 à Lens


@pytest.fixture(scope="module")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def pair(modele: Template, tmp_path: Path) -> Iterator[Pair]:
    with a_pair(modele, tmp_path) as made:
        yield made


@pytest.fixture
def reunion(pair: Pair) -> str:
    """Lundi, le dernier lot part et revient ; mardi, un brouillon de plus reste sur l’ordinateur."""
    pair.clock.now = LUNDI
    ou, membres = x.conseil(pair.poste, members=3)
    uid = x.reunion(pair.poste, ou, membres)
    pair.trip()
    pair.clock.now = LUNDI + dt.timedelta(days=1)
    x.conseil(pair.poste)
    pair.clock.now = VOL + dt.timedelta(hours=13)
    return uid


def test_sans_la_phrase_rien_ne_se_lit(pair: Pair, reunion: str) -> None:
    pair.poste.close()
    with pytest.raises(Faute):
        open_desk(pair.folder / "poste", "une autre phrase de passe")
    lisible = [f for f in (pair.folder / "poste").rglob("*") if f.is_file() and b"Tilleuls" in f.read_bytes()]
    assert lisible == []


def test_la_mission_dit_ce_qu_il_contenait_et_jusqu_a_quand_le_notifier(pair: Pair, reunion: str) -> None:
    with pair.mission.reading() as unit:
        dit = vol.tenu(unit, "D07", VOL)
    assert [(categorie, combien) for categorie, combien, _ in dit.personnes] == [("Membres", 3)]
    assert "nom" in dit.personnes[0][2]
    assert dit.limite == VOL + dt.timedelta(hours=72)
    assert dit.dernier_le is not None
    assert dit.dernier_le.date() == LUNDI.date()
    assert dit.dernier_numero == 1
    assert "dimanche 15 novembre 2026" in papier.instant(dit.limite).replace("\u00a0", " ")


def test_la_mission_dit_ce_que_l_agenda_prevoyait_depuis_le_dernier_lot(pair: Pair, reunion: str) -> None:
    """Les brouillons du 10 au 12 n’existent que sur l’ordinateur volé : l’agenda dit ce qu’il faut ressaisir."""
    x.edit(pair.poste, reunion, prochaine_date=dt.date(2026, 11, 10))
    pair.clock.now = LUNDI + dt.timedelta(hours=2)
    pair.trip()
    x.edit(pair.poste, reunion, prochaine_date=dt.date(2026, 12, 1))  # saisi ensuite : perdu
    with pair.mission.reading() as unit:
        dit = vol.tenu(unit, "D07", VOL)
    assert [(jour, quoi) for jour, quoi, _ in dit.prevus] == [(dt.date(2026, 11, 10), "Prochaine réunion le")]
    assert "03/03/2026" in dit.prevus[0][2]  # le nom de la réunion qui l’annonçait
    assert (dit.manquants, dit.retenus) == ((), 0)


def test_un_lot_jamais_arrive_est_nomme(pair: Pair, reunion: str) -> None:
    pair.clock.now = LUNDI
    x.edit(pair.poste, reunion, objet="Bilan")
    pair.send()
    x.edit(pair.poste, reunion, lieu="Mairie")
    pair.take(pair.send())
    with pair.mission.reading() as unit:
        dit = vol.tenu(unit, "D07", VOL)
    assert dit.manquants == (2,)
    assert "Lots jamais arrivés\u00a0: 2" in papier._perdu(dit)


def test_la_fiche_s_imprime_pour_le_delegue_a_la_protection_des_donnees(pair: Pair, reunion: str) -> None:
    feuille = vol.fiche(pair.mission, "D07", VOL, pair.out)
    assert feuille.name == "vol-D07-2026-11-12.pdf"
    assert failures(feuille.read_bytes()) == []


def test_revoque_l_ordinateur_vole_ne_parle_plus(pair: Pair, reunion: str) -> None:
    postes.revoke(pair.mission, "D07", "vol")
    x.reunion(pair.poste, *x.conseil(pair.poste))
    with pytest.raises(Refus) as refus:
        pair.take(pair.send())
    assert refus.value.code is Code.Q3
    assert "vol" in refus.value.phrase


def test_un_nouvel_ordinateur_enrole_parle_a_nouveau(pair: Pair, reunion: str) -> None:
    postes.revoke(pair.mission, "D07", "vol")
    lot = postes.enrol(pair.mission, "D07", pair.out).path
    pair.poste.close()
    pair.poste = create(pair.folder / "nouveau", PHRASE, role=pair.poste.role, code="D07", nom="", clock=pair.clock)
    reception.receive(pair.poste, lot)
    x.reunion(pair.poste, *x.conseil(pair.poste))
    pris = intake.take(pair.mission, pair.send())
    assert pris.code_controle is not None
    pair.receive(pair.answer())
    for desk in (pair.mission, pair.poste):  # ce que la mission avait reçu revient sur le nouvel ordinateur
        with desk.reading() as unit:
            assert len(records.load(unit, "reunion", reunion).lines["presences"]) == 3
