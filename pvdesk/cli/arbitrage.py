"""Commands of the mission that decide: conflits, doublons, corrections, undoing, rebuilding, hand-over, theft."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db import keys
from db.errors import Cause, Faute
from db.models.arbitrage import DecisionConflit
from db.models.echange import Role
from db.types import unplain
from pvdesk.base import francais
from pvdesk.cli.output import print_json, print_table
from pvdesk.cli.terms import DONE, REFUSED, Misuse, folder, open_asked, phrase
from pvdesk.fiches import FICHES
from pvdesk.kit import reading
from pvdesk.kit.text import plain_text
from pvdesk.mission import (
    annulation,
    archive,
    conflits,
    corrections,
    doublons,
    reconstruction,
    rendus,
    sans_base,
    succession,
    vol,
)
from pvdesk.mission.archive import archived
from pvdesk.mission.postes import UnknownPoste
from pvdesk.reports import printing
from pvdesk.store.desk import Desk, open_desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.records import Absent
from pvdesk.store.unit import UnitOfWork

Declare = Callable[..., argparse.ArgumentParser]


def add(sides: Any, declare: Declare) -> None:
    """Declare the commands, among those of `pvdesk mission`."""
    for name, says, run in (
        ("conflits", "ce qui attend un arbitrage", _conflits),
        ("doublons", "les paires de fiches probables", _doublons),
        ("rendus", "ce qui est décidé, du plus récent au plus ancien", _rendus),
    ):
        declare(sides, name, says, run).add_argument("--json", action="store_true", help="en JSON")
    regler = declare(sides, "regler", "rendre, reporter, reprendre ou annuler un arbitrage", _regler)
    regler.add_argument("numero", type=int, metavar="N")
    choix = [decision.value for decision in DecisionConflit] + ["reporter", "reprendre", "annuler"]
    regler.add_argument("decision", choices=choix, metavar="DECISION", help=", ".join(choix))
    regler.add_argument("--valeur", help="avec «\u00a0autre\u00a0»\u00a0: la valeur, comme on la tape")
    unir = declare(sides, "unir", "faire une fiche de deux", _unir)
    unir.add_argument("numero", type=int, metavar="N")
    unir.add_argument("--garder", metavar="UID", help="la fiche qui reste\u202f; la plus ancienne sinon")
    unir.add_argument(
        "--choix", action="append", default=[], metavar="CLE=VALEUR", help="l’identifiant d’une fiche, ou une valeur"
    )
    unir.add_argument("--annuler", action="store_true", help="séparer ce qui avait été uni")
    distinguer = declare(sides, "distinguer", "deux fiches différentes\u00a0: ne plus proposer la paire", _distinguer)
    distinguer.add_argument("numero", type=int, metavar="N")
    distinguer.add_argument(
        "--reporter", action="store_true", help="décider plus tard\u00a0: la paire passe en fin de liste"
    )
    _add_others(sides, declare)


def _add_others(sides: Any, declare: Declare) -> None:
    corriger = declare(sides, "corriger", "demander une correction à l’auteur d’une fiche", _corriger)
    corriger.add_argument("ref", metavar="REF")
    corriger.add_argument("--motif", required=True)
    corriger.add_argument("--champ")
    valider = declare(sides, "valider", "dire une fiche vérifiée", _valider)
    valider.add_argument("ref", metavar="REF")
    valider.add_argument("--clore", action="store_true", help="la clore aussi\u00a0: plus rien n’en est attendu")
    annuler = declare(sides, "annuler", "annuler l’import d’un lot", _annuler)
    annuler.add_argument("poste", metavar="POSTE")
    annuler.add_argument("numero", type=int, metavar="NUMERO")
    refaire = declare(sides, "reconstruire", "refaire la base depuis ses lots et ses décisions", _reconstruire)
    refaire.add_argument("sortie", type=Path, metavar="DIR", help="dossier neuf, ou vide")
    refaire.add_argument(
        "--reserve", type=Path, metavar="FICHIER", help="la clé de réserve, quand il n’y a plus de base à ouvrir"
    )
    refaire.add_argument(
        "--archives", type=Path, metavar="DOSSIER",
        help="avec --reserve\u00a0: où sont «\u00a0lots\u00a0» et «\u00a0decisions\u00a0»",
    )  # fmt: skip
    declare(sides, "archiver", "archiver à nouveau la base entière, quand l’archive est perdue ou détruite", _archiver)
    transmettre = declare(sides, "transmettre", "remettre les fiches d’un poste à un autre", _transmettre)
    transmettre.add_argument("de", metavar="POSTE")
    transmettre.add_argument("a", metavar="SUCCESSEUR")
    vole = declare(sides, "vol", "la fiche d’un ordinateur volé\u00a0: délai de 72\u00a0heures", _vol)
    vole.add_argument("poste", metavar="POSTE")
    vole.add_argument("-o", "--sortie", type=Path, default=Path(), metavar="DIR")
    vole.add_argument("--le", help="jour du vol, 12/11/2026\u202f; aujourd’hui sinon")
    vole.add_argument("--heure", help="heure du vol, 19h40\u202f; maintenant sinon")


_NO_BASE = frozenset(
    {
        Cause.ABSENT, Cause.ILLISIBLE, Cause.NON_CHIFFRE, Cause.CLE_ABSENTE, Cause.CLE_ABIMEE, Cause.SERVEUR_CLE,
        Cause.SERVEUR_VIDE, Cause.SERVEUR_ABSENT, Cause.SERVEUR_VARIABLE,
    }
)  # fmt: skip
WITHOUT_BASE = (
    "L’archive suffit à la refaire, avec la clé de réserve\u00a0:\npvdesk mission reconstruire DIR --reserve FICHIER"
)


@contextmanager
def _deciding(args: argparse.Namespace) -> Iterator[UnitOfWork]:
    """A unit of work of the mission, kept when the command ends well.

    Raises:
        Misuse: what was asked cannot be; the sentence says why.
    """
    with open_asked(args, Role.MISSION) as desk, _said(), desk.writing() as unit:
        yield unit
        unit.commit()


@contextmanager
def _said() -> Iterator[None]:
    """A refusal is told as it is."""
    try:
        yield
    except Impossible as refusal:
        raise Misuse(refusal.phrase) from refusal
    except reading.Unread as refusal:
        raise Misuse(f"{refusal}\nRien n’a été modifié.") from refusal
    except Absent as refusal:
        raise Misuse(f"Aucune fiche ne répond à «\u00a0{refusal}\u00a0».\nRien n’a été modifié.") from refusal
    except UnknownPoste as refusal:
        raise Misuse(f"Le poste {refusal} n’est pas au registre.\nVoir\u00a0: pvdesk mission etat") from refusal


def _conflits(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, desk.reading() as unit:
        found = [asdict(clash) for clash in conflits.ouverts(unit)]
    titles = {
        "id": "N°", "titre": "Fiche", "label": "Donnée", "en_place": "En place", "auteur": "Par",
        "proposee": "Proposée", "poste": "Poste", "reporte": "Reporté",
    }  # fmt: skip
    return _listed(args, titles, found)


def _doublons(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, desk.reading() as unit:
        found = [
            asdict(pair) | {
                "type": FICHES[pair.table].singular, "un": pair.titres[0], "autre": pair.titres[1],
                "par": " et ".join(pair.auteurs),
            }
            for pair in doublons.ouverts(unit)
        ]  # fmt: skip
    titles = {"id": "N°", "type": "Type", "motif": "Motif", "un": "Fiche", "autre": "Autre fiche", "par": "Postes"}
    return _listed(args, titles, found)


def _rendus(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, desk.reading() as unit:
        found = [asdict(one) | {"genre": one.genre.value} for one in rendus.rendus(unit)]
    titles = {"genre": "Sorte", "id": "N°", "titre": "Fiche", "objet": "Objet", "decision": "Décision", "le": "Le"}
    return _listed(args, titles, found)


def _listed(args: argparse.Namespace, titles: dict[str, str], rows: list[dict[str, Any]]) -> int:
    if args.json:
        print_json(rows)
    else:
        print_table(titles, [{k: plain_text(v) for k, v in row.items() if k in titles} for row in rows])
    return DONE


def _regler(args: argparse.Namespace) -> int:
    with _deciding(args) as unit:
        if args.decision == "reporter":
            conflits.reporter(unit, args.numero)
        elif args.decision == "reprendre":
            conflits.reprendre(unit, args.numero)
        elif args.decision == "annuler":
            conflits.annuler(unit, args.numero)
        else:
            conflits.regler(unit, args.numero, unplain(DecisionConflit, args.decision), args.valeur)
    words = {"reporter": "reporté", "reprendre": "repris", "annuler": "à nouveau ouvert"}
    print(f"Arbitrage n°\u00a0{args.numero}\u00a0: {words.get(args.decision, 'rendu')}.")
    return DONE


def _unir(args: argparse.Namespace) -> int:
    with _deciding(args) as unit:
        if args.annuler:
            doublons.separer(unit, args.numero)
            said = "Les deux fiches sont à nouveau séparées."
        else:
            choix = dict(part.split("=", 1) for part in args.choix if "=" in part)
            pair = doublons.comparer(unit, args.numero).paire
            kept = doublons.unir(unit, args.numero, args.garder or pair.premier, choix)
            said = f"Les deux fiches n’en font qu’une\u00a0: {kept}"
    print(said)
    return DONE


def _distinguer(args: argparse.Namespace) -> int:
    with _deciding(args) as unit:
        if args.reporter:
            doublons.reporter(unit, args.numero)
        else:
            doublons.distinguer(unit, args.numero)
    if args.reporter:
        print("La paire attend toujours\u00a0: elle passe en fin de liste.")
        return DONE
    print("Ce sont deux fiches\u00a0: la paire ne sera plus proposée.")
    return DONE


def _fiche(unit: UnitOfWork, ref: str) -> tuple[str, str]:
    """Table and uid behind a reference."""
    for table in FICHES:
        try:
            return table, printing.resolve(unit, table, ref)
        except Absent:
            continue
    raise Absent(ref)


def _corriger(args: argparse.Namespace) -> int:
    with _deciding(args) as unit:
        table, uid = _fiche(unit, args.ref)
        made = corrections.demander(unit, table, uid, args.motif, args.champ)
        poste = unit.session.get_one(FICHES["correction"].model, made).poste  # type: ignore[attr-defined]
    print(f"Correction demandée à {poste}\u00a0: elle partira dans son prochain lot de retour.")
    return DONE


def _valider(args: argparse.Namespace) -> int:
    with _deciding(args) as unit:
        table, uid = _fiche(unit, args.ref)
        if not args.clore or corrections.is_open(unit, table, uid):
            corrections.valider(unit, table, uid)
        if args.clore:
            corrections.clore(unit, table, uid)
    print(f"{args.ref}\u00a0: {'close' if args.clore else 'validée'}.")
    return DONE


def _annuler(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, _said():
        with desk.reading() as unit:
            uid = annulation.imported(unit, args.poste, args.numero)
        print(annulation.annuler(desk, uid or "").phrase)
    return DONE


def _reconstruire(args: argparse.Namespace) -> int:
    if args.reserve is not None:
        return _refaire(args)
    if args.archives is not None:
        raise Misuse("--archives se donne avec --reserve.\nRien n’a été modifié.")
    where, words = folder(args), phrase()
    try:
        desk = archived(open_desk(where, words))
    except Faute as fault:
        if fault.cause in _NO_BASE and (where / archive.FOLDER).is_dir():
            fault.remedy += WITHOUT_BASE
        raise
    try:
        made = _rebuilt(desk, args.sortie, keys.unlock(where, words))
    finally:
        desk.close()
    print(f"Base refaite\u00a0: {made.folder} ({made.lots} lots, {made.decisions} décisions).")
    print("Elle est identique." if made.identique else "Elle diffère\u00a0: gardez les deux dossiers.")
    return DONE if made.identique else REFUSED


def _refaire(args: argparse.Namespace) -> int:
    """Without any base: from the archive and the reserve key."""
    words = phrase("Phrase de passe de la base refaite, à choisir\u00a0: ", confirm=True)
    with _said():
        made = sans_base.refaire(args.archives or folder(args), args.sortie, args.reserve, words)
    where = "sur le serveur que PVDESK_BASE désigne, dossier" if made.serveur else "dossier"
    print(f"Base refaite\u00a0: {where} {made.folder} ({made.lots} lots, {made.decisions} décisions).")
    le = made.le.astimezone()
    print(
        f"Dernière décision retrouvée\u00a0: n°\u00a0{made.derniere}, du {francais.date_courte(le.date())} "
        f"à {francais.heure(le.time())}. Si d’autres ont suivi, elles ne sont pas dans l’archive.\n"
        "Les postes n’ont rien à refaire\u00a0: leurs prochains lots rendent ce qui leur était déjà parvenu.\n"
        "Travaillez désormais dans ce dossier seulement, et rangez la clé de réserve."
    )
    return DONE


def _archiver(args: argparse.Namespace) -> int:
    """Opened without its archive, which may be lost."""
    desk = open_desk(folder(args), phrase())
    try:
        _of_mission(desk)
        archive.recommencer(desk)
    finally:
        desk.close()
    print(f"Base archivée entière\u00a0: {desk.folder / archive.FOLDER}\nElle se refait désormais à partir de là.")
    return DONE


def _of_mission(desk: Desk) -> None:
    if desk.role is not Role.MISSION:
        raise Misuse("Ce dossier est celui d’un poste\u202f; cette commande est celle de la mission.")


def _rebuilt(desk: Desk, target: Path, key: bytes) -> reconstruction.Rebuilt:
    _of_mission(desk)
    with _said():
        return reconstruction.reconstruire(desk, target, key)


def _transmettre(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, _said():
        print(succession.transmettre(desk, args.de, args.a).phrase)
    return DONE


def _vol(args: argparse.Namespace) -> int:
    with open_asked(args, Role.MISSION) as desk, _said():
        path = vol.fiche(desk, args.poste, _instant(args, desk.clock()), args.sortie)
    print(f"Fiche de l’ordinateur volé\u00a0: {path}")
    return DONE


def _instant(args: argparse.Namespace, now: dt.datetime) -> dt.datetime:
    """The instant of a theft, as typed, where the person is."""
    here = now.astimezone()
    try:
        day = reading.read_date(args.le, here.date()) if args.le else here.date()
        hour = reading.read_time(args.heure) if args.heure else here.time().replace(second=0, microsecond=0)
    except reading.Unread as refusal:
        raise Misuse(f"{refusal}.") from refusal
    return dt.datetime.combine(day, hour).astimezone()
