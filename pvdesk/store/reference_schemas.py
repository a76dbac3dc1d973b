"""The reference tables shipped in CSV: what each column of each table may hold."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNPRINTABLE = "\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value. `read` raises ValueError on a text that does not fit; `expected` ends « … n’est pas … »."""

    expected: str
    read: Callable[[str], Any]


def _pattern(expected: str, pattern: str, convert: Callable[[str], Any] = str) -> ValueKind:
    compiled = re.compile(pattern, re.ASCII)

    def read(text: str) -> Any:
        if compiled.fullmatch(text) is None:
            raise ValueError(text)
        return convert(text)

    return ValueKind(expected, read)


def _choice(*values: str) -> ValueKind:
    return _pattern("l’une des valeurs " + ", ".join(values), "|".join(map(re.escape, values)))


_TEXT = _pattern(
    "un texte d’une ligne, de 500 caractères au plus, sans espace au bord",
    rf"(?!\s)[^{UNPRINTABLE}]{{0,499}}[^\s{UNPRINTABLE}]",
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
class Column:
    """One column. `foreign` names the table whose first column holds the value; `several` allows a list of codes."""

    name: str
    kind: ValueKind = _TEXT
    required: bool = True
    foreign: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """One file: its columns, of which the first `keys` tell its rows apart."""

    columns: tuple[Column, ...]
    keys: int = 1


_SOURCE = Column("source", _SOURCE_KEY, foreign="sources", several=True)
_NOM = Column("nom")
_DU_ARRONDISSEMENT = Column("arrondissement", _ARRONDISSEMENT, foreign="arrondissements")
_DU_EPCI = Column("epci", _SIREN, foreign="epci")
_DU_QUARTIER = Column("quartier", _QUARTIER, foreign="quartiers")
_DE_COMMUNE = Column("commune", _COMMUNE, foreign="communes")
_ANCIENS = Column("quartiers_2015", _QUARTIER_2015, required=False, foreign="quartiers", several=True)
_NOUVEAUX = Column("quartiers_2024", _QUARTIER_2024, required=False, foreign="quartiers", several=True)
_SECTION = Column("section", _SECTION_NAME)

SCHEMAS: dict[str, Schema] = {
    "sources": Schema((Column("code", _SOURCE_KEY), Column("titre"), Column("editeur_date"), Column("licence"))),
    "arrondissements": Schema(
        (
            Column("code", _ARRONDISSEMENT),
            _NOM,
            Column("chef_lieu_code", _COMMUNE, foreign="communes"),
            Column("population", _WHOLE),
            Column("millesime", _YEAR),
            _SOURCE,
        )
    ),
    "epci": Schema((Column("code", _SIREN), _NOM, _SOURCE)),
    "communes": Schema((Column("code", _COMMUNE), _NOM, _DU_ARRONDISSEMENT, _DU_EPCI, _SOURCE)),
    "contrats": Schema(
        (
            Column("code", _CONTRAT),
            _NOM,
            Column("generation", _choice("2015-2023", "2024-2030")),
            _DU_EPCI,
            Column("epci_nom_signature"),
            Column("signe_le", _DATE, required=False),
            Column("confirme", _BOOL),
            _SOURCE,
        )
    ),
    "quartiers": Schema(
        (
            Column("code", _QUARTIER),
            Column("generation", _choice("2015", "2024")),
            _NOM,
            _DU_ARRONDISSEMENT,
            Column("epci", _SIREN, required=False, foreign="epci"),
            Column("contrat", _CONTRAT, foreign="contrats"),
            Column("contrat_second", _CONTRAT, required=False, foreign="contrats"),
            Column("valide_du", _DATE),
            Column("valide_au", _DATE, required=False),
            Column("zsp", _BOOL),
            Column("qrr", _BOOL),
            Column("npnru", _CLASSE, required=False),
            Column("communes_hors_departement", required=False),
            _SOURCE,
        )
    ),
    "quartiers_communes": Schema((_DU_QUARTIER, _DE_COMMUNE), keys=2),
    "populations": Schema((_DU_QUARTIER, Column("annee", _YEAR), Column("population", _WHOLE), _SOURCE), keys=2),
    "successions": Schema(
        (
            Column("ancien", _QUARTIER_2015, required=False, foreign="quartiers"),
            Column("nouveau", _QUARTIER_2024, foreign="quartiers"),
            Column("relation", _choice("meme_nom", "renomme", "fusion", "scission", "nouveau")),
            _SOURCE,
        ),
        keys=2,
    ),
    "npnru": Schema(
        (
            Column("code", _CODE),
            Column("classe", _CLASSE),
            _NOM,
            _ANCIENS,
            _NOUVEAUX,
            Column("communes", _COMMUNE, foreign="communes", several=True),
            _DU_EPCI,
            _SOURCE,
        )
    ),
    "dispositifs": Schema(
        (
            Column("code", _CODE),
            Column("type", _choice("ZSP", "QRR", "CITE_EDUCATIVE", "DPV")),
            _NOM,
            _DE_COMMUNE,
            _ANCIENS,
            Column("annee", _YEAR),
            _SOURCE,
        )
    ),
    "chiffres": Schema(
        (
            Column("code", _CODE),
            Column("libelle"),
            Column("valeur", _DECIMAL),
            Column("unite"),
            Column("date_reference", _MOMENT),
            Column("perimetre"),
            Column("lisibilite", _choice("lu", "reconstruit")),
            _SECTION,
            _SOURCE,
        )
    ),
    "illisibles": Schema((Column("code", _CODE), Column("libelle"), _SECTION)),
    "parametres": Schema(
        (
            Column("code", _DOTTED),
            Column("depuis", _DATE),
            Column("libelle"),
            Column("valeur", _DECIMAL),
            Column("unite"),
            _SOURCE,
        ),
        keys=2,
    ),
    "types_dispositifs": Schema(
        (
            Column("code", _DOTTED),
            Column("libelle"),
            _SECTION,
            Column("signature_avant", _DAY, required=False),
            Column("variantes", required=False, several=True),
            Column("variante_requise", _BOOL),
        )
    ),
    "mesures_dispositifs": Schema(
        (
            Column("code", _DOTTED),
            Column("type", _DOTTED, foreign="types_dispositifs"),
            Column("libelle"),
            Column("unite", _UNITE),
            Column("total", _DOTTED, required=False, foreign="mesures_dispositifs"),
        )
    ),
    "reperes": Schema(
        (
            Column("code", _CODE),
            Column("libelle"),
            Column("nature", _NATURE),
            _SECTION,
            Column("lisibilite", _choice("lu", "reconstruit", "illisible")),
            Column("fiche", _TABLE),
            Column("tuile", _DOTTED, required=False),
        )
    ),
    "objectifs": Schema(
        (
            Column("code", _CODE, foreign="reperes"),
            _SECTION,
            Column("libelle"),
            Column("type", _choice("quantifie", "jalon", "qualitatif", "national")),
            Column("base", _DECIMAL, required=False),
            Column("base_le", _DATE, required=False),
            Column("cible", _DECIMAL, required=False),
            Column("unite", required=False),
            Column("echeance", _DATE, required=False),
            Column("mode", _choice("calcule", "saisi", "jalon")),
        )
    ),
}
