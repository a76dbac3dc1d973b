"""The pictures of the photos of a visit: bytes of this laptop, that no journal, no lot and no list ever carries."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Image(Base):
    """The picture of one photo line, and it dies with it."""

    __tablename__ = "image"

    uid: Mapped[str] = mapped_column(
        ForeignKey("visite_photo.uid", ondelete="CASCADE", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    contenu: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # JPEG without metadata
    largeur: Mapped[int]
    hauteur: Mapped[int]
    sha256: Mapped[str]
