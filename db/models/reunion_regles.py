"""The rules of a meeting: from the record to anomalies that name the remedy (domain 2.4, scenarios S1 and S2)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.base import Anomalie, Gravite, Rule
from db.models.quorum import Issue
from db.models.seance import (
    SANS_QUORUM_LIBRES,
    TENUES,
    DecisionProjet,
    NatureSuite,
    StatutPresence,
    StatutReunion,
    TypeReunion,
)

if TYPE_CHECKING:
    from db.models.reunion import Reunion

SOIR, AUBE = dt.time(18), dt.time(6)
NBSP, FINE = "\u00a0", "\u202f"


def heure_fr(heure: dt.time) -> str:
    """« 18 h 30 »."""
    return f"{heure.hour}{NBSP}h{NBSP}{heure.minute:02d}"


def horaire(reunion: Reunion) -> Iterator[Anomalie]:
    """A meeting ends after it began; one that passes midnight is accepted with a reason."""
    if reunion.debut is None or reunion.fin is None or reunion.fin > reunion.debut:
        return
    if reunion.debut >= SOIR and reunion.fin <= AUBE:
        phrase = f"Heure de fin{NBSP}: la réunion passe minuit{FINE}; confirmez-le par un mot"
        yield Anomalie("fin", phrase, Gravite.AVERTISSEMENT)
    else:
        yield Anomalie("fin", f"Heure de fin{NBSP}: indiquez une heure après {heure_fr(reunion.debut)}")


def pas_dans_l_avenir(reunion: Reunion) -> Iterator[Anomalie]:
    """A held meeting has a past date."""
    if reunion.statut in TENUES and reunion.date is not None and reunion.date > reunion.modifie_le.date():
        phrase = f"La date est dans l’avenir{NBSP}: enregistrer comme réunion prévue\u202f?"
        yield Anomalie("date", phrase, Gravite.AVERTISSEMENT)


def quelqu_un(reunion: Reunion) -> Iterator[Anomalie]:
    """A held meeting has somebody in it; nobody is a carence."""
    if reunion.statut in TENUES and not reunion.presents and not reunion.public:
        yield Anomalie("presences", "Pointez au moins une personne présente")


def statut_dit(reunion: Reunion) -> Iterator[Anomalie]:
    """Attendance was taken: the meeting is no longer « prévue »."""
    if reunion.statut in {StatutReunion.PREVUE, StatutReunion.CONVOQUEE} and reunion.presents:
        yield Anomalie("statut", f"Statut{NBSP}: des personnes sont pointées, choisissez «{NBSP}Tenue{NBSP}»")


def tous_pointes(reunion: Reunion) -> Iterator[Anomalie]:
    """A member without a mark is neither present nor absent."""
    reste = sum(p.statut is None for p in reunion.presences)
    if reunion.statut in TENUES and reste:
        mot = "personne reste" if reste == 1 else "personnes restent"
        yield Anomalie("presences", f"Présences{NBSP}: {reste} {mot} à pointer", Gravite.INFO)


def une_fois_chacun(reunion: Reunion) -> Iterator[Anomalie]:
    """A member is there once."""
    vus = Counter(p.membre_uid for p in reunion.presences if p.membre_uid)
    for presence in reunion.presences:
        if presence.membre is not None and vus[presence.membre.uid] > 1:
            vus[presence.membre.uid] = 0
            yield Anomalie(
                "presences", f"Présences{NBSP}: {presence.membre.nom_affiche} figure deux fois, gardez une ligne"
            )


def pouvoirs(reunion: Reunion) -> Iterator[Anomalie]:
    """Proxies go to somebody present, within the conseil's own limit."""
    jour = reunion.date or reunion.cree_le.date()
    regle = reunion.conseil.regle_du(jour) if reunion.conseil is not None else None
    presents = {p.membre_uid for p in reunion.presences if p.venu}
    recus: Counter[str] = Counter()
    for presence in reunion.presences:
        if presence.statut is not StatutPresence.REPRESENTE:
            continue
        if not presence.pouvoir_a:
            yield Anomalie("presences", f"Pouvoir{NBSP}: dites à qui le pouvoir est donné", Gravite.INFO)
        elif presence.pouvoir_a not in presents:
            yield Anomalie(
                "presences", f"Pouvoir{NBSP}: donné à une personne qui n’est pas présente", Gravite.AVERTISSEMENT
            )
        else:
            recus[presence.pouvoir_a] += 1
    limite = regle.pouvoirs_max if regle is not None else None
    if limite and recus and max(recus.values()) > limite:
        phrase = f"Pouvoirs{NBSP}: une personne en a reçu plus de {limite}, le maximum du conseil"
        yield Anomalie("presences", phrase, Gravite.AVERTISSEMENT)


