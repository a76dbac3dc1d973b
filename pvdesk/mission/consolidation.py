"""Merging the lines of a lot into the mission's base: by field, by cause, never by clock. Answers what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from db.base import Record
from db.bulk import among
from db.journal import Geste
from db.models.arbitrage import NatureConflit
from pvdesk.bundle import effacement as order
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.fiches import FICHES
from pvdesk.mission.causes import OP, Past, seen_by
from pvdesk.mission.chantier import Chantier, fiche_of
from pvdesk.mission.naissances import defaults, wanted
from pvdesk.mission.pointeurs import Model

# Follow the last writer without being a decision of anybody: no clash about them, no history.
_FOLLOWS = frozenset({"modifie_le", "modifie_par"})
_BATCH = 2000
_UNLINKED = "Ce qui est désigné n’est pas arrivé\u00a0: la fiche est reçue sans ce lien, qui viendra ensuite."
_NEVER = "Une fiche ne se supprime pas par un lot\u00a0: elle se met à la corbeille."


class Merge(Chantier):
    """One lot being merged, in one unit of work: tables in their order, then `finish`."""

    def apply(self, table: str, lines: Sequence[Ligne], tell: Callable[[int], None] = lambda done: None) -> None:  # noqa: ARG005
        """Merge the lines of one table; `tell` is told, batch after batch, how many are behind; it may interrupt."""
        model = rows.tables()[table]
        self._pointers.settle(model, lines, lambda line: _read(model, line)[0])
        connection = self._session.connection()
        for batch in _batches(self._news(model, lines, tell), _BATCH):
            uids = [line.uid for line in batch]
            query = select(model.__table__).where(among(connection, model.uid, uids))
            held = {row.uid: row for row in self._session.execute(query)}
            past = self._causes.of(uids)
            new = [line for line in batch if line.op == "put" and line.uid not in held and line.uid not in past]
            unknown = {line.uid for line in new}
            self._each(model, [line for line in batch if line.uid not in unknown], held, past)
            if new and not self._bear(model, new):
                self._each(model, new, held, past)

    def _each(self, model: Model, lines: Iterable[Ligne], held: Mapping[str, Any], past: Mapping[str, Past]) -> None:
        """Judge lines one by one, then write what they bring."""
        for line in lines:
            self._one(model, line, held.get(line.uid), past.get(line.uid) or Past())
        self._write_fresh(model)
        self._flush()

    def _news(self, model: Model, lines: Iterable[Ligne], tell: Callable[[int], None]) -> Iterator[Ligne]:
        """What this poste had not told yet; the rest, repeated until it is answered, is acknowledged again, unread."""
        for place, line in enumerate(lines):
            if place % _BATCH == 0:
                tell(place)
            fiche = fiche_of(model, line.uid, line.valeurs)[1] if self._received else ""
            if line.op == "put" and line.n <= self._received.get(fiche, 0):
                self._touch(model, line, line.valeurs)
                self.outcome.identiques += 1
            else:
                yield line

    def finish(self) -> None:
        """Once every table is in: what was changed of a fiche that another hand had put in the corbeille."""
        by_table: dict[str, list[str]] = {}
        for uid, (table, _, _) in self._edited.items():
            by_table.setdefault(table, []).append(uid)
        for table, uids in by_table.items():
            model = FICHES[table].model
            for start in range(0, len(uids), _BATCH):
                gone = model.uid.in_(uids[start : start + _BATCH]), model.supprime_le.is_not(None)
                for row in self._session.execute(select(model.__table__).where(*gone)).all():
                    self._gone_meanwhile(model, row)
        self._flush()
        self.outcome.conflits = self._queue.opened
        self.outcome.remplaces = self._queue.replaced

    # ---- one line
    def _one(self, model: Model, line: Ligne, known: Any, past: Past) -> None:
        if line.op == "del":
            self._delete(model, line, known, past)
            return
        line = order.without_names(model, line, known)
        stored = self._stored(model, line, known)
        if stored is None:
            return
        if order.given(model, stored):
            stored |= order.emptied(model)
            self.outcome.effaces[line.uid] = str(model.__tablename__)
        self._touch(model, line, stored)
        if known is not None:
            self._update(model, line, stored, known, past)
        else:
            self._insert(model, line, stored, past)

    def _insert(self, model: Model, line: Ligne, stored: dict[str, Any], past: Past) -> None:
        """A row that is not here: new, back after its removal was seen, or a clash with a removal that was not."""
        end = past.end
        if end is not None and self._causes.own(end) and line.n <= past.applied(None):
            self.outcome.identiques += 1  # older than its own removal of it
            return
        back = line.modifs.get(OP)
        if end is None or self._causes.own(end) or (back is not None and end.msn <= back.base):
            self._queue.drop(line.uid, None, line.n)
            self._fresh.append({**defaults(model), **stored, "uid": line.uid})
            if issubclass(model, Record):
                self._born.add(line.uid)
            self._trace(model, line, stored, Geste.CREATION, line.n)
            self.outcome.nouveaux += 1
        elif any(m.n > max(past.applied(k), past.applied(OP)) for k, m in line.modifs.items()):
            said = {"n": line.n, "base": seen_by(line.modifs, self._vu), "ligne": line}
            place = (str(model.__tablename__), line.uid, past.fiche)
            self._queue.put(NatureConflit.DISPARUE, place, None, end, absent=True, **said)
            self.outcome.retenues += 1
        else:
            self.outcome.identiques += 1

    def _update(self, model: Model, line: Ligne, stored: dict[str, Any], known: Any, past: Past) -> None:
        changes: dict[str, Any] = {}
        imposed = {*order.imposed(model, stored), *self._judge_state(model, line, stored, known, past)}
        for key, value in stored.items():
            current = getattr(known, key)
            if current == value:
                if key in line.modifs:
                    self._queue.drop(line.uid, key, line.modifs[key].n)
            elif key in imposed or key in _FOLLOWS or key == "extra":
                changes[key] = value
            elif self._may_apply(model, line, key, current, past):
                changes[key] = value
                self._queue.drop(line.uid, key, line.n)
        decided = [key for key in changes if key not in _FOLLOWS]
        if changes:
            table = model.__table__
            self._session.execute(update(table).where(table.c.uid == bindparam("uid_")), {"uid_": line.uid, **changes})  # type: ignore[arg-type]
        self.outcome.modifies += bool(decided)
        self.outcome.identiques += not decided
        for key in decided:
            if key != "extra":
                said = {"avant": rows.value_out(getattr(known, key)), "apres": rows.value_out(changes[key])}
                n = line.modifs[key].n if key in line.modifs else line.n
                self._trace(model, line, stored, Geste.MODIFICATION, n, champ=key, **said)
        silent = {key: rows.value_out(getattr(known, key)) for key in changes if key in _FOLLOWS or key == "extra"}
        if silent:
            self.outcome.muets.append((str(model.__tablename__), line.uid, silent))

    def _may_apply(self, model: Model, line: Ligne, key: str, current: Any, past: Past) -> bool:
        """The table of causes (docs/format-lot.md): apply, leave what is already in, or queue the clash."""
        if (line.uid, key) in self._awaited and current is None:
            return True  # a link whose target has come since
        modif = line.modifs.get(key)
        place = fiche_of(model, line.uid, line.valeurs)
        if modif is None or key == "reference" or modif.n <= max(past.applied(key), self._received.get(place[1], 0)):
            return False  # untouched by its author, or judged before; a reference is given once
        last = past.writer(key)
        value = line.valeurs.get(key)
        if key == "rang":
            return True
        row = (str(model.__tablename__), line.uid, place)
        if key == "supprime_le" and value is not None:
            if current is not None:  # both removed it: the author gets the instant that stands
                if last is not None:
                    self._queue.bump(row, Geste.MODIFICATION, (key, rows.value_out(current)), last)
                return False
            after = self._causes.fiche_written_after(line.uid, modif.base)
            if after is not None:
                said = {"n": modif.n, "base": modif.base, "ligne": line, "again": (key, None)}
                if modif.n > past.applied(OP):
                    self._queue.put(NatureConflit.SUPPRESSION, row, None, after, **said)
                return False
        if last is None or self._causes.own(last) or last.msn <= modif.base or rows.value_out(current) == modif.avant:
            return True
        self._queue_value(model, line, key, current, last)
        return False

    def _delete(self, model: Model, line: Ligne, known: Any, past: Past) -> None:
        if issubclass(model, Record):
            self._set_aside(model, line, "Q7", _NEVER, fiche=line.uid)
            return
        place = fiche_of(model, line.uid, known._mapping) if known is not None else past.fiche  # noqa: SLF001 - Row's API
        table = str(model.__tablename__)
        if line.n <= max(self._received.get(place[1], 0), *past.mine.values(), 0):
            self.outcome.identiques += 1
            return
        if known is None:
            if past.end is not None:  # gone already: said again, at a new sequence, as its doing too
                self._trace_at(table, line.uid, place, Geste.SUPPRESSION, line.n)
            self.outcome.identiques += 1
            return
        base = seen_by(line.modifs, 0)
        others = {k: w for k, w in past.last.items() if k != "rang" and w.msn > base and not self._causes.own(w)}
        if others:
            key, last = max(others.items(), key=lambda pair: pair[1].msn)
            shown = key if key is not None and key in rows.travelling(model) else "rang"
            again = (shown, rows.value_out(getattr(known, shown)))
            self._queue.put(
                NatureConflit.SUPPRESSION, (table, line.uid, place), None, last, n=line.n, base=base, ligne=line,
                again=again,
            )  # fmt: skip
            self.outcome.retenues += 1
            self._touch(model, line, known._mapping)  # noqa: SLF001
            return
        before = {k: rows.value_out(getattr(known, k)) for k in rows.travelling(model)} | {"extra": known.extra}
        self._session.execute(delete(model.__table__).where(model.__table__.c.uid == line.uid))  # type: ignore[arg-type]
        self._queue.drop(line.uid, None, line.n)
        self._touch(model, line, known._mapping)  # noqa: SLF001
        self._trace(model, line, known._mapping, Geste.SUPPRESSION, line.n, avant=before)  # noqa: SLF001
        self.outcome.supprimes += 1

    # ---- what does not go in
    def _stored(self, model: Model, line: Ligne, known: Any) -> dict[str, Any] | None:
        stored, phrase = _read(model, line, known)
        if stored is not None:
            vital = self._pointers.missing(model, stored, vital=True)
            phrase = _unreadable(f"colonne {vital[0]}, fiche inconnue") if vital else ""
        fiche = fiche_of(model, line.uid, line.valeurs)[1]
        if stored is None or phrase:
            self._set_aside(model, line, "Q7", phrase, fiche=str(fiche))
            return None
        for key in self._pointers.missing(model, stored, vital=False):
            self._set_aside(model, line, "Q7", _UNLINKED, key, str(fiche))
            stored[key] = getattr(known, key) if known is not None else None
        return stored


def _batches(lines: Iterable[Ligne], size: int) -> Iterator[list[Ligne]]:
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


def _read(model: Model, line: Ligne, known: Any = None) -> tuple[dict[str, Any] | None, str]:
    """The stored values of a line, or None and why they cannot be."""
    try:
        stored = rows.values_in(model, line.valeurs)
        _fill(model, stored if known is not None else {**defaults(model), **stored})
    except ValueError as error:
        return None, _unreadable(str(error))
    return stored, ""


def _unreadable(why: str) -> str:
    return f"Une valeur n’est pas lisible ({why})\u202f; la fiche est mise de côté, le reste est importé."


def _fill(model: Model, row: Mapping[str, Any]) -> None:
    """Refuse an empty value where the base wants one.

    Raises:
        ValueError: names the column.
    """
    for key in wanted(model):
        if key in row and row[key] is None:
            raise ValueError(f"colonne {key}, vide")
