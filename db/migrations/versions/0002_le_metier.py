"""The métier: adultes-relais, projects, visits, dispositifs, objectives, notes, requests.

Revision 0002. Written once, read by a person, never changed once released: it serves old bases and old lots alike.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objectif",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column("base_le", sa.Date(), nullable=True),
        sa.Column("cible", sa.BigInteger(), nullable=True),
        sa.Column("unite", sa.Text(), nullable=True),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_objectif")),
    )
    op.create_table(
        "parametre",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("valeur", sa.BigInteger(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "depuis", name=op.f("pk_parametre")),
    )
    op.create_table(
        "repere",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("lisibilite", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("tuile", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_repere")),
    )
    op.create_table(
        "type_dispositif",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("signature_avant", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_type_dispositif")),
    )
    op.create_table(
        "mesure_dispositif",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("total", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["total"],
            ["mesure_dispositif.code"],
            name=op.f("fk_mesure_dispositif_total_mesure_dispositif"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["type"],
            ["type_dispositif.code"],
            name=op.f("fk_mesure_dispositif_type_type_dispositif"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_mesure_dispositif")),
    )
    op.create_table(
        "note_mensuelle",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("mois", sa.Date(), nullable=True),
        sa.Column("contrat", sa.Text(), nullable=True),
        sa.Column("destinataire", sa.Text(), nullable=True),
        sa.Column("introduction", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contrat"],
            ["contrat.code"],
            name=op.f("fk_note_mensuelle_contrat_contrat"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_note_mensuelle")),
        sa.UniqueConstraint("reference", name=op.f("uq_note_mensuelle_reference")),
    )
    op.create_index(op.f("ix_note_mensuelle_etat"), "note_mensuelle", ["etat"], unique=False)
    op.create_index(op.f("ix_note_mensuelle_mois"), "note_mensuelle", ["mois"], unique=False)

    op.create_table(
        "convention",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("numero", sa.Text(), nullable=True),
        sa.Column(
            "type",
            sa.Enum("initiale", "renouvellement", name="typeconvention", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("precedente_uid", sa.Text(), nullable=True),
        sa.Column("bilan_le", sa.Date(), nullable=True),
        sa.Column(
            "statut",
            sa.Enum(
                "demande",
                "instruite",
                "signee",
                "suspendue",
                "a_renouveler",
                "echue",
                "resiliee",
                name="statutconvention",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("employeur_uid", sa.Text(), nullable=True),
        sa.Column(
            "type_employeur",
            sa.Enum(
                "association",
                "commune",
                "epci",
                "departement",
                "region",
                "eple",
                "sante",
                "hlm",
                "gip",
                "epic",
                "service_public",
                name="typeemployeur",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("signature_le", sa.Date(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("quotite", sa.Integer(), nullable=True),
        sa.Column("montant_temps_plein", sa.BigInteger(), nullable=True),
        sa.Column(
            "thematique",
            sa.Enum(
                "generaliste",
                "scolaire",
                "parents",
                "arms",
                "emploi",
                "tranquillite",
                "participation",
                "droits",
                "culture_sport",
                "autre",
                name="thematique",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("thematique_autre", sa.Text(), nullable=True),
        sa.Column("fiche_poste", sa.Boolean(), nullable=True),
        sa.Column("derogation", sa.Boolean(), nullable=True),
        sa.Column("derogation_le", sa.Date(), nullable=True),
        sa.Column("derogation_motif", sa.Text(), nullable=True),
        sa.Column(
            "avis",
            sa.Enum("favorable", "reserve", "defavorable", name="avis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("avis_le", sa.Date(), nullable=True),
        sa.Column("avis_motif", sa.Text(), nullable=True),
        sa.Column("resiliee_le", sa.Date(), nullable=True),
        sa.Column(
            "resiliation_motif",
            sa.Enum(
                "fausse_declaration",
                "usage",
                "documents",
                "non_respect",
                "employeur",
                "cessation",
                "autre",
                name="motifresiliation",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reversement", sa.Boolean(), nullable=True),
        sa.Column("reversement_montant", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["employeur_uid"],
            ["organisme.uid"],
            name=op.f("fk_convention_employeur_uid_organisme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["precedente_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_precedente_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention")),
        sa.UniqueConstraint("reference", name=op.f("uq_convention_reference")),
    )
    op.create_index(op.f("ix_convention_debut"), "convention", ["debut"], unique=False)
    op.create_index(op.f("ix_convention_employeur_uid"), "convention", ["employeur_uid"], unique=False)
    op.create_index(op.f("ix_convention_etat"), "convention", ["etat"], unique=False)
    op.create_index(op.f("ix_convention_statut"), "convention", ["statut"], unique=False)
    op.create_index(op.f("ix_convention_thematique"), "convention", ["thematique"], unique=False)

    op.create_table(
        "fiche_dispositif",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=True),
        sa.Column(
            "statut",
            sa.Enum(
                "a_creer",
                "preparation",
                "actif",
                "a_renouveler",
                "clos",
                name="statutdispositif",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("variante", sa.Text(), nullable=True),
        sa.Column("contrat", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("epci", sa.Text(), nullable=True),
        sa.Column("organisme_uid", sa.Text(), nullable=True),
        sa.Column("coordination", sa.Text(), nullable=True),
        sa.Column("convention_numero", sa.Text(), nullable=True),
        sa.Column("signature_le", sa.Date(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("echange_le", sa.Date(), nullable=True),
        sa.Column("echange", sa.Text(), nullable=True),
        sa.Column("etape", sa.Text(), nullable=True),
        sa.Column("etape_le", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune"],
            ["commune.code"],
            name=op.f("fk_fiche_dispositif_commune_commune"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contrat"],
            ["contrat.code"],
            name=op.f("fk_fiche_dispositif_contrat_contrat"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["epci"], ["epci.code"], name=op.f("fk_fiche_dispositif_epci_epci"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["organisme_uid"],
            ["organisme.uid"],
            name=op.f("fk_fiche_dispositif_organisme_uid_organisme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["type"],
            ["type_dispositif.code"],
            name=op.f("fk_fiche_dispositif_type_type_dispositif"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_fiche_dispositif")),
        sa.UniqueConstraint("reference", name=op.f("uq_fiche_dispositif_reference")),
    )
    op.create_index(op.f("ix_fiche_dispositif_commune"), "fiche_dispositif", ["commune"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_contrat"), "fiche_dispositif", ["contrat"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_epci"), "fiche_dispositif", ["epci"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_etape_le"), "fiche_dispositif", ["etape_le"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_etat"), "fiche_dispositif", ["etat"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_fin"), "fiche_dispositif", ["fin"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_organisme_uid"), "fiche_dispositif", ["organisme_uid"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_statut"), "fiche_dispositif", ["statut"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_type"), "fiche_dispositif", ["type"], unique=False)
    op.create_index(op.f("ix_fiche_dispositif_variante"), "fiche_dispositif", ["variante"], unique=False)

    op.create_table(
        "projet",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("dauphin", sa.Text(), nullable=True),
        sa.Column("intitule", sa.Text(), nullable=True),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column(
            "nature", sa.Enum("annuelle", "cpo", name="natureprojet", native_enum=False, length=40), nullable=True
        ),
        sa.Column("cpo_rang", sa.Integer(), nullable=True),
        sa.Column("cpo_duree", sa.Integer(), nullable=True),
        sa.Column(
            "objet",
            sa.Enum(
                "action",
                "fonctionnement",
                "investissement",
                "ingenierie",
                "evaluation",
                name="objetaide",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("porteur_uid", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("objectifs", sa.Text(), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=True),
        sa.Column("moyens", sa.Text(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("contrat", sa.Text(), nullable=True),
        sa.Column("hors_qpv", sa.Boolean(), nullable=True),
        sa.Column(
            "pilier",
            sa.Enum("emploi", "cohesion", "cadre_de_vie", "valeurs", name="pilier", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("priorite", sa.Text(), nullable=True),
        sa.Column("priorite_nationale", sa.Boolean(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column(
            "dispositif",
            sa.Enum(
                "programmation",
                "pre",
                "cite_educative",
                "vvv",
                "ecole_ouverte",
                "fph",
                "arms",
                "dpv",
                "tfpb",
                "npnru",
                "autre",
                name="dispositifprojet",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("droit_commun", sa.Text(), nullable=True),
        sa.Column("droit_commun_montant", sa.BigInteger(), nullable=True),
        sa.Column(
            "cotation_entree", sa.Enum("g0", "g1", "g2", name="cotation", native_enum=False, length=40), nullable=True
        ),
        sa.Column(
            "cotation_sortie", sa.Enum("g0", "g1", "g2", name="cotation", native_enum=False, length=40), nullable=True
        ),
        sa.Column(
            "cotation_bilan", sa.Enum("g0", "g1", "g2", name="cotation", native_enum=False, length=40), nullable=True
        ),
        sa.Column("justification", sa.Text(), nullable=True),
        sa.Column("eg_diagnostic", sa.Boolean(), nullable=True),
        sa.Column("eg_objectif", sa.Boolean(), nullable=True),
        sa.Column("eg_mesures", sa.Boolean(), nullable=True),
        sa.Column("eg_acces", sa.Boolean(), nullable=True),
        sa.Column("eg_communication", sa.Boolean(), nullable=True),
        sa.Column("eg_encadrement", sa.Boolean(), nullable=True),
        sa.Column("eg_comptage", sa.Boolean(), nullable=True),
        sa.Column("eg_vss", sa.Boolean(), nullable=True),
        sa.Column("referente", sa.Boolean(), nullable=True),
        sa.Column("referente_le", sa.Date(), nullable=True),
        sa.Column(
            "avis",
            sa.Enum(
                "favorable", "reserves", "defavorable", "sans_avis", name="avisdelegue", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("avis_le", sa.Date(), nullable=True),
        sa.Column("avis_motif", sa.Text(), nullable=True),
        sa.Column(
            "etape",
            sa.Enum(
                "idee",
                "depose",
                "incomplet",
                "complet",
                "instruction",
                "avis_rendu",
                "comite_technique",
                "comite_pilotage",
                "programme",
                "ajourne",
                "refuse",
                "retire",
                "notifie",
                "acte_signe",
                "verse",
                "en_cours",
                "termine",
                "bilan_attendu",
                "bilan_recu",
                "bilan_valide",
                "evalue",
                "clos",
                name="etapeprojet",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("depose_le", sa.Date(), nullable=True),
        sa.Column("complet_le", sa.Date(), nullable=True),
        sa.Column("comite_technique_le", sa.Date(), nullable=True),
        sa.Column("comite_pilotage_le", sa.Date(), nullable=True),
        sa.Column("notifie_le", sa.Date(), nullable=True),
        sa.Column("acte", sa.Enum("arrete", "convention", name="acte", native_enum=False, length=40), nullable=True),
        sa.Column("acte_numero", sa.Text(), nullable=True),
        sa.Column("acte_le", sa.Date(), nullable=True),
        sa.Column("exercice_clos_le", sa.Date(), nullable=True),
        sa.Column(
            "issue",
            sa.Enum("compte_rendu", "non_realise", "report", name="issuebilan", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("bilan_recu_le", sa.Date(), nullable=True),
        sa.Column("bilan_valide_le", sa.Date(), nullable=True),
        sa.Column("evalue_le", sa.Date(), nullable=True),
        sa.Column(
            "realisation",
            sa.Enum("oui", "partiellement", "non", name="realisation", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("ecarts", sa.Text(), nullable=True),
        sa.Column(
            "appreciation",
            sa.Enum("conforme", "a_completer", "non_conforme", name="appreciationbilan", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "proposition",
            sa.Enum(
                "reconduire",
                "reserves",
                "ne_pas_reconduire",
                "reversement",
                name="propositionbilan",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reversement", sa.Boolean(), nullable=True),
        sa.Column("reversement_montant", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contrat"], ["contrat.code"], name=op.f("fk_projet_contrat_contrat"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["porteur_uid"],
            ["organisme.uid"],
            name=op.f("fk_projet_porteur_uid_organisme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet")),
        sa.UniqueConstraint("reference", name=op.f("uq_projet_reference")),
    )
    op.create_index(op.f("ix_projet_annee"), "projet", ["annee"], unique=False)
    op.create_index(op.f("ix_projet_avis"), "projet", ["avis"], unique=False)
    op.create_index(op.f("ix_projet_contrat"), "projet", ["contrat"], unique=False)
    op.create_index(op.f("ix_projet_cotation_entree"), "projet", ["cotation_entree"], unique=False)
    op.create_index(op.f("ix_projet_dauphin"), "projet", ["dauphin"], unique=False)
    op.create_index(op.f("ix_projet_etape"), "projet", ["etape"], unique=False)
    op.create_index(op.f("ix_projet_etat"), "projet", ["etat"], unique=False)
    op.create_index(op.f("ix_projet_pilier"), "projet", ["pilier"], unique=False)
    op.create_index(op.f("ix_projet_porteur_uid"), "projet", ["porteur_uid"], unique=False)

    op.create_table(
        "releve",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("repere", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("valeur", sa.BigInteger(), nullable=True),
        sa.Column(
            "statut",
            sa.Enum(
                "non_demarre",
                "en_cours",
                "atteint",
                "partiel",
                "abandonne",
                "sans_objet",
                name="statutobjectif",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("contrat", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("quartier", sa.Text(), nullable=True),
        sa.Column("organisme_uid", sa.Text(), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("preuve", sa.Text(), nullable=True),
        sa.Column("commentaire", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune"], ["commune.code"], name=op.f("fk_releve_commune_commune"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["contrat"], ["contrat.code"], name=op.f("fk_releve_contrat_contrat"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["organisme_uid"],
            ["organisme.uid"],
            name=op.f("fk_releve_organisme_uid_organisme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["quartier"],
            ["quartier.code"],
            name=op.f("fk_releve_quartier_quartier"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["repere"], ["repere.code"], name=op.f("fk_releve_repere_repere"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_releve")),
        sa.UniqueConstraint("reference", name=op.f("uq_releve_reference")),
    )
    op.create_index(op.f("ix_releve_date"), "releve", ["date"], unique=False)
    op.create_index(op.f("ix_releve_etat"), "releve", ["etat"], unique=False)
    op.create_index(op.f("ix_releve_repere"), "releve", ["repere"], unique=False)

    op.create_table(
        "controle",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("convention_uid", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=True),
        sa.Column("rencontres", sa.Text(), nullable=True),
        sa.Column("poste_occupe", sa.Boolean(), nullable=True),
        sa.Column("fiche_poste", sa.Boolean(), nullable=True),
        sa.Column("hors_missions", sa.Boolean(), nullable=True),
        sa.Column("hors_missions_texte", sa.Text(), nullable=True),
        sa.Column("temps_travail", sa.Boolean(), nullable=True),
        sa.Column("tuteur", sa.Boolean(), nullable=True),
        sa.Column("plan_formation", sa.Boolean(), nullable=True),
        sa.Column("lieu_qpv", sa.Boolean(), nullable=True),
        sa.Column("bulletin_vu", sa.Boolean(), nullable=True),
        sa.Column("observations", sa.Text(), nullable=True),
        sa.Column(
            "suite",
            sa.Enum(
                "ras",
                "recommandations",
                "mise_en_demeure",
                "suspension",
                "resiliation",
                name="suitecontrole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("prochaine_le", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_controle_convention_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_controle")),
        sa.UniqueConstraint("reference", name=op.f("uq_controle_reference")),
    )
    op.create_index(op.f("ix_controle_convention_uid"), "controle", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_controle_date"), "controle", ["date"], unique=False)
    op.create_index(op.f("ix_controle_etat"), "controle", ["etat"], unique=False)

    op.create_table(
        "convention_aide",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_aide_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_aide")),
    )
    op.create_index(op.f("ix_convention_aide_convention_uid"), "convention_aide", ["convention_uid"], unique=False)

    op.create_table(
        "convention_avenant",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column(
            "objet",
            sa.Enum(
                "duree",
                "mission",
                "territoire",
                "employeur",
                "autre",
                name="objetavenant",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("effet", sa.Date(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_avenant_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_avenant")),
    )
    op.create_index(
        op.f("ix_convention_avenant_convention_uid"), "convention_avenant", ["convention_uid"], unique=False
    )

    op.create_table(
        "convention_cofinancement",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column("financeur", sa.Text(), nullable=True),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_cofinancement_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_cofinancement")),
    )
    op.create_index(
        op.f("ix_convention_cofinancement_convention_uid"), "convention_cofinancement", ["convention_uid"], unique=False
    )

    op.create_table(
        "convention_mission",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column(
            "mission",
            sa.Enum(
                "accueil",
                "demarches",
                "cadre_de_vie",
                "conflits",
                "generations",
                "vie_associative",
                name="mission",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_mission_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_mission")),
    )
    op.create_index(
        op.f("ix_convention_mission_convention_uid"), "convention_mission", ["convention_uid"], unique=False
    )

    op.create_table(
        "convention_montant",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=True),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_montant_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_montant")),
    )
    op.create_index(
        op.f("ix_convention_montant_convention_uid"), "convention_montant", ["convention_uid"], unique=False
    )

    op.create_table(
        "convention_quartier",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("convention_uid", sa.Text(), nullable=False),
        sa.Column("quartier", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_convention_quartier_convention_uid_convention"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["quartier"],
            ["quartier.code"],
            name=op.f("fk_convention_quartier_quartier_quartier"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention_quartier")),
    )
    op.create_index(
        op.f("ix_convention_quartier_convention_uid"), "convention_quartier", ["convention_uid"], unique=False
    )
    op.create_index(op.f("ix_convention_quartier_quartier"), "convention_quartier", ["quartier"], unique=False)

    op.create_table(
        "dispositif_quartier",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("fiche_uid", sa.Text(), nullable=False),
        sa.Column("quartier", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["fiche_uid"],
            ["fiche_dispositif.uid"],
            name=op.f("fk_dispositif_quartier_fiche_uid_fiche_dispositif"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["quartier"],
            ["quartier.code"],
            name=op.f("fk_dispositif_quartier_quartier_quartier"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispositif_quartier")),
    )
    op.create_index(op.f("ix_dispositif_quartier_fiche_uid"), "dispositif_quartier", ["fiche_uid"], unique=False)

    op.create_table(
        "dispositif_releve",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("fiche_uid", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column("mesure", sa.Text(), nullable=True),
        sa.Column("valeur", sa.BigInteger(), nullable=True),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["fiche_uid"],
            ["fiche_dispositif.uid"],
            name=op.f("fk_dispositif_releve_fiche_uid_fiche_dispositif"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["mesure"],
            ["mesure_dispositif.code"],
            name=op.f("fk_dispositif_releve_mesure_mesure_dispositif"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispositif_releve")),
    )
    op.create_index(op.f("ix_dispositif_releve_fiche_uid"), "dispositif_releve", ["fiche_uid"], unique=False)

    op.create_table(
        "occupation",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("convention_uid", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=True),
        sa.Column("prenom", sa.Text(), nullable=True),
        sa.Column("sexe", sa.Enum("f", "h", "nr", name="sexe", native_enum=False, length=40), nullable=True),
        sa.Column("contrat", sa.Enum("cdi", "cdd", name="contrat", native_enum=False, length=40), nullable=True),
        sa.Column("signature_le", sa.Date(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin_prevue", sa.Date(), nullable=True),
        sa.Column("renouvele_le", sa.Date(), nullable=True),
        sa.Column("annee_naissance", sa.Integer(), nullable=True),
        sa.Column("age_signature", sa.Integer(), nullable=True),
        sa.Column("age_au", sa.Date(), nullable=True),
        sa.Column("residence", sa.Boolean(), nullable=True),
        sa.Column("sans_emploi", sa.Boolean(), nullable=True),
        sa.Column("eligibilite_le", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column(
            "niveau",
            sa.Enum("infra_3", "3", "4", "5", "6_plus", name="niveau", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("tuteur", sa.Text(), nullable=True),
        sa.Column("fin_reelle", sa.Date(), nullable=True),
        sa.Column(
            "motif_sortie",
            sa.Enum(
                "fin_cdd",
                "echeance_salarie",
                "echeance_employeur",
                "conventionnelle",
                "licenciement",
                "retraite",
                "autre",
                name="motifsortie",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "situation",
            sa.Enum(
                "emploi_durable",
                "emploi_transition",
                "creation",
                "formation",
                "recherche",
                "retraite",
                "inconnue",
                name="situationsortie",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("anonymise_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_occupation_convention_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_occupation")),
        sa.UniqueConstraint("reference", name=op.f("uq_occupation_reference")),
    )
    op.create_index(op.f("ix_occupation_convention_uid"), "occupation", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_occupation_debut"), "occupation", ["debut"], unique=False)
    op.create_index(op.f("ix_occupation_etat"), "occupation", ["etat"], unique=False)

    op.create_table(
        "projet_axe",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column(
            "axe",
            sa.Enum("jeunesse", "egalite", "discriminations", name="axe", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_axe_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_axe")),
    )
    op.create_index(op.f("ix_projet_axe_projet_uid"), "projet_axe", ["projet_uid"], unique=False)

    op.create_table(
        "projet_beneficiaires",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("moment", sa.Enum("prevu", "realise", name="moment", native_enum=False, length=40), nullable=True),
        sa.Column(
            "tranche",
            sa.Enum(
                "0_5",
                "6_10",
                "11_15",
                "16_17",
                "18_25",
                "26_59",
                "60_plus",
                "tous",
                name="tranchebeneficiaires",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("femmes", sa.Integer(), nullable=True),
        sa.Column("hommes", sa.Integer(), nullable=True),
        sa.Column("non_genre", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("qpv", sa.Integer(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_beneficiaires_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_beneficiaires")),
    )
    op.create_index(op.f("ix_projet_beneficiaires_projet_uid"), "projet_beneficiaires", ["projet_uid"], unique=False)

    op.create_table(
        "projet_charge",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("poste", sa.Text(), nullable=True),
        sa.Column("prevu", sa.BigInteger(), nullable=True),
        sa.Column("realise", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_charge_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_charge")),
    )
    op.create_index(op.f("ix_projet_charge_projet_uid"), "projet_charge", ["projet_uid"], unique=False)

    op.create_table(
        "projet_cofinanceur",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column(
            "financeur",
            sa.Enum(
                "bop_147",
                "etat_autre",
                "region",
                "departement",
                "epci",
                "commune",
                "caf",
                "ars",
                "bailleur",
                "europe",
                "fondation",
                "autofinancement",
                "autre",
                name="financeur",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("demande", sa.BigInteger(), nullable=True),
        sa.Column("accorde", sa.BigInteger(), nullable=True),
        sa.Column("verse", sa.BigInteger(), nullable=True),
        sa.Column("verse_le", sa.Date(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_cofinanceur_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_cofinanceur")),
    )
    op.create_index(op.f("ix_projet_cofinanceur_projet_uid"), "projet_cofinanceur", ["projet_uid"], unique=False)

    op.create_table(
        "projet_etape",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column(
            "etape",
            sa.Enum(
                "idee",
                "depose",
                "incomplet",
                "complet",
                "instruction",
                "avis_rendu",
                "comite_technique",
                "comite_pilotage",
                "programme",
                "ajourne",
                "refuse",
                "retire",
                "notifie",
                "acte_signe",
                "verse",
                "en_cours",
                "termine",
                "bilan_attendu",
                "bilan_recu",
                "bilan_valide",
                "evalue",
                "clos",
                name="etapeprojet",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_etape_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_etape")),
    )
    op.create_index(op.f("ix_projet_etape_projet_uid"), "projet_etape", ["projet_uid"], unique=False)

    op.create_table(
        "projet_indicateur",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=True),
        sa.Column("unite", sa.Text(), nullable=True),
        sa.Column("cible", sa.BigInteger(), nullable=True),
        sa.Column("realise", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_indicateur_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_indicateur")),
    )
    op.create_index(op.f("ix_projet_indicateur_projet_uid"), "projet_indicateur", ["projet_uid"], unique=False)

    op.create_table(
        "projet_partenaire",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("organisme_uid", sa.Text(), nullable=True),
        sa.Column("apport", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisme_uid"],
            ["organisme.uid"],
            name=op.f("fk_projet_partenaire_organisme_uid_organisme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_partenaire_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_partenaire")),
    )
    op.create_index(op.f("ix_projet_partenaire_projet_uid"), "projet_partenaire", ["projet_uid"], unique=False)

    op.create_table(
        "projet_quartier",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("quartier", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_quartier_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["quartier"],
            ["quartier.code"],
            name=op.f("fk_projet_quartier_quartier_quartier"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_quartier")),
    )
    op.create_index(op.f("ix_projet_quartier_projet_uid"), "projet_quartier", ["projet_uid"], unique=False)

    op.create_table(
        "projet_relance",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_relance_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_relance")),
    )
    op.create_index(op.f("ix_projet_relance_projet_uid"), "projet_relance", ["projet_uid"], unique=False)

    op.create_table(
        "projet_report",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_projet_report_projet_uid_projet"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_projet_report")),
    )
    op.create_index(op.f("ix_projet_report_projet_uid"), "projet_report", ["projet_uid"], unique=False)

    op.create_table(
        "visite",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("debut", sa.Time(), nullable=True),
        sa.Column("duree", sa.Integer(), nullable=True),
        sa.Column(
            "statut",
            sa.Enum("prevue", "faite", "annulee", name="statutvisite", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "type",
            sa.Enum(
                "porteur",
                "employeur",
                "association",
                "equipement",
                "chantier",
                "diagnostic",
                "permanence",
                "marche",
                "evenement",
                "incident",
                "accompagnement",
                "autre",
                name="typevisite",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("objet", sa.Text(), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=True),
        sa.Column("projet_uid", sa.Text(), nullable=True),
        sa.Column("convention_uid", sa.Text(), nullable=True),
        sa.Column("conseil_uid", sa.Text(), nullable=True),
        sa.Column("fiche_uid", sa.Text(), nullable=True),
        sa.Column("visite_precedente_uid", sa.Text(), nullable=True),
        sa.Column("constats", sa.Text(), nullable=True),
        sa.Column("public_femmes", sa.Integer(), nullable=True),
        sa.Column("public_hommes", sa.Integer(), nullable=True),
        sa.Column("public_estime", sa.Boolean(), nullable=True),
        sa.Column("action_reelle", sa.Boolean(), nullable=True),
        sa.Column("conforme", sa.Boolean(), nullable=True),
        sa.Column("public_qpv", sa.Boolean(), nullable=True),
        sa.Column("comptage", sa.Boolean(), nullable=True),
        sa.Column("logo", sa.Boolean(), nullable=True),
        sa.Column("local_adapte", sa.Boolean(), nullable=True),
        sa.Column("cer_affiche", sa.Boolean(), nullable=True),
        sa.Column("controle_note", sa.Text(), nullable=True),
        sa.Column(
            "ambiance",
            sa.Enum("calme", "tendue", "degradee", "sans_objet", name="ambiance", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("besoins", sa.Text(), nullable=True),
        sa.Column("difficultes", sa.Text(), nullable=True),
        sa.Column("remontee", sa.Enum("note", "urgente", name="remontee", native_enum=False, length=40), nullable=True),
        sa.Column("remontee_le", sa.Date(), nullable=True),
        sa.Column("remontee_par", sa.Text(), nullable=True),
        sa.Column("remontee_canal", sa.Text(), nullable=True),
        sa.Column("prochaine_le", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conseil_uid"],
            ["conseil.uid"],
            name=op.f("fk_visite_conseil_uid_conseil"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_visite_convention_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["fiche_uid"],
            ["fiche_dispositif.uid"],
            name=op.f("fk_visite_fiche_uid_fiche_dispositif"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_visite_projet_uid_projet"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visite_precedente_uid"],
            ["visite.uid"],
            name=op.f("fk_visite_visite_precedente_uid_visite"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visite")),
        sa.UniqueConstraint("reference", name=op.f("uq_visite_reference")),
    )
    op.create_index(op.f("ix_visite_conseil_uid"), "visite", ["conseil_uid"], unique=False)
    op.create_index(op.f("ix_visite_convention_uid"), "visite", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_visite_date"), "visite", ["date"], unique=False)
    op.create_index(op.f("ix_visite_etat"), "visite", ["etat"], unique=False)
    op.create_index(op.f("ix_visite_fiche_uid"), "visite", ["fiche_uid"], unique=False)
    op.create_index(op.f("ix_visite_projet_uid"), "visite", ["projet_uid"], unique=False)
    op.create_index(op.f("ix_visite_remontee"), "visite", ["remontee"], unique=False)
    op.create_index(op.f("ix_visite_statut"), "visite", ["statut"], unique=False)
    op.create_index(op.f("ix_visite_type"), "visite", ["type"], unique=False)
    op.create_index(op.f("ix_visite_visite_precedente_uid"), "visite", ["visite_precedente_uid"], unique=False)

    op.create_table(
        "activite",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("convention_uid", sa.Text(), nullable=True),
        sa.Column("occupation_uid", sa.Text(), nullable=True),
        sa.Column(
            "type", sa.Enum("mensuel", "annuel", name="typeactivite", native_enum=False, length=40), nullable=True
        ),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("poste_vacant", sa.Boolean(), nullable=True),
        sa.Column("jours", sa.BigInteger(), nullable=True),
        sa.Column("permanences", sa.Integer(), nullable=True),
        sa.Column("permanences_heures", sa.BigInteger(), nullable=True),
        sa.Column("accueil_femmes", sa.Integer(), nullable=True),
        sa.Column("accueil_hommes", sa.Integer(), nullable=True),
        sa.Column("suivis", sa.Integer(), nullable=True),
        sa.Column("mediations", sa.Integer(), nullable=True),
        sa.Column("mediations_resolues", sa.Integer(), nullable=True),
        sa.Column("actions", sa.Integer(), nullable=True),
        sa.Column("actions_femmes", sa.Integer(), nullable=True),
        sa.Column("actions_hommes", sa.Integer(), nullable=True),
        sa.Column("parents", sa.Integer(), nullable=True),
        sa.Column("sorties", sa.Integer(), nullable=True),
        sa.Column("soirees", sa.Integer(), nullable=True),
        sa.Column("weekends", sa.Integer(), nullable=True),
        sa.Column("reunions_partenaires", sa.Integer(), nullable=True),
        sa.Column("reunions_conseil", sa.Integer(), nullable=True),
        sa.Column("formation_heures", sa.BigInteger(), nullable=True),
        sa.Column("arms_droits", sa.Integer(), nullable=True),
        sa.Column("arms_actions", sa.Integer(), nullable=True),
        sa.Column("arms_participants", sa.Integer(), nullable=True),
        sa.Column("difficultes", sa.Text(), nullable=True),
        sa.Column("besoins", sa.Text(), nullable=True),
        sa.Column("perspectives", sa.Text(), nullable=True),
        sa.Column("bilan", sa.Text(), nullable=True),
        sa.Column("avis_employeur", sa.Text(), nullable=True),
        sa.Column("projet_sortie", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_activite_convention_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["occupation_uid"],
            ["occupation.uid"],
            name=op.f("fk_activite_occupation_uid_occupation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_activite")),
        sa.UniqueConstraint("reference", name=op.f("uq_activite_reference")),
    )
    op.create_index(op.f("ix_activite_convention_uid"), "activite", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_activite_debut"), "activite", ["debut"], unique=False)
    op.create_index(op.f("ix_activite_etat"), "activite", ["etat"], unique=False)
    op.create_index(op.f("ix_activite_occupation_uid"), "activite", ["occupation_uid"], unique=False)
    op.create_index(op.f("ix_activite_type"), "activite", ["type"], unique=False)

    op.create_table(
        "controle_trace",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("controle_uid", sa.Text(), nullable=False),
        sa.Column(
            "trace",
            sa.Enum(
                "planning",
                "registre",
                "affiches",
                "comptes_rendus",
                "autre",
                name="trace",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["controle_uid"],
            ["controle.uid"],
            name=op.f("fk_controle_trace_controle_uid_controle"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_controle_trace")),
    )
    op.create_index(op.f("ix_controle_trace_controle_uid"), "controle_trace", ["controle_uid"], unique=False)

    op.create_table(
        "demande",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "final",
                "a_corriger",
                "corrige",
                "valide",
                "clos",
                name="etat",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("origine", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_le", sa.DateTime(), nullable=False),
        sa.Column("modifie_par", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supprime_le", sa.DateTime(), nullable=True),
        sa.Column("recue_le", sa.Date(), nullable=True),
        sa.Column(
            "droit",
            sa.Enum(
                "acces",
                "rectification",
                "effacement",
                "limitation",
                "opposition",
                name="droit",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("membre_uid", sa.Text(), nullable=True),
        sa.Column("occupation_uid", sa.Text(), nullable=True),
        sa.Column("contact_uid", sa.Text(), nullable=True),
        sa.Column("qualite", sa.Text(), nullable=True),
        sa.Column("identite_le", sa.Date(), nullable=True),
        sa.Column("prolongee_le", sa.Date(), nullable=True),
        sa.Column("prolongation_motif", sa.Text(), nullable=True),
        sa.Column(
            "statut",
            sa.Enum("recue", "en_cours", "repondue", "sans_suite", name="statutdemande", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "decision",
            sa.Enum("acceptee", "partielle", "refusee", name="decisiondemande", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("motif_refus", sa.Text(), nullable=True),
        sa.Column("reponse", sa.Text(), nullable=True),
        sa.Column("reponse_le", sa.Date(), nullable=True),
        sa.Column("effacee_le", sa.Date(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_uid"],
            ["contact.uid"],
            name=op.f("fk_demande_contact_uid_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["membre_uid"],
            ["membre.uid"],
            name=op.f("fk_demande_membre_uid_membre"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["occupation_uid"],
            ["occupation.uid"],
            name=op.f("fk_demande_occupation_uid_occupation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_demande")),
        sa.UniqueConstraint("reference", name=op.f("uq_demande_reference")),
    )
    op.create_index(op.f("ix_demande_contact_uid"), "demande", ["contact_uid"], unique=False)
    op.create_index(op.f("ix_demande_etat"), "demande", ["etat"], unique=False)
    op.create_index(op.f("ix_demande_membre_uid"), "demande", ["membre_uid"], unique=False)
    op.create_index(op.f("ix_demande_occupation_uid"), "demande", ["occupation_uid"], unique=False)
    op.create_index(op.f("ix_demande_statut"), "demande", ["statut"], unique=False)

    op.create_table(
        "occupation_formation",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("occupation_uid", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=True),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("heures", sa.BigInteger(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column(
            "certification",
            sa.Enum("oui", "non", "en_cours", name="certification", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["occupation_uid"],
            ["occupation.uid"],
            name=op.f("fk_occupation_formation_occupation_uid_occupation"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_occupation_formation")),
    )
    op.create_index(
        op.f("ix_occupation_formation_occupation_uid"), "occupation_formation", ["occupation_uid"], unique=False
    )

    op.create_table(
        "reunion_projet",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("reunion_uid", sa.Text(), nullable=False),
        sa.Column("projet_uid", sa.Text(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum(
                "retenu",
                "reserves",
                "ajourne",
                "refuse",
                "information",
                name="decisionprojet",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_reunion_projet_projet_uid_projet"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reunion_uid"],
            ["reunion.uid"],
            name=op.f("fk_reunion_projet_reunion_uid_reunion"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_reunion_projet")),
    )
    op.create_index(op.f("ix_reunion_projet_projet_uid"), "reunion_projet", ["projet_uid"], unique=False)
    op.create_index(op.f("ix_reunion_projet_reunion_uid"), "reunion_projet", ["reunion_uid"], unique=False)

    op.create_table(
        "visite_photo",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("visite_uid", sa.Text(), nullable=False),
        sa.Column("legende", sa.Text(), nullable=True),
        sa.Column("prise_le", sa.Date(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["visite_uid"],
            ["visite.uid"],
            name=op.f("fk_visite_photo_visite_uid_visite"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visite_photo")),
    )
    op.create_index(op.f("ix_visite_photo_visite_uid"), "visite_photo", ["visite_uid"], unique=False)

    op.create_table(
        "visite_quartier",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("visite_uid", sa.Text(), nullable=False),
        sa.Column("quartier", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["quartier"],
            ["quartier.code"],
            name=op.f("fk_visite_quartier_quartier_quartier"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visite_uid"],
            ["visite.uid"],
            name=op.f("fk_visite_quartier_visite_uid_visite"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visite_quartier")),
    )
    op.create_index(op.f("ix_visite_quartier_visite_uid"), "visite_quartier", ["visite_uid"], unique=False)

    op.create_table(
        "visite_rencontre",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("visite_uid", sa.Text(), nullable=False),
        sa.Column("fonction", sa.Text(), nullable=True),
        sa.Column("organisme", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["visite_uid"],
            ["visite.uid"],
            name=op.f("fk_visite_rencontre_visite_uid_visite"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visite_rencontre")),
    )
    op.create_index(op.f("ix_visite_rencontre_visite_uid"), "visite_rencontre", ["visite_uid"], unique=False)

    op.create_table(
        "activite_orientation",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("activite_uid", sa.Text(), nullable=False),
        sa.Column(
            "partenaire",
            sa.Enum(
                "caf",
                "cpam",
                "france_travail",
                "mission_locale",
                "mds",
                "mairie",
                "ecole",
                "bailleur",
                "police_justice",
                "sante",
                "association",
                "autre",
                name="partenaire",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("nombre", sa.Integer(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activite_uid"],
            ["activite.uid"],
            name=op.f("fk_activite_orientation_activite_uid_activite"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_activite_orientation")),
    )
    op.create_index(
        op.f("ix_activite_orientation_activite_uid"), "activite_orientation", ["activite_uid"], unique=False
    )

    op.create_table(
        "demande_mention",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("demande_uid", sa.Text(), nullable=False),
        sa.Column("endroit", sa.Text(), nullable=True),
        sa.Column("revue", sa.Enum("gardee", "masquee", name="revue", native_enum=False, length=40), nullable=True),
        sa.Column("chemin", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["demande_uid"],
            ["demande.uid"],
            name=op.f("fk_demande_mention_demande_uid_demande"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_demande_mention")),
    )
    op.create_index(op.f("ix_demande_mention_demande_uid"), "demande_mention", ["demande_uid"], unique=False)

    op.create_table(
        "image",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=False),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["uid"],
            ["visite_photo.uid"],
            name=op.f("fk_image_uid_visite_photo"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_image")),
    )
    op.create_table(
        "note_ligne",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("note_uid", sa.Text(), nullable=False),
        sa.Column(
            "rubrique",
            sa.Enum(
                "faits",
                "ambiance",
                "besoins",
                "conseils",
                "projets",
                "adultes_relais",
                "difficultes",
                "suites",
                "propositions",
                name="rubrique",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("contrat", sa.Text(), nullable=True),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("reunion_uid", sa.Text(), nullable=True),
        sa.Column("visite_uid", sa.Text(), nullable=True),
        sa.Column("projet_uid", sa.Text(), nullable=True),
        sa.Column("convention_uid", sa.Text(), nullable=True),
        sa.Column("controle_uid", sa.Text(), nullable=True),
        sa.Column("action_uid", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_uid"],
            ["action.uid"],
            name=op.f("fk_note_ligne_action_uid_action"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contrat"],
            ["contrat.code"],
            name=op.f("fk_note_ligne_contrat_contrat"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["controle_uid"],
            ["controle.uid"],
            name=op.f("fk_note_ligne_controle_uid_controle"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["convention_uid"],
            ["convention.uid"],
            name=op.f("fk_note_ligne_convention_uid_convention"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["note_uid"],
            ["note_mensuelle.uid"],
            name=op.f("fk_note_ligne_note_uid_note_mensuelle"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["projet_uid"],
            ["projet.uid"],
            name=op.f("fk_note_ligne_projet_uid_projet"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reunion_uid"],
            ["reunion.uid"],
            name=op.f("fk_note_ligne_reunion_uid_reunion"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visite_uid"],
            ["visite.uid"],
            name=op.f("fk_note_ligne_visite_uid_visite"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_note_ligne")),
    )
    op.create_index(op.f("ix_note_ligne_action_uid"), "note_ligne", ["action_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_controle_uid"), "note_ligne", ["controle_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_convention_uid"), "note_ligne", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_note_uid"), "note_ligne", ["note_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_projet_uid"), "note_ligne", ["projet_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_reunion_uid"), "note_ligne", ["reunion_uid"], unique=False)
    op.create_index(op.f("ix_note_ligne_visite_uid"), "note_ligne", ["visite_uid"], unique=False)

    _pointer("action", "visite_uid", "visite")
    _pointer("action", "projet_uid", "projet")
    _pointer("action", "controle_uid", "controle")
    op.create_index(op.f("ix_action_controle_uid"), "action", ["controle_uid"], unique=False)
    op.create_index(op.f("ix_action_projet_uid"), "action", ["projet_uid"], unique=False)
    op.create_index(op.f("ix_action_visite_uid"), "action", ["visite_uid"], unique=False)

    op.add_column("contact", sa.Column("anonymise_le", sa.Date(), nullable=True))

    op.add_column("membre", sa.Column("anonymise_le", sa.Date(), nullable=True))

    _pointer("point", "projet_uid", "projet")
    _pointer("point", "convention_uid", "convention")
    _pointer("point", "visite_uid", "visite")
    op.create_index(op.f("ix_point_convention_uid"), "point", ["convention_uid"], unique=False)
    op.create_index(op.f("ix_point_projet_uid"), "point", ["projet_uid"], unique=False)
    op.create_index(op.f("ix_point_visite_uid"), "point", ["visite_uid"], unique=False)

    op.add_column("reunion", sa.Column("conseils_femmes", sa.Integer(), nullable=True))
    op.add_column("reunion", sa.Column("conseils_hommes", sa.Integer(), nullable=True))
    op.add_column("reunion", sa.Column("theme_formation", sa.Text(), nullable=True))
    op.add_column("reunion", sa.Column("formes_femmes", sa.Integer(), nullable=True))
    op.add_column("reunion", sa.Column("formes_hommes", sa.Integer(), nullable=True))


def _pointer(table: str, column: str, target: str) -> None:
    """A new column that points to another table, added in place.

    Alembic would copy the table and drop the old one: on SQLite the lines that belong to it would die with it.
    """
    named = f"fk_{table}_{column}_{target}"
    reference = f"CONSTRAINT {named} REFERENCES {target} (uid) DEFERRABLE INITIALLY DEFERRED"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT {reference}")
