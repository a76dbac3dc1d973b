"""Who issues a paper, when it was edited, and what it says of personal data: the same on every paper."""

from __future__ import annotations

import datetime as dt

from pvdesk.kit.draft import Draft
from pvdesk.reports.identite import Identite, load, words
from pvdesk.store.unit import UnitOfWork


def identity(unit: UnitOfWork) -> Identite:
    """Whose papers are made in this work: what the data folder says, neutral until its service fills it."""
    return load(unit.folder) if unit.folder is not None else Identite()


def _words(unit: UnitOfWork) -> Identite:
    """The same, without what is only seen: asked several times for one paper."""
    return words(unit.folder) if unit.folder is not None else Identite()


def emitter(unit: UnitOfWork) -> tuple[str, ...]:
    """Lines of the issuer."""
    return _words(unit).lignes


def lieu(unit: UnitOfWork) -> str:
    """Where papers are edited; empty when nobody said it."""
    return _words(unit).lieu


def donnees(unit: UnitOfWork) -> str:
    """What a paper says of personal data."""
    return _words(unit).donnees


def edited(draft: Draft, unit: UnitOfWork) -> dt.datetime:
    """The paper is dated from the record, so that equal records give equal bytes."""
    return (draft.modifie_le or unit.now).replace(microsecond=0)
