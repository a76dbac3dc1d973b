"""The rules of a visit: from the record to anomalies that name the remedy (domain 2.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.base import Anomalie, Gravite, Rule
from db.models.visite_listes import Remontee, StatutVisite, TypeVisite

if TYPE_CHECKING:
    from db.models.visite import Visite

NBSP, FINE = "\u00a0", "\u202f"
# The check of a funded action, in the order of the form.
CONTROLE = {
    "action_reelle": "action réelle ce jour", "conforme": "conforme à l’objet", "public_qpv": "public des quartiers",
    "comptage": "femmes et hommes comptés", "logo": "logo et mention de l’État", "local_adapte": "local adapté",
    "cer_affiche": "contrat d’engagement républicain affiché",
}  # fmt: skip


def bilan_controle(visite: Visite) -> str:
    """What the check of the action says, in one line; empty when nothing was checked."""
    vus = {libelle: getattr(visite, champ) for champ, libelle in CONTROLE.items()}
    manques = [libelle for libelle, vu in vus.items() if vu is False]
    faits = sum(vu is not None for vu in vus.values())
    if not faits:
        return ""
    bilan = f"{faits} {'point vu' if faits < 2 else 'points vus'} sur {len(CONTROLE)}"
    if not manques:
        return f"{bilan}, aucun manque"
    return f"{bilan}, {len(manques)} {'manque' if len(manques) < 2 else 'manques'}{NBSP}: {', '.join(manques)}"


def pas_dans_l_avenir(visite: Visite) -> Iterator[Anomalie]:
    """A visit that was made has a past date; the day is that of the person, not of Greenwich."""
    saisie = visite.modifie_le.astimezone().date()
    if visite.statut is StatutVisite.FAITE and visite.date is not None and visite.date > saisie:
        phrase = (
            f"Date{NBSP}: le {visite.date:%d/%m/%Y} est à venir{FINE}; corrigez-la ou choisissez «{NBSP}Prévue{NBSP}»"
        )
        yield Anomalie("date", phrase)


def statut_dit(visite: Visite) -> Iterator[Anomalie]:
    """Findings were written: the visit is no longer « prévue »."""
    if visite.statut is StatutVisite.PREVUE and visite.constats:
        phrase = f"Statut{NBSP}: des constats sont écrits, choisissez «{NBSP}Faite{NBSP}»"
        yield Anomalie("statut", phrase, Gravite.AVERTISSEMENT)


def constats_ecrits(visite: Visite) -> Iterator[Anomalie]:
    """A visit that was made tells what was seen."""
    if visite.statut is StatutVisite.FAITE and not visite.constats:
        yield Anomalie("constats", f"Constats{NBSP}: rien n’est écrit, une phrase suffit", Gravite.INFO)


def dans_un_quartier(visite: Visite) -> Iterator[Anomalie]:
    """A visit is in a quartier; a pocket of poverty outside them may be funded since 2023, with a word."""
    if not any(ligne.quartier for ligne in visite.quartiers):
        phrase = f"Quartiers{NBSP}: choisissez-en un, ou dites pourquoi la visite est hors quartier"
        yield Anomalie("quartiers", phrase, Gravite.AVERTISSEMENT)


def controle_rattache(visite: Visite) -> Iterator[Anomalie]:
    """The check of an action says which one."""
    if visite.type is TypeVisite.PORTEUR and visite.projet_uid is None:
        phrase = f"Projet{NBSP}: choisissez l’action contrôlée, ou dites pourquoi elle n’y est pas"
        yield Anomalie("projet_uid", phrase, Gravite.AVERTISSEMENT)


def controle_tire(visite: Visite) -> Iterator[Anomalie]:
    """An action that was not there, or not the funded one, asks for a word."""
    if visite.type is not TypeVisite.PORTEUR or visite.controle_note:
        return
    if visite.action_reelle is False or visite.conforme is False:
        phrase = f"Commentaire du contrôle{NBSP}: dites ce qui manquait à l’action"
        yield Anomalie("controle_note", phrase, Gravite.AVERTISSEMENT)


def controle_hors_sujet(visite: Visite) -> Iterator[Anomalie]:
    """The check was filled in, then the type changed: it would no longer be shown."""
    if visite.type not in {TypeVisite.PORTEUR, None} and bilan_controle(visite):
        phrase = f"Type de visite{NBSP}: un contrôle d’action est rempli, choisissez «{NBSP}Porteur de projet{NBSP}»"
        yield Anomalie("type", phrase, Gravite.INFO)


def employeur_rattache(visite: Visite) -> Iterator[Anomalie]:
    """A visit to an employer says for which post."""
    if visite.type is TypeVisite.EMPLOYEUR and visite.convention_uid is None:
        phrase = f"Convention adulte-relais{NBSP}: choisissez le poste concerné, ou dites pourquoi il n’y est pas"
        yield Anomalie("convention_uid", phrase, Gravite.AVERTISSEMENT)


def urgence_tracee(visite: Visite) -> Iterator[Anomalie]:
    """An urgent fact went up outside pvdesk: when and by which channel is all that is kept."""
    if visite.remontee is not Remontee.URGENTE:
        return
    if visite.remontee_le is None:
        phrase = f"Transmise le{NBSP}: indiquez quand l’urgence a été signalée, par la voie habituelle"
        yield Anomalie("remontee_le", phrase, Gravite.AVERTISSEMENT)
    if not visite.remontee_canal:
        phrase = f"Canal{NBSP}: indiquez par quelle voie l’urgence a été signalée"
        yield Anomalie("remontee_canal", phrase, Gravite.AVERTISSEMENT)


def remontee_apres(visite: Visite) -> Iterator[Anomalie]:
    """Nothing goes up before it was seen."""
    if visite.remontee_le is not None and visite.date is not None and visite.remontee_le < visite.date:
        yield Anomalie("remontee_le", f"Transmise le{NBSP}: indiquez une date à partir du {visite.date:%d/%m/%Y}")


def suite_dans_l_ordre(visite: Visite) -> Iterator[Anomalie]:
    """The next visit is later; the one it follows is another, and earlier."""
    if visite.date is not None and visite.prochaine_le is not None and visite.prochaine_le <= visite.date:
        yield Anomalie("prochaine_le", f"Prochaine visite{NBSP}: indiquez une date après le {visite.date:%d/%m/%Y}")
    avant = visite.precedente.date if visite.precedente is not None else None
    if visite.visite_precedente_uid == visite.uid:
        yield Anomalie("visite_precedente_uid", f"Fait suite à la visite{NBSP}: choisissez une autre visite")
    elif avant is not None and visite.date is not None and avant > visite.date:
        phrase = f"Fait suite à la visite{NBSP}: celle du {avant:%d/%m/%Y} est plus tardive, changez-la"
        yield Anomalie("visite_precedente_uid", phrase)


def public_compte(visite: Visite) -> Iterator[Anomalie]:
    """Women and men are counted together, or neither."""
    if (visite.public_femmes is None) is not (visite.public_hommes is None):
        champ = "public_femmes" if visite.public_femmes is None else "public_hommes"
        yield Anomalie(champ, f"Public{NBSP}: indiquez les femmes et les hommes, zéro compris", Gravite.INFO)


TOUTES: tuple[Rule, ...] = (
    pas_dans_l_avenir, statut_dit, constats_ecrits, dans_un_quartier, controle_rattache, controle_tire,
    controle_hors_sujet, employeur_rattache, urgence_tracee, remontee_apres, suite_dans_l_ordre, public_compte,
)  # fmt: skip
