"""The words of a reminder to a délégué whose lot is late: written once, ready to be pasted in a message."""

from __future__ import annotations

from collections.abc import Sequence

from pvdesk.base.francais import date_longue, nombre, pluriel
from pvdesk.mission.delegations import Delegation

HOW = (
    "Dans pvdesk, ouvrez «\u00a0Exporter vers la mission\u00a0» (Ctrl+Maj+E), créez le fichier d’envoi et "
    "remettez-le-nous. Il contient de lui-même tout ce qui n’a pas encore été reçu."
)


def rappel(delegation: Delegation, mission: str) -> str:
    """The reminder to one délégué: what came last, what is missing, what to do."""
    said = [_last(delegation)]
    ligne = delegation.ligne
    if ligne.manquants and not ligne.rattrapes:
        numbers = ", ".join(nombre(n) for n in ligne.manquants)
        said.append(f"Il nous manque aussi\u00a0: lot n°\u00a0{numbers}.")
    if ligne.corrections:
        asked = pluriel(ligne.corrections, "correction demandée attend", "corrections demandées attendent")
        said.append(f"{asked} votre réponse\u00a0: le fichier de retour les a portées en tête de votre liste.")
    return _letter(f"Délégation {delegation.nom}\u00a0: envoi attendu", " ".join(said), mission)


def rappel_commun(delegations: Sequence[Delegation], mission: str) -> str:
    """One reminder to several délégués, each with its own last lot."""
    lines = "\n".join(f"– {one.nom}\u00a0: {_last(one)}" for one in delegations)
    return _letter("Envois attendus", f"Nous attendons un envoi des délégations suivantes\u00a0:\n{lines}", mission)


def _last(one: Delegation) -> str:
    if one.ligne.dernier is None:
        return "aucun envoi ne nous est encore parvenu." if one.age is None else (
            f"aucun envoi ne nous est parvenu depuis l’enrôlement, il y a {pluriel(one.age, 'jour', 'jours')}."
        )  # fmt: skip
    day = date_longue(one.ligne.dernier, semaine=False)
    return (
        f"le dernier envoi reçu est du {day} (lot n°\u00a0{nombre(one.ligne.numero)}), "
        f"il y a {pluriel(one.age or 0, 'jour', 'jours')}."
    )


def _letter(subject: str, body: str, mission: str) -> str:
    said = body[0].upper() + body[1:]
    return f"Objet\u00a0: {subject}\n\nBonjour,\n\n{said}\n\n{HOW}\n\nMerci,\n{mission}\n"
