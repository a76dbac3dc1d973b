"""What could not be saved, as a text that any program reads: labels and values in French, notes included."""

from __future__ import annotations

from collections.abc import Iterator

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import text_of
from pvdesk.store.reunions import Seance


def texte(held: object) -> str:
    """The text of a draft, or of a meeting and its actions; empty for anything else."""
    if isinstance(held, Seance):
        return "\n\n".join(_fiche(draft) for draft in (held.reunion, *held.actions))
    return _fiche(held) if isinstance(held, Draft) else ""


def _fiche(draft: Draft) -> str:
    fiche = FICHES[draft.type]
    title = " ".join(part for part in (fiche.singular, draft.reference) if part)
    return "\n".join([title.upper(), *_lines(draft)])


def _lines(draft: Draft) -> Iterator[str]:
    data = schema(FICHES[draft.type].model)
    for datum in data.stored:
        said = draft.saisies.get(datum.key) or text_of(datum, draft.values.get(datum.key), draft.names)
        if said:
            yield f"{datum.label}\u00a0: {said}"
    for datum in data.line_data:
        lines = draft.lines.get(datum.key, [])
        if lines:
            yield f"\n{datum.label}"
        for line in lines:
            yield "- " + " · ".join(_words(datum, line.values, draft))


def _words(datum: Datum, values: dict[str, object], draft: Draft) -> Iterator[str]:
    assert datum.lines is not None
    for part in datum.lines.stored:
        said = text_of(part, values.get(part.key), draft.names)
        if said and part.kind is not Kind.COMPUTED:
            yield f"{part.label}\u00a0: {said}"
