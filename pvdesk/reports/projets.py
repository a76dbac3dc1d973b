"""From a stored project to its sheet: the record, what its instances decided, what is to be done about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from db.models import projet_calculs as calculs
from db.models.action import Action
from db.models.projet import Projet as Row
from db.models.reunion import Reunion, ReunionProjet
from pvdesk.fiches import FICHES
from pvdesk.fiches.projet import est_notifie
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import emitter
from pvdesk.reports.papers import projet
from pvdesk.reports.papers.projet import Charge, Decision, Egalite, Produit, Projet, Public
from pvdesk.reports.reminders import NOON
from pvdesk.store import names, records
from pvdesk.store.unit import UnitOfWork

_IDENTITE = (
    "dauphin", "nature", "objet", "contrat", "pilier", "priorite", "axes", "priorite_nationale", "theme", "dispositif",
    "lieu",
)  # fmt: skip
_DATES = (
    "depose_le", "complet_le", "comite_technique_le", "comite_pilotage_le", "notifie_le", "acte", "acte_numero",
    "acte_le",
)  # fmt: skip
_BILAN = (
    "exercice_clos_le", "echeance_bilan", "issue", "bilan_recu_le", "bilan_valide_le", "evalue_le", "realisation",
    "ecart", "appreciation", "proposition", "reversement", "reversement_montant",
)  # fmt: skip
_CRITERES = (
    "eg_diagnostic", "eg_objectif", "eg_mesures", "eg_acces", "eg_communication", "eg_encadrement", "eg_comptage",
    "eg_vss",
)  # fmt: skip


def fiche_projet(unit: UnitOfWork, uid: str) -> Doc:
    """The sheet of a project, on the day it is printed: delays are counted that day."""
    draft = records.load(unit, "projet", uid)
    row = unit.session.get(Row, uid)
    assert row is not None
    v, au = draft.values, unit.now.astimezone().date()
    granted = est_notifie(v)
    return projet.build(
        Projet(
            emetteur=emitter(unit), edite_le=dt.datetime.combine(au, NOON, dt.UTC), au=au, reference=draft.reference,
            intitule=v["intitule"] or "Projet sans intitulé", etat=draft.etat.libelle, porteur=_porteur(unit, v),
            annee=v["annee"], etape=plain_text(v["etape"]), avis=_avis(v), avis_motif=v["avis_motif"] or "",
            taux=_taux(row), bilan_du=draft.computed["bilan_du"], retard=row.retard(au),
            identite=_identite(draft), partenaires=tuple(_partenaires(draft)),
            description=v["description"] or "", objectifs=v["objectifs"] or "", moyens=v["moyens"] or "",
            produits=tuple(_produit(line) for line in draft.lines["cofinanceurs"]),
            charges=tuple(_charge(line) for line in draft.lines["charges"]), equilibre=draft.computed["budget"],
            droit_commun=v["droit_commun"] or "", droit_commun_montant=v["droit_commun_montant"],
            publics=tuple(_public(line) for line in draft.lines["beneficiaires"]),
            indicateurs=tuple(_indicateur(line) for line in draft.lines["indicateurs"]), etapes=_etapes(draft),
            dates=_dates(draft), egalite=_egalite(draft), bilan=_pairs(draft, _BILAN) if granted else (),
            ecarts=(v["ecarts"] or "") if granted else "", reports=_days(draft, "reports", "date", "echeance", "motif"),
            relances=_days(draft, "relances", "date", "mode", "note"), decisions=_decisions(unit, uid),
            visites=tuple(draft.computed["visites"].split("\n")) if draft.computed["visites"] else (),
            actions=_actions(unit, uid), bilans_manquants=draft.computed["bilans_porteur"],
        )
    )  # fmt: skip


def _porteur(unit: UnitOfWork, v: dict[str, Any]) -> str:
    """« Association Exemple, Lens, SIRET 999 999 998 00019 »."""
    if v["porteur_uid"] is None:
        return ""
    held = records.load(unit, "organisme", v["porteur_uid"]).values
    code, digits = held["commune"], "".join((held["siret"] or "").split())
    siret = f"SIRET {digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}" if len(digits) == 14 else ""
    place = names.names(unit, "commune", [code]).get(code, "") if code else ""
    return ", ".join(part for part in (held["nom"] or "Porteur à préciser", place, siret) if part)


def _avis(v: dict[str, Any]) -> str:
    said = plain_text(v["avis"])
    return f"{said}, rendu le {plain_text(v['avis_le'])}" if said and v["avis_le"] else said


def _taux(row: Row) -> str:
    """« 7 000 € demandés (45,2 %), 6 000 € accordés (38,7 %) »."""
    asked, granted, total = calculs.bop_147_demande(row), calculs.bop_147_accorde(row), calculs.produits(row)
    if not total or not asked:
        return ""
    said = f"{calculs.euros(asked)} demandés ({calculs.part(asked, total)})"
    if granted is None:
        return said
    return f"{said}, {calculs.euros(granted)} accordés ({calculs.part(granted, total)})"


def _pairs(draft: Draft, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Labels and texts of data, in that order; an answer « non » to a box that nobody ticks is not said."""
    of = schema(FICHES["projet"].model)
    made = []
    for key in keys:
        datum = of[key]
        if datum.kind is Kind.COMPUTED:
            text = plain_text(draft.computed[key])
            text = text[:1].upper() + text[1:]
        elif datum.kind is Kind.LINES:
            text = ", ".join(plain_text(value) for line in draft.lines[key] for value in line.values.values() if value)
        else:
            value = draft.values[key]
            text = "" if value is False else text_of(datum, value, draft.names)
        made.append((datum.label, text))
    return tuple(made)


