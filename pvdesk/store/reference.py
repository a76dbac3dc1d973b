"""The reference tables shipped in CSV: what each column may hold, and a total reading that needs no database."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

LIST_MARK = "|"  # between the codes of one cell
_SHOWN = 40  # characters of a wrong value quoted in a sentence
_UNPRINTABLE = "\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"


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


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value. `read` raises ValueError on a text that does not fit; `expected` ends « … n’est pas … »."""

    expected: str
    read: Callable[[str], Any]


def _pattern(expected: str, pattern: str, convert: Callable[[str], Any] = str) -> _Kind:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> Any:
        if compiled.fullmatch(text) is None:
            raise ValueError(text)
        return convert(text)

    return _Kind(expected, read)


def _choice(*values: str) -> _Kind:
    return _pattern("l’une des valeurs " + ", ".join(values), "|".join(map(re.escape, values)))


_TEXT = _pattern(
    "un texte d’une ligne, de 500 caractères au plus, sans espace au bord",
    rf"(?!\s)[^{_UNPRINTABLE}]{{0,499}}[^\s{_UNPRINTABLE}]",
)
_WHOLE = _pattern("un nombre entier", r"\d{1,12}", int)
_DECIMAL = _pattern("un nombre (chiffres, point décimal)", r"\d{1,12}(\.\d{1,4})?", Decimal)
_DATE = _pattern("une date écrite AAAA-MM-JJ", r"\d{4}-\d{2}-\d{2}", dt.date.fromisoformat)
_MOMENT = _pattern(
    "une année, un mois ou un jour écrit AAAA, AAAA-MM ou AAAA-MM-JJ",
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
)
_BOOL = _pattern("« oui » ou « non »", "oui|non", "oui".__eq__)
_YEAR = _pattern("une année de quatre chiffres", r"(19|20)\d{2}", int)
_CLASSE = _choice("PIN", "PIR")
_SECTION_NAME = _choice(
    *("editorial", "organisation", "economie", "education", "sante", "securite"),
    *("participation", "egalite", "renouvellement", "echelle"),
)
_CODE = _pattern("un code en capitales, chiffres et tirets", r"[A-Z0-9]+(-[A-Z0-9]+)*")
_DOTTED = _pattern("un code en minuscules, chiffres, points et traits bas", r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_DAY = _pattern("un jour écrit MM-JJ", r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")
_UNITE = _choice("nombre", "€", "%", "heures", "ETP", "oui/non", "texte")
_TABLE = _pattern("le nom d’un type de fiche", r"[a-z_]+")
_NATURE = _choice("acteur", "dispositif", "chiffre", "perspective", "engagement", "exemple")
_SOURCE_KEY = _pattern("une clé de source en minuscules, chiffres et tirets", r"[a-z0-9]+(-[a-z0-9]+)*")
_ARRONDISSEMENT = _pattern("un code d’arrondissement (62 et un chiffre)", r"62\d")
_SIREN = _pattern("un SIREN (neuf chiffres)", r"\d{9}")
_COMMUNE = _pattern("un code de commune du Pas-de-Calais (62 et trois chiffres)", r"62\d{3}")
_CONTRAT = _pattern("un code de contrat (CV et trois chiffres, ou 2024- et un SIREN)", r"CV\d{3}|2024-\d{9}")
_QP, _QN = r"QP062\d{3}", r"QN062\d{2}[NMI]"
_QUARTIER_2015 = _pattern("un code de quartier de 2015 (QP062 et trois chiffres)", _QP)
_QUARTIER_2024 = _pattern("un code de quartier de 2024 (QN062, deux chiffres, puis N, M ou I)", _QN)
_QUARTIER = _pattern("un code de quartier (QP062nnn, ou QN062nn suivi de N, M ou I)", f"{_QP}|{_QN}")


@dataclass(frozen=True, slots=True)
class _Column:
    """One column. `foreign` names the table whose first column holds the value; `several` allows a list of codes."""

    name: str
    kind: _Kind = _TEXT
    required: bool = True
    foreign: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class _Schema:
    """One file: its columns, of which the first `keys` tell its rows apart."""

    columns: tuple[_Column, ...]
    keys: int = 1


_SOURCE = _Column("source", _SOURCE_KEY, foreign="sources", several=True)
_NOM = _Column("nom")
_DU_ARRONDISSEMENT = _Column("arrondissement", _ARRONDISSEMENT, foreign="arrondissements")
_DU_EPCI = _Column("epci", _SIREN, foreign="epci")
_DU_QUARTIER = _Column("quartier", _QUARTIER, foreign="quartiers")
_DE_COMMUNE = _Column("commune", _COMMUNE, foreign="communes")
_ANCIENS = _Column("quartiers_2015", _QUARTIER_2015, required=False, foreign="quartiers", several=True)
_NOUVEAUX = _Column("quartiers_2024", _QUARTIER_2024, required=False, foreign="quartiers", several=True)
_SECTION = _Column("section", _SECTION_NAME)

_SCHEMAS: dict[str, _Schema] = {
    "sources": _Schema((_Column("code", _SOURCE_KEY), _Column("titre"), _Column("editeur_date"), _Column("licence"))),
    "arrondissements": _Schema(
        (
            _Column("code", _ARRONDISSEMENT),
            _NOM,
            _Column("chef_lieu_code", _COMMUNE, foreign="communes"),
            _Column("population", _WHOLE),
            _Column("millesime", _YEAR),
            _SOURCE,
        )
    ),
    "epci": _Schema((_Column("code", _SIREN), _NOM, _SOURCE)),
    "communes": _Schema((_Column("code", _COMMUNE), _NOM, _DU_ARRONDISSEMENT, _DU_EPCI, _SOURCE)),
    "contrats": _Schema(
        (
            _Column("code", _CONTRAT),
            _NOM,
            _Column("generation", _choice("2015-2023", "2024-2030")),
            _DU_EPCI,
            _Column("epci_nom_signature"),
            _Column("signe_le", _DATE, required=False),
            _Column("confirme", _BOOL),
            _SOURCE,
        )
    ),
    "quartiers": _Schema(
        (
            _Column("code", _QUARTIER),
            _Column("generation", _choice("2015", "2024")),
            _NOM,
            _DU_ARRONDISSEMENT,
            _Column("epci", _SIREN, required=False, foreign="epci"),
            _Column("contrat", _CONTRAT, foreign="contrats"),
            _Column("contrat_second", _CONTRAT, required=False, foreign="contrats"),
            _Column("valide_du", _DATE),
            _Column("valide_au", _DATE, required=False),
            _Column("zsp", _BOOL),
            _Column("qrr", _BOOL),
            _Column("npnru", _CLASSE, required=False),
            _Column("communes_hors_departement", required=False),
            _SOURCE,
        )
    ),
    "quartiers_communes": _Schema((_DU_QUARTIER, _DE_COMMUNE), keys=2),
    "populations": _Schema((_DU_QUARTIER, _Column("annee", _YEAR), _Column("population", _WHOLE), _SOURCE), keys=2),
    "successions": _Schema(
        (
            _Column("ancien", _QUARTIER_2015, required=False, foreign="quartiers"),
            _Column("nouveau", _QUARTIER_2024, foreign="quartiers"),
            _Column("relation", _choice("meme_nom", "renomme", "fusion", "scission", "nouveau")),
            _SOURCE,
        ),
        keys=2,
    ),
    "npnru": _Schema(
        (
            _Column("code", _CODE),
            _Column("classe", _CLASSE),
            _NOM,
            _ANCIENS,
            _NOUVEAUX,
            _Column("communes", _COMMUNE, foreign="communes", several=True),
            _DU_EPCI,
            _SOURCE,
        )
    ),
    "dispositifs": _Schema(
        (
            _Column("code", _CODE),
            _Column("type", _choice("ZSP", "QRR", "CITE_EDUCATIVE", "DPV")),
            _NOM,
            _DE_COMMUNE,
            _ANCIENS,
            _Column("annee", _YEAR),
            _SOURCE,
        )
    ),
    "chiffres": _Schema(
        (
            _Column("code", _CODE),
            _Column("libelle"),
            _Column("valeur", _DECIMAL),
            _Column("unite"),
            _Column("date_reference", _MOMENT),
            _Column("perimetre"),
            _Column("lisibilite", _choice("lu", "reconstruit")),
            _SECTION,
            _SOURCE,
        )
    ),
    "illisibles": _Schema((_Column("code", _CODE), _Column("libelle"), _SECTION)),
    "parametres": _Schema(
        (
            _Column("code", _DOTTED),
            _Column("depuis", _DATE),
            _Column("libelle"),
            _Column("valeur", _DECIMAL),
            _Column("unite"),
            _SOURCE,
        ),
        keys=2,
    ),
    "types_dispositifs": _Schema(
        (_Column("code", _DOTTED), _Column("libelle"), _SECTION, _Column("signature_avant", _DAY, required=False))
    ),
    "mesures_dispositifs": _Schema(
        (
            _Column("code", _DOTTED),
            _Column("type", _DOTTED, foreign="types_dispositifs"),
            _Column("libelle"),
            _Column("unite", _UNITE),
            _Column("total", _DOTTED, required=False, foreign="mesures_dispositifs"),
        )
    ),
    "reperes": _Schema(
        (
            _Column("code", _CODE),
            _Column("libelle"),
            _Column("nature", _NATURE),
            _SECTION,
            _Column("lisibilite", _choice("lu", "reconstruit", "illisible")),
            _Column("fiche", _TABLE),
            _Column("tuile", _DOTTED, required=False),
        )
    ),
    "objectifs": _Schema(
        (
            _Column("code", _CODE, foreign="reperes"),
            _SECTION,
            _Column("libelle"),
            _Column("type", _choice("quantifie", "jalon", "qualitatif", "national")),
            _Column("base", _DECIMAL, required=False),
            _Column("base_le", _DATE, required=False),
            _Column("cible", _DECIMAL, required=False),
            _Column("unite", required=False),
            _Column("echeance", _DATE, required=False),
            _Column("mode", _choice("calcule", "saisi", "jalon")),
        )
    ),
}


def read_reference(folder: Path) -> tuple[dict[str, Table], tuple[Defaut, ...]]:
    """All the tables of `folder` by name, and every fault found in them. Never raises on what the files hold.

    A row with a fault is left out; a file that cannot be read gives an empty table. Do not load when faults came back:
    the tables may then lean on rows left out.
    """
    drafts = [_Draft(name, schema) for name, schema in _SCHEMAS.items()]
    for draft in drafts:
        draft.read(folder / draft.file)
    known = {draft.name: draft.codes for draft in drafts if draft.whole}
    for draft in drafts:
        draft.check_links(known)
    tables = {draft.name: Table(draft.name, tuple(draft.rows.values())) for draft in drafts}
    return tables, tuple(fault for draft in drafts for fault in sorted(draft.faults, key=lambda fault: fault.ligne))


class _Draft:
    """One file while it is read: its sound rows by line number, all the codes seen in it, its faults."""

    def __init__(self, name: str, schema: _Schema) -> None:
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

    def _value(self, line: int, column: _Column, text: str) -> Any:
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

    def _links(self) -> Iterator[tuple[_Column, int, str]]:
        for column in self.schema.columns:
            if column.foreign:
                for line, row in self.rows.items():
                    for part in _parts(column, row[column.name] or ""):
                        if part:
                            yield column, line, part


def _parts(column: _Column, text: str) -> list[str]:
    return text.split(LIST_MARK) if column.several else [text]


def _shown(text: str) -> str:
    """A wrong value as it can be quoted: short, its invisible characters made visible."""
    visible = re.sub(f"[{_UNPRINTABLE}]", "\ufffd", text[:_SHOWN])
    return visible + "…" * (len(text) > _SHOWN)
