"""From a stored note mensuelle to its paper."""

from __future__ import annotations

from sqlalchemy import select

from db.base import Etat
from db.models.note import LIENS, Rubrique
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import schema
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import edited, emitter
from pvdesk.reports.papers import note
from pvdesk.reports.refusal import Unprintable
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork


class Monthless(Unprintable):
    """A note is of a month."""

    def __init__(self) -> None:
        super().__init__("La note n’a pas de mois.", "Indiquez le mois, puis imprimez.")


def note_mensuelle(unit: UnitOfWork, uid: str) -> Doc:
    """The paper of a note.

    Raises:
        Monthless: the note says no month.
    """
    draft = records.load(unit, "note_mensuelle", uid)
    values = draft.values
    if values["mois"] is None:
        raise Monthless
    parts = tuple((part.libelle, phrases) for part in Rubrique if (phrases := _phrases(unit, draft, part)))
    return note.build(
        note.Note(
            emetteur=emitter(unit), edite_le=edited(draft, unit), reference=draft.reference, mois=values["mois"],
            territoire=draft.names.get(values["contrat"] or "", ""), destinataire=values["destinataire"] or "",
            introduction=values["introduction"] or "", parties=parts, projet=draft.etat is Etat.BROUILLON,
        )
    )  # fmt: skip


def _phrases(unit: UnitOfWork, draft: Draft, part: Rubrique) -> tuple[note.Phrase, ...]:
    return tuple(
        note.Phrase(
            line.values["texte"], draft.names.get(line.values["contrat"] or "", ""), reference_of(unit, draft, line)
        )
        for line in draft.lines["lignes"]
        if line.values["rubrique"] is part and line.values["texte"]
    )


def reference_of(unit: UnitOfWork, draft: Draft, line: LineDraft) -> str:
    """« VIS-2026-D07-0003 », of the fiche that a sentence comes from; empty when it was typed."""
    lines = schema(FICHES[draft.type].model)["lignes"].lines
    assert lines is not None
    for key in LIENS:
        uid = line.values.get(key)
        if uid:
            model = FICHES[lines[key].target].model
            return unit.session.scalar(select(model.reference).where(model.uid == uid)) or ""
    return ""
