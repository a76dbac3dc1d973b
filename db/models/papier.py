"""Papers that were handed over: their very bytes, on this laptop, that no journal, no lot and no list ever carries.

What others must know of them (version, day, digest) stands on the fiche, and travels with it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Papier(Base):
    """One paper, written once. It outlives its fiche: what was handed over does not change because the record does."""

    __tablename__ = "papier"

    uid: Mapped[str] = mapped_column(primary_key=True)
    fiche_type: Mapped[str]
    fiche_uid: Mapped[str] = mapped_column(index=True)
    sorte: Mapped[str]  # a key of the catalogue of papers
    audience: Mapped[str]
    version: Mapped[int]
    code: Mapped[str] = mapped_column(index=True)  # control code at the foot of its pages
    sha256: Mapped[str] = mapped_column(index=True)  # of `contenu`
    contenu: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    modele: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True, deferred=True)  # the words, to quote
    pages: Mapped[int]
    destinataires: Mapped[str] = mapped_column(default="")
    motif: Mapped[str] = mapped_column(default="")  # why it replaces the one before
    remplace: Mapped[str | None]  # uid of the paper that it replaces
    fait_le: Mapped[dt.datetime]
    par: Mapped[str] = mapped_column(default="")
