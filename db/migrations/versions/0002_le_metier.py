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
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_demande")),
        sa.UniqueConstraint("reference", name=op.f("uq_demande_reference")),
    )
    with op.batch_alter_table("demande", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_demande_etat"), ["etat"], unique=False)

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
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_note_mensuelle")),
        sa.UniqueConstraint("reference", name=op.f("uq_note_mensuelle_reference")),
    )
    with op.batch_alter_table("note_mensuelle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_mensuelle_etat"), ["etat"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_mensuelle_mois"), ["mois"], unique=False)

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
        sa.Column("tuile", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_repere")),
    )
    op.create_table(
        "type_dispositif",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_type_dispositif")),
    )
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
        sa.Column("objet", sa.Text(), nullable=True),
        sa.Column("lieu", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_visite")),
        sa.UniqueConstraint("reference", name=op.f("uq_visite_reference")),
    )
    with op.batch_alter_table("visite", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visite_date"), ["date"], unique=False)
        batch_op.create_index(batch_op.f("ix_visite_etat"), ["etat"], unique=False)

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
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
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
    with op.batch_alter_table("fiche_dispositif", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fiche_dispositif_etat"), ["etat"], unique=False)
        batch_op.create_index(batch_op.f("ix_fiche_dispositif_type"), ["type"], unique=False)

    op.create_table(
        "mesure_dispositif",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
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
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["repere"], ["repere.code"], name=op.f("fk_releve_repere_repere"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_releve")),
        sa.UniqueConstraint("reference", name=op.f("uq_releve_reference")),
    )
    with op.batch_alter_table("releve", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_releve_date"), ["date"], unique=False)
        batch_op.create_index(batch_op.f("ix_releve_etat"), ["etat"], unique=False)
        batch_op.create_index(batch_op.f("ix_releve_repere"), ["repere"], unique=False)

    op.create_table(
        "dispositif_releve",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("fiche_uid", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column("mesure", sa.Text(), nullable=True),
        sa.Column("valeur", sa.BigInteger(), nullable=True),
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
    with op.batch_alter_table("dispositif_releve", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispositif_releve_fiche_uid"), ["fiche_uid"], unique=False)

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
        sa.Column("employeur_uid", sa.Text(), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
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
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_convention")),
        sa.UniqueConstraint("reference", name=op.f("uq_convention_reference")),
    )
    with op.batch_alter_table("convention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_convention_employeur_uid"), ["employeur_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_convention_etat"), ["etat"], unique=False)

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
        sa.Column("porteur_uid", sa.Text(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
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
    with op.batch_alter_table("projet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_projet_annee"), ["annee"], unique=False)
        batch_op.create_index(batch_op.f("ix_projet_dauphin"), ["dauphin"], unique=False)
        batch_op.create_index(batch_op.f("ix_projet_etat"), ["etat"], unique=False)
        batch_op.create_index(batch_op.f("ix_projet_porteur_uid"), ["porteur_uid"], unique=False)

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
        sa.Column("debut", sa.Date(), nullable=True),
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
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_activite")),
        sa.UniqueConstraint("reference", name=op.f("uq_activite_reference")),
    )
    with op.batch_alter_table("activite", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activite_convention_uid"), ["convention_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_activite_etat"), ["etat"], unique=False)

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
    with op.batch_alter_table("controle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_controle_convention_uid"), ["convention_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_controle_etat"), ["etat"], unique=False)

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
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
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
    with op.batch_alter_table("occupation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupation_convention_uid"), ["convention_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_occupation_etat"), ["etat"], unique=False)
