"""The reference tables shipped in CSV: a total reading, that needs no database and tells every fault."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvdesk.store.reference_schemas import SCHEMAS, UNPRINTABLE, Column, Schema

LIST_MARK = "|"  # between the codes of one cell
_SHOWN = 40  # characters of a wrong value quoted in a sentence


@dataclass(frozen=True, slots=True)
class Defaut:
    """One fault of one file. `ligne` counts from 1 (the header); 0 and an empty `colonne` mean the whole file or line.

    `phrase` is French, complete in itself: file, place, value, remedy.
    """

    fichier: str
    ligne: int
    colonne: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Table:
    """The sound rows of one file, in its order: column name → int, date, bool, Decimal, str, or None for an empty cell.

    A cell of several codes stays one text, joined with `LIST_MARK`.
    """

    nom: str
    lignes: tuple[dict[str, Any], ...]


def read_reference(folder: Path) -> tuple[dict[str, Table], tuple[Defaut, ...]]:
    """All the tables of `folder` by name, and every fault found in them. Never raises on what the files hold.

    A row with a fault is left out; a file that cannot be read gives an empty table. Do not load when faults came back:
    the tables may then lean on rows left out.
    """
    drafts = [_Draft(name, schema) for name, schema in SCHEMAS.items()]
    for draft in drafts:
        draft.read(folder / draft.file)
    known = {draft.name: draft.codes for draft in drafts if draft.whole}
    for draft in drafts:
        draft.check_links(known)
    tables = {draft.name: Table(draft.name, tuple(draft.rows.values())) for draft in drafts}
    return tables, tuple(fault for draft in drafts for fault in sorted(draft.faults, key=lambda fault: fault.ligne))


class _Draft:
    """One file while it is read: its sound rows by line number, all the codes seen in it, its faults."""

    def __init__(self, name: str, schema: Schema) -> None:
        self.name = name
        self.file = f"{name}.csv"
        self.schema = schema
        self.rows: dict[int, dict[str, Any]] = {}
        self.codes: set[str] = set()  # those of faulty rows too: one fault must not show as a hundred broken links
        self.whole = False  # read to its end, every code known: a code not seen does not exist
        self.faults: list[Defaut] = []

    def fault(self, line: int, column: str, what: str, remedy: str) -> None:
        """Note one fault: where it is, what was found, what is safe, what to do."""
        place = self.file
        if line:
            place += f", ligne {line}"
        if column:
            place += f", colonne « {column} »"
        self.faults.append(Defaut(self.file, line, column, f"{place} : {what}. {remedy}"))

    def read(self, path: Path) -> None:
        """Fill the rows from the file; a fault of the whole file leaves them empty or short."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.fault(0, "", "le fichier est absent du dossier de référence", "Remettre en place le fichier livré.")
        except OSError:
            remedy = "Vérifier les droits sur ce fichier, ou remettre en place celui qui a été livré."
            self.fault(0, "", "le fichier ne s’ouvre pas", remedy)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            what = f"l’octet {error.object[error.start]:02X} n’est pas de l’UTF-8"
            self.fault(line, "", what, "Rien n’est lu dans ce fichier ; l’enregistrer de nouveau en CSV UTF-8.")
        else:
            self._read_text(text)

    def _read_text(self, text: str) -> None:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        done = 0
        try:
            header = next(lines, [])
            if self._header_fits(header):
                self.whole = True
                done = lines.line_num
                for cells in lines:
                    if cells:
                        self._read_row(lines.line_num, header, cells)
                    done = lines.line_num
        except csv.Error:  # its English text says no more: a stray quote, or a cell of over 131,072 characters
            what = "un guillemet mal fermé ou une valeur démesurée arrête la lecture"
            self.whole = False
            self.fault(done + 1, "", what, "Corriger cette ligne ; les suivantes ne sont pas lues.")

    def _header_fits(self, header: list[str]) -> bool:
        expected = [column.name for column in self.schema.columns]
        if not header:
            self.fault(0, "", "le fichier est vide", "Remettre en place le fichier livré.")
        elif len(header) == 1 and ";" in header[0]:
            what = "les colonnes sont séparées par des points-virgules"
            self.fault(1, "", what, "L’enregistrer de nouveau en CSV séparé par des virgules.")
        else:
            for name in expected:
                if name not in header:
                    remedy = "Rien n’est lu dans ce fichier ; remettre cette colonne."
                    self.fault(1, name, "la colonne manque", remedy)
            for position, name in enumerate(header):
                if name not in expected or name in header[:position]:
                    remedy = "Rien n’est lu dans ce fichier ; ôter cette colonne."
                    self.fault(1, _shown(name), "la colonne est inconnue ou répétée", remedy)
        return not self.faults

    def _read_row(self, line: int, header: list[str], cells: list[str]) -> None:
        if len(cells) != len(header):
            what = f"{len(cells)} valeurs pour {len(header)} colonnes"
            remedy = "Ligne laissée de côté ; vérifier virgules et guillemets."
            self.fault(line, "", what, remedy)
            self.whole = False
            return
        texts = dict(zip(header, cells, strict=True))
        found_before = len(self.faults)
        row = {column.name: self._value(line, column, texts[column.name]) for column in self.schema.columns}
        self.whole &= row[self.schema.columns[0].name] is not None or not self.schema.columns[0].required
        self._check_key(line, texts)
        if len(self.faults) == found_before:
            self.rows[line] = row

    def _value(self, line: int, column: Column, text: str) -> Any:
        """The typed value of a cell, or None when it is empty or wrong."""
        if not text:
            if column.required:
                self.fault(line, column.name, "la valeur manque", "Ligne laissée de côté ; saisir cette valeur.")
            return None
        for part in _parts(column, text):
            try:
                value = column.kind.read(part)
            except ValueError:
                what = f"« {_shown(part)} » n’est pas {column.kind.expected}"
                self.fault(line, column.name, what, "Ligne laissée de côté ; corriger cette valeur.")
                return None
        return text if column.several else value

    def _check_key(self, line: int, texts: dict[str, str]) -> None:
        key = LIST_MARK.join(texts[column.name] for column in self.schema.columns[: self.schema.keys])
        if key in self.codes:
            what = f"« {_shown(key)} » figure déjà plus haut"
            remedy = "La première ligne est gardée ; ôter celle-ci ou corriger son code."
            self.fault(line, self.schema.columns[0].name, what, remedy)
        self.codes.add(key)

    def check_links(self, known: dict[str, set[str]]) -> None:
        """Leave out the rows that name a code absent from its own table; tables not in `known` are not judged."""
        for column, line, part in list(self._links()):
            if column.foreign in known and part not in known[column.foreign]:
                what = f"« {_shown(part)} » n’existe pas dans {column.foreign}.csv"
                remedy = "Ligne laissée de côté ; corriger ce code, ou ajouter sa ligne dans l’autre fichier."
                self.fault(line, column.name, what, remedy)
                self.rows.pop(line, None)

    def _links(self) -> Iterator[tuple[Column, int, str]]:
        for column in self.schema.columns:
            if column.foreign:
                for line, row in self.rows.items():
                    for part in _parts(column, row[column.name] or ""):
                        if part:
                            yield column, line, part


def _parts(column: Column, text: str) -> list[str]:
    return text.split(LIST_MARK) if column.several else [text]


def _shown(text: str) -> str:
    """A wrong value as it can be quoted: short, its invisible characters made visible."""
    visible = re.sub(f"[{UNPRINTABLE}]", "\ufffd", text[:_SHOWN])
    return visible + "…" * (len(text) > _SHOWN)
