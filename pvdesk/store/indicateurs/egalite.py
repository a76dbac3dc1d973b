"""Equality between women and men: projects rated, G0/G1/G2, meetings and people trained (brochure EG)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import func, select

from db.models import Reunion
from db.models.projet_etapes import EtapeProjet, atteint
from db.models.projet_listes import Cotation
from db.models.seance import EGALITE, TENUES, VALEURS_REPUBLIQUE, TypeReunion
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.programmation import actions, total
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, Detail, Indicateur, part, phrase, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "egalite"
_DANS_UN_TITRE = "galité"  # « Égalité » and « égalité »: SQLite folds no accent


def cotes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the projects that came before a comité with their rating at entry: all of them (EG-P2)."""
    passes = [a for a in actions(unit, au) if atteint(a.etape, EtapeProjet.COMITE_TECHNIQUE)]
    faits = [a for a in passes if a.entree is not None]
    manquent = [a.uid for a in passes if a.entree is None]
    note = f"{len(faits)} sur {francais.pluriel(len(passes), 'projet passé en comité', 'projets passés en comité')}"
    return tuile(
        "egalite.cotes", "Projets dont l’égalité est cotée", SECTION, part(len(faits), len(passes)), POURCENT,
        note=f"{note} en {au.year}", cible=100, table="projet", uids=manquent or [a.uid for a in faits],
    )  # fmt: skip


def repartition(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the rated projects in G1 or G2, and the projects and money of each class (EG-03, EG-P2)."""
    cotees = [a for a in actions(unit, au) if a.cotation is not None]
    detail = []
    for cotation in Cotation:
        classe = [a for a in cotees if a.cotation is cotation]
        texte = f"{francais.pluriel(len(classe), 'projet', 'projets')}, {texte_de(total(classe), EURO)}"
        detail.append(Detail(cotation.libelle, texte, total(classe), cotation.value, tuple(a.uid for a in classe)))
    for moment, libelle in (("entree", "À l’entrée"), ("sortie", "À la sortie"), ("bilan", "Au bilan")):
        comptes = Counter(getattr(a, moment) for a in cotees)
        texte = ", ".join(f"{c.value.upper()}\u00a0: {comptes[c]}" for c in Cotation)
        detail.append(Detail(libelle, texte, cle=moment))
    pris = sum(a.cotation is not Cotation.G0 for a in cotees)
    return tuile(
        "egalite.repartition", "Projets en G1 et G2", SECTION, part(pris, len(cotees)), POURCENT,
        note=f"{pris} sur {francais.pluriel(len(cotees), 'projet coté', 'projets cotés')} en {au.year}",
        table="projet", uids=[a.uid for a in cotees], detail=detail,
    )  # fmt: skip


def formes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """People trained or made aware of equality: nearly 500 in 2018 (EG-07, EG-08)."""
    return _formation(unit, au, "egalite.formes", "Personnes formées à l’égalité", SECTION, EGALITE, "EG-07")


def formes_laicite(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Agents and actors trained in the values of the Republic and laïcité (SE-10)."""
    titre = "Personnes formées à la laïcité"
    return _formation(unit, au, "securite.formes", titre, "securite", VALEURS_REPUBLIQUE, "SE-10")


def rencontres(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Meetings on equality, training left out, and who came (EG-06)."""
    query = select(Reunion.uid, Reunion.date, Reunion.objet, Reunion.public).where(
        Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date <= au,
        Reunion.type != TypeReunion.FORMATION, Reunion.objet.contains(_DANS_UN_TITRE),
    )  # fmt: skip
    rows = unit.all(query.order_by(Reunion.date.desc()))
    public = sum(row.public or 0 for row in rows)
    note = phrase(francais.pluriel(public, "personne", "personnes"), selon_la_brochure(unit, "EG-06"))
    return tuile(
        "egalite.rencontres", "Rencontres sur l’égalité", SECTION, len(rows), "rencontres", note=note,
        base=chiffre(unit, "EG-06"), table="reunion", uids=[row.uid for row in rows],
        detail=[Detail(f"{r.objet}, {francais.date_courte(r.date)}", str(r.public or 0), cle=r.uid) for r in rows],
    )  # fmt: skip


def _formation(
    unit: UnitOfWork, au: dt.date, code: str, titre: str, section: str, theme: str, ligne: str
) -> Indicateur:
    query = select(
        Reunion.uid, Reunion.date, Reunion.objet, func.coalesce(Reunion.formes_femmes, 0),
        func.coalesce(Reunion.formes_hommes, 0),
    ).where(
        Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date <= au,
        Reunion.type == TypeReunion.FORMATION, Reunion.theme_formation == theme,
    )  # fmt: skip
    rows = unit.all(query.order_by(Reunion.date.desc()))
    femmes, hommes = sum(row[3] for row in rows), sum(row[4] for row in rows)
    sessions = francais.pluriel(len(rows), "session", "sessions")
    note = phrase(
        f"{francais.nombre(femmes)} F et {francais.nombre(hommes)} H en {sessions}", selon_la_brochure(unit, ligne)
    )
    detail = [
        Detail(f"{objet or titre}, {francais.date_courte(jour)}", f"{f} F, {h} H", cle=uid)
        for uid, jour, objet, f, h in rows
    ]
    return tuile(
        code, titre, section, femmes + hommes, "personnes", note=note, base=chiffre(unit, ligne), table="reunion",
        uids=[row.uid for row in rows], detail=detail,
    )  # fmt: skip
