"""Who issues a paper, when it was edited, and what it says of personal data: the same on every paper."""

from __future__ import annotations

import datetime as dt

from pvdesk.kit.draft import Draft
from pvdesk.store.unit import UnitOfWork

DONNEES = (
    "Données personnelles\u00a0: suivi des instances de la politique de la ville, mission d’intérêt public. "
    "Vos droits s’exercent auprès du délégué à la protection des données de la préfecture."
)


def emitter() -> tuple[str, ...]:
    """Lines of the issuer: neutral until the service fills its own slot."""
    return ("Politique de la ville", "Affaire suivie par le délégué du préfet")


def edited(draft: Draft, unit: UnitOfWork) -> dt.datetime:
    """The paper is dated from the record, so that equal records give equal bytes."""
    return (draft.modifie_le or unit.now).replace(microsecond=0)
