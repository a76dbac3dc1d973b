"""The fiches of organismes and contacts."""

from db.models.organisme import Contact, Organisme, OrganismeRole
from pvdesk.kit.fiche import Fiche, Section

ORGANISME = Fiche(
    model=Organisme,
    singular="Organisme",
    plural="Organismes",
    word="organismes",
    feminine=False,
    sections=(
        Section(
            "Identité",
            (Organisme.nom, Organisme.sigle, Organisme.forme, Organisme.siret, Organisme.rna, Organisme.commune),
        ),
        Section("Rôles", (Organisme.roles,)),
        Section("Coordonnées", (Organisme.courriel, Organisme.telephone)),
        Section("Engagements", (Organisme.cer_le,)),
        Section("Note", (Organisme.note,)),
    ),
    columns=(Organisme.nom, Organisme.sigle, Organisme.forme, Organisme.commune, Organisme.siret),
    name=(Organisme.nom,),
    born_of=Organisme.nom,
    order=(Organisme.nom,),
    carried=(Organisme.forme, Organisme.commune, Organisme.roles, OrganismeRole.role),
)

CONTACT = Fiche(
    model=Contact,
    singular="Contact",
    plural="Contacts",
    word="contacts",
    feminine=False,
    sections=(
        Section("Personne", (Contact.civilite, Contact.nom, Contact.prenom)),
        Section("Fonction", (Contact.fonction, Contact.organisme_uid)),
        Section("Coordonnées professionnelles", (Contact.courriel, Contact.telephone)),
    ),
    columns=(Contact.nom, Contact.prenom, Contact.fonction, Contact.organisme_uid),
    name=(Contact.nom, Contact.prenom),
    order=(Contact.nom, Contact.prenom),
    carried=(Contact.fonction, Contact.organisme_uid),
)
