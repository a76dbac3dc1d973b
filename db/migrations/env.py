"""Alembic's entry: the connection is handed over by `db.upgrade`, or made for `alembic revision` by the Makefile."""

from __future__ import annotations

from alembic import context

import db.models  # noqa: F401 - fills the metadata
from db.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
