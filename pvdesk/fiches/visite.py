"""The fiche of a visit."""

from collections.abc import Mapping
from typing import Any

from db.models.visite import Visite, VisiteQuartier, VisiteRencontre
from db.models.visite_listes import Remontee, TypeVisite
from pvdesk.kit.fiche import Fiche, Section


def controle_d_action(values: Mapping[str, Any]) -> bool:
    """The funded action of a project is checked on the spot."""
    return values.get("type") is TypeVisite.PORTEUR


def urgente(values: Mapping[str, Any]) -> bool:
    """An urgent fact was reported outside pvdesk: its trace is asked."""
    return values.get("remontee") is Remontee.URGENTE


FICHE = Fiche(
    model=Visite,
    singular="Visite",
    plural="Visites",
    word="visites",
    feminine=True,
    sections=(
        Section(
            "Visite",
            (Visite.date, Visite.debut, Visite.duree, Visite.lieu, Visite.type, Visite.statut, Visite.objet),
        ),
        Section("Quartiers", (Visite.quartiers,)),
        Section("Personnes rencontrées", (Visite.rencontres,)),
        Section(
            "Observations",
            (
                Visite.constats,
                Visite.ambiance,
                Visite.public_femmes,
                Visite.public_hommes,
                Visite.public_estime,
                Visite.besoins,
                Visite.difficultes,
            ),
        ),
        Section(
            "Liens",
            (
                Visite.projet_uid,
                Visite.convention_uid,
                Visite.conseil_uid,
                Visite.fiche_uid,
                Visite.visite_precedente_uid,
            ),
        ),
        Section(
            "Contrôle de l’action",
            (
                Visite.action_reelle,
                Visite.conforme,
                Visite.public_qpv,
                Visite.comptage,
                Visite.logo,
                Visite.local_adapte,
                Visite.cer_affiche,
                Visite.controle,
                Visite.controle_note,
            ),
            shown_if=controle_d_action,
        ),
        Section("Suites", (Visite.remontee, Visite.prochaine_le)),
        Section(
            "Urgence transmise", (Visite.remontee_le, Visite.remontee_par, Visite.remontee_canal), shown_if=urgente
        ),
        Section("Photos", (Visite.photos,)),
        Section("Note", (Visite.note,)),
    ),
    columns=(Visite.date, Visite.type, Visite.objet, Visite.lieu, Visite.statut, Visite.remontee, Visite.projet_uid),
    name=(Visite.date, Visite.objet),
    order=(Visite.date,),
    latest_first=True,
    habits=(Visite.type, Visite.quartiers),
    of_today=(Visite.date,),
    carried=(
        Visite.type,
        Visite.objet,
        Visite.lieu,
        Visite.projet_uid,
        Visite.convention_uid,
        Visite.conseil_uid,
        Visite.fiche_uid,
        Visite.quartiers,
        VisiteQuartier.quartier,
        Visite.rencontres,
        VisiteRencontre.fonction,
        VisiteRencontre.organisme,
    ),
)
