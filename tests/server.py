"""A real PostgreSQL server of its own, in a temporary folder, for one run of the tests; a base is copied in 30 ms."""

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from pvdesk.store.desk import VARIABLE

ROLE = "mission"
PASSWORD = "mot de passe d’essai"
ABSENT = "PostgreSQL n’a pas été démarré"  # how a skipped test says it, counted in the summary
# A server that may lose all: nothing is synced, nothing listens but a socket.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "autovacuum=off",
        "shared_buffers=32MB", "max_connections=60", "log_min_messages=panic")  # fmt: skip
# Two roles are asked for a password, so that a wrong one is refused.
DOORS = "local all verrou scram-sha-256\nlocal all all trust\n"


class Absent(Exception):  # noqa: N818 - not a fault: these tests are then skipped
    """No server can be started here, and why."""


@dataclass
class Server:
    """A running server.

    Attributes:
        folder: of its socket and its data.
    """

    folder: Path
    owner: str
    programs: Path
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _process: subprocess.Popen[bytes] | None = None

    def address(self, base: str, role: str = ROLE) -> str:
        """What PVDESK_BASE says of a base."""
        return f"postgresql+psycopg://{role}@/{base}?host={self.folder}"

    def new(self, model: str = "template0", *, encoding: str = "UTF8", locale: str = "C") -> str:
        """The address of a new base: empty, or the copy of another (of which no connection is open)."""
        name = f"essai_{next(self._numbers)}"
        how = f"ENCODING '{encoding}' LOCALE '{locale}'" if model == "template0" else ""
        self.run(f'CREATE DATABASE {name} OWNER {ROLE} TEMPLATE "{self.name_of(model)}" {how}')
        return self.address(name)

    def drop(self, address: str) -> None:
        """Forget a base, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {self.name_of(address)} WITH (FORCE)")

    def name_of(self, address: str) -> str:
        """The name of a base."""
        return (make_url(address).database or "") if "://" in address else address

    def plain(self, address: str) -> Engine:
        """An engine of the administrator, without pvdesk's own settings."""
        return create_engine(self.address(self.name_of(address), "administrateur"), isolation_level="AUTOCOMMIT")

    def run(self, statement: str, base: str = "postgres") -> None:
        """Run a statement of the administrator."""
        engine = self.plain(base)
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def start(self) -> None:
        """Start it; it dies with this process, however this process ends."""
        settings = [word for option in (*FAST, f"unix_socket_directories={self.folder}") for word in ("-c", option)]
        self._process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", *settings], cwd=self.folder,
            preexec_fn=_die_too,  # noqa: PLW1509 - nothing but a system call, before any thread of ours
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **_as(self.owner),
        )  # fmt: skip
        ready = [self.programs / "pg_isready", "-q", "-h", self.folder]
        for _ in range(300):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError("le serveur ne répond pas")

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)


@contextmanager
def named(address: str) -> Iterator[None]:
    """PVDESK_BASE for the time of a block; without the variable when the address is empty."""
    held = os.environ.pop(VARIABLE, None)
    if address:
        os.environ[VARIABLE] = address
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        if held is not None:
            os.environ[VARIABLE] = held


@contextmanager
def running() -> Iterator[Server]:
    """A server for the time of a run.

    Raises:
        Absent: none can be started here.
    """
    if sys.platform == "win32":
        raise Absent("sous Windows, ces tests ne sont pas joués")
    folder = Path(tempfile.mkdtemp(prefix="pvdesk-pg-"))  # short: the path of a socket has 107 characters at most
    server = None
    try:
        server = Server(folder, _owner(), _programs())
        shutil.chown(folder, server.owner)
        made = [server.programs / "initdb", "-D", folder / "data", "-U", "administrateur", "-A", "trust", "--locale=C",
                "-E", "UTF8", "--no-sync", "--no-instructions"]  # fmt: skip
        subprocess.run(made, cwd=folder, check=True, capture_output=True, text=True, timeout=60, **_as(server.owner))
        (folder / "data" / "pg_hba.conf").write_text(DOORS, encoding="utf-8")
        server.start()
        server.run(f"CREATE ROLE {ROLE} LOGIN")
        server.run(f"CREATE ROLE verrou LOGIN PASSWORD '{PASSWORD}'")
    except (OSError, subprocess.SubprocessError, KeyError) as error:
        _clear(folder, server)
        raise Absent(str(getattr(error, "stderr", "") or error).strip()) from error
    try:
        yield server
    finally:
        _clear(folder, server)


def _clear(folder: Path, server: Server | None) -> None:
    if server is not None:
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Where the programs of the newest server are: Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    held = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not held:
        raise FileNotFoundError("le paquet « postgresql » n’est pas installé")
    return held[-1].parent


def _owner() -> str:
    """Who runs it: a server refuses to be root's."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(owner: str) -> dict[str, Any]:
    """What `subprocess` needs to run a program for somebody, when we are root."""
    user = pwd.getpwnam(owner)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}


def _die_too() -> None:
    """In the child: be told to quit when the parent ends, even killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