def convocation(reunion: Reunion) -> Iterator[Anomalie]:
    """Called before the day, and within the conseil's own notice."""
    if reunion.convoque_le is None or reunion.date is None:
        return
    avance = (reunion.date - reunion.convoque_le).days
    delai = (reunion.conseil.delai_convocation or 0) if reunion.conseil is not None else 0
    if avance < 0:
        yield Anomalie("convoque_le", f"Convocation{NBSP}: indiquez une date avant le {reunion.date:%d/%m/%Y}")
    elif avance < delai:
        phrase = f"Convocation{NBSP}: {avance} jours avant la réunion, le conseil en demande {delai}"
        yield Anomalie("convoque_le", phrase, Gravite.AVERTISSEMENT)


def quorum_du_statut(reunion: Reunion) -> Iterator[Anomalie]:
    """« Tenue » without the quorum: the conseil's own rule is recalled, nothing is blocked."""
    if reunion.statut is StatutReunion.TENUE and reunion.compte_quorum().issue is Issue.NON_ATTEINT:
        compte = reunion.compte_quorum()
        phrase = (
            f"Statut{NBSP}: {compte.comptes} comptés pour {compte.requis} requis{FINE}; "
            f"choisissez «{NBSP}Tenue sans quorum{NBSP}» ou dites pourquoi"
        )
        yield Anomalie("statut", phrase, Gravite.AVERTISSEMENT)


def votes(reunion: Reunion) -> Iterator[Anomalie]:
    """Votes are no more than those present and represented."""
    votants = reunion.nombre(StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.REPRESENTE)
    for rang, suite in enumerate(reunion.suites, 1):
        if suite.votants > votants:
            phrase = f"Décision {rang}{NBSP}: {suite.votants} votes pour {votants} présents et représentés, corrigez"
            yield Anomalie(f"suites/{suite.uid}/pour", phrase)


def avis_sans_quorum(reunion: Reunion) -> Iterator[Anomalie]:
    """Without quorum, only findings and requests are free; an opinion asks for its reason (S2)."""
    compte = reunion.compte_quorum()
    if reunion.statut is not StatutReunion.SANS_QUORUM and compte.issue is not Issue.NON_ATTEINT:
        return
    for rang, suite in enumerate(reunion.suites, 1):
        if suite.nature is None or suite.nature in SANS_QUORUM_LIBRES or suite.motif:
            continue
        demande = f"la règle du conseil demande {compte.requis} présents" if compte.requis else "séance sans quorum"
        phrase = (
            f"Décision {rang}{NBSP}: {demande}{FINE}; choisissez "
            f"«{NBSP}Relevé de constat{NBSP}», reportez l’avis, ou écrivez le motif"
        )
        yield Anomalie(f"suites/{suite.uid}/motif", phrase, Gravite.AVERTISSEMENT)


