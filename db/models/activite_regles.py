"""The rules of a compte rendu d’activité (domain 2.6 C)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.base import Anomalie, Gravite, Rule
from db.models.activite_listes import TypeActivite
from db.models.aide import UN_JOUR

if TYPE_CHECKING:
    from db.models.activite import Activite

NBSP = "\u00a0"
# What a yearly report adds up, month after month.
SOMMES = (
    "jours", "permanences", "permanences_heures", "accueil_femmes", "accueil_hommes", "suivis", "mediations",
    "mediations_resolues", "actions", "actions_femmes", "actions_hommes", "parents", "sorties", "soirees", "weekends",
    "reunions_partenaires", "reunions_conseil", "formation_heures", "arms_droits", "arms_actions",
    "arms_participants",
)  # fmt: skip


def bornes(jour: dt.date, *, annuel: bool) -> tuple[dt.date, dt.date]:
    """First and last day of the year, or of the month, of that day."""
    if annuel:
        return dt.date(jour.year, 1, 1), dt.date(jour.year, 12, 31)
    premier = jour.replace(day=1)
    return premier, (premier + dt.timedelta(days=31)).replace(day=1) - UN_JOUR


def _du_poste(activite: Activite) -> list[Activite]:
    """The other reports of the post."""
    session, modele = object_session(activite), type(activite)
    if session is None or activite.convention_uid is None:
        return []
    autres = select(modele).where(
        modele.convention_uid == activite.convention_uid, modele.uid != activite.uid, modele.supprime_le.is_(None)
    )
    return list(session.scalars(autres))


def une_fois_par_periode(activite: Activite) -> Iterator[Anomalie]:
    """One report per period and titulaire: counts are never added twice."""
    periode = activite.periode_bornes
    for autre in _du_poste(activite):
        meme = (autre.type, autre.periode_bornes, autre.occupation_uid)
        if periode is not None and meme == (activite.type, periode, activite.occupation_uid):
            phrase = f"Période{NBSP}: un compte rendu existe déjà pour {activite.periode}, complétez-le"
            yield Anomalie("debut", phrase)
            return


def poste_occupe(activite: Activite) -> Iterator[Anomalie]:
    """Activity needs a titulaire; a month without any is said « poste vacant »."""
    periode, convention = activite.periode_bornes, activite.convention
    if periode is None or convention is None:
        return
    du, au = periode
    presents = any(i.occupe for i in convention.intervalles(du, au))
    if not presents and not activite.poste_vacant:
        phrase = (
            f"Période{NBSP}: aucun titulaire en {activite.periode}, cochez «{NBSP}Poste vacant{NBSP}», corrigez la "
            f"période, ou dites pourquoi (aide due aux seules périodes occupées, D5134-158)"
        )
        yield Anomalie("debut", phrase, Gravite.AVERTISSEMENT)
    elif activite.poste_vacant and not convention.vacances(du, au):
        phrase = (
            f"Poste vacant{NBSP}: le poste est occupé en {activite.periode}, décochez la case ou dites pourquoi "
            f"(D5134-158)"
        )
        yield Anomalie("poste_vacant", phrase, Gravite.AVERTISSEMENT)


def vacant_sans_compte(activite: Activite) -> Iterator[Anomalie]:
    """Nothing is counted for a vacant post."""
    if activite.poste_vacant and any(getattr(activite, champ) for champ in SOMMES):
        phrase = f"Poste vacant{NBSP}: des activités sont comptées, décochez la case ou effacez-les"
        yield Anomalie("poste_vacant", phrase)


def titulaire_du_poste(activite: Activite) -> Iterator[Anomalie]:
    """The titulaire named holds this post."""
    if activite.occupation is not None and activite.occupation.convention_uid != activite.convention_uid:
        yield Anomalie("occupation_uid", f"Titulaire{NBSP}: choisissez un titulaire de cette convention")


def mediations_resolues(activite: Activite) -> Iterator[Anomalie]:
    """No more solved than tried."""
    if (activite.mediations_resolues or 0) > (activite.mediations or 0):
        phrase = f"Médiations résolues{NBSP}: {activite.mediations_resolues} pour {activite.mediations or 0}, corrigez"
        yield Anomalie("mediations_resolues", phrase)


def periode_passee(activite: Activite) -> Iterator[Anomalie]:
    """A report is written once its period has begun."""
    periode = activite.periode_bornes
    if periode is not None and periode[0] > activite.modifie_le.astimezone().date():
        yield Anomalie("debut", f"Période{NBSP}: {activite.periode} n’a pas commencé, corrigez la date")


def bilan_de_l_annee(activite: Activite) -> Iterator[Anomalie]:
    """A yearly report tells more than figures."""
    if activite.type is TypeActivite.ANNUEL and not activite.bilan and not activite.poste_vacant:
        phrase = f"Bilan qualitatif de l’année{NBSP}: écrivez-le, ou dites pourquoi il manque (D5134-153)"
        yield Anomalie("bilan", phrase, Gravite.AVERTISSEMENT)


def sommes_des_mois(activite: Activite) -> Iterator[Anomalie]:
    """A yearly figure that differs from the sum of its months is pointed out."""
    if activite.type is not TypeActivite.ANNUEL or activite.debut is None:
        return
    mois = [
        a for a in _du_poste(activite)
        if a.type is TypeActivite.MENSUEL and a.debut is not None and a.debut.year == activite.debut.year
    ]  # fmt: skip
    total = sum(a.accueil for a in mois)
    if mois and total != activite.accueil:
        phrase = f"Personnes reçues{NBSP}: {activite.accueil} dans l’année, {total} d’après les mois"
        yield Anomalie("accueil_femmes", phrase, Gravite.INFO)


TOUTES: tuple[Rule, ...] = (
    une_fois_par_periode, poste_occupe, vacant_sans_compte, titulaire_du_poste, mediations_resolues, periode_passee,
    bilan_de_l_annee, sommes_des_mois,
)  # fmt: skip
