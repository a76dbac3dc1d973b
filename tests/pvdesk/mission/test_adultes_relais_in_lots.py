"""A post of adulte-relais travels whole: renewed or not, with its titulaires, reports and visits."""

import datetime as dt

from db.base import Etat
from db.models.adulte_relais_listes import TypeConvention
from pvdesk.store import records
from pvdesk.store.activites import preparer_annuel
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair
from tests.pvdesk.store.adultes_relais import compte_rendu, convention, enregistrer, occupation, poste

D = dt.date


def test_a_renewed_post_and_what_follows_it_arrive_equal(pair: Pair) -> None:
    uid = poste(pair.poste)
    with pair.poste.writing() as unit:
        suite = convention(
            unit, numero="AR-62-002", type=TypeConvention.RENOUVELLEMENT, precedente_uid=uid,
            debut=D(2026, 1, 1), fin=D(2028, 12, 31), bilan_le=D(2025, 11, 3),
        )  # fmt: skip
        suite_uid = records.save(unit, suite).uid
        titulaire = records.save(unit, occupation(unit, suite_uid, "T-31", D(2026, 1, 5))).uid
        unit.commit()
    enregistrer(pair.poste, "controle", convention_uid=suite_uid, date=D(2026, 3, 3))
    compte_rendu(pair.poste, suite_uid, D(2026, 2, 1), occupation_uid=titulaire, accueil_femmes=12)
    with pair.poste.writing() as unit:
        records.save(unit, preparer_annuel(unit, suite_uid, 2026))
        for table in ("organisme", "convention", "occupation", "controle", "activite"):
            model = records.model_of(table)
            for record in unit.session.query(model):
                record.etat = Etat.FINAL
        unit.commit()
    pair.trip()
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
    with pair.mission.reading() as unit:
        recue = records.load(unit, "occupation", titulaire)
        assert records.load(unit, "convention", suite_uid).values["precedente_uid"] == uid
    assert (recue.values["annee_naissance"], recue.values["age_signature"]) == (1986, 40)
