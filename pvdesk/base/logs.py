"""The log: the last 500 lines in memory for the assistance, and a file that turns. It names fiches by uid only."""

from __future__ import annotations

import logging
from collections import deque
from pathlib import Path

FILE = "journal.log"
KEPT = 500  # lines
SIZE = 512 * 1024  # bytes of the file before it turns
OLD = "journal.1.log"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Ring(logging.Handler):
    """The last lines of the log, in memory."""

    def __init__(self, kept: int = KEPT) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=kept)
        self.setFormatter(logging.Formatter(FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the lines of a record."""
        self._lines.extend(self.format(record).splitlines())

    def text(self) -> str:
        """What is kept, oldest first."""
        return "\n".join(self._lines)


def start() -> Ring:
    """Begin to keep what is said, from INFO up; writes no file."""
    ring = Ring()
    root = logging.getLogger()
    root.addHandler(ring)
    root.setLevel(logging.INFO)
    return ring


def write_to(folder: Path) -> logging.Handler | None:
    """Also write to `journal.log` of an open data folder; None when the folder refuses, which stops nothing."""
    target = folder / FILE
    try:
        # Turned once a session: logging.handlers would bring sockets and pickle before the first window.
        if target.exists() and target.stat().st_size > SIZE:
            target.replace(folder / OLD)
        handler = logging.FileHandler(target, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("%s cannot be written: %s", FILE, error.strerror)
        return None
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.getLogger().addHandler(handler)
    return handler


def stop(*handlers: logging.Handler | None) -> None:
    """Detach and close handlers."""
    for handler in handlers:
        if handler is not None:
            logging.getLogger().removeHandler(handler)
            handler.close()
