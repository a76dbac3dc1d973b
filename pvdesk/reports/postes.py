"""From the stored records of a post of adulte-relais to its sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.models import Activite, Controle, Convention, Occupation, Visite
from db.models.activite_listes import TypeActivite
from db.models.activite_regles import SOMMES, bornes
from db.models.adulte_relais import SANS_CODE
from db.models.aide import UN_JOUR, Part
from db.models.controle_regles import CONSTATS
from db.models.visite_listes import StatutVisite
from db.types import MILLE, Nombre
from pvdesk.base.francais import pourcentage
from pvdesk.kit.draft import Draft
from pvdesk.kit.text import plain_text
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import emitter
from pvdesk.reports.papers import adulte_relais
from pvdesk.reports.papers.activite import Mois
from pvdesk.reports.papers.adulte_relais import Aide, Passage, Periode, Poste, Titulaire
from pvdesk.reports.papers.parts import sum_of
from pvdesk.reports.reminders import NOON
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

RECENT = 12  # months of the sheet
_FILED = {True: "Au dossier", False: "Absente du dossier"}


def fiche_poste(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of a post, on the day it is printed; its titulaires are said by their code."""
    draft = records.load(unit, "convention", uid)
    row = unit.session.get(Convention, uid)
    assert row is not None
    v, au = draft.values, unit.now.astimezone().date()
    return adulte_relais.build(
        Poste(
            emetteur=emitter(unit), edite_le=dt.datetime.combine(au, NOON, dt.UTC), au=au, reference=draft.reference,
            numero=v["numero"] or "sans numéro", etat=draft.etat.libelle, employeur=employer_of(draft),
            statut=plain_text(v["statut"]), debut=row.debut, terme=row.terme, convention=_convention(draft),
            missions=tuple(plain_text(line.values["mission"]) for line in draft.lines["missions"]),
            periodes=_periods(row, au), titulaires=tuple(_holder(o) for o in row.occupations),
            montant=draft.computed["montant_retenu"], aides=tuple(_aid(row, year, au) for year in _years(row, au)),
            cofinancements=tuple(
                (line.values["financeur"] or "Financeur à préciser", line.values["annee"], line.values["montant"])
                for line in draft.lines["cofinancements"]
            ),
            avenants=tuple(
                (a.values["numero"] or "", a.values["date"], _amendment(a.values), a.values["effet"])
                for a in draft.lines["avenants"]
            ),
            avis=(("Avis", plain_text(v["avis"])), ("Rendu le", plain_text(v["avis_le"]))),
            avis_motif=v["avis_motif"] or "", mois=_recent(unit, row, au), passages=_passages(unit, uid),
        )
    )  # fmt: skip


def employer_of(draft: Draft) -> str:
    """The name of the employer of a post."""
    return draft.names.get(draft.values["employeur_uid"] or "", "Employeur à préciser")


def quartiers_of(draft: Draft) -> str:
    """« Camus (QN06202M), … »."""
    return ", ".join(filter(None, (draft.names.get(x.values["quartier"] or "") for x in draft.lines["quartiers"])))


def months_of(unit: UnitOfWork, row: Convention, months: Iterable[dt.date]) -> tuple[Mois, ...]:
    """What a post counted in each of these months, given by their first day; those out of the convention are left out.

    Two reports of one month (the post changed hands) are added.
    """
    held: dict[dt.date, list[Activite]] = {}
    query = select(Activite).where(
        Activite.convention_uid == row.uid, Activite.type == TypeActivite.MENSUEL, Activite.supprime_le.is_(None)
    )
    for report in unit.session.scalars(query.options(selectinload(Activite.orientations))):
        if report.debut is not None:
            held.setdefault(report.debut.replace(day=1), []).append(report)
    asked = [month for month in months if month in held or row.intervalles(*bornes(month, annuel=False))]
    return tuple(_month(row, month, held.get(month, [])) for month in asked)


def _month(row: Convention, month: dt.date, reports: list[Activite]) -> Mois:
    if any(not report.poste_vacant for report in reports):
        return Mois(jour=month, rendu="Reçu", comptes=_counts(reports))
    held = any(interval.occupe for interval in row.intervalles(*bornes(month, annuel=False)))
    return Mois(jour=month, rendu="Non reçu" if held and not reports else "Poste vacant")


def _counts(reports: list[Activite]) -> dict[str, Decimal]:
    made: dict[str, Decimal] = {}
    for key in SOMMES:
        unit = MILLE if isinstance(Activite.__table__.c[key].type, Nombre) else 1
        known = [value for report in reports if (value := getattr(report, key)) is not None]
        if known:
            made[key] = Decimal(sum(known)) / unit
    if "accueil_femmes" in made or "accueil_hommes" in made:
        made["accueil"] = Decimal(sum(report.accueil for report in reports))
    sent = [line.nombre for report in reports for line in report.orientations if line.nombre is not None]
    if sent:
        made["orientations"] = Decimal(sum(sent))
    return made


