"""Where a fiche belongs: its own contrat de ville, that of its quartiers, or that of what it points to."""

from db.models.adulte_relais_listes import Contrat
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.territoires import Territoires


def test_a_titulaire_belongs_where_its_post_is_whatever_its_contract(desk: Desk) -> None:
    with desk.writing() as unit:
        post = records.blank(unit, "convention", numero="AR-1")
        post.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": "QN06225M"})]
        records.save(unit, post)
        held = records.blank(unit, "occupation", convention_uid=post.uid, code="T-01", contrat=Contrat.CDD)
        records.save(unit, held)
        places = Territoires(unit)
        found = [
            places.of(unit.session.get(records.model_of(table), uid))
            for table, uid in (("convention", post.uid), ("occupation", held.uid))
        ]
    assert found[0]
    assert found[0] == found[1]
    assert all(isinstance(code, str) for code in found[1])
