"""Commands on figures: indicateurs, and « lister objectifs »."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from db.search import fold
from pvdesk.base import francais
from pvdesk.cli.output import print_json, print_table
from pvdesk.cli.terms import DONE, Misuse, open_asked
from pvdesk.kit.reading import Unread, read_date
from pvdesk.store.indicateurs.catalogue import indicateurs
from pvdesk.store.indicateurs.tuile import SANS_VALEUR, Detail, Indicateur, texte_de
from pvdesk.store.objectifs import Suivi, objectifs

_TITRES_TUILES = {"code": "Code", "titre": "Indicateur", "texte": "Valeur", "cible": "Cible", "note": "Note"}
_TITRES_OBJECTIFS = {
    "code": "Code", "libelle": "Objectif", "base": "Base", "cible": "Cible", "texte": "Valeur", "mode": "Mode",
    "statut": "Statut",
}  # fmt: skip
_MODES = {"calcule": "calculé", "saisi": "saisi", "jalon": "jalon"}


def add(commands: Any, declare: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command."""
    tiles = declare(commands, "indicateurs", "les indicateurs, à un jour donné", _indicateurs)
    tiles.add_argument("--json", action="store_true", help="en JSON")
    tiles.add_argument("--au", default="", metavar="DATE", help="2026-10-15 ou 15/10/2026\u202f; aujourd’hui sinon")


def lister_objectifs(args: argparse.Namespace) -> int:
    """« pvdesk lister objectifs »: each with its value and where it stands today."""
    with open_asked(args) as desk, desk.reading() as unit:
        found = objectifs(unit, desk.today())
    words = fold(args.chercher).split()
    kept = [s for s in found if all(w in fold(f"{s.code} {s.libelle} {s.section}") for w in words)]
    if args.json:
        print_json([_objectif(s) for s in kept])
    else:
        print_table(_TITRES_OBJECTIFS, [_ligne(s) for s in kept])
    return DONE


def _indicateurs(args: argparse.Namespace) -> int:
    with open_asked(args) as desk, desk.reading() as unit:
        jour = jour_de(args.au, desk.today())
        found = indicateurs(unit, jour).values()
    if args.json:
        print_json({"au": jour, "indicateurs": [_tuile(i) for i in found]})
    else:
        print_table(_TITRES_TUILES, [_rangee(i) for i in found])
    return DONE


def jour_de(typed: str, today: dt.date) -> dt.date:
    """The day typed on the command line; today when nothing is.

    Raises:
        Misuse: it is no date.
    """
    try:
        return read_date(typed, today) if typed else today
    except Unread:
        raise Misuse(
            f"«\u00a0{typed}\u00a0» n’est pas une date.\nRien n’a été modifié.\nÉcrivez par exemple --au 2026-10-15."
        ) from None


def _tuile(i: Indicateur) -> dict[str, Any]:
    return {
        "code": i.code, "titre": i.titre, "section": i.section, "valeur": _nombre(i.valeur), "texte": i.texte,
        "unite": i.unite, "note": i.note, "base": _nombre(i.base), "cible": _nombre(i.cible), "ton": i.ton,
        "table": i.table, "uids": i.uids, "detail": [*_details(i.detail)],
    }  # fmt: skip


def _details(details: Iterable[Detail]) -> Iterable[dict[str, Any]]:
    for d in details:
        yield {"libelle": d.libelle, "texte": d.texte, "valeur": _nombre(d.valeur), "cle": d.cle}


def _rangee(i: Indicateur) -> dict[str, str]:
    cible = "" if i.cible is None else texte_de(i.cible, i.unite)
    return {"code": i.code, "titre": i.titre, "texte": i.texte, "cible": cible, "note": i.note}


def _objectif(s: Suivi) -> dict[str, Any]:
    return {
        "code": s.code, "libelle": s.libelle, "section": s.section, "type": s.type, "base": _nombre(s.base),
        "cible": _nombre(s.cible), "valeur": _nombre(s.valeur), "texte": s.texte, "unite": s.unite, "mode": s.mode,
        "statut": s.statut, "echeance": s.echeance, "releve_le": s.dernier[0] if s.dernier else None,
        "source": s.dernier[1] if s.dernier else None, "tuile": s.tuile,
    }  # fmt: skip


def _ligne(s: Suivi) -> dict[str, str]:
    bornes = {k: SANS_VALEUR if v is None else texte_de(v, s.unite) for k, v in (("base", s.base), ("cible", s.cible))}
    mode = _MODES.get(s.mode, s.mode)
    if s.dernier is not None:
        mode = f"{mode}, {francais.date_courte(s.dernier[0])}"
    return bornes | {"code": s.code, "libelle": s.libelle, "texte": s.texte, "mode": mode, "statut": s.statut.libelle}


def _nombre(exact: Decimal | None) -> int | float | None:
    """A JSON number: whole when it is."""
    if exact is None:
        return None
    return int(exact) if exact == exact.to_integral_value() else round(float(exact), 6)