def _recent(unit: UnitOfWork, row: Convention, au: dt.date) -> tuple[Mois, ...]:
    """The twelve whole months before that day."""
    months = [au.replace(day=1)]
    while len(months) <= RECENT:
        months.append((months[-1] - UN_JOUR).replace(day=1))
    return months_of(unit, row, reversed(months[1:]))


def _convention(draft: Draft) -> tuple[tuple[str, str], ...]:
    v = draft.values
    theme = plain_text(v["thematique"]) if not v["thematique_autre"] else v["thematique_autre"]
    granted = f"Accordée{_the(v['derogation_le'])}" if v["derogation"] else ""
    ended = ", ".join(part for part in (plain_text(v["resiliee_le"]), plain_text(v["resiliation_motif"])) if part)
    return (
        ("Type", plain_text(v["type"])), ("Type d’employeur", plain_text(v["type_employeur"])),
        ("Quartiers", quartiers_of(draft)), ("Thématique", theme), ("Signée le", plain_text(v["signature_le"])),
        ("Début", plain_text(v["debut"])), ("Fin", plain_text(v["fin"])),
        ("Quotité", pourcentage(v["quotite"], 0) if v["quotite"] else ""),
        ("Fiche de poste", _FILED.get(v["fiche_poste"], "")),
        ("Dérogation de résidence", granted), ("Résiliée le", ended),
    )  # fmt: skip


def _the(day: dt.date | None) -> str:
    return f" le {plain_text(day)}" if day else ""


def _periods(row: Convention, au: dt.date) -> tuple[Periode, ...]:
    """The post from its first day to that day, or to its end."""
    if row.debut is None or row.terme is None:
        return ()
    return tuple(
        Periode(
            du=x.du, au=x.au, jours=x.jours, titulaire=_code(row, x.du) if x.occupe else "",
            en_cours=x.au == au and row.terme > au,
        )
        for x in row.intervalles(row.debut, au)
    )  # fmt: skip


def _code(row: Convention, day: dt.date) -> str:
    return next((o.code for o in row.occupations if o.tient_le_poste(day) and o.code), SANS_CODE)


def _holder(o: Occupation) -> Titulaire:
    hours = sum_of(line.heures for line in o.formations)
    said = f"{plain_text(hours // MILLE)} heures" if hours else "Aucune" if not o.formations else ""
    left = ", ".join(part for part in (plain_text(o.fin_reelle), plain_text(o.motif_sortie)) if part)
    return Titulaire(
        code=o.code or SANS_CODE, contrat=plain_text(o.contrat), signature_le=o.signature_le, fin_prevue=o.fin_prevue,
        formation=said, sortie=left,
    )  # fmt: skip


def _years(row: Convention, au: dt.date) -> range:
    if row.debut is None or row.terme is None or row.debut > au:
        return range(0)
    return range(row.debut.year, min(row.terme, au).year + 1)


def _aid(row: Convention, year: int, au: dt.date) -> Aide:
    """The aid of a year as far as that day goes."""
    found = row.parts(dt.date(year, 1, 1), min(dt.date(year, 12, 31), au))
    held, vacant = ([p for p in found if p.intervalle.occupe is state] for state in (True, False))
    return Aide(
        annee=year, occupes=_days(held), vacants=_days(vacant), due=_cents(held), non_due=_cents(vacant),
        versee=next((a.montant for a in row.aides if a.annee == year), None),
    )  # fmt: skip


def _days(found: list[Part]) -> int:
    return sum(part.intervalle.jours for part in found)


def _cents(found: list[Part]) -> int | None:
    """None as soon as an amount is not known: half a sum says nothing."""
    known = [part.centimes for part in found if part.centimes is not None]
    return sum(known) if len(known) == len(found) else None


def _amendment(v: dict[str, Any]) -> str:
    quotity = f"nouvelle quotité {pourcentage(v['quotite'], 0)}" if v["quotite"] else ""
    return ", ".join(part for part in (plain_text(v["objet"]), quotity) if part)


def _passages(unit: UnitOfWork, uid: str) -> tuple[Passage, ...]:
    """The checks of the employer and the visits of the post, the last one first."""
    checks = select(Controle).where(Controle.convention_uid == uid, Controle.supprime_le.is_(None))
    visits = select(Visite).where(
        Visite.convention_uid == uid, Visite.supprime_le.is_(None), Visite.statut == StatutVisite.FAITE
    )
    made = [_check(row) for row in unit.session.scalars(checks.order_by(Controle.uid))]
    made += [
        Passage(date=row.date, nature="Visite", constat=row.objet or "")
        for row in unit.session.scalars(visits.order_by(Visite.uid))
    ]
    return tuple(sorted(made, key=lambda passage: passage.date or dt.date.min, reverse=True))


def _check(row: Controle) -> Passage:
    lacks = [said for key, said in CONSTATS.items() if getattr(row, key) is False]
    if row.hors_missions:
        lacks.append("missions hors du texte")
    seen = any(getattr(row, key) is not None for key in CONSTATS)
    found = ", ".join(lacks) or ("aucun manque" if seen else "")
    return Passage(
        date=row.date, nature="Contrôle", constat=found[:1].upper() + found[1:], suite=plain_text(row.suite),
        echeance=row.echeance,
    )  # fmt: skip
