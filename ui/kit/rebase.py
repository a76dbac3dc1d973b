"""What becomes of a form when the answer of a save comes back: what was typed since stays, the rest is taken."""

from __future__ import annotations

import copy
from dataclasses import replace

from pvdesk.kit.draft import Draft, LineDraft


def snapshot(draft: Draft) -> Draft:
    """A copy that another thread may save while the person goes on typing; it shares the base, which nobody changes."""
    return replace(
        draft,
        values=dict(draft.values),
        lines={key: [LineDraft(line.uid, dict(line.values)) for line in rows] for key, rows in draft.lines.items()},
        saisies=dict(draft.saisies),
        motifs=dict(draft.motifs),
    )


def rebase(live: Draft, sent: Draft, stored: Draft) -> set[str]:
    """Carry to `live`, in place, what the base now holds.

    Args:
        live: what the form shows, typed keys since the save included.
        sent: the snapshot that was saved.
        stored: what the save gave back.

    Returns:
        The keys whose value is now another than shown, because something else than this form wrote it.
    """
    moved: set[str] = set()
    for key, value in stored.values.items():
        if value != sent.values.get(key) and live.values.get(key) == sent.values.get(key):
            live.values[key] = value
            if key in sent.values:
                moved.add(key)
    for key, rows in stored.lines.items():
        if _rebase_lines(live.lines.setdefault(key, []), sent.lines.get(key, []), rows):
            moved.add(key)
    live.etat, live.reference, live.version = stored.etat, stored.reference, stored.version
    live.modifie_le = stored.modifie_le
    live.names = live.names | stored.names
    live.computed = stored.computed
    live.base = copy.copy(stored.base)
    return moved


def _rebase_lines(live: list[LineDraft], sent: list[LineDraft], stored: list[LineDraft]) -> bool:
    """True when the lines shown have changed: a value written by another hand, a line added by it."""
    was = {line.uid: line.values for line in sent}
    shown = {line.uid: line for line in live}
    moved = False
    for line in stored:
        before = was.get(line.uid)
        if before is None:
            live.append(copy.deepcopy(line))
            moved = True
        elif line.uid in shown:
            held = shown[line.uid].values
            for key, value in line.values.items():
                if held.get(key) == before.get(key) and (key not in held or value != before.get(key)):
                    moved = moved or value != before.get(key)
                    held[key] = value
    return moved
