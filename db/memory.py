"""A base in memory, of any revision: where what an older version wrote is rebuilt, to be upgraded like a real base.

Never a file: nothing readable reaches the disk, and a process that dies leaves nothing behind.
"""

from __future__ import annotations

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool


def open_memory() -> Engine:
    """An empty base, references unchecked: the part of a base that a lot holds points to what it does not hold."""
    return create_engine("sqlite://", module=driver, poolclass=StaticPool)
