"""The card of a chosen fiche: every value as a person reads it."""

import datetime as dt

from db.models import Demande
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import schema
from ui.pages.record_detail import _text


def test_a_date_that_follows_from_others_is_read_in_french() -> None:
    draft = Draft("demande", "01", computed={"echeance": dt.date(2026, 4, 18)})
    assert _text(draft, schema(Demande)["echeance"]) == "18/04/2026"
