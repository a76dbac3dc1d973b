"""The full-text index of a server: SQLite had its own from the first revision, and is not touched.

Revision 0004. Written once, read by a person, never changed once released: it serves old bases and old lots alike.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE recherche (place BIGINT GENERATED ALWAYS AS IDENTITY, type TEXT NOT NULL, uid TEXT PRIMARY KEY, "
            "texte TEXT NOT NULL, mots TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_recherche_mots ON recherche USING gin (mots)")
