"""The day of a délégué, as data: the conseil citoyen of Nœux-les-Mines, members as codes, scenarios S1 and S2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from db.models import Reunion
from db.models.conseil_listes import College, Portage, Qualite, Regime, RegleQuorum, Sexe, StatutConseil, TypeInstance
from db.models.organisme import FormeJuridique, RoleOrganisme
from db.models.referentiel import Quartier, QuartierCommune
from db.models.seance import (
    Approbation,
    ModeConvocation,
    ModeVote,
    NatureSuite,
    SensAvis,
    StatutPresence,
    StatutReunion,
)
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import example_week, records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

T = TypeVar("T")
NOEUX = "62617"  # Insee code
SALLE = "Salle du centre social, Nœux-les-Mines"
# Present at S1: 7 women, 5 men. H-02 and A-01 hold the two proxies.
S1 = {
    StatutPresence.PRESENT: (
        "H-01",
        "H-02",
        "H-03",
        "H-04",
        "H-05",
        "H-06",
        "H-07",
        "A-01",
        "A-02",
        "A-03",
        "A-04",
        "A-05",
    ),
    StatutPresence.REPRESENTE: ("H-08", "A-06"),
    StatutPresence.EXCUSE: ("H-09", "H-10", "A-07"),
    StatutPresence.ABSENT: ("A-08",),
}
S2 = {
    StatutPresence.PRESENT: ("H-01", "H-02", "H-03", "H-05", "A-01", "A-02", "A-04"),
    StatutPresence.EXCUSE: ("H-04", "H-06", "H-07", "H-08", "A-03", "A-05", "A-06"),
    StatutPresence.ABSENT: ("H-09", "H-10", "A-07", "A-08"),
}
WOMEN = frozenset({"H-01", "H-03", "H-05", "H-07", "H-09", "A-01", "A-03", "A-05", "A-07"})


@dataclass(frozen=True, slots=True)
class Day:
    """What was recorded: uids of the conseil and of the two meetings."""

    conseil: str
    s1: str
    s2: str


def fill(desk: Desk) -> Day:
    """Record the conseil, S1 and S2, then the rest of the week, each as the délégué would, in its own transaction."""
    conseil, members = _in(desk, _conseil)
    s1 = _in(desk, lambda unit: _s1(unit, conseil, members))
    s2 = _in(desk, lambda unit: _s2(unit, members))
    _in(desk, lambda unit: example_week.fill(unit, _quartiers(unit)[0]))
    return Day(conseil, s1, s2)


def _in(desk: Desk, work: Callable[[UnitOfWork], T]) -> T:
    with desk.writing() as unit:
        result = work(unit)
        unit.commit()
    return result


def _conseil(unit: UnitOfWork) -> tuple[str, dict[str, str]]:
    bailleur = records.blank(unit, "organisme", nom="Bailleur social (exemple)", forme=FormeJuridique.BAILLEUR)
    bailleur.lines["roles"] = [LineDraft(new_uid(), {"role": RoleOrganisme.BAILLEUR})]
    centre = records.blank(
        unit, "organisme", nom="Centre social (exemple)", forme=FormeJuridique.COMMUNE, commune=NOEUX
    )
    for draft in (bailleur, centre):
        records.finish(unit, "organisme", records.save(unit, draft).uid)
    conseil = records.blank(
        unit, "conseil", nom="Conseil citoyen de Nœux-les-Mines", type=TypeInstance.CONSEIL_CITOYEN,
        regime=Regime.DECRET_2024, statut=StatutConseil.ACTIF, portage=Portage.SANS, lieu=SALLE, delai_convocation=15,
        contrat=_contrat(unit),
    )  # fmt: skip
    conseil.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": code}) for code in _quartiers(unit)]
    conseil.lines["quorum"] = [
        LineDraft(
            new_uid(),
            {
                "depuis": dt.date(2025, 1, 1), "regle": RegleQuorum.DEMI, "pouvoirs_admis": True, "pouvoirs_max": 1,
                "pouvoirs_comptes": True,
            },
        )
    ]  # fmt: skip
    uid = records.save(unit, conseil).uid
    members = {code: _membre(unit, uid, code) for code in _codes()}
    records.finish(unit, "conseil", uid)
    return uid, members


def _codes() -> list[str]:
    return [f"H-{n:02d}" for n in range(1, 11)] + [f"A-{n:02d}" for n in range(1, 9)]


def _membre(unit: UnitOfWork, conseil: str, code: str) -> str:
    habitant = code.startswith("H")
    draft = records.blank(
        unit, "membre", conseil_uid=conseil, code=code, sexe=Sexe.F if code in WOMEN else Sexe.H,
        college=College.HABITANTS if habitant else College.ACTEURS, qualite=Qualite.TITULAIRE,
        organisme_nom=None if habitant else f"Association {code[-1]} (exemple)", debut=dt.date(2025, 1, 15),
        designation="volontariat" if habitant else "désignation par la structure",
    )  # fmt: skip
    uid = records.save(unit, draft).uid
    records.finish(unit, "membre", uid)
    return uid


def _quartiers(unit: UnitOfWork) -> list[str]:
    """The quartiers of today that lie in Nœux-les-Mines."""
    query = (
        select(Quartier.code)
        .join(QuartierCommune, QuartierCommune.quartier == Quartier.code)
        .where(QuartierCommune.commune == NOEUX, Quartier.valide_au.is_(None))
    )
    return list(unit.session.scalars(query.order_by(Quartier.code)))


def _contrat(unit: UnitOfWork) -> str | None:
    codes = _quartiers(unit)
    return unit.session.scalar(select(Quartier.contrat).where(Quartier.code.in_(codes)).limit(1)) if codes else None


def _attendance(
    seance: reunions.Seance,
    members: dict[str, str],
    came: dict[StatutPresence, tuple[str, ...]],
    proxies: dict[str, str],
) -> None:
    state = {members[code]: status for status, codes in came.items() for code in codes}
    for line in seance.reunion.lines["presences"]:
        uid = line.values["membre_uid"]
        line.values["statut"] = state[uid]
    for code, holder in proxies.items():
        line = next(p for p in seance.reunion.lines["presences"] if p.values["membre_uid"] == members[code])
        line.values["pouvoir_a"] = members[holder]


def _point(titre: str, duree: int, echanges: str = "", rapporteur: str = "") -> LineDraft:
    return LineDraft(
        new_uid(), {"titre": titre, "duree": duree, "echanges": echanges or None, "rapporteur": rapporteur or None}
    )


def _s1(unit: UnitOfWork, conseil: str, members: dict[str, str]) -> str:
    """S1: an ordinary plenary, on 3 March 2026."""
    seance = reunions.prepare(unit, conseil)
    seance.reunion.values |= {
        "date": dt.date(2026, 3, 3), "debut": dt.time(18, 30), "fin": dt.time(20, 15), "lieu": SALLE,
        "objet": "Outillothèque et éclairage", "statut": StatutReunion.TENUE, "animateur": "coprésidente du conseil",
        "secretaire": "un membre du collège habitants", "convoque_le": dt.date(2026, 2, 10),
        "convoque_par": ModeConvocation.COURRIEL, "public": 4, "emargement": True,
        "approbation": Approbation.APPROUVE, "prochaine_date": dt.date(2026, 5, 5), "prochaine_heure": dt.time(18, 30),
        "prochain_lieu": SALLE, "diffusion": "membres du conseil, sous-préfecture, commune",
    }  # fmt: skip
    _attendance(seance, members, S1, {"H-08": "H-02", "A-06": "A-01"})
    seance.reunion.lines["points"] = [
        _point("Approbation du compte rendu précédent", 5, "Approuvé sans observation."),
        _point(
            "Projet d’outillothèque", 45,
            "Le groupe de travail présente le prêt d’outils à bas prix, avec un magasin de bricolage et des ateliers.\n"
            "Les habitants demandent des horaires en soirée et une caution modeste.", "groupe de travail",
        ),
        _point("Éclairage de l’allée centrale", 30, "Trois candélabres sont hors service, sans date du bailleur."),
        _point("Questions diverses", 15),
    ]  # fmt: skip
    seance.reunion.lines["suites"] = [
        LineDraft(
            new_uid(),
            {
                "nature": NatureSuite.AVIS, "sens": SensAvis.FAVORABLE, "libelle": "Projet d’outillothèque",
                "mode": ModeVote.MAIN_LEVEE, "pour": 11, "contre": 1, "abstentions": 2,
            },
        )
    ]  # fmt: skip
    seance.actions.append(
        records.blank(
            unit, "action", libelle="Demander au bailleur l’état de l’éclairage", responsable="bailleur",
            echeance=dt.date(2026, 3, 31),
        )
    )  # fmt: skip
    return _done(unit, seance)


def _s2(unit: UnitOfWork, members: dict[str, str]) -> str:
    """S2: the same conseil on 5 May 2026, without quorum; the opinion keeps its written reason."""
    planned = unit.session.scalars(select(Reunion.uid).where(Reunion.date == dt.date(2026, 5, 5)))
    seance = reunions.load(unit, planned.one())
    seance.reunion.values |= {
        "fin": dt.time(19, 30), "objet": "Suivi de l’éclairage", "statut": StatutReunion.SANS_QUORUM,
        "animateur": "coprésidente du conseil", "secretaire": "un membre du collège acteurs locaux",
        "convoque_le": dt.date(2026, 4, 15), "convoque_par": ModeConvocation.COURRIEL, "emargement": True,
        "approbation": Approbation.REPORTE, "prochaine_date": dt.date(2026, 5, 26), "prochaine_heure": dt.time(18, 30),
    }  # fmt: skip
    _attendance(seance, members, S2, {})
    seance.reunion.lines["points"] = [
        _point("Éclairage", 30, "Deux candélabres sur trois ont été réparés."),
        _point("Propreté des abords de l’école", 30, "Les habitants constatent des dépôts le mercredi."),
    ]
    reason = "Le dossier doit être déposé avant la prochaine séance\u202f; l’avis sera confirmé avec le quorum."
    seance.reunion.lines["suites"] = [
        LineDraft(new_uid(), {"nature": NatureSuite.CONSTAT, "libelle": "Un candélabre reste éteint allée centrale"}),
        LineDraft(
            new_uid(), {"nature": NatureSuite.CONSTAT, "libelle": "Dépôts d’encombrants devant l’école le mercredi"}
        ),
        LineDraft(
            new_uid(),
            {"nature": NatureSuite.AVIS, "sens": SensAvis.FAVORABLE, "libelle": "Fête de quartier", "motif": reason},
        ),
    ]
    return _done(unit, seance)


def _done(unit: UnitOfWork, seance: reunions.Seance) -> str:
    uid = reunions.save(unit, seance).reunion.uid
    stopping = [f for f in reunions.finish(unit, "reunion", uid) if f.stops]
    assert not stopping, stopping
    return uid
