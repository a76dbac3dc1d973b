"""Papers handed over, and where the compte rendu of a meeting stands.

Revision 0005. Written once, read by a person, never changed once released: it serves old bases and old lots alike.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papier",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("fiche_type", sa.Text(), nullable=False),
        sa.Column("fiche_uid", sa.Text(), nullable=False),
        sa.Column("sorte", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("modele", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("destinataires", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("remplace", sa.Text(), nullable=True),
        sa.Column("fait_le", sa.DateTime(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_papier")),
    )
    op.create_index(op.f("ix_papier_code"), "papier", ["code"], unique=False)
    op.create_index(op.f("ix_papier_fiche_uid"), "papier", ["fiche_uid"], unique=False)
    op.create_index(op.f("ix_papier_sha256"), "papier", ["sha256"], unique=False)

    op.add_column("reunion", sa.Column("cr_version", sa.Integer(), nullable=True))
    op.add_column("reunion", sa.Column("cr_diffuse_le", sa.Date(), nullable=True))
    op.add_column("reunion", sa.Column("cr_code", sa.Text(), nullable=True))
    op.add_column("reunion", sa.Column("cr_sha256", sa.Text(), nullable=True))
    op.add_column("reunion", sa.Column("cr_motif", sa.Text(), nullable=True))
    op.add_column("reunion", sa.Column("cr_approuve_le", sa.Date(), nullable=True))
    # In its own words: Alembic gives SQLite no reference with a new column, and both engines read this.
    op.execute(
        "ALTER TABLE reunion ADD COLUMN cr_approuve_en TEXT CONSTRAINT fk_reunion_cr_approuve_en_reunion "
        "REFERENCES reunion (uid) DEFERRABLE INITIALLY DEFERRED"
    )