def _identite(draft: Draft) -> tuple[tuple[str, str], ...]:
    v = draft.values
    quartiers = [draft.names.get(line.values["quartier"] or "", "") for line in draft.lines["quartiers"]]
    outside = ["hors quartier prioritaire"] if v["hors_qpv"] else []
    cpo = f"{v['cpo_rang']} sur {v['cpo_duree']}" if v["cpo_rang"] and v["cpo_duree"] else ""
    ran = " au ".join(plain_text(day) for day in (v["debut"], v["fin"]) if day)
    return (
        *_pairs(draft, _IDENTITE[:3]),
        ("Année de la CPO", cpo),
        ("Action du" if " au " in ran else "Date de l’action", ran),
        ("Quartiers" if len(quartiers) > 1 else "Quartier", ", ".join([*filter(None, quartiers), *outside])),
        *_pairs(draft, _IDENTITE[3:]),
    )


def _partenaires(draft: Draft) -> list[str]:
    made = []
    for line in draft.lines["partenaires"]:
        name, given = draft.names.get(line.values["organisme_uid"] or "", ""), line.values["apport"] or ""
        made.append(f"{name} : {given}" if name and given else name or given)
    return made


def _produit(line: LineDraft) -> Produit:
    v = line.values
    named = " – ".join(part for part in (plain_text(v["financeur"]), v["precision"]) if part)
    return Produit(
        financeur=named or "Financeur à préciser", demande=v["demande"], accorde=v["accorde"], verse=v["verse"],
        verse_le=v["verse_le"],
    )  # fmt: skip


def _charge(line: LineDraft) -> Charge:
    v = line.values
    return Charge(poste=v["poste"] or "Poste à préciser", prevu=v["prevu"], realise=v["realise"])


def _public(line: LineDraft) -> Public:
    v = line.values
    counted = [v[key] for key in ("femmes", "hommes", "non_genre") if v[key] is not None]
    total = v["total"] if v["total"] is not None else sum(counted) if counted else None
    return Public(
        moment=plain_text(v["moment"]) or "À préciser", tranche=plain_text(v["tranche"]) or "Tous âges",
        femmes=v["femmes"], hommes=v["hommes"], non_genre=v["non_genre"], total=total, qpv=v["qpv"],
    )  # fmt: skip


def _indicateur(line: LineDraft) -> tuple[str, str, str, str]:
    of = schema(FICHES["projet"].model)["indicateurs"].lines
    assert of is not None
    v = line.values
    unit = f" ({v['unite']})" if v["unite"] else ""
    target, done = (text_of(of[key], v[key]) for key in ("cible", "realise"))
    return f"{v['libelle'] or 'Indicateur à préciser'}{unit}", v["source"] or "", target, done


def _etapes(draft: Draft) -> tuple[tuple[str, dt.date | None, str], ...]:
    """The way made, in the order of its dates; a stage without a date is last."""
    lines = sorted(draft.lines["etapes"], key=lambda line: line.values["date"] or dt.date.max)
    return tuple((plain_text(x.values["etape"]), x.values["date"], x.values["motif"] or "") for x in lines)


def _dates(draft: Draft) -> tuple[tuple[str, str], ...]:
    """The act, and the days that no stage says."""
    said = {plain_text(line.values["date"]) for line in draft.lines["etapes"]}
    return tuple((label, text) for label, text in _pairs(draft, _DATES) if text not in said)


def _egalite(draft: Draft) -> Egalite:
    v, of = draft.values, schema(FICHES["projet"].model)
    moments = (("À l’entrée", "cotation_entree"), ("À la sortie", "cotation_sortie"), ("Au bilan", "cotation_bilan"))
    day = f", le {plain_text(v['referente_le'])}" if v["referente_le"] else ""
    return Egalite(
        cotations=tuple((moment, plain_text(v[key])) for moment, key in moments),
        justification=v["justification"] or "", criteres=tuple((of[key].label, v[key]) for key in _CRITERES),
        referente=f"Consultée{day}" if v["referente"] else "",
    )  # fmt: skip


def _days(draft: Draft, lines: str, first: str, second: str, last: str) -> tuple[tuple[Any, Any, str], ...]:
    """Dated lines, oldest first."""
    ordered = sorted(draft.lines[lines], key=lambda line: line.values[first] or dt.date.max)
    return tuple((x.values[first], x.values[second], x.values[last] or "") for x in ordered)


def _decisions(unit: UnitOfWork, uid: str) -> tuple[Decision, ...]:
    """What the instances decided of it, oldest first."""
    query = (
        select(Reunion, ReunionProjet)
        .join(ReunionProjet, ReunionProjet.reunion_uid == Reunion.uid)
        .where(ReunionProjet.projet_uid == uid, Reunion.supprime_le.is_(None))
        .order_by(Reunion.date, Reunion.uid, ReunionProjet.rang)
    )
    found = unit.all(query)
    called = names.names(unit, "conseil", {r.conseil_uid for r, _ in found if r.conseil_uid})
    return tuple(
        Decision(
            date=reunion.date, instance=called.get(reunion.conseil_uid or "", "Instance à préciser"),
            decision=plain_text(line.decision) or "À préciser", montant=line.montant,
            reference=reunion.reference or "",
        )
        for reunion, line in found
    )  # fmt: skip


def _actions(unit: UnitOfWork, uid: str) -> tuple[tuple[str, str, dt.date | None, str], ...]:
    query = select(Action).where(Action.projet_uid == uid, Action.supprime_le.is_(None))
    return tuple(
        (action.libelle or "Action sans libellé", action.responsable or "", action.echeance, plain_text(action.statut))
        for action in unit.session.scalars(query.order_by(Action.echeance.nulls_last(), Action.uid))
    )
