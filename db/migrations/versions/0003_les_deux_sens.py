"""Both ways: clashes, probable doubles, corrections, fiches united, hand-over.

Revision 0003. Written once, read by a person, never changed once released: it serves old bases and old lots alike.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("valeur", "suppression", "disparue", name="natureconflit", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("poste", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("fiche_type", sa.Text(), nullable=False),
        sa.Column("fiche_uid", sa.Text(), nullable=False),
        sa.Column("champ", sa.Text(), nullable=True),
        sa.Column("en_place", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("proposee", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("msn", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("ouvert_le", sa.DateTime(), nullable=False),
        sa.Column("reporte_le", sa.DateTime(), nullable=True),
        sa.Column("regle_le", sa.DateTime(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("garder", "prendre", "les_deux", "autre", name="decisionconflit", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflit")),
    )
    op.create_index(op.f("ix_conflit_fiche_uid"), "conflit", ["fiche_uid"], unique=False)
    op.create_index(op.f("ix_conflit_lot"), "conflit", ["lot"], unique=False)
    op.create_index(op.f("ix_conflit_regle_le"), "conflit", ["regle_le"], unique=False)

    op.create_table(
        "correction",
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
        sa.Column("remplace_par", sa.Text(), nullable=True),
        sa.Column("fiche_type", sa.Text(), nullable=True),
        sa.Column("fiche_uid", sa.Text(), nullable=True),
        sa.Column("fiche_nom", sa.Text(), nullable=True),
        sa.Column("champ", sa.Text(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("poste", sa.Text(), nullable=True),
        sa.Column("demandee_le", sa.Date(), nullable=True),
        sa.Column("repondue_le", sa.Date(), nullable=True),
        sa.Column("saisies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motifs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_correction")),
        sa.UniqueConstraint("reference", name=op.f("uq_correction_reference")),
    )
    op.create_index(op.f("ix_correction_etat"), "correction", ["etat"], unique=False)
    op.create_index(op.f("ix_correction_fiche_uid"), "correction", ["fiche_uid"], unique=False)

    op.create_table(
        "decision",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column(
            "genre",
            sa.Enum("etat", "decision", "import", "annulation", name="genredecision", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("le", sa.DateTime(), nullable=False),
        sa.Column("depuis", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("precedent", sa.Integer(), nullable=False),
        sa.Column("contenu", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("archive_le", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_archive_le"), "decision", ["archive_le"], unique=False)

    op.create_table(
        "doublon",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("premier", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("trouve_le", sa.DateTime(), nullable=False),
        sa.Column(
            "etat",
            sa.Enum("ouvert", "unis", "distincts", name="etatdoublon", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("regle_le", sa.DateTime(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doublon")),
        sa.UniqueConstraint("premier", "second", name=op.f("uq_doublon_premier_second")),
    )
    op.create_index(op.f("ix_doublon_etat"), "doublon", ["etat"], unique=False)

    op.add_column("action", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("activite", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("conseil", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("contact", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("controle", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("convention", sa.Column("remplace_par", sa.Text(), nullable=True))
    op.create_index(op.f("ix_convention_numero"), "convention", ["numero"], unique=False)

    op.add_column("convention_avenant", sa.Column("quotite", sa.Integer(), nullable=True))

    op.add_column("correspondant", sa.Column("territoire", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("correspondant", sa.Column("successeur", sa.Text(), nullable=True))
    op.add_column("correspondant", sa.Column("incarnation", sa.Text(), nullable=True))
    op.add_column("correspondant", sa.Column("souche", sa.Integer(), nullable=True))

    op.add_column("demande", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("fiche_dispositif", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("lot", sa.Column("avant", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("lot", sa.Column("incarnation", sa.Text(), nullable=True))
    op.add_column("lot", sa.Column("lignee", sa.JSON(none_as_null=True), nullable=True))

    op.add_column("membre", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("note_mensuelle", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("occupation", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("organisme", sa.Column("remplace_par", sa.Text(), nullable=True))
    op.create_index(op.f("ix_organisme_siret"), "organisme", ["siret"], unique=False)

    op.add_column("projet", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("releve", sa.Column("remplace_par", sa.Text(), nullable=True))
    op.add_column("releve", sa.Column("cible", sa.BigInteger(), nullable=True))

    op.add_column("reunion", sa.Column("remplace_par", sa.Text(), nullable=True))

    op.add_column("type_dispositif", sa.Column("variantes", sa.Text(), nullable=True))
    op.add_column("type_dispositif", sa.Column("variante_requise", sa.Boolean(), nullable=True))

    op.add_column("visite", sa.Column("remplace_par", sa.Text(), nullable=True))
