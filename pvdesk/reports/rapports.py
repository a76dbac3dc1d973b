"""From the stored reports of a post of adulte-relais to the report of its year, the employer's own."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import extract, func, select
from sqlalchemy.orm import selectinload

from db.models import Activite, Convention
from db.models.activite_listes import Partenaire, TypeActivite
from db.models.activite_regles import bornes
from pvdesk.base.francais import pourcentage
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import schema
from pvdesk.kit.text import plain_text
from pvdesk.reports.blocks import Doc
from pvdesk.reports.papers import rapport
from pvdesk.reports.papers.rapport import Rapport
from pvdesk.reports.postes import employer_of, months_of, quartiers_of
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.reminders import NOON
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork

# What may be counted, in the order of the fiche.
_COUNTED = (
    "jours", "permanences", "permanences_heures", "accueil_femmes", "accueil_hommes", "accueil", "suivis", "parents",
    "orientations", "mediations", "mediations_resolues", "actions", "actions_femmes", "actions_hommes", "sorties",
    "soirees", "weekends", "reunions_partenaires", "reunions_conseil", "formation_heures", "arms_droits",
    "arms_actions", "arms_participants",
)  # fmt: skip
_LABELS = {"orientations": "Orientations"}  # of a list: the number of its people
_TEXTES = ("bilan", "difficultes", "besoins", "perspectives", "avis_employeur", "projet_sortie")


class NoActivity(Unprintable):
    """A yearly report adds up reports."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun compte rendu d’activité n’est saisi pour ce poste.", "Saisissez-en un, puis imprimez le rapport."
        )


def compte_rendu_annuel(unit: UnitOfWork, uid: str) -> Doc:
    """The report of the last year of which a post has a report.

    Raises:
        NoActivity: it has none.
    """
    last = unit.session.scalar(
        select(func.max(Activite.debut)).where(Activite.convention_uid == uid, Activite.supprime_le.is_(None))
    )
    if last is None:
        raise NoActivity
    return _rapport(unit, uid, last.year)


def choices(unit: UnitOfWork) -> dict[str, str]:
    """The years of which each post has a report, the latest first: « AR-2025-D01-0001-2026 » to its name."""
    year = extract("year", Activite.debut)
    query = (
        select(Convention.reference, Convention.numero, year)
        .join(Activite, Activite.convention_uid == Convention.uid)
        .where(Activite.supprime_le.is_(None), Convention.supprime_le.is_(None), Activite.debut.is_not(None))
        .distinct()
        .order_by(year.desc(), Convention.numero)
    )
    return {f"{reference}-{annee}": f"{annee}, convention {numero}" for reference, numero, annee in unit.all(query)}


def rapport_de(unit: UnitOfWork, choice: str) -> Doc:
    """The report of a post and of a year, by one of `choices`."""
    reference, _, year = choice.rpartition("-")
    uid = unit.session.scalar(select(Convention.uid).where(Convention.reference == reference))
    assert uid is not None
    return _rapport(unit, uid, int(year))


def _rapport(unit: UnitOfWork, uid: str, annee: int) -> Doc:
    draft = records.load(unit, "convention", uid)
    row = unit.session.get(Convention, uid)
    assert row is not None
    reports, today = _reports(unit, uid, annee), unit.now.astimezone().date()
    written = max((report.modifie_le for report in reports), default=unit.now).replace(microsecond=0)
    over = today.year > annee  # a year that runs says tomorrow what is missing: its report is of the day
    months = [dt.date(annee, month, 1) for month in range(1, 13)]
    held = {report.debut.replace(day=1) for report in reports if report.debut is not None and not _yearly(report)}
    asked = [month for month in months if month in held or bornes(month, annuel=False)[1] < today]
    of, employer = schema(FICHES["activite"].model), employer_of(draft)
    return rapport.build(
        Rapport(
            # The employer's own paper: the mark of the State would be wrong on it.
            emetteur=(employer,), edite_le=written if over else dt.datetime.combine(today, NOON, dt.UTC),
            reference=draft.reference, annee=annee, numero=draft.values["numero"] or "sans numéro", employeur=employer,
            identite=_identity(draft), titulaires=_holders(row, annee),
            libelles=tuple((key, _LABELS.get(key) or of[key].label) for key in _COUNTED),
            mois=months_of(unit, row, asked), orientations=_sent(reports),
            textes=tuple((of[key].label, _told(reports, key)) for key in _TEXTES),
        )
    )  # fmt: skip


def _yearly(report: Activite) -> bool:
    return report.type is TypeActivite.ANNUEL


def _reports(unit: UnitOfWork, uid: str, annee: int) -> list[Activite]:
    """Those of the year, monthly and yearly, in the order of their periods."""
    query = select(Activite).where(
        Activite.convention_uid == uid, Activite.supprime_le.is_(None),
        Activite.debut.between(dt.date(annee, 1, 1), dt.date(annee, 12, 31)),
    )  # fmt: skip
    return list(
        unit.session.scalars(query.options(selectinload(Activite.orientations)).order_by(Activite.debut, Activite.uid))
    )


def _told(reports: list[Activite], key: str) -> str:
    """What the yearly report says; without one, what the months say, each after its name."""
    year = [said for report in reports if _yearly(report) and (said := getattr(report, key))]
    if year or any(_yearly(report) for report in reports):
        return "\n".join(year)
    months = ((report.periode, getattr(report, key)) for report in reports)
    return "\n".join(f"{month[:1].upper()}{month[1:]} : {said}" for month, said in months if said)


def _identity(draft: Draft) -> tuple[tuple[str, str], ...]:
    v = draft.values
    return (
        ("Quartiers", quartiers_of(draft)), ("Thématique", v["thematique_autre"] or plain_text(v["thematique"])),
        ("Quotité", pourcentage(v["quotite"], 0) if v["quotite"] else ""),
    )  # fmt: skip


def _holders(row: Convention, annee: int) -> tuple[str, ...]:
    """By code, who held the post in the year."""
    first, last = dt.date(annee, 1, 1), dt.date(annee, 12, 31)
    return tuple(
        o.code for o in row.occupations
        if o.code and o.debut is not None and o.debut <= last and (o.fin is None or o.fin >= first)
    )  # fmt: skip


def _sent(reports: list[Activite]) -> tuple[tuple[str, int], ...]:
    """Where people were sent, most of them first; the months add up."""
    sent: Counter[Partenaire] = Counter()
    for line in (line for report in reports if not _yearly(report) for line in report.orientations):
        if line.partenaire is not None and line.nombre:
            sent[line.partenaire] += line.nombre
    return tuple((partner.libelle, number) for partner, number in sent.most_common())
