"""The fiche of a visit to an employer."""

from db.models.controle import Controle
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Controle,
    singular="Contrôle d’employeur",
    plural="Contrôles d’employeurs",
    word="controles",
    feminine=False,
    sections=(
        Section("Visite", (Controle.convention_uid, Controle.date, Controle.lieu, Controle.rencontres)),
        Section(
            "Constats",
            (
                Controle.poste_occupe,
                Controle.fiche_poste,
                Controle.temps_travail,
                Controle.tuteur,
                Controle.plan_formation,
                Controle.lieu_qpv,
                Controle.bulletin_vu,
                Controle.hors_missions,
                Controle.hors_missions_texte,
            ),
        ),
        Section("Traces d’activité", (Controle.traces,)),
        Section("Suites", (Controle.observations, Controle.suite, Controle.echeance, Controle.prochaine_le)),
        Section("Note", (Controle.note,)),
    ),
    columns=(Controle.date, Controle.convention_uid, Controle.poste_occupe, Controle.suite, Controle.echeance),
    name=(Controle.date,),
    order=(Controle.date,),
    latest_first=True,
    of_today=(Controle.date,),
    carried=(Controle.convention_uid, Controle.lieu),
)
