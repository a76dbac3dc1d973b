"""The fiches of an adulte-relais post: convention and occupation."""

from db.models.adulte_relais import Convention, Occupation
from pvdesk.kit.fiche import Fiche, Section

CONVENTION = Fiche(
    model=Convention,
    singular="Convention d’adulte-relais",
    plural="Adultes-relais",
    word="conventions",
    feminine=True,
    sections=(Section("Convention d’adulte-relais", (Convention.numero, Convention.employeur_uid, Convention.debut)),),
    columns=(Convention.numero, Convention.employeur_uid, Convention.debut),
    name=(Convention.numero,),
    order=(Convention.numero,),
    latest_first=False,
)

OCCUPATION = Fiche(
    model=Occupation,
    singular="Titulaire de poste",
    plural="Titulaires de postes",
    word="titulaires",
    feminine=False,
    sections=(Section("Titulaire de poste", (Occupation.convention_uid, Occupation.code, Occupation.debut)),),
    columns=(Occupation.code, Occupation.convention_uid, Occupation.debut),
    name=(Occupation.code,),
    order=(Occupation.debut,),
    latest_first=True,
)