def sens_de_l_avis(reunion: Reunion) -> Iterator[Anomalie]:
    """An opinion says which way."""
    for rang, suite in enumerate(reunion.suites, 1):
        if suite.nature is NatureSuite.AVIS and suite.sens is None:
            yield Anomalie(f"suites/{suite.uid}/sens", f"Décision {rang}{NBSP}: choisissez le sens de l’avis")


def actions_completes(reunion: Reunion) -> Iterator[Anomalie]:
    """An action decided has an owner and a date after the meeting."""
    for rang, action in enumerate(reunion.actions, 1):
        champ = f"actions/{action.uid}"
        if not action.libelle:
            yield Anomalie(f"{champ}/libelle", f"Action {rang}{NBSP}: dites ce qu’il faut faire")
        if not action.responsable:
            yield Anomalie(f"{champ}/responsable", f"Action {rang}{NBSP}: choisissez une personne responsable")
        if action.echeance is None:
            yield Anomalie(f"{champ}/echeance", f"Action {rang}{NBSP}: indiquez une échéance")
        elif reunion.date is not None and action.echeance < reunion.date:
            phrase = f"Action {rang}{NBSP}: indiquez une échéance après le {reunion.date:%d/%m/%Y}"
            yield Anomalie(f"{champ}/echeance", phrase)


def prochaine_apres(reunion: Reunion) -> Iterator[Anomalie]:
    """The next meeting comes after this one."""
    if reunion.date is not None and reunion.prochaine_date is not None and reunion.prochaine_date <= reunion.date:
        yield Anomalie("prochaine_date", f"Prochaine réunion{NBSP}: indiquez une date après le {reunion.date:%d/%m/%Y}")


def formation_comptee(reunion: Reunion) -> Iterator[Anomalie]:
    """A training session is followed by its theme and by who came, women and men (brochure SE-10, EG-07)."""
    if reunion.type is not TypeReunion.FORMATION or reunion.statut not in TENUES:
        return
    if not reunion.theme_formation:
        phrase = f"Thème de la formation{NBSP}: choisissez-le, les indicateurs le lisent"
        yield Anomalie("theme_formation", phrase, Gravite.INFO)
    if reunion.formes_femmes is None or reunion.formes_hommes is None:
        champ = "formes_femmes" if reunion.formes_femmes is None else "formes_hommes"
        yield Anomalie(champ, f"Personnes formées{NBSP}: comptez femmes et hommes, zéro compris", Gravite.INFO)


def projets_une_fois(reunion: Reunion) -> Iterator[Anomalie]:
    """An instance decides once of a project in a meeting."""
    vus: set[str] = set()
    for rang, ligne in enumerate(reunion.projets, 1):
        if ligne.projet_uid is None:
            continue
        if ligne.projet_uid in vus:
            phrase = f"Décisions sur les projets, ligne {rang}{NBSP}: ce projet y est déjà, gardez une ligne"
            yield Anomalie(f"projets/{ligne.uid}/projet_uid", phrase)
        vus.add(ligne.projet_uid)


def montant_d_un_refus(reunion: Reunion) -> Iterator[Anomalie]:
    """Money goes to what is kept."""
    for rang, ligne in enumerate(reunion.projets, 1):
        if ligne.decision in {DecisionProjet.REFUSE, DecisionProjet.AJOURNE} and ligne.montant:
            phrase = (
                f"Décisions sur les projets, ligne {rang}{NBSP}: un montant est noté pour un projet non retenu, "
                "retirez-le ou dites pourquoi"
            )
            yield Anomalie(f"projets/{ligne.uid}/montant", phrase, Gravite.AVERTISSEMENT)


TOUTES: tuple[Rule, ...] = (
    horaire, pas_dans_l_avenir, quelqu_un, statut_dit, tous_pointes, une_fois_chacun, pouvoirs, convocation,
    quorum_du_statut, votes, avis_sans_quorum, sens_de_l_avis, actions_completes, prochaine_apres, formation_comptee,
    projets_une_fois, montant_d_un_refus,
)  # fmt: skip
