"""The territory of a poste without one of its own: the contrats de ville of what it made, nothing else."""

from db.models.adulte_relais_listes import Contrat
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.mission.descente import own_territory
from pvdesk.store import records
from tests.pvdesk.mission.exchange import Pair


def test_the_contract_of_a_titulaire_is_no_territory(pair: Pair) -> None:
    with pair.mission.writing() as unit:
        post = records.blank(unit, "convention", numero="AR-1")
        post.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": "QN06225M"})]
        records.save(unit, post)
        records.save(unit, records.blank(unit, "occupation", convention_uid=post.uid, code="T-1", contrat=Contrat.CDI))
        found = own_territory(unit, unit.poste)
    assert found
    assert all(isinstance(code, str) for code in found)
